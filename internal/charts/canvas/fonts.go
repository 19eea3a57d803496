package canvas

import (
	"fmt"
	"image/color"
	"slices"
	"sort"
	"strings"
	"sync"

	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
)

// Weights of the Go fonts that figures use.
const (
	Regular = stdfont.WeightNormal
	Medium  = stdfont.WeightSemiBold
	Bold    = stdfont.WeightBold
)

const typeface = "Go"

// fonts parses the fonts when a figure first needs them, so that commands which draw
// nothing do not spend the time.
var fonts = sync.OnceValue(func() *font.Cache {
	var faces font.Collection
	for _, f := range []struct {
		ttf    []byte
		weight stdfont.Weight
	}{{goregular.TTF, Regular}, {gomedium.TTF, Medium}, {gobold.TTF, Bold}} {
		parsed, err := opentype.Parse(f.ttf)
		if err != nil {
			panic(fmt.Sprintf("charts: the embedded Go fonts do not parse: %v", err))
		}
		faces = append(faces, font.Face{Font: font.Font{Typeface: typeface, Variant: "Sans", Weight: f.weight}, Face: parsed})
	}
	return font.NewCache(faces)
})

// A Style is a font and a colour.
type Style struct {
	Size   float64 // points
	Weight stdfont.Weight
	Color  color.NRGBA
}

// NewStyle returns a style with the given size in points.
func NewStyle(size float64, weight stdfont.Weight, c color.NRGBA) Style {
	return Style{size, weight, c}
}

func (s Style) face() font.Face {
	f := font.Font{Typeface: typeface, Variant: "Sans", Weight: s.Weight, Size: vg.Points(s.Size)}
	return fonts().Lookup(f, f.Size)
}

// Width returns the width of a text in points.
func (s Style) Width(t string) vg.Length {
	return text.Style{Font: font.Font{Typeface: typeface, Variant: "Sans", Weight: s.Weight, Size: vg.Points(s.Size)}, Handler: text.Plain{Fonts: fonts()}}.Width(t)
}

// outline returns the glyphs of a text as paths, one for each word, starting at pt on the
// baseline. Text is drawn as filled outlines, because they are sharp at any angle and an
// SVG then needs no font. Characters that the font lacks have been replaced before: see
// Glyphs.
func (s Style) outline(pt vg.Point, t string) []vg.Path {
	var (
		face  = s.face()
		buf   sfnt.Buffer
		out   []vg.Path
		p     vg.Path
		upem  = fixed.Int26_6(face.Face.UnitsPerEm())
		scale = face.Font.Size / vg.Length(upem)
		prev  sfnt.GlyphIndex
	)
	at := func(q fixed.Point26_6) vg.Point {
		return vg.Point{X: pt.X + vg.Length(q.X)*scale, Y: pt.Y - vg.Length(q.Y)*scale}
	}
	for i, r := range t {
		g, err := face.Face.GlyphIndex(&buf, r)
		if err != nil {
			g = 0
		}
		if i > 0 {
			if k, err := face.Face.Kern(&buf, prev, g, upem, stdfont.HintingNone); err == nil {
				pt.X += vg.Length(k) * scale
			}
		}
		if r == ' ' && len(p) > 0 {
			out, p = append(out, p), nil
		}
		if segments, err := face.Face.LoadGlyph(&buf, g, upem, nil); err == nil {
			glyph(&p, segments, at)
		}
		if adv, err := face.Face.GlyphAdvance(&buf, g, upem, stdfont.HintingNone); err == nil {
			pt.X += vg.Length(adv) * scale
		}
		prev = g
	}
	if len(p) > 0 {
		out = append(out, p)
	}
	return out
}

