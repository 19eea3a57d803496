package main

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/charts"
	"provenance/internal/model"
	"provenance/internal/store"
)

type barsOptions struct {
	chartOutput
	source     string
	models     []string
	benchmarks []string
	limit      int
}

func newChartBars(a *app) *cobra.Command {
	o := &barsOptions{chartOutput: chartOutput{app: a}}
	cmd := &cobra.Command{
		Use:   "bars",
		Short: "Models by benchmarks, as one source prints them",
		Long: `Draw the scores that one source prints as grouped bars: a vendor's table, with what
was not public marked. One figure has one unit; ratings, which have no zero, are drawn
as points.

Without --source it is the vendor's document with the most models and benchmarks.
Without --benchmark and --model it is the five that share most, variants that were not
public before all others.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart bars -o bars.png
  provenance chart bars --source ref-01 --model llama-4-behemoth,llama-4-maverick,gpt-4o \
    --benchmark mmlu-pro,gpqa-diamond -o bars.png -o bars.svg`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context()) },
	}
	o.add(cmd, "bars")
	f := cmd.Flags()
	f.StringVar(&o.source, "source", "", "the `source` whose scores are drawn, by slug")
	f.StringSliceVar(&o.models, "model", nil, "`models` or variants to draw, by slug, in this order")
	f.StringSliceVar(&o.benchmarks, "benchmark", nil, "`benchmarks` to draw, by slug, in this order")
	f.IntVar(&o.limit, "limit", 5, "how many models, and how many benchmarks, where none are named")
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	cmd.RegisterFlagCompletionFunc("model", a.complete("models", "variants"))
	cmd.RegisterFlagCompletionFunc("benchmark", a.complete("benchmarks"))
	return cmd
}

func (o *barsOptions) run(ctx context.Context) error {
	if o.limit < 1 {
		return usage("--limit must be at least 1")
	}
	if err := o.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := o.resolve(ctx, db); err != nil {
		return err
	}
	scores, err := db.FigureScores(ctx, o.source)
	if err != nil {
		return err
	}
	scores = o.oneUnit(latest(o.named(scores)))
	if len(scores) == 0 {
		return fmt.Errorf("there is nothing to draw: %s prints no score of these models on these benchmarks; see 'provenance query \"SELECT DISTINCT variant, benchmark FROM score_details WHERE source = '%s'\"'", o.source, o.source)
	}
	b, err := o.bars(ctx, db, scores)
	if err != nil {
		return err
	}
	fig, err := b.Figure()
	if err != nil {
		return err
	}
	return o.save(fig)
}

// resolve checks the slugs and finds the default source.
func (o *barsOptions) resolve(ctx context.Context, db *store.DB) (err error) {
	for _, m := range o.models {
		if err := known(ctx, db, m, "models", "variants"); err != nil {
			return err
		}
	}
	for _, b := range o.benchmarks {
		if err := known(ctx, db, b, "benchmarks"); err != nil {
			return err
		}
	}
	if o.source != "" {
		return known(ctx, db, o.source, "sources")
	}
	if o.source, err = db.VendorTable(ctx); err == nil && o.source == "" {
		err = fmt.Errorf("there is nothing to draw: no vendor's document with two variants is on record; name a source with --source")
	}
	return err
}

