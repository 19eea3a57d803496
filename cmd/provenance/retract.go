package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/chain"
	"provenance/internal/dbfile"
)

type retractOptions struct {
	app    *app
	ingest int64
	reason string

	noRefresh bool
}

func newRetract(a *app) *cobra.Command {
	o := &retractOptions{app: a}
	cmd := &cobra.Command{
		Use:   "retract INGEST --reason TEXT",
		Short: "Mark the scores of an ingest as wrong, so that they no longer count",
		Long: `Mark an ingest as wrong, by its number ('provenance list ingests'). Nothing is deleted:
its scores stay on record with your reason but no longer count in views, flags and
figures, and the scores that they superseded count again. A retraction is itself
an ingest: retract its number to undo it.

Only ingests of scores can be retracted. docs/corrections.md says how to correct aliases,
release events, models, sources and the other tables.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance list ingests
  provenance retract 3 --reason "the file had the columns of two models swapped"`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := ingestNumber(args[0])
			if err != nil {
				return err
			}
			o.ingest = n
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&o.reason, "reason", "", "why, in a sentence (required)")
	addNoRefresh(cmd, &o.noRefresh)
	return cmd
}

// ingestNumber reads the number of an ingest.
func ingestNumber(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, usage("INGEST is a number from 'provenance list ingests', not %q", text)
	}
	return n, nil
}

func (o *retractOptions) run(ctx context.Context) error {
	if strings.TrimSpace(o.reason) == "" {
		return usage("retract needs --reason TEXT, which is kept with the retraction")
	}
	if err := checkText("--reason", o.reason); err != nil {
		return err
	}
	db, err := dbfile.OpenExisting(ctx, o.app.dbPath())
	if err != nil {
		return err
	}
	defer db.Close()
	r, err := chain.Retract(ctx, db, o.ingest, strings.TrimSpace(o.reason), provenance.Version, o.app.command, o.app.now())
	switch {
	case errors.Is(err, dbfile.ErrNoIngest):
		return fmt.Errorf("%w; 'provenance list ingests' lists them", err)
	case errors.Is(err, chain.ErrNoScores):
		return fmt.Errorf("%w. To correct an alias, use 'provenance resolve --remove NAME VARIANT'; for release events, models, sources and the other tables see docs/corrections.md", err)
	case err != nil:
		return err
	}
	what := "is retracted"
	if r.Undo {
		what = "was a retraction and is undone"
	}
	_, err = fmt.Fprintf(o.app.out, "%s: ingest %d %s by ingest %d; scores that no longer count: %d, scores that count again: %d\n", clean(o.app.dbPath()), o.ingest, what, r.By, r.Scores, r.Restored)
	o.app.refreshFlags(ctx, db, o.noRefresh)
	return err
}
