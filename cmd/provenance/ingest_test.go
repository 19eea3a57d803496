package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"provenance/internal/model"
)

// A result is what a command line did.
type result struct {
	status   int
	out, err string
}

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

// newCase makes a database of the Llama 4 case and returns its path.
func newCase(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "case.db")
	must(t, "ingest", "--db", db, caseDir)
	return db
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

func compress(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
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

// The contract columns of the two views that people read, without score_id: ids
// number the rows of one file, in the order in which they came.
const (
	allFlags = `SELECT f.rule, f.severity, f.developer, f.model, f.variant, f.benchmark, f.source, f.message, f.evidence_source, f.since, s.value_as_printed, s.reported_on
		FROM flags f LEFT JOIN score_details s ON s.score_id = f.score_id ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`
	allScores = `SELECT developer, model, variant, listed_as, status_when_reported, benchmark, metric, unit, value, value_as_printed, ci_low, ci_high, sample_size, rank,
		reported_on, evaluator, relationship, source, source_title, source_url, flags FROM score_details ORDER BY 18, 4, 6, 7, 15, 9, 10, 11, 12, 13, 14, 2, 3, 5, 16, 17, 21`
)

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

func TestIngestingTheCaseTwiceChangesNothing(t *testing.T) {
	db := filepath.Join(t.TempDir(), "case.db")
	first := cli(nil, "ingest", "--db", db, caseDir)
	if first.status != exitOK || first.err != "" {
		t.Fatalf("got status %d and stderr %q, want 0 and nothing", first.status, first.err)
	}
	wantLine(t, first.out, "scores added 726, unchanged 0")
	before := content(t, db)
	second := cli(nil, "ingest", "--db", db, caseDir)
	if second.status != exitOK || second.err != "" {
		t.Fatalf("again: got status %d and stderr %q, want 0 and nothing", second.status, second.err)
	}
	wantLine(t, second.out, "scores added 0, unchanged 726")
	if !strings.HasSuffix(second.out, "; nothing changed\n") {
		t.Errorf("again: got %q, want an end in \"; nothing changed\"", second.out)
	}
	if strings.Contains(second.out, "revised") {
		t.Errorf("again: got a revision:\n%s", second.out)
	}
	if content(t, db) != before {
		t.Error("the second ingest changed the database's bytes")
	}
}

func TestADatabaseIsOneFileAfterAnIngest(t *testing.T) {
	db := newCase(t)
	want := []string{"case.db"}
	if got := beside(t, db); !slices.Equal(got, want) {
		t.Errorf("after an ingest: got %v, want %v: whoever copies the database alone loses what is in the log", got, want)
	}
	must(t, "ingest", "--db", db, caseDir)
	if got := beside(t, db); !slices.Equal(got, want) {
		t.Errorf("after an ingest that changed nothing: got %v, want %v", got, want)
	}
}

// closedCase is a database of the case as an ingest leaves it: one file, in WAL
// mode, with nothing beside it.
func closedCase(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "closed.db")
	execSQL(t, newCase(t), `VACUUM INTO '`+db+`'`)
	execSQL(t, db, `PRAGMA journal_mode = WAL`)
	if got := beside(t, db); len(got) != 1 {
		t.Fatalf("got %v, want one file", got)
	}
	return db
}

func TestReadingLeavesNothingBehind(t *testing.T) {
	db := closedCase(t)
	before := content(t, db)
	must(t, "list", "--db", db)
	must(t, "query", "--db", db, "SELECT count(*) FROM scores")
	if got := beside(t, db); !slices.Equal(got, []string{"closed.db"}) {
		t.Errorf("got %v, want the database alone", got)
	}
	if content(t, db) != before {
		t.Error("reading changed the database's bytes")
	}
}

func TestADatabaseInAReadOnlyFolderCanBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere: not tested that a folder without write permission will do")
	}
	db := closedCase(t)
	if err := os.Chmod(filepath.Dir(db), 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(filepath.Dir(db), 0o755) })
	if got := rows(t, db, `SELECT count(*) FROM scores`); !slices.Equal(got, []string{"726"}) {
		t.Errorf("got %v, want [726]", got)
	}
}

