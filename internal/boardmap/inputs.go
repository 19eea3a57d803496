package boardmap

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"provenance/internal/csvfile"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// An Input is one file to read. It holds a canonical table, or is read through a map.
type Input struct {
	Path    string       // as given on the command line, "-" for standard input
	Size    int64        // bytes, 0 if unknown
	Table   *model.Table // the table that the file holds; scores if there is a map
	Map     *Map         // nil for a canonical CSV
	Guessed bool         // the map was recognised by the header
	Open    func() (io.ReadCloser, error)

	stream bool // it can be read only once
}

// Stored returns the text that table ingests stores about how the input was read: the
// table, or the map with every setting that changes its result. The same bytes read with
// the same text give the same records.
func (in *Input) Stored(opt Options) string {
	if in.Map == nil {
		return "canonical:" + in.Table.Name
	}
	text := "map:" + in.Map.Name + "@" + in.Map.Digest
	for _, o := range [][2]string{{"reported_on", opt.ReportedOn}, {"source", opt.Source}} {
		if o[1] != "" {
			text += " " + o[0] + "=" + o[1]
		}
	}
	if in.Map.readsFilename() {
		text += " file=" + filepath.Base(in.Path)
	}
	return text
}

// Once reports whether the input can be read only once: standard input, a pipe.
func (in *Input) Once() bool { return in.stream }

// Start starts to read the scores of an input, some batches ahead of Deliver. It returns
// nil for an input of another table.
func (in *Input) Start(r io.Reader, opt Options) *ingest.Reading {
	switch {
	case in.Map != nil:
		return startMapped(r, in.Path, in.Map, opt)
	case in.Table.Name == "scores":
		return ingest.StartScores(r, in.Path, in.Table)
	}
	return nil
}

// Read reads the input and calls the handlers. It returns an error if reading cannot
// continue, or if a handler returned one.
func (in *Input) Read(r io.Reader, opt Options, h ingest.Handlers) (ingest.Summary, error) {
	if in.Map == nil {
		return ingest.Read(r, in.Path, in.Table, h)
	}
	return Read(r, in.Path, in.Map, opt, h)
}

// headerPeek is how many bytes of a file are searched for its header.
const headerPeek = 64 << 10

// Find returns the inputs for the given paths in the order in which they must be loaded,
// parents before children. For a folder it returns its canonical CSVs, *.csv and *.csv.gz,
// but not those in subfolders. "-" is stdin. A file is recognised by its name (scores.csv,
// but not 2025-scores.csv.gz), otherwise by its header: that of a canonical table, or the
// signature of a map, one of the user's own before a shipped one. If m is not nil, all
// files are read through it.
//
// Files that cannot be read or match no table are returned as problems, together with the
// inputs that were found. Find calls pipe to open pipes and devices, which may block.
func Find(paths []string, stdin io.Reader, pipe func(path string) (io.ReadCloser, error), m *Map, own ...*Map) ([]Input, []model.Problem) {
	var inputs []Input
	var problems []model.Problem
	seen := map[string]bool{}
	add := func(path string, size int64, named *model.Table, stream bool, open func() (io.ReadCloser, error)) {
		if seen[path] {
			return
		}
		seen[path] = true
		in := Input{Path: path, Size: size, Table: named, Map: m, Open: open, stream: stream}
		if m != nil {
			in.Table = model.TableNamed("scores")
		}
		if in.Table == nil {
			if p := detect(&in, own); p != nil {
				problems = append(problems, *p)
				return
			}
		}
		inputs = append(inputs, in)
	}
	for _, path := range paths {
		if path == "-" {
			add("-", 0, nil, true, func() (io.ReadCloser, error) { return io.NopCloser(csvfile.BoundStream(stdin)), nil })
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			problems = append(problems, csvfile.FileProblem(path, err))
			continue
		}
		files := []string{path}
		if info.IsDir() {
			if files, err = csvFiles(path); err != nil {
				problems = append(problems, csvfile.FileProblem(path, err))
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
				problems = append(problems, csvfile.FileProblem(f, err))
				continue
			}
			open, stream := csvfile.Opener(f, info.Mode(), pipe)
			size := info.Size()
			if stream {
				size = 0
			}
			add(f, size, tableOfFileName(f), stream, open)
		}
	}
	slices.SortStableFunc(inputs, func(a, b Input) int { return tableOrder(a.Table) - tableOrder(b.Table) })
	return inputs, problems
}

