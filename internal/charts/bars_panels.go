package charts

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// mostApart is how many times larger the largest value of one benchmark may be
// than that of another on the same axis: at 50 the smaller is a bar of 5 points.
const mostApart = 50

// unit is the unit of a benchmark.
func (b *Bars) unit(i int) string {
	if b.Units != nil {
		return b.Units[i]
	}
	return b.Unit
}

// lower reports whether lower is better on a benchmark.
func (b *Bars) lower(i int) bool {
	if b.Lower != nil {
		return b.Lower[i]
	}
	return b.LowerIsBetter
}

// points reports whether values in a unit are drawn as points: a rating has no
// zero that a bar could stand on.
func points(unit string) bool { return unit == "Elo" }

// A panel holds the benchmarks that share an axis.
type panel struct {
	unit       string
	lower      bool
	points     bool
	benchmarks []int
}

// panels puts benchmarks of one unit and direction together, in the order of
// their first, and parts those whose values differ too much in size.
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

// bySize parts a panel whose benchmarks differ too much in size, the largest
// first. Ratings and percentages keep one axis: theirs is known.
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
		slices.Sort(q.benchmarks) // as they were given
	}
	return out
}

// A barLayout is where things stand in a panel, or in one of its lines where it
// needs several.
type barLayout struct {
	panel
	shown       []int     // the benchmarks of the line
	x           vg.Length // of the left edge
	label       vg.Length // room for the label of a value
	group, slot vg.Length // widths of a group and of one series in it
	axis        vg.Length // room for the labels of the ticks
	canvas.ValueAxis
}

// Panels that stand side by side: the room between two, and how wide a group is
// at most.
const (
	between     vg.Length = 20
	widestGroup vg.Length = 230
)

// lines lays out the panels, from the top down. Small ones stand side by side,
// large ones take several lines, so that every value has room for its label.
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
	widest := (inner - axis) * groupFill / n // slot, where each group has a line
	slot := min(b.widestLabel(ns, widest-4)+4, widest)
	least := slot * n / groupFill // of a group
	if len(panels) > 1 {
		least = min(max(least, 64), inner-axis) // a name has room
	}
	var out [][]barLayout
	room := vg.Length(0) // what is left of the last line
	for _, l := range panels {
		need := l.axis + least*vg.Length(len(l.benchmarks))
		switch {
		case need > inner+.01:
			most := len(l.benchmarks)
			fit := max(1, int((inner-l.axis)/least+.001))
			lines := (most + fit - 1) / fit
			fit = (most + lines - 1) / lines // lines of like length
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

// place gives the panels of a line their places; groups are as wide in one as in
// another.
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

// height is the height of a plot in a figure of so many lines.
func height(lines int) vg.Length {
	switch lines {
	case 1:
		return singleRow
	case 2:
		return doubleRow
	}
	return stackedRow
}

// widestLabel is the width that the labels of the values need, at most room.
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

// valueLabel is a value as printed; where that is wider than the room next to a
// footnote's number, the value in four digits.
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

// scale finds the axis of a panel.
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
		// A rating says nothing by itself, and a point of it little.
		mid := (lo + hi) / 2
		lo, hi = mid-leastRatings/2, mid+leastRatings/2
	}
	t := canvas.Ticks(lo, hi, 4)
	l := barLayout{panel: p, ValueAxis: canvas.ValueAxis{Lo: t[0], Hi: t[len(t)-1], Ticks: t}}
	l.axis = max(axisWidth, l.Width()+8)
	return l
}

// heading names the unit of a panel among several.
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

// unitWords says a unit in words.
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
