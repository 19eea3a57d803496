package figures

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// A gapFigure is variants that were not public against their released siblings.
type gapFigure struct {
	*drawing
	left []string // footnotes on what is left out
}

// records makes the figure's records.
func (o *gapFigure) records(ctx context.Context) (*charts.Gap, error) {
	gaps, err := o.db.FigureGaps(ctx, gapFilter{Entries: o.named(), Benchmarks: o.Benchmarks, Sources: o.Sources, Day: o.Day})
	if err != nil {
		return nil, err
	}
	gaps = o.pick(slices.DeleteFunc(gaps, func(g gapRow) bool { return !o.wantsDay(g.ReportedOn) }))
	if len(gaps) == 0 {
		return nil, nothing("no score%s of a variant that was not public stands beside one of a released variant of the same model, on the same board and day; "+
			"see 'provenance query \"SELECT model, variant, benchmark, source, reported_on FROM variant_gaps\"'", o.words())
	}
	o.missed("%s has no gap that is drawn: none of its variants that were not public stands beside a released one there", func(slug string) bool {
		return slices.ContainsFunc(gaps, func(g gapRow) bool { return g.Model == slug || g.Variant == slug })
	})
	return o.gap(ctx, gaps)
}

// pick keeps the benchmarks that were named, else the one with the most days,
// the first in order where several have as many; then it sorts and cuts.
func (o *gapFigure) pick(gaps []gapRow) []gapRow {
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
		if n := len(days) - 1; n > 0 {
			o.left = append(o.left, fmt.Sprintf("Gaps on %s are not drawn.", plural(n, "other benchmark")))
			delete(days, best)
			o.hintf("there are gaps on other benchmarks, which --benchmark draws: %s", few(slices.Sorted(maps.Keys(days)), ", "))
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
	drawn := gaps[:min(len(gaps), o.Limit)]
	o.left = append(o.cutNote(len(drawn), len(gaps), "rows", "--limit"), o.left...)
	return drawn
}

// gap makes them of the rows that are drawn.
func (o *gapFigure) gap(ctx context.Context, gaps []gapRow) (*charts.Gap, error) {
	g := &charts.Gap{Title: o.Title}
	var sources []string
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
		p.Before = charts.Mark{Label: "not public", Value: r.Value, Printed: printed(r.Printed, r.Value), CILow: ptr(r.CILow), CIHigh: ptr(r.CIHigh), CILevel: r.CILevel.Float64,
			Rank: int(r.Rank.Int64), Release: charts.NotReleased, Footnote: r.VariantName + ": " + why + "."}
		p.Released = charts.Mark{Label: "released", Value: r.ReleasedValue, Printed: printed(r.ReleasedPrinted, r.ReleasedValue), CILow: ptr(r.ReleasedCILow), CIHigh: ptr(r.ReleasedCIHigh), CILevel: r.ReleasedCILevel.Float64,
			Rank: int(r.ReleasedRank.Int64), Release: charts.Released}
		g.Pairs = append(g.Pairs, p)
		sources = append(sources, r.Source)
	}
	if ranks {
		g.Notes = append(g.Notes, "Ranks are as each source prints or implies them.")
	}
	if style {
		g.Notes = append(g.Notes, "Style control is the board's own correction: a setting, and a scale, of its own.")
	}
	g.Notes = append(append(g.Notes, o.asOfNotes()...), o.left...)
	var err error
	if g.Sources, err = o.sourceLines(ctx, sources); err != nil {
		return nil, err
	}
	g.Stamp = o.Stamp
	return g, nil
}
