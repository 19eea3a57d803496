package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"provenance/internal/query"
)

func newHistory(a *app) *cobra.Command {
	var out *output
	cmd := &cobra.Command{
		Use:   "history NAME",
		Short: "Show everything that was ever on record about a name",
		Long: `Show the history of a name, oldest first: each score and the ingest that added it, each
value that was superseded, and each correction and retraction with its reason. NAME is a
slug or a name as a source prints it. The history of a variant, a model or a printed name
also has its release events and aliases. Nothing is ever overwritten, so it is complete.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance history llama-4-maverick
  provenance history "Llama-4-Maverick-03-26-Experimental" --format csv`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runHistory(cmd.Context(), a, out, args[0])
		},
	}
	cmd.ValidArgsFunction = a.complete("variants", "models", "benchmarks", "sources")
	out = a.addTable(cmd, "path", "ingest")
	out.below = "about"
	return cmd
}

func runHistory(ctx context.Context, a *app, out *output, name string) error {
	if err := out.check(); err != nil {
		return err
	}
	db, err := a.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	t, err := db.History(ctx, name)
	if err != nil {
		return err
	}
	if len(t.Rows) == 0 { // no slug, and not as printed
		m, err := subject(ctx, db, name, query.Variant, query.Model, query.Benchmark, query.SourceKind, query.Organization, query.Metric, query.License, query.Statement, query.Printed)
		if err != nil {
			return err
		}
		name = m.Slug
		if t, err = db.History(ctx, name); err != nil {
			return err
		}
	}
	if len(t.Rows) == 0 {
		fmt.Fprintf(a.err, "no score, event or alias of %s is on record, and it was never changed\n", clean(name))
	}
	return out.table(t)
}
