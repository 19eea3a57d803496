package main

import (
	"github.com/spf13/cobra"

	"provenance/internal/figures"
)

func newChartGap(a *app) *cobra.Command {
	o := newChartOptions(a, figures.Gap)
	cmd := &cobra.Command{
		Use:   "gap",
		Short: "A variant that was not public against its released sibling",
		Long: `Draw, for each day on which a board listed both, a variant that was not public beside
the released variant of the same model, with their intervals and the gap's own.

Without --benchmark it is the benchmark with the most such days; several that are named
have panels with axes of their own, and so have scores with and without style control,
which is a scale of its own. The rows are those of the view variant_gaps, by
model and day; --sort gap puts the largest first, as far as a board's own unit goes.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart gap -o gap.png
  provenance chart gap --source lmarena-csv --day 2025-04-11 -o gap.svg
  provenance chart gap --as-of 2025-05-31 --sort gap --theme print -o gap.pdf`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.draw(cmd.Context()) },
	}
	o.add(cmd, "how many rows at most")
	cmd.Flags().StringVar(&o.Day, "day", "", "only this `day`, YYYY-MM-DD")
	return cmd
}
