package figures

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"provenance/internal/charts"
)

// arrangeBars arranges the scores that one source prints: models by benchmarks.
func arrangeBars(ctx context.Context, o *drawing) (Records, error) {
	t, err := o.selectSourceTable(ctx)
	if err != nil {
		return nil, err
	}
	benchmarks := o.pickBenchmarks(t.kept)
	entries := o.pickEntries(t.kept, benchmarks)
	names := t.names(entries, o.SameName)
	b := &charts.Bars{Partial: t.partial()}
	for _, e := range entries {
		b.Series = append(b.Series, charts.Series{Name: names[e]})
	}
	day := ""
	if days := t.daysOf(benchmarks, entries); len(days) == 1 {
		day = days[0]
	}
	var mixed []string // benchmarks
	for _, bench := range benchmarks {
		o.addBenchmark(b, t, bench, entries, names)
		days := t.daysOf([]string{bench}, entries)
		switch {
		case day != "":
		case len(days) == 1:
			b.Benchmarks[len(b.Benchmarks)-1] += " (" + days[0] + ")"
		case len(days) > 1:
			mixed = append(mixed, t.drawnOn(bench)[0].BenchmarkName)
		}
	}
	if len(mixed) > 0 {
		o.note("This source printed the scores of the models on different days, each once: " + strings.Join(mixed, ", ") + ".")
	}
	o.noteUndrawn(b, t, benchmarks, entries)
	o.noteClaims(b, t, benchmarks, entries)
	o.omit(t.omitted...)
	o.noteAsOf()
	o.note(t.settingsDiffer(benchmarks, entries)...)
	o.note(evenDecimals(b)...)
	o.noteUnknown(t, benchmarks, entries, names)
	absent := o.absent(t, t.drawn(benchmarks, entries))
	o.miss(absent, "%[1]s is not in the figure: "+strings.ReplaceAll(t.source, "%", "%%")+" has no score of it that can be compared; 'provenance show %[1]s' shows what is on record", func(string) bool { return false })
	o.omit(Omission{Reason: NoScore, What: absent})
	src, err := o.describe(ctx, t.source)
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
	if day != "" && (t.severalDays || t.kept[0].Live) {
		b.Subject += ", as printed on " + day
	}
	if omission := t.otherDays(benchmarks, entries); len(omission.What) > 0 {
		o.omit(omission)
		b.Day = day
	}
	return b, nil
}

// addBenchmark adds a benchmark with its drawn scores. It may have none: the entries are
// chosen over all benchmarks.
func (o *drawing) addBenchmark(b *charts.Bars, t *sourceTable, bench string, entries []string, names map[string]string) {
	row := make([]*charts.Score, len(entries))
	for _, s := range t.drawn([]string{bench}, entries) {
		j := slices.Index(entries, s.key)
		v := chartScore(s)
		if row[j] != nil {
			if row[j].Value != s.Value {
				o.notef("%s on %s: the source prints %s and %s; the first is drawn.", names[s.key], s.BenchmarkName, row[j].Printed, v.Printed)
			}
			continue
		}
		if s.hidden() {
			v.Footnote = names[s.key] + ": " + hiddenBecause(s) + "."
		}
		row[j] = &v
	}
	first := t.drawnOn(bench)[0]
	b.Benchmarks, b.Units, b.Lower = append(b.Benchmarks, first.BenchmarkName), append(b.Units, unitName(first.Unit)), append(b.Lower, !first.HigherIsBetter)
	b.Values = append(b.Values, row)
}

// noteUnknown lists the entries whose release status is unknown, by the reason: no release
// is on record, or the name is not resolved to a variant.
func (o *drawing) noteUnknown(t *sourceTable, benchmarks, entries []string, names map[string]string) {
	unknown := where(t.drawn(benchmarks, entries), func(s Score) bool { return s.release() == charts.Unknown })
	for _, c := range []struct {
		why      string
		resolved bool
	}{{"no release on record", true}, {"the name is of no variant on record", false}} {
		of := textsOf(where(unknown, func(s Score) bool { return (s.Variant != "") == c.resolved }), func(s Score) string { return names[s.key] })
		if len(of) > 0 {
			o.notef("Status unknown, %s: %s.", c.why, strings.Join(of, ", "))
		}
	}
}

// absent returns the models that were named and have no drawn score, and the benchmarks that
// were named and have no score left.
func (o *drawing) absent(t *sourceTable, drawn []Score) []string {
	return append(where(o.named(), func(slug string) bool {
		return !slices.ContainsFunc(drawn, func(s Score) bool { return isOf(s.Entry, slug) })
	}),
		where(o.Benchmarks, func(slug string) bool { return len(t.drawnOn(slug)) == 0 })...)
}

// pickBenchmarks chooses and orders benchmarks: those that were named, in that order;
// otherwise those with the most entries first.
func (o *drawing) pickBenchmarks(scores []Score) []string {
	on := groups(scores, benchmarkOf)
	if len(o.Benchmarks) > 0 {
		return where(o.Benchmarks, func(b string) bool {
			return slices.ContainsFunc(on, func(g *group[string, Score]) bool { return g.key == b })
		})
	}
	// Ties keep the order of reading, which is mostly the order of the source.
	slices.SortStableFunc(on, func(a, b *group[string, Score]) int {
		return cmp.Or(distinct(b.in, entryKey)-distinct(a.in, entryKey), cmp.Compare(a.in[0].BenchmarkID, b.in[0].BenchmarkID))
	})
	var out []string
	for _, g := range on[:min(len(on), o.Limit)] {
		out = append(out, g.key)
	}
	return out
}

