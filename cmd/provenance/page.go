package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"provenance/internal/query"
	"provenance/internal/terminal"
)

// A pageWriter writes a variant's page for people, as plain text or Markdown.
type pageWriter struct {
	w        io.Writer
	width    int
	markdown bool
	err      error
}

func (p *pageWriter) printf(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format, args...)
	}
}

func (p *pageWriter) heading(text string) {
	if p.markdown {
		p.printf("\n## %s\n\n", text)
	} else {
		p.printf("\n%s\n", strings.ToUpper(text))
	}
}

// para writes a paragraph, or an item of a list, wrapped and indented.
func (p *pageWriter) para(text string) {
	if p.markdown {
		p.printf("- %s\n", mdCell(text))
	} else {
		p.printf("  %s\n", terminal.Wrap(clean(text), p.width-4, "    "))
	}
}

// cells gives the row's value of a column as text.
type cells map[string]string

func rowsOf(t *query.Table) []cells {
	out := make([]cells, len(t.Rows))
	for i, r := range t.Rows {
		out[i] = cells{}
		for j, c := range t.Columns {
			out[i][c] = valueText(r[j])
		}
	}
	return out
}

func (p *pageWriter) page(pg *query.Page) {
	v := rowsOf(pg.Variant)[0]
	if pg.AsOf != "" {
		p.printf("%s\n\n", asOfLine(pg.AsOf))
	}
	if p.markdown {
		p.printf("# %s\n\n", mdCell(v["name"]))
	} else {
		p.printf("%s\n", clean(v["name"]))
	}
	p.para(v["variant"] + join(" · ", "model "+v["model_name"], "by "+cmp.Or(v["developer"], "an unknown developer"), "stage "+v["stage"], "build "+v["build"], opt("snapshot ", v["snapshot"]), opt("precision ", v["precision"])))
	if v["parent"] != "" {
		p.para("made from " + v["parent"] + " (" + v["parent_relation"] + ")")
	}
	if v["note"] != "" {
		p.para(v["note"])
	}
	if pg.AsOf != "" && v["known_since"] == "later" {
		p.para("nothing dated on or before this day is on record")
	}
	p.wholeFlags(pg)
	p.status(pg)
	p.relatives(pg)
	p.scores(pg)
	p.channels(pg)
	p.context(pg)
	p.specs(pg)
	p.license(pg)
	p.disputes(pg)
	p.names(pg)
}

// wholeFlags lists the flags about the variant itself.
func (p *pageWriter) wholeFlags(pg *query.Page) {
	n := 0
	for _, f := range rowsOf(pg.Flags) {
		if f["score_id"] != "" {
			continue
		}
		if n++; n == 1 {
			p.heading("Flags about this variant")
		}
		p.para(f["severity"] + " " + f["rule"] + ": " + f["message"])
	}
}

func (p *pageWriter) status(pg *query.Page) {
	p.heading("Status")
	if len(pg.Status.Rows) == 0 {
		p.para("unknown: no release event" + opt(" up to ", pg.AsOf) + " is on record")
	}
	for _, s := range rowsOf(pg.Status) {
		until := cmp.Or(pg.AsOf, "today")
		if s["until"] != "" {
			until = s["until"]
		}
		p.para(fmt.Sprintf("%s to %s: %s%s (%s%s) %s", s["since"], until, s["status"], boardOnly(s["scope"]), s["source"], opt(", ", s["locator"]), s["note"]))
	}
	for _, b := range rowsOf(pg.TakenBack) {
		if b["what"] == "event" {
			p.para(fmt.Sprintf("taken back: %s: %s%s (%s): %s (%s%s)", b["on_date"], b["name"], boardOnly(b["scope"]), b["source"], b["reason"], b["corrected_by"], opt(", ", b["corrected_on"])))
		}
	}
}

// relatives lists the other variants of the model.
func (p *pageWriter) relatives(pg *query.Page) {
	if len(pg.Relatives.Rows) == 0 {
		return
	}
	p.heading("Other variants of the model")
	for _, r := range rowsOf(pg.Relatives) {
		p.para(r["variant"] + opt(", released on ", r["released_on"]))
	}
}

// scores writes the scores as columns, with the flags of each as numbered
// footnotes: one for each distinct message.
func (p *pageWriter) scores(pg *query.Page) {
	p.heading(fmt.Sprintf("Scores (%d)", len(pg.Scores.Rows)))
	if len(pg.Scores.Rows) == 0 {
		p.para("none on record")
		return
	}
	notes := map[string]int{}
	var order []string
	marks := map[string][]int{}
	for _, f := range rowsOf(pg.Flags) {
		if f["score_id"] == "" {
			continue
		}
		text := f["severity"] + " " + f["rule"] + ": " + f["message"]
		if notes[text] == 0 {
			order = append(order, text)
			notes[text] = len(order)
		}
		if m := marks[f["score_id"]]; !slices.Contains(m, notes[text]) {
			marks[f["score_id"]] = append(m, notes[text])
		}
	}
	head := []string{"benchmark", "value", "unit", "interval", "n", "rank", "reported", "status then", "evaluator", "source", "flags"}
	var rows [][]string
	for _, s := range rowsOf(pg.Scores) {
		interval := ""
		if s["ci_low"] != "" || s["ci_high"] != "" {
			interval = s["ci_low"] + " to " + s["ci_high"]
		}
		var flags []string
		for _, n := range marks[s["score_id"]] {
			flags = append(flags, "["+strconv.Itoa(n)+"]")
		}
		evaluator := cmp.Or(s["evaluator"], "not stated")
		if s["relationship"] == "first_party" {
			evaluator += " (developer)"
		}
		rows = append(rows, []string{s["benchmark"], s["value_as_printed"], unitAfter(s["value_as_printed"], s["unit"], s["unit"]), interval, s["sample_size"], s["rank"], s["reported_on"], s["status_when_reported"], evaluator, s["source"], strings.Join(flags, "")})
	}
	p.columns(head, rows)
	p.printf("\n")
	for i, text := range order {
		if p.markdown {
			p.printf("%d. %s\n", i+1, mdCell(text))
		} else {
			p.printf("  [%d] %s\n", i+1, terminal.Wrap(clean(text), p.width-8, "      "))
		}
	}
}