// named keeps the scores of the models and benchmarks that were named.
func (o *barsOptions) named(scores []store.FigureScore) []store.FigureScore {
	var out []store.FigureScore
	for _, s := range scores {
		if len(o.models) > 0 && !slices.Contains(o.models, s.Variant) && !slices.Contains(o.models, s.Model) {
			continue
		}
		if len(o.benchmarks) > 0 && !slices.Contains(o.benchmarks, s.Benchmark) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// latest keeps, of a variant's scores on a benchmark, those of the last day that
// the source reports: a board prints a new one every week.
func latest(scores []store.FigureScore) []store.FigureScore {
	last := map[[2]string]string{}
	for _, s := range scores {
		k := [2]string{s.Variant, s.Benchmark}
		last[k] = max(last[k], s.ReportedOn)
	}
	return slices.DeleteFunc(scores, func(s store.FigureScore) bool {
		return s.ReportedOn != last[[2]string{s.Variant, s.Benchmark}]
	})
}

// oneUnit keeps the unit and direction that most scores have, and says what it left out.
func (o *barsOptions) oneUnit(scores []store.FigureScore) []store.FigureScore {
	type kind struct {
		unit   string
		higher bool
	}
	count := map[kind]int{}
	var best kind
	for _, s := range scores {
		k := kind{s.Unit, s.HigherIsBetter}
		count[k]++
		if count[k] > count[best] {
			best = k
		}
	}
	var out []store.FigureScore
	left := map[string]bool{}
	for _, s := range scores {
		if (kind{s.Unit, s.HigherIsBetter}) == best {
			out = append(out, s)
		} else {
			left[s.Benchmark] = true
		}
	}
	if len(left) > 0 && len(o.benchmarks) > 0 {
		fmt.Fprintf(o.app.err, "left out, in another unit than %s: %s\n", best.unit, strings.Join(sortedKeys(left), ", "))
	}
	return out
}

func sortedKeys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// pick chooses and orders benchmarks and variants.
func (o *barsOptions) pick(scores []store.FigureScore) (benchmarks, variants []string) {
	on := map[string]map[string]bool{} // benchmark → variants
	hidden := map[string]bool{}
	own := map[string]bool{}
	for _, s := range scores {
		if on[s.Benchmark] == nil {
			on[s.Benchmark] = map[string]bool{}
			benchmarks = append(benchmarks, s.Benchmark)
		}
		on[s.Benchmark][s.Variant] = true
		hidden[s.Variant] = hidden[s.Variant] || released(s.Status) == charts.NotReleased
		own[s.Variant] = own[s.Variant] || s.FirstParty
	}
	if len(o.benchmarks) > 0 {
		benchmarks = slices.DeleteFunc(slices.Clone(o.benchmarks), func(b string) bool { return on[b] == nil })
	} else {
		slices.SortStableFunc(benchmarks, func(a, b string) int {
			return cmp.Or(cmp.Compare(len(on[b]), len(on[a])), cmp.Compare(a, b))
		})
		benchmarks = benchmarks[:min(len(benchmarks), o.limit)]
	}
	reports := map[string]int{}
	for _, b := range benchmarks {
		for v := range on[b] {
			reports[v]++
		}
	}
	for v := range reports {
		variants = append(variants, v)
	}
	rank := func(v string) int {
		switch {
		case hidden[v]:
			return 0
		case own[v]:
			return 1
		}
		return 2
	}
	slices.SortFunc(variants, func(a, b string) int {
		return cmp.Or(o.place(scores, a)-o.place(scores, b), min(rank(a), 1)-min(rank(b), 1), reports[b]-reports[a], rank(a)-rank(b), cmp.Compare(a, b))
	})
	if len(o.models) == 0 {
		variants = variants[:min(len(variants), o.limit)]
	}
	return benchmarks, variants
}

// place is where the user named a variant or its model; 0 for all where nothing was named.
func (o *barsOptions) place(scores []store.FigureScore, variant string) int {
	if i := slices.Index(o.models, variant); i >= 0 {
		return i + 1
	}
	for _, s := range scores {
		if s.Variant == variant {
			return slices.Index(o.models, s.Model) + 1
		}
	}
	return 0
}

// bars makes the figure's records.
func (o *barsOptions) bars(ctx context.Context, db *store.DB, scores []store.FigureScore) (*charts.Bars, error) {
	benchmarks, variants := o.pick(scores)
	b := &charts.Bars{Title: o.title, Unit: unitSigns[scores[0].Unit], LowerIsBetter: !scores[0].HigherIsBetter}
	names := seriesNames(scores, variants)
	unknown := map[string]bool{}
	for _, v := range variants {
		b.Series = append(b.Series, charts.Series{Name: names[v]})
	}
	for _, bench := range benchmarks {
		row := make([]*charts.Value, len(variants))
		for _, s := range scores {
			j := slices.Index(variants, s.Variant)
			if s.Benchmark != bench || j < 0 {
				continue
			}
			if len(b.Benchmarks) == len(b.Values) {
				b.Benchmarks = append(b.Benchmarks, s.BenchmarkName)
			}
			if row[j] != nil {
				if row[j].Value != s.Value {
					b.Notes = append(b.Notes, fmt.Sprintf("%s on %s: the source prints %s and %s; the first is drawn.", names[s.Variant], s.BenchmarkName, row[j].Printed, s.Printed))
				}
				continue
			}
			row[j] = &charts.Value{Value: s.Value, Printed: printed(s.Printed, s.Value), CILow: ptr(s.CILow), CIHigh: ptr(s.CIHigh), Release: released(s.Status)}
			switch row[j].Release {
			case charts.NotReleased:
				row[j].Footnote = names[s.Variant] + ": " + s.Flag + "."
			case charts.Unknown:
				unknown[names[s.Variant]] = true
			}
		}
		b.Values = append(b.Values, row)
	}
	if len(unknown) > 0 {
		b.Notes = append(b.Notes, "Status unknown, no release event on record: "+strings.Join(sortedKeys(unknown), ", ")+".")
	}
	src, err := db.Source(ctx, o.source)
	if err != nil {
		return nil, err
	}
	b.Subject = "Scores in “" + src.Title + "”"
	if src.Publisher != "" {
		b.Subject += " by " + src.Publisher
	}
	if b.Sources, err = sourceLines(ctx, db, []string{o.source}); err != nil {
		return nil, err
	}
	b.Stamp, err = o.stamp(ctx, db)
	return b, err
}

// seriesNames calls a variant by its model's name where no other variant of the
// figure has it, else by its own.
func seriesNames(scores []store.FigureScore, variants []string) map[string]string {
	models := map[string]map[string]bool{}
	own := map[string]string{}
	of := map[string]string{}
	for _, s := range scores {
		if !slices.Contains(variants, s.Variant) {
			continue
		}
		if models[s.ModelName] == nil {
			models[s.ModelName] = map[string]bool{}
		}
		models[s.ModelName][s.Variant] = true
		own[s.Variant], of[s.Variant] = s.VariantName, s.ModelName
	}
	out := map[string]string{}
	for v, m := range of {
		out[v] = m
		if len(models[m]) > 1 {
			out[v] = own[v]
		}
	}
	return out
}

// printed is the number as printed, or the parsed value where the cell held
// more than a number.
func printed(s string, v float64) string {
	if _, err := model.ParseReal(s); err == nil {
		return s
	}
	return model.FormatReal(v)
}

func ptr(n sql.NullFloat64) *float64 {
	if !n.Valid {
		return nil
	}
	return &n.Float64
}
