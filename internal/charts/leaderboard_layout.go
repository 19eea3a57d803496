package charts

import (
	"cmp"
	"image/color"
	"math"
	"slices"
	"strconv"

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

// A boardLabel is the text at an entry.
type boardLabel struct {
	entry  int
	text   string
	ref    string // number of its footnote
	s      style
	box    area
	lead   [2]vg.Point // from the mark to the text
	leader bool
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
	for _, t := range ticks(lo, hi, 7) {
		if t >= first && t <= last {
			l.ticks = append(l.ticks, t)
		}
	}
	widest := vg.Length(0)
	for _, t := range l.ticks {
		widest = max(widest, gapTick.width(tickText(t, decimals(l.ticks))))
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

// place finds room for the labels: first what is chosen, then what was not
// public, the first entry, and of a short board the others. It adds the
// footnotes of those that it has placed and returns how many entries that were
// not public have no label.
func (b *Leaderboard) place(l *boardLayout, ns *notes) (unlabelled int) {
	var order []int
	for i := range b.Entries {
		if b.mayLabel(i) {
			order = append(order, i)
		}
	}
	class := func(i int) int {
		switch e := &b.Entries[i]; {
		case e.Chosen:
			return 0
		case e.Release == NotReleased:
			return 1
		case i == 0:
			return 2
		}
		return 3
	}
	// A label may stand in the way of later ones: of two orders the better is kept.
	for _, reverse := range []bool{false, true} {
		slices.SortFunc(order, func(i, j int) int {
			if d := cmp.Compare(class(i), class(j)); d != 0 || !reverse {
				return cmp.Or(d, cmp.Compare(i, j))
			}
			return cmp.Compare(j, i)
		})
		labels, left := b.greedy(l, order)
		if !reverse || left < unlabelled {
			l.labels, unlabelled = labels, left
		}
		if unlabelled == 0 {
			break
		}
	}
	slices.SortFunc(l.labels, func(a, b *boardLabel) int { return cmp.Compare(a.entry, b.entry) })
	for _, lab := range l.labels {
		e := &b.Entries[lab.entry]
		ns.addFor(e.Footnote, e.Release)
	}
	for _, lab := range l.labels {
		lab.ref = ns.ref(b.Entries[lab.entry].Footnote)
	}
	return unlabelled
}

// mostLabels is how many entries are labelled at most.
const mostLabels = 60

// greedy places labels in an order, each where it meets none before it. left
// counts those of what was not public for which there is no room.
func (b *Leaderboard) greedy(l *boardLayout, order []int) (labels []*boardLabel, left int) {
	l.labels = nil
	for _, i := range order {
		if len(l.labels) < mostLabels {
			if lab := b.label(l, i); lab != nil {
				l.labels = append(l.labels, lab)
				continue
			}
		}
		if b.Entries[i].Release == NotReleased {
			left++
		}
	}
	return l.labels, left
}

// refRoom is kept free after a label for the number of its footnote.
const refRoom vg.Length = 12

// offsets are the places of a label that are tried, the nearest first: dx and dy
// from the mark to the nearest corner of the text; a sign says which side. With a
// dx of 0 the text begins at the mark, on a leader that stands upright.
var offsets = func() [][2]vg.Length {
	var out [][2]vg.Length
	for _, dx := range []vg.Length{0, 5, 9, 14, 22, 34, 50, 72, 100, 140, 190} {
		for _, dy := range []vg.Length{-3.5, 3, 8, 14, 22, 32, 44, 58, 76, 100, 130, 165, 200} {
			for _, sx := range []vg.Length{1, -1} {
				for _, sy := range []vg.Length{1, -1} {
					if dy < 0 && (sy < 0 || dx == 0) || dx == 0 && sx < 0 {
						continue // on the same height; straight above
					}
					out = append(out, [2]vg.Length{sx * dx, sy * dy})
				}
			}
		}
	}
	cost := func(o [2]vg.Length) float64 {
		c := math.Hypot(float64(o[0]), float64(o[1]))
		if o[0] < 0 {
			c *= 1.25
		}
		if math.Abs(float64(o[0])) > 2*math.Abs(float64(o[1])) {
			c *= 1.15
		}
		return c
	}
	slices.SortStableFunc(out, func(a, b [2]vg.Length) int { return cmp.Compare(cost(a), cost(b)) })
	return out
}()

// label finds a place for the label of an entry, nil if there is none.
func (b *Leaderboard) label(l *boardLayout, i int) *boardLabel {
	e := &b.Entries[i]
	lab := &boardLabel{entry: i, s: style{8.5, regular, ink}}
	switch {
	case e.Release == NotReleased && e.Chosen:
		lab.s = style{10, bold, notPublic}
	case e.Release == NotReleased:
		lab.s = style{8.5, medium, notPublic}
	case e.Chosen:
		lab.s = style{10, bold, blue}
	}
	tail := " " + e.Printed
	if e.Rank > 0 && e.Chosen {
		tail += ", rank " + strconv.Itoa(e.Rank)
	}
	if e.Release == NotReleased {
		tail += "*"
	}
	tail = lab.s.shorten(tail, 120)
	lab.text = lab.s.shorten(e.Name, 230) + tail
	w, h := lab.s.width(lab.text)+refRoom, vg.Points(lab.s.size)
	x, y, r := l.x(i), l.y(e.Value), b.size(l, i)
	down := false // an ascending curve has its room on the other side
	if n := len(b.Entries); n > 1 {
		down = b.Entries[0].Value < b.Entries[n-1].Value
	}
	for _, o := range offsets {
		dx, dy := o[0], o[1]
		if down {
			dy = -dy
			if o[1] == -3.5 {
				dy = -3.5
			}
		}
		x0 := x + dx + r
		if dx < 0 {
			x0 = x + dx - r - w
		}
		base := y + dy // baseline
		if o[1] != -3.5 && dy < 0 {
			base = y + dy - h*ascent
		}
		if dx == 0 {
			x0 = x - 3
		}
		lab.box = area{x0, base - h*descent, x0 + w, base + h*ascent}
		if lab.box.x0 < l.plot0+2 || lab.box.x1 > l.plot1 || lab.box.y0 < l.bottom+2 || lab.box.y1 > l.top+2 {
			continue
		}
		end := vg.Point{X: x0 - 2, Y: base + h*.26}
		if dx < 0 {
			end.X = x0 + w + 2 - refRoom
		}
		if dx == 0 {
			end = vg.Point{X: x, Y: lab.box.y0 - 1}
			if base < y {
				end.Y = lab.box.y1 + 1
			}
		}
		d := math.Hypot(float64(end.X-x), float64(end.Y-y))
		lab.leader = d > float64(r)+3.5
		lab.lead = [2]vg.Point{{X: x + (end.X-x)*vg.Length(float64(r+1)/d), Y: y + (end.Y-y)*vg.Length(float64(r+1)/d)}, end}
		if b.free(l, lab) {
			return lab
		}
	}
	return nil
}

// free reports whether a label, and its leader, meet nothing.
func (b *Leaderboard) free(l *boardLayout, lab *boardLabel) bool {
	room := lab.box.grown(1.5)
	// The largest mark is 5 points; all others that may meet it lie between.
	from := max(int((room.x0-5-l.plot0)/l.step)-1, 0)
	to := min(int((room.x1+5-l.plot0)/l.step)+1, len(l.marks)-1)
	for i := from; i <= to; i++ {
		if room.meets(l.marks[i]) {
			return false
		}
	}
	for _, o := range l.labels {
		if room.meets(o.box.grown(1)) || o.leader && crosses(o.lead, room) || lab.leader && (crosses(lab.lead, o.box.grown(1)) || o.leader && cross(lab.lead, o.lead)) {
			return false
		}
	}
	if lab.leader {
		x0, x1 := min(lab.lead[0].X, lab.lead[1].X), max(lab.lead[0].X, lab.lead[1].X)
		from := max(int((x0-5-l.plot0)/l.step)-1, 0)
		to := min(int((x1+5-l.plot0)/l.step)+1, len(l.marks)-1)
		for i := from; i <= to; i++ {
			if e := &b.Entries[i]; i != lab.entry && (e.Chosen || e.Release == NotReleased) && crosses(lab.lead, l.marks[i]) {
				return false
			}
		}
	}
	return true
}

// crosses reports whether a line meets a box.
func crosses(s [2]vg.Point, b area) bool {
	t0, t1 := vg.Length(0), vg.Length(1) // Liang and Barsky
	d := vg.Point{X: s[1].X - s[0].X, Y: s[1].Y - s[0].Y}
	for _, e := range [4][2]vg.Length{{-d.X, s[0].X - b.x0}, {d.X, b.x1 - s[0].X}, {-d.Y, s[0].Y - b.y0}, {d.Y, b.y1 - s[0].Y}} {
		switch {
		case e[0] == 0:
			if e[1] < 0 {
				return false
			}
		case e[0] < 0:
			t0 = max(t0, e[1]/e[0])
		default:
			t1 = min(t1, e[1]/e[0])
		}
	}
	return t0 <= t1
}

// cross reports whether two lines meet.
func cross(a, b [2]vg.Point) bool {
	side := func(p, q, r vg.Point) bool { return (q.X-p.X)*(r.Y-p.Y) > (q.Y-p.Y)*(r.X-p.X) }
	return side(a[0], a[1], b[0]) != side(a[0], a[1], b[1]) && side(b[0], b[1], a[0]) != side(b[0], b[1], a[1])
}

func (b *Leaderboard) draw(p *page, l *boardLayout, ns *notes) {
	for _, t := range l.ticks {
		y := l.y(t)
		p.line(rule, .8, l.plot0, y, l.plot1, y)
		p.text("tick", gapTick, l.plot0-6, y-3, right, tickText(t, decimals(l.ticks)))
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
	if b.Entries[i].Release == NotReleased {
		n = 1
	}
	if b.Entries[i].Chosen {
		n += 2
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
		half, x := gapTick.width(t)/2, l.x(k-1)
		if x-half < last+8 || x+half > l.plot1+4 {
			return
		}
		p.line(faint, .8, x, l.bottom, x, l.bottom-3)
		p.text("tick", gapTick, x, l.bottom-13, center, t)
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
	p.text("label", gapTick, (l.plot0+l.plot1)/2, l.bottom-27, center, "position")
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
		f.fill(blue, circle(x, y, radius-.5))
		f.outlined(ink, 1, circle(x, y, radius-.5), 1.2, 1.6)
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
