package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/query"
)

// Card is the page of an organization, a source, a licence, a benchmark, a statement or a
// printed name.
func Card(c *query.Card) *Page {
	of := func(part string) []query.Record {
		if t := c.Part(part); t != nil {
			return query.Records(t)
		}
		return nil
	}
	first := query.Records(c.Parts[0].Table)[0]
	title := cmp.Or(first["name"], first["title"])
	if c.Kind == query.Statement { // its slug may say more than it does
		title = strings.ToUpper(first["kind"][:1]) + first["kind"][1:] + " by " + speaker(first["speaker"], first["speaks_for"])
	}
	p := newPager(title, "", c.Sources)
	switch c.Kind {
	case query.Organization:
		p.organization(first, of)
	case query.SourceKind:
		p.source(first, of)
		return &p.Page // it says at the top what a list of sources would
	case query.License:
		p.item(first["license"], opt(" · SPDX ", first["spdx_id"]))
		p.license([]query.Record{first})
		if first["note"] != "" {
			p.item(first["note"])
		}
		p.variantsUnder(of("variants"))
		p.statements("What was said about it", of("statements"))
	case query.Benchmark:
		p.benchmark(first, of)
	case query.Statement:
		p.statement(first, of)
	case query.Printed:
		p.printed(first, of)
	}
	p.listSources()
	return &p.Page
}

func (p *pager) organization(o query.Record, of func(string) []query.Record) {
	p.item(o["organization"], opt(" · part of ", o["parent"]))
	if o["url"] != "" {
		p.item(address(o["url"]))
	}
	if o["note"] != "" {
		p.item(o["note"])
	}
	if models := of("models"); len(models) > 0 {
		p.section(fmt.Sprintf("Models (%d)", len(models)))
		for _, m := range models {
			p.item(m["name"], " (", m["model"], "): ", count(m["variants"], "variant"), ", ", count(m["scores"], "score"))
		}
	}
	p.disputes(of("disputes"), nil)
	p.statements("What it said", of("said"))
	if tests := of("private_tests"); len(tests) > 0 {
		p.section("Tests in private")
		for _, t := range tests {
			p.item(t["developer"], " on the board of ", t["board"], ": ", count(t["n_variants"], "variant"), opt(" of ", t["model"]), opt(", disclosed: ", t["n_disclosed"]), opt(", from ", t["from_on"]), opt(" to ", t["to_on"]), " ", p.cite(t["source"], t["locator"]))
		}
	}
	p.measured("Measured", of("measured"), "variants")
	if offers := of("offers"); len(offers) > 0 {
		p.section("Offers")
		var rows [][]Line
		for _, a := range offers {
			rows = append(rows, append(cells(a["variant"], spaced(a["channel"]), a["product"], a["from_on"], a["to_on"]), line(Span{a["source"], p.sources[a["source"]]["url"]})))
		}
		p.table([]string{"variant", "channel", "product", "from", "until", "source"}, rows)
	}
	p.identifiers(of("external_ids"))
	if published := of("published"); len(published) > 0 {
		p.section("Published")
		for _, s := range published {
			p.item(Span{s["source"], p.sources[s["source"]]["url"]}, ", ", spaced(s["kind"]), ": ", quoted(p.sources[s["source"]]["title"]))
		}
	}
}

// identifiers writes what other systems call the subject of the page.
func (p *pager) identifiers(rows []query.Record) {
	for i, e := range rows {
		if i == 0 {
			p.section("In other systems")
		}
		p.item(quoted(e["external_id"]), opt(", revision ", e["revision"]), " in ", e["scheme"], " ", p.cite(e["source"], e["locator"]))
	}
}

