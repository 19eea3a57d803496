package dbfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"provenance"
	"provenance/internal/sqlite"
)

// ErrRaced is returned by Publish if another process made the database while this one was
// making it. Nothing was written; the ingest can be run again on the database that is
// there now.
var ErrRaced = errors.New("another process made this database in the meantime; nothing was written, run it again")

// openNew makes a database. Until something is committed to it, it is a draft with another
// name in the same folder; then it gets its own name. So other processes find either no
// database or a complete one, even after a kill, and two processes that make the same
// database do not disturb each other.
//
// Note: making the file in place, and removing it if the ingest is refused, would be
// wrong. Another process may have it open, and its commits would be lost with the file.
func openNew(ctx context.Context, path string) (*DB, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("%s: is a symbolic link to a file that does not exist", path)
	}
	if n := len(filepath.Base(path)); n > longestName {
		return nil, fmt.Errorf("%s: the name has %d bytes, and a database may have %d: SQLite puts files next to it whose names are longer", path, n, longestName)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("%s: the folder %s does not exist", path, filepath.Dir(path))
	}
	if err := refuseStale(path); err != nil {
		return nil, err
	}
	draft, err := newDraft(path)
	if err != nil {
		return nil, err
	}
	file, err := sqlite.Open(ctx, draft, sqlite.NewFile)
	if err != nil {
		os.Remove(draft)
		return nil, sqlite.Within(path, sqlite.Plain(err))
	}
	db := newDB(file)
	db.path, db.tempPath = path, draft
	if err := db.create(ctx); err != nil {
		db.Discard()
		return nil, fmt.Errorf("%s: %w", path, sqlite.Plain(err))
	}
	return db, nil
}

// longestName is the length in bytes of the longest name of a database: with "-journal" it
// is as long as file systems allow.
const longestName = 255 - len("-journal")

// newDraft makes an empty file next to path. Its name starts with .provenance- and ends
// with .tmp, so that people know what they may delete after a kill.
func newDraft(path string) (string, error) {
	dir, base := filepath.Split(path)
	base = strings.ToValidUTF8(base[:min(len(base), 100)], "")
	for n := 0; ; n++ {
		name := fmt.Sprintf("%s.provenance-%s-%d-%d.tmp", dir, base, os.Getpid(), n)
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
		if err == nil {
			return name, f.Close()
		}
		if errors.Is(err, fs.ErrExist) && n < 1000 {
			continue
		}
		if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
			err = pe.Err // pe names the draft
		}
		return "", fmt.Errorf("%s: a database cannot be made there: %w", path, err)
	}
}

// Publish gives a draft its name after something was committed to it, and makes the name
// durable. Before that it switches the draft to WAL and closes the database: see Reopen.
// It returns ErrRaced if the name was taken meanwhile.
func (db *DB) Publish(ctx context.Context) error {
	if db.tempPath == "" {
		return nil
	}
	_, err := db.Conn.ExecContext(ctx, sqlite.WriteAheadLog)
	if err = errors.Join(err, db.DB.Close()); err != nil {
		return fmt.Errorf("%s: %w", db.path, sqlite.Plain(err))
	}
	if err := refuseStale(db.path); err != nil {
		return sqlite.Within(db.path, err)
	}
	if err := nameFile(db.tempPath, db.path); err != nil {
		return fmt.Errorf("%s: %w", db.path, err)
	}
	db.removeDraft()
	if err := syncFolder(filepath.Dir(db.path)); err != nil {
		return fmt.Errorf("%s: it is written, but may be gone after a power failure: %w", db.path, err)
	}
	db.DB = nil
	return nil
}

// Reopen opens a database that Publish closed. That parses its schema again.
func (db *DB) Reopen(ctx context.Context) error {
	if db.DB != nil {
		return nil
	}
	again, err := sqlite.Open(ctx, db.path, sqlite.ReadWrite)
	if err != nil {
		return fmt.Errorf("%s: it is written, but cannot be opened again: %w", db.path, err)
	}
	db.DB = again
	return nil
}

// nameFile gives a file a second name that no file must have. If the file system has no
// links, it renames the file, provided that the name seems to be free.
func nameFile(old, name string) error {
	err := os.Link(old, name)
	if le := (*os.LinkError)(nil); errors.As(err, &le) {
		err = le.Err
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return ErrRaced
	case errors.Is(err, syscall.EPERM), errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.ENOSYS), errors.Is(err, syscall.EMLINK):
		if _, serr := os.Lstat(name); serr == nil {
			return ErrRaced
		}
		return os.Rename(old, name)
	}
	return err
}

// syncFolder makes the names in a folder durable. Some file systems cannot do that and
// need not.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = d.Sync()
	d.Close()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}

func (db *DB) removeDraft() {
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		os.Remove(db.tempPath + suffix)
	}
	db.tempPath = ""
}

// create makes the schema in an empty file, in one transaction.
func (db *DB) create(ctx context.Context) error {
	return db.Script(ctx, "BEGIN IMMEDIATE;\n"+provenance.Schema+"\nCOMMIT;")
}

// fillEmptyFile makes the schema in a file without any table. Another process may do the
// same at the same time. The schema is committed with a rollback journal, so that the
// header of the file shows from then on whose it is: see identify.
func (db *DB) fillEmptyFile(ctx context.Context) error {
	if err := db.SetJournal(ctx, sqlite.TruncateJournal); err != nil {
		return err
	}
	if err := db.BeginImmediate(ctx); err != nil {
		return err
	}
	empty, err := db.isEmpty(ctx)
	if err != nil || !empty {
		_, rerr := db.Conn.ExecContext(context.WithoutCancel(ctx), `ROLLBACK`)
		err = errors.Join(err, rerr)
	} else {
		err = db.Script(ctx, provenance.Schema+"\nCOMMIT;")
	}
	if err != nil {
		return err
	}
	db.filled = empty
	return db.SetJournal(ctx, sqlite.WriteAheadLog)
}

// Filled reports whether the file was empty and became a database, whose journal
// mode is WAL.
func (db *DB) Filled() bool { return db.filled }

// isEmpty reports whether the file has no object and no identity.
func (db *DB) isEmpty(ctx context.Context) (empty bool, err error) {
	err = db.Conn.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)`).Scan(&empty)
	if err != nil || !empty {
		return false, err
	}
	// No view of the file can have the name of one of these functions now.
	err = db.Conn.QueryRowContext(ctx, `SELECT application_id = 0 AND user_version = 0 FROM pragma_application_id, pragma_user_version`).Scan(&empty)
	return empty, err
}
