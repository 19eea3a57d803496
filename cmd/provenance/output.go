package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"provenance/internal/model"
	"provenance/internal/outfile"
	"provenance/internal/query"
	"provenance/internal/terminal"
)

// Formats are the output formats of every read command.
var formats = []string{"table", "tsv", "csv", "json", "jsonl", "markdown"}

// An output is where and how a read command writes.
type output struct {
	app    *app
	format string
	file   string
	below  string      // the column that a terminal gets wrapped under each row: it says what matters
	sent   atomic.Bool // something went to standard output, which nobody can take back
}

// A wholeWriter is a buffer that passes on what is written in one call only whole:
// a printer writes a row with one call, so that an answer which is stopped ends
// with a row and not within one.
type wholeWriter struct {
	to   io.Writer
	buf  []byte
	sent *atomic.Bool
}

func (w *wholeWriter) Write(p []byte) (int, error) {
	if len(w.buf)+len(p) > 4096 {
		if err := w.flush(); err != nil {
			return 0, err
		}
	}
	if len(p) > 4096 {
		w.sent.Store(true)
		return w.to.Write(p)
	}
	w.buf = append(w.buf, p...)
	return len(p), nil
}

func (w *wholeWriter) flush() error {
	if len(w.buf) == 0 {
		return nil
	}
	w.sent.Store(true)
	_, err := w.to.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}

// addOutput gives a command --format and -o.
func (a *app) addOutput(cmd *cobra.Command) *output {
	o := &output{app: a}
	cmd.Flags().StringVar(&o.format, "format", "", "table, tsv, csv, json, jsonl or markdown (default: table on a terminal, else tsv)")
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write to this `file`; - means standard output")
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return o
}

// check resolves the defaults and refuses an unknown format.
func (o *output) check() error {
	if o.format == "" {
		o.format = "tsv"
		if o.file == "" && o.app.outWidth > 0 {
			o.format = "table"
		}
		switch strings.ToLower(filepath.Ext(o.file)) {
		case ".csv":
			o.format = "csv"
		case ".json":
			o.format = "json"
		case ".jsonl":
			o.format = "jsonl"
		case ".md":
			o.format = "markdown"
		}
	}
	if !slices.Contains(formats, o.format) {
		return usage("unknown format %q: one of %s", o.format, strings.Join(formats, ", "))
	}
	return nil
}

// write opens the output, lets fn write to it, and puts a file in place only
// when everything has been written.
func (o *output) write(fn func(io.Writer) error) error {
	if o.file == "" || o.file == "-" {
		w := &wholeWriter{to: o.app.out, sent: &o.sent}
		if err := fn(w); err != nil {
			return err
		}
		return w.flush()
	}
	return o.app.writeFile(o.file, fn)
}

// writeFile writes a file whole or not at all: see outfile.Writer.
func (a *app) writeFile(path string, fn func(io.Writer) error) error {
	w := outfile.Writer{Temp: func(name string) { a.temp.Store(name) }, Interrupted: a.interrupted}
	return targetError(w.Write(path, fn))
}

// targetError makes a path that must not be written to a usage error.
func targetError(err error) error {
	if target := (*outfile.TargetError)(nil); errors.As(err, &target) {
		return usage("%w", err)
	}
	return err
}

// interrupted reports whether a signal asked the program to stop.
func (a *app) interrupted() bool {
	select {
	case <-a.done: // nil, which never is ready, where no signals are listened to
		return true
	default:
		return false
	}
}

// table writes a table in the chosen format.
func (o *output) table(t *query.Table) error {
	return o.write(func(w io.Writer) error { return o.rows(w, t) })
}

// rows writes the rows of a table to w in the chosen format.
func (o *output) rows(w io.Writer, t *query.Table) error {
	p, err := o.printer(w, t.Columns)
	if err != nil {
		return err
	}
	for _, row := range t.Rows {
		if err := p.row(row); err != nil {
			return err
		}
	}
	return p.close()
}

// shown returns how a format that keeps its data exact writes a text: exactly,
// but not onto a terminal, which would obey it.
func (o *output) shown(exact func(string) string) func(string) string {
	if o.app.outWidth > 0 && (o.file == "" || o.file == "-") {
		return clean
	}
	return exact
}

// shownLines is shown for a text of several lines that is printed as it is.
func (o *output) shownLines(text string) string {
	as := o.shown(func(s string) string { return s })
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = as(lines[i])
	}
	return strings.Join(lines, "\n")
}

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

// aligned writes columns under their names, lines cut to the terminal's width;
// the column below stands whole under each row there.
func (o *output) aligned(w io.Writer, columns []string, rows [][]string) error {
	widths := make([]int, len(columns))
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = strings.ToUpper(strings.ReplaceAll(clean(c), "_", " "))
		widths[i] = utf8.RuneCountInString(head[i])
	}
	for _, r := range rows {
		for i, c := range r {
			widths[i] = min(max(widths[i], utf8.RuneCountInString(c)), 60)
		}
	}
	limit := 0
	if o.file == "" {
		limit = o.app.outWidth
	}
	below := slices.Index(columns, o.below)
	if limit == 0 {
		below = -1
	}
	under := func(text string) error {
		_, err := fmt.Fprintf(w, "    %s\n", wrapText(text, limit-4, "    "))
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
			text = shorten(text, limit)
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
				r[i] = shorten(r[i], widths[i])
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

// shorten cuts a text to n characters; the last one is an ellipsis.
func shorten(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	at := 0
	for range n - 1 {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return text[:at] + "…"
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
