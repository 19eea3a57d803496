package figures

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// A table is the selection of what one source prints: of each benchmark the scores
// that may stand side by side, in one metric, one setting and one kind of stage, and
// of one day where the board is a live one.
type table struct {
	*Selection[Score]
	source   string
	sections sets[string]      // variant or name → sections of the source that it stands in
	several  map[string]bool   // models of which the source prints more than one entry
	settings map[string]string // of an entry, in words, where a name in each setting is an entry of its own; else nil
	again    map[string]bool   // benchmarks that the source prints again and again
	days     bool              // the scores are of more than one day
}

// selectTable selects the scores of a figure that shows what one source prints.
func (o *drawing) selectTable(ctx context.Context) (*table, error) {
	source, err := o.tableSource(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := o.db.FigureScores(ctx, source)
	if err != nil {
		return nil, err
	}
	t := newTable(o, rows, source)
	names, how, err := o.db.OpenNames(ctx, source)
	if err != nil {
		return nil, err
	}
	var ambiguous []string
	for i, n := range names {
		if how[i] == "ambiguous" {
			ambiguous = append(ambiguous, n)
		}
	}
	var others []string
	if len(o.Benchmarks) == 0 {
		others = t.keepOneUnit()
	}
	if len(ambiguous) > 0 && len(o.named()) == 0 {
		t.left = append(t.left, Left{Reason: AmbiguousName, What: ambiguous})
	}
	t.keepOneStage(o.named(), o.Benchmarks)
	t.keepOneMetric()
	t.keepOneStyle()
	t.keepOneSetting()
	t.keepOneDay(o.Day, len(o.named()) > 0)
	if len(t.kept) > 0 {
		if o.sources = []string{source}; len(others) > 0 {
			o.hintf("to draw benchmarks in other units as well, each unit in a panel of its own, name them with --benchmark: %s", strings.Join(others, ", "))
		}
		return t, nil
	}
	if len(rows) > 0 || len(names) == 0 {
		return nil, o.errNoScoreIn(source, t.all)
	}
	why := "is unresolved"
	if how[0] == "ambiguous" {
		why = "is ambiguous: it may mean several variants"
	}
	return nil, errNothing("no name in %s resolves to a variant on record; %q %s (see 'provenance show %q'; %s in all)", source, names[0], why, names[0], plural(len(names), "such name"))
}

// tableSource is the source that was asked for, else the one that prints most of the
// models and benchmarks that were.
func (o *drawing) tableSource(ctx context.Context) (string, error) {
	if len(o.Sources) == 1 {
		return o.Sources[0], nil
	}
	source, err := o.db.TableSource(ctx, tableFilter{Entries: o.named(), Benchmarks: o.Benchmarks, Until: o.AsOf})
	if err != nil || source != "" {
		return source, err
	}
	if words := o.asked(); words != "" {
		return "", errNothing("no score%s is on record; see 'provenance list models' and 'provenance list benchmarks'", words)
	}
	return "", errNothing("no score of a known variant is on record; see 'provenance list sources' and 'provenance resolve'")
}

// newTable begins a selection of what a source prints. A variant that stands in
// several of its sections is an entry in each; a section tells the stage of names
// whose own is not known, if its other variants are of one.
func newTable(o *drawing, rows []scoreRow, source string) *table {
	t := &table{source: source, sections: sets[string]{}, several: map[string]bool{}}
	scores, stages, entries := scoresOf(rows), sets[string]{}, sets[string]{}
	for _, s := range scores {
		t.sections.add(s.key, s.Section)
		if s.stage != "" {
			stages.add(s.Section, s.stage)
		}
	}
	for i := range scores {
		s := &scores[i]
		if s.stage == "" && s.Section != "" && len(stages[s.Section]) == 1 {
			s.stage = sortedKeys(stages[s.Section])[0]
		}
		if len(t.sections[keyOf(s.Entry)]) > 1 {
			s.key += "\x1f" + s.Section
		}
		entries.add(modelKey(s.Entry), s.key)
		t.several[modelKey(s.Entry)] = len(entries[modelKey(s.Entry)]) > 1
	}
	t.Selection = selectFrom(o, scores, of)
	return t
}

// keepOneUnit keeps the unit and direction that most scores have. It returns the slugs
// of the benchmarks that it leaves out.
func (t *table) keepOneUnit() []string {
	type kind struct {
		unit   string
		higher bool
	}
	unit := func(s Score) kind { return kind{s.Unit, s.HigherIsBetter} }
	best := preferred(t.kept, func(Score) bool { return true }, unit, func(in []Score) []int { return []int{len(in)} })[true]
	others := textsOf(where(t.kept, func(s Score) bool { return unit(s) != best }), benchmarkOf)
	t.keep(OtherUnit, func(s Score) bool { return unit(s) == best }, func(s Score) string { return s.BenchmarkName })
	return others
}

// keepOneStage keeps either the pre-trained or the tuned entries where a source
// prints both: of the benchmarks that were named those that show more of them,
// else the tuned. A variant that was named stays.
func (t *table) keepOneStage(models, benchmarks []string) {
	const base, tuned = "pre-trained", "instruction-tuned"
	together := map[string]int{} // stage → benchmarks with two entries of it
	has := map[string]bool{}
	for _, g := range groups(t.kept, func(s Score) [2]string { return [2]string{s.stage, s.Benchmark} }) {
		has[g.key[0]] = true
		together[g.key[0]] += rankOf(distinct(g.in, entryKey) > 1)
	}
	drop := base
	if !has[tuned] || together[tuned] == 0 && together[base] > 0 || len(benchmarks) > 0 && together[base] > together[tuned] {
		drop = tuned
	}
	if has[base] {
		t.keep(OtherStage, func(s Score) bool { return s.stage != drop || slices.Contains(models, s.Variant) }, func(s Score) string { return s.stage })
	}
}

// common returns, of the values that key gives the scores of a benchmark, the one that
// most entries share. Of equals it is the one that more entries share on all
// benchmarks, then the one whose place is lowest.
func common[K comparable](scores []Score, key func(Score) K, place func(K) int) map[string]K {
	all := map[K]int{}
	for _, g := range groups(scores, key) {
		all[g.key] = distinct(g.in, func(s Score) string { return s.Benchmark + "\x1f" + s.key })
	}
	return preferred(scores, benchmarkOf, key, func(in []Score) []int {
		k := key(in[0])
		return []int{distinct(in, entryKey), all[k], -place(k)}
	})
}

func entryKey(s Score) string { return s.key }

func benchmarkOf(s Score) string { return s.Benchmark }

// keepOneMetric keeps of each benchmark the metric that most entries have.
func (t *table) keepOneMetric() {
	metric := func(s Score) string { return s.Metric }
	order := textsOf(t.kept, metric)
	best := common(t.kept, metric, func(m string) int { return slices.Index(order, m) })
	t.keep(OtherMetric, func(s Score) bool { return s.Metric == best[s.Benchmark] }, func(s Score) string { return s.BenchmarkName + " (" + s.MetricName + ")" })
}

// drawn are the scores that are kept of entries on benchmarks.
func (t *table) drawn(benchmarks, entries []string) []Score {
	return where(t.kept, func(s Score) bool { return slices.Contains(benchmarks, s.Benchmark) && slices.Contains(entries, s.key) })
}

// drawnOn are the scores that are kept on a benchmark.
func (t *table) drawnOn(benchmark string) []Score {
	return where(t.kept, func(s Score) bool { return s.Benchmark == benchmark })
}

// others are the scores on a benchmark of entries that are not drawn, on the terms
// of those that are: in the same metric and kind of setting, of the same days and
// the same kind of stage.
func (t *table) others(bench string, entries []string) []Score {
	type terms struct {
		metric, unit, day, style string
		protocol                 int64
	}
	of := func(s Score) terms {
		k := terms{s.Metric, s.Unit, s.ReportedOn, styleOf(s), s.Protocol}
		if t.settings != nil {
			k.protocol = 0
		}
		if !t.again[bench] { // a list that only grows
			k.day = ""
		}
		return k
	}
	drawn, stages := map[terms]bool{}, map[string]bool{}
	for _, s := range t.drawn([]string{bench}, entries) {
		drawn[of(s)], stages[s.stage] = true, true
	}
	return where(t.all, func(s Score) bool {
		return s.Benchmark == bench && drawn[of(s)] && (s.stage == "" || stages[""] || stages[s.stage]) && !slices.Contains(entries, s.key)
	})
}

// daysOf are the days of the scores of entries on benchmarks.
func (t *table) daysOf(benchmarks, entries []string) []string {
	return textsOf(t.drawn(benchmarks, entries), func(s Score) string { return s.ReportedOn })
}

// names calls an entry by its model's name only where that says enough: the
// model has no other variant on record, or the source calls a public variant so
// and prints no other entry of the model. What was not public never goes by a
// name that a public variant may go by too.
func (t *table) names(entries []string, same func(a, b string) bool) map[string]string {
	exact, info := map[string]bool{}, map[string]Score{}
	for _, s := range t.kept {
		info[s.key] = s
		exact[s.key] = exact[s.key] || s.release() != charts.Released || !same(s.ListedAs, s.ModelName)
	}
	out, uses := map[string]string{}, map[string]int{}
	for _, e := range entries {
		s := info[e]
		out[e] = s.ModelName
		if t.several[modelKey(s.Entry)] || s.Siblings > 0 && exact[e] {
			out[e] = s.VariantName
			if s.Section != "" && len(t.sections[keyOf(s.Entry)]) > 1 {
				out[e] += " (" + s.Section + ")"
			} else if strings.EqualFold(s.VariantName, s.ModelName) && s.Siblings > 0 {
				out[e] += " (" + s.Variant + ")"
			}
		}
		if setting, ok := t.settings[e]; ok {
			out[e] += " (" + setting + ")"
		}
		uses[out[e]]++
	}
	for _, e := range entries {
		if uses[out[e]] > 1 && info[e].Variant == "" {
			out[e] += " (as printed)"
		} else if uses[out[e]] > 1 {
			out[e] = fmt.Sprintf("%s (%s)", out[e], info[e].Variant)
		}
	}
	return out
}
