package charts

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"provenance/internal/charts/canvas"
)

// goldenTimeline has every mark of a timeline: a variant that was not public,
// gone from the board and back; a public one; one of unknown status; one that
// became public; a day known only to the month; intervals, events and the gap.
func goldenTimeline() *Timeline {
	point := func(day string, v float64, rank int, r Release) TimePoint {
		pt := TimePoint{Day: day, Score: Score{Value: v, Printed: canvas.Number(v, 0), CILow: p(v - 6), CIHigh: p(v + 6), Rank: rank, Release: r}}
		if r == NotReleased {
			pt.Footnote = "Model A Experimental: announced on 2025-04-05, no public preview or release."
		}
		return pt
	}
	back := point("2025-07-27", 1415, 8, NotReleased)
	back.Absent = true
	month := point("2025-06", 1345, 0, Unknown)
	month.CILow, month.CIHigh = nil, nil
	return &Timeline{
		Panels: []TimePanel{{Board: "A board", Unit: "Elo", Series: []TimeSeries{
			{Name: "Model A Experimental", Model: "Model A", Points: []TimePoint{point("2025-04-06", 1417, 2, NotReleased), point("2025-04-11", 1403, 2, NotReleased), back, point("2025-08-04", 1416, 10, NotReleased)}},
			{Name: "Model A 17B", Model: "Model A", Points: []TimePoint{point("2025-04-11", 1273, 35, Released), point("2025-06-03", 1280, 46, Released), point("2025-07-27", 1292, 80, Released), point("2025-08-04", 1292, 86, Released)}},
			{Name: "Model B", Model: "Model B", Detail: "another source", Points: []TimePoint{point("2025-05-02", 1330, 0, Unknown), month, point("2025-07-20", 1350, 0, Unknown)}},
			{Name: "Model C", Model: "Model C", Points: []TimePoint{point("2025-04-20", 1360, 5, NotReleased), point("2025-06-20", 1372, 4, Released)}},
		}}},
		Events: []Event{{"2025-04-05", "Model A released"}, {"2025-04-07", "Model A Experimental announced"}, {"2025-06-12", "Model C released"}},
		About:  About{Sources: []string{"board-csv: Publisher, “A board”, 2025-08-04"}, Stamp: Stamp{Tool: "provenance test", Database: "0123abc", Date: "2025-09-01"}},
	}
}

// goldenPair is one model's two variants, with the gap between them.
func goldenPair() *Timeline {
	t := goldenTimeline()
	t.Panels[0].Series = t.Panels[0].Series[:2]
	t.Events = t.Events[:2]
	return t
}

