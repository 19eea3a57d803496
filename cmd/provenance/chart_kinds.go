package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"provenance/internal/figures"
)

// A chartKind is a kind of chart as a command. All kinds have the flags that
// chartOptions.add gives them; what a kind does not take, it does not list.
type chartKind struct {
	figures.Kind
	short, long, example string
	limit                string   // what --limit counts
	day                  string   // what --day means; "": there is no such flag
	one                  []string // flags that may name one slug only
	suite                bool     // it takes --suite
	noBenchmark          bool     // it takes no --benchmark
}

var chartKinds = []chartKind{
	{Kind: figures.Bars, short: "Compare models by benchmarks, as one source reports them",
		limit: "how many models and benchmarks to draw if you name none", day: "only what the source printed on this `day` (YYYY-MM-DD, or YYYY-MM or YYYY if the source gives no day)", one: []string{"source"},
		long: `Draw the scores that one source reports as grouped bars, models by benchmarks. Each unit
has its own panel; ratings, which have no zero, are drawn as points.

Of a board with many snapshots, the chart shows the latest with two or more models and at
least half as many as the fullest, or an earlier, fuller one with an unreleased model that
has since left; if you name models, the latest of those that list most of them. The source
is the one with most of what you name; if you name nothing, a vendor's document with the
most models and benchmarks, or else a board. docs/figures.md explains all choices.`,
		example: `  provenance chart bars -o bars.png
  provenance chart bars --source ref-01 --model llama-4-behemoth,llama-4-maverick,gpt-4o \
    --benchmark mmlu-pro,gpqa-diamond -o bars.png -o bars.svg --data bars.csv
  provenance chart bars --benchmark lmarena-text --sort value --limit 10 --theme dark`},
	{Kind: figures.Gap, short: "Compare an unreleased variant with its released sibling",
		limit: "draw at most this many rows", day: "only this `day` (YYYY-MM-DD, or YYYY-MM or YYYY if the source gives no day)",
		long: `Compare a variant that was not public with the released variant of the same model, for
each day on which a board listed both: both scores with their intervals, and the
difference with an interval computed from these.

By default, the benchmark with the most such days is drawn. Each benchmark you name has
its own panel, and so do scores with style control, which are on another scale. The rows
come from the view variant_gaps.`,
		example: `  provenance chart gap -o gap.png
  provenance chart gap --source lmarena-csv --day 2025-04-11 -o gap.svg
  provenance chart gap --as-of 2025-05-31 --sort gap --theme print -o gap.pdf`},
	{Kind: figures.Coverage, short: "Show who reported which benchmarks for which variants",
		limit: "draw at most this many variants", suite: true,
		long: `Show who reported a score for each benchmark and variant: the developer, somebody else,
both, or nobody. Scores of which it is not stated who measured, or whose model it is, have a
mark of their own and count neither as the developer's nor as somebody else's.

By default, the chart shows the suite with the most developer-reported scores, preferring
one that includes an unreleased variant, and the variants with scores on most of its
benchmarks. The counts come from the view coverage.`,
		example: `  provenance chart coverage -o coverage.png
  provenance chart coverage --suite llama-4-announcement --as-of 2025-04-30 -o coverage.svg
  provenance chart coverage --benchmark mmlu-pro,gpqa-diamond --model llama-4-maverick,gpt-4o`},
	{Kind: figures.Context, short: "Compare claimed context windows with served and measured ones",
		limit: "draw at most this many variants", noBenchmark: true,
		long: `Compare the context window that each developer claims with what providers serve and with
what somebody measured to be effective, on a log scale. Served values that only an
aggregator reports are left out, because they may copy the claim.

By default, the chart shows the variants that have both a claim and a provider on record
or, if there are none, every variant with a context window.`,
		example: `  provenance chart context -o context.png
  provenance chart context --model llama-4-scout --as-of 2025-04-30 -o context.svg`},
	{Kind: figures.Leaderboard, short: "Draw every entry of a board and mark those not public",
		limit: "draw at most this many entries, from the top", day: "the snapshot of this `day` (YYYY-MM-DD, or YYYY-MM or YYYY if the source gives no day)", one: []string{"source", "benchmark"},
		long: `Draw one snapshot of a board: the score of every entry by position, with its interval.
Entries that were not public are labelled diamonds; entries of unknown status are rings.

--model and --variant choose the entries to label; --source, --benchmark and --day choose
the snapshot. If you name models, the chart shows the latest of the snapshots that list most
of them, otherwise the latest snapshot of a board: the largest board, preferring one with an
unreleased entry.`,
		example: `  provenance chart leaderboard -o board.png
  provenance chart leaderboard --source lmarena-csv --benchmark lmarena-text --day 2025-04-11
  provenance chart leaderboard --model llama-4-maverick --limit 100 --theme dark -o board.svg --data board.csv`},
	{Kind: figures.Timeline, short: "Draw the scores of a model's variants over time",
		limit: "draw at most this many lines per panel",
		long: `Draw the scores of a model's variants by report date, with their release events as
vertical lines. Hollow diamonds mark days on which a variant was not public. A line is
dotted where the board had snapshots that did not list the variant.

By default, the chart follows the model for which a board listed both an unreleased and a
released variant on the most days. Each benchmark you name has its own panel, and each
source you name has its own lines. docs/figures.md explains the other defaults.`,
		example: `  provenance chart timeline -o timeline.png
  provenance chart timeline --model llama-4-maverick,llama-4-scout --benchmark lmarena-text
  provenance chart timeline --source lmarena-csv --source arena-catalog --as-of 2025-05-31 -o t.svg`},
}

// newChartKind makes the command of a kind.
func newChartKind(a *app, kind chartKind) *cobra.Command {
	o := &chartOptions{chartOutput: chartOutput{app: a}, kind: kind}
	cmd := &cobra.Command{
		Use:     kind.Name,
		Short:   kind.short,
		Long:    kind.long + "\n\n" + status(exitOK, exitFailure, exitUsage, exitPartial),
		Example: kind.example,
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, args []string) error { return o.draw(cmd.Context()) },
	}
	o.add(cmd)
	return cmd
}

// limitHelp says what --limit counts, and how far it goes.
func (k chartKind) limitHelp() string {
	if k.Most == 0 {
		return k.limit
	}
	return fmt.Sprintf("%s, up to %d", k.limit, k.Most)
}
