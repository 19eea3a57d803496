package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"

	"provenance"
)

// Identity of a database file: "prov" in the header, and the version of schema.sql.
const (
	applicationID = 0x70726F76
	schemaVersion = 1
)

// Sizes of the page cache, in KiB as SQLite wants them. A flag asks for scores all
// over the file; an ingest writes at the ends of its tables, and 8 MiB are as
// quick for it as 32.
const (
	readCache  = "-32768"
	writeCache = "-8192"
)

// busyTimeout is how long, in milliseconds, a statement waits for a lock. The
// beginning of an ingest waits longer: see beginImmediate.
const busyTimeout = "10000"

// Errors of opening a database. They are wrapped with the path.
var (
	ErrMissing = errors.New("there is no such database")
	ErrForeign = errors.New("this is not a provenance database")
	ErrNewer   = errors.New("the database was made by a newer version of provenance")
	ErrOlder   = errors.New("the database was made by an older version of provenance")
	ErrFull    = errors.New("there is no room left to write it: free some, or raise the limit on the size of files, and run it again")
)

// A DB is an open database. It has one connection; it is not safe for use by
// several goroutines at once.
type DB struct {
	sql  *sql.DB
	conn *sql.Conn
	path string
	// draft is the file's name for now, "" once it has its own: see openNew.
	draft string
	// filled says that the file was empty and that this process made it a database.
	filled bool
	// litter says that this reader makes -wal and -shm files.
	litter bool
}

// checkFile tells whether there is something at path, and refuses what is no file:
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

// writable tells whether a database and its folder can be written.
func writable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	f.Close()
	f, err = os.CreateTemp(filepath.Dir(real(path)), ".provenance-*.tmp")
	if err != nil {
		return false
	}
	f.Close()
	return os.Remove(f.Name()) == nil
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
	db, err := open(ctx, path, readWrite)
	if err != nil {
		return nil, err
	}
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
		return nil, within(path, plain(err))
	}
	return db, nil
}

// within puts the path before an error that does not name it.
func within(path string, err error) error {
	if strings.HasPrefix(err.Error(), path+": ") {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
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
	db, err := connect(ctx, path, "file::memory:?"+writeSettings().Encode())
	if err != nil {
		return nil, err
	}
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
	to, err := connect(ctx, path, "file:?"+writeSettings().Encode())
	if err != nil {
		return nil, err
	}
	if err := to.copyFrom(from); err != nil {
		to.Close()
		return nil, fmt.Errorf("%s: copy it for a trial: %w", path, plain(err))
	}
	return to, nil
}

// copyFrom copies the pages of another database, as one transaction has them.
func (db *DB) copyFrom(from *DB) error {
	return db.conn.Raw(func(to any) error {
		return from.conn.Raw(func(from any) error {
			b, err := to.(*sqlite3.SQLiteConn).Backup("main", from.(*sqlite3.SQLiteConn), "main")
			if err != nil {
				return err
			}
			_, err = b.Step(-1)
			return errors.Join(err, b.Close())
		})
	})
}

// writeSettings are the settings of a connection that writes, as parameters of a
// DSN of the driver.
func writeSettings() url.Values {
	q := settings(writeCache)
	q.Set("_txlock", "immediate")
	// EXTRA is FULL, and makes a commit durable with a rollback journal, too: the
	// commit is the end of the journal, and its name must be gone from the disk. The
	// driver's default in WAL is NORMAL, which loses commits at power failure.
	q.Set("_synchronous", "EXTRA")
	return q
}

// settings are those of every connection.
func settings(cache string) url.Values {
	q := url.Values{}
	q.Set("_stmt_cache_size", "64")
	q.Set("_mutex", "no") // a DB is used by one goroutine at a time
	q.Set("_busy_timeout", busyTimeout)
	q.Set("_foreign_keys", "1")
	q.Set("_recursive_triggers", "1")
	q.Set("_cache_size", cache)
	return q
}

// longestPath is the longest path that SQLite opens on Unix, in bytes: with "-journal"
// it must fit into 512.
const longestPath = 512 - len("-journal")

// The ways to open a file.
const (
	readOnly  = "ro"
	immutable = "immutable" // to read a file that nobody can change
	readWrite = "rw"
	newFile   = "rwc" // a draft: see openNew
)

// open connects to path. The path is escaped: a question mark or a percent sign
// in a file name is part of the name. The journal mode of a file is its own; only
// a new one gets one.
func open(ctx context.Context, path, mode string) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(abs) > longestPath {
		return nil, fmt.Errorf("%s: the whole path, %s, has %d bytes, and SQLite takes %d", path, abs, len(abs), longestPath)
	}
	q := writeSettings()
	switch mode {
	case readOnly:
		q = settings(readCache)
	case immutable:
		q = settings(readCache)
		q.Set("immutable", "1")
		mode = readOnly
	case newFile:
		// A new database has nothing that a rollback journal must save: its pages are
		// written once, where a write-ahead log writes them twice. It becomes WAL when it
		// is published.
		q.Set("_journal_mode", "TRUNCATE")
	}
	q.Set("mode", mode)
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath() + "?" + q.Encode()
	return connect(ctx, path, dsn)
}

func connect(ctx context.Context, path, dsn string) (*DB, error) {
	registerBulk()
	pool, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("%s: %w", path, plain(err))
	}
	db := &DB{sql: pool, conn: conn, path: path}
	if _, err := conn.ExecContext(ctx, connectionSettings); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, plain(err))
	}
	return db, nil
}

// connectionSettings are those that a DSN does not take. Views and triggers of a
// file call no function that could do more than make a value; a cell of a page that
// runs over its end is an error; and on macOS, where fsync leaves data in the memory
// of the disk, SQLite asks for F_FULLFSYNC. None of them reads the file.
const connectionSettings = `PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON`

// Close closes the database. A reader of a database in WAL mode has made the
// files -wal and -shm, and cannot take them away; where it made them itself and
// nobody else has the database open, Close asks a writer to do so.
func (db *DB) Close() error {
	if err := db.publish(context.Background()); err != nil {
		db.Discard()
		return err
	}
	if db.conn == nil {
		return nil
	}
	db.letGo()
	err := errors.Join(db.conn.Close(), db.sql.Close())
	if err == nil && db.litter {
		tidy(db.path)
	}
	return err
}

// letGo finalizes the statements that bulk.c keeps, should an ingest not have
// ended: with one of them left the connection would not close. A reader has none.
func (db *DB) letGo() {
	db.conn.ExecContext(context.Background(), `SELECT bulk_done()`)
}

// Discard closes the database and, if this process made the file and committed
// nothing to it, takes it away again: nobody else has seen it.
func (db *DB) Discard() {
	if db.draft != "" {
		db.letGo()
		db.conn.Close()
		db.sql.Close()
		db.removeDraft()
		return
	}
	db.Close()
}

// checkIdentity tells whether the file is a provenance database of this version.
func (db *DB) checkIdentity(ctx context.Context) error {
	var app, version int
	if err := db.conn.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&app); err != nil {
		return fmt.Errorf("%s: %w", db.path, plain(err))
	}
	if err := db.conn.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return fmt.Errorf("%s: %w", db.path, plain(err))
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

// script runs several statements, whole; a failure rolls back. A statement that
// can be cancelled costs a goroutine.
func (db *DB) script(ctx context.Context, text string) error {
	ctx = context.WithoutCancel(ctx)
	for _, s := range splitScript(text) {
		if _, err := db.conn.ExecContext(ctx, s); err != nil {
			db.conn.ExecContext(ctx, `ROLLBACK`)
			return err
		}
	}
	return nil
}
