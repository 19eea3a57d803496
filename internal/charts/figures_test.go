package charts

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"provenance/internal/charts/canvas"
)

func value(v float64, rel Release) *Score {
	x := &Score{Value: v, Printed: canvas.Number(v, 1), Release: rel}
	if rel == NotReleased {
		x.Footnote = "Model A: announced, never released."
	}
	return x
}

func TestTitlesOfBars(t *testing.T) {
	series := []Series{{"Model A"}, {"Model B"}}
	for _, c := range []struct {
		name   string
		values [][]*Score
		lower  bool
		want   string
	}{
		{"the hidden one leads on all", [][]*Score{{value(9, NotReleased), value(8, Released)}, {value(9, NotReleased), value(8, Released)}}, false,
			"Model A has the highest score drawn on each of the 2 benchmarks shown for it, but the public could not get it"},
		{"the hidden one leads on some", [][]*Score{{value(9, NotReleased), value(8, Released)}, {value(7, NotReleased), value(8, Released)}}, false,
			"Model A has the highest score drawn on 1 of the 2 benchmarks shown for it, but the public could not get it"},
		{"lower is better", [][]*Score{{value(9, NotReleased), value(8, Released)}, {value(7, NotReleased), value(8, Released)}}, true,
			"Model A has the lowest score drawn on 1 of the 2 benchmarks shown for it, where lower is better, but the public could not get it"},
		{"the hidden one leads on none", [][]*Score{{value(1, NotReleased), value(8, Released)}, {value(1, NotReleased), nil}}, false,
			"2 of 3 scores came from a variant that the public could not get"},
		{"a tie is no lead", [][]*Score{{value(8, NotReleased), value(8, Released)}, {nil, value(8, Released)}}, false,
			"One of 3 scores came from a variant that the public could not get"},
		{"both hidden", [][]*Score{{value(9, NotReleased), value(8, NotReleased)}, {nil, nil}}, false,
			"2 of 2 scores came from variants that the public could not get"},
		{"none hidden", [][]*Score{{value(9, Released), value(8, Unknown)}, {value(9, Released), nil}}, false,
			"Model A has the highest of the 2 scores drawn on X"},
		{"nobody leads", [][]*Score{{value(9, Released), value(9, Released)}, {nil, value(3, Released)}}, false,
			"3 scores of 2 models on 2 benchmarks"},
		{"one model", [][]*Score{{value(9, Released), nil}, {value(3, Unknown), nil}}, false,
			"Model A: from 3 on Y to 9 on X"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := &Bars{Unit: "%", LowerIsBetter: c.lower, Benchmarks: []string{"X", "Y"}, Series: series, Values: c.values}
			if c.name == "one model" {
				b.Series, b.Values = series[:1], [][]*Score{c.values[0][:1], c.values[1][:1]}
			}
			f, err := b.Figure()
			if err != nil {
				t.Fatal(err)
			}
			if f.Title() != c.want {
				t.Errorf("got  %s\nwant %s", f.Title(), c.want)
			}
		})
	}
}

// TestNobodyLeadsWhoIsBehindWhatWasLeftOut has a value beyond the limit that is
// ahead of all that are drawn, or as good: the title does not call one the highest.
func TestNobodyLeadsWhoIsBehindWhatWasLeftOut(t *testing.T) {
	for _, c := range []struct {
		others []float64
		want   string
	}{
		{[]float64{7, 9.5}, "One of 2 scores came from a variant that the public could not get"},
		{[]float64{7, 9}, "One of 2 scores came from a variant that the public could not get"},
		{[]float64{7, 8.9}, "Model A has the highest of the 2 scores drawn on X, but the public could not get it"},
	} {
		b := &Bars{Unit: "%", Benchmarks: []string{"X"}, Series: []Series{{"Model A"}, {"Model B"}}, Values: [][]*Score{{value(9, NotReleased), value(8, Released)}}, Others: [][]float64{c.others}}
		f, err := b.Figure()
		if err != nil {
			t.Fatal(err)
		}
		if f.Title() != c.want {
			t.Errorf("%v: got %q, want %q", c.others, f.Title(), c.want)
		}
	}
	b := &Bars{Unit: "%", Benchmarks: []string{"X", "Y"}, Series: []Series{{"Model A"}, {"Model B"}},
		Values: [][]*Score{{value(9, Released), value(8, Released)}, {value(4, Released), value(2, Released)}}, Others: [][]float64{{10}, {10}}}
	if got, want := b.title(), "They differ most on Y: from 2 (Model B) to 4 (Model A)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func pair(before, after, ci float64) Pair {
	p := Pair{Model: "Model A", Context: "2025-01-01", NotPublic: Mark{Label: "not public", Score: Score{Value: before, Printed: canvas.Number(before, 0), Release: NotReleased, Footnote: "Model A X: never released."}},
		Released: Mark{Label: "released", Score: Score{Value: after, Printed: canvas.Number(after, 0), Release: Released}}, Gap: before - after}
	if ci > 0 {
		p.GapCI = &ci
	}
	return p
}

