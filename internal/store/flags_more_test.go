package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/model"
)

var _ = casesOf("self-reported-only", []flagCase{
	{name: "the developer alone", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -"},
		says: []string{"measured by dev, the developer; no third-party score of", "is on record"}},
	{name: "an aggregator relays it, and a source of no stated publisher", rows: `
		organizations: lister
		sources: list | aggregator | https://lister.ai | 2025-05-01 | publisher=lister
		scores: list | rel | qa | pct | 80 | 2025-05-01 | evaluator=dev
		scores: agg | rel | chat | pct | 80 | 2025-05-01 | evaluator=dev`,
		want: []string{"warning #1 dev m rel qa list < list 2025-05-01 -", "warning #2 dev m rel chat agg < agg 2025-05-01 -"},
		says: []string{"list relays a number of dev, the developer; no third-party score", "measured by dev, the developer; no third-party score"}},
	{name: "until a third party measures, in whatever unit", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | prop | 0.79 | 2025-04-20 | evaluator=lab
		scores: runs | rel | qa | pct | 79 | 2025-04-22 | evaluator=host`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 2025-04-20"}, says: []string{"is on record"}},
	{name: "until, in this benchmark and quantity", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | elo | 1200 | 2025-04-10 | evaluator=lab
		scores: report | rel | chat | pct | 80 | 2025-04-11 | evaluator=lab
		scores: report | exp | qa | pct | 80 | 2025-04-12 | evaluator=lab
		scores: report | rel | qa | pct | 79 | 2025-04-20 | evaluator=lab`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 2025-04-20"}, says: []string{"is on record"}},
	{name: "another variant, benchmark, quantity, or the developer again", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | elo | 1200 | 2025-04-20 | evaluator=lab
		scores: report | rel | chat | pct | 80 | 2025-04-20 | evaluator=lab
		scores: report | exp | qa | pct | 80 | 2025-04-20 | evaluator=lab
		scores: report | rel | qa | pct | 80 | 2025-04-20 | evaluator=dev`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -", "warning #5 dev m rel qa report < report 2025-04-20 -"}},
	{name: "an evaluator that is not stated is no third party", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 79 | 2025-04-20`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -"}},
	{name: "a superseded score is not flagged", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		---
		scores: blog | rel | qa | pct | 81 | 2025-04-05 | evaluator=dev`,
		want: []string{"warning #2 dev m rel qa blog < blog 2025-04-05 -"}},
	{name: "a superseded score is no third party", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | pct | 79 | 2025-04-20 | evaluator=lab
		---
		scores: report | rel | qa | pct | 79 | 2025-04-20 | evaluator=dev`,
		want: []string{"warning #1 dev m rel qa blog < blog 2025-04-05 -", "warning #3 dev m rel qa report < report 2025-04-20 -"}},
	{name: "silent: a third party was first, or came the same day", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | rel | qa | prop | 0.79 | 2025-04-05 | evaluator=lab
		scores: blog | exp | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | exp | qa | pct | 79 | 2025-04-01 | evaluator=lab`},
	{name: "silent: third parties themselves", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | evaluator=lab
		scores: blog | rel | chat | elo | 1200 | 2025-04-20 | evaluator=arena`},
	{name: "silent: no evaluator stated", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05`},
	{name: "silent: a model without a developer", rows: `
		models: orphan
		variants: child | orphan
		scores: blog | child | qa | pct | 80 | 2025-04-05 | evaluator=dev
		scores: report | child | chat | pct | 80 | 2025-04-05`},
})

var _ = casesOf("out-of-range", []flagCase{
	// Ingest rejects a value outside the bounds: the bounds must come later.
	{name: "above", rows: `
		scores: report | rel | qa | prop | 8017.59 | 2025-04-20
		---
		metrics: prop | proportion | quantity=accuracy | lower_bound=0 | upper_bound=1`,
		want: []string{"error #1 dev m rel qa report < report 2025-04-20 -"},
		says: []string{"8017.59 is outside the bounds of prop (0.0 to 1.0, proportion)"}},
	{name: "below, as printed", rows: `
		scores: report | rel | qa | pct | -3 | 2025-04-20 | value_as_printed=−3 %
		---
		metrics: pct | percent | quantity=accuracy | lower_bound=0`,
		want: []string{"error #1 dev m rel qa report < report 2025-04-20 -"}, says: []string{"−3 % is outside the bounds of pct (0.0 to none, percent)"}},
	{name: "a name without a variant", rows: `
		scores: report | nobody knows | qa | prop | 2 | 2025-04-20
		---
		metrics: prop | proportion | quantity=accuracy | upper_bound=1`,
		want: []string{"error #1 - - - qa report < report 2025-04-20 -"}, says: []string{"(none to 1.0, proportion)"}},
	{name: "silent: a bound itself", rows: `
		scores: report | rel | qa | prop | 1 | 2025-04-20
		scores: report | unk | qa | prop | 0 | 2025-04-20
		---
		metrics: prop | proportion | quantity=accuracy | lower_bound=0 | upper_bound=1`},
	{name: "silent: a corrected value", rows: `
		scores: report | rel | qa | prop | 80 | 2025-04-20
		scores: report | nobody knows | qa | prop | 70 | 2025-04-20
		---
		scores: report | rel | qa | prop | 0.8 | 2025-04-20
		scores: report | nobody knows | qa | prop | 0.7 | 2025-04-20
		---
		metrics: prop | proportion | quantity=accuracy | lower_bound=0 | upper_bound=1`},
	{name: "silent: no bounds", rows: `
		scores: report | rel | qa | prop | 8017.59 | 2025-04-20
		scores: report | nobody knows | qa | prop | -8017.59 | 2025-04-20`},
	{name: "silent: no bound on that side", rows: `
		scores: report | rel | qa | prop | 8017.59 | 2025-04-20
		scores: report | nobody knows | qa | elo | -8017.59 | 2025-04-20
		---
		metrics: prop | proportion | quantity=accuracy | lower_bound=0
		metrics: elo | elo | upper_bound=5000`},
})

var _ = casesOf("sources-disagree", []flagCase{
	{name: "by standard errors", rows: `
		scores: report | rel | qa | pct | 80.0 | 2025-04-20 | value_as_printed=80.0 | stderr=0.5 | shots=0
		scores: runs | rel | qa | pct | 60.0 | 2025-04-22 | value_as_printed=60.0 | stderr=0.5 | shots=0`,
		want: []string{"warning #1 dev m rel qa report < runs 2025-04-22 -", "warning #2 dev m rel qa runs < report 2025-04-22 -"},
		says: []string{"80.0 here against 60.0 in runs: the difference of 20.0 is more", "60.0 here against 80.0 in report: the difference of -20.0 is more"}},
	{name: "by intervals of the same protocol", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | ci_low=79.5 | ci_high=80.5 | ci_level=0.95 | shots=5 | harness=h
		scores: runs | rel | qa | pct | 60 | 2025-04-22 | ci_low=59.5 | ci_high=60.5 | ci_level=0.9 | shots=5 | harness=h`,
		want: []string{"warning #1 dev m rel qa report < runs 2025-04-22 -", "warning #2 dev m rel qa runs < report 2025-04-22 -"}},
	{name: "by the number of items, a proportion against a percentage", rows: `
		benchmarks: big | n_items=1000
		metrics: pct | percent | quantity=accuracy | lower_bound=0 | upper_bound=100
		metrics: prop | proportion | quantity=accuracy | lower_bound=0 | upper_bound=1
		scores: report | rel | big | prop | 0.8 | 2025-04-20 | shots=0
		scores: runs | rel | big | pct | 60 | 2025-04-22 | shots=0`,
		want: []string{"warning #1 dev m rel big report < runs 2025-04-22 -", "warning #2 dev m rel big runs < report 2025-04-22 -"},
		says: []string{"0.8 here against 60 in runs: the difference of 20.0"}},
	{name: "live boards on one day", rows: `
		scores: board | rel | chat | elo | 1273 | 2025-04-13 | ci_low=1263 | ci_high=1283 | ci_level=0.95 | shots=0
		scores: runs | rel | chat | elo | 1403 | 2025-04-13 | ci_low=1393 | ci_high=1413 | ci_level=0.95 | shots=0`,
		want: []string{"warning #1 dev m rel chat board < runs 2025-04-13 -", "warning #2 dev m rel chat runs < board 2025-04-13 -"}},
	{name: "silent: live boards on two days", rows: `
		scores: board | rel | chat | elo | 1273 | 2025-04-13 | ci_low=1263 | ci_high=1283 | ci_level=0.95
		scores: runs | rel | chat | elo | 1403 | 2025-04-14 | ci_low=1393 | ci_high=1413 | ci_level=0.95`},
	{name: "silent: another protocol, or one silent on it", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5 | shots=5
		scores: runs | rel | qa | pct | 60 | 2025-04-22 | stderr=0.5 | shots=0
		scores: news | rel | qa | pct | 40 | 2025-04-22 | stderr=0.5`},
	{name: "silent: another quantity, variant, benchmark", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5
		scores: runs | rel | qa | elo | 60 | 2025-04-20 | stderr=0.5
		scores: runs | exp | qa | pct | 60 | 2025-04-20 | stderr=0.5
		scores: runs | rel | chat | pct | 60 | 2025-04-20 | stderr=0.5`},
	{name: "silent: one source", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5
		scores: report | rel | qa | pct | 60 | 2025-04-21 | stderr=0.5`},
	{name: "silent: a superseded value", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5
		scores: runs | rel | qa | pct | 60 | 2025-04-22 | stderr=0.5
		---
		scores: runs | rel | qa | pct | 80.5 | 2025-04-22 | stderr=0.5`},
	{name: "silent: within the uncertainty of one, the other has none", rows: `
		scores: blog | rel | qa | pct | 57.2 | 2025-04-05
		scores: runs | rel | qa | pct | 51.8 | 2025-04-22 | stderr=3`},
	{name: "silent: no uncertainty", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05
		scores: runs | rel | qa | pct | 20 | 2025-04-22`},
	{name: "silent: uncertainty of one only", rows: `
		scores: blog | rel | qa | pct | 80 | 2025-04-05
		scores: runs | rel | qa | pct | 20 | 2025-04-22 | stderr=0.5`},
	{name: "silent: intervals of unstated level", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | ci_low=79.5 | ci_high=80.5
		scores: runs | rel | qa | pct | 60 | 2025-04-22 | ci_low=59.5 | ci_high=60.5`},
	{name: "silent: no binomial variance at the ends of the scale", rows: `
		scores: report | rel | qa | pct | 100 | 2025-04-20 | sample_size=100
		scores: runs | rel | qa | pct | 0 | 2025-04-22 | sample_size=100`},
	{name: "silent: names without a variant", rows: `
		scores: report | nobody knows | qa | pct | 80 | 2025-04-20 | stderr=0.5
		scores: runs | nobody knows | qa | pct | 60 | 2025-04-22 | stderr=0.5`},
	{name: "intervals of other levels than 0.95", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | ci_low=78 | ci_high=82 | ci_level=0.999 | shots=0
		scores: runs | rel | qa | pct | 76.5 | 2025-04-22 | ci_low=75.5 | ci_high=77.5 | ci_level=0.8 | shots=0`,
		want: []string{"warning #1 dev m rel qa report < runs 2025-04-22 -", "warning #2 dev m rel qa runs < report 2025-04-22 -"}},
	{name: "silent: the same intervals, of level 0.68", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | ci_low=78 | ci_high=82 | ci_level=0.68
		scores: runs | rel | qa | pct | 76.5 | 2025-04-22 | ci_low=75.5 | ci_high=77.5 | ci_level=0.68`},
	{name: "silent: a level that nobody uses, and nothing else", rows: `
		scores: report | rel | qa | pct | 80 | 2025-04-20 | ci_low=79 | ci_high=81 | ci_level=0.123
		scores: runs | rel | qa | pct | 60 | 2025-04-22 | ci_low=59 | ci_high=61 | ci_level=0.123`},
	{name: "silent: an error or an interval of 0 is no error: 0 of 15 against 5 percent", rows: `
		scores: report | rel | qa | pct | 0 | 2025-04-20 | stderr=0
		scores: runs | rel | qa | pct | 5 | 2025-04-22 | stderr=2
		scores: report | rel | chat | pct | 100 | 2025-04-20 | ci_low=100 | ci_high=100 | ci_level=0.95
		scores: runs | rel | chat | pct | 95 | 2025-04-20 | stderr=2`},
	{name: "lower is better", rows: `
		metrics: secs | seconds | higher_is_better=false
		scores: report | rel | qa | secs | 1.5 | 2025-04-20 | stderr=0.1 | shots=0
		scores: runs | rel | qa | secs | 3 | 2025-04-22 | stderr=0.1 | shots=0`,
		want: []string{"warning #1 dev m rel qa report < runs 2025-04-22 -", "warning #2 dev m rel qa runs < report 2025-04-22 -"},
		says: []string{"the difference of -1.5 is more"}},
})

func TestFlagComparisons(t *testing.T) {
	tests := []struct {
		name, rows string
		want       []string // settings, verdict, difference of the pair (#1, #2)
	}{
		{"GPQA Diamond: no uncertainty against a standard error of 3", `
			scores: blog | rel | qa | pct | 57.2 | 2025-04-05 | shots=0
			scores: runs | rel | qa | pct | 51.8 | 2025-04-22 | stderr=3 | shots=0`, []string{"same agree 5.4"}},
		{"no uncertainty at all", `
			scores: blog | rel | qa | pct | 57.2 | 2025-04-05 | shots=0
			scores: runs | rel | qa | pct | 51.8 | 2025-04-22 | shots=0`, []string{"same not assessable 5.4"}},
		{"the same value without uncertainty", `
			scores: blog | rel | qa | pct | 57.2 | 2025-04-05 | shots=0
			scores: runs | rel | qa | pct | 57.2 | 2025-04-22 | shots=0`, []string{"same agree 0"}},
		{"a proportion and a percentage", `
			scores: report | rel | qa | prop | 0.8 | 2025-04-20 | sample_size=100 | shots=0
			scores: runs | rel | qa | pct | 80 | 2025-04-22 | stderr=1 | shots=0`, []string{"same agree 0"}},
		{"a proportion and a percentage that floating point sets apart", `
			scores: report | rel | qa | prop | 0.57 | 2025-04-20 | shots=0
			scores: runs | rel | qa | pct | 57 | 2025-04-22 | shots=0`, []string{"same agree 0"}},
		{"the same, measured without error", `
			scores: report | rel | qa | prop | 0.57 | 2025-04-20 | stderr=0 | shots=0
			scores: runs | rel | qa | pct | 57 | 2025-04-22 | stderr=0 | shots=0`, []string{"same agree 0"}},
		{"half a point on either side", `
			scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5 | shots=0
			scores: runs | rel | qa | pct | 60 | 2025-04-22 | stderr=0.5 | shots=0`, []string{"same disagree 20"}},
		{"just within 1.96 standard errors of the difference", `
			scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=3 | shots=0
			scores: runs | rel | qa | pct | 70.3 | 2025-04-22 | stderr=4 | shots=0`, []string{"same agree 9.7"}},
		{"just beyond 1.96 standard errors of the difference", `
			scores: report | rel | qa | pct | 80 | 2025-04-20 | value_as_printed=80.00 | stderr=3 | shots=0
			scores: runs | rel | qa | pct | 70.1 | 2025-04-22 | value_as_printed=70.10 | stderr=4 | shots=0`, []string{"same disagree 9.9"}},
		{"an interval goes before a standard error", `
			scores: report | rel | qa | pct | 80 | 2025-04-20 | ci_low=79.5 | ci_high=80.5 | ci_level=0.95 | stderr=20 | shots=0
			scores: runs | rel | qa | pct | 60 | 2025-04-22 | ci_low=59.5 | ci_high=60.5 | ci_level=0.99 | stderr=20 | shots=0`, []string{"same disagree 20"}},
		{"a standard error goes before the number of items", `
			scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=20 | sample_size=100000 | shots=0
			scores: runs | rel | qa | pct | 60 | 2025-04-22 | stderr=20 | sample_size=100000 | shots=0`, []string{"same agree 20"}},
		{"the number of items in a proportion", `
			metrics: prop | proportion | quantity=accuracy | lower_bound=0 | upper_bound=1
			scores: report | rel | qa | prop | 0.8 | 2025-04-20 | value_as_printed=0.800 | sample_size=100 | shots=0
			scores: runs | rel | qa | prop | 0.7 | 2025-04-22 | value_as_printed=0.700 | sample_size=100 | shots=0`, []string{"same agree 10"}},
		{"other shots", `
			scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5 | shots=5 | cot=true
			scores: runs | rel | qa | pct | 60 | 2025-04-22 | stderr=0.5 | shots=0`, []string{"differ disagree 20"}},
		{"shots stated by one", `
			scores: report | rel | qa | pct | 80 | 2025-04-20 | stderr=0.5 | shots=5
			scores: runs | rel | qa | pct | 60 | 2025-04-22 | stderr=0.5`, []string{"unstated disagree 20"}},
		{"live boards on two days are not compared", `
			scores: board | rel | chat | elo | 1273 | 2025-04-13 | stderr=5
			scores: runs | rel | chat | elo | 1403 | 2025-04-14 | stderr=5`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			db := flagDBUnchecked(t, tt.rows)
			got := lines(t, db, `SELECT settings, verdict, round(difference, 6) + 0.0 FROM comparisons WHERE score_id = 1 AND other_score_id = 2`)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("comparisons (-want +got):\n%s", diff)
			}
			mirrored := lines(t, db, `SELECT settings, verdict, 0.0 - round(difference, 6) FROM comparisons WHERE score_id = 2 AND other_score_id = 1`)
			if diff := cmp.Diff(got, mirrored); diff != "" {
				t.Errorf("the pair the other way round (-this +other):\n%s", diff)
			}
		})
	}
}

func TestFlagComparisonsLookAtEveryProtocolColumn(t *testing.T) {
	table := model.TableNamed("scores")
	for _, name := range model.ProtocolColumns {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a, b := "1", "2"
			switch table.Columns[table.Column(name)].Kind {
			case model.Bool:
				a, b = "true", "false"
			case model.JSON:
				a, b = `{"x":1}`, `{"x":2}`
			}
			db := flagDBUnchecked(t, `
				scores: report | rel | qa | pct | 80 | 2025-04-20 | `+name+`=`+a+`
				scores: runs | rel | qa | pct | 80 | 2025-04-20 | `+name+`=`+a+`
				scores: news | rel | qa | pct | 80 | 2025-04-20 | `+name+`=`+b+`
				scores: agg | rel | qa | pct | 80 | 2025-04-20`)
			want := []string{"runs same", "news differ", "agg unstated"}
			got := lines(t, db, `SELECT other_source, settings FROM comparisons WHERE score_id = 1 ORDER BY other_score_id`)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("comparisons (-want +got):\n%s", diff)
			}
		})
	}
}
