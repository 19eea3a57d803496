package labels

import (
	"math/rand/v2"
	"testing"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
)

// TestLabelsMeetNothing places labels at the marks of random plots: none meets a mark,
// another label, or leaves the plot, and no line runs through a notable mark.
func TestLabelsMeetNothing(t *testing.T) {
	style := canvas.NewStyle(8.5, canvas.Regular, canvas.Ink)
	placed := 0
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		p := &Plot{Box: Box{X0: 50, Y0: 0, X1: 800, Y1: 300}, Down: r.IntN(2) == 0}
		n := 2 + r.IntN(60)
		p.Step = 750 / vg.Length(n)
		for i := range n {
			x, y := 50+p.Step*(vg.Length(i)+.5), vg.Length(20+r.Float64()*260)
			p.Marks = append(p.Marks, Mark{X: x, Y: y, R: 4, Whole: Box{X0: x - 4, Y0: y - 9, X1: x + 4, Y1: y + 9}, Notable: r.IntN(3) == 0, Anywhere: r.IntN(2) == 0})
		}
		for i := range n {
			p.Place(&Label{Mark: i, Text: "A label", Style: style})
		}
		for i, lab := range p.Labels {
			placed++
			if b := lab.Box; b.X0 < p.Box.X0 || b.X1 > p.Box.X1 || b.Y0 < p.Box.Y0 || b.Y1 > p.Box.Y1+2 {
				t.Errorf("seed %d: label %d leaves the plot", seed, i)
			}
			for k, m := range p.Marks {
				if lab.Box.Meets(m.Whole) {
					t.Errorf("seed %d: label %d stands on mark %d", seed, i, k)
				}
				if lab.Linked && m.Notable && k != lab.Mark && m.Whole.Crossed(lab.Line) {
					t.Errorf("seed %d: the line of label %d runs through mark %d", seed, i, k)
				}
			}
			for k, o := range p.Labels[:i] {
				if lab.Box.Meets(o.Box) || lab.Linked && o.Box.Crossed(lab.Line) || lab.Linked && o.Linked && cross(lab.Line, o.Line) {
					t.Errorf("seed %d: label %d meets label %d", seed, i, k)
				}
			}
		}
	}
	if placed < 500 {
		t.Errorf("only %d labels were placed", placed)
	}
}
