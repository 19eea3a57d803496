package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3"
)

func TestTenMistakesGiveTenMessagesAndChangeNothing(t *testing.T) {
	db, dir := newCase(t), copyCase(t)
	mistakes := tenMistakes(t, dir)
	absent := filepath.Join(t.TempDir(), "absent.db")
	before, files := content(t, db), beside(t, db)
	for _, path := range []string{db, absent} {
		t.Run(filepath.Base(path), func(t *testing.T) {
			r := cli(nil, "ingest", "--db", path, dir)
			if r.status != exitRejected {
				t.Errorf("got status %d, want 3", r.status)
			}
			if r.out != "" {
				t.Errorf("got %q on standard output, want nothing", r.out)
			}
			lines := strings.Split(strings.TrimSuffix(r.err, "\n"), "\n")
			if last := lines[len(lines)-1]; last != "provenance: 10 problems; nothing was written" {
				t.Errorf("summary: got %q", last)
			}
			messages := lines[:len(lines)-1]
			if len(messages) != 10 {
				t.Errorf("got %d messages, want 10:\n%s", len(messages), r.err)
			}
			for _, m := range messages {
				checkPlace(t, dir, m)
			}
			for what, pattern := range mistakes {
				re := regexp.MustCompile(`^` + regexp.QuoteMeta(dir) + pattern)
				if n := count(messages, re); n != 1 {
					t.Errorf("%s: %d messages match %s, want 1; messages:\n%s", what, n, re, r.err)
				}
			}
		})
	}
	if content(t, db) != before {
		t.Error("the rejected ingest changed the database's bytes")
	}
	if got := beside(t, db); !slices.Equal(got, files) {
		t.Errorf("files beside the database: got %v, want %v", got, files)
	}
	if got := beside(t, absent); len(got) > 0 {
		t.Errorf("the rejected ingest left %v", got)
	}
}

func count(lines []string, re *regexp.Regexp) int {
	n := 0
	for _, l := range lines {
		if re.MatchString(l) {
			n++
		}
	}
	return n
}

// checkPlace checks that a message begins with the place of a cell, and that the
// value which it shows is what stands at that place.
func checkPlace(t *testing.T, dir, message string) {
	t.Helper()
	m := regexp.MustCompile(`^(.+\.csv):(\d+)(?::(\d+))?: (?:[a-z_ ]+ "([^"]*)": )?`).FindStringSubmatch(message)
	if m == nil || filepath.Dir(m[1]) != dir {
		t.Errorf("got %q, want it to begin with path:line:col", message)
		return
	}
	lines := strings.Split(readFile(t, m[1]), "\n")
	line, _ := strconv.Atoi(m[2])
	if line < 1 || line >= len(lines) {
		t.Errorf("%q: the file has %d lines", message, len(lines)-1)
		return
	}
	if m[3] == "" {
		return
	}
	col, _ := strconv.Atoi(m[3])
	text := lines[line-1]
	if col < 1 || col > len(text) || !strings.HasPrefix(strings.TrimPrefix(text[col-1:], `"`), m[4]) {
		t.Errorf("%q: column %d of the line does not hold %q: %s", message, col, m[4], text)
	}
}

func TestABrokenParentIsReportedOnce(t *testing.T) {
	tests := []struct {
		name     string
		spoil    func(t *testing.T, dir string)
		want     string
		problems string
	}{
		{"a row of variants.csv", func(t *testing.T, dir string) {
			set(t, dir, "variants", lineOf(t, dir, "variants", map[string]string{"slug": "llama-4-maverick-17b-128e-instruct"}), "stage", "instruckt")
		}, `variants.csv:6:\d+: stage "instruckt": not an allowed value \(did you mean "instruct"`, "1 problem"},
		{"the developer of most models", func(t *testing.T, dir string) {
			set(t, dir, "organizations", lineOf(t, dir, "organizations", map[string]string{"slug": "meta"}), "url", "ai.meta.com")
		}, `organizations.csv:2:\d+: url "ai.meta.com": not a web address \(it starts with https://`, "1 problem"},
		// The column that is there is unknown, and the one that must be there is missing.
		{"the header of sources.csv", func(t *testing.T, dir string) {
			edit(t, filepath.Join(dir, "sources.csv"), func(r [][]string) [][]string { r[0][1] = "kid"; return r })
		}, `sources.csv:1:6: kid: no such column in sources.csv \(did you mean "kind"\?\)`, "2 problems"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := copyCase(t)
			tt.spoil(t, dir)
			r := cli(nil, "ingest", "--db", filepath.Join(t.TempDir(), "x.db"), dir)
			if r.status != exitRejected {
				t.Errorf("got status %d, want 3", r.status)
			}
			if !regexp.MustCompile(tt.want).MatchString(r.err) {
				t.Errorf("got no match of %s in:\n%s", tt.want, r.err)
			}
			if !strings.HasSuffix(r.err, "provenance: "+tt.problems+"; nothing was written\n") {
				t.Errorf("want %s, got:\n%s", tt.problems, r.err)
			}
		})
	}
}

