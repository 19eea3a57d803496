// Package labels finds positions for texts at the marks of a plot: each text gets the
// nearest free position, and a thin line to its mark if it is not right next to it. The
// package does not know what the marks mean or how they are drawn.
package labels

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// A Box is an area of the page.
type Box struct{ X0, Y0, X1, Y1 vg.Length }

// Meets reports whether two boxes overlap.
func (a Box) Meets(b Box) bool { return a.X0 < b.X1 && b.X0 < a.X1 && a.Y0 < b.Y1 && b.Y0 < a.Y1 }

// Grown returns the box, larger by d on each side.
func (a Box) Grown(d vg.Length) Box { return Box{a.X0 - d, a.Y0 - d, a.X1 + d, a.Y1 + d} }

// A Mark is a mark that labels must not cover.
type Mark struct {
	X, Y, R  vg.Length // centre and radius
	Whole    Box       // the area of the mark with its interval
	Notable  bool      // lines avoid it and its interval, however close marks are
	Anywhere bool      // its label may be farther away than other labels
}

// A Label is the text at a mark.
type Label struct {
	Mark   int // index in Plot.Marks
	Text   string
	Style  canvas.Style
	Box    Box
	Line   [2]vg.Point // from the mark to the text
	Linked bool        // draw the line
}

// A Plot has marks from left to right, a step apart, and the labels that have been placed.
type Plot struct {
	Box    Box
	Step   vg.Length
	Marks  []Mark
	Down   bool // prefer positions below the marks to those above
	Labels []*Label
}

// RefRoom is the width kept free after a label for the number of its footnote.
const RefRoom vg.Length = 12

// offsets are the positions that are tried for a label, nearest first: dx and dy from the
// mark to the nearest corner of the text, where the sign says on which side it is. If dx
// is 0, the text starts at the mark, on a vertical line.
var offsets = sync.OnceValue(func() [][2]vg.Length {
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
})

// Limits of the positions of labels, in points.
const (
	farthest     = 60 // distance from its mark of a label that is only for orientation
	shortestLine = 4  // length of the line of a label straight above crowded marks
	crowded      = 24 // step between marks below which they are crowded
	apart        = 8  // least distance between marks for a line to go around them
)

// Place positions a label where it overlaps no mark and no earlier label, and adds it to
// Labels. It returns false if there is no such position.
func (p *Plot) Place(lab *Label) bool {
	m := p.Marks[lab.Mark]
	w, h := lab.Style.Width(lab.Text)+RefRoom, vg.Points(lab.Style.Size)
	for _, o := range offsets() {
		dx, dy := o[0], o[1]
		if !m.Anywhere && math.Hypot(float64(dx), float64(dy)) > farthest {
			continue
		}
		level := dy == -3.5
		if p.Down && !level {
			dy = -dy
		}
		x0 := m.X + dx + m.R
		if dx < 0 {
			x0 = m.X + dx - m.R - w
		}
		base := m.Y + dy // baseline
		if !level && dy < 0 {
			base = m.Y + dy - h*canvas.Ascent
		}
		if dx == 0 {
			x0 = m.X - 3
		}
		lab.Box = Box{x0, base - h*canvas.Descent, x0 + w, base + h*canvas.Ascent}
		if lab.Box.X0 < p.Box.X0+2 || lab.Box.X1 > p.Box.X1 || lab.Box.Y0 < p.Box.Y0+2 || lab.Box.Y1 > p.Box.Y1+2 {
			continue
		}
		end := vg.Point{X: x0 - 2, Y: base + h*.26}
		if dx < 0 {
			end.X = x0 + w + 2 - RefRoom
		}
		if dx == 0 {
			end = vg.Point{X: m.X, Y: lab.Box.Y0 - 1}
			if base < m.Y {
				end.Y = lab.Box.Y1 + 1
			}
		}
		d := math.Hypot(float64(end.X-m.X), float64(end.Y-m.Y))
		if dx == 0 && p.Step < crowded && d < float64(m.R)+1+shortestLine {
			continue // the reader could not see which of the marks below it belongs to
		}
		lab.Linked = d > float64(m.R)+3.5
		lab.Line = [2]vg.Point{{X: m.X + (end.X-m.X)*vg.Length(float64(m.R+1)/d), Y: m.Y + (end.Y-m.Y)*vg.Length(float64(m.R+1)/d)}, end}
		if p.free(lab) {
			p.Labels = append(p.Labels, lab)
			return true
		}
	}
	return false
}

// between returns the range of marks that may be between two x coordinates. The largest
// mark has a radius of 5 points.
func (p *Plot) between(x0, x1 vg.Length) (from, to int) {
	return max(int((x0-5-p.Box.X0)/p.Step)-1, 0), min(int((x1+5-p.Box.X0)/p.Step)+1, len(p.Marks)-1)
}

// free reports whether a label and its line overlap nothing.
func (p *Plot) free(lab *Label) bool {
	room := lab.Box.Grown(1.5)
	from, to := p.between(room.X0, room.X1)
	for i := from; i <= to; i++ {
		if room.Meets(p.Marks[i].Whole) {
			return false
		}
	}
	for _, o := range p.Labels {
		if room.Meets(o.Box.Grown(1)) || o.Linked && room.Crossed(o.Line) || lab.Linked && (o.Box.Grown(1).Crossed(lab.Line) || o.Linked && cross(lab.Line, o.Line)) {
			return false
		}
	}
	if !lab.Linked {
		return true
	}
	from, to = p.between(min(lab.Line[0].X, lab.Line[1].X), max(lab.Line[0].X, lab.Line[1].X))
	for i := from; i <= to; i++ {
		m := p.Marks[i]
		box := m.Whole
		if !m.Notable {
			if p.Step < apart {
				continue // the line cannot avoid them
			}
			box = Box{m.X - m.R, m.Y - m.R, m.X + m.R, m.Y + m.R} // its interval is a thin line
		}
		if i != lab.Mark && box.Crossed(lab.Line) {
			return false
		}
	}
	return true
}

// Crossed reports whether a line crosses the box.
func (a Box) Crossed(s [2]vg.Point) bool {
	t0, t1 := vg.Length(0), vg.Length(1) // Liang and Barsky
	d := vg.Point{X: s[1].X - s[0].X, Y: s[1].Y - s[0].Y}
	for _, e := range [4][2]vg.Length{{-d.X, s[0].X - a.X0}, {d.X, a.X1 - s[0].X}, {-d.Y, s[0].Y - a.Y0}, {d.Y, a.Y1 - s[0].Y}} {
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

// cross reports whether two lines cross.
func cross(a, b [2]vg.Point) bool {
	side := func(p, q, r vg.Point) bool { return (q.X-p.X)*(r.Y-p.Y) > (q.Y-p.Y)*(r.X-p.X) }
	return side(a[0], a[1], b[0]) != side(a[0], a[1], b[1]) && side(b[0], b[1], a[0]) != side(b[0], b[1], a[1])
}
