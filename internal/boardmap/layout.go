package boardmap

import (
	"fmt"
	"io"
	"strings"

	"provenance/internal/csvfile"
	"provenance/internal/model"
)

// maxTransposed is the largest size in bytes of a file to transpose, because that happens
// in memory.
const maxTransposed = 16 << 20

// sampleRows is how many rows are read before the columns of a map are bound.
const sampleRows = 100

// A header is the header of a file as a map sees it.
type header struct {
	Names     []string
	row       *csvfile.Row   // the last of the header rows, for positions
	lines     []int          // of a transposed file: the line of each column
	spans     []csvfile.Span // of a transposed file: the lines and bytes of each column
	lead      csvfile.Span   // the lines and bytes before the rows: skipped lines and the header
	text      string         // the text of lead
	sample    []*csvfile.Row // the first rows
	delimiter byte
}

// Rows reads the rows of a file, laid out as a map says, below its header (Names).
type Rows struct {
	header
	split      *csvfile.Splitter
	ragged     bool
	sortMark   string
	transposed bool
	ahead      []*csvfile.Row // rows that were read ahead
}

// LayoutRows reads the header of a file and returns a reader of its rows. The splitter
// must not have been read from. The problem says why the header cannot be used.
func LayoutRows(split *csvfile.Splitter, path string, l Layout) (*Rows, *model.Problem) {
	fail := func(line int, text, hint string) *model.Problem {
		return &model.Problem{Position: model.Position{File: path, Line: line}, Code: model.CodeSource, Text: text, Hint: hint}
	}
	t := &Rows{split: split, ragged: l.Ragged, sortMark: l.SortMark, transposed: l.Transpose}
	d, err := l.delimiter()
	if err != nil {
		return nil, fail(0, err.Error(), "")
	}
	split.Delimiter, t.delimiter = d, d
	for range l.Skip {
		line, err := split.ReadLine()
		if err != nil && err != csvfile.ErrLong {
			return nil, fail(0, fmt.Sprintf("the file ends before the header: the map skips %s", model.Plural(l.Skip, "line")), "")
		}
		t.text += line
	}
	t.lead = csvfile.Span{Lines: l.Skip, Bytes: split.At}
	if l.Transpose {
		if p := t.transpose(path, fail); p != nil {
			return nil, p
		}
	}
	var heads []*csvfile.Row
	for range max(1, l.HeaderRows) {
		r, err := t.Next()
		switch {
		case err == io.EOF:
			return nil, fail(0, "the file is empty", "its header must name the columns")
		case err != nil:
			p := csvfile.FileProblem(path, err)
			return nil, &p
		case r.Err != nil:
			p := r.Problem(path)
			return nil, &p
		}
		heads = append(heads, r.Clone())
		if !t.transposed {
			t.text += r.Raw
		}
	}
	t.row = heads[len(heads)-1]
	t.Names = joinHeaders(heads)
	if !t.transposed {
		for _, r := range heads {
			t.lead.Add(csvfile.SpanOf(r))
		}
	}
	return t, t.readSample(path)
}

// readSample reads the first rows ahead, as the sample of the header.
func (t *Rows) readSample(path string) *model.Problem {
	var ahead []*csvfile.Row
	for range sampleRows {
		r, err := t.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			p := csvfile.FileProblem(path, err)
			return &p
		}
		ahead = append(ahead, r.Clone())
	}
	t.sample = ahead
	t.ahead = append(ahead, t.ahead...)
	return nil
}

// delimiter returns the byte that separates fields.
func (l Layout) delimiter() (byte, error) {
	switch d := l.Delimiter; {
	case d == "":
		return ',', nil
	case d == "tab" || d == `\t`:
		return '\t', nil
	case len(d) == 1 && d[0] < 0x80 && d != `"` && d != "\n" && d != "\r" && d != "\x00":
		return d[0], nil
	default:
		return 0, fmt.Errorf("delimiter %q is not one character: write one, or tab", d)
	}
}

