package query

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestListStatusFollowsTheLog(t *testing.T) {
	tests := []struct {
		name   string
		events string // of the variant v
		want   map[string]string
	}{
		{"released, withdrawn, released again", `
			release_events: v | released | 2025-01-10
			release_events: v | withdrawn | 2025-02-10
			release_events: v | released | 2025-03-10`,
			map[string]string{"": "released", "2025-01-09": "unknown", "2025-01-10": "released", "2025-02-10": "released", "2025-02-11": "withdrawn", "2025-03-09": "withdrawn", "2025-03-10": "released"}},
		{"withdrawn and not given back", `
			release_events: v | released | 2025-01-10
			release_events: v | withdrawn | 2025-02-10`,
			map[string]string{"": "withdrawn", "2025-02-09": "released", "2025-06-01": "withdrawn"}},
		{"an announcement after a release undoes nothing", `
			release_events: v | released | 2025-01-10
			release_events: v | announced | 2025-02-10`,
			map[string]string{"": "released", "2025-03-01": "released"}},
		{"a month counts in the variant's favour", `
			release_events: v | announced | 2025-03-01
			release_events: v | released | 2025-04
			release_events: v | retired | 2025-05`,
			map[string]string{"2025-03-31": "announced", "2025-04-01": "released", "2025-05-01": "released", "2025-06-01": "retired"}},
		{"an announcement known to the month is sure from the next month on", `
			release_events: v | announced | 2025-04
			release_events: v | preview | 2025-06 | scope=arena`,
			map[string]string{"2025-04-30": "unknown", "2025-05-01": "announced", "2025-06-30": "announced"}},
		{"on a board alone, known to the month", `
			release_events: v | preview | 2025-06 | scope=arena`,
			map[string]string{"2025-06-30": "unknown", "2025-07-01": "preview (arena only)"}},
		{"on a board alone", `
			release_events: v | preview | 2025-04-06 | scope=arena
			release_events: v | withdrawn | 2025-04-13 | scope=arena`,
			map[string]string{"2025-04-05": "unknown", "2025-04-06": "preview (arena only)", "2025-04-13": "preview (arena only)", "2025-04-14": "withdrawn (arena only)"}},
		{"to be retired in a thousand years", `
			release_events: v | released | 2025-01-10
			release_events: v | retired | 2999-01-10`,
			map[string]string{"": "released", "2999-01-10": "released"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			db := flagDB(t, "\n\t\tmodels: m2 | dev\n\t\tvariants: v | m2\n\t\tspecs: v | claimed | | 5 | 2024-01-01 | blog"+test.events)
			got := map[string]string{}
			for day := range test.want {
				table, err := db.List(context.Background(), "variants", "m2", day)
				if err != nil {
					t.Fatal(err)
				}
				got[day] = table.Rows[0][slices.Index(table.Columns, "status")].(string)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("status by day (-want +got):\n%s", diff)
			}
		})
	}
}

// asOfDB has something before, after and without a date of each kind.
func asOfDB(t *testing.T) *DB {
	return flagDB(t, `
		models: late | dev
		variants: later | late
		variants: tested | m
		benchmarks: never | access=public
		sources: nowhen | news |
		release_events: later | released | 2025-09-01
		specs: rel | served | host | 100 | 2025-04-08 | blog
		specs: rel | served | host2 | 200 | | blog
		specs: rel | served | host | 300 | 2025-08-01 | agg
		specs: tested | claimed | | 5 | 2025-05-01 | blog
		scores: blog | rel | qa | pct | 70 | 2025-04-05
		scores: report | rel | qa | pct | 60 | 2025-04-20
		scores: board | rel | chat | elo | 1273 | 2025-04-11
		statements: a1 | allegation | quality | news | 2025-04-07 | It is wrong.
		statements: d1 | denial | quality | blog | 2025-04-09 | No. | reply_to=a1
		statements: c1 | criticism | quality | news | 2025-04-21 | It is slow.
		statements: c2 | criticism | quality | news | | It is old.
		statement_targets: a1 | variant=rel
		statement_targets: c1 | variant=rel
		statement_targets: c2 | variant=rel`)
}

