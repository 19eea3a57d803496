package main

import (
	"path/filepath"
	"slices"
	"strings"
)

// documents are the endings of files that only a command which draws can write. Under such a
// name, a table or a page of text opens as a broken document.
var documents = []string{".html", ".htm", ".xhtml", ".pdf", ".docx", ".odt", ".rtf", ".xlsx", ".ods", ".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp", ".parquet", ".xml"}

// refuseEnding refuses an output file whose name promises a format that a command does not
// write. It can write the given ones.
func refuseEnding(file string, can ...string) error {
	ext := strings.ToLower(filepath.Ext(file))
	if !slices.Contains(documents, ext) {
		return nil
	}
	return usage("cannot write %q: this command writes no %s, but %s", file, strings.ToUpper(ext[1:]), strings.Join(can, ", "))
}
