package figures

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// noteUndrawn says how much of the source is not drawn and who of that is ahead of
// all that are drawn. It gives the figure the scores that are not drawn, so that its
// title does not say that somebody leads who does not.
func (o *barsFigure) noteUndrawn(b *charts.Bars, sel *selection, benchmarks, entries []string) {
	var ahead []string
	for i, bench := range benchmarks {
		others := sel.others(bench, entries)
		values := make([]float64, len(others))
		for k, s := range others {
			values[k] = s.Value
		}
		b.Others = append(b.Others, values)
		var best *entryScore
		for k := range others {
			if s := &others[k]; best == nil || s.Value != best.Value && (s.Value > best.Value) == s.HigherIsBetter {
				best = s
			}
		}
		behind := func(v *charts.Value) bool {
			return v == nil || best.Value != v.Value && (best.Value > v.Value) == best.HigherIsBetter
		}
		if best != nil && !slices.ContainsFunc(b.Values[i], func(v *charts.Value) bool { return !behind(v) }) {
			name := best.ListedAs
			if setting, ok := sel.setting[best.entry]; ok {
				name += " (" + setting + ")"
			}
			ahead = append(ahead, fmt.Sprintf("%s on %s (%s)", name, b.Benchmarks[i], printedNumber(best.Printed, best.Value)))
		}
	}
	models, of := map[string]bool{}, map[string]bool{}
	for _, s := range sel.all {
		models[s.entry], of[s.Benchmark] = true, true
	}
	what := "models"
	if sel.setting != nil {
		what = "entries"
	}
	var parts []string
	if len(entries) < len(models) {
		parts = append(parts, fmt.Sprintf("%d of %d %s", len(entries), len(models), what))
	}
	if len(benchmarks) < len(of) {
		parts = append(parts, fmt.Sprintf("%d of %d benchmarks", len(benchmarks), len(of)))
	}
	if len(parts) > 0 {
		o.note(strings.Join(parts, " and ") + " on record from this source are drawn.")
	}
	if len(ahead) > 0 {
		o.note("Ahead of all that are drawn, and not drawn: " + joinFew(ahead, "; ") + ".")
	}
}

// others are the scores on a benchmark of entries that are not drawn, on the terms
// of those that are: in the same metric and kind of setting, of the same days and
// the same kind of stage.
func (sel *selection) others(bench string, entries []string) (out []entryScore) {
	type terms struct {
		metric, unit, day string
		style             [2]bool
		protocol          int64
	}
	of := func(s entryScore) terms {
		k := terms{s.Metric, s.Unit, s.ReportedOn, [2]bool{s.StyleControl.Valid, s.StyleControl.Bool}, s.Protocol}
		if sel.setting != nil {
			k.protocol = 0
		}
		if !sel.again[bench] { // a list that only grows
			k.day = ""
		}
		return k
	}
	drawn, classes := map[terms]bool{}, map[string]bool{}
	for _, s := range sel.scores {
		if s.Benchmark == bench && slices.Contains(entries, s.entry) {
			drawn[of(s)], classes[s.class] = true, true
		}
	}
	for _, s := range sel.all {
		if s.Benchmark == bench && drawn[of(s)] && (s.class == "" || classes[""] || classes[s.class]) && !slices.Contains(entries, s.entry) {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b entryScore) int { return cmp.Compare(a.id, b.id) })
	return out
}
