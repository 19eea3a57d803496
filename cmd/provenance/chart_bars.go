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
	"provenance/internal/query"
)

type barsOptions struct {
	chartOutput
	chartSelect
	from  string // the source that is drawn
	onDay string
}

func newChartBars(a *app) *cobra.Command {
	o := &barsOptions{chartOutput: chartOutput{app: a}}
	cmd := &cobra.Command{
		Use:   "bars",
		Short: "Models by benchmarks, as one source prints them",
		Long: `Draw the scores that one source prints as grouped bars: a vendor's table or a board,
with what was not public marked. Each unit has a panel and an axis of its own; ratings,
which have no zero, are drawn as points.

Only like is set beside like: of a board that prints its scores again and again it is,
for each benchmark, the latest day on which at least half as many models stand together
as on any other, or an earlier one with something that was not public and has gone; of
several metrics and stages (pre-trained, instruction-tuned) the one that most share. On
a board that runs models in several settings a name in each is an entry of its own. What
is not drawn, and who of that is ahead, is said below the figure.

Without --source it is the source that prints most of the models and benchmarks named;
where none are named the vendor's document with the most of both, else the board.
Without --benchmark and --model it is the five that share most, in the unit that most
have, variants that were not public before all others, and the best of what is alike
otherwise. --sort value puts the models in
the order of their scores on the first benchmark, the best first; with --limit it is
the top of a board. --sort name changes the order alone.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart bars -o bars.png
  provenance chart bars --source ref-01 --model llama-4-behemoth,llama-4-maverick,gpt-4o \
    --benchmark mmlu-pro,gpqa-diamond -o bars.png -o bars.svg --data bars.csv
  provenance chart bars --benchmark lmarena-text --sort value --limit 10 --theme dark`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context()) },
	}
	o.chartOutput.add(cmd, "bars")
	o.chartSelect.add(a, cmd, 5, "how many models, and how many benchmarks, where none are named", "default", "value", "name")
	cmd.Flags().StringVar(&o.onDay, "day", "", "only what the source printed on this `day`, YYYY-MM-DD")
	return cmd
}

func (o *barsOptions) run(ctx context.Context) error {
	if len(o.sources) > 1 {
		return usage("bars draws what one source prints, and --source names %d", len(o.sources))
	}
	if err := checkDay("--day", o.onDay); err != nil {
		return err
	}
	return o.chartSelect.draw(ctx, &o.chartOutput, o.figure)
}

func (o *barsOptions) figure(ctx context.Context, db *query.DB) (*charts.Figure, error) {
	if err := o.choseSource(ctx, db); err != nil {
		return nil, err
	}
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

// choseSource takes the source that is named, else the one with most of what is.
func (o *barsOptions) choseSource(ctx context.Context, db *query.DB) (err error) {
	if len(o.sources) == 1 {
		o.from = o.sources[0]
		return nil
	}
	o.from, err = db.TableSource(ctx, query.TableFilter{Entries: o.named(), Benchmarks: o.benchmarks, Until: o.asOf})
	if err != nil || o.from != "" {
		return err
	}
	if words := o.words(); words != "" {
		return fmt.Errorf("there is nothing to draw: no score%s is on record; see 'provenance list models' and 'provenance list benchmarks'", words)
	}
	return fmt.Errorf("there is nothing to draw: no score of a known variant is on record; see 'provenance list sources' and 'provenance resolve'")
}

// choose selects the scores of the figure.
func (o *barsOptions) choose(ctx context.Context, db *query.DB) (*selection, error) {
	scores, err := db.FigureScores(ctx, o.from)
	if err != nil {
		return nil, err
	}
	sel := newSelection(scores)
	sel.all = slices.DeleteFunc(sel.all, func(s figureScore) bool { return !o.day(s.ReportedOn) })
	sel.scores = slices.DeleteFunc(sel.scores, func(s figureScore) bool {
		return !o.entry(s.Variant, s.Model) || !o.benchmark(s.Benchmark) || !o.day(s.ReportedOn)
	})
	if len(o.benchmarks) == 0 {
		sel.oneUnit()
	}
	if err := o.leaveAmbiguous(ctx, db, sel); err != nil {
		return nil, err
	}
	sel.oneStage(o.named(), o.benchmarks)
	sel.oneMetric()
	sel.oneStyle()
	sel.oneSetting()
	sel.oneDay(o.onDay, len(o.named()) > 0)
	if len(sel.scores) == 0 {
		return nil, o.nothing(ctx, db, len(scores))
	}
	return sel, nil
}

// leaveAmbiguous says which names are left out because they may stand for
// several variants.
func (o *barsOptions) leaveAmbiguous(ctx context.Context, db *query.DB, sel *selection) error {
	names, how, err := db.OpenNames(ctx, o.from)
	if err != nil {
		return err
	}
	var out []string
	for i, n := range names {
		if how[i] == "ambiguous" {
			out = append(out, n)
		}
	}
	if len(out) > 0 && len(o.named()) == 0 {
		sel.partial = true
		sel.notes = append(sel.notes, "Left out, for they may stand for several variants: "+strings.Join(out[:min(len(out), 5)], ", ")+map[bool]string{true: fmt.Sprintf(" and %d more", len(out)-5)}[len(out) > 5]+".")
	}
	return nil
}

// nothing says why there is nothing to draw.
func (o *barsOptions) nothing(ctx context.Context, db *query.DB, known int) error {
	look := fmt.Sprintf("see 'provenance query \"SELECT DISTINCT listed_as, variant, benchmark, reported_on FROM score_details WHERE source = '%s'\"'", o.from)
	if known == 0 {
		names, how, err := db.OpenNames(ctx, o.from)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return fmt.Errorf("there is nothing to draw: no score of %s is on record", o.from)
		}
		why := "stands for no variant on record"
		if how[0] == "ambiguous" {
			why = "is ambiguous: it may stand for several variants"
		}
		return fmt.Errorf("there is nothing to draw: it is not known which variants the scores of %s are of; %q %s (see 'provenance show %q'; %s in all)", o.from, names[0], why, names[0], plural(len(names), "such name"))
	}
	words := o.words()
	if o.onDay != "" {
		words += " on the day " + o.onDay
	}
	return fmt.Errorf("there is nothing to draw: %s prints no score%s; %s", o.from, words, look)
}

