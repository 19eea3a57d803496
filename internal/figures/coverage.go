package figures

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/charts"
	"provenance/internal/model"
)

// mostChosen is how many benchmarks a coverage figure shows when it is not about a suite.
const mostChosen = 15

// A coverageBase is the set of benchmarks that variants are judged by (those of a suite,
// or others), with the selected scores on them.
type coverageBase struct {
	*Selection[Score]
	suite      suiteInfo
	soleSource string // set only when no name is resolved: the one source whose benchmarks are shown
	benchmarks []benchmarkName
}

// findBase chooses the benchmarks:
//   - those that were named, or those of the suite that was named;
//   - otherwise the first suite with a score of a variant that was not public when it was
//     reported;
//   - otherwise the first suite with any score;
//   - otherwise the benchmarks that most variants have.
func (o *drawing) findBase(ctx context.Context) (*coverageBase, error) {
	suites, err := o.db.Suites(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case o.Suite != "":
		i := slices.IndexFunc(suites, func(s suiteInfo) bool { return s.Suite == o.Suite })
		if i < 0 {
			return nil, o.noSuite(suites)
		}
		return o.readScores(ctx, suites[i], o.Benchmarks)
	case len(o.Benchmarks) > 0:
		return o.readScores(ctx, suiteInfo{}, o.Benchmarks)
	}
	if len(o.Sources) > 0 { // suites that one of them defines come first
		slices.SortStableFunc(suites, func(a, b suiteInfo) int { return cmp.Compare(o.defines(b), o.defines(a)) })
	}
	var first *coverageBase
	for _, s := range suites {
		if o.AsOf != "" && s.Since > o.AsOf { // not defined yet on that day
			continue
		}
		if first != nil && o.defines(s) < o.defines(first.suite) {
			break
		}
		b, err := o.readScores(ctx, s, nil)
		switch {
		case err != nil:
			return nil, err
		case len(b.kept) == 0 || b.kept[0].Variant == "":
			continue
		case slices.ContainsFunc(b.kept, func(s Score) bool { return s.Variant != "" && s.hidden() }):
			return b, nil
		}
		if first == nil {
			first = b
		}
	}
	if first != nil {
		return first, nil
	}
	chosen, soleSource, err := o.mostCovered(ctx)
	if err != nil {
		return nil, err
	}
	b, err := o.readScores(ctx, suiteInfo{}, chosen)
	if err != nil {
		return nil, err
	}
	b.soleSource = soleSource
	b.keep(OtherSource, func(s Score) bool { return soleSource == "" || s.Source == soleSource }, func(s Score) string { return s.Source })
	return b, nil
}

// noSuite returns the error for a named suite that is not on record.
func (o *drawing) noSuite(suites []suiteInfo) error {
	var names []string
	for _, s := range suites {
		names = append(names, s.Suite)
	}
	if near := model.Closest(o.Suite, names); near != "" {
		return fmt.Errorf("no suite %q on record (did you mean %q?)", o.Suite, near)
	}
	if len(names) == 0 {
		return fmt.Errorf("no suite %q on record, nor another; name benchmarks with --benchmark", o.Suite)
	}
	return fmt.Errorf("no suite %q on record; there are %s", o.Suite, strings.Join(names, ", "))
}

// defines returns 1 if one of the chosen sources defines the suite, else 0.
func (o *drawing) defines(s suiteInfo) int {
	return boolToInt(slices.ContainsFunc(s.Sources, func(slug string) bool { return slices.Contains(o.Sources, slug) }))
}

