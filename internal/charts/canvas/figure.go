package canvas

import (
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"
)

// Width is the width of every figure in points: 2150 pixels at 180 dpi.
const Width vg.Length = 860

// A Figure is a laid-out drawing, independent of the format it is written in.
type Figure struct {
	title, description string
	height             vg.Length
	ops                []func(vg.Canvas)
	items              []Item
	footnotes          []string
	sources            []string
	stamp              Stamp
	data               Table
	theme              Theme
	size               Size
	glyphs             *Glyphs // the characters that placeholders stand for, or nil
}

// An Item is a text or a mark of the figure, for tests and screen readers.
// Bounds are in points from the lower left corner.
type Item struct {
	Kind           string // title, subtitle, legend, tick, label, value, reference, missing, note, bar, dot, diamond
	Text           string
	Release        Release // marks: bar, dot, diamond
	X0, Y0, X1, Y1 vg.Length
	Fill           color.NRGBA
	Pattern        int // marks: index of the pattern
}

// The box of a text extends from its descenders to the top of its capitals. Both are shares
// of the font size.
const (
	Descent = .22
	Ascent  = .76
)

// size returns the font size of a text, in points.
func (it Item) size() float64 { return float64(it.Y1-it.Y0) / (Ascent + Descent) }

func (it Item) baseline() vg.Length { return it.Y0 + vg.Length(it.size())*Descent }

// Title returns the figure's title.
func (f *Figure) Title() string { return f.title }

// Description returns a text that says what the figure shows.
func (f *Figure) Description() string { return f.description }

// Items returns the texts and marks in the order in which they are drawn, with the colours
// of the theme.
func (f *Figure) Items() []Item {
	out := slices.Clone(f.items)
	for i := range out {
		if out[i].Fill.A != 0 {
			out[i].Fill = f.theme.Color(out[i].Fill)
		}
	}
	return out
}

// Sources returns the lines that name the sources of the numbers.
func (f *Figure) Sources() []string { return f.sources }

// Footnotes returns the notes below the figure, without sources and stamp.
func (f *Figure) Footnotes() []string { return f.footnotes }

// Height returns the height in points; the width is 860.
func (f *Figure) Height() float64 { return float64(f.height) }

// NewFigure returns an empty figure of the given height in points.
func NewFigure(height vg.Length) *Figure { return &Figure{height: height} }

// Add adds a drawing step.
func (f *Figure) Add(op func(vg.Canvas)) { f.ops = append(f.ops, op) }

// AddItem adds a mark to Items. The caller adds the drawing steps.
func (f *Figure) AddItem(it Item) { f.items = append(f.items, it) }

// Alignments of a text: its left end, middle or right end is at x.
const (
	Left   = 0.0
	Center = 0.5
	Right  = 1.0
)

// Text draws one line with its baseline at y.
func (f *Figure) Text(kind string, s Style, x, y vg.Length, align float64, t string) {
	w := s.Width(t)
	x -= w * vg.Length(align)
	size := vg.Points(s.Size)
	f.items = append(f.items, Item{Kind: kind, Text: t, X0: x, Y0: y - size*Descent, X1: x + w, Y1: y + size*Ascent, Fill: s.Color})
	f.Add(func(c vg.Canvas) {
		on, ok := c.(*canvas)
		if ok && on.noText {
			return
		}
		c.SetColor(s.Color)
		words := s.outline(vg.Point{X: x, Y: y}, t)
		if ok && on.painted { // an image: the time to fill a path grows with the square of its width
			for _, w := range words {
				c.Fill(w)
			}
			return
		}
		c.Fill(slices.Concat(words...))
	})
}

// Referred draws a text followed by the number of its footnote, raised and smaller. The
// number may be "".
func (f *Figure) Referred(kind string, s Style, x, y vg.Length, align float64, t, number string) {
	x -= s.ReferredWidth(t, number) * vg.Length(align)
	f.Text(kind, s, x, y, Left, t)
	if number != "" {
		f.Text("reference", s.raised(), x+s.Width(t)+.6, y+vg.Points(s.Size)*.36, Left, number)
	}
}

// raised returns the style of the number of a footnote after a text.
func (s Style) raised() Style { s.Size *= .72; return s }

// ReferredWidth returns the width of a text with the number of its footnote.
func (s Style) ReferredWidth(t, number string) vg.Length {
	if number == "" {
		return s.Width(t)
	}
	return s.Width(t) + .6 + s.raised().Width(number)
}

// Line draws a line. If dash is given, it has the lengths of strokes and gaps.
func (f *Figure) Line(col color.NRGBA, width vg.Length, x0, y0, x1, y1 vg.Length, dash ...vg.Length) {
	f.Add(func(c vg.Canvas) {
		c.SetColor(col)
		c.SetLineWidth(width)
		c.SetLineDash(dash, 0)
		var p vg.Path
		p.Move(vg.Point{X: x0, Y: y0})
		p.Line(vg.Point{X: x1, Y: y1})
		c.Stroke(p)
	})
}

