package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"provenance/internal/dbfile"
	"provenance/internal/fixture"
	"provenance/internal/model"
)

// times is how often a test repeats: n times in the long run, which the environment
// variable PROVENANCE_LONG asks for, few in the short one.
func times(few, n int) int {
	if os.Getenv("PROVENANCE_LONG") != "" {
		return n
	}
	return few
}

// flagBase is the fixture that all cases of rules share.
const flagBase = fixture.Base

// fixtureBatch makes a batch of records of scores.csv. If one of them has a printed text
// that is another number than its value, they are as read through a map.
func fixtureBatch(records []*model.Record) *model.ScoreBatch {
	b := fixture.Batch(records)
	b.Mapped = slices.ContainsFunc(b.Scores, func(s model.Score) bool { return s.Printed != "" && s.Printed != model.FormatReal(s.Value) })
	return b
}

// fixtureCells reads a line of a fixture.
func fixtureCells(t *testing.T, line string) (*model.Table, map[string]string) {
	t.Helper()
	return fixture.Cells(t, line)
}

// fixtureRecord makes a record of the cells of a row. The file has all columns.
func fixtureRecord(t *testing.T, table *model.Table, cells map[string]string, line int) *model.Record {
	t.Helper()
	return fixture.Record(t, table, cells, line)
}

// lines runs a query and returns each row with blanks between its cells, "-" for NULL.
func lines(t *testing.T, db *dbfile.DB, query string, args ...any) []string {
	t.Helper()
	return fixture.Lines(t, db.DB, query, args...)
}

// sameFlags holds the column flags of score_details to the view flag_intervals.
func sameFlags(t *testing.T, db *dbfile.DB) {
	t.Helper()
	fixture.SameFlags(t, db.DB)
}

// fixtureFile is the account of a file of n rows without anything wrong in it.
func fixtureFile(table string, n int) File {
	return File{Path: table + ".csv", SHA256: "0000000000000000000000000000000000000000000000000000000000000000", Map: "canonical:" + table,
		Lines: n + 1, Header: 1, Accepted: n, Cells: n}
}

func addFixture(in *Ingest, table *model.Table, records []*model.Record) error {
	if table.Name == "scores" {
		return in.Scores(fixtureBatch(records))
	}
	for _, r := range records {
		if err := in.Add(r); err != nil {
			return err
		}
	}
	return nil
}

// flagDB makes a database of flagBase and the given rows, see fixtureDB.
func flagDB(t *testing.T, rows string) *dbfile.DB {
	t.Helper()
	db := flagDBUnchecked(t, rows)
	t.Cleanup(func() { sameFlags(t, db) })
	return db
}

// flagDBUnchecked makes a database as flagDB does and does not compare its flags.
func flagDBUnchecked(t *testing.T, rows string) *dbfile.DB {
	t.Helper()
	db := copyOf(t, &flagBaseDB)
	ingestFixture(t, db, rows)
	return db
}

// fixtureDB makes a database of the given rows. A line --- ends an ingest; what
// follows is read by another one, later. Scores are numbered from 1 in the order
// of their lines. At the end the flags of score_details are compared with those of flag_intervals.
func fixtureDB(t *testing.T, rows string) *dbfile.DB {
	t.Helper()
	db := copyOf(t, &schemaDB)
	ingestFixture(t, db, rows)
	t.Cleanup(func() { sameFlags(t, db) })
	return db
}

// A base is a database whose copies tests begin with: making the schema takes several
// times as long as opening it.
type base struct {
	fill  func(testing.TB, *dbfile.DB) // nil for no row
	once  sync.Once
	bytes []byte
}

var (
	schemaDB    base
	flagBaseDB  = base{fill: func(tb testing.TB, db *dbfile.DB) { ingestFixture(tb, db, flagBase) }}
	catalogueDB = base{fill: addCatalogue}
)

// copyOf opens a copy of a base, which the first test that asks for it makes.
func copyOf(tb testing.TB, b *base) *dbfile.DB {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "x.db")
	open := func() *dbfile.DB {
		db, err := dbfile.OpenWrite(tb.Context(), path)
		if err != nil {
			tb.Fatal(err)
		}
		return db
	}
	b.once.Do(func() {
		db := open()
		if b.fill != nil {
			b.fill(tb, db)
		}
		err := db.Close()
		if err == nil {
			b.bytes, err = os.ReadFile(path)
		}
		if err != nil {
			tb.Fatal(err)
		}
	})
	if len(b.bytes) == 0 {
		tb.Fatal("another test could not make the database that this one begins with")
	}
	if err := os.WriteFile(path, b.bytes, 0o644); err != nil {
		tb.Fatal(err)
	}
	db := open()
	tb.Cleanup(func() { db.Close() })
	if _, err := db.Conn.ExecContext(tb.Context(), `PRAGMA synchronous = OFF`); err != nil { // nobody cuts the power of a test
		tb.Fatal(err)
	}
	return db
}

// ingestFixture reads the given rows into a database.
func ingestFixture(t testing.TB, db *dbfile.DB, rows string) {
	t.Helper()
	ctx := context.Background()
	clock := func() time.Time { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC) }
	for part := range strings.SplitSeq(rows, "---") {
		records := fixture.Records(t, part)
		in, err := Begin(ctx, db, "test", clock)
		if err != nil {
			t.Fatal(err)
		}
		for i := range model.Tables {
			applyFixture(t, in, &model.Tables[i], records[model.Tables[i].Name])
		}
		if err := in.Commit(); err != nil {
			t.Fatal(err)
		}
	}
}

func applyFixture(t testing.TB, in *Ingest, table *model.Table, records []*model.Record) {
	t.Helper()
	if len(records) == 0 {
		return
	}
	if err := in.BeginFile(table, func(p model.Problem) { t.Fatalf("fixture: %v", p) }); err != nil {
		t.Fatal(err)
	}
	if err := addFixture(in, table, records); err != nil {
		t.Fatal(err)
	}
	file, sum := fixtureFile(table.Name, len(records)), sha256.New()
	for _, r := range records {
		fmt.Fprintln(sum, r.Values)
	}
	file.SHA256 = hex.EncodeToString(sum.Sum(nil))
	if _, err := in.EndFile(file); err != nil {
		t.Fatal(err)
	}
}

// exported is the export of a whole database.
func exported(t *testing.T, db *dbfile.DB) string {
	t.Helper()
	var b strings.Builder
	for i := range model.Tables {
		err := Export(context.Background(), db, &model.Tables[i], func(cells []string) error {
			_, err := fmt.Fprintf(&b, "%s: %s\n", model.Tables[i].Name, strings.Join(cells, " | "))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}
