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
		Short: "Draw every entry of a board and mark those not public",
		Long: `Draw one snapshot of a board: the score of every entry by position, with its interval.
Entries that were not public are labelled diamonds; entries of unknown status are rings.

--model and --variant choose the entries to label. The board is --source on --benchmark on
--day. Options you leave out default to the snapshot that lists most of the models you
named or, if you named none, to the largest one, preferring one with an unreleased entry.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart leaderboard -o board.png
  provenance chart leaderboard --source lmarena-csv --benchmark lmarena-text --day 2025-04-11
  provenance chart leaderboard --model llama-4-maverick --limit 100 --theme dark -o board.svg --data board.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runChartLeaderboard(cmd.Context(), o) },
	}
	o.add(cmd, "draw at most this many entries, from the top")
	cmd.Flags().StringVar(&o.Day, "day", "", "the snapshot of this `day` (YYYY-MM-DD)")
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
