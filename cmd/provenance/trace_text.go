package main

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

// trace writes a trace for people, from the number to the page.
func (p *pageWriter) trace(t *query.Trace) {
	s, l := rowsOf(t.Score)[0], rowsOf(t.Listing)[0]
	title := fmt.Sprintf("Score %s: %s on %s", s["score_id"], strings.TrimRight(s["value_as_printed"]+" "+unitAfter(s["value_as_printed"], s["unit"], figures.UnitSign(s["unit"])), " "), s["benchmark_name"])
	if p.markdown {
		p.printf("# %s\n", mdCell(title))
	} else {
		p.printf("%s\n", clean(title))
	}
	p.heading("Score as printed")
	p.para(fmt.Sprintf("%s in metric %s (%s), on benchmark %s, reported on %s", s["value_as_printed"], s["metric"], s["unit"], s["benchmark"], s["reported_on"]) + opt(", measured on ", s["evaluated_on"]))
	p.para(uncertainty(s) + opt("; rank ", s["rank"]))
	p.para(evaluatorLine(s))
	if s["note"] != "" {
		p.para(s["note"])
	}
	if s["counts"] != "yes" {
		p.para("it does not count in any view today: " + strings.TrimPrefix(s["counts"], "no: "))
	}
	p.traceListing(t, l)
	p.traceStatus(t, s, l)
	p.traceSettings(t)
	p.traceSource(t, s)
	p.traceRevisions(t)
	p.disputesOf(rowsOf(t.Disputes))
	p.heading("Flags")
	for _, f := range rowsOf(t.Flags) {
		p.para(f["severity"] + " " + f["rule"] + ": " + f["message"])
	}
	if len(t.Flags.Rows) == 0 {
		p.para("none")
	}
}

// evaluatorLine says who measured a score, and what the source says about that.
func evaluatorLine(s cells) string {
	text := cmp.Or(opt("measured by ", s["evaluator_name"]), "evaluator not stated") + opt(", ", strings.ReplaceAll(s["relationship"], "_", " "))
	if says := s["asserted_relationship"]; says != "" {
		text += " (the source says: " + strings.ReplaceAll(says, "_", " ") + ")"
	}
	return text
}

// uncertainty says how certain the source says that a score is.
func uncertainty(s cells) string {
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
	return text + opt("; sample size ", s["sample_size"])
}

func (p *pageWriter) traceListing(t *query.Trace, l cells) {
	p.heading("Model")
	p.para(fmt.Sprintf("%s prints it under the name %q%s", l["source"], l["listed_as"], opt(", section ", l["section"])))
	if l["note"] != "" {
		p.para(l["note"])
	}
	switch l["resolution"] {
	case "unresolved":
		p.para("the name matches no variant on record; provenance does not guess ('provenance resolve' lists such names)")
	case "ambiguous":
		if len(t.Candidates.Rows) > 0 && !slices.ContainsFunc(rowsOf(t.Candidates), func(c cells) bool { return c["variant"] != rowsOf(t.Candidates)[0]["variant"] }) {
			p.para("the name may mean one variant, but not surely on this day, and provenance does not guess")
			break
		}
		p.para("the name is ambiguous: it can mean several variants, and provenance does not guess")
	case "slug":
		p.para(fmt.Sprintf("the name is the slug of %s, stage %s, model %s by %s", l["variant"], l["stage"], l["model"], cmp.Or(l["developer"], "an unknown developer")))
	default:
		p.para(fmt.Sprintf("the name means %s, stage %s, model %s by %s:", l["variant"], l["stage"], l["model"], cmp.Or(l["developer"], "an unknown developer")))
	}
	for _, c := range rowsOf(t.Candidates) {
		if c["alias"] == "" {
			if l["resolution"] == "ambiguous" {
				p.para("→ " + c["variant"] + ": its slug is this name")
			}
			continue
		}
		scope := "in every source"
		if c["scope"] != "all" {
			scope = "in " + c["scope"]
		}
		p.para(fmt.Sprintf("→ %q means %s %s%s%s%s: %s [%s%s]", c["alias"], c["variant"], scope, opt(", section ", c["section"]), opt(", from ", c["valid_from"]), opt(", to ", c["valid_to"]), cmp.Or(c["evidence"], "no evidence recorded"), c["source"], opt(", ", c["locator"])))
	}
}

