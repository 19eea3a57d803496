package canvas

import (
	"image/color"
	"slices"

	"gonum.org/v1/plot/vg"
)

// A Theme maps the named colours of palette.go to the colours that are drawn. Kinds of
// figures use only the names and get every theme without further code, because colours are
// mapped when they reach the canvas. The zero Theme is Light.
type Theme struct {
	name   string
	colors map[color.NRGBA]color.NRGBA // by the colour of the light theme; nil: unchanged
}

// String returns the name of the theme.
func (t Theme) String() string {
	if t.name == "" {
		return Light.name
	}
	return t.name
}

// named returns the colours that themes map, in the order in which they are tried as an
// end of a mix.
func named() []color.NRGBA {
	return append([]color.NRGBA{White, Ink, Grey, Faint, Rule, Blue, NotPublic}, Fills...)
}

// theme makes a theme from the colours for white, ink, grey, faint, rule, blue, NotPublic
// and the fills, in this order.
func theme(name string, values ...uint32) Theme {
	t := Theme{name: name, colors: map[color.NRGBA]color.NRGBA{}}
	for i, c := range named() {
		t.colors[c] = rgb(values[i])
	}
	return t
}

// The themes. In each of them, text has a contrast of at least 4.5 to 1 on the page and on
// tints, and neighbouring fills differ in lightness. Dark swaps light and dark, also in the
// fills, so that the first fill stands out most. Print uses only grey: variants that were
// not public are black there, and shown by hatch, outline, asterisk and words.
var (
	Light = Theme{name: "light"}
	Dark  = theme("dark", 0x14181D, 0xE9EDF1, 0xAAB5C0, 0x76818C, 0x2C343C, 0x74B6EE, 0xFF8B5E,
		0xC3E2F6, 0x5AA5E0, 0x56708A, 0x33414F, 0x84D3CA, 0x3C7466, 0xC9BBF3, 0x6D5F9C)
	Print = theme("print", 0xFFFFFF, 0x111111, 0x555555, 0x8A8A8A, 0xDDDDDD, 0x444444, 0x000000,
		0x222222, 0x787878, 0xB4B4B4, 0xE2E2E2, 0x5C5C5C, 0xCBCBCB, 0x404040, 0x9A9A9A)
)

// Themes returns all themes, the default first.
func Themes() []Theme { return []Theme{Light, Dark, Print} }

// WithTheme returns the figure in another theme. The layout is the same.
func (f *Figure) WithTheme(t Theme) *Figure {
	c := *f
	c.theme = t
	return &c
}

// Color returns the colour that is drawn for a colour of the light theme. A mix of two
// named colours becomes the same mix of their mapped colours.
func (t Theme) Color(c color.NRGBA) color.NRGBA {
	if t.colors == nil {
		return c
	}
	if to, ok := t.colors[c]; ok {
		to.A = c.A
		return to
	}
	a, b, share := parts(c)
	return Mix(t.colors[a], t.colors[b], share)
}

// parts finds the two named colours that a colour is a mix of, and the share of the
// second. It returns the pair that comes nearest, and prefers mixes with white or ink on a
// tie.
func parts(c color.NRGBA) (a, b color.NRGBA, share float64) {
	all := named()
	best := 1e9
	for _, to := range all { // white and ink come first
		for _, from := range all {
			if from == to {
				continue
			}
			t := project(c, from, to)
			m := Mix(from, to, t)
			d := distance(c, m)
			if slices.Contains(all[2:], to) {
				d += 1.5 // a mix with white or ink that is off by rounding alone is preferred
			}
			if d < best-1e-9 {
				best, a, b, share = d, from, to, t
			}
		}
	}
	return a, b, share
}

// project returns the share of b in the mix of a and b that comes nearest to c.
func project(c, a, b color.NRGBA) float64 {
	dot := func(p, q, r, s uint8) float64 { return (float64(p) - float64(q)) * (float64(r) - float64(s)) }
	over := dot(b.R, a.R, b.R, a.R) + dot(b.G, a.G, b.G, a.G) + dot(b.B, a.B, b.B, a.B)
	t := (dot(c.R, a.R, b.R, a.R) + dot(c.G, a.G, b.G, a.G) + dot(c.B, a.B, b.B, a.B)) / over
	return min(max(t, 0), 1)
}

// distance returns the largest difference of a channel.
func distance(a, b color.NRGBA) float64 {
	d := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	return float64(max(d(a.R, b.R), d(a.G, b.G), d(a.B, b.B)))
}

// A canvas maps the colours of the theme, and leaves texts out if a test needs what is
// behind them.
type canvas struct {
	vg.Canvas
	theme   Theme
	noText  bool
	painted bool // the page already has its colour
	cache   map[color.NRGBA]color.NRGBA
}

func (c *canvas) SetColor(col color.Color) {
	n, ok := col.(color.NRGBA)
	if !ok {
		c.Canvas.SetColor(col)
		return
	}
	to, ok := c.cache[n]
	if !ok {
		to = c.theme.Color(n)
		c.cache[n] = to
	}
	c.Canvas.SetColor(to)
}
