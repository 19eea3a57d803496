package figures

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// A gapFigure is variants that were not public against their released siblings.
type gapFigure struct{ *drawing }

// records makes the figure's records.
func (o *gapFigure) records(ctx context.Context) (*charts.Gap, error) {
	gaps, err := o.db.FigureGaps(ctx, gapFilter{Entries: o.named(), Benchmarks: o.Benchmarks, Sources: o.Sources, Day: o.Day})
	if err != nil {
		return nil, err
	}
	gaps, others := o.pickRows(slices.DeleteFunc(gaps, func(g gapRow) bool { return !o.wantsDay(g.ReportedOn) }))
	all := len(gaps)
	gaps = gaps[:min(all, o.Limit)]
	if len(gaps) == 0 {
		return nil, errNothing("no score%s of a variant that was not public can be compared with one of a released variant of the same model, on the same board and day; "+
			"see 'provenance query \"SELECT model, variant, benchmark, source, reported_on FROM variant_gaps\"'", o.asked())
	}
	o.hintMissed("%s has no gap that is drawn: none of its variants that were not public can be compared with a released one there", func(slug string) bool {
		return slices.ContainsFunc(gaps, func(g gapRow) bool { return g.Model == slug || g.Variant == slug })
	})
	return o.recordsOf(gaps, all, others), nil
}

// pickRows keeps the benchmarks that were named, else the one with the most days,
// the first in order where several have as many, and counts the other benchmarks;
// then it sorts.
func (o *gapFigure) pickRows(gaps []gapRow) (picked []gapRow, others int) {
	days := sets[string]{} // of benchmarks
	for _, g := range gaps {
		days.add(g.Benchmark, g.ReportedOn)
	}
	best := ""
	for _, g := range gaps { // in order of benchmark
		if len(days[g.Benchmark]) > len(days[best]) {
			best = g.Benchmark
		}
	}
	if len(o.Benchmarks) == 0 {
		if others = len(days) - 1; others > 0 {
			delete(days, best)
			o.hintf("there are gaps on other benchmarks, which --benchmark draws: %s", joinFew(slices.Sorted(maps.Keys(days)), ", "))
		}
		gaps = slices.DeleteFunc(gaps, func(g gapRow) bool { return g.Benchmark != best })
	}
	slices.SortStableFunc(gaps, func(a, b gapRow) int {
		board := slices.Index(o.Benchmarks, a.Benchmark) - slices.Index(o.Benchmarks, b.Benchmark)
		switch o.Sort {
		case "gap":
			return cmp.Or(board, cmp.Compare(math.Abs(b.Gap), math.Abs(a.Gap)))
		case "name":
			return cmp.Or(board, cmp.Compare(strings.ToLower(a.ModelName), strings.ToLower(b.ModelName)))
		}
		return board
	})
	return gaps, others
}

// recordsOf makes the records of the rows that are drawn. It says how many rows
// there are in all, and on how many other benchmarks there are gaps.
func (o *gapFigure) recordsOf(gaps []gapRow, all, others int) *charts.Gap {
	g := &charts.Gap{}
	ranks, style := false, false
	for _, r := range gaps {
		p := charts.Pair{Model: r.ModelName, Context: r.ReportedOn, Detail: r.Source, Gap: r.Gap,
			Board: r.BenchmarkName, Unit: unitName(r.Unit), LowerIsBetter: !r.HigherIsBetter}
		if r.StyleControl.Valid && r.StyleControl.Bool { // a scale of its own
			style = true
			p.Board += ", style control"
		}
		if p.Unit == "Elo" {
			p.Board += ", Elo rating"
		}
		ranks = ranks || r.Rank.Valid || r.ReleasedRank.Valid
		if r.GapCI.Valid {
			p.GapCI = &r.GapCI.Float64
		}
		_, why, _ := strings.Cut(r.Flag, "; ") // the day stands in the row
		p.Before = charts.Mark{Label: "not public", Value: r.Value, Printed: printedNumber(r.Printed, r.Value), CILow: optional(r.CILow), CIHigh: optional(r.CIHigh), CILevel: r.CILevel.Float64,
			Rank: int(r.Rank.Int64), Release: charts.NotReleased, Footnote: r.VariantName + ": " + why + "."}
		p.Released = charts.Mark{Label: "released", Value: r.ReleasedValue, Printed: printedNumber(r.ReleasedPrinted, r.ReleasedValue), CILow: optional(r.ReleasedCILow), CIHigh: optional(r.ReleasedCIHigh), CILevel: r.ReleasedCILevel.Float64,
			Rank: int(r.ReleasedRank.Int64), Release: charts.Released}
		g.Pairs = append(g.Pairs, p)
		o.sources = append(o.sources, r.Source)
	}
	if ranks {
		o.note("Ranks are as each source prints or implies them.")
	}
	if style {
		o.note("Style control is the board's own correction: a setting, and a scale, of its own.")
	}
	o.noteAsOf()
	o.noteCut(len(gaps), all, "rows", "--limit")
	if others > 0 {
		o.notef("Gaps on %s are not drawn.", plural(others, "other benchmark"))
	}
	return g
}
