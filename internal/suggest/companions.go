package suggest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"provenance/internal/ingest"
)

// assignCompanions assigns the columns of intervals and standard errors to the columns of
// values that they belong to. A value has at most one of each.
func (g *guess) assignCompanions() {
	for _, c := range g.columns {
		if c == g.model || c == g.benchmark || c == g.metric || c.n == 0 || g.isNotStandardError(c) {
			continue
		}
		v := g.nearestValue(c)
		half := g.halfWidthKind(c) == "ci"
		switch {
		case c.offsets*2 > c.n:
			g.setInterval(v, c, "offsets")
		case c.bounds*2 > c.n && !g.enclosesValues(v.column, c) && g.enclosesZero(c):
			g.left = append(g.left, leftOut{c, fmt.Sprintf("ranges around 0, which seem to be distances from the values of %q: written as -4/+5 they can be read as form: offsets", v.name)})
		case c.bounds*2 > c.n && !g.enclosesValues(v.column, c):
			g.left = append(g.left, leftOut{c, fmt.Sprintf("ranges, but the values of %q do not lie within them", v.name)})
		case c.bounds*2 > c.n:
			g.setInterval(v, c, "bounds")
		case v.column == c || !c.isNumeric() || c.plusMinus > 0 || c.parens > 0 || c.repeatsName:
		case half || stderrHeader.MatchString(splitWords(c.name)):
			switch {
			case !half && bareError.MatchString(splitWords(c.name)) && g.isTooLarge(v.column, c):
				g.left = append(g.left, leftOut{c, fmt.Sprintf("a standard error of %q by its header, but as large as a score; if it is one, a rule of its own can read it, and if it is the standard error, stderr: {column: %s}", v.name, c.yamlName())})
			case half:
				g.setInterval(v, c, "half")
			case v.stderr != nil:
				g.leaveOutSecond(v, c, "standard error")
			default:
				v.stderr = c
			}
		case isEnd(c.name) && g.hasOtherEnd(c):
			v := g.valueOf(g.columnBetweenEnds(c))
			switch {
			case isLow(c.name) && v.low == nil:
				v.low = c
			case !isLow(c.name) && v.high == nil:
				v.high = c
			default:
				g.leaveOutSecond(v, c, "interval")
			}
		}
	}
}

// assignSizes assigns sample sizes. Where columns have sizes of their own, and where the
// values are of different benchmarks, a total belongs to the column of the mean, if any.
func (g *guess) assignSizes() {
	for _, v := range g.values {
		v.size = g.sizes[v.column]
	}
	if g.size == nil || g.ofTotal || len(g.values) < 2 || g.benchmark != nil {
		return
	}
	same, means := 0, []*valueGuess{}
	for _, v := range g.values {
		if ofBoard(v.name) || scoreWord.MatchString(splitWords(v.name)) && !looksLikeBenchmark(v.name) || countHeader.MatchString(splitWords(v.name)) || unitWord(splitWords(v.name)) {
			same++
		}
		if meanHeader.MatchString(splitWords(v.name)) && v.size == nil {
			means = append(means, v)
		}
	}
	if len(g.sizes) == 0 && same == len(g.values) {
		return
	}
	if len(means) == 1 {
		means[0].size = g.size
	} else {
		g.left = append(g.left, leftOut{g.size, "a number of items, but of which of the columns of values?"})
	}
	g.size = nil
}

// setInterval assigns an interval in the given form to a value. An interval of 95 %
// replaces one of another level.
func (g *guess) setInterval(v *valueGuess, c *column, form string) {
	switch {
	case v.ci == nil:
	case levelOf(c.name) == "0.95" && levelOf(v.ci.name) != "0.95":
		g.leaveOutSecond(v, v.ci, "interval")
	default:
		g.leaveOutSecond(v, c, "interval")
		return
	}
	v.ci, v.ciForm = c, form
}

// leaveOutSecond leaves out a second interval or standard error of a value.
func (g *guess) leaveOutSecond(v *valueGuess, c *column, what string) {
	g.left = append(g.left, leftOut{c, fmt.Sprintf("a second %s of %q, but a score has only one", what, v.name)})
}

