package figures

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"provenance/internal/charts"
	"provenance/internal/model"
)

// mostChosen is how many benchmarks a coverage shows where they are not those of
// a suite.
const mostChosen = 15

// A coverageFigure is who reported what: benchmarks by variants.
type coverageFigure struct{ *drawing }

// A coverageBase is what a coverage is judged against: the benchmarks of a suite,
// or others, with the scores on them that were asked for.
type coverageBase struct {
	suite      suiteInfo
	only       string // the source that prints the benchmarks, where there are but names
	benchmarks []benchmarkName
	scores     []coverageScore
	all        []coverageScore // of entries that were not asked for too, and of names
}

// findBase finds the benchmarks: those that were named, of the suite that was named;
// else the first suite with a score of a variant that was not public when reported,
// or the first with any score; else those that most variants have.
func (o *coverageFigure) findBase(ctx context.Context) (coverageBase, error) {
	suites, err := o.db.Suites(ctx)
	if err != nil {
		return coverageBase{}, err
	}
	switch {
	case o.Suite != "":
		i := slices.IndexFunc(suites, func(s suiteInfo) bool { return s.Suite == o.Suite })
		if i < 0 {
			return coverageBase{}, o.noSuite(suites)
		}
		return o.readScores(ctx, suites[i], o.Benchmarks)
	case len(o.Benchmarks) > 0:
		return o.readScores(ctx, suiteInfo{}, o.Benchmarks)
	}
	if len(o.Sources) > 0 { // a suite that one of them defines comes first
		slices.SortStableFunc(suites, func(a, b suiteInfo) int { return cmp.Compare(o.defines(b), o.defines(a)) })
	}
	var first *coverageBase
	for _, s := range suites {
		if o.AsOf != "" && s.Since > o.AsOf { // nobody had defined it
			continue
		}
		if first != nil && o.defines(s) < o.defines(first.suite) {
			break
		}
		b, err := o.readScores(ctx, s, nil)
		switch {
		case err != nil:
			return b, err
		case len(b.scores) == 0 || b.scores[0].Variant == "":
			continue
		case slices.ContainsFunc(b.scores, func(s coverageScore) bool {
			return s.Variant != "" && ReleaseOf(s.Status) == charts.NotReleased
		}):
			return b, nil
		}
		if first == nil {
			first = &b
		}
	}
	if first != nil {
		return *first, nil
	}
	chosen, only, err := o.mostCovered(ctx)
	if err != nil || len(chosen) == 0 {
		return coverageBase{}, err
	}
	b, err := o.readScores(ctx, suiteInfo{}, chosen)
	b.only = only
	b.scores = slices.DeleteFunc(b.scores, func(s coverageScore) bool { return only != "" && s.Source != only })
	return b, err
}