// column returns cells of a table, joined by blanks, row by row.
func column(t *Table, names ...string) []string {
	var out []string
	for _, r := range t.Rows {
		var cells []string
		for _, name := range names {
			v := r[slices.Index(t.Columns, name)]
			if v == nil {
				v = "-"
			}
			cells = append(cells, fmt.Sprint(v))
		}
		out = append(out, strings.Join(cells, " "))
	}
	return out
}

func TestListHoldsWhatIsDatedUpToTheDay(t *testing.T) {
	db := asOfDB(t)
	tests := []struct {
		kind, model, day string
		columns          []string
		want             []string
	}{
		{"variants", "", "2025-04-08", []string{"variant", "status", "scores", "known_since"}, []string{"exp preview (arena only) 0 2025-04-05", "rel released 1 2025-04-05", "unk unknown 0 undated"}},
		{"variants", "", "2025-05-01", []string{"variant", "scores"}, []string{"exp 0", "rel 3", "tested 0", "unk 0"}},
		{"variants", "late", "2025-08-31", []string{"variant"}, nil},
		{"models", "", "2025-04-08", []string{"model", "variants", "known_since"}, []string{"m 3 2025-04-05"}},
		{"models", "", "2025-09-01", []string{"model", "variants"}, []string{"late 1", "m 4"}},
		{"benchmarks", "", "2025-04-08", []string{"benchmark", "scores", "known_since"}, []string{"never 0 undated", "qa 1 2025-04-05"}},
		{"benchmarks", "m", "2025-04-20", []string{"benchmark", "scores"}, []string{"chat 1", "qa 2"}},
		{"sources", "", "2025-04-06", []string{"source", "known_since"}, []string{"blog 2025-04-05", "board 2025-04-06", "nowhen undated", "terms 2025-04-05"}},
		{"listings", "", "2025-04-08", []string{"source", "listed_as", "scores"}, []string{"blog rel 1"}},
		{"disputes", "", "2025-04-08", []string{"alleged_on", "reply_kind", "replied_on"}, []string{"undated - -", "2025-04-07 - -"}},
		{"disputes", "", "2025-04-09", []string{"alleged_on", "reply_kind", "replied_on"}, []string{"undated - -", "2025-04-07 denial 2025-04-09"}},
		{"ingests", "", "2025-05-31", []string{"id"}, nil},
	}
	for _, test := range tests {
		table, err := db.List(context.Background(), test.kind, test.model, test.day)
		if err != nil {
			t.Errorf("%s: %v", test.kind, err)
			continue
		}
		if diff := cmp.Diff(test.want, column(table, test.columns...)); diff != "" {
			t.Errorf("%s %s as of %s (-want +got):\n%s", test.kind, test.model, test.day, diff)
		}
	}
	for kind, want := range map[string]string{"metrics": "nothing about metrics is dated", "moons": `cannot list "moons"`} {
		if _, err := db.List(context.Background(), kind, "", "2025-04-08"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", kind, err, want)
		}
	}
}

func TestPageAsOfHoldsWhatIsDatedUpToTheDay(t *testing.T) {
	db := asOfDB(t)
	page, err := db.VariantPage(context.Background(), "rel", "2025-04-10")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string][]string{
		"scores":    column(page.Scores, "benchmark", "reported_on", "flags"),
		"flags":     column(page.Flags, "rule", "since"),
		"context":   column(page.Context, "tokens", "as_of"),
		"disputes":  column(page.Disputes, "alleged_on", "replied_on"),
		"relatives": column(page.Relatives, "variant"),
		"status":    column(page.Status, "status", "since", "until"),
	}
	want := map[string][]string{
		"scores":    {"qa 2025-04-05 evaluator-not-stated no-uncertainty"},
		"flags":     {"evaluator-not-stated 2025-04-05", "open-allegation 2025-04-09", "no-uncertainty 2025-04-05"},
		"context":   {"100 2025-04-08", "200 undated"},
		"disputes":  {"undated -", "2025-04-07 2025-04-09"},
		"relatives": {"exp", "unk"},
		"status":    {"released 2025-04-05 -"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page of rel (-want +got):\n%s", diff)
	}
}
