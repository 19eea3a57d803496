package figures

import (
	"maps"
	"testing"
)

// TestTheBestAreDrawnWhereNothingElseDecides counts who is ahead of whom.
func TestTheBestAreDrawnWhereNothingElseDecides(t *testing.T) {
	var scores []Score
	add := func(key, benchmark string, value float64, higher bool) {
		scores = append(scores, Score{key: key, scoreRow: scoreRow{Entry: entry{Benchmark: benchmark}, Value: value, HigherIsBetter: higher}})
	}
	for i, e := range []string{"a", "b", "c"} {
		add(e, "x", float64(i), true)
		add(e, "cost", float64(i), false)
	}
	add("a", "y", 5, true)
	add("c", "y", 5, true)
	got := countAhead(scores, []string{"x", "cost", "y"})
	if want := map[string]int{"a": 2, "b": 1 + 1, "c": 2}; !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := countAhead(scores, []string{"x"}); got["c"] != 0 || got["a"] != 2 {
		t.Errorf("got %v", got)
	}
}
