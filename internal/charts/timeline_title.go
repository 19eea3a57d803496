package charts

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"provenance/internal/charts/canvas"
)

// A timeGap is the difference between a variant that was not public and a public one of
// the same model, on the last day on which a board lists both.
type timeGap struct {
	hidden, public           *TimeSeries
	hiddenPoint, publicPoint *TimePoint
}

// gap finds the timeGap of a panel. It reports false if there is none, or if all that is
// stated alike of the two scores is a label of effort.
func (p *TimePanel) gap() (g timeGap, ok bool) {
	if p.effortNote() != "" {
		return g, false
	}
	for i := range p.Series {
		for k := range p.Series {
			a, b := &p.Series[i], &p.Series[k]
			if a == b || a.Model != b.Model || a.Model == "" || a.Detail != b.Detail {
				continue
			}
			for x := range a.Points {
				for y := range b.Points {
					hidden, public := &a.Points[x], &b.Points[y]
					if hidden.Day == public.Day && (hidden.Release == NotReleased || hidden.NoRelease) && public.Release == Released && (!ok || canvas.DayOf(hidden.Day) > canvas.DayOf(g.hiddenPoint.Day)) {
						g, ok = timeGap{a, b, hidden, public}, true
					}
				}
			}
		}
	}
	return g, ok
}

// effortNote returns the end of a title that compares scores under one label of effort: two
// variants may spend other amounts under it.
func (p *TimePanel) effortNote() string {
	label := p.Series[0].last().Effort
	for _, s := range p.Series[1:] {
		if e := s.last().Effort; e == label && e != "" && s.Name != p.Series[0].Name && !strings.ContainsAny(e, "0123456789") {
			return fmt.Sprintf("; “%s” need not be the same compute for both", e)
		}
	}
	return ""
}

// amount writes a difference of two scores of the panel.
func (p *TimePanel) amount(v float64, a, b *TimePoint) string {
	g := Gap{Unit: p.Unit, Pairs: []Pair{{Gap: v, NotPublic: Mark{Score: a.Score}, Released: Mark{Score: b.Score}}}}
	return g.amount(math.Abs(v))
}

func (t *Timeline) title() string {
	for i := range t.Panels {
		p := &t.Panels[i]
		if g, ok := p.gap(); ok && g.hiddenPoint.Value != g.publicPoint.Value {
			side := (&Gap{LowerIsBetter: p.LowerIsBetter}).side(g.hiddenPoint.Value - g.publicPoint.Value)
			pair := Pair{NotPublic: Mark{Score: g.hiddenPoint.Score}, Released: Mark{Score: g.publicPoint.Score}, Preview: g.hiddenPoint.Preview}
			return fmt.Sprintf("%s: on %s %s stood %s %s the released one%s", canvas.ShortName(g.hidden.Model), g.hiddenPoint.Day, hiddenOnes([]Pair{pair}), p.amount(g.hiddenPoint.Value-g.publicPoint.Value, g.hiddenPoint, g.publicPoint), side, t.on(p))
		}
	}
	return t.alone(&t.Panels[0])
}

// alone returns the title if no panel has a timeGap: the largest change that exceeds its
// intervals, otherwise the highest score on the last day, otherwise the first and the last score
// of one variant.
func (t *Timeline) alone(p *TimePanel) string {
	var most *TimeSeries
	for i := range p.Series {
		s := &p.Series[i]
		if !s.changed() {
			continue
		}
		if most == nil || s.moved() > most.moved() || s.moved() == most.moved() && p.better(s.last(), most.last()) {
			most = s
		}
	}
	if most != nil {
		a, b := &most.Points[0], most.last()
		return fmt.Sprintf("%s went from %s on %s to %s on %s%s%s", canvas.ShortName(most.Name), a.Printed, a.Day, b.Printed, b.Day, t.on(p), b.caveat())
	}
	within := ""
	for i := range p.Series {
		if p.Series[i].moved() > 0 {
			within = "; no change is beyond the intervals"
		}
	}
	if s := p.leader(); s != nil {
		best := "highest"
		if p.LowerIsBetter {
			best = "lowest, and so the best,"
		}
		return fmt.Sprintf("%s has the %s of the %d scores drawn on %s, %s%s%s%s", canvas.ShortName(s.Name), best, p.on(s.last().Day), s.last().Day, s.last().Printed, t.on(p), s.last().caveat(), within+p.effortNote())
	}
	best := &p.Series[0]
	for i := range p.Series {
		if p.better(p.Series[i].last(), best.last()) {
			best = &p.Series[i]
		}
	}
	a, b := &best.Points[0], best.last()
	on := "" // a title that says neither who leads nor what changed names the board, even the only one
	if p.Board != "" {
		on = " on " + canvas.ShortName(p.Board)
	}
	switch {
	case a.Day == b.Day:
		return fmt.Sprintf("%s stood at %s%s on %s%s", canvas.ShortName(best.Name), b.Printed, on, b.Day, b.caveat())
	case a.Printed == b.Printed:
		return fmt.Sprintf("%s stood at %s%s from %s to %s%s", canvas.ShortName(best.Name), a.Printed, on, a.Day, b.Day, b.caveat())
	}
	return fmt.Sprintf("%s stood at %s%s on %s and at %s on %s, within the intervals%s", canvas.ShortName(best.Name), a.Printed, on, a.Day, b.Printed, b.Day, b.caveat())
}

