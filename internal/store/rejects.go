package store

import (
	"context"
	"fmt"

	"provenance/internal/model"
)

// keepReject writes a problem with a record to table rejects, where the caller
// wants them kept. Problems with a whole file, or its header, are not records.
func (in *Ingest) keepReject(fs *fileState, p model.Problem) {
	if !in.KeepRejects || p.Line == 0 || len(p.Raw) == 0 || fs.broken != nil {
		return
	}
	message := p.Text
	if p.Value != "" {
		message = fmt.Sprintf("%q: %s", p.Value, p.Text)
	}
	if p.Hint != "" {
		message += " (" + p.Hint + ")"
	}
	_, err := in.db.conn.ExecContext(in.ctx, `INSERT INTO rejects(ingest_id, line_from, line_to, column_name, code, message, raw) VALUES (?,?,?,?,?,?,?)`,
		fs.id, p.Line, max(p.LineTo, p.Line), orNull(p.Field), p.Code, message, p.Raw)
	if err != nil {
		fs.broken = fmt.Errorf("keep a reject: %w", plain(err))
		return
	}
	fs.kept++
}

// Known tells whether the very bytes were read before with the same map, and how
// many rows or scores they held. A file of which anything was rejected is not
// known, for what was missing may be on record by now; nor is a file of a
// catalogue table after which another one was read.
func (db *DB) Known(ctx context.Context, sha256, mapText string) (rows int, ok bool, err error) {
	t, err := db.table(ctx, `
		SELECT i.added + i.unchanged + i.revised FROM ingests i
		WHERE i.sha256 = ?1 AND i.map = ?2 AND i.rejected = 0
		  AND (i.map NOT LIKE 'canonical:%' OR i.map = 'canonical:scores' OR NOT EXISTS (SELECT 1 FROM ingests n WHERE n.map = i.map AND n.id > i.id))
		ORDER BY i.id DESC LIMIT 1`, sha256, mapText)
	if err != nil || len(t.Rows) == 0 {
		return 0, false, err
	}
	return int(t.Rows[0][0].(int64)), true, nil
}

// Sized tells whether a file of that many bytes was ever read: one that was not
// need not be hashed before it is.
func (db *DB) Sized(ctx context.Context, bytes int64) (bool, error) {
	t, err := db.table(ctx, `SELECT 1 FROM ingests WHERE bytes = ? LIMIT 1`, bytes)
	return err == nil && len(t.Rows) > 0, err
}

// Repeat accounts for a file of a table that need not be read again.
func (in *Ingest) Repeat(table string, rows int) { in.count(table).Unchanged += rows }
