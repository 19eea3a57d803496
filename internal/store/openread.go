package store

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

// OpenRead opens an existing database for reading. Nothing that is done with it
// can write: the file is opened read-only, and the connection refuses it too. A
// file that is not a database of this version, or whose schema somebody changed, is
// refused before anything in it runs.
func OpenRead(ctx context.Context, path string) (*DB, error) {
	if there, err := checkFile(path); err != nil {
		return nil, err
	} else if !there {
		return nil, fmt.Errorf("%s: %w (make one with 'provenance ingest', or name another with --db)", path, ErrMissing)
	}
	hollow, err := identify(ctx, path)
	if err != nil {
		return nil, err
	}
	if hollow {
		return nil, fmt.Errorf("%s: %w: it is empty", path, ErrForeign)
	}
	makes := MakesFiles(path)
	db, err := openChecked(ctx, path)
	_, serr := os.Stat(real(path) + "-shm")
	litter := makes && serr == nil
	if err != nil {
		if litter {
			tidy(path)
		}
		return nil, err
	}
	db.litter = litter
	// One transaction: all that a command reads is of one moment.
	if _, err := db.conn.ExecContext(ctx, `PRAGMA query_only = ON; BEGIN`); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return db, nil
}

// openChecked opens a file for reading and checks that it is a database of this
// version. A database in WAL mode cannot be read without a -shm file next to it;
// where the folder cannot be written and no journal waits in it, the file cannot
// change either, and is opened as immutable. Another process may take its -wal and
// -shm away at the very moment; then it is tried again.
func openChecked(ctx context.Context, path string) (*DB, error) {
	try := func(mode string) (*DB, error) {
		db, err := open(ctx, path, mode)
		if err != nil {
			return nil, err
		}
		db.limitValues()
		if err = db.checkIdentity(ctx); err == nil {
			err = db.checkSchema(ctx)
		}
		if err != nil {
			db.Close()
			return nil, within(path, plain(err))
		}
		return db, nil
	}
	var db *DB
	var err error
	for n := range 4 {
		time.Sleep(time.Duration(n) * 5 * time.Millisecond)
		if db, err = try(readOnly); !unreadable(err) {
			return db, err
		}
	}
	var se sqlite3.Error
	if errors.As(err, &se) && se.ExtendedCode == readonlyRollback || leftover(path) == path+"-journal" {
		return nil, fmt.Errorf("%s: a writer was stopped half-way, and what it began is to be undone with %s; a command that reads changes nothing, so run 'provenance upgrade', which undoes it: %w", path, filepath.Base(path)+"-journal", err)
	}
	if writable(path) {
		return db, err
	}
	if rest := leftover(path); rest != "" {
		return nil, fmt.Errorf("%s: what a writer left in %s must be taken in before it can be read, and the folder cannot be written: %w", path, filepath.Base(rest), err)
	}
	return try(immutable)
}

// longestValue is how many bytes a text or a blob may have that is read: the largest
// that an ingest writes has some megabytes.
const longestValue = 64 << 20

// limitValues makes reading a longer value an error.
func (db *DB) limitValues() {
	db.conn.Raw(func(driver any) error {
		driver.(*sqlite3.SQLiteConn).SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, longestValue)
		return nil
	})
}

// readonlyRollback is SQLITE_READONLY_ROLLBACK: a journal must be played back, and
// the file is open to be read only. The driver does not name it.
const readonlyRollback = 8 | 3<<8

// real is a path without symbolic links: SQLite looks for the files beside a
// database where the file itself is.
func real(path string) string {
	if p, err := filepath.EvalSymlinks(path); err == nil {
		return p
	}
	return path
}

// unreadable tells whether a file could not be read for want of the files beside
// it.
func unreadable(err error) bool {
	var se sqlite3.Error
	return errors.As(err, &se) && (se.Code == sqlite3.ErrReadonly || se.Code == sqlite3.ErrCantOpen)
}

// MakesFiles reports whether a reader of the database at path makes a -wal and a -shm
// next to it: there are none yet. Close removes them.
func MakesFiles(path string) bool {
	_, err := os.Stat(real(path) + "-wal")
	return errors.Is(err, fs.ErrNotExist)
}

// Tidy removes the -wal and -shm that a reader which ended without Close left next to
// a database, if nobody has it open. It leaves what is not a database of provenance
// alone.
func Tidy(path string) {
	if hollow, err := identify(context.Background(), path); err == nil && !hollow {
		tidy(path)
	}
}

// tidy takes away the -wal and -shm of a database that nobody has open, as a
// writer that closes it does.
func tidy(path string) {
	ctx := context.Background()
	w, err := open(ctx, path, readWrite)
	if err != nil {
		return
	}
	w.conn.ExecContext(ctx, `SELECT count(*) FROM sqlite_schema`)
	w.Close()
}
