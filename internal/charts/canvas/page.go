package canvas

import (
	"cmp"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
)

// Margin is the width of the margin on each side of a figure.
const Margin vg.Length = 22

// A Page lays out the parts of a figure from the top down. The height of the figure is
// known only at the end, so Y starts near 0 and decreases, and everything is shifted then.
type Page struct {
	*Figure
	Y vg.Length // where the next part starts
}

// NewPage starts a figure with its title and subtitle.
func NewPage(title, subtitle string) *Page {
	p := &Page{Figure: &Figure{title: title, description: subtitle}, Y: -16}
	inner := Width - 2*Margin
	head := Style{17, Bold, Ink}
	for _, l := range head.balanced(title, inner) {
		p.Text("title", head, Margin, p.Y-15, Left, l)
		p.Y -= 21
	}
	p.Y -= 3
	sub := Style{10.5, Regular, Grey}
	for _, l := range sub.wrap(subtitle, inner) {
		p.Text("subtitle", sub, Margin, p.Y-9, Left, l)
		p.Y -= 15
	}
	p.Y -= 8
	return p
}

// A Key is an entry of the legend.
type Key struct {
	Name    string
	Release Release
	Pill    string
	Warn    bool                 // the pill has the reserved colour, as it does if Release is NotReleased
	Wide    vg.Length            // width of the swatch; 0 means 14
	Swatch  func(x, y vg.Length) // draws the swatch from x, centred on y
}

// Legend draws the keys in as many lines as they need.
func (p *Page) Legend(keys []Key) {
	s := Style{9.5, Regular, Ink}
	x := Margin
	for _, k := range keys {
		name := s.Shorten(k.Name, 250)
		indent := cmp.Or(k.Wide, 14) + 5
		w := indent + s.Width(name)
		if k.Pill != "" {
			w += 7 + pillWidth(k.Pill)
		}
		if x > Margin && x+w > Width-Margin {
			x = Margin
			p.Y -= 18
		}
		k.Swatch(x, p.Y-7)
		p.Text("legend", s, x+indent, p.Y-10.4, Left, name)
		if k.Pill != "" {
			col := Grey
			if k.Release == NotReleased || k.Warn {
				col = NotPublic
			}
			p.pill(x+w-pillWidth(k.Pill), p.Y-7, k.Pill, col)
		}
		x += w + 16
	}
	p.Y -= 26
}

// Footer ends the figure with the footnotes of marks, one in a line, and then the notes on
// the whole figure, the sources and the stamp. It shifts everything so that the lower edge
// is at 0.
func (p *Page) Footer(marks, notes, sources []string, stamp Stamp) *Figure {
	p.Y -= 8
	p.Line(Rule, .7, Margin, p.Y, Width-Margin, p.Y)
	p.Y -= 6
	p.footnotes, p.sources, p.stamp = distinct(append(slices.Clone(marks), notes...)), sources, stamp
	own := distinct(marks)
	s := Style{8.2, Regular, Grey}
	put := func(lines []string) {
		for _, n := range lines {
			for _, l := range s.wrap(n, Width-2*Margin) {
				p.Y -= 11.5
				p.Text("note", s, Margin, p.Y, Left, l)
			}
		}
	}
	put(own)
	put(s.flow(p.footnotes[len(own):], Width-2*Margin))
	put(s.flow(sourceLines(sources), Width-2*Margin))
	put([]string{stamp.line()})
	p.Y -= 16
	p.shift(-p.Y)
	return p.Figure
}

// distinct returns the texts, each once.
func distinct(list []string) []string {
	var out []string
	for _, t := range list {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// sourceLines returns the sources as they are drawn below a figure.
func sourceLines(sources []string) []string {
	out := slices.Clone(sources)
	for i := range out {
		if i < len(out)-1 {
			out[i] += ";"
		}
	}
	switch len(out) {
	case 0:
	case 1:
		out[0] = "Source: " + out[0]
	default:
		out[0] = "Sources: " + out[0]
	}
	return out
}

// flow puts sentences one after the other into lines. A sentence that fits into one line
// is not broken.
func (s Style) flow(sentences []string, w vg.Length) []string {
	var out []string
	for _, t := range sentences {
		if n := len(out) - 1; n >= 0 && s.Width(out[n]+" "+t) <= w {
			out[n] += " " + t
			continue
		}
		out = append(out, t)
	}
	return out
}

// shift moves the whole figure up by dy and sets its height.
func (p *Page) shift(dy vg.Length) {
	p.height = dy
	ops := p.ops
	p.ops = []func(vg.Canvas){func(c vg.Canvas) {
		if on, ok := c.(*canvas); !ok || !on.painted {
			c.SetColor(White)
			c.Fill(Polygon(Rect(0, 0, Width, dy)))
		}
		c.Push()
		c.Translate(vg.Point{Y: dy})
		for _, op := range ops {
			op(c)
		}
		c.Pop()
	}}
	for i := range p.items {
		p.items[i].Y0 += dy
		p.items[i].Y1 += dy
	}
}

// Notes collects footnotes, each once, in the order in which they are needed. If there are
// several, they are numbered, and the numbers are drawn at the marks. A single note needs
// only the asterisk of variants that were not public. A kind of figure adds all notes
// before it draws, because only then is it known whether there are numbers.
type Notes struct {
	list  []string
	plain []bool // the note is of a mark without an asterisk too
}

// AddFor adds the footnote of a mark.
func (n *Notes) AddFor(t string, r Release) {
	if t == "" {
		return
	}
	i := slices.Index(n.list, t)
	if i < 0 {
		i = len(n.list)
		n.list, n.plain = append(n.list, t), append(n.plain, false)
	}
	n.plain[i] = n.plain[i] || r != NotReleased
}

// Ref returns the number of an added footnote as it is drawn at a mark, "" if there are no
// numbers.
func (n *Notes) Ref(t string) string {
	if i := slices.Index(n.list, t); i >= 0 && (len(n.list) > 1 || n.plain[i]) {
		return strconv.Itoa(i + 1)
	}
	return ""
}

// Lines returns the footnotes as they are drawn below the figure: "* why", "*1 why", or "1
// why" if a mark without an asterisk has the note.
func (n *Notes) Lines() []string {
	var out []string
	for i, t := range n.list {
		star := "*"
		if n.plain[i] {
			star = ""
		}
		out = append(out, star+n.Ref(t)+" "+t)
	}
	return out
}
