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
	kind chartKind
}

// add gives a command the flags of its kind.
func (o *chartOptions) add(cmd *cobra.Command) {
	o.chartOutput.add(cmd, o.kind.Name)
	a, f := o.app, cmd.Flags()
	f.StringVar(&o.Title, "title", "", "use this `title` instead of the computed one")
	f.StringVar(&o.AsOf, "as-of", "", "only what was reported on or before this `day` (YYYY, YYYY-MM or YYYY-MM-DD; a month or year means its last day)")
	f.IntVar(&o.Limit, "limit", o.kind.Limit, o.kind.limitHelp())
	f.StringVar(&o.Sort, "sort", o.kind.Sorts[0], "sort `order`: "+strings.Join(o.kind.Sorts, ", "))
	cmd.RegisterFlagCompletionFunc("sort", cobra.FixedCompletions(o.kind.Sorts, cobra.ShellCompDirectiveNoFileComp))
	for _, s := range o.slugs() {
		if s.flag == "benchmark" && o.kind.noBenchmark {
			continue
		}
		help := s.help
		if slices.Contains(o.kind.one, s.flag) {
			help = s.helpOne
		}
		f.StringSliceVar(s.list, s.flag, nil, help)
		cmd.RegisterFlagCompletionFunc(s.flag, a.complete(s.kinds...))
	}
	if o.kind.day != "" {
		f.StringVar(&o.Day, "day", "", o.kind.day)
	}
	if o.kind.suite {
		f.StringVar(&o.Suite, "suite", "", "the benchmarks of this `suite`")
	}
}

// A slugFlag is a flag that names things on record.
type slugFlag struct {
	flag          string
	list          *[]string
	kinds         []string // of what is on record
	help, helpOne string   // where it takes several, and where it takes one
}

func (o *chartOptions) slugs() []slugFlag {
	return []slugFlag{
		{"model", &o.Models, []string{"models", "variants"}, "`models` or variants to draw, by slug or name, or names as printed", ""},
		{"variant", &o.Variants, []string{"variants"}, "`variants` to draw, by slug or name", ""},
		{"benchmark", &o.Benchmarks, []string{"benchmarks"}, "`benchmarks` to draw, by slug", "the `benchmark` to draw, by slug"},
		{"source", &o.Sources, []string{"sources"}, "only scores from these `sources`, by slug", "the `source` to draw, by slug"},
	}
}

// check refuses what can be refused without a database, and makes AsOf a day.
func (o *chartOptions) check() error {
	if err := checkDay("--day", o.Day); err != nil {
		return err
	}
	for _, s := range o.slugs() {
		if len(*s.list) > 1 && slices.Contains(o.kind.one, s.flag) {
			return usage("%s draws one %s, and --%s names %d", o.kind.Name, s.flag, s.flag, len(*s.list))
		}
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

// checkSlugs refuses what is not on record, with the nearest as a hint, and turns names of
// models and variants into their slugs.
func (o *chartOptions) checkSlugs(ctx context.Context, db *query.DB) error {
	for _, s := range o.slugs() {
		if s.flag == "model" || s.flag == "variant" {
			kinds := []string{query.Variant, query.Printed}
			if s.flag == "model" {
				kinds = []string{query.Model, query.Variant, query.Printed}
			}
			var slugs []string
			for _, name := range *s.list {
				m, err := subject(ctx, db, name, kinds...)
				if err != nil {
					return fmt.Errorf("--%s: %w", s.flag, err)
				}
				if m.Kind == query.Printed {
					o.Names = append(o.Names, m.Slug)
					continue
				}
				slugs = append(slugs, m.Slug)
			}
			*s.list = slugs
			continue
		}
		for _, slug := range *s.list {
			if err := known(ctx, db, slug, s.kinds...); err != nil {
				return fmt.Errorf("--%s: %w", s.flag, err)
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
	f, said, err := figures.Draw(ctx, db, o.kind.Kind, o.Request)
	for _, h := range said.Hints {
		fmt.Fprintln(o.app.err, clean(h))
	}
	if err != nil {
		return err
	}
	if err := o.save(f); err != nil {
		return err
	}
	if len(said.Missing) > 0 { // the hints say what
		return &statusError{status: exitPartial}
	}
	return nil
}

// sameName reports whether two names are the same in normal form.
func sameName(a, b string) bool { return ingest.Norm(a) == ingest.Norm(b) }
