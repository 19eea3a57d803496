package canvas

import (
	"errors"
	"fmt"
	"image/color"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Limits and defaults of the size of a figure.
const (
	DefaultWidth = 2150 // pixels
	DefaultDPI   = 180
	minWidth     = 200
	maxWidth     = 20000
	minDPI       = 20
	maxDPI       = 2400
	maxPixels    = 250e6 // of a PNG: 1 GB in memory
)

// ErrSize is returned, wrapped, for a size that is not possible.
var ErrSize = errors.New("a figure cannot have this size")

// A Size is the size in which a figure is written. The layout is the same for every size:
// it is 860 points wide and scaled as a whole, so a figure of half the width is the same
// picture, only smaller. Width is the width of a PNG in pixels. DPI is the number of
// pixels per inch, which determines the size on paper: an SVG or a PDF is Width/DPI inches
// wide. Zero means the default.
type Size struct{ Width, DPI int }

func (s Size) width() int {
	if s.Width == 0 {
		return DefaultWidth
	}
	return s.Width
}

func (s Size) dpi() int {
	if s.DPI == 0 {
		return DefaultDPI
	}
	return s.DPI
}

// Check returns an error that wraps ErrSize if the size is not possible.
func (s Size) Check() error {
	if w := s.width(); w < minWidth || w > maxWidth {
		return fmt.Errorf("%w: %d pixels wide; from %d to %d are possible", ErrSize, w, minWidth, maxWidth)
	}
	if d := s.dpi(); d < minDPI || d > maxDPI {
		return fmt.Errorf("%w: %d dots an inch; from %d to %d are possible", ErrSize, d, minDPI, maxDPI)
	}
	return nil
}

// WithSize returns the figure in another size.
func (f *Figure) WithSize(s Size) *Figure {
	c := *f
	c.size = s
	return &c
}

// points returns the width and height on paper, in points.
func (f *Figure) points() (width, height float64) {
	width = float64(f.size.width()) / float64(f.size.dpi()) * 72
	return width, width * float64(f.height/Width)
}

// Draw executes the drawing steps on a canvas, in the colours of the theme. noText leaves
// all texts out.
func (f *Figure) Draw(on vg.Canvas, noText bool) {
	_, painted := on.(*raster)
	c := &canvas{Canvas: on, theme: f.theme, noText: noText, painted: painted, cache: map[color.NRGBA]color.NRGBA{}}
	for _, op := range f.ops {
		op(c)
	}
}

// A metadatum is a keyword of the PNG specification, or Database, with its text.
type metadatum struct{ key, text string }

// metadata returns the information about the figure that a file should hold. It leaves out
// what is unknown.
func (f *Figure) metadata() []metadatum {
	var out []metadatum
	for _, m := range []metadatum{
		{"Title", f.Original(f.title)},
		{"Description", f.summary()},
		{"Source", f.Original(strings.Join(f.sources, "\n"))},
		{"Software", f.stamp.Tool},
		{"Database", f.stamp.Database},
		{"Creation Time", f.stamp.Date},
	} {
		if m.text != "" {
			out = append(out, m)
		}
	}
	return out
}

// summary returns the description with the footnotes.
func (f *Figure) summary() string {
	return f.Original(strings.TrimSpace(f.description + "\n" + strings.Join(f.footnotes, "\n")))
}

// Original returns a text with the characters that its placeholders stand for.
func (f *Figure) Original(t string) string {
	if f.glyphs == nil {
		return t
	}
	return f.glyphs.original(t)
}
