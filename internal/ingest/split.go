package ingest

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"provenance/internal/model"
)

// A row is one record of a CSV: its fields with the byte column at which each
// starts, or what is wrong with it.
type row struct {
	line, lineTo int
	fields       []string
	columns      []int
	raw          []byte
	err          *rowError
}

// A rowError is a record that is not CSV.
type rowError struct {
	line, column int
	code         string
	Text, Hint   string
}

// A splitter splits text into records as encoding/csv with strict quotes does,
// and, where it cannot, gives up one line only.
//
// Note: encoding/csv alone swallows the rest of the file after an unclosed
// quotation mark. Here a record that holds a quotation mark is first gathered,
// lines being added while the count of marks is odd, and then parsed by
// encoding/csv; if that fails, the first line is the bad record and the lines
// after it are read again.
type splitter struct {
	r      *bufio.Reader
	line   int        // lines handed out so far
	again  []textLine // lines to be read again, in order
	blank  int        // blank lines so far
	buffer []byte
}

// A textLine is a line that was read; of a line above the limit, its beginning.
type textLine struct {
	text []byte
	long bool
}

func newSplitter(r *bufio.Reader) *splitter { return &splitter{r: r} }

var errLong = errors.New("line too long")

// readLine returns the next line with its line end. The slice is the caller's.
func (s *splitter) readLine() ([]byte, error) {
	if len(s.again) > 0 {
		l := s.again[0]
		s.again = s.again[1:]
		s.line++
		if l.long {
			return l.text, errLong
		}
		return l.text, nil
	}
	var line []byte
	for {
		part, err := s.r.ReadSlice('\n')
		if len(line)+len(part) > maxRecord {
			for errors.Is(err, bufio.ErrBufferFull) {
				_, err = s.r.ReadSlice('\n')
			}
			s.line++
			if err != nil && err != io.EOF {
				return nil, err
			}
			return append(line, part...)[:1024], errLong
		}
		line = append(line, part...)
		if err == nil || err == io.EOF && len(line) > 0 {
			s.line++
			return line, nil
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return nil, err
		}
	}
}

// next returns the next record that is not blank, or io.EOF, or an error of the
// reader beneath. A record that is not CSV has its err set.
func (s *splitter) next() (*row, error) {
	for {
		line, err := s.readLine()
		if errors.Is(err, errLong) {
			return &row{line: s.line, lineTo: s.line, raw: line, err: &rowError{s.line, 0, model.CodeTooLong, "the line is longer than 1 MiB", "a quotation mark may be missing"}}, nil
		}
		if err != nil {
			return nil, err
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			s.blank++
			continue
		}
		if bytes.IndexByte(line, '"') < 0 {
			return s.plain(line), nil
		}
		return s.quoted(line)
	}
}

// plain splits a line without quotation marks.
func (s *splitter) plain(line []byte) *row {
	r := &row{line: s.line, lineTo: s.line, raw: line}
	if r.err = badText(line, s.line); r.err != nil {
		return r
	}
	text := string(bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r")))
	n := strings.Count(text, ",") + 1
	if n > maxColumns {
		r.err = &rowError{s.line, 0, model.CodeTooLong, "the record has more than 4,096 fields", ""}
		return r
	}
	r.fields = make([]string, 0, n)
	r.columns = make([]int, 0, n)
	for at := 0; ; {
		i := strings.IndexByte(text[at:], ',')
		r.columns = append(r.columns, at+1)
		if i < 0 {
			r.fields = append(r.fields, text[at:])
			return r
		}
		r.fields = append(r.fields, text[at:at+i])
		at += i + 1
	}
}

// quoted gathers the lines of a record that holds quotation marks and parses it.
func (s *splitter) quoted(first []byte) (*row, error) {
	start := s.line
	lines := []textLine{{text: first}}
	s.buffer = append(s.buffer[:0], first...)
	odd := bytes.Count(first, []byte{'"'})%2 == 1
	for odd && len(s.buffer) <= maxRecord {
		line, err := s.readLine()
		if err == io.EOF {
			break
		}
		if errors.Is(err, errLong) {
			lines = append(lines, textLine{line, true})
			break
		}
		if err != nil {
			return nil, err
		}
		lines = append(lines, textLine{text: line})
		s.buffer = append(s.buffer, line...)
		odd = odd != (bytes.Count(line, []byte{'"'})%2 == 1)
	}
	r := s.parse(start, s.buffer)
	r.lineTo = start + len(lines) - 1
	if r.err != nil && len(lines) > 1 {
		s.again = append(append([]textLine{}, lines[1:]...), s.again...)
		s.line = start
		r.lineTo, r.raw = start, first
	}
	return r, nil
}

// parse parses one record with encoding/csv.
func (s *splitter) parse(start int, text []byte) *row {
	r := &row{line: start, raw: bytes.Clone(text)}
	if r.err = badText(text, start); r.err != nil {
		return r
	}
	cr := csv.NewReader(bytes.NewReader(text))
	cr.FieldsPerRecord = -1
	fields, err := cr.Read()
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		r.err = &rowError{start + pe.Line - 1, pe.Column, model.CodeQuote, "a quotation mark is out of place", `a field that holds quotation marks is written "like ""this"""`}
		if pe.StartLine != pe.Line || bytes.Count(text, []byte{'"'})%2 == 1 {
			r.err.line, r.err.column = start, bytes.IndexByte(text, '"')+1
			r.err.Text = "a quotation mark opens and is not closed as it should be"
		}
		return r
	}
	if err != nil {
		r.err = &rowError{start, 0, model.CodeQuote, err.Error(), ""}
		return r
	}
	if len(fields) > maxColumns {
		r.err = &rowError{start, 0, model.CodeTooLong, "the record has more than 4,096 fields", ""}
		return r
	}
	r.fields = fields
	r.columns = make([]int, len(fields))
	for i := range fields {
		line, col := cr.FieldPos(i)
		if line == 1 {
			r.columns[i] = col
		}
	}
	return r
}

// badText reports a byte that is no text: invalid UTF-8, or NUL.
func badText(b []byte, line int) *rowError {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		return &rowError{line, i + 1, model.CodeEncoding, "a NUL byte", "is this a text file?"}
	}
	if utf8.Valid(b) {
		return nil
	}
	at := 0
	for at < len(b) {
		r, n := utf8.DecodeRune(b[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return &rowError{line, at + 1, model.CodeEncoding, "not UTF-8", "save the file as UTF-8, or as UTF-16 with a byte order mark"}
}