func randomTimeline(r *rand.Rand) *Timeline {
	t := &Timeline{}
	if r.IntN(3) == 0 {
		t.Title = strings.Repeat(randomName(r)+" ", 1+r.IntN(3))
	}
	start := time.Date(2000+r.IntN(30), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
	length := pick(r, 1, 10, 60, 200, 1000, 9000)
	day := func() string {
		d := start.AddDate(0, 0, r.IntN(length)).Format("2006-01-02")
		return d[:pick(r, 10, 10, 10, 10, 7, 4)]
	}
	notes := randomNotes(r)
	for range pick(r, 1, 1, 1, 2, 3) {
		panel := TimePanel{Board: randomName(r), Unit: pick(r, "Elo", "%", "", "proportion", randomName(r)), LowerIsBetter: r.IntN(4) == 0}
		scale, spread := pick(r, 1500.0, 100, 1, 1e9, 0), pick(r, 0, 1, 100.0, 1e6)
		models := []string{randomName(r), randomName(r), ""}
		for range 1 + r.IntN(mostLines) {
			s := TimeSeries{Name: randomName(r), Model: pick(r, models...), Detail: pick(r, "", "", randomName(r))}
			status := pick(r, Released, NotReleased, Unknown)
			for range pick(r, 1, 1, 3, 10, 80) {
				v := scale + r.NormFloat64()*spread
				pt := TimePoint{Day: day(), Absent: r.IntN(5) == 0, Score: Score{Value: v, Printed: canvas.Number(v, pick(r, 0, 1, 3)), Release: status}}
				if r.IntN(6) == 0 {
					pt.Release = Release(r.IntN(3))
				}
				if pt.Release == NotReleased {
					pt.Footnote = pick(r, notes...)
				}
				if r.IntN(2) == 0 {
					lo, hi := v-spread*r.Float64(), v+spread*r.Float64()
					pt.CILow, pt.CIHigh = &lo, &hi
				}
				if r.IntN(2) == 0 {
					pt.Rank = 1 + r.IntN(300)
				}
				s.Points = append(s.Points, pt)
			}
			panel.Series = append(panel.Series, s)
		}
		t.Panels = append(t.Panels, panel)
	}
	for range r.IntN(25) {
		t.Events = append(t.Events, Event{day(), randomName(r)})
	}
	return t
}

func TestWhatATimelineSays(t *testing.T) {
	f, err := goldenPair().Figure()
	if err != nil {
		t.Fatal(err)
	}
	if want := "Model A: on 2025-08-04 the variant the public could not get stood 124 points above the released one"; f.Title() != want {
		t.Errorf("title %q, want %q", f.Title(), want)
	}
	for _, want := range []string{"A dotted line bridges days on which this source did not list it.", "Dashed vertical lines mark events."} {
		if !strings.Contains(f.Description(), want) {
			t.Errorf("no %q in %q", want, f.Description())
		}
	}
	texts := map[string][]string{}
	for _, it := range f.Items() {
		texts[it.Kind] = append(texts[it.Kind], it.Text)
	}
	for kind, want := range map[string][]string{
		"label": {"Model A Experimental*", "Model A 17B"},
		"value": {"124 points apart", "1416 ± 6, rank 10, not released", "1292 ± 6, rank 86"},
		"event": {"2025-04-05  Model A released", "2025-04-07  Model A Experimental announced"},
	} {
		if !slices.Equal(texts[kind], want) {
			t.Errorf("%s: %q, want %q", kind, texts[kind], want)
		}
	}
	if n := len(f.Data().Rows); n != 8+2 {
		t.Errorf("%d rows of data", n)
	}
	if notes := f.Footnotes(); notes[0] != "* Model A Experimental: announced on 2025-04-05, no public preview or release." {
		t.Errorf("footnotes %q", notes)
	}
}

func TestTitlesOfTimelines(t *testing.T) {
	one := func(values ...float64) *Timeline {
		s := TimeSeries{Name: "A"}
		for i, v := range values {
			s.Points = append(s.Points, TimePoint{Day: fmt.Sprintf("2025-0%d-01", i+1), Score: Score{Value: v, Printed: canvas.Number(v, 1)}})
		}
		return &Timeline{Panels: []TimePanel{{Series: []TimeSeries{s}}}}
	}
	lower := goldenPair()
	lower.Panels[0].LowerIsBetter, lower.Panels[0].Unit = true, "%"
	apart := goldenPair() // of two sources: not compared
	apart.Panels[0].Series[0].Detail = "elsewhere"
	for _, c := range []struct {
		t    *Timeline
		want string
	}{
		{one(3, 5.5), "A went from 3 on 2025-01-01 to 5.5 on 2025-02-01"},
		{one(3, 3), "A stood at 3 from 2025-01-01 to 2025-02-01"},
		{one(3), "A stood at 3 on 2025-01-01"},
		{lower, "Model A: on 2025-08-04 the variant the public could not get stood 124 percentage points higher, which is worse, than the released one"},
		{apart, "Model A 17B went from 1273 on 2025-04-11 to 1292 on 2025-08-04"},
	} {
		f, err := c.t.Figure()
		if err != nil {
			t.Fatal(err)
		}
		if f.Title() != c.want {
			t.Errorf("got %q, want %q", f.Title(), c.want)
		}
	}
}

func TestTimelinesThatCannotBeDrawn(t *testing.T) {
	if _, err := (&Timeline{}).Figure(); !errors.Is(err, ErrEmpty) {
		t.Errorf("no panel: %v", err)
	}
	many := &Timeline{Panels: []TimePanel{{Series: make([]TimeSeries, mostLines+1)}}}
	if _, err := many.Figure(); !errors.Is(err, ErrTooMany) {
		t.Errorf("many: %v", err)
	}
	bad := goldenTimeline()
	bad.Events[0].Day = "soon"
	if _, err := bad.Figure(); err == nil || !strings.Contains(err.Error(), `"soon" is no day`) {
		t.Errorf("an event without a day: %v", err)
	}
}

func BenchmarkTimeline10000(b *testing.B) {
	t := &Timeline{Panels: []TimePanel{{Board: "A board", Unit: "Elo"}}}
	for i := range 10 {
		s := TimeSeries{Name: fmt.Sprint("Model ", i)}
		for k := range 1000 {
			v := 1000 + 30*float64(i) + float64(k%50)
			s.Points = append(s.Points, TimePoint{Day: time.Date(2023, 1, 1+k, 0, 0, 0, 0, time.UTC).Format("2006-01-02"), Score: Score{Value: v, Printed: "x", CILow: p(v - 5), CIHigh: p(v + 5), Release: Released}})
		}
		t.Panels[0].Series = append(t.Panels[0].Series, s)
	}
	for b.Loop() {
		f, err := t.Figure()
		if err != nil {
			b.Fatal(err)
		}
		if err := f.WritePNG(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/figure")
}

// TestStatusAndValueAreNeverShortened looks at the labels at the right of many
// timelines: what was not released, or of unknown status, says so in whole words,
// and no number has an ellipsis in it.
func TestStatusAndValueAreNeverShortened(t *testing.T) {
	short := goldenPair()
	for i, pt := range []TimePoint{
		{Day: "2025-08-04", Score: Score{Value: 83, Printed: "83.0", CILow: p(81.6), CIHigh: p(84.4), Release: NotReleased}},
		{Day: "2025-08-04", Score: Score{Value: 75.9, Printed: "75.9", CILow: p(70.1), CIHigh: p(77.2), Release: Unknown}},
	} {
		short.Panels[0].Series[i] = TimeSeries{Name: "Nova", Points: []TimePoint{pt}}
	}
	figures := []*Timeline{short}
	for seed := range times(60, 200) {
		figures = append(figures, randomTimeline(rand.New(rand.NewPCG(uint64(seed), 7))))
	}
	for k, tl := range figures {
		f, err := tl.Figure()
		if err != nil {
			t.Fatal(err)
		}
		want, got := map[string]int{}, map[string]int{}
		drawn := canvas.Drawable(&canvas.Glyphs{}, tl).sorted()
		for _, panel := range drawn.Panels {
			for i := range panel.Series {
				switch s := &panel.Series[i]; s.last().Release {
				case NotReleased:
					want["not released"]++
				case Unknown:
					want["status unknown"]++
				}
			}
		}
		var values []string
		for _, it := range f.Items() {
			if it.Kind != "value" {
				continue
			}
			values = append(values, it.Text)
			for _, words := range []string{"not released", "status unknown"} {
				if slices.Contains(strings.Split(strings.TrimSuffix(it.Text, ","), ", "), words) {
					got[words]++
				}
			}
		}
		for words, n := range want {
			if got[words] != n {
				t.Errorf("figure %d: %d labels say %q, want %d: %q", k, got[words], words, n, values)
			}
		}
		if k == 0 && !slices.Equal(values, []string{"83.0 ± 1.4, not released", "75.9 [70.1, 77.2], status unknown"}) {
			t.Errorf("labels %q", values)
		}
	}
}

func TestAChangeWithinTheIntervalsIsNoFinding(t *testing.T) {
	series := func(name string, r Release, half float64, values ...float64) TimeSeries {
		s := TimeSeries{Name: name}
		for i, v := range values {
			s.Points = append(s.Points, TimePoint{Day: fmt.Sprintf("2025-0%d-01", i+1), Score: Score{Value: v, Printed: fmt.Sprintf("%.1f", v), CILow: p(v - half), CIHigh: p(v + half), Release: r}})
		}
		return s
	}
	left := &Timeline{Panels: []TimePanel{{Series: []TimeSeries{series("A", Released, 1.4, 66, 66.4), series("B", Released, 1.4, 70)}, Others: []TimePoint{{Score: Score{Value: 90}}}}}}
	left.Panels[0].Series[1].Points[0].Day = "2025-02-01"
	for _, c := range []struct {
		t    *Timeline
		want string
	}{
		{&Timeline{Panels: []TimePanel{{Series: []TimeSeries{series("A", Released, 1.4, 66, 66.4), series("B", Released, 1.4, 70, 70.5)}}}}, "B has the highest of the 2 scores drawn on 2025-02-01, 70.5; no change is beyond the intervals"},
		{&Timeline{Panels: []TimePanel{{Series: []TimeSeries{series("A", Released, 1.4, 66, 66.4)}}}}, "A stood at 66.0 on 2025-01-01 and at 66.4 on 2025-02-01, within the intervals"},
		{&Timeline{Panels: []TimePanel{{Series: []TimeSeries{series("A", Released, 1.4, 66, 70), series("B", Released, 1.4, 70, 70.5)}}}}, "A went from 66.0 on 2025-01-01 to 70.0 on 2025-02-01"},
		{&Timeline{Panels: []TimePanel{{Series: []TimeSeries{series("A", NotReleased, 1.4, 73.7)}}}}, "A stood at 73.7 on 2025-01-01, but the public could not get it"},
		{left, "B stood at 70.0 on 2025-02-01"},
	} {
		f, err := c.t.Figure()
		if err != nil {
			t.Fatal(err)
		}
		if f.Title() != c.want {
			t.Errorf("got %q, want %q", f.Title(), c.want)
		}
	}
}
