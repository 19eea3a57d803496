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
		Short: "Compare claimed context windows with served and measured ones",
		Long: `Compare the context window that each developer claims with what providers serve and with
what somebody measured to be effective, on a log scale. Served values that only an
aggregator reports are left out, because they may copy the claim.

By default, the chart shows the variants that have both a claim and a provider on record
or, if there are none, every variant with a context window.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart context -o context.png
  provenance chart context --model llama-4-scout --as-of 2025-04-30 -o context.svg`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runChartContext(cmd.Context(), o) },
	}
	o.add(cmd, fmt.Sprintf("draw at most this many variants, up to %d", figures.Context.Most))
	return cmd
}

func runChartContext(ctx context.Context, o *chartOptions) error {
	if len(o.Benchmarks) > 0 {
		return usage("--benchmark chooses nothing here: a context window is of no benchmark")
	}
	return o.draw(ctx)
}