// TestABrokenRowOfAMapIsReportedOnce reads a board through a map whose benchmark
// has another slug on record. It is no line of the board: the account of the file
// did not add up, and that was the message.
func TestABrokenRowOfAMapIsReportedOnce(t *testing.T) {
	dir := t.TempDir()
	db, names, m, board := filepath.Join(dir, "p.db"), filepath.Join(dir, "benchmarks.csv"), filepath.Join(dir, "m.yaml"), filepath.Join(dir, "board.csv")
	writeText(t, "slug,name\ntwin,Twin\n", names)
	load(t, "ingest", "--db", db, names)
	writeText(t, `name: twins
fields: {listed_as: {column: model}, reported_on: "2025-01-01", source: s, metric: points}
scores:
  - {column: x, fields: {benchmark: twin-x}}
  - {column: y, fields: {benchmark: other}}
sources:
  - {slug: s, kind: leaderboard, title: S}
benchmarks:
  - {slug: twin-x, name: Twin}
  - {slug: other, name: Other}
metrics:
  - {slug: points, name: Points, unit: points}
`, m)
	writeText(t, "model,x,y\na,1,2\nb,,3\n", board)
	for _, more := range [][]string{nil, {"--skip-bad"}} {
		r := cli(nil, append([]string{"ingest", "--db", db, "--map", m, board}, more...)...)
		want := "map twins: slug \"twin-x\": another row already has this identity (UNIQUE constraint failed: index 'benchmarks_identity')\nprovenance: 1 problem; nothing was written\n"
		if r.status != exitRejected || r.err != want {
			t.Errorf("%q: got status %d, %q, want 3, %q", more, r.status, r.err, want)
		}
	}
}

func TestManyMistakesAreCounted(t *testing.T) {
	dir := copyCase(t)
	edit(t, filepath.Join(dir, "scores.csv"), func(r [][]string) [][]string {
		i := slices.Index(r[0], "value")
		for n := 1; n <= 25; n++ {
			r[n][i] = "nan"
		}
		return r
	})
	r := cli(nil, "ingest", "--db", filepath.Join(t.TempDir(), "x.db"), dir)
	if n := strings.Count(r.err, `value "nan": not a number`); n != 20 || !strings.Contains(r.err, "\n... and 5 more\n") || !strings.HasSuffix(r.err, "provenance: 25 problems; nothing was written\n") {
		t.Errorf("got %d messages, want 20, then 5 more of 25:\n%s", n, r.err)
	}
	if r.status != exitRejected {
		t.Errorf("got status %d, want 3", r.status)
	}
}

// execSQL runs statements on a database file with the driver alone.
func execSQL(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.ToSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(context.Background(), statements); err != nil {
		t.Fatal(err)
	}
}

