// Package csvtest makes and finds the files that the tests of several packages read:
// texts in other encodings, public files of odd CSV, and samples of leaderboards.
package csvtest

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
)

// UTF16LE is a text in little-endian UTF-16 with its byte order mark.
func UTF16LE(text string) []byte { return Units(false, utf16.Encode([]rune(text))...) }

// Units writes UTF-16 code units with their byte order mark.
func Units(bigEndian bool, list ...uint16) []byte {
	var out []byte
	for _, u := range append([]uint16{0xfeff}, list...) {
		if bigEndian {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return out
}

// Wide returns the code units of a text, in which %XXXX is the unit of that number.
func Wide(text string) []uint16 {
	var out []uint16
	for i, part := range strings.Split(text, "%") {
		if i > 0 {
			var u uint16
			fmt.Sscanf(part[:4], "%X", &u)
			out, part = append(out, u), part[4:]
		}
		out = append(out, utf16.Encode([]rune(part))...)
	}
	return out
}

// Gzip compresses a text. Writing to memory cannot fail.
func Gzip(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, text)
	w.Close()
	return b.Bytes()
}

// Corpora is the folder of public files of odd CSV: PROVENANCE_CSV_CORPORA, else one
// next to the repository. The test is skipped if it is absent.
func Corpora(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("PROVENANCE_CSV_CORPORA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpora")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is absent; set PROVENANCE_CSV_CORPORA to a folder of CSVs", dir)
	}
	return dir
}

// EachHostile calls f with each file of Corpora.
func EachHostile(t *testing.T, f func(path string, b []byte)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(Corpora(t), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		start := time.Now()
		f(path, b)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: took %v", path, took)
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Errorf("%d files, %v", n, err)
	}
	t.Logf("%d files", n)
}

// Samples is the folder of leaderboards as their sources publish them, which are not
// part of the repository: PROVENANCE_SAMPLES, as from the root of the repository, else
// one next to it. The test is skipped if it is absent.
func Samples(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("PROVENANCE_SAMPLES")
	if dir == "" {
		dir = filepath.Join("..", "shared", "samples")
	}
	if !filepath.IsAbs(dir) {
		dir = filepath.Join("..", "..", dir)
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is absent; set PROVENANCE_SAMPLES to the folder of the sample files", dir)
	}
	return dir
}

// Sample reads a file of Samples. The test is skipped if it is absent.
func Sample(t *testing.T, file string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(Samples(t), file))
	if os.IsNotExist(err) {
		t.Skipf("%s is absent; set PROVENANCE_SAMPLES to the folder of the sample files", file)
	}
	if err != nil {
		t.Fatal(err)
	}
	return text
}