func (p *pager) benchmark(b query.Record, of func(string) []query.Record) {
	p.item(b["benchmark"], opt(" · family ", b["family"]), opt(" · part of ", b["parent"]), " · access ", spaced(b["access"]), opt(" · ", itemsOf(b["n_items"])), opt(" · released on ", b["released_on"]), " ", p.citeOr(b["source"]))
	if b["url"] != "" {
		p.item(address(b["url"]))
	}
	if b["note"] != "" {
		p.item(b["note"])
	}
	for _, k := range of("backers") {
		p.item("made, paid for or owned by ", k["organization"], " ", p.cite(k["source"], k["locator"]))
	}
	if parts := of("parts"); len(parts) > 0 {
		p.item("parts on record: ", strings.Join(distinct(parts, "benchmark"), ", "))
	}
	for _, u := range of("suites") {
		p.item("in the suite ", u["suite"], " ", p.cite(u["source"], u["locator"]))
	}
	p.statements("What was said about it", of("statements"))
	p.identifiers(of("external_ids"))
	for _, part := range []struct{ name, column, heading string }{{"printed", "source", "Printed by"}, {"variants", "variant", "Variants with scores"}} {
		rows := of(part.name)
		p.section(fmt.Sprintf("%s (%d)", part.heading, len(rows)))
		if len(rows) == 0 {
			p.item("none on record")
			continue
		}
		var out [][]Line
		for _, r := range rows {
			who := line(r["variant"])
			if s := r["source"]; s != "" {
				who = line(Span{s, p.sources[s]["url"]})
			}
			out = append(out, append([]Line{who}, cells(r["scores"], r["names"], r["first_on"], r["last_on"])...))
		}
		p.table([]string{part.column, "scores", "names", "first", "last"}, out)
	}
}

// itemsOf says how many items there are, "" if that is not stated.
func itemsOf(n string) string {
	if n == "" {
		return ""
	}
	return count(n, "item")
}

// measured writes how many scores there are on each benchmark.
func (p *pager) measured(heading string, rows []query.Record, of string) {
	if len(rows) == 0 {
		return
	}
	p.section(heading)
	var out [][]Line
	for _, r := range rows {
		out = append(out, cells(r["benchmark"], r["scores"], r[of], r["first_on"], r["last_on"]))
	}
	p.table([]string{"benchmark", "scores", of, "first", "last"}, out)
}

// statements writes what was said, each with its speaker, day and source.
func (p *pager) statements(heading string, rows []query.Record) {
	if len(rows) == 0 {
		return
	}
	p.section(heading)
	for _, s := range rows {
		p.item(s["kind"], " (", spaced(s["topic"]), ") by ", speaker(s["speaker"], s["speaks_for"]), opt(", ", s["said_on"]), " ", p.cite(s["source"], basisWords(s["basis"])), ": ", s["text"], " (", s["statement"], repliesTo(s), ")")
	}
}

// repliesTo says whether somebody replied to an allegation or a criticism.
func repliesTo(s query.Record) string {
	switch {
	case s["kind"] != "allegation" && s["kind"] != "criticism":
		return ""
	case s["replies"] == "0":
		return ": no reply on record"
	}
	return ": " + strings.Replace(count(s["replies"], "reply"), "replys", "replies", 1) + " on record"
}

func (p *pager) source(s query.Record, of func(string) []query.Record) {
	p.item(s["source"], " · ", spaced(s["kind"]), opt(" · published by ", s["publisher"]))
	p.item("published: ", cmp.Or(s["published_on"], "no day on record"), opt("; read on ", s["retrieved_on"]))
	p.item("address: ")
	if s["url"] == "" {
		p.below("not on record")
	} else {
		p.below(address(s["url"]))
	}
	if s["archived_url"] != "" {
		p.below("archived: ", address(s["archived_url"]))
	}
	p.located("copy that was read: ", s, s["read_from"])
	if s["note"] != "" {
		p.item(s["note"])
	}
	p.flags(of("flags"))
	p.statements("Statements in it", of("statements"))
	p.statements("What was said about it", of("about"))
	if events := of("events"); len(events) > 0 {
		p.section("Release events in it")
		for _, e := range events {
			p.item(e["on_date"], ": ", e["variant"], " ", spaced(e["status"])+boardOnly(e["scope"]), opt(" (", e["locator"])+closing(e["locator"]))
		}
	}
	p.measured("Scores in it", of("scores"), "names")
	if more := of("carries"); len(more) > 0 {
		p.section("Also in it")
		for _, c := range more {
			p.item(c["what"], ": ", c["n"])
		}
	}
}

