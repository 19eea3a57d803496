package charts

import (
	"cmp"
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
	"provenance/internal/charts/labels"
)

var (
	timeName   = canvas.NewStyle(9.5, canvas.Bold, canvas.Ink)
	timeDetail = canvas.NewStyle(8.2, canvas.Regular, canvas.Grey)
	timeEvent  = canvas.NewStyle(8.5, canvas.Medium, canvas.Grey)
)

const (
	endGap     vg.Length = 16  // between the plot and the labels at the right
	mostEnd    vg.Length = 215 // greatest width of these labels
	eventLane  vg.Length = 12
	timeHeight vg.Length = 260 // height of a panel
	endHeight  vg.Length = 24  // height of a label at the right with two lines
	endLine    vg.Length = 10  // height of each further line
)

// A timeLayout holds the positions of the parts of a timeline.
type timeLayout struct {
	plot0, plot1 vg.Length
	end          vg.Length // width of the labels at the right
	x            func(float64) vg.Length
	first, last  float64 // days
	ticks        []canvas.DateTick
	lanes        []int       // by event: the lane of its label, -1 for no label
	begin        []vg.Length // by event: where its label starts
	nLanes       int
	unlabelled   int
}

func (t *Timeline) layout() *timeLayout {
	l := &timeLayout{first: math.Inf(1), last: math.Inf(-1)}
	reach := func(day string) {
		a, b, _ := canvas.Days(day)
		l.first, l.last = min(l.first, a), max(l.last, b)
	}
	t.each(func(_ *TimeSeries, pt *TimePoint) { reach(pt.Day) })
	for _, e := range t.Events {
		reach(e.Day)
	}
	widest, end := vg.Length(0), vg.Length(60)
	for i := range t.Panels {
		p := &t.Panels[i]
		widest = max(widest, p.axis().Width())
		for k := range p.Series {
			s := &p.Series[k]
			end = max(end, timeName.ReferredWidth(s.Name+"*", "99"))
			for _, line := range s.lastLines(mostEnd) {
				end = max(end, timeDetail.Width(line))
			}
		}
	}
	l.plot0 = canvas.Margin + widest + 8
	l.end = min(end, mostEnd)
	l.plot1 = canvas.Width - canvas.Margin - l.end - endGap
	if l.first == l.last { // one day: its points are next to their names
		l.first--
	}
	length := l.last - l.first
	month := time.Unix(int64(l.first*86400), 0).UTC()
	start := l.first - float64(month.Day()-1) // start at the month: it is the first tick, unless it is far away
	l.first, l.last = l.first-length*.03, l.first+length*1.03
	if l.first-start < length*.06 && length > 45 && length < 900 {
		l.first = min(l.first, start-length*.005)
	}
	l.x = func(d float64) vg.Length {
		return l.plot0 + vg.Length((d-l.first)/(l.last-l.first))*(l.plot1-l.plot0)
	}
	l.ticks = canvas.DateTicks(l.first, l.last, float64(l.plot1-l.plot0))
	t.placeEvents(l)
	return l
}

// lastLines describes the last point of a series in lines of at most the given width:
// "1416 ± 4, rank 10, not released". Lines break between parts, and only the source is
// shortened: an interval that does not fit is left out, and a value that does not fit is
// written in four digits.
func (s *TimeSeries) lastLines(width vg.Length) []string {
	pt := s.last()
	parts := []string{pt.Printed}
	if timeDetail.Width(pt.Printed+",") > width {
		parts[0] = timeDetail.Shorten(canvas.ShortNumber(pt.Value), width)
	}
	if lo, hi, ok := pt.interval(); ok {
		d := max(canvas.PrintedDecimals(pt.Printed), decimalsOf(hi-lo))
		with := fmt.Sprintf("%s [%s, %s]", parts[0], canvas.Number(lo, d), canvas.Number(hi, d))
		if up, down := hi-pt.Value, pt.Value-lo; math.Abs(up-down) <= 1e-9*max(math.Abs(up), math.Abs(down)) {
			with = parts[0] + " ± " + canvas.Number(up, d)
		}
		if timeDetail.Width(with+",") <= width {
			parts[0] = with
		}
	}
	if pt.Rank > 0 {
		parts = append(parts, "rank "+strconv.Itoa(pt.Rank))
	}
	switch pt.Release {
	case NotReleased:
		parts = append(parts, "not released")
	case Unknown:
		parts = append(parts, "status unknown")
	}
	if s.Detail != "" {
		parts = append(parts, timeDetail.Shorten(s.Detail, width))
	}
	lines := parts[:1:1]
	for _, part := range parts[1:] {
		last := &lines[len(lines)-1]
		if timeDetail.Width(*last+", "+part+",") <= width {
			*last += ", " + part
			continue
		}
		*last += ","
		lines = append(lines, part)
	}
	return lines
}

