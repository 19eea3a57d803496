package suggest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
)

// sentinel returns the only negative number of a column, such as -1, which may mean a
// missing value; "" if there is none.
func (c *column) sentinel() string {
	if len(c.negatives) == 1 && !math.IsInf(c.least, 1) {
		for text, n := range c.negatives {
			if strings.Trim(text, "-19.0") == "" && n < c.numbers {
				return text
			}
		}
	}
	return ""
}

// floor returns the least value of a column except a sentinel.
func (c *column) floor() float64 {
	if c.sentinel() != "" {
		return c.least
	}
	return c.low
}

// share returns part as a share of the cells that are not blank.
func (c *column) share(part int) float64 {
	if c.n == 0 {
		return 0
	}
	return float64(part) / float64(c.n)
}

// isNumeric reports whether most cells are numbers, not counting those that say that
// they have none.
func (c *column) isNumeric() bool {
	nulls := 0
	for text, n := range c.distinct {
		if ingest.NoNumber(text) || nullText.MatchString(text) {
			nulls += n
		}
	}
	return c.numbers > 0 && float64(c.numbers) >= 0.6*float64(c.n-nulls)
}

// nullText matches a text that means a missing number.
var nullText = lazyregexp.New(`(?i)^[(\[]?(n\.?/?a\.?|none|null|nan|unknown|tbd|tba|pending|missing|dnf|oom|err|error|failed|timeout|time ?out|not (yet )?(reported|available|tested|evaluated|applicable|run|released|disclosed|supported)|unreported|x|✗|✘|❌|\.+|-+|[–—]+)[)\]]?[*†‡]*$`)

// nullTexts returns the texts in a column of numbers that mean a missing number, or
// seem to, because they are repeated.
func (c *column) nullTexts() []string {
	var out []string
	for text, n := range c.odd {
		if (n > 1 || nullText.MatchString(text)) && len(text) < 20 && !strings.ContainsAny(text, "0123456789") {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}

// evidence describes the cells of a column.
func (c *column) evidence() string {
	s := fmt.Sprintf("%d cells", c.n)
	offsets, bounds := c.offsets, c.bounds
	if offsets >= bounds {
		bounds = 0
	} else {
		offsets = 0
	}
	if c.blank > 0 {
		s += fmt.Sprintf(", %d blank", c.blank)
	}
	for _, part := range []struct {
		n    int
		what string
	}{{c.numbers, "numbers"}, {c.percents, "with %"}, {c.plusMinus, "with ±"}, {c.withIntervals, "with an interval"}, {offsets, "intervals"}, {bounds, "intervals by their ends"}, {c.dates, "dates"}, {c.urls, "addresses"}} {
		if part.n > 0 {
			s += fmt.Sprintf(", %.0f%% %s", 100*c.share(part.n), part.what)
		}
	}
	if c.numbers+c.dates+c.urls+offsets+bounds == 0 {
		s += fmt.Sprintf(" of text, %d different", len(c.distinct))
	}
	example := []rune(c.example)
	if len(example) > 40 {
		example = append(example[:40], '…')
	}
	return strings.ReplaceAll(fmt.Sprintf("%s, such as %q", s, string(example)), "\n", " ")
}
