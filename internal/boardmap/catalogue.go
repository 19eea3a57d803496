package boardmap

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// A metricInfo is what a map says about a metric. An empty unit is one that the
// map does not state.
type metricInfo struct {
	slug, unit string
}

// A catalogue holds the rows of catalogue tables that a map writes, and those
// that slugs make. A row is needed from the first score on that refers to it.
type catalogue struct {
	name     string                              // the map's
	declared map[string]map[string]*model.Record // table, slug
	made     map[string]map[string]string        // table, slug: the text that it was made of
	asked    map[*model.Record]bool
	metrics  map[string]*metricInfo
	needs    []*model.Record // needed and not yet taken, parents first
}

// newCatalogue checks the rows that a map writes.
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

// record makes a record of a row, or says what is wrong with it.
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

// metric returns what is known of a metric.
func (c *catalogue) metric(slug string) *metricInfo {
	mi := c.metrics[slug]
	if mi == nil {
		mi = &metricInfo{slug: slug}
		c.metrics[slug] = mi
	}
	return mi
}

// require notes that a row is needed, after the rows that it refers to, if the map
// knows them.
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

// takeNeeds returns the rows that are needed since the last call.
func (c *catalogue) takeNeeds() []*model.Record {
	needs := c.needs
	c.needs = nil
	return needs
}

// slugFor returns the slug of a text and declares its row. Two texts that are
// different names must not become one slug: that is a fault, and they are not merged.
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
