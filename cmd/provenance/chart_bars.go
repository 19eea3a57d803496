package main

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strconv"
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
	day        string
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

Only like is set beside like: of a board that prints its scores again and again it is,
for each benchmark, the latest day on which most of the models stand together; of
several metrics, settings and stages (pre-trained, instruction-tuned) the one that most
share. What is left out for that is said below the figure.

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
	f.StringVar(&o.day, "day", "", "only what the source printed on this `day`, YYYY-MM-DD")
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
	if o.day != "" {
		if _, err := model.ParseDate(o.day); err != nil {
			return usage("--day %q: %w", o.day, err)
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
	if err := o.resolve(ctx, db); err != nil {
		return err
	}
	fig, err := o.figure(ctx, db)
	if err != nil {
		return err
	}
	return o.save(fig)
}

func (o *barsOptions) figure(ctx context.Context, db *store.DB) (*charts.Figure, error) {
	sel, err := o.choose(ctx, db)
	if err != nil {
		return nil, err
	}
	b, err := o.bars(ctx, db, sel)
	if err != nil {
		return nil, err
	}
	return b.Figure()
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

// choose selects the scores of the figure.
func (o *barsOptions) choose(ctx context.Context, db *store.DB) (*selection, error) {
	scores, err := db.FigureScores(ctx, o.source)
	if err != nil {
		return nil, err
	}
	sel := newSelection(scores)
	sel.scores = slices.DeleteFunc(sel.scores, func(s figureScore) bool {
		return len(o.models) > 0 && !slices.Contains(o.models, s.Variant) && !slices.Contains(o.models, s.Model) ||
			len(o.benchmarks) > 0 && !slices.Contains(o.benchmarks, s.Benchmark)
	})
	o.oneUnit(sel)
	sel.oneStage(o.models, o.benchmarks)
	sel.oneMetric()
	sel.oneSetting()
	sel.oneDay(o.day)
	if len(sel.scores) == 0 {
		return nil, o.nothing(ctx, db, len(scores))
	}
	return sel, nil
}

// nothing says why there is nothing to draw.
func (o *barsOptions) nothing(ctx context.Context, db *store.DB, known int) error {
	look := fmt.Sprintf("see 'provenance query \"SELECT DISTINCT listed_as, variant, benchmark, reported_on FROM score_details WHERE source = '%s'\"'", o.source)
	if known == 0 {
		names, how, err := db.OpenNames(ctx, o.source)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return fmt.Errorf("there is nothing to draw: no score of %s is on record", o.source)
		}
		why := "stands for no variant on record"
		if how[0] == "ambiguous" {
			why = "is ambiguous: it may stand for several variants"
		}
		return fmt.Errorf("there is nothing to draw: it is not known which variants the scores of %s are of; %q %s (see 'provenance show %q'; %s in all)", o.source, names[0], why, names[0], plural(len(names), "such name"))
	}
	var of []string
	if len(o.models) > 0 {
		of = append(of, "of "+strings.Join(o.models, ", "))
	}
	if len(o.benchmarks) > 0 {
		of = append(of, "on "+strings.Join(o.benchmarks, ", "))
	}
	if o.day != "" {
		of = append(of, "on the day "+o.day)
	}
	return fmt.Errorf("there is nothing to draw: %s prints no score %s; %s", o.source, strings.Join(of, " "), look)
}

// oneUnit keeps the unit and direction that most scores have, and says what it left out.
func (o *barsOptions) oneUnit(sel *selection) {
	type kind struct {
		unit   string
		higher bool
	}
	count := map[kind]int{}
	var best kind
	for _, s := range sel.scores {
		k := kind{s.Unit, s.HigherIsBetter}
		count[k]++
		if count[k] > count[best] {
			best = k
		}
	}
	left := map[string]bool{}
	for _, s := range sel.keep(func(s figureScore) bool { return kind{s.Unit, s.HigherIsBetter} == best }) {
		left[s.Benchmark] = true
	}
	if len(left) > 0 && len(o.benchmarks) > 0 {
		fmt.Fprintf(o.app.err, "left out, in another unit than %s: %s\n", clean(best.unit), clean(strings.Join(sortedKeys(left), ", ")))
	}
}

func sortedKeys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// pick chooses and orders benchmarks and entries.
func (o *barsOptions) pick(scores []figureScore) (benchmarks, entries []string) {
	on := map[string]map[string]bool{} // benchmark → entries
	hidden := map[string]bool{}
	own := map[string]bool{}
	for _, s := range scores {
		if on[s.Benchmark] == nil {
			on[s.Benchmark] = map[string]bool{}
			benchmarks = append(benchmarks, s.Benchmark)
		}
		on[s.Benchmark][s.entry] = true
		hidden[s.entry] = hidden[s.entry] || released(s.Status) == charts.NotReleased
		own[s.entry] = own[s.entry] || s.FirstParty
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
		entries = append(entries, v)
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
	slices.SortFunc(entries, func(a, b string) int {
		return cmp.Or(o.place(scores, a)-o.place(scores, b), min(rank(a), 1)-min(rank(b), 1), reports[b]-reports[a], rank(a)-rank(b), cmp.Compare(a, b))
	})
	if len(o.models) == 0 {
		entries = entries[:min(len(entries), o.limit)]
	}
	return benchmarks, entries
}

// place is where the user named an entry's variant or its model; 0 for all where nothing was named.
func (o *barsOptions) place(scores []figureScore, entry string) int {
	for _, s := range scores {
		if s.entry != entry {
			continue
		}
		if i := slices.Index(o.models, s.Variant); i >= 0 {
			return i + 1
		}
		return slices.Index(o.models, s.Model) + 1
	}
	return 0
}

// bars makes the figure's records.
func (o *barsOptions) bars(ctx context.Context, db *store.DB, sel *selection) (*charts.Bars, error) {
	benchmarks, entries := o.pick(sel.scores)
	first := sel.scores[0]
	b := &charts.Bars{Title: o.title, Unit: unitSigns[first.Unit], LowerIsBetter: !first.HigherIsBetter, Partial: sel.partial}
	names := sel.names(entries)
	for _, e := range entries {
		b.Series = append(b.Series, charts.Series{Name: names[e]})
	}
	day := sel.dayOf(benchmarks, entries)
	var mixed []string // benchmarks
	for _, bench := range benchmarks {
		if label := o.row(b, sel, bench, entries, names); day == "" {
			if d := sel.dayOf([]string{bench}, entries); d != "" {
				b.Benchmarks[len(b.Benchmarks)-1] += " (" + d + ")"
			} else {
				mixed = append(mixed, label)
			}
		}
	}
	if len(mixed) > 0 {
		b.Notes = append(b.Notes, "This source printed the scores of the models on different days, each once: "+strings.Join(mixed, ", ")+".")
	}
	unknown := map[string]bool{}
	for _, row := range b.Values {
		for j, v := range row {
			if v != nil && v.Release == charts.Unknown {
				unknown[b.Series[j].Name] = true
			}
		}
	}
	b.Notes = append(b.Notes, sel.notes...)
	if len(unknown) > 0 {
		b.Notes = append(b.Notes, "Status unknown, no release event on record: "+strings.Join(sortedKeys(unknown), ", ")+".")
	}
	if n := o.absent(sel.scores); len(n) > 0 {
		b.Notes = append(b.Notes, "Not drawn, for want of a score on these terms in this source: "+strings.Join(n, ", ")+".")
	}
	src, err := db.Source(ctx, o.source)
	if err != nil {
		return nil, err
	}
	b.Subject = "Scores in “" + src.Title + "”"
	if src.Publisher != "" {
		b.Subject += " by " + src.Publisher
	}
	if day != "" && (sel.days || first.Live) {
		b.Subject += ", as printed on " + day
	}
	if b.Sources, err = sourceLines(ctx, db, []string{o.source}); err != nil {
		return nil, err
	}
	b.Stamp, err = o.stamp(ctx, db)
	return b, err
}

// row adds a benchmark and returns its name.
func (o *barsOptions) row(b *charts.Bars, sel *selection, bench string, entries []string, names map[string]string) string {
	row := make([]*charts.Value, len(entries))
	label := ""
	for _, s := range sel.scores {
		j := slices.Index(entries, s.entry)
		if s.Benchmark != bench || j < 0 {
			continue
		}
		label = s.BenchmarkName
		text := printed(s.Printed, s.Value)
		if row[j] != nil {
			if row[j].Value != s.Value {
				b.Notes = append(b.Notes, fmt.Sprintf("%s on %s: the source prints %s and %s; the first is drawn.", names[s.entry], s.BenchmarkName, row[j].Printed, text))
			}
			continue
		}
		row[j] = &charts.Value{Value: s.Value, Printed: text, CILow: ptr(s.CILow), CIHigh: ptr(s.CIHigh), StdErr: ptr(s.StdErr), Release: released(s.Status)}
		if row[j].Release == charts.NotReleased {
			row[j].Footnote = names[s.entry] + ": " + cmp.Or(s.Flag, "reported on "+s.ReportedOn+"; on record by then: "+strings.ReplaceAll(s.Status, "_", " ")) + "."
		}
	}
	b.Benchmarks = append(b.Benchmarks, label)
	b.Values = append(b.Values, row)
	return label
}

// absent returns the models and benchmarks that were named and are not drawn.
func (o *barsOptions) absent(scores []figureScore) []string {
	var out []string
	for _, m := range o.models {
		if !slices.ContainsFunc(scores, func(s figureScore) bool { return s.Variant == m || s.Model == m }) {
			out = append(out, m)
		}
	}
	for _, b := range o.benchmarks {
		if !slices.ContainsFunc(scores, func(s figureScore) bool { return s.Benchmark == b }) {
			out = append(out, b)
		}
	}
	return out
}

// printed is the number as printed where it is short, else the value in four
// digits: a label has no room for more.
func printed(s string, v float64) string {
	if _, err := model.ParseReal(s); err == nil && len([]rune(s)) <= 6 {
		return s
	}
	return short(v)
}

// short writes a value in about four digits, whole from 1000 on, and never a
// number other than 0 as 0.
func short(v float64) string {
	decimals := 0
	for a := math.Abs(v); a < 1000 && decimals < 3; a *= 10 {
		decimals++
	}
	text := model.FormatReal(math.Round(v*math.Pow10(decimals)) / math.Pow10(decimals))
	if text == "0" && v != 0 {
		return strconv.FormatFloat(v, 'g', 2, 64)
	}
	return text
}

func ptr(n sql.NullFloat64) *float64 {
	if !n.Valid {
		return nil
	}
	return &n.Float64
}
