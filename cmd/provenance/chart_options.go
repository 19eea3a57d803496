package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/charts"
	"provenance/internal/figures"
	"provenance/internal/ingest"
	"provenance/internal/query"
)

// chartOptions are what a chart is asked to show, and where it goes; all kinds of
// chart have these flags.
type chartOptions struct {
	chartOutput
	figures.Request
	kind figures.Kind
}

func newChartOptions(a *app, kind figures.Kind) *chartOptions {
	return &chartOptions{chartOutput: chartOutput{app: a}, kind: kind}
}

// add gives a command the flags. What is limited is said by counted.
func (o *chartOptions) add(cmd *cobra.Command, counted string) {
	o.chartOutput.add(cmd, o.kind.Name)
	a, f := o.app, cmd.Flags()
	f.StringVar(&o.Title, "title", "", "use this `title` instead of the computed one")
	f.StringSliceVar(&o.Models, "model", nil, "`models` or variants to draw, by slug")
	f.StringSliceVar(&o.Variants, "variant", nil, "`variants` to draw, by slug")
	f.StringSliceVar(&o.Benchmarks, "benchmark", nil, "`benchmarks` to draw, by slug")
	f.StringSliceVar(&o.Sources, "source", nil, "only scores from these `sources`, by slug")
	f.StringVar(&o.AsOf, "as-of", "", "only what was reported on or before this `day` (YYYY, YYYY-MM or YYYY-MM-DD; a month or year means its last day)")
	f.IntVar(&o.Limit, "limit", o.kind.Limit, counted)
	f.StringVar(&o.Sort, "sort", o.kind.Sorts[0], "sort `order`: "+strings.Join(o.kind.Sorts, ", "))
	cmd.RegisterFlagCompletionFunc("model", a.complete("models", "variants"))
	cmd.RegisterFlagCompletionFunc("variant", a.complete("variants"))
	cmd.RegisterFlagCompletionFunc("benchmark", a.complete("benchmarks"))
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	cmd.RegisterFlagCompletionFunc("sort", cobra.FixedCompletions(o.kind.Sorts, cobra.ShellCompDirectiveNoFileComp))
}

// check refuses what can be refused without a database, and makes AsOf a day.
func (o *chartOptions) check() error {
	if err := checkDay("--day", o.Day); err != nil {
		return err
	}
	if o.kind.Most > 0 && o.Limit > o.kind.Most {
		return usage("--limit must be from 1 to %d", o.kind.Most)
	}
	if o.Limit < 1 {
		return usage("--limit must be at least 1")
	}
	if !slices.Contains(o.kind.Sorts, o.Sort) {
		return usage("--sort takes %s, not %q", strings.Join(o.kind.Sorts, ", "), o.Sort)
	}
	var err error
	if o.AsOf, err = asOfDay(o.AsOf); err != nil {
		return err
	}
	return o.chartOutput.check()
}

// checkSlugs refuses slugs that are not on record, with the nearest as a hint.
func (o *chartOptions) checkSlugs(ctx context.Context, db *query.DB) error {
	for _, c := range []struct {
		flag  string
		slugs []string
		kinds []string
	}{{"--model", o.Models, []string{"models", "variants"}}, {"--variant", o.Variants, []string{"variants"}}, {"--benchmark", o.Benchmarks, []string{"benchmarks"}}, {"--source", o.Sources, []string{"sources"}}} {
		for _, slug := range c.slugs {
			if err := known(ctx, db, slug, c.kinds...); err != nil {
				return fmt.Errorf("%s: %w", c.flag, err)
			}
		}
	}
	return nil
}

// draw opens the database, draws the figure from it and saves that.
func (o *chartOptions) draw(ctx context.Context) error {
	if err := o.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := o.checkSlugs(ctx, db); err != nil {
		return err
	}
	o.Stamp = charts.Stamp{Tool: "provenance " + provenance.Version, Date: o.app.now().UTC().Format("2006-01-02")}
	o.SameName = sameName
	f, hints, err := figures.Draw(ctx, db, o.kind, o.Request)
	for _, h := range hints {
		fmt.Fprintln(o.app.err, clean(h))
	}
	if err != nil {
		return err
	}
	return o.save(f)
}

// sameName reports whether two names are the same in normal form.
func sameName(a, b string) bool { return ingest.Norm(a) == ingest.Norm(b) }
