package figures

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A entryScore is a score with the entry of the source that it belongs to: a
// variant, or a variant in one of the source's sections where the source prints
// it in several.
type entryScore struct {
	Score
	id    int // in the selection
	entry string
	class string // "base", "tuned" or "": see stageClass
}

// unresolved reports whether the name is of no variant on record.
func (s entryScore) unresolved() bool { return strings.HasPrefix(s.Variant, "\x1e") }

// A selection is what a figure of bars shows: of each benchmark the scores that
// may stand side by side, in one metric, one setting and one kind of stage, and
// of one day where the board is a live one.
type selection struct {
	scores  []entryScore
	all     []entryScore      // of the source, before anything was left out
	setting map[string]string // of an entry, in words, where a name in each setting is an entry of its own; else nil
	again   map[string]bool   // benchmarks that the source prints again and again
	several map[string]bool   // models of which the source prints more than one entry
	days    bool              // the source's scores are of more than one day
	partial bool              // something was left out, so that a gap is not the source's
	notes   []string
	hints   []string // for who draws the figure, not for who reads it
}

func newSelection(scores []Score) *selection {
	sections := sets[string]{} // variant → sections
	classes := sets[string]{}  // section → classes of the variants in it
	scores = slices.Clone(scores)
	for i := range scores {
		if s := &scores[i]; s.Variant == "" { // of no variant on record: each name is an entry of its own
			s.Variant, s.Model = "\x1e"+s.ListedAs, "\x1e"+s.ListedAs
		}
	}
	for _, s := range scores {
		sections.add(s.Variant, s.Section)
		if c := stageClass(s.Stage); c != "" {
			classes.add(s.Section, c)
		}
	}
	sel := &selection{several: map[string]bool{}}
	entries := sets[string]{}
	for i, s := range scores {
		f := entryScore{Score: s, id: i, entry: s.Variant, class: stageClass(s.Stage)}
		if len(sections[s.Variant]) > 1 {
			f.entry += "\x1f" + s.Section
		}
		if f.class == "" && s.Section != "" && len(classes[s.Section]) == 1 { // the section's other variants tell
			f.class = sortedKeys(classes[s.Section])[0]
		}
		entries.add(s.Model, f.entry)
		sel.several[s.Model] = len(entries[s.Model]) > 1
		sel.scores = append(sel.scores, f)
	}
	sel.all = slices.Clone(sel.scores)
	return sel
}

// stageClass parts pre-trained variants from those trained to follow
// instructions; it is "" where the stage says neither.
func stageClass(stage string) string {
	switch stage {
	case "base":
		return "base"
	case "instruct", "chat", "reasoning":
		return "tuned"
	}
	return ""
}

// keep leaves the scores that ok lets through and returns the others.
func (sel *selection) keep(ok func(entryScore) bool) (left []entryScore) {
	var in []entryScore
	for _, s := range sel.scores {
		if ok(s) {
			in = append(in, s)
		} else {
			left = append(left, s)
		}
	}
	sel.scores = in
	sel.partial = sel.partial || len(left) > 0
	return left
}

// leave leaves out the scores that out is true of, and returns what they are of, in
// order.
func (sel *selection) leave(out func(entryScore) bool, of func(entryScore) string) []string {
	left := map[string]bool{}
	for _, s := range sel.keep(func(s entryScore) bool { return !out(s) }) {
		left[of(s)] = true
	}
	return sortedKeys(left)
}

// keepOneUnit keeps the unit and direction that most scores have, and says what it
// left out.
func (sel *selection) keepOneUnit() {
	type kind struct {
		unit   string
		higher bool
	}
	count := map[kind]int{}
	var best kind
	for _, s := range sel.scores {
		k := kind{s.Unit, s.HigherIsBetter}
		count[k]++
		if count[k] > count[best] {
			best = k
		}
	}
	left := sel.leave(func(s entryScore) bool { return kind{s.Unit, s.HigherIsBetter} != best }, func(s entryScore) string { return s.Benchmark })
	if len(left) > 0 {
		other := "higher"
		if best.higher {
			other = "lower"
		}
		sel.notes = append(sel.notes, fmt.Sprintf("Left out, in another unit or where %s is better: %s of this source.", other, plural(len(left), "benchmark")))
		sel.hints = append(sel.hints, "benchmarks in other units have panels of their own where --benchmark names them: "+strings.Join(left, ", "))
	}
}

