package suggest

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
)

// companions gives the columns of intervals and standard errors to the columns
// of values that they stand beside. A value has one of each.
func (g *guess) companions() {
	for _, c := range g.columns {
		if c == g.model || c == g.benchmark || c == g.metric || c.n == 0 || g.isCode(c) {
			continue
		}
		v := g.near(c)
		half := g.half(c) == "ci"
		switch {
		case c.offsets*2 > c.n:
			g.interval(v, c, "offsets")
		case c.bounds*2 > c.n && !g.around(v.column, c) && g.aroundZero(c):
			g.left = append(g.left, leftOut{c, fmt.Sprintf("ranges around 0, which seem to be distances from the values of %q: written as -4/+5 they can be read as form: offsets", v.name)})
		case c.bounds*2 > c.n && !g.around(v.column, c):
			g.left = append(g.left, leftOut{c, fmt.Sprintf("ranges, but the values of %q do not lie within them", v.name)})
		case c.bounds*2 > c.n:
			g.interval(v, c, "bounds")
		case v.column == c || !c.numeric() || c.plusMinus > 0 || c.parens > 0 || c.again:
		case half || stderrHeader.MatchString(words(c.name)):
			switch {
			case !half && bareError.MatchString(words(c.name)) && g.wider(v.column, c):
				g.left = append(g.left, leftOut{c, fmt.Sprintf("a standard error of %q by its header, but as large as a score; if it is one, a rule of its own can read it, and if it is the standard error, stderr: {column: %s}", v.name, c.yaml())})
			case half:
				g.interval(v, c, "half")
			case v.stderr != nil:
				g.second(v, c, "standard error")
			default:
				v.stderr = c
			}
		case isEnd(c.name) && g.pair(c):
			v := g.valueOf(g.between(c))
			switch {
			case isLow(c.name) && v.low == nil:
				v.low = c
			case !isLow(c.name) && v.high == nil:
				v.high = c
			default:
				g.second(v, c, "interval")
			}
		}
	}
}

// interval gives a value its interval, of the form given; the one of 95 % is taken
// before another.
func (g *guess) interval(v *valueGuess, c *column, form string) {
	switch {
	case v.ci == nil:
	case levelOf(c.name) == "0.95" && levelOf(v.ci.name) != "0.95":
		g.second(v, v.ci, "interval")
	default:
		g.second(v, c, "interval")
		return
	}
	v.ci, v.ciForm = c, form
}

