package figures

// A Selection is the records that a figure shows: scores, pairs of scores, or context
// windows. It starts with those that the request asks for. Each choice keeps the records
// that can be compared, and records what it leaves out and why. A kind of figure then
// arranges the rest.
type Selection[R any] struct {
	all     []R // from the sources and up to the day of the request
	kept    []R
	omitted []Omission
	entry   func(R) entry
}

// selectFrom starts a selection with the records that the request asks for.
func selectFrom[R any](o *drawing, records []R, entryOf func(R) entry) *Selection[R] {
	s := &Selection[R]{entry: entryOf}
	s.all = where(records, func(r R) bool { return o.wantsSource(entryOf(r).Source) && o.wantsDay(entryOf(r).ReportedOn) })
	s.kept = where(s.all, func(r R) bool {
		return o.wants(entryOf(r)) && o.wantsBenchmark(entryOf(r).Benchmark)
	})
	return s
}

// keep keeps the records that satisfy ok. It records the others as an omission, described
// by what, and returns that; nil if there are none.
func (s *Selection[R]) keep(why Reason, ok func(R) bool, what func(R) string) *Omission {
	out := where(s.kept, func(r R) bool { return !ok(r) })
	if len(out) == 0 {
		return nil
	}
	s.kept = where(s.kept, ok)
	s.omitted = append(s.omitted, Omission{Reason: why, What: textsOf(out, what), Drawn: len(s.kept), All: len(s.kept) + len(out)})
	return &s.omitted[len(s.omitted)-1]
}

// partial reports whether a choice left something out: a gap in the figure may then be on
// record.
func (s *Selection[R]) partial() bool { return len(s.omitted) > 0 }

// has reports whether a record of the given model, variant or unresolved name is kept.
func (s *Selection[R]) has(name string) bool {
	return count(s.kept, func(r R) bool { return isOf(s.entry(r), name) }) > 0
}

// preferred divides records into parts and returns, for each part, the key whose records
// rank highest, comparing ranks number by number. On a tie it is the first.
func preferred[R any, P, K comparable](records []R, part func(R) P, key func(R) K, rank func([]R) []int) map[P]K {
	best := map[P]K{}
	for _, p := range groups(records, part) {
		best[p.key] = largest(groups(p.in, key), func(g *group[K, R]) []int { return rank(g.in) }).key
	}
	return best
}
