package figures

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// A leaderboardFigure is one snapshot of a board, entry by entry.
type leaderboardFigure struct {
	*drawing
	board board
}

// findBoard chooses the board.
func (o *leaderboardFigure) findBoard(ctx context.Context) (err error) {
	f := boardFilter{Entries: o.named(), Day: o.Day, Until: o.AsOf}
	if len(o.Sources) == 1 {
		f.Source = o.Sources[0]
	}
	if len(o.Benchmarks) == 1 {
		f.Benchmark = o.Benchmarks[0]
	}
	if o.board, err = o.db.LargestBoard(ctx, f); err != nil {
		return err
	}
	if o.board != (board{}) && f.Source != "" && f.Benchmark == "" { // of the benchmark that was chosen, the latest day
		f.Benchmark = o.board.Benchmark
		if o.board, err = o.db.LargestBoard(ctx, f); err != nil {
			return err
		}
	}
	if o.board == (board{}) {
		return errNothing("no score%s is on record; see 'provenance query \"SELECT DISTINCT source, benchmark, reported_on FROM score_details\"'", o.asked())
	}
	return nil
}

// records makes the figure's records.
func (o *leaderboardFigure) records(ctx context.Context) (*charts.Leaderboard, error) {
	if err := o.findBoard(ctx); err != nil {
		return nil, err
	}
	scores, err := o.db.FigureBoard(ctx, o.board.Source, o.board.Benchmark, o.board.Day)
	if err != nil {
		return nil, err
	}
	onBoard := len(scores)
	scores, left := o.keepOneScale(scores)
	if len(scores) == 0 {
		return nil, errNothing("all scores of %s on %s of %s have been corrected or retracted", o.board.Source, o.board.Benchmark, o.board.Day)
	}
	first := scores[0]
	src, err := o.db.Source(ctx, o.board.Source)
	if err != nil {
		return nil, err
	}
	here := fmt.Sprintf("%s of %s on %s", o.board.Benchmark, o.board.Source, o.board.Day)
	o.hintMissed("%[1]s is not on "+strings.ReplaceAll(here, "%", "%%")+", and not drawn; 'provenance show %[1]s' says where it has scores", func(slug string) bool {
		return slices.ContainsFunc(scores, func(s Score) bool { return s.Variant != "" && (s.Variant == slug || s.Model == slug) })
	})
	days, err := o.otherDays(ctx, scores)
	if err != nil {
		return nil, err
	}
	b := &charts.Leaderboard{Board: boardName(first.BenchmarkName, o.board.Day, src), Unit: unitName(first.Unit), LowerIsBetter: !first.HigherIsBetter}
	b.Elsewhere = onBoard - len(scores)
	if first.Setting != "" && !slices.ContainsFunc(scores, func(s Score) bool { return s.Setting != first.Setting }) {
		b.Board += " (" + first.Setting + ")"
	}
	if len(days) > 0 {
		b.Day = o.board.Day
	}
	o.sortEntries(scores)
	names, notes := entryNames(scores)
	left = append(left, notes...)
	if len(scores) > o.Limit {
		b.Left = len(scores) - o.Limit
		o.notef("The first %d of %d entries are drawn.", o.Limit, len(scores))
		scores = scores[:o.Limit]
	}
	hidden, public := map[string]bool{}, map[string]bool{} // models with such an entry
	for _, s := range scores {
		switch ReleaseOf(s.Status) {
		case charts.NotReleased:
			hidden[s.Model] = true
		case charts.Released:
			public[s.Model] = true
		}
	}
	if len(o.named()) == 0 {
		b.ChosenAs = "released, same model name"
	}
	for i, s := range scores {
		e := charts.Entry{Name: names[i], Unresolved: s.Variant == "", Value: s.Value, Printed: printedNumber(s.Printed, s.Value), CILow: optional(s.CILow), CIHigh: optional(s.CIHigh), StdErr: optional(s.StdErr),
			Rank: int(s.Rank.Int64), Release: ReleaseOf(s.Status)}
		e.Footnote = whyHidden(s)
		if len(o.named()) > 0 {
			e.Chosen = o.isNamed(s)
		} else {
			e.Chosen = hidden[s.Model] && public[s.Model] && e.Release != charts.Unknown
		}
		b.Entries = append(b.Entries, e)
	}
	o.note(left...)
	if note := daysNotDrawn(days); note != "" {
		o.note(note)
	}
	o.noteAsOf()
	o.sources = []string{o.board.Source}
	return b, nil
}

