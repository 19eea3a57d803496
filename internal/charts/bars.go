package charts

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
)

// Sizes of a bars figure, in points.
const (
	axisWidth  vg.Length = 34  // room for tick labels, more where they need it
	maxBar     vg.Length = 46  // a bar is not wider
	groupFill            = .86 // share of a group's width that bars take
	singleRow  vg.Length = 270 // height of the plot where all groups stand in one row
	stackedRow vg.Length = 150 // and where they need several
	valueSize            = 8.0
	benchSize            = 10.0
	labelSpace vg.Length = 14 // above the highest bar

	leastRatings = 40.0 // that an axis of ratings spans
)

var tickStyle = style{8.5, regular, grey}

// Figure lays the bars out. Groups go into as many rows as it takes for every
// value to have its label.
func (b *Bars) Figure() (*Figure, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	if err := b.distinct(); err != nil {
		return nil, err
	}
	gl := &glyphs{}
	b = b.drawable(gl)
	title, subtitle := b.Title, b.Subtitle
	if title == "" {
		title = b.title()
	}
	if subtitle == "" {
		subtitle = b.subtitle()
	}
	p := newPage(title, subtitle)
	p.legend(b.keys(p))
	l := b.layout()
	ns := &notes{}
	for row := 0; row < l.rows; row++ {
		lo := row * l.perRow
		b.row(p, l, lo, min(lo+l.perRow, len(b.Benchmarks)), ns)
	}
	list := ns.list
	for i := range list {
		list[i] = "* " + list[i]
	}
	list = append(list, b.Notes...)
	if b.anyMissing() {
		list = append(list, b.missing())
	}
	return p.footer(append(list, gl.notes()...), b.Sources, b.Stamp), nil
}

func (b *Bars) check() error {
	if len(b.Benchmarks) == 0 || len(b.Series) == 0 || len(b.Values) != len(b.Benchmarks) {
		return fmt.Errorf("bars: %w: no benchmark or no model", ErrEmpty)
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
			if math.IsNaN(x.Value) || math.IsInf(x.Value, 0) {
				return fmt.Errorf("bars: benchmark %q has a value that is not finite", b.Benchmarks[i])
			}
			n++
		}
	}
	if n == 0 {
		return fmt.Errorf("bars: %w: no value", ErrEmpty)
	}
	return nil
}

// release is what the series was in all of its scores, or Released where it
// was public in some.
func (b *Bars) release(series int) Release {
	seen, rel := false, Released
	for _, v := range b.Values {
		if x := v[series]; x != nil {
			if seen && x.Release != rel {
				return Released
			}
			seen, rel = true, x.Release
		}
	}
	return rel
}

// looks gives every series a look of its own. Those none of whose scores was of
// a public variant have hatches and need no colour.
func (b *Bars) looks() []look {
	hidden, public := 0, 0
	var out []look
	for j := range b.Series {
		l := look{release: b.release(j), fill: fills[public%len(fills)]}
		if l.release == NotReleased {
			l.pattern = hidden
			hidden++
		} else {
			l.pattern = public / len(fills)
			public++
		}
		out = append(out, l)
	}
	return out
}

// hidden returns the series none of whose scores was of a public variant.
func (b *Bars) hidden() map[int]bool {
	out := map[int]bool{}
	for j := range b.Series {
		if b.release(j) == NotReleased {
			out[j] = true
		}
	}
	return out
}

// distinct refuses more series than can be told apart.
func (b *Bars) distinct() error {
	hidden, most := len(b.hidden()), mostHatches
	if b.points() {
		most = mostMarks
	}
	if hidden > most {
		return fmt.Errorf("bars: %w: %d that were not public, and only %d can be told apart in one figure; name fewer models or set a lower limit", ErrTooMany, hidden, most)
	}
	if n := len(b.Series) - hidden; n > mostPublic {
		return fmt.Errorf("bars: %w: %d, and only %d can be told apart in one figure; name fewer models or set a lower limit", ErrTooMany, n, mostPublic)
	}
	return nil
}

func (b *Bars) keys(p *page) []key {
	looks := b.looks()
	var keys []key
	for j, s := range b.Series {
		k := key{name: s.Name, release: looks[j].release}
		switch k.release {
		case NotReleased:
			k.name += "*"
			k.pill = "NOT RELEASED"
		case Unknown:
			k.pill = "STATUS UNKNOWN"
		}
		k.swatch = func(x, y vg.Length) {
			if b.points() {
				p.mark(looks[j], x+7, y)
				return
			}
			p.bar(looks[j], x, y-5, x+14, y+5)
		}
		keys = append(keys, k)
	}
	return keys
}

// points reports whether values are drawn as points: a rating has no zero that
// a bar could stand on.
func (b *Bars) points() bool { return b.Unit == "Elo" }

// A barLayout is where things stand.
type barLayout struct {
	perRow, rows int
	group, slot  vg.Length // widths of a group and of one series in it
	height       vg.Length
	axis         vg.Length // room for the labels of the ticks
	lo, hi       float64   // of the axis
	ticks        []float64
}

