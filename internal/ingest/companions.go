package ingest

import "strings"

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
		case v.column == c || !c.numeric() || c.plusMinus > 0 || c.again:
		case g.half(c) == "ci":
			v.ci, v.ciForm = c, "half"
		case stderrHeader.MatchString(words(c.name)):
			v.stderr = c
		case lowHeader.MatchString(c.name) && g.pair(c):
			v.low = c
		case highHeader.MatchString(c.name) && g.pair(c):
			v.high = c
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
