package ingest

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"provenance/internal/model"
)

// An Input is one file to be read, and the canonical table that it holds.
type Input struct {
	Path  string       // as given on the command line, "-" for standard input
	Size  int64        // bytes, 0 if unknown
	Table *model.Table // what the file holds
	Open  func() (io.ReadCloser, error)
}

// headerPeek is how much of a file may be looked at to tell its table.
const headerPeek = 64 << 10

// Find expands paths to inputs in the order in which they must be loaded,
// parents before children. A folder gives its canonical CSVs, *.csv and
// *.csv.gz, without descending. "-" is stdin. A file is known by its name
// (scores.csv, 2025-scores.csv.gz is not), else by its header.
//
// Problems are files that cannot be read or belong to no table; the inputs that
// could be found are returned beside them.
func Find(paths []string, stdin io.Reader) ([]Input, []model.Problem) {
	var inputs []Input
	var problems []model.Problem
	seen := map[string]bool{}
	add := func(path string, size int64, named *model.Table, open func() (io.ReadCloser, error)) {
		if seen[path] {
			return
		}
		seen[path] = true
		in := Input{Path: path, Size: size, Table: named, Open: open}
		if in.Table == nil {
			t, p := detect(&in)
			if p != nil {
				problems = append(problems, *p)
				return
			}
			in.Table = t
		}
		inputs = append(inputs, in)
	}
	for _, path := range paths {
		if path == "-" {
			add("-", 0, nil, func() (io.ReadCloser, error) { return io.NopCloser(stdin), nil })
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			problems = append(problems, sourceProblem(path, err))
			continue
		}
		files := []string{path}
		if info.IsDir() {
			if files, err = csvFiles(path); err != nil {
				problems = append(problems, sourceProblem(path, err))
				continue
			}
			if len(files) == 0 {
				problems = append(problems, model.Problem{Position: model.Position{File: path}, Code: model.CodeSource,
					Text: "the folder holds no .csv or .csv.gz file", Hint: "give a folder of canonical CSVs, see docs/data-model.md"})
			}
		}
		for _, f := range files {
			info, err := os.Stat(f)
			if err != nil {
				problems = append(problems, sourceProblem(f, err))
				continue
			}
			add(f, info.Size(), named(f), func() (io.ReadCloser, error) { return os.Open(f) })
		}
	}
	slices.SortStableFunc(inputs, func(a, b Input) int { return order(a.Table) - order(b.Table) })
	return inputs, problems
}

func sourceProblem(path string, err error) model.Problem {
	hint := ""
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		hint = "check the path"
	}
	return model.Problem{Position: model.Position{File: path}, Code: model.CodeSource, Text: err.Error(), Hint: hint}
}

// csvFiles lists the CSVs of a folder in order of name.
func csvFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		if !e.IsDir() && !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".csv.gz")) {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files, nil
}

// named returns the table whose name the file bears, or nil.
func named(path string) *model.Table {
	base := strings.ToLower(filepath.Base(path))
	base = strings.TrimSuffix(base, ".gz")
	base, ok := strings.CutSuffix(base, ".csv")
	if !ok {
		return nil
	}
	return model.TableNamed(base)
}

func order(t *model.Table) int {
	for i := range model.Tables {
		if &model.Tables[i] == t {
			return i
		}
	}
	return len(model.Tables)
}

// detect tells the table of an input by its header: the one table that has all
// the columns of the file and whose required columns the file has. Standard
// input is looked at without consuming it.
func detect(in *Input) (*model.Table, *model.Problem) {
	fail := func(text, hint string) (*model.Table, *model.Problem) {
		return nil, &model.Problem{Position: model.Position{File: in.Path, Line: 1}, Code: model.CodeExtraLabel, Text: text, Hint: hint}
	}
	r, err := in.Open()
	if err != nil {
		p := sourceProblem(in.Path, err)
		return nil, &p
	}
	var head io.Reader = io.LimitReader(r, headerPeek)
	if in.Path == "-" {
		br := bufio.NewReaderSize(r, headerPeek)
		b, _ := br.Peek(headerPeek)
		head = strings.NewReader(string(b))
		in.Open = func() (io.ReadCloser, error) { return io.NopCloser(br), nil }
	} else {
		defer r.Close()
	}
	names, err := headerOf(head)
	if err != nil {
		p := sourceProblem(in.Path, err)
		return nil, &p
	}
	var found []*model.Table
	for i := range model.Tables {
		if t := &model.Tables[i]; fits(t, names) {
			found = append(found, t)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return fail(fmt.Sprintf("the header fits no canonical table: %s", strings.Join(names, ", ")),
			"name the file after its table, such as scores.csv, and see docs/data-model.md for the headers")
	default:
		var t []string
		for _, f := range found {
			t = append(t, f.Name+".csv")
		}
		return fail("the header fits more than one canonical table", "name the file after its table: "+strings.Join(t, " or "))
	}
}

func fits(t *model.Table, names []string) bool {
	for _, n := range names {
		if t.Column(n) < 0 {
			return false
		}
	}
	for _, c := range t.Columns {
		if c.Required && !slices.Contains(names, c.Name) {
			return false
		}
	}
	return len(names) > 0
}

// headerOf returns the fields of the first record.
func headerOf(r io.Reader) ([]string, error) {
	text, err := decode(r)
	if err != nil {
		return nil, err
	}
	s := newSplitter(text)
	rec, err := s.next()
	if err == io.EOF {
		return nil, errors.New("the file is empty")
	}
	if err != nil {
		return nil, err
	}
	if rec.err != nil {
		return nil, errors.New(rec.err.Text)
	}
	names := make([]string, len(rec.fields))
	for i, f := range rec.fields {
		names[i] = strings.TrimSpace(f)
	}
	return names, nil
}