func TestExportAndIngestGiveAnEqualDatabase(t *testing.T) {
	db, dir := newCase(t), t.TempDir()
	a, b, copied := filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "copy.db")
	must(t, "export", "csv", "--db", db, a)
	must(t, "ingest", "--db", copied, a)
	must(t, "verify", "--db", copied)
	must(t, "export", "csv", "--db", copied, b)
	wantFolder(t, b, a)
	wantSame(t, copied, db)
	before := content(t, db)
	out := must(t, "ingest", "--db", db, a)
	if !strings.HasSuffix(out, "; nothing changed\n") || content(t, db) != before {
		t.Errorf("its own export changed the database:\n%s", out)
	}
}

// TestExportIsOrderedByContent ingests the same rows in two orders: the order of
// an export must not depend on the numbers that rows and protocols were given.
func TestExportIsOrderedByContent(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) { writeText(t, text, dir, name) }
	write("organizations.csv", "slug,name\nlab,Lab\n")
	write("sources.csv", "slug,kind,title,published_on\nboard,leaderboard,Board,2025-03-01\n")
	write("models.csv", "slug,name,developer\nm,M,lab\n")
	write("variants.csv", "slug,model,name\na,m,A\nb,m,B\n")
	write("benchmarks.csv", "slug,name\nquiz,Quiz\n")
	write("metrics.csv", "slug,name,unit\naccuracy,Accuracy,percent\n")
	header := "source,listed_as,benchmark,metric,value,shots\n"
	lines := []string{"board,b,quiz,accuracy,1,5\n", "board,b,quiz,accuracy,2,\n", "board,b,quiz,accuracy,3,0\n", "board,a,quiz,accuracy,4,0\n"}
	first, second := filepath.Join(dir, "1.db"), filepath.Join(dir, "2.db")
	write("scores.csv", header+strings.Join(lines, ""))
	must(t, "ingest", "--db", first, dir)
	slices.Reverse(lines)
	write("scores.csv", header+strings.Join(lines, ""))
	must(t, "ingest", "--db", second, dir)
	a, b, copied, c := filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "3.db"), filepath.Join(dir, "c")
	must(t, "export", "csv", "--db", first, a)
	must(t, "export", "csv", "--db", second, b)
	wantFolder(t, b, a)
	must(t, "ingest", "--db", copied, a)
	must(t, "export", "csv", "--db", copied, c)
	wantFolder(t, c, a)
}

// famous is the number that the case is about.
var famous = map[string]string{"source": "lmarena-csv", "listed_as": "Llama-4-Maverick-03-26-Experimental", "reported_on": "2025-04-06", "benchmark": "lmarena-text"}

// revise copies the case with another value for the famous number.
func revise(t *testing.T, value string) string {
	t.Helper()
	dir := copyCase(t)
	line := lineOf(t, dir, "scores", famous)
	set(t, dir, "scores", line, "value", value)
	set(t, dir, "scores", line, "value_as_printed", value)
	return dir
}

const famousChain = `
	SELECT s.revision, s.value, ifnull(s.printed, s.value), o.revision
	FROM scores s LEFT JOIN scores o ON o.id = s.supersedes JOIN snapshots sn ON sn.id = s.snapshot_id JOIN names nm ON nm.id = s.name_id
		JOIN benchmarks b ON b.id = s.benchmark_id
	WHERE nm.name = 'Llama-4-Maverick-03-26-Experimental' AND sn.reported_on = '2025-04-06' AND b.slug = 'lmarena-text' ORDER BY s.revision`