func TestTitlesOfGap(t *testing.T) {
	other := pair(1300, 1290, 5)
	other.Model = "Model B"
	elsewhere, worse := pair(1302, 1250, 10), pair(1250, 1302, 10)
	elsewhere.Board, worse.Board, elsewhere.Unit, worse.Unit = "Another board", "Another board", "Elo", "Elo"
	for _, c := range []struct {
		name  string
		pairs []Pair
		want  string
	}{
		{"one pair", []Pair{pair(1403, 1273, 15)}, "Model A: the variant the public could not get scored 130 points above the released one"},
		{"a range", []Pair{pair(1403, 1273, 15), pair(1302, 1250, 10)}, "Model A: the variant the public could not get scored 52 to 130 points above the released one"},
		{"below", []Pair{pair(1273, 1403, 15)}, "Model A: the variant the public could not get scored 130 points below the released one"},
		{"within the interval", []Pair{pair(1303, 1300, 15)}, "Model A: no difference beyond the uncertainty between the variant the public could not get and the released one"},
		{"two boards, one way", []Pair{pair(1403, 1273, 15), elsewhere}, "Model A: the variant the public could not get scored 130 points above the released one"},
		{"two boards, of which one is the larger", []Pair{pair(1403, 1273, 15), elsewhere, elsewhere}, "Model A: the variant the public could not get scored 52 points above the released one, on Another board"},
		{"two boards, two ways", []Pair{pair(1403, 1273, 15), worse}, "In 1 of 2 comparisons on 2 boards the variant the public could not get scored better than the released one, by more than the uncertainty"},
		{"two models", []Pair{other, pair(1403, 1273, 15)}, "The largest difference: Model A, where the variant the public could not get scored 130 points above the released one"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := (&Gap{Unit: "Elo", Pairs: c.pairs}).Figure()
			if err != nil {
				t.Fatal(err)
			}
			if f.Title() != c.want {
				t.Errorf("got  %s\nwant %s", f.Title(), c.want)
			}
		})
	}
}

func TestGapsAreTheDifferenceOfTheirLabels(t *testing.T) {
	p := pair(94.5, 71, 2)
	p.NotPublic.Printed = "94.5"
	for _, c := range []struct {
		name  string
		g     Gap
		title string
		gap   string
	}{
		{"a decimal is kept", Gap{Unit: "%", Pairs: []Pair{p}}, "Model A: the variant the public could not get scored 23.5 percentage points above the released one", "+23.5 ± 2"},
		{"higher is worse", Gap{Unit: "%", LowerIsBetter: true, Pairs: []Pair{p}},
			"Model A: the variant the public could not get scored 23.5 percentage points higher, which is worse, than the released one", "+23.5 ± 2"},
		{"lower is better", Gap{Unit: "%", LowerIsBetter: true, Pairs: []Pair{pair(10, 40, 2)}},
			"Model A: the variant the public could not get scored 30 percentage points lower, which is better, than the released one", "−30 ± 2"},
		{"whole ratings", Gap{Unit: "Elo", Pairs: []Pair{pair(1403, 1273, 15)}}, "Model A: the variant the public could not get scored 130 points above the released one", "+130 ± 15"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := c.g.Figure()
			if err != nil {
				t.Fatal(err)
			}
			if f.Title() != c.title {
				t.Errorf("title: got  %s\nwant %s", f.Title(), c.title)
			}
			found := false
			for _, it := range f.Items() {
				found = found || it.Text == c.gap
			}
			if !found {
				t.Errorf("the row does not say %q", c.gap)
			}
		})
	}
}

