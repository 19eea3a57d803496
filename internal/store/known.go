package store

import (
	"context"

	"provenance/internal/dbfile"
)

// A Reading is a file that was read before.
type Reading struct {
	Ingest int64
	Day    string
	Rows   int // rows or scores that it held
}

// Known reports whether the very bytes were read before with the same map. A file
// of which anything was rejected is not known, for what was missing may be on
// record by now; nor is a file after which another one changed anything, under
// whatever name or map: it may take back what that one changed.
func Known(ctx context.Context, db *dbfile.DB, sha256, mapText string) (Reading, bool, error) {
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

// Sized reports whether a file of that many bytes was ever read: one that was not
// need not be hashed before it is.
func Sized(ctx context.Context, db *dbfile.DB, bytes int64) (bool, error) {
	t, err := db.Table(ctx, `SELECT 1 FROM ingests WHERE bytes = ? LIMIT 1`, bytes)
	return err == nil && len(t.Rows) > 0, err
}

// Repeat accounts for a file of a table that need not be read again.
func (in *Ingest) Repeat(table string, rows int) { in.count(table).Unchanged += rows }
