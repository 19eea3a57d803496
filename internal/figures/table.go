package figures

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// A sourceTable is the selection of what one source prints. For each benchmark it holds
// the scores that can be compared: in one metric, one setting and one kind of stage, and
// of one day if the board is a live one.
type sourceTable struct {
	*Selection[Score]
	source      string
	sections    sets[string]      // by variant or name: the sections of the source that it appears in
	several     map[string]bool   // models for which the source prints more than one entry
	settings    map[string]string // by entry: its setting in words, if each name with a setting is an entry of its own; otherwise nil
	repeated    map[string]bool   // benchmarks that the source publishes repeatedly
	severalDays bool              // the scores are from more than one day
	ambiguous   []Score           // those of names that may mean several variants: they are never drawn
}

// selectSourceTable selects the scores of a figure that shows what one source prints.
func (o *drawing) selectSourceTable(ctx context.Context) (*sourceTable, error) {
	source, err := o.chooseSource(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := o.db.FigureScores(ctx, source)
	if err != nil {
		return nil, err
	}
	t := newSourceTable(o, rows, source)
	names, how, err := o.db.OpenNames(ctx, source)
	if err != nil {
		return nil, err
	}
	if slices.Contains(how, "ambiguous") {
		rows, err := o.db.AmbiguousScores(ctx, source)
		if err != nil {
			return nil, err
		}
		t.ambiguous = where(scoresOf(rows), func(s Score) bool { return o.wantsDay(s.ReportedOn) })
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
		t.omitted = append(t.omitted, Omission{Reason: AmbiguousName, What: ambiguous})
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

// chooseSource returns the source that was named, otherwise the one that prints the most
// of the named models and benchmarks.
func (o *drawing) chooseSource(ctx context.Context) (string, error) {
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

// newSourceTable starts a selection of what a source prints. A variant that appears in
// several sections is an entry in each. If the stage of a name is unknown and the other
// names of its section share one, it gets that stage.
func newSourceTable(o *drawing, rows []scoreRow, source string) *sourceTable {
	t := &sourceTable{source: source, sections: sets[string]{}, several: map[string]bool{}}
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
	t.Selection = selectFrom(o, scores, entryOf)
	return t
}

// keepOneUnit keeps the unit and direction that most scores have. It returns the slugs of
// the benchmarks that it leaves out.
func (t *sourceTable) keepOneUnit() []string {
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

// keepOneStage keeps either the pre-trained or the instruction-tuned entries of a source
// that prints both: the stage that covers more of the named benchmarks, otherwise the
// instruction-tuned ones. It keeps every variant that was named.
func (t *sourceTable) keepOneStage(models, benchmarks []string) {
	const base, tuned = "pre-trained", "instruction-tuned"
	together := map[string]int{} // by stage: number of benchmarks with two of its entries
	has := map[string]bool{}
	for _, g := range groups(t.kept, func(s Score) [2]string { return [2]string{s.stage, s.Benchmark} }) {
		has[g.key[0]] = true
		together[g.key[0]] += boolToInt(distinct(g.in, entryKey) > 1)
	}
	drop := base
	if !has[tuned] || together[tuned] == 0 && together[base] > 0 || len(benchmarks) > 0 && together[base] > together[tuned] {
		drop = tuned
	}
	if has[base] {
		t.keep(OtherStage, func(s Score) bool { return s.stage != drop || slices.Contains(models, s.Variant) }, func(s Score) string { return s.stage })
	}
}

// common returns, for each benchmark, the key that most entries share. On a tie it is the
// key that more entries share over all benchmarks, then the one with the lowest place.
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

// keepOneMetric keeps, for each benchmark, the metric that most entries have.
func (t *sourceTable) keepOneMetric() {
	metric := func(s Score) string { return s.Metric }
	order := textsOf(t.kept, metric)
	best := common(t.kept, metric, func(m string) int { return slices.Index(order, m) })
	t.keep(OtherMetric, func(s Score) bool { return s.Metric == best[s.Benchmark] }, func(s Score) string { return s.BenchmarkName + " (" + s.MetricName + ")" })
}

// drawn returns the kept scores of the given entries on the given benchmarks.
func (t *sourceTable) drawn(benchmarks, entries []string) []Score {
	return where(t.kept, func(s Score) bool { return slices.Contains(benchmarks, s.Benchmark) && slices.Contains(entries, s.key) })
}

// drawnOn returns the kept scores on a benchmark.
func (t *sourceTable) drawnOn(benchmark string) []Score {
	return where(t.kept, func(s Score) bool { return s.Benchmark == benchmark })
}

// others returns the scores on a benchmark of entries that are not drawn, if they can be
// compared with a drawn one: they have the same metric, kind of setting, day and kind of
// stage.
func (t *sourceTable) others(bench string, entries []string) []Score {
	type terms struct {
		metric, unit, day, style string
		protocol                 int64
	}
	termsOf := func(s Score) terms {
		k := terms{s.Metric, s.Unit, s.ReportedOn, styleOf(s), s.Protocol}
		if t.settings != nil {
			k.protocol = 0
		}
		if !t.repeated[bench] { // a list that only grows
			k.day = ""
		}
		return k
	}
	drawn, stages := map[terms]bool{}, map[string]bool{}
	for _, s := range t.drawn([]string{bench}, entries) {
		drawn[termsOf(s)], stages[s.stage] = true, true
	}
	return where(t.all, func(s Score) bool {
		return s.Benchmark == bench && drawn[termsOf(s)] && (s.stage == "" || stages[""] || stages[s.stage]) && !slices.Contains(entries, s.key)
	})
}

// daysOf returns the days of the scores of the given entries on the given benchmarks.
func (t *sourceTable) daysOf(benchmarks, entries []string) []string {
	return textsOf(t.drawn(benchmarks, entries), func(s Score) string { return s.ReportedOn })
}

// names returns the names of entries. An entry goes by the name of its model if that is
// unambiguous: the model has no other variant on record, or the source prints a public
// variant by that name and no other entry of the model. A variant that was not public
// never goes by a name that a public one may go by.
func (t *sourceTable) names(entries []string, same func(a, b string) bool) map[string]string {
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
