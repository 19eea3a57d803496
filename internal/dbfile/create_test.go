package dbfile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fileNames are the files in a folder.
func fileNames(t *testing.T, dir string) string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return strings.Join(out, " ")
}

func TestNewDatabaseHasItsNameWhenItIsCommitted(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "p.db")
	db, err := OpenWrite(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the database has its name before anything is committed to it")
	}
	if _, err := OpenRead(ctx, path); !errors.Is(err, ErrMissing) {
		t.Errorf("OpenRead: got %v, want %v", err, ErrMissing)
	}
	if err := errors.Join(db.Publish(ctx), db.Reopen(ctx)); err != nil {
		t.Fatal(err)
	}
	// It goes on under its name.
	var mode string
	if err := db.Conn.QueryRowContext(ctx, `PRAGMA journal_mode`).Scan(&mode); err != nil || mode != "wal" {
		t.Errorf("got journal mode %q (%v), want wal", mode, err)
	}
	if _, err := db.Conn.ExecContext(ctx, `INSERT INTO organizations(slug, name) VALUES ('x', 'X')`); err != nil {
		t.Error(err)
	}
	db.Discard()
	if got := fileNames(t, filepath.Dir(path)); got != "p.db" {
		t.Errorf("got files %s, want p.db alone: what is published is not taken away", got)
	}
}

func TestDiscardedNewDatabaseLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	db, err := OpenWrite(context.Background(), filepath.Join(dir, "p.db"))
	if err != nil {
		t.Fatal(err)
	}
	if got := fileNames(t, dir); !strings.HasPrefix(got, ".provenance-p.db-") {
		t.Errorf("got %s, want a draft that can be told by its name", got)
	}
	db.Discard()
	if got := fileNames(t, dir); got != "" {
		t.Errorf("files left: %s", got)
	}
}

func TestSecondMakerOfADatabaseIsToldAndTouchesNothing(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "p.db")
	first, err := OpenWrite(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	second, err := OpenWrite(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := second.Publish(ctx); !errors.Is(err, ErrRaced) {
		t.Errorf("got %v, want %v", err, ErrRaced)
	}
	second.Discard()
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the first one's file was touched (%v)", err)
	}
	if got := fileNames(t, filepath.Dir(path)); got != "p.db" {
		t.Errorf("got files %s, want p.db", got)
	}
}

func TestEmptyFileIsTakenForANewDatabase(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "p.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenRead(ctx, path); !errors.Is(err, ErrForeign) {
		t.Errorf("OpenRead: got %v, want %v", err, ErrForeign)
	}
	db, err := OpenWrite(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = OpenRead(ctx, path); err != nil {
		t.Fatal(err)
	}
	db.Close()
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got permissions %v (%v), want those of the empty file", info.Mode(), err)
	}
}

// TestReadersSeeOneMoment: all that a reader asks is answered as of its first
// question.
func TestReadersSeeOneMoment(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "p.db")
	w, err := OpenWrite(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Publish(ctx), w.Reopen(ctx)); err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	r, err := OpenRead(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	count := func() (n int) {
		if err := r.Conn.QueryRowContext(ctx, `SELECT count(*) FROM organizations`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	if _, err := w.Conn.ExecContext(ctx, `INSERT INTO organizations(slug, name) VALUES ('x', 'X')`); err != nil {
		t.Fatal(err)
	}
	if got := count(); got != before {
		t.Errorf("got %d rows after another process wrote one, want %d as before", got, before)
	}
}
