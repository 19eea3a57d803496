package charts

import (
	"bytes"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gonum.org/v1/plot/cmpimg"

	"provenance/internal/charts/canvas"
)

var update = flag.Bool("update", false, "write the golden pictures anew; look at them afterwards")

// goldens are the pictures that are compared; a kind adds its own.
var goldens = []struct {
	name  string
	make  func() (*Figure, error)
	theme canvas.Theme
}{
	{"bars", func() (*Figure, error) { return goldenBars().Figure() }, canvas.Light},
	{"bars-dark", func() (*Figure, error) { return goldenBars().Figure() }, canvas.Dark},
	{"bars-print", func() (*Figure, error) { return goldenBars().Figure() }, canvas.Print},
	{"bars-panels", func() (*Figure, error) { return goldenPanels().Figure() }, canvas.Light},
	{"bars-twelve", func() (*Figure, error) { return goldenTwelve().Figure() }, canvas.Light},
	{"gap", func() (*Figure, error) { return goldenGap().Figure() }, canvas.Light},
	{"gap-panels-dark", func() (*Figure, error) { return goldenGapPanels().Figure() }, canvas.Dark},
	{"coverage", func() (*Figure, error) { return sampleCoverage().Figure() }, canvas.Light},
	{"coverage-print", func() (*Figure, error) { return sampleCoverage().Figure() }, canvas.Print},
	{"context", func() (*Figure, error) { return sampleContext().Figure() }, canvas.Light},
	{"timeline", func() (*Figure, error) { return goldenTimeline().Figure() }, canvas.Light},
	{"timeline-pair-dark", func() (*Figure, error) { return goldenPair().Figure() }, canvas.Dark},
	{"leaderboard", func() (*Figure, error) { return goldenLeaderboard().Figure() }, canvas.Light},
	{"leaderboard-print", func() (*Figure, error) { return goldenLeaderboard().Figure() }, canvas.Print},
	{"context-dark", func() (*Figure, error) { return sampleContext().Figure() }, canvas.Dark},
}

// generators make a figure of each kind from random data; a kind adds its own.
// A generator should reach all that real data may hold: long names, letters that
// the font lacks, values of any size, missing ones, marks of every status.
var generators = []struct {
	kind string
	make func(r *rand.Rand) (*Figure, error)
}{
	{"bars", func(r *rand.Rand) (*Figure, error) { return randomBars(r).Figure() }},
	{"gap", func(r *rand.Rand) (*Figure, error) { return randomGap(r).Figure() }},
	{"coverage", func(r *rand.Rand) (*Figure, error) { return randomCoverage(r).Figure() }},
	{"context", func(r *rand.Rand) (*Figure, error) { return randomContext(r).Figure() }},
	{"timeline", func(r *rand.Rand) (*Figure, error) { return randomTimeline(r).Figure() }},
	{"leaderboard", func(r *rand.Rand) (*Figure, error) { return randomLeaderboard(r).Figure() }},
}

// tolerance is how far a pixel may be off, of 1: multiply-add instructions
// (GOAMD64=v3, arm64) round edges differently.
const tolerance = .1

func TestGoldenPictures(t *testing.T) {
	for _, g := range goldens {
		t.Run(g.name, func(t *testing.T) {
			f, err := g.make()
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := f.WithTheme(g.theme).WithSize(canvas.Size{Width: 1075, DPI: 90}).WritePNG(&got); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("testdata", g.name+".png")
			if *update {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			same, err := cmpimg.EqualApprox("png", want, got.Bytes(), tolerance)
			if err != nil {
				t.Fatal(err)
			}
			if !same {
				out := filepath.Join(os.TempDir(), g.name+"-got.png")
				if err := os.WriteFile(out, got.Bytes(), 0o644); err != nil {
					t.Error(err)
				}
				t.Errorf("%s differs from %s; look at both, and run with -update if it should", out, path)
			}
		})
	}
}

// TestGoldenDrawnLists compares what is drawn and in which order: the
// texts, and the marks with their statuses and patterns.
func TestGoldenDrawnLists(t *testing.T) {
	for _, g := range goldens {
		if g.theme.String() != canvas.Light.String() {
			continue // the same list
		}
		t.Run(g.name, func(t *testing.T) {
			f, err := g.make()
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for _, it := range f.Items() {
				if it.Text != "" {
					fmt.Fprintf(&b, "%-9s  %s\n", it.Kind, it.Text)
				} else {
					fmt.Fprintf(&b, "%-9s  %s, pattern %d, #%02x%02x%02x\n", it.Kind, it.Release, it.Pattern, it.Fill.R, it.Fill.G, it.Fill.B)
				}
			}
			path := filepath.Join("testdata", g.name+".txt")
			if *update {
				if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), b.String()); d != "" {
				t.Errorf("%s differs (- want, + got):\n%s", path, d)
			}
		})
	}
}

func p(v float64) *float64 { return &v }

