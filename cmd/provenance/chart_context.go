package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/charts"
	"provenance/internal/model"
	"provenance/internal/store"
)

type contextOptions struct {
	chartOutput
	models   []string
	variants []string
	sources  []string
	asOf     string
	day      string // the last day of asOf
	sort     string
	limit    int
}

var contextSorts = []string{"gap", "claimed", "served", "name"}

func newChartContext(a *app) *cobra.Command {
	o := &contextOptions{chartOutput: chartOutput{app: a}}
	cmd := &cobra.Command{
		Use:   "context",
		Short: "The context window claimed against what is served and measured",
		Long: `Draw for each variant the context window that its developer claims beside those that
providers serve and those that somebody measured as still effective, on a log scale.
What an aggregator prints as served is left out, as in the view context_gaps: it may be
a copy of the claim.

Without --model and --variant it is the variants with a claim and a provider on record,
else all with a context window.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart context -o context.png
  provenance chart context --model llama-4-scout --as-of 2025-04-30 -o context.svg`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context()) },
	}
	o.add(cmd, "context")
	f := cmd.Flags()
	f.StringSliceVar(&o.models, "model", nil, "only variants of these `models`, by slug")
	f.StringSliceVar(&o.variants, "variant", nil, "only these `variants`, by slug")
	f.StringSliceVar(&o.sources, "source", nil, "only what these `sources` print, by slug")
	f.StringVar(&o.asOf, "as-of", "", "only what is dated up to this `day` (YYYY, YYYY-MM or YYYY-MM-DD; a month or a year is its last day)")
	f.StringVar(&o.sort, "sort", "gap", "order of the variants: gap (least served of the claim first), claimed, served or name")
	f.IntVar(&o.limit, "limit", 12, "how many variants at most, up to 30")
	cmd.RegisterFlagCompletionFunc("model", a.complete("models"))
	cmd.RegisterFlagCompletionFunc("variant", a.complete("variants"))
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	cmd.RegisterFlagCompletionFunc("sort", cobra.FixedCompletions(contextSorts, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (o *contextOptions) run(ctx context.Context) error {
	if o.limit < 1 || o.limit > 30 {
		return usage("--limit must be from 1 to 30")
	}
	if !slices.Contains(contextSorts, o.sort) {
		return usage("--sort takes gap, claimed, served or name, not %q", o.sort)
	}
	if o.asOf != "" {
		day, err := model.ParseDate(o.asOf)
		if err != nil {
			return usage("--as-of %q: %w", o.asOf, err)
		}
		o.day = model.Latest(day)
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
		slugs []string
		kind  string
	}{{o.models, "models"}, {o.variants, "variants"}, {o.sources, "sources"}} {
		for _, slug := range c.slugs {
			if err := known(ctx, db, slug, c.kind); err != nil {
				return err
			}
		}
	}
	c, err := o.context(ctx, db)
	if err != nil {
		return err
	}
	fig, err := c.Figure()
	if err != nil {
		return err
	}
	return o.save(fig)
}

// A contextVariant is a row of the figure with what decides its place.
type contextVariant struct {
	store.ContextSpec         // one of its specs, for the names
	claimed, served   float64 // the most
	row               charts.ContextRow
	sources           []string
}

func (v *contextVariant) add(s store.ContextSpec) {
	w := charts.Window{By: cmp.Or(s.By, "not said by whom"), Tokens: s.Tokens, Source: s.Source, AsOf: s.AsOf}
	v.sources = append(v.sources, s.Source)
	switch s.Basis {
	case "claimed":
		v.claimed = max(v.claimed, s.Tokens)
		w.By = s.By
		v.row.Claimed = append(v.row.Claimed, w)
	case "served":
		v.served = max(v.served, s.Tokens)
		v.row.Served = append(v.row.Served, w)
	default:
		if s.Product != "" {
			w.By = s.Product + ", " + w.By
		}
		v.row.Measured = append(v.row.Measured, w)
	}
}

// context makes the figure's records.
func (o *contextOptions) context(ctx context.Context, db *store.DB) (*charts.Context, error) {
	specs, err := db.ContextSpecs(ctx, o.day)
	if err != nil {
		return nil, err
	}
	var all []*contextVariant
	copied := map[string]bool{}
	for _, s := range specs {
		if len(o.sources) > 0 && !slices.Contains(o.sources, s.Source) ||
			len(o.models)+len(o.variants) > 0 && !slices.Contains(o.models, s.Model) && !slices.Contains(o.variants, s.Variant) {
			continue
		}
		if s.Basis == "served" && s.Aggregator {
			copied[s.Source] = true
			continue
		}
		if len(all) == 0 || all[len(all)-1].Variant != s.Variant {
			all = append(all, &contextVariant{ContextSpec: s})
		}
		all[len(all)-1].add(s)
	}
	if len(all) == 0 {
		return nil, o.nothing(sortedKeys(copied))
	}
	rows := o.choose(all)
	c := &charts.Context{Title: o.title}
	if err := o.rows(ctx, db, c, rows); err != nil {
		return nil, err
	}
	if o.day != "" {
		c.Notes = append(c.Notes, "Only what is dated up to "+o.day+".")
	}
	if len(copied) > 0 {
		c.Notes = append(c.Notes, "Left out, for an aggregator may copy the claim: what "+strings.Join(sortedKeys(copied), ", ")+" prints as served.")
	}
	var sources []string
	for _, v := range rows {
		for _, s := range v.sources {
			if !slices.Contains(sources, s) {
				sources = append(sources, s)
			}
		}
	}
	if c.Sources, err = limitedSources(ctx, db, sources); err != nil {
		return nil, err
	}
	c.Stamp, err = o.stamp(ctx, db)
	return c, err
}

// nothing says why there is nothing to draw.
func (o *contextOptions) nothing(copied []string) error {
	what := "no context window"
	if len(copied) > 0 {
		what = "apart from what an aggregator prints as served (" + strings.Join(copied, ", ") + "), no context window"
	}
	for _, f := range []struct{ word, list string }{{"of", strings.Join(append(slices.Clone(o.models), o.variants...), ", ")}, {"in", strings.Join(o.sources, ", ")}, {"up to", o.day}} {
		if f.list != "" {
			what += " " + f.word + " " + f.list
		}
	}
	return fmt.Errorf("there is nothing to draw: %s is on record (table specs, attribute context_tokens)", what)
}

// choose takes the variants that are drawn, in their order.
func (o *contextOptions) choose(all []*contextVariant) []*contextVariant {
	rows := all
	if len(o.models)+len(o.variants) == 0 {
		both := slices.DeleteFunc(slices.Clone(all), func(v *contextVariant) bool { return v.claimed <= 0 || v.served <= 0 })
		if len(both) > 0 {
			rows = both
		}
	}
	share := func(v *contextVariant) float64 { // what lacks a number comes last
		if v.claimed <= 0 || v.served <= 0 {
			return 1e300
		}
		return v.served / v.claimed
	}
	slices.SortStableFunc(rows, func(a, b *contextVariant) int {
		d := 0
		switch o.sort {
		case "gap":
			d = cmp.Compare(share(a), share(b))
		case "claimed":
			d = cmp.Compare(b.claimed, a.claimed)
		case "served":
			d = cmp.Compare(b.served, a.served)
		default:
			d = cmp.Compare(a.VariantName, b.VariantName)
		}
		return cmp.Or(d, cmp.Compare(b.claimed, a.claimed), cmp.Compare(a.Variant, b.Variant))
	})
	if len(rows) > o.limit {
		fmt.Fprintf(o.app.err, "%d of %d variants are drawn; see --limit\n", o.limit, len(rows))
		rows = rows[:o.limit]
	}
	return rows
}

// rows names the variants and says which of them the public could not get.
func (o *contextOptions) rows(ctx context.Context, db *store.DB, c *charts.Context, rows []*contextVariant) error {
	uses := map[string]int{}
	name := func(v *contextVariant) string {
		if v.Siblings == 0 {
			return v.ModelName
		}
		return v.VariantName
	}
	for _, v := range rows {
		uses[name(v)]++
	}
	for _, v := range rows {
		v.row.Name = name(v)
		if uses[v.row.Name] > 1 || v.Siblings > 0 && strings.EqualFold(v.VariantName, v.ModelName) {
			v.row.Name = fmt.Sprintf("%s (%s)", v.VariantName, v.Variant)
		}
		status, since, source, err := db.PublicStatus(ctx, v.Variant, o.day)
		if err != nil {
			return err
		}
		v.row.Release = released(cmp.Or(status, "unknown"))
		if v.row.Release == charts.NotReleased {
			v.row.Footnote = fmt.Sprintf("%s: not public; on record: %s since %s (%s).", v.row.Name, strings.ReplaceAll(status, "_", " "), since, source)
		}
		c.Rows = append(c.Rows, v.row)
	}
	return nil
}
