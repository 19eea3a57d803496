package figures

import "slices"

// sets are sets of texts, each under a key.
type sets[K comparable] map[K]map[string]bool

func (s sets[K]) add(k K, text string) {
	if s[k] == nil {
		s[k] = map[string]bool{}
	}
	s[k][text] = true
}

// A group is what has a key in common.
type group[K comparable, V any] struct {
	key K
	in  []V
}

// groups are the items by key, in the order in which the keys come first.
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

// largest is the group that ranks highest, compared number by number; of equals the
// first. It is nil where there are no groups.
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

// where are the items that ok lets through.
func where[V any](items []V, ok func(V) bool) (out []V) {
	for _, v := range items {
		if ok(v) {
			out = append(out, v)
		}
	}
	return out
}

// count is how many items ok lets through.
func count[V any](items []V, ok func(V) bool) int { return len(where(items, ok)) }

// distinct is how many different texts the items have.
func distinct[V any](items []V, text func(V) string) int { return len(textsOf(items, text)) }

// textsOf are the different texts of items, in order.
func textsOf[V any](items []V, text func(V) string) []string {
	in := map[string]bool{}
	for _, v := range items {
		in[text(v)] = true
	}
	return sortedKeys(in)
}

// rankOf is 1 for true and 0 for false.
func rankOf(is bool) int {
	if is {
		return 1
	}
	return 0
}
