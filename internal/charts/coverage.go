package charts

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// Limits of a coverage figure that stays readable.
const (
	mostVariants   = 12
	mostBenchmarks = 40
)

// A Reported counts the scores of one variant on one benchmark by who measured them. All
// counts are zero if none is on record.
type Reported struct {
	FirstParty int // measured by the developer
	ThirdParty int // measured by somebody else
	Unstated   int // the source does not state the evaluator
}

func (r Reported) any() bool { return r.FirstParty+r.ThirdParty+r.Unstated > 0 }

// A CoverageVariant is a column of a coverage figure.
type CoverageVariant struct {
	Name, Developer string
	Together        bool    // Developer names several
	Release         Release // NotReleased if one of its scores was reported before the public could get it
	Unresolved      bool    // the name is not resolved to a variant, so its status is not known
	Footnote        string
}

// Coverage is a figure of benchmarks by variants that shows who reported what.
type Coverage struct {
	About
	Subject    string // what the benchmarks are: "The benchmarks of ..."
	Within     string // what the selection was narrowed to, for the title: "by 2025-04-30", "in ref-01"
	Benchmarks []string
	Variants   []CoverageVariant
	Cells      [][]Reported          // by benchmark, then variant
	Others     []map[string]Reported // by benchmark, then developer: counts of variants that are not shown; may be nil
}

// Figure lays the matrix out in the order given, benchmarks from the top down and variants
// from left to right. It returns an error that wraps ErrEmpty or ErrTooMany, or one that
// says which data is inconsistent.
func (c *Coverage) Figure() (*Figure, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	data := c.data()
	gl := &canvas.Glyphs{}
	c = canvas.Drawable(gl, c)
	p := c.Page(c.title(), c.subtitle(), data, gl)
	p.Legend(c.keys(p))
	ns := &canvas.Notes{}
	for _, v := range c.Variants {
		ns.AddFor(v.Footnote, v.Release)
	}
	c.drawMatrix(p, ns)
	return c.Footer(p, ns, nil, gl), nil
}

func (c *Coverage) check() error {
	if len(c.Cells) != len(c.Benchmarks) {
		return fmt.Errorf("coverage: %d rows of cells for %d benchmarks", len(c.Cells), len(c.Benchmarks))
	}
	if len(c.Variants) > mostVariants || len(c.Benchmarks) > mostBenchmarks {
		return fmt.Errorf("coverage: %w: %d variants on %d benchmarks, at most %d on %d can be read", ErrTooMany, len(c.Variants), len(c.Benchmarks), mostVariants, mostBenchmarks)
	}
	found := false
	for i, row := range c.Cells {
		if len(row) != len(c.Variants) {
			return fmt.Errorf("coverage: %s: %d cells for %d variants", c.Benchmarks[i], len(row), len(c.Variants))
		}
		found = found || slices.ContainsFunc(row, Reported.any)
	}
	if !found {
		return fmt.Errorf("coverage: %w: no score of these variants on these benchmarks", ErrEmpty)
	}
	return nil
}

// data returns the data table of the figure, with a row for each cell.
func (c *Coverage) data() canvas.Table {
	t := canvas.Table{Header: []string{"benchmark", "developer", "variant", "release", "first_party", "third_party", "unstated", "footnote"}}
	for i, b := range c.Benchmarks {
		for j, v := range c.Variants {
			r := c.Cells[i][j]
			t.Rows = append(t.Rows, []string{b, v.Developer, v.Name, v.Release.String(), strconv.Itoa(r.FirstParty), strconv.Itoa(r.ThirdParty), strconv.Itoa(r.Unstated), v.Footnote})
		}
	}
	return t
}

var (
	coverName  = canvas.NewStyle(9, canvas.Regular, canvas.Ink)
	coverHead  = canvas.NewStyle(8.2, canvas.Medium, canvas.Ink)
	coverSmall = canvas.NewStyle(7.2, canvas.Regular, canvas.Grey)
	coverCount = canvas.NewStyle(8.5, canvas.Regular, canvas.Grey)
)

