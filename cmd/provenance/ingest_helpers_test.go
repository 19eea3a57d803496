package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"provenance/internal/model"
)

// long asks for the runs of docs/trust.md.
var long = os.Getenv("PROVENANCE_LONG") != ""

// cli runs a command line in this process, with stdin as standard input, no
// environment and a clock that stands still.
func cli(stdin []byte, args ...string) result {
	var out, errs bytes.Buffer
	a := &app{
		in: bytes.NewReader(stdin), out: &out, err: &errs,
		getenv: func(string) string { return "" },
		now:    func() time.Time { return time.Date(2025, 11, 1, 12, 0, 0, 0, time.UTC) },
	}
	status := run(a, args)
	if wrong := wrongCache(a, args); wrong != nil {
		return result{exitFailure, out.String(), fmt.Sprintf("%safter provenance %s: %v", errs.String(), strings.Join(args, " "), wrong)}
	}
	return result{status, out.String(), errs.String()}
}

// must runs a command line that has to succeed and returns its output.
func must(t *testing.T, args ...string) string {
	t.Helper()
	r := cli(nil, args...)
	if r.status != exitOK {
		t.Fatalf("provenance %s: got status %d, want 0; stderr:\n%s", strings.Join(args, " "), r.status, r.err)
	}
	return r.out
}

// noRefresh is a command line whose command leaves the flags to be computed at each question,
// where it writes: refresh_test.go tests that commands compute them. Computing the flags of
// all rules, and comparing them (see wrongCache), takes most of the time of a small ingest, so
// tests whose subject is not flags write with noRefresh or load, and scripts with REFRESH=no.
func noRefresh(args ...string) []string {
	i := slices.IndexFunc(args, func(arg string) bool { return slices.Contains([]string{"ingest", "resolve", "retract"}, arg) })
	if i < 0 {
		return args
	}
	return slices.Insert(slices.Clone(args), i+1, "--"+noRefreshFlag)
}

// load is must of a noRefresh.
func load(t *testing.T, args ...string) string {
	t.Helper()
	return must(t, noRefresh(args...)...)
}

// caseBytes is the database of the Llama 4 case, made once for all tests.
var caseBytes = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "case")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	db := filepath.Join(dir, "case.db")
	if r := cli(nil, "ingest", "--db", db, caseDir); r.status != exitOK {
		return nil, fmt.Errorf("ingest of the case: status %d: %s", r.status, r.err)
	}
	return os.ReadFile(db)
})

// newCase returns the path of a database of the Llama 4 case, which belongs to the
// test: a copy of the one that is made once.
func newCase(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "case.db")
	copyCaseTo(t, db)
	return db
}

// caseToRead is newCase in journal mode DELETE, as two bytes of the file say. There a
// reader makes no files next to the database and takes a third less time: for tests
// of what commands print.
func caseToRead(t *testing.T) string {
	t.Helper()
	b, err := caseBytes()
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.Clone(b)
	b[18], b[19] = 1, 1
	db := filepath.Join(t.TempDir(), "case.db")
	writeText(t, string(b), db)
	return db
}

// copyCaseTo writes a database of the Llama 4 case to a path.
func copyCaseTo(t *testing.T, path string) {
	t.Helper()
	b, err := caseBytes()
	if err == nil {
		err = os.WriteFile(path, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// rows returns the rows of a query as lines of CSV, without the header.
func rows(t *testing.T, db, query string) []string {
	t.Helper()
	lines := strings.Split(strings.TrimSuffix(must(t, "query", "--db", db, "--format", "csv", query), "\n"), "\n")
	return lines[1:]
}

// content is what a database says on disk: the file and its log.
func content(t *testing.T, db string) string {
	t.Helper()
	b, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.ReadFile(db + "-wal")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(b) + string(log)
}

// beside lists the files whose name begins with the database's.
func beside(t *testing.T, db string) []string {
	t.Helper()
	paths, err := filepath.Glob(db + "*")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, p := range paths {
		names = append(names, filepath.Base(p))
	}
	return names
}

// copyCase copies the case to a folder of its own.
func copyCase(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "llama4")
	if err := os.CopyFS(dir, os.DirFS(caseDir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

func readFile(t *testing.T, parts ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func writeText(t *testing.T, text string, parts ...string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(parts...), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// copyTo copies a database that is closed.
func copyTo(t *testing.T, from, to string) {
	t.Helper()
	writeText(t, readFile(t, from), to)
}

// edit lets f change the records of a CSV, the header first. No record of the
// case spans lines, so record i stands on line i+1.
func edit(t *testing.T, path string, f func(records [][]string) [][]string) {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(readFile(t, path))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.WriteAll(f(records)); err != nil {
		t.Fatal(err)
	}
	writeText(t, b.String(), path)
}

// set puts a value into a cell, by the names of its line's table and column.
func set(t *testing.T, dir, table string, line int, column, value string) {
	t.Helper()
	edit(t, filepath.Join(dir, table+".csv"), func(records [][]string) [][]string {
		records[line-1][slices.Index(records[0], column)] = value
		return records
	})
}

// lineOf is the first line of a CSV whose named cells are as given.
func lineOf(t *testing.T, dir, table string, cells map[string]string) int {
	t.Helper()
	found := 0
	edit(t, filepath.Join(dir, table+".csv"), func(records [][]string) [][]string {
	next:
		for i, r := range records[1:] {
			for column, want := range cells {
				if r[slices.Index(records[0], column)] != want {
					continue next
				}
			}
			if found == 0 {
				found = i + 2
			}
		}
		return records
	})
	if found == 0 {
		t.Fatalf("%s.csv: no line with %v", table, cells)
	}
	return found
}

// wantLine checks that one line of a text is as given, spaces apart.
func wantLine(t *testing.T, text, line string) {
	t.Helper()
	for _, l := range strings.Split(text, "\n") {
		if strings.Join(strings.Fields(l), " ") == line {
			return
		}
	}
	t.Errorf("got no line %q in:\n%s", line, text)
}

func wantFolder(t *testing.T, got, want string) {
	t.Helper()
	for i := range model.Tables {
		name := model.Tables[i].Name + ".csv"
		if g, w := readFile(t, got, name), readFile(t, want, name); g != w {
			t.Errorf("%s differs: %s", name, firstDifference(g, w))
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: got %q, want %q", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}

// wantSame checks that two databases say the same to who reads them.
func wantSame(t *testing.T, got, want string) {
	t.Helper()
	for _, query := range []string{allFlags, allScores} {
		g, w := must(t, "query", "--db", got, "--format", "csv", query), must(t, "query", "--db", want, "--format", "csv", query)
		if strings.Count(w, "\n") < 100 {
			t.Fatalf("%s: only %d lines", query, strings.Count(w, "\n"))
		}
		if g != w {
			t.Errorf("%s: %s", query, firstDifference(g, w))
		}
	}
	list := func(db string) string {
		records, err := csv.NewReader(strings.NewReader(must(t, "flags", "--db", db, "--format", "csv"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		id := slices.Index(records[0], "score_id")
		var lines []string
		for _, r := range records {
			lines = append(lines, strings.Join(slices.Delete(r, id, id+1), "|"))
		}
		slices.Sort(lines)
		return strings.Join(lines, "\n")
	}
	if g, w := list(got), list(want); g != w {
		t.Errorf("flags: %s", firstDifference(g, w))
	}
}
