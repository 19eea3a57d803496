package suggest

import (
	"bytes"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
	"provenance/internal/model"
)

// writeDraft writes the draft.
func (g *guess) writeDraft() []byte {
	var b bytes.Buffer
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	p("# Drafted from %s; nothing was read into the database. Correct what is wrong, then:", filepath.Base(g.path))
	day := ""
	if g.day == nil && g.headersAreDays() == "" && !dayInName.MatchString(filepath.Base(g.path)) {
		day = " --reported-on YYYY-MM-DD"
	}
	p("#   provenance ingest --map THIS.yaml %s%s", filepath.Base(g.path), day)
	p("name: %s", yamlScalar(g.fileSlug()))
	p("title: \"TODO: the board's title\"")
	g.writeLayout(p)
	if nulls := g.nullTexts(); len(nulls) > 0 {
		p("missing: %s  # printed where numbers are expected", yamlList(nulls))
	}
	g.writeFields(p)
	g.writeRules(p)
	g.writeDrops(p)
	p("sources:")
	p("  - {slug: %s, kind: leaderboard, title: %s}  # TODO: the board's title, and url: https://...", yamlScalar(g.fileSlug()), yamlScalar("TODO: the title of "+g.fileSlug()))
	p("metrics:")
	for _, m := range g.metricsUsed() {
		p("  - %s", draftMetrics[m])
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
	if l.Decimal != "" {
		parts = append(parts, "decimal: "+l.Decimal)
	}
	if l.Ragged {
		parts = append(parts, "ragged: true")
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
			out = append(out, v.metric)
			if v.unitDoubtful { // declare both candidates
				out = append(out, "score-percent")
				if v.column.high <= 1 {
					out = append(out, "score-proportion")
				}
			}
		}
	case g.key != g.metric:
		for _, m := range g.metrics {
			out = append(out, m.metric)
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
	if g.version == nil {
		p("  listed_as: {column: %s%s}  # %s", g.model.yamlName(), markup, g.model.evidence())
	} else {
		p("  listed_as: {column: %s, also: [%s]%s}  # %s; and after it the version, %s", g.model.yamlName(), g.version.yamlName(), markup, g.model.evidence(), g.version.evidence())
	}
	g.writeRepeats(p)
	g.writeSuffixes(p)
	switch {
	case g.benchmark != nil:
		p("  benchmark: {column: %s, slug: true}  # %s", g.benchmark.yamlName(), g.benchmark.evidence())
	case g.headersAreDays() != "":
		p("  benchmark: {const: %s, slug: true}  # the headers of the columns of values are days; is the benchmark this one?", yamlScalar(g.fileSlug()))
	case len(g.values) == 1 && (hasHeader(valueHeaders, g.values[0].name) || hasHeader(scoreHeaders, g.values[0].name)):
		p("  benchmark: {const: %s, slug: true}  # the one column of values, %s, names no benchmark: is it this one?", yamlScalar(g.fileSlug()), g.values[0].yamlName())
	default:
		g.writeHeaders(p)
	}
	if g.rank != nil {
		p("  rank: {column: %s}  # %s", g.rank.yamlName(), g.rank.evidence())
	}
	if g.size != nil {
		p("  sample_size: {column: %s}  # %s", g.size.yamlName(), g.size.evidence())
	}
	base := filepath.Base(g.path)
	switch {
	case g.headersAreDays() != "":
		p("  reported_on: {header: true, date: %s}", yamlScalar(g.headersAreDays()))
	case g.day != nil:
		p("  reported_on: {column: %s, date: %s}  # %s", g.day.yamlName(), yamlScalar(strings.Join(g.day.dayLayouts(), "|")), g.day.evidence())
	case dayInName.MatchString(base):
		p("  reported_on: {filename: true, pattern: '%s', date: 2006-01-02|2006_01_02|20060102}  # %s", dayOfName, yamlScalar(dayInName.FindString(base)))
	default:
		p("  # reported_on: neither a column nor the file name gives a day: use --reported-on YYYY-MM-DD")
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
			p("      %s: %s  # %s", yamlScalar(m.text), g.metricSlug(m), m.why)
		}
	}
}

var (
	parenSuffix = lazyregexp.New(` (\([^()]+\))$`)
	dayLike     = lazyregexp.New(`^[\d-]{4,}$`)
	wordSuffix  = lazyregexp.New(`_(minimal|low|medium|high|xhigh|none|\d+[kK])$`)
)

// writeRepeats writes a comment if names are repeated, with the columns that may
// distinguish the repeated lines.
func (g *guess) writeRepeats(p func(string, ...any)) {
	if g.benchmark != nil || g.layout.Transpose {
		return
	}
	names := map[string]int{}
	for _, cells := range g.cells {
		name := strings.TrimSpace(cells[g.model.at])
		if g.version != nil && name != "" {
			name += " " + strings.TrimSpace(cells[g.version.at])
		}
		for _, s := range g.settings {
			if name != "" {
				name += "\x00" + strings.TrimSpace(cells[s.at])
			}
		}
		if names[name]++; name == "" {
			delete(names, name)
		}
	}
	n := 0
	for _, count := range names {
		if count > 1 {
			n++
		}
	}
	if n == 0 {
		return
	}
	var may []string
	for _, l := range g.left {
		if l.why == "text" && len(l.distinct) > 1 && !hasHeader(metaHeaders, l.name) && len(may) < 4 {
			may = append(may, fmt.Sprintf("extra.%s: {column: %s}", strings.ReplaceAll(strings.ReplaceAll(ingest.SlugLike(l.name), ".", "-"), "-", "_"), l.yamlName()))
		}
	}
	perhaps := ""
	if len(may) > 0 {
		perhaps = ", perhaps:"
	}
	p("  # %d of %d names are on more than one line. What distinguishes those lines belongs in the settings%s", n, len(names), perhaps)
	for _, m := range may {
		p("  #   %s", m)
	}
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
		if hasHeader(baselines, name) || baselineRow.MatchString(name) || g.layout.Transpose && changeHeader.MatchString(splitWords(name)) {
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
		if strings.TrimSpace(cells[g.model.at]) == "" && slices.ContainsFunc(g.values, func(v *valueGuess) bool { return isNumber(cells[v.at]) }) {
			n++
		}
	}
	return n
}

// valuelessNames returns the names in lines without any value.
func (g *guess) valuelessNames() []string {
	var out []string
	for _, cells := range g.cells {
		name := strings.TrimSpace(cells[g.model.at])
		if name != "" && !hasHeader(baselines, name) && !baselineRow.MatchString(name) && !possibleBaselineRow.MatchString(name) && !allDashes(cells) && !slices.ContainsFunc(g.values, func(v *valueGuess) bool { return strings.TrimSpace(cells[v.at]) != "" }) {
			out = append(out, name)
		}
	}
	return out
}
