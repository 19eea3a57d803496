package main

import (
	"context"

	"github.com/spf13/cobra"

	"provenance/internal/figures"
)

func newChartLeaderboard(a *app) *cobra.Command {
	o := newChartOptions(a, figures.Leaderboard)
	cmd := &cobra.Command{
		Use:   "leaderboard",
		Short: "A board's snapshot, entry by entry, with what was not public",
		Long: `Draw one snapshot of a board: the score of every entry by position, with its interval.
What was not public when it was listed is a labelled diamond in the reserved colour;
an entry whose variant has no release event on record is a ring, its status unknown.

--model and --variant name entries to be labelled; without them these are the released
variants of the models that also stand there with one that was not public. The board is
--source on --benchmark on --day. What is not said is taken from the snapshot that lists
most of what is named, or has the most rows, of a leaderboard of ten rows or more and
with something that was not public if there is one; with --source it is the latest of
its benchmark.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart leaderboard -o board.png
  provenance chart leaderboard --source lmarena-csv --benchmark lmarena-text --day 2025-04-11
  provenance chart leaderboard --model llama-4-maverick --limit 100 --theme dark -o board.svg --data board.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runChartLeaderboard(cmd.Context(), o) },
	}
	o.add(cmd, "how many entries at most, from the first")
	cmd.Flags().StringVar(&o.Day, "day", "", "the snapshot of this `day`, YYYY-MM-DD")
	return cmd
}

func runChartLeaderboard(ctx context.Context, o *chartOptions) error {
	for _, c := range []struct {
		flag  string
		slugs []string
	}{{"--source", o.Sources}, {"--benchmark", o.Benchmarks}} {
		if len(c.slugs) > 1 {
			return usage("leaderboard draws one board, and %s names %d", c.flag, len(c.slugs))
		}
	}
	return o.draw(ctx)
}