// mostCovered returns the benchmarks that most of the selected variants have. If no
// variant has any, it returns those of the source that prints the most, and that source:
// the same name in two sources may mean different variants.
func (o *drawing) mostCovered(ctx context.Context) (benchmarks []string, soleSource string, err error) {
	counts, err := o.db.CoverageCounts(ctx, o.AsOf)
	if err != nil {
		return nil, "", err
	}
	counts = slices.DeleteFunc(counts, func(c coverageCount) bool {
		return !o.wantsSource(c.Source) || !o.wants(entry{Variant: c.Variant, Model: c.Model})
	})
	if !slices.ContainsFunc(counts, func(c coverageCount) bool { return c.Variant != "" }) {
		printed := map[string]int{} // by source: number of benchmarks
		for _, c := range counts {
			if printed[c.Source]++; printed[c.Source] > printed[soleSource] || printed[c.Source] == printed[soleSource] && c.Source < soleSource {
				soleSource = c.Source
			}
		}
		counts = slices.DeleteFunc(counts, func(c coverageCount) bool { return c.Source != soleSource })
	}
	all, on, names := map[string]bool{}, sets[string]{}, map[string]int{}
	for _, c := range counts {
		all[c.Benchmark] = true
		names[c.Benchmark] += c.Names
		if c.Variant != "" {
			on.add(c.Benchmark, c.Variant)
		}
	}
	benchmarks = sortedKeys(all)
	slices.SortStableFunc(benchmarks, func(a, b string) int { return cmp.Or(len(on[b])-len(on[a]), names[b]-names[a]) })
	return benchmarks[:min(len(benchmarks), mostChosen)], soleSource, nil
}

// readScores reads the selected scores on the benchmarks of a suite, or on those with the
// given slugs. Unresolved names are kept only if no variant has a score; each is then an
// entry of its own.
func (o *drawing) readScores(ctx context.Context, suite suiteInfo, slugs []string) (*coverageBase, error) {
	filter := scoresFilter{Suite: suite.Suite, Benchmarks: slugs, Names: true}
	benchmarks, err := o.db.CoverageBenchmarks(ctx, filter)
	if err != nil {
		return nil, err
	}
	rows, err := o.db.CoverageScores(ctx, filter)
	if err != nil {
		return nil, err
	}
	b := &coverageBase{suite: suite, benchmarks: benchmarks, Selection: selectFrom(o, scoresOf(rows), entryOf)}
	known := slices.ContainsFunc(b.kept, func(s Score) bool { return s.Variant != "" })
	b.keep(UnresolvedName, func(s Score) bool { return !known || s.Variant != "" }, func(s Score) string { return s.ListedAs })
	return b, nil
}

// arrangeCoverage arranges who reported which scores: benchmarks by variants.
func arrangeCoverage(ctx context.Context, o *drawing) (Records, error) {
	b, err := o.findBase(ctx)
	if err != nil {
		return nil, err
	}
	if len(b.kept) == 0 {
		return nil, errNothing("no score%s is on record; %s", o.asked(), o.seeAlso())
	}
	all := coverageColumns(b.kept)
	columns := o.chooseColumns(all)
	shown := where(b.kept, func(s Score) bool {
		return slices.ContainsFunc(columns, func(k *coverageColumn) bool { return k.key == s.key })
	})
	o.miss(o.named(), nothingOnRecord, func(slug string) bool {
		return slices.ContainsFunc(shown, func(s Score) bool { return s.Variant == slug || s.Model == slug })
	})
	o.miss(o.Benchmarks, "%[1]s is not a benchmark of the suite "+strings.ReplaceAll(o.Suite, "%", "%%")+", and not drawn", func(slug string) bool {
		return slices.ContainsFunc(b.benchmarks, func(n benchmarkName) bool { return n.Slug == slug })
	})
	missSources(o, shown, entryOf)
	c := &charts.Coverage{Variants: coverageVariants(columns)}
	o.fillMatrix(c, b, columns)
	if b.suite.Suite != "" {
		c.Subject = fmt.Sprintf("The benchmarks of the suite %s (%s)", b.suite.Suite, strings.Join(b.suite.Sources, ", "))
	}
	if b.soleSource != "" {
		c.Subject = "What " + b.soleSource + " prints"
	}
	if o.AsOf != "" {
		c.Within = "by " + o.AsOf
	}
	if len(o.Sources) > 0 {
		c.Within = strings.TrimSpace(c.Within + " in " + strings.Join(o.Sources, ", "))
		o.note("Only what these sources print: " + strings.Join(o.Sources, ", ") + ". A blank cell may have a score elsewhere.")
	}
	o.noteAsOf()
	what := "variants"
	if columns[0].Variant == "" {
		what = "names"
		o.note("These names are of no variant on record, so developer and status are not known.")
		o.hintNames()
	} else {
		o.note("Others are the organizations that are not on record as the developer, its company, one of its parts or a co-maker. Variants are exact builds: a score of one build does not apply to its siblings.")
	}
	o.note("What is not on record here may have been reported elsewhere.")
	limit(o, all, what, "--limit, --model and --variant")
	o.omitted = append(o.omitted, b.omitted...) // the subtitle and the notes above mention these
	o.fewSources, o.sources = true, drawnSources(b.suite.Sources, columns, b.kept)
	return c, nil
}

