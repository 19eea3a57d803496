package query

import (
	"context"
	"slices"
	"strings"
)

// matchColumns are the columns of a list in which Match looks, by the kind.
var matchColumns = map[string][]string{
	"variants":      {"variant", "model", "developer"},
	"models":        {"model", "name", "developer", "family"},
	"benchmarks":    {"benchmark", "name"},
	"sources":       {"source", "title", "publisher"},
	"organizations": {"organization", "name"},
	"licenses":      {"license", "name", "spdx_id"},
	"metrics":       {"metric", "name"},
	"listings":      {"source", "listed_as", "stands_for"},
	"disputes":      {"about", "alleged_by", "allegation", "replied_by", "reply"},
	"ingests":       {"path"},
	"availability":  {"variant", "provider", "product"},
	"events":        {"variant"},
	"statements":    {"statement", "speaker", "about", "text"},
	"suites":        {"suite", "benchmark", "owner"},
	"aliases":       {"name", "variant"},
	"specs":         {"variant", "attribute", "provider", "product"},
	"prices":        {"variant", "provider", "product"},
	"external-ids":  {"thing", "external_id"},
	"rules":         {"rule", "title"},
}

// namesOf has the catalogue in which the names of the slugs of a column are.
var namesOf = map[string]string{
	"variant": Variant, "model": Model, "benchmark": Benchmark, "source": SourceKind, "developer": Organization,
	"publisher": Organization, "provider": Organization, "owner": Organization,
}

// Match keeps the rows of a list of a kind that a text is a part of: of a slug or a name,
// without regard to case, spaces, hyphens and other signs. A text without letters and
// digits matches nothing.
func (db *DB) Match(ctx context.Context, kind string, t *Table, text string) error {
	part := Squash(text)
	names := map[string]map[string]string{} // by column: the name of each slug
	var columns []int
	for i, c := range t.Columns {
		if !slices.Contains(matchColumns[kind], c) {
			continue
		}
		columns = append(columns, i)
		of := namesOf[c]
		if of == "" {
			continue
		}
		all, err := db.Catalogue(ctx, of)
		if err != nil {
			return err
		}
		names[c] = map[string]string{}
		for _, n := range all {
			names[c][n.Slug] = n.Name
		}
	}
	t.Rows = slices.DeleteFunc(t.Rows, func(r []any) bool {
		return part == "" || !slices.ContainsFunc(columns, func(i int) bool {
			s, _ := r[i].(string)
			return strings.Contains(Squash(s), part) || strings.Contains(Squash(names[t.Columns[i]][s]), part)
		})
	})
	return nil
}
