package page

import (
	"cmp"
	"strings"

	"provenance/internal/query"
)

// disputes writes every allegation and criticism with the replies to it: first those about
// the subject of the page, then those about the board, the source and the benchmark, which
// name whom they concern.
func (p *pager) disputes(rows, back []query.Record) {
	for _, part := range []struct{ under, heading string }{{"itself", "Disputes"}, {"the board", "Disputes about the board"}, {"the source", "Disputes about the source"}, {"the benchmark", "Disputes about the benchmark"}} {
		last := ""
		for _, d := range rows {
			if d["stands_under"] != part.under {
				continue
			}
			if last == "" {
				p.section(part.heading)
			}
			if d["statement"]+d["allegation"] != last {
				last = d["statement"] + d["allegation"]
				p.allegation(d, part.under != "itself")
			}
			if d["reply"] == "" {
				p.answer("no reply on record")
				continue
			}
			about := ""
			if to := d["reply_to"]; to != "" && to != d["kind"] {
				about = " about the " + to
			}
			p.answer(d["reply_kind"], about, " by ", speaker(d["replied_by"], d["replied_for"]), opt(", ", d["replied_on"]), " ", p.cite(d["reply_source"], basisWords(d["reply_basis"])), ": ", d["reply"])
		}
	}
	for _, b := range back {
		if b["what"] == "statement" {
			p.item("called wrong: statement ", b["name"], opt(", ", b["on_date"]), " ", p.cite(b["source"]), ": ", b["reason"], " ", p.cite(b["corrected_by"], b["corrected_on"]))
		}
	}
}

func (p *pager) allegation(d query.Record, elsewhere bool) {
	whom := ""
	if elsewhere {
		whom = "; concerns " + cmp.Or(d["concerns"], d["about"])
	}
	p.item(d["kind"], " (", spaced(d["topic"]), ") by ", speaker(d["alleged_by"], d["alleged_for"]), opt(", ", d["alleged_on"]), whom, " ", p.cite(d["source"], basisWords(d["basis"])), ": ", d["allegation"])
}

// speaker names who speaks: a person with the organization, where the words do not say it.
func speaker(who, organization string) string {
	if organization == "" || strings.Contains(strings.ToLower(who), strings.ToLower(organization)) {
		return who
	}
	return who + " (" + organization + ")"
}

// basisWords says how a source knows a statement.
func basisWords(basis string) string {
	switch basis {
	case "quoted":
		return "quoted there"
	case "hearsay":
		return "relayed there"
	}
	return ""
}
