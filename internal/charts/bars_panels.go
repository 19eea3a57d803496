package charts

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// mostApart is the greatest ratio of the largest values of two benchmarks on one axis: at
// 50, the smaller one is a bar of 5 points.
const mostApart = 50

// unit returns the unit of benchmark i.
func (b *Bars) unit(i int) string {
	if b.Units != nil {
		return b.Units[i]
	}
	return b.Unit
}

// lower reports whether lower values are better on benchmark i.
func (b *Bars) lower(i int) bool {
	if b.Lower != nil {
		return b.Lower[i]
	}
	return b.LowerIsBetter
}

// points reports whether values in a unit are drawn as points: ratings have no zero for a
// bar to start from.
func points(unit string) bool { return unit == "Elo" }

// A panel holds the benchmarks that share an axis.
type panel struct {
	unit       string
	lower      bool
	points     bool
	benchmarks []int
}

// panels groups benchmarks by unit and direction, in the order in which these first occur.
// It splits a group whose values differ too much in size.
func (b *Bars) panels() []panel {
	var units []panel
	for i := range b.Benchmarks {
		k := slices.IndexFunc(units, func(p panel) bool { return p.unit == b.unit(i) && p.lower == b.lower(i) })
		if k < 0 {
			k = len(units)
			units = append(units, panel{unit: b.unit(i), lower: b.lower(i), points: points(b.unit(i))})
		}
		units[k].benchmarks = append(units[k].benchmarks, i)
	}
	var out []panel
	for _, p := range units {
		out = append(out, b.bySize(p)...)
	}
	return out
}

// bySize splits a panel whose benchmarks differ too much in size, largest first. Ratings
// and percentages are not split, because their range is known.
func (b *Bars) bySize(p panel) []panel {
	if p.points || p.unit == "%" || p.unit == "proportion" {
		return []panel{p}
	}
	largest := func(i int) float64 {
		m := 0.0
		for _, v := range b.Values[i] {
			if v != nil {
				m = max(m, math.Abs(v.Value))
			}
		}
		return m
	}
	sorted := slices.Clone(p.benchmarks)
	slices.SortStableFunc(sorted, func(i, j int) int { return cmp.Compare(largest(j), largest(i)) })
	var out []panel
	top := 0.0
	for _, i := range sorted {
		if m := largest(i); len(out) == 0 || m > 0 && m*mostApart < top {
			out = append(out, panel{unit: p.unit, lower: p.lower})
			top = m
		}
		last := &out[len(out)-1]
		last.benchmarks = append(last.benchmarks, i)
	}
	for _, q := range out {
		slices.Sort(q.benchmarks) // back to the given order
	}
	return out
}

// A barLayout holds the positions in a panel, or in one line of a panel that needs
// several.
type barLayout struct {
	panel
	shown       []int     // the benchmarks of the line
	x           vg.Length // the left edge
	label       vg.Length // width available for the label of a value
	group, slot vg.Length // widths of a group and of one series in it
	axis        vg.Length // width of the tick labels
	canvas.ValueAxis
}

// Sizes of panels next to each other: the space between two, and the greatest width of a
// group.
const (
	between     vg.Length = 20
	widestGroup vg.Length = 230
)

// lines lays the panels out from the top down. Small panels share a line, and large ones
// take several, so that every value has space for its label.
func (b *Bars) lines(ns *canvas.Notes) [][]barLayout {
	var panels []barLayout
	axis := axisWidth
	for _, p := range b.panels() {
		l := b.scale(p)
		axis = max(axis, l.axis)
		panels = append(panels, l)
	}
	n := vg.Length(len(b.Series))
	const inner = canvas.Width - 2*canvas.Margin
	widest := (inner - axis) * groupFill / n // of a slot, if each group has a line of its own
	slot := min(b.widestLabel(ns, widest-4)+4, widest)
	least := slot * n / groupFill // width of a group
	if len(panels) > 1 {
		least = min(max(least, 64), inner-axis) // a name fits
	}
	var out [][]barLayout
	room := vg.Length(0) // width left in the last line
	for _, l := range panels {
		need := l.axis + least*vg.Length(len(l.benchmarks))
		switch {
		case need > inner+.01:
			most := len(l.benchmarks)
			fit := max(1, int((inner-l.axis)/least+.001))
			lines := (most + fit - 1) / fit
			fit = (most + lines - 1) / lines // so that lines have about equal length
			for lo := 0; lo < most; lo += fit {
				l.shown = l.benchmarks[lo:min(lo+fit, most)]
				l.group = (inner - l.axis) / vg.Length(fit)
				out = append(out, []barLayout{l})
			}
			room = 0
		case need+between <= room:
			l.shown = l.benchmarks
			out[len(out)-1] = append(out[len(out)-1], l)
			room -= need + between
		default:
			l.shown = l.benchmarks
			out = append(out, []barLayout{l})
			room = inner - need
		}
	}
	for _, line := range out {
		bar := maxBar
		if len(b.Benchmarks) == 1 {
			bar = loneBar
		}
		b.place(line, inner, max(bar, slot), len(panels) > 1)
	}
	return out
}

