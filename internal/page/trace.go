package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"provenance/internal/charts"
	"provenance/internal/figures"
	"provenance/internal/query"
)

// Trace is the page of a score, from the number to the document that prints it.
func Trace(t *query.Trace) *Page {
	s, l := query.Records(t.Score)[0], query.Records(t.Listing)[0]
	p := newPager(fmt.Sprintf("Score %s: %s on %s", s["score_id"], withUnit(s), s["benchmark_name"]), "", t.Sources)
	p.section("Score as printed")
	p.item(withUnit(s), ", reported on ", s["reported_on"], opt(", measured on ", s["evaluated_on"]), "; benchmark ", s["benchmark_name"], " (", s["benchmark"], "), metric ", spaced(s["metric"]))
	p.item(uncertainty(s), opt("; rank ", s["rank"]))
	p.item(evaluatorLine(s))
	if s["note"] != "" {
		p.item(s["note"])
	}
	if s["counts"] != "yes" {
		p.item("it does not count in any view today: ", strings.TrimPrefix(s["counts"], "no: "))
	}
	p.listing(query.Records(t.Candidates), l)
	p.external(query.Records(t.External))
	p.traceStatus(t, s, l)
	p.settings(query.Records(t.Protocol))
	p.traceSource(query.Records(t.Ingest)[0], query.Records(t.Source)[0], s)
	p.revisions(query.Records(t.Revisions))
	p.disputes(query.Records(t.Disputes), nil)
	p.section("Flags")
	for _, f := range query.Records(t.Flags) {
		p.item(f["severity"], " ", f["rule"], ": ", f["message"])
	}
	if len(t.Flags.Rows) == 0 {
		p.item("none")
	}
	p.listSources()
	return &p.Page
}

// evaluatorLine says who measured a score, and what the source says about that.
func evaluatorLine(s query.Record) string {
	text := cmp.Or(opt("measured by ", s["evaluator_name"]), "evaluator not stated")
	switch s["relationship"] {
	case "first_party":
		text += ", who made the model"
	case "third_party":
		text += ", who did not make the model"
	}
	if says := s["asserted_relationship"]; says != "" {
		text += " (the source says: " + spaced(says) + ")"
	}
	return text
}

// uncertainty says how certain the source says that a score is.
func uncertainty(s query.Record) string {
	text := "no interval or standard error is stated"
	switch {
	case s["ci_low"] != "" && s["ci_high"] != "":
		text = fmt.Sprintf("interval of unstated level %s to %s", s["ci_low"], s["ci_high"])
		if level, err := strconv.ParseFloat(s["ci_level"], 64); err == nil {
			text = fmt.Sprintf("%.4g%% interval %s to %s", 100*level, s["ci_low"], s["ci_high"])
		}
	case s["stderr"] != "":
		text = "standard error " + s["stderr"]
	}
	return text + opt("; items or votes: ", s["sample_size"])
}

// listing says under which name the source prints the score, and what the name means.
func (p *pager) listing(candidates []query.Record, l query.Record) {
	p.section("Model")
	p.item(Span{l["source"], p.sources[l["source"]]["url"]}, fmt.Sprintf(" prints it under the name %q", l["listed_as"]), opt(", section ", l["section"]))
	if l["note"] != "" {
		p.item(l["note"])
	}
	meaning := fmt.Sprintf("%s, stage %s, model %s by %s", l["variant"], l["stage"], l["model"], cmp.Or(l["developer"], "an unknown developer"))
	switch l["resolution"] {
	case "unresolved":
		p.item("the name matches no variant on record; provenance does not guess ('provenance resolve' lists such names)")
	case "ambiguous":
		if len(candidates) > 0 && !slices.ContainsFunc(candidates, func(c query.Record) bool { return c["variant"] != candidates[0]["variant"] }) {
			p.item("the name may mean one variant, but not surely on this day, and provenance does not guess")
			break
		}
		p.item("the name is ambiguous: it can mean several variants, and provenance does not guess")
	case "slug":
		p.item("the name is the slug of ", meaning)
	default:
		p.item("the name means ", meaning, ":")
	}
	for _, c := range candidates {
		if c["alias"] == "" {
			if l["resolution"] == "ambiguous" {
				p.answer(c["variant"], ": its slug is this name")
			}
			continue
		}
		scope := "in every source"
		if c["scope"] != "all" {
			scope = "in " + c["scope"]
		}
		p.answer(fmt.Sprintf("%q means %s %s", c["alias"], c["variant"], scope), opt(", section ", c["section"]), opt(", from ", c["valid_from"]), opt(", to ", c["valid_to"]), ": ", cmp.Or(c["evidence"], "no evidence recorded"), " ", p.cite(c["source"], c["locator"]))
	}
}

