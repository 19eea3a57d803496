package charts

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"provenance/internal/charts/canvas"
	"provenance/internal/charts/labels"
)

// goldenLeaderboard has every mark of a leaderboard: what was not public, chosen
// or not, a chosen public entry, known and unknown statuses, intervals.
func goldenLeaderboard() *Leaderboard {
	b := &Leaderboard{Board: "A board on 2025-04-11", Unit: "Elo", About: About{Sources: []string{"board-csv: Publisher, “A board”, 2025-04-11"}, Stamp: Stamp{Tool: "provenance test", Database: "0123abc", Date: "2025-05-01"}}}
	for i := range 120 {
		v := 1450 - 2.2*float64(i) - float64(i*i)/90
		e := Entry{Name: fmt.Sprintf("Model %03d", i+1), Score: Score{Value: v, Printed: canvas.Number(v, 0), Rank: i + 1, CILow: p(v - 4 - float64(i%7)), CIHigh: p(v + 5 + float64(i%5)), Release: []Release{Released, Unknown, Released}[i%3]}}
		switch i {
		case 1, 7, 8, 9, 30, 31, 90:
			e.Release, e.Footnote = NotReleased, e.Name+": never released."
			e.Chosen = i == 1
		case 34:
			e.Chosen, e.Release = true, Released
		}
		b.Entries = append(b.Entries, e)
	}
	return b
}

func randomLeaderboard(r *rand.Rand) *Leaderboard {
	b := &Leaderboard{Board: randomName(r), Unit: pick(r, "Elo", "%", "", "points", "proportion", randomName(r)), LowerIsBetter: r.IntN(4) == 0}
	if r.IntN(3) == 0 {
		b.Title = strings.Repeat(randomName(r)+" ", 1+r.IntN(3))
	}
	n := pick(r, 1, 2, 5, 30, 41, 150, 300)
	scale, notes := pick(r, 1500.0, 100, 1, 1e-4, 1e9), randomNotes(r)
	hidden := pick(r, 0, 0, .05, .3, 1)
	var values []float64
	for range n {
		v := scale * (1 + r.NormFloat64()/3)
		if r.IntN(8) == 0 {
			v = 0
		}
		values = append(values, v)
	}
	slices.Sort(values)
	if !b.LowerIsBetter {
		slices.Reverse(values)
	}
	for _, v := range values {
		e := Entry{Name: randomName(r), Chosen: r.IntN(max(n/3, 1)) == 0, Score: Score{Value: v, Printed: canvas.Number(v, pick(r, 0, 1, 3)), Release: pick(r, Released, Unknown)}}
		if r.Float64() < hidden {
			e.Release, e.Footnote = NotReleased, pick(r, notes...)
		}
		if r.IntN(2) == 0 {
			lo, hi := v-scale*r.Float64()/10, v+scale*r.Float64()/10
			e.CILow, e.CIHigh = &lo, &hi
		}
		if r.IntN(2) == 0 {
			e.Rank = 1 + r.IntN(n)
		}
		b.Entries = append(b.Entries, e)
	}
	return b
}

// TestLabelsOfLeaderboards looks at what has a label: all that is chosen, all that
// was not public where there is room, the first entry.
func TestLabelsOfLeaderboards(t *testing.T) {
	f, err := goldenLeaderboard().Figure()
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	marks := map[Release]int{}
	for _, it := range f.Items() {
		if it.Kind == "value" {
			labels = append(labels, it.Text)
		}
		if it.Kind == "dot" || it.Kind == "diamond" {
			marks[it.Release]++
		}
	}
	for _, want := range []string{"Model 001 1450", "Model 002 1448, rank 2*", "Model 008 1434*", "Model 009 1432*", "Model 010 1429*", "Model 031 1374*", "Model 032 1371*", "Model 035 1362, rank 35", "Model 091 1162*", "Model 061 1278", "Model 120 1031"} {
		if !slices.Contains(labels, want) {
			t.Errorf("no label %q among %q", want, labels)
		}
	}
	if len(labels) != 11 {
		t.Errorf("labels %q", labels)
	}
	// The legend has one of each, a large dot for what is named.
	if marks[NotReleased] != 7+1 || marks[Unknown] != 36+1 || marks[Released] != 77+2 {
		t.Errorf("marks %v", marks)
	}
	if want := "At least 7 of 120 entries were not public when listed, the first in position 2"; f.Title() != want {
		t.Errorf("title %q, want %q", f.Title(), want)
	}
	if d := f.Description(); !strings.Contains(d, "Status unknown for 36: no release on record.") {
		t.Errorf("subtitle %q", d)
	}
	if n := len(f.Data().Rows); n != 120 {
		t.Errorf("%d rows of data", n)
	}
}

