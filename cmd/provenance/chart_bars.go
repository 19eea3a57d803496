package main

import (
	"context"

	"github.com/spf13/cobra"

	"provenance/internal/figures"
)

func newChartBars(a *app) *cobra.Command {
	o := newChartOptions(a, figures.Bars)
	cmd := &cobra.Command{
		Use:   "bars",
		Short: "Models by benchmarks, as one source prints them",
		Long: `Draw the scores that one source prints as grouped bars: a vendor's table or a board,
with what was not public marked. Each unit has a panel and an axis of its own; ratings,
which have no zero, are drawn as points.

Only like is set beside like: of a board that prints its scores again and again it is,
for each benchmark, the latest day on which at least half as many models stand together
as on any other, or an earlier one with something that was not public and has gone; of
several metrics and stages (pre-trained, instruction-tuned) the one that most share. On
a board that runs models in several settings a name in each is an entry of its own. What
is not drawn, and who of that is ahead, is said below the figure.

Without --source it is the source that prints most of the models and benchmarks named;
where none are named the vendor's document with the most of both, else the board.
Without --benchmark and --model it is the five that share most, in the unit that most
have, variants that were not public before all others, and the best of what is alike
otherwise. --sort value puts the models in
the order of their scores on the first benchmark, the best first; with --limit it is
the top of a board. --sort name changes the order alone.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart bars -o bars.png
  provenance chart bars --source ref-01 --model llama-4-behemoth,llama-4-maverick,gpt-4o \
    --benchmark mmlu-pro,gpqa-diamond -o bars.png -o bars.svg --data bars.csv
  provenance chart bars --benchmark lmarena-text --sort value --limit 10 --theme dark`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runChartBars(cmd.Context(), o) },
	}
	o.add(cmd, "how many models, and how many benchmarks, where none are named")
	cmd.Flags().StringVar(&o.Day, "day", "", "only what the source printed on this `day`, YYYY-MM-DD")
	return cmd
}

func runChartBars(ctx context.Context, o *chartOptions) error {
	if len(o.Sources) > 1 {
		return usage("bars draws what one source prints, and --source names %d", len(o.Sources))
	}
	return o.draw(ctx)
}
