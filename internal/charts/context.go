package charts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// mostContexts is the greatest number of rows of a context figure that stays readable.
const mostContexts = 30

// A Window is a context window that somebody serves or measured, in tokens.
type Window struct {
	By     string // a provider, or who measured it and what
	Tokens float64
	Source string // for the data table
	AsOf   string // YYYY-MM-DD, for the data table
}

// A ContextRow is a variant with the windows on record for it.
type ContextRow struct {
	Name     string
	Detail   string // a second, smaller line
	Claimed  []Window
	Served   []Window
	Measured []Window
	Release  Release
	Footnote string // says why the public could not get it
}

// Context is a figure of context windows on a log scale, with one row for each variant:
// what the developer claims, what providers serve and what was measured.
type Context struct {
	About
	Rows []ContextRow
}

// Figure lays the rows out in the order given. It returns an error that wraps ErrEmpty if
// there is no window, or ErrTooMany.
func (c *Context) Figure() (*Figure, error) {
	if len(c.Rows) > mostContexts {
		return nil, fmt.Errorf("context: %w: %d variants, at most %d can be read", ErrTooMany, len(c.Rows), mostContexts)
	}
	data := c.data()
	gl := &canvas.Glyphs{}
	c, left := canvas.Drawable(gl, c).placed()
	ns := &canvas.Notes{}
	for _, r := range c.Rows {
		ns.AddFor(r.Footnote, r.Release)
	}
	l, ok := c.layout(ns)
	if !ok {
		return nil, fmt.Errorf("context: %w: no context window above 0 is on record for these variants", ErrEmpty)
	}
	p := c.Page(c.title(), c.subtitle(), data, gl)
	p.Legend(c.keys(p, l))
	c.draw(p, l, ns)
	list := []string{"Share: served, from least to most, of the largest number claimed. n/r: not reported, nothing on record."}
	c.Notes = append(c.Notes, left...)
	return c.Footer(p, ns, list, gl), nil
}

// data returns the data table of the figure, with a row for each window that is drawn.
func (c *Context) data() canvas.Table {
	t := canvas.Table{Header: []string{"variant", "detail", "release", "basis", "by", "tokens", "as_of", "source", "footnote"}}
	for _, r := range c.Rows {
		for _, kind := range []struct {
			basis string
			list  []Window
		}{{"claimed", r.Claimed}, {"served", r.Served}, {"measured", r.Measured}} {
			for _, w := range kind.list {
				if drawableTokens(w.Tokens) {
					t.Rows = append(t.Rows, []string{r.Name, r.Detail, r.Release.String(), kind.basis, w.By, canvas.FullNumber(w.Tokens), w.AsOf, w.Source, r.Footnote})
				}
			}
		}
	}
	return t
}

func drawableTokens(v float64) bool { return v > 0 && !math.IsInf(v, 0) }

// placed returns a copy with the windows that a log scale can show, each list in ascending
// order, and notes on what it left out.
func (c *Context) placed() (*Context, []string) {
	d := *c
	d.Rows = slices.Clone(c.Rows)
	var left []string
	for i := range d.Rows {
		r := &d.Rows[i]
		for _, list := range []*[]Window{&r.Claimed, &r.Served, &r.Measured} {
			var keep []Window
			for _, w := range *list {
				if !drawableTokens(w.Tokens) {
					left = append(left, fmt.Sprintf("Not drawn, because it has no place on a log scale: %s, %s, %s tokens.", r.Name, w.By, strconv.FormatFloat(w.Tokens, 'g', -1, 64)))
					continue
				}
				keep = append(keep, w)
			}
			slices.SortStableFunc(keep, func(a, b Window) int { return cmp.Or(cmp.Compare(a.Tokens, b.Tokens), strings.Compare(a.By, b.By)) })
			*list = keep
		}
	}
	return &d, left
}

