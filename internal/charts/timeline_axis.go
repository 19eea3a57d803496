package charts

import (
	"math"
	"time"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// axis returns the ends of a panel's axis of values and its ticks.
func (p *TimePanel) axis() (first, last float64, out []float64) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range p.Series {
		for k := range p.Series[i].Points {
			l, h, _ := p.Series[i].Points[k].interval()
			v := p.Series[i].Points[k].Value
			lo, hi = min(lo, l, v), max(hi, h, v)
		}
	}
	if lo == hi {
		d := max(math.Abs(lo)/10, 1e-9)
		lo, hi = lo-d, hi+d
	}
	pad := hi*.06 - lo*.06
	first, last = lo-pad, hi+pad
	first, out = canvas.TicksWithin(canvas.Ticks(lo, hi, 5), first, lo, last)
	return first, last, out
}

// dates returns the ticks of the axis of days: years, quarters, months, or days.
func (l *timeLayout) dates() []timeTick {
	day := func(d float64) time.Time { return time.Unix(int64(d*86400), 0).UTC() }
	from, to := day(l.first), day(l.last)
	at := func(t time.Time) float64 { return float64(t.Unix()) / 86400 }
	room := float64(l.plot1 - l.plot0)
	perDay := room / (l.last - l.first)
	type step struct {
		years, months, days int
		format              string
		width               float64 // of a label
	}
	for _, s := range []step{{0, 0, 1, "2 Jan 2006", 58}, {0, 0, 7, "2 Jan 2006", 58}, {0, 1, 0, "Jan 2006", 50}, {0, 3, 0, "Jan 2006", 50}, {1, 0, 0, "2006", 30}, {5, 0, 0, "2006", 30}, {25, 0, 0, "2006", 30}, {100, 0, 0, "2006", 30}, {1000, 0, 0, "2006", 30}} {
		length := float64(s.years)*365 + float64(s.months)*30 + float64(s.days)
		if length*perDay < s.width {
			continue
		}
		var t time.Time
		switch {
		case s.years > 0:
			t = time.Date(from.Year()-from.Year()%s.years, 1, 1, 0, 0, 0, 0, time.UTC)
		case s.months > 0:
			t = time.Date(from.Year(), time.Month((int(from.Month())-1)/s.months*s.months+1), 1, 0, 0, 0, 0, time.UTC)
		default:
			t = time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, time.UTC)
		}
		var out []timeTick
		for ; !t.After(to); t = t.AddDate(s.years, s.months, s.days) {
			if at(t) >= l.first {
				out = append(out, timeTick{at(t), t.Format(s.format)})
			}
		}
		return out
	}
	return nil
}

// events gives each event a lane for its label, the earliest the highest, so that
// the line of a later one does not run through the text of an earlier. A label
// begins at its line; one that would be cut at the right edge begins before it, as
// far as the line of the event before lets it.
func (t *Timeline) events(l *timeLayout) {
	l.lanes, l.begin = make([]int, len(t.Events)), make([]vg.Length, len(t.Events))
	type laid struct {
		end  vg.Length
		lane int
	}
	var before []laid
	for i, e := range t.Events {
		x := l.x(at(e.Day)) + 4
		if over := x + timeEvent.Width(e.label()) - (canvas.Width - canvas.Margin); over > 0 {
			x -= over
			for k := i - 1; k >= 0; k-- {
				if before := at(t.Events[k].Day); before < at(e.Day) {
					x = max(x, min(l.x(before)+8, l.x(at(e.Day))+4))
					break
				}
			}
			x = max(x, canvas.Margin)
		}
		l.begin[i] = x
		lane := 0
		for _, b := range before {
			if b.end+8 > x {
				lane = max(lane, b.lane+1)
			}
		}
		if lane >= mostEvents {
			l.lanes[i] = -1
			l.unlabelled++
			continue
		}
		l.lanes[i] = lane
		l.nLanes = max(l.nLanes, lane+1)
		before = append(before, laid{x + timeEvent.Width(l.eventText(i, e)), lane})
	}
}

func (e Event) label() string { return e.Day + "  " + e.Text }

// eventText is the label of event i, as long as there is room to its right.
func (l *timeLayout) eventText(i int, e Event) string {
	return timeEvent.Shorten(e.label(), canvas.Width-canvas.Margin-l.begin[i])
}
