package charts

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// Sizes of a bars figure, in points.
const (
	axisWidth  vg.Length = 34  // space for tick labels, more if they need it
	maxBar     vg.Length = 46  // greatest width of a bar
	loneBar    vg.Length = 150 // space for each bar if there is one benchmark, so that the figure uses its width
	groupFill            = .86 // share of the width of a group that bars take
	singleRow  vg.Length = 270 // height of the plot if all groups are in one row
	doubleRow  vg.Length = 190 // if they are in two rows
	stackedRow vg.Length = 150 // if they are in three or more
	valueSize            = 8.0
	benchSize            = 10.0
	labelSpace vg.Length = 14 // above the highest bar

	leastRatings = 40.0 // least range of an axis of ratings
)

// Figure lays the bars out: a panel for each unit, and in it as many rows of groups as the
// labels of the values need. It returns an error that wraps ErrEmpty or ErrTooMany, or one
// that says which data is inconsistent.
func (b *Bars) Figure() (*Figure, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	if err := b.distinct(); err != nil {
		return nil, err
	}
	data := b.data()
	gl := &canvas.Glyphs{}
	b = canvas.Drawable(gl, b)
	p := b.Page(b.title(), b.subtitle(), data, gl)
	p.Legend(b.keys(p))
	ns := b.footnotes()
	lines := b.lines(ns)
	for _, line := range lines {
		b.drawLine(p, line, height(len(lines)), ns)
	}
	if b.anyMissing() {
		b.Notes = append(b.Notes, b.missing())
	}
	if b.shortened(lines, ns) {
		b.Notes = append(b.Notes, "Values that are too long for their place are shown in four digits.")
	}
	return b.Footer(p, ns, nil, gl), nil
}

// shortened reports whether any value is shown other than as printed.
func (b *Bars) shortened(lines [][]barLayout, ns *canvas.Notes) bool {
	for _, line := range lines {
		for _, l := range line {
			for _, i := range l.shown {
				for _, v := range b.Values[i] {
					if v != nil && strings.TrimSuffix(valueLabel(v, ns.Ref(v.Footnote), l.label), "*") != v.Printed {
						return true
					}
				}
			}
		}
	}
	return false
}

// footnotes collects the footnotes in the order of their marks.
func (b *Bars) footnotes() *canvas.Notes {
	ns := &canvas.Notes{}
	for _, pn := range b.panels() {
		for _, i := range pn.benchmarks {
			for _, v := range b.Values[i] {
				if v != nil {
					ns.AddFor(v.Footnote, v.Release)
				}
			}
		}
	}
	return ns
}

