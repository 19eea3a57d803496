package page

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/query"
	"provenance/internal/terminal"
)

// statusNow says what status holds today, or on the day of the page. Of a build that the
// public cannot get, that is only the last that is known, so it gives the day.
func (p *pager) statusNow(now, events []query.Record) string {
	if len(now) == 0 || now[0]["status"] == "unknown" {
		return "unknown: no release event" + opt(" up to ", p.asOf) + " is on record"
	}
	status, scope, _ := strings.Cut(now[0]["status"], " (")
	last := ""
	for _, e := range events {
		if e["status"] == status && (e["scope"] == "public") == (scope == "") {
			last = max(last, e["since"])
		}
	}
	if status == "released" || status == "available" {
		return cmp.Or(p.asOf, "today") + ": " + spaced(status) + opt(", since ", now[0]["released_on"])
	}
	return "last known: " + statusWords(now[0]["status"]) + opt(", as of ", last)
}

// statusWords turns a status with its scope, as lists write it, into words.
func statusWords(s string) string {
	if status, board, ok := strings.Cut(s, " ("); ok {
		return spaced(status) + " on " + strings.TrimSuffix(board, ")")
	}
	return spaced(s)
}

// status writes the release events by day. An event says what happened on a day, not how
// long it lasted: an announcement does not end where a later source speaks of training.
func (p *pager) status(events, back []query.Record) {
	for _, s := range events {
		by := ""
		if s["precision"] == "by" {
			by = "by "
		}
		what := spaced(s["status"]) + boardOnly(s["scope"])
		if s["channel"] != "any" {
			what += opt(" (", s["channel"]) + ")"
		}
		since := ""
		if s["from_on"] != s["since"] {
			since = opt(", and since ", s["from_on"])
		}
		p.item(by, s["since"], ": ", opt("", s["variant"]), what, opt(" in ", s["region"]), since, " ", p.cite(s["source"], s["locator"]), opt(" ", s["note"]))
	}
	for _, b := range back {
		if b["what"] == "event" {
			p.item("taken back: ", b["on_date"], ": ", opt("", b["variant"]), spaced(b["name"])+boardOnly(b["scope"]), " ", p.cite(b["source"]), ": ", b["reason"], " ", p.cite(b["corrected_by"], b["corrected_on"]))
		}
	}
}

// boardOnly says that an event holds on one board, "" for one that holds in public.
func boardOnly(scope string) string {
	if scope == "public" {
		return ""
	}
	return " on " + scope + " only"
}

