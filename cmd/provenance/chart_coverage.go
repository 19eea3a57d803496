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
		Short: "Who reported what: benchmarks by variants",
		Long: `Draw for each benchmark and variant whether its developer reported a score, somebody
else did, both, or nobody on record: selective reporting at a glance. A score of which it
is not known who measured it, or whose model, is drawn as that, and counts for neither.

Without --suite and --benchmark it is the suite of which developers reported most, and
something that was not public if there is one; with --source one that the source
defines; where nothing of a suite is on record, the
benchmarks with the most variants, or, where no name is of a known variant, those of the
source that prints most. Without --model and --variant it is the
variants with a score on most of the benchmarks, before them what was not public when it
was reported, and each sibling of these that somebody else measured. The counts are those of the view coverage.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart coverage -o coverage.png
  provenance chart coverage --suite llama-4-announcement --as-of 2025-04-30 -o coverage.svg
  provenance chart coverage --benchmark mmlu-pro,gpqa-diamond --model llama-4-maverick,gpt-4o`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.draw(cmd.Context()) },
	}
	o.add(cmd, fmt.Sprintf("how many variants at most, up to %d", figures.Coverage.Most))
	cmd.Flags().StringVar(&o.Suite, "suite", "", "the benchmarks of this `suite`")
	return cmd
}
