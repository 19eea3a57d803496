package boardmap

import (
	"fmt"
	"maps"
	"slices"

	"provenance/internal/model"
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
		if n := st.n; n >= 10 && 2*st.zeros >= n && t.rule.ZeroIs == "" {
			warn(t, "%d of %d values are 0; if a zero means that there is no value, say zero_is: missing", st.zeros, n)
		}
		if st.failed.n > 0 {
			warn(t, "%s %s in %s: an error of a spreadsheet, read as no value", model.Plural(st.failed.n, "cell"), holds(st.failed.n, st.failure), st.failed.String())
		}
		if n := st.outside.n; n > 0 {
			warn(t, "%d of %d values do not lie in their interval (%s), the first %s; is it the interval of another column, or in another unit?", n, st.intervals, st.outside.String(), st.stray)
		}
		t.warnOfSentinels(warn)
		t.warnOfOutliers(warn)
	}
	m.stats(func(t *target, st *stat, info *metricInfo) { t.warnOfScales(st, info, warn) })
	out = append(out, m.sharedSizes()...)
	return append(out, m.names.warnings(m.namesPlan())...)
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

// sentinels are numbers that files print instead of leaving a cell blank.
var sentinels = []float64{-1, -9, -99, -999, -9999, 999, 9999, 99999, 999999}

// warnOfSentinels warns of a number far from all others that may mean "no value".
func (t *target) warnOfSentinels(warn func(*target, string, ...any)) {
	st := &t.stat
	const hint = "if %[3]s means that there is no value, say missing: [%[3]q]"
	if v, n := st.negative, st.negatives.n; n > 0 && n < st.n && !st.mixed && slices.Contains(sentinels, v) {
		warn(t, "%[1]d of %[2]d values are %[3]s (%[4]s), and no other is below 0; "+hint, n, st.n, model.FormatReal(v), st.negatives.String())
	}
	if v, n := -st.most.value, st.most.at.n; n < st.n && v >= 999 && slices.Contains(sentinels, v) && -st.most.next*10 < v {
		warn(t, "%[1]d of %[2]d values are %[3]s (%[4]s), and no other is above %[5]s; "+hint, n, st.n, model.FormatReal(v), st.most.at.String(), model.FormatReal(-st.most.next))
	}
}

// A value is far from another if it is at least far times as large, and near to it if it
// is less than near times as large.
const far, near = 8, 5

// warnOfOutliers warns of one value that is far from all others, as one with a digit too
// few or too many is, where the others are of one size. It says nothing of a
// column with several benchmarks, or of prices, times and counts, which have such values;
// and a percentage may well be small where a model failed.
func (t *target) warnOfOutliers(warn func(*target, string, ...any)) {
	st := &t.stat
	if st.n < 5 || t.metric == nil || t.base.Benchmark == nil || slices.Contains([]string{"usd", "seconds", "count", "tokens"}, t.metric.unit) {
		return
	}
	least, most, second := st.least.value, -st.most.value, -st.most.next
	const hint = "is it in another unit, or is a digit missing or too many?"
	switch {
	case least <= 0:
	case st.least.at.n == 1 && st.least.next >= far*least && most < near*st.least.next && t.metric.unit != "percent" && t.metric.unit != "proportion":
		warn(t, "%s in %s is far below every other value (%s to %s); %s", model.FormatReal(least), st.least.at.String(), model.FormatReal(st.least.next), model.FormatReal(most), hint)
	case st.most.at.n == 1 && most >= far*second && second < near*least && !slices.Contains(sentinels, most):
		warn(t, "%s in %s is far above every other value (%s to %s); %s", model.FormatReal(most), st.most.at.String(), model.FormatReal(least), model.FormatReal(second), hint)
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
		if n := st.above.n; n > 0 && st.small > 0 && st.others > 1.5 && (oneBenchmark || n*4 <= st.plain) {
			warn(t, "%d of %d values are above 1 (%s), and metric %s is a proportion; are these percent?", n, st.plain, st.above.String(), info.slug)
		}
	case st.between.n == 0 || st.others < 10 || !few && !oneBenchmark:
	case info.unit == "points" && (-t.stat.most.value > 100 || st.plain < 5 || !oneBenchmark):
	case st.between.n == 1:
		warn(t, "%s in %s is between 0 and 1, %s, and the least of the other values is %s; is it a proportion?", st.first, st.between.String(), unit, model.FormatReal(st.others))
	default:
		warn(t, "%d of %d values lie between 0 and 1 (%s), %s, and the least of the other values is %s; are these proportions?",
			st.between.n, st.plain, st.between.String(), unit, model.FormatReal(st.others))
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
			if o.sizeColumn() == at && o.base.Benchmark != nil && o.stat.n > 0 {
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

// namesPlan returns the plan of the column of names, or nil if there is none.
func (m *mapping) namesPlan() *plan {
	for _, p := range m.plans {
		if p.name == "listed_as" {
			return p
		}
	}
	return nil
}
