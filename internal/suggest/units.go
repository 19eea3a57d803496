package suggest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/boardmap"
)

// draftMetrics are the metrics that a draft may declare.
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

// lessMetrics has the metric to use instead if lower values are better.
var lessMetrics = map[string]string{"score-percent": "error-percent", "signed-percent": "error-percent", "score-proportion": "error-proportion", "score-points": "loss-points"}

// guessUnit guesses the metric, and with it the unit, of the numbers in a column. If there
// is a column of metrics or benchmarks, key is its text for these numbers.
func (v *valueGuess) guessUnit(key string) (metric, why string) {
	name := splitWords(v.name + " " + key)
	if v.inUnit != "" {
		name += " (" + v.inUnit + ")"
	}
	metric, why = v.guessUnitOf(name)
	if less := lessMetrics[metric]; less != "" && lessHeader.MatchString(name) && !notLess.MatchString(name) && (v.numbers > 0 || v.pairs == 0) {
		metric, why = less, "less is better, by its header; "+why
	}
	return metric, why
}

// guessUnitOf guesses the unit of a column by its header, by what its cells print, and by
// the size of its values. If none of these shows it, the unit is points, because no unit
// is better than a wrong one.
func (v *valueGuess) guessUnitOf(name string) (metric, why string) {
	low, high := v.floor(), v.column.high
	bounds := v.rangeText()
	whole := v.whole == v.numbers && v.percents == 0
	switch {
	case msHeader.MatchString(name):
		return "milliseconds", "by its header; less is better; " + bounds
	case rateHeader.MatchString(name):
		return "rate", "a rate, by its header; " + bounds
	case v.numbers == 0 && v.fractions == v.pairs && !v.hasMarksTotal():
		return "count", "a guess: how many of how many"
	case v.numbers == 0 && v.pairDollars*2 > v.pairs:
		return "cost-usd", "a price, by its sign; less is better"
	case v.numbers == 0 && v.pairPercents*2 > v.pairs:
		return "score-percent", "its parts print a percent sign"
	case v.numbers == 0 && v.pairs > 0:
		return "score-points", "a guess: the unit is not printed"
	case v.dollars > 0 && earnedHeader.MatchString(name):
		return "earned-usd", "by its sign an amount of money, and by its name money earned; " + bounds
	case v.dollars > 0 || costHeader.MatchString(name) && dollarHeader.MatchString(name):
		return "cost-usd", "a price, by its name or sign; less is better; " + bounds
	case costHeader.MatchString(name):
		return "cost", "a price, by its name, but the currency is not printed; less is better; " + bounds
	case timeHeader.MatchString(name) && inSeconds.MatchString(name) && !notTime.MatchString(name):
		return "latency-seconds", "a time, by its name; less is better; " + bounds
	case timeHeader.MatchString(name) && v.percents == 0 && !notTime.MatchString(name):
		return "time", "a time, by its name, but its unit is not printed; less is better; " + bounds
	case hoursHeader.MatchString(name) && v.percents == 0:
		return "score-points", "by its header in hours, minutes or days; " + bounds
	case v.inUnit == "USD":
		return "cost-usd", "by what follows its numbers; less is better; " + bounds
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
		return "count", "a guess: whole numbers, and a count by its header; " + bounds
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
		v.unitDoubtful = true
		return "score-points", "a guess: all lie between 0 and 10, so these may be percent, or marks out of ten; " + bounds
	case low >= 0 && high <= 100 && high > 1:
		return "score-percent", "a guess: all lie between 0 and 100, " + bounds
	}
	return "score-points", "a guess: the unit is not printed; " + bounds
}

// statedMaximum returns the greatest value that a header states, as in "Score [0-10]", or
// 0. splitWords has replaced the hyphen by a space.
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

// enoughValues is the number of values from which a column between 0 and 1 is taken for
// proportions even if all other columns are percent: few benchmarks are so hard that ten
// models stay below one percent.
const enoughValues = 10

// doubtProportions marks a column of proportions as doubtful if most other columns print
// percent. If it has few values, they do not show which unit it has, so it gets none.
func (g *guess) doubtProportions() {
	percent := 0
	for _, v := range g.values {
		if v.metric == "score-percent" || v.metric == "error-percent" {
			percent++
		}
	}
	for _, v := range g.values {
		if v.metric != "score-proportion" || percent*2 <= len(g.values) {
			continue
		}
		v.unitDoubtful = true
		if v.numbers >= enoughValues {
			v.why = "a guess: all lie between 0 and 1, while most other columns are percent; " + v.rangeText()
			continue
		}
		v.metric, v.why = "score-points", "most other columns are percent; is this one too (then metric: score-percent and unit: percent), or a proportion (then metric: score-proportion)? "+v.rangeText()
	}
}

// readCountsOfTotal treats whole numbers as counts if a column holds the totals.
func (g *guess) readCountsOfTotal() {
	for _, v := range g.values {
		if g.ofTotal && v.metric == "score-percent" && v.whole == v.numbers && v.percents == 0 && !percentHead.MatchString(splitWords(v.name)) {
			v.metric, v.why = "count", fmt.Sprintf("a guess: whole numbers next to column %s; or percent? %s", g.size.yamlName(), v.rangeText())
		}
	}
}

// guessUnitsByKey guesses the units of a long table for each metric or, if the values
// require it, for each benchmark.
func (g *guess) guessUnitsByKey() {
	v := g.values[0]
	g.key = g.metric
	if g.key == nil {
		g.key = g.benchmark
	}
	if g.key == nil || len(g.values) != 1 {
		g.key = nil
		return
	}
	parts := g.groupBy(v.column, g.key)
	units := map[string]*column{}
	if g.units != nil {
		units = g.groupBy(g.units, g.key)
	}
	for _, text := range g.key.order {
		c := parts[text]
		if c == nil || c.numbers == 0 {
			continue
		}
		if g.key == g.metric && stderrHeader.MatchString(splitWords(text)) && !(bareError.MatchString(splitWords(text)) && c.high*4 > v.column.high) {
			g.stderrTexts = append(g.stderrTexts, text)
			continue
		}
		metric, why := (&valueGuess{column: c}).guessUnit(text)
		if u := units[text]; u != nil && len(u.order) == 1 && unitWords[strings.ToLower(u.order[0])] != "" {
			metric, why = unitWords[strings.ToLower(u.order[0])], fmt.Sprintf("column %q says %q", g.units.name, u.order[0])
		} else if g.key == g.benchmark && metric == "score-proportion" && v.metric != metric && c.numbers < enoughValues {
			metric, why = "score-points", "the others are percent; are these percent too, or proportions? "+c.rangeText()
		}
		g.metrics = append(g.metrics, metricOf{text, metric, why})
	}
	same := func(m metricOf) bool { return m.metric == g.metrics[0].metric }
	if g.key == g.benchmark && !slices.ContainsFunc(g.metrics, func(m metricOf) bool { return !same(m) }) || len(g.metrics) > 100 || len(g.metrics) == 0 {
		g.key, g.metrics = nil, nil
	}
}
