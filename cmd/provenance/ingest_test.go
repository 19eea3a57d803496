package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"

	"provenance/internal/csvtest"
)

// A result is what a command line did.
type result struct {
	status   int
	out, err string
}

// The contract columns of the two views that people read, without score_id: ids
// number the rows of one file, in the order in which they came.
const (
	allFlags = `SELECT f.rule, f.severity, f.developer, f.model, f.variant, f.benchmark, f.source, f.message, f.evidence_source, f.since, s.value_as_printed, s.reported_on
		FROM flags f LEFT JOIN score_details s ON s.score_id = f.score_id ORDER BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`
	allScores = `SELECT developer, model, variant, listed_as, status_when_reported, benchmark, metric, unit, value, value_as_printed, ci_low, ci_high, sample_size, rank,
		reported_on, evaluator, relationship, source, source_title, source_url, flags FROM score_details ORDER BY 18, 4, 6, 7, 15, 9, 10, 11, 12, 13, 14, 2, 3, 5, 16, 17, 21`
)

func TestIngestingTheCaseTwiceChangesNothing(t *testing.T) {
	db := filepath.Join(t.TempDir(), "case.db")
	first := cli(nil, "ingest", "--db", db, caseDir)
	if first.status != exitOK || first.err != "" {
		t.Fatalf("got status %d and stderr %q, want 0 and nothing", first.status, first.err)
	}
	wantLine(t, first.out, "scores added 1099, unchanged 0")
	before := content(t, db)
	second := cli(nil, "ingest", "--db", db, caseDir)
	if second.status != exitOK || second.err != "" {
		t.Fatalf("again: got status %d and stderr %q, want 0 and nothing", second.status, second.err)
	}
	wantLine(t, second.out, "scores added 0, unchanged 1099")
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
	if got := rows(t, db, `SELECT count(*) FROM scores`); !slices.Equal(got, []string{"1099"}) {
		t.Errorf("got %v, want [1099]", got)
	}
}

func TestExportAndIngestGiveAnEqualDatabase(t *testing.T) {
	t.Parallel()
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
	load(t, "ingest", "--db", first, dir)
	slices.Reverse(lines)
	write("scores.csv", header+strings.Join(lines, ""))
	load(t, "ingest", "--db", second, dir)
	a, b, copied, c := filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "3.db"), filepath.Join(dir, "c")
	must(t, "export", "csv", "--db", first, a)
	must(t, "export", "csv", "--db", second, b)
	wantFolder(t, b, a)
	load(t, "ingest", "--db", copied, a)
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
	t.Parallel()
	db := newCase(t)
	wantLine(t, load(t, "ingest", "--db", db, revise(t, "1418")), "scores added 0, unchanged 1098, revised 1")
	if got, want := rows(t, db, famousChain), []string{"1,1417,1417 +13/-12,", "2,1418,1418,1"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := rows(t, db, `SELECT count(*) FROM score_details`); got[0] != "1099" {
		t.Errorf("current scores: got %s, want 1099", got[0])
	}
	// A later file says the first value again: that is a revision too.
	wantLine(t, must(t, "ingest", "--db", db, caseDir), "scores added 0, unchanged 1098, revised 1")
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
	wantLine(t, load(t, "ingest", "--db", db, dir), "scores added 0, unchanged 1098, revised 1")
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
	out := load(t, "ingest", "--db", db, dir)
	wantLine(t, out, "scores added 1099, unchanged 1")
	wantLine(t, out, "aliases added 108, unchanged 1")
	wantLine(t, out, "variants added 21, unchanged 1")
	wantLine(t, out, "release_events added 26, unchanged 1")
}

func TestAChangedCatalogueRowKeepsTheOldValue(t *testing.T) {
	db, dir := newCase(t), copyCase(t)
	set(t, dir, "models", lineOf(t, dir, "models", map[string]string{"slug": "llama-4-scout"}), "name", "Llama 4 Scout (renamed)")
	set(t, dir, "metrics", lineOf(t, dir, "metrics", map[string]string{"slug": "accuracy"}), "note", "a remark")
	out := load(t, "ingest", "--db", db, dir)
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
	wantLine(t, out, "scores added 1099, unchanged 0")
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
	wantLine(t, out, "scores added 0, unchanged 1098, revised 1")
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
	t.Parallel()
	want := newCase(t)
	scores := readFile(t, caseDir, "scores.csv")
	for name, stdin := range map[string][]byte{"plain": []byte(scores), "gzip": csvtest.Gzip(scores)} {
		t.Run(name, func(t *testing.T) {
			dir := copyCase(t)
			if err := os.Remove(filepath.Join(dir, "scores.csv")); err != nil {
				t.Fatal(err)
			}
			db := filepath.Join(t.TempDir(), "stdin.db")
			load(t, "ingest", "--db", db, dir)
			r := cli(stdin, "ingest", "--db", db, "-")
			if r.status != exitOK {
				t.Fatalf("got status %d, want 0; stderr:\n%s", r.status, r.err)
			}
			wantLine(t, r.out, "scores added 1099, unchanged 0")
			wantSame(t, db, want)
			if name == "plain" && !long {
				return
			}
			// In one call with the rest.
			db = filepath.Join(t.TempDir(), "mixed.db")
			if r := cli(stdin, "ingest", "--db", db, "-", dir); r.status != exitOK {
				t.Errorf("with a folder: got status %d, want 0; stderr:\n%s", r.status, r.err)
			}
		})
	}
	r := cli([]byte("slug,name\nx,X\nY,Y\n"), "ingest", "--db", filepath.Join(t.TempDir(), "x.db"), "-")
	if r.status != exitRejected {
		t.Errorf("a header that fits two tables: got status %d, want 3; stderr:\n%s", r.status, r.err)
	}
}

func TestAFolderOfCompressedFiles(t *testing.T) {
	t.Parallel()
	dir := copyCase(t)
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		writeText(t, string(csvtest.Gzip(readFile(t, path))), path+".gz")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(t.TempDir(), "gz.db")
	wantLine(t, must(t, "ingest", "--db", db, dir), "scores added 1099, unchanged 0")
	wantSame(t, db, newCase(t))
	if out := must(t, "ingest", "--db", db, caseDir); !strings.HasSuffix(out, "; nothing changed\n") {
		t.Errorf("the plain files after the compressed ones: got %s, want no change", out)
	}
}
