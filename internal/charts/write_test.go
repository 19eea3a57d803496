package charts

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"image/png"
	"io"
	"math"
	"strings"
	"testing"

	"gonum.org/v1/plot/cmpimg"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgpdf"

	"provenance/internal/charts/canvas"
)

// hostileFigure has texts that a careless writer would trip over.
func hostileFigure(t *testing.T) (*Figure, *Bars) {
	t.Helper()
	b := goldenBars()
	b.Title = "Model A <leads> & \"wins\" ]]>\x00\x1b[31m 数学"
	b.Series[1].Name = "B\x01<script>alert(1)</script>"
	b.Sources = append(b.Sources, "source-9: “Tab\there”\x7f")
	f, err := b.Figure()
	if err != nil {
		t.Fatal(err)
	}
	return f, b
}

func written(t *testing.T, fn func(io.Writer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := fn(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPNGCarriesSizeAndSources(t *testing.T) {
	f, _ := hostileFigure(t)
	raw := written(t, f.WithSize(canvas.Size{Width: 1000, DPI: 300}).WritePNG)
	img, err := png.Decode(bytes.NewReader(raw)) // checks the checksums
	if err != nil {
		t.Fatal(err)
	}
	if w := img.Bounds().Dx(); w != 1000 {
		t.Errorf("%d pixels wide, want 1000", w)
	}
	texts := map[string]string{}
	for at := 8; at < len(raw); {
		n := int(binary.BigEndian.Uint32(raw[at:]))
		kind, data := string(raw[at+4:at+8]), raw[at+8:at+8+n]
		at += 12 + n
		switch kind {
		case "pHYs":
			if x := binary.BigEndian.Uint32(data); x != 11811 || data[8] != 1 { // 300 dots an inch
				t.Errorf("pHYs: %d dots a metre, unit %d", x, data[8])
			}
		case "tEXt":
			k, v, _ := strings.Cut(string(data), "\x00")
			texts[k] = v
		case "iTXt":
			k, v, _ := strings.Cut(string(data), "\x00")
			texts[k] = strings.TrimPrefix(v, "\x00\x00\x00\x00")
		}
	}
	for key, want := range map[string]string{
		"Title":         "Model A <leads> & \"wins\" ]]>\ufffd\ufffd[31m 数学",
		"Source":        "source-1: Publisher, “A table”, 2025-04-05\nsource-9: “Tab\ufffdhere”\ufffd",
		"Software":      "provenance test",
		"Database":      "0123abc",
		"Creation Time": "2025-05-01",
	} {
		if texts[key] != want {
			t.Errorf("%s: got %q, want %q", key, texts[key], want)
		}
	}
	if !strings.Contains(texts["Description"], "Model A: announced, never released.") {
		t.Errorf("Description: got %q, want the footnote in it", texts["Description"])
	}
}

func TestPNGHoldsThePicture(t *testing.T) {
	f, _ := hostileFigure(t)
	f = f.WithSize(canvas.Size{Width: 640})
	want, err := f.Image(false)
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(written(t, f.WritePNG)))
	if err != nil {
		t.Fatal(err)
	}
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			r, g, b, a := got.At(x, y).RGBA()
			c := want.RGBAAt(x, y)
			if uint8(r>>8) != c.R || uint8(g>>8) != c.G || uint8(b>>8) != c.B || uint8(a>>8) != 255 {
				t.Fatalf("pixel %d, %d: got %v, want %v", x, y, got.At(x, y), c)
			}
		}
	}
}

