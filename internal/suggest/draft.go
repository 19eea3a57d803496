package suggest

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"provenance/internal/lazyregexp"
	"provenance/internal/model"
)

// writeDraft writes the draft.
func (g *guess) writeDraft() []byte {
	var b bytes.Buffer
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("# Drafted from %s; nothing was read into the database. Correct what is wrong, then:", filepath.Base(g.path))
	day := ""
	if g.needsDay() {
		day = " --reported-on YYYY-MM-DD"
	}
	g.ask()
	p("#   provenance ingest --map THIS.yaml%s %s", day, shellWord(filepath.Base(g.path)))
	p("name: %s", yamlScalar(g.fileSlug()))
	p("title: \"TODO: the board's title\"")
	g.writeQuestions(p)
	g.writeLayout(p)
	if nulls := g.nullTexts(); len(nulls) > 0 {
		p("missing: %s  # printed where numbers are expected", yamlList(nulls))
	}
	g.writeFields(p)
	g.writeRules(p)
	g.writeDrops(p)
	if !g.known.Sources[g.fileSlug()] {
		p("sources:")
		p("  - {slug: %s, kind: leaderboard, title: %s}  # TODO: the board's title, and url: https://...", yamlScalar(g.fileSlug()), yamlScalar("TODO: the title of "+g.fileSlug()))
	}
	p("metrics:")
	for _, m := range g.metricsUsed() {
		p("  - %s", draftMetrics[m])
	}
	written := map[string]bool{}
	for _, v := range g.values {
		if v.named != "" && !written[v.named] {
			written[v.named] = true
			if g.known.Metrics[v.named] != nil {
				p("  - %s  # on record", g.known.row(v.named))
				continue
			}
			p("  - {slug: %s, name: %s, %s", v.named, yamlScalar(v.name), strings.SplitN(draftMetrics[v.metric], ", ", 3)[2])
		}
	}
	for _, m := range g.metrics {
		if g.key == g.metric {
			p("  - {slug: %s, name: %s, %s", g.metricSlug(m), yamlScalar(m.text), strings.SplitN(draftMetrics[m.metric], ", ", 3)[2])
		}
	}
	if len(g.left) > 0 {
		p("")
		p("# Columns that the draft leaves out:")
		for _, l := range g.left {
			p("#   %s: %s (%s)", yamlScalar(l.name), l.why, l.evidence())
		}
	}
	return printable(b.Bytes())
}

func (g *guess) writeLayout(p func(string, ...any)) {
	var parts []string
	l := g.layout
	if l.Delimiter != "" {
		parts = append(parts, "delimiter: "+yamlScalar(l.Delimiter))
	}
	if l.Skip > 0 {
		parts = append(parts, fmt.Sprintf("skip: %d", l.Skip))
	}
	if l.HeaderRows > 1 {
		parts = append(parts, fmt.Sprintf("header_rows: %d", l.HeaderRows))
	}
	if l.Transpose {
		parts = append(parts, "transpose: true")
	}
	if d := g.or("decimal", l.Decimal); d != "" {
		parts = append(parts, "decimal: "+d)
	}
	if l.Ragged {
		parts = append(parts, "ragged: true")
	}
	if len(parts) == 0 && len(l.why) > 0 {
		p("# %s", strings.Join(l.why, "; "))
	}
	if len(parts) > 0 {
		p("layout: {%s}  # %s", strings.Join(parts, ", "), strings.Join(l.why, "; "))
	}
}