func TestTitlesOfLeaderboards(t *testing.T) {
	entries := func(of ...Release) []Entry {
		var out []Entry
		for i, r := range of {
			out = append(out, Entry{Name: string(rune('A' + i)), Score: Score{Value: float64(90 - i), Printed: "x", Release: r}})
		}
		return out
	}
	chosen := entries(Released, Released, Released)
	chosen[2].Chosen = true
	some := entries(Released, NotReleased)
	some[1].Rank = 86
	shared := entries(Released, Released, NotReleased)
	shared[1].Rank, shared[2].Rank = 2, 2
	tied := entries(Released, Unknown, Released)
	tied[1].Value = tied[0].Value
	for _, c := range []struct {
		b    *Leaderboard
		want string
	}{
		{&Leaderboard{Entries: entries(Released, NotReleased, Released)}, "1 of 3 entries was not public when listed: B, in position 2"},
		{&Leaderboard{Entries: entries(Unknown, NotReleased, NotReleased)}, "At least 2 of 3 entries were not public when listed, the first in position 2"},
		{&Leaderboard{Entries: entries(Released, NotReleased), BeyondLimit: 10}, "1 of the first 2 entries was not public when listed: B, in position 2"},
		{&Leaderboard{Entries: entries(NotReleased)}, "A was not public when listed"},
		{&Leaderboard{Entries: chosen}, "C stands in position 3, of 3 entries"},
		{&Leaderboard{Entries: entries(Released, Released)}, "All of 2 entries were public when listed"},
		{&Leaderboard{Entries: entries(Unknown, Released)}, "The highest of 2 scores is of A; no release of 1 by then is on record"},
		{&Leaderboard{Entries: entries(Unknown), About: About{Title: "Mine"}}, "Mine"},
		{&Leaderboard{Entries: entries(Unknown)}, "A: no release of it by then is on record"},
		{&Leaderboard{Entries: entries(Unknown, Unknown)}, "The highest of 2 scores is of A; no release of any by then is on record"},
		{&Leaderboard{Entries: entries(Unknown, Unknown), Elsewhere: 3}, "The highest of 2 scores drawn is of A; no release of any by then is on record"},
		{&Leaderboard{Entries: entries(Unknown, Unknown), Day: "2025-08-04"}, "The highest of 2 scores on 2025-08-04 is of A; no release of any by then is on record"},
		{&Leaderboard{Entries: tied}, "A and B share the highest of 3 scores; no release of 1 by then is on record"},
		{&Leaderboard{Entries: shared}, "1 of 3 entries was not public when listed: C, rank 2 on the board"},
		{&Leaderboard{Entries: some}, "1 of 2 entries on record was not public when listed: B, rank 86 on the board"},
	} {
		f, err := c.b.Figure()
		if err != nil {
			t.Fatal(err)
		}
		if f.Title() != c.want {
			t.Errorf("got %q, want %q", f.Title(), c.want)
		}
	}
}

func TestLeaderboardsThatCannotBeDrawn(t *testing.T) {
	if _, err := (&Leaderboard{}).Figure(); !errors.Is(err, ErrEmpty) {
		t.Errorf("no entry: %v", err)
	}
	if _, err := (&Leaderboard{Entries: make([]Entry, mostEntries+1)}).Figure(); !errors.Is(err, ErrTooMany) {
		t.Errorf("too many: %v", err)
	}
	if _, err := (&Leaderboard{Entries: []Entry{{Name: "A", Score: Score{Value: math.NaN()}}}}).Figure(); err == nil {
		t.Error("NaN is drawn")
	}
}

func benchmarkLeaderboard(b *testing.B, n int) {
	l := goldenLeaderboard()
	first := l.Entries
	l.Entries = nil
	for i := range n {
		e := first[i%len(first)]
		e.Value = 1500 - 700*float64(i)/float64(n)
		e.CILow, e.CIHigh = p(e.Value-8), p(e.Value+8)
		if e.Release == NotReleased && i > 200 {
			e.Release, e.Chosen = Released, false
		}
		l.Entries = append(l.Entries, e)
	}
	for b.Loop() {
		f, err := l.Figure()
		if err != nil {
			b.Fatal(err)
		}
		if err := f.WritePNG(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/figure")
}

func BenchmarkLeaderboard300(b *testing.B)   { benchmarkLeaderboard(b, 300) }
func BenchmarkLeaderboard10000(b *testing.B) { benchmarkLeaderboard(b, 10_000) }

// TestWhyAStatusIsUnknown tells names that are of no variant on record from
// variants without a release event.
func TestWhyAStatusIsUnknown(t *testing.T) {
	for _, c := range []struct {
		unresolved [2]bool
		want       string
	}{
		{[2]bool{false, false}, "Status unknown for all: no release on record."},
		{[2]bool{true, true}, "Status unknown for all: of no variant on record."},
		{[2]bool{true, false}, "Status unknown for 2: of no variant on record 1, no release on record 1."},
	} {
		b := &Leaderboard{}
		for i, u := range c.unresolved {
			b.Entries = append(b.Entries, Entry{Name: fmt.Sprint("Model ", i), Unresolved: u, Score: Score{Value: float64(9 - i), Printed: "x"}})
		}
		f, err := b.Figure()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(f.Description(), c.want) {
			t.Errorf("got %q, want %q in it", f.Description(), c.want)
		}
	}
}

// TestLeadersGoAroundMarks draws short boards: no leader runs through the mark of
// another entry.
func TestLeadersGoAroundMarks(t *testing.T) {
	for seed := range uint64(100) {
		b := randomLeaderboard(rand.New(rand.NewPCG(seed, 3)))
		if len(b.Entries) > fewEntries {
			continue
		}
		l := b.layout(0)
		b.placeLabels(l, &canvas.Notes{})
		for _, lab := range l.labels {
			for i := range b.Entries {
				r := b.size(l, i)
				x, y := l.x(i), l.y(b.Entries[i].Value)
				if mark := (labels.Box{X0: x - r, Y0: y - r, X1: x + r, Y1: y + r}); lab.Linked && i != lab.Mark && mark.Crossed(lab.Line) {
					t.Errorf("seed %d: the line of %d crosses the mark of %d", seed, lab.Mark, i)
				}
			}
		}
	}
}
