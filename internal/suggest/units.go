package suggest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/boardmap"
	"provenance/internal/lazyregexp"
)

// Words of headers that show the unit of a column, or its relation to a column of
// values. They match a header whose words are set apart, see splitWords.
var (
	stderrHeader = lazyregexp.New(`(?i)(std[ .]*err|standard error|\bsem?\b|standardfehler|erreur.type|标准误)`)
	atPercent    = lazyregexp.New(`(?i)@ ?9\d|\bat 9\d|latency|percentile`)
	smallUnit    = lazyregexp.New(`(?i)\b(ns|us|µs|ms|nanoseconds|microseconds|milliseconds)\b`)
	measureWord  = lazyregexp.New(`(?i)\b(acc|accuracy|f1|em|exact match|score|scores|stderr|precision|recall|loss|bleu|rouge|metric|value)\b`)
	halfHeader   = lazyregexp.New(`(?i)\buncertainty\b|margin of error|^ci[ _-]?9\d|\bconf(idence)? int|\b9[059](\.\d)? ?%|±|\+/-|^ci$|[_ ]ci([_ ]?9\d)?$`)
	msHeader     = lazyregexp.New(`(?i)\bms\b|millisecond`)
	rateHeader   = lazyregexp.New(`(?i)/ ?s(ec)?\b|per second|throughput|\b(speed|tps|rps|qps|rtfx?)\b`)
	lowHeader    = lazyregexp.New(`(?i)(^|[ _-])(ci[ _-]?(low|lo|lower)|lower|low|lo|lb|lcl|q0?25|2\.5 ?%)($|[ _-])|lower bound|ci lower|\bki unten\b|untergrenze|\bci ?[-−]$`)
	highHeader   = lazyregexp.New(`(?i)(^|[ _-])(ci[ _-]?(high|hi|upper)|upper|high|hi|ub|ucl|q975|97\.5 ?%)($|[ _-])|upper bound|ci upper|\bki oben\b|obergrenze|\bci ?\+$`)
	ciHeader     = lazyregexp.New(`(?i)(^|[ _-])(ci|interval|95)($|[ _-])|\bconf(idence)? int`)
	costHeader   = lazyregexp.New(`(?i)\b(costs?|price|usd|spend)\b|\$`)
	dollarHeader = lazyregexp.New(`(?i)\b(usd|dollars?)\b|\$`)
	timeHeader   = lazyregexp.New(`(?i)\b(latency|runtime|time|duration|elapsed|seconds)\b|\((s|sec|secs)\)`)
	inSeconds    = lazyregexp.New(`(?i)\b(s|sec|secs|seconds?)\b`)
	percentHead  = lazyregexp.New(`(^|[^0-9 ]) *%|[0-9] +%$`)
	hoursHeader  = lazyregexp.New(`(?i)\b(hours?|hrs?|minutes?|mins|days)\b|\((min|h|hr)\)|\bin min\b`)
	momentHeader = lazyregexp.New(`(?i)\b(time ?stamps?|time|date|created|updated|submitted|epoch)\b`)
	notTime      = lazyregexp.New(`(?i)\b(time )?horizons?\b|\breal ?time\b|\btime (travel|series)\b`)
	earnedHeader = lazyregexp.New(`(?i)\b(worth|profits?|revenue|earn(ed|ings)?|rewards?|balance|income|money|winnings|payout)\b`)
	deviation    = lazyregexp.New(`(?i)\b(std|stdev|stddev|sd|std dev|deviation|variance)\b`)
	lengthHeader = lazyregexp.New(`(?i)\b(tokens?|ttft|length|words|characters|chars)\b`)
	notLength    = lazyregexp.New(`(?i)\b(rate|winrate|accuracy|controlled|score)\b|%`)
	meanHeader   = lazyregexp.New(`(?i)\b(average|avg|mean|overall|total|aggregate)\b`)
	eloHeader    = lazyregexp.New(`(?i)\b(elo|rating|arena)\b`)
	indexHeader  = lazyregexp.New(`(?i)\b(index|points|pts|stars|marks?|grade)\b`)
	countHeader  = lazyregexp.New(`(?i)\b(wins?|loss|losses|ties|draws|errors|failures|failed|counts?|solved|resolved|correct|passed|tokens?|steps|turns|calls|games|bugs|problems|instances|completed|number of|num)\b|^#`)
	shareHeader  = lazyregexp.New(`(?i)%|\b(rate|winrate|ratio|share|accuracy|acc|score|avg|average|mean|per|pct|percent|percentage)\b`)
	rangeHeader  = lazyregexp.New(`(?i)[(\[] *-?\d+ *(?:–|to|\.\.| ) *(\d+) *[)\]]|/ *(\d+) *[)\]]?$|\bout of (\d+)`)
	lessHeader   = lazyregexp.New(`(?i)↓|\b(wer|cer|ter|fid|rmse|mae|mse|perplexity|ppl|loss|nll|bpb|bpc|errors?|failures|hallucinations?|toxicity|lower is better)\b`)
	notLess      = lazyregexp.New(`(?i)\berrors? (correction|detection|recovery|handling|analysis)\b`)
	notShare     = lazyregexp.New(`(?i)\b(fid|rmse|mae|mse|perplexity|ppl|loss|nll|bpb|bpc)\b`)
	changeHeader = lazyregexp.New(`(?i)Δ|\b(delta|change|diff|difference|improvement|gain)\b`)
)

