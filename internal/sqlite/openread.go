package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/mattn/go-sqlite3"
)

// OpenRead opens an existing file for reading. Nothing can write through it: the file is
// opened read-only, and the connection refuses to write too. check is called before
// anything in the file runs; if it returns an error, OpenRead closes the file and fails.
func OpenRead(ctx context.Context, path string, check func(context.Context, *DB) error) (*DB, error) {
	makes := MakesFiles(path)
	db, err := openChecked(ctx, path, check)
	_, serr := os.Stat(RealPath(path) + "-shm")
	makesFiles := makes && serr == nil
	if err != nil {
		if makesFiles {
			Tidy(path)
		}
		return nil, err
	}
	db.makesFiles = makesFiles
	if err := db.BeginReading(ctx); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return db, nil
}

// BeginReading makes the connection refuse to write and begins its only transaction, so
// that a command reads one state of the database.
func (db *DB) BeginReading(ctx context.Context) error {
	_, err := db.Conn.ExecContext(ctx, `PRAGMA query_only = ON; BEGIN`)
	return err
}

// openChecked opens a file for reading and checks it. A database in WAL mode cannot be
// read without a -shm file next to it. If the folder is not writable and has no journal
// with content, the file cannot change, and is opened as immutable. Another process may
// remove its -wal and -shm at that moment; openChecked then tries again.
func openChecked(ctx context.Context, path string, check func(context.Context, *DB) error) (*DB, error) {
	try := func(mode Mode) (*DB, error) {
		db, err := Open(ctx, path, mode)
		if err != nil {
			return nil, err
		}
		db.limitValues()
		if err := check(ctx, db); err != nil {
			db.Close()
			return nil, Within(path, Plain(err))
		}
		return db, nil
	}
	var db *DB
	var err error
	for n := range 4 {
		time.Sleep(time.Duration(n) * 5 * time.Millisecond)
		if db, err = try(ReadOnly); !unreadable(err) {
			return db, err
		}
	}
	var se sqlite3.Error
	if errors.As(err, &se) && se.ExtendedCode == readonlyRollback || Leftover(path) == path+"-journal" {
		return nil, fmt.Errorf("%s: a writer was stopped half-way and left %s. Commands that read change nothing: run 'provenance upgrade' to undo what it began: %w", path, filepath.Base(path)+"-journal", err)
	}
	if writable(path) {
		return db, err
	}
	if rest := Leftover(path); rest != "" {
		return nil, fmt.Errorf("%s: a writer left changes in %s that must be merged before it can be read, but the folder is not writable: %w", path, filepath.Base(rest), err)
	}
	return try(immutable)
}

// longestValue is the length in bytes of the longest text or blob that is read. The
// longest that an ingest writes have some megabytes.
const longestValue = 64 << 20

// limitValues makes reading a longer value an error.
func (db *DB) limitValues() {
	db.Conn.Raw(func(driver any) error {
		driver.(*sqlite3.SQLiteConn).SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, longestValue)
		return nil
	})
}

// readonlyRollback is SQLITE_READONLY_ROLLBACK: a journal must be played back, but the
// file is opened read-only. The driver does not define it.
const readonlyRollback = 8 | 3<<8

// RealPath returns a path without symbolic links: SQLite looks for the files of a database
// next to the real file.
func RealPath(path string) string {
	if p, err := filepath.EvalSymlinks(path); err == nil {
		return p
	}
	return path
}

// unreadable reports whether a file could not be read because the files next to it are
// missing.
func unreadable(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && (se.Code == sqlite3.ErrReadonly || se.Code == sqlite3.ErrCantOpen)
}

// MakesFiles reports whether a reader of the database at path would create a -wal and a
// -shm next to it, because there are none. Close removes them.
func MakesFiles(path string) bool {
	_, err := os.Stat(RealPath(path) + "-wal")
	return errors.Is(err, fs.ErrNotExist)
}

// Tidy removes the -wal and -shm that a reader left next to a database because it ended
// without Close. It does nothing while a process has the database open.
func Tidy(path string) {
	ctx := context.Background()
	w, err := Open(ctx, path, ReadWrite)
	if err != nil {
		return
	}
	w.Conn.ExecContext(ctx, `SELECT count(*) FROM sqlite_schema`)
	w.Close()
}

// writable reports whether a database and its folder are writable.
func writable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	f.Close()
	f, err = os.CreateTemp(filepath.Dir(RealPath(path)), ".provenance-*.tmp")
	if err != nil {
		return false
	}
	f.Close()
	return os.Remove(f.Name()) == nil
}
