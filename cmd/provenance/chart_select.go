package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/charts"
	"provenance/internal/model"
	"provenance/internal/query"
)

// A chartSelect says which scores a figure shows; all kinds of chart have these
// flags. What is not named is left to the kind, which takes a sensible default.
type chartSelect struct {
	models, variants    []string // slugs; a model stands for all of its variants
	benchmarks, sources []string
	asOf                string // only what was reported up to this day
	limit               int
	sort                string

	sorts []string // what --sort takes, the default first
}

// add gives a command the flags. What is limited is said by counted; sorts are
// the orders that the kind knows, the default first.
func (s *chartSelect) add(a *app, cmd *cobra.Command, limit int, counted string, sorts ...string) {
	s.sorts = sorts
	f := cmd.Flags()
	f.StringSliceVar(&s.models, "model", nil, "`models` or variants to draw, by slug")
	f.StringSliceVar(&s.variants, "variant", nil, "`variants` to draw, by slug")
	f.StringSliceVar(&s.benchmarks, "benchmark", nil, "`benchmarks` to draw, by slug")
	f.StringSliceVar(&s.sources, "source", nil, "only what these `sources` print, by slug")
	f.StringVar(&s.asOf, "as-of", "", "only what was reported up to this `day` (YYYY, YYYY-MM or YYYY-MM-DD; a month or a year is its last day)")
	f.IntVar(&s.limit, "limit", limit, counted)
	f.StringVar(&s.sort, "sort", sorts[0], "`order`: "+strings.Join(sorts, ", "))
	cmd.RegisterFlagCompletionFunc("model", a.complete("models", "variants"))
	cmd.RegisterFlagCompletionFunc("variant", a.complete("variants"))
	cmd.RegisterFlagCompletionFunc("benchmark", a.complete("benchmarks"))
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	cmd.RegisterFlagCompletionFunc("sort", cobra.FixedCompletions(sorts, cobra.ShellCompDirectiveNoFileComp))
}

// check refuses what can be refused without a database, and makes asOf a day.
func (s *chartSelect) check() error {
	if s.limit < 1 {
		return usage("--limit must be at least 1")
	}
	if len(s.sorts) > 0 && !slices.Contains(s.sorts, s.sort) {
		return usage("--sort takes %s, not %q", strings.Join(s.sorts, ", "), s.sort)
	}
	var err error
	s.asOf, err = asOfDay(s.asOf)
	return err
}

// known refuses slugs that are not on record, with the nearest as a hint.
func (s *chartSelect) known(ctx context.Context, db *query.DB) error {
	for _, c := range []struct {
		flag  string
		slugs []string
		kinds []string
	}{{"--model", s.models, []string{"models", "variants"}}, {"--variant", s.variants, []string{"variants"}}, {"--benchmark", s.benchmarks, []string{"benchmarks"}}, {"--source", s.sources, []string{"sources"}}} {
		for _, slug := range c.slugs {
			if err := known(ctx, db, slug, c.kinds...); err != nil {
				return fmt.Errorf("%s: %w", c.flag, err)
			}
		}
	}
	return nil
}

// open refuses what cannot be drawn or written, opens the database and looks up
// what was named. The caller closes the database.
func (s *chartSelect) open(ctx context.Context, out *chartOutput) (*query.DB, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if err := out.check(); err != nil {
		return nil, err
	}
	db, err := out.app.openRead(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.known(ctx, db); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// draw opens the database, draws a figure from it and saves that.
func (s *chartSelect) draw(ctx context.Context, out *chartOutput, figure func(context.Context, *query.DB) (*charts.Figure, error)) error {
	db, err := s.open(ctx, out)
	if err != nil {
		return err
	}
	defer db.Close()
	fig, err := figure(ctx, db)
	if err != nil {
		return err
	}
	return out.save(fig)
}

// named are the models and variants that were named, in their order.
func (s *chartSelect) named() []string { return append(slices.Clone(s.models), s.variants...) }

// entry reports whether a variant of a model was asked for.
func (s *chartSelect) entry(variant, model string) bool {
	return len(s.models)+len(s.variants) == 0 || slices.Contains(s.models, variant) || slices.Contains(s.models, model) || slices.Contains(s.variants, variant)
}

// place is where a variant or its model was named, from 1; 0 where it was not.
func (s *chartSelect) place(variant, model string) int {
	all := s.named()
	if i := slices.Index(all, variant); i >= 0 {
		return i + 1
	}
	return slices.Index(all, model) + 1
}

// missed says on standard error which models and variants were named and have
// nothing that could be drawn, if others have.
func (s *chartSelect) missed(w io.Writer, has func(slug string) bool) {
	for _, n := range s.named() {
		if !has(n) {
			fmt.Fprintf(w, "%s has nothing on record that this figure draws; 'provenance show %s' says what there is\n", clean(n), clean(n))
		}
	}
}

func (s *chartSelect) benchmark(slug string) bool {
	return len(s.benchmarks) == 0 || slices.Contains(s.benchmarks, slug)
}

func (s *chartSelect) source(slug string) bool {
	return len(s.sources) == 0 || slices.Contains(s.sources, slug)
}

// day reports whether something had been reported by the day asked for. A month
// or a year without a day had been when it was over.
func (s *chartSelect) day(reportedOn string) bool {
	return s.asOf == "" || model.Latest(reportedOn) <= s.asOf
}

// words says what was asked for, for a message that there is nothing of it:
// " of gpt-4o on mmlu reported up to 2025-01-31".
func (s *chartSelect) words() string {
	text := ""
	for _, c := range []struct {
		before string
		slugs  []string
	}{{"of", s.named()}, {"on", s.benchmarks}, {"in", s.sources}} {
		if len(c.slugs) > 0 {
			text += " " + c.before + " " + strings.Join(c.slugs, ", ")
		}
	}
	if s.asOf != "" {
		text += " reported up to " + s.asOf
	}
	return text
}

// notes are the footnotes that the selection itself asks for.
func (s *chartSelect) notes() []string {
	if s.asOf == "" {
		return nil
	}
	return []string{fmt.Sprintf("Only what was reported up to %s is drawn.", s.asOf)}
}
