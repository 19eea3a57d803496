package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"provenance/internal/chain"

	"github.com/google/go-cmp/cmp"
)

// Cases of two numbers set against each other: see also flags_pairs_test.go.

const shares = `
		metrics: acc | percent | quantity=right | lower_bound=0 | upper_bound=100
		metrics: accp | proportion | quantity=right | lower_bound=0 | upper_bound=1
		benchmarks: big | n_items=1000`

var _ = casesOf("sources-disagree", []flagCase{
	{name: "silent: rounded to whole points", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.1 | shots=0
		scores: runs | rel | qa | pct | 80.6 | 2025-04-22 | stderr=0.1 | shots=0`},
	{name: "the printed 0 is a place", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | value_as_printed=80.0% | stderr=0.1 | shots=0
		scores: runs | rel | qa | pct | 80.6 | 2025-04-22 | stderr=0.1 | shots=0`,
		want: []string{"warning #1 dev m rel qa report < runs 2025-04-22 -", "warning #2 dev m rel qa runs < report 2025-04-22 -"}},
	{name: "silent: a proportion of one place", rows: `
		scores: report | rel | qa | prop | 0.8 | 2025-04-20 | stderr=0.001 | shots=0
		scores: runs | rel | qa | pct | 84 | 2025-04-22 | stderr=0.1 | shots=0`},
	{name: "the side of the interval that looks at the other value", rows: `
		scores: board | rel | chat | elo | 1300 | 2025-04-13 | ci_low=1260 | ci_high=1304 | ci_level=0.95 | style_control=true
		scores: runs | rel | chat | elo | 1320 | 2025-04-13 | ci_low=1316 | ci_high=1360 | ci_level=0.95 | style_control=true`,
		want: []string{"warning #1 dev m rel chat board < runs 2025-04-13 -", "warning #2 dev m rel chat runs < board 2025-04-13 -"}},
	{name: "silent: the long side looks at it", rows: `
		scores: report | rel | qa | pct | 60 | 2025-04-20 | ci_low=59.5 | ci_high=70 | ci_level=0.95 | shots=0
		scores: runs | rel | qa | pct | 68 | 2025-04-22 | ci_low=67.5 | ci_high=68.5 | ci_level=0.95 | shots=0`},
	{name: "shares of items", rows: shares + `
		scores: report | rel | big | acc | 80 | 2025-04-20 | shots=0
		scores: runs | rel | big | accp | 0.6 | 2025-04-22 | shots=0`,
		want: []string{"warning #1 dev m rel big report < runs 2025-04-22 -", "warning #2 dev m rel big runs < report 2025-04-22 -"},
		says: []string{"80 here against 0.6 in runs"}},
	{name: "silent: a percentage or points that are no share of items", rows: shares + `
		metrics: gain | percent | quantity=gain
		metrics: mark | points | quantity=mark | lower_bound=0 | upper_bound=100
		scores: report | rel | big | gain | 12 | 2025-04-20 | shots=0
		scores: runs | rel | big | gain | 19 | 2025-04-22 | shots=0
		scores: report | rel | big | mark | 12 | 2025-04-20 | shots=0 | sample_size=1000
		scores: runs | rel | big | mark | 19 | 2025-04-22 | shots=0 | sample_size=1000`},
	{name: "silent: a rating of two days, though nobody says that the board is live", rows: `
		benchmarks: duel
		scores: board | rel | duel | elo | 1273 | 2025-04-13 | stderr=2 | style_control=true | evaluator=arena
		scores: runs | rel | duel | elo | 1302 | 2025-08-14 | stderr=2 | style_control=true | evaluator=lab`},
	{name: "a rating of one day", rows: `
		benchmarks: duel
		scores: board | rel | duel | elo | 1273 | 2025-04-13 | stderr=2 | style_control=true | evaluator=arena
		scores: runs | rel | duel | elo | 1302 | 2025-04-13 | stderr=2 | style_control=true | evaluator=lab`,
		want: []string{"warning #1 dev m rel duel board < runs 2025-04-13 -", "warning #2 dev m rel duel runs < board 2025-04-13 -"}},
	{name: "silent: one evaluator at two times", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5 | shots=0 | evaluator=lab
		scores: agg | rel | qa | pct | 60 | 2025-06-22 | stderr=0.5 | shots=0 | evaluator=lab`},
	{name: "one evaluator, one run, two values", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5 | shots=0 | evaluator=lab | evaluated_on=2025-04-10
		scores: agg | rel | qa | pct | 60 | 2025-06-22 | stderr=0.5 | shots=0 | evaluator=lab | evaluated_on=2025-04-10`,
		want: []string{"warning #1 dev m rel qa report < agg 2025-06-22 -", "warning #2 dev m rel qa agg < report 2025-06-22 -"}},
	{name: "silent: neither states how", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5
		scores: runs | rel | qa | pct | 60 | 2025-04-22 | stderr=0.5`},
	{name: "one setting in two spellings", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5 | reasoning_effort=High | tools=None
		scores: runs | rel | qa | pct | 60 | 2025-04-22 | stderr=0.5 | reasoning_effort=high | tools=none`,
		want: []string{"warning #1 dev m rel qa report < runs 2025-04-22 -", "warning #2 dev m rel qa runs < report 2025-04-22 -"}},
	{name: "silent: a hundred times the other", rows: shares + `
		scores: report | rel | big | acc | 85.5 | 2025-04-20 | shots=0
		scores: agg | rel | big | acc | 0.855 | 2025-05-01 | shots=0`},
	{name: "a small percentage", rows: `
		scores: report | rel | qa | pct | 12 | 2025-04-20 | stderr=0.5 | shots=0
		scores: agg | rel | qa | pct | 0.9 | 2025-05-01 | stderr=0.1 | shots=0`,
		want: []string{"warning #1 dev m rel qa report < agg 2025-05-01 -", "warning #2 dev m rel qa agg < report 2025-05-01 -"}},
})

