package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestNoTwoScoresOfAPageLookAlike reads the pages of all models of the case: rows of one
// benchmark that differ in nothing but the number to trace would look like a contradiction.
func TestNoTwoScoresOfAPageLookAlike(t *testing.T) {
	db := caseToRead(t)
	number := regexp.MustCompile(`; trace \d+$`)
	rows := 0
	for _, m := range selected(t, openAt(t, db), `SELECT slug FROM models ORDER BY 1`) {
		_, scores, found := strings.Cut(must(t, "show", "--db", db, "--kind", "model", m, "--format", "markdown"), "\n## Scores")
		if !found {
			t.Fatalf("%s: no scores", m)
		}
		scores, _, _ = strings.Cut(scores, "\n## ")
		var seen []string
		for _, l := range strings.Split(scores, "\n") {
			row, isRow := strings.CutPrefix(l, "  - ")
			if !isRow {
				seen = nil // another benchmark
				continue
			}
			rows++
			if row = number.ReplaceAllString(row, ""); slices.Contains(seen, row) {
				t.Errorf("%s: two rows look alike: %s", m, row)
			}
			seen = append(seen, row)
		}
	}
	if rows < 200 {
		t.Errorf("%d rows, want 200 at least", rows)
	}
}

// TestPagesListTheSourcesThatTheyCite looks at pages of each kind, and at a trace.
func TestPagesListTheSourcesThatTheyCite(t *testing.T) {
	db := caseToRead(t)
	sources := selected(t, openAt(t, db), `SELECT slug FROM sources`)
	cited := regexp.MustCompile(`\[([a-z0-9.-]+)[,\]]`)
	listed := regexp.MustCompile(`(?m)^  ([a-z0-9.-]+): “`)
	for _, args := range [][]string{
		{"show", "llama-4-maverick"}, {"show", "llama-4-scout-17b-16e-instruct"}, {"show", "llama-4-behemoth", "--as-of", "2025-06-01"}, {"show", "meta"}, {"show", "lmarena"},
		{"show", "llama-4-community"}, {"show", "gpqa-diamond"}, {"show", "al-dahle-denial"}, {"trace", "152"}, {"trace", "4"},
	} {
		page, list, found := strings.Cut(must(t, append(args, "--db", db)...), "\nSOURCES\n")
		if !found {
			t.Errorf("%v lists no sources", args)
			continue
		}
		var has []string
		for _, m := range listed.FindAllStringSubmatch(list, -1) {
			has = append(has, m[1])
		}
		n := 0
		for _, m := range cited.FindAllStringSubmatch(page, -1) {
			if !slices.Contains(sources, m[1]) {
				continue
			}
			if n++; !slices.Contains(has, m[1]) {
				t.Errorf("%v cites %s and does not list it", args, m[1])
			}
		}
		if n == 0 {
			t.Errorf("%v cites no source", args)
		}
	}
}
