package figures

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// styleOf says in words whether a score is with style control.
func styleOf(s Score) string {
	switch {
	case !s.StyleControl.Valid:
		return "style control not stated"
	case s.StyleControl.Bool:
		return "style control"
	}
	return "no style control"
}

// keepOneStyle keeps scores with or without style control, which is a scale of its
// own: of each benchmark the one that most entries share.
func (t *table) keepOneStyle() {
	order := []string{"style control not stated", "no style control", "style control"}
	best := common(t.kept, styleOf, func(style string) int { return slices.Index(order, style) })
	for _, drawn := range order {
		left := t.keep(OtherStyle, func(s Score) bool { return best[s.Benchmark] != drawn || styleOf(s) == drawn }, styleOf)
		if left != nil {
			left.Kept = drawn
		}
	}
}

// A settingCell is where an entry has a score in each of several settings.
type settingCell struct{ entry, benchmark, day string }

// keepOneSetting keeps scores that compare. Where a name stands in several settings and
// all entries share one of them, that one is drawn. Where they do not, as on a
// board that runs some models with function calls and others with prompts, the
// setting is a part of the entry, and of its name. Where settings are of the
// benchmarks rather than of the board, an entry has on each the setting that most
// others share.
func (t *table) keepOneSetting() {
	if t.settingsAreEntries() {
		t.settings = nameSettings(t.all)
		for _, list := range [][]Score{t.kept, t.all} {
			for i := range list {
				list[i].key = settingEntry(list[i])
			}
		}
		return
	}
	protocol := common(t.kept, func(s Score) int64 { return s.Protocol }, func(p int64) int { return int(p) })
	of := map[settingCell]int64{}
	for _, s := range t.kept {
		k := settingCell{s.key, s.Benchmark, s.ReportedOn}
		if old, ok := of[k]; !ok || s.Protocol == protocol[s.Benchmark] || old != protocol[s.Benchmark] && s.Protocol < old {
			of[k] = s.Protocol
		}
	}
	t.keep(OtherSetting, func(s Score) bool { return s.Protocol == of[settingCell{s.key, s.Benchmark, s.ReportedOn}] },
		func(s Score) string {
			return s.BenchmarkName + " in " + cmp.Or(s.Setting, "a setting that is not stated")
		})
}

// settingEntry is a score's entry where its setting is a part of that.
func settingEntry(s Score) string { return fmt.Sprintf("%s\x1d%d", s.key, s.Protocol) }

// settingsAreEntries reports whether a name in each of its settings is an entry
// of its own: names stand in several settings at once, on most of the benchmarks
// that they are on, and the entries of a benchmark share none.
func (t *table) settingsAreEntries() bool {
	in := map[settingCell]map[int64]bool{}
	for _, s := range t.kept {
		k := settingCell{s.key, s.Benchmark, s.ReportedOn}
		if in[k] == nil {
			in[k] = map[int64]bool{}
		}
		in[k][s.Protocol] = true
	}
	twice, apart := map[string]bool{}, false // entries in several settings; whether there is a benchmark without a shared one
	for k, settings := range in {
		if len(settings) > 1 {
			twice[k.entry] = true
			apart = apart || !t.shared(k.benchmark)
		}
	}
	if !apart {
		return false
	}
	type pair struct {
		entry    string
		protocol int64
	}
	on, benchmarks := sets[pair]{}, sets[string]{}
	for k, settings := range in {
		if !twice[k.entry] {
			continue
		}
		benchmarks.add(k.entry, k.benchmark)
		for p := range settings {
			on.add(pair{k.entry, p}, k.benchmark)
		}
	}
	covered, most := 0, 0
	for k, b := range on {
		covered, most = covered+len(b), most+len(benchmarks[k.entry])
	}
	return 2*covered > most
}

// shared reports whether two or more entries are on a benchmark and have a
// setting in common.
func (t *table) shared(benchmark string) bool {
	on := where(t.kept, func(s Score) bool { return s.Benchmark == benchmark })
	entries := distinct(on, entryKey)
	return entries > 1 && slices.ContainsFunc(groups(on, func(s Score) int64 { return s.Protocol }), func(g *group[int64, Score]) bool {
		return distinct(g.in, entryKey) == entries
	})
}

// nameSettings are the settings of entries in words, without what all of them
// have in common. A name whose one setting is not stated has none.
func nameSettings(scores []Score) map[string]string {
	var all []string
	in := sets[string]{} // name → settings
	for _, s := range scores {
		all = append(all, s.Setting)
		in.add(s.key, s.Setting)
	}
	short, out := shortSettings(all), map[string]string{}
	for _, s := range scores {
		if s.Setting != "" || len(in[s.key]) > 1 {
			out[settingEntry(s)] = short[s.Setting]
		}
	}
	return out
}

// shortSettings writes settings as short as tells them apart: without the parts
// that all have, and without the word before a mode.
func shortSettings(all []string) map[string]string {
	count := map[string]int{} // part → settings with it
	out := map[string]string{}
	for _, s := range all {
		if _, ok := out[s]; ok {
			continue
		}
		out[s] = ""
		for part := range strings.SplitSeq(s, ", ") {
			count[part]++
		}
	}
	n := len(out)
	for s := range out {
		var parts []string
		for part := range strings.SplitSeq(s, ", ") {
			if part != "" && count[part] < n {
				parts = append(parts, strings.TrimPrefix(part, "mode "))
			}
		}
		out[s] = cmp.Or(strings.Join(parts, ", "), "setting not stated")
		if s != "" && len(parts) == 0 {
			out[s] = "no other setting"
		}
	}
	return out
}

// settingsDiffer says of which of the benchmarks the drawn entries are not in one
// setting, where their names do not say it.
func (t *table) settingsDiffer(benchmarks, entries []string) (notes []string) {
	if t.settings != nil {
		return nil
	}
	on := map[string][]string{} // settings → benchmarks
	for _, b := range benchmarks {
		drawn := t.drawn([]string{b}, entries)
		if settings := textsOf(drawn, settingOf); len(settings) > 1 {
			k := joinFew(settings, "; ")
			on[k] = append(on[k], drawn[0].BenchmarkName)
		}
	}
	for _, settings := range slices.Sorted(maps.Keys(on)) {
		where := " on " + joinFew(on[settings], ", ")
		if len(on[settings]) == len(benchmarks) {
			where = ""
		}
		notes = append(notes, "Not all models are in the same setting"+where+": "+settings+".")
	}
	return notes
}

// settingOf is the setting of a score in words.
func settingOf(s Score) string { return cmp.Or(s.Setting, "setting not stated") }
