package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"provenance/internal/csvfile"
)

// beginningBytes is how many bytes of a file are read to draft a map.
const beginningBytes = 8 << 20

// ReadBeginning reads the first whole lines of a file, up to beginningBytes.
func ReadBeginning(r io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, beginningBytes))
	if err != nil && !errors.Is(err, csvfile.ErrTooLarge) {
		return "", err
	}
	if len(b) == beginningBytes {
		b = b[:bytes.LastIndexByte(b, '\n')+1]
	}
	return string(b), nil
}

// RejectNonTable returns an error for a file that is not a table of text.
func RejectNonTable(text string) error {
	head := strings.TrimSpace(text[:min(len(text), 4096)])
	switch {
	case head == "":
		return errors.New("the file is empty")
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[{") || strings.HasPrefix(head, "[\n") || head == "[":
		return errors.New("this is JSON, not a table: convert its records to CSV first, one per line")
	case strings.HasPrefix(strings.ToLower(head), "<!doctype") || strings.HasPrefix(strings.ToLower(head), "<html") || strings.HasPrefix(strings.ToLower(head), "<?xml"):
		return errors.New("this is a page of HTML or XML, not a table: save its table as CSV first")
	case strings.HasPrefix(head, "PK\x03\x04"):
		return errors.New("this is a spreadsheet or an archive: save the sheet as CSV first")
	case strings.HasPrefix(head, "PAR1") || strings.HasPrefix(head, "%PDF"):
		return errors.New("this is a binary file, not a table of text: export it as CSV first")
	case csvfile.BadText(text[:min(len(text), 64<<10)], 1) != nil && strings.IndexByte(text, 0) >= 0:
		return errors.New("this is a binary file, not a table of text: export it as CSV first")
	}
	return nil
}

// CheckUTF8 returns an error that names the first line that is not UTF-8 or, in a file of
// UTF-16, the first that has half a character.
func CheckUTF8(text string, utf16 bool) error {
	if utf8.ValidString(text) {
		return nil
	}
	for i, line := range strings.Split(text, "\n") {
		if utf8.ValidString(line) {
			continue
		}
		if utf16 {
			e := csvfile.BadUTF16(line, i+1)
			return fmt.Errorf("line %d, column %d: %s (%s)", e.Line, e.Column, e.Text, e.Hint)
		}
		return fmt.Errorf("line %d is not UTF-8: save the file as UTF-8 (it may be in Latin-1 or Windows-1252)", i+1)
	}
	return nil
}
