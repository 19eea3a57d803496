package sheet

import (
	"fmt"
	"math"
	"strings"
	"time"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
)

var (
	scorerText        = lazyregexp.New(`^[\w .-]*[A-Za-z][\w .-]*:-?\d`)
	commaDecimal      = lazyregexp.New(`^[+−-]?\d+,\d+ ?%?$`)
	unitText          = lazyregexp.New(`^([+−-]?[\d.,]+) ?(ms|s|secs?|seconds|mins?|h|hrs?|hours|tok/s|tokens/s|t/s|GB|GiB|MB|pts|points|pp|x|USD|EUR|€)$`)
	letterText        = lazyregexp.New(`^([+−-]?[\d.,]+) ?([kKM])$`)
	plainNumber       = lazyregexp.New(`^-?\d*\.?\d*$`)
	pointGroup        = lazyregexp.New(`^[+−-]?\d{1,3}\.\d{3}$`)
	commaGroup        = lazyregexp.New(`^[+−-]?\d{1,3},\d{3}$`)
	monthHeader       = lazyregexp.New(`(?i)\b(date|day|month|time|released?|cut ?off|updated|submitted|reported|evaluated|created|added)\b`)
	slashDay          = lazyregexp.New(`^\d{1,2}/\d{1,2}/(\d{4}|\d{2})$`)
	valueWithInterval = lazyregexp.New(`^([^\s(\[]+)\s*([(\[].*[)\]]|[+−-]\S*\s*/\s*[+−-]\S*)$`)
	numberLike        = lazyregexp.New(`^[~≈<>≤≥]? ?[+−-]?[$€£¥]?\d`)
)

// ReadCell counts one cell.
func (c *Column) ReadCell(text string) {
	if text == "" {
		c.Blank++
		return
	}
	c.N++
	if c.Example == "" {
		c.Example = text
	}
	if c.Distinct[text]++; c.Distinct[text] == 1 {
		c.Order = append(c.Order, text)
	}
	plain := strings.Join(strings.Fields(text), " ")
	if html := ingest.PlainText("html", text); html != plain || strings.ContainsAny(text, "\n\r") {
		c.html++ // in HTML a line break is white space
		plain = html
	}
	if md := ingest.PlainText("markdown", text); md != plain && ingest.PlainText("markdown", strings.TrimRight(text, "* ")) != strings.TrimRight(plain, "* ") {
		c.markdown++
		plain = md
	}
	for _, form := range DateForms {
		if plainNumber.MatchString(plain) && len(plain) != len("20060102") {
			break
		}
		if (form == "1/2006" || form == "2006/1") && !c.monthly {
			continue // 9 of 2000
		}
		if t, err := time.Parse(form, plain); err == nil && t.Year() > 1990 && t.Year() < 2100 {
			c.Dates++
			c.layouts[form]++
			break
		}
	}
	if strings.HasPrefix(plain, "http://") || strings.HasPrefix(plain, "https://") {
		c.Urls++
	}
	if scorerText.MatchString(plain) && c.Dates == 0 {
		c.Scorers++
	}
	if c.Comma && c.Dates == 0 {
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
	if m := letterText.FindStringSubmatch(plain); m != nil && c.readNumber(m[1]) {
		c.Letters[m[2]]++
		return
	}
	if strings.HasPrefix(plain, "#") && ingest.NoNumber(plain) {
		c.errors[plain]++
	}
	if m := unitText.FindStringSubmatch(plain); m != nil && c.readNumber(m[1]) {
		c.Units[m[2]]++
		return
	}
	if first, _, _ := strings.Cut(plain, " "); strings.Contains(text, "<sup") && c.readNumber(first) {
		c.Sups++
		return
	}
	if commaDecimal.MatchString(plain) {
		c.DecimalCommas++
		c.CommaExample = plain
	}
	if _, _, err := ingest.ParseOffsets(plain); err == nil {
		c.Offsets++
	} else if all, err := ingest.ParsePair(plain); err == nil && len(all) > 1 {
		c.Pairs++
		switch all[0].Sign {
		case '$':
			c.PairDollars++
		case '%':
			c.PairPercents++
		}
		if a, b := all[0], all[1]; len(all) == 2 && a.Sign == 0 && b.Sign == 0 && a.Decimals() == 0 && b.Decimals() == 0 && a.Value >= 0 && a.Value <= b.Value {
			c.Fractions++
			c.denominators[b.Text]++
		}
	} else if _, _, err := ingest.ParseBounds(plain); err == nil {
		c.Bounds++
	} else if !ingest.NoNumber(plain) && len(plain) < 30 {
		c.odd[plain]++
		if _, err := ingest.ParseQuantity(plain); err != nil && numberLike.MatchString(plain) {
			if c.Faults++; c.Faults > 1 {
				return
			}
			_, hint, _ := strings.Cut(err.Error(), ": ")
			c.Fault = fmt.Sprintf("%q is not read as a number", plain)
			switch {
			case strings.Contains(plain, ","):
				c.Fault += ": " + hint
			case strings.Contains(plain, " ") && strings.Trim(plain, "0123456789 .") == "":
				c.Fault += ": write thousands without a space"
			default:
				c.Fault += "; a rule may keep a part of it by pattern"
			}
		}
	}
}

// readDay counts a day in digits only, such as 3/4/2025.
func (c *Column) readDay(plain string) {
	c.Days++
	for _, form := range []string{"2006", "06"} {
		if _, err := time.Parse("2/1/"+form, plain); err == nil {
			c.dayFirst++
		}
		if _, err := time.Parse("1/2/"+form, plain); err == nil {
			c.monthFirst++
		}
	}
}

// Finish determines what only a whole column shows: the one unit after its numbers, and
// the order of day and month, which shows if a number above twelve cannot be the month.
func (c *Column) Finish() {
	c.isNumber = c.IsNumeric()
	c.finished = true
	if len(c.Units) == 1 {
		for unit := range c.Units {
			c.InUnit = unit
		}
	}
	year := "2006"
	if c.Days > 0 && c.Days == c.N && len(c.Example)-strings.LastIndexByte(c.Example, '/') == 3 {
		year = "06"
	}
	switch {
	case c.Days == 0 || c.dayFirst == c.monthFirst:
	case c.dayFirst == c.Days:
		c.Dates, c.layouts["2/1/"+year] = c.Dates+c.Days, c.Days
	case c.monthFirst == c.Days:
		c.Dates, c.layouts["1/2/"+year] = c.Dates+c.Days, c.Days
	}
}

// readWithInterval reports whether a cell holds a value with its interval, and counts it.
func (c *Column) readWithInterval(plain string) bool {
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
		c.Parens++
		return true
	}
	if form == "" || !c.readNumber(m[1]) {
		return false
	}
	c.WithIntervals++
	c.intervalForms[form]++
	return true
}

