package charts

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// Figure lays the pairs out in the order given, one in a row. It returns an error that
// wraps ErrEmpty, or one that names a pair with a number that is not finite.
func (g *Gap) Figure() (*Figure, error) {
	if len(g.Pairs) == 0 {
		return nil, fmt.Errorf("gap: %w: no variant that was not public can be compared with a released one", ErrEmpty)
	}
	for _, p := range g.Pairs {
		if !finite(&p.NotPublic.Value, &p.Released.Value, &p.Gap, p.GapCI, p.NotPublic.CILow, p.NotPublic.CIHigh, p.Released.CILow, p.Released.CIHigh) {
			return nil, fmt.Errorf("gap: %s %s: a value is not finite", p.Model, p.Context)
		}
	}
	data := g.data()
	gl := &canvas.Glyphs{}
	g = canvas.Drawable(gl, g)
	p := g.Page(g.title(), g.subtitle(), data, gl)
	p.Legend(g.keys(p))
	ns := &canvas.Notes{}
	for _, panel := range g.panels() {
		for _, pair := range panel.Pairs {
			ns.AddFor(pair.NotPublic.Footnote, pair.NotPublic.Release)
			ns.AddFor(pair.Released.Footnote, pair.Released.Release)
		}
	}
	g.draw(p, ns)
	var list []string
	if g.intervals() {
		list = append(list, "Gap: not public minus public. Its interval adds the two 95% intervals in quadrature and takes the two scores as independent.")
	} else {
		list = append(list, "Gap: not public minus public. No 95% interval is on record for both scores of a row.")
	}
	return g.Footer(p, ns, list, gl), nil
}

// panels returns a figure for each board, in the order in which the boards first occur,
// with its name, unit and direction.
func (g *Gap) panels() []*Gap {
	var out []*Gap
	for _, p := range g.Pairs {
		board, unit, lower := g.Board, g.Unit, g.LowerIsBetter
		if p.Board != "" {
			board, unit, lower = p.Board, p.Unit, p.LowerIsBetter
		}
		i := slices.IndexFunc(out, func(o *Gap) bool { return o.Board == board && o.Unit == unit && o.LowerIsBetter == lower })
		if i < 0 {
			i = len(out)
			out = append(out, &Gap{Board: board, Unit: unit, LowerIsBetter: lower})
		}
		out[i].Pairs = append(out[i].Pairs, p)
	}
	return out
}