// place positions the panels of a line, with groups of the same width in all of them.
func (b *Bars) place(line []barLayout, width, widest vg.Length, several bool) {
	width -= between * vg.Length(len(line)-1)
	groups := 0
	for _, l := range line {
		width -= l.axis
		groups += len(l.shown)
	}
	x := canvas.Margin
	for i := range line {
		l := &line[i]
		if l.group == 0 {
			l.group = width / vg.Length(groups)
			if several {
				l.group = min(l.group, widestGroup)
			}
		}
		l.slot = min(l.group*groupFill/vg.Length(len(b.Series)), widest)
		l.label = l.slot - 3
		l.x = x
		x += l.axis + l.group*vg.Length(len(l.shown)) + between
	}
}

// height returns the height of each plot in a figure with so many lines.
func height(lines int) vg.Length {
	switch lines {
	case 1:
		return singleRow
	case 2:
		return doubleRow
	}
	return stackedRow
}

// widestLabel returns the width that the labels of the values need, at most room.
func (b *Bars) widestLabel(ns *canvas.Notes, room vg.Length) vg.Length {
	s := canvas.NewStyle(valueSize, canvas.Medium, canvas.Ink)
	widest := s.Width("n/r")
	for _, vs := range b.Values {
		for _, v := range vs {
			if v != nil {
				ref := ns.Ref(v.Footnote)
				widest = max(widest, s.ReferredWidth(valueLabel(v, ref, room), ref))
			}
		}
	}
	return max(12, widest)
}

// valueLabel returns a value as printed. If that does not fit next to the number of a
// footnote, it returns the value in four digits.
func valueLabel(v *Score, ref string, room vg.Length) string {
	s, star := canvas.NewStyle(valueSize, canvas.Medium, canvas.Ink), ""
	if v.Release == NotReleased {
		star = "*"
	}
	if s.ReferredWidth(v.Printed+star, ref) <= room {
		return v.Printed + star
	}
	return s.Shorten(canvas.ShortNumber(v.Value), room-s.ReferredWidth(star, ref)) + star
}

// scale computes the axis of a panel.
func (b *Bars) scale(p panel) barLayout {
	lo, hi := 0.0, 0.0
	if p.points {
		lo, hi = math.Inf(1), math.Inf(-1)
	}
	for _, i := range p.benchmarks {
		for _, v := range b.Values[i] {
			if v != nil {
				lo, hi = v.reach(lo, hi)
			}
		}
	}
	switch {
	case p.points && lo > hi: // no value
		lo, hi = 0, leastRatings
	case p.unit == "%" && lo >= 0 && hi <= 100:
		hi = 100
	case p.unit == "proportion" && lo >= 0 && hi <= 1:
		hi = 1
	case p.points && hi-lo < leastRatings:
		// Show at least leastRatings: a difference of one rating point means little.
		mid := (lo + hi) / 2
		lo, hi = mid-leastRatings/2, mid+leastRatings/2
	}
	t := canvas.Ticks(lo, hi, 4)
	l := barLayout{panel: p, ValueAxis: canvas.ValueAxis{Lo: t[0], Hi: t[len(t)-1], Ticks: t}}
	l.axis = max(axisWidth, l.Width()+8)
	return l
}

// heading returns the unit of a panel, for a figure with several panels.
func (b *Bars) heading(l barLayout) string {
	t, more := unitWords(l.unit), ""
	if t == "" {
		t = "No unit stated"
	}
	if l.lower {
		more = ", lower is better"
	}
	for _, o := range b.panels() {
		if o.unit == l.unit && o.lower == l.lower && o.benchmarks[0] != l.benchmarks[0] {
			more += "; axis to " + l.Text(l.Hi)
			break
		}
	}
	return canvas.PanelStyle.Shorten(t, l.axis+l.group*vg.Length(len(l.shown))-canvas.PanelStyle.Width(more)) + more
}

// unitWords returns a unit in words.
func unitWords(unit string) string {
	switch unit {
	case "%":
		return "Percent"
	case "proportion":
		return "Proportion, 1 is all"
	case "Elo":
		return "Elo rating; the axis does not start at zero"
	case "":
		return ""
	}
	return "In " + unit
}
