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
		Short: "Draw the scores of a model's variants over time",
		Long: `Draw the scores of a model's variants by report date, with their release events as
vertical lines. Hollow diamonds mark days on which a variant was not public; a dotted line
bridges snapshots that do not list it.

By default, the chart follows the model for which a board listed both an unreleased and a
released variant on the most days. Each benchmark you name has its own panel, and each
source you name has its own lines. docs/figures.md explains the other defaults.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart timeline -o timeline.png
  provenance chart timeline --model llama-4-maverick,llama-4-scout --benchmark lmarena-text
  provenance chart timeline --source lmarena-csv --source arena-catalog --as-of 2025-05-31 -o t.svg`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runChartTimeline(cmd.Context(), o) },
	}
	o.add(cmd, "draw at most this many lines per panel, up to 12")
	return cmd
}

func runChartTimeline(ctx context.Context, o *chartOptions) error {
	if o.Limit > o.kind.Most {
		return usage("--limit must be from 1 to %d: more lines cannot be told apart", o.kind.Most)
	}
	return o.draw(ctx)
}
