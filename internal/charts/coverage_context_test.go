package charts

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"provenance/internal/charts/canvas"
)

func sampleCoverage() *Coverage {
	return &Coverage{
		Subject:    "The benchmarks of a suite",
		Benchmarks: []string{"X", "Y", "Z"},
		Variants: []CoverageVariant{
			{Name: "A-secret", Developer: "Dev", Release: NotReleased, Footnote: "A-secret: announced, never released."},
			{Name: "A-public", Developer: "Dev", Release: Released},
			{Name: "B", Developer: "Other", Release: Unknown},
		},
		Cells: [][]Reported{
			{{FirstParty: 1}, {FirstParty: 2}, {}},
			{{FirstParty: 1}, {ThirdParty: 1}, {Unstated: 1}},
			{{}, {FirstParty: 1, ThirdParty: 1}, {ThirdParty: 1}},
		},
		About: About{Notes: []string{"A note.", "A note."}, Stamp: Stamp{Tool: "provenance test", Database: "abc", Date: "2025-01-01"}},
	}
}

func sampleContext() *Context {
	w := func(by string, n float64) Window {
		return Window{By: by, Tokens: n, Source: "src", AsOf: "2025-01-01"}
	}
	return &Context{
		Rows: []ContextRow{
			{Name: "A", Release: Released, Claimed: []Window{w("", 10e6)}, Served: []Window{w("Two", 128000), w("One", 64000), w("Three", 131072), w("Four", 3.5e6)}, Measured: []Window{w("Bench", 1000)}},
			{Name: "B", Release: NotReleased, Footnote: "B: announced only.", Claimed: []Window{w("", 1e6)}},
			{Name: "C", Release: Unknown, Served: []Window{w("One", 128000)}},
			{Name: "D", Release: Released, Claimed: []Window{w("", 1e6)}, Served: []Window{w("One", 1048576), w("Nil", 0)}},
		},
		About: About{Stamp: Stamp{Tool: "provenance test", Database: "abc", Date: "2025-01-01"}},
	}
}

