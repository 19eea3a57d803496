package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWordsThatAreNotUTF8AreRefused gives each value of the command line that is
// stored a byte that is not UTF-8.
func TestWordsThatAreNotUTF8AreRefused(t *testing.T) {
	db := caseToRead(t)
	before, err := os.ReadFile(db)
	if err != nil {
		t.Fatal(err)
	}
	board := filepath.Join(t.TempDir(), "board.csv")
	if err := os.WriteFile(board, []byte("Model,A\nAster,1\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"retract", "1", "--reason", "wrong\xff"},
		{"resolve", "--add", "Aster\xff", "aster", "--source", "aider"},
		{"resolve", "--add", "Aster", "aster\xff", "--source", "aider"},
		{"resolve", "--add", "Aster", "aster", "--source", "aider\xff"},
		{"resolve", "--add", "Aster", "aster", "--source", "aider", "--section", "\xed\xa0\x80"},
		{"resolve", "--add", "Aster", "aster", "--source", "aider", "--evidence", "\xe9"},
		{"resolve", "--add", "Aster", "aster", "--source", "aider", "--evidence-source", "aider\xe9"},
		{"resolve", "--remove", "Aster", "aster", "--source", "aider", "--reason", "wrong\xe9"},
		{"ingest", "--source", "aster\xff", board},
		{"ingest", "--reported-on", "2025\xff", board},
	} {
		r := cli(nil, append([]string{"--db", db}, args...)...)
		if r.status != exitUsage || !strings.Contains(r.err, `\x`) {
			t.Errorf("%q: got status %d, %s", args, r.status, r.err)
		}
	}
	if after, err := os.ReadFile(db); err != nil || string(after) != string(before) {
		t.Errorf("the database changed, %v", err)
	}
}
