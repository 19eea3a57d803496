package flagcache_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"provenance/internal/dbfile"
	"provenance/internal/fixture"
	"provenance/internal/flagcache"
	"provenance/internal/model"
	"provenance/internal/store"
)

// clock stands still.
func clock() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// opened opens the database at a path, which is made if there is none.
func opened(tb testing.TB, path string) *dbfile.DB {
	tb.Helper()
	db, err := dbfile.OpenWrite(tb.Context(), path)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	return db
}

// based makes a database of fixture.Base and further rows.
func based(tb testing.TB, rows string) *dbfile.DB {
	tb.Helper()
	db := opened(tb, filepath.Join(tb.TempDir(), "flags.db"))
	ingestText(tb, db, fixture.Base+rows)
	return db
}

// generated makes a database with n generated scores.
func generated(tb testing.TB, n int) *dbfile.DB {
	tb.Helper()
	db := opened(tb, filepath.Join(tb.TempDir(), "generated.db"))
	rows := map[string][]fixture.Row{"scores": fixture.Scores(n)}
	for _, t := range fixture.Catalogue() {
		rows[t.Name] = t.Rows
	}
	ingestRecords(tb, db, func(table *model.Table) []*model.Record { return fixture.RecordsOf(table, rows[table.Name]) })
	return db
}

// ingestText ingests the rows of a fixture.
func ingestText(tb testing.TB, db *dbfile.DB, rows string) {
	tb.Helper()
	records := fixture.Records(tb, rows)
	ingestRecords(tb, db, func(table *model.Table) []*model.Record { return records[table.Name] })
}

// ingestRecords adds the records of each table in one ingest.
func ingestRecords(tb testing.TB, db *dbfile.DB, of func(*model.Table) []*model.Record) {
	tb.Helper()
	in, err := store.Begin(tb.Context(), db, "test", clock)
	if err != nil {
		tb.Fatal(err)
	}
	for i := range model.Tables {
		table := &model.Tables[i]
		records := of(table)
		if len(records) == 0 {
			continue
		}
		if err := in.BeginFile(table, func(p model.Problem) { tb.Fatal(p) }); err != nil {
			tb.Fatal(err)
		}
		if table.Name == "scores" {
			err = in.Scores(fixture.Batch(records))
		} else {
			for _, r := range records {
				if err = in.Add(r); err != nil {
					break
				}
			}
		}
		if err == nil {
			_, err = in.EndFile(store.File{Path: table.Name + ".csv", SHA256: strings.Repeat("0", 64), Map: "canonical:" + table.Name, Lines: len(records) + 1, Header: 1, Accepted: len(records), Cells: len(records)})
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	if err := in.Commit(); err != nil {
		tb.Fatal(err)
	}
}

// refreshed refreshes the cache, which must then be fresh and what the rules give.
func refreshed(tb testing.TB, db *dbfile.DB, o flagcache.Options) flagcache.Result {
	tb.Helper()
	r, err := flagcache.Refresh(context.Background(), db, o)
	if err != nil {
		tb.Fatal(err)
	}
	if s, err := flagcache.Compare(context.Background(), db); err != nil || !s.Fresh || s.Flags != r.Flags {
		tb.Fatalf("after a refresh that left %d flags: got %+v, %v", r.Flags, s, err)
	}
	return r
}