// endHeight returns the height of the label at the right of a series.
func (s *TimeSeries) endHeight() vg.Length {
	return endHeight + endLine*vg.Length(len(s.lastLines(mostEnd))-1)
}

// decimalsOf returns how many decimals make sense for an interval of the given width.
func decimalsOf(width float64) int {
	if width >= 10 || width <= 0 {
		return 0
	}
	return min(int(math.Ceil(1-math.Log10(width))), 4)
}

func (t *Timeline) draw(p *canvas.Page, l *timeLayout, ns *canvas.Notes) {
	events := p.Y
	p.Y -= eventLane * vg.Length(l.nLanes)
	for i := range t.Panels {
		panel := &t.Panels[i]
		if len(t.Panels) > 1 {
			p.Y -= 6
			p.Text("panel", canvas.PanelStyle, canvas.Margin, p.Y-9, canvas.Left, canvas.PanelStyle.Shorten(panel.heading(), canvas.Width-2*canvas.Margin))
			p.Y -= 16
		}
		top := p.Y - 4
		labels := vg.Length(0)
		for k := range panel.Series {
			labels += panel.Series[k].endHeight()
		}
		bottom := top - max(timeHeight, labels)
		rises := func(k int) vg.Length { // returns how far up the line of event k goes
			if i > 0 {
				return top
			}
			up := events - eventLane*vg.Length(max(l.lanes[k], 0)) - 2
			for j, e := range t.Events { // up to its own label, or another one of the day above it
				if x := l.x(canvas.DayOf(e.Day)); l.lanes[j] >= 0 && x == l.x(canvas.DayOf(t.Events[k].Day)) && l.begin[j] < x {
					up = min(up, events-eventLane*vg.Length(l.lanes[j]+1)-2)
				}
			}
			return up
		}
		for k, e := range t.Events {
			if i == 0 && len(t.Panels) > 1 && l.lanes[k] >= 0 { // the line passes around the heading of the panel
				x := l.x(canvas.DayOf(e.Day))
				p.Line(canvas.Faint, .8, x, top+22, x, rises(k), 2, 2)
				p.Line(canvas.Faint, .8, x, bottom, x, top, 2, 2)
				continue
			}
			if l.lanes[k] < 0 {
				p.Line(canvas.Faint, .8, l.x(canvas.DayOf(e.Day)), bottom, l.x(canvas.DayOf(e.Day)), top, 2, 2)
				continue
			}
			p.Line(canvas.Faint, .8, l.x(canvas.DayOf(e.Day)), bottom, l.x(canvas.DayOf(e.Day)), rises(k), 2, 2)
		}
		panel.draw(p, l, top, bottom, ns)
		p.Y = bottom - 22
	}
	for k, e := range t.Events {
		if l.lanes[k] >= 0 {
			p.Text("event", timeEvent, l.begin[k], events-eventLane*vg.Length(l.lanes[k])-9, canvas.Left, l.eventText(k, e))
		}
	}
}

