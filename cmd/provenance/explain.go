package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"provenance/internal/dbfile"
	"provenance/internal/model"
	"provenance/internal/query"
	"provenance/internal/terminal"
)

type explainOptions struct {
	app  *app
	out  *output
	rule string
}

func newExplain(a *app) *cobra.Command {
	o := &explainOptions{app: a}
	cmd := &cobra.Command{
		Use:   "explain [RULE]",
		Short: "Explain a rule: when it fires, when it stays silent, and why",
		Long: `Explain when a rule fires and with which severities, when it stays silent, and which
case is behind it. Without RULE, list all rules. No database is needed.

` + status(exitOK, exitFailure, exitUsage),
		Example:           "  provenance explain released-sibling-differs\n  provenance explain",
		Args:              cobra.MaximumNArgs(1),
		ValidArgsFunction: completeFrom(openRules, "rules"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				o.rule = args[0]
			}
			return o.run(cmd.Context())
		},
	}
	o.out = a.addTable(cmd, "example", "explanation")
	cmd.Flags().Lookup("format").Usage = "table, tsv, csv, json, jsonl or markdown (default: with RULE a text to read; without, table on a terminal, else tsv)"
	return cmd
}

// openRules opens an empty database in memory: schema.sql, which the program
// carries, makes its table of rules.
func openRules(ctx context.Context) (*query.DB, error) {
	db, err := dbfile.OpenScratch(ctx, "")
	if err != nil {
		return nil, err
	}
	return query.New(db.DB), nil
}

func (o *explainOptions) run(ctx context.Context) error {
	plain := o.out.format == "" && o.out.file == ""
	if err := o.out.check(); err != nil {
		return err
	}
	db, err := openRules(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if o.rule != "" {
		if slices.Contains(model.ProblemCodes, o.rule) || o.rule == ingestWarning {
			return fmt.Errorf("%q is a code of 'provenance lint' for what ingest rejects or warns about, not a rule; docs/lint.md explains it", o.rule)
		}
		if err := known(ctx, db, o.rule, "rules"); err != nil {
			return err
		}
	}
	t, err := db.Rules(ctx, o.rule)
	if err != nil {
		return err
	}
	if o.rule == "" || !plain {
		if o.rule == "" && plain {
			t.Columns = t.Columns[:3]
			for i := range t.Rows {
				t.Rows[i] = t.Rows[i][:3]
			}
		}
		return o.out.table(t)
	}
	r := texts(t.Rows[0], clean)
	return o.out.write(func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s (%s)\n%s.\n\n%s\n\n%s\n", r[0], r[5], r[2], terminal.Wrap(r[3], 88, ""), terminal.Wrap("The case behind it: "+r[4], 88, ""))
		return err
	})
}
