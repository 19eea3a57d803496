package suggest

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/sheet"
)

// assignCompanions assigns the columns of intervals and standard errors to the columns of
// values that they belong to. A value has at most one of each.
func (g *guess) assignCompanions() {
	for _, c := range g.Columns {
		if c == g.model || c == g.benchmark || c == g.metric || c.N == 0 || g.isNotStandardError(c) {
			continue
		}
		v := g.nearestValue(c)
		half := g.halfWidthKind(c) == "ci"
		switch {
		case c.Offsets*2 > c.N:
			g.setInterval(v, c, "offsets")
		case c.Bounds*2 > c.N && !g.EnclosesValues(v.Column, c) && g.EnclosesZero(c):
			g.left = append(g.left, leftOut{c, fmt.Sprintf("ranges around 0, which seem to be distances from the values of %q: written as -4/+5 they can be read as form: offsets", v.Name)})
		case c.Bounds*2 > c.N && !g.EnclosesValues(v.Column, c):
			g.left = append(g.left, leftOut{c, fmt.Sprintf("ranges, but the values of %q do not lie within them", v.Name)})
		case c.Bounds*2 > c.N:
			g.setInterval(v, c, "bounds")
		case v.Column == c || !c.IsNumeric() || c.PlusMinus > 0 || c.Parens > 0 || c.RepeatsName:
		case half || sheet.StderrHeader.MatchString(sheet.SplitWords(c.Name)):
			switch {
			case !half && sheet.BareError.MatchString(sheet.SplitWords(c.Name)) && g.IsTooLarge(v.Column, c):
				g.left = append(g.left, leftOut{c, fmt.Sprintf("a standard error of %q by its header, but as large as a score; if it is one, a rule of its own can read it, and if it is the standard error, stderr: {column: %s}", v.Name, c.YamlName())})
			case half:
				g.setInterval(v, c, "half")
			case v.stderr != nil:
				g.leaveOutSecond(v, c, "standard error")
			default:
				v.stderr = c
			}
		case sheet.IsEnd(c.Name) && g.hasOtherEnd(c):
			v := g.valueOf(g.columnBetweenEnds(c))
			switch {
			case sheet.IsLow(c.Name) && v.low == nil:
				v.low = c
			case !sheet.IsLow(c.Name) && v.high == nil:
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
		v.size = g.sizes[v.Column]
	}
	if g.size == nil || g.ofTotal || len(g.values) < 2 || g.benchmark != nil {
		return
	}
	same, means := 0, []*valueGuess{}
	for _, v := range g.values {
		if sheet.OfBoard(v.Name) || scoreWord.MatchString(sheet.SplitWords(v.Name)) && !sheet.LooksLikeBenchmark(v.Name) || sheet.CountHeader.MatchString(sheet.SplitWords(v.Name)) || unitWord(sheet.SplitWords(v.Name)) {
			same++
		}
		if sheet.MeanHeader.MatchString(sheet.SplitWords(v.Name)) && v.size == nil {
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
func (g *guess) setInterval(v *valueGuess, c *sheet.Column, form string) {
	switch {
	case v.ci == nil:
	case sheet.LevelOf(c.Name) == "0.95" && sheet.LevelOf(v.ci.Name) != "0.95":
		g.leaveOutSecond(v, v.ci, "interval")
	default:
		g.leaveOutSecond(v, c, "interval")
		return
	}
	v.ci, v.ciForm = c, form
}

// leaveOutSecond leaves out a second interval or standard error of a value.
func (g *guess) leaveOutSecond(v *valueGuess, c *sheet.Column, what string) {
	g.left = append(g.left, leftOut{c, fmt.Sprintf("a second %s of %q, but a score has only one", what, v.Name)})
}

// nearestValue returns the column of values that another column belongs to: the one that
// its header names, otherwise the one whose name is the start of its own, otherwise the
// last one before it, otherwise the first.
func (g *guess) nearestValue(c *sheet.Column) *valueGuess {
	found, longest := g.values[0], 0
	n := ingest.Norm(c.Name)
	rest := sheet.UncertainName(c.Name)
	for _, v := range g.values {
		if rest != "" && v.Column != c && ingest.Norm(sheet.SplitWords(v.Name)) == rest {
			return v
		}
	}
	for _, v := range g.values {
		switch p := ingest.Norm(v.Name); {
		case strings.HasPrefix(n, p) && len(p) > longest:
			found, longest = v, len(p)
		case longest == 0 && v.At < c.At:
			found = v
		}
	}
	return found
}

// valueOf returns the guess of a column of values. For any other column it returns a new
// guess that the draft does not use.
func (g *guess) valueOf(c *sheet.Column) *valueGuess {
	for _, v := range g.values {
		if v.Column == c {
			return v
		}
	}
	return &valueGuess{Column: c}
}

// hasOtherEnd reports whether a column that looks like one end of an interval has a column
// for the other end, with a column of values between the two.
func (g *guess) hasOtherEnd(c *sheet.Column) bool { return g.columnBetweenEnds(c) != nil }

// columnBetweenEnds returns the column whose values lie between the two ends of an
// interval, one of which is c by its header. It returns nil if there is none.
func (g *guess) columnBetweenEnds(c *sheet.Column) *sheet.Column {
	rest := sheet.NameWithoutEnd(c.Name)
	low := sheet.IsLow(c.Name)
	if rest == "" && (g.isLanguageCode(c) || g.hasMiddle(c)) {
		return nil
	}
	for _, other := range g.Columns {
		if other == c || !other.IsNumeric() || !sheet.IsEnd(other.Name) || sheet.IsLow(other.Name) == low || !strings.EqualFold(rest, sheet.NameWithoutEnd(other.Name)) || sheet.LevelOf(c.Name) != sheet.LevelOf(other.Name) {
			continue
		}
		ends := [2]*sheet.Column{c, other}
		if !low {
			ends = [2]*sheet.Column{other, c}
		}
		if v := g.enclosedColumn(ends, rest, sheet.ManyEnds.MatchString(sheet.SplitWords(sheet.Unbracketed(c.Name))) && !sheet.CiWord.MatchString(sheet.SplitWords(sheet.Unbracketed(c.Name)))); v != nil {
			return v
		}
	}
	return nil
}

// isNotStandardError reports whether a header that may name a standard error, such as SE,
// is the code of a language or the name of a benchmark.
func (g *guess) isNotStandardError(c *sheet.Column) bool {
	if !sheet.BareError.MatchString(sheet.SplitWords(c.Name)) {
		return false
	}
	rest := sheet.UncertainName(c.Name)
	ofOther := func(o *sheet.Column) bool {
		return o != c && o.IsNumeric() && strings.HasPrefix(ingest.Norm(sheet.SplitWords(o.Name)), rest)
	}
	return g.isLanguageCode(c) || sheet.LooksLikeBenchmark(c.Name) && !slices.ContainsFunc(g.Columns, ofOther)
}

// isLanguageCode reports whether a column is one of several with names of two letters, as
// language codes have: lo and hi are such codes.
func (g *guess) isLanguageCode(c *sheet.Column) bool {
	n := 0
	for _, o := range g.Columns {
		if len(o.Name) == 2 && o.IsNumeric() && !sheet.IsEnd(o.Name) && strings.ToLower(o.Name) == o.Name {
			n++
		}
	}
	return len(c.Name) == 2 && n > 1
}

// hasMiddle reports whether another column is named after the middle between low and high,
// such as medium. All three are then scores.
func (g *guess) hasMiddle(c *sheet.Column) bool {
	return sheet.PlainEnds.MatchString(sheet.SplitWords(c.Name)) && slices.ContainsFunc(g.Columns, func(o *sheet.Column) bool {
		return o.IsNumeric() && sheet.HasHeader([]string{"medium", "mid", "med", "middle"}, o.Name)
	})
}

// enclosedColumn returns the column of values between two ends. It is the one whose name
// starts like rest, the rest of their headers. If there is none, it is the last column
// before the ends, or the first one after them; but if named is set, rest must name it,
// and the result is nil.
func (g *guess) enclosedColumn(ends [2]*sheet.Column, rest string, named bool) *sheet.Column {
	var called, before, after *sheet.Column
	for _, v := range g.Columns {
		if v == ends[0] || v == ends[1] || !v.IsNumeric() || v == g.rank || sheet.HasHeader(sheet.RankHeaders, v.Name) || sheet.StderrHeader.MatchString(sheet.SplitWords(v.Name)) || sheet.IsEnd(v.Name) || !g.ValuesWithin(v, ends) {
			continue
		}
		switch n := strings.ToLower(sheet.SplitWords(v.Name)); {
		case rest != "" && (strings.HasPrefix(n, strings.ToLower(rest)) || strings.HasPrefix(strings.ToLower(rest), n)):
			if called == nil {
				called = v
			}
		case v.At < min(ends[0].At, ends[1].At):
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

// halfWidthKind returns the kind of a column of half-widths by its header: "ci", or "?" if
// the header does not say. It returns "" for any other column.
func (g *guess) halfWidthKind(c *sheet.Column) string {
	switch {
	case !sheet.HalfHeader.MatchString(c.Name) || sheet.AtPercent.MatchString(c.Name) || c.PlusMinus > 0 || c.WithIntervals > 0 || sheet.StderrHeader.MatchString(sheet.SplitWords(c.Name)) || sheet.IsEnd(c.Name) && g.hasOtherEnd(c) || c.Percents > 0:
		return ""
	case sheet.CiHeader.MatchString(c.Name):
		return "ci"
	}
	return "?"
}