// noSuite says that the suite that was named is not on record.
func (o *coverageFigure) noSuite(suites []suiteInfo) error {
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

// defines is 1 where one of the chosen sources defines the suite.
func (o *coverageFigure) defines(s suiteInfo) int {
	return rankOf(slices.ContainsFunc(s.Sources, func(slug string) bool { return slices.Contains(o.Sources, slug) }))
}

// mostCovered returns the benchmarks that most of the variants asked for have. Where
// no variant has one they are those of the source that prints most, which is said
// then: whether a name means the same in two sources is not known.
func (o *coverageFigure) mostCovered(ctx context.Context) (benchmarks []string, only string, err error) {
	counts, err := o.db.CoverageCounts(ctx, o.AsOf)
	if err != nil {
		return nil, "", err
	}
	counts = slices.DeleteFunc(counts, func(c coverageCount) bool { return !o.wantsSource(c.Source) || !o.wantsVariant(c.Variant, c.Model) })
	if !slices.ContainsFunc(counts, func(c coverageCount) bool { return c.Variant != "" }) {
		printed := map[string]int{} // source → benchmarks
		for _, c := range counts {
			if printed[c.Source]++; printed[c.Source] > printed[only] || printed[c.Source] == printed[only] && c.Source < only {
				only = c.Source
			}
		}
		counts = slices.DeleteFunc(counts, func(c coverageCount) bool { return c.Source != only })
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
	return benchmarks[:min(len(benchmarks), mostChosen)], only, nil
}

// readScores reads the scores on the benchmarks of a suite, or on those with the given
// slugs, that were asked for. Names of no known variant are read where there is
// nothing else, each as an entry of its own.
func (o *coverageFigure) readScores(ctx context.Context, suite suiteInfo, slugs []string) (coverageBase, error) {
	filter := scoresFilter{Suite: suite.Suite, Benchmarks: slugs, AsOf: o.AsOf}
	b := coverageBase{suite: suite}
	var err error
	if b.benchmarks, err = o.db.CoverageBenchmarks(ctx, filter); err != nil {
		return b, err
	}
	filter.Names = true
	if b.all, err = o.db.CoverageScores(ctx, filter); err != nil {
		return b, err
	}
	b.all = slices.DeleteFunc(b.all, func(s coverageScore) bool { return !o.wantsSource(s.Source) })
	known := slices.ContainsFunc(b.all, func(s coverageScore) bool { return s.Variant != "" && o.wantsVariant(s.Variant, s.Model) })
	for _, s := range b.all {
		if o.wantsVariant(s.Variant, s.Model) && (s.Variant != "" || !known) {
			b.scores = append(b.scores, s)
		}
	}
	return b, nil
}

// records makes the figure's records.
func (o *coverageFigure) records(ctx context.Context) (*charts.Coverage, error) {
	b, err := o.findBase(ctx)
	if err != nil {
		return nil, err
	}
	if len(b.scores) == 0 {
		return nil, errNothing("no score%s is on record ('provenance query \"SELECT listed_as, variant, benchmark, source, reported_on FROM score_details\"' shows what there is)", o.asked())
	}
	c := &charts.Coverage{}
	all := coverageColumns(b.scores)
	o.hintMissed(nothingOnRecord, func(slug string) bool {
		return slices.ContainsFunc(b.scores, func(s coverageScore) bool { return s.Variant == slug || s.Model == slug })
	})
	columns := o.chooseColumns(all)
	o.fillMatrix(c, b.benchmarks, columns, b.all)
	if b.suite.Suite != "" {
		c.Subject = fmt.Sprintf("The benchmarks of the suite %s (%s)", b.suite.Suite, strings.Join(b.suite.Sources, ", "))
	}
	if b.only != "" {
		c.Subject = "What " + b.only + " prints"
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
		o.note("Independent means measured by another organization than the developer. Variants are exact builds: a score of one build is none of its siblings'.")
	}
	o.note("What is not on record here may have been reported elsewhere.")
	o.noteCut(len(columns), len(all), what, "--limit, --model and --variant")
	o.fewSources, o.sources = true, drawnSources(b.suite.Sources, columns, b.scores)
	return c, nil
}

// fillMatrix makes the matrix.
func (o *coverageFigure) fillMatrix(c *charts.Coverage, benchmarks []benchmarkName, columns []*coverageColumn, scores []coverageScore) {
	names := columnNames(columns)
	for j, k := range columns {
		v := charts.CoverageVariant{Unresolved: k.Variant == "", Name: names[j], Developer: k.Developer, Release: charts.Released}
		switch {
		case len(k.hidden) > 0:
			first := k.hidden[0]
			v.Release = charts.NotReleased
			for _, s := range k.hidden {
				if s.ReportedOn < first.ReportedOn {
					first = s
				}
			}
			v.Footnote = fmt.Sprintf("%s: %s; so for %d of its %s here.", names[j],
				hiddenBecause(first.Flag, first.ReportedOn, first.Status), len(k.hidden), plural(k.total, "score"))
		case k.unknown:
			v.Release = charts.Unknown
		}
		c.Variants = append(c.Variants, v)
	}
	cells, others := map[string][]charts.Reported{}, map[string]map[string]charts.Reported{}
	for _, s := range scores {
		j := slices.IndexFunc(columns, func(k *coverageColumn) bool { return coverageKey(k.coverageScore) == coverageKey(s) })
		if j < 0 {
			if others[s.Benchmark] == nil {
				others[s.Benchmark] = map[string]charts.Reported{}
			}
			r := others[s.Benchmark][s.Developer]
			tally(&r, s.Relationship)
			others[s.Benchmark][s.Developer] = r
			continue
		}
		if cells[s.Benchmark] == nil {
			cells[s.Benchmark] = make([]charts.Reported, len(columns))
		}
		tally(&cells[s.Benchmark][j], s.Relationship)
	}
	covered := func(b benchmarkName) int {
		n := 0
		for _, r := range cells[b.Slug] {
			if r != (charts.Reported{}) {
				n++
			}
		}
		return n
	}
	switch o.Sort {
	case "covered":
		slices.SortStableFunc(benchmarks, func(a, b benchmarkName) int { return covered(b) - covered(a) })
	case "name":
		slices.SortStableFunc(benchmarks, func(a, b benchmarkName) int { return cmp.Compare(a.Name, b.Name) })
	}
	for _, b := range benchmarks {
		row := cells[b.Slug]
		if row == nil {
			row = make([]charts.Reported, len(columns))
		}
		c.Benchmarks, c.Cells, c.Others = append(c.Benchmarks, b.Name), append(c.Cells, row), append(c.Others, others[b.Slug])
	}
}

// tally adds a score to what is reported.
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

// drawnSources names the sources of the drawn scores, those that define the
// suite first, then those with the most scores; more than eight are counted.
func drawnSources(first []string, columns []*coverageColumn, scores []coverageScore) []string {
	count := map[string]int{}
	for _, s := range scores {
		if slices.ContainsFunc(columns, func(k *coverageColumn) bool { return coverageKey(k.coverageScore) == coverageKey(s) }) {
			count[s.Source]++
		}
	}
	rest := slices.Sorted(maps.Keys(count))
	slices.SortStableFunc(rest, func(a, b string) int { return count[b] - count[a] })
	return append(slices.Clone(first), rest...) // each is named once
}
