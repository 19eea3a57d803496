package oddity

import (
	"fmt"
	"testing"
)

// TestWarningsTakeLittleMemory: what is counted for warnings does not grow with the file.
func TestWarningsTakeLittleMemory(t *testing.T) {
	a := Names{}
	for i := range 3 * maxNames {
		a.Add(fmt.Sprintf("model %d", i), i)
		a.Add(fmt.Sprintf("model-%d", i), i)
	}
	if len(a.seen) != maxNames || a.n != maxNames || len(a.alike) != maxPairs {
		t.Errorf("%d names are kept, %d pairs counted, %d described", len(a.seen), a.n, len(a.alike))
	}
	var l LineSet
	for i := range 1000 {
		l.Add(i + 2)
	}
	if got := l.String(); got != "lines 2, 3, 4, 5, and 996 more" {
		t.Errorf("got %q", got)
	}
}

func TestBareNames(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Aster-7B-Instruct", "aster 7b instruct", true}, {"Aster_7B", "Aster 7B", true}, {"Qwen2.5", "Qwen-2.5", true}, {"o3 (high)", "o3-high", true},
		{"Aster 2-7B", "Aster 27B", false}, {"Aster 4.1", "Aster 41", false}, {"Aster 4.1", "Aster 4-1", false}, {"Aster", "Aster+", false}, {"ÄSTER", "äster", true},
	} {
		if a, b := bareName(c.a), bareName(c.b); a == b != c.same {
			t.Errorf("%q and %q: got %q and %q", c.a, c.b, a, b)
		}
	}
}

func TestExtremes(t *testing.T) {
	var e Extremes
	for i, v := range []float64{5, 3, 9, 3, 4} {
		e.Add(v, i+2)
	}
	if e.Value != 3 || e.Next != 4 || e.At.String() != "lines 3 and 5" {
		t.Errorf("got %+v", e)
	}
}

func TestSameValuesInAnyOrder(t *testing.T) {
	tally := func(line int, keys ...uint64) *Tally {
		var a Tally
		for _, k := range keys {
			a.Add(k, float64(k*7%5), line)
		}
		return &a
	}
	got := SameValues([]Holder{{"Cirrus", tally(4, 3, 2, 1)}, {"Aster", tally(2, 1, 2, 3)}, {"Boreal", tally(3, 1, 2, 4)}, {"few", tally(5, 1, 2)}, {"as few", tally(6, 1, 2)}})
	if want := `two names have the same values in every column: "Aster" (line 2) and "Cirrus" (line 4), 3 values each; is one model listed twice, or a line copied?`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