func (p *pager) traceStatus(t *query.Trace, s, l query.Record) {
	p.section("Could the public get it on " + s["reported_on"] + "?")
	if l["variant"] == "" {
		p.item("unknown: the variant is not known")
		return
	}
	events := query.Records(t.Status)
	if s["status_when_reported"] != "" { // a score that counts
		answer := wasPublic(s["status_when_reported"], query.Records(t.Flags))
		text := answer + "; status when reported: " + spaced(s["status_when_reported"])
		if answer == "no" && slices.ContainsFunc(events, func(e query.Record) bool { return e["status"] == "preview" && e["scope"] != "public" }) {
			text += " (a preview on one board only is not public)"
		}
		p.item(text)
	}
	if len(events) == 0 {
		p.item("no release event of ", l["variant"], " by that day is on record")
	}
	for _, e := range events {
		p.answer(spaced(e["status"]), boardOnly(e["scope"]), " since ", e["since"], opt(", until ", e["until"]), " ", p.cite(e["source"], e["locator"]), opt(": ", e["note"]))
	}
}

// wasPublic answers whether the public could get a variant of a status. It is "no" only where
// a source shows that: the flag is then an error.
func wasPublic(status string, flags []query.Record) string {
	for _, severity := range []string{"error", "warning", "note"} {
		if slices.ContainsFunc(flags, func(f query.Record) bool { return f["rule"] == "unreleased-when-reported" && f["severity"] == severity }) {
			if severity == "error" {
				return "no"
			}
			return "not known: no release by then is on record"
		}
	}
	switch figures.ReleaseOf(status) {
	case charts.Released:
		return "yes"
	case charts.NotReleased:
		return "not known: no release by then is on record"
	}
	return "not known"
}

func (p *pager) settings(rows []query.Record) {
	p.section("Settings")
	if len(rows) == 0 {
		p.item("no setting is stated")
		return
	}
	var parts []string
	for _, r := range rows {
		parts = append(parts, spaced(r["setting"])+" "+r["value"])
	}
	p.item(strings.Join(parts, "; "))
}

// traceSource says where the number was printed, which copy was read, and how to check it.
func (p *pager) traceSource(i, src, s query.Record) {
	p.section("Source")
	p.item(src["source"], ": ", quoted(src["title"]), opt(", ", cmp.Or(src["publisher_name"], src["publisher"])), "; ", cmp.Or(opt("published on ", src["published_on"]), "publication date not on record"), opt("; retrieved on ", src["retrieved_on"]))
	p.addresses(src)
	p.located("at ", src, s["locator"])
	p.located("copy used: ", src, src["read_from"])
	p.item(fmt.Sprintf("ingested from %s, line %s, as ingest %s on %s by provenance %s", i["path"], i["line"], i["ingest"], i["started_at"], i["tool_version"]), opt(": ", i["command"]))
	kept := "its bytes were not kept"
	if i["bytes_kept"] == "yes" {
		kept = fmt.Sprintf("'provenance export source %s' gives it back", i["ingest"])
	}
	p.item(fmt.Sprintf("SHA-256 of that file (%s bytes): %s; %s", i["bytes"], i["sha256"], kept))
	p.item("the hash is of the file that was ingested, which may be a transcript, not of the publisher's page")
	if i["retracted_because"] != "" {
		p.item("the ingest is retracted: ", i["retracted_because"])
	}
}

// located writes a locator, and the address of the file that it names.
func (p *pager) located(what string, src query.Record, locator string) {
	if locator == "" {
		return
	}
	p.item(what, locator)
	if u := fileAddress(src["url"], locator); u != "" {
		p.below(address(u))
	}
}

func (p *pager) revisions(rows []query.Record) {
	p.section("Revisions")
	if len(rows) == 0 {
		p.item("none: it supersedes no value, and no value supersedes it")
	}
	for _, r := range rows {
		p.item(fmt.Sprintf("%s score %s: %s, from %s, line %s, ingest %s on %s", r["relation"], r["score_id"], r["value_as_printed"], r["path"], r["line"], r["ingest"], r["started_at"]))
	}
}
