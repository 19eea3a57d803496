package figures

import (
	"slices"
	"strings"
)

// keepOneDay keeps one day of each benchmark that the source publishes repeatedly:
//   - If a day is given, scores of other days are left out.
//   - Otherwise it is the latest day with two or more entries and at least half as many as
//     the fullest day.
//   - An earlier day with more entries is drawn instead if it has an entry that was not
//     public and has since left the board.
//   - If entries are named, it is the latest of the days that list most of them.
//
// A benchmark on which no entry appears twice keeps all its days: such a list only grows.
func (t *sourceTable) keepOneDay(day string, named bool) {
	seen := map[[2]string]string{}
	t.repeated = map[string]bool{}
	for _, s := range t.kept {
		k := [2]string{s.key, s.Benchmark}
		if old, ok := seen[k]; s.Live || ok && old != s.ReportedOn {
			t.repeated[s.Benchmark] = true
		}
		seen[k] = s.ReportedOn
	}
	reported := func(s Score) string { return s.ReportedOn }
	t.severalDays = distinct(t.kept, reported) > 1
	best := map[string]string{}
	for _, board := range groups(t.kept, benchmarkOf) {
		days := map[string]*dayOfBoard{}
		for _, g := range groups(board.in, reported) {
			days[g.key] = &dayOfBoard{day: g.key, entries: distinct(g.in, entryKey), hidden: slices.ContainsFunc(g.in, Score.hidden)}
		}
		best[board.key] = bestDay(days, named)
	}
	omission := t.keep(OtherDay, func(s Score) bool {
		if day != "" {
			return s.ReportedOn == day
		}
		return !t.repeated[s.Benchmark] || s.ReportedOn == best[s.Benchmark]
	}, reported)
	if omission != nil {
		omission.What = nil // otherDays lists the days, for the benchmarks that are drawn
	}
}

// A dayOfBoard describes the entries of a board on one day.
type dayOfBoard struct {
	day     string
	entries int
	hidden  bool // one of the entries was not public
}

// bestDay returns the day of a board to draw: see keepOneDay.
func bestDay(days map[string]*dayOfBoard, named bool) string {
	var list []*dayOfBoard
	most := 0
	for _, d := range days {
		list = append(list, d)
		most = max(most, d.entries)
	}
	slices.SortFunc(list, func(a, b *dayOfBoard) int { return strings.Compare(b.day, a.day) })
	least := max(min(2, most), (most+1)/2)
	if named {
		least = most
	}
	var latest *dayOfBoard
	for _, d := range list {
		switch {
		case d.entries < least:
		case latest == nil:
			latest = d
		case d.hidden && !latest.hidden && d.entries > latest.entries:
			return d.day
		}
	}
	return latest.day
}

// otherDays returns the days that are not drawn of benchmarks that the source publishes
// repeatedly.
func (t *sourceTable) otherDays(benchmarks, entries []string) Omission {
	drawn := map[string]bool{}
	for _, s := range t.drawn(benchmarks, entries) {
		drawn[s.ReportedOn] = true
	}
	others := where(t.all, func(s Score) bool {
		return slices.Contains(benchmarks, s.Benchmark) && t.repeated[s.Benchmark] && !drawn[s.ReportedOn]
	})
	return Omission{Reason: OtherDay, What: textsOf(others, func(s Score) string { return s.ReportedOn })}
}
