package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/store"
)

type retractOptions struct {
	app    *app
	ingest int64
	reason string
}

func newRetract(a *app) *cobra.Command {
	o := &retractOptions{app: a}
	cmd := &cobra.Command{
		Use:   "retract INGEST --reason TEXT",
		Short: "Say that the scores of an ingest no longer count",
		Long: `Retract an ingest, by its number ('provenance list ingests'). Nothing is deleted: a
retraction with its reason is added, the scores of the ingest stay on record and count
no longer in any view, flag or figure, and what they superseded counts again. An ingest
of another table has no scores to take back and is refused: a wrong alias is taken back
by 'provenance resolve --remove', a wrong release event by event_corrections.csv, and a
row of models, variants or another catalogue is corrected by a file that says it right.

A retraction is an ingest of its own; retracting that one takes it back. 'provenance
history' shows both.

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
	cmd.Flags().StringVar(&o.reason, "reason", "", "why, in a sentence (needed)")
	return cmd
}

// ingestNumber reads the number of an ingest.
func ingestNumber(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 1 {
		return 0, usage("INGEST is a number, as 'provenance list ingests' lists them, not %q", text)
	}
	return n, nil
}

func (o *retractOptions) run(ctx context.Context) error {
	if strings.TrimSpace(o.reason) == "" {
		return usage("say why: --reason TEXT; it is kept with the retraction")
	}
	if err := checkText("--reason", o.reason); err != nil {
		return err
	}
	check, err := o.app.openRead(ctx) // a database is not made by this
	if err != nil {
		return err
	}
	if err := check.Close(); err != nil {
		return err
	}
	db, err := store.OpenWrite(ctx, o.app.dbPath())
	if err != nil {
		return err
	}
	defer db.Close()
	r, err := db.Retract(ctx, o.ingest, strings.TrimSpace(o.reason), provenance.Version, o.app.command, o.app.now())
	switch {
	case errors.Is(err, store.ErrNoIngest):
		return usage("%w; 'provenance list ingests' lists them", err)
	case errors.Is(err, store.ErrRetracted), errors.Is(err, store.ErrUndone):
		return usage("%w", err)
	case errors.Is(err, store.ErrNoScores):
		return fmt.Errorf("%w. A wrong alias is taken back by 'provenance resolve --remove NAME VARIANT', a wrong release event by event_corrections.csv, a catalogue row corrected by a file that says it right (docs/data-model.md)", err)
	case err != nil:
		return err
	}
	what := "is retracted"
	if r.Undo {
		what = "was a retraction and is taken back"
	}
	_, err = fmt.Fprintf(o.app.out, "%s: ingest %d %s by ingest %d: %s no longer, %s again\n", clean(o.app.dbPath()), o.ingest, what, r.By, counting(r.Scores), counting(r.Restored))
	return err
}

// counting says that so many scores count.
func counting(n int64) string {
	if n == 1 {
		return "1 score counts"
	}
	return fmt.Sprintf("%d scores count", n)
}
