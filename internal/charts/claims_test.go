package charts

import (
	"slices"
	"testing"
)

// TestTitlesSayWhatTheEvidenceSays draws variants of which no release by then is on record, and no
// source says that the public could not get them: no title accuses.
func TestTitlesSayWhatTheEvidenceSays(t *testing.T) {
	unsure := func(v float64) *Score {
		s := value(v, Unknown)
		s.NoRelease = true
		return s
	}
	bars := func(values ...[]*Score) func() (*Figure, error) {
		b := &Bars{Unit: "%", Benchmarks: []string{"X", "Y"}[:len(values)], Series: []Series{{"Model A"}, {"Model B"}}[:len(values[0])], Values: values}
		return b.Figure
	}
	row := pair(1403, 1273, 15)
	row.NotPublic.Release, row.NotPublic.NoRelease = Unknown, true
	preview := pair(1403, 1273, 15)
	preview.Preview = true
	line := func(name string, s Score) TimeSeries {
		return TimeSeries{Name: name, Model: "Model", Points: []TimePoint{{Day: "2025-02-01", Score: s}}}
	}
	for _, c := range []struct {
		name string
		make func() (*Figure, error)
		want string
	}{
		{"bars, the highest", bars([]*Score{unsure(9), value(8, Released)}), "Model A has the highest of the 2 scores drawn on X; no release of it by then is on record"},
		{"bars, not the highest", bars([]*Score{unsure(7), value(8, Released)}), "One of 2 scores came from a variant of which no release by then is on record"},
		{"bars, several", bars([]*Score{unsure(7), value(8, Released)}, []*Score{unsure(6), value(8, Released)}), "2 of 4 scores came from a variant of which no release by then is on record"},
		{"bars, one that is not public as well", bars([]*Score{unsure(7), value(8, NotReleased)}), "Model B has the highest of the 2 scores drawn on X, but the public could not get it"},
		{"bars, a single value", bars([]*Score{unsure(7)}), "Model A: 7% on X; no release of it by then is on record"},
		{"a gap", (&Gap{Unit: "Elo", Pairs: []Pair{row}}).Figure, "Model A: the variant without a release on record by then scored 130 points above the released one"},
		{"gaps of both kinds", (&Gap{Unit: "Elo", Pairs: []Pair{row, pair(1403, 1273, 15)}}).Figure, "Model A: the variant without a release on record by then scored 130 points above the released one"},
		{"a gap of a preview", (&Gap{Unit: "Elo", Pairs: []Pair{preview}}).Figure, "Model A: the preview on one board scored 130 points above the released one"},
		{"a preview and another", (&Gap{Unit: "Elo", Pairs: []Pair{preview, pair(1403, 1273, 15)}}).Figure, "Model A: the variant that was not released scored 130 points above the released one"},
		{"a timeline of two variants", (&Timeline{Panels: []TimePanel{{Unit: "%", Series: []TimeSeries{line("A", *unsure(9)), line("B", *value(8, Released))}}}}).Figure,
			"Model: on 2025-02-01 the variant without a release on record by then stood 1 percentage point above the released one"},
		{"a timeline of one", (&Timeline{Panels: []TimePanel{{Unit: "%", Board: "X", Series: []TimeSeries{line("A", *unsure(9))}}}}).Figure, "A stood at 9 on X on 2025-02-01; no release of it by then is on record"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, err := c.make()
			if err != nil {
				t.Fatal(err)
			}
			if f.Title() != c.want {
				t.Errorf("got  %s\nwant %s", f.Title(), c.want)
			}
		})
	}
	f, err := bars([]*Score{unsure(9), value(8, Released)})()
	if err != nil {
		t.Fatal(err)
	}
	var legend []string
	for _, it := range f.Items() {
		if it.Kind == "legend" {
			legend = append(legend, it.Text)
		}
	}
	if want := []string{"Model A", "NO RELEASE ON RECORD", "Model B"}; !slices.Equal(legend, want) {
		t.Errorf("legend: got %q, want %q", legend, want)
	}
}

// TestATitleNamesWhatIsMissing names up to four things that are not drawn, and counts others.
func TestATitleNamesWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		about About
		want  string
	}{
		{About{Without: []string{"m2"}}, "Model A: 9% on X (without m2)"},
		{About{Without: []string{"a", "b", "c", "d", "e"}}, "Model A: 9% on X (without a, b, c, d and 1 more)"},
		{About{Title: "Mine", Without: []string{"m2"}}, "Mine"},
	} {
		b := &Bars{About: c.about, Unit: "%", Benchmarks: []string{"X"}, Series: []Series{{"Model A"}}, Values: [][]*Score{{value(9, Released)}}}
		f, err := b.Figure()
		if err != nil {
			t.Fatal(err)
		}
		if f.Title() != c.want {
			t.Errorf("got %q, want %q", f.Title(), c.want)
		}
	}
}
