package figures

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// pickEntries chooses and orders benchmarks and entries.
func (o *barsFigure) pickEntries(scores []entryScore) (benchmarks, entries []string) {
	on := sets[string]{}       // benchmark → entries
	read := map[string]int64{} // benchmark → its place in the order in which they were read, which is mostly the source's
	hidden := map[string]bool{}
	own := map[string]bool{}
	unresolved := map[string]int{} // 1: known by name alone, after all others
	for _, s := range scores {
		if on[s.Benchmark] == nil {
			benchmarks = append(benchmarks, s.Benchmark)
			read[s.Benchmark] = s.BenchmarkID
		}
		on.add(s.Benchmark, s.entry)
		hidden[s.entry] = hidden[s.entry] || ReleaseOf(s.Status) == charts.NotReleased
		own[s.entry] = own[s.entry] || s.FirstParty
		if s.unresolved() {
			unresolved[s.entry] = 1
		}
	}
	if len(o.Benchmarks) > 0 {
		benchmarks = slices.DeleteFunc(slices.Clone(o.Benchmarks), func(b string) bool { return on[b] == nil })
	} else {
		slices.SortStableFunc(benchmarks, func(a, b string) int {
			return cmp.Or(cmp.Compare(len(on[b]), len(on[a])), cmp.Compare(read[a], read[b]))
		})
		benchmarks = benchmarks[:min(len(benchmarks), o.Limit)]
	}
	reports := map[string]int{}
	for _, b := range benchmarks {
		for v := range on[b] {
			reports[v]++
		}
	}
	ahead := countAhead(scores, benchmarks)
	for v := range reports {
		entries = append(entries, v)
	}
	o.sortEntries(scores, benchmarks, entries, func(a, b string) int {
		rank := func(v string) int {
			switch {
			case hidden[v]:
				return 0
			case own[v]:
				return 1
			}
			return 2
		}
		if c := cmp.Compare(unresolved[a], unresolved[b]); c != 0 {
			return c
		}
		return cmp.Or(min(rank(a), 1)-min(rank(b), 1), reports[b]-reports[a], rank(a)-rank(b), cmp.Compare(ahead[a], ahead[b]))
	})
	if len(o.named()) == 0 {
		entries = entries[:min(len(entries), o.Limit)]
	}
	if o.Sort == "name" { // of those that are chosen without it
		of := map[string]string{}
		for _, s := range scores {
			of[s.entry] = strings.ToLower(s.ModelName)
		}
		slices.SortFunc(entries, func(a, b string) int { return cmp.Or(cmp.Compare(of[a], of[b]), cmp.Compare(a, b)) })
	}
	return benchmarks, entries
}

// countAhead returns for each entry how many others are ahead of it, summed over
// the benchmarks.
func countAhead(scores []entryScore, benchmarks []string) map[string]int {
	ahead := map[string]int{}
	for _, b := range benchmarks {
		best := map[string]float64{} // the largest is the best
		for _, s := range scores {
			if s.Benchmark != b {
				continue
			}
			v := s.Value
			if !s.HigherIsBetter {
				v = -v
			}
			if old, ok := best[s.entry]; !ok || v > old {
				best[s.entry] = v
			}
		}
		values := make([]float64, 0, len(best))
		for _, v := range best {
			values = append(values, v)
		}
		slices.Sort(values)
		for e, v := range best {
			i, _ := slices.BinarySearch(values, math.Nextafter(v, math.Inf(1)))
			ahead[e] += len(values) - i
		}
	}
	return ahead
}

// sortEntries sorts entries: as they were named, else by the default order, or by value.
func (o *barsFigure) sortEntries(scores []entryScore, benchmarks, entries []string, standard func(a, b string) int) {
	of := map[string]entryScore{}
	value := map[string]float64{} // on the first benchmark that the entry has, the best is the largest
	for i := len(benchmarks) - 1; i >= 0; i-- {
		for _, s := range scores {
			if s.Benchmark != benchmarks[i] {
				continue
			}
			of[s.entry] = s
			if value[s.entry] = s.Value; !s.HigherIsBetter {
				value[s.entry] = -s.Value
			}
		}
	}
	first := func(e string) int { // the benchmark on which its value is
		return slices.Index(benchmarks, of[e].Benchmark)
	}
	slices.SortFunc(entries, func(a, b string) int {
		x, y := of[a], of[b]
		if o.Sort == "value" {
			return cmp.Or(first(a)-first(b), cmp.Compare(value[b], value[a]), cmp.Compare(a, b))
		}
		if d := cmp.Or(o.placeNamed(x.Variant, x.Model)-o.placeNamed(y.Variant, y.Model), standard(a, b)); d != 0 || len(benchmarks) > 1 {
			return cmp.Or(d, cmp.Compare(a, b))
		}
		return cmp.Or(cmp.Compare(value[b], value[a]), cmp.Compare(a, b))
	})
}