func (p *pageWriter) traceStatus(t *query.Trace, s, l cells) {
	p.heading("Could the public get it on " + s["reported_on"] + "?")
	if l["variant"] == "" {
		p.para("unknown: the variant is not known")
		return
	}
	if s["status_when_reported"] != "" { // a score that counts
		answer := wasPublic(s["status_when_reported"], rowsOf(t.Flags))
		text := answer + "; status when reported: " + strings.ReplaceAll(s["status_when_reported"], "_", " ")
		if answer == "no" && slices.ContainsFunc(rowsOf(t.Status), func(e cells) bool { return e["status"] == "preview" && e["scope"] != "public" }) {
			text += " (a preview on one board only is not public)"
		}
		p.para(text)
	}
	if len(t.Status.Rows) == 0 {
		p.para("no release event of " + l["variant"] + " by that day is on record")
	}
	for _, e := range rowsOf(t.Status) {
		printed := e["source_title"] + opt(", ", e["source_url"])
		p.para(fmt.Sprintf("→ %s%s since %s%s [%s%s] (%s)%s", strings.ReplaceAll(e["status"], "_", " "), boardOnly(e["scope"]), e["since"],
			opt(", until ", e["until"]), e["source"], opt(", ", e["locator"]), printed, opt(": ", e["note"])))
	}
}

// wasPublic answers whether the public could get a variant of a status. It is "no" only where
// a source shows that: the flag is then an error.
func wasPublic(status string, flags []cells) string {
	for _, severity := range []string{"error", "warning", "note"} {
		if slices.ContainsFunc(flags, func(f cells) bool { return f["rule"] == "unreleased-when-reported" && f["severity"] == severity }) {
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

func (p *pageWriter) traceSettings(t *query.Trace) {
	p.heading("Settings")
	if len(t.Protocol.Rows) == 0 {
		p.para("no setting is stated")
		return
	}
	var parts []string
	for _, r := range rowsOf(t.Protocol) {
		parts = append(parts, strings.ReplaceAll(r["setting"], "_", " ")+" "+r["value"])
	}
	p.para(strings.Join(parts, "; "))
}

func (p *pageWriter) traceSource(t *query.Trace, s cells) {
	i, src := rowsOf(t.Ingest)[0], rowsOf(t.Source)[0]
	p.heading("Source")
	p.para(fmt.Sprintf("%s: %s%s", src["source"], src["title"], opt(", ", cmp.Or(src["publisher_name"], src["publisher"]))) + opt("; at ", s["locator"]))
	p.para(cmp.Or(src["url"], "no URL on record") + opt("; archived: ", src["archived_url"]))
	p.para(cmp.Or(opt("published on ", src["published_on"]), "publication date not on record") + opt("; retrieved on ", src["retrieved_on"]) + opt("; copy used: ", src["read_from"]))
	p.para(fmt.Sprintf("ingested from %s, line %s, as ingest %s on %s by provenance %s", i["path"], i["line"], i["ingest"], i["started_at"], i["tool_version"]) + opt(": ", i["command"]))
	kept := "its bytes were not kept"
	if i["bytes_kept"] == "yes" {
		kept = fmt.Sprintf("'provenance export source %s' gives it back", i["ingest"])
	}
	p.para(fmt.Sprintf("SHA-256 of that file (%s bytes): %s; %s", i["bytes"], i["sha256"], kept))
	if i["retracted_because"] != "" {
		p.para("the ingest is retracted: " + i["retracted_because"])
	}
}

func (p *pageWriter) traceRevisions(t *query.Trace) {
	p.heading("Revisions")
	if len(t.Revisions.Rows) == 0 {
		p.para("none: it supersedes no value, and no value supersedes it")
	}
	for _, r := range rowsOf(t.Revisions) {
		p.para(fmt.Sprintf("%s score %s: %s, from %s, line %s, ingest %s on %s", r["relation"], r["score_id"], r["value_as_printed"], r["path"], r["line"], r["ingest"], r["started_at"]))
	}
}

// disputesOf writes each allegation with the replies to it: first those about the subject of
// the page itself, then those about a board, a source and a benchmark, which may concern somebody
// else and name whom.
func (p *pageWriter) disputesOf(rows []cells) {
	for _, part := range []struct{ under, heading string }{{"itself", "Disputes"}, {"the board", "Disputes about the board"}, {"the source", "Disputes about the source"}, {"the benchmark", "Disputes about the benchmark"}} {
		last := ""
		for _, d := range rows {
			if d["stands_under"] != part.under {
				continue
			}
			if last == "" {
				p.heading(part.heading)
			}
			head := fmt.Sprintf("%s (%s), %s%s [%s%s]: %s", d["kind"], d["topic"], d["alleged_by"], opt(", ", d["alleged_on"]), d["source"], opt(", ", d["basis"]), d["allegation"])
			if part.under != "itself" {
				head += " (concerns: " + cmp.Or(d["concerns"], d["about"]) + ")"
			}
			if head != last {
				p.para(head)
				last = head
			}
			if d["reply"] == "" {
				p.para("→ no reply on record")
				continue
			}
			about := ""
			if to := d["reply_to"]; to != "" && to != d["kind"] {
				about = " (about the " + to + ")"
			}
			p.para(fmt.Sprintf("→ %s%s, %s%s [%s]: %s", d["reply_kind"], about, d["replied_by"], opt(", ", d["replied_on"]), d["reply_source"], d["reply"]))
		}
	}
}
