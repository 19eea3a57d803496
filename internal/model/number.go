package model

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ErrNumber is returned, wrapped, for a text that is not a number as a score may have it.
var ErrNumber = errors.New("not a number")

// ParseReal parses a finite decimal number such as 1417, -0.5, +13 or 1e-3. The minus may
// be U+2212. It refuses what strconv accepts but scores must not have: NaN, infinities,
// hexadecimal numbers, underscores between digits, and numbers too large for a float64,
// which would silently become infinite. The error wraps ErrNumber.
func ParseReal(s string) (float64, error) {
	t := strings.ReplaceAll(s, "−", "-")
	for i := 0; i < len(t); i++ {
		c := t[i]
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, fmt.Errorf("%w: %s", ErrNumber, numberHint(t))
		}
	}
	f, err := strconv.ParseFloat(t, 64)
	if err != nil {
		if errors.Is(err, strconv.ErrRange) {
			return 0, fmt.Errorf("%w: out of the range of a 64-bit float", ErrNumber)
		}
		return 0, fmt.Errorf("%w: %s", ErrNumber, numberHint(t))
	}
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return 0, fmt.Errorf("%w: out of the range of a 64-bit float", ErrNumber)
	}
	return f, nil
}

// numberHint says what would be right, for common mistakes.
func numberHint(t string) string {
	switch {
	case strings.HasSuffix(t, "%"):
		return "the unit belongs to the metric: write the number without %"
	case strings.EqualFold(t, "nan") || strings.EqualFold(t, "n/a") || t == "-" || t == "?":
		return "leave the cell blank where there is no value"
	case strings.Contains(t, ","):
		return "write it without thousands separators, with a point before the decimals"
	case strings.ContainsAny(t, "±"):
		return "put the uncertainty into stderr or ci_low and ci_high"
	default:
		return "want a decimal number such as 80.5"
	}
}

// ParseInt parses a whole number that is not negative. The error wraps ErrNumber.
func ParseInt(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || strings.HasPrefix(s, "+") {
		return 0, fmt.Errorf("%w: want a whole number such as 198", ErrNumber)
	}
	if n < 0 {
		return 0, fmt.Errorf("%w: want a whole number, not negative", ErrNumber)
	}
	return n, nil
}

// ErrBool is returned, wrapped, for a text that is neither true nor false.
var ErrBool = errors.New("not true or false")

// ParseBool parses true, false, yes, no, 1 and 0, in upper or lower case. The error wraps
// ErrBool.
func ParseBool(s string) (bool, error) {
	switch strings.ToLower(s) {
	case "true", "1", "yes":
		return true, nil
	case "false", "0", "no":
		return false, nil
	}
	return false, fmt.Errorf("%w: write true or false, or leave it blank if unknown", ErrBool)
}

// FormatReal writes a number so that ParseReal returns the same float64. It uses an
// exponent only where a person would.
func FormatReal(f float64) string {
	if a := math.Abs(f); f == 0 || (a >= 1e-6 && a < 1e15) {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}
