package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"provenance/internal/tour"
)

// readCommands are command lines that read a database, one for each command.
var readCommands = [][]string{
	{"list", "models"}, {"show", "llama-4-scout"}, {"flags"}, {"diff", "lmarena-csv", "2025-04-06", "2025-04-11"}, {"trace", "--variant", "llama-4-maverick-03-26-experimental"},
	{"resolve"}, {"query", "SELECT 1"}, {"history", "llama-4-maverick"}, {"checkpoint"}, {"rejects"}, {"verify"},
	{"chart", "bars", "-o", "-"}, {"chart", "gap", "-o", "-"}, {"chart", "coverage", "-o", "-"}, {"chart", "context", "-o", "-"}, {"chart", "leaderboard", "-o", "-"}, {"chart", "timeline", "-o", "-"},
	{"export", "csv", "."}, {"export", "source", "1"},
}

// TestReceivedDatabases gives every command that reads, and those that write,
// databases whose author changed the schema: each is refused at once, nothing of it
// is run, and no byte of the folder changes.
func TestReceivedDatabases(t *testing.T) {
	whole, folder := newCase(t), caseFolder(t)
	t.Chdir(t.TempDir())
	bomb := `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT `
	for i, c := range []struct{ name, sql, want string }{
		{"endless", `DROP VIEW flag_intervals; CREATE VIEW flag_intervals AS ` + bomb + `i FROM n`, "view flag_intervals is not as"},
		{"huge", `DROP VIEW score_details; CREATE VIEW score_details AS ` + bomb + `zeroblob(1000000000) FROM n`, "view score_details is not as"},
		{"loads", `DROP VIEW listings; CREATE VIEW listings AS SELECT load_extension('x')`, "view listings is not as"},
		{"triggers", `CREATE TRIGGER more AFTER INSERT ON ingests BEGIN UPDATE organizations SET name = 'changed'; END`, "trigger more on ingests"},
		{"shadows", `CREATE TABLE pragma_foreign_key_check("table", rowid, parent, fkid)`, "hides the function"},
		{"lacks", `DROP TRIGGER scores_no_delete`, "trigger scores_no_delete is missing"},
		{"checks", `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'slug <> ''''', 'length(hex(zeroblob(100000000))) > 0') WHERE name = 'organizations'`, "table organizations is not as"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "received.db")
			copyTo(t, whole, db)
			execSQL(t, db, c.sql)
			before := fingerprint(t, filepath.Dir(db))
			for k, args := range append(readCommands, []string{"ingest", folder}, []string{"ingest", "--dry-run", folder}, []string{"retract", "3", "--reason", "x"}, []string{"refresh"}, []string{"upgrade"},
				[]string{"resolve", "--add", "x", "llama-4-scout-17b-16e-instruct", "--source", "all", "--evidence-source", "ref-01"}) {
				if !long && k%3 != i%3 {
					continue // else each command is given two of them or three
				}
				start := time.Now()
				r := cli(nil, append(args, "--db", db)...)
				if r.status != exitFailure || !strings.Contains(r.err, c.want) || r.out != "" {
					t.Errorf("%v: got status %d, %q and %q; want 1 and %q", args, r.status, r.out, r.err, c.want)
				}
				if d := time.Since(start); d > 10*time.Second {
					t.Errorf("%v took %v", args, d)
				}
			}
			if r := cli(nil, "explain", "--db", db); r.status != exitUsage { // it reads no database
				t.Errorf("explain: got status %d, want 2, and %q", r.status, r.err)
			}
			if after := fingerprint(t, filepath.Dir(db)); after != before {
				t.Errorf("the folder changed:\n%s\nwas\n%s", after, before)
			}
		})
	}
}

