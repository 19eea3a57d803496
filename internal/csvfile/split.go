package csvfile

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
	"unsafe"

	"provenance/internal/model"
)

// A Splitter splits text into records as encoding/csv does with strict quotes, except that
// an error costs only one line.
//
// Note: encoding/csv alone swallows the rest of the file after an unclosed quotation mark.
// Here, lines are added to a record while its number of quotation marks is odd, and the
// record is then split. If that fails, the first line is the bad record, and the lines
// after it are read again. Records are split here because encoding/csv copies every field
// and took three quarters of the reading time; a test compares the two.
type Splitter struct {
	r         io.Reader
	badText   func(text string, line int) *RowError // returns the error for a byte that is not text
	Delimiter byte                                  // between fields; set it before the first row is read
	chunk     string                                // whole lines; those before pos have been returned
	pos       int
	clean     bool   // the chunk is UTF-8 without NUL
	rest      []byte // bytes after the last line end of the chunk
	eof       bool
	fail      error // error of the reader, returned after the lines before it

	Line  int        // lines returned so far
	At    int64      // bytes of these lines
	cut   int        // bytes of a line above the limit that fill has found
	again []textLine // lines to read again, in order
	old   bool       // the last line was read again, maybe from an earlier chunk, so clean does not apply to it
	Blank Span       // blank lines so far
	row   Row        // the row that Next returns
}

// A textLine is a line that was read. Of a line above the limit, text is only the
// beginning.
type textLine struct {
	text string
	size int // bytes of the whole line
	long bool
}

// NewSplitter returns a splitter of a text in UTF-8.
func NewSplitter(r io.Reader) *Splitter { return &Splitter{r: r, badText: BadText, Delimiter: ','} }

// NewFileSplitter returns a splitter of the text of a file.
func NewFileSplitter(d Text) *Splitter { return &Splitter{r: d, badText: d.badText, Delimiter: ','} }

// fill reads the next chunk of whole lines. It cuts a line that is longer than the limit
// of a record.
func (s *Splitter) fill() (long bool, err error) {
	// With space for a whole chunk, the underlying reader fills it at once, without a copy of its own.
	buf := append(make([]byte, 0, len(s.rest)+max(chunkSize, len(s.rest))), s.rest...)
	searched := 0
	for !s.eof {
		if i := bytes.LastIndexByte(buf[searched:], '\n'); i >= 0 {
			end := searched + i + 1
			s.rest = append(s.rest[:0], buf[end:]...)
			s.setChunk(buf[:end])
			return false, nil
		}
		searched = len(buf)
		if len(buf) > maxRecord {
			return true, s.skipLine(buf)
		}
		if len(buf) == cap(buf) {
			buf = append(buf, 0)[:len(buf)]
		}
		buf = s.read(buf)
	}
	if i := bytes.LastIndexByte(buf, '\n'); i < 0 && len(buf) > maxRecord {
		s.rest, s.cut = nil, len(buf)
		s.setChunk(buf[:1024])
		return true, nil
	}
	s.rest = nil
	if s.fail != nil { // the last line may be cut short
		buf = buf[:bytes.LastIndexByte(buf, '\n')+1]
	}
	s.setChunk(buf)
	if len(buf) == 0 {
		if s.fail != nil {
			return false, s.fail
		}
		return false, io.EOF
	}
	return false, nil
}

// read reads until the buffer is full or the reader has no more: with a reader that
// returns few bytes at a time, each bit would otherwise become a chunk.
func (s *Splitter) read(buf []byte) []byte {
	for empty := 0; len(buf) < cap(buf) && !s.eof; {
		n, err := s.r.Read(buf[len(buf):cap(buf)])
		buf = buf[:len(buf)+n]
		if empty++; n > 0 {
			empty = 0
		} else if err == nil && empty > 100 {
			err = io.ErrNoProgress
		}
		s.noteEnd(err)
	}
	return buf
}

// noteEnd records the end of the text, or the error that ended it.
func (s *Splitter) noteEnd(err error) {
	if err == nil {
		return
	}
	s.eof = true
	if err != io.EOF {
		s.fail = err
	}
}

// errEndless is returned for a line that does not end.
var errEndless = errors.New("a line is longer than 1 GiB; is this a text file?")

// skipLine keeps the beginning of a line above the limit and skips the rest.
func (s *Splitter) skipLine(head []byte) error {
	buf := make([]byte, chunkSize)
	s.cut = len(head)
	for {
		n, err := s.r.Read(buf)
		if i := bytes.IndexByte(buf[:n], '\n'); i >= 0 {
			s.rest = append(s.rest[:0], buf[i+1:n]...)
			s.cut += i + 1
			s.noteEnd(err)
			break
		}
		s.cut += n
		if s.cut > maxExpanded {
			s.eof, s.rest, s.fail = true, nil, errEndless
			return errEndless
		}
		if err != nil {
			s.eof, s.rest = true, nil
			if err != io.EOF {
				s.fail = err
				return err
			}
			break
		}
	}
	s.setChunk(head[:1024])
	return nil
}

