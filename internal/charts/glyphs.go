package charts

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/image/font/sfnt"
)

// A glyphs replaces what the font cannot draw by numbered placeholders, and
// remembers what they stand for. The same characters keep their number.
type glyphs struct {
	lacking []string
}

// draws tells whether the font has a glyph for a rune.
func draws(r rune) bool {
	if r == '\n' || r == '\t' || r == '\r' || r == ' ' { // blanks are broken at, not drawn
		return true
	}
	if unicode.IsControl(r) {
		return false
	}
	var buf sfnt.Buffer
	g, err := style{10, regular, ink}.face().Face.GlyphIndex(&buf, r)
	return err == nil && g != 0
}

// text returns a text that the font can draw: "数学" becomes "[?1]".
func (g *glyphs) text(t string) string {
	if !strings.ContainsFunc(t, func(r rune) bool { return !draws(r) }) {
		return t
	}
	var b, run strings.Builder
	flush := func() {
		if run.Len() == 0 {
			return
		}
		i := slices.Index(g.lacking, run.String())
		if i < 0 {
			i = len(g.lacking)
			g.lacking = append(g.lacking, run.String())
		}
		fmt.Fprintf(&b, "[?%d]", i+1)
		run.Reset()
	}
	for _, r := range t {
		if !draws(r) {
			run.WriteRune(r)
			continue
		}
		flush()
		b.WriteRune(r)
	}
	flush()
	return b.String()
}

// original puts back what the placeholders of a text stand for.
func (g *glyphs) original(t string) string {
	for i, run := range g.lacking {
		t = strings.ReplaceAll(t, fmt.Sprintf("[?%d]", i+1), run)
	}
	return t
}

func (g *glyphs) texts(list []string) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = g.text(t)
	}
	return out
}

// notes says what each placeholder stands for, by code points, in one note: a
// board may have a hundred names in another script.
func (g *glyphs) notes() []string {
	if len(g.lacking) == 0 {
		return nil
	}
	var out []string
	for i, run := range g.lacking {
		var points []string
		for _, r := range run {
			points = append(points, fmt.Sprintf("U+%04X", r))
		}
		out = append(out, fmt.Sprintf("[?%d] is %s", i+1, strings.Join(points, " ")))
	}
	return []string{"Letters that the font of this figure lacks: " + strings.Join(out, "; ") + "."}
}

// drawable returns a copy of the figure in which every text can be drawn.
func (b *Bars) drawable(g *glyphs) *Bars {
	c := *b
	c.Title, c.Subtitle, c.Subject, c.Unit = g.text(b.Title), g.text(b.Subtitle), g.text(b.Subject), g.text(b.Unit)
	c.Units = nil
	if b.Units != nil {
		c.Units = g.texts(b.Units)
	}
	c.Benchmarks, c.Notes, c.Sources = g.texts(b.Benchmarks), g.texts(b.Notes), g.texts(b.Sources)
	c.Series = slices.Clone(b.Series)
	for i, s := range b.Series {
		c.Series[i].Name = g.text(s.Name)
	}
	c.Values = make([][]*Value, len(b.Values))
	for i, row := range b.Values {
		c.Values[i] = make([]*Value, len(row))
		for j, v := range row {
			if v == nil {
				continue
			}
			w := *v
			w.Printed, w.Footnote = g.text(v.Printed), g.text(v.Footnote)
			c.Values[i][j] = &w
		}
	}
	return &c
}

// drawable returns a copy of the figure in which every text can be drawn.
func (p *Gap) drawable(g *glyphs) *Gap {
	c := *p
	c.Title, c.Subtitle, c.Board, c.Unit = g.text(p.Title), g.text(p.Subtitle), g.text(p.Board), g.text(p.Unit)
	c.Notes, c.Sources = g.texts(p.Notes), g.texts(p.Sources)
	c.Pairs = slices.Clone(p.Pairs)
	for i := range c.Pairs {
		q := &c.Pairs[i]
		q.Model, q.Context, q.Detail = g.text(q.Model), g.text(q.Context), g.text(q.Detail)
		q.Board, q.Unit = g.text(q.Board), g.text(q.Unit)
		for _, m := range []*Mark{&q.Before, &q.Released} {
			m.Label, m.Printed, m.Footnote = g.text(m.Label), g.text(m.Printed), g.text(m.Footnote)
		}
	}
	return &c
}
