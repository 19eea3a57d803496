package charts

import (
	"math"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// axis computes the axis of values of a panel.
func (p *TimePanel) axis() canvas.ValueAxis {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range p.Series {
		for k := range p.Series[i].Points {
			lo, hi = p.Series[i].Points[k].reach(lo, hi)
		}
	}
	return canvas.AxisOver(lo, hi, .06, 5)
}

// placeEvents gives the label of each event a lane, the earliest event the highest, so
// that the line of a later event does not cross the text of an earlier one. A label starts
// at its line. If the right edge would cut it, it starts further left, but not before the
// line of the previous event.
func (t *Timeline) placeEvents(l *timeLayout) {
	l.lanes, l.begin = make([]int, len(t.Events)), make([]vg.Length, len(t.Events))
	type laid struct {
		end  vg.Length
		lane int
	}
	var before []laid
	for i, e := range t.Events {
		x := l.x(canvas.DayOf(e.Day)) + 4
		if over := x + timeEvent.Width(e.label()) - (canvas.Width - canvas.Margin); over > 0 {
			x -= over
			for k := i - 1; k >= 0; k-- {
				if before := canvas.DayOf(t.Events[k].Day); before < canvas.DayOf(e.Day) {
					x = max(x, min(l.x(before)+8, l.x(canvas.DayOf(e.Day))+4))
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

// eventText returns the label of event i, shortened to the space at its right.
func (l *timeLayout) eventText(i int, e Event) string {
	return timeEvent.Shorten(e.label(), canvas.Width-canvas.Margin-l.begin[i])
}
