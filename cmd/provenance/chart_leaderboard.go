package main

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/charts"
	"provenance/internal/store"
)

type leaderboardOptions struct {
	chartOutput
	chartSelect
	onDay string
	board store.Board
}

func newChartLeaderboard(a *app) *cobra.Command {
	o := &leaderboardOptions{chartOutput: chartOutput{app: a}}
	cmd := &cobra.Command{
		Use:   "leaderboard",
		Short: "A board's snapshot, entry by entry, with what was not public",
		Long: `Draw one snapshot of a board: the score of every entry by position, with its interval.
What was not public when it was listed is a labelled diamond in the reserved colour;
an entry whose variant has no release event on record is a ring, its status unknown.

--model and --variant name entries to be labelled; without them these are the released
variants of the models that also stand there with one that was not public. The board is
--source on --benchmark on --day. What is not said is taken from the snapshot that lists
most of what is named, or has the most rows, of a leaderboard of ten rows or more and
with something that was not public if there is one; with --source and --benchmark it is
the latest.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart leaderboard -o board.png
  provenance chart leaderboard --source lmarena-csv --benchmark lmarena-text --day 2025-04-11
  provenance chart leaderboard --model llama-4-maverick --limit 100 --theme dark -o board.svg --data board.csv`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context()) },
	}
	o.chartOutput.add(cmd, "leaderboard")
	o.chartSelect.add(a, cmd, 20000, "how many entries at most, from the first", "score", "rank")
	cmd.Flags().StringVar(&o.onDay, "day", "", "the snapshot of this `day`, YYYY-MM-DD")
	return cmd
}

func (o *leaderboardOptions) run(ctx context.Context) error {
	for _, c := range []struct {
		flag  string
		slugs []string
	}{{"--source", o.sources}, {"--benchmark", o.benchmarks}} {
		if len(c.slugs) > 1 {
			return usage("leaderboard draws one board, and %s names %d", c.flag, len(c.slugs))
		}
	}
	if err := checkDay("--day", o.onDay); err != nil {
		return err
	}
	return o.chartSelect.draw(ctx, &o.chartOutput, o.figure)
}

// findBoard chooses the board.
func (o *leaderboardOptions) findBoard(ctx context.Context, db *store.DB) (err error) {
	f := store.BoardFilter{Entries: o.named(), Day: o.onDay, Until: o.asOf}
	if len(o.sources) == 1 {
		f.Source = o.sources[0]
	}
	if len(o.benchmarks) == 1 {
		f.Benchmark = o.benchmarks[0]
	}
	if o.board, err = db.LargestBoard(ctx, f); err != nil {
		return err
	}
	if o.board == (store.Board{}) {
		words := o.words()
		if o.onDay != "" {
			words += " on the day " + o.onDay
		}
		return fmt.Errorf("there is nothing to draw: no score%s is on record; see 'provenance query \"SELECT DISTINCT source, benchmark, reported_on FROM score_details\"'", words)
	}
	return nil
}

func (o *leaderboardOptions) figure(ctx context.Context, db *store.DB) (*charts.Figure, error) {
	if err := o.findBoard(ctx, db); err != nil {
		return nil, err
	}
	scores, err := db.FigureBoard(ctx, o.board.Source, o.board.Benchmark, o.board.Day)
	if err != nil {
		return nil, err
	}
	onBoard := len(scores)
	scores, left := o.alike(scores)
	if len(scores) == 0 {
		return nil, fmt.Errorf("there is nothing to draw: all scores of %s on %s of %s have been corrected or retracted", o.board.Source, o.board.Benchmark, o.board.Day)
	}
	first := scores[0]
	src, err := db.Source(ctx, o.board.Source)
	if err != nil {
		return nil, err
	}
	b := &charts.Leaderboard{Title: o.title, Board: boardName(first.BenchmarkName, o.board.Day, src), Unit: cmp.Or(unitSigns[first.Unit], first.Unit), LowerIsBetter: !first.HigherIsBetter}
	b.Elsewhere = onBoard - len(scores)
	if first.Setting != "" && !slices.ContainsFunc(scores, func(s store.FigureScore) bool { return s.Setting != first.Setting }) {
		b.Board += " (" + first.Setting + ")"
	}
	o.order(scores)
	if len(scores) > o.limit {
		b.Left = len(scores) - o.limit
		b.Notes = append(b.Notes, fmt.Sprintf("The first %d of %d entries are drawn.", o.limit, len(scores)))
		scores = scores[:o.limit]
	}
	hidden, public := map[string]bool{}, map[string]bool{} // models with such an entry
	for _, s := range scores {
		switch released(s.Status) {
		case charts.NotReleased:
			hidden[s.Model] = true
		case charts.Released:
			public[s.Model] = true
		}
	}
	if len(o.named()) == 0 {
		b.ChosenAs = "released, same model name"
	}
	for _, s := range scores {
		e := charts.Entry{Name: s.ListedAs, Value: s.Value, Printed: printed(s.Printed, s.Value), CILow: ptr(s.CILow), CIHigh: ptr(s.CIHigh), StdErr: ptr(s.StdErr),
			Rank: int(s.Rank.Int64), Release: released(s.Status)}
		if s.Section != "" {
			e.Name += " (" + s.Section + ")"
		}
		e.Footnote = whyHidden(s)
		if len(o.named()) > 0 {
			e.Chosen = s.Variant != "" && o.entry(s.Variant, s.Model)
		} else {
			e.Chosen = hidden[s.Model] && public[s.Model] && e.Release != charts.Unknown
		}
		b.Entries = append(b.Entries, e)
	}
	b.Notes = append(b.Notes, left...)
	b.Notes = append(b.Notes, o.chartSelect.notes()...)
	if b.Sources, err = o.sourceLines(ctx, db, []string{o.board.Source}); err != nil {
		return nil, err
	}
	if b.Stamp, err = o.stamp(ctx, db); err != nil {
		return nil, err
	}
	return b.Figure()
}

