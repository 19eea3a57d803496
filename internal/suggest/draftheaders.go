package suggest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"provenance/internal/boardmap"
	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
	"provenance/internal/model"
	"provenance/internal/sheet"
)

var (
	shotsEnd   = lazyregexp.New(`(?i)[ _-]*[(\[]?(\d+)[- _]?shots?[)\]]?$`)
	percentEnd = lazyregexp.New(`[ _]*[(\[]%[)\]]$`)
	numberPart = lazyregexp.New(`(?i)\d+[km]?`)
)

// writeHeaders writes how the map takes benchmarks and settings from the headers.
func (g *guess) writeHeaders(p func(string, ...any)) {
	shots, percent := 0, 0
	alike := map[string]int{}
	markup := ""
	for _, v := range g.values {
		h := ingest.PlainText("markdown", v.Name)
		if ingest.PlainText("html", v.Name) != h {
			markup = " markup: markdown,"
		} else if h != v.Name && markup == "" {
			markup = " markup: html,"
		}
		if percentEnd.MatchString(h) {
			percent++
			h = percentEnd.ReplaceAllString(h, "")
		}
		if shotsEnd.MatchString(h) {
			shots++
		}
		alike[numberPart.ReplaceAllString(h, "0")]++
	}
	if percent > 0 && g.headersClash(func(h string) string { return percentEnd.ReplaceAllString(h, "") }) {
		percent = 0 // GPQA and GPQA (%) are two columns
	}
	ends := ""
	if shots > 0 {
		ends += `(?:[ _-]*[(\[]?\d+[- _]?[sS]hots?[)\]]?)?`
	}
	if percent > 0 {
		ends += `(?:[ _]*[(\[]%[)\]])?`
	}
	why := "the header of each column of values; write the benchmark's slug instead if there is only one"
	pattern := ""
	if ends != "" {
		pattern = fmt.Sprintf(" pattern: '^(.*?)%s$',", ends)
	}
	p("  benchmark: {header: true,%s%s%s slug: true}  # %s", markup, pattern, g.headerValues(ends), why)
	if shots > 0 {
		p("  shots: {header: true, pattern: '(\\d+)[- _]?[sS]hots?\\b'}  # %d of %d headers end in a number of shots", shots, len(g.values))
	}
	for _, n := range alike {
		if n > 2 && n*2 > len(g.values) && shots == 0 {
			p("  # %d headers differ only in a number. If that is a setting of one benchmark, write its slug under benchmark, and: extra.setting: {header: true}", n)
		}
	}
}

// headersClash reports whether f maps two headers of values to the same text.
func (g *guess) headersClash(f func(string) string) bool {
	seen := map[string]bool{}
	for _, v := range g.values {
		h := ingest.Norm(f(v.Name))
		if seen[h] {
			return true
		}
		seen[h] = true
	}
	return false
}

// headerValues returns the key values of a field, with distinct slugs for headers that
// would otherwise have the same one, such as "Resolved" and "Resolved %".
func (g *guess) headerValues(ends string) string {
	re := regexp.MustCompile("(?s)^(.*?)" + ends + "$")
	texts, slugs := map[string]string{}, map[string]bool{}
	var out []string
	for _, v := range g.values {
		text := boardmap.FirstGroup(re.FindStringSubmatch(ingest.PlainText("markdown", v.Name)))
		was := ingest.SlugOf(text)
		s := ingest.SlugOf(withoutMarks(text))
		if sheet.OfBoard(text) && s != "" {
			s = g.fileSlug() + "-" + s // a metric, and no benchmark
		}
		if known := g.known.benchmark(text); known != "" {
			s = known
		}
		if texts[text] != "" || s == "" && text == "" {
			continue
		}
		if s == "" {
			s = was
		}
		base := s
		if s == "" {
			base = "benchmark"
		}
		n := 2
		if s == "" {
			n = 1
		}
		for ; s == "" || slugs[s]; n++ {
			suffix := ingest.SlugOf(strings.ReplaceAll(text, "%", " percent "))
			if sheet.OfBoard(text) {
				suffix = g.fileSlug() + "-" + suffix
			}
			if suffix != base && !slugs[suffix] && suffix != "" && s != "" {
				s = suffix
				break
			}
			s = fmt.Sprintf("%s-%d", base, n)
		}
		if s != was {
			out = append(out, sheet.YamlScalar(text)+": "+s)
		}
		texts[text], slugs[s] = s, true
	}
	if len(out) == 0 {
		return ""
	}
	return " values: {" + strings.Join(out, ", ") + "},"
}

