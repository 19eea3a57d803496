package main

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/model"
	"provenance/internal/query"
)

// dayOf finds days in a text; a digit or letter beside makes it something else.
var dayOf = regexp.MustCompile(`\b\d{4}-\d{2}(-\d{2})?\b`)

// later returns the days in a text that are after day and not part of a name.
func later(text, day string, names []string) []string {
	for _, n := range names {
		text = strings.ReplaceAll(text, n, "")
	}
	var out []string
	for _, d := range dayOf.FindAllString(text, -1) {
		if _, err := model.ParseDate(d); err == nil && d > day {
			out = append(out, d)
		}
	}
	return out
}

func openCase(t *testing.T) *query.DB {
	t.Helper()
	return openAt(t, caseToRead(t))
}

// selected returns the rows of a statement, cells separated by tabs.
func selected(t *testing.T, db *query.DB, statement string) []string {
	t.Helper()
	var out []string
	err := db.Query(context.Background(), statement, func([]string) error { return nil }, func(row []any) error {
		var cells []string
		for _, v := range row {
			cells = append(cells, valueText(v))
		}
		out = append(out, strings.Join(cells, "\t"))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// namesWithDays are names on record that look as if a day stood in them, such
// as gpt-4o-2024-11-20.
func namesWithDays(t *testing.T, db *query.DB) []string {
	names := selected(t, db, `SELECT slug FROM variants UNION SELECT slug FROM models UNION SELECT name FROM names UNION SELECT slug FROM sources ORDER BY 1`)
	names = slices.DeleteFunc(names, func(s string) bool { return !dayOf.MatchString(s) })
	slices.SortFunc(names, func(a, b string) int { return len(b) - len(a) })
	return names
}

func TestFlagsAsOfADaySpeakOfNoLaterDay(t *testing.T) {
	t.Parallel()
	db := openCase(t)
	names := namesWithDays(t, db)
	days := selected(t, db, `SELECT on_date FROM release_events UNION SELECT reported_on FROM snapshots UNION SELECT said_on FROM statements WHERE said_on IS NOT NULL
		UNION SELECT from_on FROM availability WHERE from_on IS NOT NULL UNION SELECT to_on FROM availability WHERE to_on IS NOT NULL UNION SELECT as_of FROM specs WHERE as_of IS NOT NULL
		UNION SELECT since FROM flag_intervals WHERE since IS NOT NULL ORDER BY 1`)
	if len(days) < 50 {
		t.Fatalf("%d days, want 50 at least", len(days))
	}
	// One query for all days: an interval holds on each day from its first on,
	// so its message may name no day after that first one.
	rows := selected(t, db, `SELECT ifnull(since, ''), ifnull(until, ''), rule, message FROM flag_intervals`)
	seen := 0
	for _, day := range days {
		for _, r := range rows {
			c := strings.SplitN(r, "\t", 4)
			if c[0] == "" || c[0] > day || c[1] != "" && c[1] <= day {
				continue
			}
			seen++
			if l := later(c[3], day, names); len(l) > 0 {
				t.Errorf("as of %s, %s speaks of %v: %s", day, c[2], l, c[3])
			}
		}
	}
	if seen == 0 {
		t.Error("no flag was looked at")
	}
	for _, day := range []string{"2025-04-05", "2025-04-06", "2025-04-13", "2025-04-30", "2025-06-01"} {
		table, err := db.Flags(context.Background(), query.FlagFilter{AsOf: day})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range table.Rows {
			if l := later(fmt.Sprint(r), day, names); len(l) > 0 {
				t.Errorf("as of %s: %v in %v", day, l, r)
			}
		}
	}
}

// isCorrection matches a line of a page on a release event that is wrong, which is always
// as recorded today (docs/as-of.md).
var isCorrection = regexp.MustCompile(`^- taken back: |"corrected_on":`)

// addresses are of sources: a day in one says how the source is filed.
var addresses = regexp.MustCompile(`https?://[^\s>"]+`)

func TestPagesAndListsAsOfADaySpeakOfNoLaterDay(t *testing.T) {
	t.Parallel()
	db := caseToRead(t)
	names := namesWithDays(t, openCase(t))
	variants := []string{"llama-4-behemoth", "llama-4-maverick-03-26-experimental", "llama-4-maverick-17b-128e-instruct", "llama-4-scout-17b-16e-instruct"}
	for d, day := range []string{"2025-04-04", "2025-04-06", "2025-04-13", "2025-07-27"} {
		for i, v := range variants {
			for k, format := range []string{"table", "markdown", "json"} {
				if !long && i%3 != k { // each variant in one format on each day
					continue
				}
				out := must(t, "show", "--db", db, v, "--as-of", day, "--format", format)
				for _, line := range strings.Split(addresses.ReplaceAllString(out, ""), "\n") {
					if l := later(line, day, names); len(l) > 0 && !isCorrection.MatchString(line) {
						t.Errorf("show %s as of %s: %v in %s", v, day, l, line)
					}
				}
				if !strings.Contains(out[:40], day) {
					t.Errorf("show %s --format %s does not say at its top of which day it is: %s", v, format, out[:40])
				}
			}
		}
		for k, kind := range query.DatedKinds {
			if !long && (k+d)%2 != 0 { // each list on two of the days
				continue
			}
			out := must(t, "list", "--db", db, kind, "--as-of", day, "--format", "table")
			if first, _, _ := strings.Cut(out, "\n"); first != "as of "+day {
				t.Errorf("list %s: the first line is %q", kind, first)
			}
			for _, line := range strings.Split(out, "\n") {
				if kind == "sources" || kind == "statements" {
					line = dayOf.FindString(line) // when it was published or said; a title and a summary say what they say
				}
				if l := later(line, day, names); len(l) > 0 {
					t.Errorf("list %s as of %s: %v in %s", kind, day, l, line)
				}
			}
		}
	}
}

// TestFlagsAsOfADayAreTheRowsOfTheSQL runs the statement of docs/rules.md.
func TestFlagsAsOfADayAreTheRowsOfTheSQL(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	statement := regexp.MustCompile("(?s)```sql\n(SELECT [^`]*?FROM flag_intervals[^`]*?;)\n```").FindStringSubmatch(string(b))
	if statement == nil || !strings.Contains(statement[1], "'2025-04-06'") {
		t.Fatal("docs/rules.md has no such statement")
	}
	db := caseToRead(t)
	for _, day := range []string{"2025-04-06", "2025-06-01"} {
		flags := must(t, "flags", "--db", db, "--as-of", day, "--format", "csv")
		sql := must(t, "query", "--db", db, "--format", "csv", strings.ReplaceAll(statement[1], "'2025-04-06'", "'"+day+"'"))
		if strings.Count(flags, "\n") < 20 {
			t.Errorf("as of %s: only\n%s", day, flags)
		}
		if diff := cmp.Diff(flags, sql); diff != "" {
			t.Errorf("as of %s (-flags +sql):\n%s", day, diff)
		}
	}
}
