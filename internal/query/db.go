package query

import (
	"context"
	"database/sql"

	"provenance/internal/sqlite"
)

// A DB answers queries about an open database. It has one connection, so it is not safe
// for use by several goroutines at once.
type DB struct {
	*sqlite.DB
	conn *sql.Conn
}

// New returns a DB that uses the connection of an open database. It does not take
// ownership: the caller closes the database.
func New(db *sqlite.DB) *DB { return &DB{db, db.Conn} }

// A Table is the answer to a query.
type Table = sqlite.Table

// table runs a query.
func (db *DB) table(ctx context.Context, query string, args ...any) (*Table, error) {
	return db.DB.Table(ctx, query, args...)
}

// orNull returns NULL for an empty text.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
