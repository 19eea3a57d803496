package store

import (
	"context"

	"provenance/internal/dbfile"
)

// A Reading describes a file that was read before.
type Reading struct {
	Ingest int64
	Day    string
	Rows   int // number of its rows or scores
}

// FindReading reports whether exactly these bytes were read before through the same map,
// so that reading them again would change nothing. It returns false if anything was
// rejected then, because a missing row may be on record by now, and if a later ingest
// revised or retracted anything, because this file may change it back.
func FindReading(ctx context.Context, db *dbfile.DB, sha256, mapText string) (Reading, bool, error) {
	t, err := db.Table(ctx, `
		SELECT i.id, substr(i.started_at, 1, 10), i.added + i.unchanged + i.revised FROM ingests i
		WHERE i.sha256 = ?1 AND i.map = ?2 AND i.rejected = 0
		  AND NOT EXISTS (SELECT 1 FROM ingests n WHERE n.id > i.id AND n.revised > 0)
		  AND NOT EXISTS (SELECT 1 FROM retractions r WHERE r.by_id > i.id)
		ORDER BY i.id DESC LIMIT 1`, sha256, mapText)
	if err != nil || len(t.Rows) == 0 {
		return Reading{}, false, err
	}
	r := t.Rows[0]
	return Reading{Ingest: r[0].(int64), Day: r[1].(string), Rows: int(r[2].(int64))}, true, nil
}

// SizeSeen reports whether a file of that many bytes was ever read. If not, there is no
// need to hash the file and to call FindReading.
func SizeSeen(ctx context.Context, db *dbfile.DB, bytes int64) (bool, error) {
	t, err := db.Table(ctx, `SELECT 1 FROM ingests WHERE bytes = ? LIMIT 1`, bytes)
	return err == nil && len(t.Rows) > 0, err
}

// Repeat counts rows of a file that need not be read again as unchanged.
func (in *Ingest) Repeat(table string, rows int) { in.countsOf(table).Unchanged += rows }
