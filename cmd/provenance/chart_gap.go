package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/charts"
	"provenance/internal/model"
	"provenance/internal/store"
)

type gapOptions struct {
	chartOutput
	filter store.GapFilter
	limit  int
}

func newChartGap(a *app) *cobra.Command {
	o := &gapOptions{chartOutput: chartOutput{app: a}}
	cmd := &cobra.Command{
		Use:   "gap",
		Short: "A variant that was not public against its released sibling",
		Long: `Draw, for each day on which a board listed both, a variant that was not public beside
the released variant of the same model, with their intervals and the gap's own.

Without --benchmark it is the benchmark with the most such days. The rows are those of
the view variant_gaps.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart gap -o gap.png
  provenance chart gap --source lmarena-csv --day 2025-04-11 -o gap.svg`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context()) },
	}
	o.add(cmd, "gap")
	f := cmd.Flags()
	f.StringVar(&o.filter.Model, "model", "", "only this `model` or variant, by slug")
	f.StringVar(&o.filter.Benchmark, "benchmark", "", "only this `benchmark`, by slug")
	f.StringVar(&o.filter.Source, "source", "", "only what this `source` prints, by slug")
	f.StringVar(&o.filter.Day, "day", "", "only this `day`, YYYY-MM-DD")
	f.IntVar(&o.limit, "limit", 12, "how many rows at most")
	cmd.RegisterFlagCompletionFunc("model", a.complete("models", "variants"))
	cmd.RegisterFlagCompletionFunc("benchmark", a.complete("benchmarks"))
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	return cmd
}

func (o *gapOptions) run(ctx context.Context) error {
	if o.limit < 1 {
		return usage("--limit must be at least 1")
	}
	if o.filter.Day != "" {
		if _, err := model.ParseDate(o.filter.Day); err != nil {
			return usage("--day %q: %w", o.filter.Day, err)
		}
	}
	if err := o.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, c := range []struct {
		slug  string
		kinds []string
	}{{o.filter.Model, []string{"models", "variants"}}, {o.filter.Benchmark, []string{"benchmarks"}}, {o.filter.Source, []string{"sources"}}} {
		if c.slug != "" {
			if err := known(ctx, db, c.slug, c.kinds...); err != nil {
				return err
			}
		}
	}
	gaps, err := db.FigureGaps(ctx, o.filter)
	if err != nil {
		return err
	}
	gaps = o.oneBenchmark(gaps)
	if len(gaps) == 0 {
		return fmt.Errorf("there is nothing to draw: no variant that was not public stands beside a released one on the same board and day")
	}
	fig, err := o.figure(ctx, db, gaps)
	if err != nil {
		return err
	}
	return o.save(fig)
}

// oneBenchmark keeps the benchmark with the most days, the first in order where
// several have as many.
func (o *gapOptions) oneBenchmark(gaps []store.FigureGap) []store.FigureGap {
	days := map[string]map[string]bool{}
	best := ""
	for _, g := range gaps {
		if days[g.Benchmark] == nil {
			days[g.Benchmark] = map[string]bool{}
		}
		days[g.Benchmark][g.ReportedOn] = true
	}
	for _, g := range gaps { // in order of benchmark
		if len(days[g.Benchmark]) > len(days[best]) {
			best = g.Benchmark
		}
	}
	gaps = slices.DeleteFunc(gaps, func(g store.FigureGap) bool { return g.Benchmark != best })
	if len(gaps) > o.limit {
		fmt.Fprintf(o.app.err, "%d of %d rows are drawn; see --limit\n", o.limit, len(gaps))
		gaps = gaps[:o.limit]
	}
	return gaps
}

func (o *gapOptions) figure(ctx context.Context, db *store.DB, gaps []store.FigureGap) (*charts.Figure, error) {
	g := &charts.Gap{Title: o.title, Board: gaps[0].BenchmarkName, Unit: unitSigns[gaps[0].Unit], LowerIsBetter: !gaps[0].HigherIsBetter}
	if g.Unit == "Elo" {
		g.Board += ", Elo rating"
	}
	var sources []string
	ranks, style := false, false
	for _, r := range gaps {
		p := charts.Pair{Model: r.ModelName, Context: r.ReportedOn, Detail: r.Source, Gap: r.Gap}
		ranks = ranks || r.Rank.Valid || r.ReleasedRank.Valid
		if r.StyleControl.Valid && r.StyleControl.Bool {
			style = true
			p.Detail += ", style control"
		}
		if r.GapCI.Valid {
			p.GapCI = &r.GapCI.Float64
		}
		_, why, _ := strings.Cut(r.Flag, "; ") // the day stands in the row
		p.Before = charts.Mark{Label: "not public", Value: r.Value, Printed: mean(r.Printed, r.Value), CILow: ptr(r.CILow), CIHigh: ptr(r.CIHigh),
			Rank: int(r.Rank.Int64), Release: charts.NotReleased, Footnote: r.VariantName + ": " + why + "."}
		p.Released = charts.Mark{Label: "released", Value: r.ReleasedValue, Printed: mean(r.ReleasedPrinted, r.ReleasedValue), CILow: ptr(r.ReleasedCILow), CIHigh: ptr(r.ReleasedCIHigh),
			Rank: int(r.ReleasedRank.Int64), Release: charts.Released}
		g.Pairs = append(g.Pairs, p)
		sources = append(sources, r.Source)
	}
	if ranks {
		g.Notes = append(g.Notes, "Ranks are as each source prints or implies them.")
	}
	if style {
		g.Notes = append(g.Notes, "Style control is the board's own correction and a setting of its own.")
	}
	var err error
	if g.Sources, err = sourceLines(ctx, db, sources); err != nil {
		return nil, err
	}
	if g.Stamp, err = o.stamp(ctx, db); err != nil {
		return nil, err
	}
	return g.Figure()
}

// mean is the central number of a printed score, short enough for a label:
// whole ratings, four digits else.
func mean(s string, v float64) string {
	if _, err := model.ParseReal(s); err == nil && len(s) <= 6 {
		return s
	}
	return short(v)
}
