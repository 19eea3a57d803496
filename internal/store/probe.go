package store

import (
	"encoding/binary"
	"fmt"
	"slices"

	"provenance/internal/model"
)

// compared are the optional columns of scores, by their bit in scoreColumns, by
// which a score is told from another of its cell, and the column of scores.csv
// that states them. Not the printed text: the same value again is unchanged.
var compared = [...]struct {
	bit  int
	name string
}{{2, "ci_low"}, {3, "ci_high"}, {4, "ci_level"}, {5, "stderr"}, {6, "sample_size"}, {7, "rank"}, {8, "evaluated_on"}, {9, "evaluator"}, {10, "asserted_relationship"}, {11, "locator"}, {12, "note"}}

// stated tells which optional columns a file states: what a file does not state
// it does not contradict. has runs parallel to the columns of scores.csv.
func stated(has []bool) (bits uint16) {
	t := model.TableNamed("scores")
	for _, c := range compared {
		if has == nil || has[t.Column(c.name)] {
			bits |= 1 << c.bit
		}
	}
	return bits
}

// same tells whether a score on record says what a row says, as far as the file
// states it.
func (s *scoreRow) same(o *storedScore, bits uint16) bool {
	if o.value != s.Value {
		return false
	}
	for _, c := range compared {
		if bits&(1<<c.bit) != 0 && o.columns[c.bit] != s.column(c.bit) {
			return false
		}
	}
	return true
}

// silent returns the annotations of which a row says nothing. In a file that is read
// through a map they contradict nothing that is on record.
func (s *scoreRow) silent() (bits uint16) {
	for _, c := range [...]struct{ name, text string }{{"locator", s.Locator}, {"note", s.Note}} {
		if c.text == "" {
			bits |= 1 << slices.Index(scoreColumns[:], c.name)
		}
	}
	return bits
}

// repeats tells whether a row says what a score on record says. Two rows of one
// file are compared to the letter.
func (w *scoreWriter) repeats(s *scoreRow, f *storedScore, bits uint16) bool {
	if w.in.file.mapped && f.id < w.fileID {
		bits &^= s.silent()
	}
	return s.same(f, bits)
}

// saysAs tells whether two scores of one cell on record say the same.
func (f *storedScore) saysAs(o *storedScore) bool {
	return f.value == o.value && len(f.differences(o)) == 0
}

// A probe compares rows with their cells, many at a time, by bulk_probe of
// bulk.c.
type probe struct {
	packer
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
	p.reset()
	p.in, p.rows = in, append(p.rows[:0], rows...)
	p.query, p.guess = probeSQL(bits)
	for _, s := range rows {
		p.int(s.snapshot)
		p.int(s.name)
		p.real(s.Value)
		p.optional(s, bits)
		p.endRow()
	}
}

// run compares the rows.
func (p *probe) run() error {
	p.found = p.found[:0]
	if len(p.rows) == 0 {
		return nil
	}
	var blob []byte
	if err := p.in.db.conn.QueryRowContext(p.in.ctx, `SELECT bulk_probe(?, ?, ?, ?, ?)`, p.query, p.guess, *p.next, len(p.rows), p.packer.rows).Scan(&blob); err != nil {
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
	for i, name := range scoreColumns {
		if bits&(1<<i) != 0 {
			n++
			conditions += fmt.Sprintf(" AND s.%s IS ?%d", name, n)
		}
	}
	same := `SELECT s.id FROM scores s WHERE s.snapshot_id = ?1 AND s.name_id = ?2 AND s.value = ?3` + conditions + ` AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)`
	query = `SELECT coalesce((` + same + `), -EXISTS (SELECT 1 FROM scores s WHERE s.snapshot_id = ?1 AND s.name_id = ?2))`
	return query, fmt.Sprintf("%s AND s.id = ?%d", same, n+1)
}
