package charts

import (
	"cmp"
	"math"
	"slices"

	"provenance/internal/charts/canvas"
)

// About is what every kind of figure says of itself.
type About struct {
	Title, Subtitle string   // computed from the data where they are empty
	Notes           []string // further footnotes
	Sources         []string
	Stamp           Stamp
}

// SetAbout sets what the figure says of itself.
func (a *About) SetAbout(to About) { *a = to }

// drawable returns a copy in which every text can be drawn.
func (a About) drawable(g *canvas.Glyphs) About {
	a.Title, a.Subtitle = g.Text(a.Title), g.Text(a.Subtitle)
	a.Notes, a.Sources = g.Texts(a.Notes), g.Texts(a.Sources)
	return a
}

// page begins the figure, with a title and subtitle for where none is given.
func (a About) page(title, subtitle string, data canvas.Table, g *canvas.Glyphs) *canvas.Page {
	p := canvas.NewPage(cmp.Or(a.Title, title), cmp.Or(a.Subtitle, subtitle))
	p.SetData(data, g)
	return p
}

// footer closes the figure: the footnotes of marks, what the kind says itself, and
// what is said about it.
func (a About) footer(p *canvas.Page, marks *canvas.Notes, own []string, g *canvas.Glyphs) *Figure {
	return p.Footer(marks.Lines(), append(append(own, a.Notes...), g.Notes()...), a.Sources, a.Stamp)
}

// finite reports whether numbers, where they are there, can be drawn.
func finite(numbers ...*float64) bool {
	return !slices.ContainsFunc(numbers, func(v *float64) bool { return v != nil && (math.IsNaN(*v) || math.Abs(*v) > 1e300) })
}
