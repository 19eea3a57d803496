package suggest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
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
	g.setAside()
	if err := g.checkShape(); err != nil {
		return err
	}
	if err := g.checkCarried(); err != nil {
		return err
	}
	g.measures = g.countMeasures() > 1
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
	g.assignSizes()
	for _, v := range g.values {
		v.metric, v.why = v.guessUnit("")
	}
	g.shareUnits()
	g.trustPercent()
	for _, v := range g.values {
		if g.benchmark != nil && g.metric == nil && g.measures {
			v.named, v.open = draftSlug(v.name, "metric"), nil
		}
	}
	g.doubtProportions()
	g.readCountsOfTotal()
	g.reuseMetrics()
	g.guessUnitsByKey()
	return nil
}

// setAside profiles the columns again without the lines that sum up the others, such as
// a total, whose numbers say nothing of the unit.
func (g *guess) setAside() {
	isStatistic := func(cells []string) bool { return g.model != nil && g.isStatistic(cells[g.model.at]) }
	if g.layout.Transpose || !slices.ContainsFunc(g.cells, isStatistic) {
		return
	}
	for _, c := range g.columns {
		if c == g.model {
			continue
		}
		again := newColumn(c.comma, c.name, c.at)
		again.sameName, again.repeatsName = c.sameName, c.repeatsName
		for _, cells := range g.cells {
			if !isStatistic(cells) {
				again.readCell(strings.TrimSpace(cells[c.at]))
			}
		}
		again.finish()
		*c = *again
	}
}

// isStatistic reports whether a name is that of a line that sums up the others.
func (g *guess) isStatistic(name string) bool {
	name = strings.TrimSpace(name)
	return hasHeader(baselines, name) || baselineRow.MatchString(name) || statisticsRow.MatchString(name)
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
				g.names = append(g.names, c)
			}
		}
		if len(g.names) > 0 {
			g.model = g.names[0]
		}
		for _, c := range g.names {
			if slices.ContainsFunc(c.order, g.isModel) && !slices.ContainsFunc(g.model.order, g.isModel) {
				g.model = c
			}
		}
		slices.SortStableFunc(g.names, func(a, b *column) int { return boolInt(b == g.model) - boolInt(a == g.model) })
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

// A role is what a column may be: the words of its header, a test of its cells, and what
// becomes of the column. The first role that fits a column is its role.
type role struct {
	words *lazyregexp.Regexp              // in the header; nil: any
	cells func(*guess, *column) bool      // nil: any
	why   string                          // the column is left out for this reason
	take  func(*guess, *column) (ok bool) // or becomes this, unless the result is false
}

// numeric is the test of a column of numbers.
func numeric(_ *guess, c *column) bool { return c.isNumeric() }

// mostly returns the test whether most cells of a column are of a kind.
func mostly(kind func(*column) int) func(*guess, *column) bool {
	return func(_ *guess, c *column) bool { return kind(c)*2 > c.n }
}

var (
	meanOrScore = lazyregexp.New(`(?i)\b(mean|average|avg|score|accuracy|acc|estimate|value)\b`)
	plainError  = lazyregexp.New(`(?i)^(error|err|uncertainty|spread)( bars?)?$`)
	modelDays   = lazyregexp.New(`(?i)releas|cut ?-?off|knowledge|trained|published`)
)