// Polygon returns the closed outline through points.
func Polygon(pts []vg.Point) vg.Path {
	var p vg.Path
	for i, pt := range pts {
		if i == 0 {
			p.Move(pt)
		} else {
			p.Line(pt)
		}
	}
	p.Close()
	return p
}

// Rect returns the corners of a rectangle.
func Rect(x0, y0, x1, y1 vg.Length) []vg.Point {
	return []vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}, {X: x0, Y: y1}}
}

// Circle returns the outline of a circle.
func Circle(x, y, r vg.Length) vg.Path {
	var p vg.Path
	p.Move(vg.Point{X: x + r, Y: y})
	p.Arc(vg.Point{X: x, Y: y}, r, 0, 2*math.Pi)
	p.Close()
	return p
}

// Fill fills an outline.
func (f *Figure) Fill(col color.NRGBA, p vg.Path) {
	f.Add(func(c vg.Canvas) { c.SetColor(col); c.Fill(p) })
}

// Outlined strokes an outline.
func (f *Figure) Outlined(col color.NRGBA, width vg.Length, p vg.Path, dash ...vg.Length) {
	f.Add(func(c vg.Canvas) {
		c.SetColor(col)
		c.SetLineWidth(width)
		c.SetLineDash(dash, 0)
		c.Stroke(p)
	})
}

// Bar draws a bar from its base y0 to y1 in the given look: filled; or hatched and
// outlined in the reserved colour if the variant was not public; or with a dotted outline
// if its status is unknown. There is a gap inside the dotted outline, because dots would
// be invisible next to a dark fill.
func (f *Figure) Bar(l Look, x0, y0, x1, y1 vg.Length) {
	base := y0
	y0, y1 = min(y0, y1), max(y0, y1)
	pts := Rect(x0, y0, x1, y1)
	f.items = append(f.items, Item{Kind: "bar", Release: l.Release, X0: x0, Y0: y0, X1: x1, Y1: y1, Fill: l.Fill, Pattern: l.Pattern})
	if l.Release == NotReleased {
		f.Fill(Mix(NotPublic, White, .86), Polygon(pts))
		for _, angle := range [MostHatches][]float64{{math.Pi / 4}, {-math.Pi / 4}, {math.Pi / 2}, {0}, {math.Pi / 4, -math.Pi / 4}, {0, math.Pi / 2}}[l.Pattern%MostHatches] {
			f.Hatch(NotPublic, 1.3, 4.2, angle, pts)
		}
		f.Outlined(NotPublic, 1.1, Polygon(pts))
		return
	}
	if l.Release == Unknown {
		f.Outlined(Ink, .9, Polygon(pts), 1.2, 1.8)
		side := min(2.2, (x1-x0)/5)
		end := min(side, (y1-y0)/3)
		if base == y1 { // the bar hangs down
			pts = Rect(x0+side, y0+end, x1-side, y1)
		} else {
			pts = Rect(x0+side, y0, x1-side, y1-end)
		}
	}
	f.Fill(l.Fill, Polygon(pts))
	switch l.Pattern { // lines that are lighter or darker than the fill
	case 1:
		f.Hatch(contrast(l.Fill), 1.1, 4.5, 0, pts)
	case 2:
		f.Hatch(contrast(l.Fill), 1.1, 4.5, math.Pi/2, pts)
	}
}

// Mark draws a point: a dot for a public variant, a hollow diamond for one that was not,
// and a smaller dot in a dotted ring if the status is unknown. Patterns turn dots into
// squares and triangles, and put a dot or strokes into the diamond.
func (f *Figure) Mark(l Look, x, y vg.Length) {
	const r = 5.2
	item := Item{Kind: "dot", Release: l.Release, X0: x - r, Y0: y - r, X1: x + r, Y1: y + r, Fill: l.Fill, Pattern: l.Pattern}
	if l.Release == NotReleased {
		item.Kind, item.Fill = "diamond", White
		f.items = append(f.items, item)
		pts := Polygon([]vg.Point{{X: x, Y: y + r + 1}, {X: x + r + 1, Y: y}, {X: x, Y: y - r - 1}, {X: x - r - 1, Y: y}})
		f.Fill(White, pts)
		switch l.Pattern % MostMarks {
		case 1:
			f.Fill(NotPublic, Circle(x, y, 2.2))
		case 2:
			f.Line(NotPublic, 1.5, x-r, y, x+r, y)
		case 3:
			f.Line(NotPublic, 1.5, x, y-r, x, y+r)
		}
		f.Outlined(NotPublic, 1.7, pts)
		return
	}
	f.items = append(f.items, item)
	if l.Release == Unknown {
		ring := Circle(x, y, r-.5)
		f.Fill(White, ring)
		f.Outlined(Ink, .9, ring, 1.2, 1.5)
		f.Fill(l.Fill, dot(l.Pattern, x, y, r-1.7))
		return
	}
	shape := dot(l.Pattern, x, y, r)
	f.Fill(l.Fill, shape)
	f.Outlined(White, .8, shape)
}

