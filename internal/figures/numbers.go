package figures

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/charts"
	"provenance/internal/model"
)

var numberInText = regexp.MustCompile(`[-+−]?[0-9][0-9,]*(\.[0-9]+)?`)

// mostPrinted is the greatest length of a number as printed: a label has no room for more.
const mostPrinted = 6

// printedNumber returns the number in a printed score, with its decimals and without the
// signs around it ("84.0%", "$0.20", "1403 +12/-9"). If that is too long, it returns the
// value in about four digits.
func printedNumber(s string, v float64) string {
	for _, t := range numberInText.FindAllString(s, -1) {
		t = strings.ReplaceAll(t, ",", "")
		if f, err := model.ParseReal(t); err == nil && math.Abs(f-v) <= 1e-9*math.Abs(v) && len([]rune(t)) <= mostPrinted {
			return t
		}
	}
	return shortNumber(v)
}

// shortNumber writes a value in about four digits, without decimals from 1000 on. It never
// writes a value other than 0 as 0.
func shortNumber(v float64) string {
	decimals := 0
	for a := math.Abs(v); a < 1000 && decimals < 3; a *= 10 {
		decimals++
	}
	rounded := math.Round(v*math.Pow10(decimals)) / math.Pow10(decimals)
	text := model.FormatReal(rounded)
	if rounded != v && rounded != 0 { // keep the zeros at the end: the value was rounded
		text = strconv.FormatFloat(rounded, 'f', decimals, 64)
	}
	if text == "0" && v != 0 {
		return strconv.FormatFloat(v, 'g', 2, 64)
	}
	return text
}

// evenDecimals writes all values of a unit with the same number of decimals: that of the
// value with the fewest, unless it has none. So 78.261 next to 83.0 becomes 78.3. It keeps
// enough decimals to distinguish two different values on one benchmark, and never adds
// any. It returns footnotes that say what it rounded.
func evenDecimals(b *charts.Bars) []string {
	var notes []string
	for _, unit := range slices.Compact(slices.Sorted(slices.Values(b.Units))) {
		least, most := 99, 0
		each := func(fn func(row []*charts.Score, v *charts.Score)) {
			for i, row := range b.Values {
				for _, v := range row {
					if v != nil && b.Units[i] == unit && !strings.ContainsAny(v.Printed, "eE") {
						fn(row, v)
					}
				}
			}
		}
		each(func(_ []*charts.Score, v *charts.Score) {
			least, most = min(least, decimalsIn(v.Printed)), max(most, decimalsIn(v.Printed))
		})
		if least == 0 || least >= most {
			continue
		}
		at := func(v *charts.Score, d int) string {
			if decimalsIn(v.Printed) <= d {
				return v.Printed
			}
			return strconv.FormatFloat(v.Value, 'f', d, 64)
		}
		d := least
		for alike := true; alike && d < most; {
			alike = false
			each(func(row []*charts.Score, v *charts.Score) {
				for _, o := range row {
					alike = alike || o != nil && o.Value != v.Value && at(o, d) == at(v, d)
				}
			})
			if alike {
				d++
			}
		}
		rounded := false
		each(func(_ []*charts.Score, v *charts.Score) {
			t := at(v, d)
			rounded = rounded || t != v.Printed
			v.Printed = t
		})
		if rounded {
			notes = append(notes, fmt.Sprintf("Values are rounded to %s.", plural(d, "decimal")))
		}
	}
	return slices.Compact(notes)
}

// decimalsIn returns the number of decimals in a written number.
func decimalsIn(s string) int {
	_, frac, _ := strings.Cut(s, ".")
	return len(frac)
}