// keepOneStage keeps either the pre-trained or the tuned entries where a source
// prints both: of the benchmarks that were named those that show more of them,
// else the tuned. A variant that was named stays.
func (sel *selection) keepOneStage(models, benchmarks []string) {
	together := map[string]int{} // class → benchmarks with two entries of it
	for _, g := range groups(sel.scores, func(s entryScore) [2]string { return [2]string{s.class, s.Benchmark} }) {
		together[g.key[0]] += rankOf(slices.ContainsFunc(g.in, func(s entryScore) bool { return s.entry != g.in[0].entry }))
	}
	drop, what := "base", "pre-trained"
	has := func(class string) bool {
		return slices.ContainsFunc(sel.scores, func(s entryScore) bool { return s.class == class })
	}
	if !has("tuned") || together["tuned"] == 0 && together["base"] > 0 || len(benchmarks) > 0 && together["base"] > together["tuned"] {
		drop, what = "tuned", "instruction-tuned"
	}
	if !has("base") {
		return
	}
	left := sel.keep(func(s entryScore) bool { return s.class != drop || slices.Contains(models, s.Variant) })
	if len(left) > 0 {
		sel.notes = append(sel.notes, "Left out: the scores of "+what+" models, which this source prints too.")
	}
}

// common returns, of the values that key gives the scores of a benchmark, the
// one that most entries share. Of equals it is the one that more entries share
// on all benchmarks, then the one that better prefers.
func common[K comparable](scores []entryScore, key func(entryScore) K, better func(a, b K) bool) map[string]K {
	type at struct {
		benchmark string
		key       K
	}
	on, all := sets[at]{}, sets[K]{}
	var order []at
	for _, s := range scores {
		k := at{s.Benchmark, key(s)}
		if on[k] == nil {
			order = append(order, k)
		}
		on.add(k, s.entry)
		all.add(k.key, s.Benchmark+"\x1f"+s.entry)
	}
	best := map[string]K{}
	for _, k := range order {
		old, ok := best[k.benchmark]
		if !ok {
			best[k.benchmark] = k.key
			continue
		}
		d := cmp.Or(len(on[k])-len(on[at{k.benchmark, old}]), len(all[k.key])-len(all[old]))
		if d > 0 || d == 0 && better(k.key, old) {
			best[k.benchmark] = k.key
		}
	}
	return best
}

// keepOneMetric keeps of each benchmark the metric that most entries have.
func (sel *selection) keepOneMetric() {
	best := common(sel.scores, func(s entryScore) string { return s.Metric }, func(a, b string) bool { return a < b })
	left := sel.leave(func(s entryScore) bool { return s.Metric != best[s.Benchmark] }, func(s entryScore) string { return s.BenchmarkName + " (" + s.MetricName + ")" })
	if len(left) > 0 {
		sel.notes = append(sel.notes, "Left out, in a metric that fewer entries share: "+strings.Join(left, ", ")+".")
	}
}

// dayOf is the day of the scores of entries on benchmarks, "" where they are of several.
func (sel *selection) dayOf(benchmarks, entries []string) string {
	day := ""
	for _, s := range sel.scores {
		if !slices.Contains(benchmarks, s.Benchmark) || !slices.Contains(entries, s.entry) {
			continue
		}
		if day != "" && day != s.ReportedOn {
			return ""
		}
		day = s.ReportedOn
	}
	return day
}

// names calls an entry by its model's name only where that says enough: the
// model has no other variant on record, or the source calls a public variant so
// and prints no other entry of the model. What was not public never goes by a
// name that a public variant may go by too.
func (sel *selection) names(entries []string, same func(a, b string) bool) map[string]string {
	exact := map[string]bool{} // more is known than the model
	info := map[string]entryScore{}
	for _, s := range sel.scores {
		info[s.entry] = s
		exact[s.entry] = exact[s.entry] || !isReleased(s.Status) || !same(s.ListedAs, s.ModelName)
	}
	out, uses := map[string]string{}, map[string]int{}
	for _, e := range entries {
		s := info[e]
		out[e] = s.ModelName
		if sel.several[s.Model] || s.Siblings > 0 && exact[e] {
			out[e] = s.VariantName
			name, _, _ := strings.Cut(e, "\x1d")
			if _, section, ok := strings.Cut(name, "\x1f"); ok && section != "" {
				out[e] += " (" + section + ")"
			} else if strings.EqualFold(s.VariantName, s.ModelName) && s.Siblings > 0 {
				out[e] += " (" + s.Variant + ")"
			}
		}
		if setting, ok := sel.setting[e]; ok {
			out[e] += " (" + setting + ")"
		}
		uses[out[e]]++
	}
	for _, e := range entries {
		if uses[out[e]] > 1 && info[e].unresolved() {
			out[e] += " (as printed)"
		} else if uses[out[e]] > 1 {
			out[e] = fmt.Sprintf("%s (%s)", out[e], info[e].Variant)
		}
	}
	return out
}
