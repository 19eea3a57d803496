package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"
)

func newHistory(a *app) *cobra.Command {
	var out *output
	cmd := &cobra.Command{
		Use:   "history NAME",
		Short: "Show what was ever on record about a name, and when it came",
		Long: `Show the history of a model, variant, benchmark, source or other row, by its slug, or
of a name as printed: each score with the ingest that brought it, each value that
superseded another with the old one, each cell that was corrected with what it said
before, and retractions with their reasons; of a variant, a model or a name also its
release events and aliases, and what took them back. Oldest first. Nothing is ever
overwritten, so all of it is there.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance history llama-4-maverick
  provenance history "Llama-4-Maverick-03-26-Experimental" --format csv`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runHistory(cmd.Context(), a, out, args[0])
		},
	}
	cmd.ValidArgsFunction = a.complete("variants", "models", "benchmarks", "sources")
	out = a.addOutput(cmd)
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
	if len(t.Rows) == 0 {
		if err := known(ctx, db, name, "variants", "models", "benchmarks", "sources", "organizations", "metrics", "licenses"); err != nil {
			return err
		}
	}
	if len(t.Rows) == 0 {
		fmt.Fprintf(a.err, "no score, event or alias of %s is on record, and nothing about it was changed\n", clean(name))
	}
	return out.table(t)
}
