package boardmap

import (
	"io"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// Read reads a file through a map. Catalogue rows that its scores refer to
// come with the batch of the first score that does. Problems go to h.Problem;
// the error is for what ends the reading: a reader that fails, or a handler.
func Read(r io.Reader, path string, m *Map, opt Options, h ingest.Handlers) (ingest.Summary, error) {
	return startMapped(r, path, m, opt).Deliver(h)
}

// startMapped begins to read a file through a map.
func startMapped(r io.Reader, path string, m *Map, opt Options) *ingest.Reading {
	return ingest.ReadScores(r, path, func(s *ingest.Source, b *ingest.Batcher) error {
		rows, p := LayoutRows(s.Splitter(), path, m.Layout)
		if p != nil {
			s.ReportUnread(*p)
			return nil
		}
		s.BookHeader(rows.lead, rows.text)
		g, problems := m.bind(path, opt, &rows.header)
		for _, p := range problems {
			s.ReportUnread(p)
		}
		if g == nil {
			return nil
		}
		b.Describe(g.has, true, g.locate)
		if rows.turned {
			return readTurned(s, rows, g, b)
		}
		err := readRows(s, path, rows, g, b)
		reportColumns(s, g)
		return err
	})
}

// readRows reads the rows of a file into batches.
func readRows(s *ingest.Source, path string, rows *Rows, g *mapping, b *ingest.Batcher) error {
	emit := func(score *model.Score) { *b.Next() = *score }
	for {
		r, err := rows.Next()
		if err == io.EOF {
			s.End()
			return nil
		}
		if err != nil {
			s.ReportError(err)
			return nil
		}
		if r.Err != nil {
			s.Reject(r, r.Problem(path))
			if err := b.EndLine(); err != nil {
				return err
			}
			continue
		}
		o, problems := g.apply(r, emit)
		switch o.fate {
		case rejected:
			s.Reject(r, problems...)
			if err := b.EndLine(); err != nil {
				return err
			}
			continue
		case dropped:
			s.Drop(r)
			continue
		}
		s.Accept(r)
		s.CountCells(o.cells, o.missing)
		if err := b.EndRecord(r.Size, o.missing, g.cat.takeNeeds()); err != nil {
			return err
		}
	}
}

// readTurned reads the rows of a file that was turned, which are its columns. Its
// lines are accounted for: one that holds a bad cell is rejected.
func readTurned(s *ingest.Source, rows *Rows, g *mapping, b *ingest.Batcher) error {
	emit := func(score *model.Score) { *b.Next() = *score }
	bad := map[int]bool{}
	for {
		r, err := rows.Next()
		if err == io.EOF {
			break
		}
		o, problems := g.apply(r, emit)
		for _, p := range problems {
			bad[p.Line] = true
			s.Report(p)
		}
		if o.fate != accepted {
			continue
		}
		s.CountCells(o.cells, o.missing)
		if err := b.EndRecord(0, o.missing, g.cat.takeNeeds()); err != nil {
			return err
		}
	}
	for i, line := range rows.lines {
		if bad[line] {
			s.BookRejected(rows.spans[i])
		} else {
			s.BookAccepted(rows.spans[i])
		}
	}
	s.End()
	reportColumns(s, g)
	return nil
}

// reportColumns reports what only whole columns show.
func reportColumns(s *ingest.Source, g *mapping) {
	s.Warn(g.warnings())
	if s.Ended() {
		for _, p := range g.unitProblems() {
			s.ReportUnread(p)
		}
	}
}