// flags writes the flags: each rule once, with the number of its flags and one of them.
func (p *pager) flags(rows []query.Record) {
	p.section("Flags")
	if len(rows) == 0 {
		p.item("none")
		return
	}
	type group struct {
		first query.Record
		n     int
	}
	groups := map[string]*group{}
	var order []string
	seen := map[string]bool{}
	for _, f := range rows {
		key := f["severity"] + " " + f["rule"]
		if seen[key+f["score_id"]+f["message"]] {
			continue
		}
		seen[key+f["score_id"]+f["message"]] = true
		if groups[key] == nil {
			groups[key] = &group{first: f}
			order = append(order, key)
		}
		groups[key].n++
	}
	rank := func(key string) int {
		return slices.IndexFunc([]string{"error ", "warning ", "note "}, func(s string) bool { return strings.HasPrefix(key, s) })
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	for _, key := range order {
		g := groups[key]
		if g.n == 1 {
			p.item(key, ": ", g.first["message"])
			continue
		}
		p.item(key, fmt.Sprintf(", %d times; for example: ", g.n), g.first["message"])
	}
}

// license writes the terms of use, and where their text is.
func (p *pager) license(rows []query.Record) {
	p.section("Licence" + opt(", as recorded today, not ", p.asOf))
	if len(rows) == 0 {
		p.item("none on record")
	}
	for _, l := range rows {
		p.item(l["name"], "; approved by the Open Source Initiative: ", l["osi_approved"], "; commercial use: ", l["commercial_use"], " ", p.citeOr(l["source"], l["locator"]))
		if l["url"] != "" {
			p.below("text: ", address(l["url"]))
		}
		if l["conditions"] != "" {
			p.below(l["conditions"])
		}
	}
}

// citeOr is cite for a source that may not be on record.
func (p *pager) citeOr(source string, more ...string) Line {
	if source == "" {
		return nil
	}
	return p.cite(source, more...)
}

func (p *pager) channels(rows []query.Record) {
	p.section("Availability")
	if len(rows) == 0 {
		p.item("no channel is on record")
		return
	}
	var out [][]Line
	keys, offers := groupBy(rows, func(c query.Record) string {
		return strings.Join([]string{c["variant"], c["channel"], c["provider"], c["product"], c["to_on"]}, "\x1f")
	})
	for _, k := range keys { // one offer, which several sources may name
		c, from := offers[k][0], distinct(offers[k], "from_on")
		slices.Sort(from)
		var named Line
		for i, s := range distinct(offers[k], "source") {
			if i > 0 {
				named = append(named, Span{Text: ", "})
			}
			named = append(named, Span{s, p.sources[s]["url"]})
		}
		out = append(out, append(cells(c["variant"], spaced(c["channel"]), c["provider"], c["product"], strings.Join(from[:min(len(from), 1)], ""), c["to_on"]), named))
	}
	p.tables([]string{"variant", "channel", "provider", "product", "from", "until", "source"}, out)
}

func (p *pager) context(rows []query.Record) {
	if len(rows) == 0 {
		return
	}
	p.section("Context window, in tokens")
	var out [][]Line
	for _, c := range rows {
		note := ""
		if c["source_kind"] == "aggregator" {
			note = "aggregator, not counted"
		}
		out = append(out, append(cells(c["variant"], c["basis"], cmp.Or(c["by"], "the developer"), terminal.Thousands(c["tokens"]), c["as_of"]), line(Span{c["source"], p.sources[c["source"]]["url"]}), line(note)))
	}
	p.tables([]string{"variant", "basis", "by", "tokens", "as of", "source", "remark"}, out)
}

// specs writes prices and all other specifications.
func (p *pager) specs(rows []query.Record) {
	for _, part := range []struct {
		heading, attribute, by, product string
		prices                          bool
	}{{"Prices, in USD per million tokens", "price of", "provider", "product", true}, {"Specifications", "attribute", "by", "set-up", false}} {
		var out [][]Line
		for _, c := range rows {
			what, isPrice := strings.CutPrefix(c["attribute"], "price_")
			if isPrice != part.prices {
				continue
			}
			out = append(out, append(cells(c["variant"], spaced(what), c["basis"], c["by"], terminal.Thousands(c["value"]), c["product"], c["as_of"]), line(Span{c["source"], p.sources[c["source"]]["url"]})))
		}
		if len(out) > 0 {
			p.section(part.heading)
			p.tables([]string{"variant", part.attribute, "basis", part.by, "value", part.product, "as of", "source"}, out)
		}
	}
}

func (p *pager) external(rows []query.Record) {
	if len(rows) == 0 {
		return
	}
	p.section("In other systems")
	for _, e := range rows {
		p.item(cmp.Or(e["variant"], "the "+e["of"]), " is ", quoted(e["external_id"]), opt(", revision ", e["revision"]), " in ", e["scheme"], " ", p.cite(e["source"], e["locator"]))
	}
}

// names writes how sources print a variant.
func (p *pager) names(rows, back []query.Record) {
	back = slices.DeleteFunc(slices.Clone(back), func(b query.Record) bool { return b["what"] != "name" })
	if len(rows)+len(back) == 0 {
		return
	}
	p.section("Printed as")
	for _, b := range back {
		p.item(fmt.Sprintf("taken back: %q in %s%s", b["name"], b["scope"], opt(", section ", b["section"])), ": ", b["reason"], " ", p.cite(b["corrected_by"], b["corrected_on"]))
	}
	for _, n := range rows {
		how := ""
		if n["resolution"] == "ambiguous" {
			how = ", which may also be another variant"
		}
		p.item(fmt.Sprintf("%q in ", n["name"]), Span{n["source"], p.sources[n["source"]]["url"]}, opt(", section ", n["section"]), opt(" means ", n["variant"]), how)
	}
}
