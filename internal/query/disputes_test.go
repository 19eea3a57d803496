package query

import (
	"fmt"
	"slices"
	"testing"
)

// TestWhatADisputeStandsUnder has disputes about a variant, a board, a source, a benchmark
// and a single score, and the pages and traces of two developers.
func TestWhatADisputeStandsUnder(t *testing.T) {
	const rows = `
		organizations: dev2
		models: m2 | dev2
		variants: other | m2
		release_events: other | released | 2025-04-01
		scores: board | rel | chat | elo | 1300 | 2025-04-10
		scores: board | other | chat | elo | 1290 | 2025-04-10
		scores: report | other | qa | pct | 60 | 2025-04-20
		statements: about-rel | criticism | quality | news | 2025-05-01 | It is bad.
		statement_targets: about-rel | variant=rel
		statements: about-board | allegation | other | news | 2025-05-02 | The board lets some test many.
		statement_targets: about-board | source=board
		statement_targets: about-board | model=m
		statements: about-arena | criticism | other | news | 2025-05-03 | It is slow.
		statement_targets: about-arena | organization=arena
		statements: about-report | criticism | other | news | 2025-05-04 | It leaves out much.
		statement_targets: about-report | source=report
		statements: about-qa | criticism | other | news | 2025-05-05 | Its answers are public.
		statement_targets: about-qa | benchmark=qa
		statements: about-dev | allegation | other | news | 2025-05-06 | It trains on tests.
		statement_targets: about-dev | organization=dev
		statements: about-score | criticism | other | news | 2025-05-07 | The number is wrong.
		statement_targets: about-score | source=board | benchmark=chat | listed_as=rel
	`
	db := flagDB(t, rows)
	under := func(table *Table) (out []string) {
		for _, r := range table.Rows {
			row := map[string]any{}
			for i, c := range table.Columns {
				row[c] = r[i]
			}
			text := fmt.Sprintf("%v: %v", row["stands_under"], row["allegation"])
			if row["stands_under"] != "itself" {
				text += fmt.Sprintf(" (%v)", row["about"])
			}
			out = append(out, text)
		}
		return out
	}
	for _, c := range []struct {
		variant string
		want    []string
	}{
		{"rel", []string{"itself: It is bad.", "itself: The board lets some test many.", "the board: It is slow. (arena)", "itself: The number is wrong."}},
		{"other", []string{"the board: The board lets some test many. (board, m)", "the board: It is slow. (arena)", "the source: It leaves out much. (report)", "the benchmark: Its answers are public. (qa)"}},
		{"exp", []string{"itself: The board lets some test many."}},
	} {
		page, err := db.VariantPage(t.Context(), c.variant, "")
		if err != nil {
			t.Fatal(err)
		}
		if got := under(page.Disputes); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.variant, got, c.want)
		}
	}
	if page, err := db.VariantPage(t.Context(), "other", "2025-05-02"); err != nil || len(page.Disputes.Rows) != 1 {
		t.Errorf("as of a day: got %q, %v", under(page.Disputes), err)
	}
	for _, c := range []struct {
		id   int64
		want []string
	}{
		{2, []string{"the board: The board lets some test many. (board, m)", "the board: It is slow. (arena)"}},
		{3, []string{"the source: It leaves out much. (report)", "the benchmark: Its answers are public. (qa)"}},
	} {
		trace, err := db.Trace(t.Context(), c.id)
		if err != nil {
			t.Fatal(err)
		}
		if got := under(trace.Disputes); !slices.Equal(got, c.want) {
			t.Errorf("score %d: got %q, want %q", c.id, got, c.want)
		}
	}
}
