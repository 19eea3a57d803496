package suggest

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
	"provenance/internal/model"
)

// A column counts the kinds of cells in one column. n is the number of cells that are not
// blank.
type column struct {
	monthly               bool // by its header it may hold months
	isNumber, finished    bool // what isNumeric reports, once all cells were read
	comma                 bool // decimals follow a comma
	points                int  // numbers with decimals after a point, not counting groups of three digits
	sameName, repeatsName bool // another column has the same name; an earlier column has it

	name                                string
	at                                  int
	n, blank                            int
	numbers, percents, plusMinus        int
	offsets, bounds, whole, dates, urls int
	scorers, html, markdown             int
	pairs, zeros, decimalCommas         int
	pairDollars, pairPercents           int // pairs whose first part has a sign
	dollars, fractions, days            int // sums of money; pairs such as 145/300; days such as 3/4/2025
	sups                                int // numbers with a note in <sup> after them
	inUnit                              string
	units                               map[string]int // units that follow numbers
	letters, errors                     map[string]int // letters instead of zeros; errors of spreadsheets
	withIntervals                       int            // values with an interval in the same cell
	parens                              int            // values with a number in brackets after them
	intervalForms                       map[string]int
	denominators                        map[string]int
	dayFirst, monthFirst                int     // days that can be read in that order
	least                               float64 // the least value that is not negative
	low, high, nonzero                  float64 // bounds of the values without a sentinel; the smallest absolute value except zero
	marks                               map[string]int
	negatives                           map[string]int
	distinct                            map[string]int
	order                               []string // distinct texts in the order of the file
	layouts                             map[string]int
	odd                                 map[string]int // texts in a column of numbers that are not numbers
	faults                              int            // of these, texts that look like numbers
	fault                               string         // why a text that looks like a number is not one
	example, commaExample               string
}

// dateForms are layouts of days that boards print. In 03/04/2025 the day or the month may
// come first; the whole column may show which: see finish.
var dateForms = []string{"2006-01-02", "2006/01/02", "2006/01", "2006/1", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00", "2 January 2006 3:04pm", "2 January 2006", "January 2, 2006", "Jan 2, 2006", "2 Jan 2006", "2.1.2006", "January 2006", "Jan 2006", "20060102", "2006-01",
	"2006-1-2", "2006/1/2", "2-Jan-2006", "2-Jan-06", "2006年1月2日", "2006-01-02T15:04:05", "2006-01-02 15:04:05 MST", "2006-01-02 15:04", "1/2006"}

func newColumn(comma bool, name string, at int) *column {
	return &column{monthly: monthHeader.MatchString(splitWords(name)), comma: comma, name: name, at: at, low: math.Inf(1), high: math.Inf(-1), nonzero: math.Inf(1), least: math.Inf(1), marks: map[string]int{}, negatives: map[string]int{}, distinct: map[string]int{}, intervalForms: map[string]int{}, units: map[string]int{}, letters: map[string]int{}, errors: map[string]int{}, denominators: map[string]int{}, layouts: map[string]int{}, odd: map[string]int{}}
}

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

// countLetters counts the numbers that have a letter instead of zeros.
func (c *column) countLetters() int {
	n := 0
	for _, count := range c.letters {
		n += count
	}
	return n
}

// countProportions counts the values above 0 and below 1 if the typical value is above 10.
func (c *column) countProportions() int {
	small, large := 0, 0
	for text, n := range c.distinct {
		if v, err := strconv.ParseFloat(text, 64); err == nil && v > 0 && v < 1 {
			small += n
		} else if err == nil && v > 10 {
			large += n
		}
	}
	if large <= small {
		return 0
	}
	return small
}

// share returns part divided by the number of cells that are not blank.
func (c *column) share(part int) float64 {
	if c.n == 0 {
		return 0
	}
	return float64(part) / float64(c.n)
}

// isNumeric reports whether most cells are numbers, not counting cells that mean a missing
// number.
func (c *column) isNumeric() bool {
	if c.finished {
		return c.isNumber
	}
	nulls := 0
	for text, n := range c.distinct {
		if ingest.NoNumber(text) || nullText.MatchString(text) {
			nulls += n
		}
	}
	return c.numbers > 0 && float64(c.numbers) >= 0.6*float64(c.n-nulls)
}

