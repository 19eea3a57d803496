package store

import (
	"fmt"
	"strings"

	"provenance/internal/model"
)

// statements are the SQL of one canonical table other than scores.
//
// load gives the id and then the columns of the CSV in order, with slugs for references,
// sorted so that an export is always the same. insert takes the columns in order, with ids
// for references; for aliases and their corrections the normal form of the name follows,
// and for listings the id of the name takes the place of the name. update takes the
// columns that may change, in order, and the id.
type statements struct{ load, insert, update string }

// tableSQL has the statements of every table by name.
var tableSQL = func() map[string]statements {
	all := map[string]statements{
		"listings": {
			load: `SELECT t.id, s.slug, nm.name, nm.section, t.note
				FROM listing_notes t JOIN names nm ON nm.id = t.name_id JOIN sources s ON s.id = t.source_id ORDER BY s.slug, nm.name, nm.section`,
			insert: `INSERT INTO listing_notes(source_id, name_id, note) VALUES (?,?,?)`,
			update: `UPDATE listing_notes SET note=? WHERE id=?`,
		},
	}
	for i := range model.Tables {
		if t := &model.Tables[i]; t.Name != "listings" && t.Name != "scores" {
			all[t.Name] = statementsOf(t)
		}
	}
	return all
}()

// statementsOf writes the statements of a table from its columns.
func statementsOf(t *model.Table) statements {
	selected, from := []string{"t.id"}, " FROM "+t.Name+" t"
	var columns, order, updated []string
	for i, c := range t.Columns {
		shown := "t." + c.DBName()
		if c.Kind == model.Ref {
			shown = fmt.Sprintf("r%d.slug", i)
			from += fmt.Sprintf(" LEFT JOIN %s r%d ON r%d.id = t.%s", c.Table, i, i, c.DBName())
		}
		selected, columns = append(selected, shown), append(columns, c.DBName())
		if c.Kind == model.Slug || c.Key {
			order = append(order, shown)
		}
		if t.Catalogue || c.Annot {
			updated = append(updated, c.DBName()+"=?")
		}
	}
	if t.Column("name") >= 0 && !t.Catalogue {
		columns = append(columns, "norm")
	}
	s := statements{
		load:   "SELECT " + strings.Join(selected, ", ") + from + " ORDER BY " + strings.Join(order, ", "),
		insert: "INSERT INTO " + t.Name + "(" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(",?", len(columns)-1) + ")",
	}
	if len(updated) > 0 {
		s.update = "UPDATE " + t.Name + " SET " + strings.Join(updated, ", ") + " WHERE id=?"
	}
	return s
}

// scoresExport selects the columns of scores.csv in order, with all revisions, oldest
// first. It fills column revision only if a cell has more than one.
var scoresExport = func() string {
	special := map[string]string{
		"source": "src.slug", "listed_as": "nm.name", "section": "nm.section", "benchmark": "b.slug", "metric": "mt.slug", "value": "s.value",
		"value_as_printed": "ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.'))", "reported_on": "sn.reported_on",
		"revision":   "CASE WHEN EXISTS (SELECT 1 FROM scores o WHERE o.snapshot_id = s.snapshot_id AND o.name_id = s.name_id AND o.revision = 2) THEN s.revision END",
		"supersedes": "(SELECT o.revision FROM scores o WHERE o.id = s.supersedes)",
	}
	for i := range model.ScoreColumns {
		switch c := &model.ScoreColumns[i]; {
		case c.CSV == "":
		case c.Slug != "":
			special[c.CSV] = fmt.Sprintf("(SELECT r.slug FROM %s r WHERE r.id = s.%s)", c.Slug, c.Name)
		default:
			special[c.CSV] = "s." + c.Name
		}
	}
	protocol := make([]string, 0, len(model.ProtocolColumns))
	for _, name := range model.ProtocolColumns {
		special[name] = "p." + name
		protocol = append(protocol, "p."+name)
	}
	var columns []string
	for _, c := range model.TableNamed("scores").Columns {
		columns = append(columns, special[c.Name])
	}
	return "SELECT " + strings.Join(columns, ",\n       ") + `
FROM scores s
JOIN snapshots sn ON sn.id = s.snapshot_id
JOIN names nm ON nm.id = s.name_id
JOIN sources src ON src.id = sn.source_id
JOIN benchmarks b ON b.id = sn.benchmark_id
JOIN metrics mt ON mt.id = sn.metric_id
JOIN protocols p ON p.id = sn.protocol_id
ORDER BY src.slug, nm.name, nm.section, b.slug, mt.slug, sn.reported_on,
         ` + strings.Join(protocol, ", ") + `, s.revision`
}()