// manySeries is a figure of n models, the first of which were not public.
func manySeries(n, hidden int, unit string) *Bars {
	b := &Bars{Unit: unit, Benchmarks: []string{"X"}, Values: [][]*Score{nil}}
	for j := range n {
		rel := Released
		if j < hidden {
			rel = NotReleased
		}
		b.Series = append(b.Series, Series{fmt.Sprintf("Model %d", j)})
		b.Values[0] = append(b.Values[0], value(float64(90-j), rel))
	}
	return b
}

func TestDistinctModelsLookDistinct(t *testing.T) {
	for _, unit := range []string{"%", "Elo"} {
		hidden := canvas.MostHatches
		if unit == "Elo" {
			hidden = canvas.MostMarks
		}
		f, err := manySeries(canvas.MostPublic+hidden, hidden, unit).Figure()
		if err != nil {
			t.Fatal(err)
		}
		looks := map[string]int{}
		for _, it := range f.Items() {
			if it.Kind == "bar" || it.Kind == "dot" || it.Kind == "diamond" {
				fill := it.Fill
				if it.Release == NotReleased {
					fill = canvas.White
				}
				looks[fmt.Sprint(it.Release, fill, it.Pattern)]++
			}
		}
		if len(looks) != canvas.MostPublic+hidden {
			t.Errorf("%s: %d models have %d looks", unit, canvas.MostPublic+hidden, len(looks))
		}
		for _, b := range []*Bars{manySeries(canvas.MostPublic+1, 0, unit), manySeries(hidden+1, hidden+1, unit)} {
			if _, err := b.Figure(); !errors.Is(err, ErrTooMany) {
				t.Errorf("%s, %d models: got %v, want %v", unit, len(b.Series), err, ErrTooMany)
			}
		}
	}
}

func TestWhatTheFontLacksIsNamed(t *testing.T) {
	b := &Bars{Unit: "%", Benchmarks: []string{"数学 test", "文"}, Series: []Series{{"Model 数学"}, {"Model B"}},
		Values: [][]*Score{{value(9, Released), value(8, Released)}, {value(9, Released), nil}}}
	f, err := b.Figure()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]bool{}
	for _, it := range f.Items() {
		texts[it.Text] = true
	}
	for _, want := range []string{"[?1] test", "Model [?1]", "[?2]"} {
		if !texts[want] {
			t.Errorf("the figure does not say %q", want)
		}
	}
	if want := "Letters that the font of this figure lacks: [?1] is U+6570 U+5B66; [?2] is U+6587."; !slices.Contains(f.Footnotes(), want) {
		t.Errorf("footnotes %q, want %q among them", f.Footnotes(), want)
	}
	if b.Benchmarks[0] != "数学 test" {
		t.Errorf("the caller's figure was changed")
	}
}

