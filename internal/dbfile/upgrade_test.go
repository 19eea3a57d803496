package dbfile

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance"
	"provenance/internal/fixture"
	"provenance/internal/sqlite"
)

// invented is a step that follows on the present version: it adds a table, and the
// schema that it leads to has a view more.
func invented() (steps []step, target int, schema string) {
	const table = "CREATE TABLE countries (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;"
	schema = strings.Replace(provenance.Schema, derivedMark, table+"\n\n"+derivedMark, 1) + "\nCREATE VIEW country_names AS SELECT name FROM countries;\n"
	schema = strings.Replace(schema, fmt.Sprintf("PRAGMA user_version = %d;", schemaVersion), fmt.Sprintf("PRAGMA user_version = %d;", schemaVersion+1), 1)
	return []step{{from: schemaVersion, schema: provenance.Schema, sql: table}}, schemaVersion + 1, schema
}

// older makes a database of the present version that a later one is to upgrade, and
// returns its path.
func older(t *testing.T, further string) string {
	t.Helper()
	path, _ := made(t, "PRAGMA synchronous = OFF; BEGIN;"+provenance.Schema+"COMMIT; INSERT INTO organizations(slug, name) VALUES ('aster', 'Aster Labs');"+further)
	return path
}

// openUnchecked opens a file whatever its version and its schema are.
func openUnchecked(t *testing.T, path string, mode sqlite.Mode) *DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, mode)
	if err != nil {
		t.Fatal(err)
	}
	return newDB(db)
}

// upgradeInvented upgrades a database by the invented step.
func upgradeInvented(t *testing.T, path string) error {
	t.Helper()
	db := openUnchecked(t, path, sqlite.ReadWrite)
	defer db.Close()
	steps, target, schema := invented()
	return db.upgrade(t.Context(), steps, target, schema)
}