func (p *TimePanel) draw(pg *canvas.Page, l *timeLayout, top, bottom vg.Length, ns *canvas.Notes) {
	axis := p.axis()
	y := axis.Between(bottom, top)
	axis.Draw(pg, y, l.plot0, l.plot1)
	pg.Line(canvas.Faint, .9, l.plot0, bottom, l.plot1, bottom)
	edge := vg.Length(math.Inf(-1))
	for _, t := range l.ticks {
		x := l.x(t.Day)
		pg.Line(canvas.Faint, .8, x, bottom, x, bottom-3)
		if half := canvas.TickStyle.Width(t.Text) / 2; x-half > edge+6 && x-half >= canvas.Margin && x+half < canvas.Width-canvas.Margin {
			pg.Text("tick", canvas.TickStyle, x, bottom-13, canvas.Center, t.Text)
			edge = x + half
		}
	}
	looks := p.looks()
	for i := range p.Series {
		p.Series[i].drawLine(pg, l, looks[i], y)
	}
	for i := range p.Series {
		p.Series[i].drawMarks(pg, l, looks[i], y)
	}
	p.drawBracket(pg, l, y)
	p.drawEnds(pg, l, looks, y, top, bottom, ns)
}

// looks gives each series a colour and a pattern. Series that were not public share the
// reserved colour; the others have fills that stand out on the page.
func (p *TimePanel) looks() []canvas.Look {
	order := []color.NRGBA{canvas.Blue, canvas.Fills[4], canvas.Fills[6], canvas.Fills[1], canvas.Fills[0], canvas.Fills[7], canvas.Fills[5]}
	var out []canvas.Look
	hidden, public := 0, 0
	for i := range p.Series {
		if p.Series[i].hidden() {
			out = append(out, canvas.Look{Release: NotReleased, Fill: canvas.NotPublic, Pattern: hidden % canvas.MostMarks})
			hidden++
			continue
		}
		out = append(out, canvas.Look{Release: Released, Fill: order[public%len(order)], Pattern: public / len(order) % canvas.Patterns})
		public++
	}
	return out
}

// drawLine connects the points. A segment after a point that was not public is dashed in
// the reserved colour; one across snapshots without the variant is dotted.
func (s *TimeSeries) drawLine(p *canvas.Page, l *timeLayout, k canvas.Look, y func(float64) vg.Length) {
	for i := 1; i < len(s.Points); i++ {
		a, b := &s.Points[i-1], &s.Points[i]
		col, width, dash := k.Fill, vg.Length(1.8), []vg.Length(nil)
		if a.Release == NotReleased {
			col, width, dash = canvas.NotPublic, 1.4, []vg.Length{5, 3}
		}
		if b.Absent {
			width, dash = .9, []vg.Length{1, 3}
		}
		p.Line(col, width, l.x(canvas.DayOf(a.Day)), y(a.Value), l.x(canvas.DayOf(b.Day)), y(b.Value), dash...)
	}
}

// drawMarks draws the points with their intervals. If there are many, the marks are small,
// so that they do not touch.
func (s *TimeSeries) drawMarks(p *canvas.Page, l *timeLayout, k canvas.Look, y func(float64) vg.Length) {
	col := k.Fill
	small := len(s.Points) > 60
	for i := range s.Points {
		pt := &s.Points[i]
		x := l.x(canvas.DayOf(pt.Day))
		c := col
		if pt.Release == NotReleased {
			c = canvas.NotPublic
		}
		if lo, hi, ok := pt.interval(); ok {
			p.Line(c, 1, x, y(lo), x, y(hi))
		}
		if a, b, _ := canvas.Days(pt.Day); a != b {
			p.Line(c, 1, l.x(a), y(pt.Value), l.x(b), y(pt.Value))
		}
	}
	for i := range s.Points {
		pt := &s.Points[i]
		x := l.x(canvas.DayOf(pt.Day))
		if small && i != len(s.Points)-1 {
			drawEntry(p.Figure, pt.Release, false, x, y(pt.Value), 1.8)
			continue
		}
		m := canvas.Look{Release: pt.Release, Fill: k.Fill, Pattern: k.Pattern}
		if pt.Release == NotReleased && k.Release != NotReleased {
			m.Pattern = 0
		} else if k.Release == NotReleased && pt.Release != NotReleased {
			m.Fill, m.Pattern = canvas.Blue, 0
		}
		p.Mark(m, x, y(pt.Value))
	}
}

