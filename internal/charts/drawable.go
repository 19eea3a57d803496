package charts

import "slices"

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
