package charts

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

var (
	contextName  = canvas.NewStyle(10, canvas.Medium, canvas.Ink)
	contextSmall = canvas.NewStyle(8, canvas.Regular, canvas.Grey)
	contextValue = canvas.NewStyle(8.5, canvas.Medium, canvas.Ink)
	contextCell  = canvas.NewStyle(9.5, canvas.Medium, canvas.Ink)
)

const (
	laneHeight = 12 // of a line of labels below the marks
	mostLanes  = 5
)

// A contextLabel is a label below one or more marks of a row.
type contextLabel struct {
	at   vg.Length // middle of its marks
	x    vg.Length // left end
	text string
	s    canvas.Style
	lane int
}

// A contextLayout holds the positions of the parts of a context figure.
type contextLayout struct {
	plot0, plot1 vg.Length
	columns      [3]vg.Length // right ends of claimed, served, share
	x            func(float64) vg.Length
	ticks        []canvas.Tick
	labels       [][]contextLabel // by row
	heights      []vg.Length
	marks        vg.Length // from the top of a row down to its marks
}

// unserved is the label of a claim beyond the served windows, if it fits.
const unserved = "claimed, not served"

// layout computes the scale and the positions of labels. It reports false if no row has a
// window.
func (c *Context) layout(ns *canvas.Notes) (contextLayout, bool) {
	l := contextLayout{marks: 13}
	lo, hi := math.Inf(1), math.Inf(-1)
	names := vg.Length(60)
	widths := [3]vg.Length{contextHeadWidth("CLAIMED"), contextHeadWidth("SERVED"), contextHeadWidth("SHARE")}
	for i := range c.Rows {
		r := &c.Rows[i]
		names = max(names, contextName.ReferredWidth(r.label(), ns.Ref(r.Footnote)), contextSmall.Width(c.state(r)))
		for k, t := range r.cells() {
			widths[k] = max(widths[k], contextCell.Width(t))
		}
		for _, list := range [][]Window{r.Claimed, r.Served, r.Measured} {
			for _, w := range list {
				lo, hi = min(lo, w.Tokens), max(hi, w.Tokens)
			}
		}
	}
	if lo > hi {
		return l, false
	}
	names = min(names, 215)
	at := canvas.Width - canvas.Margin
	for k := len(widths) - 1; k >= 0; k-- {
		l.columns[k] = at
		at -= widths[k] + 16
	}
	l.plot0, l.plot1 = canvas.Margin+names+14, at
	from, to := math.Log10(lo), math.Log10(hi)
	if to-from < .3 {
		from, to = from-.15, to+.15
	}
	d0, d1 := l.plot0+22, l.plot1-50 // labels extend to the right
	l.x = func(v float64) vg.Length { return d0 + vg.Length((math.Log10(v)-from)/(to-from))*(d1-d0) }
	l.ticks = l.logTicks(from, to)
	for i := range c.Rows {
		if l.saysUnserved(&c.Rows[i]) {
			l.marks = 20
		}
	}
	for i := range c.Rows {
		labels, lanes := l.placeLabels(&c.Rows[i])
		l.labels = append(l.labels, labels)
		l.heights = append(l.heights, l.marks+max(21, 11+laneHeight*vg.Length(lanes)))
	}
	return l, true
}

// saysUnserved reports whether the label that explains a hatch fits into a row.
func (l contextLayout) saysUnserved(r *ContextRow) bool {
	return r.unserved() && l.x(r.claim())-l.x(r.most()) > contextSmall.Width(unserved)+8
}

func contextHeadWidth(t string) vg.Length {
	return canvas.NewStyle(8.2, canvas.Medium, canvas.Grey).Width(t)
}

// logTicks returns the powers of ten, and their multiples by two and five if there are
// few. It leaves out ticks whose labels would overlap.
func (l contextLayout) logTicks(from, to float64) []canvas.Tick {
	factors := []float64{1}
	if to-from < 3.2 {
		factors = []float64{1, 2, 5}
	}
	step := max(1, int(math.Ceil((to-from)/9)))
	var all []canvas.Tick
	for e := int(math.Floor(from)); e <= int(math.Ceil(to)); e += step {
		for _, f := range factors {
			if v := f * math.Pow(10, float64(e)); drawableTokens(v) {
				all = append(all, canvas.Tick{X: l.x(v), Text: tokens(v)})
			}
		}
	}
	return canvas.ApartTicks(all, l.plot0, l.plot1, 8)
}

// label returns the name of a row, marked if the public could not get the variant.
func (r *ContextRow) label() string {
	if r.Release == NotReleased {
		return r.Name + "*"
	}
	return r.Name
}