func TestAFileThatIsNotOursIsRefusedAndNotTouched(t *testing.T) {
	dir := t.TempDir()
	foreign, text, newer := filepath.Join(dir, "foreign.db"), filepath.Join(dir, "notes.db"), filepath.Join(dir, "newer.db")
	execSQL(t, foreign, `CREATE TABLE scores(id INTEGER PRIMARY KEY, value REAL); INSERT INTO scores VALUES (1, 1417);`)
	writeText(t, strings.Repeat("These are my notes.\n", 100), text)
	execSQL(t, newCase(t), `VACUUM INTO '`+newer+`'`)
	execSQL(t, newer, `PRAGMA user_version = 99`)
	tests := []struct{ name, path, want string }{
		{"another program's SQLite file", foreign, `foreign\.db: this is not a provenance database`},
		{"a text file", text, `notes\.db: this is not a provenance database.*not SQLite`},
		{"a newer database", newer, `newer\.db: the database was made by a newer version of provenance: schema version 99, this one knows \d+`},
	}
	for _, tt := range tests {
		for _, args := range [][]string{{"ingest", caseDir}, {"ingest", "--dry-run", caseDir}, {"upgrade"}, {"refresh"}, {"flags"}, {"list"}, {"show", behemoth}, {"query", "SELECT 1"}, {"export", "csv", filepath.Join(dir, "out")}} {
			t.Run(tt.name+" "+strings.Join(args[:min(2, len(args))], " "), func(t *testing.T) {
				before, files := content(t, tt.path), beside(t, tt.path)
				r := cli(nil, append(args, "--db", tt.path)...)
				if r.status != exitFailure {
					t.Errorf("got status %d, want 1", r.status)
				}
				if r.out != "" || strings.Count(r.err, "\n") != 1 || !regexp.MustCompile(`^provenance: .*`+tt.want).MatchString(r.err) {
					t.Errorf("got %q and %q, want one line on stderr that matches %s", r.out, r.err, tt.want)
				}
				if content(t, tt.path) != before {
					t.Error("the file was changed")
				}
				if got := beside(t, tt.path); !slices.Equal(got, files) {
					t.Errorf("files: got %v, want %v", got, files)
				}
			})
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "out")); err == nil {
		t.Error("an export that failed made its folder")
	}
}

func TestADatabaseInNoFolderIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no", "such", "x.db")
	r := cli(nil, "ingest", "--db", path, caseDir)
	if r.status != exitFailure || !strings.Contains(r.err, "does not exist") {
		t.Errorf("got status %d and %q, want 1 and that the folder does not exist", r.status, r.err)
	}
}

func TestAnOddFileNameIsPartOfTheName(t *testing.T) {
	db := filepath.Join(t.TempDir(), "what? 100% #1.db")
	load(t, "ingest", "--db", db, caseDir)
	if _, err := os.Stat(db); err != nil {
		t.Fatal(err)
	}
	if got := rows(t, db, `SELECT count(*) FROM score_details`); got[0] != "1099" {
		t.Errorf("got %s scores, want 1099", got[0])
	}
}

// TestPythonReadsTheFlags holds the views to a stock SQLite: no function of Go,
// no extension.
func TestPythonReadsTheFlags(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not on PATH: not tested that its sqlite3 reads the views")
	}
	const script = `
import sqlite3, sys
db = sqlite3.connect("file:" + sys.argv[1] + "?mode=ro", uri=True)
print(db.execute("SELECT count(*) FROM flags WHERE rule = 'unreleased-when-reported'").fetchone()[0])
for view in ("score_details", "variant_status", "flags", "flag_intervals", "comparisons", "disputes", "coverage", "context_gaps", "variant_gaps"):
    db.execute("SELECT * FROM " + view).fetchall()
`
	if out, err := exec.Command(python, "-c", "import sqlite3; assert sqlite3.sqlite_version_info >= (3, 40), sqlite3.sqlite_version").CombinedOutput(); err != nil {
		t.Skipf("%s has no sqlite3 of 3.40 or later: %s", python, out)
	}
	out, err := exec.Command(python, "-c", script, newCase(t)).CombinedOutput()
	if err != nil || strings.TrimSpace(string(out)) != "271" {
		t.Errorf("got %q, %v; want 271", out, err)
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
		"an extra field":          `/specs\.csv:20:\d+: extra field "surplus": 12 fields where the header has 11 \(.+ must be in quotation marks.*\)$`,
		"a broken quote":          `/statement_targets\.csv:10:\d+: .*quotation mark .+ \(.+ is written .+\)$`,
		"a duplicate header":      `/private_tests\.csv:1:\d+: note: the column appears twice, in fields 9 and 10 \(keep one of them\)$`,
		"a score out of bounds":   fmt.Sprintf(`/scores\.csv:%d:\d+: value "8017\.59": outside the bounds of metric accuracy, 0 to 100 percent`, bounds),
		"an unknown word":         `/statement_sources\.csv:7:\d+: basis "heresay": not an allowed value \(did you mean "hearsay"\? one of direct, quoted, hearsay\)$`,
		"a blank cell, mandatory": `/aliases\.csv:30:\d+: variant: the cell must not be blank \(the variant it means\)$`,
	}
}
