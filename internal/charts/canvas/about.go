package canvas

import "cmp"

// About holds the texts that every kind of figure has.
type About struct {
	Title, Subtitle string   // computed from the data if they are empty
	Notes           []string // further footnotes
	Sources         []string
	Stamp           Stamp
}

// SetAbout sets the texts of the figure.
func (a *About) SetAbout(to About) { *a = to }

// Page starts a figure. title and subtitle are used if a has none.
func (a About) Page(title, subtitle string, data Table, g *Glyphs) *Page {
	p := NewPage(cmp.Or(a.Title, title), cmp.Or(a.Subtitle, subtitle))
	p.SetData(data, g)
	return p
}

// Footer ends a figure with the footnotes of marks, the notes of its kind (own), and the
// notes, sources and stamp of a.
func (a About) Footer(p *Page, marks *Notes, own []string, g *Glyphs) *Figure {
	return p.Footer(marks.Lines(), append(append(own, a.Notes...), g.Notes()...), a.Sources, a.Stamp)
}
