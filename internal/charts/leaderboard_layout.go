package charts

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// height is that of the plot: less for a short board.
func (b *Leaderboard) height() vg.Length {
	return min(400, 160+12*vg.Length(len(b.Entries)))
}

// A boardLayout is where the parts of a leaderboard stand. y runs down from the
// top of the page, as it does for a page.
type boardLayout struct {
	plot0, plot1, top, bottom vg.Length
	x                         func(int) vg.Length
	y                         func(float64) vg.Length
	step                      vg.Length // from entry to entry
	radius                    vg.Length // of an ordinary mark
	marks                     []area    // of each entry, interval included
	ticks                     []float64
	labels                    []*boardLabel
}

type area struct{ x0, y0, x1, y1 vg.Length }

func (a area) meets(b area) bool { return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1 }

func (a area) grown(d vg.Length) area { return area{a.x0 - d, a.y0 - d, a.x1 + d, a.y1 + d} }

// size is the radius of the mark of an entry.
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
		l, h, _ := b.Entries[i].interval()
		lo, hi = min(lo, l), max(hi, h)
	}
	if lo == hi {
		d := max(math.Abs(lo)/10, 1e-9)
		lo, hi = lo-d, hi+d
	}
	l := &boardLayout{top: top - 6, bottom: top - 6 - b.height(), plot1: canvas.Width - canvas.Margin}
	pad := hi/25 - lo/25
	first, last := lo-pad, hi+pad
	first, l.ticks = canvas.TicksWithin(canvas.Ticks(lo, hi, 7), first, lo, last)
	widest := vg.Length(0)
	for _, t := range l.ticks {
		widest = max(widest, tickStyle.Width(canvas.TickText(t, canvas.Decimals(l.ticks))))
	}
	l.plot0 = canvas.Margin + widest + 8
	l.step = (l.plot1 - l.plot0) / vg.Length(len(b.Entries))
	l.radius = b.radius(l.step)
	l.x = func(i int) vg.Length { return l.plot0 + (vg.Length(i)+.5)*l.step }
	l.y = func(v float64) vg.Length {
		// Divided before it is subtracted: the span of large numbers may not be one.
		return l.bottom + vg.Length((v/2-first/2)/(last/2-first/2))*(l.top-l.bottom)
	}
	for i := range b.Entries {
		e := &b.Entries[i]
		lo, hi, _ := e.interval()
		r := b.size(l, i)
		y := l.y(e.Value)
		l.marks = append(l.marks, area{l.x(i) - r, min(y-r, l.y(lo)), l.x(i) + r, max(y+r, l.y(hi))})
	}
	return l
}

func (b *Leaderboard) draw(p *canvas.Page, l *boardLayout, ns *canvas.Notes) {
	for _, t := range l.ticks {
		y := l.y(t)
		p.Line(canvas.Rule, .8, l.plot0, y, l.plot1, y)
		p.Text("tick", tickStyle, l.plot0-6, y-3, canvas.Right, canvas.TickText(t, canvas.Decimals(l.ticks)))
	}
	b.positions(p, l)
	b.intervals(p, l)
	order := make([]int, len(b.Entries))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return b.layer(i) - b.layer(j) })
	for _, i := range order {
		e := &b.Entries[i]
		entryMark(p.Figure, e.Release, e.Chosen, l.x(i), l.y(e.Value), b.size(l, i))
	}
	for _, lab := range l.labels {
		if lab.leader {
			p.Line(canvas.Faint, .7, lab.lead[0].X, lab.lead[0].Y, lab.lead[1].X, lab.lead[1].Y)
		}
	}
	for _, lab := range l.labels {
		w := lab.s.ReferredWidth(lab.text, lab.ref)
		x0 := lab.box.x0
		if lab.lead[1].X > lab.box.x0+5 { // the text ends at its leader
			x0 = lab.box.x1 - refRoom - lab.s.Width(lab.text)
		}
		base := lab.box.y0 + vg.Points(lab.s.Size)*canvas.Descent
		p.Fill(canvas.White, canvas.Polygon(canvas.Rect(x0-1, lab.box.y0-.5, x0+w+1, lab.box.y1+.5))) // no grid line runs through it
		p.Referred("value", lab.s, x0, base, canvas.Left, lab.text, lab.ref)
	}
	p.Y = l.bottom - 38
}

// layer is the order in which marks are drawn, what stands out last.
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

// positions labels the axis of positions.
func (b *Leaderboard) positions(p *canvas.Page, l *boardLayout) {
	p.Line(canvas.Faint, .8, l.plot0, l.bottom, l.plot1, l.bottom)
	n := len(b.Entries)
	last := vg.Length(math.Inf(-1))
	put := func(k int) {
		t := canvas.Number(float64(k), 0)
		half, x := tickStyle.Width(t)/2, l.x(k-1)
		if x-half < last+8 || x+half > l.plot1+4 {
			return
		}
		p.Line(canvas.Faint, .8, x, l.bottom, x, l.bottom-3)
		p.Text("tick", tickStyle, x, l.bottom-13, canvas.Center, t)
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
	p.Text("label", tickStyle, (l.plot0+l.plot1)/2, l.bottom-27, canvas.Center, "position")
}

// intervals draws all intervals of a colour in one stroke.
func (b *Leaderboard) intervals(p *canvas.Page, l *boardLayout) {
	for _, c := range []struct {
		col color.NRGBA
		is  func(*Entry) bool
	}{
		{canvas.Faint, func(e *Entry) bool { return e.Release != NotReleased && !e.Chosen }},
		{canvas.NotPublic, func(e *Entry) bool { return e.Release == NotReleased }},
		{canvas.Blue, func(e *Entry) bool { return e.Release != NotReleased && e.Chosen }},
	} {
		width := min(.8, max(l.step*.3, .15))
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

// entryMark draws the mark of an entry: small, a ring where its status is unknown; as
// in other figures where it stands out.
func entryMark(f *Figure, r Release, chosen bool, x, y, radius vg.Length) {
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
	case radius < 1.5: // a square of that size looks like a dot and takes a quarter of the time
		f.Fill(item.Fill, canvas.Polygon(canvas.Rect(x-radius*.9, y-radius*.9, x+radius*.9, y+radius*.9)))
	default:
		f.Fill(item.Fill, canvas.Circle(x, y, radius))
	}
	f.AddItem(item)
}