var _ = casesOf("settings-differ", []flagCase{
	{name: "silent: other capitals", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | reasoning_effort=High
		scores: runs | rel | qa | pct | 60 | 2025-04-22 | reasoning_effort=high`},
	{name: "one evaluator, two settings", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | tools=search | evaluator=lab
		scores: runs | rel | qa | pct | 60 | 2025-04-22 | tools=none | evaluator=lab`,
		want: []string{"warning #1 dev m rel qa report < runs 2025-04-22 -", "warning #2 dev m rel qa runs < report 2025-04-22 -"}},
	{name: "silent: rounded", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | tools=search
		scores: runs | rel | qa | pct | 80.4 | 2025-04-22 | tools=none`},
})

var _ = casesOf("settings-unstated", []flagCase{
	{name: "neither says anything", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20
		scores: runs | rel | qa | pct | 20 | 2025-04-22`,
		want: []string{"note #1 dev m rel qa report < runs 2025-04-22 -", "note #2 dev m rel qa runs < report 2025-04-22 -"},
		says: []string{"40 here and 20 in runs; neither states"}},
	{name: "silent: neither says anything, and they agree but for rounding", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20
		scores: runs | rel | qa | pct | 39.6 | 2025-04-22`},
	{name: "silent: one evaluator at two times", rows: `
		scores: report | rel | qa | pct | 40 | 2025-04-20 | evaluator=lab
		scores: runs | rel | qa | pct | 20 | 2025-06-22 | evaluator=lab`},
})

var _ = casesOf("scale-mismatch", []flagCase{
	{name: "a proportion under percent", rows: shares + `
		scores: report | rel | big | acc | 85.5 | 2025-04-20 | shots=0
		scores: agg | rel | big | acc | 0.855 | 2025-05-01`,
		want: []string{"note #2 dev m rel big agg < report 2025-05-01 -"},
		says: []string{"agg prints 0.855 in percent, report prints 85.5", "proportion"}},
	{name: "a percentage under proportion", rows: `
		scores: report | rel | qa | prop | 0.85 | 2025-04-20
		scores: agg | rel | qa | prop | 85.1 | 2025-05-01`,
		want: []string{"note #2 dev m rel qa agg < report 2025-05-01 -"}},
	{name: "silent: a small percentage, a great one, a rating", rows: `
		scores: report | rel | qa | pct | 12 | 2025-04-20
		scores: agg | rel | qa | pct | 0.9 | 2025-05-01
		scores: report | rel | chat | elo | 1200 | 2025-05-01
		scores: agg | rel | chat | elo | 12 | 2025-05-01`},
	{name: "silent: a proportion and a percentage, each as such", rows: shares + `
		scores: report | rel | big | acc | 85.5 | 2025-04-20
		scores: agg | rel | big | accp | 0.855 | 2025-05-01`},
	{name: "silent: the great one no longer counts", rows: shares + `
		scores: report | rel | big | acc | 85.5 | 2025-04-20
		scores: agg | rel | big | acc | 0.855 | 2025-05-01
		---
		scores: report | rel | big | acc | 0.9 | 2025-04-20`},
})

const rivals = `
		organizations: foe
		models: f | foe
		variants: r1 | f`

var _ = casesOf("settings-differ-in-table", []flagCase{
	{name: "64 tries against one", about: "rel", rows: rivals + `
		scores: blog | rel | qa | pct | 93 | 2025-04-05 | evaluator=dev | attempts=64 | selection=maj@k
		scores: blog | r1 | qa | pct | 87 | 2025-04-05 | evaluator=dev | attempts=1 | selection=single`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -"},
		says: []string{"blog gives rel 93 and r1 87 in different settings: attempts 64 and 1; selection maj@k and single"}},
	{name: "with tools against without", about: "rel", rows: rivals + `
		scores: blog | rel | qa | prop | 0.93 | 2025-04-05 | tools=python
		scores: blog | r1 | qa | prop | 0.87 | 2025-04-05 | tools=none`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -"}},
	{name: "settings of which nobody knows whom they suit", about: "rel", rows: rivals + `
		scores: blog | rel | qa | pct | 93 | 2025-04-05 | shots=0
		scores: blog | r1 | qa | pct | 87 | 2025-04-05 | shots=5`,
		want: []string{"note #1 dev m rel qa blog < blog 2025-04-05 -"}},
	{name: "silent: the table has the own model with one try too", rows: rivals + `
		scores: blog | rel | qa | pct | 93 | 2025-04-05 | attempts=64
		scores: blog | rel | qa | pct | 85 | 2025-04-05 | attempts=1
		scores: blog | r1 | qa | pct | 87 | 2025-04-05 | attempts=1`},
	{name: "silent: the table has the rival in the own model's settings too", rows: rivals + `
		scores: blog | rel | qa | pct | 93 | 2025-04-05 | extra={"prompt":"ours"}
		scores: blog | r1 | qa | pct | 84 | 2025-04-05 | extra={"prompt":"ours"}
		scores: blog | r1 | qa | pct | 87 | 2025-04-05 | extra={"prompt":"theirs"}`},
	{name: "silent: the rival's settings are not stated", rows: rivals + `
		scores: blog | rel | qa | pct | 93 | 2025-04-05 | attempts=64
		scores: blog | r1 | qa | pct | 87 | 2025-04-05`},
	{name: "silent: another table, day, benchmark, source", rows: rivals + `
		scores: blog | rel | qa | pct | 93 | 2025-04-05 | attempts=64 | section=Table 1
		scores: blog | r1 | qa | pct | 87 | 2025-04-05 | attempts=1 | section=Table 2
		scores: blog | r1 | qa | pct | 87 | 2025-04-06 | attempts=1 | section=Table 1
		scores: blog | r1 | chat | pct | 87 | 2025-04-05 | attempts=1 | section=Table 1
		scores: news | r1 | qa | pct | 87 | 2025-04-05 | attempts=1 | section=Table 1`},
	{name: "silent: a third party's table, a board", rows: rivals + `
		scores: report | rel | qa | pct | 93 | 2025-04-05 | attempts=64
		scores: report | r1 | qa | pct | 87 | 2025-04-05 | attempts=1
		scores: board | rel | qa | pct | 93 | 2025-04-05 | attempts=64
		scores: board | r1 | qa | pct | 87 | 2025-04-05 | attempts=1`},
	{name: "silent: the rival has the more tries, a sibling has", rows: rivals + `
		scores: blog | exp | qa | pct | 87 | 2025-04-05 | attempts=8
		scores: blog | rel | qa | pct | 87 | 2025-04-05 | attempts=1
		scores: blog | r1 | qa | pct | 93 | 2025-04-05 | attempts=64`},
})

var _ = casesOf("split-mismatch", []flagCase{
	{name: "in one table", rows: family + `
		scores: blog | rel | gpqa-diamond | pct | 57.2 | 2025-04-05 | section=Table 1
		scores: blog | other | gpqa | pct | 46.7 | 2025-04-05 | section=Table 1`,
		want: []string{"warning #1 dev m rel gpqa-diamond blog < blog 2025-04-05 -", "warning #2 dev m other gpqa blog < blog 2025-04-05 -"}},
	{name: "on a page of which nobody told the tables", rows: family + `
		scores: blog | rel | gpqa-diamond | pct | 57.2 | 2025-04-05
		scores: blog | other | gpqa | pct | 46.7 | 2025-04-05`,
		want: []string{"note #1 dev m rel gpqa-diamond blog < blog 2025-04-05 -", "note #2 dev m other gpqa blog < blog 2025-04-05 -"}},
	{name: "silent: two tables, by section or by locator", rows: family + `
		scores: blog | rel | gpqa-diamond | pct | 57.2 | 2025-04-05 | section=Table 1
		scores: blog | other | gpqa | pct | 46.7 | 2025-04-05 | section=Table 7
		scores: news | rel | gpqa-diamond | pct | 57.2 | 2025-04-05 | locator=p. 3
		scores: news | other | gpqa | pct | 46.7 | 2025-04-05 | locator=p. 9
		scores: terms | rel | gpqa-diamond | pct | 57.2 | 2025-04-05 | section=Table 1
		scores: terms | other | gpqa | pct | 46.7 | 2025-04-05`},
	{name: "silent: a data set, a log of runs, a repository, a board", rows: family + `
		sources: ds | dataset | https://lab.ai/ds | 2025-04-05
		sources: rp | repo | https://lab.ai/rp | 2025-04-05
		scores: ds | rel | gpqa-diamond | pct | 57.2 | 2025-04-05
		scores: ds | other | gpqa | pct | 46.7 | 2025-04-05
		scores: rp | rel | gpqa-diamond | pct | 57.2 | 2025-04-05
		scores: rp | other | gpqa | pct | 46.7 | 2025-04-05
		scores: runs | rel | gpqa-diamond | pct | 57.2 | 2025-04-05
		scores: runs | other | gpqa | pct | 46.7 | 2025-04-05
		scores: board | rel | gpqa-diamond | pct | 57.2 | 2025-04-05
		scores: board | other | gpqa | pct | 46.7 | 2025-04-05`},
	{name: "the maker's number on one version, a lab's on another", about: "exp", rows: family + `
		scores: blog | exp | gpqa-diamond | pct | 25.2 | 2025-04-05 | evaluator=dev
		scores: report | rel | gpqa | pct | 10 | 2025-04-20 | evaluator=lab`,
		want: []string{"note #1 dev m exp gpqa-diamond blog < report 2025-04-20 -"},
		says: []string{"25.2 here is on gpqa-diamond; report gives rel 10 on gpqa"}},
	{name: "the other version is by who made the benchmark, with the developer's money", about: "exp", rows: family + `
		benchmark_backers: gpqa | lab | source=blog
		benchmark_backers: gpqa | dev | source=blog
		scores: blog | exp | gpqa-diamond | pct | 25.2 | 2025-04-05 | evaluator=dev
		scores: report | rel | gpqa | pct | 10 | 2025-04-20 | evaluator=lab`,
		want: []string{"note #1 dev m exp gpqa-diamond blog < report 2025-04-20 -"},
		says: []string{"report gives rel 10 on gpqa"}},
	{name: "silent: the lab has the same version too", rows: family + `
		scores: blog | exp | gpqa-diamond | pct | 25.2 | 2025-04-05 | evaluator=dev
		scores: report | exp | gpqa-diamond | pct | 20 | 2025-04-20 | evaluator=lab
		scores: runs | rel | gpqa | pct | 10 | 2025-04-20 | evaluator=lab`},
	{name: "silent: nobody says who measured, or another model", rows: family + rivals + `
		scores: blog | exp | gpqa-diamond | pct | 25.2 | 2025-04-05
		scores: report | rel | gpqa | pct | 10 | 2025-04-20 | evaluator=lab
		scores: blog | r1 | gpqa | pct | 25.2 | 2025-04-05 | evaluator=foe
		scores: report | other | gpqa-diamond | pct | 10 | 2025-04-20 | evaluator=lab`},
})

const card = `
		variants: rel-base | m | stage=base
		variants: rel-chat | m | stage=chat
		sources: card | model_card | https://dev.ai/card | 2025-04-05 | publisher=dev`

var _ = casesOf("stage-mismatch", []flagCase{
	{name: "silent: the aggregator names another evaluator", rows: card + `
		scores: card | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: card | rel | qa | pct | 80.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 85.5 | 2025-05-01 | evaluator=lab`},
	{name: "the aggregator names the developer", about: "rel", rows: card + `
		scores: card | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: card | rel | qa | pct | 80.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 85.5 | 2025-05-01 | evaluator=dev`,
		want: []string{"error #3 dev m rel qa agg < card 2025-05-01 -"}},
	{name: "silent: chat and instruct are one stage", rows: card + `
		scores: card | rel-chat | qa | pct | 80.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 80.5 | 2025-05-01`},
	{name: "rounded, where the developer prints another value", about: "rel", rows: card + `
		scores: card | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: card | rel | qa | pct | 80.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | prop | 0.86 | 2025-05-01`,
		want: []string{"warning #3 dev m rel qa agg < card 2025-05-01 -"},
		says: []string{"0.86 is 85.5 rounded"}},
	{name: "silent: rounded, and the developer's value would round to it as well, or is not on record", rows: card + `
		scores: card | rel-base | qa | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: card | rel | qa | pct | 86.2 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 86 | 2025-05-01
		scores: card | rel-base | chat | pct | 85.5 | 2025-04-05 | evaluator=dev
		scores: agg | rel | chat | pct | 86 | 2025-05-01`},
	{name: "whole numbers may coincide", about: "rel", rows: card + `
		scores: card | rel-base | qa | pct | 85 | 2025-04-05 | evaluator=dev
		scores: agg | rel | qa | pct | 85 | 2025-05-01`,
		want: []string{"warning #2 dev m rel qa agg < card 2025-05-01 -"}},
})

// TestSplitMismatchRetracted: a score of a retracted file is no like for like.
func TestSplitMismatchRetracted(t *testing.T) {
	db := flagDB(t, family+`
		scores: blog | rel | gpqa-diamond | pct | 57.2 | 2025-04-05 | section=Table 1
		scores: blog | other | gpqa | pct | 46.7 | 2025-04-05 | section=Table 1
		---
		scores: blog | rel | gpqa | pct | 50 | 2025-04-05 | section=Table 1`)
	const all = `SELECT severity, score_id FROM flag_intervals WHERE rule = 'split-mismatch' ORDER BY 2`
	if got := lines(t, db, all); len(got) > 0 {
		t.Errorf("flags next to a common score: %q", got)
	}
	var id int64
	fmt.Sscan(lines(t, db, `SELECT max(id) FROM ingests`)[0], &id)
	if _, err := chain.Retract(context.Background(), db, id, "it is not on the page", "test", "retract", time.Date(2025, 6, 2, 0, 0, 0, 0, time.UTC)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"warning 1", "warning 2"}, lines(t, db, all)); diff != "" {
		t.Errorf("flags after the common score was taken back (-want +got):\n%s", diff)
	}
}
