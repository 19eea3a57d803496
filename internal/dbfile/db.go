package dbfile

import "provenance/internal/sqlite"

// A DB is an open database of provenance. It has one connection, so it is not safe for use
// by several goroutines at once.
type DB struct {
	*sqlite.DB
	path string // as the user gave it
	// tempPath is the path of a new database until it gets its own name: see openNew.
	// After that it is "".
	tempPath string
	// filled says that the file was empty and that this process made the schema in it.
	filled bool
}

// newDB returns a DB that owns an open connection.
func newDB(db *sqlite.DB) *DB { return &DB{DB: db, path: db.Path()} }

// Path returns the path of the database as the user gave it.
func (db *DB) Path() string { return db.path }
