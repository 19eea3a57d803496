package charts

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Figure lays the pairs out, one a row, in the order given.
func (g *Gap) Figure() (*Figure, error) {
	if len(g.Pairs) == 0 {
		return nil, fmt.Errorf("gap: %w: no variant that was not public stands beside a released one", ErrEmpty)
	}
	for _, p := range g.Pairs {
		for _, v := range []float64{p.Before.Value, p.Released.Value, p.Gap} {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, fmt.Errorf("gap: %s %s: a value is not finite", p.Model, p.Context)
			}
		}
	}
	gl := &glyphs{}
	g = g.drawable(gl)
	title, subtitle := g.Title, g.Subtitle
	if title == "" {
		title = g.title()
	}
	if subtitle == "" {
		subtitle = g.subtitle()
	}
	p := newPage(title, subtitle)
	p.legend(g.keys(p))
	g.rows(p, g.layout())
	ns := &notes{}
	for _, pair := range g.Pairs {
		ns.add(pair.Before.Footnote)
		ns.add(pair.Released.Footnote)
	}
	list := ns.list
	for i := range list {
		list[i] = "* " + list[i]
	}
	if g.intervals() {
		list = append(list, "Gap: not public minus public. Its interval adds the two 95% intervals in quadrature and takes the two scores as independent.")
	} else {
		list = append(list, "Gap: not public minus public. No 95% interval is on record for both scores of a row.")
	}
	return p.footer(append(append(list, g.Notes...), gl.notes()...), g.Sources, g.Stamp), nil
}

func (g *Gap) keys(p *page) []key {
	keys := []key{
		{name: "not public when reported*", release: NotReleased, pill: "NOT RELEASED", swatch: func(x, y vg.Length) { p.mark(look{release: NotReleased}, x+7, y) }},
		{name: "public, same model name", release: Released, swatch: func(x, y vg.Length) { p.mark(look{release: Released, fill: blue}, x+7, y) }},
	}
	for _, pair := range g.Pairs {
		if pair.Before.CILow != nil || pair.Released.CILow != nil {
			return append(keys, key{name: "95% interval", release: Released, swatch: func(x, y vg.Length) { p.interval(true, y, x, x+14) }})
		}
	}
	return keys
}

func (g *Gap) intervals() bool {
	for _, p := range g.Pairs {
		if p.GapCI != nil {
			return true
		}
	}
	return false
}

// oneModel reports whether all pairs are of one model: then the rows are told
// apart by their context alone.
func (g *Gap) oneModel() bool {
	for _, p := range g.Pairs {
		if p.Model != g.Pairs[0].Model {
			return false
		}
	}
	return true
}

// A gapLayout is where the columns of a gap figure stand.
type gapLayout struct {
	plot0, plot1 vg.Length // of the plot, labels of marks included
	gapAt        vg.Length
	row          vg.Length
	x            func(float64) vg.Length
	ticks        []float64
}

var (
	gapName   = style{10, medium, ink}
	gapDetail = style{8.5, regular, grey}
	gapMark   = style{8.5, medium, blue}
)

func (g *Gap) layout() gapLayout {
	l := gapLayout{row: 38}
	names, side, gaps := vg.Length(0), vg.Length(0), style{8.5, medium, grey}.width("GAP (95% CI)")
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, p := range g.Pairs {
		names = max(names, gapName.width(g.name(p)), gapDetail.width(g.detail(p)))
		gaps = max(gaps, style{11, bold, ink}.width(gapText(p)))
		for _, m := range []Mark{p.Before, p.Released} {
			side = max(side, gapMark.width(m.text()))
			for _, v := range []*float64{&m.Value, m.CILow, m.CIHigh} {
				if v != nil {
					lo, hi = min(lo, *v), max(hi, *v)
				}
			}
		}
	}
	names, side = min(names, 190), min(side, 150)
	l.gapAt = figureWidth - margin - gaps
	l.plot0, l.plot1 = margin+names+14, l.gapAt-16
	// Labels stand outside the marks, so the data leaves room for them.
	d0, d1 := l.plot0+side+10, l.plot1-side-10
	span := hi - lo
	if span == 0 {
		span = 1
	}
	l.x = func(v float64) vg.Length { return d0 + vg.Length((v-lo)/span)*(d1-d0) }
	l.ticks = l.visible(ticks(lo, hi, 5))
	return l
}

var gapTick = style{8.5, regular, grey}

// visible keeps the ticks whose labels fit the plot and do not meet.
func (l gapLayout) visible(all []float64) []float64 {
	var out []float64
	last := vg.Length(math.Inf(-1))
	for _, t := range all {
		half := gapTick.width(number(t, decimals(all))) / 2
		if x := l.x(t); x-half >= l.plot0 && x+half <= l.plot1 && x-half >= last+6 {
			out = append(out, t)
			last = x + half
		}
	}
	return out
}

func (g *Gap) name(p Pair) string {
	if g.oneModel() && p.Context != "" {
		return p.Context
	}
	return p.Model
}

func (g *Gap) detail(p Pair) string {
	if g.oneModel() || p.Context == "" {
		return p.Detail
	}
	if p.Detail == "" {
		return p.Context
	}
	return p.Context + ", " + p.Detail
}

