package figures

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// styleOf describes whether a score is with style control.
func styleOf(s Score) string {
	switch {
	case !s.StyleControl.Valid:
		return "style control not stated"
	case s.StyleControl.Bool:
		return "style control"
	}
	return "no style control"
}

// keepOneStyle keeps scores either with or without style control, which are two scales.
// For each benchmark it keeps the one that more entries share.
func (t *sourceTable) keepOneStyle() {
	order := []string{"style control not stated", "no style control", "style control"}
	best := common(t.kept, styleOf, func(style string) int { return slices.Index(order, style) })
	for _, drawn := range order {
		omission := t.keep(OtherStyle, func(s Score) bool { return best[s.Benchmark] != drawn || styleOf(s) == drawn }, styleOf)
		if omission != nil {
			omission.Kept = drawn
		}
	}
}

// A settingCell is an entry on a benchmark on a day. It may have scores in several
// settings.
type settingCell struct{ entry, benchmark, day string }

// keepOneSetting keeps scores in comparable settings:
//   - If names have several settings and all entries share one of them, that one is drawn.
//   - If they share none, as on a board that runs some models with function calls and
//     others with prompts, each name with a setting is an entry of its own.
//   - So it is where one shared setting would be unfair: a developer prints a rival in
//     several settings, or a board lists the released variant at several efforts next to
//     one that was not public.
//   - If settings belong to benchmarks rather than to the board, an entry has on each
//     benchmark the setting that most others share.
func (t *sourceTable) keepOneSetting() {
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
	chosen := map[settingCell]int64{}
	for _, s := range t.kept {
		k := settingCell{s.key, s.Benchmark, s.ReportedOn}
		if old, ok := chosen[k]; !ok || s.Protocol == protocol[s.Benchmark] || old != protocol[s.Benchmark] && s.Protocol < old {
			chosen[k] = s.Protocol
		}
	}
	t.keep(OtherSetting, func(s Score) bool { return s.Protocol == chosen[settingCell{s.key, s.Benchmark, s.ReportedOn}] },
		func(s Score) string {
			return s.BenchmarkName + " in " + cmp.Or(s.Setting, "a setting that is not stated")
		})
}

// settingEntry returns the key of an entry that includes its setting.
func settingEntry(s Score) string { return fmt.Sprintf("%s\x1d%d", s.key, s.Protocol) }

// settingsAreEntries reports whether each name with a setting is an entry of its own:
// names have several settings on most of their benchmarks, and the entries of a benchmark
// share none, or the one that they share would be unfair to a name.
func (t *sourceTable) settingsAreEntries() bool {
	in := map[settingCell]map[int64]bool{}
	for _, s := range t.kept {
		k := settingCell{s.key, s.Benchmark, s.ReportedOn}
		if in[k] == nil {
			in[k] = map[int64]bool{}
		}
		in[k][s.Protocol] = true
	}
	twice := map[string]bool{} // entries with several settings
	apart := false             // the entries of some benchmark share no setting
	for k, settings := range in {
		if len(settings) > 1 {
			twice[k.entry] = true
			apart = apart || !t.shared(k.benchmark)
		}
	}
	if !apart && !t.unfair(twice) {
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

// unfair reports whether a name with several settings is a rival of the developer's own
// model, or the released sibling of a variant that was not public and has a label of effort:
// one label need not be the same compute for both.
func (t *sourceTable) unfair(twice map[string]bool) bool {
	own, hidden := false, map[string]bool{} // models
	for _, s := range t.kept {
		own = own || s.Relationship == "first_party"
		label := s.Effort != "" && !strings.ContainsAny(s.Effort, "0123456789")
		hidden[s.Model] = hidden[s.Model] || label && s.hidden() && s.Model != ""
	}
	return slices.ContainsFunc(t.kept, func(s Score) bool {
		return twice[s.key] && (own && s.Relationship != "first_party" || hidden[s.Model] && !s.hidden())
	})
}

// shared reports whether a benchmark has two or more entries and all of them share a
// setting.
func (t *sourceTable) shared(benchmark string) bool {
	on := where(t.kept, func(s Score) bool { return s.Benchmark == benchmark })
	entries := distinct(on, entryKey)
	return entries > 1 && slices.ContainsFunc(groups(on, func(s Score) int64 { return s.Protocol }), func(g *group[int64, Score]) bool {
		return distinct(g.in, entryKey) == entries
	})
}

// nameSettings describes the settings of entries, without the parts that all of them have.
// A name with a single setting that is not stated is left out.
func nameSettings(scores []Score) map[string]string {
	var all []string
	in := sets[string]{} // by name: its settings
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

// shortSettings shortens descriptions of settings as far as they stay distinct: it drops
// the parts that all of them have, and the word before a mode.
func shortSettings(all []string) map[string]string {
	count := map[string]int{} // by part: the number of settings with it
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

// settingsDiffer returns footnotes that name the benchmarks on which the drawn entries
// have different settings, unless their names show the settings.
func (t *sourceTable) settingsDiffer(benchmarks, entries []string) (notes []string) {
	if t.settings != nil {
		return nil
	}
	on := map[string][]string{} // by settings: the benchmarks
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

// settingOf describes the setting of a score.
func settingOf(s Score) string { return cmp.Or(s.Setting, "setting not stated") }
