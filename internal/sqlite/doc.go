// Package sqlite is the driver: the only package that knows github.com/mattn/go-sqlite3.
// It opens connections with the settings that the program needs, runs queries, waits for
// other processes, inserts and reads many rows in one call (bulk.c), limits what a
// typed statement may do (see Ask), and reads the text of a schema.
//
// It knows neither the tables nor what they mean. Packages store and query do; they are
// built on it.
package sqlite

import _ "provenance/internal/needcgo" // says what a build without cgo lacks
