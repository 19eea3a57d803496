package page

import (
	"cmp"

	"provenance/internal/query"
)

// Variant is the page of a variant.
func Variant(pg *query.Page) *Page {
	v := query.Records(pg.Variant)[0]
	p := newPager(v["name"], pg.AsOf, pg.Sources)
	p.item(v["variant"], " · model ", v["model_name"], " · by ", cmp.Or(v["developer"], "an unknown developer"), " · stage ", v["stage"], " · build ", spaced(v["build"]), opt(" · snapshot ", v["snapshot"]), opt(" · precision ", v["precision"]), " ", p.citeOr(v["source"]))
	if v["parent"] != "" {
		p.item("made from ", v["parent"], " (", v["parent_relation"], ")")
	}
	if v["note"] != "" {
		p.item(v["note"])
	}
	if pg.AsOf != "" && v["known_since"] == "later" {
		p.item("nothing dated on or before this day is on record")
	}
	back := query.Records(pg.TakenBack)
	p.section("Status")
	p.item(p.statusNow(query.Records(pg.Now), query.Records(pg.Status)))
	p.status(query.Records(pg.Status), back)
	if others := query.Records(pg.Relatives); len(others) > 0 {
		p.section("Other variants of the model")
		for _, r := range others {
			p.item(r["variant"], opt(", released on ", r["released_on"]))
		}
	}
	p.flags(query.Records(pg.Flags))
	p.license(query.Records(pg.License))
	p.context(query.Records(pg.Context))
	p.channels(query.Records(pg.Channels))
	p.specs(query.Records(pg.Specs))
	p.external(query.Records(pg.External))
	p.disputes(query.Records(pg.Disputes), back)
	p.scores(query.Records(pg.Scores), query.Records(pg.Flags))
	p.names(query.Records(pg.Names), back)
	p.listSources()
	return &p.Page
}
