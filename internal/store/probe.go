package store

import (
	"encoding/binary"
	"fmt"

	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// statedColumns returns the optional columns that a file has, one bit each. A file does not
// contradict what it does not state. has is parallel to the columns of scores.csv; nil
// means all.
func statedColumns(has []bool) (bits uint16) {
	t := model.TableNamed("scores")
	for i := range model.ScoreColumns {
		if csv := model.ScoreColumns[i].CSV; csv != "" && (has == nil || has[t.Column(csv)]) {
			bits |= 1 << i
		}
	}
	return bits
}

// repeats reports whether a row has the values of a score on record, in the given optional
// columns.
func (s *scoreRow) repeats(o *storedScore, bits uint16) bool {
	return o.value == s.Value && len(s.differences(o, bits)) == 0
}

// silentColumns returns the annotations that a row leaves empty. In a file that is read
// through a map they do not contradict what is on record.
func (s *scoreRow) silentColumns() (bits uint16) {
	for i := range model.ScoreColumns {
		name := model.ScoreColumns[i].Name
		if name == "locator" && s.Locator == "" || name == "note" && s.Note == "" {
			bits |= 1 << i
		}
	}
	return bits
}

// repeats reports whether a row has the values of a score on record. Two rows of one file
// are compared in every column.
func (w *scoreWriter) repeats(s *scoreRow, f *storedScore, bits uint16) bool {
	if w.in.file.mapped && f.id < w.fileID {
		bits &^= s.silentColumns()
	}
	return s.repeats(f, bits)
}

// repeats reports whether two scores on record in one cell have the same values.
func (f *storedScore) repeats(o *storedScore) bool {
	return f.value == o.value && len(f.differences(o)) == 0
}

// A probe compares many rows with their cells in one call of bulk_probe of bulk.c.
type probe struct {
	sqlite.Packer
	in    *Ingest
	query string
	guess string
	next  *int64 // the id to try first: the one after the score found last
	rows  []*scoreRow
	found []int64 // for each row: the id of the score on record that it repeats, absent, or differs
}

// What a probe finds if a row repeats no score on record: an empty cell, or other values.
const (
	absent  = 0
	differs = -1
)

// prepare packs rows. bits are the optional columns that the file states.
func (p *probe) prepare(in *Ingest, rows []*scoreRow, bits uint16) {
	p.Reset()
	p.in, p.rows = in, append(p.rows[:0], rows...)
	p.query, p.guess = probeSQL(bits)
	for _, s := range rows {
		p.Int(s.SnapshotID)
		p.Int(s.NameID)
		p.Real(s.Value)
		packOptional(&p.Packer, s, bits)
		p.EndRow()
	}
}

// run compares the rows.
func (p *probe) run() error {
	p.found = p.found[:0]
	if len(p.rows) == 0 {
		return nil
	}
	var blob []byte
	if err := p.in.db.Conn.QueryRowContext(p.in.ctx, `SELECT bulk_probe(?, ?, ?, ?, ?)`, p.query, p.guess, *p.next, len(p.rows), p.Rows).Scan(&blob); err != nil {
		return fmt.Errorf("compare with what is on record: %w", err)
	}
	for ; len(blob) >= 8; blob = blob[8:] {
		id := int64(binary.NativeEndian.Uint64(blob))
		p.found = append(p.found, id)
		if id > 0 {
			*p.next = id + 1
		}
	}
	return nil
}

// probeSQL returns the query for one row, which gives the score of its cell that has the
// same values and is not superseded, else whether the cell has any; and a query that asks
// the same about one score by its id.
func probeSQL(bits uint16) (query, guess string) {
	conditions, n := "", 3
	for i := range model.ScoreColumns {
		if bits&(1<<i) != 0 {
			n++
			conditions += fmt.Sprintf(" AND s.%s IS ?%d", model.ScoreColumns[i].Name, n)
		}
	}
	same := `SELECT s.id FROM scores s WHERE s.snapshot_id = ?1 AND s.name_id = ?2 AND s.value = ?3` + conditions + ` AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)`
	query = `SELECT coalesce((` + same + `), -EXISTS (SELECT 1 FROM scores s WHERE s.snapshot_id = ?1 AND s.name_id = ?2))`
	return query, fmt.Sprintf("%s AND s.id = ?%d", same, n+1)
}
