package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/charts"
	"provenance/internal/query"
)

type gapOptions struct {
	chartOutput
	chartSelect
	onDay  string
	cut    string // a footnote where --limit left rows out
	others string // a footnote where there are gaps on other benchmarks
}

func newChartGap(a *app) *cobra.Command {
	o := &gapOptions{chartOutput: chartOutput{app: a}}
	cmd := &cobra.Command{
		Use:   "gap",
		Short: "A variant that was not public against its released sibling",
		Long: `Draw, for each day on which a board listed both, a variant that was not public beside
the released variant of the same model, with their intervals and the gap's own.

Without --benchmark it is the benchmark with the most such days; several that are named
have panels with axes of their own, and so have scores with and without style control,
which is a scale of its own. The rows are those of the view variant_gaps, by
model and day; --sort gap puts the largest first, as far as a board's own unit goes.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart gap -o gap.png
  provenance chart gap --source lmarena-csv --day 2025-04-11 -o gap.svg
  provenance chart gap --as-of 2025-05-31 --sort gap --theme print -o gap.pdf`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context()) },
	}
	o.chartOutput.add(cmd, "gap")
	o.chartSelect.add(a, cmd, 12, "how many rows at most", "day", "gap", "name")
	cmd.Flags().StringVar(&o.onDay, "day", "", "only this `day`, YYYY-MM-DD")
	return cmd
}

func (o *gapOptions) run(ctx context.Context) error {
	if err := checkDay("--day", o.onDay); err != nil {
		return err
	}
	db, err := o.open(ctx, &o.chartOutput)
	if err != nil {
		return err
	}
	defer db.Close()
	gaps, err := db.FigureGaps(ctx, query.GapFilter{Entries: o.named(), Benchmarks: o.benchmarks, Sources: o.sources, Day: o.onDay})
	if err != nil {
		return err
	}
	gaps = o.pick(slices.DeleteFunc(gaps, func(g query.FigureGap) bool { return !o.day(g.ReportedOn) }))
	o.missed(gaps)
	if len(gaps) == 0 {
		words := o.words()
		if o.onDay != "" {
			words += " on the day " + o.onDay
		}
		return fmt.Errorf("there is nothing to draw: no score%s of a variant that was not public stands beside one of a released variant of the same model, on the same board and day; "+
			"see 'provenance query \"SELECT model, variant, benchmark, source, reported_on FROM variant_gaps\"'", words)
	}
	fig, err := o.figure(ctx, db, gaps)
	if err != nil {
		return err
	}
	return o.save(fig)
}

// missed says on standard error which of what was named has no gap.
func (o *gapOptions) missed(gaps []query.FigureGap) {
	for _, n := range o.named() {
		if len(gaps) > 0 && !slices.ContainsFunc(gaps, func(g query.FigureGap) bool { return g.Model == n || g.Variant == n }) {
			fmt.Fprintf(o.app.err, "%s has no gap that is drawn: none of its variants that were not public stands beside a released one there\n", clean(n))
		}
	}
}

// pick keeps the benchmarks that were named, else the one with the most days,
// the first in order where several have as many; then it sorts and cuts.
func (o *gapOptions) pick(gaps []query.FigureGap) []query.FigureGap {
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
	if len(o.benchmarks) == 0 {
		if n := len(days) - 1; n > 0 {
			o.others = fmt.Sprintf("Gaps on %s are not drawn.", plural(n, "other benchmark"))
			delete(days, best)
			fmt.Fprintf(o.app.err, "there are gaps on other benchmarks, which --benchmark draws: %s\n", clean(few(slices.Sorted(maps.Keys(days)), ", ")))
		}
		gaps = slices.DeleteFunc(gaps, func(g query.FigureGap) bool { return g.Benchmark != best })
	}
	slices.SortStableFunc(gaps, func(a, b query.FigureGap) int {
		board := slices.Index(o.benchmarks, a.Benchmark) - slices.Index(o.benchmarks, b.Benchmark)
		switch o.sort {
		case "gap":
			return cmp.Or(board, cmp.Compare(math.Abs(b.Gap), math.Abs(a.Gap)))
		case "name":
			return cmp.Or(board, cmp.Compare(strings.ToLower(a.ModelName), strings.ToLower(b.ModelName)))
		}
		return board
	})
	if len(gaps) > o.limit {
		fmt.Fprintf(o.app.err, "%d of %d rows are drawn; see --limit\n", o.limit, len(gaps))
		o.cut = fmt.Sprintf("%d of %d rows are drawn.", o.limit, len(gaps))
		gaps = gaps[:o.limit]
	}
	return gaps
}

func (o *gapOptions) figure(ctx context.Context, db *query.DB, gaps []query.FigureGap) (*charts.Figure, error) {
	g := &charts.Gap{Title: o.title}
	var sources []string
	ranks, style := false, false
	for _, r := range gaps {
		p := charts.Pair{Model: r.ModelName, Context: r.ReportedOn, Detail: r.Source, Gap: r.Gap,
			Board: r.BenchmarkName, Unit: cmp.Or(unitSigns[r.Unit], r.Unit), LowerIsBetter: !r.HigherIsBetter}
		if r.StyleControl.Valid && r.StyleControl.Bool { // a scale of its own
			style = true
			p.Board += ", style control"
		}
		if p.Unit == "Elo" {
			p.Board += ", Elo rating"
		}
		ranks = ranks || r.Rank.Valid || r.ReleasedRank.Valid
		if r.GapCI.Valid {
			p.GapCI = &r.GapCI.Float64
		}
		_, why, _ := strings.Cut(r.Flag, "; ") // the day stands in the row
		p.Before = charts.Mark{Label: "not public", Value: r.Value, Printed: printed(r.Printed, r.Value), CILow: ptr(r.CILow), CIHigh: ptr(r.CIHigh), CILevel: r.CILevel.Float64,
			Rank: int(r.Rank.Int64), Release: charts.NotReleased, Footnote: r.VariantName + ": " + why + "."}
		p.Released = charts.Mark{Label: "released", Value: r.ReleasedValue, Printed: printed(r.ReleasedPrinted, r.ReleasedValue), CILow: ptr(r.ReleasedCILow), CIHigh: ptr(r.ReleasedCIHigh), CILevel: r.ReleasedCILevel.Float64,
			Rank: int(r.ReleasedRank.Int64), Release: charts.Released}
		g.Pairs = append(g.Pairs, p)
		sources = append(sources, r.Source)
	}
	if ranks {
		g.Notes = append(g.Notes, "Ranks are as each source prints or implies them.")
	}
	if style {
		g.Notes = append(g.Notes, "Style control is the board's own correction: a setting, and a scale, of its own.")
	}
	g.Notes = append(g.Notes, o.chartSelect.notes()...)
	for _, note := range []string{o.cut, o.others} {
		if note != "" {
			g.Notes = append(g.Notes, note)
		}
	}
	var err error
	if g.Sources, err = o.sourceLines(ctx, db, sources); err != nil {
		return nil, err
	}
	if g.Stamp, err = o.stamp(ctx, db); err != nil {
		return nil, err
	}
	return g.Figure()
}
