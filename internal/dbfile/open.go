package dbfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"provenance"
	"provenance/internal/sqlite"
)

// The identity of a database file: "prov" in its header, and the version of schema.sql.
const (
	applicationID = 0x70726F76
	schemaVersion = 1
)

// Errors of opening a database. They are returned wrapped, with the path.
var (
	ErrMissing = errors.New("there is no such database")
	ErrForeign = sqlite.ErrForeign
	ErrNewer   = errors.New("the database was made by a newer version of provenance")
	ErrOlder   = errors.New("the database was made by an older version of provenance")
)

// checkFile reports whether there is a file at path. It returns an error for a folder, a
// device or a pipe: opening a pipe could wait for ever, and no signal would end it.
func checkFile(path string) (there bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case info.IsDir():
		return false, fmt.Errorf("%s: is a folder, not a database", path)
	case !info.Mode().IsRegular():
		return false, fmt.Errorf("%s: is a device or a pipe, not a database", path)
	}
	return true, nil
}

// checkWritable returns an error if this user may not write the file. SQLite would
// silently open it for reading.
func checkWritable(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
			err = pe.Err
		}
		return fmt.Errorf("%s: cannot be written: %w", path, err)
	}
	return f.Close()
}

// mustExist returns an error that wraps ErrMissing or ErrForeign unless there is a
// database of provenance at path.
func mustExist(ctx context.Context, path string) error {
	there, err := checkFile(path)
	if err != nil {
		return err
	}
	if !there {
		return fmt.Errorf("%s: %w (name one with --db, or make one with 'provenance ingest' or, to look around, 'provenance demo')", path, ErrMissing)
	}
	empty, err := identify(ctx, path)
	if err == nil && empty {
		err = fmt.Errorf("%s: %w: it is empty", path, ErrForeign)
	}
	return err
}

// OpenExisting opens a database for writing as OpenWrite does, but returns ErrMissing,
// wrapped, if there is none.
func OpenExisting(ctx context.Context, path string) (*DB, error) {
	if err := mustExist(ctx, path); err != nil {
		return nil, err
	}
	return OpenWrite(ctx, path)
}

// OpenRead opens an existing database for reading. The file is opened read-only, and the
// connection refuses to write, too. A file that is not a database of this version, or
// whose schema was changed, is refused before anything in it runs.
func OpenRead(ctx context.Context, path string) (*DB, error) {
	if err := mustExist(ctx, path); err != nil {
		return nil, err
	}
	db, err := sqlite.OpenRead(ctx, path, func(ctx context.Context, file *sqlite.DB) error {
		db := newDB(file)
		if err := db.checkIdentity(ctx); err != nil {
			return err
		}
		return db.checkSchema(ctx)
	})
	if err != nil {
		return nil, err
	}
	return newDB(db), nil
}

// OpenWrite opens a database for writing, makes it if it is absent, and upgrades it if it
// is older. A foreign or newer file is refused untouched, and so is one whose schema is
// not the one of its version. An empty file becomes a database. A new database gets its
// name when something is committed to it or when it is closed.
//
// Two things write before checkSchema has compared the schema, and neither runs anything
// that the author of the file wrote. fillEmptyFile writes only if the file has no object,
// and asks again within its transaction. upgrade compares the schema with the one of its
// version within its transaction, before anything else, and drops only objects of that
// schema by name. What is asked before (isEmpty, checkIdentity) is sqlite_schema and
// pragmas: no view or trigger of the file can answer for them.
func OpenWrite(ctx context.Context, path string) (*DB, error) {
	there, err := checkFile(path)
	if err != nil {
		return nil, err
	}
	if !there {
		return openNew(ctx, path)
	}
	if err := checkWritable(path); err != nil {
		return nil, err
	}
	empty, err := identify(ctx, path)
	if err != nil {
		return nil, err
	}
	file, err := sqlite.Open(ctx, path, sqlite.ReadWrite)
	if err != nil {
		return nil, err
	}
	db := newDB(file)
	if !empty { // opening may have rolled back the only write of a killed process, so that the file is empty
		empty, err = db.isEmpty(ctx)
	}
	if err == nil && empty {
		err = db.fillEmptyFile(ctx)
	}
	if err == nil {
		err = db.checkIdentity(ctx)
	}
	if errors.Is(err, ErrOlder) {
		err = db.upgrade(ctx, steps, schemaVersion, provenance.Schema)
	}
	if err == nil {
		err = db.checkSchema(ctx)
	}
	if err != nil {
		db.Close()
		return nil, sqlite.Within(path, sqlite.Plain(err))
	}
	return db, nil
}

// OpenCopy opens a private copy of an existing database, for a dry run: see OpenScratch.
func OpenCopy(ctx context.Context, path string) (*DB, error) {
	if err := mustExist(ctx, path); err != nil {
		return nil, err
	}
	return openCopyOf(ctx, path)
}

// OpenScratch opens a database for a dry run: a private copy of the file, so that an ingest
// is checked against what is on record, or an empty database if there is no file. It
// writes nothing to the file and holds no lock on it; SQLite keeps the copy in a temporary
// file without a name.
func OpenScratch(ctx context.Context, path string) (*DB, error) {
	there, err := false, error(nil)
	if path != "" {
		there, err = checkFile(path)
	}
	if err == nil && there {
		var empty bool
		empty, err = identify(ctx, path)
		there = !empty
	}
	if err != nil {
		return nil, err
	}
	if there {
		return openCopyOf(ctx, path)
	}
	memory, err := sqlite.OpenMemory(ctx, path)
	if err != nil {
		return nil, err
	}
	db := newDB(memory)
	if err := db.create(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// openCopyOf opens a private copy of a database in a temporary file of SQLite, which has no
// name and is removed with the connection.
func openCopyOf(ctx context.Context, path string) (*DB, error) {
	from, err := OpenRead(ctx, path)
	if err != nil {
		return nil, err
	}
	defer from.Close()
	to, err := sqlite.OpenTemporary(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := to.CopyFrom(from.DB); err != nil {
		to.Close()
		return nil, fmt.Errorf("%s: copy it for a trial: %w", path, sqlite.Plain(err))
	}
	return newDB(to), nil
}

// Close closes the database. A new one gets its name before.
func (db *DB) Close() error {
	if err := db.Publish(context.Background()); err != nil {
		db.Discard()
		return err
	}
	if db.DB == nil {
		return nil
	}
	return db.DB.Close()
}

// Discard closes the database. If it is new and nothing was committed to it, Discard removes
// the draft, which no other process has seen.
func (db *DB) Discard() {
	if db.tempPath != "" {
		db.DB.Close()
		db.removeDraft()
		return
	}
	db.Close()
}

// checkIdentity returns an error unless the file is a provenance database of this version.
func (db *DB) checkIdentity(ctx context.Context) error {
	var app, version int
	if err := db.Conn.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&app); err != nil {
		return fmt.Errorf("%s: %w", db.path, sqlite.Plain(err))
	}
	if err := db.Conn.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return fmt.Errorf("%s: %w", db.path, sqlite.Plain(err))
	}
	switch {
	case app != applicationID:
		return fmt.Errorf("%s: %w: its application_id is %#x, not %#x", db.path, ErrForeign, app, applicationID)
	case version > schemaVersion:
		return newerError(db.path, version)
	case version < schemaVersion:
		return fmt.Errorf("%s: %w: schema version %d, this one reads %d (run 'provenance upgrade')", db.path, ErrOlder, version, schemaVersion)
	}
	return nil
}
