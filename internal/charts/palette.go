package charts

import (
	"image/color"
	"math"
)

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// mix blends a towards b by t.
func mix(a, b color.NRGBA, t float64) color.NRGBA {
	f := func(x, y uint8) uint8 { return uint8(float64(x)*(1-t) + float64(y)*t + .5) }
	return color.NRGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), 255}
}

// Colours. Contrast of every text colour on white is at least 4.5 to 1 (WCAG 2.1).
var (
	ink   = rgb(0x1B1F24)
	grey  = rgb(0x59636E)
	faint = rgb(0x8C959F) // lines only
	rule  = rgb(0xE4E7EB)
	white = rgb(0xFFFFFF)
	blue  = rgb(0x0B5A94)
	// notPublic is reserved for variants that were not public.
	notPublic = rgb(0xB83A0A)
)

// fills are the colours of series in their order; neighbours differ in
// lightness, so that they stay apart in grey. After the last colour they begin
// again with another pattern.
var fills = []color.NRGBA{
	rgb(0x0B3C5D), rgb(0x2F7FBF), rgb(0x9DB2C4), rgb(0xD5DDE4), rgb(0x1F6F78), rgb(0x8CC0B0), rgb(0x5B4B8A), rgb(0xA79BC9),
}

// How many series can be told apart: public ones, or of unknown status, by
// colour and pattern; those that were not public by their hatch, or what stands
// in the diamond.
const (
	patterns    = 3
	mostHatches = 6
	mostMarks   = 4
)

var mostPublic = patterns * len(fills)

// A look is how a series is drawn.
type look struct {
	release Release
	fill    color.NRGBA
	pattern int // 0 plain
}

// contrast is the colour of a pattern's lines on a fill.
func contrast(fill color.NRGBA) color.NRGBA {
	if int(fill.R)*299+int(fill.G)*587+int(fill.B)*114 > 140000 {
		return mix(fill, ink, .75)
	}
	return mix(fill, white, .85)
}

// readable reports whether a text in that colour has a contrast of at least 4.5
// to 1 on the page, in every theme.
func readable(c color.NRGBA) bool {
	for _, t := range Themes() {
		if ratio(t.color(c), t.color(white)) < 4.5 {
			return false
		}
	}
	return true
}

// linear undoes the gamma of sRGB (IEC 61966-2-1).
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= .04045 {
		return x / 12.92
	}
	return math.Pow((x+.055)/1.055, 2.4)
}

// luminance is the relative luminance of WCAG 2.1.
func luminance(c color.NRGBA) float64 {
	return .2126*linear(c.R) + .7152*linear(c.G) + .0722*linear(c.B)
}

// ratio is the contrast of WCAG 2.1 between two colours.
func ratio(a, b color.NRGBA) float64 {
	x, y := luminance(a)+.05, luminance(b)+.05
	return max(x, y) / min(x, y)
}
