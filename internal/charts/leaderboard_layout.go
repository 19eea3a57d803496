package charts

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
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
	l := &boardLayout{top: top - 6, bottom: top - 6 - b.height(), plot1: figureWidth - margin}
	pad := hi/25 - lo/25
	first, last := lo-pad, hi+pad
	first, l.ticks = ticksWithin(ticks(lo, hi, 7), first, lo, last)
	widest := vg.Length(0)
	for _, t := range l.ticks {
		widest = max(widest, tickStyle.width(tickText(t, decimals(l.ticks))))
	}
	l.plot0 = margin + widest + 8
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

func (b *Leaderboard) draw(p *page, l *boardLayout, ns *notes) {
	for _, t := range l.ticks {
		y := l.y(t)
		p.line(rule, .8, l.plot0, y, l.plot1, y)
		p.text("tick", tickStyle, l.plot0-6, y-3, right, tickText(t, decimals(l.ticks)))
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
		p.entry(e.Release, e.Chosen, l.x(i), l.y(e.Value), b.size(l, i))
	}
	for _, lab := range l.labels {
		if lab.leader {
			p.line(faint, .7, lab.lead[0].X, lab.lead[0].Y, lab.lead[1].X, lab.lead[1].Y)
		}
	}
	for _, lab := range l.labels {
		w := lab.s.referredWidth(lab.text, lab.ref)
		x0 := lab.box.x0
		if lab.lead[1].X > lab.box.x0+5 { // the text ends at its leader
			x0 = lab.box.x1 - refRoom - lab.s.width(lab.text)
		}
		base := lab.box.y0 + vg.Points(lab.s.size)*descent
		p.fill(white, polygon(rect(x0-1, lab.box.y0-.5, x0+w+1, lab.box.y1+.5))) // no grid line runs through it
		p.referred("value", lab.s, x0, base, left, lab.text, lab.ref)
	}
	p.y = l.bottom - 38
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
func (b *Leaderboard) positions(p *page, l *boardLayout) {
	p.line(faint, .8, l.plot0, l.bottom, l.plot1, l.bottom)
	n := len(b.Entries)
	last := vg.Length(math.Inf(-1))
	put := func(k int) {
		t := number(float64(k), 0)
		half, x := tickStyle.width(t)/2, l.x(k-1)
		if x-half < last+8 || x+half > l.plot1+4 {
			return
		}
		p.line(faint, .8, x, l.bottom, x, l.bottom-3)
		p.text("tick", tickStyle, x, l.bottom-13, center, t)
		last = x + half
	}
	put(1)
	if n > 1 {
		for _, t := range ticks(1, float64(n), 6) {
			if k := int(math.Round(t)); float64(k) == t && k > 1 && k <= n {
				put(k)
			}
		}
	}
	p.text("label", tickStyle, (l.plot0+l.plot1)/2, l.bottom-27, center, "position")
}

// intervals draws all intervals of a colour in one stroke.
func (b *Leaderboard) intervals(p *page, l *boardLayout) {
	for _, c := range []struct {
		col color.NRGBA
		is  func(*Entry) bool
	}{
		{faint, func(e *Entry) bool { return e.Release != NotReleased && !e.Chosen }},
		{notPublic, func(e *Entry) bool { return e.Release == NotReleased }},
		{blue, func(e *Entry) bool { return e.Release != NotReleased && e.Chosen }},
	} {
		width := min(.8, max(l.step*.3, .15))
		if c.col != faint {
			width = 1
		}
		for i := range b.Entries {
			e := &b.Entries[i]
			if lo, hi, ok := e.interval(); ok && c.is(e) && l.y(hi)-l.y(lo) > 2*b.size(l, i) {
				p.line(c.col, width, l.x(i), l.y(lo), l.x(i), l.y(hi))
			}
		}
	}
}

// entry draws the mark of an entry: small, a ring where its status is unknown; as
// in other figures where it stands out.
func (f *Figure) entry(r Release, chosen bool, x, y, radius vg.Length) {
	item := Item{Kind: "dot", Release: r, X0: x - radius, Y0: y - radius, X1: x + radius, Y1: y + radius, Fill: mix(blue, white, .45)}
	switch {
	case r == NotReleased:
		item.Kind, item.Fill = "diamond", white
		d := polygon([]vg.Point{{X: x, Y: y + radius}, {X: x + radius, Y: y}, {X: x, Y: y - radius}, {X: x - radius, Y: y}})
		f.fill(white, d)
		f.outlined(notPublic, min(1.5, radius*.4), d)
	case r == Unknown && chosen:
		item.Fill = blue
		f.fill(white, circle(x, y, radius-.5))
		f.outlined(ink, .9, circle(x, y, radius-.5), 1.2, 1.5)
		f.fill(blue, circle(x, y, radius-2.2))
	case r == Unknown:
		item.Fill = white
		switch {
		case radius >= 2.4:
			f.fill(white, circle(x, y, radius-.35))
			f.outlined(grey, .8, circle(x, y, radius-.35), 1.2, .9)
		case radius >= 1.5:
			f.fill(white, circle(x, y, radius-.35))
			f.outlined(faint, .7, circle(x, y, radius-.35))
		default:
			f.outlined(faint, .4, polygon(rect(x-radius*.8, y-radius*.8, x+radius*.8, y+radius*.8)))
		}
	case chosen:
		item.Fill = blue
		f.fill(blue, circle(x, y, radius-.5))
		f.outlined(white, .8, circle(x, y, radius-.5))
	case radius < 1.5: // a square of that size looks like a dot and takes a quarter of the time
		f.fill(item.Fill, polygon(rect(x-radius*.9, y-radius*.9, x+radius*.9, y+radius*.9)))
	default:
		f.fill(item.Fill, circle(x, y, radius))
	}
	f.items = append(f.items, item)
}
