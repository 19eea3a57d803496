package suggest

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
	commaGroup        = lazyregexp.New(`^[+−-]?\d{1,3},\d{3}$`)
	monthHeader       = lazyregexp.New(`(?i)\b(date|day|month|time|released?|cut ?off|updated|submitted|reported|evaluated|created|added)\b`)
	slashDay          = lazyregexp.New(`^\d{1,2}/\d{1,2}/(\d{4}|\d{2})$`)
	valueWithInterval = lazyregexp.New(`^([^\s(\[]+)\s*([(\[].*[)\]]|[+−-]\S*\s*/\s*[+−-]\S*)$`)
	numberLike        = lazyregexp.New(`^[~≈<>≤≥]? ?[+−-]?[$€£¥]?\d`)
)

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
	if md := ingest.PlainText("markdown", text); md != plain && ingest.PlainText("markdown", strings.TrimRight(text, "* ")) != strings.TrimRight(plain, "* ") {
		c.markdown++
		plain = md
	}
	for _, form := range dateForms {
		if plainNumber.MatchString(plain) && len(plain) != len("20060102") {
			break
		}
		if (form == "1/2006" || form == "2006/1") && !c.monthly {
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
	if m := letterText.FindStringSubmatch(plain); m != nil && c.readNumber(m[1]) {
		c.letters[m[2]]++
		return
	}
	if strings.HasPrefix(plain, "#") && ingest.NoNumber(plain) {
		c.errors[plain]++
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

// finish determines what only a whole column shows: the one unit after its numbers, and
// the order of day and month, which shows if a number above twelve cannot be the month.
func (c *column) finish() {
	c.isNumber = c.isNumeric()
	c.finished = true
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

// readWithInterval reports whether a cell holds a value with its interval, and counts it.
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

// footnoteMarks are marks that boards print after numbers.
var footnoteMarks = []string{"*", "†", "‡", "§", "¶", "^", "¹", "²", "³", "⁴", "⁵", "#", "(*)", "(†)"}

// readNumber reports whether a cell holds a number, and counts it.
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
