// Package query asks a database for what commands and figures show: lists, pages, traces,
// flags, histories, differences. It only reads.
package query

import (
	"context"
	"database/sql"

	"provenance/internal/sqlite"
	"provenance/internal/store"
)

// A DB is an open database of which something is asked. It has one connection; it is
// not safe for use by several goroutines at once.
type DB struct {
	*store.DB
	conn *sql.Conn // its connection
}

// Of makes a DB of an open database.
func Of(db *store.DB) *DB { return &DB{db, db.Conn} }

// A Table is the answer to a query.
type Table = sqlite.Table

// table runs a query.
func (db *DB) table(ctx context.Context, query string, args ...any) (*Table, error) {
	return db.DB.Table(ctx, query, args...)
}
