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
	"provenance/internal/sheet"
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
	p("#   provenance ingest --map THIS.yaml%s %s", day, sheet.ShellWord(filepath.Base(g.path)))
	p("name: %s", sheet.YamlScalar(g.fileSlug()))
	p("title: \"TODO: the board's title\"")
	g.writeQuestions(p)
	g.writeLayout(p)
	if nulls := g.nullTexts(); len(nulls) > 0 {
		p("missing: %s  # printed where numbers are expected", sheet.YamlList(nulls))
	}
	g.writeFields(p)
	g.writeRules(p)
	g.writeDrops(p)
	if !g.known.Sources[g.fileSlug()] {
		p("sources:")
		p("  - {slug: %s, kind: leaderboard, title: %s}  # TODO: the board's title, and url: https://...", sheet.YamlScalar(g.fileSlug()), sheet.YamlScalar("TODO: the title of "+g.fileSlug()))
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
			p("  - {slug: %s, name: %s, %s", v.named, sheet.YamlScalar(v.Name), strings.SplitN(draftMetrics[v.metric], ", ", 3)[2])
		}
	}
	for _, m := range g.metrics {
		if g.key == g.metric {
			p("  - {slug: %s, name: %s, %s", g.metricSlug(m), sheet.YamlScalar(m.text), strings.SplitN(draftMetrics[m.metric], ", ", 3)[2])
		}
	}
	if len(g.left) > 0 {
		p("")
		p("# Columns that the draft leaves out:")
		for _, l := range g.left {
			p("#   %s: %s (%s)", sheet.YamlScalar(l.Name), l.why, l.Evidence())
		}
	}
	return sheet.Printable(b.Bytes())
}

