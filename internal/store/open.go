package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"

	"provenance"
)

// Identity of a database file: "prov" in the header, and the version of schema.sql.
const (
	applicationID = 0x70726F76
	schemaVersion = 3
)

// Sizes of the page cache, in KiB as SQLite wants them. A flag asks for scores all
// over the file; an ingest writes at the ends of its tables, and 8 MiB are as
// quick for it as 32.
const (
	readCache  = "-32768"
	writeCache = "-8192"
)

// Errors of opening a database. They are wrapped with the path.
var (
	ErrMissing = errors.New("there is no such database")
	ErrForeign = errors.New("this is not a provenance database")
	ErrNewer   = errors.New("the database was made by a newer version of provenance")
	ErrOlder   = errors.New("the database was made by an older version of provenance")
)

// A DB is an open database. It has one connection; it is not safe for use by
// several goroutines at once.
type DB struct {
	sql  *sql.DB
	conn *sql.Conn
	path string
	// created says that the file was made by this process and holds nothing yet.
	created bool
	// litter says that this reader makes -wal and -shm files.
	litter bool
}

// OpenRead opens an existing database for reading. Nothing that is done with it
// can write: the file is opened read-only, and the connection refuses it too.
func OpenRead(ctx context.Context, path string) (*DB, error) {
	if info, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: %w (make one with 'provenance ingest', or name another with --db)", path, ErrMissing)
	} else if err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: is a folder, not a database", path)
	}
	_, werr := os.Stat(path + "-wal")
	db, err := openIdentified(ctx, path)
	if err != nil {
		return nil, err
	}
	_, serr := os.Stat(path + "-shm")
	db.litter = errors.Is(werr, fs.ErrNotExist) && serr == nil
	if _, err := db.conn.ExecContext(ctx, `PRAGMA query_only = ON`); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return db, nil
}

// openIdentified opens a file for reading and checks that it is ours. A database
// in WAL mode cannot be read without a -shm file beside it; where the folder
// cannot be written and no write-ahead log waits in it, the file cannot change
// either, and is opened as immutable.
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
	var se sqlite3.Error
	if err == nil || !errors.As(err, &se) || se.Code != sqlite3.ErrReadonly && se.Code != sqlite3.ErrCantOpen {
		return db, err
	}
	if info, serr := os.Stat(path + "-wal"); serr == nil && info.Size() > 0 {
		return nil, err
	}
	return try("immutable")
}

// OpenWrite opens a database for writing, makes it if it is absent, and upgrades
// it if it is older. A foreign or newer file is refused untouched.
func OpenWrite(ctx context.Context, path string) (*DB, error) {
	created := false
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return nil, fmt.Errorf("%s: the folder %s does not exist", path, filepath.Dir(path))
		}
		created = true
	} else if !current(path) {
		// Look before anything can be written.
		db, err := open(ctx, path, "ro")
		if err != nil {
			return nil, err
		}
		err = db.checkIdentity(ctx)
		db.Close()
		if err != nil && !errors.Is(err, ErrOlder) {
			return nil, err
		}
	}
	mode := "rw"
	if created {
		mode = "new"
	}
	db, err := open(ctx, path, mode)
	if err != nil {
		return nil, err
	}
	db.created = created
	if created {
		err = db.create(ctx)
	} else if err = db.checkIdentity(ctx); err == nil || errors.Is(err, ErrOlder) {
		err = db.upgrade(ctx, steps, schemaVersion, provenance.Schema)
	}
	if err != nil {
		db.Discard()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return db, nil
}

// current tells whether the header of a file is that of a database of this
// version: then nothing needs to be looked at before it is opened to be written,
// which reads the schema once more. What a write-ahead log says beside it is
// looked at afterwards. See https://www.sqlite.org/fileformat2.html#the_database_header.
func current(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head := make([]byte, 72)
	if _, err := io.ReadFull(f, head); err != nil {
		return false
	}
	return string(head[:16]) == "SQLite format 3\x00" && binary.BigEndian.Uint32(head[60:]) == schemaVersion && binary.BigEndian.Uint32(head[68:]) == applicationID
}

