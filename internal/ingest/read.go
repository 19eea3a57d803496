package ingest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"

	"provenance/internal/model"
)

// A Summary accounts for a file that was read: every line of it is the header,
// blank, part of a record or part of a reject.
type Summary struct {
	SHA256   string // of the exact bytes
	Bytes    int64  // of the file as it lies on the disk
	Records  int    // records after the header, taken and rejected
	Rejected int    // records that were not taken
	Blank    int    // blank lines
}

// Handlers receive what Read finds, in the order of the file.
type Handlers struct {
	Record   func(*model.Record) error // a checked record; an error ends the reading
	Problem  func(model.Problem)       // something wrong
	Progress func(bytes int64)         // may be nil; called now and then
}

// Read reads one canonical CSV of the given table. Problems go to h.Problem;
// the error is for what ends the reading: a reader that fails, or h.Record.
func Read(r io.Reader, path string, table *model.Table, h Handlers) (Summary, error) {
	raw := &tee{r: r, sum: sha256.New(), progress: h.Progress}
	var sum Summary
	text, err := decode(raw)
	if err != nil {
		h.Problem(sourceProblem(path, err))
		return sum, nil
	}
	s := newSplitter(text)
	err = readRecords(s, path, table, h, &sum)
	sum.Blank = s.blank
	if err == nil {
		// A file is what its bytes are, not what the parser needed of them.
		_, err = io.Copy(io.Discard, raw)
	}
	sum.Bytes, sum.SHA256 = raw.n, hex.EncodeToString(raw.sum.Sum(nil))
	return sum, err
}

func readRecords(s *splitter, path string, table *model.Table, h Handlers, sum *Summary) error {
	head, err := s.next()
	if err == io.EOF {
		h.Problem(model.Problem{Position: model.Position{File: path}, Code: model.CodeSource, Text: "the file is empty",
			Hint: "its first line must be the header: " + strings.Join(table.Header(), ",")})
		return nil
	}
	if err != nil {
		h.Problem(sourceProblem(path, err))
		return nil
	}
	if head.err != nil {
		h.Problem(head.problem(path))
		return nil
	}
	where, ok := columnsOf(head, path, table, h.Problem)
	if !ok {
		return nil
	}
	checker := newChecker(path, table, where, len(head.fields))
	for {
		row, err := s.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			h.Problem(sourceProblem(path, err))
			return nil
		}
		if row.err == nil && allBlank(row.fields) {
			s.blank += row.lineTo - row.line + 1
			continue
		}
		sum.Records++
		if row.err != nil {
			sum.Rejected++
			h.Problem(row.problem(path))
			continue
		}
		rec, problems := checker.check(row)
		if len(problems) > 0 {
			sum.Rejected++
			for _, p := range problems {
				h.Problem(p)
			}
			continue
		}
		if err := h.Record(rec); err != nil {
			return err
		}
	}
}

func allBlank(fields []string) bool {
	for _, f := range fields {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return true
}

func (r *row) problem(path string) model.Problem {
	return model.Problem{Position: model.Position{File: path, Line: r.err.line, Column: r.err.column}, LineTo: r.lineTo,
		Code: r.err.code, Text: r.err.Text, Hint: r.err.Hint, Raw: r.raw}
}

// columnsOf finds for each column of the table the field that holds it, or -1.
// It reports false where the header cannot be used.
func columnsOf(head *row, path string, table *model.Table, report func(model.Problem)) ([]int, bool) {
	where := make([]int, len(table.Columns))
	for i := range where {
		where[i] = -1
	}
	ok := true
	bad := func(i int, code, field, text, hint string) {
		ok = false
		p := model.Problem{Position: model.Position{File: path, Line: head.line}, LineTo: head.lineTo, Code: code, Field: field, Text: text, Hint: hint, Raw: head.raw}
		if i >= 0 {
			p.Column = head.columns[i]
		}
		report(p)
	}
	for i, name := range head.fields {
		name = strings.TrimSpace(name)
		c := table.Column(name)
		switch {
		case name == "":
			bad(i, model.CodeBlankLabel, "", "a column without a name", "name it, or take it out")
		case c < 0:
			hint := "columns of " + table.Name + ".csv: " + strings.Join(table.Header(), ", ")
			if near := model.Closest(strings.ToLower(name), table.Header()); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			bad(i, model.CodeExtraLabel, name, "no such column in "+table.Name+".csv", hint)
		case where[c] >= 0:
			bad(i, model.CodeDuplicate, name, fmt.Sprintf("the column stands twice, in fields %d and %d", where[c]+1, i+1), "keep one of them")
		default:
			where[c] = i
		}
	}
	for c, col := range table.Columns {
		if col.Required && where[c] < 0 && !slices.Contains(head.fields, col.Name) {
			bad(-1, model.CodeMissingLabel, col.Name, "the column is missing", table.Name+".csv needs it: "+col.Doc)
		}
	}
	return where, ok
}

// tee hashes and counts the bytes read through it.
type tee struct {
	r        io.Reader
	sum      hash.Hash
	n        int64
	progress func(int64)
}

func (t *tee) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	t.sum.Write(p[:n])
	t.n += int64(n)
	if t.progress != nil {
		t.progress(t.n)
	}
	return n, err
}