// quantityAt reads a cell as a number.
func (g *guess) quantityAt(cells []string, c *column) (ingest.Quantity, bool) {
	text := ingest.PlainText("markdown", strings.TrimSpace(cells[c.at]))
	if c.comma {
		text, _ = ingest.PointDecimals(text)
	}
	q, _, _, err := ingest.ParsePlusMinus(ingest.TrimMarks(text, footnoteMarks))
	return q, err == nil
}

// enclosesValues reports whether the values of a column lie within the ranges of
// another in most lines that have both. If no line has both, the header decides.
func (g *guess) enclosesValues(v, c *column) bool {
	both, within := 0, 0
	for _, cells := range g.cells {
		q, ok := g.quantityAt(cells, v)
		low, high, err := ingest.ParseBounds(ingest.PlainText("markdown", strings.TrimSpace(cells[c.at])))
		if !ok || err != nil {
			continue
		}
		scale := 1.0
		if low.Sign == '%' && high.Sign == '%' && q.Sign == 0 && math.Abs(q.Value) <= 1 {
			scale = 100 // the value is a proportion and the interval is in percent
		}
		if both++; low.Value <= q.Value*scale && q.Value*scale <= high.Value {
			within++
		}
	}
	return within*2 > both || both == 0 && ciHeader.MatchString(c.name)
}

// enclosesZero reports whether all ranges of a column contain zero, so that they are
// distances from the value.
func (g *guess) enclosesZero(c *column) bool {
	n := 0
	for _, cells := range g.cells {
		low, high, err := ingest.ParseBounds(ingest.PlainText("markdown", strings.TrimSpace(cells[c.at])))
		if err != nil {
			continue
		}
		if n++; low.Value > 0 || high.Value < 0 || low.Value == 0 && high.Value == 0 {
			return false
		}
	}
	return n > 0
}

// isTooLarge reports whether the values in a column are too large for the standard errors
// that its header announces: above half of the value in most lines, or above 15 points for
// a share, which would be the standard error of a dozen items.
func (g *guess) isTooLarge(v, c *column) bool {
	both, wide, most := 0, 0, math.Inf(1)
	switch {
	case v.high <= 1:
		most = 0.15
	case v.high <= 100:
		most = 15
	}
	for _, cells := range g.cells {
		q, ok := g.quantityAt(cells, v)
		u, ok2 := g.quantityAt(cells, c)
		if !ok || !ok2 || q.Value == 0 {
			continue
		}
		if both++; u.Value < 0 || u.Value*2 > math.Abs(q.Value) || u.Value > most {
			wide++
		}
	}
	return both > 0 && wide*2 > both
}

// nearestValue returns the column of values that another column belongs to: the one that
// its header names, otherwise the one whose name is the start of its own, otherwise the
// last one before it, otherwise the first.
func (g *guess) nearestValue(c *column) *valueGuess {
	found, longest := g.values[0], 0
	n := ingest.Norm(c.name)
	rest := uncertainName(c.name)
	for _, v := range g.values {
		if rest != "" && v.column != c && ingest.Norm(splitWords(v.name)) == rest {
			return v
		}
	}
	for _, v := range g.values {
		switch p := ingest.Norm(v.name); {
		case strings.HasPrefix(n, p) && len(p) > longest:
			found, longest = v, len(p)
		case longest == 0 && v.at < c.at:
			found = v
		}
	}
	return found
}

// valueOf returns the guess of a column of values. For any other column it returns a new
// guess that the draft does not use.
func (g *guess) valueOf(c *column) *valueGuess {
	for _, v := range g.values {
		if v.column == c {
			return v
		}
	}
	return &valueGuess{column: c}
}

// hasOtherEnd reports whether a column that looks like one end of an interval has a column
// for the other end, with a column of values between the two.
func (g *guess) hasOtherEnd(c *column) bool { return g.columnBetweenEnds(c) != nil }

// columnBetweenEnds returns the column whose values lie between the two ends of an
// interval, one of which is c by its header. It returns nil if there is none.
func (g *guess) columnBetweenEnds(c *column) *column {
	rest := nameWithoutEnd(c.name)
	low := isLow(c.name)
	if rest == "" && (g.isLanguageCode(c) || g.hasMiddle(c)) {
		return nil
	}
	for _, other := range g.columns {
		if other == c || !other.isNumeric() || !isEnd(other.name) || isLow(other.name) == low || !strings.EqualFold(rest, nameWithoutEnd(other.name)) || levelOf(c.name) != levelOf(other.name) {
			continue
		}
		ends := [2]*column{c, other}
		if !low {
			ends = [2]*column{other, c}
		}
		if v := g.enclosedColumn(ends, rest, manyEnds.MatchString(splitWords(unbracketed(c.name))) && !ciWord.MatchString(splitWords(unbracketed(c.name)))); v != nil {
			return v
		}
	}
	return nil
}

