package charts

import (
	"slices"

	"provenance/internal/charts/canvas"
)

// drawable returns a copy of the figure in which every text can be drawn.
func (b *Bars) drawable(g *canvas.Glyphs) *Bars {
	c := *b
	c.Subject, c.Unit = g.Text(b.Subject), g.Text(b.Unit)
	c.Units = nil
	if b.Units != nil {
		c.Units = g.Texts(b.Units)
	}
	c.Benchmarks, c.About = g.Texts(b.Benchmarks), b.About.drawable(g)
	c.Series = slices.Clone(b.Series)
	for i, s := range b.Series {
		c.Series[i].Name = g.Text(s.Name)
	}
	c.Values = make([][]*Score, len(b.Values))
	for i, row := range b.Values {
		c.Values[i] = make([]*Score, len(row))
		for j, v := range row {
			if v == nil {
				continue
			}
			w := *v
			w.Printed, w.Footnote = g.Text(v.Printed), g.Text(v.Footnote)
			c.Values[i][j] = &w
		}
	}
	return &c
}

// drawable returns a copy of the figure in which every text can be drawn.
func (p *Gap) drawable(g *canvas.Glyphs) *Gap {
	c := *p
	c.Board, c.Unit, c.About = g.Text(p.Board), g.Text(p.Unit), p.About.drawable(g)
	c.Pairs = slices.Clone(p.Pairs)
	for i := range c.Pairs {
		q := &c.Pairs[i]
		q.Model, q.Context, q.Detail = g.Text(q.Model), g.Text(q.Context), g.Text(q.Detail)
		q.Board, q.Unit = g.Text(q.Board), g.Text(q.Unit)
		for _, m := range []*Mark{&q.Before, &q.Released} {
			m.Label, m.Printed, m.Footnote = g.Text(m.Label), g.Text(m.Printed), g.Text(m.Footnote)
		}
	}
	return &c
}
