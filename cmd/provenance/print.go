package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"provenance/internal/model"
	"provenance/internal/terminal"
)

// A printer writes rows as they come; table format alone needs to see them all.
type printer struct {
	row   func([]any) error
	close func() error
}

func (o *output) printer(w io.Writer, columns []string) (*printer, error) {
	nop := func() error { return nil }
	switch o.format {
	case "csv":
		var line bytes.Buffer
		cw := csv.NewWriter(&line)
		as := o.shown(func(s string) string { return s })
		row := func(row []any) error { // its own buffer, so that a row is one call
			line.Reset()
			if err := cw.Write(texts(row, as)); err != nil {
				return err
			}
			cw.Flush()
			_, err := w.Write(line.Bytes())
			return err
		}
		return &printer{row: row, close: nop}, row(anys(columns))
	case "json":
		n := 0
		return &printer{
			row: func(row []any) error {
				sep := ",\n "
				if n == 0 {
					sep = "[\n "
				}
				n++
				b, err := jsonRow(columns, row)
				if err == nil {
					_, err = w.Write(append([]byte(sep), b...))
				}
				return err
			},
			close: func() error {
				end := "\n]\n"
				if n == 0 {
					end = "[]\n"
				}
				_, err := io.WriteString(w, end)
				return err
			},
		}, nil
	case "jsonl":
		return &printer{close: nop, row: func(row []any) error {
			b, err := jsonRow(columns, row)
			if err == nil {
				_, err = w.Write(append(b, '\n'))
			}
			return err
		}}, nil
	case "markdown":
		_, err := fmt.Fprintf(w, "| %s |\n|%s\n", strings.Join(texts(anys(columns), mdCell), " | "), strings.Repeat(" --- |", len(columns)))
		return &printer{close: nop, row: func(row []any) error {
			_, err := fmt.Fprintf(w, "| %s |\n", strings.Join(texts(row, mdCell), " | "))
			return err
		}}, err
	case "table":
		var rows [][]string
		return &printer{
			row:   func(row []any) error { rows = append(rows, texts(row, clean)); return nil },
			close: func() error { return o.aligned(w, columns, rows) },
		}, nil
	default: // tsv: for cut and awk, without a header
		as := o.shown(terminal.TSVCell)
		return &printer{close: nop, row: func(row []any) error {
			_, err := fmt.Fprintln(w, strings.Join(texts(row, as), "\t"))
			return err
		}}, nil
	}
}

// aligned writes columns under their names, lines and cells cut to fit a
// terminal, if it is one; the column below stands whole under each row there.
func (o *output) aligned(w io.Writer, columns []string, rows [][]string) error {
	limit := 0 // no cell is cut
	if o.file == "" {
		limit = o.app.outWidth
	}
	widths := make([]int, len(columns))
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = strings.ToUpper(strings.ReplaceAll(clean(c), "_", " "))
		widths[i] = utf8.RuneCountInString(head[i])
	}
	for _, r := range rows {
		for i, c := range r {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
			if limit > 0 {
				widths[i] = min(widths[i], 60)
			}
		}
	}
	below := slices.Index(columns, o.below)
	if limit == 0 {
		below = -1
	}
	under := func(text string) error {
		_, err := fmt.Fprintf(w, "    %s\n", terminal.Wrap(text, limit-4, "    "))
		return err
	}
	line := func(cells []string) error {
		if below >= 0 {
			cells = slices.Delete(slices.Clone(cells), below, below+1)
		}
		var b strings.Builder
		for i, c := range cells {
			if i > 0 {
				b.WriteString("  ")
			}
			b.WriteString(c)
			if i < len(cells)-1 {
				b.WriteString(strings.Repeat(" ", max(widths[i]-utf8.RuneCountInString(c), 0)))
			}
		}
		text := strings.TrimRight(b.String(), " ")
		if limit > 0 {
			text = terminal.Shorten(text, limit)
		}
		_, err := fmt.Fprintln(w, text)
		return err
	}
	if err := line(head); err != nil {
		return err
	}
	for _, r := range rows {
		for i := range r[:len(r)-1] {
			if i != below {
				r[i] = terminal.Shorten(r[i], widths[i])
			}
		}
		if err := line(r); err != nil {
			return err
		}
		if below < 0 {
			continue
		}
		if err := under(r[below]); err != nil {
			return err
		}
	}
	return nil
}

func anys(s []string) []any {
	out := make([]any, len(s))
	for i, v := range s {
		out[i] = v
	}
	return out
}

func texts(row []any, f func(string) string) []string {
	out := make([]string, len(row))
	for i, v := range row {
		out[i] = f(valueText(v))
	}
	return out
}

func valueText(v any) string {
	switch v := v.(type) {
	case []byte:
		return "x'" + strconv.FormatUint(uint64(len(v)), 10) + " bytes'"
	default:
		return model.FormatValue(model.Text, v)
	}
}

// jsonRow writes a row as an object with its keys in the order of the columns.
func jsonRow(columns []string, row []any) ([]byte, error) {
	b := make([]byte, 0, 64*len(columns))
	b = append(b, '{')
	for i, c := range columns {
		if i > 0 {
			b = append(b, ", "...)
		}
		k, err := json.Marshal(c)
		if err != nil {
			return nil, err
		}
		v, err := jsonValue(row[i])
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, k...), ": "...), v...)
	}
	return terminal.EscapeJSON(append(b, '}')), nil
}

// jsonValue writes a value. An infinity is written as SQLite writes it, as a
// number that overflows.
func jsonValue(v any) ([]byte, error) {
	f, ok := v.(float64)
	switch {
	case ok && math.IsInf(f, 1):
		return []byte("9e999"), nil
	case ok && math.IsInf(f, -1):
		return []byte("-9e999"), nil
	}
	return json.Marshal(v)
}

// mdCell escapes a cell of a Markdown table.
func mdCell(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;").Replace(clean(s))
}

// clean makes a text safe for a terminal and for one line.
func clean(s string) string { return terminal.Clean(s) }
