package charts

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// Limits of what a timeline can show and still be read.
const (
	mostLines  = 12     // series of a panel
	mostEvents = 10     // labelled
	mostPoints = 20_000 // of all series
)

// A TimePoint is a score by the day of its report.
type TimePoint struct {
	Day string // YYYY-MM-DD, or YYYY-MM or YYYY: drawn across the days that it may be
	Score
	Absent bool // between the point before and this one the board had snapshots without it
}

// A TimeSeries is one variant in one source, in the order of days.
type TimeSeries struct {
	Name       string
	Detail     string // a second, smaller line next to the last value: source, setting
	Unresolved bool   // the name is of no variant on record, so that its status cannot be known
	Model      string // what parts of a name say: two series of one model are compared
	Points     []TimePoint
}

// An Event is a dated change of a variant's status.
type Event struct{ Day, Text string }

// A TimePanel is a board with its own axis.
type TimePanel struct {
	Board         string
	Unit          string
	LowerIsBetter bool
	Series        []TimeSeries
	Left          []TimePoint // scores on its last day of entries that are not drawn: who leads must be ahead of them, too
}

// Timeline is a figure of scores by the day of their report, a panel a board,
// with events as vertical lines.
type Timeline struct {
	About
	Panels []TimePanel
	Events []Event
}

// days returns the first and the last day that a date may be, as days since 1970.
func days(day string) (first, last float64, err error) {
	layout, months, years := "2006-01-02", 0, 0
	switch len(day) {
	case 4:
		layout, years = "2006", 1
	case 7:
		layout, months = "2006-01", 1
	}
	t, err := time.Parse(layout, day)
	if err != nil {
		return 0, 0, fmt.Errorf("%q is no day", day)
	}
	first = float64(t.Unix()) / 86400
	if months+years == 0 {
		return first, first, nil
	}
	return first, float64(t.AddDate(years, months, -1).Unix()) / 86400, nil
}

// at is the day at which a date is drawn, the middle of what it may be.
func at(day string) float64 {
	first, last, _ := days(day)
	return (first + last) / 2
}

// Figure lays the panels out, one below the other on one axis of days.
func (t *Timeline) Figure() (*Figure, error) {
	n := 0
	for _, p := range t.Panels {
		if len(p.Series) > mostLines {
			return nil, fmt.Errorf("timeline: %w: %d lines on %s, at most %d can be told apart", ErrTooMany, len(p.Series), p.Board, mostLines)
		}
		for _, s := range p.Series {
			for i := range s.Points {
				pt := &s.Points[i]
				if _, _, err := days(pt.Day); err != nil {
					return nil, fmt.Errorf("timeline: %s: %w", s.Name, err)
				}
				if !finite(&pt.Value, pt.CILow, pt.CIHigh, pt.StdErr) {
					return nil, fmt.Errorf("timeline: %s %s: a value is not finite", s.Name, pt.Day)
				}
				n++
			}
		}
	}
	if n == 0 {
		return nil, fmt.Errorf("timeline: %w: no score with a day", ErrEmpty)
	}
	if n > mostPoints {
		return nil, fmt.Errorf("timeline: %w: %d points, at most %d", ErrTooMany, n, mostPoints)
	}
	for _, e := range t.Events {
		if _, _, err := days(e.Day); err != nil {
			return nil, fmt.Errorf("timeline: event %q: %w", e.Text, err)
		}
	}
	data := t.data()
	gl := &canvas.Glyphs{}
	t = t.drawable(gl)
	p := t.page(t.title(), t.subtitle(), data, gl)
	p.Legend(t.keys(p))
	ns := &canvas.Notes{}
	for _, panel := range t.Panels {
		for _, s := range panel.Series {
			for _, pt := range s.Points {
				ns.AddFor(pt.Footnote, pt.Release)
			}
		}
	}
	l := t.layout()
	t.draw(p, l, ns)
	list := []string{"Points are reports, not measurements anew: each is as its source printed it on that day."}
	if l.unlabelled > 0 {
		list = append(list, "Not labelled, for want of room: "+plural(l.unlabelled, "more event")+".")
	}
	return t.footer(p, ns, list, gl), nil
}

