package figures

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// arrangeGap arranges variants that were not public next to their released siblings.
func arrangeGap(ctx context.Context, o *drawing) (Records, error) {
	rows, err := o.db.FigureGaps(ctx, o.Day)
	if err != nil {
		return nil, err
	}
	sel := selectFrom(o, rows, func(g gapRow) entry { return g.Hidden.Entry })
	o.keepOneBoard(sel)
	if len(sel.kept) == 0 {
		return nil, o.errNoGap()
	}
	o.sortGaps(sel.kept)
	all := sel.kept
	sel.kept = all[:min(len(all), o.Limit)]
	o.miss(o.named(), "%s has no gap that is drawn: none of its variants that were not public can be compared with a released one there", sel.has)
	o.miss(o.Benchmarks, noSuchScore, func(slug string) bool {
		return slices.ContainsFunc(sel.kept, func(r gapRow) bool { return r.Hidden.Benchmark == slug })
	})
	missSources(o, sel.kept, sel.entry)
	g := &charts.Gap{More: contradicting(sel.kept, all)}
	for _, r := range sel.kept {
		g.Pairs = append(g.Pairs, pairOf(r))
		o.sources = append(o.sources, r.Hidden.Source)
	}
	if slices.ContainsFunc(sel.kept, func(r gapRow) bool { return r.Hidden.Rank.Valid || r.Released.Rank.Valid }) {
		o.note("Ranks are as each source prints or implies them.")
	}
	if slices.ContainsFunc(sel.kept, func(r gapRow) bool { return r.Hidden.StyleControl.Bool }) {
		o.note("Style control is the board's own correction: a setting, and a scale, of its own.")
	}
	o.noteAsOf()
	limit(o, all, "rows", "--limit")
	o.omit(sel.omitted...)
	return g, nil
}

// keepOneBoard keeps the benchmark with the most days, the first by slug on a tie. It
// keeps all if benchmarks were named.
func (o *drawing) keepOneBoard(sel *Selection[gapRow]) {
	board := func(g gapRow) string { return g.Hidden.Benchmark }
	if len(o.Benchmarks) > 0 || len(sel.kept) == 0 {
		return
	}
	slices.SortStableFunc(sel.kept, func(a, b gapRow) int { return cmp.Compare(board(a), board(b)) })
	best := preferred(sel.kept, func(gapRow) bool { return true }, board, func(in []gapRow) []int {
		return []int{distinct(in, func(g gapRow) string { return g.Hidden.ReportedOn })}
	})[true]
	if omission := sel.keep(OtherBenchmark, func(g gapRow) bool { return board(g) == best }, board); omission != nil {
		o.hintf("other benchmarks have such gaps too; draw them with --benchmark: %s", joinFew(omission.What, ", "))
	}
}

// sortGaps sorts rows within their benchmarks, which keep the order in which they were
// named.
func (o *drawing) sortGaps(gaps []gapRow) {
	slices.SortStableFunc(gaps, func(a, b gapRow) int {
		board := slices.Index(o.Benchmarks, a.Hidden.Benchmark) - slices.Index(o.Benchmarks, b.Hidden.Benchmark)
		switch o.Sort {
		case "gap":
			return cmp.Or(board, cmp.Compare(math.Abs(b.Gap), math.Abs(a.Gap)))
		case "name":
			return cmp.Or(board, cmp.Compare(strings.ToLower(a.Hidden.ModelName), strings.ToLower(b.Hidden.ModelName)))
		}
		return board
	})
}

// pairOf returns a row as package charts draws it.
func pairOf(r gapRow) charts.Pair {
	hidden, released := Score{scoreRow: r.Hidden}, Score{scoreRow: r.Released}
	p := charts.Pair{Model: hidden.ModelName, Context: hidden.ReportedOn, Detail: hidden.Source, Gap: r.Gap, GapCI: optional(r.CI),
		Board: hidden.BenchmarkName, Unit: unitName(hidden.Unit), LowerIsBetter: !hidden.HigherIsBetter,
		NotPublic: charts.Mark{Label: "not public", Score: chartScore(hidden)},
		Released:  charts.Mark{Label: "released", Score: chartScore(released)}}
	if hidden.StyleControl.Bool { // another scale
		p.Board += ", style control"
	}
	if p.Unit == "Elo" {
		p.Board += ", Elo rating"
	}
	p.Released.Release = charts.Released
	p.Preview = hidden.hidden() && strings.HasPrefix(hidden.Status, "preview on ")
	switch {
	case p.Preview:
		p.NotPublic.Label = "preview"
	case !hidden.hidden():
		p.NotPublic.Release, p.NotPublic.NoRelease, p.NotPublic.Label = charts.Unknown, true, "no release on record"
	}
	p.NotPublic.Footnote = whyNotReleased(hidden) // the row shows the day already
	return p
}

// contradicting returns the number of rows, if one that is not drawn has a gap outside the
// range of the drawn ones on its scale, or on one that is not drawn; otherwise 0.
func contradicting(drawn, all []gapRow) int {
	for _, r := range all[len(drawn):] {
		same := where(drawn, func(d gapRow) bool {
			return d.Hidden.Benchmark == r.Hidden.Benchmark && d.Hidden.StyleControl.Bool == r.Hidden.StyleControl.Bool
		})
		if !slices.ContainsFunc(same, func(d gapRow) bool { return d.Gap >= r.Gap }) ||
			!slices.ContainsFunc(same, func(d gapRow) bool { return d.Gap <= r.Gap }) {
			return len(all)
		}
	}
	return 0
}