// setChunk sets the chunk to b, which must not change any more: records are parts of it,
// not copies. It copies a chunk that fills little of its memory, because a record would
// otherwise keep all of that in memory.
func (s *Splitter) setChunk(b []byte) {
	if cap(b) > 2*len(b) {
		b = bytes.Clone(b)
	}
	s.chunk, s.pos = unsafe.String(unsafe.SliceData(b), len(b)), 0
	s.clean = bytes.IndexByte(b, 0) < 0 && utf8.Valid(b)
}

// ErrLong is returned by ReadLine, with the beginning of the line, for a line above the
// limit.
var ErrLong = errors.New("line too long")

// ReadLine returns the next line with its line end, io.EOF at the end, ErrLong for a line
// above the limit, or an error of the underlying reader.
func (s *Splitter) ReadLine() (string, error) {
	if s.old = len(s.again) > 0; s.old {
		l := s.again[0]
		s.again = s.again[1:]
		s.Line++
		s.At += int64(l.size)
		if l.long {
			return l.text, ErrLong
		}
		return l.text, nil
	}
	if s.pos == len(s.chunk) {
		long, err := s.fill()
		if err != nil {
			return "", err
		}
		if long {
			s.pos = len(s.chunk)
			s.Line++
			s.At += int64(s.cut)
			return s.chunk, ErrLong
		}
	}
	text := s.chunk[s.pos:]
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		text = text[:i+1]
	}
	s.pos += len(text)
	s.Line++
	s.At += int64(len(text))
	if len(text) > maxRecord {
		return text[:1024], ErrLong
	}
	return text, nil
}

// Next returns the next record that is not blank, io.EOF at the end, or an error of the
// underlying reader. A record that is not CSV has its Err set. The row is valid until the
// next call.
func (s *Splitter) Next() (*Row, error) {
	r := &s.row
	for {
		from := s.At
		line, err := s.ReadLine()
		r.Line, r.LineTo, r.Raw, r.Err, r.Fields, r.Columns = s.Line, s.Line, line, nil, r.Fields[:0], r.Columns[:0]
		r.Size = int(s.At - from)
		if errors.Is(err, ErrLong) {
			r.Err = &RowError{s.Line, 0, model.CodeTooLong, "the line is longer than 1 MiB", "a quotation mark may be missing"}
			return r, nil
		}
		if err != nil {
			return nil, err
		}
		if line[0] <= '\r' && strings.Trim(line, "\r\n") == "" {
			s.Blank.Add(SpanOf(r))
			continue
		}
		if strings.IndexByte(line, '"') < 0 {
			if !s.clean || s.old {
				r.Err = s.badText(line, s.Line)
			}
			if r.Err == nil && !r.split(line, s.Delimiter) {
				r.Err = tooManyFields(s.Line)
			}
			return r, nil
		}
		return r, s.readQuoted(line)
	}
}

// readQuoted collects the lines of a record with quotation marks, and splits it.
func (s *Splitter) readQuoted(first string) error {
	r := &s.row
	start := s.Line
	text := first
	var all []byte // the record, if it has several lines
	var more []textLine
	for odd := strings.Count(first, `"`)%2 == 1; odd && max(len(all), len(first)) <= maxRecord; {
		from := s.At
		line, err := s.ReadLine()
		if err == io.EOF {
			break
		}
		if errors.Is(err, ErrLong) {
			more = append(more, textLine{line, int(s.At - from), true})
			break
		}
		if err != nil {
			return err
		}
		more = append(more, textLine{text: line, size: len(line)})
		if all == nil {
			all = append(make([]byte, 0, 2*(len(first)+len(line))), first...)
		}
		all = append(all, line...)
		odd = odd != (strings.Count(line, `"`)%2 == 1)
	}
	if all != nil {
		text = string(all)
	}
	if r.Err = s.badText(text, start); r.Err == nil && !r.splitQuoted(text, s.Delimiter) {
		r.parseCSV(start, text, s.Delimiter)
	}
	r.LineTo, r.Raw, r.Size = start+len(more), text, len(text)
	if r.Err != nil && len(more) > 0 {
		for _, l := range more {
			s.At -= int64(l.size)
		}
		s.again = append(more, s.again...)
		s.Line = start
		r.LineTo, r.Raw, r.Size = start, first, len(first)
	}
	return nil
}

// ReadHeader returns the fields of the first record of a file, without white space around
// them.
func ReadHeader(r io.Reader) ([]string, error) {
	text, err := Decode(r)
	if err != nil {
		return nil, err
	}
	s := NewFileSplitter(text)
	rec, err := s.Next()
	if err == io.EOF {
		return nil, errors.New("the file is empty")
	}
	if err != nil {
		return nil, err
	}
	if rec.Err != nil {
		return nil, rec.Err
	}
	names := make([]string, len(rec.Fields))
	for i, f := range rec.Fields {
		names[i] = strings.TrimSpace(f)
	}
	return names, nil
}