// state returns the second line below the name of a row.
func (c *Context) state(r *ContextRow) string {
	state := r.Detail
	switch {
	case r.Release == NotReleased:
		state = "not public"
	case r.Release == Unknown && !c.census().AllUnknown():
		state = "status unknown"
	}
	if state != r.Detail && r.Detail != "" {
		state += ", " + r.Detail
	}
	return state
}

// cells returns the three numbers at the right.
func (r *ContextRow) cells() [3]string {
	return [3]string{span(r.Claimed), span(r.Served), r.share()}
}

// A cluster is a run of windows of one kind whose marks touch.
type cluster struct {
	list []Window
	s    canvas.Style
	noun string
}

// placeLabels puts the labels of a row into lanes. If there would be too many lanes, it
// merges more labels, and finally replaces names by numbers.
func (l contextLayout) placeLabels(r *ContextRow) ([]contextLabel, int) {
	served, measured := contextValue, contextValue
	served.Color, measured.Color = canvas.Blue, canvas.Fills[4]
	for _, near := range []vg.Length{9, 16, 30, 60, 1e6} {
		for _, short := range []bool{false, true} {
			var labels []contextLabel
			for _, k := range append(l.clusters(r.Served, near, served, "provider"), l.clusters(r.Measured, near, measured, "measurement")...) {
				labels = append(labels, l.labelOf(k, short))
			}
			if lanes := l.assignLanes(labels); lanes <= mostLanes {
				return labels, lanes
			}
		}
	}
	return nil, 0
}

func (l contextLayout) clusters(list []Window, near vg.Length, s canvas.Style, noun string) []cluster {
	var out []cluster
	for i, w := range list {
		if i > 0 {
			k := &out[len(out)-1]
			if l.x(w.Tokens)-l.x(k.list[0].Tokens) <= near {
				k.list = append(k.list, w)
				continue
			}
		}
		out = append(out, cluster{[]Window{w}, s, noun})
	}
	return out
}

// labelOf returns the label of a cluster: its range and the names in it, or their number
// if short.
func (l contextLayout) labelOf(k cluster, short bool) contextLabel {
	var by []string
	for _, w := range k.list {
		if !slices.Contains(by, w.By) && w.By != "" {
			by = append(by, w.By)
		}
	}
	text := span(k.list)
	switch {
	case len(by) == 1 && !short:
		text += " " + contextSmall.Shorten(by[0], 200)
	case len(by) > 1 && len(by) <= 2 && !short:
		text += " " + contextSmall.Shorten(by[0], 80) + ", " + contextSmall.Shorten(by[1], 80)
	case len(by) > 1:
		text += fmt.Sprintf(" (%s)", canvas.Plural(len(by), k.noun))
	}
	at := (l.x(k.list[0].Tokens) + l.x(k.list[len(k.list)-1].Tokens)) / 2
	w := k.s.Width(text)
	x := min(max(at-w/2, l.plot0), l.plot1-w)
	return contextLabel{at: at, x: x, text: k.s.Shorten(text, l.plot1-l.plot0), s: k.s}
}

// assignLanes gives each label a lane in which it overlaps no other, and returns the
// number of lanes. If all labels fit into one lane, they are centred below their marks.
// Otherwise they extend to the right of their leader lines, the leftmost in the lowest
// lane, so that no leader crosses a text.
func (l contextLayout) assignLanes(labels []contextLabel) int {
	byX := func(a, b *contextLabel) int { return cmp.Compare(a.x, b.x) }
	order := make([]*contextLabel, len(labels))
	for i := range labels {
		order[i] = &labels[i]
		order[i].lane = 0
	}
	slices.SortStableFunc(order, byX)
	apart := true
	for i := 1; i < len(order); i++ {
		apart = apart && order[i-1].end()+8 <= order[i].x
	}
	if apart {
		return min(len(order), 1)
	}
	for _, lab := range order {
		w := lab.s.Width(lab.text)
		lab.x = max(min(lab.at-3, l.plot1-w), l.plot0)
	}
	slices.SortStableFunc(order, byX)
	lanes := 0
	for i, lab := range slices.Backward(order) {
		for _, right := range order[i+1:] {
			if lab.end()+8 > right.x {
				lab.lane = max(lab.lane, right.lane+1)
			}
		}
		lanes = max(lanes, lab.lane+1)
	}
	return lanes
}

func (lab *contextLabel) end() vg.Length { return lab.x + lab.s.Width(lab.text) }

