package ingest

import (
	"io"
	"math"

	"provenance/internal/model"
)

// batchScores is how many scores a batch holds, but for one line that has more.
const batchScores = 500

// maxHeld is how many bytes of a file a batch may hold on to, but for one record.
const maxHeld = 2 << 20

// A batcher collects scores into batches and hands them to another goroutine.
// A line's scores never stand in two batches.
type batcher struct {
	path   string
	batch  *model.ScoreBatch
	full   chan<- parcel
	free   <-chan *model.ScoreBatch
	stop   <-chan struct{}
	locate func(s *model.Score, field string) (int, string)
	read   func() int64 // bytes of the file that have been read; nil before it is open
	mark   int          // scores of the batch before the current line
	held   int          // bytes of the records of the batch and its problems

	problems []model.Problem
	needs    []*model.Record
}

// A parcel is what goes from the reader of a file to its writer.
type parcel struct {
	batch    *model.ScoreBatch
	problems []model.Problem
	bytes    int64 // of the file that have been read
}

// next returns a fresh score of the current line.
func (b *batcher) next() *model.Score {
	if len(b.batch.Scores) == cap(b.batch.Scores) {
		grown := make([]model.Score, len(b.batch.Scores), 2*cap(b.batch.Scores))
		copy(grown, b.batch.Scores)
		b.batch.Scores = grown
	}
	b.batch.Scores = b.batch.Scores[:len(b.batch.Scores)+1]
	s := &b.batch.Scores[len(b.batch.Scores)-1]
	nan := math.NaN()
	*s = model.Score{CILow: nan, CIHigh: nan, CILevel: nan, StdErr: nan}
	return s
}

// drop takes the scores of the current line back.
func (b *batcher) drop() { b.batch.Scores = b.batch.Scores[:b.mark] }

// errStopped ends a reader whose writer has given up.
var errStopped = io.ErrClosedPipe

// endLine ends a line, and hands the batch over when it is full.
func (b *batcher) endLine() error {
	b.mark = len(b.batch.Scores)
	if b.mark < batchScores && len(b.problems) < batchScores && b.held < maxHeld {
		return nil
	}
	return b.flush()
}

// flush hands the current batch over and takes a fresh one.
func (b *batcher) flush() error {
	bytes := int64(0)
	if b.read != nil {
		bytes = b.read()
	}
	b.batch.Locate, b.batch.Needs = b.locate, b.needs
	has := b.batch.Has
	select {
	case b.full <- parcel{b.batch, b.problems, bytes}:
	case <-b.stop:
		return errStopped
	}
	b.problems, b.needs, b.mark, b.held = nil, nil, 0, 0
	select {
	case b.batch = <-b.free:
	case <-b.stop:
		return errStopped
	}
	b.batch.Scores, b.batch.Has = b.batch.Scores[:0], has
	return nil
}

// readScores runs produce, which reads a file into batches, on a goroutine of
// its own and gives what it makes to the handlers on this one.
func readScores(r io.Reader, path string, h Handlers, produce func(*source, *batcher) error) (Summary, error) {
	const inFlight = 4
	full, free := make(chan parcel, inFlight), make(chan *model.ScoreBatch, inFlight)
	stop, done := make(chan struct{}), make(chan error, 1)
	for range inFlight {
		free <- &model.ScoreBatch{File: path, Scores: make([]model.Score, 0, batchScores+1)}
	}
	var sum Summary
	go func() {
		defer close(full)
		b := &batcher{path: path, batch: <-free, full: full, free: free, stop: stop}
		s := openSource(r, path, func(p model.Problem) {
			b.problems = append(b.problems, p)
			b.held += len(p.Raw) + len(p.Value)
		})
		if s == nil {
			done <- b.flush()
			return
		}
		b.read = s.raw.n.Load
		err := produce(s, b)
		if err == nil {
			err = s.close()
		}
		if err == nil {
			err = b.flush()
		}
		sum = s.sum
		done <- err
	}()
	var failed error
	var before *model.ScoreBatch
	for p := range full {
		if failed != nil {
			continue
		}
		if failed = h.take(p); failed != nil {
			close(stop)
			continue
		}
		if before != nil {
			free <- before
		}
		before = p.batch
	}
	err := <-done
	if failed != nil {
		return sum, failed
	}
	return sum, err
}

// take gives a parcel to the handlers.
func (h Handlers) take(p parcel) error {
	for _, problem := range p.problems {
		h.Problem(problem)
	}
	if h.Progress != nil && p.bytes > 0 {
		h.Progress(p.bytes)
	}
	if len(p.batch.Scores) == 0 && len(p.batch.Needs) == 0 {
		return nil
	}
	return h.Scores(p.batch)
}
