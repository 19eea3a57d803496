package store

import (
	"fmt"

	"provenance/internal/model"
)

// A storedScore is a score on record in the cell of a row.
type storedScore struct {
	id, revision int64
	payload      [13]any
	superseded   bool
}

// inCell returns all scores on record in the cell of s, oldest first.
func (w *scoreWriter) inCell(s *scoreRow) ([]storedScore, error) {
	rows, err := w.cell.QueryContext(w.in.ctx, s.listing, s.snapshot)
	if err != nil {
		return nil, fmt.Errorf("look up a cell: %w", err)
	}
	defer rows.Close()
	var out []storedScore
	for rows.Next() {
		var f storedScore
		dest := []any{&f.id, &f.revision}
		for i := range f.payload {
			dest = append(dest, &f.payload[i])
		}
		if err := rows.Scan(append(dest, &f.superseded)...); err != nil {
			return nil, fmt.Errorf("look up a cell: %w", err)
		}
		out = append(out, f)
	}
	return out, rows.Err()
}

// store writes a score as the next revision of its cell, which holds the scores
// all, or as the revision that the row gives.
func (w *scoreWriter) store(s *scoreRow, all []storedScore, supersedes int64) error {
	if s.revision == 0 {
		s.revision = 1
		if n := len(all); n > 0 {
			s.revision = all[n-1].revision + 1
		}
	}
	args := make([]any, 0, 21)
	var variant, super any
	if s.variant != 0 {
		variant = s.variant
	}
	if supersedes != 0 {
		super = supersedes
	}
	args = append(args, s.listing, s.snapshot, variant, s.benchmark, s.revision)
	args = append(args, s.payload[:]...)
	args = append(args, w.in.file.id, s.line, super)
	if _, err := w.insert.ExecContext(w.in.ctx, args...); err != nil {
		return w.in.constraint(s.rec, err)
	}
	return nil
}

// addRevision stores a row that says which revision of its cell it is: a row
// of an export.
func (w *scoreWriter) addRevision(s *scoreRow) error {
	all, err := w.inCell(s)
	if err != nil {
		return err
	}
	var super int64
	for _, f := range all {
		if f.revision == s.revision {
			if f.payload != s.payload {
				w.in.file.report(s.rec.Problem(sc.revision, model.CodeUnique, "this revision of the cell is on record with other values", "leave revision blank to add a correction"))
				return nil
			}
			w.matched.set(f.id)
			w.in.file.counts.Unchanged++
			return nil
		}
		if f.revision == s.supersedes {
			super = f.id
		}
	}
	if s.supersedes != 0 && super == 0 {
		w.in.file.report(s.rec.Problem(sc.supersedes, model.CodeForeignKey, "the revision that it supersedes is not on record", "the older revision must stand before it"))
		return nil
	}
	if super != 0 {
		w.in.file.counts.Revised++
	} else {
		w.in.file.counts.Added++
	}
	return w.store(s, all, super)
}

// endFile settles the rows that differ from what was on record before the file:
// each corrects one older value of its cell that the file does not repeat; where
// none is left, it stands beside them as a conflict.
func (w *scoreWriter) endFile() error {
	for _, s := range w.deferred {
		all, err := w.inCell(s)
		if err != nil {
			return err
		}
		var super int64
		again := false
		for _, f := range all {
			if f.superseded {
				continue
			}
			if f.payload == s.payload { // the file says it twice
				again = true
			}
			if super == 0 && f.id < w.firstID && !w.matched.has(f.id) {
				super = f.id
			}
		}
		switch {
		case again:
			w.in.file.counts.Unchanged++
			continue
		case super != 0:
			w.in.file.counts.Revised++
		default:
			w.in.file.counts.Added++
		}
		if err := w.store(s, all, super); err != nil {
			return err
		}
	}
	w.deferred = nil
	w.matched = bitset{}
	return nil
}

// A bitset is a set of row ids, one bit each.
type bitset struct{ words []uint64 }

func (b *bitset) set(id int64) {
	w := int(id >> 6)
	if w >= len(b.words) {
		b.words = append(b.words, make([]uint64, w+1-len(b.words)+1024)...)
	}
	b.words[w] |= 1 << (id & 63)
}

func (b *bitset) has(id int64) bool {
	w := int(id >> 6)
	return w < len(b.words) && b.words[w]&(1<<(id&63)) != 0
}