// FootnoteMarks are marks that boards print after numbers.
var FootnoteMarks = []string{"*", "†", "‡", "§", "¶", "^", "¹", "²", "³", "⁴", "⁵", "#", "(*)", "(†)"}

// readNumber reports whether a cell holds a number, and counts it.
func (c *Column) readNumber(plain string) bool {
	q, _, has, err := ingest.ParsePlusMinus(plain)
	if err != nil {
		bare := ingest.TrimMarks(plain, FootnoteMarks)
		if bare == plain {
			return false
		}
		if q, _, has, err = ingest.ParsePlusMinus(bare); err != nil {
			return false
		}
		for _, mark := range FootnoteMarks {
			if strings.HasSuffix(strings.TrimSpace(plain), mark) {
				c.Marks[mark]++
			}
		}
	}
	c.Numbers++
	if has {
		c.PlusMinus++
	}
	if d := q.Decimals(); d > 0 && (d != 3 || math.Abs(q.Value) >= 1000 || math.Abs(q.Value) < 1) {
		c.points++
	}
	switch q.Sign {
	case '%':
		c.Percents++
	case '$':
		c.Dollars++
	}
	if q.Value == math.Trunc(q.Value) && !has && q.Sign == 0 && !strings.Contains(q.Text, ".") {
		c.Whole++
	}
	if q.Value == 0 {
		c.Zeros++
	} else {
		c.Nonzero = min(c.Nonzero, math.Abs(q.Value))
	}
	if q.Value < 0 {
		c.Negatives[q.Text]++
	}
	c.Low, c.High = min(c.Low, q.Value), max(c.High, q.Value)
	if q.Value >= 0 {
		c.Least = min(c.Least, q.Value)
	}
	return true
}
