package figures

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"provenance/internal/charts"
	"provenance/internal/model"
)

// A timelineFigure is a model's variants on a board over the days of the reports.
type timelineFigure struct{ *drawing }

// A timeKey is what the points of a line share besides the variant.
type timeKey struct {
	source, metric string
	protocol       int64
}

func keyOf(s Score) timeKey { return timeKey{s.Source, s.Metric, s.Protocol} }

// records makes the figure's records.
func (o *timelineFigure) records(ctx context.Context) (*charts.Timeline, error) {
	scores, err := o.readScores(ctx)
	if err != nil {
		return nil, err
	}
	named := len(scores) > 0
	if !named && len(o.named()) == 0 {
		if scores, err = o.readNames(ctx); err != nil {
			return nil, err
		}
	}
	if len(scores) == 0 {
		return nil, errNothing("no score%s of a variant on record; see 'provenance list variants' and 'provenance resolve'", o.asked())
	}
	t := &charts.Timeline{}
	var drawn []string
	for _, benchmark := range o.chooseBenchmarks(scores) {
		panel, slugs, err := o.makePanel(ctx, benchmark, where(scores, func(s Score) bool { return s.Benchmark == benchmark }))
		if err != nil {
			return nil, err
		}
		t.Panels, drawn = append(t.Panels, panel), append(drawn, slugs...)
	}
	o.hintMissed("%[1]s has no such score and no line; 'provenance show %[1]s' says where it has scores", func(slug string) bool {
		return slices.ContainsFunc(scores, func(s Score) bool {
			return (s.Variant == slug || s.Model == slug) && slices.Contains(drawn, s.Variant)
		})
	})
	if t.Events, err = o.events(ctx, scores, drawn); err != nil {
		return nil, err
	}
	if !named {
		o.note("These names are of no variant on record, so their status is not known.")
		o.hintNames()
	}
	o.noteAsOf()
	return t, nil
}

// readScores returns the scores of the variants that were named, else of the model
// with the most days, as far as they were asked for.
func (o *timelineFigure) readScores(ctx context.Context) ([]Score, error) {
	entries := o.named()
	if len(entries) == 0 {
		slug, err := o.db.MostFollowed(ctx, o.follow())
		if err != nil {
			return nil, err
		}
		entries = []string{slug}
	}
	variants, err := o.db.VariantsOf(ctx, entries)
	if err != nil {
		return nil, err
	}
	var scores []Score
	for _, v := range variants {
		list, err := o.db.FigureVariant(ctx, v)
		if err != nil {
			return nil, err
		}
		for _, s := range list {
			if o.wantsBenchmark(s.Benchmark) && o.wantsSource(s.Source) && o.wantsDay(s.ReportedOn) {
				scores = append(scores, s)
			}
		}
	}
	return scores, nil
}

func (o *timelineFigure) follow() followFilter {
	return followFilter{Benchmarks: o.Benchmarks, Sources: o.Sources, Until: o.AsOf}
}

// readNames returns the scores of a board with no name of a variant on record, for
// the names that are best on its last day. Each name counts as a variant.
func (o *timelineFigure) readNames(ctx context.Context) ([]Score, error) {
	b, err := o.db.FollowedBoard(ctx, o.follow())
	if err != nil || b == (board{}) {
		return nil, err
	}
	last, err := o.db.FigureBoard(ctx, b.Source, b.Benchmark, b.Day)
	if err != nil || len(last) == 0 {
		return nil, err
	}
	first, _, _ := bestKey(last)
	last = slices.DeleteFunc(last, func(s Score) bool { return keyOf(s) != first })
	slices.SortStableFunc(last, func(a, b Score) int {
		if !a.HigherIsBetter {
			a, b = b, a
		}
		return cmp.Compare(b.Value, a.Value)
	})
	var best []string
	for _, s := range last {
		if !slices.Contains(best, s.ListedAs) {
			best = append(best, s.ListedAs)
		}
	}
	listed, err := o.db.FollowedNames(ctx, b.Source, b.Benchmark, first.metric, first.protocol, o.AsOf)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(listed, func(a, b followedName) int { // what has left the board comes after
		if len(last) > 0 && !last[0].HigherIsBetter {
			a, b = b, a
		}
		return cmp.Compare(b.Best, a.Best)
	})
	for _, n := range listed {
		if !slices.Contains(best, n.Name) {
			best = append(best, n.Name)
		}
	}
	best = best[:min(len(best), o.Limit)]
	all, err := o.db.FigureNames(ctx, b.Source, b.Benchmark, best)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(s Score) bool { return !o.wantsDay(s.ReportedOn) })
	for i := range all {
		all[i].Variant = all[i].ListedAs
	}
	return all, nil
}

// A lineKey is what the points of a line share.
type lineKey struct {
	variant string
	timeKey
}

