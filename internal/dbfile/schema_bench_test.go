package dbfile

import (
	"testing"

	"provenance"
	"provenance/internal/sqlite"
)

// BenchmarkCheckSchema compares the schema of an open database, as every command does.
func BenchmarkCheckSchema(b *testing.B) {
	db, err := OpenScratch(b.Context(), "")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for b.Loop() {
		if err := db.checkSchema(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkObjectsOf lists what schema.sql makes.
func BenchmarkObjectsOf(b *testing.B) {
	for b.Loop() {
		if _, err := sqlite.ObjectsOf(provenance.Schema); err != nil {
			b.Fatal(err)
		}
	}
}