func (g *guess) writeLayout(p func(string, ...any)) {
	var parts []string
	l := g.Layout
	if l.Delimiter != "" {
		parts = append(parts, "delimiter: "+sheet.YamlScalar(l.Delimiter))
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
	if len(parts) == 0 && len(l.Why) > 0 {
		p("# %s", strings.Join(l.Why, "; "))
	}
	if len(parts) > 0 {
		p("layout: {%s}  # %s", strings.Join(parts, ", "), strings.Join(l.Why, "; "))
	}
}

// nullTexts returns texts that mean a missing number in any column of numbers.
func (g *guess) nullTexts() []string {
	var out []string
	for _, v := range g.values {
		out = append(out, v.NullTexts()...)
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
	p("  source: %s", sheet.YamlScalar(g.fileSlug()))
	markup := ""
	if m := g.model.MarkupOf(); m != "" {
		markup = ", markup: " + m
	}
	if pattern := g.model.Formulas(); pattern != "" {
		markup = ", pattern: " + pattern
	}
	if other := g.otherName(); other != nil {
		markup += ", if_blank: " + other.YamlName()
	}
	if g.version == nil {
		p("  listed_as: {column: %s%s}  # %s", g.or("name", g.model.YamlName()), markup, g.model.Evidence())
	} else {
		p("  listed_as: {column: %s, also: [%s]%s}  # %s; and after it the version, %s", g.model.YamlName(), g.version.YamlName(), markup, g.model.Evidence(), g.version.Evidence())
	}
	g.writeRepeats(p)
	g.writeSuffixes(p)
	switch {
	case g.benchmark != nil:
		p("  benchmark: {column: %s, slug: true}  # %s", g.benchmark.YamlName(), g.benchmark.Evidence())
	case g.onlyBoard():
		p("  benchmark: {const: %s, slug: true}  # by the file's name; no header of values names one, such as %s", g.or("benchmark", sheet.YamlScalar(g.fileSlug())), g.values[0].YamlName())
	default:
		g.writeHeaders(p)
	}
	if g.rank != nil {
		p("  rank: {column: %s}  # %s", g.rank.YamlName(), g.rank.Evidence())
	}
	if g.size != nil {
		p("  sample_size: {column: %s%s}  # %s", g.size.YamlName(), g.size.LetterKey(), g.size.Evidence())
	}
	base := filepath.Base(g.path)
	switch {
	case g.headersAreDays() != "":
		p("  reported_on: {header: true, date: %s}", sheet.YamlScalar(g.headersAreDays()))
	case g.day != nil:
		p("  reported_on: {column: %s, date: %s}  # %s", g.day.YamlName(), sheet.YamlScalar(strings.Join(g.day.DayLayouts(), "|")), g.day.Evidence())
	case sheet.DayInName.MatchString(base):
		p("  reported_on: {filename: true, pattern: '%s', date: 2006-01-02|2006_01_02|20060102}  # %s", sheet.DayOfName, sheet.YamlScalar(sheet.DayInName.FindString(base)))
	case g.asks("day-order"):
		p("  reported_on: {column: %s, date: decide:day-order}  # %s", g.unclearDay.YamlName(), g.unclearDay.Evidence())
	default:
		p("  reported_on: decide:day")
	}
	if g.asksEvaluator {
		p("  evaluator: {const: decide:evaluator, slug: true}")
	} else if g.evaluator == nil {
		p("  # evaluator: {const: SLUG, slug: true}  # who measured? The file does not say")
	}
	if g.evaluator != nil {
		p("  evaluator: {column: %s, slug: true}  # %s", g.evaluator.YamlName(), g.evaluator.Evidence())
	}
	for _, s := range g.settings {
		p("  %s: {column: %s}  # %s", s.field, s.YamlName(), s.Evidence())
	}
	if g.key != nil {
		p("  metric:")
		p("    column: %s", g.key.YamlName())
		p("    only: true")
		p("    values:")
		for _, m := range g.metrics {
			slug := g.metricSlug(m)
			if m.open != nil && g.key != g.metric {
				slug = "decide:" + m.open.key
			}
			p("      %s: %s  # %s", sheet.YamlScalar(m.text), slug, m.why)
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
	if g.Layout.Transpose {
		return
	}
	var by []*sheet.Column
	for _, c := range []*sheet.Column{g.model, g.version, g.benchmark, g.metric, g.day, g.otherName()} {
		if c != nil {
			by = append(by, c)
		}
	}
	for _, s := range g.settings {
		by = append(by, s.Column)
	}
	repeats, names := g.CountRepeats(by)
	if repeats == 0 {
		return
	}
	var may []leftOut
	for _, build := range []bool{true, false} {
		for _, l := range g.left {
			is := buildHeader.MatchString(sheet.SplitWords(l.Name))
			if is == build && l.Name != "" && !l.SameName && len(l.Distinct) > 1 && (is || l.why == isText && !sheet.HasHeader(sheet.MetaHeaders, l.Name)) {
				may = append(may, l)
			}
		}
	}
	p("  # %s repeat one of %d names. What distinguishes them is a setting:", model.Plural(repeats, "line"), names)
	for _, l := range may {
		if n, _ := g.CountRepeats(append(by, l.Column)); n < repeats && !g.hasSetting(extraField(l.Column)) {
			by, repeats = append(by, l.Column), n
			g.settings = append(g.settings, setting{l.Column, extraField(l.Column)})
			g.left = slices.DeleteFunc(g.left, func(o leftOut) bool { return o.Column == l.Column })
			if buildHeader.MatchString(sheet.SplitWords(l.Name)) {
				p("  #   %s says which build it is: rather also: [%s] under listed_as?", l.YamlName(), l.YamlName())
			}
		}
	}
	if repeats > 0 {
		p("  #   %s still repeat a name, and no column tells them apart", model.Plural(repeats, "line"))
	}
}

// otherName returns a column of names that has a text in every line where the column of
// models is blank, or nil.
func (g *guess) otherName() *sheet.Column {
	if g.model.Blank == 0 || g.Layout.Transpose {
		return nil
	}
	for _, c := range g.Columns {
		if c == g.model || c == g.version || c.IsNumeric() || !sheet.HasHeader(sheet.ModelHeaders, c.Name) && !sheet.HasHeader(sheet.VersionHeaders, c.Name) {
			continue
		}
		if !slices.ContainsFunc(g.Cells, func(cells []string) bool {
			return strings.TrimSpace(cells[g.model.At]) == "" && strings.TrimSpace(cells[c.At]) == "" && g.hasValue(cells)
		}) {
			return c
		}
	}
	return nil
}

// hasValue reports whether a line has a number in a column of values.
func (g *guess) hasValue(cells []string) bool {
	return slices.ContainsFunc(g.values, func(v *valueGuess) bool { return sheet.IsNumber(cells[v.At]) })
}

// writeSuffixes writes a comment with the endings that several names share: each may
// be a setting, which belongs in the settings, or a part of the name.
func (g *guess) writeSuffixes(p func(string, ...any)) {
	for _, s := range []struct {
		re        *lazyregexp.Regexp
		cut, name string
	}{{parenSuffix, ` \((%s)\)`, "extra.mode"}, {wordSuffix, `_(%s)`, "reasoning_effort"}} {
		counts := map[string]int{}
		var shared []string
		for _, name := range g.model.Order {
			if m := s.re.FindStringSubmatch(name); m != nil {
				end := strings.Trim(m[1], "()")
				if counts[end]++; counts[end] == 2 && !dayLike.MatchString(end) {
					shared = append(shared, regexp.QuoteMeta(end))
				}
			}
		}
		if len(shared) > 0 {
			slices.Sort(shared)
			p("  # Several names share an ending. If it is a setting and not part of the name, write under listed_as:")
			p("  #   suffixes: [{pattern: '"+s.cut+"', to: %s}]", strings.Join(shared[:min(6, len(shared))], "|"), s.name)
		}
	}
}
