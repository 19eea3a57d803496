package figures

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"provenance/internal/charts"
	"provenance/internal/model"
)

// A scale is what the points of a line have in common, apart from their entry.
type scale struct {
	source, metric string
	protocol       int64
}

func scaleOf(s Score) scale { return scale{s.Source, s.Metric, s.Protocol} }

// arrangeTimeline arranges the scores of variants of a model on a board by the day of the
// report.
func arrangeTimeline(ctx context.Context, o *drawing) (Records, error) {
	rows, err := o.readVariants(ctx)
	if err != nil {
		return nil, err
	}
	sel := selectFrom(o, scoresOf(rows), entryOf)
	named := len(sel.kept) > 0
	if !named && len(o.named()) == 0 {
		if rows, err = o.readNames(ctx); err != nil {
			return nil, err
		}
		sel = selectFrom(o, scoresOf(rows), entryOf)
	}
	if len(sel.kept) == 0 {
		return nil, errNothing("no score%s is on record; %s", o.asked(), o.seeAlso())
	}
	t := &charts.Timeline{}
	scores := sel.kept
	var drawn []Score
	for _, benchmark := range o.chooseBenchmarks(scores) {
		sel.kept = where(scores, func(s Score) bool { return s.Benchmark == benchmark })
		lines, err := o.addPanel(ctx, t, sel)
		if err != nil {
			return nil, err
		}
		for _, line := range lines {
			drawn = append(drawn, line.in...)
		}
	}
	sel.kept = drawn
	o.miss(o.named(), "%[1]s has no such score and no line; 'provenance show %[1]s' says where it has scores", sel.has)
	missSources(o, drawn, entryOf)
	if t.Events, err = o.events(ctx, drawn); err != nil {
		return nil, err
	}
	if !named {
		o.note("These names are of no variant on record, so their status is not known.")
		o.hintNames()
	}
	o.noteAsOf()
	return t, nil
}

// readVariants returns the scores of the variants that were named, otherwise of the model
// with the most days.
func (o *drawing) readVariants(ctx context.Context) (rows []scoreRow, err error) {
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
	for _, v := range variants {
		list, err := o.db.FigureVariant(ctx, v)
		if err != nil {
			return nil, err
		}
		rows = append(rows, list...)
	}
	for _, n := range o.Names {
		list, err := o.db.FigureName(ctx, n)
		if err != nil {
			return nil, err
		}
		rows = append(rows, list...)
	}
	return rows, nil
}

func (o *drawing) follow() followFilter {
	return followFilter{Benchmarks: o.Benchmarks, Sources: o.Sources, Until: o.AsOf}
}

// readNames returns the scores of a board whose names are all unresolved: those of the
// best names on its last day, and then of the best that have left it.
func (o *drawing) readNames(ctx context.Context) ([]scoreRow, error) {
	b, err := o.db.FollowedBoard(ctx, o.follow())
	if err != nil || b == (board{}) {
		return nil, err
	}
	rows, err := o.db.FigureBoard(ctx, b.Source, b.Benchmark, b.Day)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	last := scoresOf(rows)
	first := bestScale(last)
	last = where(last, func(s Score) bool { return scaleOf(s) == first })
	slices.SortStableFunc(last, func(a, b Score) int { return cmp.Compare(b.orderValue(), a.orderValue()) })
	listed, err := o.db.FollowedNames(ctx, b.Source, b.Benchmark, first.metric, first.protocol, o.AsOf)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(listed, func(a, b followedName) int {
		if !last[0].HigherIsBetter {
			a, b = b, a
		}
		return cmp.Compare(b.Best, a.Best)
	})
	var best []string
	add := func(name string) {
		if len(best) < o.Limit && !slices.Contains(best, name) {
			best = append(best, name)
		}
	}
	for _, s := range last {
		add(s.ListedAs)
	}
	for _, n := range listed {
		add(n.Name)
	}
	return o.db.FigureNames(ctx, b.Source, b.Benchmark, best)
}

// chooseBenchmarks returns the benchmarks that were named and have a score. If none was
// named, it returns the one with the most points in one source and setting, and prefers
// one with both a public variant and one that was not.
func (o *drawing) chooseBenchmarks(scores []Score) []string {
	if len(o.Benchmarks) == 0 {
		return []string{preferred(scores, func(Score) bool { return true }, benchmarkOf, func(in []Score) []int {
			best := bestScale(in)
			return rankScale(where(in, func(s Score) bool { return scaleOf(s) == best }))
		})[true]}
	}
	return where(o.Benchmarks, func(b string) bool {
		has := slices.ContainsFunc(scores, func(s Score) bool { return s.Benchmark == b })
		o.miss([]string{b}, "%s has no such score and no panel", func(string) bool { return has })
		return has
	})
}

