package charts

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"image/png"
	"io"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// dpi is the resolution of a PNG: 860 points are 2150 pixels.
const dpi = 180

func (f *Figure) draw(c vg.Canvas) {
	for _, op := range f.ops {
		op(c)
	}
}

// WritePNG writes the figure as a PNG, 2150 pixels wide.
func (f *Figure) WritePNG(w io.Writer) error {
	c := vgimg.NewWith(vgimg.UseWH(figureWidth, f.height), vgimg.UseDPI(dpi))
	f.draw(c)
	if err := png.Encode(w, c.Image()); err != nil {
		return fmt.Errorf("write png: %w", err)
	}
	return nil
}

// WriteSVG writes the figure as an SVG. Texts are outlines; the title and the
// description stand in <title> and <desc>.
func (f *Figure) WriteSVG(w io.Writer) error {
	c := vgsvg.New(figureWidth, f.height)
	f.draw(c)
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return fmt.Errorf("write svg: %w", err)
	}
	// <title> and <desc> must be the first children of <svg>.
	at := bytes.Index(b.Bytes(), []byte("<svg"))
	if at < 0 {
		return fmt.Errorf("write svg: no <svg> element")
	}
	end := at + bytes.IndexByte(b.Bytes()[at:], '>') + 1
	var head bytes.Buffer
	head.WriteString("\n<title>")
	xml.EscapeText(&head, []byte(f.title))
	head.WriteString("</title>\n<desc>")
	xml.EscapeText(&head, []byte(f.description))
	for _, n := range f.footnotes {
		head.WriteByte(' ')
		xml.EscapeText(&head, []byte(n))
	}
	head.WriteString("</desc>")
	for _, part := range [][]byte{b.Bytes()[:end], head.Bytes(), b.Bytes()[end:]} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("write svg: %w", err)
		}
	}
	return nil
}

// WritePDF writes the figure as a PDF of one page.
func (f *Figure) WritePDF(w io.Writer) error {
	c := vgpdf.New(figureWidth, f.height)
	f.draw(c)
	if _, err := c.WriteTo(w); err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	return nil
}
