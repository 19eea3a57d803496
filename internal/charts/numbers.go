package charts

import (
	"math"
	"strconv"
	"strings"

	"provenance/internal/charts/canvas"
)

// shortNumber writes a value in at most four digits: "9,237,029" is "9.237M".
func shortNumber(v float64) string {
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
	return canvas.Number(v, d) + sign
}

// printedDecimals is the number of decimals of a printed number, at most 4.
func printedDecimals(s string) int {
	_, frac, _ := strings.Cut(s, ".")
	if n := strings.IndexFunc(frac, func(r rune) bool { return r < '0' || r > '9' }); n >= 0 {
		frac = frac[:n]
	}
	return min(len(frac), 4)
}