func (b *Bars) layout() barLayout {
	s := style{valueSize, medium, ink}
	slot := vg.Length(16)
	lo, hi := 0.0, 0.0
	if b.points() {
		lo, hi = math.Inf(1), math.Inf(-1)
	}
	for _, vs := range b.Values {
		for _, v := range vs {
			if v == nil {
				slot = max(slot, s.width("n/r")+4)
				continue
			}
			slot = max(slot, s.width(valueLabel(v))+4)
			from, to, _ := v.interval()
			lo, hi = min(lo, v.Value, from), max(hi, v.Value, to)
		}
	}
	switch {
	case b.Unit == "%" && lo >= 0 && hi <= 100:
		hi = 100
	case b.Unit == "proportion" && lo >= 0 && hi <= 1:
		hi = 1
	case b.points() && hi-lo < leastRatings:
		// A rating says nothing by itself, and a point of it little.
		mid := (lo + hi) / 2
		lo, hi = mid-leastRatings/2, mid+leastRatings/2
	}
	t := ticks(lo, hi, 4)
	l := barLayout{ticks: t, lo: t[0], hi: t[len(t)-1], axis: axisWidth}
	for _, v := range t {
		l.axis = max(l.axis, tickStyle.width(number(v, decimals(t)))+8)
	}
	width := figureWidth - 2*margin - l.axis
	n := len(b.Series)
	l.perRow = max(1, min(len(b.Benchmarks), int(width/(slot*vg.Length(n)/groupFill))))
	l.rows = (len(b.Benchmarks) + l.perRow - 1) / l.perRow
	l.perRow = (len(b.Benchmarks) + l.rows - 1) / l.rows // rows of like length
	l.group = width / vg.Length(l.perRow)
	l.slot = min(l.group*groupFill/vg.Length(n), maxBar)
	l.height = singleRow
	if l.rows > 1 {
		l.height = stackedRow
	}
	return l
}

func valueLabel(v *Value) string {
	if v.Release == NotReleased {
		return v.Printed + "*"
	}
	return v.Printed
}

// row draws one row of groups, benchmarks lo to hi.
func (b *Bars) row(p *page, l barLayout, lo, hi int, ns *notes) {
	top := p.y - labelSpace
	bottom := top - l.height
	x0 := margin + l.axis
	Y := func(v float64) vg.Length { return bottom + vg.Length((v-l.lo)/(l.hi-l.lo))*l.height }
	for _, t := range l.ticks {
		p.line(rule, .8, x0, Y(t), figureWidth-margin, Y(t))
		p.text("tick", tickStyle, x0-6, Y(t)-3, right, number(t, decimals(l.ticks)))
	}
	base := l.lo
	if !b.points() {
		base = 0
	}
	name := style{benchSize, medium, ink}
	deepest := 1
	for i := lo; i < hi; i++ {
		gx := x0 + l.group*vg.Length(i-lo)
		b.group(p, l, i, gx+(l.group-l.slot*vg.Length(len(b.Series)))/2, base, Y, ns)
		lines := name.wrap(b.Benchmarks[i], l.group-10)
		if len(lines) > 3 {
			lines = append(lines[:2], name.shorten(strings.Join(lines[2:], " "), l.group-10))
		}
		deepest = max(deepest, len(lines))
		for k, t := range lines {
			p.text("label", name, gx+l.group/2, bottom-16-13*vg.Length(k), center, t)
		}
	}
	p.line(ink, .9, x0, Y(base), figureWidth-margin, Y(base))
	p.y = bottom - 10 - 13*vg.Length(deepest)
}

// group draws the bars of one benchmark from x on.
func (b *Bars) group(p *page, l barLayout, i int, x vg.Length, base float64, Y func(float64) vg.Length, ns *notes) {
	looks := b.looks()
	for j := range b.Series {
		at := x + l.slot*(vg.Length(j)+.5)
		v := b.Values[i][j]
		if v == nil {
			p.text("missing", style{valueSize, regular, grey}, at, Y(max(base, l.lo))+3, center, "n/r")
			continue
		}
		ns.add(v.Footnote)
		how := looks[j]
		how.release = v.Release // of this score
		top, low := Y(v.Value), Y(v.Value)
		if b.points() {
			top, low = top+6, low-6
		} else {
			half := min(l.slot*.46, maxBar/2)
			p.bar(how, at-half, Y(base), at+half, Y(v.Value))
		}
		if from, to, ok := v.interval(); ok {
			p.interval(false, at, Y(from), Y(to))
			top, low = max(top, Y(to)), min(low, Y(from))
		}
		if b.points() {
			p.mark(how, at, Y(v.Value))
		}
		s := style{valueSize, regular, grey}
		if v.Release == NotReleased {
			s = style{valueSize, medium, notPublic}
		}
		y := top + 3
		if v.Value < 0 && !b.points() {
			y = low - 9
		}
		p.text("value", s, at, y, center, valueLabel(v))
	}
}

// missing explains n/r; a source is not said to be silent where its scores were
// left out.
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
