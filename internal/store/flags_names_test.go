package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

var _ = casesOf("ambiguous-name", []flagCase{
	{name: "error: one candidate is public, one is not", rows: `
		aliases: Model M | rel
		aliases: Model M | exp
		scores: board | Model M | chat | elo | 1417 | 2025-04-07
		scores: board | Model M | chat | elo | 1410 | 2025-04-06`,
		want: []string{"error #- dev m - - board < blog 2025-04-06 -"},
		says: []string{`"Model M" in board may be exp, rel; scores that stand without a variant: 2`}},
	{name: "error: two stages", rows: `
		variants: rel-base | m | stage=base
		release_events: rel-base | released | 2025-04-05
		aliases: Model M | rel
		aliases: Model M | rel-base
		listings: board | Model M`,
		want: []string{"error #- dev m - - board < blog 2025-04-06 -"}, says: []string{"may be rel, rel-base"}},
	{name: "warning: two precisions of one release", rows: `
		variants: rel-fp8 | m | precision=fp8
		release_events: rel-fp8 | preview | 2025-04-05
		aliases: Model M | rel
		aliases: model_m | rel-fp8 | source=news
		listings: report | MODEL - M`,
		want: []string{"warning #- dev m - - report < blog 2025-04-20 -"}, says: []string{`"MODEL - M" in report may be rel, rel-fp8`}},
	{name: "warning: two variants of which nothing is known", rows: `
		models: n | lab
		variants: unk2 | n
		aliases: Model M | unk
		aliases: Model M | unk2
		sources: undated | other | https://undated.ai/x
		listings: undated | Model M`,
		want: []string{"warning #- - - - - undated < blog - -"}},
	{name: "two tables of a source that the aliases do not tell apart", rows: `
		aliases: Model M | rel | scope=board
		aliases: Model M | exp | scope=board
		aliases: Model M | unk | scope=board | section=other
		scores: board | Model M | chat | elo | 1417 | 2025-04-06 | section=style`,
		want: []string{"error #- dev m - - board < blog 2025-04-06 -"}, says: []string{"may be exp, rel;"}},
	{name: "silent: two aliases for one variant", rows: `
		aliases: Model M | rel
		aliases: Model M | rel | source=news
		aliases: Model M | rel | scope=board
		scores: board | Model M | chat | elo | 1273 | 2025-04-06`},
	{name: "error: an alias for all and a slug disagree", rows: `
		aliases: rel | exp
		scores: board | rel | chat | elo | 1273 | 2025-04-06`,
		want: []string{"error #- dev m - - board < blog 2025-04-06 -"}, says: []string{`"rel" in board may be exp, rel;`}},
	{name: "warning: the day may lie on either side of the end of the only alias", rows: `
		aliases: Model M | rel | scope=board | valid_to=2025-04-15
		scores: board | Model M | chat | elo | 1273 | 2025-04`,
		want: []string{"warning #- - - - - board < blog 2025-04 -"}, says: []string{`"Model M" in board may be rel or something else; scores that stand without a variant: 1`}},
	{name: "error: a value that was printed before the name changed its meaning", rows: `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: board | Model M | chat | elo | 1417 | 2025-04-20
		scores: board | Model M | chat | elo | 1417 | 2025-04-27`,
		want: []string{"error #- dev m - - board < blog 2025-04-20 -"}, says: []string{`may be exp, rel; scores that stand without a variant: 2`}},
	{name: "silent: the aliases of the days say it", rows: `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		listings: board | Model M
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: board | Model M | chat | elo | 1273 | 2025-04-20`},
	{name: "silent: an alias of the board goes before a slug", rows: `
		aliases: rel | exp | scope=board
		scores: board | rel | chat | elo | 1273 | 2025-04-06`},
	{name: "silent: an alias for the source wins over those for all", rows: `
		aliases: Model M | rel
		aliases: Model M | exp
		aliases: Model M | exp | scope=board
		scores: board | Model M | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: an alias for another source or section", rows: `
		aliases: Model M | rel
		aliases: Model M | exp | scope=board
		aliases: Model M | unk | scope=report | section=table 3
		scores: report | Model M | qa | pct | 80 | 2025-04-20 | section=table 2
		scores: report | Model M | chat | elo | 1273 | 2025-04-20`},
	{name: "silent: no variant on record", rows: `
		scores: board | Model M | chat | elo | 1273 | 2025-04-06`},
	{name: "silent: a name that nobody prints", rows: `
		aliases: Model M | rel
		aliases: Model M | exp`},
})

var _ = casesOf("unresolved-name", []flagCase{
	{name: "a score", rows: `
		scores: board | Mystery | chat | elo | 1417 | 2025-04-13
		scores: board | Mystery | chat | elo | 1400 | 2025-04-06`,
		want: []string{"note #- - - - - board < board 2025-04-06 -"},
		says: []string{`"Mystery" in board is no variant on record; its 2 scores stand without a variant`}},
	{name: "a listing without a score takes the day of the source", rows: `
		listings: report | Mystery`,
		want: []string{"note #- - - - - report < report 2025-04-20 -"}, says: []string{"its 0 scores"}},
	{name: "a listing without any day", rows: `
		sources: undated | other | https://undated.ai/x
		listings: undated | Mystery`,
		want: []string{"note #- - - - - undated < undated - -"}},
	{name: "likeness is not enough", rows: `
		aliases: Model M | rel
		scores: board | Rel | chat | elo | 1417 | 2025-04-06
		scores: board | Model M 2 | chat | elo | 1417 | 2025-04-07`,
		want: []string{"note #- - - - - board < board 2025-04-06 -", "note #- - - - - board < board 2025-04-07 -"}},
	{name: "an alias in another source only", rows: `
		aliases: Model M | rel | scope=report
		scores: board | Model M | chat | elo | 1417 | 2025-04-06`,
		want: []string{"note #- - - - - board < board 2025-04-06 -"}},
	{name: "silent: a slug, and an alias in other spelling", rows: `
		aliases: Model-M | rel
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		scores: board | model _ m | chat | elo | 1273 | 2025-04-06`},
	{name: "the alias had ended", rows: `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: board | Model M | chat | elo | 1273 | 2025-04-20
		scores: board | Model M | chat | elo | 1270 | 2025-04-27`,
		want: []string{"warning #- - - - - board < board 2025-04-20 -"},
		says: []string{`"Model M" in board: no alias on record holds on the day of 2 scores, which stand without a variant`}},
	{name: "silent: resolved by a later ingest", rows: `
		scores: board | Mystery | chat | elo | 1417 | 2025-04-06
		---
		aliases: Mystery | exp`},
	{name: "silent: ambiguous is another flag", rows: `
		aliases: Model M | rel
		aliases: Model M | exp
		scores: board | Model M | chat | elo | 1417 | 2025-04-06`},
	{name: "silent: an alias that nobody prints", rows: `
		aliases: Model M | rel`},
})

func TestFlagNarrowestAliasWins(t *testing.T) {
	db := flagDB(t, `
		aliases: Model M | unk
		aliases: Model M | rel | scope=board
		aliases: Model M | exp | scope=board | section=style
		scores: news | Model M | chat | elo | 1 | 2025-04-06
		scores: board | Model M | chat | elo | 2 | 2025-04-06
		scores: board | Model M | chat | elo | 3 | 2025-04-06 | section=style
		scores: board | Model M | chat | elo | 4 | 2025-04-06 | section=no style
		scores: news | Model M | chat | elo | 5 | 2025-04-06 | section=style
		scores: news | rel | chat | elo | 6 | 2025-04-06`)
	want := []string{"1 unk alias", "2 rel alias", "3 exp alias", "4 rel alias", "5 unk alias", "6 rel slug"}
	got := lines(t, db, `SELECT score_id, variant, resolution FROM score_details ORDER BY score_id`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
	want = []string{"unk alias", "rel alias", "exp alias", "rel alias", "unk alias", "rel slug"}
	got = lines(t, db, `SELECT v.slug, c.how FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id JOIN listing_candidates c ON c.source_id = sp.source_id AND c.name_id = s.name_id JOIN variants v ON v.id = c.variant_id ORDER BY s.id`)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("listing_candidates (-want +got):\n%s", diff)
	}
}

var _ = casesOf("name-reassigned", []flagCase{
	{name: "another build from a day on", rows: `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16 | source=news
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: board | Model M | chat | elo | 1410 | 2025-04-13
		scores: board | Model M | qa | pct | 70 | 2025-04-20
		scores: board | Model M | chat | elo | 1273 | 2025-04-27`,
		want: []string{"note #- dev m - - board < blog 2025-04-20 -"},
		says: []string{`"Model M" in board means rel on 2025-04-20; on 2025-04-13 it meant exp (blog)`}},
	{name: "with days between that are not known", rows: `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-21
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: board | Model M | chat | elo | 1400 | 2025-04-18
		scores: board | Model M | chat | elo | 1417 | 2025-04-22
		scores: board | Model M | chat | elo | 1273 | 2025-04-27`,
		want: []string{"note #- dev m - - board < blog 2025-04-27 -"}},
	{name: "and back again", rows: `
		aliases: Model M | exp | scope=board | valid_from=2025-04-10 | valid_to=2025-04-15
		aliases: Model M | rel
		scores: board | Model M | chat | elo | 1 | 2025-04-06
		scores: board | Model M | chat | elo | 2 | 2025-04-13
		scores: board | Model M | chat | elo | 3 | 2025-04-20
		scores: report | Model M | qa | pct | 3 | 2025-04-13`,
		want: []string{"note #- dev m - - board < blog 2025-04-13 -", "note #- dev m - - board < blog 2025-04-20 -"}},
	{name: "silent: what it means afterwards is not on record", rows: `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: board | Model M | chat | elo | 1273 | 2025-04-20`},
	{name: "silent: printed on one side only", rows: `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-20
		scores: board | Model M | chat | elo | 1273 | 2025-04-27`},
	{name: "silent: another source means another build by it", rows: `
		aliases: Model M | exp | scope=board
		aliases: Model M | rel | scope=report
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: report | Model M | chat | elo | 1273 | 2025-04-20`},
	{name: "silent: the value was printed before", rows: `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: board | Model M | chat | elo | 1417 | 2025-04-20`},
	{name: "silent: two dated aliases for one build", rows: `
		aliases: Model M | rel | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: board | Model M | chat | elo | 1273 | 2025-04-20`},
	{name: "silent: the later file was wrong", rows: `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		alias_corrections: Model M | rel | it did not change | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-06
		scores: board | Model M | chat | elo | 1273 | 2025-04-20`},
})

var _ = casesOf("placeholder-source", []flagCase{
	{name: "example domains and the machine itself", rows: `
		sources: s1 | paper | https://example.com/x | 2025-01-01
		sources: s2 | paper | https://www.example.org | 2025-01-01
		sources: s3 | paper | HTTP://EXAMPLE.NET/a | 2025-01-01
		sources: s4 | paper | http://localhost:8000/x | 2025-01-01
		sources: s5 | paper | http://127.0.0.1/x | 2025-01-01
		sources: s6 | paper | https://example/x`,
		want: []string{"error #- - - - - s1 < s1 2025-01-01 -", "error #- - - - - s2 < s2 2025-01-01 -", "error #- - - - - s3 < s3 2025-01-01 -",
			"error #- - - - - s4 < s4 2025-01-01 -", "error #- - - - - s5 < s5 2025-01-01 -", "error #- - - - - s6 < s6 - -"},
		says: []string{`"s1" has the address https://example.com/x, which leads nowhere`}},
	{name: "no address", rows: `
		sources: s1 | paper | | 2025-01-01 | title=A paper
		sources: s2 | paper | | | retrieved_on=2025-02`,
		want: []string{"note #- - - - - s1 < s1 2025-01-01 -", "note #- - - - - s2 < s2 2025-02 -"},
		says: []string{`"A paper" has no address on record`}},
	{name: "silent: every source of the base"},
	{name: "silent: names that only begin alike", rows: `
		sources: s1 | paper | https://example-lab.ai/x
		sources: s2 | paper | https://examples.org/x
		sources: s3 | paper | https://lab.ai/example.com/x
		sources: s4 | paper | https://my-example.com/x`},
	{name: "silent: a file whose name has example in it", rows: `
		sources: s1 | repo | https://github.com/lab/eval/blob/main/config.example.yaml`},
	{name: "silent: a host that only begins with localhost", rows: `
		sources: s1 | repo | https://localhost-lab.ai/x`},
	{name: "silent: a copy of a page in an archive, which has a second address in it", rows: `
		sources: s1 | paper | https://web.archive.org/web/2025/http://example.lab.ai/x`},
	{name: "silent: an archived copy rescues", rows: `
		sources: s1 | paper | https://example.com/x | archived_url=https://web.archive.org/web/2025/x
		sources: s2 | paper | | 2025-01-01 | archived_url=https://web.archive.org/web/2025/y`},
})

