package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/model"
	"provenance/internal/query"
)

type diffOptions struct {
	app                              *app
	out                              *output
	source, before, after, benchmark string
	model                            string
}

func newDiff(a *app) *cobra.Command {
	o := &diffOptions{app: a}
	cmd := &cobra.Command{
		Use:   "diff SOURCE DAY DAY",
		Short: "Show what changed on a board between two days",
		Long: `Compare a board's snapshots of two days: rows that are gone, rows that are new, and rows
whose value or rank changed. SOURCE is the slug of the board's source. Rows are matched by
name, section (the table of the source that prints the name), benchmark, metric and
settings (protocol_id). A name that means another variant on the second day is
"reassigned": its values are of two builds. The counts go to standard error.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance diff lmarena-csv 2025-04-11 2025-04-13
  provenance diff lmarena-csv 2025-04-06 2025-08-04 --benchmark lmarena-text --format csv`,
		Args: cobra.ExactArgs(3),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.source, o.before, o.after = args[0], args[1], args[2]
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&o.benchmark, "benchmark", "", "only this `benchmark`, by slug")
	cmd.Flags().StringVar(&o.model, "model", "", "only rows of this `model` or variant, by slug or name, or of a name as printed")
	cmd.RegisterFlagCompletionFunc("benchmark", a.complete("benchmarks"))
	cmd.RegisterFlagCompletionFunc("model", a.complete("models", "variants"))
	cmd.ValidArgsFunction = a.complete("sources")
	o.out = a.addTable(cmd, "metric", "protocol_id", "section", "variant_before", "variant", "rank_before", "rank_after", "benchmark")
	o.out.printed = []string{"before", "after"}
	return cmd
}

func (o *diffOptions) run(ctx context.Context) error {
	for _, day := range []string{o.before, o.after} {
		if _, err := model.ParseDate(day); err != nil {
			return usage("%q: %w", day, err)
		}
	}
	if err := o.out.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := cmp.Or(known(ctx, db, o.source, "sources"), checkFilter(ctx, db, o.benchmark, "benchmarks")); err != nil {
		return err
	}
	days, err := db.Days(ctx, o.source)
	if err != nil {
		return err
	}
	for _, day := range []string{o.before, o.after} {
		if !slices.Contains(days, day) {
			return fmt.Errorf("%s has no scores for %s: %s", o.source, day, nearestDays(days, day))
		}
	}
	only, err := o.only(ctx, db)
	if err != nil {
		return err
	}
	d, err := db.Diff(ctx, o.source, o.before, o.after, o.benchmark, only...)
	if err != nil {
		return err
	}
	if err := o.out.table(d.Rows); err != nil {
		return err
	}
	o.out.note(fmt.Sprintf("%d new, %d gone, %d with another value, %d with only another rank, %d unchanged", d.New, d.Gone, d.Changed, d.Moved, d.Same-d.Moved))
	if d.Reassigned > 0 {
		fmt.Fprintf(o.app.err, "%s more: the name means another variant, or its meaning is known on one day only\n", plural(d.Reassigned, "row"))
	}
	if d.Twice > 0 {
		has := "have"
		if d.Twice == 1 {
			has = "has"
		}
		fmt.Fprintf(o.app.err, "%s %s more than one value on a day; these were compared as sets\n", plural(d.Twice, "place"), has)
	}
	return nil
}

// only returns the variants, or the name as printed, that --model means.
func (o *diffOptions) only(ctx context.Context, db *query.DB) ([]string, error) {
	if o.model == "" {
		return nil, nil
	}
	m, err := subject(ctx, db, o.model, query.Model, query.Variant, query.Printed)
	if err != nil || m.Kind == query.Printed {
		return []string{m.Slug}, err
	}
	variants, err := db.VariantsOf(ctx, []string{m.Slug})
	if err == nil && len(variants) == 0 {
		err = fmt.Errorf("%s has no variant on record", m.Slug)
	}
	return variants, err
}

// nearestDays names the days, of those given in order, that are nearest to a day that
// is not one of them; all of them if there are few.
func nearestDays(days []string, day string) string {
	const most = 10
	i, _ := slices.BinarySearch(days, day)
	switch {
	case len(days) == 0:
		return "it has none at all"
	case len(days) == 1:
		return "the only day is " + days[0]
	case len(days) <= most:
		return "the days are " + strings.Join(days, ", ")
	case i == 0:
		return "the nearest day is " + days[0] + ", the first on record"
	case i == len(days):
		return "the nearest day is " + days[i-1] + ", the last on record"
	}
	return fmt.Sprintf("the nearest days are %s and %s", days[i-1], days[i])
}
