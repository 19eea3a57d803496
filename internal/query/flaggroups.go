package query

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A FlagGroup is the flags of one rule and severity about one variant that rest on the
// same source of evidence: one fact, repeated for each score. Flags about no variant are
// grouped by model, and those about neither by source.
type FlagGroup struct {
	Severity, Rule, Variant, Model, Evidence string

	Flags      int
	Scores     int      // how many of them are about a score
	Sources    []string // where those are printed, sorted
	Benchmarks []string // sorted
	First      string   // the days on which the scores were reported: "" if there are none
	Last       string
	ScoreID    int64  // of the first flag, 0 if it is about no score
	Message    string // of the first flag
	Messages   int    // how many different ones there are
}

// FlagGroups groups the rows of Flags. Groups are in the order of their first rows.
func (db *DB) FlagGroups(ctx context.Context, flags *Table) ([]*FlagGroup, error) {
	days, err := db.reportedOn(ctx, flags)
	if err != nil {
		return nil, err
	}
	at := columnsOf(flags)
	text := func(row []any, column string) string { s, _ := row[at[column]].(string); return s }
	var order []*FlagGroup
	groups := map[[6]string]*FlagGroup{}
	type part struct {
		g          *FlagGroup
		what, text string
	}
	seen := map[part]bool{}
	isNew := func(g *FlagGroup, what, text string) bool {
		p := part{g, what, text}
		old := text == "" || seen[p]
		seen[p] = true
		return !old
	}
	for _, row := range flags.Rows {
		key := [6]string{text(row, "severity"), text(row, "rule"), text(row, "variant"), "", "", text(row, "evidence_source")}
		if key[2] == "" {
			key[3] = text(row, "model")
		}
		if key[2]+key[3] == "" {
			key[4] = text(row, "source")
		}
		g := groups[key]
		id, _ := row[at["score_id"]].(int64)
		if g == nil {
			g = &FlagGroup{Severity: key[0], Rule: key[1], Variant: key[2], Model: text(row, "model"), Evidence: key[5], ScoreID: id, Message: text(row, "message")}
			groups[key] = g
			order = append(order, g)
		}
		g.Flags++
		if isNew(g, "message", text(row, "message")) {
			g.Messages++
		}
		if s := text(row, "source"); isNew(g, "source", s) {
			g.Sources = append(g.Sources, s)
		}
		if s := text(row, "benchmark"); isNew(g, "benchmark", s) {
			g.Benchmarks = append(g.Benchmarks, s)
		}
		if id == 0 {
			continue
		}
		g.Scores++
		day := days[id]
		if g.First == "" || day < g.First {
			g.First = day
		}
		g.Last = max(g.Last, day)
	}
	for _, g := range order {
		slices.Sort(g.Sources)
		slices.Sort(g.Benchmarks)
	}
	return order, nil
}

// reportedOn returns the days on which the scores that flags are about were reported.
func (db *DB) reportedOn(ctx context.Context, flags *Table) (map[int64]string, error) {
	column := columnsOf(flags)["score_id"]
	var ids []any
	for _, row := range flags.Rows {
		if row[column] != nil {
			ids = append(ids, row[column])
		}
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	t, err := db.table(ctx, `
		SELECT s.id, p.reported_on
		FROM scores s
		JOIN snapshots p ON p.id = s.snapshot_id
		WHERE s.id IN (SELECT value FROM json_each(?))`, string(list))
	if err != nil {
		return nil, fmt.Errorf("days of flagged scores: %w", err)
	}
	days := map[int64]string{}
	for _, r := range t.Rows {
		days[r[0].(int64)] = r[1].(string)
	}
	return days, nil
}

// Subject says what the flags of a group are about: how many scores of what, where and
// from when to when. It is "" if the message of the one flag has to say it.
func (g *FlagGroup) Subject() string {
	of := cmp.Or(g.Variant, g.Model)
	var b strings.Builder
	switch {
	case g.Scores == 0 && g.Flags == 1:
		return of
	case g.Scores == 0:
		fmt.Fprintf(&b, "%d flags", g.Flags)
	case g.Scores == 1:
		fmt.Fprintf(&b, "score %d", g.ScoreID)
	default:
		fmt.Fprintf(&b, "%d scores", g.Scores)
	}
	if of != "" {
		b.WriteString(" of " + of)
	}
	if len(g.Benchmarks) > 0 {
		b.WriteString(" on " + few(g.Benchmarks, "benchmarks"))
	}
	if len(g.Sources) > 0 {
		b.WriteString(" in " + few(g.Sources, "sources"))
	}
	switch {
	case g.First == "":
	case g.First == g.Last:
		b.WriteString(", reported on " + g.First)
	default:
		b.WriteString(", reported between " + g.First + " and " + g.Last)
	}
	return b.String()
}

// few names up to two things, and counts more.
func few(names []string, what string) string {
	if len(names) > 2 {
		return fmt.Sprintf("%d %s", len(names), what)
	}
	return strings.Join(names, " and ")
}

// FlagSummary counts the rows of Flags by severity, rule and variant, most severe first
// and the most frequent first.
func FlagSummary(flags *Table) *Table {
	at := columnsOf(flags)
	counts := map[[3]any]int{}
	var keys [][3]any
	for _, row := range flags.Rows {
		key := [3]any{row[at["severity"]], row[at["rule"]], row[at["variant"]]}
		if counts[key]++; counts[key] == 1 {
			keys = append(keys, key)
		}
	}
	rank := map[any]int{"error": 0, "warning": 1, "note": 2}
	slices.SortStableFunc(keys, func(a, b [3]any) int { // Flags has rules and variants in order
		return cmp.Or(rank[a[0]]-rank[b[0]], counts[b]-counts[a])
	})
	t := &Table{Columns: []string{"severity", "rule", "variant", "flags"}}
	for _, key := range keys {
		t.Rows = append(t.Rows, []any{key[0], key[1], key[2], int64(counts[key])})
	}
	return t
}

// columnsOf returns the index of each column of a table.
func columnsOf(t *Table) map[string]int {
	at := map[string]int{}
	for i, c := range t.Columns {
		at[c] = i
	}
	return at
}
