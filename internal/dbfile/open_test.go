package dbfile

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
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
				t.Errorf("files left next to it: %v", left)
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

// TestOpenWriteRunsNoViewOfTheFile: a view with the name of a function that reads like a
// table would answer for it, here without end.
func TestOpenWriteRunsNoViewOfTheFile(t *testing.T) {
	path := older(t, "CREATE VIEW pragma_application_id(application_id) AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := OpenWrite(ctx, path); err == nil || !strings.Contains(err.Error(), "hides the function pragma_application_id") {
		t.Errorf("got %v, want the view to be refused", err)
	}
}