var _ = casesOf("row-vanished", []flagCase{
	{name: "gone from the next snapshot", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | rel | chat | elo | 1273 | 2025-04-20`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-13 -"},
		says: []string{"Listed on 2025-04-06 in board, absent from the next snapshot on record, of 2025-04-13. No removal is on record."}},
	{name: "though the board has it in another benchmark, and another source has it", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | exp | qa | elo | 1417 | 2025-04-13
		scores: news | exp | chat | elo | 1417 | 2025-04-13`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-13 -"}},
	{name: "until it comes back", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | rel | chat | elo | 1273 | 2025-04-20
		scores: board | exp | chat | elo | 1400 | 2025-04-20`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-13 2025-04-20"}, says: []string{"absent from the next snapshot on record, of 2025-04-13"}},
	{name: "each time anew", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | rel | chat | elo | 1273 | 2025-04-20
		scores: board | exp | chat | elo | 1400 | 2025-04-20
		scores: board | rel | chat | elo | 1273 | 2025-04-27`,
		want: []string{"warning #1 dev m exp chat board < board 2025-04-13 2025-04-20", "warning #4 dev m exp chat board < board 2025-04-27 -"}},
	{name: "a snapshot that a later ingest brought; a superseded score is not flagged", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		---
		scores: board | exp | chat | elo | 1418 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13`,
		want: []string{"warning #3 dev m exp chat board < board 2025-04-13 -"}}, // #2 is rel: corrections are stored at the end of a file
	{name: "silent: a paper is no board", rows: `
		scores: report | exp | chat | elo | 1417 | 2025-04-06
		scores: report | rel | chat | elo | 1273 | 2025-04-13`},
	{name: "silent: no later snapshot of this benchmark, metric, protocol, board", rows: `
		sources: board2 | leaderboard | https://board2.ai/x
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | rel | qa | elo | 1273 | 2025-04-13
		scores: board | rel | chat | pct | 51 | 2025-04-13
		scores: board | rel | chat | elo | 1273 | 2025-04-13 | style_control=true
		scores: board2 | rel | chat | elo | 1273 | 2025-04-13`},
	{name: "silent: still there, under another name", rows: `
		aliases: Experimental M | exp
		scores: board | exp | chat | elo | 1417 | 2025-04-06
		scores: board | Experimental M | chat | elo | 1400 | 2025-04-13`},
	{name: "silent: a name without a variant", rows: `
		scores: board | Mystery | chat | elo | 1417 | 2025-04-06
		scores: board | rel | chat | elo | 1273 | 2025-04-13`},
	{name: "silent: the other snapshot is of some day in the same month", rows: `
		scores: board | exp | chat | elo | 1417 | 2025-04
		scores: board | rel | chat | elo | 1273 | 2025-04-13
		scores: board | unk | chat | elo | 1417 | 2025-04-13
		scores: board | rel | chat | elo | 1273 | 2025
		scores: board | unk | chat | elo | 1417 | 2025`},
})
