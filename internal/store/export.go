package store

import (
	"context"
	"fmt"

	"provenance/internal/dbfile"
	"provenance/internal/model"
)

// Export calls row with the cells of every row of a canonical table, as its CSV has them.
// The order is always the same. It stops if row returns an error.
func Export(ctx context.Context, db *dbfile.DB, t *model.Table, row func(cells []string) error) error {
	query, skip := scoresExport, 0
	if t.Name != "scores" {
		query, skip = tableSQL[t.Name].load, 1 // the id
	}
	cells := make([]string, len(t.Columns))
	err := db.Each(ctx, query, nil, func(cols []string) error {
		if len(cols)-skip != len(t.Columns) {
			return fmt.Errorf("%d columns, the table has %d", len(cols)-skip, len(t.Columns))
		}
		return nil
	}, func(vals []any) error {
		for i, c := range t.Columns {
			cells[i] = model.FormatValue(c.Kind, vals[i+skip])
			if cells[i] == "" && c.Null != "" {
				cells[i] = c.Null
			}
		}
		return row(cells)
	})
	if err != nil {
		return fmt.Errorf("export %s: %w", t.Name, err)
	}
	return nil
}
