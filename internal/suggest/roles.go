package suggest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"provenance/internal/model"
)

// assignRoles determines the role of each column. It returns an error that says why no map
// can be drafted.
func (g *guess) assignRoles() error {
	if len(g.columns) < 2 {
		return errors.New("the file has only one column: a table needs model names and values")
	}
	for _, c := range g.columns {
		if c.decimalCommas*2 > c.n && c.n > 1 {
			return fmt.Errorf("column %q uses decimal commas (%q) but other columns use decimal points: write all numbers the same way", c.name, c.commaExample)
		}
	}
	g.findNames()
	if err := g.checkShape(); err != nil {
		return err
	}
	if err := g.checkCarried(); err != nil {
		return err
	}
	g.findRank()
	for _, c := range g.columns {
		if slices.Contains(g.groupColumns, c) {
			g.left = append(g.left, leftOut{c, "it groups the lines, and the columns of values are named after benchmarks; if it distinguishes lines of one model, it is a setting: extra.setting: {column: ...}"})
		} else if c != g.model && c != g.version && c != g.benchmark && c != g.metric && c != g.evaluator && c != g.units {
			g.assignRole(c)
		}
	}
	if len(g.values) == 0 {
		return errors.New("no column of values found: apart from ranks, counts and dates, no column is mostly numbers" + g.reasonsLeftOut())
	}
	g.assignCompanions()
	for _, v := range g.values {
		v.metric, v.why = v.guessUnit("")
	}
	g.doubtProportions()
	g.readCountsOfTotal()
	g.guessUnitsByKey()
	return nil
}

// findNames finds the column of models and, in a long table, the columns of benchmarks and
// metrics.
func (g *guess) findNames() {
	text := func(c *column) bool {
		return c.n > 0 && !c.isNumeric() && c.share(c.urls) < 0.5 && c.share(c.dates) < 0.5 && c.scorers*2 < c.n
	}
	if g.layout.Transpose {
		g.model = g.columns[0]
		return
	}
	g.long = slices.ContainsFunc(g.columns, func(c *column) bool { return c.isNumeric() && hasHeader(valueHeaders, c.name) })
	for _, h := range modelHeaders {
		for _, c := range g.columns {
			if g.model == nil && text(c) && hasHeader([]string{h}, c.name) {
				g.model = c
			}
		}
	}
	for _, c := range g.columns {
		if g.model == nil && text(c) && !hasHeader(metaHeaders, c.name) && modelWord.MatchString(splitWords(c.name)) {
			g.model = c
		}
	}
	if g.model == nil {
		for _, c := range g.columns {
			if text(c) && !hasHeader(metaHeaders, c.name) && !hasHeader(benchmarkHeaders, c.name) && len(c.distinct)*10 >= c.n*7 {
				g.model = c
				break
			}
		}
	}
	wide := g.isWide()
	for _, c := range g.columns {
		switch {
		case g.model != nil && c != g.model && g.version == nil && g.isVersion(c):
			g.version = c
		case c == g.model || !text(c):
		case g.benchmark == nil && hasHeader(benchmarkHeaders, c.name) && wide:
			g.groupColumns = append(g.groupColumns, c)
		case g.benchmark == nil && hasHeader(benchmarkHeaders, c.name) && c.blank*10 < c.n && (len(c.distinct) > 1 || g.long):
			g.benchmark = c
		case g.metric == nil && hasHeader(metricHeaders, c.name):
			g.metric = c
		case g.evaluator == nil && hasHeader(evaluatorHeaders, c.name):
			g.evaluator = c
		case g.units == nil && hasHeader(unitHeaders, c.name):
			g.units = c
		}
	}
}