// goldenBars has all marks of bars: hatch, dotted outline, n/r and intervals.
func goldenBars() *Bars {
	b := &Bars{Unit: "%", Subject: "Scores that a source made up for tests prints",
		Benchmarks: []string{"Alpha", "Beta Diamond", "Gamma 2024-10–2025-02", "Delta", "Epsilon"},
		Series:     []Series{{"Model A"}, {"Model B"}, {"Model C"}, {"Model D"}, {"Model E"}},
		About:      About{Notes: []string{"Status unknown, no release event on record: Model D."}, Sources: []string{"source-1: Publisher, “A table”, 2025-04-05"}, Stamp: Stamp{Tool: "provenance test", Database: "0123abc", Date: "2025-05-01"}}}
	release := []Release{NotReleased, Released, Released, Unknown, Released}
	for i := range b.Benchmarks {
		row := make([]*Score, len(b.Series))
		for j := range row {
			v := value(92-9*float64(i)-5.5*float64(j), release[j])
			if i == 1 {
				v.CILow, v.CIHigh = p(v.Value-3.5), p(v.Value+3)
			}
			row[j] = v
		}
		b.Values = append(b.Values, row)
	}
	b.Values[4][0], b.Values[0][4] = nil, nil
	return b
}

// goldenPanels has three units, values three orders of magnitude apart, negative
// ones, a model that was public for some of its scores, several footnotes and
// names that are long or that the font lacks.
func goldenPanels() *Bars {
	long := "A name of a hundred and fifty-seven letters, which a leaderboard printed because somebody had put the settings, the quantization and the date into it, 2025-04-05"
	b := &Bars{Subject: "Scores in three units", Benchmarks: []string{"Share", "Rating", "Latency", "Tokens", "Gain"}, Units: []string{"%", "Elo", "seconds", "tokens", "points"},
		Lower: []bool{false, false, true, true, false}, Series: []Series{{"Model A"}, {long}, {"模型 שלום"}},
		About: About{Sources: []string{"source-2: “Another table”, 2025-04-06"}, Stamp: Stamp{Tool: "provenance test", Database: "0123abc", Date: "2025-05-01"}}}
	for i, vs := range [][]float64{{82.5, 79.1, .2}, {1403, 1273, 1266}, {12.5, 14, 0}, {125000, 4800, 120}, {4.2, -3.1, -.4}} {
		row := make([]*Score, 3)
		for j, v := range vs {
			row[j] = value(v, Released)
			if j == 0 && i < 3 {
				row[j] = value(v, NotReleased)
			}
		}
		row[1].Release = Unknown
		b.Values = append(b.Values, row)
	}
	b.Values[1][0].Footnote, b.Values[2][2].Footnote = "Model A: offered on one board only.", "Printed as 0; the source does not say whether it was measured."
	b.Values[1][0].CILow, b.Values[1][0].CIHigh = p(1391), p(1415)
	return b
}

// goldenTwelve is the most that a figure should hold: 12 models, 15 benchmarks.
func goldenTwelve() *Bars {
	b := &Bars{Unit: "%", Subject: "Twelve models on fifteen benchmarks", About: About{Stamp: Stamp{Tool: "provenance test", Database: "0123abc", Date: "2025-05-01"}}}
	for j := range 12 {
		b.Series = append(b.Series, Series{"Model " + string(rune('A'+j))})
	}
	for i := range 15 {
		b.Benchmarks = append(b.Benchmarks, "Benchmark "+string(rune('A'+i)))
		row := make([]*Score, 12)
		for j := range row {
			row[j] = value(float64(95-4*i-3*j+(i*j)%7), []Release{Released, Released, Unknown, NotReleased}[j%4])
		}
		b.Values = append(b.Values, row)
	}
	return b
}

func goldenGap() *Gap {
	g := &Gap{Unit: "Elo", Board: "A board, Elo rating", About: About{Sources: []string{"board-csv: Publisher, “A board”, 2025-08-06"}, Stamp: Stamp{Tool: "provenance test", Database: "0123abc", Date: "2025-05-01"}}}
	for i, name := range []string{"Model A", "Model B", "Model C", "Model D"} {
		q := pair(1403-20*float64(i), 1273+30*float64(i), 12)
		q.Model, q.Detail, q.NotPublic.Footnote = name, "board-csv", name+" Experimental: never released."
		q.NotPublic.CILow, q.NotPublic.CIHigh, q.NotPublic.Rank = p(q.NotPublic.Value-9), p(q.NotPublic.Value+8), 2+i
		q.Released.CILow, q.Released.CIHigh, q.Released.Rank = p(q.Released.Value-7), p(q.Released.Value+7), 35-i
		g.Pairs = append(g.Pairs, q)
	}
	return g
}

func goldenGapPanels() *Gap {
	g := goldenGap()
	for i := range g.Pairs {
		q := &g.Pairs[i]
		q.Board, q.Unit = "A board, Elo rating", "Elo"
		if i > 1 {
			q.Board, q.Unit, q.LowerIsBetter = "Errors", "%", true
			q.NotPublic.Value, q.Released.Value, q.Gap, q.GapCI = 4.5, 9.25, -4.75, nil
			q.NotPublic.Printed, q.Released.Printed = "4.5", "9.25"
			q.NotPublic.CILow, q.NotPublic.CIHigh, q.Released.CILow, q.Released.CIHigh = nil, nil, nil, nil
		}
	}
	return g
}
