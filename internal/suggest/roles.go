package suggest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/lazyregexp"
	"provenance/internal/sheet"
)

// assignRoles determines the role of each column. It returns an error that says why no map
// can be drafted.
func (g *guess) assignRoles() error {
	if len(g.Columns) < 2 {
		return errors.New("the file has only one column: a table needs model names and values")
	}
	for _, c := range g.Columns {
		if c.DecimalCommas*2 > c.N && c.N > 1 {
			return fmt.Errorf("column %q uses decimal commas (%q) but other columns use decimal points: write all numbers the same way", c.Name, c.CommaExample)
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
	for _, c := range g.Columns {
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
			v.named, v.open = draftSlug(v.Name, "metric"), nil
		}
	}
	g.doubtProportions()
	g.readCountsOfTotal()
	g.reuseMetrics()
	g.guessUnitsByKey()
	return nil
}

// A role is what a column may be: the words of its header, a test of its cells, and what
// becomes of the column. The first role that fits a column is its role.
type role struct {
	words *lazyregexp.Regexp                    // in the header; nil: any
	cells func(*guess, *sheet.Column) bool      // nil: any
	why   string                                // the column is left out for this reason
	take  func(*guess, *sheet.Column) (ok bool) // or becomes this, unless the result is false
}

// numeric is the test of a column of numbers.
func numeric(_ *guess, c *sheet.Column) bool { return c.IsNumeric() }

// mostly returns the test whether most cells of a column are of a kind.
func mostly(kind func(*sheet.Column) int) func(*guess, *sheet.Column) bool {
	return func(_ *guess, c *sheet.Column) bool { return kind(c)*2 > c.N }
}

var (
	meanOrScore = lazyregexp.New(`(?i)\b(mean|average|avg|score|accuracy|acc|estimate|value)\b`)
	extreme     = lazyregexp.New(`(?i)^(min|max|minimum|maximum|worst|range)( (run|score|value))?$`)
	plainError  = lazyregexp.New(`(?i)^(error|err|uncertainty|spread)( bars?)?$`)
	modelDays   = lazyregexp.New(`(?i)releas|cut ?-?off|knowledge|trained|published`)
)

// perUnit matches bits per byte and the like, which are losses.
var perUnit = lazyregexp.New(`(?i)\bper (byte|char(acter)?|token|word)\b`)

// roles are in the order of their confidence. Those above say what a column surely is;
// a column that reaches the end is a score if something shows that it is one.
var roles = []role{
	{cells: func(_ *guess, c *sheet.Column) bool { return c.N == 0 }, why: "it is blank"},
	{cells: func(_ *guess, c *sheet.Column) bool {
		return c.IsNumeric() && c.Name != "" && strings.Trim(c.Name, "+-±#/*.% ") == "" && !sheet.HasHeader(sheet.RankHeaders, c.Name)
	}, why: "its name is not a word: a rule with its own benchmark can read it"},
	{cells: func(_ *guess, c *sheet.Column) bool { return c.RepeatsName }, take: (*guess).leaveRepeated},
	{cells: (*guess).isCompanion, take: func(*guess, *sheet.Column) bool { return true }}, // of a column of values: see companions.go
	{cells: (*guess).isLooseEnd, why: "by its header one end of an interval, but there is no other end, or the values do not lie between the two"},
	{cells: func(g *guess, c *sheet.Column) bool { return c.IsNumeric() && g.halfWidthKind(c) != "" }, why: "half-widths, but the file does not say of what: a rule can read them as stderr or as an interval of form: half"},
	{words: plainError, cells: func(g *guess, c *sheet.Column) bool {
		return c.IsNumeric() && slices.ContainsFunc(g.Columns, func(o *sheet.Column) bool {
			return o != c && o.IsNumeric() && meanOrScore.MatchString(sheet.SplitWords(o.Name))
		})
	}, why: "half of an interval, or a standard error, or a rate of errors; the file does not say which"},
	{cells: mostly(func(c *sheet.Column) int { return c.Urls }), why: "addresses"},
	{words: sheet.MomentHeader, cells: func(_ *guess, c *sheet.Column) bool {
		return c.IsNumeric() && c.Whole == c.Numbers && c.Low >= 1e9 && !sheet.SmallUnit.MatchString(sheet.SplitWords(c.Name))
	}, why: "they seem to be times in seconds since 1970, which a map cannot read: write them as dates"},
	{cells: func(_ *guess, c *sheet.Column) bool {
		return !c.IsNumeric() && c.Dates == 0 && c.Days == 0 && sheet.HasHeader(sheet.DayHeaders, c.Name) && strings.ContainsAny(c.Example, "0123456789")
	}, why: "days by its header, in a form that a draft does not know: reported_on can read it if date: says how the file would write 2 January 2006"},
	{words: modelDays, cells: func(_ *guess, c *sheet.Column) bool { return (c.Dates+c.Days)*2 > c.N }, why: "days, but probably not those of the report"},
	{cells: mostly(func(c *sheet.Column) int { return c.Dates + c.Days }), take: (*guess).takeDay},
	{cells: func(g *guess, c *sheet.Column) bool { return c == g.rank }, take: func(*guess, *sheet.Column) bool { return true }},
	{cells: (*guess).isSampleSize, take: (*guess).takeSize},
	{cells: func(g *guess, c *sheet.Column) bool { return g.settingOf(c) != "" }, take: func(g *guess, c *sheet.Column) bool { return g.takeAs(c, g.settingOf(c)) }},
	{words: lazyregexp.New(`(?i)^p$`), cells: func(g *guess, c *sheet.Column) bool {
		return c.High <= 1 && !slices.ContainsFunc(g.Columns, func(o *sheet.Column) bool { return strings.EqualFold(o.Name, "r") })
	}, why: "a p-value by its header, not a score"},
	{words: sheet.RankWords, cells: numeric, why: "a rank, which follows from scores"},
	{cells: func(_ *guess, c *sheet.Column) bool { return c.Name == "" || c.IsNumeric() && c.CountsLines() }, why: "it counts the lines"},
	{cells: (*guess).distinguishesLines, take: func(g *guess, c *sheet.Column) bool { return g.takeAs(c, extraField(c)) }},
	{cells: func(_ *guess, c *sheet.Column) bool {
		return !sheet.HasHeader(sheet.ValueHeaders, c.Name) && c.HoldsRanks()
	}, why: "whole numbers from 1, none above its line number: these look like ranks, which follow from scores"},
	{words: sheet.TotalHeader, cells: func(g *guess, c *sheet.Column) bool { return c.IsConstant() && g.size == nil }, take: func(g *guess, c *sheet.Column) bool {
		g.size, g.ofTotal = c, true
		return true
	}},
	{cells: func(_ *guess, c *sheet.Column) bool {
		return c.IsConstant() && !sheet.HasHeader(sheet.ValueHeaders, c.Name)
	}, why: "the same number in every line"},
	{words: sheet.Deviation, cells: func(_ *guess, c *sheet.Column) bool { return c.IsNumeric() && c.Parens == 0 && c.PlusMinus == 0 }, why: "standard deviations, which are neither scores nor standard errors"},
	{words: extreme, cells: func(g *guess, c *sheet.Column) bool {
		return c.IsNumeric() && slices.ContainsFunc(g.Columns, func(o *sheet.Column) bool {
			return o != c && o.IsNumeric() && meanOrScore.MatchString(sheet.SplitWords(o.Name))
		})
	}, why: "the least or the greatest of several runs, not a score of its own"},
	{cells: func(_ *guess, c *sheet.Column) bool { return c.IsNumeric() && len(c.Units) > 1 }, why: "numbers in different units"},
	{words: sheet.ChangeHeader, cells: numeric, why: "a difference, which follows from scores"},
	{cells: (*guess).isFact, why: "about the model, not a score"},
	{cells: func(_ *guess, c *sheet.Column) bool { return c.IsNumeric() && c.N > 2 && c.IsYesOrNo() }, why: "only 0 and 1, a yes or no and not a score"},
	{cells: func(_ *guess, c *sheet.Column) bool { return c.Scorers*2 > c.N && !c.IsNumeric() }, why: "scorers with their values: a rule with form: scorers can read it, see docs/maps.md"},
	{cells: func(_ *guess, c *sheet.Column) bool { return !c.IsNumeric() && c.Pairs*2 > c.N }, take: (*guess).takeValue},
	{cells: func(_ *guess, c *sheet.Column) bool { return !c.IsNumeric() && c.Faults*2 > c.N }, take: func(g *guess, c *sheet.Column) bool {
		g.left = append(g.left, leftOut{c, "text; " + c.Fault})
		return true
	}},
	{cells: func(_ *guess, c *sheet.Column) bool { return !c.IsNumeric() }, why: isText},
	{cells: func(g *guess, c *sheet.Column) bool {
		return g.benchmark != nil && (g.long || len(g.values) > 0) && !g.measures && !sheet.HasHeader(sheet.ValueHeaders, c.Name)
	}, why: "in a long table one column holds the values; another rule with its own metric can read this one"},
	{cells: (*guess).isScore, take: (*guess).takeValue},
	{why: "numbers, but nothing shows that they are scores: a rule of its own can read them"},
}

const isText = "text"

// assignRole determines the role of one of the other columns.
func (g *guess) assignRole(c *sheet.Column) {
	words := sheet.SplitWords(c.Name)
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

func (g *guess) leaveRepeated(c *sheet.Column) bool {
	g.left = append(g.left, leftOut{c, fmt.Sprintf("a second column of this name: a rule for \"#%d\" with its own benchmark or setting can read it", c.At+1)})
	return true
}

func (g *guess) takeValue(c *sheet.Column) bool {
	g.values = append(g.values, &valueGuess{Column: c})
	return true
}

// takeDay makes a column the day of the report: the first one, or one whose header says so.
func (g *guess) takeDay(c *sheet.Column) bool {
	switch {
	case c.Dates == 0:
		g.unclearDay = c
		g.left = append(g.left, leftOut{c, "days, but it is not clear whether the day or the month comes first: reported_on with date: 2/1/2006 or date: 1/2/2006 can read it"})
		return true
	case g.day != nil && sheet.HasHeader(sheet.DayHeaders, g.day.Name):
		g.left = append(g.left, leftOut{c, "days, but probably not those of the report"})
		return true
	case g.day != nil:
		g.left = append(g.left, leftOut{g.day, "days, but another column is more likely the day of the report"})
	}
	g.day = c
	return true
}

func (g *guess) takeAs(c *sheet.Column, field string) bool {
	g.settings = append(g.settings, setting{c, field})
	return true
}

// sizeWords matches the words of a header that name a number of items, without the name of
// the column of values that they are of.
var sizeWords = lazyregexp.New(`(?i)\b(n|num|number|of|votes|count|samples?|sample size|questions|items|examples|instances|battles|total|size|for)\b`)

// isSampleSize reports whether a column holds the number of items of all values or, by the
// rest of its header, of one column of values.
func (g *guess) isSampleSize(c *sheet.Column) bool {
	return (sheet.HasHeader(sheet.SizeHeaders, c.Name) || g.sizeOf(c) != nil) && (c.Whole+len(c.Letters) > 0 && (c.Whole+c.CountLetters())*2 > c.N) && !g.isLikeOthers(c)
}

// sizeOf returns the column of numbers that the header of a number of items names, or nil.
func (g *guess) sizeOf(c *sheet.Column) *sheet.Column {
	words := sheet.SplitWords(sheet.Unbracketed(c.Name))
	rest := strings.ToLower(strings.Join(strings.Fields(sizeWords.ReplaceAllString(words, " ")), " "))
	if rest == "" || !sizeWords.MatchString(words) {
		return nil
	}
	for _, o := range g.Columns {
		if o != c && o.IsNumeric() && strings.ToLower(sheet.SplitWords(o.Name)) == rest {
			return o
		}
	}
	return nil
}

// takeSize makes a column the sample size of the column that its header names, or of all.
func (g *guess) takeSize(c *sheet.Column) bool {
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
func (g *guess) isCompanion(c *sheet.Column) bool {
	if c.Offsets*2 > c.N || c.Bounds*2 > c.N {
		return true
	}
	return c.IsNumeric() && c.PlusMinus == 0 && c.Parens == 0 && (sheet.StderrHeader.MatchString(sheet.SplitWords(c.Name)) && !g.isNotStandardError(c) || sheet.IsEnd(c.Name) && g.hasOtherEnd(c) || g.halfWidthKind(c) == "ci")
}

// isLooseEnd reports whether a column is one end of an interval whose other end is not there.
func (g *guess) isLooseEnd(c *sheet.Column) bool {
	words := sheet.SplitWords(sheet.Unbracketed(c.Name))
	return c.IsNumeric() && sheet.IsEnd(c.Name) && !g.hasOtherEnd(c) && (sheet.CiWord.MatchString(words) || sheet.NameWithoutEnd(c.Name) == "" && !sheet.PlainEnds.MatchString(words))
}

// isFact reports whether a column is about the model, by its header. Precision next to
// recall is a metric.
func (g *guess) isFact(c *sheet.Column) bool {
	if strings.EqualFold(c.Name, "precision") && g.measures {
		return false
	}
	if perUnit.MatchString(sheet.SplitWords(c.Name)) {
		return false
	}
	return sheet.HasHeader(sheet.MetaHeaders, c.Name) || sheet.MetaWords.MatchString(sheet.SplitWords(c.Name+" "+c.InUnit)) && c.Percents == 0
}

// isScore reports whether something shows that the numbers of a column are scores: a word
// of its header, a sign, decimals between 0 and 100, or that other columns of the table have numbers of the
// same size. A table with one column of numbers has its scores there.
func (g *guess) isScore(c *sheet.Column) bool {
	words := sheet.SplitWords(c.Name)
	if c.Percents+c.PlusMinus+c.Parens+c.WithIntervals+c.Dollars+c.Fractions > 0 || c.InUnit != "" || scoreWord.MatchString(words) || sheet.LooksLikeBenchmark(c.Name) ||
		sheet.HasHeader(sheet.ValueHeaders, c.Name) || sheet.HasHeader(sheet.ScoreHeaders, c.Name) || sheet.CountHeader.MatchString(words) || unitWord(words) || g.Layout.Transpose {
		return true
	}
	if len(c.Letters) > 0 {
		return false
	}
	if c.Low >= -100 && c.High <= 100 && c.Whole < c.Numbers {
		return true
	}
	like, numbers := 0, 0
	for _, o := range g.Columns {
		if o == c || !o.IsNumeric() || o == g.rank || o == g.size || sheet.HasHeader(sheet.MetaHeaders, o.Name) || sheet.HasHeader(sheet.SizeHeaders, o.Name) {
			continue
		}
		if numbers++; o.Low <= 1.3*c.High && c.Low <= 1.3*o.High && o.High <= 10*c.High && c.High <= 10*o.High || min(c.High, o.High) > 10 && max(c.High, o.High) <= 100 && min(c.Low, o.Low) >= 0 {
			like++
		}
	}
	return numbers == 0 || like > 0
}

// scoreWord matches words of headers that name scores.
var scoreWord = lazyregexp.New(`(?i)%|\b(acc|accuracy|genauigkeit|exactitude|f1|em|exact match|scores?|index|recall|precision|loss|bleu|rouge|chrf|comet|pass|win|rate|elo|rating|arena|points|pts|average|avg|mean|median|overall|total|auc|auroc|map|mrr|ndcg|mcc|wer|cer|ppl|perplexity|brier|ece|distance|correct|resolved|solved|success|quality|horizon|glicko|trueskill)\b`)

// unitWord reports whether a header names a price, a time, a rate or a length.
func unitWord(words string) bool {
	for _, re := range []*lazyregexp.Regexp{sheet.MsHeader, sheet.RateHeader, sheet.CostHeader, sheet.TimeHeader, sheet.PercentHead, sheet.HoursHeader, sheet.LengthHeader, sheet.LessHeader, sheet.IndexHeader, sheet.EloHeader, sheet.EarnedHeader} {
		if re.MatchString(words) {
			return true
		}
	}
	return false
}

// distinguishesLines reports whether a column of a few whole numbers, such as a number of
// steps or a context length, distinguishes the lines of a model. The table must have each
// model more than once, and no column of benchmarks.
func (g *guess) distinguishesLines(c *sheet.Column) bool {
	if g.model == nil || g.benchmark != nil || g.Layout.Transpose || !c.IsNumeric() || c.Name == "" || c.Whole != c.N || sheet.HasHeader(sheet.ValueHeaders, c.Name) || g.hasSetting(extraField(c)) || len(c.Distinct) < 2 || len(c.Distinct)*2 > c.N {
		return false
	}
	pairs := map[[2]string]bool{}
	for _, cells := range g.Cells {
		pair := [2]string{strings.TrimSpace(cells[g.model.At]), strings.TrimSpace(cells[c.At])}
		if pairs[pair] {
			return false
		}
		pairs[pair] = true
	}
	return len(g.model.Distinct)*2 <= g.model.N
}

// hasSetting reports whether another column already has that field.
func (g *guess) hasSetting(field string) bool {
	return slices.ContainsFunc(g.settings, func(s setting) bool { return s.field == field })
}

// isLikeOthers reports whether the numbers of a column are as large as those of two other
// columns. If its header may name a number of items or a benchmark, it is then a
// benchmark.
func (g *guess) isLikeOthers(c *sheet.Column) bool {
	if !sheet.HasHeader([]string{"games", "count", "questions", "matches", "examples", "trials", "instances", "comparisons"}, c.Name) {
		return false
	}
	like := 0
	for _, o := range g.Columns {
		if o != c && o.IsNumeric() && o != g.rank && !sheet.HasHeader(sheet.SizeHeaders, o.Name) && o.Low <= 1.3*c.High && c.Low <= 1.3*o.High {
			like++
		}
	}
	return like > 1
}

// settingOf returns the field of the protocol that a column holds, "" for none.
func (g *guess) settingOf(c *sheet.Column) string {
	for field, headers := range sheet.SettingHeaders {
		number := field == "shots" || field == "attempts" || field == "extra.run" || field == "extra.seed"
		text := field == "tools" || field == "harness" || field == "judge" || field == "scaffold" || sheet.HasHeader([]string{"reasoning", "thinking", "agent"}, c.Name)
		if text && c.IsNumeric() {
			continue
		}
		if field == "reasoning_effort" && c.IsYesOrNo() {
			field = "extra.reasoning"
		}
		if sheet.HasHeader(headers, c.Name) && c.N > 0 && (!number || c.Whole == c.N) && (field != "temperature" || c.Numbers == c.N) && !g.hasSetting(field) {
			return field
		}
	}
	return ""
}
