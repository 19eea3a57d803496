package ingest

import (
	"io"

	"provenance/internal/model"
)

// ReadMap reads a file through a map. Catalogue rows that its scores refer to
// come with the batch of the first score that does. Problems go to h.Problem;
// the error is for what ends the reading: a reader that fails, or a handler.
func ReadMap(r io.Reader, path string, m *Map, opt MapOptions, h Handlers) (Summary, error) {
	return startMapped(r, path, m, opt).Deliver(h)
}

// startMapped begins to read a file through a map.
func startMapped(r io.Reader, path string, m *Map, opt MapOptions) *Reading {
	return readScores(r, path, func(s *source, b *batcher) error {
		rows, p := LayoutRows(s.splitter(), path, m.Layout)
		if p != nil {
			s.reportUnread(*p)
			return nil
		}
		s.bookHeader(rows.lead, rows.text)
		g, problems := m.bind(path, opt, &rows.header)
		for _, p := range problems {
			s.reportUnread(p)
		}
		if g == nil {
			return nil
		}
		b.describe(g.has, true, g.locate)
		if rows.turned {
			return readTurned(s, rows, g, b)
		}
		err := readRows(s, path, rows, g, b)
		reportColumns(s, g)
		return err
	})
}

// readRows reads the rows of a file into batches.
func readRows(s *source, path string, rows *laidOut, g *mapping, b *batcher) error {
	emit := func(score *model.Score) { *b.next() = *score }
	for {
		r, err := rows.Next()
		if err == io.EOF {
			s.end()
			return nil
		}
		if err != nil {
			s.reportError(err)
			return nil
		}
		if r.Err != nil {
			s.reject(r, r.Problem(path))
			if err := b.endLine(); err != nil {
				return err
			}
			continue
		}
		o, problems := g.apply(r, emit)
		switch o.fate {
		case rejected:
			s.reject(r, problems...)
			if err := b.endLine(); err != nil {
				return err
			}
			continue
		case dropped:
			s.drop(r)
			continue
		}
		s.accept(r)
		s.countCells(o.cells, o.missing)
		if err := b.endRecord(r.Size, o.missing, g.cat.take()); err != nil {
			return err
		}
	}
}

// readTurned reads the rows of a file that was turned, which are its columns. Its
// lines are accounted for: one that holds a bad cell is rejected.
func readTurned(s *source, rows *laidOut, g *mapping, b *batcher) error {
	emit := func(score *model.Score) { *b.next() = *score }
	bad := map[int]bool{}
	for {
		r, err := rows.Next()
		if err == io.EOF {
			break
		}
		o, problems := g.apply(r, emit)
		for _, p := range problems {
			bad[p.Line] = true
			s.report(p)
		}
		if o.fate != accepted {
			continue
		}
		s.countCells(o.cells, o.missing)
		if err := b.endRecord(0, o.missing, g.cat.take()); err != nil {
			return err
		}
	}
	for i, line := range rows.lines {
		if bad[line] {
			s.bookRejected(rows.spans[i])
		} else {
			s.bookAccepted(rows.spans[i])
		}
	}
	s.end()
	reportColumns(s, g)
	return nil
}

// reportColumns reports what only whole columns show.
func reportColumns(s *source, g *mapping) {
	s.warn(g.warnings())
	if s.ended() {
		for _, p := range g.faults() {
			s.reportUnread(p)
		}
	}
}
