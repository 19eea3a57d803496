package csvfile

import (
	"encoding/binary"
	"encoding/csv"
	"errors"
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"provenance/internal/model"
)

// A Row is one record of a CSV: its fields with the byte column at which each starts, or
// an error. It is valid until the next row is read. Its strings stay valid, and keep the
// chunk of the file that they are part of in memory.
type Row struct {
	Line, LineTo int       // first and last line, from 1
	Fields       []string  // unquoted
	Columns      []int     // for each field the byte column, from 1, at which it starts; 0 on a later line of the record
	Raw          string    // the text of the record with its line ends; only its beginning if a line is too long
	Size         int       // bytes of the record in the text, with its line ends
	Err          *RowError // why the record is not CSV, nil if it is
}

// A RowError says why a record is not CSV, and where. Code is one of the codes of package
// model.
type RowError struct {
	Line, Column int
	Code         string
	Text, Hint   string
}

func (e *RowError) Error() string { return e.Text }

// Clone returns a copy that stays valid.
func (r *Row) Clone() *Row {
	c := *r
	c.Fields, c.Columns = slices.Clone(r.Fields), slices.Clone(r.Columns)
	return &c
}

func tooManyFields(line int) *RowError {
	return &RowError{line, 0, model.CodeTooLong, "the record has more than 4,096 fields", ""}
}

// trimEnd removes the line end.
func trimEnd(line string) string {
	return strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r")
}

// split splits a record without quotation marks. It reports false if it has too many
// fields.
func (r *Row) split(line string, delimiter byte) bool {
	text := trimEnd(line)
	fields, columns := r.Fields, r.Columns
	at, i := 0, 0
	// Compare eight bytes at a time: a byte of v is 0 for a delimiter, and exactly then its
	// high bit is set in found.
	const ones, low = 0x0101010101010101, 0x7f7f7f7f7f7f7f7f
	bytes, all := unsafe.Slice(unsafe.StringData(text), len(text)), uint64(delimiter)*ones
	for ; i+8 <= len(text); i += 8 {
		v := binary.LittleEndian.Uint64(bytes[i:]) ^ all
		for found := ^(v&low + low | v | low); found != 0; found &= found - 1 {
			end := i + bits.TrailingZeros64(found)/8
			fields, columns = append(fields, text[at:end]), append(columns, at+1)
			at = end + 1
		}
	}
	for ; i < len(text); i++ {
		if text[i] == delimiter {
			fields, columns = append(fields, text[at:i]), append(columns, at+1)
			at = i + 1
		}
	}
	r.Fields, r.Columns = append(fields, text[at:]), append(columns, at+1)
	return len(r.Fields) <= MaxColumns
}

// splitQuoted splits a record that may have quotation marks. It reports false if
// encoding/csv must handle the record: it is malformed, has a carriage return inside, or
// has too many fields.
func (r *Row) splitQuoted(text string, delimiter byte) bool {
	text = trimEnd(text)
	if strings.IndexByte(text, '\r') >= 0 {
		return false
	}
	lineStart := strings.IndexByte(text, '\n')
	add := func(field string, at int) {
		column := at + 1
		if lineStart >= 0 && at > lineStart { // on a later line of the record
			column = 0
		}
		r.Fields = append(r.Fields, field)
		r.Columns = append(r.Columns, column)
	}
	from := func(at int) int { // returns the position of the next mark
		if i := strings.IndexByte(text[at:], '"'); i >= 0 {
			return at + i
		}
		return len(text)
	}
	mark := from(0)
	for at := 0; ; {
		if at == mark && at < len(text) {
			field, end, ok := unquote(text[at+1:])
			if !ok {
				return false
			}
			add(field, at)
			at += 1 + end
			if at == len(text) {
				return len(r.Fields) <= MaxColumns
			}
			if text[at] != delimiter {
				return false
			}
			at++
			mark = from(at)
			continue
		}
		end := strings.IndexByte(text[at:], delimiter)
		field := text[at:]
		if end >= 0 {
			field = text[at : at+end]
		}
		if mark < at+len(field) || lineStart >= 0 && strings.IndexByte(field, '\n') >= 0 {
			return false
		}
		add(field, at)
		if end < 0 {
			return len(r.Fields) <= MaxColumns
		}
		at += end + 1
	}
}

