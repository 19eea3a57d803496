package provenance_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPackagesStaySmall holds packages to at most 4,500 lines without tests: above
// that, nobody finds anything in them.
func TestPackagesStaySmall(t *testing.T) {
	limit := 4500
	larger := map[string]int{"cmd/provenance": 6500}
	lines := map[string]int{}
	for _, pattern := range []string{"cmd/*/*.go", "internal/*/*.go", "internal/*/*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			lines[filepath.ToSlash(filepath.Dir(file))] += bytes.Count(b, []byte("\n"))
		}
	}
	if len(lines) < 8 {
		t.Fatalf("%d packages were found", len(lines))
	}
	for dir, n := range lines {
		most := limit
		if larger[dir] > 0 {
			most = larger[dir]
		}
		if n > most {
			t.Errorf("%s has %d lines, want at most %d: divide it", dir, n, most)
		}
	}
}
