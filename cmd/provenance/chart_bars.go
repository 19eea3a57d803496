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
		Short: "Compare models by benchmarks, as one source reports them",
		Long: `Draw the scores that one source reports as grouped bars, models by benchmarks. Each unit
has its own panel; ratings, which have no zero, are drawn as points.

Only comparable scores are drawn. If a board publishes repeated snapshots, the chart uses
the latest one that covers at least half as many models as its fullest. By default it
shows the source with the most matching scores, and the five models and benchmarks that
overlap most. docs/figures.md explains how scores are chosen.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart bars -o bars.png
  provenance chart bars --source ref-01 --model llama-4-behemoth,llama-4-maverick,gpt-4o \
    --benchmark mmlu-pro,gpqa-diamond -o bars.png -o bars.svg --data bars.csv
  provenance chart bars --benchmark lmarena-text --sort value --limit 10 --theme dark`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runChartBars(cmd.Context(), o) },
	}
	o.add(cmd, "how many models and benchmarks to draw if you name none")
	cmd.Flags().StringVar(&o.Day, "day", "", "only what the source printed on this `day` (YYYY-MM-DD)")
	return cmd
}

func runChartBars(ctx context.Context, o *chartOptions) error {
	if len(o.Sources) > 1 {
		return usage("bars draws what one source prints, and --source names %d", len(o.Sources))
	}
	return o.draw(ctx)
}
