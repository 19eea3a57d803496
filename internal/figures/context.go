package figures

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// A contextFigure is the context windows that are claimed, served and measured.
type contextFigure struct{ *drawing }

// A contextVariant is a row of the figure with what decides its place.
type contextVariant struct {
	contextSpec             // one of its specs, for the names
	claimed, served float64 // the most
	row             charts.ContextRow
	sources         []string
}

func (v *contextVariant) add(s contextSpec) {
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

// records makes the figure's records.
func (o *contextFigure) records(ctx context.Context) (*charts.Context, error) {
	specs, err := o.db.ContextSpecs(ctx, o.AsOf)
	if err != nil {
		return nil, err
	}
	var all []*contextVariant
	copied := map[string]bool{}
	for _, s := range specs {
		if !o.wantsSource(s.Source) || !o.wantsVariant(s.Variant, s.Model) {
			continue
		}
		if s.Basis == "served" && s.Aggregator {
			copied[s.Source] = true
			continue
		}
		if len(all) == 0 || all[len(all)-1].Variant != s.Variant {
			all = append(all, &contextVariant{contextSpec: s})
		}
		all[len(all)-1].add(s)
	}
	if len(all) == 0 {
		return nil, o.whyNothing(sortedKeys(copied))
	}
	o.hintMissed(nothingOnRecord, func(slug string) bool {
		return slices.ContainsFunc(all, func(v *contextVariant) bool { return v.Variant == slug || v.Model == slug })
	})
	c := &charts.Context{}
	rows := o.chooseRows(all)
	if err := o.fillRows(ctx, c, rows); err != nil {
		return nil, err
	}
	o.noteAsOf()
	if len(copied) > 0 {
		o.note("Left out, for an aggregator may copy the claim: what " + strings.Join(sortedKeys(copied), ", ") + " prints as served.")
	}
	o.fewSources = true
	for _, v := range rows {
		o.sources = append(o.sources, v.sources...)
	}
	return c, nil
}

// whyNothing says why there is nothing to draw.
func (o *contextFigure) whyNothing(copied []string) error {
	what := "no context window"
	if len(copied) > 0 {
		what = "apart from what an aggregator prints as served (" + strings.Join(copied, ", ") + "), no context window"
	}
	return errNothing("%s%s is on record (table specs, attribute context_tokens)", what, o.asked())
}

// chooseRows takes the variants that are drawn, in their order, and says what it cut.
func (o *contextFigure) chooseRows(all []*contextVariant) (rows []*contextVariant) {
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
		switch o.Sort {
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
	drawn := rows[:min(len(rows), o.Limit)]
	o.noteCut(len(drawn), len(rows), "variants", "--limit, --model and --variant")
	return drawn
}

// fillRows names the variants and says which of them the public could not get.
func (o *contextFigure) fillRows(ctx context.Context, c *charts.Context, rows []*contextVariant) error {
	var list []variantName
	for _, v := range rows {
		list = append(list, variantName{v.Variant, v.VariantName, v.ModelName, v.Siblings})
	}
	names := uniqueNames(list)
	for i, v := range rows {
		v.row.Name = names[i]
		status, since, source, err := o.db.PublicStatus(ctx, v.Variant, o.AsOf)
		if err != nil {
			return err
		}
		v.row.Release = ReleaseOf(cmp.Or(status, "unknown"))
		if v.row.Release == charts.NotReleased {
			v.row.Footnote = fmt.Sprintf("%s: not public; on record: %s since %s (%s).", v.row.Name, strings.ReplaceAll(status, "_", " "), since, source)
		}
		c.Rows = append(c.Rows, v.row)
	}
	return nil
}
