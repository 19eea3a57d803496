// Package table writes rows in the six formats of the commands that read: for programs
// exactly and row by row, for people as a table that fits the terminal or as Markdown.
package table

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"provenance/internal/terminal"
)

// Formats are the formats that a Writer knows.
var Formats = []string{"table", "tsv", "csv", "json", "jsonl", "markdown"}

// A Layout says how rows are written.
type Layout struct {
	Format string
	Shown  bool   // a terminal shows what is written, and would obey it: csv and tsv are made safe as well
	Width  int    // columns of the terminal that a table has to fit, 0: lines are as long as their rows
	Below  string // the column that a table of that width has wrapped under each row: it says what matters
}

// A Writer writes rows as they come; format table alone needs to see them all. It
// writes a row with one call.
type Writer struct {
	Row   func([]any) error
	Close func() error
}

// Writer returns a Writer of rows of these columns to w.
func (l *Layout) Writer(w io.Writer, columns []string) (*Writer, error) {
	switch l.Format {
	case "csv":
		return l.csv(w, columns)
	case "json":
		return jsonArray(w, columns), nil
	case "jsonl":
		return &Writer{Close: nothing, Row: func(row []any) error {
			b, err := JSONRow(columns, row)
			if err == nil {
				_, err = w.Write(append(b, '\n'))
			}
			return err
		}}, nil
	case "markdown":
		_, err := fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(Texts(Values(columns), MarkdownCell), " | "), strings.Repeat(" --- |", len(columns)))
		return &Writer{Close: nothing, Row: func(row []any) error {
			_, err := fmt.Fprintf(w, "| %s |\n", strings.Join(Texts(row, MarkdownCell), " | "))
			return err
		}}, err
	case "table":
		var rows [][]string
		return &Writer{
			Row:   func(row []any) error { rows = append(rows, Texts(row, terminal.Clean)); return nil },
			Close: func() error { return l.aligned(w, columns, rows) },
		}, nil
	default: // tsv: for cut and awk, without a header
		cell := l.exact(terminal.TSVCell)
		return &Writer{Close: nothing, Row: func(row []any) error {
			_, err := fmt.Fprintln(w, strings.Join(Texts(row, cell), "\t"))
			return err
		}}, nil
	}
}

func nothing() error { return nil }

// exact returns how a format that keeps its data exact writes a text: exactly, but not
// where a terminal would obey it.
func (l *Layout) exact(as func(string) string) func(string) string {
	if l.Shown {
		return terminal.Clean
	}
	return as
}

func (l *Layout) csv(w io.Writer, columns []string) (*Writer, error) {
	var line bytes.Buffer
	cw := csv.NewWriter(&line)
	cell := l.exact(func(s string) string { return s })
	row := func(row []any) error { // its own buffer, so that a row is one call
		line.Reset()
		if err := cw.Write(Texts(row, cell)); err != nil {
			return err
		}
		cw.Flush()
		_, err := w.Write(line.Bytes())
		return err
	}
	return &Writer{Row: row, Close: nothing}, row(Values(columns))
}

func jsonArray(w io.Writer, columns []string) *Writer {
	n := 0
	return &Writer{
		Row: func(row []any) error {
			sep := ",\n "
			if n == 0 {
				sep = "[\n "
			}
			n++
			b, err := JSONRow(columns, row)
			if err == nil {
				_, err = w.Write(append([]byte(sep), b...))
			}
			return err
		},
		Close: func() error {
			end := "\n]\n"
			if n == 0 {
				end = "[]\n"
			}
			_, err := io.WriteString(w, end)
			return err
		},
	}
}
