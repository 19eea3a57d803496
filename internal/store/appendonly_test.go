package store

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provenance/internal/dbfile"
	"provenance/internal/model"
)

func TestFactsAreAppendOnly(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
	db := emptyDB(t)
	catalogue, editable := map[string]bool{}, map[string]bool{"scores.variant_id": true, "listing_notes.note": true}
	for _, table := range model.Tables {
		catalogue[table.Name] = table.Catalogue
		for _, c := range table.Columns {
			if c.Annot { // what it said is kept in changes
				editable[table.Name+"."+c.Name], editable[table.Name+"."+c.Name+"_id"] = true, true
			}
		}
	}
	derived := map[string]bool{"outdated": true, "variant_days": true, "status_events": true, "rules": true, "expected_maximum": true, "flag_cache": true, "cache_state": true}
	for _, name := range lines(t, db, `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`) {
		if derived[name] {
			continue
		}
		triggers := strings.Join(lines(t, db, `SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = '`+name+`'`), "\n")
		if !strings.Contains(triggers, "_no_delete DELETE ON "+name+" BEGIN\n  SELECT raise(ABORT") {
			t.Errorf("rows of %s can be deleted", name)
		}
		if catalogue[name] {
			continue
		}
		of := regexp.MustCompile("_no_rewrite UPDATE(?: OF ([a-z0-9_, ]+))? ON " + name + " BEGIN").FindStringSubmatch(strings.Join(strings.Fields(triggers), " "))
		if of == nil {
			t.Errorf("rows of %s can be rewritten", name)
			continue
		}
		if of[1] == "" { // of every column
			continue
		}
		for _, column := range lines(t, db, `SELECT name FROM pragma_table_info('`+name+`')`) {
			if !slices.Contains(strings.Split(of[1], ", "), column) && !editable[name+"."+column] {
				t.Errorf("column %s of %s can be rewritten", column, name)
			}
		}
	}
}

func TestQueryOnlyReads(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	w := filled(t, 10)
	before, err := os.ReadFile(w.Path())
	if err != nil {
		t.Fatal(err)
	}
	db, err := dbfile.OpenRead(ctx, w.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	nop := func([]string) error { return nil }
	each := func([]any) error { return nil }
	other := filepath.Join(t.TempDir(), "other.db")
	for _, q := range []string{
		`DELETE FROM scores`, `INSERT INTO organizations(slug, name) VALUES ('x', 'x')`, `DROP VIEW flags`, `ATTACH '` + other + `' AS o`, `ATTACH 'file:` + w.Path() + `?mode=rw' AS o`,
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
	after, err := os.ReadFile(w.Path())
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed (%v)", err)
	}
	if _, err := os.Stat(other); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("another file was made")
	}
}