func glyph(p *vg.Path, segments sfnt.Segments, at func(fixed.Point26_6) vg.Point) {
	for j, sg := range segments {
		switch sg.Op {
		case sfnt.SegmentOpMoveTo:
			if j > 0 {
				p.Close()
			}
			p.Move(at(sg.Args[0]))
		case sfnt.SegmentOpLineTo:
			p.Line(at(sg.Args[0]))
		case sfnt.SegmentOpQuadTo:
			p.QuadTo(at(sg.Args[0]), at(sg.Args[1]))
		case sfnt.SegmentOpCubeTo:
			p.CubeTo(at(sg.Args[0]), at(sg.Args[1]), at(sg.Args[2]))
		}
	}
	if len(segments) > 0 {
		p.Close()
	}
}

// wrap breaks a text into lines of at most width w. It shortens a word that is wider than
// that in the middle.
func (s Style) wrap(t string, w vg.Length) []string {
	var out []string
	cur := ""
	for _, word := range strings.Fields(t) {
		word = s.Shorten(word, w)
		try := strings.TrimSpace(cur + " " + word)
		if s.Width(try) > w && cur != "" {
			out = append(out, cur)
			cur = word
		} else {
			cur = try
		}
	}
	return append(out, cur)
}

// balanced wraps a text into as few lines as wrap does, but with about equal lengths, so
// that no single word is left on the last line.
func (s Style) balanced(t string, w vg.Length) []string {
	best := s.wrap(t, w)
	for narrower := w - 10; len(best) > 1 && narrower > w/2; narrower -= 10 {
		lines := s.wrap(t, narrower)
		if len(lines) > len(best) {
			break
		}
		best = lines
	}
	return best
}

// Shorten removes characters from the middle of a text until it fits into width w.
func (s Style) Shorten(t string, w vg.Length) string {
	if s.Width(t) <= w {
		return t
	}
	r := []rune(t)
	short := func(keep int) string { return string(r[:(keep+1)/2]) + "…" + string(r[len(r)-keep/2:]) }
	// Find the first number of runes that does not fit. Kerning may shift it by one.
	keep := sort.Search(len(r), func(k int) bool { return s.Width(short(k)) > w }) - 1
	for ; keep > 1; keep-- {
		if t := short(keep); s.Width(t) <= w {
			return t
		}
	}
	return "…"
}

// Stack breaks a name at spaces into at most n lines of width w. If that is not enough, it
// also breaks at hyphens and slashes; a name that is still too long is first shortened in
// the middle.
func (s Style) Stack(name string, w vg.Length, n int) []string {
	words := strings.Fields(name)
	if lines := s.wrap(name, w); len(lines) <= n && !slices.ContainsFunc(words, func(t string) bool { return s.Width(t) > w }) {
		return lines
	}
	for r := []rune(name); ; {
		lines := s.breakName(name, w)
		if len(lines) <= n {
			return lines
		}
		cut := max(len(r)-max(len(r)/20, 1), 2)
		keep := cut - 1
		r = append(append(slices.Clone(r[:(keep+1)/2]), '…'), r[len(r)-keep/2:]...)
		name = string(r)
		if cut <= 4 {
			return s.breakName(name, w)[:1]
		}
	}
}

func (s Style) breakName(name string, w vg.Length) []string {
	var parts []string
	cur := ""
	for _, r := range name {
		cur += string(r)
		if strings.ContainsRune(" -_/", r) {
			parts, cur = append(parts, cur), ""
		}
	}
	if cur != "" {
		parts = append(parts, cur)
	}
	var lines []string
	line := ""
	for _, part := range parts {
		if line != "" && s.Width(strings.TrimSpace(line+part)) > w {
			lines, line = append(lines, strings.TrimSpace(line)), ""
		}
		line += part
		for s.Width(strings.TrimSpace(line)) > w && len([]rune(line)) > 1 { // a single word is wider than the column
			r := []rune(line)
			k := len(r) - 1
			for k > 1 && s.Width(string(r[:k])) > w {
				k--
			}
			lines, line = append(lines, string(r[:k])), string(r[k:])
		}
	}
	if t := strings.TrimSpace(line); t != "" {
		lines = append(lines, t)
	}
	if len(lines) == 0 {
		return []string{""}
	}
	return lines
}
