package charts

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
	"provenance/internal/charts/labels"
)

// height returns the height of the plot, which is lower for a short board.
func (b *Leaderboard) height() vg.Length {
	return min(400, 160+12*vg.Length(len(b.Entries)))
}

// A boardLayout holds the positions of the parts of a leaderboard. y grows downwards from
// the top of the page.
type boardLayout struct {
	labels.Plot
	x      func(int) vg.Length
	y      func(float64) vg.Length
	radius vg.Length // of an ordinary mark
	axis   canvas.ValueAxis
	labels []*labels.Label // those of the better of two orders
}

// size returns the radius of the mark of an entry.
func (b *Leaderboard) size(l *boardLayout, i int) vg.Length {
	switch e := &b.Entries[i]; {
	case e.Chosen:
		return 5
	case e.Release == NotReleased:
		return max(l.radius+.5, 3.6)
	}
	return l.radius
}

func (b *Leaderboard) layout(top vg.Length) *boardLayout {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i := range b.Entries {
		lo, hi = b.Entries[i].reach(lo, hi)
	}
	l := &boardLayout{axis: canvas.AxisOver(lo, hi, .04, 7)}
	l.Box = labels.Box{X0: canvas.Margin + l.axis.Width() + 8, Y0: top - 6 - b.height(), X1: canvas.Width - canvas.Margin, Y1: top - 6}
	l.Step = (l.Box.X1 - l.Box.X0) / vg.Length(len(b.Entries))
	l.Down = b.Entries[0].Value < b.Entries[len(b.Entries)-1].Value // an ascending curve leaves space on the other side
	l.radius = b.radius(l.Step)
	l.x = func(i int) vg.Length { return l.Box.X0 + (vg.Length(i)+.5)*l.Step }
	l.y = l.axis.Between(l.Box.Y0, l.Box.Y1)
	for i := range b.Entries {
		e := &b.Entries[i]
		lo, hi, _ := e.interval()
		x, y, r := l.x(i), l.y(e.Value), b.size(l, i)
		notable := e.Chosen || e.Release == NotReleased
		l.Marks = append(l.Marks, labels.Mark{X: x, Y: y, R: r, Whole: labels.Box{X0: x - r, Y0: min(y-r, l.y(lo)), X1: x + r, Y1: max(y+r, l.y(hi))}, Notable: notable, Anywhere: notable || i == 0})
	}
	return l
}

func (b *Leaderboard) draw(p *canvas.Page, l *boardLayout, ns *canvas.Notes) {
	l.axis.Draw(p, l.y, l.Box.X0, l.Box.X1)
	b.drawPositions(p, l)
	b.drawIntervals(p, l)
	order := make([]int, len(b.Entries))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return b.layer(i) - b.layer(j) })
	for _, i := range order {
		e := &b.Entries[i]
		drawEntry(p.Figure, e.Release, e.Chosen, l.x(i), l.y(e.Value), b.size(l, i))
	}
	for _, lab := range l.labels {
		if lab.Linked {
			p.Line(canvas.Faint, .7, lab.Line[0].X, lab.Line[0].Y, lab.Line[1].X, lab.Line[1].Y)
		}
	}
	for _, lab := range l.labels {
		ref := ns.Ref(b.Entries[lab.Mark].Footnote)
		w := lab.Style.ReferredWidth(lab.Text, ref)
		x0 := lab.Box.X0
		if lab.Line[1].X > lab.Box.X0+5 { // the text ends at its leader line
			x0 = lab.Box.X1 - labels.RefRoom - lab.Style.Width(lab.Text)
		}
		base := lab.Box.Y0 + vg.Points(lab.Style.Size)*canvas.Descent
		p.Fill(canvas.White, canvas.Polygon(canvas.Rect(x0-1, lab.Box.Y0-.5, x0+w+1, lab.Box.Y1+.5))) // so that no grid line crosses the text
		p.Referred("value", lab.Style, x0, base, canvas.Left, lab.Text, ref)
	}
	p.Y = l.Box.Y0 - 38
}

// layer returns the order in which marks are drawn: highlighted ones last.
func (b *Leaderboard) layer(i int) int {
	n := 0
	switch b.Entries[i].Release {
	case Released:
		n = 1
	case NotReleased:
		n = 2
	}
	if b.Entries[i].Chosen {
		n += 3
	}
	return n
}