// caseFolder is the folder of the case, wherever the test is.
func caseFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "case")
	a := &app{}
	if err := a.writeCase(tour.Cases[0], dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestForeignDatabasesAreNotTouched: a database of another program, with a journal
// that waits to be played back, or in WAL mode, is refused without a trace.
func TestForeignDatabasesAreNotTouched(t *testing.T) {
	t.Parallel()
	for name, statements := range map[string]string{
		"at rest": `CREATE TABLE t(x); INSERT INTO t VALUES (1)`,
		"WAL":     `PRAGMA journal_mode = WAL; CREATE TABLE t(x); INSERT INTO t VALUES (1)`,
		"newer":   `PRAGMA journal_mode = WAL; PRAGMA application_id = 0x70726F76; PRAGMA user_version = 77; CREATE TABLE t(x)`,
		"hot":     "",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			db := filepath.Join(dir, "foreign.db")
			if statements == "" {
				hotJournal(t, db)
			} else {
				execSQL(t, db, statements)
			}
			before := fingerprint(t, dir)
			for _, args := range append(readCommands, []string{"ingest", caseDir}, []string{"ingest", "--dry-run", caseDir}, []string{"upgrade"}, []string{"refresh"}, []string{"retract", "1", "--reason", "x"}) {
				if args[0] == "export" {
					args = []string{"export", "csv", t.TempDir()}
				}
				r := cli(nil, append(args, "--db", db)...)
				if r.status != exitFailure || !strings.Contains(r.err, "not a provenance database") && !strings.Contains(r.err, "newer version") {
					t.Errorf("%v: got status %d and %q", args, r.status, r.err)
				}
				if after := fingerprint(t, dir); after != before {
					t.Fatalf("%v: the folder changed:\n%s\nwas\n%s", args, after, before)
				}
			}
		})
	}
}

// hotJournal makes a database of another program whose last transaction was killed.
func hotJournal(t *testing.T, path string) {
	t.Helper()
	live := filepath.Join(t.TempDir(), "live.db")
	pool, err := sql.Open("sqlite3", "file:"+live)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	for _, s := range []string{`PRAGMA cache_size = 10`, `CREATE TABLE t(a)`,
		`INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT hex(zeroblob(200)) FROM n`, `BEGIN`, `UPDATE t SET a = a || 'z'`} {
		if _, err := pool.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, suffix := range []string{"", "-journal"} {
		copyTo(t, live+suffix, path+suffix)
	}
	if info, err := os.Stat(path + "-journal"); err != nil || info.Size() < 1000 {
		t.Fatalf("there is no journal: %v", err)
	}
	pool.Exec(`ROLLBACK`)
}

// TestEveryReadingCommandHasADeadline: commands that read have --timeout, a minute
// where it is not given; verify and export run as long as they need.
func TestEveryReadingCommandHasADeadline(t *testing.T) {
	none := map[string]bool{
		"ingest": true, "add": true, "init": true, "lint": true, "maps": true, "demo": true, "retract": true, "refresh": true, "upgrade": true, "version": true, "explain": true, // they write, or read no database
		"verify": true, "export": true, // as long as they need
		"completion": true, "help": true,
	}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if c.HasSubCommands() && c.Name() != "maps" {
			for _, sub := range c.Commands() {
				if !none[c.Name()] {
					walk(sub)
				}
			}
			return
		}
		f := c.Flags().Lookup("timeout")
		switch {
		case none[c.Name()] && f != nil:
			t.Errorf("%s has --timeout", c.CommandPath())
		case !none[c.Name()] && (f == nil || f.DefValue != "1m0s"):
			t.Errorf("%s has no --timeout of a minute", c.CommandPath())
		}
	}
	walk(newRoot(&app{}))
}

// TestACommandEndsAtItsDeadline: what is not done in time is stopped, and says so.
func TestACommandEndsAtItsDeadline(t *testing.T) {
	db := newCase(t)
	for _, args := range readCommands {
		if args[0] == "verify" || args[0] == "export" {
			continue
		}
		r := cli(nil, append(args, "--db", db, "--timeout", "1ns")...)
		if r.status != exitFailure || !strings.Contains(r.err, "took longer than 1ns and was stopped (--timeout)") {
			t.Errorf("%v: got status %d and %q", args, r.status, r.err)
		}
	}
	if r := cli(nil, "list", "models", "--db", db, "--timeout", "-1s"); r.status != exitUsage {
		t.Errorf("a negative time: got status %d and %q", r.status, r.err)
	}
	if r := cli(nil, "list", "models", "--db", db, "--timeout", "0"); r.status != exitOK {
		t.Errorf("no limit: got status %d and %q", r.status, r.err)
	}
}

