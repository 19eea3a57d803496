package canvas

import (
	"math"
	"strconv"
	"strings"
)

// Ticks returns about n round numbers, the first at or below lo and the last at or above
// hi, in steps of 1, 2, 2.5 or 5 times a power of ten.
func Ticks(lo, hi float64, n int) []float64 {
	if hi <= lo {
		hi = lo + 1
	}
	raw := (hi - lo) / float64(max(n, 1))
	pow := math.Pow(10, math.Floor(math.Log10(raw)))
	step := pow
	for _, m := range []float64{1, 2, 2.5, 5, 10} {
		step = m * pow
		if step >= raw*.999 {
			break
		}
	}
	var out []float64
	for k := math.Floor(lo/step + 1e-9); ; k++ {
		v := k * step
		out = append(out, v)
		if v >= hi-step*1e-9 || len(out) > 100 {
			return out
		}
	}
}

// Number writes a tick or a difference with at most d decimals, a typographic minus sign,
// and thousands separators.
func Number(v float64, d int) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', d, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	whole, frac, _ := strings.Cut(s, ".")
	if len(whole) > 4 {
		for i := len(whole) - 3; i > 0; i -= 3 {
			whole = whole[:i] + "," + whole[i:]
		}
	}
	if frac != "" {
		whole += "." + frac
	}
	if v < 0 && strings.Trim(whole, "0.,") != "" {
		return "−" + whole
	}
	return whole
}

// TickText writes a tick as Number does, and from a million on in short form: "1.5M".
func TickText(v float64, d int) string {
	for _, u := range []struct {
		size float64
		sign string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}} {
		switch a := math.Abs(v); {
		case a >= 1e15:
			return strings.Replace(strconv.FormatFloat(v, 'g', 4, 64), "-", "−", 1)
		case a >= u.size:
			return Number(v/u.size, 3) + u.sign
		}
	}
	return Number(v, d)
}

// Decimals returns the number of decimals needed to distinguish neighbouring ticks.
func Decimals(t []float64) int {
	if len(t) < 2 {
		return 0
	}
	step := t[1] - t[0]
	for d := 0; d < 9; d++ {
		if scaled := step * math.Pow(10, float64(d)); math.Abs(scaled-math.Round(scaled)) < 1e-6 {
			return d
		}
	}
	return 9
}

// TicksWithin returns the ticks of an axis from first to last, and where the axis begins.
// It begins at the lowest tick if that is below all values, the least of which is lo, so
// that the axis is not drawn close to its first grid line.
func TicksWithin(all []float64, first, lo, last float64) (begin float64, out []float64) {
	for _, t := range all {
		if t >= first && t <= last {
			out = append(out, t)
		}
	}
	if len(out) > 0 && out[0] < lo-(lo-first)*.4 {
		first = out[0]
	}
	return first, out
}

// ShortNumber writes a value in at most four digits: "9,237,029" is "9.237M".
func ShortNumber(v float64) string {
	a, sign := math.Abs(v), ""
	for _, u := range []struct {
		size float64
		sign string
	}{{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}} {
		if a >= u.size {
			a, sign = a/u.size, u.sign
			v /= u.size
			break
		}
	}
	if a >= 10000 || a > 0 && a < .001 {
		return strings.Replace(strconv.FormatFloat(v, 'g', 2, 64)+sign, "-", "−", 1)
	}
	d := 3
	for x := a; x >= 10 && d > 0; x /= 10 {
		d--
	}
	return Number(v, d) + sign
}

// PrintedDecimals returns the number of decimals of a printed number, at most 4.
func PrintedDecimals(s string) int {
	_, frac, _ := strings.Cut(s, ".")
	if n := strings.IndexFunc(frac, func(r rune) bool { return r < '0' || r > '9' }); n >= 0 {
		frac = frac[:n]
	}
	return min(len(frac), 4)
}
