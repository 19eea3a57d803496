package canvas

import (
	"cmp"
	"fmt"
	"strings"
)

// About holds the texts that every kind of figure has.
type About struct {
	Title, Subtitle string   // computed from the data if they are empty
	Without         []string // what was asked for and is not drawn: the computed title names it
	Notes           []string // further footnotes
	Sources         []string
	Stamp           Stamp
}

// SetAbout sets the texts of the figure.
func (a *About) SetAbout(to About) { *a = to }

// mostWithout is how many of the things that are not drawn a title names. The others are
// only counted.
const mostWithout = 4

// Page starts a figure. title and subtitle are used if a has none.
func (a About) Page(title, subtitle string, data Table, g *Glyphs) *Page {
	if n := len(a.Without); n > mostWithout {
		title += fmt.Sprintf(" (without %s and %d more)", strings.Join(a.Without[:mostWithout], ", "), n-mostWithout)
	} else if n > 0 {
		title += " (without " + strings.Join(a.Without, ", ") + ")"
	}
	p := NewPage(cmp.Or(a.Title, title), cmp.Or(a.Subtitle, subtitle))
	p.SetData(data, g)
	return p
}

// Footer ends a figure with the footnotes of marks, the notes of its kind (own), and the
// notes, sources and stamp of a.
func (a About) Footer(p *Page, marks *Notes, own []string, g *Glyphs) *Figure {
	return p.Footer(marks.Lines(), append(append(own, a.Notes...), g.Notes()...), a.Sources, a.Stamp)
}
