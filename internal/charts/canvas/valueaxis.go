package canvas

import (
	"math"

	"gonum.org/v1/plot/vg"
)

// Styles of texts in several kinds of figures.
var (
	TickStyle  = NewStyle(8.5, Regular, Grey)
	PanelStyle = NewStyle(9.5, Medium, Grey)
)

// A ValueAxis is a vertical axis of values.
type ValueAxis struct {
	Lo, Hi float64 // its ends
	Ticks  []float64
}

// AxisOver returns an axis for values from lo to hi, extended by a share of their range on
// each side, with about n ticks.
func AxisOver(lo, hi, share float64, n int) ValueAxis {
	if lo == hi {
		d := max(math.Abs(lo)/10, 1e-9)
		lo, hi = lo-d, hi+d
	}
	pad := hi*share - lo*share // multiplied before it is subtracted: the span of large numbers may not be one
	first, ticks := TicksWithin(Ticks(lo, hi, n), lo-pad, lo, hi+pad)
	return ValueAxis{first, hi + pad, ticks}
}

// Text returns the label of a tick.
func (a ValueAxis) Text(t float64) string { return TickText(t, Decimals(a.Ticks)) }

// Width returns the width of the widest label.
func (a ValueAxis) Width() (widest vg.Length) {
	for _, t := range a.Ticks {
		widest = max(widest, TickStyle.Width(a.Text(t)))
	}
	return widest
}

// Between returns a function from values to heights, for an axis between two heights.
func (a ValueAxis) Between(bottom, top vg.Length) func(float64) vg.Length {
	return func(v float64) vg.Length { // halved as the pad is multiplied
		return bottom + vg.Length((v/2-a.Lo/2)/(a.Hi/2-a.Lo/2))*(top-bottom)
	}
}

// Draw draws a grid line for each tick from x0 to x1, with its label before it.
func (a ValueAxis) Draw(p *Page, y func(float64) vg.Length, x0, x1 vg.Length) {
	for _, t := range a.Ticks {
		p.Line(Rule, .8, x0, y(t), x1, y(t))
		p.Text("tick", TickStyle, x0-6, y(t)-3, Right, a.Text(t))
	}
}

// A Tick is a labelled position on a horizontal axis.
type Tick struct {
	X    vg.Length
	Text string
}

// ApartTicks returns the ticks whose labels are between x0 and x1 and at least a gap
// apart.
func ApartTicks(all []Tick, x0, x1, gap vg.Length) (out []Tick) {
	last := vg.Length(math.Inf(-1))
	for _, t := range all {
		half := TickStyle.Width(t.Text) / 2
		if t.X-half >= x0 && t.X+half <= x1 && t.X-half >= last+gap {
			out = append(out, t)
			last = t.X + half
		}
	}
	return out
}

// DrawTicks draws a vertical grid line for each tick, with its label below it.
func DrawTicks(p *Page, ticks []Tick, top, bottom vg.Length) {
	for _, t := range ticks {
		p.Line(Rule, .8, t.X, bottom, t.X, top)
		p.Text("tick", TickStyle, t.X, bottom-13, Center, t.Text)
	}
}
