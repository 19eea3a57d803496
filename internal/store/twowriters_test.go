package store

import (
	"context"
	"os"
	"strings"
	"testing"

	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/model"
)

// TestARollbackTouchesNoCommitOfAnother: one writer rolls back an ingest that had
// spilled to the write-ahead log, another commits one, and then the first closes the
// database. What was committed stays. At 6ea662a it did not: the first wrote the
// frames of its rollback over those of the commit.
func TestARollbackTouchesNoCommitOfAnother(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	made := emptyDB(t)
	path := made.Path()
	ingestScores(t, made, [][]*model.Record{distinctScores(500)}, 500)
	if err := made.Close(); err != nil {
		t.Fatal(err)
	}
	open := func() *dbfile.DB {
		db, err := dbfile.OpenWrite(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		return db
	}
	first := open()
	in := beginScores(t, first)
	batch := fixtureBatch(distinctScores(120_000))
	for from := 0; logSize(path) < 512<<10; from += 1000 { // until pages do not fit into the cache
		b := *batch
		b.Scores = batch.Scores[from : from+1000]
		if err := in.Scores(&b); err != nil {
			t.Fatal(err)
		}
	}
	if err := in.Rollback(); err != nil {
		t.Fatal(err)
	}
	second := open() // its commit is less than SQLite takes into the database at once
	ingestScores(t, second, [][]*model.Record{distinctScores(30_000)}, 1000)
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := dbfile.OpenRead(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := chain.Verify(ctx, db, false); err != nil {
		t.Error(err)
	}
	if got := strings.Join(lines(t, db, `SELECT count(*) FROM scores`), ""); got != "30000" {
		t.Errorf("got %s scores, want 30000", got)
	}
}

// logSize is the size of the write-ahead log of a database.
func logSize(path string) int64 {
	info, err := os.Stat(path + "-wal")
	if err != nil {
		return 0
	}
	return info.Size()
}
