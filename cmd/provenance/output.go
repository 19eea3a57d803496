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
	sent   atomic.Bool // something went to standard output, which nobody can take back

	columns []string // those that the user chose; nil: all
	wide    bool     // a table is not fitted to the terminal
	exact   bool     // a table shows all digits
	reading bool     // the command has --wide and --exact, so that columns may leave
	sql     bool     // the rows are those of query: the statement chose the columns
	header  bool     // tsv has a header
	below   string   // the column that goes under each row where a terminal is too narrow
	belowAs string   // what to say before it
	spare   []string // the columns that leave first where a terminal is too narrow
	printed []string // columns of numbers as texts, which a table rounds
}

// addOutput gives a command --format and -o.
func (a *app) addOutput(cmd *cobra.Command) *output {
	o := &output{app: a, header: true}
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
		return usage("%w", unknown("format", o.format, formats))
	}
	return refuseEnding(o.file, formats...)
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
func (o *output) table(t *query.Table) error { return o.titled("", t) }

// titled is table with a text above the rows.
func (o *output) titled(title string, t *query.Table) error {
	t, err := o.pick(t)
	if err != nil {
		return err
	}
	var p *table.Writer
	err = o.write(func(w io.Writer) error {
		if _, err := io.WriteString(w, title); err != nil {
			return err
		}
		p, err = o.rows(w, t)
		return err
	})
	if err == nil {
		o.hint(p)
	}
	return err
}

// rows writes the rows of a table to w in the chosen format.
func (o *output) rows(w io.Writer, t *query.Table) (*table.Writer, error) {
	p, err := o.printer(w, t.Columns)
	if err != nil {
		return nil, err
	}
	for _, row := range t.Rows {
		if err := p.Row(row); err != nil {
			return nil, err
		}
	}
	return p, p.Close()
}

// shownLines returns a text of several lines as it is, or such that a terminal does not obey it.
func (o *output) shownLines(text string) string {
	if !o.shown() {
		return text
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = clean(lines[i])
	}
	return strings.Join(lines, "\n")
}
