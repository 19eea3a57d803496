package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestLongNamesOfOutputs writes files whose names are as long as a name can be.
func TestLongNamesOfOutputs(t *testing.T) {
	db, dir := newCase(t), t.TempDir()
	for _, n := range []int{99, 100, 101, 229, 230, 254, 255} {
		for _, letter := range []string{"a", "é", "平", "😀"} {
			name := strings.Repeat(letter, (n-4)/len(letter)) + ".csv"
			name = strings.Repeat("x", n-len(name)) + name
			path := filepath.Join(dir, name)
			for range 2 { // the second time there is a file
				if r := cli(nil, "query", "--db", db, "-o", path, "SELECT 1 AS one"); r.status != exitOK {
					t.Errorf("a name of %d bytes of %s: got status %d, %s", n, letter, r.status, r.err)
				}
			}
			if got := readFile(t, path); got != "one\n1\n" {
				t.Errorf("a name of %d bytes of %s: got %q", n, letter, got)
			}
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, ".provenance-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