// data is the table of the figure: a row for each point, then one for each event.
func (t *Timeline) data() canvas.Table {
	d := canvas.Table{Header: []string{"board", "unit", "lower_is_better", "series", "detail", "day", "value", "value_as_shown", "ci_low", "ci_high", "stderr", "rank", "release", "absent_before", "footnote", "event"}}
	for _, p := range t.Panels {
		for _, s := range p.Series {
			for _, pt := range s.Points {
				rank := ""
				if pt.Rank > 0 {
					rank = strconv.Itoa(pt.Rank)
				}
				d.Rows = append(d.Rows, []string{p.Board, p.Unit, strconv.FormatBool(p.LowerIsBetter), s.Name, s.Detail, pt.Day, canvas.FullNumber(pt.Value), pt.Printed, canvas.OptionalNumber(pt.CILow), canvas.OptionalNumber(pt.CIHigh), canvas.OptionalNumber(pt.StdErr),
					rank, pt.Release.String(), strconv.FormatBool(pt.Absent), pt.Footnote, ""})
			}
		}
	}
	for _, e := range t.Events {
		row := make([]string, len(d.Header))
		row[5], row[len(row)-1] = e.Day, e.Text
		d.Rows = append(d.Rows, row)
	}
	return d
}

// drawable returns a copy whose texts the font has, whose points are in the order
// of days, and that has no panel or series without a point.
func (t *Timeline) drawable(g *canvas.Glyphs) *Timeline {
	d := *t
	d.About = t.About.drawable(g)
	d.Panels, d.Events = nil, slices.Clone(t.Events)
	for _, p := range t.Panels {
		panel := TimePanel{Board: g.Text(p.Board), Unit: g.Text(p.Unit), LowerIsBetter: p.LowerIsBetter, Left: p.Left}
		for _, s := range p.Series {
			if len(s.Points) == 0 {
				continue
			}
			s.Name, s.Detail, s.Points = g.Text(s.Name), g.Text(s.Detail), slices.Clone(s.Points)
			for i := range s.Points {
				pt := &s.Points[i]
				pt.Printed, pt.Footnote = g.Text(pt.Printed), g.Text(pt.Footnote)
			}
			slices.SortStableFunc(s.Points, func(a, b TimePoint) int { return cmp.Compare(at(a.Day), at(b.Day)) })
			panel.Series = append(panel.Series, s)
		}
		if len(panel.Series) > 0 {
			d.Panels = append(d.Panels, panel)
		}
	}
	for i := range d.Events {
		d.Events[i].Text = g.Text(d.Events[i].Text)
	}
	slices.SortStableFunc(d.Events, func(a, b Event) int { return cmp.Compare(at(a.Day), at(b.Day)) })
	return &d
}

// last is the last point of a series.
func (s *TimeSeries) last() *TimePoint { return &s.Points[len(s.Points)-1] }

// hidden reports whether the public could get the variant on none of the days.
func (s *TimeSeries) hidden() bool {
	return !slices.ContainsFunc(s.Points, func(p TimePoint) bool { return p.Release != NotReleased })
}

// each calls fn for every point.
func (t *Timeline) each(fn func(s *TimeSeries, pt *TimePoint)) {
	for i := range t.Panels {
		for k := range t.Panels[i].Series {
			s := &t.Panels[i].Series[k]
			for j := range s.Points {
				fn(s, &s.Points[j])
			}
		}
	}
}

func (t *Timeline) keys(p *canvas.Page) []canvas.Key {
	hidden, public, unknown, intervals := false, false, false, false
	t.each(func(_ *TimeSeries, pt *TimePoint) {
		hidden, public, unknown = hidden || pt.Release == NotReleased, public || pt.Release == Released, unknown || pt.Release == Unknown
		_, _, ok := pt.interval()
		intervals = intervals || ok
	})
	var keys []canvas.Key
	if hidden {
		keys = append(keys, canvas.Key{Name: "not public when reported*", Release: NotReleased, Pill: "NOT RELEASED", Wide: 22, Swatch: func(x, y vg.Length) {
			p.Line(canvas.NotPublic, 1.4, x, y, x+22, y, 5, 3)
			p.Mark(canvas.Look{Release: NotReleased}, x+11, y)
		}})
	}
	if public {
		keys = append(keys, canvas.Key{Name: "public", Release: Released, Wide: 22, Swatch: func(x, y vg.Length) {
			p.Line(canvas.Blue, 1.8, x, y, x+22, y)
			p.Mark(canvas.Look{Release: Released, Fill: canvas.Blue}, x+11, y)
		}})
	}
	if unknown {
		keys = append(keys, canvas.Key{Name: unknownKey(t.whyUnknown()), Release: Unknown, Pill: "STATUS UNKNOWN", Wide: 22, Swatch: func(x, y vg.Length) {
			p.Line(canvas.Blue, 1.8, x, y, x+22, y)
			p.Mark(canvas.Look{Release: Unknown, Fill: canvas.Blue}, x+11, y)
		}})
	}
	if intervals {
		keys = append(keys, canvas.Key{Name: "interval, as reported", Wide: 4, Swatch: func(x, y vg.Length) { p.Line(canvas.Ink, 1, x+2, y-7, x+2, y+7) }})
	}
	return keys
}