// better reports whether a is better than b in the panel.
func (p *TimePanel) better(a, b *TimePoint) bool {
	return a.Value != b.Value && (a.Value > b.Value) != p.LowerIsBetter
}

// moved returns how much a series changed from its first day to its last.
func (s *TimeSeries) moved() float64 {
	if s.last().Day == s.Points[0].Day {
		return 0
	}
	return math.Abs(s.last().Value - s.Points[0].Value)
}

// changed reports whether a series changed by more than its intervals allow, added in
// quadrature. If one of the two days has no interval, that is unknown, and any change
// counts.
func (s *TimeSeries) changed() bool {
	a, b := &s.Points[0], s.last()
	lo1, hi1, ok1 := a.interval()
	lo2, hi2, ok2 := b.interval()
	if !ok1 || !ok2 {
		return s.moved() > 0
	}
	return s.moved() > math.Hypot(hi1-lo1, hi2-lo2)/2
}

// leader returns the series with the best score on the last day of the panel. It returns
// nil if two share it, if an entry that is not drawn is at least as good, or if the source
// contradicts it: see TimeSeries.NoLead.
func (p *TimePanel) leader() *TimeSeries {
	day := ""
	for i := range p.Series {
		day = max(day, p.Series[i].last().Day)
	}
	var best *TimeSeries
	var all []*Score
	for i := range p.Series {
		if s := &p.Series[i]; s.last().Day == day {
			all = append(all, &s.last().Score)
			if best == nil || p.better(s.last(), best.last()) {
				best = s
			}
		}
	}
	for i := range p.Others {
		all = append(all, &p.Others[i].Score)
	}
	all = slices.DeleteFunc(all, func(s *Score) bool { return s == &best.last().Score })
	tie := func(s *Score) bool {
		return s.Value == best.last().Value || (s.Value > best.last().Value) != p.LowerIsBetter
	}
	if p.on(day) < 2 || best.NoLead || slices.ContainsFunc(all, tie) || !best.last().first(all) {
		return nil
	}
	return best
}

// on returns how many series end on a day.
func (p *TimePanel) on(day string) (n int) {
	for i := range p.Series {
		if p.Series[i].last().Day == day {
			n++
		}
	}
	return n
}

// on returns ", on BOARD" for the title of a figure with several panels.
func (t *Timeline) on(p *TimePanel) string {
	if len(t.Panels) < 2 || p.Board == "" {
		return ""
	}
	return ", on " + canvas.ShortName(p.Board)
}

func (t *Timeline) subtitle() string {
	what := "Scores by the day of the report"
	if len(t.Panels) == 1 && t.Panels[0].heading() != "" {
		what = t.Panels[0].heading() + ": score by the day of the report"
	} else if len(t.Panels) > 1 {
		what += ", each board on an axis of its own"
	}
	what += "."
	if len(t.Events) > 0 {
		what += " Dashed vertical lines mark events."
	}
	intervals, points, absent, reassigned, statuses := 0, 0, false, false, canvas.Census{}
	t.each(func(s *TimeSeries, pt *TimePoint) {
		points++
		if _, _, ok := pt.interval(); ok {
			intervals++
		}
		absent = absent || pt.Absent
		reassigned = reassigned || pt.Reassigned
		statuses.Add(pt.Release, s.Unresolved)
	})
	if absent {
		what += " A dotted line bridges days on which " + t.whose() + " source did not list it"
		if reassigned {
			what += " or printed its name for another build"
		}
		what += "."
	}
	switch {
	case intervals == 0:
		what += " No interval reported."
	case intervals < points:
		what += fmt.Sprintf(" Intervals where they are reported, for %d of %d points.", intervals, points)
	}
	if statuses.Unknown > 0 {
		what += " Dotted outline: status unknown, " + statuses.Why() + "."
	}
	return what
}

// heading returns the board of a panel with its unit and direction.
func (p *TimePanel) heading() string {
	return (&Gap{Board: p.Board, Unit: p.Unit, LowerIsBetter: p.LowerIsBetter}).heading()
}

// whose returns "this" if the figure has one source, otherwise "its".
func (t *Timeline) whose() string {
	for _, p := range t.Panels {
		if len(t.Panels) > 1 || slices.ContainsFunc(p.Series, func(s TimeSeries) bool { return s.Detail != p.Series[0].Detail }) {
			return "its"
		}
	}
	return "this"
}