func TestARevisedScoreKeepsWhatItSupersedes(t *testing.T) {
	db := newCase(t)
	wantLine(t, must(t, "ingest", "--db", db, revise(t, "1418")), "scores added 0, unchanged 725, revised 1")
	if got, want := rows(t, db, famousChain), []string{"1,1417,1417 +13/-12,", "2,1418,1418,1"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := rows(t, db, `SELECT count(*) FROM score_details`); got[0] != "726" {
		t.Errorf("current scores: got %s, want 726", got[0])
	}
	// A later file says the first value again: that is a revision too.
	wantLine(t, must(t, "ingest", "--db", db, caseDir), "scores added 0, unchanged 725, revised 1")
	chain := []string{"1,1417,1417 +13/-12,", "2,1418,1418,1", "3,1417,1417 +13/-12,2"}
	if got := rows(t, db, famousChain); !slices.Equal(got, chain) {
		t.Errorf("got %v, want %v", got, chain)
	}

	dir := t.TempDir()
	a, b, copied := filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "copy.db")
	must(t, "export", "csv", "--db", db, a)
	must(t, "ingest", "--db", copied, a)
	must(t, "export", "csv", "--db", copied, b)
	wantFolder(t, b, a)
	if got := rows(t, copied, famousChain); !slices.Equal(got, chain) {
		t.Errorf("after export and ingest: got %v, want %v", got, chain)
	}
	wantSame(t, copied, db)
	before := content(t, db)
	if out := must(t, "ingest", "--db", db, a); !strings.HasSuffix(out, "; nothing changed\n") || content(t, db) != before {
		t.Errorf("its own export changed the database:\n%s", out)
	}
}

const conflict = `
	SELECT s.revision, ifnull(s.printed, s.value), o.revision FROM scores s LEFT JOIN scores o ON o.id = s.supersedes JOIN benchmarks b ON b.id = s.benchmark_id JOIN names nm ON nm.id = s.name_id
	WHERE b.slug = 'lech-mazur-writing' AND nm.name = 'Llama-4-Maverick-17B-128E-Instruct' ORDER BY s.revision`

