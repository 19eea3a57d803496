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

// Sizes of the page cache, as SQLite takes them: negative, in KiB. Flags read scores all
// over the file. An ingest writes at the ends of tables, and is as fast with 8 MiB as with
// 32.
const (
	readCache  = "-32768"
	WriteCache = "-8192" // of a connection that writes
)

// busyTimeout is how long, in milliseconds, a statement waits for a lock. An ingest waits
// longer for its transaction: see BeginImmediate.
const busyTimeout = "10000"

// A DB is an open database. It has one connection, so it is not safe for use by several
// goroutines at once.
type DB struct {
	Conn *sql.Conn

	pool       *sql.DB
	path       string
	makesFiles bool // this reader creates the files -wal and -shm
}

// Path returns the path that the database was opened with.
func (db *DB) Path() string { return db.path }

// A Mode is a way to open a file.
type Mode string

// The ways to open a file.
const (
	ReadOnly  Mode = "ro"
	ReadWrite Mode = "rw"
	NewFile   Mode = "rwc" // an empty file that no other process opens

	immutable Mode = "immutable" // for reading a file that nobody can change
)

// longestPath is the length in bytes of the longest path that SQLite opens on Unix: with
// "-journal" it must fit into 512 bytes.
const longestPath = 512 - len("-journal")

// Open opens path. It escapes the path, so a question mark or a percent sign is part of
// the file name. The journal mode of an existing file stays; a new file gets one.
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
		// A rollback journal has nothing to save for a new database, so its pages are written
		// once; a write-ahead log would write them twice. The mode becomes WAL when the
		// database is published.
		q.Set("_journal_mode", "TRUNCATE")
	}
	q.Set("mode", string(mode))
	dsn := "file:" + (&url.URL{Path: filepath.ToSlash(abs)}).EscapedPath() + "?" + q.Encode()
	return connect(ctx, path, dsn)
}

// OpenMemory opens an empty database in memory. Errors mention path.
func OpenMemory(ctx context.Context, path string) (*DB, error) {
	return connect(ctx, path, "file::memory:?"+writeSettings().Encode())
}

// OpenTemporary opens an empty database in a temporary file of SQLite. The file has no
// name and is removed with the connection. Errors mention path.
func OpenTemporary(ctx context.Context, path string) (*DB, error) {
	return connect(ctx, path, "file:?"+writeSettings().Encode())
}

// writeSettings returns the settings of a connection that writes, as DSN parameters of the
// driver.
func writeSettings() url.Values {
	q := settings(WriteCache)
	q.Set("_txlock", "immediate")
	// EXTRA is FULL, and also makes a commit durable with a rollback journal: deleting the
	// journal is the commit, so its name must be gone from the disk. The default of the
	// driver in WAL mode is NORMAL, which loses commits at power failure.
	q.Set("_synchronous", "EXTRA")
	return q
}

// settings returns the settings of every connection.
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

// connectionSettings are settings that a DSN does not take. Views and triggers of a file
// may call only functions that compute a value. A cell that extends beyond its page is an
// error. On macOS, where fsync leaves data in the memory of the disk, SQLite uses
// F_FULLFSYNC. None of these pragmas reads the file.
const connectionSettings = `PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON`

// Close closes the database. A reader of a database in WAL mode creates the files -wal and
// -shm and cannot remove them. If this reader created them and no other process has the
// database open, Close removes them by opening it as a writer.
//
// If an ingest has not ended, Close first finalizes the statements that bulk.c keeps,
// because the connection would not close otherwise. A reader has none.
func (db *DB) Close() error {
	db.Conn.ExecContext(context.Background(), `SELECT bulk_done()`)
	err := errors.Join(db.Conn.Close(), db.pool.Close())
	if err == nil && db.makesFiles {
		Tidy(db.path)
	}
	return err
}

// CopyFrom copies all pages of another database, as of one transaction.
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

// Script runs the statements of a script. If one fails, it rolls back the transaction that
// the script began. It cannot be cancelled, because a statement that can be cancelled
// needs a goroutine.
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

// InTransaction reports whether a transaction is open. After some errors, such as a full
// disk, SQLite has already rolled it back.
func (db *DB) InTransaction() (open bool, err error) {
	err = db.Conn.Raw(func(driver any) error {
		open = !driver.(*sqlite3.SQLiteConn).AutoCommit()
		return nil
	})
	return open, err
}

// Within adds the path to an error that does not mention it.
func Within(path string, err error) error {
	if strings.HasPrefix(err.Error(), path+": ") {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}