// bestScale returns the source, metric and setting with the most points. It prefers one
// with both a public variant and one that was not.
func bestScale(scores []Score) scale {
	return preferred(scores, func(Score) bool { return true }, scaleOf, rankScale)[true]
}

func rankScale(in []Score) []int {
	public := slices.ContainsFunc(in, func(s Score) bool { return s.release() == charts.Released })
	return []int{boolToInt(public && slices.ContainsFunc(in, Score.hidden)), len(in)}
}

// keepScales keeps the scores on a benchmark that are in one source, metric and setting.
// If several sources were named, it keeps the best setting of each, all in one metric. It
// returns the number of scales.
func (o *drawing) keepScales(sel *Selection[Score]) int {
	first := bestScale(sel.kept)
	scales := []scale{first}
	if len(o.Sources) > 0 {
		scales = nil
	}
	for _, source := range o.Sources {
		if in := where(sel.kept, func(s Score) bool { return s.Source == source && s.Metric == first.metric }); len(in) > 0 {
			scales = append(scales, bestScale(in))
		}
	}
	omission := sel.keep(OtherSource, func(s Score) bool { return slices.Contains(scales, scaleOf(s)) }, func(s Score) string { return s.Source + ", " + settingOf(s) })
	if omission != nil {
		omission.On = sel.kept[0].BenchmarkName
	}
	return len(scales)
}

// A lineKey identifies the line that a point belongs to.
type lineKey struct {
	entry string
	scale
}

// A line holds the scores of an entry in the order of days.
type line = *group[lineKey, Score]

func lastOf(l line) Score { return l.in[len(l.in)-1] }

// addPanel adds the panel of a benchmark and returns the lines that it draws.
func (o *drawing) addPanel(ctx context.Context, t *charts.Timeline, sel *Selection[Score]) ([]line, error) {
	scales := o.keepScales(sel)
	lines := groups(sel.kept, func(s Score) lineKey { return lineKey{s.key, scaleOf(s)} })
	slices.SortStableFunc(lines, func(a, b line) int {
		switch o.Sort {
		case "value":
			return cmp.Compare(lastOf(b).Value, lastOf(a).Value)
		case "name":
			return cmp.Compare(strings.ToLower(lastOf(a).VariantName), strings.ToLower(lastOf(b).VariantName))
		}
		return cmp.Compare(len(b.in), len(a.in))
	})
	one := lastOf(lines[0])
	lines = limit(o, lines, "lines on "+one.BenchmarkName, "")
	of := groups(lines, func(l line) string { return l.key.entry })
	unique := uniqueNames(of, func(g *group[string, line]) entry { return lastOf(g.in[0]).Entry })
	p := charts.TimePanel{Board: one.BenchmarkName, Unit: unitName(one.Unit), LowerIsBetter: !one.HigherIsBetter}
	if p.Unit == "Elo" {
		p.Board += ", Elo rating"
	}
	for _, l := range lines {
		name := unique[slices.IndexFunc(of, func(g *group[string, line]) bool { return g.key == l.key.entry })]
		s := charts.TimeSeries{Unresolved: lastOf(l).Variant == "", Name: name, Model: lastOf(l).ModelName}
		if scales > 1 {
			s.Detail = l.key.source
		}
		days, err := o.db.SnapshotDays(ctx, l.key.source, one.Benchmark, l.key.metric, l.key.protocol)
		if err != nil {
			return nil, err
		}
		for i, v := range l.in {
			pt := charts.TimePoint{Day: v.ReportedOn, Score: chartScore(v)}
			pt.Footnote, pt.Preview = whyHidden(v), v.hidden() && strings.HasPrefix(v.Status, "preview on ")
			if i > 0 {
				before := l.in[i-1].ReportedOn
				between := func(d string) bool { return d > model.Latest(before) && model.Latest(d) < v.ReportedOn }
				pt.Absent = slices.ContainsFunc(days, between)
				if pt.Absent && v.Variant != "" {
					other, err := o.db.OtherMeanings(ctx, v.Entry)
					if err != nil {
						return nil, err
					}
					pt.Reassigned = slices.ContainsFunc(other, between)
				}
			}
			s.Points = append(s.Points, pt)
		}
		p.Series = append(p.Series, s)
		o.sources = append(o.sources, l.key.source)
	}
	if err := o.noteOthers(ctx, &p, lines); err != nil {
		return nil, err
	}
	o.omit(sel.omitted...)
	sel.omitted = nil
	t.Panels = append(t.Panels, p)
	return lines, nil
}
