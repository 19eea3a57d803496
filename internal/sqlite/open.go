package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// Sizes of the page cache, in KiB as SQLite wants them. A flag asks for scores all
// over the file; an ingest writes at the ends of its tables, and 8 MiB are as
// quick for it as 32.
const (
	readCache  = "-32768"
	WriteCache = "-8192" // of a connection that writes
)

// busyTimeout is how long, in milliseconds, a statement waits for a lock. The
// beginning of an ingest waits longer: see BeginImmediate.
const busyTimeout = "10000"

// A DB is an open database. It has one connection; it is not safe for use by
// several goroutines at once.
type DB struct {
	Conn *sql.Conn

	pool   *sql.DB
	path   string
	litter bool // this reader makes -wal and -shm files
}

// Path is the path that the database was opened with.
func (db *DB) Path() string { return db.path }

// A Mode is a way to open a file.
type Mode string

// The ways to open a file.
const (
	ReadOnly  Mode = "ro"
	ReadWrite Mode = "rw"
	NewFile   Mode = "rwc" // an empty file that nobody else opens

	immutable Mode = "immutable" // to read a file that nobody can change
)

// longestPath is the longest path that SQLite opens on Unix, in bytes: with "-journal"
// it must fit into 512.
const longestPath = 512 - len("-journal")

// Open connects to path. The path is escaped: a question mark or a percent sign
// in a file name is part of the name. The journal mode of a file is its own; only
// a new one gets one.
func Open(ctx context.Context, path string, mode Mode) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(abs) > longestPath {
		return nil, fmt.Errorf("%s: the full path, %s, has %d bytes, and SQLite allows %d", path, abs, len(abs), longestPath)
	}
	q := writeSettings()
	switch mode {
	case ReadOnly:
		q = settings(readCache)
	case immutable:
		q = settings(readCache)
		q.Set("immutable", "1")
		mode = ReadOnly
	case NewFile:
		// A new database has nothing that a rollback journal must save: its pages are
		// written once, where a write-ahead log writes them twice. It becomes WAL when it
		// is published.
		q.Set("_journal_mode", "TRUNCATE")
	}
	q.Set("mode", string(mode))
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath() + "?" + q.Encode()
	return connect(ctx, path, dsn)
}

// OpenMemory opens an empty database in memory. Errors name path.
func OpenMemory(ctx context.Context, path string) (*DB, error) {
	return connect(ctx, path, "file::memory:?"+writeSettings().Encode())
}

// OpenTemporary opens an empty database in a temporary file of SQLite, which has no
// name and goes with the connection. Errors name path.
func OpenTemporary(ctx context.Context, path string) (*DB, error) {
	return connect(ctx, path, "file:?"+writeSettings().Encode())
}

// writeSettings are the settings of a connection that writes, as parameters of a
// DSN of the driver.
func writeSettings() url.Values {
	q := settings(WriteCache)
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

func connect(ctx context.Context, path, dsn string) (*DB, error) {
	registerBulk()
	pool, err := sql.Open("sqlite3", dsn)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	conn, err := pool.Conn(ctx)
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("%s: %w", path, Plain(err))
	}
	db := &DB{Conn: conn, pool: pool, path: path}
	if _, err := conn.ExecContext(ctx, connectionSettings); err != nil {
		db.Close()
		return nil, fmt.Errorf("%s: %w", path, Plain(err))
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
//
// Statements that bulk.c keeps, should an ingest not have ended, are finalized first:
// with one of them left the connection would not close. A reader has none.
func (db *DB) Close() error {
	db.Conn.ExecContext(context.Background(), `SELECT bulk_done()`)
	err := errors.Join(db.Conn.Close(), db.pool.Close())
	if err == nil && db.litter {
		Tidy(db.path)
	}
	return err
}

// CopyFrom copies the pages of another database, as one transaction has them.
func (db *DB) CopyFrom(from *DB) error {
	return db.Conn.Raw(func(to any) error {
		return from.Conn.Raw(func(from any) error {
			b, err := to.(*sqlite3.SQLiteConn).Backup("main", from.(*sqlite3.SQLiteConn), "main")
			if err != nil {
				return err
			}
			_, err = b.Step(-1)
			return errors.Join(err, b.Close())
		})
	})
}

// Script runs several statements, whole; a failure rolls back. A statement that
// can be cancelled costs a goroutine.
func (db *DB) Script(ctx context.Context, text string) error {
	ctx = context.WithoutCancel(ctx)
	for _, s := range splitScript(text) {
		if _, err := db.Conn.ExecContext(ctx, s); err != nil {
			db.Conn.ExecContext(ctx, `ROLLBACK`)
			return err
		}
	}
	return nil
}

// InTransaction reports whether a transaction is open. After some errors, such as a
// full disk, SQLite has rolled it back by itself.
func (db *DB) InTransaction() (open bool, err error) {
	err = db.Conn.Raw(func(driver any) error {
		open = !driver.(*sqlite3.SQLiteConn).AutoCommit()
		return nil
	})
	return open, err
}

// Within puts the path before an error that does not name it.
func Within(path string, err error) error {
	if strings.HasPrefix(err.Error(), path+": ") {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}