// isLow and isHigh report whether a header is that of one end of an interval, which may
// be in brackets.
func isLow(header string) bool  { return lowHeader.MatchString(unbracketed(header)) }
func isHigh(header string) bool { return highHeader.MatchString(unbracketed(header)) }
func isEnd(header string) bool  { return isLow(header) || isHigh(header) }

// unbracketed returns a header without brackets, their contents as further words.
func unbracketed(header string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("(", " ", ")", " ", "[", " ", "]", " ").Replace(header)), " ")
}

// draftMetrics are the metrics that a draft uses.
var draftMetrics = map[string]string{
	"score-percent":    `{slug: score-percent, name: Score, unit: percent, lower_bound: "0", upper_bound: "100", higher_is_better: "true"}`,
	"score-proportion": `{slug: score-proportion, name: Score, unit: proportion, lower_bound: "0", upper_bound: "1", higher_is_better: "true"}`,
	"score-points":     `{slug: score-points, name: Score, unit: points, higher_is_better: "true"}`,
	"signed-percent":   `{slug: signed-percent, name: Score, unit: percent, higher_is_better: "true"}`,
	"error-percent":    `{slug: error-percent, name: Error, unit: percent, lower_bound: "0", higher_is_better: "false"}`,
	"error-proportion": `{slug: error-proportion, name: Error, unit: proportion, lower_bound: "0", higher_is_better: "false"}`,
	"loss-points":      `{slug: loss-points, name: Loss, unit: points, higher_is_better: "false"}`,
	"count":            `{slug: count, name: Count, unit: count, lower_bound: "0", note: "TODO: of what; is more better?"}`,
	"elo":              `{slug: elo, name: Elo, quantity: elo, unit: elo, higher_is_better: "true"}`,
	"rate":             `{slug: rate, name: Rate, unit: points, higher_is_better: "true", note: "TODO: of what, per what"}`,
	"milliseconds":     `{slug: milliseconds, name: Latency in milliseconds, unit: points, lower_bound: "0", higher_is_better: "false"}`,
	"cost":             `{slug: cost, name: Cost, unit: points, lower_bound: "0", higher_is_better: "false", note: "TODO: in which currency"}`,
	"cost-usd":         `{slug: cost-usd, name: Cost, unit: usd, lower_bound: "0", higher_is_better: "false"}`,
	"earned-usd":       `{slug: earned-usd, name: Earned, unit: usd, higher_is_better: "true"}`,
	"time":             `{slug: time, name: Time, unit: points, lower_bound: "0", higher_is_better: "false", note: "TODO: in which unit"}`,
	"latency-seconds":  `{slug: latency-seconds, name: Latency, unit: seconds, lower_bound: "0", higher_is_better: "false"}`,
}

// lessMetrics are the metrics to use for a column in which less is better.
var lessMetrics = map[string]string{"score-percent": "error-percent", "signed-percent": "error-percent", "score-proportion": "error-proportion", "score-points": "loss-points"}

// guessUnit guesses the metric, and so the unit, of the numbers of a column. The
// parameter of is the text of the column of metrics or benchmarks that its values
// belong to, if there is one.
func (v *valueGuess) guessUnit(of string) (metric, why string) {
	name := splitWords(v.name + " " + of)
	if v.inUnit != "" {
		name += " (" + v.inUnit + ")"
	}
	metric, why = v.guessUnitOf(name)
	if less := lessMetrics[metric]; less != "" && lessHeader.MatchString(name) && !notLess.MatchString(name) && (v.numbers > 0 || v.pairs == 0) {
		metric, why = less, "less is better, by its header; "+why
	}
	return metric, why
}

