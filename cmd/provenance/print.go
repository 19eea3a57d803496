package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/query"
	"provenance/internal/table"
	"provenance/internal/terminal"
)

// printer returns a writer of rows in the chosen format.
func (o *output) printer(w io.Writer, columns []string) (*table.Writer, error) {
	l := o.layout()
	return l.Writer(w, columns)
}

// layout is how the output writes rows.
func (o *output) layout() *table.Layout {
	l := &table.Layout{Format: o.format, Shown: o.shown(), Header: o.header, Below: o.below, BelowAs: o.belowAs, Spare: o.spare, Fixed: o.columns != nil || !o.reading, Exact: o.exact, Printed: o.printed}
	if l.Shown {
		l.Color = o.app.colors()
		if !o.wide {
			l.Width = o.app.outWidth
		}
	}
	return l
}

// shown reports whether a terminal shows what is written.
func (o *output) shown() bool { return o.app.outWidth > 0 && (o.file == "" || o.file == "-") }

// colors reports whether the terminal may be sent colours (https://no-color.org).
func (a *app) colors() bool { return a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb" }

// addTable gives a command --format, -o and the flags of tables. spare names the columns
// that leave first where a terminal is too narrow for all.
func (a *app) addTable(cmd *cobra.Command, spare ...string) *output {
	o := a.addOutput(cmd)
	o.spare = spare
	cmd.Flags().StringSliceVar(&o.columns, "columns", nil, "only these `columns`, in this order, separated by commas")
	o.addReading(cmd)
	return o
}

// addReading gives a command the flags of tables for people.
func (o *output) addReading(cmd *cobra.Command) {
	o.reading = true
	cmd.Flags().BoolVar(&o.wide, "wide", false, "do not fit a table to the terminal: show all columns, each row on one line")
	cmd.Flags().BoolVar(&o.exact, "exact", false, "show all digits of numbers in a table, which are rounded for reading (other formats always have all)")
}

// pick returns the table with the columns of --columns alone.
func (o *output) pick(t *query.Table) (*query.Table, error) {
	if o.columns == nil {
		return t, nil
	}
	at := make([]int, len(o.columns))
	for i, name := range o.columns {
		if at[i] = slices.Index(t.Columns, name); at[i] < 0 {
			return nil, usage("%w", unknown("column", name, t.Columns))
		}
	}
	picked := &query.Table{Columns: o.columns}
	for _, r := range t.Rows {
		row := make([]any, len(at))
		for i, k := range at {
			row[i] = r[k]
		}
		picked.Rows = append(picked.Rows, row)
	}
	return picked, nil
}

// hint says on standard error what a table on a terminal leaves out.
func (o *output) hint(p *table.Writer) {
	if len(p.Hidden) > 0 {
		how := "--wide shows all columns, --columns those that you name"
		if o.sql {
			how = "--wide shows all columns"
		}
		o.note("not shown: " + strings.Join(p.Hidden, ", ") + " (" + how + ")")
	}
	if p.Rounded && o.shown() {
		o.note("numbers are rounded; --exact shows all digits")
	}
}

// note writes a line on standard error, wrapped to the terminal.
func (o *output) note(text string) {
	if width := o.app.outWidth; width > 0 {
		text = terminal.Wrap(text, width-2, "  ")
	}
	fmt.Fprintln(o.app.err, text)
}

// clean makes a text safe for a terminal and for one line.
func clean(s string) string { return terminal.Clean(s) }

func valueText(v any) string { return table.Text(v) }

func texts(row []any, f func(string) string) []string { return table.Texts(row, f) }

func jsonRow(columns []string, row []any) ([]byte, error) { return table.JSONRow(columns, row) }
