package canvas

import "cmp"

// About is what every kind of figure says of itself.
type About struct {
	Title, Subtitle string   // computed from the data where they are empty
	Notes           []string // further footnotes
	Sources         []string
	Stamp           Stamp
}

// SetAbout sets what the figure says of itself.
func (a *About) SetAbout(to About) { *a = to }

// Page begins the figure, with a title and subtitle for where none is given.
func (a About) Page(title, subtitle string, data Table, g *Glyphs) *Page {
	p := NewPage(cmp.Or(a.Title, title), cmp.Or(a.Subtitle, subtitle))
	p.SetData(data, g)
	return p
}

// Footer closes the figure: the footnotes of marks, what the kind says itself, and
// what is said about it.
func (a About) Footer(p *Page, marks *Notes, own []string, g *Glyphs) *Figure {
	return p.Footer(marks.Lines(), append(append(own, a.Notes...), g.Notes()...), a.Sources, a.Stamp)
}
