package canvas

import "testing"

func TestAxesBeginAtATickThatIsBelowAllValues(t *testing.T) {
	for _, c := range []struct {
		lo, hi, begin float64
	}{{1258, 1430, 1250}, {1200, 1430, 1186.2}, {41, 73, 40}, {-3, 4, -3.42}} {
		pad := (c.hi - c.lo) * .06
		begin, ticks := TicksWithin(Ticks(c.lo, c.hi, 5), c.lo-pad, c.lo, c.hi+pad)
		if d := begin - c.begin; d > 1e-9 || d < -1e-9 {
			t.Errorf("%v to %v: begins at %v, want %v", c.lo, c.hi, begin, c.begin)
		}
		if ticks[0] != begin && ticks[0]-begin < (c.hi-c.lo)*.02 {
			t.Errorf("%v to %v: the axis at %v runs next to the grid line of %v", c.lo, c.hi, begin, ticks[0])
		}
	}
}