// isNotStandardError reports whether a header that may name a standard error, such as SE,
// is the code of a language or the name of a benchmark.
func (g *guess) isNotStandardError(c *column) bool {
	if !bareError.MatchString(splitWords(c.name)) {
		return false
	}
	rest := uncertainName(c.name)
	ofOther := func(o *column) bool {
		return o != c && o.isNumeric() && strings.HasPrefix(ingest.Norm(splitWords(o.name)), rest)
	}
	return g.isLanguageCode(c) || looksLikeBenchmark(c.name) && !slices.ContainsFunc(g.columns, ofOther)
}

// isLanguageCode reports whether a column is one of several with names of two letters, as
// language codes have: lo and hi are such codes.
func (g *guess) isLanguageCode(c *column) bool {
	n := 0
	for _, o := range g.columns {
		if len(o.name) == 2 && o.isNumeric() && !isEnd(o.name) && strings.ToLower(o.name) == o.name {
			n++
		}
	}
	return len(c.name) == 2 && n > 1
}

// hasMiddle reports whether another column is named after the middle between low and high,
// such as medium. All three are then scores.
func (g *guess) hasMiddle(c *column) bool {
	return plainEnds.MatchString(splitWords(c.name)) && slices.ContainsFunc(g.columns, func(o *column) bool {
		return o.isNumeric() && hasHeader([]string{"medium", "mid", "med", "middle"}, o.name)
	})
}

// enclosedColumn returns the column of values between two ends. It is the one whose name
// starts like rest, the rest of their headers. If there is none, it is the last column
// before the ends, or the first one after them; but if named is set, rest must name it,
// and the result is nil.
func (g *guess) enclosedColumn(ends [2]*column, rest string, named bool) *column {
	var called, before, after *column
	for _, v := range g.columns {
		if v == ends[0] || v == ends[1] || !v.isNumeric() || v == g.rank || hasHeader(rankHeaders, v.name) || stderrHeader.MatchString(splitWords(v.name)) || isEnd(v.name) || !g.valuesWithin(v, ends) {
			continue
		}
		switch n := strings.ToLower(splitWords(v.name)); {
		case rest != "" && (strings.HasPrefix(n, strings.ToLower(rest)) || strings.HasPrefix(strings.ToLower(rest), n)):
			if called == nil {
				called = v
			}
		case v.at < min(ends[0].at, ends[1].at):
			before = v
		case after == nil:
			after = v
		}
	}
	switch {
	case called != nil:
		return called
	case named && rest != "":
		return nil
	case before != nil:
		return before
	}
	return after
}

// valuesWithin reports whether the values of a column lie between those of two others in
// all lines, or at least in two of three. The reader rejects swapped ends, and warns of a
// value outside its interval.
func (g *guess) valuesWithin(v *column, ends [2]*column) bool {
	n, out := 0, 0
	for _, cells := range g.cells {
		low, ok1 := g.quantityAt(cells, ends[0])
		q, ok2 := g.quantityAt(cells, v)
		high, ok3 := g.quantityAt(cells, ends[1])
		if !ok1 || !ok2 || !ok3 {
			continue
		}
		if n++; low.Value > q.Value || q.Value > high.Value {
			out++
		}
	}
	return n > 0 && (out == 0 || n > 2 && out*3 <= n)
}

// halfWidthKind returns the kind of a column of half-widths by its header: "ci", or "?" if
// the header does not say. It returns "" for any other column.
func (g *guess) halfWidthKind(c *column) string {
	switch {
	case !halfHeader.MatchString(c.name) || atPercent.MatchString(c.name) || c.plusMinus > 0 || c.withIntervals > 0 || stderrHeader.MatchString(splitWords(c.name)) || isEnd(c.name) && g.hasOtherEnd(c) || c.percents > 0:
		return ""
	case ciHeader.MatchString(c.name):
		return "ci"
	}
	return "?"
}
