package store

import (
	"strconv"
	"testing"
	"time"

	"provenance/internal/chain"
	"provenance/internal/fixture"
	"provenance/internal/model"
)

var _ = casesOf("row-vanished", []flagCase{
	{name: "silent: the next snapshot has a new name without a variant", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		scores: board | M (large) | chat | elo | 1290 | 2025-04-13
		scores: board | rel | chat | elo | 1273 | 2025-04-13`},
	{name: "a name without a variant stood next to it before", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | Other | chat | elo | 1290 | 2025-04-06
		scores: board | Other | chat | elo | 1290 | 2025-04-13`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-13 -"}},
	{name: "silent: the next snapshot is an excerpt", rows: `
		snapshot_extents: board | excerpt | reported_on=2025-04-13
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13`},
	{name: "silent: all of the source are excerpts, or those of a month", rows: `
		sources: board2 | leaderboard | https://board2.ai/x
		snapshot_extents: board | excerpt
		snapshot_extents: board2 | excerpt | reported_on=2025-04 | benchmark=chat
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board2 | exp | chat | elo | 1417 | 2025-04-06
		scores: board2 | rel | chat | elo | 1273 | 2025-04-13`},
	{name: "excerpts, but for a day that is complete", rows: `
		snapshot_extents: board | excerpt
		snapshot_extents: board | complete | reported_on=2025-04-20
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | rel | chat | elo | 1273 | 2025-04-20`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-20 -"}},
	{name: "of two lists, from the day on which it is in an excerpt", rows: `
		snapshot_extents: board | excerpt | reported_on=2025-04-13
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | exp | chat | elo | 1400 | 2025-04-13
		scores: board | rel | chat | elo | 1273 | 2025-04-20`,
		want: []string{"warning #2 dev m exp chat board < board 2025-04-20 -"}},
	{name: "silent: a list of less than half the rows may be an excerpt", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		scores: board | unk | chat | elo | 1273 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13`},
	{name: "unless it is on record as complete", about: "exp", rows: `
		snapshot_extents: board | complete | reported_on=2025-04-13
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		scores: board | unk | chat | elo | 1273 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-13 -"}},
	{name: "silent: gone from one of two lists", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | exp | chat | elo | 1307 | 2025-04-13 | style_control=true`},
	{name: "gone from both", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | exp | chat | elo | 1307 | 2025-04-06 | style_control=true
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | rel | chat | elo | 1263 | 2025-04-13 | style_control=true`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-13 -", "warning #2 dev m exp chat board < board 2025-04-13 -"}},
	{name: "the board withdrew it", rows: `
		release_events: exp | withdrawn | 2025-04-10 | scope=arena | source=board
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13`,
		want: []string{"note #1 dev m exp chat board < board 2025-04-13 -"}, says: []string{"It was withdrawn from arena on 2025-04-10 (board)."}},
	{name: "deprecated by a day, and another list of the board has it again, before or after", rows: `
		sources: mirror | leaderboard | https://host.ai/mirror | 2025-04-06 | publisher=host
		sources: other | leaderboard | https://host.ai/board | 2025-04-06 | publisher=host
		release_events: exp | deprecated | 2025-04-10 | scope=arena | source=news | precision=by
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: mirror | exp | chat | elo | 1400 | 2025-04-09 | evaluator=arena
		scores: other | exp | chat | elo | 1400 | 2025-04-14 | evaluator=host
		scores: mirror | exp | chat | elo | 1400 | 2025-04-20 | evaluator=arena
		scores: board | exp | qa | elo | 1417 | 2025-04-06
		scores: board | rel | qa | elo | 1273 | 2025-04-13
		scores: mirror | exp | qa | elo | 1400 | 2025-04-12 | evaluator=arena`,
		want: []string{"note #1 dev m exp chat board < news 2025-04-13 2025-04-20", "note #1 dev m exp chat board < news 2025-04-20 -",
			"note #6 dev m exp qa board < news 2025-04-13 -"},
		says: []string{"It was deprecated from arena by 2025-04-10 (news).", "(news). mirror lists it again, of 2025-04-20.", "(news). mirror lists it again, of 2025-04-12."}},
	{name: "gone from a data set of who publishes a board, silent in those of others", rows: `
		sources: files | dataset | https://arena.ai/files | 2025-04-06 | publisher=arena
		sources: others | dataset | https://host.ai/files | 2025-04-06 | publisher=host
		scores: files | exp | chat | elo | 1417 | 2025-04-06
		scores: files | rel | chat | elo | 1273 | 2025-04-13
		scores: others | exp | chat | elo | 1417 | 2025-04-06
		scores: others | rel | chat | elo | 1273 | 2025-04-13`,
		want: []string{"warning #1 dev m exp chat files < files 2025-04-13 -"}},
	{name: "its maker deprecated it", rows: `
		release_events: rel | deprecated | 2025-04-10 | source=news
		scores: board | rel | chat | elo | 1417 | 2025-04-06
		scores: board | exp | chat | elo | 1273 | 2025-04-13`,
		want: []string{"note #1 dev m rel chat board < news 2025-04-13 -"}, says: []string{"It was deprecated on 2025-04-10 (news)."}},
	{name: "withdrawn from another board, after the snapshot, or before it came back", rows: `
		release_events: exp | withdrawn | 2025-04-10 | scope=lab | source=news
		release_events: exp | withdrawn | 2025-04-20 | scope=arena | source=board
		release_events: exp | withdrawn | 2025-04-01 | scope=arena | source=board
		scores: board | exp | chat | elo | 1417 | 2025-04-07
		scores: board | rel | chat | elo | 1273 | 2025-04-13`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-13 -"}, says: []string{"No removal is on record."}},
	{name: "a name without a variant", rows: `
		scores: board | Nobody | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | Nobody | chat | elo | 1417 | 2025-04-20`,
		want: []string{"warning #1 - - - chat board < board 2025-04-13 2025-04-20"}},
	{name: "silent: a name without a variant, and a new name", rows: `
		scores: board | Nobody | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | exp | chat | elo | 1417 | 2025-04-13`},
})

var _ = casesOf("conflicting-entries", []flagCase{
	{name: "one variant under two names", rows: `
		aliases: M One | rel | scope=board
		scores: board | rel | chat | elo | 1300 | 2025-04-06
		scores: board | M One | chat | elo | 1260 | 2025-04-06`,
		want: []string{"note #1 dev m rel chat board < board 2025-04-06 -", "note #2 dev m rel chat board < board 2025-04-06 -"},
		says: []string{"board prints 1300 as rel and 1260 as M One. On record both names mean rel. One of them may mean another build, or settings that are not on record."}},
	{name: "silent: two names with one value, two sections, two days", rows: `
		aliases: M One | rel | scope=board
		scores: board | rel | chat | elo | 1300 | 2025-04-06
		scores: board | M One | chat | elo | 1300 | 2025-04-06
		scores: board | rel | qa | elo | 1300 | 2025-04-06 | section=a
		scores: board | rel | qa | elo | 1260 | 2025-04-06 | section=b
		scores: board | M One | chat | elo | 1260 | 2025-04-07`},
	{name: "silent: two evaluators, two days of evaluation", rows: `
		scores: agg | rel | qa | pct | 60 | 2025-04-06 | evaluator=lab
		scores: agg | rel | qa | pct | 61 | 2025-04-06 | evaluator=dev
		scores: runs | rel | qa | pct | 60 | 2025-04-06 | evaluated_on=2025-04-01
		scores: runs | rel | qa | pct | 61 | 2025-04-06 | evaluated_on=2025-04-02`},
})

var _ = casesOf("revised-score", []flagCase{
	{name: "of a name without a variant", rows: `
		scores: report | Nobody | qa | pct | 57.2 | 2025-04-20
		---
		scores: report | Nobody | qa | pct | 57.3 | 2025-04-20`,
		want: []string{"note #2 - - - qa report < report 2025-06-01 -"}},
})

// TestRevisionsOfTheRecordAreNotTheSources: a file that is read again through another map
// has the same bytes, and a file that was retracted is not what the source printed.
func TestRevisionsOfTheRecordAreNotTheSources(t *testing.T) {
	t.Parallel()
	rows := func(value string) string {
		return `scores: board | rel | chat | elo | ` + value + ` | 2025-04-11 | stderr=5`
	}
	revised := `SELECT message FROM flag_intervals WHERE rule = 'revised-score'`

	db := flagDB(t, "")
	for _, value := range []string{"1030", "1300"} { // fixtureFile gives both the same digest
		ingestScores(t, db, [][]*model.Record{fixture.Records(t, rows(value))["scores"]}, 10)
	}
	if got := lines(t, db, `SELECT count(*), count(supersedes) FROM scores`); got[0] != "2 1" {
		t.Fatalf("got %v scores and those that supersede one, want 2 1", got)
	}
	if got := lines(t, db, revised); len(got) > 0 {
		t.Errorf("the same bytes: got %v", got)
	}

	db = flagDB(t, rows("1030")+"\n---\n"+rows("1300"))
	if got := lines(t, db, revised); len(got) != 1 {
		t.Errorf("another file: got %v, want one flag", got)
	}
	first := lines(t, db, `SELECT ingest_id FROM scores WHERE id = 1`)[0]
	id, err := strconv.ParseInt(first, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chain.Retract(t.Context(), db, id, "a typing slip", "test", "retract", time.Date(2025, 6, 2, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if got := lines(t, db, revised); len(got) > 0 {
		t.Errorf("a retracted file: got %v", got)
	}
}
