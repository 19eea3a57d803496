package dbfile

import "provenance/internal/sqlite"

// A DB is an open database. It has one connection; it is not safe for use by
// several goroutines at once.
type DB struct {
	*sqlite.DB
	path string // as the user names it
	// draft is the file's name for now, "" once it has its own: see openNew.
	draft string
	// filled says that the file was empty and that this process made it a database.
	filled bool
}

// newDB makes a DB of a connection.
func newDB(db *sqlite.DB) *DB { return &DB{DB: db, path: db.Path()} }

// Path is the path of the database, as the user names it.
func (db *DB) Path() string { return db.path }