// TestUpgradeEmptiesTheCache: the flags of the older version's rules count no longer, in
// the transaction that changes the rules. If that fails, they still do.
func TestUpgradeEmptiesTheCache(t *testing.T) {
	const kept = `INSERT INTO links VALUES (1, '2026-01-01T00:00:00Z', 'test', 'test', lower(hex(zeroblob(32)))); INSERT INTO cache_state SELECT 1, id, sha256 FROM links;
		INSERT INTO flag_cache(rule, severity, message) VALUES ('corrected', 'error', 'by the older rules');`
	for name, c := range map[string]struct{ sql, want string }{
		"upgraded": {"", "0 0 0"},
		"refused":  {"CREATE TABLE countries(x)", "1 1 1"},
	} {
		path := older(t, kept+c.sql)
		if err := upgradeInvented(t, path); (err != nil) != (c.sql != "") {
			t.Fatalf("%s: %v", name, err)
		}
		db := openUnchecked(t, path, sqlite.ReadOnly)
		if got := fixture.Lines(t, db.DB, `SELECT (SELECT is_fresh FROM cache_fresh), (SELECT count(*) FROM flag_cache), (SELECT count(*) FROM flags)`); got[0] != c.want {
			t.Errorf("%s: fresh, kept flags and flags are %s, want %s", name, got[0], c.want)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestUpgradeKeepsRowsAndMakesViewsAgain(t *testing.T) {
	path := older(t, "CREATE VIEW mine AS SELECT slug FROM organizations; CREATE INDEX mine_too ON scores(value);")
	for range 2 { // the second time there is nothing to do
		if err := upgradeInvented(t, path); err != nil {
			t.Fatal(err)
		}
	}
	db := openUnchecked(t, path, sqlite.ReadOnly)
	defer db.Close()
	_, _, schema := invented()
	foreign, err := db.compareSchema(t.Context(), schema)
	if diff := cmp.Diff([]string{"view mine", "index mine_too"}, foreign); err != nil || diff != "" {
		t.Errorf("%v; objects of the user's own (-want +got):\n%s", err, diff)
	}
	for query, want := range map[string]string{
		`PRAGMA user_version`:                             fmt.Sprint(schemaVersion + 1),
		`SELECT name FROM organizations`:                  "Aster Labs",
		`SELECT count(*) > 0 FROM rules`:                  "1",
		`SELECT slug FROM mine`:                           "aster",
		`PRAGMA integrity_check`:                          "ok",
		`SELECT count(*) FROM (SELECT 1 FROM flags)`:      "0",
		`SELECT count(*) FROM country_names`:              "0",
		`SELECT foreign_keys FROM pragma_foreign_keys`:    "1",
		`SELECT count(*) FROM pragma_foreign_key_check()`: "0",
	} {
		if got := strings.Join(fixture.Lines(t, db.DB, query), "\n"); got != want {
			t.Errorf("%s: got %s, want %s", query, got, want)
		}
	}
}

// TestUpgradeRunsNothingOfTheDatabase upgrades databases whose authors hid something
// in them: nothing of it is run, and the file stays as it was.
func TestUpgradeRunsNothingOfTheDatabase(t *testing.T) {
	dir := t.TempDir()
	victim := filepath.Join(dir, "victim.db")
	if err := os.WriteFile(victim, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	attack := fmt.Sprintf(`x"; ATTACH '%s' AS v; CREATE TABLE v.made(x); ATTACH '%s' AS n; CREATE TABLE n.t(x); --`, victim, filepath.Join(dir, "made.db"))
	quoted := strings.ReplaceAll(attack, `"`, `""`)
	for name, c := range map[string]struct{ sql, want string }{
		"a view whose name is SQL":    {`CREATE VIEW "` + quoted + `" AS SELECT 1`, ""},
		"a trigger whose name is SQL": {`CREATE TRIGGER "` + quoted + `" AFTER INSERT ON organizations BEGIN SELECT 1; END`, "is not provenance's"},
		"a table whose name is SQL":   {`CREATE TABLE "` + quoted + `"(x REFERENCES absent(y)); INSERT INTO "` + quoted + `" VALUES (1)`, ""},
		"a view with another meaning": {`DROP VIEW flags; CREATE VIEW flags AS SELECT 1 AS x`, "view flags is not as"},
		"a table in the way":          {`CREATE TABLE countries(x)`, "already exists"},
		"a score of no name":          {`PRAGMA foreign_keys = OFF; INSERT INTO listing_notes(source_id, name_id) VALUES (7, 7)`, "refers to no row of"},
		"a trigger that another does": {`PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TRIGGER scores_no_delete BEFORE DELETE ON scores BEGIN SELECT 1; END' WHERE name = 'scores_no_delete'`, "scores_no_delete is not as"},
	} {
		t.Run(name, func(t *testing.T) {
			path := older(t, c.sql)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			err = upgradeInvented(t, path)
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			after, rerr := os.ReadFile(path)
			if rerr != nil || c.want != "" && string(before) != string(after) {
				t.Errorf("the file was changed (%v)", rerr)
			}
			if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
				t.Errorf("files left next to it: %v", left)
			}
			if b, err := os.ReadFile(victim); err != nil || len(b) > 0 || fileNames(t, dir) != "victim.db" {
				t.Errorf("another database was written: %d bytes, %v, %s", len(b), err, fileNames(t, dir))
			}
		})
	}
}

func TestAFailedStepChangesNothing(t *testing.T) {
	path := older(t, "")
	db := openUnchecked(t, path, sqlite.ReadWrite)
	defer db.Close()
	steps, target, schema := invented()
	steps[0].sql += "ALTER TABLE nowhere ADD COLUMN x"
	if err := db.upgrade(t.Context(), steps, target, schema); err == nil {
		t.Error("a step that fails went through")
	}
	if err := db.checkSchema(t.Context()); err != nil {
		t.Error(err)
	}
	if version, err := db.version(t.Context()); err != nil || version != schemaVersion {
		t.Errorf("got version %d, %v; want %d", version, err, schemaVersion)
	}
}

func TestAnOlderDatabaseWithoutAStepIsRefused(t *testing.T) {
	path, _ := made(t, provenance.Schema+"PRAGMA user_version = 0")
	if _, err := OpenRead(context.Background(), path); !errors.Is(err, ErrOlder) {
		t.Errorf("OpenRead: got %v, want %v", err, ErrOlder)
	}
	if _, err := OpenWrite(context.Background(), path); !errors.Is(err, ErrOlder) {
		t.Errorf("OpenWrite: got %v, want %v", err, ErrOlder)
	}
}
