package charts

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"provenance/internal/charts/canvas"
)

// times is how many random figures are drawn: n in the long run, else few.
func times(few, n int) int {
	if os.Getenv("PROVENANCE_LONG") != "" {
		return n
	}
	return few
}

// TestNothingOverlapsAndNothingIsCut draws 25 figures of each kind, and 500 in the
// long run.
func TestNothingOverlapsAndNothingIsCut(t *testing.T) {
	n := times(25, 500)
	for i, g := range generators {
		t.Run(g.kind, func(t *testing.T) {
			t.Parallel()
			drawn := 0
			for seed := 0; drawn < n && seed < 2*n; seed++ {
				f, err := g.make(rand.New(rand.NewPCG(uint64(seed), uint64(i))))
				if errors.Is(err, ErrTooMany) {
					continue
				}
				if err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				drawn++
				if p := layoutProblems(f); len(p) > 0 {
					t.Errorf("seed %d: %d problems, the first: %s", seed, len(p), p[0])
				}
			}
			if drawn < n {
				t.Errorf("only %d of %d figures were drawn", drawn, n)
			}
		})
	}
}

// layoutProblems returns what overlaps or leaves the canvas: texts with one
// another, texts with marks that are not theirs, and either with the edge.
func layoutProblems(f *Figure) []string {
	var texts []canvas.Item
	var out []string
	for _, it := range f.Items() {
		if it.X0 < -.5 || it.Y0 < -.5 || it.X1 > canvas.Width+.5 || float64(it.Y1) > f.Height()+.5 || math.IsNaN(float64(it.X0+it.X1+it.Y0+it.Y1)) {
			out = append(out, fmt.Sprintf("%s %q leaves the canvas", it.Kind, it.Text))
		}
		if it.Text == "" {
			continue
		}
		for _, o := range texts {
			if overlap(it, o) {
				out = append(out, fmt.Sprintf("%s %q overlaps %s %q", it.Kind, it.Text, o.Kind, o.Text))
			}
		}
		texts = append(texts, it)
	}
	for _, it := range f.Items() {
		if !slices.Contains([]string{"bar", "dot", "diamond", "cell", "claim", "unserved"}, it.Kind) {
			continue
		}
		for _, o := range texts {
			if overlap(it, o) {
				out = append(out, fmt.Sprintf("%s %q stands on a %s", o.Kind, o.Text, it.Kind))
			}
		}
	}
	return out
}

func overlap(a, b canvas.Item) bool {
	return a.X0 < b.X1-.5 && b.X0 < a.X1-.5 && a.Y0 < b.Y1-.5 && b.Y0 < a.Y1-.5
}

// randomName is of any length up to 157 letters, some of which the font lacks,
// with or without blanks.
func randomName(r *rand.Rand) string {
	n := 1 + r.IntN(20)
	if r.IntN(6) == 0 {
		n = 157
	}
	letters := []rune("abcdefghij KLMNOP-_/.0123456789 漢字ñß שלום\u202e")
	if r.IntN(4) == 0 {
		letters = []rune("WMQ@")
	}
	var b strings.Builder
	for range n {
		b.WriteRune(letters[r.IntN(len(letters))])
	}
	return "M" + b.String()
}

// randomNotes are footnotes of which the same may be needed again.
func randomNotes(r *rand.Rand) []string {
	out := []string{""}
	for range r.IntN(15) {
		out = append(out, randomName(r))
	}
	return out
}

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

func randomBars(r *rand.Rand) *Bars {
	units := []string{"%", "Elo", "", "points", "proportion", "tokens", randomName(r)}
	b := &Bars{Unit: pick(r, units...), Subject: randomName(r), LowerIsBetter: r.IntN(4) == 0}
	if r.IntN(3) == 0 {
		b.Title = strings.Repeat(randomName(r)+" ", 1+r.IntN(3))
	}
	notes := randomNotes(r)
	scale := pick(r, 100, 1, 1500, 1e5, 1e-3, 1e9, 1e14)
	status := pick(r, []Release{Released}, []Release{Unknown}, []Release{Released, Unknown, NotReleased})
	negative := pick(r, 0, 0, .1, .5, 1.2)
	var own []Release // of each series; -1 for one that changes
	for range 1 + r.IntN(12) {
		b.Series = append(b.Series, Series{randomName(r)})
		own = append(own, pick(r, append(slices.Clone(status), Released, Released)...))
		if r.IntN(8) == 0 {
			own[len(own)-1] = -1
		}
	}
	mixed := r.IntN(2) == 0
	for range 1 + r.IntN(15) {
		b.Benchmarks = append(b.Benchmarks, randomName(r))
		if mixed {
			b.Units, b.Lower = append(b.Units, pick(r, units...)), append(b.Lower, r.IntN(5) == 0)
		}
		size := scale
		if r.IntN(3) == 0 {
			size *= pick(r, .001, 1000)
		}
		row := make([]*Score, len(b.Series))
		for j := range row {
			if r.IntN(4) == 0 && j > 0 {
				continue
			}
			v := size * (r.Float64() - negative)
			if r.IntN(10) == 0 {
				v = 0
			}
			rel := own[j]
			if rel < 0 {
				rel = Release(r.IntN(3))
			}
			row[j] = &Score{Value: v, Printed: canvas.Number(v, pick(r, 0, 1, 3)), Release: rel, Footnote: pick(r, notes...)}
			switch r.IntN(5) {
			case 0:
				lo, hi := v-size*r.Float64()/10, v+size*r.Float64()/10
				row[j].CILow, row[j].CIHigh = &lo, &hi
			case 1:
				se := size * r.Float64() / 20
				row[j].StdErr = &se
			}
		}
		b.Values = append(b.Values, row)
	}
	return b
}

func randomGap(r *rand.Rand) *Gap {
	g := &Gap{Unit: pick(r, "%", "Elo"), Board: randomName(r)}
	same, boards := r.IntN(2) == 0, []string{"", randomName(r), randomName(r)}
	notes := randomNotes(r)
	if r.IntN(2) == 0 {
		boards = boards[:1]
	}
	center, spread := pick(r, 1000.0, 0, 50, 1e6), pick(r, 0, 1, 200.0, 1e5)
	for range 1 + r.IntN(40) {
		before, after := center+r.NormFloat64()*spread, center+r.NormFloat64()*spread
		p := Pair{Model: "Model A", Context: "2025-01-01", Detail: randomName(r), Gap: before - after, Board: pick(r, boards...), Unit: pick(r, "%", "Elo", "proportion"),
			NotPublic: Mark{Label: pick(r, "not public", randomName(r)), Score: Score{Value: before, Printed: canvas.Number(before, 2), Release: NotReleased, Footnote: pick(r, notes...), Rank: r.IntN(300)}},
			Released:  Mark{Label: "released", Score: Score{Value: after, Printed: canvas.Number(after, 2), Release: pick(r, Released, Unknown), Footnote: pick(r, notes...)}}}
		if !same {
			p.Model, p.Context = randomName(r), pick(r, "", randomName(r))
		}
		if r.IntN(2) == 0 {
			lo, hi := before-20, before+20
			p.NotPublic.CILow, p.NotPublic.CIHigh = &lo, &hi
		}
		if r.IntN(2) == 0 {
			ci := r.Float64() * 20
			p.GapCI = &ci
		}
		g.Pairs = append(g.Pairs, p)
	}
	return g
}
