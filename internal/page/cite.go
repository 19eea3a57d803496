package page

import (
	"cmp"
	"regexp"
	"strings"

	"provenance/internal/query"
)

// A pager builds a page. It knows the sources that the page names.
type pager struct {
	Page
	asOf    string // YYYY-MM-DD; "" for today
	sources map[string]query.Record
	order   []query.Record
}

// newPager begins a page that cites the given sources.
func newPager(title, asOf string, sources *query.Table) *pager {
	p := &pager{Page: Page{Title: title}, asOf: asOf, sources: map[string]query.Record{}, order: query.Records(sources)}
	if asOf != "" {
		p.First = "as of " + asOf
	}
	for _, s := range p.order {
		p.sources[s["source"]] = s
	}
	return p
}

// cite names a source by its slug, which leads to its address, and the place in it. The
// list of sources at the end of the page says what the slug means.
func (p *pager) cite(source string, more ...string) Line {
	parts := line("[", Span{source, p.sources[source]["url"]})
	for _, m := range more {
		if m != "" {
			parts = append(parts, line(", ", p.place(source, m))...)
		}
	}
	return append(parts, Span{Text: "]"})
}

// place is a locator; it leads to the file if it names one of the repository that the
// source's address is.
func (p *pager) place(source, locator string) Span {
	return Span{locator, fileAddress(p.sources[source]["url"], locator)}
}

// inRepository matches a locator OWNER/NAME@COMMIT:PATH, with a line after the path or not.
var inRepository = regexp.MustCompile(`^([\w.-]+/[\w.-]+)@([0-9a-f]{7,40}):([^\s:]+)(?::(\d+))?(?:\s|$)`)

// fileAddress returns the address of the file that a locator names, if the source's own
// address is in the same repository on GitHub or GitLab; otherwise "".
func fileAddress(source, locator string) string {
	m := inRepository.FindStringSubmatch(locator)
	if m == nil {
		return ""
	}
	view := map[string]string{"https://github.com/": "/", "https://gitlab.com/": "/-/"}
	for host, path := range view {
		repository, ok := strings.CutPrefix(source, host)
		if !ok || repository != m[1] && !strings.HasPrefix(repository, m[1]+"/") {
			continue
		}
		kind := "blob/"
		if strings.HasSuffix(m[3], "/") {
			kind = "tree/"
		}
		address := host + m[1] + path + kind + m[2] + "/" + m[3]
		if m[4] != "" {
			address += "#L" + m[4]
		}
		return address
	}
	return ""
}

// listSources writes the section of the sources: title, publisher, day and address of each.
func (p *pager) listSources() {
	if len(p.order) == 0 {
		return
	}
	p.section("Sources")
	for _, s := range p.order {
		p.item(s["source"]+": "+quoted(s["title"])+", "+cmp.Or(s["publisher"], "publisher not on record")+", "+p.dayOf(s), p.undatedSource(s))
		p.addresses(s)
	}
}

// undatedSource says on which day a source without a day was read.
func (p *pager) undatedSource(s query.Record) string {
	if s["published_on"] == "" && s["retrieved_on"] != "" {
		return ", read on " + s["retrieved_on"]
	}
	return ""
}

// addresses writes where a source is, below the item that names it.
func (p *pager) addresses(s query.Record) {
	if s["url"] == "" {
		p.below("address not on record")
	} else {
		p.below(address(s["url"]))
	}
	if s["archived_url"] != "" {
		p.below("archived: ", address(s["archived_url"]))
	}
}

// dayOf says when a source was published.
func (p *pager) dayOf(s query.Record) string {
	if p.asOf != "" {
		return cmp.Or(s["published_on"], "no day by then on record")
	}
	return cmp.Or(s["published_on"], "no day on record")
}

func quoted(s string) string { return "“" + s + "”" }

// opt returns a text with a prefix, "" for no text.
func opt(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// spaced turns a word of a vocabulary into words.
func spaced(s string) string { return strings.ReplaceAll(s, "_", " ") }

// lines makes cells of texts.
func cells(texts ...string) []Line {
	out := make([]Line, len(texts))
	for i, t := range texts {
		out[i] = line(t)
	}
	return out
}
