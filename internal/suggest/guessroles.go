package suggest

import (
	"fmt"
	"slices"
	"strings"
)

// isWide reports whether the columns of values are named after benchmarks.
func (g *guess) isWide() bool {
	tests := 0
	for _, c := range g.columns {
		if c.isNumeric() && looksLikeBenchmark(c.name) && !measureWord.MatchString(splitWords(c.name)) {
			tests++
		}
	}
	return !g.long && tests > 1
}

// isVersion reports whether a column holds the version of the model. A number must be
// whole, and must not be the version of the task in a long table.
func (g *guess) isVersion(c *column) bool {
	if c.n == 0 || c.dates*2 >= c.n || !hasHeader(versionHeaders, c.name) || g.model.name == "" {
		return false
	}
	tasks := func(o *column) bool { return hasHeader(benchmarkHeaders, o.name) }
	return !c.isNumeric() || c.whole == c.numbers && !g.long && !slices.ContainsFunc(g.columns, tasks)
}

// checkCarried reports a long table that names each benchmark only in the first of its
// lines.
func (g *guess) checkCarried() error {
	values := 0
	for _, c := range g.columns {
		if c.isNumeric() && !hasHeader(sizeHeaders, c.name) && !hasHeader(rankHeaders, c.name) {
			values++
		}
	}
	if g.benchmark != nil || values != 1 && !g.long {
		return nil
	}
	for _, c := range g.columns {
		if !hasHeader(benchmarkHeaders, c.name) || hasHeader([]string{"category", "subset"}, c.name) || c.blank == 0 || c.n < 2 || strings.TrimSpace(g.cells[0][c.at]) == "" {
			continue
		}
		return fmt.Errorf("column %q is blank in %d lines, which seem to be of the benchmark above them: write it into each line first, no key of a map does", c.name, c.blank)
	}
	return nil
}

// findRank finds the column of ranks: by its whole name, otherwise by a word in it.
func (g *guess) findRank() {
	for _, is := range []func(string) bool{
		func(h string) bool { return hasHeader(rankHeaders, h) },
		func(h string) bool { return rankWords.MatchString(splitWords(h)) },
	} {
		for _, c := range g.columns {
			if g.rank == nil && is(c.name) && c.whole*2 > c.n && c.whole == c.numbers && c.low >= 1 && (c.low == 1 || strings.Contains(strings.ToLower(c.name), "rank")) {
				g.rank = c
			}
		}
	}
}

// distinguishesLines reports whether a column of a few whole numbers distinguishes the
// lines of a model, as the number of steps or the length of the context do. The table
// has each model more than once and no column of benchmarks.
func (g *guess) distinguishesLines(c *column) bool {
	if g.model == nil || g.benchmark != nil || g.layout.Transpose || !c.isNumeric() || c.name == "" || c.whole != c.n || hasHeader(valueHeaders, c.name) || g.hasSetting(extraField(c)) || len(c.distinct) < 2 || len(c.distinct)*2 > c.n {
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

// extraField returns the field of a setting that scores.csv has no column for.
func extraField(c *column) string {
	return "extra." + strings.ReplaceAll(draftSlug(c.name, "setting"), "-", "_")
}

// hasSetting reports whether another column has that field already.
func (g *guess) hasSetting(field string) bool {
	return slices.ContainsFunc(g.settings, func(s setting) bool { return s.field == field })
}

// isLikeOthers reports whether a column, whose header may name a number of items or a
// benchmark, has numbers as large as those of two other columns: then it is a
// benchmark.
func (g *guess) isLikeOthers(c *column) bool {
	if !hasHeader([]string{"games", "count", "questions", "matches", "examples", "trials", "instances", "comparisons"}, c.name) {
		return false
	}
	like := 0
	for _, o := range g.columns {
		if o != c && o.isNumeric() && o != g.rank && !hasHeader(sizeHeaders, o.name) && o.low <= 1.3*c.high && c.low <= 1.3*o.high {
			like++
		}
	}
	return like > 1
}

// settingOf returns which column of the protocol a column is, "" for none.
func (g *guess) settingOf(c *column) string {
	for field, headers := range settingHeaders {
		number := field == "shots" || field == "attempts" || field == "extra.run" || field == "extra.seed"
		text := field == "tools" || field == "harness" || field == "judge" || field == "scaffold" || hasHeader([]string{"reasoning", "thinking", "agent"}, c.name)
		if text && c.isNumeric() {
			continue
		}
		if field == "reasoning_effort" && c.isYesOrNo() {
			field = "extra.reasoning"
		}
		if hasHeader(headers, c.name) && c.n > 0 && (!number || c.whole == c.n) && (field != "temperature" || c.numbers == c.n) && !g.hasSetting(field) {
			return field
		}
	}
	return ""
}

// isYesOrNo reports whether a column says yes or no only.
func (c *column) isYesOrNo() bool {
	for _, text := range c.order {
		if !slices.Contains([]string{"yes", "no", "true", "false", "y", "n", "✓", "✗", "✔", "✘"}, strings.ToLower(text)) {
			return false
		}
	}
	return c.n > 0
}
