package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"provenance/internal/model"
)

// made writes a database with the given statements and returns its path and bytes.
func made(t *testing.T, statements string) (string, []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, b
}

// A pipe or a device is no database: to open a pipe would wait for ever.
func TestWhatIsNoFileIsRefused(t *testing.T) {
	ctx := context.Background()
	pipe := filepath.Join(t.TempDir(), "pipe.db")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Skip(err)
	}
	for _, path := range []string{pipe, "/dev/null"} {
		for name, open := range map[string]func(context.Context, string) (*DB, error){"OpenRead": OpenRead, "OpenWrite": OpenWrite, "OpenScratch": OpenScratch} {
			done := make(chan error, 1)
			go func() {
				_, err := open(ctx, path)
				done <- err
			}()
			select {
			case err := <-done:
				if err == nil || !strings.Contains(err.Error(), "is a device or a pipe, not a database") {
					t.Errorf("%s(%s): got %v, want it refused", name, path, err)
				}
			case <-time.After(20 * time.Second):
				t.Errorf("%s(%s) waits for ever", name, path)
			}
		}
	}
}

func TestForeignNewerAndMissingAreRefusedUntouched(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name, sql string
		want      error
	}{
		{"foreign", `CREATE TABLE t(x)`, ErrForeign},
		{"newer", `PRAGMA application_id = 0x70726F76; PRAGMA user_version = 99; CREATE TABLE t(x)`, ErrNewer},
	} {
		t.Run(c.name, func(t *testing.T) {
			path, before := made(t, c.sql)
			if _, err := OpenWrite(ctx, path); !errors.Is(err, c.want) {
				t.Errorf("OpenWrite: got %v, want %v", err, c.want)
			}
			if _, err := OpenRead(ctx, path); !errors.Is(err, c.want) {
				t.Errorf("OpenRead: got %v, want %v", err, c.want)
			}
			after, err := os.ReadFile(path)
			if err != nil || !bytes.Equal(before, after) {
				t.Errorf("the file was touched (%v)", err)
			}
			if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
				t.Errorf("files left beside it: %v", left)
			}
		})
	}
	path := filepath.Join(t.TempDir(), "absent.db")
	if _, err := OpenRead(ctx, path); !errors.Is(err, ErrMissing) {
		t.Errorf("OpenRead of an absent file: got %v, want %v", err, ErrMissing)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a read made a database")
	}
	text := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenWrite(ctx, text); !errors.Is(err, ErrForeign) {
		t.Errorf("OpenWrite of a text: got %v, want %v", err, ErrForeign)
	}
}

func TestPathsWithSpecialCharacters(t *testing.T) {
	for _, name := range []string{"a b.db", "a?mode=memory.db", "a#b.db", "a%20b.db", "ä.db"} {
		path := filepath.Join(t.TempDir(), name)
		db, err := OpenWrite(context.Background(), path)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		db.Close()
		if _, err := os.Stat(path); err != nil {
			t.Errorf("%s: the file is not where it was asked for: %v", name, err)
		}
	}
}

func TestFactsAreAppendOnly(t *testing.T) {
	ctx := context.Background()
	db := filled(t, 1)
	if _, err := db.Conn.ExecContext(ctx, `INSERT INTO listing_notes(source_id, name_id) SELECT 1, id FROM names LIMIT 1`); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{
		`DELETE FROM scores`, `UPDATE scores SET value = 1`, `UPDATE scores SET printed = 'x'`,
		`INSERT OR REPLACE INTO scores(id, snapshot_id, name_id, benchmark_id, value, ingest_id, line) SELECT id, snapshot_id, name_id, benchmark_id, 1, ingest_id, line FROM scores`,
		`DELETE FROM release_events`, `UPDATE release_events SET status = 'released'`, `DELETE FROM ingests`, `UPDATE ingests SET sha256 = sha256`, `DELETE FROM listing_notes`,
		`DELETE FROM names`, `UPDATE names SET name = 'x'`, `DELETE FROM snapshots`, `UPDATE snapshots SET reported_on = '2025'`,
	} {
		if _, err := db.Conn.ExecContext(ctx, q); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v, want a refusal", q, err)
		}
	}
}

