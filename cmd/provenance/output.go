package main

import (
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/spf13/cobra"

	"provenance/internal/outfile"
	"provenance/internal/query"
	"provenance/internal/table"
)

// formats are the output formats of every read command.
var formats = table.Formats

// An output is where and how a read command writes.
type output struct {
	app    *app
	format string
	file   string
	below  string      // the column that a terminal gets wrapped under each row: it says what matters
	sent   atomic.Bool // something went to standard output, which nobody can take back
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
		w := &table.WholeWriter{To: o.app.out, Sent: &o.sent}
		if err := fn(w); err != nil {
			return err
		}
		return w.Flush()
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
		if err := p.Row(row); err != nil {
			return err
		}
	}
	return p.Close()
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
