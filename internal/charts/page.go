package charts

import (
	"cmp"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"
)

const margin vg.Length = 22

// A page lays the parts of a figure from the top down. The figure's height is
// known only at the end, so y runs downwards from 0 and is shifted then.
type page struct {
	*Figure
	y vg.Length
}

func newPage(title, subtitle string) *page {
	p := &page{Figure: &Figure{title: title, description: subtitle}, y: -16}
	inner := figureWidth - 2*margin
	head := style{17, bold, ink}
	for _, l := range head.balanced(title, inner) {
		p.text("title", head, margin, p.y-15, left, l)
		p.y -= 21
	}
	p.y -= 3
	sub := style{10.5, regular, grey}
	for _, l := range sub.wrap(subtitle, inner) {
		p.text("subtitle", sub, margin, p.y-9, left, l)
		p.y -= 15
	}
	p.y -= 8
	return p
}

// A key is an entry of the legend.
type key struct {
	name    string
	release Release
	pill    string
	warn    bool                 // the pill is in the reserved colour, as it is where release is NotReleased
	wide    vg.Length            // of the swatch, 14 where it is 0
	swatch  func(x, y vg.Length) // draws so many points wide, centred on y
}

// legend lays the keys in as many lines as they need.
func (p *page) legend(keys []key) {
	s := style{9.5, regular, ink}
	x := margin
	for _, k := range keys {
		name := s.shorten(k.name, 250)
		indent := cmp.Or(k.wide, 14) + 5
		w := indent + s.width(name)
		if k.pill != "" {
			w += 7 + pillWidth(k.pill)
		}
		if x > margin && x+w > figureWidth-margin {
			x = margin
			p.y -= 18
		}
		k.swatch(x, p.y-7)
		p.text("legend", s, x+indent, p.y-10.4, left, name)
		if k.pill != "" {
			col := grey
			if k.release == NotReleased || k.warn {
				col = notPublic
			}
			p.pill(x+w-pillWidth(k.pill), p.y-7, k.pill, col)
		}
		x += w + 16
	}
	p.y -= 26
}

// footer closes the figure: the footnotes of marks, a line each; what is said of
// the whole figure, sources and stamp; then everything is shifted so that the
// lower edge is 0.
func (p *page) footer(marks, notes, sources []string, stamp Stamp) *Figure {
	p.y -= 8
	p.line(rule, .7, margin, p.y, figureWidth-margin, p.y)
	p.y -= 6
	p.footnotes, p.sources, p.stamp = distinct(append(slices.Clone(marks), notes...)), sources, stamp
	own := distinct(marks)
	s := style{8.2, regular, grey}
	put := func(lines []string) {
		for _, n := range lines {
			for _, l := range s.wrap(n, figureWidth-2*margin) {
				p.y -= 11.5
				p.text("note", s, margin, p.y, left, l)
			}
		}
	}
	put(own)
	put(s.flow(p.footnotes[len(own):], figureWidth-2*margin))
	put(s.flow(sourceLines(sources), figureWidth-2*margin))
	put([]string{stamp.line()})
	p.y -= 16
	p.shift(-p.y)
	return p.Figure
}

// distinct returns each text once.
func distinct(list []string) []string {
	var out []string
	for _, t := range list {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// sourceLines are the sources as they stand below a figure.
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

// flow sets sentences one after the other in lines, each of them whole in its
// line where it fits into one.
func (s style) flow(sentences []string, w vg.Length) []string {
	var out []string
	for _, t := range sentences {
		if n := len(out) - 1; n >= 0 && s.width(out[n]+" "+t) <= w {
			out[n] += " " + t
			continue
		}
		out = append(out, t)
	}
	return out
}

// shift moves the whole figure up by dy and fixes its height.
func (p *page) shift(dy vg.Length) {
	p.height = dy
	ops := p.ops
	p.ops = []func(vg.Canvas){func(c vg.Canvas) {
		if on, ok := c.(*canvas); !ok || !on.painted {
			c.SetColor(white)
			c.Fill(polygon(rect(0, 0, figureWidth, dy)))
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

// notes collects footnotes, each once, in the order in which they are needed.
// Where there are several, they are numbered, and the number stands at the
// marks; one alone needs only the asterisk of what was not public. A kind adds
// all of them before it draws, since that tells whether there are numbers.
type notes struct {
	list  []string
	plain []bool // the note is of a mark without an asterisk too
}

// addFor adds the footnote of a mark.
func (n *notes) addFor(t string, r Release) {
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

// ref returns the number of a footnote that has been added, as it stands at a
// mark; "" where there are no numbers.
func (n *notes) ref(t string) string {
	if i := slices.Index(n.list, t); i >= 0 && (len(n.list) > 1 || n.plain[i]) {
		return strconv.Itoa(i + 1)
	}
	return ""
}

// lines are the footnotes as they stand below the figure: "* why", "*1 why", or
// "1 why" where a mark without an asterisk has the note.
func (n *notes) lines() []string {
	var out []string
	for i, t := range n.list {
		star := "*"
		if n.plain[i] {
			star = ""
		}
		out = append(out, star+n.ref(t)+" "+t)
	}
	return out
}
