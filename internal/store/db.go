package store

import (
	"context"
	"database/sql"

	"provenance/internal/sqlite"
)

// A DB is an open database. It has one connection; it is not safe for use by
// several goroutines at once.
type DB struct {
	*sqlite.DB
	conn *sql.Conn // its connection
	path string    // as the user names it
	// draft is the file's name for now, "" once it has its own: see openNew.
	draft string
	// filled says that the file was empty and that this process made it a database.
	filled bool
}

// withDriver makes a DB of a connection.
func withDriver(db *sqlite.DB) *DB { return &DB{DB: db, conn: db.Conn, path: db.Path()} }

// table runs one of the package's own queries.
func (db *DB) table(ctx context.Context, query string, args ...any) (*sqlite.Table, error) {
	return db.DB.Table(ctx, query, args...)
}

// each runs a query and hands out its header and then its rows.
func (db *DB) each(ctx context.Context, query string, args []any, header func([]string) error, row func([]any) error) error {
	return db.DB.Each(ctx, query, args, header, row)
}

// plain turns the driver's errors that people meet into sentences.
func plain(err error) error { return sqlite.Plain(err) }