// chooseBenchmarks returns the benchmarks that were named and have a score, else the
// one with the most points in one source and setting; one with both a variant that
// was not public and a public one comes before all others.
func (o *timelineFigure) chooseBenchmarks(scores []Score) []string {
	if len(o.Benchmarks) > 0 {
		var out []string
		for _, b := range o.Benchmarks {
			if slices.ContainsFunc(scores, func(s Score) bool { return s.Benchmark == b }) {
				out = append(out, b)
			} else {
				o.hintf("%s has no such score and no panel", b)
			}
		}
		return out
	}
	best := largest(groups(scores, func(s Score) string { return s.Benchmark }), func(g *group[string, Score]) []int {
		_, n, both := bestKey(g.in)
		return []int{rankOf(both), n}
	})
	return []string{best.key}
}

// bestKey is the source, metric and setting with the most of the points, how many
// these are, and whether both public variants and others are among them.
func bestKey(scores []Score) (best timeKey, n int, both bool) {
	with := func(g *group[timeKey, Score], r charts.Release) bool {
		return slices.ContainsFunc(g.in, func(s Score) bool { return ReleaseOf(s.Status) == r })
	}
	hasBoth := func(g *group[timeKey, Score]) bool { return with(g, charts.NotReleased) && with(g, charts.Released) }
	g := largest(groups(scores, keyOf), func(g *group[timeKey, Score]) []int { return []int{rankOf(hasBoth(g)), len(g.in)} })
	if g == nil {
		return best, 0, false
	}
	return g.key, len(g.in), hasBoth(g)
}

// makePanel makes the lines of a benchmark; slugs are the variants that it draws.
func (o *timelineFigure) makePanel(ctx context.Context, benchmark string, scores []Score) (p charts.TimePanel, slugs []string, err error) {
	var keys []timeKey // that are drawn
	first, _, _ := bestKey(scores)
	if len(o.Sources) == 0 {
		keys = append(keys, first)
	}
	for _, source := range o.Sources { // each in its best setting, all in one metric
		k, n, _ := bestKey(where(scores, func(s Score) bool { return s.Source == source && s.Metric == first.metric }))
		if n > 0 {
			keys = append(keys, k)
		}
	}
	left := map[string]bool{}
	var drawn []Score
	for _, s := range scores {
		if slices.Contains(keys, keyOf(s)) {
			drawn = append(drawn, s)
		} else {
			left[s.Source+", "+cmp.Or(s.Setting, "setting not stated")] = true
		}
	}
	lines := groups(drawn, func(s Score) lineKey { return lineKey{s.Variant, keyOf(s)} })
	last := func(line *group[lineKey, Score]) Score { return line.in[len(line.in)-1] }
	slices.SortStableFunc(lines, func(a, b *group[lineKey, Score]) int {
		switch o.Sort {
		case "value":
			return cmp.Compare(last(b).Value, last(a).Value)
		case "name":
			return cmp.Compare(strings.ToLower(last(a).VariantName), strings.ToLower(last(b).VariantName))
		}
		return cmp.Compare(len(b.in), len(a.in))
	})
	if len(lines) > o.Limit {
		o.notef("%d of %d lines are drawn on %s.", o.Limit, len(lines), last(lines[0]).BenchmarkName)
		lines = lines[:o.Limit]
	}
	var names []variantName
	for _, line := range lines {
		s := last(line)
		if i := slices.IndexFunc(names, func(n variantName) bool { return n.slug == s.Variant }); i < 0 {
			names = append(names, variantName{s.Variant, s.VariantName, s.ModelName, s.Siblings})
		}
	}
	unique := uniqueNames(names)
	one := last(lines[0])
	p.Board, p.Unit, p.LowerIsBetter = one.BenchmarkName, unitName(one.Unit), !one.HigherIsBetter
	if p.Unit == "Elo" {
		p.Board += ", Elo rating"
	}
	for _, line := range lines {
		k := line.key
		s := charts.TimeSeries{Unresolved: last(line).Model == "", Name: unique[slices.IndexFunc(names, func(n variantName) bool { return n.slug == k.variant })], Model: last(line).ModelName}
		if len(keys) > 1 {
			s.Detail = k.source
		}
		days, err := o.db.SnapshotDays(ctx, k.source, benchmark, k.metric, k.protocol)
		if err != nil {
			return p, nil, err
		}
		for i, v := range line.in {
			pt := charts.TimePoint{Day: v.ReportedOn, Value: v.Value, Printed: printedNumber(v.Printed, v.Value), CILow: optional(v.CILow), CIHigh: optional(v.CIHigh), StdErr: optional(v.StdErr), Rank: int(v.Rank.Int64), Release: ReleaseOf(v.Status)}
			pt.Footnote = whyHidden(v)
			if i > 0 {
				before := line.in[i-1].ReportedOn
				pt.Absent = slices.ContainsFunc(days, func(d string) bool { return d > model.Latest(before) && model.Latest(d) < v.ReportedOn })
			}
			s.Points = append(s.Points, pt)
		}
		p.Series = append(p.Series, s)
		o.sources, slugs = append(o.sources, k.source), append(slugs, k.variant)
	}
	if err := o.noteUndrawn(ctx, &p, one, lines); err != nil {
		return p, nil, err
	}
	o.noteLeft("Left out on "+one.BenchmarkName+", of another source or in another setting: ", sortedKeys(left), "; ")
	return p, slugs, nil
}
