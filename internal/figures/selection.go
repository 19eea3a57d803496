package figures

// A Selection is what a figure shows of the records that the database has for it:
// scores, pairs of scores, or context windows. It begins with those that the request
// asks for. Each choice keeps what may stand together and records what it leaves out,
// with the reason; a kind of figure then arranges what was kept.
type Selection[R any] struct {
	all   []R // of the sources and up to the day that the request asks for
	kept  []R
	left  []Left
	entry func(R) entry
}

// selectFrom begins a selection: of all records, those that the request asks for.
func selectFrom[R any](o *drawing, records []R, of func(R) entry) *Selection[R] {
	s := &Selection[R]{entry: of}
	s.all = where(records, func(r R) bool { return o.wantsSource(of(r).Source) && o.wantsDay(of(r).ReportedOn) })
	s.kept = where(s.all, func(r R) bool {
		return o.wants(of(r)) && o.wantsBenchmark(of(r).Benchmark)
	})
	return s
}

// keep keeps the records that ok lets through. Of the others it records the reason and
// what they are, in words, and returns that; nil where there are none.
func (s *Selection[R]) keep(why Reason, ok func(R) bool, what func(R) string) *Left {
	out := where(s.kept, func(r R) bool { return !ok(r) })
	if len(out) == 0 {
		return nil
	}
	s.kept = where(s.kept, ok)
	s.left = append(s.left, Left{Reason: why, What: textsOf(out, what), Drawn: len(s.kept), All: len(s.kept) + len(out)})
	return &s.left[len(s.left)-1]
}

// partial reports whether something was left out, so that a gap in the figure need not
// be one of the record.
func (s *Selection[R]) partial() bool { return len(s.left) > 0 }

// has reports whether a record of a model or variant is kept.
func (s *Selection[R]) has(slug string) bool {
	return count(s.kept, func(r R) bool { return s.entry(r).Variant == slug || s.entry(r).Model == slug }) > 0
}

// preferred returns for each part of the records the key whose records rank highest,
// compared number by number; of equals the first.
func preferred[R any, P, K comparable](records []R, part func(R) P, key func(R) K, rank func([]R) []int) map[P]K {
	best := map[P]K{}
	for _, p := range groups(records, part) {
		best[p.key] = largest(groups(p.in, key), func(g *group[K, R]) []int { return rank(g.in) }).key
	}
	return best
}
