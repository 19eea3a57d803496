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
		rows, p := layoutRows(s.split, path, m.Layout)
		if p != nil {
			s.unread(*p)
			return nil
		}
		s.took(&s.sum.Header, rows.lead)
		s.sum.Head = rows.text
		g, problems := m.bind(path, opt, &rows.header)
		for _, p := range problems {
			s.unread(p)
		}
		if g == nil {
			return nil
		}
		b.batch.Has, b.batch.Mapped, b.locate = g.has, true, g.locate
		if rows.turned {
			return s.turned(rows, g, b)
		}
		err := s.mapped(rows, g, b)
		s.columns(g)
		return err
	})
}

// mapped reads the rows of a file into batches.
func (s *source) mapped(rows *laidOut, g *mapping, b *batcher) error {
	emit := func(score *model.Score) { *b.next() = *score }
	for {
		r, err := rows.next()
		if err == io.EOF {
			s.whole = true
			return nil
		}
		if err != nil {
			s.problem(sourceProblem(s.path, err))
			return nil
		}
		if r.err != nil {
			s.reject(r, r.problem(s.path))
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
			s.took(&s.sum.Dropped, spanOf(r))
			continue
		}
		s.accept(r, o.cells)
		b.held += r.size
		s.sum.Missing += o.missing
		if len(b.batch.Scores) > b.mark {
			b.batch.Scores[b.mark].Missing = o.missing
		}
		b.needs = append(b.needs, g.cat.take()...)
		if err := b.endLine(); err != nil {
			return err
		}
	}
}

// turned reads the rows of a file that was turned, which are its columns. Its
// lines are accounted for all the same: one that holds a bad cell is rejected.
func (s *source) turned(rows *laidOut, g *mapping, b *batcher) error {
	emit := func(score *model.Score) { *b.next() = *score }
	bad := map[int]bool{}
	for {
		r, err := rows.next()
		if err == io.EOF {
			break
		}
		o, problems := g.apply(r, emit)
		for _, p := range problems {
			bad[p.Line] = true
			s.problem(p)
		}
		if o.fate != accepted {
			continue
		}
		s.sum.Cells += o.cells
		s.sum.Missing += o.missing
		if len(b.batch.Scores) > b.mark {
			b.batch.Scores[b.mark].Missing = o.missing
		}
		b.needs = append(b.needs, g.cat.take()...)
		if err := b.endLine(); err != nil {
			return err
		}
	}
	for i, line := range rows.lines {
		if bad[line] {
			s.took(&s.sum.Rejected, rows.spans[i])
		} else {
			s.took(&s.sum.Accepted, rows.spans[i])
		}
	}
	s.whole = true
	s.columns(g)
	return nil
}

// columns reports what only whole columns show.
func (s *source) columns(g *mapping) {
	s.sum.Warnings = g.warnings()
	if s.whole {
		for _, p := range g.faults() {
			s.unread(p)
		}
	}
}