var noteEnd = lazyregexp.New(`\s*\[\w{1,2}\]$`)

// withoutMarks returns a header without the footnote marks at its end.
func withoutMarks(header string) string {
	return noteEnd.ReplaceAllString(strings.TrimRight(strings.TrimSpace(header), "*†‡§¶¹²³⁴⁵⁶⁷⁸⁹⁰"), "")
}

// headersAreDays returns the layouts of the days if the headers of all value columns are
// days, otherwise "".
func (g *guess) headersAreDays() string {
	var forms []string
	for _, v := range g.values {
		at := slices.IndexFunc(sheet.DateForms, func(form string) bool { _, err := time.Parse(form, v.Name); return err == nil })
		if at < 0 || v.SameName || g.Layout.Transpose {
			return ""
		}
		forms = append(forms, sheet.DateForms[at])
	}
	slices.Sort(forms)
	if forms = slices.Compact(forms); len(g.values) < 2 {
		return ""
	}
	return strings.Join(forms, "|")
}

// writeDrops writes the rules that drop lines which are not models.
func (g *guess) writeDrops(p func(string, ...any)) {
	var drops, maybe []string
	var found, doubtful []string
	for _, name := range g.model.Order {
		if g.isStatistic(name) || g.Layout.Transpose && sheet.ChangeHeader.MatchString(sheet.SplitWords(name)) {
			found = append(found, name)
		} else if sheet.PossibleBaselineRow.MatchString(name) {
			doubtful = append(doubtful, name)
		}
	}
	if len(doubtful) > 0 {
		maybe = append(maybe, fmt.Sprintf("  # - {column: %s, in: %s, why: not models}  # by their first word; are these not models?", g.model.YamlName(), sheet.YamlList(doubtful[:min(5, len(doubtful))])))
	}
	if valued := g.countNameless(); valued*2 > g.model.Blank {
		maybe = append(maybe, fmt.Sprintf("  # %s with values but no model: if a name also applies to the lines below it, repeat it on each of them first; a map cannot do that", model.Plural(valued, "line")))
	} else if g.model.Blank > 0 {
		maybe = append(maybe, fmt.Sprintf("  # - {column: %s, pattern: '^$', why: no model name}  # %s without a name", g.model.YamlName(), model.Plural(g.model.Blank, "line")))
	}
	if slices.ContainsFunc(g.Cells, g.IsHeader) {
		found = append(found, g.model.Name)
	}
	if len(found) > 0 {
		drops = append(drops, fmt.Sprintf("  - {column: %s, in: %s, why: not models}  # by their names", g.model.YamlName(), sheet.YamlList(found)))
	}
	if g.Layout.Table {
		drops = append(drops, fmt.Sprintf("  - {column: %s, pattern: '^:?-+:?$', why: the line under a Markdown header}", g.model.YamlName()))
	}
	if len(g.stderrTexts) > 0 {
		drops = append(drops, fmt.Sprintf("  - {column: %s, in: %s, why: standard errors}  # on lines of their own, which a map cannot join to their scores", g.key.YamlName(), sheet.YamlList(g.stderrTexts)))
	}
	if bare := g.valuelessNames(); len(bare) > 0 {
		maybe = append(maybe, fmt.Sprintf("  # - {column: %s, in: %s, why: headings}  # %s with a name and no value", g.model.YamlName(), sheet.YamlList(bare[:min(5, len(bare))]), model.Plural(len(bare), "line")))
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
	for _, cells := range g.Cells {
		if strings.TrimSpace(cells[g.model.At]) == "" && g.hasValue(cells) {
			n++
		}
	}
	return n
}

// valuelessNames returns the names in lines without any value.
func (g *guess) valuelessNames() []string {
	var out []string
	valued := map[string]bool{}
	for _, cells := range g.Cells {
		if slices.ContainsFunc(g.values, func(v *valueGuess) bool { return strings.TrimSpace(cells[v.At]) != "" }) {
			valued[strings.TrimSpace(cells[g.model.At])] = true
		}
	}
	for _, cells := range g.Cells {
		name := strings.TrimSpace(cells[g.model.At])
		if name != "" && !valued[name] && !sheet.HasHeader(sheet.Baselines, name) && !sheet.BaselineRow.MatchString(name) && !sheet.PossibleBaselineRow.MatchString(name) && !sheet.AllDashes(cells) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}