// data returns the data table of the figure, with a row for each pair.
func (g *Gap) data() canvas.Table {
	t := canvas.Table{Header: []string{"board", "unit", "lower_is_better", "model", "context", "detail", "gap", "gap_ci"}}
	for _, side := range []string{"not_public", "public"} {
		for _, c := range []string{"label", "value", "value_as_shown", "ci_low", "ci_high", "rank", "release", "footnote"} {
			t.Header = append(t.Header, side+"_"+c)
		}
	}
	for _, panel := range g.panels() {
		for _, p := range panel.Pairs {
			row := []string{panel.Board, panel.Unit, strconv.FormatBool(panel.LowerIsBetter), p.Model, p.Context, p.Detail, canvas.FullNumber(p.Gap), canvas.OptionalNumber(p.GapCI)}
			for _, m := range []Mark{p.NotPublic, p.Released} {
				rank := ""
				if m.Rank > 0 {
					rank = strconv.Itoa(m.Rank)
				}
				row = append(row, m.Label, canvas.FullNumber(m.Value), m.Printed, canvas.OptionalNumber(m.CILow), canvas.OptionalNumber(m.CIHigh), rank, m.Release.String(), m.Footnote)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

func (g *Gap) keys(p *canvas.Page) []canvas.Key {
	var keys []canvas.Key
	is := func(r Release) bool {
		return slices.ContainsFunc(g.Pairs, func(p Pair) bool { return p.NotPublic.Release == r })
	}
	if is(NotReleased) {
		keys = append(keys, canvas.HiddenKey("not public when reported", func(x, y vg.Length) { p.Mark(canvas.Look{Release: NotReleased}, x+7, y) }))
	}
	if is(Unknown) {
		keys = append(keys, canvas.MarkKey(p, "no release on record", canvas.Look{Release: Unknown, Fill: canvas.Blue}))
	}
	keys = append(keys, canvas.MarkKey(p, "public, same model name", canvas.Look{Release: Released, Fill: canvas.Blue}))
	if name := g.intervalName(); name != "" {
		keys = append(keys, canvas.Key{Name: name, Release: Released, Swatch: func(x, y vg.Length) { p.Interval(true, y, x, x+14) }})
	}
	return keys
}

func (g *Gap) intervals() bool {
	return slices.ContainsFunc(g.Pairs, func(p Pair) bool { return p.GapCI != nil })
}

// oneModel reports whether all pairs belong to one model: then rows are distinguished by
// their context alone.
func (g *Gap) oneModel() bool {
	return !slices.ContainsFunc(g.Pairs, func(p Pair) bool { return p.Model != g.Pairs[0].Model })
}

// A gapLayout holds the positions of the columns of a gap figure.
type gapLayout struct {
	plot0, plot1 vg.Length // ends of the plot, including the labels of marks
	gapAt        vg.Length
	row          vg.Length
	x            func(float64) vg.Length
	ticks        []canvas.Tick
}

var (
	gapName   = canvas.NewStyle(10, canvas.Medium, canvas.Ink)
	gapDetail = canvas.NewStyle(8.5, canvas.Regular, canvas.Grey)
	gapMark   = canvas.NewStyle(8.5, canvas.Medium, canvas.Blue)
)

// columns returns the widths of the columns next to the plots, for all panels.
func (g *Gap) columns(ns *canvas.Notes) (names, side, gaps vg.Length) {
	gaps = canvas.NewStyle(8.5, canvas.Medium, canvas.Grey).Width(g.gapHead())
	for _, p := range g.Pairs {
		names = max(names, gapName.Width(g.name(p)), gapDetail.Width(g.detail(p)))
		gaps = max(gaps, canvas.NewStyle(11, canvas.Bold, canvas.Ink).Width(gapText(p)))
		for _, m := range []Mark{p.NotPublic, p.Released} {
			side = max(side, gapMark.ReferredWidth(m.text()+"*", ns.Ref(m.Footnote)))
		}
	}
	return min(names, 190), min(side, mostLabel), gaps
}

// layout lays out a panel.
func (g *Gap) layout(panel *Gap, ns *canvas.Notes) gapLayout {
	l := gapLayout{row: 38}
	names, side, gaps := g.columns(ns)
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, p := range panel.Pairs {
		for _, m := range []Mark{p.NotPublic, p.Released} {
			for _, v := range []*float64{&m.Value, m.CILow, m.CIHigh} {
				if v != nil {
					lo, hi = min(lo, *v), max(hi, *v)
				}
			}
		}
	}
	l.gapAt = canvas.Width - canvas.Margin - gaps
	l.plot0, l.plot1 = canvas.Margin+names+14, l.gapAt-16
	// Labels are outside the marks, so the scale leaves space for them.
	d0, d1 := l.plot0+side+10, l.plot1-side-10
	span := hi - lo
	if span == 0 {
		span = 1
	}
	l.x = func(v float64) vg.Length { return d0 + vg.Length((v-lo)/span)*(d1-d0) }
	all, ticks := canvas.Ticks(lo, hi, 5), []canvas.Tick(nil)
	for _, t := range all {
		ticks = append(ticks, canvas.Tick{X: l.x(t), Text: canvas.TickText(t, canvas.Decimals(all))})
	}
	l.ticks = canvas.ApartTicks(ticks, l.plot0, l.plot1, 6)
	return l
}

// mostLabel is the greatest width of the label of a mark.
const mostLabel vg.Length = 150

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

// text returns the label of a mark: "experimental 1403, rank 2".
func (m Mark) text() string {
	t := m.Label + " " + m.Printed
	if m.Rank > 0 {
		t += fmt.Sprintf(", rank %d", m.Rank)
	}
	return t
}

// digits returns the number of decimals of the gap of a row: as many as its two labels
// have, so that the gap is their difference, or one if a small gap or interval needs it.
func (p Pair) digits() int {
	d := max(canvas.PrintedDecimals(p.NotPublic.Printed), canvas.PrintedDecimals(p.Released.Printed))
	if p.GapCI != nil && *p.GapCI < 2 || p.GapCI == nil && math.Abs(p.Gap) < 10 {
		d = max(d, 1)
	}
	return d
}

// gapText returns the gap as a text, such as "+130 ± 15".
func gapText(p Pair) string {
	d := p.digits()
	t := canvas.Number(p.Gap, d)
	if p.Gap > 0 {
		t = "+" + t
	}
	if p.GapCI != nil {
		t += " ± " + canvas.Number(*p.GapCI, d)
	}
	return t
}

// significant reports whether the gap is larger than its interval. It is false if the
// interval is unknown.
func (p Pair) significant() bool { return p.GapCI != nil && math.Abs(p.Gap) > *p.GapCI }

// gapHead returns the head of the column of gaps.
func (g *Gap) gapHead() string {
	if g.intervals() {
		return "GAP (95% CI)"
	}
	return "GAP"
}

// draw draws the panels under one head.
func (g *Gap) draw(p *canvas.Page, ns *canvas.Notes) {
	head := canvas.NewStyle(8.5, canvas.Medium, canvas.Grey)
	first := "MODEL"
	if g.oneModel() && g.Pairs[0].Context != "" {
		first = "DAY"
	}
	panels := g.panels()
	for i, panel := range panels {
		l := g.layout(panel, ns)
		if i == 0 {
			p.Text("label", head, canvas.Margin, p.Y-8, canvas.Left, first)
			p.Text("label", head, l.gapAt, p.Y-8, canvas.Left, g.gapHead())
			p.Y -= 16
		}
		if len(panels) > 1 {
			p.Text("panel", canvas.PanelStyle, canvas.Margin, p.Y-9, canvas.Left, canvas.PanelStyle.Shorten(panel.heading(), canvas.Width-2*canvas.Margin))
			p.Y -= 16
		}
		top, bottom := p.Y, p.Y-l.row*vg.Length(len(panel.Pairs))
		canvas.DrawTicks(p, l.ticks, top, bottom)
		for k, pair := range panel.Pairs {
			g.drawPair(p, l, pair, top-l.row*(vg.Length(k)+.5), ns)
		}
		p.Y = bottom - 20
		if i < len(panels)-1 {
			p.Y -= 6
		}
	}
}

// heading returns the board of a panel with its unit and direction.
func (g *Gap) heading() string {
	t := g.Board
	if u := strings.ToLower(strings.TrimPrefix(unitWords(g.Unit), "In ")); u != "" && g.Unit != "Elo" {
		t += ", " + u
	}
	if g.LowerIsBetter {
		t += ", lower is better"
	}
	return strings.TrimPrefix(t, ", ")
}

func (g *Gap) drawPair(p *canvas.Page, l gapLayout, pair Pair, y vg.Length, ns *canvas.Notes) {
	significant := pair.significant()
	col, width := canvas.Faint, vg.Length(3)
	if significant {
		col, width = pair.hue(), 5
		p.Fill(canvas.Mix(col, canvas.White, .95), canvas.Polygon(canvas.Rect(canvas.Margin-8, y-l.row/2+2, canvas.Width-canvas.Margin+8, y+l.row/2-2)))
		for _, t := range l.ticks {
			p.Line(canvas.Rule, .8, t.X, y-l.row/2+2, t.X, y+l.row/2-2)
		}
	}
	names := l.plot0 - 14 - canvas.Margin
	if d := g.detail(pair); d != "" {
		p.Text("label", gapName, canvas.Margin, y+2, canvas.Left, gapName.Shorten(g.name(pair), names))
		p.Text("label", gapDetail, canvas.Margin, y-10, canvas.Left, gapDetail.Shorten(d, names))
	} else {
		p.Text("label", gapName, canvas.Margin, y-3.5, canvas.Left, gapName.Shorten(g.name(pair), names))
	}
	p.Line(canvas.Mix(col, canvas.White, .5), width, l.x(pair.NotPublic.Value), y, l.x(pair.Released.Value), y)
	for _, m := range []Mark{pair.Released, pair.NotPublic} {
		if m.CILow != nil && m.CIHigh != nil {
			p.Interval(true, y, l.x(*m.CILow), l.x(*m.CIHigh))
		}
	}
	p.Mark(canvas.Look{Release: pair.Released.Release, Fill: canvas.Blue}, l.x(pair.Released.Value), y)
	p.Mark(canvas.Look{Release: pair.NotPublic.Release, Fill: map[Release]color.NRGBA{Unknown: canvas.Blue}[pair.NotPublic.Release]}, l.x(pair.NotPublic.Value), y)
	g.drawLabels(p, l, pair, y, ns)
	gs := canvas.NewStyle(10.5, canvas.Regular, canvas.Grey)
	if significant {
		gs = canvas.NewStyle(11, canvas.Bold, col)
	}
	p.Text("value", gs, l.gapAt, y-3.5, canvas.Left, gapText(pair))
}

// drawLabels draws the two labels outside the pair of marks, so that they never overlap.
func (g *Gap) drawLabels(p *canvas.Page, l gapLayout, pair Pair, y vg.Length, ns *canvas.Notes) {
	lo, hi := l.x(pair.NotPublic.Value), l.x(pair.NotPublic.Value)
	for _, m := range []Mark{pair.NotPublic, pair.Released} {
		for _, v := range []*float64{&m.Value, m.CILow, m.CIHigh} {
			if v != nil {
				lo, hi = min(lo, l.x(*v)), max(hi, l.x(*v))
			}
		}
	}
	back := canvas.White
	if pair.significant() {
		back = canvas.Mix(pair.hue(), canvas.White, .95) // the tint of the row
	}
	label := func(m Mark, star string, col color.NRGBA, x vg.Length, align float64) {
		s, ref := gapMark, ns.Ref(m.Footnote)
		s.Color = col
		room := mostLabel - (s.ReferredWidth("", ref) + s.Width(star))
		t := s.Shorten(m.text(), room) + star
		x0 := x - s.ReferredWidth(t, ref)*vg.Length(align)
		p.Fill(back, canvas.Polygon(canvas.Rect(x0-2, y-5, x0+s.ReferredWidth(t, ref)+2, y+6))) // so that no grid line crosses the text
		p.Referred("value", s, x, y-3, align, t, ref)
	}
	star := map[Release]string{NotReleased: "*"}[pair.NotPublic.Release]
	if pair.NotPublic.Value >= pair.Released.Value {
		label(pair.Released, "", canvas.Blue, lo-9, canvas.Right)
		label(pair.NotPublic, star, pair.hue(), hi+9, canvas.Left)
		return
	}
	label(pair.NotPublic, star, pair.hue(), lo-9, canvas.Right)
	label(pair.Released, "", canvas.Blue, hi+9, canvas.Left)
}

// hue returns the colour of a row: the reserved one only if a source shows that the variant
// was not public.
func (p Pair) hue() color.NRGBA {
	if p.NotPublic.Release == NotReleased {
		return canvas.NotPublic
	}
	return canvas.Grey
}
