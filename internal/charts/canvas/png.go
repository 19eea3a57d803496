package canvas

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"io"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// WritePNG writes the figure as a PNG with the width and resolution of its size. Chunks
// hold the resolution, title, sources and database.
func (f *Figure) WritePNG(w io.Writer) error {
	img, err := f.Image(false)
	if err != nil {
		return err
	}
	// image/png has no way to write further chunks, and spends half of the time
	// of a figure on the choice of filters; in a drawing two of them do.
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	size := img.Bounds().Size()
	head := binary.BigEndian.AppendUint32(nil, uint32(size.X))
	head = binary.BigEndian.AppendUint32(head, uint32(size.Y))
	chunk(&b, "IHDR", append(head, 8, 2, 0, 0, 0)) // 8 bits, RGB
	perMetre := uint32(math.Round(float64(f.size.dpi()) / .0254))
	phys := binary.BigEndian.AppendUint32(nil, perMetre)
	chunk(&b, "pHYs", append(binary.BigEndian.AppendUint32(phys, perMetre), 1))
	for _, m := range f.metadata() {
		textChunk(&b, m.key, m.text)
	}
	data, err := deflated(img)
	if err != nil {
		return fmt.Errorf("write png: %w", err)
	}
	chunk(&b, "IDAT", data)
	chunk(&b, "IEND", nil)
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write png: %w", err)
	}
	return nil
}

// Image draws the figure as an image. noText leaves all texts out.
func (f *Figure) Image(noText bool) (*image.RGBA, error) {
	scale := float64(f.size.width()) / float64(Width)
	height := float64(f.height) * scale
	if height < 1 || float64(f.size.width())*height > maxPixels {
		return nil, fmt.Errorf("write png: %w: %d by %.0f pixels", ErrSize, f.size.width(), height)
	}
	// Points of the canvas are pixels; the whole is scaled. The resolution of
	// vgimg is a whole number, so it cannot give every width.
	c := vgimg.NewWith(vgimg.UseWH(vg.Length(f.size.width()), vg.Length(math.Round(height))), vgimg.UseDPI(72), vgimg.UseBackgroundColor(f.theme.Color(White)))
	c.Scale(scale, math.Round(height)/float64(f.height))
	f.Draw(&raster{c, scale}, noText)
	img, ok := c.Image().(*image.RGBA)
	if !ok {
		return nil, fmt.Errorf("write png: the canvas has no RGBA image")
	}
	return img, nil
}

// A raster is an image canvas that scales lines and dashes too: vgimg scales only
// positions.
type raster struct {
	*vgimg.Canvas
	scale float64
}

func (r *raster) SetLineWidth(w vg.Length) { r.Canvas.SetLineWidth(w * vg.Length(r.scale)) }

func (r *raster) SetLineDash(pattern []vg.Length, offset vg.Length) {
	scaled := make([]vg.Length, len(pattern))
	for i, d := range pattern {
		scaled[i] = d * vg.Length(r.scale)
	}
	r.Canvas.SetLineDash(scaled, offset*vg.Length(r.scale))
}

// deflated returns the compressed rows of an opaque image. A row that equals the one above
// is stored as such (filter Up, all zeros), and any other row without a filter: areas of
// one colour compress well anyway.
func deflated(img *image.RGBA) ([]byte, error) {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	if err != nil {
		return nil, err
	}
	size := img.Bounds().Size()
	row, zeros := make([]byte, 1+3*size.X), make([]byte, 1+3*size.X)
	const none, up = 0, 2
	row[0], zeros[0] = none, up
	for y := range size.Y {
		pix := img.Pix[y*img.Stride:][:4*size.X]
		out := row
		if y > 0 && bytes.Equal(pix, img.Pix[(y-1)*img.Stride:][:4*size.X]) {
			out = zeros
		} else {
			for i, o := 0, 1; i < len(pix); i, o = i+4, o+3 {
				row[o], row[o+1], row[o+2] = pix[i], pix[i+1], pix[i+2]
			}
		}
		if _, err := z.Write(out); err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return b.Bytes(), err
}

// chunk writes a chunk: length, type, data, and the checksum of the last two.
func chunk(b *bytes.Buffer, kind string, data []byte) {
	b.Write(binary.BigEndian.AppendUint32(nil, uint32(len(data))))
	at := b.Len()
	b.WriteString(kind)
	b.Write(data)
	b.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(b.Bytes()[at:])))
}

// textChunk writes a keyword with its text, as tEXt if the text is printable ASCII,
// otherwise as iTXt in UTF-8. Control characters, which neither may hold, become U+FFFD.
func textChunk(b *bytes.Buffer, key, text string) {
	text = Printable(text)
	if strings.ContainsFunc(text, func(r rune) bool { return r > 126 }) {
		// no compression, and neither language nor translated keyword
		chunk(b, "iTXt", []byte(key+"\x00\x00\x00\x00\x00"+text))
		return
	}
	chunk(b, "tEXt", []byte(key+"\x00"+text))
}
