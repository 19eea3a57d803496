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
	Format  string
	Shown   bool   // a terminal shows what is written, and would obey it: csv and tsv are made safe as well
	Width   int    // columns of the terminal that a table has to fit, 0: lines are as long as their rows
	Below   string // the column that goes under each row, wrapped, where the terminal is too narrow for all
	BelowAs string // what to say before it
	Color   bool   // severities have colours

	Spare   []string // the columns that leave first where a table is too wide; nil: all but the first, from the right
	Fixed   bool     // no column leaves: the user chose them
	Exact   bool     // a table prints all digits of numbers
	Printed []string // columns of numbers as texts, which a table rounds as well
	Header  bool     // tsv begins with the names of the columns
}

// A Writer writes rows as they come; format table alone needs to see them all. It
// writes a row with one call.
type Writer struct {
	Row   func([]any) error
	Close func() error

	Hidden  []string // after Close: the columns that a table has no room for
	Rounded bool     // a table has a number with fewer digits than are on record
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
		return l.table(w, columns), nil
	default: // tsv: for cut and awk
		cell := l.exact(terminal.TSVCell)
		row := func(row []any) error {
			_, err := fmt.Fprintln(w, strings.Join(Texts(row, cell), "\t"))
			return err
		}
		if !l.Header {
			return &Writer{Row: row, Close: nothing}, nil
		}
		return &Writer{Row: row, Close: nothing}, row(Values(columns))
	}
}

// table holds all rows before it writes the first: its columns are as wide as what is
// in them.
func (l *Layout) table(w io.Writer, columns []string) *Writer {
	var rows [][]string
	p := &Writer{}
	p.Row = func(row []any) error {
		cells := make([]string, len(row))
		for i, v := range row {
			text := Text(v)
			if short := l.rounded(columns[i], v, text); short != text {
				text, p.Rounded = short, true
			}
			cells[i] = terminal.Clean(text)
		}
		rows = append(rows, cells)
		return nil
	}
	p.Close = func() (err error) {
		p.Hidden, err = l.print(w, newGrid(columns, rows))
		return err
	}
	return p
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
