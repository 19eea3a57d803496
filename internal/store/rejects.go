package store

import (
	"fmt"

	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// keepReject writes a problem with a record to table rejects, if the caller wants them
// kept. Problems with a whole file or with its header are left out.
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
	_, err := in.db.Conn.ExecContext(in.ctx, `INSERT INTO rejects(ingest_id, line_from, line_to, column_name, code, message, raw) VALUES (?,?,?,?,?,?,?)`,
		fs.id, p.Line, max(p.LineTo, p.Line), orNull(p.Field), p.Code, message, p.Raw)
	if err != nil {
		fs.broken = fmt.Errorf("keep a reject: %w", sqlite.Plain(err))
		return
	}
	fs.rejectRows++
}