// tokens writes a number of tokens in about three digits: 128k, 1.05M, 10M.
func tokens(v float64) string {
	unit := ""
	for _, u := range []string{"k", "M", "G", "T"} {
		if v < 999.5 {
			break
		}
		v, unit = v/1000, u
	}
	if v >= 1e6 || v < 1e-3 {
		return strconv.FormatFloat(v, 'g', 3, 64) + unit
	}
	d := 2
	if v >= 100 {
		d = 0
	} else if v >= 10 {
		d = 1
	} else if v < 1 {
		d = 4
	}
	return canvas.Number(v, d) + unit
}

// span writes the range of windows that are in ascending order: "64k–3.5M".
func span(list []Window) string {
	if len(list) == 0 {
		return "n/r"
	}
	lo, hi := tokens(list[0].Tokens), tokens(list[len(list)-1].Tokens)
	if lo == hi {
		return lo
	}
	return lo + "–" + hi
}

// claim returns the largest claimed window, 0 if there is none.
func (r *ContextRow) claim() float64 {
	if len(r.Claimed) == 0 {
		return 0
	}
	return r.Claimed[len(r.Claimed)-1].Tokens
}

// most returns the largest served window, 0 if there is none.
func (r *ContextRow) most() float64 {
	if len(r.Served) == 0 {
		return 0
	}
	return r.Served[len(r.Served)-1].Tokens
}

// unserved reports whether the claim is larger than any served window.
func (r *ContextRow) unserved() bool { return r.most() > 0 && r.claim() > r.most() }

// share returns the served windows as shares of the claim: "0.64–35%".
func (r *ContextRow) share() string {
	if r.claim() == 0 || r.most() == 0 {
		return "n/r"
	}
	lo, hi := percent(r.Served[0].Tokens/r.claim()), percent(r.most()/r.claim())
	if lo == hi {
		return lo + "%"
	}
	return lo + "–" + hi + "%"
}

func percent(v float64) string {
	v *= 100
	switch {
	case v >= 1e5 || v < .01:
		return strconv.FormatFloat(v, 'g', 2, 64)
	case v >= 10:
		return canvas.Number(v, 0)
	case v >= 1:
		return canvas.Number(v, 1)
	}
	return canvas.Number(v, 2)
}

func (r *ContextRow) providers() int {
	seen := map[string]bool{}
	for _, w := range r.Served {
		seen[w.By] = true
	}
	return len(seen)
}

// title names the variant whose best provider serves the smallest share of the claim. If
// providers serve all claims in full, or none serves any, it says that.
func (c *Context) title() string {
	worst, least, both := -1, math.Inf(1), 0
	for i := range c.Rows {
		r := &c.Rows[i]
		if r.claim() == 0 || r.most() == 0 {
			continue
		}
		both++
		if q := r.most() / r.claim(); q < least {
			worst, least = i, q
		}
	}
	if worst >= 0 {
		r := &c.Rows[worst]
		text := fmt.Sprintf("%s: %s tokens claimed, %s served by %s", r.Name, tokens(r.claim()), span(r.Served), canvas.Plural(r.providers(), "provider"))
		if least < 1 || both == 1 {
			return text
		}
		return fmt.Sprintf("Each of %d variants is served in full by at least one provider", both)
	}
	for i := range c.Rows {
		if r := &c.Rows[i]; r.most() > 0 {
			return fmt.Sprintf("%s: %s served by %s, no claim on record", r.Name, span(r.Served), canvas.Plural(r.providers(), "provider"))
		}
	}
	for i := range c.Rows {
		if r := &c.Rows[i]; r.claim() > 0 {
			return fmt.Sprintf("%s: %s tokens claimed; what providers serve is not on record", r.Name, tokens(r.claim()))
		}
	}
	r := &c.Rows[0]
	for i := range c.Rows {
		if len(c.Rows[i].Measured) > 0 {
			r = &c.Rows[i]
			break
		}
	}
	return fmt.Sprintf("%s: %s measured; neither a claim nor a provider is on record", r.Name, span(r.Measured))
}

