package figures

import (
	"slices"
	"strings"
)

// keepOneDay keeps, of each benchmark that a board prints again and again, the latest
// day on which two entries stand together and at least half as many as on any
// other. An earlier one with more entries is drawn where something that was not
// public has left the board since, and, of entries that were named, the day with
// most of them. Where no entry is printed twice each keeps its day: a list that
// only grows.
func (t *table) keepOneDay(day string, named bool) {
	seen := map[[2]string]string{}
	t.again = map[string]bool{}
	for _, s := range t.kept {
		k := [2]string{s.key, s.Benchmark}
		if old, ok := seen[k]; s.Live || ok && old != s.ReportedOn {
			t.again[s.Benchmark] = true
		}
		seen[k] = s.ReportedOn
	}
	reported := func(s Score) string { return s.ReportedOn }
	t.days = distinct(t.kept, reported) > 1
	best := map[string]string{}
	for _, board := range groups(t.kept, benchmarkOf) {
		days := map[string]*dayOfBoard{}
		for _, g := range groups(board.in, reported) {
			days[g.key] = &dayOfBoard{day: g.key, entries: distinct(g.in, entryKey), hidden: slices.ContainsFunc(g.in, Score.hidden)}
		}
		best[board.key] = bestDay(days, named)
	}
	left := t.keep(OtherDay, func(s Score) bool {
		if day != "" {
			return s.ReportedOn == day
		}
		return !t.again[s.Benchmark] || s.ReportedOn == best[s.Benchmark]
	}, reported)
	if left != nil {
		left.What = nil // otherDays says it of the benchmarks that are drawn
	}
}

// A dayOfBoard is what stands on a board on a day.
type dayOfBoard struct {
	day     string
	entries int
	hidden  bool // something of it was not public
}

// bestDay chooses the day of a board that is drawn.
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

// otherDays are the days of a board that is printed again and again that are not drawn.
func (t *table) otherDays(benchmarks, entries []string) Left {
	drawn := map[string]bool{}
	for _, s := range t.drawn(benchmarks, entries) {
		drawn[s.ReportedOn] = true
	}
	others := where(t.all, func(s Score) bool {
		return slices.Contains(benchmarks, s.Benchmark) && t.again[s.Benchmark] && !drawn[s.ReportedOn]
	})
	return Left{Reason: OtherDay, What: textsOf(others, func(s Score) string { return s.ReportedOn })}
}
