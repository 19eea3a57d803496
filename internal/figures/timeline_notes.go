package figures

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// noteUndrawn says for each source of a panel how many of its names are drawn, and
// which others have a better score than all that are. It gives the panel the other
// scores of its last day, so that the title does not say that somebody leads who
// does not. one is a score of the panel.
func (o *timelineFigure) noteUndrawn(ctx context.Context, p *charts.TimePanel, one Score, lines []*group[lineKey, Score]) error {
	type drawn struct {
		names map[string]bool
		day   string
		best  float64
	}
	better := func(a, b float64) bool { return a != b && (a > b) == one.HigherIsBetter }
	of := map[timeKey]*drawn{}
	var keys []timeKey
	for _, line := range lines {
		for _, s := range line.in {
			d := of[keyOf(s)]
			if d == nil {
				d = &drawn{names: map[string]bool{}, best: s.Value}
				of[keyOf(s)], keys = d, append(keys, keyOf(s))
			}
			d.names[s.ListedAs], d.day = true, max(d.day, s.ReportedOn)
			if better(s.Value, d.best) {
				d.best = s.Value
			}
		}
	}
	slices.SortFunc(keys, func(a, b timeKey) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.metric, b.metric), cmp.Compare(a.protocol, b.protocol))
	})
	for _, k := range keys {
		d := of[k]
		all, err := o.db.FollowedNames(ctx, k.source, one.Benchmark, k.metric, k.protocol, o.AsOf)
		if err != nil {
			return err
		}
		if len(all) <= len(d.names) {
			continue
		}
		o.notef("%d of %d names on record from %s on %s are drawn.", len(d.names), len(all), k.source, one.BenchmarkName)
		ahead := slices.DeleteFunc(all, func(n followedName) bool { return d.names[n.Name] || !better(n.Best, d.best) })
		slices.SortStableFunc(ahead, func(a, b followedName) int {
			if better(a.Best, b.Best) {
				return -1
			}
			if better(b.Best, a.Best) {
				return 1
			}
			return 0
		})
		var words []string
		for _, n := range ahead {
			words = append(words, fmt.Sprintf("%s (%s on %s)", n.Name, shortNumber(n.Best), n.Day))
		}
		if len(words) > 0 {
			o.note("Better than all that are drawn, and not drawn: " + joinFew(words, ", ") + ".")
		}
		last, err := o.db.FigureBoard(ctx, k.source, one.Benchmark, d.day)
		if err != nil {
			return err
		}
		for _, s := range last {
			if keyOf(s) == k && !d.names[s.ListedAs] {
				p.Left = append(p.Left, charts.TimePoint{Day: s.ReportedOn, Value: s.Value})
			}
		}
	}
	return nil
}

// eventWords are what an event is called on the figure.
var eventWords = map[string]string{"in_training": "in training", "private_testing": "in private testing"}

// events are the release events of the variants that are drawn; those of one day
// and kind share a line.
func (o *timelineFigure) events(ctx context.Context, scores []Score, variants []string) ([]charts.Event, error) {
	all, err := o.db.StatusEvents(ctx, variants)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, s := range scores {
		names[s.Variant] = s.VariantName
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
