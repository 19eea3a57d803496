package oddity

import (
	"fmt"
	"slices"

	"provenance/internal/model"
)

// A Column counts the values of a column of numbers.
type Column struct {
	N, zeros    int
	least, most Extremes // most: of the negated values
	negative    float64  // a value below 0
	negatives   LineSet  // values below 0
	mixed       bool     // not all of them are the same
}

// Add counts a value.
func (c *Column) Add(v float64, line int) {
	c.N++
	if v == 0 {
		c.zeros++
	}
	if c.N == 1 || v < c.least.Next {
		c.least.Add(v, line)
	}
	if c.N == 1 || -v < c.most.Next {
		c.most.Add(-v, line)
	}
	if v < 0 {
		c.mixed = c.mixed || c.negatives.N > 0 && c.negative != v
		c.negative = v
		c.negatives.Add(line)
	}
}

// Greatest returns the greatest value.
func (c *Column) Greatest() float64 { return -c.most.Value }

// ZeroWarning warns of many zeros. Like the other warnings, it is "" if there is nothing to
// say.
func (c *Column) ZeroWarning() string {
	if c.N < 10 || 2*c.zeros < c.N {
		return ""
	}
	return fmt.Sprintf("%d of %d values are 0; if a zero means that there is no value, say zero_is: missing", c.zeros, c.N)
}

// sentinels are numbers that files print instead of leaving a cell blank.
var sentinels = []float64{-1, -9, -99, -999, -9999, 999, 9999, 99999, 999999}

// SentinelWarnings warns of numbers far from all others that may mean "no value".
func (c *Column) SentinelWarnings() []string {
	var out []string
	const hint = "if %[3]s means that there is no value, say missing: [%[3]q]"
	if v, n := c.negative, c.negatives.N; n > 0 && n < c.N && !c.mixed && slices.Contains(sentinels, v) {
		out = append(out, fmt.Sprintf("%[1]d of %[2]d values are %[3]s (%[4]s), and no other is below 0; "+hint, n, c.N, model.FormatReal(v), c.negatives.String()))
	}
	if v, n := c.Greatest(), c.most.At.N; n < c.N && v >= 999 && slices.Contains(sentinels, v) && -c.most.Next*10 < v {
		out = append(out, fmt.Sprintf("%[1]d of %[2]d values are %[3]s (%[4]s), and no other is above %[5]s; "+hint, n, c.N, model.FormatReal(v), c.most.At.String(), model.FormatReal(-c.most.Next)))
	}
	return out
}

// A value is far from another if it is at least far times as large, and near to it if it
// is less than near times as large.
const far, near = 8, 5

// OutlierWarning warns of one value that is far from all others, as one with a digit too
// few or too many is, where the others are of one size. It says nothing of prices, times
// and counts, which have such values; and a percentage may well be small where a model
// failed.
func (c *Column) OutlierWarning(unit string) string {
	if c.N < 5 || slices.Contains([]string{"usd", "seconds", "count", "tokens"}, unit) {
		return ""
	}
	least, most, second := c.least.Value, c.Greatest(), -c.most.Next
	const hint = "is it in another unit, or is a digit missing or too many?"
	switch {
	case least <= 0:
	case c.least.At.N == 1 && c.least.Next >= far*least && most < near*c.least.Next && unit != "percent" && unit != "proportion":
		return fmt.Sprintf("%s in %s is far below every other value (%s to %s); %s", model.FormatReal(least), c.least.At.String(), model.FormatReal(c.least.Next), model.FormatReal(most), hint)
	case c.most.At.N == 1 && most >= far*second && second < near*least && !slices.Contains(sentinels, most):
		return fmt.Sprintf("%s in %s is far above every other value (%s to %s); %s", model.FormatReal(most), c.most.At.String(), model.FormatReal(least), model.FormatReal(second), hint)
	}
	return ""
}
