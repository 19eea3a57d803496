package canvas

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"unicode"

	"gonum.org/v1/plot/vg/vgsvg"
)

// WriteSVG writes the figure as an SVG. Texts are drawn as outlines, which need no font. A
// transparent layer with the same texts makes search, selection and screen readers work.
// <title> and <desc> hold the title and the description.
func (f *Figure) WriteSVG(w io.Writer) error {
	c := vgsvg.New(Width, f.height)
	f.Draw(c, false)
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return fmt.Errorf("write svg: %w", err)
	}
	drawn := b.Bytes()
	begin := bytes.Index(drawn, []byte("<svg"))
	end := bytes.LastIndex(drawn, []byte("</svg>"))
	if begin < 0 || end < begin {
		return fmt.Errorf("write svg: no <svg> element")
	}
	first := begin + bytes.IndexByte(drawn[begin:], '>') + 1
	var out bytes.Buffer
	width, height := f.points()
	fmt.Fprintf(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%spt\" height=\"%spt\" viewBox=\"0 0 %s %s\" role=\"graphics-document document\">\n",
		coordinate(width), coordinate(height), coordinate(float64(Width)), coordinate(float64(f.height)))
	// <title> and <desc> must be the first children of <svg>.
	out.WriteString("<title>" + escaped(f.Original(f.title)) + "</title>\n<desc>" + escaped(f.summary()) + "</desc>\n")
	out.WriteString("<metadata>")
	for _, m := range f.metadata() {
		out.WriteString(escaped(m.key+": "+m.text) + "\n")
	}
	out.WriteString("</metadata>\n<g aria-hidden=\"true\">")
	out.Write(drawn[first:end])
	out.WriteString("</g>\n<g class=\"text\" fill=\"#000\" fill-opacity=\"0\" font-family=\"Go, sans-serif\">\n")
	for _, it := range f.items {
		if it.Text == "" {
			continue
		}
		fmt.Fprintf(&out, "<text x=\"%s\" y=\"%s\" font-size=\"%s\" textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\">%s</text>\n",
			coordinate(float64(it.X0)), coordinate(float64(f.height-it.baseline())), coordinate(it.size()), coordinate(float64(it.X1-it.X0)), escaped(f.Original(it.Text)))
	}
	out.WriteString("</g>\n</svg>\n")
	if _, err := w.Write(out.Bytes()); err != nil {
		return fmt.Errorf("write svg: %w", err)
	}
	return nil
}

// coordinate writes a length with at most two decimals.
func coordinate(v float64) string {
	return strconv.FormatFloat(float64(int64(v*100+.5))/100, 'f', -1, 64)
}

// escaped makes a text safe inside an element. It escapes markup, and replaces control
// characters and whatever XML 1.0 cannot hold by U+FFFD.
func escaped(t string) string {
	var b bytes.Buffer
	if err := xml.EscapeText(&b, []byte(Printable(t))); err != nil {
		return ""
	}
	return b.String()
}

// Printable replaces control characters, except the line feed, by U+FFFD.
func Printable(t string) string {
	out := make([]rune, 0, len(t))
	for _, r := range t {
		if unicode.IsControl(r) && r != '\n' {
			r = unicode.ReplacementChar
		}
		out = append(out, r)
	}
	return string(out)
}
