package suggest

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"provenance/internal/ingest"
)

// A guess is the role that each column of a file seems to have.
type guess struct {
	path string
	*profile
	model, benchmark, metric, rank, size, day *column
	version                                   *column // a part of the model's name in a column of its own
	evaluator, units                          *column
	ofTotal                                   bool      // size is the total of a count
	groups                                    []*column // have a benchmark's header in a table whose columns are benchmarks
	errs                                      []string  // texts of key that mean standard errors and not metrics
	long                                      bool      // a column is called score or value
	settings                                  []setting
	key                                       *column    // of a long table: the column that determines the metric
	metrics                                   []metricOf // what each text of key means
	values                                    []*valueGuess
	left                                      []leftOut
}

// A valueGuess is a column of values with the columns that belong to it.
type valueGuess struct {
	*column
	metric                string // slug
	why                   string
	doubt                 bool // whether the unit is that of the other columns
	stderr, low, high, ci *column
	ciForm                string
}

// A metricOf is what a text of the column of metrics, or of benchmarks, means.
type metricOf struct{ text, metric, why string }

// A setting is a column of the protocol.
type setting struct {
	*column
	field string
}

// A leftOut is a column that the draft does not read.
type leftOut struct {
	*column
	why string
}

// assignRoles finds out what each column is, or returns why no map can be drafted.
func (g *guess) assignRoles() error {
	if len(g.columns) < 2 {
		return errors.New("the file has one column only: a table needs names of models and values")
	}
	for _, c := range g.columns {
		if c.decimalCommas*2 > c.n && c.n > 1 {
			return fmt.Errorf("column %q has decimal commas (%q) and other columns have decimal points: write all numbers in one way", c.name, c.commaExample)
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
		if slices.Contains(g.groups, c) {
			g.left = append(g.left, leftOut{c, "it groups the lines, and the columns of values are called as benchmarks are; if it tells lines of one model apart, it is a setting: extra.setting: {column: ...}"})
		} else if c != g.model && c != g.version && c != g.benchmark && c != g.metric && c != g.evaluator && c != g.units {
			g.assignRole(c)
		}
	}
	if len(g.values) == 0 {
		return errors.New("no column of values was found: no column but ranks, counts and days is mostly numbers" + g.reasonsLeftOut())
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

// findNames finds the columns of models, and in a long table of benchmarks and metrics.
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
			g.groups = append(g.groups, c)
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

// assignRole finds out what one of the other columns is.
func (g *guess) assignRole(c *column) {
	leave := func(why string) { g.left = append(g.left, leftOut{c, why}) }
	switch {
	case c.n == 0:
		leave("it is blank")
	case c.isNumeric() && c.name != "" && strings.Trim(c.name, "+-±#/*.% ") == "" && !hasHeader(rankHeaders, c.name):
		leave("its name says nothing: a rule with a benchmark of its own can read it")
	case c.again:
		leave(fmt.Sprintf("a second column of this name: a rule for \"#%d\" with a benchmark or a setting of its own can read it", c.at+1))
	case c.offsets*2 > c.n || c.bounds*2 > c.n || c.isNumeric() && c.plusMinus == 0 && c.parens == 0 && (stderrHeader.MatchString(splitWords(c.name)) && !g.isNoStandardError(c) || isEnd(c.name) && g.hasOtherEnd(c) || g.halfWidthKind(c) == "ci"):
		// of a column of values: see companions
	case c.isNumeric() && isEnd(c.name) && !g.hasOtherEnd(c) && (ciWord.MatchString(splitWords(unbracketed(c.name))) || nameWithoutEnd(c.name) == "" && !plainEnds.MatchString(splitWords(unbracketed(c.name)))):
		leave("an end of an interval by its header, but there is no other end, or the values do not lie between the two")
	case c.isNumeric() && g.halfWidthKind(c) != "":
		leave("half-widths, but of what is not said: a rule can read them as stderr or as an interval of form: half")
	case c.urls*2 > c.n:
		leave("addresses")
	case c.isNumeric() && c.whole == c.numbers && c.low >= 1e9 && momentHeader.MatchString(splitWords(c.name)) && !smallUnit.MatchString(splitWords(c.name)):
		leave("moments counted from 1970, as it seems, which no map reads: write the days")
	case !c.isNumeric() && c.dates == 0 && c.days == 0 && hasHeader(dayHeaders, c.name) && strings.ContainsAny(c.example, "0123456789"):
		leave("days by its header, in a form that a draft does not know: reported_on with date: and 2 January 2006 as the file would write it can read it")
	case c.days*2 > c.n && c.dates == 0:
		leave("days, but whether the day or the month comes first is not told: reported_on with date: 2/1/2006 or date: 1/2/2006 can read it")
	case c.dates*2 > c.n && (g.day == nil || !hasHeader(dayHeaders, g.day.name)) && !regexp.MustCompile(`(?i)release|cutoff|cut-off|knowledge`).MatchString(c.name):
		if g.day != nil {
			g.left = append(g.left, leftOut{g.day, "days, but another column of days is nearer to when it was reported"})
		}
		g.day = c
	case c.dates*2 > c.n:
		leave("days, but not of the report as it seems")
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
		leave("whole numbers from 1, none above its place: these read as ranks, which follow from scores")
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
		leave("about the model, no score")
	case c.scorers*2 > c.n && !c.isNumeric():
		leave("scorers with their values: a rule with form: scorers can read it, see docs/maps.md")
	case !c.isNumeric() && c.pairs*2 > c.n:
		g.values = append(g.values, &valueGuess{column: c})
	case !c.isNumeric() && c.faults*2 > c.n:
		leave("text; " + c.fault)
	case !c.isNumeric():
		leave("text")
	case g.benchmark != nil && (g.long || len(g.values) > 0) && !hasHeader(valueHeaders, c.name):
		leave("in a long table one column holds the values; a further rule with a metric of its own can read this one")
	default:
		g.values = append(g.values, &valueGuess{column: c})
	}
}

// splitWords returns a header without markup, with its words set apart by spaces.
func splitWords(header string) string {
	return strings.NewReplacer("_", " ", ".", " ", "-", " ").Replace(ingest.PlainText("markdown", header))
}

// halfWidthKind returns what a column of half-widths is by its header: "ci", or "?" if
// the header does not say; "" for any other column.
func (g *guess) halfWidthKind(c *column) string {
	switch {
	case !halfHeader.MatchString(c.name) || atPercent.MatchString(c.name) || c.plusMinus > 0 || c.withIntervals > 0 || stderrHeader.MatchString(splitWords(c.name)) || isEnd(c.name) && g.hasOtherEnd(c) || c.percents > 0:
		return ""
	case ciHeader.MatchString(c.name):
		return "ci"
	}
	return "?"
}

// enoughValues is how many values between 0 and 1 are taken for proportions even if
// all else is percent: few benchmarks are so hard that ten models all stay below one
// percent.
const enoughValues = 10

// doubtProportions marks a column of proportions as doubtful if most others print
// percent. A few values do not show which it is, so they get no unit.
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
		v.doubt = true
		if v.numbers >= enoughValues {
			v.why = "a guess: all lie between 0 and 1, while most other columns are percent; " + v.rangeText()
			continue
		}
		v.metric, v.why = "score-points", "most other columns are percent; is this one too (then metric: score-percent and unit: percent), or a proportion (then metric: score-proportion)? "+v.rangeText()
	}
}

// readCountsOfTotal takes whole numbers for counts if a column holds the totals.
func (g *guess) readCountsOfTotal() {
	for _, v := range g.values {
		if g.ofTotal && v.metric == "score-percent" && v.whole == v.numbers && v.percents == 0 && !percentHead.MatchString(splitWords(v.name)) {
			v.metric, v.why = "count", fmt.Sprintf("a guess: whole numbers beside column %s; or percent? %s", g.size.yamlName(), v.rangeText())
		}
	}
}

// guessUnitsByKey guesses the units of a long table for each metric, or if the values
// need it, for each benchmark.
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
			g.errs = append(g.errs, text)
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

// countsLines reports whether a column numbers the lines.
func (c *column) countsLines() bool {
	return (hasHeader(rankHeaders, c.name) || hasHeader([]string{"id", "index", "idx", "row", "unnamed: 0", "unnamed", "level 0"}, c.name)) && c.whole == c.n && len(c.distinct) == c.n && c.high-c.low == float64(c.n-1)
}

// draftSlug makes a slug of a text, or returns other if the text has no letters or
// digits.
func draftSlug(text, other string) string {
	if !strings.ContainsFunc(strings.ToLower(text), func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }) {
		return other
	}
	return strings.ReplaceAll(ingest.SlugLike(text), ".", "-")
}

// fileSlug returns the name of the file as a slug, without the day in it.
func (g *guess) fileSlug() string {
	base := filepath.Base(g.path)
	for _, ext := range []string{".gz", ".csv", ".tsv", ".txt", ".md"} {
		base = strings.TrimSuffix(base, ext)
	}
	base = dayInName.ReplaceAllString(base, "")
	if base == "-" || strings.Trim(base, "-_. ") == "" {
		return "my-board"
	}
	return draftSlug(base, "my-board")
}
