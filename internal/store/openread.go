package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
)

// OpenRead opens an existing database for reading. Nothing that is done with it
// can write: the file is opened read-only, and the connection refuses it too.
func OpenRead(ctx context.Context, path string) (*DB, error) {
	if there, err := checkFile(path); err != nil {
		return nil, err
	} else if !there {
		return nil, fmt.Errorf("%s: %w (make one with 'provenance ingest', or name another with --db)", path, ErrMissing)
	}
	_, werr := os.Stat(real(path) + "-wal")
	db, err := openIdentified(ctx, path)
	_, serr := os.Stat(real(path) + "-shm")
	litter := errors.Is(werr, fs.ErrNotExist) && serr == nil
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

// openIdentified opens a file for reading and checks that it is ours. A database
// in WAL mode cannot be read without a -shm file beside it; where the folder
// cannot be written and no journal waits in it, the file cannot change either,
// and is opened as immutable. Where it can be written, what cannot be read yet is
// the work of a writer that was killed, which the next writer undoes, or the
// moment in which another process takes its -wal and -shm away.
func openIdentified(ctx context.Context, path string) (*DB, error) {
	try := func(mode string) (*DB, error) {
		db, err := open(ctx, path, mode)
		if err != nil {
			return nil, err
		}
		if err := db.checkIdentity(ctx); err != nil {
			db.Close()
			return nil, err
		}
		return db, nil
	}
	db, err := try("ro")
	for range 3 {
		if !unreadable(err) {
			return db, err
		}
		if !writable(path) {
			break
		}
		if w, werr := open(ctx, path, "rw"); werr == nil {
			w.Close()
		}
		db, err = try("ro")
	}
	if !unreadable(err) || writable(path) {
		return db, err
	}
	for _, journal := range []string{"-wal", "-journal"} {
		if info, serr := os.Stat(real(path) + journal); serr == nil && info.Size() > 0 {
			return nil, fmt.Errorf("%s: what a writer left in %s%s must be taken in before it can be read, and the folder cannot be written: %w", path, filepath.Base(path), journal, err)
		}
	}
	return try("immutable")
}

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

// Litters tells whether this reader made files beside the database, which Close
// takes away.
func (db *DB) Litters() bool { return db.litter }

// Tidy takes away the -wal and -shm that a reader which ended without Close left
// beside a database, if nobody has it open.
func Tidy(path string) { tidy(path) }

// tidy takes away the -wal and -shm of a database that nobody has open, as a
// writer that closes it does.
func tidy(path string) {
	ctx := context.Background()
	w, err := open(ctx, path, "rw")
	if err != nil {
		return
	}
	w.conn.ExecContext(ctx, `SELECT count(*) FROM sqlite_schema`)
	w.Close()
}
