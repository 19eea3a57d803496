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
		h := ingest.PlainText("markdown", v.name)
		if ingest.PlainText("html", v.name) != h {
			markup = " markup: markdown,"
		} else if h != v.name && markup == "" {
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
		h := ingest.Norm(f(v.name))
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
		text := boardmap.FirstGroup(re.FindStringSubmatch(ingest.PlainText("markdown", v.name)))
		was := ingest.SlugOf(text)
		s := ingest.SlugOf(withoutMarks(text))
		if ofBoard(text) && s != "" {
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
			if ofBoard(text) {
				suffix = g.fileSlug() + "-" + suffix
			}
			if suffix != base && !slugs[suffix] && suffix != "" && s != "" {
				s = suffix
				break
			}
			s = fmt.Sprintf("%s-%d", base, n)
		}
		if s != was {
			out = append(out, yamlScalar(text)+": "+s)
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
		at := slices.IndexFunc(dateForms, func(form string) bool { _, err := time.Parse(form, v.name); return err == nil })
		if at < 0 || v.sameName || g.layout.Transpose {
			return ""
		}
		forms = append(forms, dateForms[at])
	}
	slices.Sort(forms)
	if forms = slices.Compact(forms); len(g.values) < 2 {
		return ""
	}
	return strings.Join(forms, "|")
}