// TestANewDatabaseRefusesWhatIsLeft: a journal of an earlier database of the same
// name is not read into the new one, whatever made it.
func TestANewDatabaseRefusesWhatIsLeft(t *testing.T) {
	t.Parallel()
	for _, suffix := range []string{"-wal", "-journal"} {
		for _, empty := range []bool{false, true} {
			t.Run(fmt.Sprint(suffix, " ", empty), func(t *testing.T) {
				t.Parallel() // an empty file is waited for
				dir := t.TempDir()
				db := filepath.Join(dir, "p.db")
				writeText(t, strings.Repeat("left", 1000), db+suffix)
				if empty {
					writeText(t, "", db)
				}
				before := fingerprint(t, dir)
				r := cli(nil, "ingest", "--db", db, "../../testdata/own-model")
				if r.status != exitFailure || !strings.Contains(r.err, "p.db"+suffix+": it is left over from another database") {
					t.Errorf("got status %d and %q", r.status, r.err)
				}
				if after := fingerprint(t, dir); after != before {
					t.Errorf("the folder changed:\n%s\nwas\n%s", after, before)
				}
				if err := os.Truncate(db+suffix, 0); err != nil { // as a reader leaves it
					t.Fatal(err)
				}
				load(t, "ingest", "--db", db, caseDir)
				must(t, "verify", "--db", db)
			})
		}
	}
}

// TestJournalModeIsTheUsers: no command changes the journal mode of a database.
func TestJournalModeIsTheUsers(t *testing.T) {
	db := newCase(t)
	execSQL(t, db, `PRAGMA journal_mode = DELETE`)
	mode := func() string {
		b, err := os.ReadFile(db)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(b[18:20])
	}
	for _, args := range [][]string{
		{"list", "models"}, {"flags"}, {"verify"}, {"upgrade"}, {"ingest", "--dry-run", "../../testdata/dirty/zeros.csv", "--map", "../../testdata/dirty/zeros.yaml"},
		{"resolve", "--add", "x", "llama-4-scout-17b-16e-instruct", "--source", "all", "--evidence-source", "ref-01", "--ahead", "--evidence", "made up", "--dry-run"},
		{"ingest", "../../testdata/dirty/zeros.csv", "--map", "../../testdata/dirty/zeros.yaml"}, {"retract", "14", "--reason", "a test"},
	} {
		before := readFile(t, filepath.Dir(db), filepath.Base(db))
		must(t, append(args, "--db", db)...)
		if got := mode(); got != "[1 1]" {
			t.Errorf("%v: the journal mode is %s", args, got)
		}
		dry := strings.Contains(strings.Join(args, " "), "--dry-run")
		if after := readFile(t, filepath.Dir(db), filepath.Base(db)); dry && after != before {
			t.Errorf("%v: the file changed", args)
		}
	}
	empty := filepath.Join(t.TempDir(), "empty.db")
	writeText(t, "", empty)
	r := cli(nil, "ingest", "--db", empty, caseDir)
	if r.status != exitOK || !strings.Contains(r.err, "the file was empty; it is now a database in WAL mode") {
		t.Errorf("an empty file: got status %d and %q", r.status, r.err)
	}
}

// TestLongNamesOfDatabases: a name may be as long as SQLite's files next to it allow.
func TestLongNamesOfDatabases(t *testing.T) {
	dir := t.TempDir()
	longest := filepath.Join(dir, strings.Repeat("ä", 122)+".db")
	load(t, "ingest", "--db", longest, caseDir)
	must(t, "verify", "--db", longest)
	must(t, "ingest", "--db", longest, "--dry-run", caseDir)
	r := cli(nil, "ingest", "--db", filepath.Join(dir, strings.Repeat("x", 248)), caseDir)
	if r.status != exitFailure || !strings.Contains(r.err, "the name has 248 bytes, and a database may have 247") {
		t.Errorf("got status %d and %q", r.status, r.err)
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) != 1 {
		t.Errorf("got %d files, want 1 (%v)", len(list), err)
	}
}
