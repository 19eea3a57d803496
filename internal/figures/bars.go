package figures

import (
	"context"
	"fmt"
	"slices"

	"provenance/internal/charts"
)

// A barsFigure is models by benchmarks, as one source prints them.
type barsFigure struct {
	*drawing
	from string // the source that is drawn
}

// records makes the figure's records.
func (o *barsFigure) records(ctx context.Context) (*charts.Bars, error) {
	if err := o.chooseSource(ctx); err != nil {
		return nil, err
	}
	sel, err := o.selectScores(ctx)
	if err != nil {
		return nil, err
	}
	return o.recordsOf(ctx, sel)
}

// chooseSource takes the source that was asked for, else the one that prints most of
// the models and benchmarks that were.
func (o *barsFigure) chooseSource(ctx context.Context) (err error) {
	if len(o.Sources) == 1 {
		o.from = o.Sources[0]
		return nil
	}
	o.from, err = o.db.TableSource(ctx, tableFilter{Entries: o.named(), Benchmarks: o.Benchmarks, Until: o.AsOf})
	if err != nil || o.from != "" {
		return err
	}
	if words := o.asked(); words != "" {
		return errNothing("no score%s is on record; see 'provenance list models' and 'provenance list benchmarks'", words)
	}
	return errNothing("no score of a known variant is on record; see 'provenance list sources' and 'provenance resolve'")
}

// selectScores selects the scores of the figure.
func (o *barsFigure) selectScores(ctx context.Context) (*selection, error) {
	scores, err := o.db.FigureScores(ctx, o.from)
	if err != nil {
		return nil, err
	}
	sel := newSelection(scores)
	sel.all = slices.DeleteFunc(sel.all, func(s entryScore) bool { return !o.wantsDay(s.ReportedOn) })
	sel.scores = slices.DeleteFunc(sel.scores, func(s entryScore) bool {
		return !o.wantsVariant(s.Variant, s.Model) || !o.wantsBenchmark(s.Benchmark) || !o.wantsDay(s.ReportedOn)
	})
	if len(o.Benchmarks) == 0 {
		sel.keepOneUnit()
	}
	if err := o.noteAmbiguous(ctx, sel); err != nil {
		return nil, err
	}
	sel.keepOneStage(o.named(), o.Benchmarks)
	sel.keepOneMetric()
	sel.keepOneStyle()
	sel.keepOneSetting()
	sel.keepOneDay(o.Day, len(o.named()) > 0)
	if len(sel.scores) == 0 {
		return nil, o.whyNothing(ctx, len(scores))
	}
	return sel, nil
}

// noteAmbiguous lists the names that are left out because they may mean several
// variants.
func (o *barsFigure) noteAmbiguous(ctx context.Context, sel *selection) error {
	names, how, err := o.db.OpenNames(ctx, o.from)
	if err != nil {
		return err
	}
	var out []string
	for i, n := range names {
		if how[i] == "ambiguous" {
			out = append(out, n)
		}
	}
	if len(out) > 0 && len(o.named()) == 0 {
		sel.partial = true
		sel.notes = append(sel.notes, "Left out, for they may stand for several variants: "+joinFew(out, ", ")+".")
	}
	return nil
}

// whyNothing says why there is nothing to draw.
func (o *barsFigure) whyNothing(ctx context.Context, known int) error {
	look := fmt.Sprintf("see 'provenance query \"SELECT DISTINCT listed_as, variant, benchmark, reported_on FROM score_details WHERE source = '%s'\"'", o.from)
	if known == 0 {
		names, how, err := o.db.OpenNames(ctx, o.from)
		if err != nil {
			return err
		}
		if len(names) == 0 {
			return errNothing("no score of %s is on record", o.from)
		}
		why := "stands for no variant on record"
		if how[0] == "ambiguous" {
			why = "is ambiguous: it may stand for several variants"
		}
		return errNothing("it is not known which variants the scores of %s are of; %q %s (see 'provenance show %q'; %s in all)", o.from, names[0], why, names[0], plural(len(names), "such name"))
	}
	return errNothing("%s prints no score%s; %s", o.from, o.asked(), look)
}

