package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"provenance/internal/figures"
)

func newChartCoverage(a *app) *cobra.Command {
	o := newChartOptions(a, figures.Coverage)
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Show who reported which benchmarks for which variants",
		Long: `Show who reported a score for each benchmark and variant: the developer, somebody else,
both, or nobody. Scores whose evaluator or developer is not known are drawn as such and
count for neither.

By default, the chart shows the suite with the most developer-reported scores, preferring
one that includes an unreleased variant, and the variants with scores on most of its
benchmarks. The counts come from the view coverage.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart coverage -o coverage.png
  provenance chart coverage --suite llama-4-announcement --as-of 2025-04-30 -o coverage.svg
  provenance chart coverage --benchmark mmlu-pro,gpqa-diamond --model llama-4-maverick,gpt-4o`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.draw(cmd.Context()) },
	}
	o.add(cmd, fmt.Sprintf("draw at most this many variants, up to %d", figures.Coverage.Most))
	cmd.Flags().StringVar(&o.Suite, "suite", "", "the benchmarks of this `suite`")
	return cmd
}
