package model

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A printedNumber is the one number that a printed text is.
type printedNumber struct {
	value     float64
	digit     float64 // one unit of the last digit
	withComma float64 // times value: the number if commas stand before decimals, as 1,234 or 1.234 may be read
	percent   bool    // a percent sign is printed
}

// unitFactors are the factors that bring a number as sources print it to the unit of a
// metric: percent to a proportion, cents to usd, minutes to seconds.
var unitFactors = map[string][]float64{
	"proportion": {0.01}, "percent": {100}, "usd": {1e-6, 1e-3, 0.01, 1e3, 1e6},
	"seconds": {1e-3, 60, 3600}, "count": {1e3, 1e6, 1e9}, "tokens": {1e3, 1e6, 1e9},
}

// PrintsOther reports whether a printed text is plainly one number, and another than the
// value in the unit of its metric. Rounding, digits cut off, a decimal comma and a unit
// explain a difference. View rule_value_mismatch of schema.sql says the same in SQL.
func PrintsOther(value float64, printed, unit string) bool {
	if f, err := strconv.ParseFloat(printed, 64); err == nil && f == value {
		return false
	}
	n, ok := readPrinted(printed)
	if !ok {
		return false
	}
	factors := append([]float64{1}, unitFactors[unit]...)
	if n.percent && unit != "percent" {
		factors = append(factors, 0.01)
	}
	off := max(digitOf(value, unit), 1e-9*math.Abs(value))
	return !slices.ContainsFunc(factors, func(factor float64) bool {
		return slices.ContainsFunc([]float64{factor, factor * n.withComma}, func(f float64) bool {
			return math.Abs(value-n.value*f) < 0.999999*max(n.digit*f, off)
		})
	})
}

// digitOf returns one unit of the last digit of a value. Zeros at its end are lost, so a
// proportion counts as one of at least 1 decimal.
func digitOf(value float64, unit string) float64 {
	if a := math.Abs(value); a != 0 && (a < 0.0001 || a > 1e15) {
		return a / 10
	}
	text := strconv.FormatFloat(value, 'g', 15, 64)
	_, decimals, _ := strings.Cut(text, ".")
	if unit == "proportion" && decimals == "" {
		return 0.1
	}
	return math.Pow10(-len(decimals))
}

// footnoteMarks and white space are trimmed from both ends of a printed text.
const footnoteMarks = "*†‡ \t\n\r\u00a0\u202f"

// readPrinted reads a text that is plainly one number: with a sign, commas between
// thousands, an exponent, a dollar or percent sign, marks of a footnote, or a half-width
// as in 58.1 (±0.8). It reports false for any other text, such as a pair, an interval,
// words, or a number with a letter for thousands.
func readPrinted(text string) (n printedNumber, ok bool) {
	if utf8.RuneCountInString(text) > 40 {
		return n, false
	}
	cell := strings.ToLower(strings.Trim(text, footnoteMarks))
	for _, sign := range [][2]string{{"−", "-"}, {"+/-", "±"}, {"+-", "±"}} {
		cell = strings.ReplaceAll(cell, sign[0], sign[1])
	}
	body, half, hasHalf := strings.Cut(cell, "±")
	if hasHalf {
		if half = strings.Trim(half, " )%"); !plainDigits(half, ".") || half[0] == '.' || strings.Count(half, ".") > 1 {
			return n, false
		}
		body = strings.TrimRight(body, " %(")
	}
	body = strings.TrimLeft(strings.ReplaceAll(strings.TrimRight(body, " %"), "-$", "-"), "$+ ")
	body, minus := strings.CutPrefix(body, "-")
	mantissa, exponent, hasExponent := strings.Cut(body, "e")
	exp, err := strconv.Atoi(exponent)
	if hasExponent && (err != nil || exp <= -100 || exp >= 100) {
		return n, false
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	bare := strings.ReplaceAll(whole, ",", "")
	if !plainDigits(bare+fraction, "") || !groupsOfThree(whole) {
		return n, false
	}
	if n.value, err = strconv.ParseFloat("0"+bare+"."+fraction+"e"+strconv.Itoa(exp), 64); err != nil {
		return n, false
	}
	if minus {
		n.value = -n.value
	}
	n.digit, n.withComma, n.percent = math.Pow10(exp-len(fraction)), 1, strings.Contains(cell, "%")
	switch {
	case strings.Count(whole, ",") == 1 && fraction == "":
		n.withComma = 0.001
	case len(fraction) == 3 && len(whole) >= 1 && len(whole) <= 3:
		n.withComma = 1000
	}
	return n, true
}

// plainDigits reports whether a text consists of digits and the given other characters.
func plainDigits(s, other string) bool { return s != "" && strings.Trim(s, "0123456789"+other) == "" }

// groupsOfThree reports whether the commas of a whole number, if any, separate thousands.
func groupsOfThree(whole string) bool {
	groups := strings.Split(whole, ",")
	if len(groups) == 1 {
		return true
	}
	first := groups[0]
	return first != "" && len(first) <= 3 && first[0] != '0' &&
		!slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 })
}
