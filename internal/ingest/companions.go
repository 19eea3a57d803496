package ingest

import (
	"strings"
)

// companions gives the columns of intervals and standard errors to the columns
// of values that they stand beside.
func (g *guess) companions() {
	for _, c := range g.columns {
		if c == g.model || c == g.benchmark || c == g.metric || c.n == 0 {
			continue
		}
		v := g.near(c)
		switch {
		case c.offsets*2 > c.n:
			v.ci, v.ciForm = c, "offsets"
		case c.bounds*2 > c.n:
			v.ci, v.ciForm = c, "bounds"
		case v.column == c || !c.numeric() || c.plusMinus > 0 || c.parens > 0 || c.again:
		case g.half(c) == "ci":
			v.ci, v.ciForm = c, "half"
		case stderrHeader.MatchString(words(c.name)):
			v.stderr = c
		case lowHeader.MatchString(c.name) && g.pair(c):
			g.valueOf(g.between(c)).low = c
		case highHeader.MatchString(c.name) && g.pair(c):
			g.valueOf(g.between(c)).high = c
		}
	}
}

// near returns the column of values that another belongs to: the one whose name
// its own begins with, else the last one before it, else the first.
func (g *guess) near(c *column) *valueGuess {
	found, longest := g.values[0], 0
	n := Norm(c.name)
	for _, v := range g.values {
		switch p := Norm(v.name); {
		case strings.HasPrefix(n, p) && len(p) > longest:
			found, longest = v, len(p)
		case longest == 0 && v.at < c.at:
			found = v
		}
	}
	return found
}

// valueOf returns the guess of a column of values, or one that is let fall.
func (g *guess) valueOf(c *column) *valueGuess {
	for _, v := range g.values {
		if v.column == c {
			return v
		}
	}
	return &valueGuess{column: c}
}

// endWords are the words of headers that tell the ends of intervals. Of those
// that may mean something else, as in "GPQA low" beside "GPQA high", the rest of
// the header must be that of a column of values.
var (
	endWords  = newPattern(`(?i)\b(ci|lower|low|lo|lb|upper|high|hi|ub|bound|conf|interval|9[05] ?%?|q0?25|q975|2 5 ?%|97 5 ?%)\b`)
	plainEnds = newPattern(`(?i)\b(low|high|lo|hi)\b`)
	ciWord    = newPattern(`(?i)\b(ci|9[05]|conf)\b`)
)

// pair tells whether a column that seems to be an end of an interval has another
// end beside it, and a column of values between the two.
func (g *guess) pair(c *column) bool { return g.between(c) != nil }

// between returns the column whose values lie between those of a column that is
// an end of an interval by its header and those of the other end; nil for none.
func (g *guess) between(c *column) *column {
	rest := strings.Join(strings.Fields(endWords.ReplaceAllString(words(c.name), " ")), " ")
	isEnd := func(o *column) bool { return lowHeader.MatchString(o.name) || highHeader.MatchString(o.name) }
	low := lowHeader.MatchString(c.name)
	for _, other := range g.columns {
		if other == c || !other.numeric() || !isEnd(other) || lowHeader.MatchString(other.name) == low ||
			!strings.EqualFold(rest, strings.Join(strings.Fields(endWords.ReplaceAllString(words(other.name), " ")), " ")) {
			continue
		}
		ends := [2]*column{c, other}
		if !low {
			ends = [2]*column{other, c}
		}
		if v := g.enclosed(ends, rest, plainEnds.MatchString(words(c.name)) && !ciWord.MatchString(words(c.name))); v != nil {
			return v
		}
	}
	return nil
}

// enclosed returns the column of values between two ends: the one that is called
// as the rest of their headers, else, where they say enough, the last before them.
func (g *guess) enclosed(ends [2]*column, rest string, named bool) *column {
	var called, before, after *column
	for _, v := range g.columns {
		if v == ends[0] || v == ends[1] || !v.numeric() || v == g.rank || has(rankHeaders, v.name) || stderrHeader.MatchString(words(v.name)) || lowHeader.MatchString(v.name) || highHeader.MatchString(v.name) || !g.within(v, ends) {
			continue
		}
		switch n := strings.ToLower(words(v.name)); {
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

// within tells whether all values of a column lie between those of two others.
func (g *guess) within(v *column, ends [2]*column) bool {
	n := 0
	for _, cells := range g.cells {
		var q [3]quantity
		ok := true
		for i, c := range []*column{ends[0], v, ends[1]} {
			text := plainText("markdown", strings.TrimSpace(cells[c.at]))
			if c.comma {
				text, _ = pointed(text)
			}
			var err error
			if q[i], _, _, err = parsePlusMinus(unmark(text, footnoteMarks)); err != nil {
				ok = false
			}
		}
		if !ok {
			continue
		}
		if q[0].value > q[1].value || q[1].value > q[2].value {
			return false
		}
		n++
	}
	return n > 0
}