// data returns the data table of the figure, with a row for each score that is drawn or
// missing.
func (b *Bars) data() canvas.Table {
	t := canvas.Table{Header: []string{"benchmark", "model", "unit", "lower_is_better", "value", "value_as_shown", "ci_low", "ci_high", "stderr", "release", "footnote"}}
	for i, bench := range b.Benchmarks {
		for j, s := range b.Series {
			row := []string{bench, s.Name, b.unit(i), strconv.FormatBool(b.lower(i)), "", "n/r", "", "", "", "", ""}
			if v := b.Values[i][j]; v != nil {
				row = append(row[:4], canvas.FullNumber(v.Value), v.Printed, canvas.OptionalNumber(v.CILow), canvas.OptionalNumber(v.CIHigh), canvas.OptionalNumber(v.StdErr), v.Release.String(), v.Footnote)
			}
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

func (b *Bars) check() error {
	if len(b.Benchmarks) == 0 || len(b.Series) == 0 || len(b.Values) != len(b.Benchmarks) {
		return fmt.Errorf("bars: %w: no benchmark or no model", ErrEmpty)
	}
	if b.Units != nil && len(b.Units) != len(b.Benchmarks) || b.Lower != nil && len(b.Lower) != len(b.Benchmarks) {
		return fmt.Errorf("bars: %d benchmarks have %d units and %d directions", len(b.Benchmarks), len(b.Units), len(b.Lower))
	}
	n := 0
	for i, v := range b.Values {
		if len(v) != len(b.Series) {
			return fmt.Errorf("bars: benchmark %q has %d values for %d models", b.Benchmarks[i], len(v), len(b.Series))
		}
		for _, x := range v {
			if x == nil {
				continue
			}
			lo, hi, _ := x.interval()
			for _, y := range []float64{x.Value, lo, hi} {
				if math.IsNaN(y) || math.Abs(y) > 1e300 {
					return fmt.Errorf("bars: benchmark %q has a value that is not finite", b.Benchmarks[i])
				}
			}
			n++
		}
	}
	if n == 0 {
		return fmt.Errorf("bars: %w: no value", ErrEmpty)
	}
	return nil
}

// hidden returns the series in which no score belongs to a public variant.
func (b *Bars) hidden() map[int]bool {
	out := map[int]bool{}
	for j, l := range b.looks() {
		if l.Release == NotReleased {
			out[j] = true
		}
	}
	return out
}

// distinct returns an error if there are more series than a reader can distinguish.
func (b *Bars) distinct() error {
	hatched, coloured, most := 0, 0, canvas.MostHatches
	for i := range b.Benchmarks {
		if points(b.unit(i)) {
			most = canvas.MostMarks
		}
	}
	for _, l := range b.looks() {
		if l.notPublic {
			hatched++
		}
		if l.Release != NotReleased {
			coloured++
		}
	}
	if hatched > most {
		return fmt.Errorf("bars: %w: %d that were not public, and only %d can be told apart in one figure; name fewer models or set a lower limit", ErrTooMany, hatched, most)
	}
	if coloured > canvas.MostPublic {
		return fmt.Errorf("bars: %w: %d, and only %d can be told apart in one figure; name fewer models or set a lower limit", ErrTooMany, coloured, canvas.MostPublic)
	}
	return nil
}

// drawLine draws the panels of one line, with headings if the figure has several panels.
func (b *Bars) drawLine(p *canvas.Page, line []barLayout, height vg.Length, ns *canvas.Notes) {
	several := len(b.panels()) > 1
	if first := line[0]; several && first.shown[0] == first.benchmarks[0] {
		for _, l := range line {
			p.Text("panel", canvas.PanelStyle, l.x, p.Y-9, canvas.Left, b.heading(l))
		}
		p.Y -= 15 // a footnote number reaches above its label
	}
	top := p.Y - labelSpace
	lowest := top
	for _, l := range line {
		lowest = min(lowest, b.drawPlot(p, l, top, top-height, ns))
	}
	p.Y = lowest
	if several {
		p.Y -= 8
	}
}

// drawPlot draws the groups of a panel between two heights, and returns the lower end of
// the benchmark names below it.
func (b *Bars) drawPlot(p *canvas.Page, l barLayout, top, bottom vg.Length, ns *canvas.Notes) vg.Length {
	x0 := l.x + l.axis
	x1 := x0 + l.group*vg.Length(len(l.shown))
	Y := l.Between(bottom, top)
	l.Draw(p, Y, x0, x1)
	base := l.Lo
	if !l.points {
		base = 0
	}
	name := canvas.NewStyle(benchSize, canvas.Medium, canvas.Ink)
	under := bottom - 16
	if l.Lo < 0 {
		under -= valueSize // the labels of negative values are below the axis
	}
	deepest := 1
	for i, bench := range l.shown {
		gx := x0 + l.group*vg.Length(i)
		b.drawGroup(p, l, bench, gx+(l.group-l.slot*vg.Length(len(b.Series)))/2, base, Y, ns)
		lines := name.Stack(b.Benchmarks[bench], l.group-10, 3)
		deepest = max(deepest, len(lines))
		for k, t := range lines {
			p.Text("label", name, gx+l.group/2, under-13*vg.Length(k), canvas.Center, t)
		}
	}
	p.Line(canvas.Ink, .9, x0, Y(base), x1, Y(base))
	return under + 6 - 13*vg.Length(deepest)
}

// drawGroup draws the bars of one benchmark, the first of them at x.
func (b *Bars) drawGroup(p *canvas.Page, l barLayout, i int, x vg.Length, base float64, Y func(float64) vg.Length, ns *canvas.Notes) {
	looks := b.looks()
	for j := range b.Series {
		at := x + l.slot*(vg.Length(j)+.5)
		v := b.Values[i][j]
		if v == nil {
			p.Text("missing", canvas.NewStyle(valueSize, canvas.Regular, canvas.Grey), at, Y(max(base, l.Lo))+3, canvas.Center, "n/r")
			continue
		}
		how := looks[j].of(v.Release)
		top, low := Y(v.Value), Y(v.Value)
		if l.points {
			top, low = top+6, low-6
		} else {
			half := min(l.slot*.46, b.barWidth()/2)
			p.Bar(how, at-half, Y(base), at+half, seen(Y(base), Y(v.Value), v.Value))
		}
		if from, to, ok := v.interval(); ok {
			if !l.points { // so that it is visible on a dark bar too
				p.Line(canvas.White, 2.6, at, Y(from)-.8, at, Y(to)+.8)
				p.Line(canvas.White, 2.6, at-3.8, Y(from), at+3.8, Y(from))
				p.Line(canvas.White, 2.6, at-3.8, Y(to), at+3.8, Y(to))
			}
			p.Interval(false, at, Y(from), Y(to))
			top, low = max(top, Y(to)), min(low, Y(from))
		}
		if l.points {
			p.Mark(how, at, Y(v.Value))
		}
		s := canvas.NewStyle(valueSize, canvas.Regular, canvas.Grey)
		if v.Release == NotReleased {
			s = canvas.NewStyle(valueSize, canvas.Medium, canvas.NotPublic)
		}
		y := top + 3
		if v.Value < 0 && !l.points {
			y = low - 9
		}
		ref := ns.Ref(v.Footnote)
		label := valueLabel(v, ref, l.label)
		half := s.ReferredWidth(label, ref)/2 + 1
		p.Fill(canvas.White, canvas.Polygon(canvas.Rect(at-half, y-.8, at+half, y+valueSize*canvas.Ascent+.8))) // so that no line crosses the text
		p.Referred("value", s, at, y, canvas.Center, label, ref)
	}
}

// barWidth returns the greatest width of a bar.
func (b *Bars) barWidth() vg.Length {
	if len(b.Benchmarks) == 1 {
		return 2 * maxBar
	}
	return maxBar
}

// seen keeps the bar of a value other than zero thick enough to be visible.
func seen(base, y vg.Length, v float64) vg.Length {
	const least = .8
	switch {
	case v > 0:
		return max(y, base+least)
	case v < 0:
		return min(y, base-least)
	}
	return y
}

// missing explains n/r. If scores were left out, it does not say that the source has none.
func (b *Bars) missing() string {
	if b.Partial {
		return "n/r: not reported in this source on the terms of this figure (day, metric, setting, stage). A missing value is not zero."
	}
	return "n/r: not reported in this source. A missing value is not zero."
}

func (b *Bars) anyMissing() bool {
	for _, vs := range b.Values {
		for _, v := range vs {
			if v == nil {
				return true
			}
		}
	}
	return false
}