func TestTwoValuesInOneFileAreBothKept(t *testing.T) {
	db := newCase(t)
	if got, want := rows(t, db, conflict), []string{"1,6.20,", "2,6.37,"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := rows(t, db, `SELECT count(*) FROM score_details WHERE benchmark = 'lech-mazur-writing' AND value IN (6.2, 6.37)`); got[0] != "2" {
		t.Errorf("current scores: got %s, want 2", got[0])
	}
	// A correction of one of them supersedes that one.
	dir := copyCase(t)
	line := lineOf(t, dir, "scores", map[string]string{"benchmark": "lech-mazur-writing", "value_as_printed": "6.20"})
	set(t, dir, "scores", line, "value", "6.25")
	set(t, dir, "scores", line, "value_as_printed", "6.25")
	wantLine(t, must(t, "ingest", "--db", db, dir), "scores added 0, unchanged 725, revised 1")
	if got, want := rows(t, db, conflict), []string{"1,6.20,", "2,6.37,", "3,6.25,1"}; !slices.Equal(got, want) {
		t.Errorf("after a correction: got %v, want %v", got, want)
	}
}

func TestAnIdenticalRowInTheSameFileIsUnchanged(t *testing.T) {
	dir := copyCase(t)
	for _, table := range []string{"scores", "aliases", "variants", "release_events"} {
		edit(t, filepath.Join(dir, table+".csv"), func(records [][]string) [][]string { return append(records, records[3]) })
	}
	db := filepath.Join(t.TempDir(), "case.db")
	out := must(t, "ingest", "--db", db, dir)
	wantLine(t, out, "scores added 726, unchanged 1")
	wantLine(t, out, "aliases added 108, unchanged 1")
	wantLine(t, out, "variants added 21, unchanged 1")
	wantLine(t, out, "release_events added 25, unchanged 1")
}

func TestAChangedCatalogueRowKeepsTheOldValue(t *testing.T) {
	db, dir := newCase(t), copyCase(t)
	set(t, dir, "models", lineOf(t, dir, "models", map[string]string{"slug": "llama-4-scout"}), "name", "Llama 4 Scout (renamed)")
	set(t, dir, "metrics", lineOf(t, dir, "metrics", map[string]string{"slug": "accuracy"}), "note", "a remark")
	out := must(t, "ingest", "--db", db, dir)
	wantLine(t, out, "models added 0, unchanged 15, revised 1")
	wantLine(t, out, "metrics added 0, unchanged 22, revised 1")
	got := rows(t, db, `SELECT table_name, row_key, column_name, old_value, new_value FROM changes ORDER BY table_name`)
	want := []string{"metrics,accuracy,note,,a remark", "models,llama-4-scout,name,Llama 4 Scout,Llama 4 Scout (renamed)"}
	if !slices.Equal(got, want) {
		t.Errorf("changes: got %v, want %v", got, want)
	}
	if got := rows(t, db, `SELECT name FROM models WHERE slug = 'llama-4-scout'`); got[0] != "Llama 4 Scout (renamed)" {
		t.Errorf("name: got %q, want the new one", got[0])
	}
}

func TestADryRunWritesNothing(t *testing.T) {
	absent := filepath.Join(t.TempDir(), "absent.db")
	out := must(t, "ingest", "--dry-run", "--db", absent, caseDir)
	wantLine(t, out, "scores added 726, unchanged 0")
	if !strings.Contains(out, "dry run, nothing was written: ") {
		t.Errorf("got %q, want it to say that nothing was written", out)
	}
	if got := beside(t, absent); len(got) > 0 {
		t.Errorf("the dry run left %v", got)
	}

	db, dir := newCase(t), revise(t, "1418")
	set(t, dir, "models", lineOf(t, dir, "models", map[string]string{"slug": "llama-4-scout"}), "name", "Llama 4 Scout (renamed)")
	before, files := content(t, db), beside(t, db)
	out = must(t, "ingest", "--dry-run", "--db", db, dir)
	wantLine(t, out, "scores added 0, unchanged 725, revised 1")
	wantLine(t, out, "scores lmarena-csv | Llama-4-Maverick-03-26-Experimental | lmarena-text | 2025-04-06: 1417 +13/-12 is superseded by 1418")
	wantLine(t, out, `models llama-4-scout: name "Llama 4 Scout" becomes "Llama 4 Scout (renamed)"`)
	if !strings.Contains(out, "dry run, nothing was written: ") {
		t.Errorf("got %q, want it to say that nothing was written", out)
	}
	if content(t, db) != before {
		t.Error("the dry run changed the database's bytes")
	}
	if got := beside(t, db); !slices.Equal(got, files) {
		t.Errorf("files after the dry run: got %v, want %v", got, files)
	}

	// A dry run finds the same problems, with the same status.
	set(t, dir, "scores", 2, "value", "many")
	for _, path := range []string{absent, db} {
		if r := cli(nil, "ingest", "--dry-run", "--db", path, dir); r.status != exitRejected || !strings.Contains(r.err, `value "many": not a number`) {
			t.Errorf("%s: got status %d and stderr %q, want 3 and the problem", filepath.Base(path), r.status, r.err)
		}
	}
	if got := beside(t, absent); len(got) > 0 || content(t, db) != before {
		t.Error("a rejected dry run wrote something")
	}
}

func TestStandardInputPlainAndCompressed(t *testing.T) {
	want := newCase(t)
	scores := readFile(t, caseDir, "scores.csv")
	for name, stdin := range map[string][]byte{"plain": []byte(scores), "gzip": compress(t, scores)} {
		t.Run(name, func(t *testing.T) {
			dir := copyCase(t)
			if err := os.Remove(filepath.Join(dir, "scores.csv")); err != nil {
				t.Fatal(err)
			}
			db := filepath.Join(t.TempDir(), "stdin.db")
			must(t, "ingest", "--db", db, dir)
			r := cli(stdin, "ingest", "--db", db, "-")
			if r.status != exitOK {
				t.Fatalf("got status %d, want 0; stderr:\n%s", r.status, r.err)
			}
			wantLine(t, r.out, "scores added 726, unchanged 0")
			wantSame(t, db, want)
			// In one call with the rest.
			db = filepath.Join(t.TempDir(), "mixed.db")
			if r := cli(stdin, "ingest", "--db", db, "-", dir); r.status != exitOK {
				t.Errorf("beside a folder: got status %d, want 0; stderr:\n%s", r.status, r.err)
			}
		})
	}
	r := cli([]byte("slug,name\nx,X\nY,Y\n"), "ingest", "--db", filepath.Join(t.TempDir(), "x.db"), "-")
	if r.status != exitRejected {
		t.Errorf("a header that fits two tables: got status %d, want 3; stderr:\n%s", r.status, r.err)
	}
}

func TestAFolderOfCompressedFiles(t *testing.T) {
	dir := copyCase(t)
	for i := range model.Tables {
		if notInTheCase[model.Tables[i].Name] {
			continue
		}
		path := filepath.Join(dir, model.Tables[i].Name+".csv")
		writeText(t, string(compress(t, readFile(t, path))), path+".gz")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(t.TempDir(), "gz.db")
	wantLine(t, must(t, "ingest", "--db", db, dir), "scores added 726, unchanged 0")
	wantSame(t, db, newCase(t))
	if out := must(t, "ingest", "--db", db, caseDir); !strings.HasSuffix(out, "; nothing changed\n") {
		t.Errorf("the plain files after the compressed ones: got %s, want no change", out)
	}
}

// tenMistakes makes ten different mistakes in a copy of the case and returns,
// for each, what the message must look like after the folder.
func tenMistakes(t *testing.T, dir string) map[string]string {
	t.Helper()
	row := func(table string, line int, f func(fields []string) []string) {
		edit(t, filepath.Join(dir, table+".csv"), func(r [][]string) [][]string { r[line-1] = f(r[line-1]); return r })
	}
	number := lineOf(t, dir, "scores", famous)
	set(t, dir, "scores", number, "value", "1,417")
	bounds := lineOf(t, dir, "scores", map[string]string{"metric": "accuracy", "listed_as": "Llama 4 Scout", "benchmark": "mmlu-pro"})
	set(t, dir, "scores", bounds, "value", "8017.59")
	set(t, dir, "release_events", 5, "on_date", "2025-02-30")
	set(t, dir, "availability", 3, "variant", "llama-4-maverik-17b-128e-instruct")
	edit(t, filepath.Join(dir, "suites.csv"), func(r [][]string) [][]string {
		i := slices.Index(r[0], "source")
		for n := range r {
			r[n] = slices.Delete(r[n], i, i+1)
		}
		return r
	})
	row("specs", 20, func(f []string) []string { return append(f, "surplus") })
	lines := strings.Split(readFile(t, dir, "statement_targets.csv"), "\n")
	lines[9] = strings.Replace(lines[9], ",", `,"`, 1)
	writeText(t, strings.Join(lines, "\n"), dir, "statement_targets.csv")
	row("private_tests", 1, func(f []string) []string { f[slices.Index(f, "locator")] = "note"; return f })
	set(t, dir, "statement_sources", 7, "basis", "heresay")
	set(t, dir, "aliases", 30, "variant", "")
	return map[string]string{
		"a bad number":            fmt.Sprintf(`/scores\.csv:%d:\d+: value "1,417": not a number \(write it without thousands separators, .+\)$`, number),
		"an impossible date":      `/release_events\.csv:5:\d+: on_date "2025-02-30": not a date \(there is no such day\)$`,
		"a misspelt slug":         `/availability\.csv:3:1: variant "llama-4-maverik-17b-128e-instruct": no such row in variants \(did you mean "llama-4-maverick-17b-128e-instruct"\? .+\)$`,
		"a missing column":        `/suites\.csv:1: source: the column is missing \(suites\.csv needs it: the source that says so\)$`,
		"an extra field":          `/specs\.csv:20:\d+: extra field "surplus": 12 fields where the header has 11 \(.+ must stand in quotation marks.*\)$`,
		"a broken quote":          `/statement_targets\.csv:10:\d+: .*quotation mark .+ \(.+ is written .+\)$`,
		"a duplicate header":      `/private_tests\.csv:1:\d+: note: the column stands twice, in fields 9 and 10 \(keep one of them\)$`,
		"a score out of bounds":   fmt.Sprintf(`/scores\.csv:%d:\d+: value "8017\.59": outside the bounds of metric accuracy, 0 to 100 percent`, bounds),
		"an unknown word":         `/statement_sources\.csv:7:\d+: basis "heresay": not a word of the vocabulary \(did you mean "hearsay"\? one of direct, quoted, hearsay\)$`,
		"a blank cell, mandatory": `/aliases\.csv:30:\d+: variant: the cell is blank and must not be \(the variant it means\)$`,
	}
}
