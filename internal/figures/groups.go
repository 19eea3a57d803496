package figures

import "slices"

// sets holds a set of texts for each key.
type sets[K comparable] map[K]map[string]bool

func (s sets[K]) add(k K, text string) {
	if s[k] == nil {
		s[k] = map[string]bool{}
	}
	s[k][text] = true
}

// A group holds the items that share a key.
type group[K comparable, V any] struct {
	key K
	in  []V
}

// groups groups items by key, in the order in which the keys first occur.
func groups[K comparable, V any](items []V, key func(V) K) []*group[K, V] {
	by := map[K]*group[K, V]{}
	var out []*group[K, V]
	for _, v := range items {
		k := key(v)
		if by[k] == nil {
			by[k] = &group[K, V]{key: k}
			out = append(out, by[k])
		}
		by[k].in = append(by[k].in, v)
	}
	return out
}

// largest returns the group that ranks highest, comparing ranks number by number. On a tie
// it is the first. It is nil if there are no groups.
func largest[K comparable, V any](all []*group[K, V], rank func(*group[K, V]) []int) *group[K, V] {
	var best *group[K, V]
	var most []int
	for _, g := range all {
		if r := rank(g); best == nil || slices.Compare(r, most) > 0 {
			best, most = g, r
		}
	}
	return best
}

// where returns the items that satisfy ok.
func where[V any](items []V, ok func(V) bool) (out []V) {
	for _, v := range items {
		if ok(v) {
			out = append(out, v)
		}
	}
	return out
}

// count returns how many items satisfy ok.
func count[V any](items []V, ok func(V) bool) int { return len(where(items, ok)) }

// distinct returns the number of different texts that items have.
func distinct[V any](items []V, text func(V) string) int { return len(textsOf(items, text)) }

// textsOf returns the different texts that items have, sorted.
func textsOf[V any](items []V, text func(V) string) []string {
	in := map[string]bool{}
	for _, v := range items {
		in[text(v)] = true
	}
	return sortedKeys(in)
}

// boolToInt returns 1 for true and 0 for false, for comparisons.
func boolToInt(is bool) int {
	if is {
		return 1
	}
	return 0
}