// recordsOf makes the records of the scores that were selected.
func (o *barsFigure) recordsOf(ctx context.Context, sel *selection) (*charts.Bars, error) {
	benchmarks, entries := o.pickEntries(sel.scores)
	first := sel.scores[0]
	b := &charts.Bars{Partial: sel.partial}
	names := sel.names(entries, o.SameName)
	for _, e := range entries {
		b.Series = append(b.Series, charts.Series{Name: names[e]})
	}
	day := sel.dayOf(benchmarks, entries)
	var mixed []string // benchmarks
	for _, bench := range benchmarks {
		if label := o.addBenchmark(b, sel, bench, entries, names); day == "" {
			if d := sel.dayOf([]string{bench}, entries); d != "" {
				b.Benchmarks[len(b.Benchmarks)-1] += " (" + d + ")"
			} else {
				mixed = append(mixed, label)
			}
		}
	}
	o.noteLeft("This source printed the scores of the models on different days, each once: ", mixed, ", ")
	o.noteUndrawn(b, sel, benchmarks, entries)
	o.note(sel.notes...)
	o.noteAsOf()
	o.note(sel.settingsDiffer(benchmarks, entries)...)
	o.note(evenDecimals(b)...)
	o.hints = append(o.hints, sel.hints...)
	o.noteUnknown(sel, entries, names, b)
	o.noteLeft("Not drawn, for want of a score on these terms in this source: ", o.absent(sel.scores), ", ")
	src, err := o.describe(ctx, o.from)
	if err != nil {
		return nil, err
	}
	b.Subject = "Scores in " + src.Slug
	if src.Title != "" {
		b.Subject = "Scores in “" + src.Title + "”"
	}
	if src.Publisher != "" {
		b.Subject += " by " + src.Publisher
	}
	if day != "" && (sel.days || first.Live) {
		b.Subject += ", as printed on " + day
	}
	if note := sel.otherDays(benchmarks, entries); note != "" {
		o.note(note)
		b.Day = day
	}
	o.sources = []string{o.from}
	return b, nil
}

// noteUnknown lists the entries of which it is not known whether the public could get them,
// and why: no event is on record, or the name is of no variant on record.
func (o *barsFigure) noteUnknown(sel *selection, entries []string, names map[string]string, b *charts.Bars) {
	events, variants := map[string]bool{}, map[string]bool{}
	for j, e := range entries {
		unknown := slices.ContainsFunc(b.Values, func(row []*charts.Value) bool { return row[j] != nil && row[j].Release == charts.Unknown })
		unresolved := slices.ContainsFunc(sel.scores, func(s entryScore) bool { return s.entry == e && s.unresolved() })
		switch {
		case unknown && unresolved:
			variants[names[e]] = true
		case unknown:
			events[names[e]] = true
		}
	}
	o.noteLeft("Status unknown, no release event on record: ", sortedKeys(events), ", ")
	o.noteLeft("Status unknown, the name is of no variant on record: ", sortedKeys(variants), ", ")
}

// addBenchmark adds a benchmark and returns its name.
func (o *barsFigure) addBenchmark(b *charts.Bars, sel *selection, bench string, entries []string, names map[string]string) string {
	row := make([]*charts.Value, len(entries))
	label, unit, lower := "", "", false
	for _, s := range sel.scores {
		j := slices.Index(entries, s.entry)
		if s.Benchmark != bench || j < 0 {
			continue
		}
		label, unit, lower = s.BenchmarkName, unitName(s.Unit), !s.HigherIsBetter
		text := printedNumber(s.Printed, s.Value)
		if row[j] != nil {
			if row[j].Value != s.Value {
				o.notef("%s on %s: the source prints %s and %s; the first is drawn.", names[s.entry], s.BenchmarkName, row[j].Printed, text)
			}
			continue
		}
		row[j] = &charts.Value{Value: s.Value, Printed: text, CILow: optional(s.CILow), CIHigh: optional(s.CIHigh), StdErr: optional(s.StdErr), Release: ReleaseOf(s.Status)}
		if row[j].Release == charts.NotReleased {
			row[j].Footnote = names[s.entry] + ": " + hiddenBecause(s.Flag, s.ReportedOn, s.Status) + "."
		}
	}
	b.Benchmarks, b.Units, b.Lower = append(b.Benchmarks, label), append(b.Units, unit), append(b.Lower, lower)
	b.Values = append(b.Values, row)
	return label
}

// absent returns the models and benchmarks that were named and are not drawn.
func (o *barsFigure) absent(scores []entryScore) []string {
	var out []string
	for _, m := range o.named() {
		if !slices.ContainsFunc(scores, func(s entryScore) bool { return s.Variant == m || s.Model == m }) {
			out = append(out, m)
		}
	}
	for _, b := range o.Benchmarks {
		if !slices.ContainsFunc(scores, func(s entryScore) bool { return s.Benchmark == b }) {
			out = append(out, b)
		}
	}
	return out
}
