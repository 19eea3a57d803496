package ingest

import (
	"fmt"
	"slices"
	"strings"
)

// first of its lines.
func (g *guess) carried() error {
	values := 0
	for _, c := range g.columns {
		if c.numeric() && !has(sizeHeaders, c.name) && !has(rankHeaders, c.name) {
			values++
		}
	}
	for _, c := range g.columns {
		if g.benchmark != nil || !has(benchmarkHeaders, c.name) || has([]string{"category", "subset"}, c.name) || c.blank == 0 || c.n < 2 || values != 1 && !g.long || len(g.cells) == 0 || strings.TrimSpace(g.cells[0][c.at]) == "" {
			continue
		}
		return fmt.Errorf("column %q is blank in %d lines, which seem to be of the benchmark above them: write it into each line first, no key of a map does", c.name, c.blank)
	}
	return nil
}

// ranks finds the column of ranks, by its whole name before a word in it.
func (g *guess) ranks() {
	for _, is := range []func(string) bool{
		func(h string) bool { return has(rankHeaders, h) },
		func(h string) bool { return rankWords.MatchString(words(h)) },
	} {
		for _, c := range g.columns {
			if g.rank == nil && is(c.name) && c.whole*2 > c.n && c.whole == c.numbers && c.low >= 1 && (c.low == 1 || strings.Contains(strings.ToLower(c.name), "rank")) {
				g.rank = c
			}
		}
	}
}

// meant: the number of steps, or the length of the context.
func (g *guess) tellsApart(c *column) bool {
	if g.model == nil || g.benchmark != nil || g.layout.Transpose || !c.numeric() || c.name == "" || c.whole != c.n || has(valueHeaders, c.name) || len(c.distinct) < 2 || len(c.distinct)*2 > c.n {
		return false
	}
	pairs := map[[2]string]bool{}
	for _, cells := range g.cells {
		pair := [2]string{strings.TrimSpace(cells[g.model.at]), strings.TrimSpace(cells[c.at])}
		if pairs[pair] {
			return false
		}
		pairs[pair] = true
	}
	return len(g.model.distinct)*2 <= g.model.n
}

// whether its numbers are as large as those of two others: then it is one of these.
func (g *guess) likeOthers(c *column) bool {
	if !has([]string{"games", "count", "questions", "matches", "examples", "trials", "instances", "comparisons"}, c.name) {
		return false
	}
	like := 0
	for _, o := range g.columns {
		if o != c && o.numeric() && o != g.rank && !has(sizeHeaders, o.name) && o.low <= 1.3*c.high && c.low <= 1.3*o.high {
			like++
		}
	}
	return like > 1
}

// settingOf tells which column of the protocol a column is, "" for none.
func (g *guess) settingOf(c *column) string {
	for field, headers := range settingHeaders {
		number := field == "shots" || field == "attempts" || field == "extra.run" || field == "extra.seed"
		text := field == "tools" || field == "harness" || field == "judge" || field == "scaffold" || has([]string{"reasoning", "thinking", "agent"}, c.name)
		if text && c.numeric() {
			continue
		}
		if field == "reasoning_effort" && has(headers, c.name) && c.yesNo() {
			return "extra.reasoning"
		}
		if has(headers, c.name) && c.n > 0 && (!number || c.whole == c.n) && (field != "temperature" || c.numbers == c.n) &&
			!slices.ContainsFunc(g.settings, func(s setting) bool { return s.field == field }) {
			return field
		}
	}
	return ""
}

// yesNo tells whether a column says yes or no only.
func (c *column) yesNo() bool {
	for _, text := range c.order {
		if !slices.Contains([]string{"yes", "no", "true", "false", "y", "n", "✓", "✗", "✔", "✘"}, strings.ToLower(text)) {
			return false
		}
	}
	return c.n > 0
}
