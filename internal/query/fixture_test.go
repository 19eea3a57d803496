package query

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"provenance/internal/dbfile"
	"provenance/internal/fixture"
	"provenance/internal/model"
	"provenance/internal/store"
)

// madeDB makes a database, which add fills, and opens it.
func madeDB(tb testing.TB, add func(*dbfile.DB)) *DB {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), "query.db")
	w, err := dbfile.OpenWrite(tb.Context(), path)
	if err != nil {
		tb.Fatal(err)
	}
	add(w)
	tb.Cleanup(func() { w.Close() })
	return New(w.DB)
}

// flagDB makes a database of fixture.Base and the given rows, of which a line ---
// begins another ingest. At the end the flags of score_details are compared with those
// of flag_intervals.
func flagDB(t *testing.T, rows string) *DB {
	t.Helper()
	db := madeDB(t, func(w *dbfile.DB) {
		for part := range strings.SplitSeq(fixture.Base+rows, "---") {
			records := fixture.Records(t, part)
			ingestRecords(t, w, func(table *model.Table) []*model.Record { return records[table.Name] })
		}
	})
	t.Cleanup(func() { fixture.SameFlags(t, db.DB) })
	return db
}

// generatedDB makes a database with n generated scores.
func generatedDB(tb testing.TB, n int) *DB {
	tb.Helper()
	return madeDB(tb, func(w *dbfile.DB) {
		rows := map[string][]fixture.Row{"scores": fixture.Scores(n)}
		for _, t := range fixture.Catalogue() {
			rows[t.Name] = t.Rows
		}
		ingestRecords(tb, w, func(table *model.Table) []*model.Record { return fixture.RecordsOf(table, rows[table.Name]) })
	})
}

// ingestRecords adds the records of each table in one ingest.
func ingestRecords(tb testing.TB, db *dbfile.DB, of func(*model.Table) []*model.Record) {
	tb.Helper()
	in, err := store.Begin(tb.Context(), db, "test", func() time.Time { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC) })
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
