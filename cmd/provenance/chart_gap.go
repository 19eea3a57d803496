package main

import (
	"github.com/spf13/cobra"

	"provenance/internal/figures"
)

func newChartGap(a *app) *cobra.Command {
	o := newChartOptions(a, figures.Gap)
	cmd := &cobra.Command{
		Use:   "gap",
		Short: "Compare an unreleased variant with its released sibling",
		Long: `Compare a variant that was not public with the released variant of the same model, for
each day on which a board listed both, with their intervals and the interval of the gap.

By default, the benchmark with the most such days is drawn. Each benchmark you name has
its own panel, and so do scores with style control, which are on another scale. The rows
come from the view variant_gaps.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart gap -o gap.png
  provenance chart gap --source lmarena-csv --day 2025-04-11 -o gap.svg
  provenance chart gap --as-of 2025-05-31 --sort gap --theme print -o gap.pdf`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.draw(cmd.Context()) },
	}
	o.add(cmd, "draw at most this many rows")
	cmd.Flags().StringVar(&o.Day, "day", "", "only this `day` (YYYY-MM-DD)")
	return cmd
}
