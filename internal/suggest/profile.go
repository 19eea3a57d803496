package suggest

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"provenance/internal/boardmap"
	"provenance/internal/csvfile"
	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
)

// A profile counts what the cells of each column of a file are.
type profile struct {
	layout  *layoutGuess
	columns []*column
	rows    int
	cells   [][]string // of the rows that were looked at
	partial bool       // there are more rows than were looked at
}

// A column counts what the cells of one column are, of the n cells that are not blank.
type column struct {
	comma        bool // decimals stand after a comma
	points       int  // numbers with decimals after a point, and no group of three digits
	twice, again bool // another column has the same name; one before it has

	name                                string
	at                                  int
	n, blank                            int
	numbers, percents, plusMinus        int
	offsets, bounds, whole, dates, urls int
	scorers, html, markdown             int
	pairs, zeros, decimalCommas         int
	pairDollars, pairPercents           int // of pairs, those whose first part prints a sign
	dollars, fractions, days            int // sums of money; pairs such as 145/300; days such as 3/4/2025
	sups                                int // numbers with a note in <sup> after them
	inUnit                              string
	units                               map[string]int // that stand after numbers
	withIntervals                       int            // values with an interval in the same cell
	parens                              int            // values with a number in brackets after them
	intervalForms                       map[string]int
	denominators                        map[string]int
	dayFirst, monthFirst                int     // of days, those that can be read so
	least                               float64 // of those that are not negative
	low, high, nonzero                  float64 // bounds of the values but for a sentinel; the least that is not zero, in size
	marks                               map[string]int
	negatives                           map[string]int
	distinct                            map[string]int
	order                               []string // distinct texts as they come
	layouts                             map[string]int
	odd                                 map[string]int // texts in a column of numbers that are not numbers
	faults                              int            // of these, texts that look like numbers
	fault                               string         // why a text that looks like a number is not one
	example, commaExample               string
}

// dateForms are layouts of days that boards print. In 03/04/2025 the day or the month
// may come first; a whole column may show which, see settle.
var dateForms = []string{"2006-01-02", "2006/01/02", "2006/01", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00", "2 January 2006 3:04pm", "2 January 2006", "January 2, 2006", "Jan 2, 2006", "2 Jan 2006", "2.1.2006", "January 2006", "Jan 2006", "20060102", "2006-01",
	"2006-1-2", "2006/1/2", "2-Jan-2006", "2-Jan-06", "2006年1月2日", "2006-01-02T15:04:05", "2006-01-02 15:04:05 MST", "2006-01-02 15:04", "1/2006"}

var (
	scorerText        = lazyregexp.New(`^[\w .-]*[A-Za-z][\w .-]*:-?\d`)
	commaDecimal      = lazyregexp.New(`^[+−-]?\d+,\d+ ?%?$`)
	unitText          = lazyregexp.New(`^([+−-]?[\d.,]+) ?(ms|s|secs?|seconds|mins?|h|hrs?|hours|tok/s|tokens/s|t/s|GB|GiB|MB|pts|points|pp|x|USD|EUR|€)$`)
	commaGroup        = lazyregexp.New(`^[+−-]?\d{1,3},\d{3}$`)
	monthHeader       = lazyregexp.New(`(?i)\b(date|day|month|time|released?|updated|submitted|reported|evaluated|created|added)\b`)
	slashDay          = lazyregexp.New(`^\d{1,2}/\d{1,2}/(\d{4}|\d{2})$`)
	valueWithInterval = lazyregexp.New(`^([^\s(\[]+)\s*([(\[].*[)\]]|[+−-]\S*\s*/\s*[+−-]\S*)$`)
	numberLike        = lazyregexp.New(`^[~≈<>≤≥]? ?[+−-]?[$€£¥]?\d`)
)

func newProfile(text, path string, l *layoutGuess) (*profile, error) {
	f, err := readProfile(text, path, l)
	if err != nil || l.Decimal != "" {
		return f, err
	}
	if !f.hasDecimalCommas() {
		f.doubtCommas()
		return f, nil
	}
	l.Decimal = "comma"
	l.why = append(l.why, "decimals stand after a comma")
	return readProfile(text, path, l)
}

// hasDecimalCommas reports whether decimals stand after a comma: in most cells of a column,
// and after a point in none.
func (f *profile) hasDecimalCommas() bool {
	found := false
	for _, c := range f.columns {
		found = found || c.decimalCommas*2 > c.n && c.decimalCommas > 1
		if c.points > 0 {
			return false
		}
	}
	return found
}