// A candidate is an entry with the facts that decide its position.
type candidate struct {
	Score          // its score on the first benchmark that it has
	first      int // index of that benchmark
	reports    int // number of benchmarks that it has
	hidden     bool
	firstParty bool
	ahead      int // number of entries ahead of it, summed over the benchmarks
}

// tier ranks entries: those that were not public come first, then those that the source
// reports about its own models, then others.
func (c *candidate) tier() int {
	switch {
	case c.hidden:
		return 0
	case c.firstParty:
		return 1
	}
	return 2
}

// pickEntries chooses and orders entries: those that were named, in that order; otherwise
// those that were not public first, then those with the most benchmarks and the best
// scores.
func (o *drawing) pickEntries(scores []Score, benchmarks []string) (entries []string) {
	ahead := countAhead(scores, benchmarks)
	var all []*candidate
	for _, g := range groups(scores, entryKey) {
		c := &candidate{first: len(benchmarks), ahead: ahead[g.key]}
		on := map[string]bool{}
		for _, s := range g.in {
			c.hidden, c.firstParty = c.hidden || s.hidden(), c.firstParty || s.Relationship == "first_party"
			i := slices.Index(benchmarks, s.Benchmark)
			if i < 0 {
				continue
			}
			if on[s.Benchmark] = true; i <= c.first {
				c.first, c.Score = i, s
			}
		}
		if c.reports = len(on); c.reports > 0 {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b *candidate) int {
		byValue, byKey := cmp.Compare(b.orderValue(), a.orderValue()), cmp.Compare(a.key, b.key)
		if o.Sort == "value" {
			return cmp.Or(a.first-b.first, byValue, byKey)
		}
		place := cmp.Or(o.placeNamed(a.Entry)-o.placeNamed(b.Entry), boolToInt(a.Variant == "")-boolToInt(b.Variant == ""),
			min(a.tier(), 1)-min(b.tier(), 1), b.reports-a.reports, a.tier()-b.tier(), a.ahead-b.ahead)
		if len(benchmarks) > 1 {
			return cmp.Or(place, byKey)
		}
		return cmp.Or(place, byValue, byKey)
	})
	if len(o.named()) == 0 {
		all = all[:min(len(all), o.Limit)]
	}
	if o.Sort == "name" { // the order by name does not affect which entries are chosen
		slices.SortFunc(all, func(a, b *candidate) int {
			return cmp.Or(cmp.Compare(strings.ToLower(a.ModelName), strings.ToLower(b.ModelName)), cmp.Compare(a.key, b.key))
		})
	}
	for _, c := range all {
		entries = append(entries, c.key)
	}
	return entries
}

// countAhead returns for each entry how many others are ahead of it, summed over
// the benchmarks.
func countAhead(scores []Score, benchmarks []string) map[string]int {
	ahead := map[string]int{}
	for _, b := range benchmarks {
		best := map[string]float64{}
		for _, s := range scores {
			if old, ok := best[s.key]; s.Benchmark == b && (!ok || s.orderValue() > old) {
				best[s.key] = s.orderValue()
			}
		}
		values := make([]float64, 0, len(best))
		for _, v := range best {
			values = append(values, v)
		}
		slices.Sort(values)
		for e, v := range best {
			i, _ := slices.BinarySearch(values, math.Nextafter(v, math.Inf(1)))
			ahead[e] += len(values) - i
		}
	}
	return ahead
}

// noteUndrawn adds footnotes that say how many entries and benchmarks are not drawn, and
// which of those entries beat all drawn ones. It also passes their values to the figure:
// the title may not call a score the highest that is behind one of them.
func (o *drawing) noteUndrawn(b *charts.Bars, t *sourceTable, benchmarks, entries []string) {
	var ahead []string
	for i, bench := range benchmarks {
		others := t.others(bench, entries)
		values := make([]float64, len(others))
		for k, s := range others {
			values[k] = s.Value
		}
		b.Others = append(b.Others, values)
		if len(others) == 0 {
			continue
		}
		best := others[0]
		for _, s := range others {
			if s.better(best) {
				best = s
			}
		}
		if !slices.ContainsFunc(b.Values[i], func(v *charts.Score) bool {
			return v != nil && (v.Value == best.Value || (v.Value > best.Value) == best.HigherIsBetter)
		}) {
			name := best.ListedAs
			if setting, ok := t.settings[best.key]; ok {
				name += " (" + setting + ")"
			}
			ahead = append(ahead, fmt.Sprintf("%s on %s (%s)", name, b.Benchmarks[i], printedNumber(best.Printed, best.Value)))
		}
	}
	what := "models"
	if t.settings != nil {
		what = "entries"
	}
	var parts []string
	if all := distinct(t.all, entryKey); len(entries) < all {
		parts = append(parts, fmt.Sprintf("%d of %d %s", len(entries), all, what))
	}
	if all := distinct(t.all, benchmarkOf); len(benchmarks) < all {
		parts = append(parts, fmt.Sprintf("%d of %d benchmarks", len(benchmarks), all))
	}
	if len(parts) > 0 {
		o.note(strings.Join(parts, " and ") + " on record from this source are drawn.")
	}
	o.omit(Omission{Reason: Better, What: ahead})
}
