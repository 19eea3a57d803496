package table

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// rounded returns the text of a value for a table to read, which has at most two
// decimals, or three significant digits below one.
func (l *Layout) rounded(column string, v any, text string) string {
	if l.Exact {
		return text
	}
	switch v := v.(type) {
	case float64:
		return round(v, text)
	case string:
		if !slices.Contains(l.Printed, column) || strings.Trim(v, "-.0123456789") != "" {
			return text
		}
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			if short := round(f, text); len(text)-len(short) > 2 { // 95.0 and 0.1250 are how a source rounds
				return short
			}
		}
	}
	return text
}

func round(f float64, text string) string {
	decimals := 2
	if size := math.Abs(f); size > 0 && size < 1 {
		decimals -= int(math.Floor(math.Log10(size)))
	}
	short := strconv.FormatFloat(f, 'f', decimals, 64)
	if strings.Contains(short, ".") {
		short = strings.TrimRight(strings.TrimRight(short, "0"), ".")
	}
	if len(short) >= len(text) { // nothing is won; 1e+300 and infinities come here, too
		return text
	}
	return short
}