// doubtCommas notes that the commas of a file with semicolons, which often has decimal
// commas, may be either kind.
func (f *profile) doubtCommas() {
	if f.layout.Delimiter != ";" {
		return
	}
	for _, c := range f.columns {
		if !c.isNumeric() {
			continue
		}
		n := 0
		for text, count := range c.distinct {
			if commaGroup.MatchString(text) {
				n += count
			}
		}
		if n > 0 && n == c.numbers {
			f.layout.why = append(f.layout.why, fmt.Sprintf("column %q: %q is read as one of thousands; if decimals stand after its comma, say decimal: comma", c.name, c.example))
		}
	}
}

func readProfile(text, path string, l *layoutGuess) (*profile, error) {
	split := csvfile.NewSplitter(strings.NewReader(text))
	t, p := boardmap.LayoutRows(split, path, l.Layout)
	if p != nil {
		return nil, errors.New(p.Error())
	}
	f := &profile{layout: l}
	for i, name := range t.Names {
		f.columns = append(f.columns, newColumn(l.Decimal == "comma", strings.Join(strings.Fields(name), " "), i))
		for _, o := range f.columns[:i] {
			if o.name != "" && ingest.Norm(o.name) == ingest.Norm(f.columns[i].name) {
				o.twice, f.columns[i].again = true, true
			}
		}
	}
	for f.rows < suggestRows {
		r, err := t.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if r.Err != nil || len(r.Fields) != len(f.columns) || l.table && allDashes(r.Fields) {
			continue
		}
		f.rows++
		f.cells = append(f.cells, slices.Clone(r.Fields))
		for i, c := range f.columns {
			c.readCell(strings.TrimSpace(r.Fields[i]))
		}
	}
	if f.rows == 0 {
		return nil, errors.New("no line has the number of fields that the header has")
	}
	f.partial = f.rows == suggestRows
	for _, c := range f.columns {
		c.settle()
	}
	return f, nil
}

func newColumn(comma bool, name string, at int) *column {
	return &column{comma: comma, name: name, at: at, low: math.Inf(1), high: math.Inf(-1), nonzero: math.Inf(1), least: math.Inf(1), marks: map[string]int{}, negatives: map[string]int{}, distinct: map[string]int{}, intervalForms: map[string]int{}, units: map[string]int{}, denominators: map[string]int{}, layouts: map[string]int{}, odd: map[string]int{}}
}

// groupBy profiles the cells of a column separately for each text of another.
func (f *profile) groupBy(c, key *column) map[string]*column {
	out := map[string]*column{}
	for _, cells := range f.cells {
		k := strings.TrimSpace(cells[key.at])
		if out[k] == nil {
			out[k] = newColumn(c.comma, c.name, c.at)
		}
		out[k].readCell(strings.TrimSpace(cells[c.at]))
	}
	return out
}

// readCell counts one cell.
func (c *column) readCell(text string) {
	if text == "" {
		c.blank++
		return
	}
	c.n++
	if c.example == "" {
		c.example = text
	}
	if c.distinct[text]++; c.distinct[text] == 1 {
		c.order = append(c.order, text)
	}
	plain := strings.Join(strings.Fields(text), " ")
	if html := ingest.PlainText("html", text); html != plain || strings.ContainsAny(text, "\n\r") {
		c.html++ // in HTML a line break is white space
		plain = html
	}
	if md := ingest.PlainText("markdown", text); md != plain {
		c.markdown++
		plain = md
	}
	for _, form := range dateForms {
		if form == "1/2006" && !monthHeader.MatchString(splitWords(c.name)) {
			continue // 9 of 2000
		}
		if t, err := time.Parse(form, plain); err == nil && t.Year() > 1990 && t.Year() < 2100 {
			c.dates++
			c.layouts[form]++
			break
		}
	}
	if strings.HasPrefix(plain, "http://") || strings.HasPrefix(plain, "https://") {
		c.urls++
	}
	if scorerText.MatchString(plain) && c.dates == 0 {
		c.scorers++
	}
	if c.comma && c.dates == 0 {
		if p, err := ingest.PointDecimals(plain); err == nil {
			plain = p
		}
	}
	if slashDay.MatchString(plain) {
		c.readDay(plain)
		return
	}
	if c.readNumber(plain) || c.readWithInterval(plain) {
		return
	}
	if m := unitText.FindStringSubmatch(plain); m != nil && c.readNumber(m[1]) {
		c.units[m[2]]++
		return
	}
	if first, _, _ := strings.Cut(plain, " "); strings.Contains(text, "<sup") && c.readNumber(first) {
		c.sups++
		return
	}
	if commaDecimal.MatchString(plain) {
		c.decimalCommas++
		c.commaExample = plain
	}
	if _, _, err := ingest.ParseOffsets(plain); err == nil {
		c.offsets++
	} else if all, err := ingest.ParsePair(plain); err == nil && len(all) > 1 {
		c.pairs++
		switch all[0].Sign {
		case '$':
			c.pairDollars++
		case '%':
			c.pairPercents++
		}
		if a, b := all[0], all[1]; len(all) == 2 && a.Sign == 0 && b.Sign == 0 && a.Decimals() == 0 && b.Decimals() == 0 && a.Value >= 0 && a.Value <= b.Value {
			c.fractions++
			c.denominators[b.Text]++
		}
	} else if _, _, err := ingest.ParseBounds(plain); err == nil {
		c.bounds++
	} else if !ingest.NoNumber(plain) && len(plain) < 30 {
		c.odd[plain]++
		if _, err := ingest.ParseQuantity(plain); err != nil && numberLike.MatchString(plain) {
			if c.faults++; c.faults > 1 {
				return
			}
			_, hint, _ := strings.Cut(err.Error(), ": ")
			c.fault = fmt.Sprintf("%q is not read as a number", plain)
			switch {
			case strings.Contains(plain, ","):
				c.fault += ": " + hint
			case strings.Contains(plain, " ") && strings.Trim(plain, "0123456789 .") == "":
				c.fault += ": write thousands without a space"
			default:
				c.fault += "; a rule may keep a part of it by pattern"
			}
		}
	}
}