// drawCell draws who reported: a hatched triangle for the developer, a solid one for
// others, and a ring if the source does not state who.
func drawCell(p *canvas.Page, r Reported, status Release, x0, y0, x1, y1 vg.Length) {
	item := canvas.Item{Kind: "cell", Release: status, X0: x0, Y0: y0, X1: x1, Y1: y1, Fill: canvas.Mix(canvas.Rule, canvas.White, .5)}
	p.Fill(item.Fill, canvas.Polygon(canvas.Rect(x0, y0, x1, y1)))
	if r.FirstParty > 0 {
		item.Pattern |= 1
		pts := []vg.Point{{X: x0, Y: y0}, {X: x0, Y: y1}, {X: x1, Y: y1}}
		p.Fill(canvas.Fills[7], canvas.Polygon(pts))
		p.Hatch(canvas.Fills[6], 1.1, 4, -math.Pi/4, pts)
		p.Outlined(canvas.Fills[6], .6, canvas.Polygon(pts))
	}
	if r.ThirdParty > 0 {
		item.Pattern |= 2
		p.Fill(canvas.Blue, canvas.Polygon([]vg.Point{{X: x0, Y: y0}, {X: x1, Y: y0}, {X: x1, Y: y1}}))
	}
	if r.Unstated > 0 {
		item.Pattern |= 4
		ring := canvas.Circle((x0+x1)/2, (y0+y1)/2, min(3.6, (y1-y0)/2-1.5))
		p.Fill(canvas.White, ring)
		p.Outlined(canvas.Ink, 1.2, ring)
	}
	p.AddItem(item)
}

// bandHeight is the height of the band above a column, and the width of the band before a
// row.
const bandHeight vg.Length = 5.5

// drawHiddenBand marks a variant that was not public when it was measured with a hatched
// and outlined band in the reserved colour.
func drawHiddenBand(p *canvas.Page, x0, y0, x1, y1 vg.Length) {
	p.Bar(canvas.Look{Release: NotReleased}, x0, y0, x1, y1)
}

func (c *Coverage) drawMatrix(p *canvas.Page, ns *canvas.Notes) {
	n := vg.Length(len(c.Variants))
	names := vg.Length(95) // width of the names and the bands
	for _, b := range c.Benchmarks {
		names = max(names, coverName.Width(b))
	}
	names = min(names, 200)
	const covered = 58
	x0 := canvas.Margin + names + 10
	w := min((canvas.Width-canvas.Margin-covered-x0)/n, 130)
	h := vg.Length(22)
	if len(c.Benchmarks) > 16 {
		h = 17
	}
	c.drawHeads(p, x0, w, ns)
	p.Text("label", canvas.NewStyle(8, canvas.Medium, canvas.Grey), x0+n*w+12, p.Y+4, canvas.Left, "COVERED")
	top := p.Y
	for i, b := range c.Benchmarks {
		y := top - h*vg.Length(i+1)
		p.Text("label", coverName, x0-9, y+h/2-3.2, canvas.Right, coverName.Shorten(b, names))
		count := 0
		for j, r := range c.Cells[i] {
			x := x0 + w*vg.Length(j)
			drawCell(p, r, c.Variants[j].Release, x+1.5, y+1.2, x+w-1.5, y+h-1.2)
			if r.any() {
				count++
			}
		}
		p.Text("value", coverCount, x0+n*w+12, y+h/2-3.2, canvas.Left, fmt.Sprintf("%d / %d", count, len(c.Variants)))
	}
	p.Y = top - h*vg.Length(len(c.Benchmarks))
	c.outlineColumns(p, x0, w, top)
	c.drawSums(p, x0, w)
}

