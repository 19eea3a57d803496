package figures

import (
	"encoding/json"
	"reflect"
	"slices"

	"provenance/internal/charts"
)

// contradicted reports whether the source of a score contradicts that it is ahead of those
// of other entries. rows are all that the source prints on the benchmark, drawn or not, and
// sameDay says whether only rows of one day compare. These contradict it:
//   - a row of another entry that is as good or better, in any setting on that scale;
//   - in another setting that the source prints for the entry, a row of another entry that
//     is as good or better;
//   - a printed rank other than 1, or another row of rank 1.
func contradicted(s Score, rows []Score, sameDay bool) bool {
	entry := keyOf(s.Entry)
	compares := func(o Score) bool {
		return o.Benchmark == s.Benchmark && o.Metric == s.Metric && o.Unit == s.Unit && (!sameDay || o.ReportedOn == s.ReportedOn) &&
			(o.stage == s.stage || o.stage == "" || s.stage == "")
	}
	rows = where(rows, compares)
	others := where(rows, func(o Score) bool { return keyOf(o.Entry) != entry })
	for _, own := range append(where(rows, func(o Score) bool { return keyOf(o.Entry) == entry && o.Protocol != s.Protocol }), s) {
		if slices.ContainsFunc(others, func(o Score) bool {
			return (own.Protocol == s.Protocol || o.Protocol == own.Protocol) && styleOf(o) == styleOf(own) && !own.better(o)
		}) {
			return true
		}
	}
	return s.Rank.Valid && s.Rank.Int64 != 1 ||
		slices.ContainsFunc(others, func(o Score) bool { return o.Rank.Int64 == 1 && styleOf(o) == styleOf(s) })
}

// A settingsMatch says how the settings of two scores compare.
type settingsMatch int

const (
	sameSettings     settingsMatch = iota
	unstatedSettings               // one of them states something that the other does not
	otherSettings                  // they state different things
)

// matchSettings compares the settings of two scores.
func matchSettings(a, b Score) settingsMatch {
	if a.Protocol == b.Protocol {
		return sameSettings
	}
	var x, y []any
	if json.Unmarshal([]byte(a.Stated), &x) != nil || json.Unmarshal([]byte(b.Stated), &y) != nil || len(x) != len(y) {
		return otherSettings
	}
	for i := range x {
		if x[i] != nil && y[i] != nil && !reflect.DeepEqual(x[i], y[i]) {
			return otherSettings
		}
	}
	return unstatedSettings
}

// worstMatch returns how the settings of a score compare with those of others, at worst.
func worstMatch(s Score, others []Score) (worst settingsMatch) {
	seen := map[int64]bool{}
	for _, o := range others {
		if !seen[o.Protocol] {
			seen[o.Protocol] = true
			worst = max(worst, matchSettings(s, o))
		}
	}
	return worst
}

// noteClaims tells the figure for which series and benchmarks the source contradicts that
// the highest score is ahead, or does not state all settings.
func (o *drawing) noteClaims(b *charts.Bars, t *sourceTable, benchmarks, entries []string) {
	rows := append(slices.Clone(t.all), t.ambiguous...)
	for _, bench := range benchmarks {
		noLead, unstated := make([]bool, len(entries)), false
		drawn := t.drawn([]string{bench}, entries)
		for _, s := range drawn {
			match := worstMatch(s, drawn)
			unstated = unstated || match == unstatedSettings
			j := slices.Index(entries, s.key)
			noLead[j] = noLead[j] || match == otherSettings || contradicted(s, rows, t.repeated[bench])
		}
		b.NoLead, b.Unstated = append(b.NoLead, noLead), append(b.Unstated, unstated)
	}
	if len(o.Benchmarks) > 0 { // whoever named them chose what to compare
		return
	}
	on := sets[string]{} // by benchmark: the entries that the source compares on it
	for _, s := range t.all {
		on.add(s.Benchmark, keyOf(s.Entry))
	}
	for _, e := range entries {
		b.Benchmarked = append(b.Benchmarked, distinct(where(t.all, func(s Score) bool { return s.key == e && len(on[s.Benchmark]) > 1 }), benchmarkOf))
	}
}
