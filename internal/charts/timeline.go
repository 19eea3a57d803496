package charts

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// Limits of a timeline that stays readable.
const (
	mostLines  = 12     // series in a panel
	mostEvents = 10     // events with a label
	mostPoints = 20_000 // points of all series
)

// A TimePoint is a score by the day of its report.
type TimePoint struct {
	Day string // YYYY-MM-DD; YYYY-MM or YYYY is drawn across all days that it may mean
	Score
	Absent bool // the board had snapshots without it between the previous point and this one

	// Reassigned says that such a snapshot prints the name of this point for another build, or
	// for one that is not known.
	Reassigned bool
	// Preview says that the board had it as a preview, and nobody else did.
	Preview bool
}

// A TimeSeries is the scores of one variant in one source, in the order of days.
type TimeSeries struct {
	Name       string
	Detail     string // a second, smaller line next to the last value: source, setting
	Unresolved bool   // the name is not resolved to a variant, so its status is not known
	Model      string // two series of one model are compared
	Points     []TimePoint
	NoLead     bool // the source contradicts that its last score is ahead of the others
}

// An Event is a dated change of a variant's status.
type Event struct{ Day, Text string }

// A TimePanel is a board with an axis of its own.
type TimePanel struct {
	Board         string
	Unit          string
	LowerIsBetter bool
	Series        []TimeSeries
	Others        []TimePoint // scores of entries that are not drawn, on its last day: the highest must be ahead of them too
}

// Timeline is a figure of scores by the day of their report, with a panel for each board
// and vertical lines for events.
type Timeline struct {
	About
	Panels []TimePanel
	Events []Event
}

// Figure lays the panels out, one below the other on a common axis of days. It returns an
// error that wraps ErrEmpty or ErrTooMany, or one that says which data is inconsistent.
func (t *Timeline) Figure() (*Figure, error) {
	n := 0
	for _, p := range t.Panels {
		if len(p.Series) > mostLines {
			return nil, fmt.Errorf("timeline: %w: %d lines on %s, at most %d can be told apart", ErrTooMany, len(p.Series), p.Board, mostLines)
		}
		for _, s := range p.Series {
			for i := range s.Points {
				pt := &s.Points[i]
				if _, _, err := canvas.Days(pt.Day); err != nil {
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
		if _, _, err := canvas.Days(e.Day); err != nil {
			return nil, fmt.Errorf("timeline: event %q: %w", e.Text, err)
		}
	}
	data := t.data()
	gl := &canvas.Glyphs{}
	t = canvas.Drawable(gl, t).sorted()
	p := t.Page(t.title(), t.subtitle(), data, gl)
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
	list := []string{"Each point is what a source printed on that day; it need not have been measured again."}
	if l.unlabelled > 0 {
		list = append(list, "There is no room to label "+canvas.Plural(l.unlabelled, "more event")+".")
	}
	return t.Footer(p, ns, list, gl), nil
}

// data returns the data table of the figure: a row for each point, then one for each
// event.
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

// sorted returns a copy with points and events sorted by day, without empty panels and
// series.
func (t *Timeline) sorted() *Timeline {
	for i := range t.Panels {
		p := &t.Panels[i]
		p.Series = slices.DeleteFunc(p.Series, func(s TimeSeries) bool { return len(s.Points) == 0 })
		for _, s := range p.Series {
			slices.SortStableFunc(s.Points, func(a, b TimePoint) int { return cmp.Compare(canvas.DayOf(a.Day), canvas.DayOf(b.Day)) })
		}
	}
	t.Panels = slices.DeleteFunc(t.Panels, func(p TimePanel) bool { return len(p.Series) == 0 })
	slices.SortStableFunc(t.Events, func(a, b Event) int { return cmp.Compare(canvas.DayOf(a.Day), canvas.DayOf(b.Day)) })
	return t
}

// last returns the last point of a series.
func (s *TimeSeries) last() *TimePoint { return &s.Points[len(s.Points)-1] }

// hidden reports whether the public could not get the variant on any of the days.
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
	statuses, intervals := canvas.Census{}, false
	t.each(func(s *TimeSeries, pt *TimePoint) {
		statuses.Add(pt.Release, s.Unresolved)
		_, _, ok := pt.interval()
		intervals = intervals || ok
	})
	onLine := func(l canvas.Look) func(x, y vg.Length) {
		return func(x, y vg.Length) {
			if l.Release == NotReleased {
				p.Line(canvas.NotPublic, 1.4, x, y, x+22, y, 5, 3)
			} else {
				p.Line(canvas.Blue, 1.8, x, y, x+22, y)
			}
			p.Mark(l, x+11, y)
		}
	}
	var keys []canvas.Key
	if statuses.Hidden > 0 {
		keys = append(keys, canvas.HiddenKey("not public when reported", onLine(canvas.Look{Release: NotReleased})))
	}
	if statuses.Released > 0 {
		keys = append(keys, canvas.Key{Name: "public", Release: Released, Swatch: onLine(canvas.Look{Release: Released, Fill: canvas.Blue})})
	}
	if statuses.Unknown > 0 {
		keys = append(keys, statuses.UnknownKey(onLine(canvas.Look{Release: Unknown, Fill: canvas.Blue})))
	}
	for i := range keys {
		keys[i].Wide = 22
	}
	if intervals {
		keys = append(keys, canvas.Key{Name: "interval, as reported", Wide: 4, Swatch: func(x, y vg.Length) { p.Line(canvas.Ink, 1, x+2, y-7, x+2, y+7) }})
	}
	return keys
}
