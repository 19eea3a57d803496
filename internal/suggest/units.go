package suggest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/boardmap"
	"provenance/internal/sheet"
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
	"share-percent":    `{slug: share-percent, name: Share, unit: percent, lower_bound: "0", upper_bound: "100", note: "TODO: is more better?"}`,
	"share-proportion": `{slug: share-proportion, name: Share, unit: proportion, lower_bound: "0", upper_bound: "1", note: "TODO: is more better?"}`,
	"quantity":         `{slug: quantity, name: Quantity, unit: points, note: "TODO: of what, in which unit; is more better?"}`,
	"rate":             `{slug: rate, name: Rate, unit: points, higher_is_better: "true", note: "TODO: of what, per what"}`,
	"milliseconds":     `{slug: milliseconds, name: Latency in milliseconds, unit: points, lower_bound: "0", higher_is_better: "false"}`,
	"cost":             `{slug: cost, name: Cost, unit: points, lower_bound: "0", higher_is_better: "false", note: "TODO: in which currency"}`,
	"cost-usd":         `{slug: cost-usd, name: Cost, unit: usd, lower_bound: "0", higher_is_better: "false"}`,
	"earned-usd":       `{slug: earned-usd, name: Earned, unit: usd, higher_is_better: "true"}`,
	"time":             `{slug: time, name: Time, unit: points, lower_bound: "0", higher_is_better: "false", note: "TODO: in which unit"}`,
	"latency-seconds":  `{slug: latency-seconds, name: Latency, unit: seconds, lower_bound: "0", higher_is_better: "false"}`,
}

// lessMetrics has the metric to use instead if lower values are better.
var lessMetrics = map[string]string{"score-percent": "error-percent", "signed-percent": "error-percent", "score-proportion": "error-proportion", "score-points": "loss-points", "quantity": "loss-points"}

// guessUnit guesses the metric, and with it the unit, of the numbers in a column. If there
// is a column of metrics or benchmarks, key is its text for these numbers.
func (v *valueGuess) guessUnit(key string) (metric, why string) {
	name := sheet.SplitWords(v.Name + " " + key)
	if v.InUnit != "" {
		name += " (" + v.InUnit + ")"
	}
	metric, why = v.guessUnitOf(name)
	if less := lessMetrics[metric]; less != "" && sheet.LessHeader.MatchString(name) && !sheet.NotLess.MatchString(name) && (v.Numbers > 0 || v.Pairs == 0) {
		v.open = nil
		metric, why = less, "less is better, by its header; "+why
	}
	if strings.HasPrefix(metric, "score-p") && metric != "score-points" && sheet.NoWay.MatchString(name) && v.Pairs == 0 {
		v.open = nil
		metric, why = strings.Replace(metric, "score", "share", 1), "is more better? "+why
	}
	return metric, why
}

