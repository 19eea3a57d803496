package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/charts"
	"provenance/internal/query"
)

type contextOptions struct {
	chartOutput
	chartSelect
}

// mostContexts is how many variants a figure of context windows has at most.
const mostContexts = 30

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
	o.chartOutput.add(cmd, "context")
	o.chartSelect.add(a, cmd, 12, fmt.Sprintf("how many variants at most, up to %d", mostContexts), "gap", "claimed", "served", "name")
	return cmd
}

func (o *contextOptions) run(ctx context.Context) error {
	if o.limit > mostContexts {
		return usage("--limit must be from 1 to %d", mostContexts)
	}
	if len(o.benchmarks) > 0 {
		return usage("--benchmark chooses nothing here: a context window is of no benchmark")
	}
	db, err := o.open(ctx, &o.chartOutput)
	if err != nil {
		return err
	}
	defer db.Close()
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
	query.ContextSpec         // one of its specs, for the names
	claimed, served   float64 // the most
	row               charts.ContextRow
	sources           []string
}

func (v *contextVariant) add(s query.ContextSpec) {
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
func (o *contextOptions) context(ctx context.Context, db *query.DB) (*charts.Context, error) {
	specs, err := db.ContextSpecs(ctx, o.asOf)
	if err != nil {
		return nil, err
	}
	var all []*contextVariant
	copied := map[string]bool{}
	for _, s := range specs {
		if !o.source(s.Source) || !o.entry(s.Variant, s.Model) {
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
	o.missed(o.app.err, func(slug string) bool {
		return slices.ContainsFunc(all, func(v *contextVariant) bool { return v.Variant == slug || v.Model == slug })
	})
	rows, cut := o.choose(all)
	c := &charts.Context{Title: o.title}
	if err := o.rows(ctx, db, c, rows); err != nil {
		return nil, err
	}
	if cut != "" {
		fmt.Fprintln(o.app.err, cut+"; see --limit, --model and --variant")
		c.Notes = append(c.Notes, cut+".")
	}
	c.Notes = append(c.Notes, o.chartSelect.notes()...)
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
	if c.Sources, err = o.limitedSources(ctx, db, sources); err != nil {
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
	return fmt.Errorf("there is nothing to draw: %s%s is on record (table specs, attribute context_tokens)", what, o.words())
}

// choose takes the variants that are drawn, in their order, and says what it cut:
// "12 of 20 variants are drawn".
func (o *contextOptions) choose(all []*contextVariant) (rows []*contextVariant, cut string) {
	rows = all
	if len(o.named()) == 0 {
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
		cut = fmt.Sprintf("%d of %d variants are drawn", o.limit, len(rows))
		rows = rows[:o.limit]
	}
	return rows, cut
}

// rows names the variants and says which of them the public could not get.
func (o *contextOptions) rows(ctx context.Context, db *query.DB, c *charts.Context, rows []*contextVariant) error {
	var list []variantName
	for _, v := range rows {
		list = append(list, variantName{v.Variant, v.VariantName, v.ModelName, v.Siblings})
	}
	names := uniqueNames(list)
	for i, v := range rows {
		v.row.Name = names[i]
		status, since, source, err := db.PublicStatus(ctx, v.Variant, o.asOf)
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
