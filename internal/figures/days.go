package figures

import (
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// keepOneDay keeps, of each benchmark that a board prints again and again, the latest
// day on which two entries stand together and at least half as many as on any
// other. An earlier one with more entries is drawn where something that was not
// public has left the board since, and, of entries that were named, the day with
// most of them. Where no entry is printed twice each keeps its day: a list that
// only grows.
func (sel *selection) keepOneDay(day string, named bool) {
	days := map[string]bool{}
	seen := map[[2]string]string{}
	again := map[string]bool{}
	sel.again = again
	for _, s := range sel.scores {
		days[s.ReportedOn] = true
		k := [2]string{s.entry, s.Benchmark}
		if old, ok := seen[k]; s.Live || ok && old != s.ReportedOn {
			again[s.Benchmark] = true
		}
		seen[k] = s.ReportedOn
	}
	sel.days = len(days) > 1
	if day != "" {
		sel.keep(func(s entryScore) bool { return s.ReportedOn == day })
		return
	}
	best := map[string]string{}
	for _, board := range groups(sel.scores, func(s entryScore) string { return s.Benchmark }) {
		days := map[string]*dayOfBoard{}
		for _, g := range groups(board.in, func(s entryScore) string { return s.ReportedOn }) {
			d := &dayOfBoard{day: g.key, entries: map[string]bool{}}
			for _, s := range g.in {
				d.entries[s.entry] = true
				d.hidden = d.hidden || ReleaseOf(s.Status) == charts.NotReleased
			}
			days[g.key] = d
		}
		best[board.key] = bestDay(days, named)
	}
	sel.keep(func(s entryScore) bool { return !again[s.Benchmark] || s.ReportedOn == best[s.Benchmark] })
}

// A dayOfBoard is what stands on a board on a day.
type dayOfBoard struct {
	day     string
	entries map[string]bool
	hidden  bool // something of it was not public
}

// bestDay chooses the day of a board that is drawn.
func bestDay(days map[string]*dayOfBoard, named bool) string {
	var list []*dayOfBoard
	most := 0
	for _, d := range days {
		list = append(list, d)
		most = max(most, len(d.entries))
	}
	slices.SortFunc(list, func(a, b *dayOfBoard) int { return strings.Compare(b.day, a.day) })
	least := max(min(2, most), (most+1)/2)
	if named {
		least = most
	}
	var latest *dayOfBoard
	for _, d := range list {
		switch {
		case len(d.entries) < least:
		case latest == nil:
			latest = d
		case d.hidden && !latest.hidden && len(d.entries) > len(latest.entries):
			return d.day
		}
	}
	return latest.day
}

// otherDays says which days of a board that is printed again and again are not
// drawn.
func (sel *selection) otherDays(benchmarks, entries []string) string {
	drawn, others := map[string]bool{}, map[string]bool{}
	for _, s := range sel.scores {
		if slices.Contains(benchmarks, s.Benchmark) && slices.Contains(entries, s.entry) {
			drawn[s.ReportedOn] = true
		}
	}
	for _, s := range sel.all {
		if slices.Contains(benchmarks, s.Benchmark) && sel.again[s.Benchmark] && !drawn[s.ReportedOn] {
			others[s.ReportedOn] = true
		}
	}
	return daysNotDrawn(sortedKeys(others))
}

// daysNotDrawn is the footnote on days that are not drawn, the latest first.
func daysNotDrawn(days []string) string {
	if len(days) == 0 {
		return ""
	}
	days = slices.Clone(days)
	slices.Sort(days)
	slices.Reverse(days)
	return fmt.Sprintf("Not drawn: what this source printed on %s.", joinDays(days))
}