// closing closes a bracket that opt opened.
func closing(s string) string {
	if s == "" {
		return ""
	}
	return ")"
}

func (p *pager) variantsUnder(rows []query.Record) {
	p.section(fmt.Sprintf("Variants under it (%d)", len(rows)))
	for _, v := range rows {
		p.item(v["variant"], ": ", v["name"], opt(", by ", v["developer"]))
	}
	if len(rows) == 0 {
		p.item("none on record")
	}
}

func (p *pager) statement(s query.Record, of func(string) []query.Record) {
	p.item(s["statement"], " · about ", spaced(s["topic"]), " · said: ", cmp.Or(s["said_on"], "no day on record"), " ", p.cite(s["source"], s["locator"]))
	p.item(map[string]string{
		"direct":  "The source is the speaker's own.",
		"quoted":  "The source quotes the speaker.",
		"hearsay": "The source relays it; the original was not seen.",
	}[s["basis"]])
	for _, c := range of("corrections") {
		p.item("called ", c["verdict"], ": ", c["reason"], " ", p.cite(c["source"], c["locator"]))
	}
	p.section("In our words")
	p.item(s["text"])
	if s["note"] != "" {
		p.item(s["note"])
	}
	if s["requires"] != "" {
		p.item("it asks for: ", spaced(s["requires"]))
	}
	if s["asserts"] != "" {
		p.item("it asserts: ", spaced(s["asserts"]))
	}
	if s["from_on"]+s["until_on"] != "" {
		p.item("in force", opt(" from ", s["from_on"]), opt(" until ", s["until_on"]))
	}
	if about := of("targets"); len(about) > 0 {
		p.section("About")
		for _, t := range about {
			p.item("the ", cmp.Or(map[string]string{"license": "licence"}[t["kind"]], t["kind"]), " ", t["about"])
		}
	}
	p.statements("In reply to", of("replies_to"))
	p.statements("Replies", of("replies"))
	if len(of("replies")) == 0 && slices.Contains([]string{"allegation", "criticism"}, s["kind"]) {
		p.section("Replies")
		p.item("no reply on record")
	}
	if more := of("further_sources"); len(more) > 0 || s["quotes_source"] != "" {
		p.section("Also in")
		if s["quotes_source"] != "" {
			p.item(p.cite(s["quotes_source"]), " on which it rests")
		}
		for _, x := range more {
			p.item(p.cite(x["source"], x["locator"]), opt(" ", basisWords(x["basis"])), opt(": ", x["note"]))
		}
	}
}

// printed is the page of a name that is of no variant on record.
func (p *pager) printed(n query.Record, of func(string) []query.Record) {
	p.item("a name as printed; it matches no variant on record, so provenance does not say which build it means or whether the public could get it")
	for _, b := range of("taken_back") {
		p.item("its alias for ", b["variant"], " was taken back: ", b["reason"], " ", p.cite(b["source"]))
	}
	p.section("Printed by")
	for _, r := range of("printed") {
		days := ""
		if r["first_on"] != "" {
			days = ", " + span(slices.Compact([]string{r["first_on"], r["last_on"]}))
		}
		p.item(Span{r["source"], p.sources[r["source"]]["url"]}, opt(", section ", r["section"]), ": ", count(r["scores"], "score"), days)
	}
	p.scores(of("scores"), nil)
}

// count is a number with what it counts.
func count(n, what string) string {
	if n != "1" {
		what += "s"
	}
	return n + " " + what
}