// second leaves a further interval or standard error of a value out.
func (g *guess) second(v *valueGuess, c *column, what string) {
	g.left = append(g.left, leftOut{c, fmt.Sprintf("a second %s of %q, and a score has one", what, v.name)})
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

// around tells whether the values of a column lie within the ranges of another in
// most lines that have both. What is called an interval and prints no values that
// can be read is taken for one.
func (g *guess) around(v, c *column) bool {
	both, within := 0, 0
	for _, cells := range g.cells {
		q, ok := g.quantityAt(cells, v)
		low, high, err := ingest.ParseBounds(ingest.PlainText("markdown", strings.TrimSpace(cells[c.at])))
		if !ok || err != nil {
			continue
		}
		scale := 1.0
		if low.Sign == '%' && high.Sign == '%' && q.Sign == 0 && math.Abs(q.Value) <= 1 {
			scale = 100 // a proportion beside percent
		}
		if both++; low.Value <= q.Value*scale && q.Value*scale <= high.Value {
			within++
		}
	}
	return within*2 > both || both == 0 && ciHeader.MatchString(c.name)
}

// aroundZero tells whether the ranges of a column begin below 0 and end above it.
func (g *guess) aroundZero(c *column) bool {
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

// wider tells whether what is called a standard error of a column of values is as large
// as half of them in most lines, or as 15 points of a share, which is what a dozen of
// items come to: then it is something else.
func (g *guess) wider(v, c *column) bool {
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

// unsureWords are what a header says of the uncertainty of a column, beside its name.
var unsureWords = lazyregexp.New(`(?i)\b(se|sem|std|err|error|stderr|standard|ci ?9[059]|ci|conf|confidence|interval|9[059]|of|for|half|width)\b|%`)

// near returns the column of values that another belongs to: the one that it names
// beside what it is, else the one whose name its own begins with, else the last one
// before it, else the first.
func (g *guess) near(c *column) *valueGuess {
	found, longest := g.values[0], 0
	n := ingest.Norm(c.name)
	rest := unsureOf(c.name)
	for _, v := range g.values {
		if rest != "" && v.column != c && ingest.Norm(words(v.name)) == rest {
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
	endWords  = lazyregexp.New(`(?i)\b(ci|ki|unten|oben|untergrenze|obergrenze|lower|low|lo|lb|lcl|upper|high|hi|ub|ucl|bound|conf|interval|9[059] ?%?|q0?25|q975|2 5 ?%|97 5 ?%)\b`)
	manyEnds  = lazyregexp.New(`(?i)\b(low|high|lo|hi|lower|upper)\b`)
	plainEnds = lazyregexp.New(`(?i)\b(low|high|lo|hi)\b`)
	ciWord    = lazyregexp.New(`(?i)\b(ci|ki|9[059]|conf|bound)\b`)
)

// pair tells whether a column that seems to be an end of an interval has another
// end beside it, and a column of values between the two.
func (g *guess) pair(c *column) bool { return g.between(c) != nil }

// between returns the column whose values lie between those of a column that is
// an end of an interval by its header and those of the other end; nil for none.
func (g *guess) between(c *column) *column {
	rest := restOf(c.name)
	low := isLow(c.name)
	if rest == "" && (g.codes(c) || g.middle(c)) {
		return nil
	}
	for _, other := range g.columns {
		if other == c || !other.numeric() || !isEnd(other.name) || isLow(other.name) == low || !strings.EqualFold(rest, restOf(other.name)) || levelOf(c.name) != levelOf(other.name) {
			continue
		}
		ends := [2]*column{c, other}
		if !low {
			ends = [2]*column{other, c}
		}
		if v := g.enclosed(ends, rest, manyEnds.MatchString(words(unbracketed(c.name))) && !ciWord.MatchString(words(unbracketed(c.name)))); v != nil {
			return v
		}
	}
	return nil
}

// restOf is what a header of an end of an interval says beside that.
func restOf(header string) string {
	return strings.Join(strings.Fields(endWords.ReplaceAllString(strings.Trim(words(unbracketed(header)), "+- "), " ")), " ")
}

// isCode tells whether a column that is called as a standard error is called by a code
// of a language, or by the name of a benchmark.
func (g *guess) isCode(c *column) bool {
	if !bareError.MatchString(words(c.name)) {
		return false
	}
	rest := unsureOf(c.name)
	ofOther := func(o *column) bool {
		return o != c && o.numeric() && strings.HasPrefix(ingest.Norm(words(o.name)), rest)
	}
	return g.codes(c) || looksLikeBenchmark(c.name) && !slices.ContainsFunc(g.columns, ofOther)
}

// unsureOf is what a header of an uncertainty says beside that, in normal form.
func unsureOf(header string) string {
	return ingest.Norm(strings.Trim(unsureWords.ReplaceAllString(words(unbracketed(header)), " "), " +-±%"))
}

// bareError is a short word for a standard error, which may be something else.
var bareError = lazyregexp.New(`(?i)^[^a-z]*sem?\b|\bsem?$`)

// codes tells whether a column is one of several that are called by codes of two
// letters, as languages are: lo and hi are two of these.
func (g *guess) codes(c *column) bool {
	n := 0
	for _, o := range g.columns {
		if len(o.name) == 2 && o.numeric() && !isEnd(o.name) && strings.ToLower(o.name) == o.name {
			n++
		}
	}
	return len(c.name) == 2 && n > 1
}

// middle tells of low and high whether a column is called as what lies between them:
// then all three are scores.
func (g *guess) middle(c *column) bool {
	return plainEnds.MatchString(words(c.name)) && slices.ContainsFunc(g.columns, func(o *column) bool { return o.numeric() && has([]string{"medium", "mid", "med", "middle"}, o.name) })
}

// enclosed returns the column of values between two ends: the one that is called
// as the rest of their headers, else, where they say enough, the last before them.
func (g *guess) enclosed(ends [2]*column, rest string, named bool) *column {
	var called, before, after *column
	for _, v := range g.columns {
		if v == ends[0] || v == ends[1] || !v.numeric() || v == g.rank || has(rankHeaders, v.name) || stderrHeader.MatchString(words(v.name)) || isEnd(v.name) || !g.within(v, ends) {
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

// within tells whether the values of a column lie between those of two others, in all
// lines or at least in two of three: the reader rejects ends that are swapped, and warns
// of a value outside.
func (g *guess) within(v *column, ends [2]*column) bool {
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
