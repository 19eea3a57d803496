package verifytest

import (
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mattn/go-sqlite3"
)

// TestVerifyRaisesNoFalseAlarm does to a database what people and tools do: it stays
// verified, and what is not provenance's is named.
func TestVerifyRaisesNoFalseAlarm(t *testing.T) {
	t.Parallel()
	path, points := trustedDB(t)
	run := func(statements ...string) func(t *testing.T, db string) string {
		return func(t *testing.T, db string) string {
			for _, s := range statements {
				execSQL(t, db, s)
			}
			return db
		}
	}
	stock := func(statements string) func(t *testing.T, db string) string {
		return func(t *testing.T, db string) string {
			if _, err := exec.LookPath("sqlite3"); err != nil {
				t.Skip("no sqlite3 on PATH")
			}
			if out, err := exec.Command("sqlite3", db, statements).CombinedOutput(); err != nil {
				t.Skipf("this sqlite3 does not do that: %v\n%s", err, out)
			}
			return db
		}
	}
	for _, c := range []struct {
		what string
		do   func(t *testing.T, db string) string // returns the database to verify
		want string                               // what is not provenance's
	}{
		{"nothing", run(), ""},
		{"ANALYZE", run(`ANALYZE`), "1 object that is not provenance's: table sqlite_stat1"},
		{"PRAGMA optimize", run(`PRAGMA analysis_limit = 400; PRAGMA optimize = 0x10002`), ""},
		{"VACUUM", run(`VACUUM`), ""},
		{"another page size", run(`PRAGMA journal_mode = DELETE`, `PRAGMA page_size = 8192; VACUUM`), ""},
		{"auto_vacuum", run(`PRAGMA auto_vacuum = FULL; VACUUM`), ""},
		{"REINDEX", run(`REINDEX`), ""},
		{"WAL to DELETE", run(`PRAGMA journal_mode = DELETE`), ""},
		{"DELETE to WAL again", run(`PRAGMA journal_mode = DELETE`, `PRAGMA journal_mode = WAL`), ""},
		{"a checkpoint", run(`PRAGMA wal_checkpoint(TRUNCATE)`), ""},
		{"a view of the user's", run(`CREATE VIEW best AS SELECT source, max(value) AS value FROM score_details GROUP BY source`), "view best"},
		{"an index of the user's", run(`CREATE INDEX by_value ON scores(value)`), "index by_value"},
		{"an index of an expression", run(`CREATE INDEX by_day ON snapshots(substr(reported_on, 1, 7)) WHERE source_id > 3`), "index by_day"},
		{"a table of the user's", run(`CREATE TABLE notes(id INTEGER PRIMARY KEY AUTOINCREMENT, score_id REFERENCES scores(id), text UNIQUE); INSERT INTO notes(score_id, text) VALUES (5, 'look at this')`), "table notes, index sqlite_autoindex_notes_1, table sqlite_sequence"},
		{"a table that refers to nothing", run(`PRAGMA foreign_keys = OFF; CREATE TABLE notes(score_id REFERENCES scores(id)); INSERT INTO notes VALUES (-1)`), "table notes"},
		{"a trigger on a table of the user's", run(`CREATE TABLE log(x); CREATE TRIGGER log_it AFTER INSERT ON log BEGIN DELETE FROM log WHERE x IS NULL; END`), "table log, trigger log_it"},
		{"tables of Litestream", run(`CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER); CREATE TABLE _litestream_lock (id INTEGER); INSERT INTO _litestream_seq VALUES (1, 7)`), "2 objects that are not provenance's: table _litestream_seq, table _litestream_lock"},
		{"full-text search of names, FTS4", run(`CREATE VIRTUAL TABLE [names_fts] USING FTS4([name], content=[names]); INSERT INTO [names_fts]([names_fts]) VALUES ('rebuild')`), "table names_fts"},
		{"full-text search of names, FTS5", stock(`CREATE VIRTUAL TABLE [names_fts] USING FTS5([name], content=[names]); INSERT INTO [names_fts] (rowid, [name]) SELECT rowid, [name] FROM [names];`), "table names_fts"},
		{"tables of sqlite-utils", run(`CREATE TABLE [_counts]([table] TEXT PRIMARY KEY, [count] INTEGER DEFAULT 0); CREATE VIEW [details] AS SELECT * FROM [score_details]`), "view details"},
		{"a reader with stock sqlite3", stock(`SELECT count(*) FROM flags`), ""},
		{"PRAGMA foreign_key_check", run(`PRAGMA foreign_key_check`), ""},
		{"cp", func(t *testing.T, db string) string {
			to := filepath.Join(t.TempDir(), "copied.db")
			copyTo(t, db, to)
			return to
		}, ""},
		{"VACUUM INTO", func(t *testing.T, db string) string {
			to := filepath.Join(t.TempDir(), "into.db")
			execSQL(t, db, `VACUUM INTO '`+to+`'`)
			return to
		}, ""},
		{"the backup API", backedUp, ""},
		{".dump and .read", func(t *testing.T, db string) string {
			to := filepath.Join(t.TempDir(), "read.db")
			stock("SELECT 1")(t, db)
			dump := exec.Command("sh", "-c", `{ echo "PRAGMA application_id=1886547830; PRAGMA user_version=1;"; sqlite3 "$1" .dump; } | sqlite3 "$2"`, "sh", db, to)
			if out, err := dump.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			return to
		}, ""},
		{"a change of permissions", func(t *testing.T, db string) string {
			if err := os.Chmod(db, 0o444); err != nil {
				t.Fatal(err)
			}
			return db
		}, ""},
		{"another user_version of the cookie", run(`PRAGMA schema_version = 4711`), ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), "t.db")
			copyTo(t, path, db)
			db = c.do(t, db)
			r := cli(t, "verify", "--db", db, "--checkpoints", points)
			if r.status != 0 || !strings.Contains(r.out, ": verified") || !strings.Contains(r.out, c.want) {
				t.Errorf("got status %d, want it verified and %q; stdout:\n%s\nstderr:\n%s", r.status, c.want, r.out, r.err)
			}
			if c.want == "" && !strings.Contains(r.out, "sqlite_stat") && strings.Contains(r.out, "not provenance's") {
				t.Errorf("it names something that is not provenance's:\n%s", r.out)
			}
			readers := [][]string{{"list", "models"}}
			if long || c.want != "" { // the views must not trip over what is the user's
				readers = append(readers, []string{"flags", "--model", "llama-4-behemoth", "--rule", "never-released"})
			}
			for _, args := range readers {
				if r := cli(t, append(args, "--db", db)...); r.status != 0 {
					t.Errorf("%v: got status %d: %s", args, r.status, r.err)
				}
			}
		})
	}
}