func mustDraw(t *testing.T, draw func() (*Figure, error)) *Figure {
	t.Helper()
	f, err := draw()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// textsOf are the texts of a kind in the order in which they are drawn.
func textsOf(f *Figure, kind string) []string {
	var out []string
	for _, it := range f.Items() {
		if it.Kind == kind {
			out = append(out, it.Text)
		}
	}
	return out
}

func TestCoverageShowsWhoReportedWhat(t *testing.T) {
	f := mustDraw(t, sampleCoverage().Figure)
	if want := "Dev reported 3 of 3 benchmarks for its models; on 1 of them no score of its models by others is on record"; f.Title() != want {
		t.Errorf("title: got %q, want %q", f.Title(), want)
	}
	var cells, columns []int
	for _, it := range f.Items() {
		switch it.Kind {
		case "cell":
			cells = append(cells, it.Pattern)
		case "column":
			columns = append(columns, int(it.Release))
		}
	}
	// The legend has one of each, then the rows: 1 developer, 2 others, 4 not said.
	if want := []int{1, 2, 3, 4, 0, 1, 1, 0, 1, 2, 4, 0, 3, 2}; !slices.Equal(cells, want) {
		t.Errorf("cells: got %v, want %v", cells, want)
	}
	if want := []int{int(NotReleased), int(Unknown)}; !slices.Equal(columns, want) {
		t.Errorf("columns: got %v, want %v", columns, want)
	}
	if want := []string{"2 / 3", "3 / 3", "2 / 3", "2", "2", "0", "0", "2", "1", "0", "0", "1"}; !slices.Equal(textsOf(f, "value"), want) {
		t.Errorf("counts: got %q, want %q", textsOf(f, "value"), want)
	}
	for _, want := range []string{"A-secret*", "not public", "status unknown", "by the developer", "by others", "not stated by whom"} {
		if !slices.Contains(textsOf(f, "label"), want) {
			t.Errorf("labels: got %q, want %q among them", textsOf(f, "label"), want)
		}
	}
	if want := []string{"* A-secret: announced, never released.", "A note."}; !slices.Equal(f.Footnotes(), want) {
		t.Errorf("footnotes: got %q, want %q", f.Footnotes(), want)
	}
	for _, want := range []string{"NOT RELEASED", "STATUS UNKNOWN", "who measured is not stated"} {
		if !slices.Contains(textsOf(f, "legend"), want) {
			t.Errorf("legend: got %q, want %q in it", textsOf(f, "legend"), want)
		}
	}
}

func TestTitlesOfCoverage(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Coverage)
		want   string
	}{
		{"narrowed", func(c *Coverage) { c.Within = "by 2025-01-01" }, "Dev reported 3 of 3 benchmarks for its models; on 1 of them no score of its models by others is on record by 2025-01-01"},
		{"given", func(c *Coverage) { c.Title = "Mine" }, "Mine"},
		{"a score of unstated origin may be by others", func(c *Coverage) { c.Cells[0][1].Unstated = 1 }, "Dev reported 3 of 3 benchmarks for its models; on 1 of them who measured the others is not stated"},
		{"by others of a variant that is not shown", func(c *Coverage) { c.Others = []map[string]Reported{{"Dev": {ThirdParty: 1}}} }, "Dev reported 3 of 3 benchmarks for its models; on each of them a score by others is on record"},
		{"another developer's is not", func(c *Coverage) { c.Others = []map[string]Reported{{"Other": {ThirdParty: 1}}} }, "Dev reported 3 of 3 benchmarks for its models; on 1 of them no score of its models by others is on record"},
		{"alone on all", func(c *Coverage) {
			for _, row := range c.Cells {
				row[0], row[1] = Reported{FirstParty: 1}, Reported{}
			}
		}, "Dev reported 3 of 3 benchmarks for its models; no score of any by others is on record"},
		{"no developer's score", func(c *Coverage) {
			for _, row := range c.Cells {
				row[0], row[1] = Reported{}, Reported{}
			}
		}, "Scores by others exist for 1 of 2 pairs of variant and benchmark, and for 1 who measured is not stated; no developer's own is on record"},
		{"nobody stated", func(c *Coverage) {
			for _, row := range c.Cells {
				row[0], row[1], row[2] = Reported{}, Reported{}, Reported{Unstated: 1}
			}
		}, "Who measured is not stated for 3 of 3 pairs of variant and benchmark"},
		{"no developer on record", func(c *Coverage) {
			for i := range c.Variants {
				c.Variants[i].Developer = ""
			}
		}, "Scores by others exist for 3 of 7 pairs of variant and benchmark, and for 4 who measured is not stated; no developer's own is on record"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sampleCoverage()
			if c.name == "no developer on record" { // then no score is first-party either
				for _, row := range s.Cells {
					for j := range row {
						row[j].Unstated, row[j].FirstParty = row[j].Unstated+row[j].FirstParty, 0
					}
				}
			}
			c.change(s)
			if got := mustDraw(t, s.Figure).Title(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestContextShowsClaimedServedAndMeasured(t *testing.T) {
	f := mustDraw(t, sampleContext().Figure)
	if want := "A: 10M tokens claimed, 64k–3.5M served by 4 providers"; f.Title() != want {
		t.Errorf("title: got %q, want %q", f.Title(), want)
	}
	marks := map[string]int{}
	for _, it := range f.Items() {
		if it.Text == "" {
			marks[fmt.Sprint(it.Kind, it.Pattern)]++
		}
	}
	if want := map[string]int{"bar0": 2, "claim0": 4, "dot0": 8, "dot2": 2, "unserved0": 2}; !reflect.DeepEqual(marks, want) { // one of each in the legend
		t.Errorf("marks: got %v, want %v", marks, want)
	}
	for _, want := range []string{"10M", "64k–3.5M", "0.64–35%", "105%", "1.05M"} {
		if !slices.Contains(textsOf(f, "value"), want) {
			t.Errorf("values: got %q, want %q among them", textsOf(f, "value"), want)
		}
	}
	if got := len(textsOf(f, "missing")); got != 4 {
		t.Errorf("got %d times n/r, want 4: two numbers and two shares", got)
	}
	notes := strings.Join(f.Footnotes(), "\n")
	for _, want := range []string{"* B: announced only.", "Not drawn, because it has no place on a log scale: D, Nil, 0 tokens."} {
		if !strings.Contains(notes, want) {
			t.Errorf("footnotes: got %q, want %q in them", notes, want)
		}
	}
}

func TestTitlesOfContext(t *testing.T) {
	row := func(claimed, served, measured float64) ContextRow {
		r := ContextRow{Name: "A", Release: Released}
		for v, list := range map[float64]*[]Window{claimed: &r.Claimed, served: &r.Served, measured: &r.Measured} {
			if v > 0 {
				*list = []Window{{By: "P", Tokens: v}}
			}
		}
		return r
	}
	for _, c := range []struct {
		name string
		rows []ContextRow
		want string
	}{
		{"served in full", []ContextRow{row(128000, 128001, 0), row(1e6, 1.05e6, 0)}, "Each of 2 variants is served in full by at least one provider"},
		{"one variant in full", []ContextRow{row(128000, 128001, 0)}, "A: 128k tokens claimed, 128k served by 1 provider"},
		{"no claim", []ContextRow{row(0, 128000, 0)}, "A: 128k served by 1 provider, no claim on record"},
		{"no provider", []ContextRow{row(128000, 0, 0)}, "A: 128k tokens claimed; what providers serve is not on record"},
		{"only measured", []ContextRow{row(0, 0, 2000)}, "A: 2k measured; neither a claim nor a provider is on record"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := mustDraw(t, (&Context{Rows: c.rows}).Figure).Title(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestTokensAreWrittenInThreeDigits(t *testing.T) {
	for v, want := range map[float64]string{1: "1", 999: "999", 1000: "1k", 1024: "1.02k", 128000: "128k", 131072: "131k", 327680: "328k", 999999: "1M", 1048576: "1.05M", 1e7: "10M", .5: "0.5", 1e30: "1e+18T"} {
		if got := tokens(v); got != want {
			t.Errorf("tokens(%v): got %q, want %q", v, got, want)
		}
	}
}

func TestCoverageAndContextSayWhatCannotBeDrawn(t *testing.T) {
	empty := sampleCoverage()
	for _, row := range empty.Cells {
		clear(row)
	}
	wide := &Coverage{Benchmarks: []string{"X"}, Cells: [][]Reported{make([]Reported, 13)}, Variants: make([]CoverageVariant, 13)}
	zero := &Context{Rows: []ContextRow{{Name: "A", Served: []Window{{Tokens: 0}, {Tokens: -1}, {Tokens: math.NaN()}, {Tokens: math.Inf(1)}}}}}
	for _, c := range []struct {
		name string
		draw func() (*Figure, error)
		want error
	}{
		{"no score", empty.Figure, ErrEmpty}, {"nothing", (&Coverage{}).Figure, ErrEmpty}, {"13 variants", wide.Figure, ErrTooMany},
		{"no row", (&Context{}).Figure, ErrEmpty}, {"no positive window", zero.Figure, ErrEmpty}, {"31 rows", (&Context{Rows: make([]ContextRow, 31)}).Figure, ErrTooMany},
	} {
		if _, err := c.draw(); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestDataHoldsWhatIsDrawn(t *testing.T) {
	rows := mustDraw(t, sampleCoverage().Figure).Data().Rows
	if len(rows) != 9 || !slices.Equal(rows[4], []string{"Y", "Dev", "A-public", "released", "0", "1", "0", ""}) {
		t.Errorf("coverage: got %q", rows)
	}
	rows = mustDraw(t, sampleContext().Figure).Data().Rows
	if len(rows) != 10 || !slices.Equal(rows[1], []string{"A", "", "released", "served", "Two", "128000", "2025-01-01", "src", ""}) {
		t.Errorf("context: got %d rows: %q", len(rows), rows)
	}
}

// TestMarksOfCoverageAndContextDifferInEverySight compares, as they are seen in
// grey and with deuteranopia, the cells of each kind with one another, and the
// marks of what was not public with those of what was.
func TestMarksOfCoverageAndContextDifferInEverySight(t *testing.T) {
	const least = .1 // as TestFlaggedMarksDifferInEverySight has it; of claims, which are strokes, half of it
	w := []Window{{By: "P", Tokens: 1000}}
	context := &Context{}
	for _, r := range []Release{NotReleased, Released, Unknown} {
		context.Rows = append(context.Rows, ContextRow{Name: "A", Release: r, Claimed: []Window{{Tokens: 100}}, Served: w, Measured: []Window{{By: "P", Tokens: 10000}}})
	}
	for _, theme := range canvas.Themes() {
		f := mustDraw(t, sampleCoverage().Figure).WithTheme(theme).WithSize(canvas.Size{Width: int(2 * canvas.Width)})
		img, err := f.Image(true)
		if err != nil {
			t.Fatal(err)
		}
		var cells, bands []canvas.Item
		for _, it := range f.Items() {
			switch it.Kind {
			case "cell":
				cells = append(cells, it)
			case "bar":
				bands = append(bands, it)
			}
		}
		cells, bands = cells[:5], bands[1:] // cells of the legend, of one size; the band of the matrix
		beside := bands[0]
		beside.X0, beside.X1 = 2*beside.X1-beside.X0, 3*beside.X1-2*beside.X0 // above the last column
		for _, sight := range sights {
			for i, a := range cells {
				for _, b := range cells[:i] {
					if d := seenApart(f, img, a, b, sight.see); d < least {
						t.Errorf("%s, %s: cells %d and %d differ by %.3f", theme, sight.name, a.Pattern, b.Pattern, d)
					}
				}
			}
			if d := seenApart(f, img, bands[0], beside, sight.see); d < least {
				t.Errorf("%s, %s: the band of what was not public differs by %.3f from the page", theme, sight.name, d)
			}
		}
		f = mustDraw(t, context.Figure).WithTheme(theme).WithSize(canvas.Size{Width: int(2 * canvas.Width)})
		if img, err = f.Image(true); err != nil {
			t.Fatal(err)
		}
		marks := map[string]map[Release]canvas.Item{}
		for _, it := range f.Items() {
			if it.Text != "" || it.Kind == "bar" || it.Kind == "unserved" {
				continue
			}
			at := map[bool]string{true: "claim", false: "dot"}[it.Kind == "claim"]
			if it.Kind != "claim" && (it.Pattern == 2 || it.Kind == "diamond" && it.Pattern == 1) {
				at = "measured"
			}
			if marks[at] == nil {
				marks[at] = map[Release]canvas.Item{}
			}
			marks[at][it.Release] = it // the last, so not those of the legend
		}
		if len(marks["claim"]) != 3 || len(marks["dot"]) != 3 || len(marks["measured"]) != 3 {
			t.Fatalf("got marks %v, want three of each kind", marks)
		}
		for _, sight := range sights {
			for at, by := range marks {
				for _, r := range []Release{Released, Unknown} {
					want := map[bool]float64{true: least / 2, false: least}[at == "claim"]
					if d := seenApart(f, img, by[NotReleased], by[r], sight.see); d < want {
						t.Errorf("%s, %s: %s not public and %s differ by %.3f, want %.3f", theme, sight.name, at, r, d, want)
					}
				}
			}
		}
	}
}

func randomCoverage(r *rand.Rand) *Coverage {
	c := &Coverage{Subject: randomName(r), About: About{Notes: []string{randomName(r)}}}
	for range 1 + r.IntN(mostVariants) {
		c.Variants = append(c.Variants, CoverageVariant{Name: randomName(r), Developer: []string{"", "Dev", randomName(r)}[r.IntN(3)], Release: Release(r.IntN(3)), Footnote: randomName(r)})
	}
	for range 1 + r.IntN(mostBenchmarks) {
		c.Benchmarks = append(c.Benchmarks, randomName(r))
		row := make([]Reported, len(c.Variants))
		for j := range row {
			row[j] = Reported{r.IntN(2) * r.IntN(100), r.IntN(2) * r.IntN(1000), r.IntN(2) * r.IntN(2)}
		}
		c.Cells = append(c.Cells, row)
	}
	c.Cells[0][0].FirstParty = 1
	return c
}

func randomContext(r *rand.Rand) *Context {
	c := &Context{About: About{Notes: []string{randomName(r)}}}
	windows := func(n int) []Window {
		var out []Window
		base := math.Pow(10, 2+r.Float64()*6)
		for range n {
			v := base * (1 + r.Float64()/20)
			switch r.IntN(8) {
			case 0:
				v = math.Pow(10, r.Float64()*9)
			case 1:
				v = []float64{128000, 131072, 1e6, 1 << 20, 0, -5, math.NaN()}[r.IntN(7)]
			}
			out = append(out, Window{By: randomName(r), Tokens: v})
		}
		return out
	}
	for range 1 + r.IntN(mostContexts) {
		row := ContextRow{Name: randomName(r), Release: Release(r.IntN(3)), Footnote: randomName(r), Claimed: windows(r.IntN(3)), Served: windows(r.IntN(41)), Measured: windows(r.IntN(4))}
		if r.IntN(2) == 0 {
			row.Detail = randomName(r)
		}
		c.Rows = append(c.Rows, row)
	}
	c.Rows[0].Claimed = append(c.Rows[0].Claimed, Window{Tokens: 1e6})
	return c
}

// TestFootnotesOfCoverageAndContextAreNumbered has two reasons: each mark bears
// the number of its own, and a reason that two share stands once.
func TestFootnotesOfCoverageAndContextAreNumbered(t *testing.T) {
	c, x := sampleCoverage(), sampleContext()
	c.Variants = append(c.Variants, CoverageVariant{Name: "C", Release: NotReleased, Footnote: "C: withdrawn."}, CoverageVariant{Name: "D", Release: NotReleased, Footnote: "C: withdrawn."})
	for i := range c.Cells {
		c.Cells[i] = append(c.Cells[i], Reported{Unstated: 1}, Reported{})
	}
	x.Rows[2].Footnote, x.Rows[3].Footnote = "Nobody says.", "Nobody says."
	for _, k := range []struct {
		name  string
		draw  func() (*Figure, error)
		refs  []string
		notes []string
	}{
		{"coverage", c.Figure, []string{"1", "2", "2"}, []string{"*1 A-secret: announced, never released.", "*2 C: withdrawn."}},
		{"context", x.Figure, []string{"1", "2", "2"}, []string{"*1 B: announced only.", "2 Nobody says."}},
	} {
		f := mustDraw(t, k.draw)
		if got := textsOf(f, "reference"); !slices.Equal(got, k.refs) {
			t.Errorf("%s: numbers: got %q, want %q", k.name, got, k.refs)
		}
		if got := f.Footnotes()[:2]; !slices.Equal(got, k.notes) {
			t.Errorf("%s: footnotes: got %q, want %q", k.name, got, k.notes)
		}
	}
}

// TestEveryWindowAndCellIsDrawn counts the marks of generated data sets.
func TestEveryWindowAndCellIsDrawn(t *testing.T) {
	count := func(f *Figure, kinds ...string) (n int) {
		for _, it := range f.Items() {
			if slices.Contains(kinds, it.Kind) {
				n++
			}
		}
		return n
	}
	for seed := range times(15, 50) {
		x := mustDraw(t, randomContext(rand.New(rand.NewPCG(uint64(seed), 4))).Figure)
		keys := count(x, "legend") // one mark each, at most
		if got, want := count(x, "claim", "dot", "diamond"), len(x.Data().Rows); got < want || got > want+keys {
			t.Errorf("context, seed %d: %d marks for %d windows and %d keys", seed, got, want, keys)
		}
		c := mustDraw(t, randomCoverage(rand.New(rand.NewPCG(uint64(seed), 3))).Figure)
		keys = count(c, "legend")
		if got, want := count(c, "cell"), len(c.Data().Rows); got < want || got > want+keys {
			t.Errorf("coverage, seed %d: %d marks for %d cells and %d keys", seed, got, want, keys)
		}
	}
}