// boardName names what is drawn: a benchmark on a day, and of a document that is
// no board whose it is.
func boardName(benchmark, day string, src store.SourceInfo) string {
	if slices.Contains([]string{"paper", "model_card", "vendor_blog"}, src.Kind) && src.Publisher != "" {
		return benchmark + " as reported by " + src.Publisher + " on " + day
	}
	return benchmark + " on " + day
}

// alike keeps of a snapshot one metric, with or without style control, which is a
// scale of its own: what lists most of what is named, or most entries. Of an entry
// in several settings it keeps the one that most entries share. It says what it
// left out.
func (o *leaderboardOptions) alike(scores []store.FigureScore) (kept []store.FigureScore, notes []string) {
	type scale struct {
		metric string
		style  sql.NullBool
	}
	type entry struct{ name, section string }
	scaleOf := func(s store.FigureScore) scale { return scale{s.Metric, s.StyleControl} }
	named, all, better, sharing := map[scale]int{}, map[scale]int{}, map[scale]int{}, map[int64]int{}
	var scales []scale
	for _, s := range scores {
		k := scaleOf(s)
		sharing[s.Protocol]++
		if s.HigherIsBetter {
			better[k] = 1
		}
		if all[k]++; all[k] == 1 {
			scales = append(scales, k)
		}
		if len(o.named()) > 0 && s.Variant != "" && o.entry(s.Variant, s.Model) {
			named[k]++
		}
	}
	if len(scales) == 0 {
		return nil, nil
	}
	best := slices.MaxFunc(scales, func(a, b scale) int { // the first of equals
		return cmp.Or(named[a]-named[b], all[a]-all[b], better[a]-better[b])
	})
	setting := map[entry]int64{}
	for _, s := range scores {
		e := entry{s.ListedAs, s.Section}
		if old, ok := setting[e]; scaleOf(s) == best && (!ok || sharing[s.Protocol] > sharing[old]) {
			setting[e] = s.Protocol
		}
	}
	left := map[string]bool{}
	for _, s := range scores {
		if scaleOf(s) == best && s.Protocol == setting[entry{s.ListedAs, s.Section}] {
			kept = append(kept, s)
			continue
		}
		left[s.MetricName+", "+cmp.Or(s.Setting, "setting not stated")] = true
	}
	if len(left) > 0 {
		notes = append(notes, fmt.Sprintf("Left out, %s in another metric or setting: %s.", plural(len(scores)-len(kept), "score"), strings.Join(sortedKeys(left), "; ")))
	}
	return kept, notes
}

// order puts the best first, or what the board ranks first.
func (o *leaderboardOptions) order(scores []store.FigureScore) {
	slices.SortStableFunc(scores, func(a, b store.FigureScore) int {
		byScore := cmp.Compare(b.Value, a.Value)
		if !a.HigherIsBetter {
			byScore = -byScore
		}
		if o.sort == "score" {
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

// whyHidden is the footnote of a score of what was not public, without its day,
// which stands elsewhere on the figure; "" for other scores.
func whyHidden(s store.FigureScore) string {
	if released(s.Status) != charts.NotReleased {
		return ""
	}
	if _, why, ok := strings.Cut(s.Flag, "; "); ok {
		return s.VariantName + ": " + why + "."
	}
	return s.VariantName + ": " + strings.ReplaceAll(s.Status, "_", " ") + " when reported; no public preview or release on record by then."
}