// joinHeaders joins header rows with a space. A blank cell of all but the last
// row repeats the one to its left, as a cell that spans several columns does.
func joinHeaders(heads []*csvfile.Row) []string {
	width := 0
	for _, r := range heads {
		width = max(width, len(r.Fields))
	}
	names := make([]string, width)
	for h, r := range heads {
		left := ""
		for i := range names {
			cell := ""
			if i < len(r.Fields) {
				cell = strings.TrimSpace(r.Fields[i])
			}
			if strings.ContainsAny(cell, "\n\r\t") {
				cell = strings.Join(strings.Fields(cell), " ")
			}
			if cell == "" && h < len(heads)-1 {
				cell = left
			}
			left = cell
			if cell != "" && names[i] != "" {
				cell = " " + cell
			}
			names[i] += cell
		}
	}
	return names
}

// Next returns the next row that is not blank, io.EOF at the end, or an error of the
// reader. It fills a short row of a ragged file with blank cells. A row that is not CSV
// has its Err set. The row is valid until the next call.
func (t *Rows) Next() (*csvfile.Row, error) {
	if len(t.ahead) > 0 {
		r := t.ahead[0]
		t.ahead = t.ahead[1:]
		return r, nil
	}
	if t.transposed {
		return nil, io.EOF
	}
	for {
		r, err := t.split.Next()
		if err != nil {
			return nil, err
		}
		if r.Err == nil && csvfile.AllBlank(r.Fields) {
			t.split.Blank.Add(csvfile.SpanOf(r))
			continue
		}
		if t.sortMark != "" && r.Err == nil {
			for i, f := range r.Fields {
				f, _, _ = strings.Cut(f, t.sortMark)
				r.Fields[i] = f
			}
		}
		if t.ragged && r.Err == nil && t.Names != nil {
			for len(r.Fields) < len(t.Names) {
				r.Fields, r.Columns = append(r.Fields, ""), append(r.Columns, 0)
			}
			if n := len(t.Names); len(r.Fields) > n && csvfile.AllBlank(r.Fields[n:]) {
				r.Fields, r.Columns = r.Fields[:n], r.Columns[:n]
			}
		}
		return r, nil
	}
}

// transpose reads the whole file and makes its columns rows. A cell keeps its position:
// t.lines has the line of each field.
func (t *Rows) transpose(path string, fail func(int, string, string) *model.Problem) *model.Problem {
	t.transposed = false
	defer func() { t.transposed = true }()
	var records []*csvfile.Row
	size, width := 0, 0
	for {
		r, err := t.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			p := csvfile.FileProblem(path, err)
			return &p
		}
		if r.Err != nil {
			p := r.Problem(path)
			return &p
		}
		if size += len(r.Raw); size > maxTransposed {
			return fail(0, "the file is too large to transpose: the limit is 16 MiB", "transpose it first, or write it as a long table")
		}
		if len(records) == csvfile.MaxColumns {
			return fail(r.Line, "the file has more than 4,096 lines, which would become columns", "should it be transposed?")
		}
		width = max(width, len(r.Fields))
		records = append(records, r.Clone())
		t.lines = append(t.lines, r.Line)
		t.spans = append(t.spans, csvfile.SpanOf(r))
	}
	for _, r := range records {
		if len(r.Fields) < width && !t.ragged {
			return fail(r.Line, fmt.Sprintf("%s where another line has %d", model.Plural(len(r.Fields), "field"), width), "say ragged: true to fill short lines with blank cells")
		}
	}
	for i := range width {
		transposed := &csvfile.Row{}
		for _, r := range records {
			field, column := "", 0
			if i < len(r.Fields) {
				field, column = r.Fields[i], r.Columns[i]
			}
			transposed.Fields, transposed.Columns = append(transposed.Fields, field), append(transposed.Columns, column)
		}
		transposed.Line, transposed.LineTo = records[0].Line, records[0].LineTo
		transposed.Raw = joinCSV(transposed.Fields, ',')
		if !csvfile.AllBlank(transposed.Fields) {
			t.ahead = append(t.ahead, transposed)
		}
	}
	return nil
}

// joinCSV writes fields as one record.
func joinCSV(fields []string, delimiter byte) string {
	var b strings.Builder
	for i, f := range fields {
		if i > 0 {
			b.WriteByte(delimiter)
		}
		if strings.ContainsAny(f, "\"\r\n"+string(rune(delimiter))) {
			f = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
		}
		b.WriteString(f)
	}
	b.WriteByte('\n')
	return b.String()
}
