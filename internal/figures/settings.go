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
func (sel *selection) keepOneStyle() {
	style := func(s entryScore) string { return styleOf(s.Score) }
	order := []string{"style control not stated", "no style control", "style control"}
	best := common(sel.scores, style, func(a, b string) bool { return slices.Index(order, a) < slices.Index(order, b) })
	notes := sets[string]{} // what is drawn → what is left out
	for _, s := range sel.keep(func(s entryScore) bool { return style(s) == best[s.Benchmark] }) {
		notes.add(best[s.Benchmark], style(s))
	}
	for _, drawn := range order {
		if len(notes[drawn]) > 0 {
			sel.notes = append(sel.notes, "Of several settings the one that most entries share is drawn ("+drawn+"); left out: "+strings.Join(sortedKeys(notes[drawn]), "; ")+".")
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
func (sel *selection) keepOneSetting() {
	if sel.settingsAreEntries() {
		sel.setting = nameSettings(sel.all)
		for _, list := range [][]entryScore{sel.scores, sel.all} {
			for i := range list {
				list[i].entry = settingEntry(list[i])
			}
		}
		return
	}
	protocol := common(sel.scores, func(s entryScore) int64 { return s.Protocol }, func(a, b int64) bool { return a < b })
	of := map[settingCell]int64{}
	for _, s := range sel.scores {
		k := settingCell{s.entry, s.Benchmark, s.ReportedOn}
		if old, ok := of[k]; !ok || s.Protocol == protocol[s.Benchmark] || old != protocol[s.Benchmark] && s.Protocol < old {
			of[k] = s.Protocol
		}
	}
	left := sel.leave(func(s entryScore) bool { return s.Protocol != of[settingCell{s.entry, s.Benchmark, s.ReportedOn}] },
		func(s entryScore) string {
			return s.BenchmarkName + " in " + cmp.Or(s.Setting, "a setting that is not stated")
		})
	if len(left) > 0 {
		sel.notes = append(sel.notes, "Where a model stands in several settings the one that most others share is drawn; left out: "+joinFew(left, "; ")+".")
	}
}

// settingEntry is a score's entry where its setting is a part of that.
func settingEntry(s entryScore) string { return fmt.Sprintf("%s\x1d%d", s.entry, s.Protocol) }

// settingsAreEntries reports whether a name in each of its settings is an entry
// of its own: names stand in several settings at once, on most of the benchmarks
// that they are on, and the entries of a benchmark share none.
func (sel *selection) settingsAreEntries() bool {
	in := map[settingCell]map[int64]bool{}
	for _, s := range sel.scores {
		k := settingCell{s.entry, s.Benchmark, s.ReportedOn}
		if in[k] == nil {
			in[k] = map[int64]bool{}
		}
		in[k][s.Protocol] = true
	}
	twice, apart := map[string]bool{}, false // entries in several settings; whether there is a benchmark without a shared one
	for k, settings := range in {
		if len(settings) > 1 {
			twice[k.entry] = true
			apart = apart || !sel.shared(k.benchmark)
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
func (sel *selection) shared(benchmark string) bool {
	entries, by := map[string]bool{}, sets[int64]{}
	for _, s := range sel.scores {
		if s.Benchmark != benchmark {
			continue
		}
		entries[s.entry] = true
		by.add(s.Protocol, s.entry)
	}
	for _, in := range by {
		if len(entries) > 1 && len(in) == len(entries) {
			return true
		}
	}
	return false
}

// nameSettings are the settings of entries in words, without what all of them
// have in common. A name whose one setting is not stated has none.
func nameSettings(scores []entryScore) map[string]string {
	var all []string
	in := sets[string]{} // name → settings
	for _, s := range scores {
		all = append(all, s.Setting)
		in.add(s.entry, s.Setting)
	}
	short, out := shortSettings(all), map[string]string{}
	for _, s := range scores {
		if s.Setting != "" || len(in[s.entry]) > 1 {
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
func (sel *selection) settingsDiffer(benchmarks, entries []string) []string {
	if sel.setting != nil {
		return nil
	}
	on := map[string][]string{} // settings → benchmarks
	for _, b := range benchmarks {
		settings, name := map[string]bool{}, ""
		for _, s := range sel.scores {
			if s.Benchmark == b && slices.Contains(entries, s.entry) {
				settings[cmp.Or(s.Setting, "setting not stated")], name = true, s.BenchmarkName
			}
		}
		if len(settings) > 1 {
			k := joinFew(sortedKeys(settings), "; ")
			on[k] = append(on[k], name)
		}
	}
	var notes []string
	for _, settings := range slices.Sorted(maps.Keys(on)) {
		where := " on " + joinFew(on[settings], ", ")
		if len(on[settings]) == len(benchmarks) {
			where = ""
		}
		notes = append(notes, "Not all models are in the same setting"+where+": "+settings+".")
	}
	return notes
}
