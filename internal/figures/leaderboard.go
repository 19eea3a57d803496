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
	every := &drawing{} // all entries are drawn; those that were named are only labelled
	sel := selectFrom(every, scoresOf(rows), entryOf)
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
	best := slices.MaxFunc(sel.kept, func(a, b Score) int { return cmp.Compare(a.orderValue(), b.orderValue()) })
	match := worstMatch(best, sel.kept)
	b.OtherSettings, b.Unstated = match == otherSettings, match == unstatedSettings
	best.Rank = sql.NullInt64{} // the title speaks of ranks
	b.Contradicted = contradicted(best, unranked(sel.all), false) && !contradicted(best, unranked(sel.kept), false)
	o.sortBoard(sel.kept)
	names, notes := boardNames(sel.kept)
	drawn := limit(o, sel.kept, "entries", "")
	o.miss(o.named(), "%[1]s is not on "+strings.ReplaceAll(here, "%", "%%")+", and not drawn; 'provenance show %[1]s' says where it has scores", (&Selection[Score]{kept: drawn, entry: entryOf}).has)
	b.BeyondLimit = len(sel.kept) - len(drawn)
	b.Entries = o.boardEntries(drawn, names)
	if len(o.named()) == 0 {
		b.ChosenAs = "released, same model name"
	}
	o.omit(sel.omitted...)
	o.note(notes...)
	o.omit(days)
	o.noteAsOf()
	o.sources = []string{at.Source}
	return b, nil
}

// unranked returns scores without their printed ranks.
func unranked(scores []Score) []Score {
	out := slices.Clone(scores)
	for i := range out {
		out[i].Rank = sql.NullInt64{}
	}
	return out
}

// findBoard chooses the snapshot to draw.
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
	if at != (board{}) && (f.Source == "" || f.Benchmark == "") { // the latest day of the board that was chosen
		f.Source, f.Benchmark = at.Source, at.Benchmark
		if at, err = o.db.LargestBoard(ctx, f); err != nil {
			return at, err
		}
	}
	if at == (board{}) {
		return at, errNothing("no score%s is on record; %s", o.asked(), o.seeAlso())
	}
	return at, nil
}

// boardEntries returns the entries of a board. Entries that were named are labelled. If
// none was, it labels the public and the not public variants of models that have both on
// the board.
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

// boardName names what is drawn: a benchmark on a day, and the publisher if the source is
// a document instead of a board.
func boardName(benchmark, day string, src sourceInfo) string {
	if slices.Contains([]string{"paper", "model_card", "vendor_blog"}, src.Kind) && src.Publisher != "" {
		return benchmark + " as reported by " + src.Publisher + " on " + day
	}
	return benchmark + " on " + day
}

// keepOneScale keeps the scores of one scale of a snapshot: one metric, with or without
// style control. It chooses the scale with the most entries that were named, then the one
// with the most entries. A name with several settings is one entry for each setting.
func (o *drawing) keepOneScale(sel *Selection[Score]) {
	type scale struct {
		metric string
		style  sql.NullBool
	}
	scaleOf := func(s Score) scale { return scale{s.Metric, s.StyleControl} }
	best := preferred(sel.kept, func(Score) bool { return true }, scaleOf, func(in []Score) []int {
		return []int{count(in, o.isNamed), len(in), boolToInt(in[0].HigherIsBetter)}
	})[true]
	sel.keep(OtherScale, func(s Score) bool { return scaleOf(s) == best }, func(s Score) string {
		if s.Metric != best.metric {
			return s.MetricName
		}
		return styleOf(s)
	})
}

// isNamed reports whether the request names the variant, the model or the unresolved name
// of a score.
func (o *drawing) isNamed(s Score) bool {
	return len(o.named()) > 0 && o.wants(s.Entry)
}

// boardNames returns the names of entries as printed, with the section, and with the
// setting if a name has several. If no name has several but the settings differ, it
// returns a footnote that says so.
func boardNames(scores []Score) (names, notes []string) {
	var settings []string
	// By name and section: the setting of the last score, and whether there are several.
	last, several := map[string]int64{}, map[string]bool{}
	key := func(s Score) string { return s.ListedAs + "\x1f" + s.Section }
	for _, s := range scores {
		settings = append(settings, s.Setting)
		if p, ok := last[key(s)]; ok && p != s.Protocol {
			several[key(s)] = true
		}
		last[key(s)] = s.Protocol
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

// otherDays returns the days other than the drawn one on which the board was published,
// within the period that was asked for.
func (o *drawing) otherDays(ctx context.Context, at board, scores []Score) (Omission, error) {
	seen := map[string]bool{}
	for _, s := range scores {
		days, err := o.db.SnapshotDays(ctx, at.Source, at.Benchmark, s.Metric, s.Protocol)
		if err != nil {
			return Omission{}, err
		}
		for _, d := range days {
			if d != at.Day && o.wantsDay(d) {
				seen[d] = true
			}
		}
		if len(scores) > 100 { // a long board has one setting, or the first score shows it
			break
		}
	}
	return Omission{Reason: OtherDay, What: sortedKeys(seen)}, nil
}

// sortBoard sorts by score, or by the rank that the board prints, best first.
func (o *drawing) sortBoard(scores []Score) {
	slices.SortStableFunc(scores, func(a, b Score) int {
		byScore := cmp.Compare(b.orderValue(), a.orderValue())
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