// roles are in the order of their confidence. Those above say what a column surely is;
// a column that reaches the end is a score if something shows that it is one.
var roles = []role{
	{cells: func(_ *guess, c *column) bool { return c.n == 0 }, why: "it is blank"},
	{cells: func(_ *guess, c *column) bool {
		return c.isNumeric() && c.name != "" && strings.Trim(c.name, "+-±#/*.% ") == "" && !hasHeader(rankHeaders, c.name)
	}, why: "its name is not a word: a rule with its own benchmark can read it"},
	{cells: func(_ *guess, c *column) bool { return c.repeatsName }, take: (*guess).leaveRepeated},
	{cells: (*guess).isCompanion, take: func(*guess, *column) bool { return true }}, // of a column of values: see companions.go
	{cells: (*guess).isLooseEnd, why: "by its header one end of an interval, but there is no other end, or the values do not lie between the two"},
	{cells: func(g *guess, c *column) bool { return c.isNumeric() && g.halfWidthKind(c) != "" }, why: "half-widths, but the file does not say of what: a rule can read them as stderr or as an interval of form: half"},
	{words: plainError, cells: func(g *guess, c *column) bool {
		return c.isNumeric() && slices.ContainsFunc(g.columns, func(o *column) bool { return o != c && o.isNumeric() && meanOrScore.MatchString(splitWords(o.name)) })
	}, why: "half of an interval, or a standard error, or a rate of errors; the file does not say which"},
	{cells: mostly(func(c *column) int { return c.urls }), why: "addresses"},
	{words: momentHeader, cells: func(_ *guess, c *column) bool {
		return c.isNumeric() && c.whole == c.numbers && c.low >= 1e9 && !smallUnit.MatchString(splitWords(c.name))
	}, why: "they seem to be times in seconds since 1970, which a map cannot read: write them as dates"},
	{cells: func(_ *guess, c *column) bool {
		return !c.isNumeric() && c.dates == 0 && c.days == 0 && hasHeader(dayHeaders, c.name) && strings.ContainsAny(c.example, "0123456789")
	}, why: "days by its header, in a form that a draft does not know: reported_on can read it if date: says how the file would write 2 January 2006"},
	{words: modelDays, cells: func(_ *guess, c *column) bool { return (c.dates+c.days)*2 > c.n }, why: "days, but probably not those of the report"},
	{cells: mostly(func(c *column) int { return c.dates + c.days }), take: (*guess).takeDay},
	{cells: func(g *guess, c *column) bool { return c == g.rank }, take: func(*guess, *column) bool { return true }},
	{cells: (*guess).isSampleSize, take: (*guess).takeSize},
	{take: (*guess).takeSetting},
	{words: lazyregexp.New(`(?i)^p$`), cells: func(g *guess, c *column) bool {
		return c.high <= 1 && !slices.ContainsFunc(g.columns, func(o *column) bool { return strings.EqualFold(o.name, "r") })
	}, why: "a p-value by its header, not a score"},
	{words: rankWords, cells: numeric, why: "a rank, which follows from scores"},
	{cells: func(_ *guess, c *column) bool { return c.name == "" || c.isNumeric() && c.countsLines() }, why: "it counts the lines"},
	{cells: (*guess).distinguishesLines, take: (*guess).takeExtra},
	{cells: func(_ *guess, c *column) bool { return !hasHeader(valueHeaders, c.name) && c.holdsRanks() }, why: "whole numbers from 1, none above its line number: these look like ranks, which follow from scores"},
	{words: totalHeader, cells: func(g *guess, c *column) bool { return c.isConstant() && g.size == nil }, take: func(g *guess, c *column) bool {
		g.size, g.ofTotal = c, true
		return true
	}},
	{cells: func(_ *guess, c *column) bool { return c.isConstant() && !hasHeader(valueHeaders, c.name) }, why: "the same number in every line"},
	{words: deviation, cells: func(_ *guess, c *column) bool { return c.isNumeric() && c.parens == 0 && c.plusMinus == 0 }, why: "standard deviations, which are neither scores nor standard errors"},
	{cells: func(_ *guess, c *column) bool { return c.isNumeric() && len(c.units) > 1 }, why: "numbers in different units"},
	{words: changeHeader, cells: numeric, why: "a difference, which follows from scores"},
	{cells: (*guess).isFact, why: "about the model, not a score"},
	{cells: func(_ *guess, c *column) bool { return c.isNumeric() && c.n > 2 && c.isYesOrNo() }, why: "only 0 and 1, a yes or no and not a score"},
	{cells: func(_ *guess, c *column) bool { return c.scorers*2 > c.n && !c.isNumeric() }, why: "scorers with their values: a rule with form: scorers can read it, see docs/maps.md"},
	{cells: func(_ *guess, c *column) bool { return !c.isNumeric() && c.pairs*2 > c.n }, take: (*guess).takeValue},
	{cells: func(_ *guess, c *column) bool { return !c.isNumeric() && c.faults*2 > c.n }, take: func(g *guess, c *column) bool {
		g.left = append(g.left, leftOut{c, "text; " + c.fault})
		return true
	}},
	{cells: func(_ *guess, c *column) bool { return !c.isNumeric() }, why: isText},
	{cells: func(g *guess, c *column) bool {
		return g.benchmark != nil && (g.long || len(g.values) > 0) && !g.measures && !hasHeader(valueHeaders, c.name)
	}, why: "in a long table one column holds the values; another rule with its own metric can read this one"},
	{cells: (*guess).isScore, take: (*guess).takeValue},
	{why: "numbers, but nothing shows that they are scores: a rule of its own can read them"},
}

