package query

import (
	"context"
	"database/sql"

	"provenance/internal/sqlite"
)

// A DB is an open database for queries. It has one connection; it is
// not safe for use by several goroutines at once.
type DB struct {
	*sqlite.DB
	conn *sql.Conn // its connection
}

// Of makes a DB of an open database.
func Of(db *sqlite.DB) *DB { return &DB{db, db.Conn} }

// A Table is the answer to a query.
type Table = sqlite.Table

// table runs a query.
func (db *DB) table(ctx context.Context, query string, args ...any) (*Table, error) {
	return db.DB.Table(ctx, query, args...)
}

// orNull is NULL for a text that is not stated.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}
