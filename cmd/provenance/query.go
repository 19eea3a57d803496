package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/dbfile"
	"provenance/internal/model"
	"provenance/internal/query"
	"provenance/internal/sqlite"
	"provenance/internal/table"
)

type queryOptions struct {
	app       *app
	out       *output
	statement string
	params    []string
	limit     int
	deadline  *deadline
	tidy      bool
}

// maxRows is how many rows query prints unless it is told otherwise.
const maxRows = 100_000

func newQuery(a *app) *cobra.Command {
	o := &queryOptions{app: a}
	cmd := &cobra.Command{
		Use:   "query SQL",
		Short: "Query the database in SQL, read-only",
		Long: `Run one SELECT statement and print its rows; - reads the statement from standard input.
The views are the interface: docs/data-model.md lists their columns, and docs/questions.md
has examples.

Pass untrusted values as parameters instead of pasting them into the SQL: -p model=llama-4
sets :model. What looks like a number is passed as one; -p id:text=007 sets the type
(text, integer, real or null). query is read-only: it refuses statements and functions
that change anything, read files or load code.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance query "SELECT count(*) FROM flags WHERE rule = 'unreleased-when-reported'"
  provenance query --format csv "SELECT * FROM variant_gaps ORDER BY reported_on"
  provenance query -p v=llama-4-behemoth "SELECT status, since FROM variant_status WHERE variant = :v"`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.statement = args[0]
			return o.deadline.run(cmd.Context(), a, o.run)
		},
	}
	f := cmd.Flags()
	f.StringArrayVarP(&o.params, "param", "p", nil, "set a parameter of the statement, `NAME=VALUE`; can be repeated")
	f.IntVar(&o.limit, "limit", maxRows, "print at most this many rows; 0 means all")
	o.deadline = addDeadline(cmd)
	o.deadline.what, o.deadline.advice = "the statement", o.advice
	f.BoolVar(&o.tidy, "tidy", false, "take away what a statement that was ended left")
	f.MarkHidden("tidy")
	o.out = a.addOutput(cmd)
	o.out.sql = true
	o.out.addReading(cmd)
	f.BoolVar(&o.out.header, "header", false, "begin tsv with a line of the columns' names, as the other formats do")
	return cmd
}

func (o *queryOptions) run(ctx context.Context) error {
	if o.tidy {
		dbfile.Tidy(o.app.dbPath())
		return &statusError{status: exitFailure}
	}
	if err := o.out.check(); err != nil {
		return err
	}
	if o.limit < 0 {
		return usage("--limit cannot be negative")
	}
	params, err := parseParams(o.params)
	if err != nil {
		return err
	}
	if err := o.readStatement(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	return o.ask(ctx, db, params)
}

// readStatement reads the statement from standard input where it is asked to.
func (o *queryOptions) readStatement() error {
	if o.statement == "-" {
		b, err := io.ReadAll(io.LimitReader(o.app.in, sqlite.MaxStatement+1))
		if err != nil {
			return err
		}
		o.statement = strings.TrimPrefix(string(b), "\ufeff")
	}
	if strings.Trim(o.statement, " \t\r\n;") == "" {
		return usage("the statement is empty")
	}
	return nil
}

// errTruncated ends a statement that has more rows than --limit allows.
var errTruncated = errors.New("truncated")

// maxTable is how many bytes of texts a table may hold: its columns are as wide as
// what is in them, so that all rows must be seen before the first is printed.
const maxTable = 16 << 20

// textBytes is how many bytes the texts of a row have.
func textBytes(row []any) int {
	n := 0
	for _, v := range row {
		if s, ok := v.(string); ok {
			n += len(s)
		}
	}
	return n
}

// ask runs the statement and prints the answer.
func (o *queryOptions) ask(ctx context.Context, db *query.DB, params []sqlite.Param) error {
	rows, held := 0, 0
	var p *table.Writer
	err := o.out.write(func(w io.Writer) error {
		err := db.Ask(ctx, o.statement, params, func(cols []string) (err error) {
			if len(cols) == 0 { // a remark, say: nothing was asked
				return usage("the statement is empty")
			}
			p, err = o.out.printer(w, cols)
			return err
		}, func(row []any) error {
			if rows++; o.limit > 0 && rows > o.limit {
				return errTruncated
			}
			if o.out.format == "table" {
				if held += textBytes(row); held > maxTable {
					return errTruncated
				}
			}
			return p.Row(row)
		})
		if err != nil && !errors.Is(err, errTruncated) {
			return err
		}
		return p.Close()
	})
	if err == nil {
		o.out.hint(p)
	}
	switch {
	case err == nil && held > maxTable:
		fmt.Fprintf(o.app.err, "provenance: truncated to the first %s, the most that format table can hold; use --format csv for more\n", plural(rows-1, "row"))
	case err == nil && o.limit > 0 && rows > o.limit:
		fmt.Fprintf(o.app.err, "provenance: truncated to the first %s; use --limit %d for more, or --limit 0 for all\n", plural(o.limit, "row"), 10*o.limit)
	}
	return err
}

// advice adds to the message about a statement that was stopped that some of its rows
// are on standard output.
func (o *queryOptions) advice() string {
	text := ""
	if o.out.sent.Load() {
		text = "; the output is truncated: it holds only the first rows"
	}
	return text
}

// parseParams parses NAME=VALUE and NAME:TYPE=VALUE.
func parseParams(args []string) ([]sqlite.Param, error) {
	var out []sqlite.Param
	seen := map[string]bool{}
	for _, arg := range args {
		name, text, ok := strings.Cut(arg, "=")
		name, kind, typed := strings.Cut(strings.TrimLeft(name, ":@$"), ":")
		if !ok || name == "" {
			return nil, usage("-p %q: want NAME=VALUE, such as -p model=llama-4", arg)
		}
		if seen[name] {
			return nil, usage("-p %s is given twice", name)
		}
		seen[name] = true
		if !typed {
			out = append(out, sqlite.Param{Name: name, Value: paramValue(text)})
			continue
		}
		v, err := typedValue(kind, text)
		if err != nil {
			return nil, usage("-p %q: %w", arg, err)
		}
		out = append(out, sqlite.Param{Name: name, Value: v})
	}
	return out, nil
}

// paramValue takes a number for one only where it is written as SQLite would
// write it: 007 and +5 are texts.
func paramValue(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(n, 10) == text {
		return n
	}
	digits := strings.TrimPrefix(text, "-")
	if f, err := model.ParseReal(text); err == nil && strings.ContainsAny(digits, ".eE") && digits[0] >= '0' && digits[0] <= '9' && (digits[0] != '0' || digits[1] < '0' || digits[1] > '9') {
		return f
	}
	return text
}

func typedValue(kind, text string) (any, error) {
	switch kind {
	case "text":
		return text, nil
	case "integer":
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, errors.New("not an integer")
		}
		return n, nil
	case "real":
		return model.ParseReal(text)
	case "null":
		if text != "" {
			return nil, errors.New("null takes no value: write NAME:null=")
		}
		return nil, nil
	}
	return nil, unknown("type", kind, []string{"text", "integer", "real", "null"})
}