// columns writes aligned columns, or a Markdown table.
func (p *pageWriter) columns(head []string, rows [][]string) {
	if p.markdown {
		p.printf("| %s |\n|%s\n", strings.Join(head, " | "), strings.Repeat(" --- |", len(head)))
		for _, r := range rows {
			p.printf("| %s |\n", strings.Join(texts(anys(r), mdCell), " | "))
		}
		return
	}
	widths := make([]int, len(head))
	for _, r := range append([][]string{head}, rows...) {
		for i, c := range r {
			widths[i] = max(widths[i], utf8.RuneCountInString(clean(c)))
		}
	}
	for _, r := range append([][]string{head}, rows...) {
		var b strings.Builder
		for i, c := range r {
			c = clean(c)
			b.WriteString("  " + c + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c)))
		}
		p.printf("%s\n", strings.TrimRight(b.String(), " "))
	}
}

func (p *pageWriter) channels(pg *query.Page) {
	p.heading("Availability")
	if len(pg.Channels.Rows) == 0 {
		p.para("no channel is on record")
		return
	}
	var rows [][]string
	for _, c := range rowsOf(pg.Channels) {
		rows = append(rows, []string{c["channel"], c["provider"], c["product"], cmp.Or(c["from_on"], "not stated"), c["to_on"], c["source"]})
	}
	p.columns([]string{"channel", "provider", "product", "from", "to", "source"}, rows)
}

func (p *pageWriter) context(pg *query.Page) {
	if len(pg.Context.Rows) == 0 {
		return
	}
	p.heading("Context window, in tokens")
	var rows [][]string
	for _, c := range rowsOf(pg.Context) {
		note := ""
		if c["source_kind"] == "aggregator" {
			note = "reported by an aggregator: not counted as served"
		}
		rows = append(rows, []string{c["basis"], cmp.Or(c["by"], "the developer"), terminal.Thousands(c["tokens"]), c["as_of"], c["source"], note})
	}
	p.columns([]string{"basis", "by", "tokens", "as of", "source", ""}, rows)
}

func (p *pageWriter) specs(pg *query.Page) {
	if len(pg.Specs.Rows) == 0 {
		return
	}
	p.heading("Specifications")
	var rows [][]string
	for _, c := range rowsOf(pg.Specs) {
		rows = append(rows, []string{c["attribute"], c["basis"], terminal.Thousands(c["value"]), c["product"], c["as_of"], c["source"]})
	}
	p.columns([]string{"attribute", "basis", "value", "set-up", "as of", "source"}, rows)
}

func (p *pageWriter) license(pg *query.Page) {
	p.heading("Licence" + opt(", as recorded today, not ", pg.AsOf))
	if len(pg.License.Rows) == 0 {
		p.para("none on record")
	}
	for _, l := range rowsOf(pg.License) {
		p.para(fmt.Sprintf("%s; approved by the Open Source Initiative: %s; commercial use: %s (%s%s)", l["name"], l["osi_approved"], l["commercial_use"], l["source"], opt(", ", l["locator"])))
		if l["conditions"] != "" {
			p.para(l["conditions"])
		}
	}
}

// disputes writes every allegation and criticism with the replies to it.
func (p *pageWriter) disputes(pg *query.Page) {
	p.disputesOf(rowsOf(pg.Disputes))
	for _, b := range rowsOf(pg.TakenBack) {
		if b["what"] == "statement" {
			p.para(fmt.Sprintf("called wrong: statement %s%s [%s]: %s [%s%s]", b["name"], opt(", ", b["on_date"]), b["source"], b["reason"], b["corrected_by"], opt(", ", b["corrected_on"])))
		}
	}
}

func (p *pageWriter) names(pg *query.Page) {
	back := rowsOf(pg.TakenBack)
	back = slices.DeleteFunc(back, func(b cells) bool { return b["what"] != "name" })
	if len(pg.Names.Rows)+len(back) == 0 {
		return
	}
	p.heading("Printed as")
	for _, b := range back {
		p.para(fmt.Sprintf("taken back: %q in %s%s: %s (%s%s)", b["name"], b["scope"], opt(", section ", b["section"]), b["reason"], b["corrected_by"], opt(", ", b["corrected_on"])))
	}
	for _, n := range rowsOf(pg.Names) {
		how := ""
		if n["resolution"] == "ambiguous" {
			how = ", which may also be another variant"
		}
		p.para(fmt.Sprintf("%q in %s%s%s", n["name"], n["source"], opt(", section ", n["section"]), how))
	}
}

// boardOnly says that an event holds on one board, "" for one that holds in public.
func boardOnly(scope string) string {
	if scope == "public" {
		return ""
	}
	return " on " + scope + " only"
}

func opt(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

// join puts sep before each part that is not empty.
func join(sep string, parts ...string) string {
	var b strings.Builder
	for _, s := range parts {
		b.WriteString(opt(sep, s))
	}
	return b.String()
}

// unitAfter returns what to say of the unit after a value as printed: nothing where
// the source printed it.
func unitAfter(printed, unit, text string) string {
	if unit == "percent" && strings.Contains(printed, "%") || unit == "usd" && strings.Contains(printed, "$") {
		return ""
	}
	return text
}
