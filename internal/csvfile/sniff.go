package csvfile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"provenance/internal/lazyregexp"
)

// signatures are the first bytes of files that people pass by mistake.
var signatures = []struct{ magic, what string }{
	{"PK\x03\x04", "a spreadsheet or an archive (xlsx, ods, zip): save the sheet as CSV first"},
	{"PK\x05\x06", "an empty archive (zip)"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (xls): save the sheet as CSV first"},
	{"PAR1", "a binary file (Parquet), not a table of text: export it as CSV first"},
	{"ARROW1", "a binary file (Arrow, Feather), not a table of text: export it as CSV first"},
	{"\x89HDF\r\n\x1a\n", "a binary file (HDF5), not a table of text: export it as CSV first"},
	{"SQLite format 3\x00", "an SQLite database, not a CSV file: name a database with --db"},
	{"%PDF", "a binary file (PDF), not a table of text: copy its table into a CSV first"},
	{"\x89PNG\r\n\x1a\n", "a picture (PNG), not a table of text"},
	{"\xff\xd8\xff", "a picture (JPEG), not a table of text"},
	{"GIF8", "a picture (GIF), not a table of text"},
	{"BZh", "compressed with bzip2: unpack it first, or use gzip"},
	{"\xfd7zXZ\x00", "compressed with xz: unpack it first, or use gzip"},
	{"\x28\xb5\x2f\xfd", "compressed with zstd: unpack it first, or use gzip"},
	{"7z\xbc\xaf\x27\x1c", "an archive (7z): unpack it first"},
	{"Rar!\x1a\x07", "an archive (rar): unpack it first"},
	{"\x1f\x9d", "compressed with compress (Z): unpack it first, or use gzip"},
	{"\x7fELF", "a program, not a table of text"},
	{"\xff\xfe\x00\x00", "UTF-32: save the file as UTF-8"},
	{"\x00\x00\xfe\xff", "UTF-32: save the file as UTF-8"},
	{"<!doctype html", "a page of HTML or XML, not a table: save its table as CSV first"},
	{"<html", "a page of HTML or XML, not a table: save its table as CSV first"},
	{"<?xml", "a page of HTML or XML, not a table: save its table as CSV first"},
	{"version https://git-lfs.github.com/spec/", "a Git LFS pointer, not the file itself: fetch it with 'git lfs pull'"},
}

// checkSignature returns an error that names the kind of file if its first bytes are those
// of a known kind that is not a table of text.
func checkSignature(head []byte) error {
	if len(head) == 0 {
		return nil
	}
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.magic)) || s.magic[0] == '<' && bytes.HasPrefix(bytes.ToLower(head[:min(len(head), 64)]), []byte(s.magic)) {
			return fmt.Errorf("this is %s", s.what)
		}
	}
	if isJSON(head) {
		return errors.New("this is JSON, not a table: convert its records to CSV first, one per line")
	}
	if bytes.Count(head, []byte{0}) == len(head) {
		return errors.New("the file begins with nothing but NUL bytes: it is not text, or was never written to disk")
	}
	return nil
}

// jsonStart matches the beginning of an object or a list of JSON.
var jsonStart = lazyregexp.New(`^(?:\xef\xbb\xbf|\x{feff})?\s*(?:\{\s*["}]|\[\s*(?:["{\[\]]|-?\d|$))`)

func isJSON(head []byte) bool { return jsonStart.Match(head) }

// yamlKey matches a line with a key of YAML, in a list or not.
var yamlKey = lazyregexp.New(`^\s*(?:- +)?(?:[A-Za-z_][\w -]*|"[^"]*"|'[^']*'):(?:\s|$)`)

// Document names the kind of a text that is a document of keys and values, not a table;
// "" for any other text. Only the first lines are looked at. It is a guess: a table may have
// such lines above its header, so a file is not refused for it alone.
func Document(text string) string {
	if isJSON([]byte(text)) {
		return "JSON"
	}
	keys, lines := 0, 0
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		bare := strings.TrimSpace(line)
		if bare == "" || strings.HasPrefix(bare, "#") {
			continue
		}
		if lines == 0 && (bare == "---" || strings.HasPrefix(bare, "%YAML")) {
			return "YAML"
		}
		if lines == 0 && strings.ContainsAny(bare, ",;|\t") {
			return ""
		}
		if lines++; lines > 10 {
			break
		}
		if yamlKey.MatchString(line) {
			keys++
		}
	}
	if keys > 1 && keys*2 >= min(lines, 10) {
		return "YAML"
	}
	return ""
}
