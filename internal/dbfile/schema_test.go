package dbfile

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance"
	"provenance/internal/sqlite"
)

// TestObjectsOfTheSchemaAreThoseThatSQLiteMakes holds the reading of schema.sql to what
// SQLite makes of it.
func TestObjectsOfTheSchemaAreThoseThatSQLiteMakes(t *testing.T) {
	db, err := OpenScratch(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	want, err := db.Objects(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want = slices.DeleteFunc(want, sqlite.Object.IsAutoIndex)
	got, err := sqlite.ObjectsOf(provenance.Schema)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" || len(got) < 50 {
		t.Errorf("%d objects (-SQLite +read):\n%.3000s", len(got), diff)
	}
}

// TestForeignObjects looks at objects that people and tools add, and at those that
// could change what the program reads or writes.
func TestForeignObjects(t *testing.T) {
	objects, err := sqlite.ObjectsOf(provenance.Schema)
	if err != nil {
		t.Fatal(err)
	}
	ours := map[string]sqlite.Object{}
	for _, o := range objects {
		ours[strings.ToLower(o.Name)] = o
	}
	object := func(kind, name, table, sql string) sqlite.Object {
		return sqlite.Object{Kind: kind, Name: name, Table: table, SQL: sql}
	}
	for _, c := range []struct {
		o    sqlite.Object
		want string // "" is harmless
	}{
		{object("table", "sqlite_stat1", "sqlite_stat1", "CREATE TABLE sqlite_stat1(tbl,idx,stat)"), ""},
		{object("table", "sqlite_sequence", "sqlite_sequence", "CREATE TABLE sqlite_sequence(name,seq)"), ""},
		{object("table", "mine", "mine", "CREATE TABLE mine(x UNIQUE)"), ""},
		{object("index", "sqlite_autoindex_mine_1", "mine", ""), ""},
		{object("index", "by_value", "scores", "CREATE INDEX by_value ON scores(value)"), ""},
		{object("view", "best", "best", "CREATE VIEW best AS SELECT max(value) FROM scores"), ""},
		{object("trigger", "r", "mine", "CREATE TRIGGER r AFTER INSERT ON mine BEGIN SELECT 1; END"), ""},
		{object("table", "notes_fts", "notes_fts", "CREATE VIRTUAL TABLE notes_fts USING fts5(x, content=[notes])"), ""},
		{object("trigger", "r", "scores", "CREATE TRIGGER r AFTER INSERT ON scores BEGIN SELECT 1; END"), "on scores is not provenance's"},
		{object("trigger", "r", "flags", `CREATE TRIGGER r INSTEAD OF INSERT ON "Flags" BEGIN SELECT 1; END`), "on Flags is not provenance's"},
		{object("trigger", "r", "mine", "CREATE TRIGGER r AFTER INSERT ON scores BEGIN SELECT 1; END"), "makes something else"},
		{object("table", "mine", "mine", "CREATE TRIGGER mine AFTER INSERT ON scores BEGIN SELECT 1; END"), "makes something else"},
		{object("table", "mine", "mine", "CREATE TABLE pragma_table_info(x)"), "makes something else"},
		{object("table", "Pragma_Table_Info", "Pragma_Table_Info", "CREATE TABLE Pragma_Table_Info(x)"), "hides the function"},
		{object("view", "json_each", "json_each", "CREATE VIEW json_each AS SELECT 1 AS value"), "hides the function"},
		{object("table", "sqlite_dbpage", "sqlite_dbpage", "CREATE TABLE sqlite_dbpage(x)"), "hides the function"},
		{object("view", "empty", "empty", ""), "no statement"},
	} {
		err := checkForeign(c.o, ours)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s, %s: got %v, want %q", c.o, c.o.SQL, err, c.want)
		}
	}
}
