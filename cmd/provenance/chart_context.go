package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"provenance/internal/figures"
)

func newChartContext(a *app) *cobra.Command {
	o := newChartOptions(a, figures.Context)
	cmd := &cobra.Command{
		Use:   "context",
		Short: "The context window claimed against what is served and measured",
		Long: `Draw for each variant the context window that its developer claims beside those that
providers serve and those that somebody measured as still effective, on a log scale.
What an aggregator prints as served is left out, as in the view context_gaps: it may be
a copy of the claim.

Without --model and --variant it is the variants with a claim and a provider on record,
else all with a context window.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart context -o context.png
  provenance chart context --model llama-4-scout --as-of 2025-04-30 -o context.svg`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runChartContext(cmd.Context(), o) },
	}
	o.add(cmd, fmt.Sprintf("how many variants at most, up to %d", figures.Context.Most))
	return cmd
}

func runChartContext(ctx context.Context, o *chartOptions) error {
	if len(o.Benchmarks) > 0 {
		return usage("--benchmark chooses nothing here: a context window is of no benchmark")
	}
	return o.draw(ctx)
}
