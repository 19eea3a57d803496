package ingest

import (
	"io"
	"math"

	"provenance/internal/model"
)

// batchScores is how many scores a batch holds. A single line may have more.
const batchScores = 1000

// maxHeld is how many bytes of a file a batch may keep in memory. A single record may have
// more.
const maxHeld = 512 << 10

// A Batcher collects scores into batches and passes them to another goroutine. It never
// splits the scores of a line between two batches.
type Batcher struct {
	path   string
	batch  *model.ScoreBatch
	full   chan<- parcel
	free   <-chan *model.ScoreBatch
	stop   <-chan struct{}
	locate func(s *model.Score, field string) (int, string)
	read   func() int64 // returns the number of bytes read so far; nil before the file is open
	mark   int          // index in the batch of the first score of the current line
	held   int          // bytes of the records and problems of the batch

	problems []model.Problem
	needs    []*model.Record
}

// A parcel is passed from the goroutine that reads a file to the one that handles it.
type parcel struct {
	batch    *model.ScoreBatch
	problems []model.Problem
	bytes    int64 // number of bytes of the file read so far
}

// hasScores reports whether the batch has anything for Handlers.Scores.
func (p parcel) hasScores() bool { return len(p.batch.Scores)+len(p.batch.Needs) > 0 }

// Next adds a blank score to the current line and returns it for the caller to fill. The
// pointer is valid until the next call.
func (b *Batcher) Next() *model.Score {
	if len(b.batch.Scores) == cap(b.batch.Scores) {
		grown := make([]model.Score, len(b.batch.Scores), max(batchScores+1, 2*cap(b.batch.Scores)))
		copy(grown, b.batch.Scores)
		b.batch.Scores = grown
	}
	b.batch.Scores = b.batch.Scores[:len(b.batch.Scores)+1]
	s := &b.batch.Scores[len(b.batch.Scores)-1]
	nan := math.NaN()
	*s = model.Score{CILow: nan, CIHigh: nan, CILevel: nan, StdErr: nan}
	return s
}

// drop removes the scores of the current line.
func (b *Batcher) drop() { b.batch.Scores = b.batch.Scores[:b.mark] }

// errStopped ends the reading goroutine after its consumer has given up.
var errStopped = io.ErrClosedPipe

// Describe says what the batches of the file hold: which columns of scores.csv are stated,
// whether they are read through a map, and how to find the cell of a field. Call it before
// the first score.
func (b *Batcher) Describe(has []bool, mapped bool, locate func(s *model.Score, field string) (int, string)) {
	b.batch.Has, b.batch.Mapped, b.locate = has, mapped, locate
}

// EndRecord ends an accepted record. size is its number of bytes, missing the number of
// its cells without a value, and needs are the catalogue rows that its scores are the
// first to refer to.
func (b *Batcher) EndRecord(size, missing int, needs []*model.Record) error {
	b.held += size
	if len(b.batch.Scores) > b.mark {
		b.batch.Scores[b.mark].Missing = missing
	}
	b.needs = append(b.needs, needs...)
	return b.EndLine()
}

// EndLine ends a line, and passes the batch on if it is full.
func (b *Batcher) EndLine() error {
	b.mark = len(b.batch.Scores)
	if b.mark < batchScores && len(b.problems) < batchScores && b.held < maxHeld {
		return nil
	}
	return b.flush()
}

// flush passes the current batch on and takes an empty one.
func (b *Batcher) flush() error {
	bytes := int64(0)
	if b.read != nil {
		bytes = b.read()
	}
	b.batch.Locate, b.batch.Needs = b.locate, b.needs
	has, mapped := b.batch.Has, b.batch.Mapped
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
	b.batch.Scores, b.batch.Has, b.batch.Mapped = b.batch.Scores[:0], has, mapped
	return nil
}

// inFlight is the number of batches. The consumer holds two, and the reader can be ahead
// of it by the rest.
const inFlight = 5

// A Reading reads a file of scores on a goroutine of its own, some batches ahead of the
// consumer. The caller must end it with Deliver or Abandon.
type Reading struct {
	full <-chan parcel
	free chan *model.ScoreBatch
	stop chan struct{}
	done chan error // receives the error after full is closed
	sum  Summary    // valid after that
}

// ReadScores starts a goroutine that opens a file and calls produce to read it into
// batches.
func ReadScores(r io.Reader, path string, produce func(*Source, *Batcher) error) *Reading {
	full := make(chan parcel, inFlight)
	rd := &Reading{full: full, free: make(chan *model.ScoreBatch, inFlight), stop: make(chan struct{}), done: make(chan error, 1)}
	for range inFlight {
		rd.free <- &model.ScoreBatch{File: path}
	}
	go func() {
		defer close(full)
		b := &Batcher{path: path, batch: <-rd.free, full: full, free: rd.free, stop: rd.stop}
		s := openSource(r, path, func(p model.Problem) {
			b.problems = append(b.problems, p)
			b.held += len(p.Raw) + len(p.Value)
		})
		if s == nil {
			rd.done <- b.flush()
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
		rd.sum = s.sum
		rd.done <- err
	}()
	return rd
}

// Deliver passes what is read to the handlers, on the goroutine of the caller. It returns
// an error if reading cannot continue or if a handler returns one.
func (rd *Reading) Deliver(h Handlers) (Summary, error) {
	var before *model.ScoreBatch
	failed := h.begin()
	if failed != nil {
		close(rd.stop)
	}
	for p := range rd.full {
		if failed != nil {
			continue
		}
		if failed = h.deliver(p); failed != nil {
			close(rd.stop)
			continue
		}
		done := p.batch    // no consumer holds this batch
		if p.hasScores() { // the consumer may use it until the next call of Scores
			done, before = before, p.batch
		}
		if done != nil {
			rd.free <- done
		}
	}
	err := <-rd.done
	if failed != nil {
		return rd.sum, failed
	}
	return rd.sum, err
}

// Abandon ends a reading whose scores are not needed. Afterwards the caller may close the
// file.
func (rd *Reading) Abandon() {
	close(rd.stop)
	for range rd.full {
	}
}

// Handlers receive what Read finds, in the order of the file, on the goroutine that called
// Read.
type Handlers struct {
	Begin    func() error                  // may be nil; called once, before all others, when reading has already started
	Record   func(*model.Record) error     // a checked record of a table other than scores; an error ends reading
	Scores   func(*model.ScoreBatch) error // a batch of scores, valid until the next call has returned; an error ends reading
	Problem  func(model.Problem)           // a problem with the file
	Progress func(bytes int64)             // may be nil; called from time to time with the number of bytes read
}

// begin calls Begin unless it is nil.
func (h Handlers) begin() error {
	if h.Begin == nil {
		return nil
	}
	return h.Begin()
}

// deliver passes a parcel to the handlers.
func (h Handlers) deliver(p parcel) error {
	for _, problem := range p.problems {
		h.Problem(problem)
	}
	if h.Progress != nil && p.bytes > 0 {
		h.Progress(p.bytes)
	}
	if !p.hasScores() {
		return nil
	}
	return h.Scores(p.batch)
}
