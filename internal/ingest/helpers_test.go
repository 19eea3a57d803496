package ingest

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

func utf16le(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func zipped(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.WriteString(w, s)
	w.Close()
	return b.Bytes()
}

// units writes UTF-16 code units with their byte order mark.
func units(bigEndian bool, list ...uint16) []byte {
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

// wide returns the code units of a text, in which %XXXX is the unit of that number.
func wide(text string) []uint16 {
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

// eachHostileCSV calls f with each public file of odd CSV that a folder holds.
func eachHostileCSV(t *testing.T, f func(path string, b []byte)) {
	t.Helper()
	dir := os.Getenv("PROVENANCE_CSV_CORPORA")
	if dir == "" {
		dir = "../../../shared/corpora"
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is absent; set PROVENANCE_CSV_CORPORA to a folder of CSVs", dir)
	}
	n := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
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