func sortedKeys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// bars makes the figure's records.
func (o *barsOptions) bars(ctx context.Context, db *query.DB, sel *selection) (*charts.Bars, error) {
	benchmarks, entries := o.pick(sel.scores)
	first := sel.scores[0]
	b := &charts.Bars{Title: o.title, Partial: sel.partial}
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
	o.undrawn(b, sel, benchmarks, entries)
	b.Notes = append(append(b.Notes, sel.notes...), o.chartSelect.notes()...)
	b.Notes = append(b.Notes, sel.settingsDiffer(benchmarks, entries)...)
	b.Notes = append(b.Notes, evenDecimals(b)...)
	for _, h := range sel.hints {
		fmt.Fprintln(o.app.err, clean(h))
	}
	b.Notes = append(b.Notes, unknownStatus(sel, entries, names, b)...)
	if n := o.absent(sel.scores); len(n) > 0 {
		b.Notes = append(b.Notes, "Not drawn, for want of a score on these terms in this source: "+strings.Join(n, ", ")+".")
	}
	src, err := o.sourceInfo(ctx, db, o.from)
	if err != nil {
		return nil, err
	}
	b.Subject = "Scores in " + src.Slug
	if src.Title != "" {
		b.Subject = "Scores in “" + src.Title + "”"
	}
	if src.Publisher != "" {
		b.Subject += " by " + src.Publisher
	}
	if day != "" && (sel.days || first.Live) {
		b.Subject += ", as printed on " + day
	}
	if note := sel.otherDays(benchmarks, entries); note != "" {
		b.Notes, b.Day = append(b.Notes, note), day
	}
	if b.Sources, err = o.sourceLines(ctx, db, []string{o.from}); err != nil {
		return nil, err
	}
	b.Stamp, err = o.stamp(ctx, db)
	return b, err
}

// unknownStatus says of whom it is not known whether the public could get them,
// and why: no event is on record, or the name is of no variant on record.
func unknownStatus(sel *selection, entries []string, names map[string]string, b *charts.Bars) []string {
	events, variants := map[string]bool{}, map[string]bool{}
	for j, e := range entries {
		unknown := slices.ContainsFunc(b.Values, func(row []*charts.Value) bool { return row[j] != nil && row[j].Release == charts.Unknown })
		unresolved := slices.ContainsFunc(sel.scores, func(s figureScore) bool { return s.entry == e && s.unresolved() })
		switch {
		case unknown && unresolved:
			variants[names[e]] = true
		case unknown:
			events[names[e]] = true
		}
	}
	var out []string
	if len(events) > 0 {
		out = append(out, "Status unknown, no release event on record: "+strings.Join(sortedKeys(events), ", ")+".")
	}
	if len(variants) > 0 {
		out = append(out, "Status unknown, the name is of no variant on record: "+strings.Join(sortedKeys(variants), ", ")+".")
	}
	return out
}

// row adds a benchmark and returns its name.
func (o *barsOptions) row(b *charts.Bars, sel *selection, bench string, entries []string, names map[string]string) string {
	row := make([]*charts.Value, len(entries))
	label, unit, lower := "", "", false
	for _, s := range sel.scores {
		j := slices.Index(entries, s.entry)
		if s.Benchmark != bench || j < 0 {
			continue
		}
		label, unit, lower = s.BenchmarkName, cmp.Or(unitSigns[s.Unit], s.Unit), !s.HigherIsBetter
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
	b.Benchmarks, b.Units, b.Lower = append(b.Benchmarks, label), append(b.Units, unit), append(b.Lower, lower)
	b.Values = append(b.Values, row)
	return label
}

// absent returns the models and benchmarks that were named and are not drawn.
func (o *barsOptions) absent(scores []figureScore) []string {
	var out []string
	for _, m := range o.named() {
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

func ptr(n sql.NullFloat64) *float64 {
	if !n.Valid {
		return nil
	}
	return &n.Float64
}
