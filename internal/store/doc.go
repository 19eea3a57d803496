// Package store keeps the database: it is the only package that knows SQLite.
// It opens and upgrades files, applies ingests, resolves names, exports tables,
// and runs the queries behind the commands.
//
// Records come checked cell by cell from package ingest by way of package
// model; store checks what needs other rows. The two never import one another.
package store

import _ "provenance/internal/needcgo" // says what a build without cgo lacks