// readDay counts a day in digits only, such as 3/4/2025.
func (c *column) readDay(plain string) {
	c.days++
	for _, form := range []string{"2006", "06"} {
		if _, err := time.Parse("2/1/"+form, plain); err == nil {
			c.dayFirst++
		}
		if _, err := time.Parse("1/2/"+form, plain); err == nil {
			c.monthFirst++
		}
	}
}

// settle finds what only a whole column shows: the one unit after its numbers, and how
// days in digits are read, if the column has one with a number above twelve, which
// cannot be the month.
func (c *column) settle() {
	if len(c.units) == 1 {
		for unit := range c.units {
			c.inUnit = unit
		}
	}
	year := "2006"
	if c.days > 0 && c.days == c.n && len(c.example)-strings.LastIndexByte(c.example, '/') == 3 {
		year = "06"
	}
	switch {
	case c.days == 0 || c.dayFirst == c.monthFirst:
	case c.dayFirst == c.days:
		c.dates, c.layouts["2/1/"+year] = c.dates+c.days, c.days
	case c.monthFirst == c.days:
		c.dates, c.layouts["1/2/"+year] = c.dates+c.days, c.days
	}
}

// readWithInterval counts a cell that prints a value and its interval, and reports
// whether it is one.
func (c *column) readWithInterval(plain string) bool {
	m := valueWithInterval.FindStringSubmatch(plain)
	if m == nil {
		return false
	}
	form := ""
	if _, _, err := ingest.ParseOffsets(m[2]); err == nil {
		form = "offsets"
	} else if _, _, err := ingest.ParseBounds(m[2]); err == nil {
		form = "bounds"
	} else if _, err := ingest.ParseQuantity(ingest.Unbracket(m[2])); err == nil && ingest.Unbracket(m[2]) != m[2] && c.readNumber(m[1]) {
		c.parens++
		return true
	}
	if form == "" || !c.readNumber(m[1]) {
		return false
	}
	c.withIntervals++
	c.intervalForms[form]++
	return true
}

// footnoteMarks are the marks that boards print after numbers.
var footnoteMarks = []string{"*", "†", "‡", "§", "¶", "^", "¹", "²", "³", "⁴", "⁵", "#", "(*)", "(†)"}

// readNumber counts a cell that prints a number, and reports whether it does.
func (c *column) readNumber(plain string) bool {
	q, _, has, err := ingest.ParsePlusMinus(plain)
	if err != nil {
		bare := ingest.TrimMarks(plain, footnoteMarks)
		if bare == plain {
			return false
		}
		if q, _, has, err = ingest.ParsePlusMinus(bare); err != nil {
			return false
		}
		for _, mark := range footnoteMarks {
			if strings.HasSuffix(strings.TrimSpace(plain), mark) {
				c.marks[mark]++
			}
		}
	}
	c.numbers++
	if has {
		c.plusMinus++
	}
	if d := q.Decimals(); d > 0 && (d != 3 || math.Abs(q.Value) >= 1000 || math.Abs(q.Value) < 1) {
		c.points++
	}
	switch q.Sign {
	case '%':
		c.percents++
	case '$':
		c.dollars++
	}
	if q.Value == math.Trunc(q.Value) && !has && q.Sign == 0 && !strings.Contains(q.Text, ".") {
		c.whole++
	}
	if q.Value == 0 {
		c.zeros++
	} else {
		c.nonzero = min(c.nonzero, math.Abs(q.Value))
	}
	if q.Value < 0 {
		c.negatives[q.Text]++
	}
	c.low, c.high = min(c.low, q.Value), max(c.high, q.Value)
	if q.Value >= 0 {
		c.least = min(c.least, q.Value)
	}
	return true
}
