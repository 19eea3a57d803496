package query

import (
	"fmt"

	"provenance/internal/model"
)

// A Record is a row as texts, by the names of its columns. A NULL is "".
type Record map[string]string

// Records returns the rows of a table as texts.
func Records(t *Table) []Record {
	out := make([]Record, len(t.Rows))
	for i, r := range t.Rows {
		out[i] = Record{}
		for j, c := range t.Columns {
			if b, ok := r[j].([]byte); ok {
				out[i][c] = fmt.Sprintf("x'%d bytes'", len(b))
				continue
			}
			out[i][c] = model.FormatValue(model.Text, r[j])
		}
	}
	return out
}
