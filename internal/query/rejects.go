package query

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"

	"provenance/internal/dbfile"
)

// RejectedIngests lists the ingests with rejected records. Unless all is set, it considers
// only the last reading of each file, through whatever map: its rejects are what is still
// to be corrected.
func (db *DB) RejectedIngests(ctx context.Context, all bool) (*Table, error) {
	return db.table(ctx, `
		SELECT i.id AS ingest, i.started_at, i.path, i.map, i.rejected AS lines,
		       (SELECT count(*) FROM rejects r WHERE r.ingest_id = i.id) AS problems
		FROM ingests i
		WHERE EXISTS (SELECT 1 FROM rejects r WHERE r.ingest_id = i.id)
		  AND (? OR NOT EXISTS (SELECT 1 FROM ingests n WHERE n.sha256 = i.sha256 AND n.id > i.id))
		ORDER BY i.id`, all)
}

// Rejects lists the problems of one ingest in the order of its file. It shows bytes that
// are not text in an escaped form.
func (db *DB) Rejects(ctx context.Context, ingest int64) (*Table, error) {
	if err := dbfile.CheckIngest(ctx, db.DB, ingest); err != nil {
		return nil, err
	}
	return db.table(ctx, `
		SELECT line_from, line_to, column_name AS field, code, message, rtrim(CAST(raw AS TEXT), char(13, 10)) AS raw
		FROM rejects WHERE ingest_id = ? ORDER BY line_from, id`, ingest)
}

// ErrTransposed is returned by RejectedRecords for a file whose models are its columns: a
// rejected column is not a line that could follow a header.
var ErrTransposed = errors.New("the file's models are its columns; correct the file itself and ingest it again (what is on record is not added twice)")

// RejectedRecords returns the rejected records of one ingest under the header of its file,
// in the form of a file that can be corrected and read again.
func (db *DB) RejectedRecords(ctx context.Context, ingest int64) ([]byte, error) {
	if err := dbfile.CheckIngest(ctx, db.DB, ingest); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	var head []byte
	var transposed bool
	err := db.conn.QueryRowContext(ctx, `
		SELECT head, ifnull(length(head) = 0, 0) FROM ingests WHERE id = ?`, ingest).Scan(&head, &transposed)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	if transposed { // no line of such a file is its header
		return nil, fmt.Errorf("ingest %d: %w", ingest, ErrTransposed)
	}
	addLine(&out, head)
	rows, err := db.conn.QueryContext(ctx, `
		SELECT raw
		FROM rejects r
		WHERE ingest_id = ? AND id = (
		  SELECT min(id) FROM rejects x WHERE x.ingest_id = r.ingest_id AND x.line_from = r.line_from)
		ORDER BY line_from`, ingest)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var raw []byte
		if err := rows.Scan(&raw); err != nil {
			return nil, err
		}
		addLine(&out, raw)
	}
	return out.Bytes(), rows.Err()
}

// ReadAs returns how the file of an ingest was read: the column map of table ingests.
func (db *DB) ReadAs(ctx context.Context, ingest int64) (string, error) {
	var text string
	err := db.conn.QueryRowContext(ctx, `SELECT map FROM ingests WHERE id = ?`, ingest).Scan(&text)
	return text, err
}

// addLine adds text, with a line end if it has none.
func addLine(out *bytes.Buffer, text []byte) {
	out.Write(text)
	if len(text) > 0 && text[len(text)-1] != '\n' {
		out.WriteByte('\n')
	}
}
