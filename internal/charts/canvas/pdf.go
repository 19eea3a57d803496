package canvas

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf16"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgpdf"
)

var (
	pdfDate    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}\)`) })
	pdfTrailer = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`/Size (\d+)\s+/Root (\d+) 0 R\s+/Info \d+ 0 R[\s\S]*startxref\s+(\d+)\s+%%EOF\s*$`)
	})
)

// WritePDF writes the figure as a PDF of one page, with its title and sources in the
// document information. The same figure gives the same bytes.
func (f *Figure) WritePDF(w io.Writer) error {
	width, height := f.points()
	c := vgpdf.New(vg.Length(width), vg.Length(height))
	c.Scale(width/float64(Width), height/float64(f.height))
	f.Draw(c, false)
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	// The library writes the current time. Replacing it by spaces of the same length keeps
	// the offsets in its table valid.
	out := pdfDate().ReplaceAllFunc(b.Bytes(), func(m []byte) []byte { return bytes.Repeat([]byte(" "), len(m)) })
	out, err := f.describePDF(out)
	if err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	if _, err := w.Write(out); err != nil {
		return fmt.Errorf("write pdf: %w", err)
	}
	return nil
}

// describePDF appends the document information as an incremental update (PDF 1.7, 7.5.6),
// because package vgpdf cannot set it.
func (f *Figure) describePDF(doc []byte) ([]byte, error) {
	m := pdfTrailer().FindSubmatch(doc)
	if m == nil {
		return nil, fmt.Errorf("the trailer of the document is not understood")
	}
	size, root, previous := string(m[1]), string(m[2]), string(m[3])
	var b bytes.Buffer
	b.Write(bytes.TrimRight(doc, "\n"))
	b.WriteByte('\n')
	at := b.Len()
	fmt.Fprintf(&b, "%s 0 obj\n<<", size)
	keys := map[string]string{"Title": "Title", "Description": "Subject", "Source": "Keywords", "Software": "Creator"}
	for _, m := range f.metadata() {
		if key := keys[m.key]; key != "" {
			fmt.Fprintf(&b, "\n/%s %s", key, pdfText(m.text))
		}
	}
	if d := strings.ReplaceAll(f.stamp.Date, "-", ""); len(d) == 8 {
		fmt.Fprintf(&b, "\n/CreationDate (D:%s)", d)
	}
	b.WriteString("\n>>\nendobj\n")
	table := b.Len()
	var next int
	if _, err := fmt.Sscan(size, &next); err != nil {
		return nil, err
	}
	fmt.Fprintf(&b, "xref\n%d 1\n%010d 00000 n \ntrailer\n<<\n/Size %d\n/Root %s 0 R\n/Info %d 0 R\n/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n", next, at, next+1, root, next, previous, table)
	return b.Bytes(), nil
}

// pdfText writes a text string in UTF-16, in hexadecimal.
func pdfText(t string) string {
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, u := range utf16.Encode([]rune(t)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	b.WriteByte('>')
	return b.String()
}
