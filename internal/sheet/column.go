package sheet

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

// A Column counts the kinds of cells in one column. n is the number of cells that are not
// blank.
type Column struct {
	monthly               bool // by its header it may hold months
	isNumber, finished    bool // what isNumeric reports, once all cells were read
	Comma                 bool // decimals follow a comma
	points                int  // numbers with decimals after a point, not counting groups of three digits
	SameName, RepeatsName bool // another column has the same name; an earlier column has it

	Name                                string
	At                                  int
	N, Blank                            int
	Numbers, Percents, PlusMinus        int
	Offsets, Bounds, Whole, Dates, Urls int
	Scorers, html, markdown             int
	Pairs, Zeros, DecimalCommas         int
	PairDollars, PairPercents           int // pairs whose first part has a sign
	Dollars, Fractions, Days            int // sums of money; pairs such as 145/300; days such as 3/4/2025
	Sups                                int // numbers with a note in <sup> after them
	InUnit                              string
	Units                               map[string]int // units that follow numbers
	Letters, errors                     map[string]int // letters instead of zeros; errors of spreadsheets
	WithIntervals                       int            // values with an interval in the same cell
	Parens                              int            // values with a number in brackets after them
	intervalForms                       map[string]int
	denominators                        map[string]int
	dayFirst, monthFirst                int     // days that can be read in that order
	Least                               float64 // the least value that is not negative
	Low, High, Nonzero                  float64 // bounds of the values without a sentinel; the smallest absolute value except zero
	Marks                               map[string]int
	Negatives                           map[string]int
	Distinct                            map[string]int
	Order                               []string // distinct texts in the order of the file
	layouts                             map[string]int
	odd                                 map[string]int // texts in a column of numbers that are not numbers
	Faults                              int            // of these, texts that look like numbers
	Fault                               string         // why a text that looks like a number is not one
	Example, CommaExample               string
}

// DateForms are layouts of days that boards print. In 03/04/2025 the day or the month may
// come first; the whole column may show which: see finish.
var DateForms = []string{"2006-01-02", "2006/01/02", "2006/01", "2006/1", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00", "2 January 2006 3:04pm", "2 January 2006", "January 2, 2006", "Jan 2, 2006", "2 Jan 2006", "2.1.2006", "January 2006", "Jan 2006", "20060102", "2006-01",
	"2006-1-2", "2006/1/2", "2-Jan-2006", "2-Jan-06", "2006年1月2日", "2006-01-02T15:04:05", "2006-01-02 15:04:05 MST", "2006-01-02 15:04", "1/2006"}

func NewColumn(comma bool, name string, at int) *Column {
	return &Column{monthly: monthHeader.MatchString(SplitWords(name)), Comma: comma, Name: name, At: at, Low: math.Inf(1), High: math.Inf(-1), Nonzero: math.Inf(1), Least: math.Inf(1), Marks: map[string]int{}, Negatives: map[string]int{}, Distinct: map[string]int{}, intervalForms: map[string]int{}, Units: map[string]int{}, Letters: map[string]int{}, errors: map[string]int{}, denominators: map[string]int{}, layouts: map[string]int{}, odd: map[string]int{}}
}

// Sentinel returns the only negative number of a column, such as -1, which may mean a
// missing value; "" if there is none.
func (c *Column) Sentinel() string {
	if len(c.Negatives) == 1 && !math.IsInf(c.Least, 1) {
		for text, n := range c.Negatives {
			if strings.Trim(text, "-19.0") == "" && n < c.Numbers {
				return text
			}
		}
	}
	return ""
}

// Floor returns the least value of a column except a sentinel.
func (c *Column) Floor() float64 {
	if c.Sentinel() != "" {
		return c.Least
	}
	return c.Low
}

// CountLetters counts the numbers that have a letter instead of zeros.
func (c *Column) CountLetters() int {
	n := 0
	for _, count := range c.Letters {
		n += count
	}
	return n
}