// TestMarksSayWhatWasNotPublic checks that each of the four marks is there, and
// that a missing value is no bar.
func TestMarksSayWhatWasNotPublic(t *testing.T) {
	b := &Bars{Unit: "%", Benchmarks: []string{"X", "Y"}, Series: []Series{{"Model A"}, {"Model B"}, {"Model C"}},
		Values: [][]*Score{{value(90, NotReleased), value(80, Released), value(70, Unknown)}, {value(91, NotReleased), nil, value(71, Unknown)}}}
	f, err := b.Figure()
	if err != nil {
		t.Fatal(err)
	}
	bars := map[Release]int{}
	texts := map[string]int{}
	for _, it := range f.Items() {
		if it.Kind == "bar" {
			bars[it.Release]++
		} else {
			texts[it.Text]++
		}
	}
	if bars[NotReleased] != 3 || bars[Released] != 2 || bars[Unknown] != 3 { // one of each in the legend
		t.Errorf("bars: got %v", bars)
	}
	for _, want := range []string{"90*", "91*", "80", "70", "n/r", "Model A*", "NOT RELEASED", "STATUS UNKNOWN", "* Model A: announced, never released."} {
		if texts[want] != 1 {
			t.Errorf("%q stands %d times, want once", want, texts[want])
		}
	}
	if len(f.Footnotes()) != 2 {
		t.Errorf("footnotes: %q", f.Footnotes())
	}
	points := &Bars{Unit: "Elo", Benchmarks: []string{"X"}, Series: []Series{{"Model A"}}, Values: [][]*Score{{value(1400, NotReleased)}}}
	f, err = points.Figure()
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range f.Items() {
		if it.Kind == "bar" {
			t.Errorf("a rating is drawn as a bar")
		}
	}
}

func TestNothingToDrawIsSaid(t *testing.T) {
	for _, b := range []*Bars{{}, {Benchmarks: []string{"X"}, Series: []Series{{"A"}}, Values: [][]*Score{{nil}}}} {
		if _, err := b.Figure(); !errors.Is(err, ErrEmpty) {
			t.Errorf("got %v, want %v", err, ErrEmpty)
		}
	}
	if _, err := (&Gap{}).Figure(); !errors.Is(err, ErrEmpty) {
		t.Errorf("got %v, want %v", err, ErrEmpty)
	}
	b := &Bars{Benchmarks: []string{"X"}, Series: []Series{{"A"}}, Values: [][]*Score{{value(math.NaN(), Released)}}}
	if _, err := b.Figure(); err == nil {
		t.Errorf("a value that is not a number was drawn")
	}
}

func sample() *Bars {
	b := &Bars{Unit: "%", Subject: "Scores of <Board X> & others"}
	for i := range 5 {
		b.Series = append(b.Series, Series{fmt.Sprintf("Model %c", 'A'+i)})
	}
	for i := range 5 {
		b.Benchmarks = append(b.Benchmarks, fmt.Sprintf("Benchmark %d", i+1))
		var row []*Score
		for j := range 5 {
			rel := Released
			if j == 0 {
				rel = NotReleased
			}
			row = append(row, value(float64(90-7*i-5*j), rel))
		}
		b.Values = append(b.Values, row)
	}
	return b
}

// BenchmarkBars5x5 lays out, draws and encodes a figure at its default width. It
// should take less than 150 ms.
func BenchmarkBars5x5(b *testing.B) {
	size := 0
	for b.Loop() {
		f, err := sample().Figure()
		if err != nil {
			b.Fatal(err)
		}
		var out bytes.Buffer
		if err := f.WritePNG(&out); err != nil {
			b.Fatal(err)
		}
		size = out.Len()
	}
	b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/figure")
	b.ReportMetric(float64(size)/1000, "kB/figure")
}

func TestTheLevelOfAnIntervalIsNotMadeUp(t *testing.T) {
	with := func(ci float64, levels ...float64) *Gap {
		q := pair(90, 80, ci)
		for i, m := range []*Mark{&q.NotPublic, &q.Released} {
			if i < len(levels) {
				m.CILow, m.CIHigh, m.CILevel = p(m.Value-1), p(m.Value+1), levels[i]
			}
		}
		return &Gap{Unit: "%", Pairs: []Pair{q}}
	}
	for _, c := range []struct {
		g    *Gap
		want string
	}{
		{with(0), ""},
		{with(0, 0, 0), "interval, level not stated"},
		{with(1.4, .95, .95), "95% interval"},
		{with(1.4, 0, 0), "95% interval"}, // a gap's interval is made of such
		{with(0, .9), "90% interval"},
		{with(0, .95, 0), "interval, not always of a stated level"},
		{with(0, .95, .9), "interval, of several levels"},
	} {
		if got := c.g.intervalName(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
