package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestBeginningOf(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{
		{"", 3, ""}, {"abc", 3, "abc"}, {"abcd", 3, "abc"}, {"aéb", 2, "a"}, {"aéb", 3, "aé"}, {"平平", 3, "平"}, {"平平", 5, "平"}, {"😀", 3, ""}, {"\x80\x80\x80", 2, ""},
	} {
		if got := beginningOf(c.text, c.n); got != c.want {
			t.Errorf("%q, %d: got %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

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
			f, err := tempFile(path, 0)
			if err != nil {
				t.Fatal(err)
			}
			if base := filepath.Base(f.Name()); !utf8.ValidString(base) || len(base) > 255 {
				t.Errorf("a name of %d bytes of %s: got the temporary name %q", n, letter, base)
			}
			f.Close()
			os.Remove(f.Name())
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, ".provenance-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