// text is the label of a mark: "experimental 1403, rank 2".
func (m Mark) text() string {
	t := m.Label + " " + m.Printed
	if m.Rank > 0 {
		t += fmt.Sprintf(", rank %d", m.Rank)
	}
	return t
}

// digits is how many decimals a row's gap has: as many as its two labels, so
// that it is their difference, and one where a small gap or interval needs it.
func (p Pair) digits() int {
	d := max(places(p.Before.Printed), places(p.Released.Printed))
	if p.GapCI != nil && *p.GapCI < 2 || p.GapCI == nil && math.Abs(p.Gap) < 10 {
		d = max(d, 1)
	}
	return d
}

// places is the number of decimals of a printed number, at most 4.
func places(s string) int {
	_, frac, _ := strings.Cut(s, ".")
	if n := strings.IndexFunc(frac, func(r rune) bool { return r < '0' || r > '9' }); n >= 0 {
		frac = frac[:n]
	}
	return min(len(frac), 4)
}

// gapText is "+130 ± 15".
func gapText(p Pair) string {
	d := p.digits()
	t := number(p.Gap, d)
	if p.Gap > 0 {
		t = "+" + t
	}
	if p.GapCI != nil {
		t += " ± " + number(*p.GapCI, d)
	}
	return t
}

// clear reports whether the gap is beyond its interval; without an interval it
// cannot be said.
func (p Pair) clear() bool { return p.GapCI != nil && math.Abs(p.Gap) > *p.GapCI }

func (g *Gap) rows(p *page, l gapLayout) {
	head := style{8.5, medium, grey}
	first := "MODEL"
	if g.oneModel() && g.Pairs[0].Context != "" {
		first = "DAY"
	}
	p.text("label", head, margin, p.y-8, left, first)
	p.text("label", head, l.gapAt, p.y-8, left, "GAP (95% CI)")
	p.y -= 16
	top, bottom := p.y, p.y-l.row*vg.Length(len(g.Pairs))
	p.axis(l, top, bottom)
	for i, pair := range g.Pairs {
		y := top - l.row*(vg.Length(i)+.5)
		g.pair(p, l, pair, y)
	}
	p.y = bottom - 20
}

// axis draws the grid lines and their labels.
func (p *page) axis(l gapLayout, top, bottom vg.Length) {
	for _, t := range l.ticks {
		x := l.x(t)
		p.line(rule, .8, x, bottom, x, top)
		p.text("tick", gapTick, x, bottom-13, center, number(t, decimals(l.ticks)))
	}
}

func (g *Gap) pair(p *page, l gapLayout, pair Pair, y vg.Length) {
	clear := pair.clear()
	col, width := faint, vg.Length(3)
	if clear {
		col, width = notPublic, 5
		p.fill(mix(notPublic, white, .95), polygon(rect(margin-8, y-l.row/2+2, figureWidth-margin+8, y+l.row/2-2)))
		for _, t := range l.ticks {
			p.line(rule, .8, l.x(t), y-l.row/2+2, l.x(t), y+l.row/2-2)
		}
	}
	names := l.plot0 - 14 - margin
	if d := g.detail(pair); d != "" {
		p.text("label", gapName, margin, y+2, left, gapName.shorten(g.name(pair), names))
		p.text("label", gapDetail, margin, y-10, left, gapDetail.shorten(d, names))
	} else {
		p.text("label", gapName, margin, y-3.5, left, gapName.shorten(g.name(pair), names))
	}
	p.line(mix(col, white, .5), width, l.x(pair.Before.Value), y, l.x(pair.Released.Value), y)
	for _, m := range []Mark{pair.Released, pair.Before} {
		if m.CILow != nil && m.CIHigh != nil {
			p.interval(true, y, l.x(*m.CILow), l.x(*m.CIHigh))
		}
	}
	p.mark(look{release: pair.Released.Release, fill: blue}, l.x(pair.Released.Value), y)
	p.mark(look{release: NotReleased}, l.x(pair.Before.Value), y)
	g.labels(p, l, pair, y)
	gs := style{10.5, regular, grey}
	if clear {
		gs = style{11, bold, notPublic}
	}
	p.text("value", gs, l.gapAt, y-3.5, left, gapText(pair))
}

// labels puts the two labels outside the pair, so that they never meet.
func (g *Gap) labels(p *page, l gapLayout, pair Pair, y vg.Length) {
	lo, hi := l.x(pair.Before.Value), l.x(pair.Before.Value)
	for _, m := range []Mark{pair.Before, pair.Released} {
		for _, v := range []*float64{&m.Value, m.CILow, m.CIHigh} {
			if v != nil {
				lo, hi = min(lo, l.x(*v)), max(hi, l.x(*v))
			}
		}
	}
	before, public := gapMark, gapMark
	before.color = notPublic
	bt := before.shorten(pair.Before.text()+"*", 150)
	rt := public.shorten(pair.Released.text(), 150)
	if pair.Before.Value >= pair.Released.Value {
		p.text("value", public, lo-9, y-3, right, rt)
		p.text("value", before, hi+9, y-3, left, bt)
		return
	}
	p.text("value", before, lo-9, y-3, right, bt)
	p.text("value", public, hi+9, y-3, left, rt)
}