// unquote reads a quoted field after its opening mark. It returns the field and the
// position after the closing mark.
func unquote(text string) (field string, end int, ok bool) {
	i := strings.IndexByte(text, '"')
	if i < 0 {
		return "", 0, false
	}
	if i+1 == len(text) || text[i+1] != '"' {
		return text[:i], i + 1, true
	}
	var b strings.Builder
	from := 0
	for {
		b.WriteString(text[from : i+1]) // include one of the two marks
		from = i + 2
		j := strings.IndexByte(text[from:], '"')
		if j < 0 {
			return "", 0, false
		}
		i = from + j
		if i+1 == len(text) || text[i+1] != '"' {
			b.WriteString(text[from:i])
			return b.String(), i + 1, true
		}
	}
}

// parseCSV parses one record with encoding/csv.
func (r *Row) parseCSV(start int, text string, delimiter byte) {
	r.Fields, r.Columns = r.Fields[:0], r.Columns[:0]
	cr := csv.NewReader(strings.NewReader(text))
	cr.FieldsPerRecord = -1
	cr.Comma = rune(delimiter)
	fields, err := cr.Read()
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		r.Err = &RowError{start + pe.Line - 1, pe.Column, model.CodeQuote, "a quotation mark is out of place", `a field that holds quotation marks is written "like ""this"""`}
		if pe.StartLine != pe.Line || strings.Count(text, `"`)%2 == 1 {
			r.Err.Line, r.Err.Column = start, strings.IndexByte(text, '"')+1
			r.Err.Text = "a quotation mark is opened but not closed properly"
		}
		return
	}
	if err != nil {
		r.Err = &RowError{start, 0, model.CodeQuote, err.Error(), ""}
		return
	}
	if len(fields) > MaxColumns {
		r.Err = tooManyFields(start)
		return
	}
	r.Fields = append(r.Fields, fields...)
	for i := range fields {
		line, col := cr.FieldPos(i)
		if line != 1 {
			col = 0
		}
		r.Columns = append(r.Columns, col)
	}
}

// BadText returns the error for the first byte that is not text (invalid UTF-8, or NUL),
// or nil. line is the line on which the text begins.
func BadText(b string, line int) *RowError {
	if i := strings.IndexByte(b, 0); i >= 0 {
		return &RowError{line, i + 1, model.CodeEncoding, "a NUL byte", "is this a text file?"}
	}
	if utf8.ValidString(b) {
		return nil
	}
	at := 0
	for at < len(b) {
		r, n := utf8.DecodeRuneInString(b[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return &RowError{line, at + 1, model.CodeEncoding, "not UTF-8", "save the file as UTF-8, or as UTF-16 with a byte order mark"}
}

// A Span counts lines of a file and their bytes.
type Span struct {
	Lines int
	Bytes int64
}

// SpanOf returns the lines and bytes of a record.
func SpanOf(r *Row) Span { return Span{r.LineTo - r.Line + 1, int64(r.Size)} }

// Add adds another span to s.
func (s *Span) Add(o Span) {
	s.Lines += o.Lines
	s.Bytes += o.Bytes
}

// AllBlank reports whether all fields are blank.
func AllBlank(fields []string) bool {
	for _, f := range fields {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return true
}

// Problem returns the problem of a row whose Err is set.
func (r *Row) Problem(path string) model.Problem {
	return model.Problem{Position: model.Position{File: path, Line: r.Err.Line, Column: r.Err.Column}, LineTo: r.LineTo,
		Code: r.Err.Code, Text: r.Err.Text, Hint: r.Err.Hint, Raw: []byte(r.Raw)}
}