// guessUnitOf guesses the unit of a column by its header, by what its cells print, and by
// the size of its values. If none of these shows it, the unit is points, because no unit
// is better than a wrong one.
func (v *valueGuess) guessUnitOf(name string) (metric, why string) {
	low, high := v.Floor(), v.Column.High
	bounds := v.RangeText()
	whole := v.Whole == v.Numbers && v.Percents == 0
	switch {
	case sheet.MsHeader.MatchString(name):
		return "milliseconds", "by its header; less is better; " + bounds
	case sheet.RateHeader.MatchString(name):
		return "rate", "a rate, by its header; " + bounds
	case v.Numbers == 0 && v.Fractions == v.Pairs && !v.HasMarksTotal():
		return "count", "a guess: how many of how many"
	case v.Numbers == 0 && v.PairDollars*2 > v.Pairs:
		return "cost-usd", "a price, by its sign; less is better"
	case v.Numbers == 0 && v.PairPercents*2 > v.Pairs:
		return "score-percent", "its parts print a percent sign"
	case v.Numbers == 0 && v.Pairs > 0:
		return "score-points", "a guess: the unit is not printed"
	case v.Dollars > 0 && sheet.EarnedHeader.MatchString(name):
		return "earned-usd", "by its sign an amount of money, and by its name money earned; " + bounds
	case v.Dollars > 0 || sheet.CostHeader.MatchString(name) && sheet.DollarHeader.MatchString(name):
		return "cost-usd", "a price, by its name or sign; less is better; " + bounds
	case sheet.CostHeader.MatchString(name):
		return "cost", "a price, by its name, but the currency is not printed; less is better; " + bounds
	case sheet.TimeHeader.MatchString(name) && sheet.InSeconds.MatchString(name) && !sheet.NotTime.MatchString(name):
		return "latency-seconds", "a time, by its name; less is better; " + bounds
	case sheet.TimeHeader.MatchString(name) && v.Percents == 0 && !sheet.NotTime.MatchString(name):
		return "time", "a time, by its name, but its unit is not printed; less is better; " + bounds
	case sheet.HoursHeader.MatchString(name) && v.Percents == 0:
		return "quantity", "by its header in hours, minutes or days; is more better? " + bounds
	case v.InUnit == "USD":
		return "cost-usd", "by what follows its numbers; less is better; " + bounds
	case v.InUnit != "":
		return "quantity", fmt.Sprintf("in %s, as its cells say; is more better? %s", v.InUnit, bounds)
	case v.Percents > 0 && (low < 0 || high > 100):
		return "signed-percent", fmt.Sprintf("%d of %d cells print a percent sign; %s", v.Percents, v.N, bounds)
	case v.Percents > 0:
		return "score-percent", fmt.Sprintf("%d of %d cells print a percent sign", v.Percents, v.N)
	case sheet.PercentHead.MatchString(name) && (low < 0 || high > 100):
		return "signed-percent", "by its header, " + bounds
	case sheet.PercentHead.MatchString(name):
		return "score-percent", "by its header, " + bounds
	case statedMaximum(name) > 1 && statedMaximum(name) != 100:
		return "score-points", fmt.Sprintf("by its header out of %d, %s", statedMaximum(name), bounds)
	case whole && sheet.CountHeader.MatchString(name) && !sheet.ShareHeader.MatchString(name):
		return "count", "a guess: whole numbers, and a count by its header; " + bounds
	case sheet.ErrorRate.MatchString(name) && high > 1:
		return "score-percent", "a rate of errors, by its header; " + bounds
	case sheet.NotShare.MatchString(name):
		return "score-points", bounds
	case sheet.LengthHeader.MatchString(name) && !sheet.NotLength.MatchString(name):
		return "quantity", "a length, by its header; is more better? " + bounds
	case low >= 0 && high <= 1 && v.Whole < v.Numbers:
		return "score-proportion", "a guess: all lie between 0 and 1, " + bounds
	case sheet.EloHeader.MatchString(name) && high > 200:
		return "elo", "a guess by its name and size, " + bounds
	case sheet.IndexHeader.MatchString(name):
		return "score-points", "by its header; " + bounds
	case low >= 0 && high <= 10 && high > 1:
		v.open = doubtTen
		return "score-points", "all lie between 0 and 10, so these may be percent, or marks out of ten; " + bounds
	case low >= 0 && high <= 100 && high > 1:
		if !sheet.ShareWord.MatchString(name) && !sheet.LooksLikeBenchmark(name) {
			v.open = doubtShare
		}
		return "score-percent", "all lie between 0 and 100, " + bounds
	case !scoreWord.MatchString(name) && !sheet.LooksLikeBenchmark(name):
		return "quantity", "the unit is not printed; is more better? " + bounds
	}
	return "score-points", "a guess: the unit is not printed; " + bounds
}