// backedUp copies a database by SQLite's backup API.
func backedUp(t *testing.T, db string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "backup.db")
	driver := &sqlite3.SQLiteDriver{}
	from, err := driver.Open(db)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	dest, err := driver.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	defer dest.Close()
	b, err := dest.(*sqlite3.SQLiteConn).Backup("main", from.(*sqlite3.SQLiteConn), "main")
	if err != nil {
		t.Fatal(err)
	}
	for done := false; !done; {
		if done, err = b.Step(50); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Finish(); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestVerifyAfterExportAndImport: the database that an export makes is verified, too.
func TestVerifyAfterExportAndImport(t *testing.T) {
	path, _ := trustedDB(t)
	dir, again := filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "again.db")
	must(t, "export", "csv", "--db", path, dir)
	must(t, "ingest", "--db", again, dir)
	must(t, "verify", "--db", again)
}

// TestAnIngestGoesOnWithObjectsOfTheUser: what a user added stays, and the database
// takes further files.
func TestAnIngestGoesOnWithObjectsOfTheUser(t *testing.T) {
	db := filepath.Join(t.TempDir(), "case.db")
	must(t, "ingest", "--db", db, caseDir)
	execSQL(t, db, `CREATE VIEW best AS SELECT max(value) AS value FROM scores; CREATE TABLE notes(text); INSERT INTO notes VALUES ('mine'); CREATE INDEX by_value ON scores(value); ANALYZE`)
	must(t, "ingest", "--db", db, "--map", "../../testdata/dirty/two-header-rows.yaml", "../../testdata/dirty/two-header-rows.csv")
	if r := cli(t, "verify", "--db", db); r.status != 0 || !strings.Contains(r.out, "view best, table notes, index by_value") {
		t.Errorf("got status %d\n%s%s", r.status, r.out, r.err)
	}
	pool, err := sql.Open("sqlite3", db)
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	var text string
	if err := pool.QueryRow(`SELECT text FROM notes, best WHERE value > 0`).Scan(&text); err != nil || text != "mine" {
		t.Errorf("got %q, %v", text, err)
	}
}