// guessUnitOf guesses the unit of a column by its header, by what its cells print, and
// by the size of its values. If none of these shows it, the unit is points: a wrong
// unit is worse than no unit.
func (v *valueGuess) guessUnitOf(name string) (metric, why string) {
	low, high := v.floor(), v.column.high
	bounds := v.rangeText()
	whole := v.whole == v.numbers && v.percents == 0
	switch {
	case msHeader.MatchString(name):
		return "milliseconds", "by its header; less is better; " + bounds
	case rateHeader.MatchString(name):
		return "rate", "by its header a rate; " + bounds
	case v.numbers == 0 && v.fractions == v.pairs && !v.hasMarksTotal():
		return "count", "a guess: how many of how many"
	case v.numbers == 0 && v.pairDollars*2 > v.pairs:
		return "cost-usd", "by its sign a price; less is better"
	case v.numbers == 0 && v.pairPercents*2 > v.pairs:
		return "score-percent", "its parts print a percent sign"
	case v.numbers == 0 && v.pairs > 0:
		return "score-points", "a guess: the unit is not printed"
	case v.dollars > 0 && earnedHeader.MatchString(name):
		return "earned-usd", "by its sign a sum of money, and by its name one that is earned; " + bounds
	case v.dollars > 0 || costHeader.MatchString(name) && dollarHeader.MatchString(name):
		return "cost-usd", "by its name or sign a price; less is better; " + bounds
	case costHeader.MatchString(name):
		return "cost", "by its name a price, but the currency is not printed; less is better; " + bounds
	case timeHeader.MatchString(name) && inSeconds.MatchString(name) && !notTime.MatchString(name):
		return "latency-seconds", "by its name a time; less is better; " + bounds
	case timeHeader.MatchString(name) && v.percents == 0 && !notTime.MatchString(name):
		return "time", "by its name a time, but its unit is not printed; less is better; " + bounds
	case hoursHeader.MatchString(name) && v.percents == 0:
		return "score-points", "by its header in hours, minutes or days; " + bounds
	case v.inUnit == "USD":
		return "cost-usd", "by what stands after its numbers; less is better; " + bounds
	case v.inUnit != "":
		return "score-points", fmt.Sprintf("in %s, as its cells say; %s", v.inUnit, bounds)
	case v.percents > 0 && (low < 0 || high > 100):
		return "signed-percent", fmt.Sprintf("%d of %d cells print a percent sign; %s", v.percents, v.n, bounds)
	case v.percents > 0:
		return "score-percent", fmt.Sprintf("%d of %d cells print a percent sign", v.percents, v.n)
	case percentHead.MatchString(name) && (low < 0 || high > 100):
		return "signed-percent", "by its header, " + bounds
	case percentHead.MatchString(name):
		return "score-percent", "by its header, " + bounds
	case statedMaximum(name) > 1 && statedMaximum(name) != 100:
		return "score-points", fmt.Sprintf("by its header out of %d, %s", statedMaximum(name), bounds)
	case whole && countHeader.MatchString(name) && !shareHeader.MatchString(name):
		return "count", "a guess: whole numbers, and by its header a count; " + bounds
	case notShare.MatchString(name):
		return "score-points", bounds
	case lengthHeader.MatchString(name) && !notLength.MatchString(name):
		return "score-points", "a guess: the unit is not printed; is more better? " + bounds
	case low >= 0 && high <= 1 && v.whole < v.numbers:
		return "score-proportion", "a guess: all lie between 0 and 1, " + bounds
	case eloHeader.MatchString(name) && high > 200:
		return "elo", "a guess by its name and size, " + bounds
	case indexHeader.MatchString(name):
		return "score-points", "by its header; " + bounds
	case low >= 0 && high <= 10 && high > 1:
		v.doubt = true
		return "score-points", "a guess: all lie between 0 and 10, so these may be percent, or marks out of ten; " + bounds
	case low >= 0 && high <= 100 && high > 1:
		return "score-percent", "a guess: all lie between 0 and 100, " + bounds
	}
	return "score-points", "a guess: the unit is not printed; " + bounds
}

// statedMaximum returns the greatest value that a header states, as in "Score [0-10]",
// or 0. The hyphen has become a space.
func statedMaximum(name string) int {
	m := rangeHeader.FindStringSubmatch(name)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(boardmap.FirstGroup(m))
	if n >= 1900 && n <= 2100 { // a year
		return 0
	}
	return n
}

// hasMarksTotal reports whether all fractions of a column have the same denominator, 5,
// 10 or 100, as marks have: 9/10.
func (c *column) hasMarksTotal() bool {
	return len(c.denominators) == 1 && (c.denominators["5"] > 0 || c.denominators["10"] > 0 || c.denominators["100"] > 0)
}

// rangeText returns the least and the greatest value as a text.
func (c *column) rangeText() string { return fmt.Sprintf("from %g to %g", c.floor(), c.high) }

// holdsRanks reports whether the values of a column look like ranks: whole numbers from
// 1, none larger than its place in their order.
func (c *column) holdsRanks() bool {
	if c.n < 3 || c.whole != c.n || c.percents > 0 || c.low != 1 || c.high < 3 {
		return false
	}
	var all []int
	for text, n := range c.distinct {
		v, err := strconv.Atoi(text)
		if err != nil {
			return false
		}
		for range n {
			all = append(all, v)
		}
	}
	slices.Sort(all)
	for i, v := range all {
		if v > i+1 {
			return false
		}
	}
	return true
}

// isConstant reports whether a column prints the same whole number above 100 in all
// lines, which is unlikely to be a score.
func (c *column) isConstant() bool {
	return c.n > 2 && len(c.distinct) == 1 && c.whole == c.n && c.high > 100
}
