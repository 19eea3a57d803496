package boardmap

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// A metricInfo is a metric as a map describes it. The unit is "" if the map does not state
// it.
type metricInfo struct {
	slug, unit string
}

// A catalogue holds the catalogue rows that a map contains, and those made for slugs. A
// row is needed as soon as a score refers to it.
type catalogue struct {
	name     string                              // name of the map
	declared map[string]map[string]*model.Record // by table and slug
	made     map[string]map[string]string        // by table and slug: the text that the slug was made from
	asked    map[*model.Record]bool              // rows that a score refers to
	metrics  map[string]*metricInfo
	needs    []*model.Record // rows that a score refers to and takeNeeds has not returned yet, parents first
}

// newCatalogue checks the catalogue rows of a map and returns what is wrong with them.
func newCatalogue(m *Map) (*catalogue, []string) {
	c := &catalogue{name: m.Name, declared: map[string]map[string]*model.Record{}, made: map[string]map[string]string{},
		asked: map[*model.Record]bool{}, metrics: map[string]*metricInfo{}}
	var faults []string
	for _, part := range []struct {
		table string
		rows  []Row
	}{{"organizations", m.Organizations}, {"sources", m.Sources}, {"benchmarks", m.Benchmarks}, {"metrics", m.Metrics}} {
		c.declared[part.table], c.made[part.table] = map[string]*model.Record{}, map[string]string{}
		for _, r := range part.rows {
			rec, fault := c.record(model.TableNamed(part.table), r)
			if fault == "" && c.declared[part.table][r["slug"]] != nil {
				fault = fmt.Sprintf("%s %q is written twice", part.table, r["slug"])
			}
			if fault != "" {
				faults = append(faults, fault)
				continue
			}
			c.declare(rec)
		}
	}
	return c, faults
}

// record makes a record of a row. If it cannot, it returns a text that says why.
func (c *catalogue) record(table *model.Table, r Row) (*model.Record, string) {
	n := len(table.Columns)
	rec := &model.Record{Table: table, File: "map " + c.name, Values: make([]any, n), Columns: make([]int, n), Has: make([]bool, n)}
	for _, name := range slices.Sorted(maps.Keys(r)) {
		if table.Column(name) < 0 {
			fault := fmt.Sprintf("%s has no column %q", table.Name, name)
			if near := model.Closest(name, table.Header()); near != "" {
				fault += fmt.Sprintf("; did you mean %q?", near)
			}
			return nil, fault
		}
	}
	for i := range table.Columns {
		col := &table.Columns[i]
		text, ok := r[col.Name]
		v, code, what, hint := ingest.ParseCell(col, text)
		if code != "" {
			return nil, fmt.Sprintf("%s %q, %s %q: %s (%s)", table.Name, r["slug"], col.Name, text, what, hint)
		}
		rec.Values[i], rec.Has[i] = v, ok
	}
	return rec, ""
}

func (c *catalogue) declare(rec *model.Record) {
	slug := rec.Values[0].(string)
	c.declared[rec.Table.Name][slug] = rec
	if rec.Table.Name == "metrics" {
		c.metrics[slug] = &metricInfo{slug: slug, unit: rec.Text(rec.Table.Column("unit"))}
	}
}

// metric returns the description of a metric, and makes one if there is none.
func (c *catalogue) metric(slug string) *metricInfo {
	mi := c.metrics[slug]
	if mi == nil {
		mi = &metricInfo{slug: slug}
		c.metrics[slug] = mi
	}
	return mi
}

// require marks a row as needed, after the rows that it refers to, as far as the map has
// them.
func (c *catalogue) require(table, slug string) {
	rec := c.declared[table][slug]
	if rec == nil || c.asked[rec] {
		return
	}
	c.asked[rec] = true
	for i, v := range rec.Values {
		if col := &rec.Table.Columns[i]; col.Kind == model.Ref && v != nil {
			c.require(col.Table, v.(string))
		}
	}
	c.needs = append(c.needs, rec)
}

// takeNeeds returns the rows that became needed since the last call.
func (c *catalogue) takeNeeds() []*model.Record {
	needs := c.needs
	c.needs = nil
	return needs
}

// slugFor returns the slug of a text and declares its row. It returns a fault if another
// text already has that slug: different names must not be merged.
func (c *catalogue) slugFor(table *model.Table, text, prefix string, further Row) (string, *ingest.Fault) {
	if c.declared[table.Name][text] != nil && c.made[table.Name][text] == "" {
		return text, nil
	}
	s := ingest.SlugOf(text)
	if s == "" {
		return "", &ingest.Fault{Code: model.CodeType, What: "it cannot be turned into a slug", Hint: "give its slug under values"}
	}
	s = prefix + s
	if other, ok := c.made[table.Name][s]; ok {
		if other != text && ingest.Norm(other) != ingest.Norm(text) {
			return "", &ingest.Fault{Code: model.CodeUnique, What: fmt.Sprintf("it would get the slug %s, which %q already has", s, other), Hint: "two names are never merged: give each its slug under values"}
		}
		return s, nil
	}
	if c.declared[table.Name][s] != nil {
		return s, nil
	}
	r := Row{"slug": s}
	switch table.Name {
	case "sources":
		r["kind"], r["title"] = "other", text
	default:
		r["name"] = text
	}
	for k, v := range further {
		r[k] = strings.ReplaceAll(v, "{text}", text)
	}
	rec, what := c.record(table, r)
	if what != "" {
		hint := "write the row in the map under " + table.Name
		if table.Name == "metrics" && r["unit"] == "" {
			what, hint = "a metric that the map does not define", fmt.Sprintf("add it to metrics with its unit, as {slug: %s, name: %q, unit: percent}, and to values if the file writes it in another way", s, text)
		}
		return "", &ingest.Fault{Code: model.CodeForeignKey, What: what, Hint: hint}
	}
	c.made[table.Name][s] = strings.Clone(text)
	c.declare(rec)
	return s, nil
}
