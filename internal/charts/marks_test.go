package charts

import (
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"provenance/internal/charts/canvas"
	"provenance/internal/charts/labels"
)

// TestUnknownMarksDifferFromPublicOnes draws bars and points of every colour
// twice, public and of unknown status: the dotted outline must be seen, before a
// dark fill too.
func TestUnknownMarksDifferFromPublicOnes(t *testing.T) {
	const least, cell = .04, 16
	f := canvas.NewFigure(2 * cell)
	f.Add(func(c vg.Canvas) {
		c.SetColor(canvas.White)
		c.Fill(canvas.Polygon(canvas.Rect(0, 0, canvas.Width, 2*cell)))
	})
	var cells []canvas.Item // pairs
	put := func(y vg.Length, draw func(l canvas.Look, x, y vg.Length)) {
		for i, fill := range canvas.Fills {
			for k, release := range []Release{Released, Unknown} {
				x := cell * vg.Length(2*i+k)
				draw(canvas.Look{Release: release, Fill: fill}, x, y)
				cells = append(cells, canvas.Item{X0: x, X1: x + cell, Y0: y, Y1: y + cell})
			}
		}
	}
	put(0, func(l canvas.Look, x, y vg.Length) { f.Bar(l, x+1, y+1, x+cell-1, y+cell-1) })
	put(cell, func(l canvas.Look, x, y vg.Length) { f.Mark(l, x+cell/2, y+cell/2) })
	for _, theme := range canvas.Themes() {
		f := f.WithTheme(theme).WithSize(canvas.Size{Width: int(2 * canvas.Width)})
		img, err := f.Image(true)
		if err != nil {
			t.Fatal(err)
		}
		for _, sight := range sights {
			for i := 0; i < len(cells); i += 2 {
				if d := seenApart(f, img, cells[i], cells[i+1], sight.see); d < least {
					t.Errorf("%s, %s: pair %d differs by %.3f, want %.3f", theme, sight.name, i/2, d, least)
				}
			}
		}
	}
}

func TestNotesBelowAFigure(t *testing.T) {
	f, err := (&Bars{Unit: "%", Benchmarks: []string{"X"}, Series: []Series{{"A"}, {"B"}},
		Values: [][]*Score{{{Value: 2, Printed: "2", Release: NotReleased, Footnote: "A: announced."}, {Value: 1, Printed: "1", Release: Released}}},
		About:  About{Notes: []string{"One thing.", "Another thing.", "One thing.", strings.Repeat("Long ", 25) + "thing."}, Sources: []string{"s: Somebody", "t: Others"}, Stamp: Stamp{Tool: "provenance"}}}).Figure()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, it := range f.Items() {
		if it.Kind == "note" {
			got = append(got, it.Text)
		}
	}
	want := []string{"* A: announced.", "One thing. Another thing. " + strings.Repeat("Long ", 25) + "thing.", "Sources: s: Somebody; t: Others", "Chart: provenance"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestLabelsOfADenseBoardPointAtTheirMarks makes sure that a label above many
// marks has a line, and that one for orientation does not stand far away.
func TestLabelsOfADenseBoardPointAtTheirMarks(t *testing.T) {
	for _, n := range []int{60, 120, 300, 3000} {
		b := &Leaderboard{Unit: "Elo"}
		for i := range n {
			b.Entries = append(b.Entries, Entry{Name: "Model of a middling name", Score: Score{Value: 1500 - 600*float64(i)/float64(n), Printed: "1234", Release: Unknown}})
		}
		b.Entries[n/3].Release, b.Entries[n/5].Release = NotReleased, Released
		l := b.layout(0)
		b.placeLabels(l, &canvas.Notes{})
		if len(l.labels) < 4 {
			t.Errorf("%d entries: %d labels", n, len(l.labels))
		}
		for _, lab := range l.labels {
			e := &b.Entries[lab.Mark]
			if !lab.Linked {
				t.Errorf("%d entries: the label of entry %d has no line", n, lab.Mark)
			}
			if lab.Mark > 0 && e.Release != NotReleased && (lab.Box.Y0-l.y(e.Value) > 62 || l.y(e.Value)-lab.Box.Y1 > 62) {
				t.Errorf("%d entries: the label of entry %d is far from its mark", n, lab.Mark)
			}
		}
		if !slices.ContainsFunc(l.labels, func(lab *labels.Label) bool { return lab.Mark == n/5 }) {
			t.Errorf("%d entries: the only public one has no label", n)
		}
	}
}

func TestTimelinesBeginWithTheirMonthAndExplainIntervals(t *testing.T) {
	f, err := goldenPair().Figure()
	if err != nil {
		t.Fatal(err)
	}
	var days []string
	explained := false
	for _, it := range f.Items() {
		if it.Kind == "tick" && strings.Contains(it.Text, "2025") {
			days = append(days, it.Text)
		}
		explained = explained || it.Kind == "legend" && it.Text == "interval, as reported"
	}
	if len(days) == 0 || days[0] != "Apr 2025" {
		t.Errorf("days %q, want Apr 2025 first", days)
	}
	if !explained {
		t.Error("the legend does not say what the lines through the points are")
	}
}

// TestManyUnknownModelsAreSaidOnce keeps a legend from being all tags.
func TestManyUnknownModelsAreSaidOnce(t *testing.T) {
	for _, c := range []struct{ unknown, tags int }{{1, 1}, {4, 4}, {5, 0}, {9, 0}} {
		b := &Bars{Unit: "%", Benchmarks: []string{"X"}, Series: []Series{{"Public"}}, Values: [][]*Score{{value(1, Released)}}}
		for i := range c.unknown {
			b.Series, b.Values[0] = append(b.Series, Series{string(rune('A' + i))}), append(b.Values[0], value(float64(i), Unknown))
		}
		f, err := b.Figure()
		if err != nil {
			t.Fatal(err)
		}
		tags := 0
		for _, it := range f.Items() {
			if it.Text == "STATUS UNKNOWN" {
				tags++
			}
		}
		if said := strings.Contains(f.Description(), "Dotted outline: status unknown, here of "); tags != c.tags || said != (tags == 0) {
			t.Errorf("%d of unknown status: %d tags, said at once: %v", c.unknown, tags, said)
		}
	}
}