// nullTexts returns texts that mean a missing number in any column of numbers.
func (g *guess) nullTexts() []string {
	var out []string
	for _, v := range g.values {
		out = append(out, v.nullTexts()...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// metricSlug returns the slug of a metric that a column names.
func (g *guess) metricSlug(m metricOf) string {
	if g.key == g.metric {
		return draftSlug(m.text, "metric")
	}
	return m.metric
}

// metricsUsed returns the slugs of the metrics that the draft must declare.
func (g *guess) metricsUsed() []string {
	var out []string
	switch {
	case g.key == nil:
		for _, v := range g.values {
			if v.open != nil {
				out = append(out, v.open.choices...)
			} else if v.named == "" {
				out = append(out, v.metric)
			}
		}
	case g.key != g.metric:
		for _, m := range g.metrics {
			out = append(out, m.metric)
			if m.open != nil {
				out = append(out, m.open.choices...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (g *guess) writeFields(p func(string, ...any)) {
	p("fields:")
	p("  source: %s", yamlScalar(g.fileSlug()))
	markup := ""
	if m := g.model.markupOf(); m != "" {
		markup = ", markup: " + m
	}
	if formulas := g.model.formulas(); formulas != "" {
		markup = ", pattern: " + formulas
	}
	if other := g.otherName(); other != nil {
		markup += ", if_blank: " + other.yamlName()
	}
	if g.version == nil {
		p("  listed_as: {column: %s%s}  # %s", g.or("name", g.model.yamlName()), markup, g.model.evidence())
	} else {
		p("  listed_as: {column: %s, also: [%s]%s}  # %s; and after it the version, %s", g.model.yamlName(), g.version.yamlName(), markup, g.model.evidence(), g.version.evidence())
	}
	g.writeRepeats(p)
	g.writeSuffixes(p)
	switch {
	case g.benchmark != nil:
		p("  benchmark: {column: %s, slug: true}  # %s", g.benchmark.yamlName(), g.benchmark.evidence())
	case g.onlyBoard():
		p("  benchmark: {const: %s, slug: true}  # by the file's name; no header of values names one, such as %s", g.or("benchmark", yamlScalar(g.fileSlug())), g.values[0].yamlName())
	default:
		g.writeHeaders(p)
	}
	if g.rank != nil {
		p("  rank: {column: %s}  # %s", g.rank.yamlName(), g.rank.evidence())
	}
	if g.size != nil {
		p("  sample_size: {column: %s%s}  # %s", g.size.yamlName(), g.size.letterKey(), g.size.evidence())
	}
	base := filepath.Base(g.path)
	switch {
	case g.headersAreDays() != "":
		p("  reported_on: {header: true, date: %s}", yamlScalar(g.headersAreDays()))
	case g.day != nil:
		p("  reported_on: {column: %s, date: %s}  # %s", g.day.yamlName(), yamlScalar(strings.Join(g.day.dayLayouts(), "|")), g.day.evidence())
	case dayInName.MatchString(base):
		p("  reported_on: {filename: true, pattern: '%s', date: 2006-01-02|2006_01_02|20060102}  # %s", dayOfName, yamlScalar(dayInName.FindString(base)))
	case g.asks("day-order"):
		p("  reported_on: {column: %s, date: decide:day-order}  # %s", g.unclearDay.yamlName(), g.unclearDay.evidence())
	default:
		p("  reported_on: decide:day")
	}
	if g.asksEvaluator {
		p("  evaluator: {const: decide:evaluator, slug: true}")
	} else if g.evaluator == nil {
		p("  # evaluator: {const: SLUG, slug: true}  # who measured? The file does not say")
	}
	if g.evaluator != nil {
		p("  evaluator: {column: %s, slug: true}  # %s", g.evaluator.yamlName(), g.evaluator.evidence())
	}
	for _, s := range g.settings {
		p("  %s: {column: %s}  # %s", s.field, s.yamlName(), s.evidence())
	}
	if g.key != nil {
		p("  metric:")
		p("    column: %s", g.key.yamlName())
		p("    only: true")
		p("    values:")
		for _, m := range g.metrics {
			slug := g.metricSlug(m)
			if m.open != nil && g.key != g.metric {
				slug = "decide:" + m.open.key
			}
			p("      %s: %s  # %s", yamlScalar(m.text), slug, m.why)
		}
	}
}

var (
	parenSuffix = lazyregexp.New(` (\([^()]+\))$`)
	dayLike     = lazyregexp.New(`^[\d-]{4,}$`)
	wordSuffix  = lazyregexp.New(`_(minimal|low|medium|high|xhigh|none|\d+[kK])$`)
)

// buildHeader matches headers of columns that say which build of a model a line is of.
var buildHeader = lazyregexp.New(`(?i)\b(size|params|parameters|precision|quanti[sz]ation|quant|revision|sha|dtype|bits|build|checkpoint|variant)\b`)

// writeRepeats writes as settings the columns that distinguish the lines of a name: first
// those that say which build a line is of, then texts.
func (g *guess) writeRepeats(p func(string, ...any)) {
	if g.layout.Transpose {
		return
	}
	var by []*column
	for _, c := range []*column{g.model, g.version, g.benchmark, g.metric, g.day, g.otherName()} {
		if c != nil {
			by = append(by, c)
		}
	}
	for _, s := range g.settings {
		by = append(by, s.column)
	}
	repeats, names := g.countRepeats(by)
	if repeats == 0 {
		return
	}
	var may []leftOut
	for _, build := range []bool{true, false} {
		for _, l := range g.left {
			is := buildHeader.MatchString(splitWords(l.name))
			if is == build && l.name != "" && !l.sameName && len(l.distinct) > 1 && (is || l.why == isText && !hasHeader(metaHeaders, l.name)) {
				may = append(may, l)
			}
		}
	}
	p("  # %s repeat one of %d names. What distinguishes them is a setting:", model.Plural(repeats, "line"), names)
	for _, l := range may {
		if n, _ := g.countRepeats(append(by, l.column)); n < repeats && !g.hasSetting(extraField(l.column)) {
			by, repeats = append(by, l.column), n
			g.settings = append(g.settings, setting{l.column, extraField(l.column)})
			g.left = slices.DeleteFunc(g.left, func(o leftOut) bool { return o.column == l.column })
			if buildHeader.MatchString(splitWords(l.name)) {
				p("  #   %s says which build it is: rather also: [%s] under listed_as?", l.yamlName(), l.yamlName())
			}
		}
	}
	if repeats > 0 {
		p("  #   %s still repeat a name, and no column tells them apart", model.Plural(repeats, "line"))
	}
}

// countRepeats counts the lines that repeat the texts of columns, taken together, and the
// different texts.
func (g *guess) countRepeats(by []*column) (repeated, all int) {
	lines := map[string]int{}
	for _, cells := range g.cells {
		key := ""
		for _, c := range by {
			key += strings.TrimSpace(cells[c.at]) + "\x00"
		}
		if strings.Trim(key, "\x00") == "" {
			continue
		}
		if lines[key]++; lines[key] > 1 {
			repeated++
		}
	}
	return repeated, len(lines)
}

// otherName returns a column of names that has a text in every line where the column of
// models is blank, or nil.
func (g *guess) otherName() *column {
	if g.model.blank == 0 || g.layout.Transpose {
		return nil
	}
	for _, c := range g.columns {
		if c == g.model || c == g.version || c.isNumeric() || !hasHeader(modelHeaders, c.name) && !hasHeader(versionHeaders, c.name) {
			continue
		}
		if !slices.ContainsFunc(g.cells, func(cells []string) bool {
			return strings.TrimSpace(cells[g.model.at]) == "" && strings.TrimSpace(cells[c.at]) == "" && g.hasValue(cells)
		}) {
			return c
		}
	}
	return nil
}

// hasValue reports whether a line has a number in a column of values.
func (g *guess) hasValue(cells []string) bool {
	return slices.ContainsFunc(g.values, func(v *valueGuess) bool { return isNumber(cells[v.at]) })
}

// formulas returns the pattern that takes the text of a link out of a formula such as
// =HYPERLINK("address","text"), or "".
func (c *column) formulas() string {
	for _, text := range c.order {
		if strings.HasPrefix(strings.ToUpper(text), "=HYPERLINK(") {
			return `'^(?:=(?i:HYPERLINK)\(.*?"\s*[,;]\s*")?(.*?)(?:"\))?$'`
		}
	}
	return ""
}

// letterKey returns the key for the letters after the numbers of a column, or "".
func (c *column) letterKey() string {
	factors := map[string]string{"k": "1000", "K": "1000", "M": "1000000", "B": "1000000000"}
	var out []string
	for letter := range c.letters {
		out = append(out, letter+": "+factors[letter])
	}
	if len(out) == 0 {
		return ""
	}
	slices.Sort(out)
	return ", letters: {" + strings.Join(out, ", ") + "}"
}

// shellWord returns a file name as a word of a command line.
func shellWord(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// writeSuffixes writes a comment with the endings that several names share: each may
// be a setting, which belongs in the settings, or a part of the name.
func (g *guess) writeSuffixes(p func(string, ...any)) {
	for _, s := range []struct {
		re         *lazyregexp.Regexp
		cut, field string
	}{{parenSuffix, `'^(.*?)(?: \((?:%s)\))?$'`, `extra.mode: {column: %s, pattern: '\((%s)\)$'}`}, {wordSuffix, `'^(.*?)(?:_(?:%s))?$'`, `reasoning_effort: {column: %s, pattern: '_(%s)$'}`}} {
		counts := map[string]int{}
		for _, name := range g.model.order {
			if m := s.re.FindStringSubmatch(name); m != nil {
				counts[strings.Trim(m[1], "()")]++
			}
		}
		var shared []string
		for suffix, n := range counts {
			if n > 1 && !dayLike.MatchString(suffix) {
				shared = append(shared, regexp.QuoteMeta(suffix))
			}
		}
		if len(shared) == 0 {
			continue
		}
		slices.Sort(shared)
		shared = shared[:min(6, len(shared))]
		any := strings.Join(shared, "|")
		p("  # Several names share an ending. If it is a setting and not part of the name, move it to the settings:")
		p("  #   listed_as: {column: %s, pattern: "+s.cut+"}", g.model.yamlName(), any)
		p("  #   "+s.field, g.model.yamlName(), any)
	}
}

// writeDrops writes the rules that drop lines which are not models.
func (g *guess) writeDrops(p func(string, ...any)) {
	var drops, maybe []string
	var found, doubtful []string
	for _, name := range g.model.order {
		if g.isStatistic(name) || g.layout.Transpose && changeHeader.MatchString(splitWords(name)) {
			found = append(found, name)
		} else if possibleBaselineRow.MatchString(name) {
			doubtful = append(doubtful, name)
		}
	}
	if len(doubtful) > 0 {
		maybe = append(maybe, fmt.Sprintf("  # - {column: %s, in: %s, why: not models}  # by their first word; are these not models?", g.model.yamlName(), yamlList(doubtful[:min(5, len(doubtful))])))
	}
	if valued := g.countNameless(); valued*2 > g.model.blank {
		maybe = append(maybe, fmt.Sprintf("  # %s with values but no model: if a name also applies to the lines below it, repeat it on each of them first; a map cannot do that", model.Plural(valued, "line")))
	} else if g.model.blank > 0 {
		maybe = append(maybe, fmt.Sprintf("  # - {column: %s, pattern: '^$', why: no model name}  # %s without a name", g.model.yamlName(), model.Plural(g.model.blank, "line")))
	}
	if slices.ContainsFunc(g.cells, g.isHeader) {
		found = append(found, g.model.name)
	}
	if len(found) > 0 {
		drops = append(drops, fmt.Sprintf("  - {column: %s, in: %s, why: not models}  # by their names", g.model.yamlName(), yamlList(found)))
	}
	if g.layout.table {
		drops = append(drops, fmt.Sprintf("  - {column: %s, pattern: '^:?-+:?$', why: the line under a Markdown header}", g.model.yamlName()))
	}
	if len(g.stderrTexts) > 0 {
		drops = append(drops, fmt.Sprintf("  - {column: %s, in: %s, why: standard errors}  # on lines of their own, which a map cannot join to their scores", g.key.yamlName(), yamlList(g.stderrTexts)))
	}
	if bare := g.valuelessNames(); len(bare) > 0 {
		maybe = append(maybe, fmt.Sprintf("  # - {column: %s, in: %s, why: headings}  # %s with a name and no value", g.model.yamlName(), yamlList(bare[:min(5, len(bare))]), model.Plural(len(bare), "line")))
	}
	if len(drops) == 0 && len(maybe) > 0 {
		p("# drop:")
	} else if len(drops) > 0 {
		p("drop:")
	}
	for _, d := range append(drops, maybe...) {
		p("%s", d)
	}
}

// countNameless counts the lines that have a value but no name of a model.
func (g *guess) countNameless() int {
	n := 0
	for _, cells := range g.cells {
		if strings.TrimSpace(cells[g.model.at]) == "" && g.hasValue(cells) {
			n++
		}
	}
	return n
}

// valuelessNames returns the names in lines without any value.
func (g *guess) valuelessNames() []string {
	var out []string
	valued := map[string]bool{}
	for _, cells := range g.cells {
		if slices.ContainsFunc(g.values, func(v *valueGuess) bool { return strings.TrimSpace(cells[v.at]) != "" }) {
			valued[strings.TrimSpace(cells[g.model.at])] = true
		}
	}
	for _, cells := range g.cells {
		name := strings.TrimSpace(cells[g.model.at])
		if name != "" && !valued[name] && !hasHeader(baselines, name) && !baselineRow.MatchString(name) && !possibleBaselineRow.MatchString(name) && !allDashes(cells) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
