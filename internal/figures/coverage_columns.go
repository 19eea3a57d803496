package figures

import (
	"cmp"
	"slices"

	"provenance/internal/charts"
)

// A coverageColumn is a variant with the facts that decide its position.
type coverageColumn struct {
	Score        // one of its scores, for the names
	covered, own map[string]bool
	independent  bool
	hidden       []Score // reported before the public could get it
	total        int
	unknown      bool // none of its scores has a release status
}

// coverageColumns returns the variants that have scores, with the facts that decide their
// positions.
func coverageColumns(scores []Score) (all []*coverageColumn) {
	for _, g := range groups(scores, entryKey) {
		k := &coverageColumn{Score: g.in[0], total: len(g.in), covered: map[string]bool{}, own: map[string]bool{}, hidden: where(g.in, Score.hidden), unknown: true}
		for _, s := range g.in {
			k.covered[s.Benchmark] = true
			k.independent = k.independent || s.Relationship == "third_party"
			if s.Relationship == "first_party" {
				k.own[s.Benchmark] = true
			}
			k.unknown = k.unknown && s.release() == charts.Unknown
		}
		all = append(all, k)
	}
	return all
}

// chooseColumns chooses and orders the variants to draw. A variant brings along its
// siblings that somebody else measured, so that the figure does not hide that its weights
// were tested.
func (o *drawing) chooseColumns(all []*coverageColumn) []*coverageColumn {
	own := map[string]int{} // by developer: number of benchmarks that it reported for its variants, summed over them
	for _, k := range all {
		own[k.Developer] += len(k.own)
	}
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b *coverageColumn) int {
		return cmp.Or(o.placeNamed(a.Entry)-o.placeNamed(b.Entry), len(b.covered)-len(a.covered), own[b.Developer]-own[a.Developer], cmp.Compare(a.key, b.key))
	})
	if len(o.named()) > 0 {
		return o.pickWithSiblings(all)
	}
	picked := o.pickWithSiblings(o.hiddenFirst(all))
	slices.SortFunc(picked, func(a, b *coverageColumn) int { return slices.Index(all, a) - slices.Index(all, b) })
	most := map[string]int{} // by model: number of benchmarks of its best covered variant
	for _, k := range picked {
		most[k.Model] = max(most[k.Model], len(k.covered))
	}
	// The developers that report the most come first, then models.
	slices.SortStableFunc(picked, func(a, b *coverageColumn) int {
		return cmp.Or(own[b.Developer]-own[a.Developer], cmp.Compare(a.Developer, b.Developer), most[b.Model]-most[a.Model], cmp.Compare(a.Model, b.Model))
	})
	return picked
}

// hiddenFirst moves variants that were not public when reported to the front, so that the
// limit does not cut off the subject of the figure. They take at most a third of the
// limit, so that there is something to compare them with.
func (o *drawing) hiddenFirst(all []*coverageColumn) []*coverageColumn {
	var front, rest []*coverageColumn
	for _, k := range all {
		if len(k.hidden) > 0 && len(front) < max(o.Limit/3, 1) {
			front = append(front, k)
			continue
		}
		rest = append(rest, k)
	}
	return append(front, rest...)
}

// pickWithSiblings takes variants in order, each with its independently measured siblings,
// up to the limit.
func (o *drawing) pickWithSiblings(all []*coverageColumn) []*coverageColumn {
	if all[0].Variant == "" { // unresolved names have no siblings
		return all[:min(len(all), o.Limit)]
	}
	var picked []*coverageColumn
	for _, k := range all {
		if slices.Contains(picked, k) {
			continue
		}
		group := []*coverageColumn{k}
		for _, other := range all {
			if other != k && other.Model == k.Model && other.independent && !slices.Contains(picked, other) {
				group = append(group, other)
			}
		}
		for _, g := range group {
			if len(picked) < o.Limit {
				picked = append(picked, g)
			}
		}
	}
	return picked
}
