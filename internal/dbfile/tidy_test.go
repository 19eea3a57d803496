package dbfile

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"provenance/internal/sqlite"
)

// TestAReaderLeavesNothingUnlessAnotherReads reads a database in WAL mode, alone and
// while another does: the last one takes the files away, and only the last.
func TestAReaderLeavesNothingUnlessAnotherReads(t *testing.T) {
	db := newDatabaseWithLog(t)
	first, err := OpenRead(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	second, err := OpenRead(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	first.Close() // it made the files, and asks a writer to take them away
	for _, suffix := range []string{"-wal", "-shm"} {
		if _, err := os.Stat(db + suffix); err != nil {
			t.Errorf("another reads, and %s is gone: %v", suffix, err)
		}
	}
	if _, err := second.Table(t.Context(), `SELECT count(*) FROM scores`); err != nil {
		t.Error(err)
	}
	second.Close()
	sqlite.Tidy(db)
	if left, _ := filepath.Glob(db + "-*"); len(left) > 0 {
		t.Errorf("nobody reads, and %q are left", left)
	}
}

// BenchmarkOpenRead opens and closes a database in WAL mode, as each command that reads does.
func BenchmarkOpenRead(b *testing.B) {
	db := newDatabaseWithLog(b)
	for b.Loop() {
		r, err := OpenRead(b.Context(), db)
		if err != nil {
			b.Fatal(err)
		}
		r.Close()
	}
}

// newDatabaseWithLog makes a database in WAL mode, closed.
func newDatabaseWithLog(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.db")
	db, err := OpenWrite(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Publish(t.Context()), db.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}
