package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"sync/atomic"

	"provenance/internal/csvfile"
	"provenance/internal/model"
)

// A Summary accounts for the lines and cells of a file that was read. Lines = Header +
// Accepted + Rejected + Dropped + Blank, and each of the Cells of accepted lines is a
// score or Missing.
type Summary struct {
	SHA256   string // of the exact bytes
	Bytes    int64  // of the file on disk
	Head     string // the lines up to the header, including it
	Lines    int    // all lines
	Header   int    // the header, and lines before it that a map skips
	Accepted int    // lines of accepted records
	Rejected int    // lines of rejected records
	Dropped  int    // lines that a map drops
	Blank    int    // blank lines
	Cells    int    // cells that could hold a score; in other tables, records
	Missing  int    // cells without a value
	Warnings []string
}

// A Source is a file that is being read. It accounts for its lines and bytes: header,
// accepted, rejected and dropped.
type Source struct {
	path    string
	raw     *tee
	split   *csvfile.Splitter
	sum     Summary
	problem func(model.Problem)
	whole   bool  // the records were read to the end of the file
	taken   int64 // bytes of the text that sum accounts for, except blank lines
}

// Splitter returns the splitter of the text of the file.
func (s *Source) Splitter() *csvfile.Splitter { return s.split }

// book adds a part of the file to one of the counters of the summary.
func (s *Source) book(lines *int, part csvfile.Span) {
	*lines += part.Lines
	s.taken += part.Bytes
}

// BookHeader accounts for the header of the file and keeps its text.
func (s *Source) BookHeader(part csvfile.Span, text string) {
	s.book(&s.sum.Header, part)
	s.sum.Head = text
}

// BookAccepted accounts for lines whose scores were accepted.
func (s *Source) BookAccepted(part csvfile.Span) { s.book(&s.sum.Accepted, part) }

// BookRejected accounts for lines whose problems were reported.
func (s *Source) BookRejected(part csvfile.Span) { s.book(&s.sum.Rejected, part) }

// Drop accounts for a record that a map drops.
func (s *Source) Drop(r *csvfile.Row) { s.book(&s.sum.Dropped, csvfile.SpanOf(r)) }

// Accept accounts for a record that was accepted.
func (s *Source) Accept(r *csvfile.Row) { s.BookAccepted(csvfile.SpanOf(r)) }

// CountCells counts the cells of a record that could hold a score, and those of them
// without a value.
func (s *Source) CountCells(cells, missing int) {
	s.sum.Cells += cells
	s.sum.Missing += missing
}

// Reject reports the problems of a record and accounts for it as rejected.
func (s *Source) Reject(r *csvfile.Row, problems ...model.Problem) {
	s.BookRejected(csvfile.SpanOf(r))
	for _, p := range problems {
		s.problem(p)
	}
}

// Report reports a problem.
func (s *Source) Report(p model.Problem) { s.problem(p) }

// ReportError reports that the file cannot be read further.
func (s *Source) ReportError(err error) { s.problem(csvfile.FileProblem(s.path, err)) }

// ReportUnread reports why the lines of a file cannot be read. The problem holds no
// bytes: no record could be kept as a reject while the rest is read.
func (s *Source) ReportUnread(p model.Problem) {
	p.Raw = nil
	s.problem(p)
}

// Warn sets the warnings of the summary.
func (s *Source) Warn(warnings []string) { s.sum.Warnings = warnings }

// End records that the file was read to its end.
func (s *Source) End() { s.whole = true }

// Ended reports whether the file was read to its end.
func (s *Source) Ended() bool { return s.whole }

// openSource opens a file and undoes its compression and encoding. If it cannot, it
// reports a problem and returns nil.
func openSource(r io.Reader, path string, problem func(model.Problem)) *Source {
	s := &Source{path: path, raw: &tee{r: r, sum: sha256.New()}, problem: problem}
	text, err := csvfile.Decode(s.raw)
	if err != nil {
		problem(csvfile.FileProblem(path, err))
		return nil
	}
	s.split = csvfile.NewFileSplitter(text)
	return s
}

// close reads the rest of the file for its digest, which covers all bytes, not only those
// that the parser needed. If the file could not be read, close reads no further: nothing
// of it is stored, and the rest may have no end.
func (s *Source) close() error {
	var err error
	if s.whole {
		_, err = io.Copy(io.Discard, s.raw)
	}
	s.sum.Blank = s.split.Blank.Lines
	s.sum.Bytes, s.sum.SHA256 = s.raw.n.Load(), hex.EncodeToString(s.raw.sum.Sum(nil))
	s.sum.Lines = s.sum.Header + s.sum.Accepted + s.sum.Rejected + s.sum.Dropped + s.sum.Blank
	if err == nil && s.whole {
		err = s.balance()
	}
	return err
}

// balance checks that header, accepted, rejected, dropped and blank lines add up to the
// whole text, byte for byte and line for line. If they do not, the reader has a bug, and
// nothing must be stored.
func (s *Source) balance() error {
	if got := s.taken + s.split.Blank.Bytes; got != s.split.At || s.sum.Lines != s.split.Line {
		return fmt.Errorf("%s: the account holds %d of %d bytes and %d of %d lines; please report this", s.path, got, s.split.At, s.sum.Lines, s.split.Line)
	}
	return nil
}

// each calls f with every record that is not blank.
func (s *Source) each(f func(*csvfile.Row) error) error {
	for {
		r, err := s.split.Next()
		if err == io.EOF {
			s.End()
			return nil
		}
		if err != nil {
			s.ReportError(err)
			return nil
		}
		if r.Err == nil && csvfile.AllBlank(r.Fields) {
			s.split.Blank.Add(csvfile.SpanOf(r))
			continue
		}
		if err := f(r); err != nil {
			return err
		}
	}
}

// tee hashes and counts the bytes read through it.
type tee struct {
	r   io.Reader
	sum hash.Hash
	n   atomic.Int64
}

func (t *tee) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.sum.Write(p[:n])
	t.n.Add(int64(n))
	return n, err
}
