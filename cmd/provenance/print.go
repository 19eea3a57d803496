package main

import (
	"io"

	"provenance/internal/table"
	"provenance/internal/terminal"
)

// printer returns a writer of rows in the chosen format.
func (o *output) printer(w io.Writer, columns []string) (*table.Writer, error) {
	l := table.Layout{Format: o.format, Shown: o.app.outWidth > 0 && (o.file == "" || o.file == "-"), Below: o.below}
	if o.file == "" {
		l.Width = o.app.outWidth
	}
	return l.Writer(w, columns)
}

// clean makes a text safe for a terminal and for one line.
func clean(s string) string { return terminal.Clean(s) }

func mdCell(s string) string { return table.MarkdownCell(s) }

func valueText(v any) string { return table.Text(v) }

func texts(row []any, f func(string) string) []string { return table.Texts(row, f) }

func anys(texts []string) []any { return table.Values(texts) }

func jsonRow(columns []string, row []any) ([]byte, error) { return table.JSONRow(columns, row) }
