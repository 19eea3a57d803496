package boardmap

import (
	"fmt"
	"maps"
	"slices"

	"provenance/internal/model"
	"provenance/internal/oddity"
)

// warnings returns suspicions about whole columns, once the file has been read: each is a
// text without the file. What they are counted in has a fixed size, or a limit.
func (m *mapping) warnings() []string {
	out := slices.Clone(m.skipped)
	warn := func(t *target, format string, args ...any) {
		out = append(out, fmt.Sprintf("column %q: ", t.header)+fmt.Sprintf(format, args...))
	}
	for _, t := range m.targets {
		st := &t.stat
		if text := st.ZeroWarning(); text != "" && t.rule.ZeroIs == "" {
			warn(t, "%s", text)
		}
		if st.failed.N > 0 {
			warn(t, "%s %s in %s: an error of a spreadsheet, read as no value", model.Plural(st.failed.N, "cell"), holds(st.failed.N, st.failure), st.failed.String())
		}
		if n := st.outside.N; n > 0 {
			warn(t, "%d of %d values do not lie in their interval (%s), the first %s; is it the interval of another column, or in another unit?", n, st.intervals, st.outside.String(), st.stray)
		}
		for _, text := range st.SentinelWarnings() {
			warn(t, "%s", text)
		}
		if t.metric != nil && t.base.Benchmark != nil { // different benchmarks have values of different sizes
			if text := st.OutlierWarning(t.metric.unit); text != "" {
				warn(t, "%s", text)
			}
		}
	}
	m.stats(func(t *target, st *stat, info *metricInfo) { t.warnOfScales(st, info, warn) })
	out = append(out, m.sharedSizes()...)
	for _, text := range []string{m.names.Warning(), m.sameValues()} {
		if text != "" {
			out = append(out, text)
		}
	}
	return out
}

func holds(n int, what string) string {
	if n == 1 {
		return "holds " + what
	}
	return "hold " + what + " or the like"
}

// stats calls f with the counts of each column, or of each metric that a column names.
func (m *mapping) stats(f func(*target, *stat, *metricInfo)) {
	seen := map[*stat]bool{}
	for _, t := range m.targets {
		if t.metric != nil {
			f(t, &t.stat, t.metric)
		}
	}
	for _, t := range m.targets {
		for _, p := range t.dynamic {
			for _, text := range slices.Sorted(maps.Keys(p.cache)) {
				if rd := p.cache[text]; rd.stat != nil && !seen[rd.stat] {
					seen[rd.stat] = true
					f(t, rd.stat, rd.metric)
				}
			}
		}
	}
}

// warnOfScales warns of proportions among percentages, and the other way round.
func (t *target) warnOfScales(st *stat, info *metricInfo, warn func(*target, string, ...any)) {
	if text, hint, ok := st.looksLikeProportions(info); ok && st.plain < wrongUnit {
		warn(t, "%s; %s", text, hint)
	}
	oneBenchmark := t.base.Benchmark != nil
	unit := "metric " + info.slug + " is in " + info.unit
	switch few := st.small == 1 && st.plain > 1 || st.small*4 <= st.plain; {
	case info.unit == "proportion":
		if n := st.above.N; n > 0 && st.small > 0 && st.others > 1.5 && (oneBenchmark || n*4 <= st.plain) {
			warn(t, "%d of %d values are above 1 (%s), and metric %s is a proportion; are these percent?", n, st.plain, st.above.String(), info.slug)
		}
	case st.between.N == 0 || st.others < 10 || !few && !oneBenchmark:
	case info.unit == "points" && (t.stat.Greatest() > 100 || st.plain < 5 || !oneBenchmark):
	case st.between.N == 1:
		warn(t, "%s in %s is between 0 and 1, %s, and the least of the other values is %s; is it a proportion?", st.first, st.between.String(), unit, model.FormatReal(st.others))
	default:
		warn(t, "%d of %d values lie between 0 and 1 (%s), %s, and the least of the other values is %s; are these proportions?",
			st.between.N, st.plain, st.between.String(), unit, model.FormatReal(st.others))
	}
}

// sharedSizes warns of a column that is the sample size of columns of several benchmarks:
// it may be the total of all of them.
func (m *mapping) sharedSizes() []string {
	var out []string
	var done []int
	for _, t := range m.targets {
		at := t.sizeColumn()
		if at < 0 || slices.Contains(done, at) {
			continue
		}
		done = append(done, at)
		var columns []string
		benchmarks := map[*model.Term]bool{}
		for _, o := range m.targets {
			if o.sizeColumn() == at && o.base.Benchmark != nil && o.stat.N > 0 {
				columns = append(columns, o.header)
				benchmarks[o.base.Benchmark] = true
			}
		}
		if len(benchmarks) > 1 {
			out = append(out, fmt.Sprintf("column %q is the sample size of %d columns, such as %q and %q; if it is the total of several benchmarks, name it only in the rule of the column that it belongs to",
				m.head.Names[at], len(columns), columns[0], columns[1]))
		}
	}
	return out
}

// sizeColumn returns the column that the sample size of a target is read from, or -1.
func (t *target) sizeColumn() int {
	for _, p := range t.dynamic {
		if p.name == "sample_size" {
			return p.at
		}
	}
	return -1
}

// sameValues warns of names that have the same values. A plan whose cache was cleared has
// lost some.
func (m *mapping) sameValues() string {
	var all []oddity.Holder
	for _, p := range m.plans {
		if p.name != "listed_as" || p.cleared {
			continue
		}
		for _, rd := range p.cache {
			if rd.term != nil {
				all = append(all, oddity.Holder{Name: rd.term.Text, Tally: &rd.tally})
			}
		}
	}
	return oddity.SameValues(all)
}