// coverageVariants returns the columns as package charts draws them.
func coverageVariants(columns []*coverageColumn) (out []charts.CoverageVariant) {
	names := uniqueNames(columns, func(k *coverageColumn) entry { return k.Entry })
	for j, k := range columns {
		v := charts.CoverageVariant{Unresolved: k.Variant == "", Name: names[j], Developer: k.Developer, Together: k.Together, Release: charts.Released}
		switch {
		case len(k.hidden) > 0:
			first := slices.MinFunc(k.hidden, func(a, b Score) int { return strings.Compare(a.ReportedOn, b.ReportedOn) })
			v.Release = charts.NotReleased
			v.Footnote = fmt.Sprintf("%s: %s. This holds for %d of its %s here.", names[j], hiddenBecause(first), len(k.hidden), plural(k.total, "score"))
		case k.unknown:
			v.Release = charts.Unknown
		}
		out = append(out, v)
	}
	return out
}

// fillMatrix fills the cells of the benchmarks, and counts what developers reported about
// variants that are not drawn.
func (o *drawing) fillMatrix(c *charts.Coverage, b *coverageBase, columns []*coverageColumn) {
	place, cells, others := map[string]int{}, map[string][]charts.Reported{}, map[string]map[string]charts.Reported{}
	for j, k := range columns {
		place[k.key] = j
	}
	for _, n := range b.benchmarks {
		cells[n.Slug], others[n.Slug] = make([]charts.Reported, len(columns)), map[string]charts.Reported{}
	}
	for _, s := range b.all {
		if j, ok := place[s.key]; ok {
			tally(&cells[s.Benchmark][j], s.Relationship)
			continue
		}
		r := others[s.Benchmark][s.Developer]
		tally(&r, s.Relationship)
		others[s.Benchmark][s.Developer] = r
	}
	covered := func(n benchmarkName) int {
		return count(cells[n.Slug], func(r charts.Reported) bool { return r != (charts.Reported{}) })
	}
	switch o.Sort {
	case "covered":
		slices.SortStableFunc(b.benchmarks, func(a, b benchmarkName) int { return covered(b) - covered(a) })
	case "name":
		slices.SortStableFunc(b.benchmarks, func(a, b benchmarkName) int { return cmp.Compare(a.Name, b.Name) })
	}
	for _, n := range b.benchmarks {
		c.Benchmarks, c.Cells, c.Others = append(c.Benchmarks, n.Name), append(c.Cells, cells[n.Slug]), append(c.Others, others[n.Slug])
	}
}

// tally adds a score to the counts of a cell.
func tally(r *charts.Reported, relationship string) {
	switch relationship {
	case "first_party":
		r.FirstParty++
	case "third_party":
		r.ThirdParty++
	default:
		r.Unstated++
	}
}

// drawnSources returns the sources of the drawn scores: those that define the suite first,
// then those with the most scores. If there are more than eight, the others are only
// counted.
func drawnSources(first []string, columns []*coverageColumn, scores []Score) []string {
	drawn := where(scores, func(s Score) bool {
		return slices.ContainsFunc(columns, func(k *coverageColumn) bool { return k.key == s.key })
	})
	of := groups(drawn, func(s Score) string { return s.Source })
	slices.SortFunc(of, func(a, b *group[string, Score]) int {
		return cmp.Or(len(b.in)-len(a.in), strings.Compare(a.key, b.key))
	})
	out := slices.Clone(first) // each source is named once
	for _, g := range of {
		out = append(out, g.key)
	}
	return out
}
