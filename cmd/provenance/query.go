package main

import (
	"context"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

type queryOptions struct {
	app       *app
	out       *output
	statement string
}

func newQuery(a *app) *cobra.Command {
	o := &queryOptions{app: a}
	cmd := &cobra.Command{
		Use:   "query SQL",
		Short: "Ask the database in SQL, read-only",
		Long: `Run one SELECT on the database. The views are the interface: score_details, flags,
flag_intervals, variant_status, variant_gaps, context_gaps, comparisons, disputes,
coverage. docs/data-model.md lists their columns and docs/questions.md has questions
with their SQL. - reads the statement from standard input.

A statement that would write, or open another file, fails.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance query "SELECT count(*) FROM flags WHERE rule = 'unreleased-when-reported'"
  provenance query --format csv "SELECT * FROM variant_gaps ORDER BY reported_on"`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.statement = args[0]
			return o.run(cmd.Context())
		},
	}
	o.out = a.addOutput(cmd)
	return cmd
}

func (o *queryOptions) run(ctx context.Context) error {
	if err := o.out.check(); err != nil {
		return err
	}
	if o.statement == "-" {
		b, err := io.ReadAll(io.LimitReader(o.app.in, 1<<20))
		if err != nil {
			return err
		}
		o.statement = string(b)
	}
	if strings.Trim(o.statement, " \t\r\n;") == "" {
		return usage("query takes a statement, and this one is empty")
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	return o.out.write(func(w io.Writer) error {
		var p *printer
		err := db.Query(ctx, o.statement, func(cols []string) (err error) {
			if len(cols) == 0 { // a remark, say: nothing was asked
				return usage("query takes a statement, and this one is empty")
			}
			p, err = o.out.printer(w, cols)
			return err
		}, func(row []any) error { return p.row(row) })
		if err != nil {
			return err
		}
		return p.close()
	})
}
