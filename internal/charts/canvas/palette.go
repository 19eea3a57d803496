package canvas

import (
	"image/color"
	"math"
)

func rgb(v uint32) color.NRGBA {
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 255}
}

// Mix returns a mix of a and b, where t is the share of b.
func Mix(a, b color.NRGBA, t float64) color.NRGBA {
	f := func(x, y uint8) uint8 { return uint8(float64(x)*(1-t) + float64(y)*t + .5) }
	return color.NRGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), 255}
}

// Colours. Every text colour has a contrast of at least 4.5 to 1 on white (WCAG 2.1).
var (
	Ink   = rgb(0x1B1F24)
	Grey  = rgb(0x59636E)
	Faint = rgb(0x8C959F) // lines only
	Rule  = rgb(0xE4E7EB)
	White = rgb(0xFFFFFF)
	Blue  = rgb(0x0B5A94)
	// NotPublic is reserved for variants that were not public.
	NotPublic = rgb(0xB83A0A)
)

// Fills are the colours of series, in order. Neighbours differ in lightness, so that they
// stay distinct in grey. After the last colour they start again with another pattern.
var Fills = []color.NRGBA{
	rgb(0x0B3C5D), rgb(0x2F7FBF), rgb(0x9DB2C4), rgb(0xD5DDE4), rgb(0x1F6F78), rgb(0x8CC0B0), rgb(0x5B4B8A), rgb(0xA79BC9),
}

// How many series can be distinguished: those that are public, or whose status is unknown,
// by colour and pattern; those that were not public by their hatch, or by the mark in their
// diamond.
const (
	Patterns    = 3
	MostHatches = 6
	MostMarks   = 4
)

// MostPublic is the greatest number of series that colours and patterns distinguish.
var MostPublic = Patterns * len(Fills)

// A Look is how a series is drawn.
type Look struct {
	Release Release
	Fill    color.NRGBA
	Pattern int // 0: plain
}

// contrast returns the colour of the lines of a pattern on a fill.
func contrast(fill color.NRGBA) color.NRGBA {
	if int(fill.R)*299+int(fill.G)*587+int(fill.B)*114 > 140000 {
		return Mix(fill, Ink, .75)
	}
	return Mix(fill, White, .85)
}

// Readable reports whether text in the given colour has a contrast of at least 4.5 to 1 on
// the page in every theme.
func Readable(c color.NRGBA) bool {
	for _, t := range Themes() {
		if Ratio(t.Color(c), t.Color(White)) < 4.5 {
			return false
		}
	}
	return true
}

// Linear returns a channel of a colour without the gamma of sRGB (IEC 61966-2-1), from 0
// to 1.
func Linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= .04045 {
		return x / 12.92
	}
	return math.Pow((x+.055)/1.055, 2.4)
}

// Luminance returns the relative luminance of a colour as WCAG 2.1 defines it, from 0 to
// 1.
func Luminance(c color.NRGBA) float64 {
	return .2126*Linear(c.R) + .7152*Linear(c.G) + .0722*Linear(c.B)
}

// Ratio returns the contrast of two colours as WCAG 2.1 defines it, from 1 to 21.
func Ratio(a, b color.NRGBA) float64 {
	x, y := Luminance(a)+.05, Luminance(b)+.05
	return max(x, y) / min(x, y)
}