// OpenScratch opens a database for an ingest that will be rolled back: the file
// itself, so that it is checked against what is on record, or, where there is
// none, one in memory, so that none is made.
func OpenScratch(ctx context.Context, path string) (*DB, error) {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		db, err := open(ctx, path, "ro")
		if err != nil {
			return nil, err
		}
		err = db.checkIdentity(ctx)
		db.Close()
		if err != nil {
			return nil, err
		}
		return open(ctx, path, "rw")
	}
	db, err := connect(ctx, path, "file::memory:?_foreign_keys=1&_recursive_triggers=1")
	if err != nil {
		return nil, err
	}
	if err := db.create(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// open connects to path. The path is escaped: a question mark or a percent sign
// in a file name is part of the name.
func open(ctx context.Context, path, mode string) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	q := url.Values{}
	if mode == "immutable" {
		q.Set("immutable", "1")
		mode = "ro"
	}
	// A new database has nothing that a rollback journal must save: its pages are
	// written once, where a write-ahead log writes them twice. It becomes WAL after
	// its first commit. TRUNCATE, not DELETE: only then is the end of the journal,
	// which is the commit, synced too.
	journal := "WAL"
	if mode == "new" {
		journal, mode = "TRUNCATE", "rwc"
	}
	q.Set("mode", mode)
	q.Set("_stmt_cache_size", "64")
	q.Set("_mutex", "no") // a DB is used by one goroutine at a time
	q.Set("_busy_timeout", "10000")
	q.Set("_foreign_keys", "1")
	q.Set("_recursive_triggers", "1")
	q.Set("_cache_size", readCache)
	if mode != "ro" {
		q.Set("_cache_size", writeCache)
		q.Set("_txlock", "immediate")
		q.Set("_journal_mode", journal)
		q.Set("_synchronous", "FULL") // the driver's default in WAL loses commits at power failure
	}
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
	return &DB{sql: pool, conn: conn, path: path}, nil
}

// plain turns the driver's errors that people meet into sentences.
func plain(err error) error {
	var se sqlite3.Error
	if errors.As(err, &se) {
		switch se.Code {
		case sqlite3.ErrNotADB:
			return fmt.Errorf("%w: it is not SQLite", ErrForeign)
		case sqlite3.ErrCantOpen:
			return fmt.Errorf("cannot be opened, check the folder and the permissions: %w", err)
		case sqlite3.ErrBusy, sqlite3.ErrLocked:
			return errors.New("another process is writing to it; try again")
		}
	}
	return err
}

// Close closes the database. A reader of a database in WAL mode has made the
// files -wal and -shm, and cannot take them away; where it made them itself and
// nobody else has the database open, Close asks a writer to do so.
func (db *DB) Close() error {
	err := errors.Join(db.conn.Close(), db.sql.Close())
	if err == nil && db.litter {
		if w, werr := open(context.Background(), db.path, "rw"); werr == nil {
			w.conn.ExecContext(context.Background(), `SELECT count(*) FROM sqlite_schema`)
			w.Close()
		}
	}
	return err
}

// Discard closes the database and, if this process made the file and committed
// nothing to it, takes it away again.
func (db *DB) Discard() {
	db.Close()
	if db.created {
		for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
			os.Remove(db.path + suffix)
		}
	}
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
		return fmt.Errorf("%s: %w: schema version %d, this one knows %d; it was not touched", db.path, ErrNewer, version, schemaVersion)
	case version < schemaVersion:
		return fmt.Errorf("%s: %w: schema version %d, this one reads %d (run 'provenance upgrade')", db.path, ErrOlder, version, schemaVersion)
	}
	return nil
}

// create makes the schema in an empty file, in one transaction.
func (db *DB) create(ctx context.Context) error {
	return db.script(ctx, "BEGIN IMMEDIATE;\n"+provenance.Schema+"\nCOMMIT;")
}

// settleJournal puts a database that was made by this process into WAL mode,
// once something is committed to it.
func (db *DB) settleJournal(ctx context.Context) error {
	if !db.created {
		return nil
	}
	db.created = false
	if _, err := db.conn.ExecContext(ctx, `PRAGMA journal_mode = WAL`); err != nil {
		return fmt.Errorf("%s: %w", db.path, plain(err))
	}
	return nil
}

// script runs several statements; a failure rolls back.
func (db *DB) script(ctx context.Context, text string) error {
	if _, err := db.conn.ExecContext(ctx, text); err != nil {
		db.conn.ExecContext(context.WithoutCancel(ctx), `ROLLBACK`)
		return err
	}
	return nil
}