// assignRole determines the role of one of the other columns.
func (g *guess) assignRole(c *column) {
	leave := func(why string) { g.left = append(g.left, leftOut{c, why}) }
	switch {
	case c.n == 0:
		leave("it is blank")
	case c.isNumeric() && c.name != "" && strings.Trim(c.name, "+-±#/*.% ") == "" && !hasHeader(rankHeaders, c.name):
		leave("its name is not a word: a rule with its own benchmark can read it")
	case c.repeatsName:
		leave(fmt.Sprintf("a second column of this name: a rule for \"#%d\" with its own benchmark or setting can read it", c.at+1))
	case c.offsets*2 > c.n || c.bounds*2 > c.n || c.isNumeric() && c.plusMinus == 0 && c.parens == 0 && (stderrHeader.MatchString(splitWords(c.name)) && !g.isNotStandardError(c) || isEnd(c.name) && g.hasOtherEnd(c) || g.halfWidthKind(c) == "ci"):
		// It belongs to a column of values: see companions.go.
	case c.isNumeric() && isEnd(c.name) && !g.hasOtherEnd(c) && (ciWord.MatchString(splitWords(unbracketed(c.name))) || nameWithoutEnd(c.name) == "" && !plainEnds.MatchString(splitWords(unbracketed(c.name)))):
		leave("by its header one end of an interval, but there is no other end, or the values do not lie between the two")
	case c.isNumeric() && g.halfWidthKind(c) != "":
		leave("half-widths, but the file does not say of what: a rule can read them as stderr or as an interval of form: half")
	case c.urls*2 > c.n:
		leave("addresses")
	case c.isNumeric() && c.whole == c.numbers && c.low >= 1e9 && momentHeader.MatchString(splitWords(c.name)) && !smallUnit.MatchString(splitWords(c.name)):
		leave("they seem to be times in seconds since 1970, which a map cannot read: write them as dates")
	case !c.isNumeric() && c.dates == 0 && c.days == 0 && hasHeader(dayHeaders, c.name) && strings.ContainsAny(c.example, "0123456789"):
		leave("days by its header, in a form that a draft does not know: reported_on can read it if date: says how the file would write 2 January 2006")
	case c.days*2 > c.n && c.dates == 0:
		leave("days, but it is not clear whether the day or the month comes first: reported_on with date: 2/1/2006 or date: 1/2/2006 can read it")
	case c.dates*2 > c.n && (g.day == nil || !hasHeader(dayHeaders, g.day.name)) && !regexp.MustCompile(`(?i)release|cutoff|cut-off|knowledge`).MatchString(c.name):
		if g.day != nil {
			g.left = append(g.left, leftOut{g.day, "days, but another column is more likely the day of the report"})
		}
		g.day = c
	case c.dates*2 > c.n:
		leave("days, but probably not those of the report")
	case c == g.rank:
	case g.size == nil && hasHeader(sizeHeaders, c.name) && c.whole*2 > c.n && !g.isLikeOthers(c):
		g.size = c
	case g.settingOf(c) != "":
		g.settings = append(g.settings, setting{c, g.settingOf(c)})
	case rankWords.MatchString(splitWords(c.name)) && c.whole == c.numbers && c.isNumeric():
		leave("a rank, which follows from scores")
	case c.name == "" || c.isNumeric() && c.countsLines():
		leave("it counts the lines")
	case g.distinguishesLines(c):
		g.settings = append(g.settings, setting{c, extraField(c)})
	case !hasHeader(valueHeaders, c.name) && c.holdsRanks():
		leave("whole numbers from 1, none above its line number: these look like ranks, which follow from scores")
	case c.isConstant() && !hasHeader(valueHeaders, c.name):
		if totalHeader.MatchString(splitWords(c.name)) && g.size == nil {
			g.size, g.ofTotal = c, true
			return
		}
		leave("the same number in every line")
	case c.isNumeric() && c.parens == 0 && c.plusMinus == 0 && deviation.MatchString(splitWords(c.name)):
		leave("standard deviations, which are neither scores nor standard errors")
	case c.isNumeric() && len(c.units) > 1:
		leave("numbers in different units")
	case c.isNumeric() && changeHeader.MatchString(splitWords(c.name)):
		leave("a difference, which follows from scores")
	case hasHeader(metaHeaders, c.name) || metaWords.MatchString(splitWords(c.name+" "+c.inUnit)) && c.percents == 0:
		leave("about the model, not a score")
	case c.scorers*2 > c.n && !c.isNumeric():
		leave("scorers with their values: a rule with form: scorers can read it, see docs/maps.md")
	case !c.isNumeric() && c.pairs*2 > c.n:
		g.values = append(g.values, &valueGuess{column: c})
	case !c.isNumeric() && c.faults*2 > c.n:
		leave("text; " + c.fault)
	case !c.isNumeric():
		leave("text")
	case g.benchmark != nil && (g.long || len(g.values) > 0) && !hasHeader(valueHeaders, c.name):
		leave("in a long table one column holds the values; another rule with its own metric can read this one")
	default:
		g.values = append(g.values, &valueGuess{column: c})
	}
}

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
// whole, and in a long table it must not be the version of the task.
func (g *guess) isVersion(c *column) bool {
	if c.n == 0 || c.dates*2 >= c.n || !hasHeader(versionHeaders, c.name) || g.model.name == "" {
		return false
	}
	tasks := func(o *column) bool { return hasHeader(benchmarkHeaders, o.name) }
	return !c.isNumeric() || c.whole == c.numbers && !g.long && !slices.ContainsFunc(g.columns, tasks)
}

// checkCarried returns an error for a long table that names each benchmark only in the
// first of its lines.
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
		return fmt.Errorf("column %q is blank in %s, which seem to continue the benchmark above them: repeat its name on each line first; a map cannot do that", c.name, model.Plural(c.blank, "line"))
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

// distinguishesLines reports whether a column of a few whole numbers, such as a number of
// steps or a context length, distinguishes the lines of a model. The table must have each
// model more than once, and no column of benchmarks.
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

// hasSetting reports whether another column already has that field.
func (g *guess) hasSetting(field string) bool {
	return slices.ContainsFunc(g.settings, func(s setting) bool { return s.field == field })
}

// isLikeOthers reports whether the numbers of a column are as large as those of two other
// columns. If its header may name a number of items or a benchmark, it is then a
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

// settingOf returns the field of the protocol that a column holds, "" for none.
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
