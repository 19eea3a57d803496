package figures

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// noteOthers adds footnotes that say, for each source of a panel, how many of its names
// are drawn and which others have a better score than all drawn ones. It also passes the
// other scores of the last day to the panel, and marks the series of which the source
// contradicts that they are ahead: the title may not call them the highest.
func (o *drawing) noteOthers(ctx context.Context, p *charts.TimePanel, lines []line) error {
	var drawn []Score
	for _, l := range lines {
		drawn = append(drawn, l.in...)
	}
	of := groups(drawn, scaleOf)
	slices.SortFunc(of, func(a, b *group[scale, Score]) int {
		return cmp.Or(cmp.Compare(a.key.source, b.key.source), cmp.Compare(a.key.metric, b.key.metric), cmp.Compare(a.key.protocol, b.key.protocol))
	})
	for _, g := range of {
		k, one := g.key, g.in[0]
		day := slices.Max(textsOf(g.in, func(s Score) string { return s.ReportedOn }))
		rows, err := o.db.FigureBoard(ctx, k.source, one.Benchmark, day)
		if err != nil {
			return err
		}
		last := scoresOf(rows)
		for i, l := range lines {
			if s := lastOf(l); l.key.scale == k {
				p.Series[i].NoLead = len(of) > 1 || s.ReportedOn == day && contradicted(s, last, true)
			}
		}
		names := textsOf(g.in, func(s Score) string { return s.ListedAs })
		all, err := o.db.FollowedNames(ctx, k.source, one.Benchmark, k.metric, k.protocol, o.AsOf)
		if err != nil {
			return err
		}
		if len(all) <= len(names) {
			continue
		}
		o.omit(Omission{Reason: BeyondLimit, What: []string{"names on record from " + k.source + " on " + one.BenchmarkName}, Drawn: len(names), All: len(all)})
		best := slices.MaxFunc(g.in, func(a, b Score) int { return cmp.Compare(a.orderValue(), b.orderValue()) })
		better := func(a, b float64) bool { return a != b && (a > b) == one.HigherIsBetter }
		ahead := where(all, func(n followedName) bool { return !slices.Contains(names, n.Name) && better(n.Best, best.Value) })
		slices.SortStableFunc(ahead, func(a, b followedName) int {
			return boolToInt(better(b.Best, a.Best)) - boolToInt(better(a.Best, b.Best))
		})
		var words []string
		for _, n := range ahead {
			words = append(words, fmt.Sprintf("%s (%s on %s)", n.Name, shortNumber(n.Best), n.Day))
		}
		o.omit(Omission{Reason: Better, What: words})
		for _, s := range last {
			if scaleOf(s) == k && !slices.Contains(names, s.ListedAs) {
				p.Others = append(p.Others, charts.TimePoint{Day: s.ReportedOn, Score: charts.Score{Value: s.Value}})
			}
		}
	}
	return nil
}

// eventWords has the words for statuses whose name is not readable as it is.
var eventWords = map[string]string{"in_training": "in training", "private_testing": "in private testing", "not_public": "not public"}

// events returns the release events of the drawn variants. Events of the same day and kind
// share one line.
func (o *drawing) events(ctx context.Context, drawn []Score) ([]charts.Event, error) {
	names := map[string]string{}
	for _, s := range drawn {
		names[s.Variant] = s.VariantName
	}
	all, err := o.db.StatusEvents(ctx, textsOf(drawn, func(s Score) string { return s.Variant }))
	if err != nil {
		return nil, err
	}
	var out []charts.Event
	type kind struct{ day, status, scope string }
	known := where(all, func(e statusEvent) bool { return o.wantsDay(e.Day) })
	for _, g := range groups(known, func(e statusEvent) kind { return kind{e.Day, e.Status, e.Scope} }) {
		k := g.key
		var of []string
		for _, e := range g.in {
			of = append(of, names[e.Variant])
		}
		text := strings.Join(of, ", ") + " " + cmp.Or(eventWords[k.status], k.status)
		if k.scope != "" {
			text += " on " + k.scope
			if k.status == "preview" || k.status == "released" {
				text += " alone"
			}
		}
		out = append(out, charts.Event{Day: k.day, Text: text})
	}
	return out, nil
}