const isText = "text"

// assignRole determines the role of one of the other columns.
func (g *guess) assignRole(c *column) {
	words := splitWords(c.name)
	for _, r := range roles {
		switch {
		case r.words != nil && !r.words.MatchString(words) || r.cells != nil && !r.cells(g, c):
		case r.take == nil:
			g.left = append(g.left, leftOut{c, r.why})
			return
		case r.take(g, c):
			return
		}
	}
}

func (g *guess) leaveRepeated(c *column) bool {
	g.left = append(g.left, leftOut{c, fmt.Sprintf("a second column of this name: a rule for \"#%d\" with its own benchmark or setting can read it", c.at+1)})
	return true
}

func (g *guess) takeValue(c *column) bool {
	g.values = append(g.values, &valueGuess{column: c})
	return true
}

// takeDay makes a column the day of the report: the first one, or one whose header says so.
func (g *guess) takeDay(c *column) bool {
	switch {
	case c.dates == 0:
		g.unclearDay = c
		g.left = append(g.left, leftOut{c, "days, but it is not clear whether the day or the month comes first: reported_on with date: 2/1/2006 or date: 1/2/2006 can read it"})
		return true
	case g.day != nil && hasHeader(dayHeaders, g.day.name):
		g.left = append(g.left, leftOut{c, "days, but probably not those of the report"})
		return true
	case g.day != nil:
		g.left = append(g.left, leftOut{g.day, "days, but another column is more likely the day of the report"})
	}
	g.day = c
	return true
}

func (g *guess) takeSetting(c *column) bool {
	field := g.settingOf(c)
	if field != "" {
		g.settings = append(g.settings, setting{c, field})
	}
	return field != ""
}

func (g *guess) takeExtra(c *column) bool {
	g.settings = append(g.settings, setting{c, extraField(c)})
	return true
}

// sizeWords matches the words of a header that name a number of items, without the name of
// the column of values that they are of.
var sizeWords = lazyregexp.New(`(?i)\b(n|num|number|of|votes|count|samples?|sample size|questions|items|examples|instances|battles|total|size|for)\b`)

// isSampleSize reports whether a column holds the number of items of all values or, by the
// rest of its header, of one column of values.
func (g *guess) isSampleSize(c *column) bool {
	return (hasHeader(sizeHeaders, c.name) || g.sizeOf(c) != nil) && (c.whole+len(c.letters) > 0 && (c.whole+c.countLetters())*2 > c.n) && !g.isLikeOthers(c)
}

// sizeOf returns the column of numbers that the header of a number of items names, or nil.
func (g *guess) sizeOf(c *column) *column {
	words := splitWords(unbracketed(c.name))
	rest := strings.ToLower(strings.Join(strings.Fields(sizeWords.ReplaceAllString(words, " ")), " "))
	if rest == "" || !sizeWords.MatchString(words) {
		return nil
	}
	for _, o := range g.columns {
		if o != c && o.isNumeric() && strings.ToLower(splitWords(o.name)) == rest {
			return o
		}
	}
	return nil
}

// takeSize makes a column the sample size of the column that its header names, or of all.
func (g *guess) takeSize(c *column) bool {
	if o := g.sizeOf(c); o != nil {
		g.sizes[o] = c
		return true
	}
	if g.size != nil {
		return false
	}
	g.size = c
	return true
}

