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

// Identity of a database file: "prov" in the header, and the version of schema.sql.
const (
	applicationID = 0x70726F76
	schemaVersion = 1
)

// Errors of opening a database. They are wrapped with the path.
var (
	ErrMissing = errors.New("there is no such database")
	ErrForeign = sqlite.ErrForeign
	ErrNewer   = errors.New("the database was made by a newer version of provenance")
	ErrOlder   = errors.New("the database was made by an older version of provenance")
)

// checkFile reports whether there is something at path, and refuses what is no file:
// to open a pipe would wait for ever, and no signal would end it.
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

// checkWritable refuses a file that this user may not write. SQLite would open it
// to be read, without a word.
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

// mustExist returns an error if there is no database at path, or none of provenance.
func mustExist(ctx context.Context, path string) error {
	there, err := checkFile(path)
	if err != nil {
		return err
	}
	if !there {
		return fmt.Errorf("%s: %w (make one with 'provenance ingest', or name another with --db)", path, ErrMissing)
	}
	hollow, err := identify(ctx, path)
	if err == nil && hollow {
		err = fmt.Errorf("%s: %w: it is empty", path, ErrForeign)
	}
	return err
}

// OpenExisting opens a database for writing as OpenWrite does, but makes none.
func OpenExisting(ctx context.Context, path string) (*DB, error) {
	if err := mustExist(ctx, path); err != nil {
		return nil, err
	}
	return OpenWrite(ctx, path)
}

// OpenRead opens an existing database for reading. Nothing that is done with it
// can write: the file is opened read-only, and the connection refuses it too. A
// file that is not a database of this version, or whose schema somebody changed, is
// refused before anything in it runs.
func OpenRead(ctx context.Context, path string) (*DB, error) {
	if err := mustExist(ctx, path); err != nil {
		return nil, err
	}
	db, err := sqlite.OpenRead(ctx, path, func(ctx context.Context, file *sqlite.DB) error {
		db := withDriver(file)
		if err := db.checkIdentity(ctx); err != nil {
			return err
		}
		return db.checkSchema(ctx)
	})
	if err != nil {
		return nil, err
	}
	return withDriver(db), nil
}

// OpenWrite opens a database for writing, makes it if it is absent, and upgrades
// it if it is older. A foreign or newer file is refused untouched, and so is one
// whose schema is not the one of its version. A file that holds nothing at all
// becomes a database. A new database has its name when something is committed to
// it, or when it is closed.
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
	hollow, err := identify(ctx, path)
	if err != nil {
		return nil, err
	}
	file, err := sqlite.Open(ctx, path, sqlite.ReadWrite)
	if err != nil {
		return nil, err
	}
	db := withDriver(file)
	if !hollow { // a file that was being made when its writer was killed is empty again
		hollow, err = db.empty(ctx)
	}
	if err == nil && hollow {
		err = db.fill(ctx)
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

// OpenCopy opens a private copy of an existing database, for a trial: see OpenScratch.
func OpenCopy(ctx context.Context, path string) (*DB, error) {
	if err := mustExist(ctx, path); err != nil {
		return nil, err
	}
	return copyOf(ctx, path)
}

// OpenScratch opens a database for an ingest that is a trial: a private copy of
// the file, so that the ingest is checked against what is on record, or an empty
// one where there is no file. Nothing is written to the file and no lock on it is
// held; what SQLite keeps on the disk is a temporary file without a name.
func OpenScratch(ctx context.Context, path string) (*DB, error) {
	there, err := false, error(nil)
	if path != "" {
		there, err = checkFile(path)
	}
	if err == nil && there {
		var hollow bool
		hollow, err = identify(ctx, path)
		there = !hollow
	}
	if err != nil {
		return nil, err
	}
	if there {
		return copyOf(ctx, path)
	}
	memory, err := sqlite.OpenMemory(ctx, path)
	if err != nil {
		return nil, err
	}
	db := withDriver(memory)
	if err := db.create(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// copyOf opens a private copy of a database in a temporary file of SQLite, which
// has no name and goes with the connection.
func copyOf(ctx context.Context, path string) (*DB, error) {
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
	return withDriver(to), nil
}

// Close closes the database. A new one gets its name.
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

// Discard closes the database and, if this process made the file and committed
// nothing to it, takes it away again: nobody else has seen it.
func (db *DB) Discard() {
	if db.draft != "" {
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
		return newer(db.path, version)
	case version < schemaVersion:
		return fmt.Errorf("%s: %w: schema version %d, this one reads %d (run 'provenance upgrade')", db.path, ErrOlder, version, schemaVersion)
	}
	return nil
}