// csvFiles returns the CSVs of a folder, sorted by name.
func csvFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		name := strings.ToLower(e.Name())
		path := filepath.Join(dir, e.Name())
		if !strings.HasPrefix(name, ".") && (strings.HasSuffix(name, ".csv") || strings.HasSuffix(name, ".csv.gz")) && !mayHaveNoEnd(path) {
			files = append(files, path)
		}
	}
	return files, nil
}

// mayHaveNoEnd reports whether a path in a folder, or the target of its link, is a pipe or
// a device. Those are read only if the user names them.
func mayHaveNoEnd(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular()
}

// tableOfFileName returns the table that a file is named after, or nil.
func tableOfFileName(path string) *model.Table {
	base := strings.ToLower(filepath.Base(path))
	base = strings.TrimSuffix(base, ".gz")
	base, ok := strings.CutSuffix(base, ".csv")
	if !ok {
		return nil
	}
	return model.TableNamed(base)
}

func tableOrder(t *model.Table) int {
	for i := range model.Tables {
		if &model.Tables[i] == t {
			return i
		}
	}
	return len(model.Tables)
}

// detect sets the table or the map of an input by its header: the one table that has all
// the columns of the file and whose required columns the file has, otherwise the map that
// recognises it. It does not consume standard input.
func detect(in *Input, own []*Map) *model.Problem {
	fail := func(text, hint string) *model.Problem {
		return &model.Problem{Position: model.Position{File: in.Path, Line: 1}, Code: model.CodeNoMap, Text: text, Hint: hint}
	}
	names, head, p := in.header()
	if p != nil {
		return p
	}
	var found []*model.Table
	for i := range model.Tables {
		if t := &model.Tables[i]; fitsTable(t, names) {
			found = append(found, t)
		}
	}
	if len(found) == 1 {
		in.Table = found[0]
		return nil
	}
	if len(found) > 1 {
		var t []string
		for _, f := range found {
			t = append(t, f.Name+".csv")
		}
		return fail("the header matches more than one canonical table", "name the file after its table: "+strings.Join(t, " or "))
	}
	m, err := Recognise(names, own...)
	if err != nil {
		return fail(err.Error(), "")
	}
	if m == nil {
		if kind := csvfile.Document(head); kind != "" {
			return fail("this is "+kind+", not a table", "if it is a map, give it with --map; if it holds records, convert them to CSV first, one per line")
		}
		shown := strings.Join(names, ", ")
		if r := []rune(shown); len(r) > 200 {
			shown = string(r[:200]) + "…"
		}
		return fail("the header matches no canonical table and no built-in map: "+shown,
			"'provenance ingest --suggest FILE' drafts a map; a canonical CSV is named after its table, such as scores.csv")
	}
	in.Map, in.Guessed, in.Table = m, true, model.TableNamed("scores")
	return nil
}

// header returns the fields of the first record of the input, and the beginning of its
// text.
func (in *Input) header() (names []string, beginning string, p *model.Problem) {
	fail := func(err error) ([]string, string, *model.Problem) {
		p := csvfile.FileProblem(in.Path, err)
		return nil, "", &p
	}
	r, err := in.Open()
	if err != nil {
		return fail(err)
	}
	var head io.Reader = io.LimitReader(r, headerPeek)
	if in.stream {
		br := bufio.NewReaderSize(r, headerPeek)
		b, _ := br.Peek(headerPeek)
		head = strings.NewReader(string(b))
		in.Open = func() (io.ReadCloser, error) {
			return struct {
				io.Reader
				io.Closer
			}{br, r}, nil
		}
	} else {
		defer r.Close()
	}
	var text bytes.Buffer
	names, err = csvfile.ReadHeader(io.TeeReader(head, &text))
	if bad := (*csvfile.RowError)(nil); errors.As(err, &bad) && bad.Code == model.CodeEncoding {
		p := model.Problem{Position: model.Position{File: in.Path, Line: bad.Line, Column: bad.Column}, LineTo: bad.Line,
			Code: bad.Code, Text: bad.Text, Hint: bad.Hint}
		return nil, "", &p
	}
	if err != nil {
		return fail(err)
	}
	return names, text.String(), nil
}

func fitsTable(t *model.Table, names []string) bool {
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
