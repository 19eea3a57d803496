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
	"time"

	"provenance"
)

// Identity of a database file: "prov" in the header, and the version of schema.sql.
const (
	applicationID = 0x70726F76
	schemaVersion = 4
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
// it if it is older. A foreign or newer file is refused untouched; one that holds
// nothing at all is taken for a new one. A database that this makes has its name
// when something is committed to it, or when it is closed.
func OpenWrite(ctx context.Context, path string) (*DB, error) {
	there, err := checkFile(path)
	if err != nil {
		return nil, err
	}
	if !there {
		if _, err := os.Stat(filepath.Dir(path)); err != nil {
			return nil, fmt.Errorf("%s: the folder %s does not exist", path, filepath.Dir(path))
		}
		return openNew(ctx, path)
	}
	if err := checkWritable(path); err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	hollow := err == nil && info.Size() == 0
	if !hollow && !current(path) {
		// Look before anything can be written.
		if hollow, err = look(ctx, path); err != nil {
			return nil, err
		}
	}
	db, err := open(ctx, path, "rw")
	if err != nil {
		return nil, err
	}
	if hollow {
		err = db.fill(ctx)
	}
	if err == nil {
		err = db.checkIdentity(ctx)
	}
	if err == nil || errors.Is(err, ErrOlder) {
		err = db.upgrade(ctx, steps, schemaVersion, provenance.Schema)
	}
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, plain(err))
	}
	return db, nil
}

// look tells without writing whether a file may be opened to be written, and
// whether it holds nothing yet. It looks again at one that held nothing and then
// did: another process was filling it.
func look(ctx context.Context, path string) (hollow bool, err error) {
	for range 3 {
		var db *DB
		if db, err = openIdentified(ctx, path); err == nil {
			return false, db.Close()
		}
		if errors.Is(err, ErrOlder) {
			return false, nil
		}
		if !errors.Is(err, ErrForeign) {
			return false, err
		}
		if db, oerr := open(ctx, path, "ro"); oerr == nil {
			empty, eerr := db.empty(ctx)
			db.Close()
			if eerr == nil && empty {
				return true, nil
			}
		}
	}
	return false, err
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
	there, err := false, error(nil)
	if path != "" {
		there, err = checkFile(path)
	}
	if err == nil && there {
		err = checkWritable(path)
	}
	if err != nil {
		return nil, err
	}
	if there {
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
	// written once, where a write-ahead log writes them twice. It becomes WAL when it
	// is published. TRUNCATE, not DELETE: only then is the end of the journal,
	// which is the commit, synced too.
	journal := "WAL"
	if mode == "new" {
		journal, mode = "TRUNCATE", "rwc"
	}
	q.Set("mode", mode)
	q.Set("_stmt_cache_size", "64")
	q.Set("_mutex", "no") // a DB is used by one goroutine at a time
	q.Set("_busy_timeout", busyTimeout)
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
	conn, err := firstConn(ctx, pool)
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("%s: %w", path, plain(err))
	}
	return &DB{sql: pool, conn: conn, path: path}, nil
}

// firstConn connects. Where several processes make a database of an empty file at once,
// each has read that it is none yet when it sets WAL, and SQLite, which waits for a lock
// that is wanted first, does not wait for one that is wanted more of: it says at once that
// the file is busy.
func firstConn(ctx context.Context, pool *sql.DB) (*sql.Conn, error) {
	for start := time.Now(); ; {
		conn, err := pool.Conn(ctx)
		if !busy(err) || time.Since(start) > connectWait {
			return conn, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

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
		return fmt.Errorf("%s: %w: schema version %d, this one knows %d; it was not touched", db.path, ErrNewer, version, schemaVersion)
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
