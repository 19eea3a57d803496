package query

import (
	"slices"
	"testing"
)

// Groups are a partition of the flags: each has one rule, severity, variant and source of
// evidence, and no two have the same.
func TestFlagGroupsPartitionTheFlags(t *testing.T) {
	db := generatedDB(t, 400)
	flags, err := db.Flags(t.Context(), FlagFilter{})
	if err != nil {
		t.Fatal(err)
	}
	groups, err := db.FlagGroups(t.Context(), flags)
	if err != nil {
		t.Fatal(err)
	}
	sum, scores := 0, 0
	seen := map[[4]string]bool{}
	for _, g := range groups {
		sum += g.Flags
		scores += g.Scores
		key := [4]string{g.Severity, g.Rule, g.Variant, g.Evidence}
		if seen[key] && g.Variant != "" {
			t.Errorf("two groups of %v", key)
		}
		seen[key] = true
		if g.Scores > 0 && (g.First == "" || g.First > g.Last || len(g.Sources) == 0 || g.ScoreID == 0) || g.Messages < 1 || g.Messages > g.Flags {
			t.Errorf("got %+v", *g)
		}
	}
	of := 0
	for _, r := range flags.Rows {
		if r[slices.Index(flags.Columns, "score_id")] != nil {
			of++
		}
	}
	if sum != len(flags.Rows) || scores != of || len(groups) == 0 || len(groups) >= len(flags.Rows) {
		t.Errorf("%d groups have %d flags and %d scores, want %d and %d", len(groups), sum, scores, len(flags.Rows), of)
	}
	total := int64(0)
	summary := FlagSummary(flags)
	for i, r := range summary.Rows {
		total += r[3].(int64)
		if i > 0 && r[0] == summary.Rows[i-1][0] && r[3].(int64) > summary.Rows[i-1][3].(int64) {
			t.Errorf("row %d: %v comes after %v", i, r, summary.Rows[i-1])
		}
	}
	if total != int64(len(flags.Rows)) {
		t.Errorf("the summary counts %d flags, want %d", total, len(flags.Rows))
	}
}

func TestSubjectOfAFlagGroup(t *testing.T) {
	for _, c := range []struct {
		g    FlagGroup
		want string
	}{
		{FlagGroup{Variant: "v", Model: "m", Flags: 129, Scores: 129, Benchmarks: []string{"lmarena-text"}, Sources: []string{"a", "b"}, First: "2025-04-05", Last: "2025-05-24"},
			"129 scores of v on lmarena-text in a and b, reported between 2025-04-05 and 2025-05-24"},
		{FlagGroup{Model: "m", Flags: 1, Scores: 1, ScoreID: 7, Benchmarks: []string{"b"}, Sources: []string{"a"}, First: "2025-04", Last: "2025-04"}, "score 7 of m on b in a, reported on 2025-04"},
		{FlagGroup{Flags: 2, Scores: 2, Benchmarks: []string{"a", "b", "c"}, Sources: []string{"x", "y", "z"}, First: "2025", Last: "2025"}, "2 scores on 3 benchmarks in 3 sources, reported on 2025"},
		{FlagGroup{Variant: "v", Flags: 1}, "v"},
		{FlagGroup{Flags: 1}, ""},
		{FlagGroup{Model: "m", Flags: 3, Sources: []string{"a"}}, "3 flags of m in a"},
	} {
		if got := c.g.Subject(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