// outlineColumns outlines the columns of variants that were not public or whose status is
// unknown. Neighbours share a line.
func (c *Coverage) outlineColumns(p *canvas.Page, x0, w, top vg.Length) {
	release := func(j int) Release {
		if j < 0 || j >= len(c.Variants) {
			return Released
		}
		return c.shown(c.Variants[j])
	}
	for j, v := range c.Variants {
		x := x0 + w*vg.Length(j)
		if c.shown(v) == Released {
			continue
		}
		p.AddItem(canvas.Item{Kind: "column", Release: v.Release, X0: x, Y0: p.Y, X1: x + w, Y1: top, Fill: map[Release]color.NRGBA{NotReleased: canvas.NotPublic, Unknown: canvas.Ink}[v.Release]})
		if v.Release == NotReleased {
			p.Outlined(canvas.NotPublic, 1.4, canvas.Polygon(canvas.Rect(x, p.Y, x+w, top)), 4, 2.5)
			continue
		}
		p.Line(canvas.Ink, .8, x, top, x+w, top, 1.2, 1.8)
		p.Line(canvas.Ink, .8, x, p.Y, x+w, p.Y, 1.2, 1.8)
		if release(j+1) != NotReleased {
			p.Line(canvas.Ink, .8, x+w, p.Y, x+w, top, 1.2, 1.8)
		}
		if release(j-1) == Released {
			p.Line(canvas.Ink, .8, x, p.Y, x, top, 1.2, 1.8)
		}
	}
}

// drawSums writes below each column on how many benchmarks each kind of evaluator
// reported.
func (c *Coverage) drawSums(p *canvas.Page, x0, w vg.Length) {
	for _, sum := range []struct {
		name  string
		count func(Reported) int
	}{
		{"by the developer", func(r Reported) int { return r.FirstParty }},
		{"by others", func(r Reported) int { return r.ThirdParty }},
		{"not stated by whom", func(r Reported) int { return r.Unstated }},
	} {
		var counts []int
		total := 0
		for j := range c.Variants {
			n := 0
			for _, row := range c.Cells {
				if sum.count(row[j]) > 0 {
					n++
				}
			}
			counts = append(counts, n)
			total += n
		}
		if total == 0 && sum.name == "not stated by whom" {
			continue
		}
		p.Y -= 13
		p.Text("label", coverCount, x0-9, p.Y, canvas.Right, sum.name)
		for j, n := range counts {
			s := coverCount
			if n > 0 {
				s.Color, s.Weight = canvas.Ink, canvas.Medium
			}
			p.Text("value", s, x0+w*(vg.Length(j)+.5), p.Y, canvas.Center, fmt.Sprintf("%d", n))
		}
	}
	p.Y -= 8
}

// drawHeads writes the names of the variants above their columns, in as many lines as the
// longest name needs, with a note at those that were not public.
func (c *Coverage) drawHeads(p *canvas.Page, x0, w vg.Length, ns *canvas.Notes) {
	const lineHeight = 10
	lines := make([][]string, len(c.Variants))
	most, band := 0, vg.Length(0)
	for j, v := range c.Variants {
		name := v.Name
		if v.Release == NotReleased {
			name += "*"
		}
		ref := ns.Ref(v.Footnote)
		lines[j] = coverHead.Stack(name, w-6-(coverHead.ReferredWidth("", ref)), 5)
		n := len(lines[j])
		if c.shown(v) != Released {
			n++
		}
		if v.Release == NotReleased {
			band = bandHeight
		}
		most = max(most, n)
	}
	p.Y -= lineHeight*vg.Length(most) + 4 + band
	for j, v := range c.Variants {
		x := x0 + w*vg.Length(j)
		s, small, state := coverHead, coverSmall, ""
		switch c.shown(v) {
		case NotReleased:
			s.Color, small.Color, state = canvas.NotPublic, canvas.NotPublic, "not public"
			drawHiddenBand(p, x, p.Y, x+w, p.Y+band)
		case Unknown:
			state = "status unknown"
		}
		y := p.Y + 5 + band
		if state != "" {
			p.Text("label", small, x+w/2, y, canvas.Center, small.Shorten(state, w-3))
			y += lineHeight
		}
		for i, l := range lines[j] {
			ref := ""
			if i == len(lines[j])-1 {
				ref = ns.Ref(v.Footnote)
			}
			p.Referred("label", s, x+w/2, y+lineHeight*vg.Length(len(lines[j])-1-i), canvas.Center, l, ref)
		}
	}
}