// TestNoTableLosesWhatItSaid looks at the triggers of every table: none lets a row
// be deleted, and none but a catalogue lets it be rewritten, but for annotations
// and for what is derived.
func TestNoTableLosesWhatItSaid(t *testing.T) {
	db := emptyDB(t)
	catalogue, mended := map[string]bool{}, map[string]bool{"scores.variant_id": true, "listing_notes.note": true}
	for _, table := range model.Tables {
		catalogue[table.Name] = table.Catalogue
		for _, c := range table.Columns {
			if c.Annot { // what it said is kept in changes
				mended[table.Name+"."+c.Name], mended[table.Name+"."+c.Name+"_id"] = true, true
			}
		}
	}
	derived := map[string]bool{"outdated": true, "variant_days": true, "rules": true, "expected_maximum": true}
	for _, name := range lines(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`) {
		if derived[name] {
			continue
		}
		triggers := strings.Join(lines(t, db, `SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '`+name+`'`), "\n")
		if !strings.Contains(triggers, "BEFORE DELETE ON "+name+" BEGIN\n  SELECT raise(ABORT") {
			t.Errorf("rows of %s can be deleted", name)
		}
		if catalogue[name] {
			continue
		}
		of := regexp.MustCompile("BEFORE UPDATE OF ([a-z0-9_, ]+) ON " + name + " BEGIN").FindStringSubmatch(triggers)
		if of == nil {
			t.Errorf("rows of %s can be rewritten", name)
			continue
		}
		for _, column := range lines(t, db, `SELECT name FROM pragma_table_info('`+name+`')`) {
			if !slices.Contains(strings.Split(of[1], ", "), column) && !mended[name+"."+column] {
				t.Errorf("column %s of %s can be rewritten", column, name)
			}
		}
	}
}

func TestQueryOnlyReads(t *testing.T) {
	ctx := context.Background()
	w := filled(t, 10)
	before, err := os.ReadFile(w.path)
	if err != nil {
		t.Fatal(err)
	}
	db, err := OpenRead(ctx, w.path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	nop := func([]string) error { return nil }
	each := func([]any) error { return nil }
	other := filepath.Join(t.TempDir(), "other.db")
	for _, q := range []string{
		`DELETE FROM scores`, `INSERT INTO organizations(slug, name) VALUES ('x', 'x')`, `DROP VIEW flags`, `ATTACH '` + other + `' AS o`, `ATTACH 'file:` + w.path + `?mode=rw' AS o`,
		`VACUUM INTO '` + other + `'`, `PRAGMA writable_schema = 1`, `PRAGMA query_only = 0`, `PRAGMA journal_mode = delete`, `CREATE TEMP TABLE t(x)`, `SELECT 1; DELETE FROM scores`, `BEGIN IMMEDIATE`,
	} {
		if err := db.Query(ctx, q, nop, each); err == nil {
			t.Errorf("%s went through", q)
		}
	}
	for _, q := range []string{`SELECT count(*) FROM flags`, `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT * FROM n`, `SELECT rank() OVER (ORDER BY value) FROM scores`, `EXPLAIN QUERY PLAN SELECT * FROM flags`, `PRAGMA table_info(scores)`, `SELECT json_extract('{"a":1}', '$.a')`} {
		if err := db.Query(ctx, q, nop, each); err != nil {
			t.Errorf("%s: %v", q, err)
		}
	}
	after, err := os.ReadFile(w.path)
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed (%v)", err)
	}
	if _, err := os.Stat(other); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("another file was made")
	}
}

// TestOpenWaitsForWhoFillsAnEmptyFile: SQLite does not wait for a lock when WAL is set
// while somebody else writes to a file that was empty.
func TestOpenWaitsForWhoFillsAnEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.db")
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	pool, err := sql.Open("sqlite3", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	tx, err := pool.Begin()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		time.Sleep(200 * time.Millisecond)
		tx.Rollback()
	}()
	db, err := OpenWrite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