// shareUnits gives columns whose headers end alike, such as the error rates of several
// languages, one metric: that of all their values together. Where some columns lie within
// 0 and 1 and others do not, each keeps its own.
func (g *guess) shareUnits() {
	groups := map[string][]*valueGuess{}
	for _, v := range g.values {
		if words := strings.Fields(strings.ToLower(sheet.SplitWords(sheet.Unbracketed(v.Name)))); len(words) > 1 && v.Numbers > 0 && (scoreWord.MatchString(words[len(words)-1]) || sheet.LessHeader.MatchString(words[len(words)-1])) {
			groups[words[len(words)-1]] = append(groups[words[len(words)-1]], v)
		}
	}
	for _, vs := range groups {
		all := *vs[0].Column
		mixed := false
		for _, v := range vs[1:] {
			mixed = mixed || (v.Column.High <= 1) != (all.High <= 1) || (v.Dollars > 0) != (all.Dollars > 0) || v.InUnit != all.InUnit
			all.Low, all.High, all.Least = min(all.Low, v.Column.Low), max(all.High, v.Column.High), min(all.Least, v.Least)
			all.N, all.Numbers, all.Whole, all.Percents = all.N+v.N, all.Numbers+v.Numbers, all.Whole+v.Whole, all.Percents+v.Percents
		}
		for _, v := range vs {
			all.Name = v.Name
			pooled := &valueGuess{Column: &all}
			if metric, why := pooled.guessUnit(""); len(vs) > 1 && !mixed && metric != v.metric && v.metric != "count" && metric != "count" {
				v.metric, v.open, v.why = metric, pooled.open, why+", with the columns whose headers end alike"
			}
		}
	}
}

// statedMaximum returns the greatest value that a header states, as in "Score [0-10]", or
// 0. SplitWords has replaced the hyphen by a space.
func statedMaximum(name string) int {
	m := sheet.RangeHeader.FindStringSubmatch(name)
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

// trustPercent takes columns for percent without a question if their values lie within 0
// and 100 and have decimals, as those of columns do that are percent by their headers.
func (g *guess) trustPercent() {
	if !slices.ContainsFunc(g.values, func(v *valueGuess) bool {
		return v.metric == "score-percent" && v.open == nil && !sheet.OfBoard(v.Name)
	}) {
		return
	}
	for _, v := range g.values {
		if v.open == doubtShare && v.Whole < v.Numbers {
			v.open, v.why = nil, v.why+"; columns next to it are percent by their headers"
		}
	}
}

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
		if v.Numbers >= enoughValues {
			v.why = "a guess: all lie between 0 and 1, while most other columns are percent; " + v.RangeText()
			continue
		}
		v.metric, v.open, v.why = "score-points", doubtSmall, "most other columns are percent; is this one too, or a proportion? "+v.RangeText()
	}
}

// readCountsOfTotal treats whole numbers as counts if a column holds the totals.
func (g *guess) readCountsOfTotal() {
	for _, v := range g.values {
		if g.ofTotal && v.metric == "score-percent" && v.Whole == v.Numbers && v.Percents == 0 && !sheet.PercentHead.MatchString(sheet.SplitWords(v.Name)) {
			v.metric, v.why = "count", fmt.Sprintf("a guess: whole numbers next to column %s; or percent? %s", g.size.YamlName(), v.RangeText())
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
	parts := g.GroupBy(v.Column, g.key)
	units := map[string]*sheet.Column{}
	if g.units != nil {
		units = g.GroupBy(g.units, g.key)
	}
	for _, text := range g.key.Order {
		c := parts[text]
		if c == nil || c.Numbers == 0 {
			continue
		}
		if g.key == g.metric && sheet.StderrHeader.MatchString(sheet.SplitWords(text)) && !(sheet.BareError.MatchString(sheet.SplitWords(text)) && c.High*4 > v.Column.High) {
			g.stderrTexts = append(g.stderrTexts, text)
			continue
		}
		part := &valueGuess{Column: c}
		metric, why := part.guessUnit(text)
		if u := units[text]; u != nil && len(u.Order) == 1 && sheet.UnitWords[strings.ToLower(u.Order[0])] != "" {
			part.open = nil
			metric, why = sheet.UnitWords[strings.ToLower(u.Order[0])], fmt.Sprintf("column %q says %q", g.units.Name, u.Order[0])
		} else if g.key == g.benchmark && metric == "score-proportion" && v.metric != metric && c.Numbers < enoughValues {
			part.open = doubtSmall
			metric, why = "score-points", "the others are percent; are these percent too, or proportions? "+c.RangeText()
		}
		g.metrics = append(g.metrics, metricOf{text, metric, why, part.open})
	}
	same := func(m metricOf) bool { return m.metric == g.metrics[0].metric }
	if g.key == g.benchmark && !slices.ContainsFunc(g.metrics, func(m metricOf) bool { return !same(m) }) || len(g.metrics) > 100 || len(g.metrics) == 0 {
		g.key, g.metrics = nil, nil
	}
}
