package store

import (
	"encoding/binary"
	"fmt"

	"provenance/internal/model"
	"provenance/internal/sqlite"
)

// stated returns the optional columns that a file states, one bit each: what a file
// does not state it does not contradict. has runs parallel to the columns of
// scores.csv; without it the file states all.
func stated(has []bool) (bits uint16) {
	t := model.TableNamed("scores")
	for i := range model.ScoreColumns {
		if csv := model.ScoreColumns[i].CSV; csv != "" && (has == nil || has[t.Column(csv)]) {
			bits |= 1 << i
		}
	}
	return bits
}

// same reports whether a score on record says what a row says, as far as the file
// states it.
func (s *scoreRow) same(o *storedScore, bits uint16) bool {
	return o.value == s.Value && len(s.differences(o, bits)) == 0
}

// silent returns the annotations of which a row says nothing. In a file that is read
// through a map they contradict nothing that is on record.
func (s *scoreRow) silent() (bits uint16) {
	for i := range model.ScoreColumns {
		name := model.ScoreColumns[i].Name
		if name == "locator" && s.Locator == "" || name == "note" && s.Note == "" {
			bits |= 1 << i
		}
	}
	return bits
}

// repeats reports whether a row says what a score on record says. Two rows of one
// file are compared to the letter.
func (w *scoreWriter) repeats(s *scoreRow, f *storedScore, bits uint16) bool {
	if w.in.file.mapped && f.id < w.fileID {
		bits &^= s.silent()
	}
	return s.same(f, bits)
}

// saysAs reports whether two scores of one cell on record say the same.
func (f *storedScore) saysAs(o *storedScore) bool {
	return f.value == o.value && len(f.differences(o)) == 0
}

// A probe compares rows with their cells, many at a time, by bulk_probe of
// bulk.c.
type probe struct {
	sqlite.Packer
	in    *Ingest
	query string
	guess string
	next  *int64 // where to look first: after the score that was found last
	rows  []*scoreRow
	found []int64 // for each row: the id of the score on record that it repeats, absent, or differs
}

// What a probe finds where no score on record is repeated.
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

// probeSQL is the query for one row: a score of its cell that says the same and
// is not superseded, else whether the cell holds any; and the query whether a
// given score is that one.
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