// dot returns the outline of a point in a pattern: a circle, a square or a triangle.
func dot(pattern int, x, y, r vg.Length) vg.Path {
	switch pattern {
	case 1:
		return Polygon(Rect(x-r+.9, y-r+.9, x+r-.9, y+r-.9))
	case 2:
		return Polygon([]vg.Point{{X: x, Y: y + r}, {X: x + r, Y: y - r + 1}, {X: x - r, Y: y - r + 1}})
	}
	return Circle(x, y, r-.5)
}

// Interval draws an error bar, horizontal or vertical, with caps of 3 points.
func (f *Figure) Interval(horizontal bool, at, lo, hi vg.Length) {
	if horizontal {
		f.Line(Ink, .9, lo, at, hi, at)
		f.Line(Ink, .9, lo, at-3, lo, at+3)
		f.Line(Ink, .9, hi, at-3, hi, at+3)
		return
	}
	f.Line(Ink, .9, at, lo, at, hi)
	f.Line(Ink, .9, at-3, lo, at+3, lo)
	f.Line(Ink, .9, at-3, hi, at+3, hi)
}

// Hatch fills a convex polygon with parallel lines. It computes them by scan lines in a
// rotated frame, because package vg cannot hatch.
func (f *Figure) Hatch(col color.NRGBA, width, gap vg.Length, angle float64, pts []vg.Point) {
	sin, cos := math.Sincos(angle)
	s, co := vg.Length(sin), vg.Length(cos)
	rot := make([]vg.Point, len(pts))
	lo, hi := vg.Length(math.Inf(1)), vg.Length(math.Inf(-1))
	for i, p := range pts {
		rot[i] = vg.Point{X: p.X*co + p.Y*s, Y: -p.X*s + p.Y*co}
		lo, hi = min(lo, rot[i].Y), max(hi, rot[i].Y)
	}
	var path vg.Path
	for y := vg.Length(math.Ceil(float64(lo/gap))) * gap; y < hi; y += gap {
		var xs []vg.Length
		for i, p := range rot {
			q := rot[(i+1)%len(rot)]
			if (p.Y <= y) != (q.Y <= y) {
				xs = append(xs, p.X+(y-p.Y)/(q.Y-p.Y)*(q.X-p.X))
			}
		}
		if len(xs) == 2 {
			path.Move(vg.Point{X: xs[0]*co - y*s, Y: xs[0]*s + y*co})
			path.Line(vg.Point{X: xs[1]*co - y*s, Y: xs[1]*s + y*co})
		}
	}
	if len(path) == 0 {
		return
	}
	f.Add(func(c vg.Canvas) {
		c.SetColor(col)
		c.SetLineWidth(width)
		c.SetLineDash(nil, 0)
		c.Stroke(path)
	})
}

// capsule returns the outline of a bar with round ends, w wide, 2r high and centred on y.
// The ends are Bézier curves, because an arc within a path becomes a separate, mirrored
// path in a PDF.
func capsule(x, y, w, r vg.Length) vg.Path {
	const k = .5522847 // share of the radius: distance of the control points of a quarter of a circle
	var p vg.Path
	at := func(dx, dy vg.Length) vg.Point { return vg.Point{X: x + dx, Y: y + dy} }
	p.Move(at(r, -r))
	p.Line(at(w-r, -r))
	p.CubeTo(at(w-r+k*r, -r), at(w, -k*r), at(w, 0))
	p.CubeTo(at(w, k*r), at(w-r+k*r, r), at(w-r, r))
	p.Line(at(r, r))
	p.CubeTo(at(r-k*r, r), at(0, k*r), at(0, 0))
	p.CubeTo(at(0, -k*r), at(r-k*r, -r), at(r, -r))
	p.Close()
	return p
}

// pillWidth returns the width of a pill with the given text.
func pillWidth(t string) vg.Length { return Style{7.2, Medium, Ink}.Width(t) + 9 }

// pill draws a small rounded tag centred on y that starts at x.
func (f *Figure) pill(x, y vg.Length, t string, col color.NRGBA) {
	w := pillWidth(t)
	p := capsule(x, y, w, 6.25)
	f.Fill(Mix(col, White, .9), p)
	f.Outlined(col, .7, p)
	f.Text("legend", Style{7.2, Medium, col}, x+w/2, y-2.5, Center, t)
}
