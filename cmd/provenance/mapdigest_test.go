package main

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"provenance/internal/dbfile"
	"provenance/internal/kept"
)

// TestAMapIsNamedByItsWholeDigest reads a file through a map and looks for the map
// by its digest and by parts of it.
func TestAMapIsNamedByItsWholeDigest(t *testing.T) {
	dir := t.TempDir()
	db, m, board := filepath.Join(dir, "p.db"), filepath.Join(dir, "m.yaml"), filepath.Join(dir, "board.csv")
	const text = `name: quest-board
fields: {listed_as: {column: Model}, reported_on: "2025-01-01", source: {const: Quest board, slug: true}, benchmark: {const: Quest, slug: true}, metric: m}
scores: [{column: A}]
metrics: [{slug: m, name: M, unit: points}]
`
	writeText(t, text, m)
	writeText(t, "Model,A\nAster,1\nBoreal,2\n", board)
	load(t, "ingest", "--db", db, "--map", m, board)
	digest := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
	if got, want := must(t, "query", "--db", db, "SELECT map FROM ingests"), "map:quest-board@"+digest; strings.TrimSpace(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
	s, err := dbfile.OpenRead(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for part, want := range map[string]string{digest: text, digest[:63]: "", digest[:12]: "", "": "", digest + "0": ""} {
		if got, err := kept.Map(t.Context(), s, part); err != nil || string(got) != want {
			t.Errorf("digest %q: got map %q, %v, want %q", part, got, err, want)
		}
	}
}