// isCompanion reports whether a column holds intervals or standard errors.
func (g *guess) isCompanion(c *column) bool {
	if c.offsets*2 > c.n || c.bounds*2 > c.n {
		return true
	}
	return c.isNumeric() && c.plusMinus == 0 && c.parens == 0 && (stderrHeader.MatchString(splitWords(c.name)) && !g.isNotStandardError(c) || isEnd(c.name) && g.hasOtherEnd(c) || g.halfWidthKind(c) == "ci")
}

// isLooseEnd reports whether a column is one end of an interval whose other end is not there.
func (g *guess) isLooseEnd(c *column) bool {
	words := splitWords(unbracketed(c.name))
	return c.isNumeric() && isEnd(c.name) && !g.hasOtherEnd(c) && (ciWord.MatchString(words) || nameWithoutEnd(c.name) == "" && !plainEnds.MatchString(words))
}

// isFact reports whether a column is about the model, by its header. Precision next to
// recall is a metric.
func (g *guess) isFact(c *column) bool {
	if strings.EqualFold(c.name, "precision") && g.measures {
		return false
	}
	return hasHeader(metaHeaders, c.name) || metaWords.MatchString(splitWords(c.name+" "+c.inUnit)) && c.percents == 0
}

// isScore reports whether something shows that the numbers of a column are scores: a word
// of its header, a sign, decimals between 0 and 100, or that other columns of the table have numbers of the
// same size. A table with one column of numbers has its scores there.
func (g *guess) isScore(c *column) bool {
	words := splitWords(c.name)
	if c.percents+c.plusMinus+c.parens+c.withIntervals+c.dollars+c.fractions > 0 || c.inUnit != "" || scoreWord.MatchString(words) || looksLikeBenchmark(c.name) ||
		hasHeader(valueHeaders, c.name) || hasHeader(scoreHeaders, c.name) || countHeader.MatchString(words) || unitWord(words) || g.layout.Transpose {
		return true
	}
	if len(c.letters) > 0 {
		return false
	}
	if c.low >= -100 && c.high <= 100 && c.whole < c.numbers {
		return true
	}
	like, numbers := 0, 0
	for _, o := range g.columns {
		if o == c || !o.isNumeric() || o == g.rank || o == g.size || hasHeader(metaHeaders, o.name) || hasHeader(sizeHeaders, o.name) {
			continue
		}
		if numbers++; o.low <= 1.3*c.high && c.low <= 1.3*o.high && o.high <= 10*c.high && c.high <= 10*o.high || min(c.high, o.high) > 10 && max(c.high, o.high) <= 100 && min(c.low, o.low) >= 0 {
			like++
		}
	}
	return numbers == 0 || like > 0
}

// scoreWord matches words of headers that name scores.
var scoreWord = lazyregexp.New(`(?i)%|\b(acc|accuracy|genauigkeit|exactitude|f1|em|exact match|scores?|index|recall|precision|loss|bleu|rouge|chrf|comet|pass|win|rate|elo|rating|arena|points|pts|average|avg|mean|median|overall|total|auc|auroc|map|mrr|ndcg|mcc|wer|cer|ppl|perplexity|brier|ece|distance|correct|resolved|solved|success|quality|horizon|glicko|trueskill)\b`)

// unitWord reports whether a header names a price, a time, a rate or a length.
func unitWord(words string) bool {
	for _, re := range []*lazyregexp.Regexp{msHeader, rateHeader, costHeader, timeHeader, percentHead, hoursHeader, lengthHeader, lessHeader, indexHeader, eloHeader, earnedHeader} {
		if re.MatchString(words) {
			return true
		}
	}
	return false
}

// isModel reports whether a text is the name of a model on record, or looks like one.
func (g *guess) isModel(text string) bool {
	return looksLikeModel(text) || g.known.Names[ingest.Norm(text)]
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// countMeasures counts the columns of numbers that are named after metrics, such as accuracy.
func (g *guess) countMeasures() int {
	n := 0
	for _, c := range g.columns {
		if c.isNumeric() && (ofBoard(c.name) && !hasHeader([]string{"score", "scores", "value", "result", "rank"}, c.name) || measureName.MatchString(metricWords(c.name))) {
			n++
		}
	}
	return n
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