// boardName names what is drawn: a benchmark on a day, and of a document that is
// no board whose it is.
func boardName(benchmark, day string, src sourceInfo) string {
	if slices.Contains([]string{"paper", "model_card", "vendor_blog"}, src.Kind) && src.Publisher != "" {
		return benchmark + " as reported by " + src.Publisher + " on " + day
	}
	return benchmark + " on " + day
}

// keepOneScale keeps one metric of a snapshot, with or without style control, which is
// a scale of its own: the one with most of the entries that were named, then the one
// with most entries. A name in several settings is an entry in each. The notes say
// what was left out.
func (o *leaderboardFigure) keepOneScale(scores []Score) (kept []Score, notes []string) {
	type scale struct {
		metric string
		style  sql.NullBool
	}
	scaleOf := func(s Score) scale { return scale{s.Metric, s.StyleControl} }
	best := largest(groups(scores, scaleOf), func(g *group[scale, Score]) []int {
		better := slices.ContainsFunc(g.in, func(s Score) bool { return s.HigherIsBetter })
		return []int{count(g.in, o.isNamed), len(g.in), rankOf(better)}
	})
	if best == nil {
		return nil, nil
	}
	left := map[string]bool{}
	for _, s := range scores {
		switch {
		case scaleOf(s) == best.key:
		case s.Metric != best.key.metric:
			left[s.MetricName] = true
		default:
			left[styleOf(s)] = true
		}
	}
	if len(left) > 0 {
		notes = append(notes, fmt.Sprintf("Left out, %s on another scale: %s.", plural(len(scores)-len(best.in), "score"), strings.Join(sortedKeys(left), "; ")))
	}
	return best.in, notes
}

// isNamed reports whether a score is of what was named.
func (o *leaderboardFigure) isNamed(s Score) bool {
	return len(o.named()) > 0 && s.Variant != "" && o.wantsVariant(s.Variant, s.Model)
}

// entryNames are the names of entries as printed, with their section, and with
// their setting where a name stands in several. Where none does and they are not
// all in one, a footnote says so.
func entryNames(scores []Score) (names, notes []string) {
	var settings []string
	first, several := map[string]int64{}, map[string]bool{} // by name and section
	stated := map[string]bool{}
	key := func(s Score) string { return s.ListedAs + "\x1f" + s.Section }
	for _, s := range scores {
		settings = append(settings, s.Setting)
		stated[cmp.Or(s.Setting, "setting not stated")] = true
		if p, ok := first[key(s)]; ok && p != s.Protocol {
			several[key(s)] = true
		}
		first[key(s)] = s.Protocol
	}
	short := shortSettings(settings)
	for _, s := range scores {
		name := s.ListedAs
		if s.Section != "" {
			name += " (" + s.Section + ")"
		}
		if len(several) > 0 && (s.Setting != "" || several[key(s)]) {
			name += " (" + short[s.Setting] + ")"
		}
		names = append(names, name)
	}
	if len(several) == 0 && len(stated) > 1 {
		notes = append(notes, "Not all entries are in the same setting: "+joinFew(sortedKeys(stated), "; ")+".")
	}
	return names, notes
}

// otherDays are the days, besides the one drawn, on which the board was printed,
// as far as they were asked for.
func (o *leaderboardFigure) otherDays(ctx context.Context, scores []Score) ([]string, error) {
	seen := map[string]bool{}
	for _, s := range scores {
		days, err := o.db.SnapshotDays(ctx, o.board.Source, o.board.Benchmark, s.Metric, s.Protocol)
		if err != nil {
			return nil, err
		}
		for _, d := range days {
			if d != o.board.Day && o.wantsDay(d) {
				seen[d] = true
			}
		}
		if len(scores) > 100 { // a long board has one setting, or the first tells
			break
		}
	}
	return sortedKeys(seen), nil
}

// sortEntries puts the best first, or what the board ranks first.
func (o *leaderboardFigure) sortEntries(scores []Score) {
	slices.SortStableFunc(scores, func(a, b Score) int {
		byScore := cmp.Compare(b.Value, a.Value)
		if !a.HigherIsBetter {
			byScore = -byScore
		}
		if o.Sort == "score" {
			return cmp.Or(byScore, cmp.Compare(a.ListedAs, b.ListedAs))
		}
		switch {
		case a.Rank.Valid && b.Rank.Valid:
			return cmp.Or(cmp.Compare(a.Rank.Int64, b.Rank.Int64), byScore)
		case a.Rank.Valid:
			return -1
		case b.Rank.Valid:
			return 1
		}
		return byScore
	})
}
