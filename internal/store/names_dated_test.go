package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/chain"
)

// datedCases are what the names of scores mean: score, variant and resolution.
var datedCases = []struct {
	name, rows string
	want       []string
}{
	{"an alias that ended says nothing of later days", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		scores: board | Model M | chat | elo | 1417 | 2025-04-10
		scores: board | Model M | chat | elo | 1300 | 2025-05-01`,
		[]string{"1 exp alias", "2 - unresolved"}},
	{"both days of an alias belong to it", `
		aliases: Model M | exp | scope=board | valid_from=2025-04-08 | valid_to=2025-04-15
		scores: board | Model M | chat | elo | 1 | 2025-04-07
		scores: board | Model M | chat | elo | 2 | 2025-04-08
		scores: board | Model M | chat | elo | 3 | 2025-04-15
		scores: board | Model M | chat | elo | 4 | 2025-04-16`,
		[]string{"1 - unresolved", "2 exp alias", "3 exp alias", "4 - unresolved"}},
	{"a wider alias counts on the days on which the narrower one does not", `
		aliases: Model M | rel
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		scores: board | Model M | chat | elo | 1417 | 2025-04-10
		scores: board | Model M | chat | elo | 1300 | 2025-05-01
		scores: news | Model M | chat | elo | 1300 | 2025-04-10`,
		[]string{"1 exp alias", "2 rel alias", "3 rel alias"}},
	{"a name that means two builds, one after the other", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-15
		scores: board | Model M | chat | elo | 1300 | 2025-04-16`,
		[]string{"1 exp alias", "2 rel alias"}},
	{"only the newer alias is on record", `
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-10
		scores: board | Model M | chat | elo | 1300 | 2025-05-01`,
		[]string{"1 - unresolved", "2 rel alias"}},
	{"a day known to the month or the year that spans a boundary", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1 | 2025-04
		scores: board | Model M | chat | elo | 2 | 2025
		scores: board | Model M | chat | elo | 3 | 2025-03
		scores: board | Model M | chat | elo | 4 | 2025-05
		scores: board | Model M | chat | elo | 5 | 2026`,
		[]string{"1 - ambiguous", "2 - ambiguous", "3 exp alias", "4 rel alias", "5 rel alias"}},
	{"a month that ends with the alias", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-30
		aliases: Model M | rel | scope=board | valid_from=2025-05-01
		scores: board | Model M | chat | elo | 1 | 2025-04
		scores: board | Model M | chat | elo | 2 | 2025-05`,
		[]string{"1 exp alias", "2 rel alias"}},
	{"a boundary known to the month", `
		aliases: Model M | rel | scope=board | valid_from=2025-04
		scores: board | Model M | chat | elo | 1 | 2025-03-31
		scores: board | Model M | chat | elo | 2 | 2025-04-10
		scores: board | Model M | chat | elo | 3 | 2025-04
		scores: board | Model M | chat | elo | 4 | 2025-04-30
		scores: board | Model M | chat | elo | 5 | 2025-05-01`,
		[]string{"1 - unresolved", "2 - ambiguous", "3 - ambiguous", "4 rel alias", "5 rel alias"}},
	{"an end known to the year", `
		aliases: Model M | rel | scope=board | valid_to=2025
		scores: board | Model M | chat | elo | 1 | 2024-12-31
		scores: board | Model M | chat | elo | 2 | 2025-01-01
		scores: board | Model M | chat | elo | 3 | 2025-01-02
		scores: board | Model M | chat | elo | 4 | 2026-01-01`,
		[]string{"1 rel alias", "2 rel alias", "3 - ambiguous", "4 - unresolved"}},
	{"two aliases of one day disagree", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-16
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1 | 2025-04-15
		scores: board | Model M | chat | elo | 2 | 2025-04-16
		scores: board | Model M | chat | elo | 3 | 2025-04-17`,
		[]string{"1 exp alias", "2 - ambiguous", "3 rel alias"}},
	{"a narrower alias that may have begun leaves the wider one in doubt", `
		aliases: Model M | rel
		aliases: Model M | exp | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1 | 2025-04
		scores: board | Model M | chat | elo | 2 | 2025-04-15
		scores: board | Model M | chat | elo | 3 | 2025-05`,
		[]string{"1 - ambiguous", "2 rel alias", "3 exp alias"}},
	{"a slug on days without an alias", `
		aliases: rel | exp | scope=board | valid_to=2025-04-15
		scores: board | rel | chat | elo | 1 | 2025-04-15
		scores: board | rel | chat | elo | 2 | 2025-04-16
		scores: board | rel | chat | elo | 3 | 2025-04`,
		[]string{"1 exp alias", "2 rel slug", "3 - ambiguous"}},
	{"a value that is reprinted across the boundary", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-10
		scores: board | Model M | chat | elo | 1417 | 2025-04-12
		scores: board | Model M | chat | elo | 1417 | 2025-04-20
		scores: board | Model M | chat | elo | 1300 | 2025-04-27
		scores: board | Model M | chat | elo | 1300 | 2025-05-04`,
		[]string{"1 exp alias", "2 exp alias", "3 - ambiguous", "4 rel alias", "5 rel alias"}},
	{"a value that is reprinted under the only alias on record", `
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-10
		scores: board | Model M | chat | elo | 1417 | 2025-04-20
		scores: board | Model M | chat | elo | 1300 | 2025-04-27`,
		[]string{"1 - unresolved", "2 - ambiguous", "3 rel alias"}},
	{"a value that is reprinted after the only alias ended", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		scores: board | Model M | chat | elo | 1417 | 2025-04-10
		scores: board | Model M | chat | elo | 1417 | 2025-04-20
		scores: board | Model M | chat | elo | 1300 | 2025-04-27`,
		[]string{"1 exp alias", "2 - ambiguous", "3 - unresolved"}},
	{"the same value of another benchmark, source, name or metric is no reprint", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		aliases: Model M | rel | scope=news
		scores: board | Model M | chat | elo | 50 | 2025-04-10
		scores: news | Model M | qa | pct | 50 | 2025-04-10
		scores: board | exp | qa | pct | 50 | 2025-04-10
		scores: board | Model M | qa | pct | 50 | 2025-04-20
		scores: board | Model M | chat | pct | 50 | 2025-04-20`,
		[]string{"1 exp alias", "2 rel alias", "3 exp slug", "4 rel alias", "5 rel alias"}},
	{"a reprint under other settings", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-10
		scores: board | Model M | chat | elo | 1417 | 2025-04-20 | harness=v2`,
		[]string{"1 exp alias", "2 - ambiguous"}},
	{"aliases without days: a reprint changes nothing", `
		aliases: Model M | rel | scope=board
		scores: board | Model M | chat | elo | 1417 | 2025-04-10
		scores: board | Model M | chat | elo | 1417 | 2025-04-20`,
		[]string{"1 rel alias", "2 rel alias"}},
	{"two dated aliases for one variant", `
		aliases: Model M | rel | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_from=2025-04-16
		scores: board | Model M | chat | elo | 1417 | 2025-04-10
		scores: board | Model M | chat | elo | 1417 | 2025-04-20`,
		[]string{"1 rel alias", "2 rel alias"}},
	{"an alias of the board beats a slug", `
		aliases: rel | exp | scope=board
		scores: board | rel | chat | elo | 1417 | 2025-04-10
		scores: news | rel | chat | elo | 1417 | 2025-04-10`,
		[]string{"1 exp alias", "2 rel slug"}},
	{"an alias for all does not", `
		aliases: rel | exp
		scores: board | rel | chat | elo | 1417 | 2025-04-10`,
		[]string{"1 - ambiguous"}},
	{"an alias for all that agrees with the slug", `
		aliases: REL | rel
		scores: board | rel | chat | elo | 1417 | 2025-04-10`,
		[]string{"1 rel slug"}},
	{"an alias of another board of the publisher", `
		sources: board2 | leaderboard | https://arena.ai/2 | 2025-04-06 | publisher=arena
		sources: board3 | leaderboard | https://other.ai/3 | 2025-04-06 | publisher=lab
		sources: board4 | leaderboard | https://other.ai/4 | 2025-04-06
		aliases: Model M | exp | scope=board
		aliases: rel | exp | scope=board
		aliases: Model M | unk
		scores: board2 | Model M | chat | elo | 1 | 2025-04-10
		scores: board2 | rel | chat | elo | 2 | 2025-04-10
		scores: board3 | Model M | chat | elo | 3 | 2025-04-10
		scores: board4 | rel | chat | elo | 4 | 2025-04-10`,
		[]string{"1 exp alias", "2 exp alias", "3 unk alias", "4 rel slug"}},
	{"a source's own alias beats that of another board", `
		sources: board2 | leaderboard | https://arena.ai/2 | 2025-04-06 | publisher=arena
		aliases: Model M | exp | scope=board
		aliases: Model M | rel | scope=board2
		scores: board2 | Model M | chat | elo | 1 | 2025-04-10`,
		[]string{"1 rel alias"}},
	{"two other boards disagree", `
		sources: board2 | leaderboard | https://arena.ai/2 | 2025-04-06 | publisher=arena
		sources: board3 | dataset | https://arena.ai/3 | 2025-04-06 | publisher=arena
		aliases: Model M | exp | scope=board
		aliases: Model M | rel | scope=board2
		scores: board3 | Model M | chat | elo | 1 | 2025-04-10`,
		[]string{"1 - ambiguous"}},
	{"another page of a developer is no copy of a board", `
		sources: blog2 | vendor_blog | https://dev.ai/2 | 2025-05-06 | publisher=dev
		aliases: Model M | exp | scope=blog
		scores: blog2 | Model M | chat | elo | 1 | 2025-05-06`,
		[]string{"1 - unresolved"}},
	{"a dated alias of the board of the publisher", `
		sources: board2 | leaderboard | https://arena.ai/2 | 2025-04-06 | publisher=arena
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel
		scores: board2 | Model M | chat | elo | 1 | 2025-04-10
		scores: board2 | Model M | chat | elo | 2 | 2025-04-20`,
		[]string{"1 exp alias", "2 rel alias"}},
	{"a correction takes back the alias with its days", `
		aliases: Model M | exp | scope=board | valid_to=2025-04-15
		aliases: Model M | rel | scope=board | valid_to=2025-04-20
		alias_corrections: Model M | rel | it is not | scope=board | valid_to=2025-04-20
		scores: board | Model M | chat | elo | 1 | 2025-04-10
		scores: board | Model M | chat | elo | 2 | 2025-04-18`,
		[]string{"1 exp alias", "2 - unresolved"}},
	{"sections before the whole source, each on its days", `
		aliases: Model M | exp | scope=board | section=style | valid_to=2025-04-15
		aliases: Model M | rel | scope=board
		scores: board | Model M | chat | elo | 1 | 2025-04-10 | section=style
		scores: board | Model M | chat | elo | 2 | 2025-04-20 | section=style
		scores: board | Model M | chat | elo | 3 | 2025-04-10 | section=plain
		scores: board | Model M | chat | elo | 4 | 2025-04-10`,
		[]string{"1 exp alias", "2 rel alias", "3 rel alias", "4 rel alias"}},
}

const resolutions = `SELECT score_id, variant, resolution FROM score_details ORDER BY score_id`

func TestNamesMeanWhatTheAliasesOfTheDaySay(t *testing.T) {
	for _, c := range datedCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			db := flagDBUnchecked(t, c.rows)
			if diff := cmp.Diff(c.want, lines(t, db, resolutions)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			sameMeanings(t, db)
		})
	}
}

// TestLaterRecordsChangeMeanings: what comes on record later, or is taken back, resolves
// the names of earlier scores again.
func TestLaterRecordsChangeMeanings(t *testing.T) {
	db := flagDB(t, `
		scores: board | Model M | chat | elo | 1417 | 2025-04-20
		scores: board | Model M | chat | elo | 1300 | 2025-04-10`)
	step := func(rows string, want ...string) {
		t.Helper()
		ingestFixture(t, db, rows)
		if diff := cmp.Diff(want, lines(t, db, resolutions)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		sameMeanings(t, db)
	}
	step(``, "1 - unresolved", "2 - unresolved")
	step(`aliases: Model M | rel | scope=board`, "1 rel alias", "2 rel alias")
	step(`alias_corrections: Model M | rel | only since the 16th | scope=board
		aliases: Model M | rel | scope=board | valid_from=2025-04-16`, "1 rel alias", "2 - unresolved")
	step(`aliases: Model M | exp | scope=board | valid_to=2025-04-15`, "1 rel alias", "2 exp alias")
	step(`scores: board | Model M | chat | elo | 1417 | 2025-04-12`, "1 - ambiguous", "2 exp alias", "3 exp alias")
	var id int64
	fmt.Sscan(lines(t, db, `SELECT max(id) FROM ingests`)[0], &id)
	if _, err := chain.Retract(context.Background(), db, id, "it is wrong", "test", "retract", time.Date(2025, 6, 2, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	step(``, "1 rel alias", "2 exp alias")
	step(`scores: board | Model M | chat | elo | 1300 | 2025-04-20`, "2 exp alias", "4 - ambiguous")
}

// TestAPublisherThatIsCorrectedChangesMeanings: an alias of one board holds on another of
// the same publisher.
func TestAPublisherThatIsCorrectedChangesMeanings(t *testing.T) {
	db := flagDB(t, `
		sources: board2 | leaderboard | https://arena.ai/2 | 2025-04-06 | publisher=lab
		aliases: Model M | exp | scope=board
		scores: board2 | Model M | chat | elo | 1 | 2025-04-10
		---
		sources: board2 | leaderboard | https://arena.ai/2 | 2025-04-06 | publisher=arena`)
	if diff := cmp.Diff([]string{"1 exp alias"}, lines(t, db, resolutions)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	sameMeanings(t, db)
}