// CountProportions counts the values above 0 and below 1 if the typical value is above 10.
func (c *Column) CountProportions() int {
	small, large := 0, 0
	for text, n := range c.Distinct {
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

// Share returns part divided by the number of cells that are not blank.
func (c *Column) Share(part int) float64 {
	if c.N == 0 {
		return 0
	}
	return float64(part) / float64(c.N)
}

// IsNumeric reports whether most cells are numbers, not counting cells that mean a missing
// number.
func (c *Column) IsNumeric() bool {
	if c.finished {
		return c.isNumber
	}
	nulls := 0
	for text, n := range c.Distinct {
		if ingest.NoNumber(text) || nullText.MatchString(text) {
			nulls += n
		}
	}
	return c.Numbers > 0 && float64(c.Numbers) >= 0.6*float64(c.N-nulls)
}

// nullText matches a text that means a missing number.
var nullText = lazyregexp.New(`(?i)^[(\[]?(n\.?/?a\.?|none|null|nan|unknown|tbd|tba|pending|missing|wip|in progress|dnf|oom|err|error|failed|timeout|time ?out|not (yet )?(reported|available|tested|evaluated|applicable|run|released|disclosed|supported)|unreported|x|✗|✘|❌|\.+|-+|[–—]+)[)\]]?[*†‡]*$`)

// NullTexts returns the texts in a column of numbers that mean a missing number, or
// probably do because they are repeated.
func (c *Column) NullTexts() []string {
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

// Evidence describes the cells of a column.
func (c *Column) Evidence() string {
	s := model.Plural(c.N, "cell")
	offsets, bounds := c.Offsets, c.Bounds
	if offsets >= bounds {
		bounds = 0
	} else {
		offsets = 0
	}
	if c.Blank > 0 {
		s += fmt.Sprintf(", %d blank", c.Blank)
	}
	for _, part := range []struct {
		n    int
		what string
	}{{c.Numbers, "numbers"}, {c.Percents, "with %"}, {c.PlusMinus, "with ±"}, {c.WithIntervals, "with an interval"}, {offsets, "intervals"}, {bounds, "intervals by their ends"}, {c.Dates, "dates"}, {c.Urls, "addresses"}} {
		if part.n > 0 {
			s += fmt.Sprintf(", %.0f%% %s", 100*c.Share(part.n), part.what)
		}
	}
	if c.Numbers+c.Dates+c.Urls+offsets+bounds == 0 {
		s += fmt.Sprintf(" of text, %d different", len(c.Distinct))
	}
	example := []rune(c.Example)
	if len(example) > 40 {
		example = append(example[:40], '…')
	}
	return strings.ReplaceAll(fmt.Sprintf("%s, such as %q", s, string(example)), "\n", " ")
}

// CountsLines reports whether a column numbers the lines.
func (c *Column) CountsLines() bool {
	return (HasHeader(RankHeaders, c.Name) || HasHeader([]string{"id", "index", "idx", "row", "unnamed: 0", "unnamed", "level 0"}, c.Name)) && c.Whole == c.N && len(c.Distinct) == c.N && c.High-c.Low == float64(c.N-1)
}

// DayLayouts returns the layouts of the days in a column, the most common first.
func (c *Column) DayLayouts() []string {
	var out []string
	for _, f := range append(slices.Clone(DateForms), "2/1/2006", "1/2/2006", "2/1/06", "1/2/06") {
		if c.layouts[f] > 0 {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b string) int { return c.layouts[b] - c.layouts[a] })
	return out
}

// MarkupOf returns the markup of a column's cells, "" for none.
func (c *Column) MarkupOf() string {
	switch {
	case c.markdown > 0 && c.markdown*10 >= c.N:
		return "markdown"
	case c.html > 0 && (c.IsNumeric() || c.html*10 >= c.N):
		return "html"
	}
	return ""
}

// IntervalForm returns the form of the intervals that follow values.
func (c *Column) IntervalForm() string {
	if c.intervalForms["bounds"] > c.intervalForms["offsets"] {
		return "bounds"
	}
	return "offsets"
}

// HoldsRanks reports whether the values of a column look like ranks: whole numbers from 1,
// none larger than its position when they are sorted.
func (c *Column) HoldsRanks() bool {
	if c.N < 3 || c.Whole != c.N || c.Percents > 0 || c.Low != 1 || c.High < 3 {
		return false
	}
	var all []int
	for text, n := range c.Distinct {
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

// IsConstant reports whether a column prints the same whole number above 100 in all
// lines, which is unlikely to be a score.
func (c *Column) IsConstant() bool {
	return c.N > 2 && len(c.Distinct) == 1 && c.Whole == c.N && c.High > 100
}

// RangeText returns the least and the greatest value as a text.
func (c *Column) RangeText() string { return fmt.Sprintf("from %g to %g", c.Floor(), c.High) }

// HasMarksTotal reports whether all fractions of a column have the same denominator, 5, 10
// or 100, as marks do: 9/10.
func (c *Column) HasMarksTotal() bool {
	return len(c.denominators) == 1 && (c.denominators["5"] > 0 || c.denominators["10"] > 0 || c.denominators["100"] > 0)
}

// IsYesOrNo reports whether a column holds only yes and no.
func (c *Column) IsYesOrNo() bool {
	for _, text := range c.Order {
		if !slices.Contains([]string{"0", "1", "yes", "no", "true", "false", "y", "n", "✓", "✗", "✔", "✘"}, strings.ToLower(text)) {
			return false
		}
	}
	return c.N > 0
}
