package boardmap

import (
	"io"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// Read reads a file through a map. Catalogue rows come with the batch of the first score
// that refers to them. Problems go to h.Problem. Read returns an error only if reading
// cannot continue: the reader failed, or a handler returned an error.
func Read(r io.Reader, path string, m *Map, opt Options, h ingest.Handlers) (ingest.Summary, error) {
	return startMapped(r, path, m, opt).Deliver(h)
}

// startMapped starts to read a file through a map.
func startMapped(r io.Reader, path string, m *Map, opt Options) *ingest.Reading {
	return ingest.ReadScores(r, path, func(s *ingest.Source, b *ingest.Batcher) error {
		rows, p := LayoutRows(s.Splitter(), path, m.Layout)
		if p != nil {
			s.ReportUnread(*p)
			return nil
		}
		s.BookHeader(rows.lead, rows.text)
		bound, problems := m.bind(path, opt, &rows.header)
		for _, p := range problems {
			s.ReportUnread(p)
		}
		if bound == nil {
			return nil
		}
		b.Describe(bound.has, true, bound.locate)
		if rows.transposed {
			return readTransposed(s, rows, bound, b)
		}
		err := readRows(s, path, rows, bound, b)
		reportColumns(s, bound)
		return err
	})
}

// readRows reads the rows of a file into batches.
func readRows(s *ingest.Source, path string, rows *Rows, m *mapping, b *ingest.Batcher) error {
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
			m.loseFilled(r)
			s.Reject(r, r.Problem(path))
			if err := b.EndLine(); err != nil {
				return err
			}
			continue
		}
		o, problems := m.apply(r, emit)
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
		if err := b.EndRecord(r.Size, o.missing, m.cat.takeNeeds()); err != nil {
			return err
		}
	}
}

// readTransposed reads the rows of a transposed file, which are its columns. It accounts
// for the lines of the file: a line with a bad cell is rejected.
func readTransposed(s *ingest.Source, rows *Rows, m *mapping, b *ingest.Batcher) error {
	emit := func(score *model.Score) { *b.Next() = *score }
	bad := map[int]bool{}
	for {
		r, err := rows.Next()
		if err == io.EOF {
			break
		}
		o, problems := m.apply(r, emit)
		for _, p := range problems {
			bad[p.Line] = true
			s.Report(p)
		}
		if o.fate != accepted {
			continue
		}
		s.CountCells(o.cells, o.missing)
		if err := b.EndRecord(0, o.missing, m.cat.takeNeeds()); err != nil {
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
	reportColumns(s, m)
	return nil
}

// reportColumns reports the problems and warnings that only whole columns show.
func reportColumns(s *ingest.Source, m *mapping) {
	s.Warn(m.warnings())
	if s.Ended() {
		for _, p := range m.unitProblems() {
			s.ReportUnread(p)
		}
	}
}