func TestSVGHasItsTextsAsText(t *testing.T) {
	f, b := hostileFigure(t)
	dec := xml.NewDecoder(bytes.NewReader(written(t, f.WriteSVG)))
	var first []string // the first elements within <svg>
	texts := map[string]int{}
	title := ""
	for {
		tok, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("the SVG is not well-formed: %v", err)
		}
		s, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if first = append(first, s.Name.Local); s.Name.Local == "script" {
			t.Errorf("a name became an element")
		}
		var text string
		switch s.Name.Local {
		case "title":
			err = dec.DecodeElement(&title, &s)
		case "text":
			err = dec.DecodeElement(&text, &s)
			texts[text]++
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if want := strings.NewReplacer("\x00", "\ufffd", "\x1b", "\ufffd").Replace(b.Title); title != want {
		t.Errorf("<title>: got %q, want %q", title, want)
	}
	if first[1] != "title" || first[2] != "desc" {
		t.Errorf("the first elements are %q, want title and desc", first[1:3])
	}
	want := map[string]int{}
	for _, it := range f.Items() {
		if it.Text != "" {
			want[canvas.Printable(f.Original(it.Text))]++
		}
	}
	for text, n := range want {
		if texts[text] != n {
			t.Errorf("text %q: %d times, want %d", text, texts[text], n)
		}
	}
}

func TestPDFIsWholeAndHasNoClock(t *testing.T) {
	f, _ := hostileFigure(t)
	a, b := written(t, f.WritePDF), written(t, f.WithSize(canvas.Size{Width: 1000, DPI: 90}).WritePDF)
	if !bytes.Equal(a, written(t, f.WritePDF)) {
		t.Errorf("the same figure gave other bytes")
	}
	for _, doc := range [][]byte{a, b} {
		if same, err := cmpimg.Equal("pdf", doc, doc); err != nil || !same { // reads the tables and the page
			t.Errorf("the PDF does not read: %v", err)
		}
	}
	if !bytes.Contains(a, []byte("/Title <FEFF004D006F00640065006C00200041")) || !bytes.Contains(a, []byte("/CreationDate (D:20250501)")) {
		t.Errorf("the document information lacks title or day")
	}
	if bytes.Contains(a, []byte("/ModDate")) {
		t.Errorf("the PDF carries the time at which it was written")
	}
	if !bytes.Contains(b, []byte("/MediaBox [0 0 800.00 ")) {
		t.Errorf("1000 pixels at 90 an inch are not 800 points wide")
	}
}

func TestOutputsAreRepeatable(t *testing.T) {
	f, _ := hostileFigure(t)
	for name, fn := range map[string]func(io.Writer) error{"svg": f.WriteSVG, "png": f.WritePNG} {
		if !bytes.Equal(written(t, fn), written(t, fn)) {
			t.Errorf("%s: the same figure gave other bytes", name)
		}
	}
}

func TestDataHasARowForEachCell(t *testing.T) {
	b := goldenBars()
	f, err := b.Figure()
	if err != nil {
		t.Fatal(err)
	}
	d := f.Data()
	if want := len(b.Benchmarks) * len(b.Series); len(d.Rows) != want {
		t.Errorf("%d rows, want %d", len(d.Rows), want)
	}
	g, err := goldenGap().Figure()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range []canvas.Table{d, g.Data()} {
		for _, row := range table.Rows {
			if len(row) != len(table.Header) {
				t.Errorf("a row of %d cells under %d names: %q", len(row), len(table.Header), row)
			}
		}
	}
	csv := string(written(t, d.WriteCSV))
	for _, want := range []string{"benchmark,model,unit,", "Alpha,Model A,%,false,92,92,,,,not released,\"Model A: announced, never released.\"\n", "Alpha,Model E,%,false,,n/r,,,,,\n", "Beta Diamond,Model A,%,false,83,83,79.5,86,,not released,"} {
		if !strings.Contains(csv, want) {
			t.Errorf("the CSV lacks %q", want)
		}
	}
}

// A pathSpy is a canvas that shows its paths.
type pathSpy struct {
	vg.Canvas
	see func(vg.Path)
}

func (s pathSpy) Fill(p vg.Path)   { s.see(p) }
func (s pathSpy) Stroke(p vg.Path) { s.see(p) }

// TestArcsAreWholeCircles holds what the canvas of PDFs can draw: a part of a
// circle within a path comes out as a path of its own, mirrored.
func TestArcsAreWholeCircles(t *testing.T) {
	for _, g := range goldens {
		f, err := g.make()
		if err != nil {
			t.Fatal(err)
		}
		arcs := 0
		f.Draw(pathSpy{vgpdf.New(canvas.Width, vg.Length(f.Height())), func(p vg.Path) {
			for _, c := range p {
				if c.Type == vg.ArcComp {
					if arcs++; len(p) != 3 || c.Angle != 2*math.Pi {
						t.Errorf("%s: an arc of %.2f in a path of %d parts", g.name, c.Angle, len(p))
					}
				}
			}
		}}, false)
		if strings.HasPrefix(g.name, "timeline") && arcs == 0 {
			t.Errorf("%s: no arc was seen", g.name)
		}
	}
}