// drawBracket shows the gap that the title mentions, if there is space next to it.
func (p *TimePanel) drawBracket(pg *canvas.Page, l *timeLayout, y func(float64) vg.Length) {
	g, ok := p.gap()
	if !ok || len(p.Series) != 2 {
		return
	}
	lo, hi := y(min(g.hiddenPoint.Value, g.publicPoint.Value))+9, y(max(g.hiddenPoint.Value, g.publicPoint.Value))-9
	if hi-lo < 30 {
		return
	}
	s := canvas.NewStyle(9.5, canvas.Medium, canvas.Ink)
	text := p.amount(g.hiddenPoint.Value-g.publicPoint.Value, g.hiddenPoint, g.publicPoint) + " apart"
	x := l.x(canvas.DayOf(g.hiddenPoint.Day)) - 9
	w, mid := s.Width(text), (lo+hi)/2
	if x-6-w < l.plot0 {
		return
	}
	// Do not draw the text across a line or a mark.
	for i := range p.Series {
		points := p.Series[i].Points
		for k := range points {
			px, py := l.x(canvas.DayOf(points[k].Day)), y(points[k].Value)
			b := labels.Box{X0: x - 8 - w, Y0: mid - 8, X1: x + 2, Y1: mid + 8}
			if b.Grown(6).Meets(labels.Box{X0: px, Y0: py, X1: px, Y1: py}) || k > 0 && b.Crossed([2]vg.Point{{X: l.x(canvas.DayOf(points[k-1].Day)), Y: y(points[k-1].Value)}, {X: px, Y: py}}) {
				return
			}
		}
	}
	pg.Line(canvas.Ink, 1, x, lo, x, hi)
	pg.Line(canvas.Ink, 1, x, lo, x+4, lo)
	pg.Line(canvas.Ink, 1, x, hi, x+4, hi)
	pg.Fill(canvas.White, canvas.Polygon(canvas.Rect(x-8-w, mid-7, x-4, mid+7)))
	pg.Text("value", s, x-6, mid-3.5, canvas.Right, text)
}

// drawEnds names the series at the right, each near its last point. A thin line connects
// them if names had to be moved apart.
func (p *TimePanel) drawEnds(pg *canvas.Page, l *timeLayout, looks []canvas.Look, y func(float64) vg.Length, top, bottom vg.Length, ns *canvas.Notes) {
	order := make([]int, len(p.Series))
	for i := range order {
		order[i] = i
	}
	want := func(i int) vg.Length { return y(p.Series[i].last().Value) }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(want(b), want(a)) }) // top down
	place := make([]vg.Length, len(order))                                                    // middle of the first two lines of each label
	below := func(k int) vg.Length { return p.Series[order[k]].endHeight() - endHeight/2 }
	next := top - endHeight/2 + 2
	for k, i := range order {
		place[k] = min(want(i), next)
		next = place[k] - below(k) - endHeight/2
	}
	low := bottom - 2
	for k := len(order) - 1; k >= 0; k-- { // labels that were pushed below the panel move up again
		place[k] = max(place[k], low+below(k))
		low = place[k] + endHeight/2
	}
	x, width := l.plot1+endGap, l.end
	for k, i := range order {
		s := &p.Series[i]
		pt := s.last()
		px := l.x(canvas.DayOf(pt.Day))
		pg.Line(looks[i].Fill, .9, px+7, want(i), x-4, place[k], 1, 2) // thin and dashed, unlike the line of a series
		name := timeName
		mark := ""
		if canvas.Readable(looks[i].Fill) {
			name.Color = looks[i].Fill
		}
		if pt.Release == NotReleased {
			name.Color, mark = canvas.NotPublic, "*"
		}
		ref := s.refs(ns)
		pg.Referred("label", name, x, place[k]+1.5, canvas.Left, name.Shorten(s.Name, width-name.ReferredWidth(mark, ref))+mark, ref)
		for j, line := range s.lastLines(mostEnd) {
			pg.Text("value", timeDetail, x, place[k]-9-endLine*vg.Length(j), canvas.Left, line)
		}
	}
}

// refs returns the numbers of the footnotes of a series.
func (s *TimeSeries) refs(ns *canvas.Notes) string {
	var out []string
	for i := range s.Points {
		if r := ns.Ref(s.Points[i].Footnote); r != "" && s.Points[i].Footnote != "" && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	if len(out) > 6 {
		out = append(out[:5], "…")
	}
	return strings.Join(out, ",")
}