// nullText matches a text that means a missing number.
var nullText = lazyregexp.New(`(?i)^[(\[]?(n\.?/?a\.?|none|null|nan|unknown|tbd|tba|pending|missing|wip|in progress|dnf|oom|err|error|failed|timeout|time ?out|not (yet )?(reported|available|tested|evaluated|applicable|run|released|disclosed|supported)|unreported|x|✗|✘|❌|\.+|-+|[–—]+)[)\]]?[*†‡]*$`)

// nullTexts returns the texts in a column of numbers that mean a missing number, or
// probably do because they are repeated.
func (c *column) nullTexts() []string {
	var out []string
	for text, n := range c.odd {
		if (n > 1 || nullText.MatchString(text)) && len(text) < 20 && !strings.ContainsAny(text, "0123456789") {
			out = append(out, text)
		}
	}
	for text := range c.errors {
		out = append(out, text)
	}
	slices.Sort(out)
	return out
}

// evidence describes the cells of a column.
func (c *column) evidence() string {
	s := model.Plural(c.n, "cell")
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

// countsLines reports whether a column numbers the lines.
func (c *column) countsLines() bool {
	return (hasHeader(rankHeaders, c.name) || hasHeader([]string{"id", "index", "idx", "row", "unnamed: 0", "unnamed", "level 0"}, c.name)) && c.whole == c.n && len(c.distinct) == c.n && c.high-c.low == float64(c.n-1)
}

// dayLayouts returns the layouts of the days in a column, the most common first.
func (c *column) dayLayouts() []string {
	var out []string
	for _, f := range append(slices.Clone(dateForms), "2/1/2006", "1/2/2006", "2/1/06", "1/2/06") {
		if c.layouts[f] > 0 {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return c.layouts[b] - c.layouts[a] })
	return out
}

// markupOf returns the markup of a column's cells, "" for none.
func (c *column) markupOf() string {
	switch {
	case c.markdown > 0 && c.markdown*10 >= c.n:
		return "markdown"
	case c.html > 0 && (c.isNumeric() || c.html*10 >= c.n):
		return "html"
	}
	return ""
}

// intervalForm returns the form of the intervals that follow values.
func (c *column) intervalForm() string {
	if c.intervalForms["bounds"] > c.intervalForms["offsets"] {
		return "bounds"
	}
	return "offsets"
}

// holdsRanks reports whether the values of a column look like ranks: whole numbers from 1,
// none larger than its position when they are sorted.
func (c *column) holdsRanks() bool {
	if c.n < 3 || c.whole != c.n || c.percents > 0 || c.low != 1 || c.high < 3 {
		return false
	}
	var all []int
	for text, n := range c.distinct {
		v, err := strconv.Atoi(text)
		if err != nil {
			return false
		}
		for range n {
			all = append(all, v)
		}
	}
	slices.Sort(all)
	for i, v := range all {
		if v > i+1 {
			return false
		}
	}
	return true
}

// isConstant reports whether a column prints the same whole number above 100 in all
// lines, which is unlikely to be a score.
func (c *column) isConstant() bool {
	return c.n > 2 && len(c.distinct) == 1 && c.whole == c.n && c.high > 100
}

// rangeText returns the least and the greatest value as a text.
func (c *column) rangeText() string { return fmt.Sprintf("from %g to %g", c.floor(), c.high) }

// hasMarksTotal reports whether all fractions of a column have the same denominator, 5, 10
// or 100, as marks do: 9/10.
func (c *column) hasMarksTotal() bool {
	return len(c.denominators) == 1 && (c.denominators["5"] > 0 || c.denominators["10"] > 0 || c.denominators["100"] > 0)
}

// isYesOrNo reports whether a column holds only yes and no.
func (c *column) isYesOrNo() bool {
	for _, text := range c.order {
		if !slices.Contains([]string{"0", "1", "yes", "no", "true", "false", "y", "n", "✓", "✗", "✔", "✘"}, strings.ToLower(text)) {
			return false
		}
	}
	return c.n > 0
}