// drawPositions labels the axis of positions.
func (b *Leaderboard) drawPositions(p *canvas.Page, l *boardLayout) {
	p.Line(canvas.Faint, .8, l.Box.X0, l.Box.Y0, l.Box.X1, l.Box.Y0)
	n := len(b.Entries)
	last := vg.Length(math.Inf(-1))
	put := func(k int) {
		t := canvas.Number(float64(k), 0)
		half, x := canvas.TickStyle.Width(t)/2, l.x(k-1)
		if x-half < last+8 || x+half > l.Box.X1+4 {
			return
		}
		p.Line(canvas.Faint, .8, x, l.Box.Y0, x, l.Box.Y0-3)
		p.Text("tick", canvas.TickStyle, x, l.Box.Y0-13, canvas.Center, t)
		last = x + half
	}
	put(1)
	if n > 1 {
		for _, t := range canvas.Ticks(1, float64(n), 6) {
			if k := int(math.Round(t)); float64(k) == t && k > 1 && k <= n {
				put(k)
			}
		}
	}
	p.Text("label", canvas.TickStyle, (l.Box.X0+l.Box.X1)/2, l.Box.Y0-27, canvas.Center, "position")
}

// drawIntervals draws all intervals of a colour in one stroke.
func (b *Leaderboard) drawIntervals(p *canvas.Page, l *boardLayout) {
	for _, c := range []struct {
		col color.NRGBA
		is  func(*Entry) bool
	}{
		{canvas.Faint, func(e *Entry) bool { return e.Release != NotReleased && !e.Chosen }},
		{canvas.NotPublic, func(e *Entry) bool { return e.Release == NotReleased }},
		{canvas.Blue, func(e *Entry) bool { return e.Release != NotReleased && e.Chosen }},
	} {
		width := min(.8, max(l.Step*.3, .15))
		if c.col != canvas.Faint {
			width = 1
		}
		for i := range b.Entries {
			e := &b.Entries[i]
			if lo, hi, ok := e.interval(); ok && c.is(e) && l.y(hi)-l.y(lo) > 2*b.size(l, i) {
				p.Line(c.col, width, l.x(i), l.y(lo), l.x(i), l.y(hi))
			}
		}
	}
}

// drawEntry draws the mark of an entry: small, or a ring if its status is unknown.
// Highlighted entries are drawn as in other figures.
func drawEntry(f *Figure, r Release, chosen bool, x, y, radius vg.Length) {
	item := canvas.Item{Kind: "dot", Release: r, X0: x - radius, Y0: y - radius, X1: x + radius, Y1: y + radius, Fill: canvas.Mix(canvas.Blue, canvas.White, .45)}
	switch {
	case r == NotReleased:
		item.Kind, item.Fill = "diamond", canvas.White
		d := canvas.Polygon([]vg.Point{{X: x, Y: y + radius}, {X: x + radius, Y: y}, {X: x, Y: y - radius}, {X: x - radius, Y: y}})
		f.Fill(canvas.White, d)
		f.Outlined(canvas.NotPublic, min(1.5, radius*.4), d)
	case r == Unknown && chosen:
		item.Fill = canvas.Blue
		f.Fill(canvas.White, canvas.Circle(x, y, radius-.5))
		f.Outlined(canvas.Ink, .9, canvas.Circle(x, y, radius-.5), 1.2, 1.5)
		f.Fill(canvas.Blue, canvas.Circle(x, y, radius-2.2))
	case r == Unknown:
		item.Fill = canvas.White
		switch {
		case radius >= 2.4:
			f.Fill(canvas.White, canvas.Circle(x, y, radius-.35))
			f.Outlined(canvas.Grey, .8, canvas.Circle(x, y, radius-.35), 1.2, .9)
		case radius >= 1.5:
			f.Fill(canvas.White, canvas.Circle(x, y, radius-.35))
			f.Outlined(canvas.Faint, .7, canvas.Circle(x, y, radius-.35))
		default:
			f.Outlined(canvas.Faint, .4, canvas.Polygon(canvas.Rect(x-radius*.8, y-radius*.8, x+radius*.8, y+radius*.8)))
		}
	case chosen:
		item.Fill = canvas.Blue
		f.Fill(canvas.Blue, canvas.Circle(x, y, radius-.5))
		f.Outlined(canvas.White, .8, canvas.Circle(x, y, radius-.5))
	case radius < 1.5: // a square of that size looks like a dot and takes a quarter of the time to draw
		f.Fill(item.Fill, canvas.Polygon(canvas.Rect(x-radius*.9, y-radius*.9, x+radius*.9, y+radius*.9)))
	default:
		f.Fill(item.Fill, canvas.Circle(x, y, radius))
	}
	f.AddItem(item)
}