func (c *Context) subtitle() string {
	text := "Context window in tokens, log scale. A bar with a foot is what the developer claims, dots are what providers serve; hatched is claimed and served by none of them."
	if c.census().AllUnknown() {
		text += " Status unknown for all: " + c.census().Why() + "."
	}
	return text
}

func (c *Context) keys(p *canvas.Page, l contextLayout) []canvas.Key {
	statuses := c.census()
	has := func(is func(r *ContextRow) bool) bool {
		return slices.ContainsFunc(c.Rows, func(r ContextRow) bool { return is(&r) })
	}
	var keys []canvas.Key
	if has(func(r *ContextRow) bool { return r.claim() > 0 }) {
		keys = append(keys, canvas.Key{Name: "claimed by the developer", Swatch: func(x, y vg.Length) { drawClaim(p, Released, x+7, y) }})
	}
	if has(func(r *ContextRow) bool { return r.most() > 0 }) {
		keys = append(keys, canvas.MarkKey(p, "served by a provider", canvas.Look{Release: Released, Fill: canvas.Blue}))
	}
	if has(func(r *ContextRow) bool { return len(r.Measured) > 0 }) {
		keys = append(keys, canvas.MarkKey(p, "measured as still effective", measured(Released)))
	}
	if has(func(r *ContextRow) bool { return r.unserved() && !l.saysUnserved(r) }) {
		keys = append(keys, canvas.Key{Name: unserved, Swatch: func(x, y vg.Length) { drawUnserved(p, x, x+14, y) }})
	}
	if statuses.Hidden > 0 {
		keys = append(keys, canvas.HiddenKey("not public", func(x, y vg.Length) {
			drawHiddenBand(p, x, y-5, x+bandHeight, y+5)
			p.Outlined(canvas.NotPublic, 1.3, canvas.Polygon(canvas.Rect(x, y-5, x+14, y+5)), 3, 2)
		}))
	}
	if statuses.Unknown > 0 && !statuses.AllUnknown() {
		keys = append(keys, statuses.UnknownKey(func(x, y vg.Length) { p.Mark(canvas.Look{Release: Unknown, Fill: canvas.Blue}, x+7, y) }))
	}
	return keys
}

// census counts the statuses of the variants.
func (c *Context) census() (n canvas.Census) {
	for _, r := range c.Rows {
		n.Add(r.Release, false)
	}
	return n
}

// drawClaim draws a claim as a bar with a head and a foot. The bar is hollow, in the
// reserved colour, if the public could not get the variant, and dotted if that is unknown.
func drawClaim(p *canvas.Page, r Release, x, y vg.Length) {
	col := canvas.Ink
	if r == NotReleased {
		col = canvas.NotPublic
	}
	p.AddItem(canvas.Item{Kind: "claim", Release: r, X0: x - 4, Y0: y - 8.5, X1: x + 4, Y1: y + 8.5, Fill: col})
	switch r {
	case NotReleased:
		hollow := canvas.Polygon(canvas.Rect(x-2.4, y-8.5, x+2.4, y+8.5))
		p.Fill(canvas.White, hollow)
		p.Outlined(col, 1.2, hollow)
	case Unknown:
		p.Line(col, 2, x, y-8.5, x, y+8.5, 1.6, 1.8)
	default:
		p.Line(col, 2, x, y-8.5, x, y+8.5)
	}
	p.Line(col, 1.6, x-4, y-8.5, x+4, y-8.5)
	p.Line(col, 1.6, x-4, y+8.5, x+4, y+8.5)
}

// drawUnserved hatches the range from the largest served window to the claim.
func drawUnserved(p *canvas.Page, x0, x1, y vg.Length) {
	pts := canvas.Rect(x0, y-5, x1, y+5)
	p.AddItem(canvas.Item{Kind: "unserved", X0: x0, Y0: y - 5, X1: x1, Y1: y + 5, Fill: canvas.Faint})
	p.Fill(canvas.Mix(canvas.Rule, canvas.White, .6), canvas.Polygon(pts))
	p.Hatch(canvas.Faint, .9, 4.2, math.Pi/4, pts)
}
