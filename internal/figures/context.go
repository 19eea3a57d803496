package figures

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// A contextVariant is a row of the figure with the facts that decide its position.
type contextVariant struct {
	entry
	claimed, served float64 // the largest windows, in tokens; 0 for none
	row             charts.ContextRow
	sources         []string
}

// contextVariantOf returns the row for the context windows of one variant.
func contextVariantOf(specs []contextSpec) *contextVariant {
	v := &contextVariant{entry: specs[0].Entry}
	for _, s := range specs {
		w := charts.Window{By: cmp.Or(s.By, "not said by whom"), Tokens: s.Tokens, Source: s.Source, AsOf: s.ReportedOn}
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
	return v
}

// arrangeContext arranges the claimed, served and measured context windows of variants.
func arrangeContext(ctx context.Context, o *drawing) (Records, error) {
	specs, err := o.db.ContextSpecs(ctx)
	if err != nil {
		return nil, err
	}
	sel := selectFrom(o, specs, func(s contextSpec) entry { return s.Entry })
	copied := sel.keep(CopiedClaim, func(s contextSpec) bool { return s.Basis != "served" || !s.Aggregator }, func(s contextSpec) string { return s.Source })
	if len(sel.kept) == 0 {
		what := "no context window"
		if copied != nil {
			what = "apart from what an aggregator prints as served (" + strings.Join(copied.What, ", ") + "), no context window"
		}
		return nil, errNothing("%s%s is on record (table specs, attribute context_tokens)", what, o.asked())
	}
	rows := limit(o, o.sortContexts(sel.kept), "variants", "--limit, --model and --variant")
	o.miss(o.named(), nothingOnRecord, func(slug string) bool {
		return slices.ContainsFunc(rows, func(v *contextVariant) bool { return v.Variant == slug || v.Model == slug })
	})
	missSources(o, sel.kept, sel.entry)
	c := &charts.Context{}
	names := uniqueNames(rows, func(v *contextVariant) entry { return v.entry })
	for i, v := range rows {
		v.row.Name = names[i]
		status, since, source, err := o.db.PublicStatus(ctx, v.Variant, o.AsOf)
		if err != nil {
			return nil, err
		}
		if v.row.Release = ReleaseOf(cmp.Or(status, "unknown")); status == "announced" { // no source says that it was not public
			v.row.Release = charts.Unknown
		}
		if v.row.Release == charts.NotReleased {
			v.row.Footnote = fmt.Sprintf("%s: not public; on record: %s since %s (%s).", v.row.Name, strings.ReplaceAll(status, "_", " "), since, source)
		}
		c.Rows = append(c.Rows, v.row)
		o.sources = append(o.sources, v.sources...)
	}
	o.fewSources = true
	o.noteAsOf()
	o.omit(sel.omitted...)
	return c, nil
}

// sortContexts makes one row per variant and sorts the rows. Unless variants were named,
// it keeps only those with both a claimed and a served window, if there are any.
func (o *drawing) sortContexts(specs []contextSpec) (rows []*contextVariant) {
	for _, g := range groups(specs, func(s contextSpec) string { return s.Variant }) {
		rows = append(rows, contextVariantOf(g.in))
	}
	if len(o.named()) == 0 {
		if both := where(rows, func(v *contextVariant) bool { return v.claimed > 0 && v.served > 0 }); len(both) > 0 {
			rows = both
		}
	}
	share := func(v *contextVariant) float64 { // a row without both numbers comes last
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
	return rows
}
