package main

import (
	"context"

	"github.com/spf13/cobra"

	"provenance/internal/figures"
)

func newChartTimeline(a *app) *cobra.Command {
	o := newChartOptions(a, figures.Timeline)
	cmd := &cobra.Command{
		Use:   "timeline",
		Short: "A model's variants on a board over the days of the reports",
		Long: `Draw the scores of a model's variants by the day on which they were reported, with the
variants' release events as lines. What was not public on a day is a hollow diamond; a
dotted line bridges days on which the board had a snapshot without the variant.

Without --model or --variant it is the model with the most days on which a board listed
both a variant that was not public and a released one, else the variant with the most
days; of a board whose names are of no variant on record, the best names. Without --benchmark it is the
board with the most of its points; several that are named have panels with axes of their
own. Of several sources and settings the one with the most points is drawn, which is
said below the figure; --source names others, each of which has lines of its own.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart timeline -o timeline.png
  provenance chart timeline --model llama-4-maverick,llama-4-scout --benchmark lmarena-text
  provenance chart timeline --source lmarena-csv --source arena-catalog --as-of 2025-05-31 -o t.svg`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runChartTimeline(cmd.Context(), o) },
	}
	o.add(cmd, "how many lines a panel has at most, to 12")
	return cmd
}

func runChartTimeline(ctx context.Context, o *chartOptions) error {
	if o.Limit > o.kind.Most {
		return usage("--limit must be from 1 to %d: more lines cannot be told apart", o.kind.Most)
	}
	return o.draw(ctx)
}
