package page

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"provenance/internal/query"
)

// Model is the page of a model: what is on record about its variants, together.
func Model(pg *query.ModelPage) *Page {
	m := query.Records(pg.Model)[0]
	p := newPager(m["name"], pg.AsOf, pg.Sources)
	p.item(m["model"], " · a model by ", cmp.Or(m["developer"], "an unknown developer"), opt(" with ", m["co_developers"]), opt(" · family ", m["family"]), " ", p.citeOr(m["source"]))
	if m["relatives"] != "" {
		p.item("Not on this page: the other models of the family, ", m["relatives"], ". 'provenance show MODEL' has the scores, flags and disputes of each.")
	}
	if m["note"] != "" {
		p.item(m["note"])
	}
	all := modelParts{slug: m["model"], pages: pg.Variants}
	p.section(fmt.Sprintf("Variants (%d)", len(pg.Variants)))
	if len(pg.Variants) == 0 {
		p.item("none on record")
	} else {
		p.item("A score belongs to one exact build. “…” stands for ", m["model"], "; 'provenance show VARIANT' has the page of each.")
	}
	for _, v := range pg.Variants {
		p.variantLine(all, v)
	}
	back := all.rows(func(v *query.Page) *query.Table { return v.TakenBack })
	events := all.rows(func(v *query.Page) *query.Table { return v.Status })
	slices.SortStableFunc(events, func(a, b query.Record) int { return cmp.Compare(a["since"], b["since"]) })
	p.section("Status by day")
	if len(events) == 0 {
		p.item("unknown: no release event", opt(" up to ", pg.AsOf), " is on record")
	}
	p.status(labelled(events), labelled(back))
	p.flags(all.each(func(v *query.Page) *query.Table { return v.Flags }))
	p.license(all.rows(func(v *query.Page) *query.Table { return v.License }))
	p.context(all.rows(func(v *query.Page) *query.Table { return v.Context }))
	p.channels(all.rows(func(v *query.Page) *query.Table { return v.Channels }))
	p.specs(all.rows(func(v *query.Page) *query.Table { return v.Specs }))
	p.external(all.rows(func(v *query.Page) *query.Table { return v.External }))
	p.disputes(all.closest(), back)
	scores := all.each(func(v *query.Page) *query.Table { return v.Scores })
	slices.SortStableFunc(scores, func(a, b query.Record) int {
		return cmp.Or(cmp.Compare(a["benchmark"], b["benchmark"]), cmp.Compare(a["metric"], b["metric"]), cmp.Compare(a["reported_on"], b["reported_on"]))
	})
	p.scores(scores, all.each(func(v *query.Page) *query.Table { return v.Flags }))
	p.names(all.rows(func(v *query.Page) *query.Table { return v.Names }), back)
	p.listSources()
	return &p.Page
}

// variantLine says what a variant is and what its status is.
func (p *pager) variantLine(all modelParts, pg *query.Page) {
	v := query.Records(pg.Variant)[0]
	p.item(all.label(v["variant"]), ": ", v["name"], "; ", v["stage"], ", ", spaced(v["build"]), opt(", ", v["precision"]))
	p.below(p.statusNow(query.Records(pg.Now), query.Records(pg.Status)), fmt.Sprintf("; %d scores", len(pg.Scores.Rows)))
}

// modelParts are the pages of the variants of a model.
type modelParts struct {
	slug  string
	pages []*query.Page
}

// label is the slug of a variant without that of the model, where it starts with it.
func (m modelParts) label(variant string) string {
	if rest, ok := strings.CutPrefix(variant, m.slug+"-"); ok {
		return "…-" + rest
	}
	return variant
}

// each returns the rows of a part of all pages. The column variant says whose a row is.
func (m modelParts) each(part func(*query.Page) *query.Table) []query.Record {
	var out []query.Record
	for _, pg := range m.pages {
		label := m.label(query.Records(pg.Variant)[0]["variant"])
		for _, r := range query.Records(part(pg)) {
			r["variant"], r["show_variant"] = label, label
			out = append(out, r)
		}
	}
	return out
}

// rows is each with one row for what several variants share: the column variant then names
// them, or is "" where it holds for all of several.
func (m modelParts) rows(part func(*query.Page) *query.Table) []query.Record {
	var order []string
	byKey := map[string]query.Record{}
	of := map[string][]string{}
	for _, r := range m.each(part) {
		label := r["variant"]
		delete(r, "variant")
		delete(r, "show_variant")
		var key strings.Builder
		for _, c := range slices.Sorted(maps.Keys(r)) {
			key.WriteString(c + "\x1f" + r[c] + "\x1e")
		}
		k := key.String()
		if byKey[k] == nil {
			byKey[k] = r
			order = append(order, k)
		}
		of[k] = append(of[k], label)
	}
	var out []query.Record
	for _, k := range order {
		r := byKey[k]
		if len(of[k]) < len(m.pages) || len(m.pages) == 1 {
			r["variant"] = strings.Join(of[k], ", ")
		}
		out = append(out, r)
	}
	return out
}

// labelled ends the names of variants with a space, for rows in which they stand before
// other words.
func labelled(rows []query.Record) []query.Record {
	for _, r := range rows {
		if r["variant"] != "" {
			r["variant"] += " "
		}
	}
	return rows
}

// closest returns the disputes of all variants, each once, under the closest heading that
// it has for any of them.
func (m modelParts) closest() []query.Record {
	rank := func(r query.Record) int {
		return slices.Index([]string{"itself", "the board", "the source", "the benchmark"}, r["stands_under"])
	}
	var out []query.Record
	at := map[string]int{}
	for _, r := range m.each(func(v *query.Page) *query.Table { return v.Disputes }) {
		key := r["statement"] + "\x1f" + r["reply"] + "\x1f" + r["reply_to"]
		i, seen := at[key]
		switch {
		case !seen:
			at[key] = len(out)
			out = append(out, r)
		case rank(r) < rank(out[i]):
			out[i] = r
		}
	}
	slices.SortStableFunc(out, func(a, b query.Record) int {
		return cmp.Or(cmp.Compare(a["alleged_on"], b["alleged_on"]), cmp.Compare(a["statement"], b["statement"]), cmp.Compare(a["replied_on"], b["replied_on"]))
	})
	return out
}
