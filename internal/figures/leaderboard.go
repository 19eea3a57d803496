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

// arrangeLeaderboard arranges one snapshot of a board, entry by entry.
func arrangeLeaderboard(ctx context.Context, o *drawing) (Records, error) {
	at, err := o.findBoard(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := o.db.FigureBoard(ctx, at.Source, at.Benchmark, at.Day)
	if err != nil {
		return nil, err
	}
	every := &drawing{} // what was named gets a label, and all entries are drawn
	sel := selectFrom(every, scoresOf(rows), of)
	o.keepOneScale(sel)
	if len(sel.kept) == 0 {
		return nil, errNothing("all scores of %s on %s of %s have been corrected or retracted", at.Source, at.Benchmark, at.Day)
	}
	first := sel.kept[0]
	src, err := o.db.Source(ctx, at.Source)
	if err != nil {
		return nil, err
	}
	here := fmt.Sprintf("%s of %s on %s", at.Benchmark, at.Source, at.Day)
	o.hintMissed("%[1]s is not on "+strings.ReplaceAll(here, "%", "%%")+", and not drawn; 'provenance show %[1]s' says where it has scores", sel.has)
	days, err := o.otherDays(ctx, at, sel.kept)
	if err != nil {
		return nil, err
	}
	b := &charts.Leaderboard{Board: boardName(first.BenchmarkName, at.Day, src), Unit: unitName(first.Unit), LowerIsBetter: !first.HigherIsBetter}
	b.Elsewhere = len(rows) - len(sel.kept)
	if first.Setting != "" && distinct(sel.kept, func(s Score) string { return s.Setting }) == 1 {
		b.Board += " (" + first.Setting + ")"
	}
	if len(days.What) > 0 {
		b.Day = at.Day
	}
	o.sortBoard(sel.kept)
	names, notes := boardNames(sel.kept)
	drawn := limit(o, sel.kept, "entries", "")
	b.Left = len(sel.kept) - len(drawn)
	b.Entries = o.boardEntries(drawn, names)
	if len(o.named()) == 0 {
		b.ChosenAs = "released, same model name"
	}
	o.leave(sel.left...)
	o.note(notes...)
	o.leave(days)
	o.noteAsOf()
	o.sources = []string{at.Source}
	return b, nil
}

// findBoard chooses the board.
func (o *drawing) findBoard(ctx context.Context) (at board, err error) {
	f := boardFilter{Entries: o.named(), Day: o.Day, Until: o.AsOf}
	if len(o.Sources) == 1 {
		f.Source = o.Sources[0]
	}
	if len(o.Benchmarks) == 1 {
		f.Benchmark = o.Benchmarks[0]
	}
	if at, err = o.db.LargestBoard(ctx, f); err != nil {
		return at, err
	}
	if at != (board{}) && f.Source != "" && f.Benchmark == "" { // of the benchmark that was chosen, the latest day
		f.Benchmark = at.Benchmark
		if at, err = o.db.LargestBoard(ctx, f); err != nil {
			return at, err
		}
	}
	if at == (board{}) {
		return at, errNothing("no score%s is on record; %s", o.asked(), o.seeAlso())
	}
	return at, nil
}

// boardEntries are the entries of a board. Those that were named are labelled; where
// none was, the released variants of models of which the board lists another one too.
func (o *drawing) boardEntries(scores []Score, names []string) (out []charts.Entry) {
	hidden, public := map[string]bool{}, map[string]bool{} // models with such an entry
	for _, s := range scores {
		hidden[s.Model] = hidden[s.Model] || s.hidden()
		public[s.Model] = public[s.Model] || s.release() == charts.Released
	}
	for i, s := range scores {
		e := charts.Entry{Name: names[i], Unresolved: s.Variant == "", Score: chartScore(s)}
		e.Footnote = whyHidden(s)
		if e.Chosen = o.isNamed(s); len(o.named()) == 0 {
			e.Chosen = hidden[s.Model] && public[s.Model] && e.Release != charts.Unknown
		}
		out = append(out, e)
	}
	return out
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
// with most entries. A name in several settings is an entry in each.
func (o *drawing) keepOneScale(sel *Selection[Score]) {
	type scale struct {
		metric string
		style  sql.NullBool
	}
	scaleOf := func(s Score) scale { return scale{s.Metric, s.StyleControl} }
	best := preferred(sel.kept, func(Score) bool { return true }, scaleOf, func(in []Score) []int {
		return []int{count(in, o.isNamed), len(in), rankOf(in[0].HigherIsBetter)}
	})[true]
	sel.keep(OtherScale, func(s Score) bool { return scaleOf(s) == best }, func(s Score) string {
		if s.Metric != best.metric {
			return s.MetricName
		}
		return styleOf(s)
	})
}

// isNamed reports whether a score is of what was named.
func (o *drawing) isNamed(s Score) bool {
	return len(o.named()) > 0 && s.Variant != "" && o.wants(s.Entry)
}

// boardNames are the names of entries as printed, with their section, and with
// their setting where a name stands in several. Where none does and they are not
// all in one, a footnote says so.
func boardNames(scores []Score) (names, notes []string) {
	var settings []string
	first, several := map[string]int64{}, map[string]bool{} // by name and section
	key := func(s Score) string { return s.ListedAs + "\x1f" + s.Section }
	for _, s := range scores {
		settings = append(settings, s.Setting)
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
	if stated := textsOf(scores, settingOf); len(several) == 0 && len(stated) > 1 {
		notes = append(notes, "Not all entries are in the same setting: "+joinFew(stated, "; ")+".")
	}
	return names, notes
}

// otherDays are the days, besides the one drawn, on which the board was printed,
// as far as they were asked for.
func (o *drawing) otherDays(ctx context.Context, at board, scores []Score) (Left, error) {
	seen := map[string]bool{}
	for _, s := range scores {
		days, err := o.db.SnapshotDays(ctx, at.Source, at.Benchmark, s.Metric, s.Protocol)
		if err != nil {
			return Left{}, err
		}
		for _, d := range days {
			if d != at.Day && o.wantsDay(d) {
				seen[d] = true
			}
		}
		if len(scores) > 100 { // a long board has one setting, or the first tells
			break
		}
	}
	return Left{Reason: OtherDay, What: sortedKeys(seen)}, nil
}

// sortBoard puts the best first, or what the board ranks first.
func (o *drawing) sortBoard(scores []Score) {
	slices.SortStableFunc(scores, func(a, b Score) int {
		byScore := cmp.Compare(b.rank(), a.rank())
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