func (c *Context) draw(p *canvas.Page, l contextLayout, ns *canvas.Notes) {
	head := canvas.NewStyle(8.2, canvas.Medium, canvas.Grey)
	p.Text("label", head, canvas.Margin, p.Y-8, canvas.Left, "VARIANT")
	for k, t := range []string{"CLAIMED", "SERVED", "SHARE"} {
		p.Text("label", head, l.columns[k], p.Y-8, canvas.Right, t)
	}
	p.Y -= 14
	top, bottom := p.Y, p.Y
	for _, h := range l.heights {
		bottom -= h
	}
	for _, t := range l.ticks {
		p.Line(canvas.Rule, .8, t.X, bottom, t.X, top)
	}
	y := top
	for i := range c.Rows {
		if i > 0 {
			p.Line(canvas.Rule, .6, canvas.Margin, y, canvas.Width-canvas.Margin, y)
		}
		c.drawRow(p, l, i, y, ns)
		y -= l.heights[i]
	}
	for _, t := range l.ticks {
		p.Text("tick", canvas.TickStyle, t.X, bottom-13, canvas.Center, t.Text)
	}
	p.Y = bottom - 20
}

func (c *Context) drawRow(p *canvas.Page, l contextLayout, i int, top vg.Length, ns *canvas.Notes) {
	r := &c.Rows[i]
	y := top - l.marks
	name, small, width := contextName, contextSmall, l.plot0-14-canvas.Margin
	if r.Release == NotReleased {
		name.Color, small.Color = canvas.NotPublic, canvas.NotPublic
		x0, y0, x1, y1 := canvas.Margin-8, top-l.heights[i]+2, canvas.Width-canvas.Margin+8, top-2
		drawHiddenBand(p, x0, y0, x0+bandHeight, y1)
		p.Outlined(canvas.NotPublic, 1.2, canvas.Polygon(canvas.Rect(x0, y0, x1, y1)), 4, 2.5)
	}
	state, base, ref := c.state(r), y-3.5, ns.Ref(r.Footnote)
	if state != "" {
		base = y - 1
		p.Text("label", small, canvas.Margin, y-12, canvas.Left, small.Shorten(state, width))
	}
	p.Referred("label", name, canvas.Margin, base, canvas.Left, name.Shorten(r.label(), width-name.ReferredWidth("", ref)), ref)
	for k, t := range r.cells() {
		s, kind := contextCell, "value"
		if t == "n/r" {
			s.Color, s.Weight, kind = canvas.Grey, canvas.Regular, "missing"
		}
		p.Text(kind, s, l.columns[k], y-3.5, canvas.Right, t)
	}
	for _, lab := range l.labels[i] {
		base := y - 19 - laneHeight*vg.Length(lab.lane)
		if lab.lane > 0 {
			p.Line(canvas.Faint, .5, lab.at, y-6, lab.at, base+7)
		}
	}
	c.drawMarks(p, l, r, y)
	for _, lab := range l.labels[i] {
		base := y - 19 - laneHeight*vg.Length(lab.lane)
		p.Fill(canvas.White, canvas.Polygon(canvas.Rect(lab.x-1.5, base-2.5, lab.x+lab.s.Width(lab.text)+1.5, base+7.5)))
		p.Text("value", lab.s, lab.x, base, canvas.Left, lab.text)
	}
}

// drawMarks draws the windows of a row. Dots are drawn over the claim, whose head and foot
// stay visible.
func (c *Context) drawMarks(p *canvas.Page, l contextLayout, r *ContextRow, y vg.Length) {
	release := r.Release
	if c.census().AllUnknown() {
		release = Released
	}
	if most := r.most(); most > 0 {
		if r.unserved() {
			x0, x1 := l.x(most), l.x(r.claim())
			drawUnserved(p, x0, x1, y)
			if l.saysUnserved(r) {
				mid, half := (x0+x1)/2, contextSmall.Width(unserved)/2+1.5
				p.Fill(canvas.White, canvas.Polygon(canvas.Rect(mid-half, y+8.6, mid+half, y+17.5))) // so that no line crosses the text
				p.Text("label", contextSmall, mid, y+10.5, canvas.Center, unserved)
			}
		}
		col := canvas.Blue
		if release == NotReleased {
			col = canvas.NotPublic
		}
		p.Line(col, 2.6, l.x(r.Served[0].Tokens), y, l.x(most), y)
	}
	for _, w := range r.Claimed {
		drawClaim(p, release, l.x(w.Tokens), y)
	}
	for _, w := range r.Measured {
		p.Mark(measured(release), l.x(w.Tokens), y)
	}
	for _, w := range r.Served {
		p.Mark(canvas.Look{Release: release, Fill: canvas.Blue}, l.x(w.Tokens), y)
	}
}

// measured returns the look of a measured window: a triangle, or a diamond with a dot.
func measured(r Release) canvas.Look {
	if r == NotReleased {
		return canvas.Look{Release: r, Fill: canvas.Fills[4], Pattern: 1}
	}
	return canvas.Look{Release: r, Fill: canvas.Fills[4], Pattern: 2}
}
