package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/charts"
	"provenance/internal/model"
	"provenance/internal/query"
)

// How much a coverage shows: variants at most, and benchmarks where they are not
// those of a suite.
const (
	mostCovered = 12
	mostChosen  = 15
)

type coverageOptions struct {
	chartOutput
	chartSelect
	suite string
}

func newChartCoverage(a *app) *cobra.Command {
	o := &coverageOptions{chartOutput: chartOutput{app: a}}
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Who reported what: benchmarks by variants",
		Long: `Draw for each benchmark and variant whether its developer reported a score, somebody
else did, both, or nobody on record: selective reporting at a glance. A score of which it
is not known who measured it, or whose model, is drawn as that, and counts for neither.

Without --suite and --benchmark it is the suite of which developers reported most, and
something that was not public if there is one; with --source one that the source
defines; where nothing of a suite is on record, the
benchmarks with the most variants, or, where no name is of a known variant, those of the
source that prints most. Without --model and --variant it is the
variants with a score on most of the benchmarks, before them what was not public when it
was reported, and each sibling of these that somebody else measured. The counts are those of the view coverage.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart coverage -o coverage.png
  provenance chart coverage --suite llama-4-announcement --as-of 2025-04-30 -o coverage.svg
  provenance chart coverage --benchmark mmlu-pro,gpqa-diamond --model llama-4-maverick,gpt-4o`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context()) },
	}
	o.chartOutput.add(cmd, "coverage")
	o.chartSelect.add(a, cmd, 10, fmt.Sprintf("how many variants at most, up to %d", mostCovered), "suite", "covered", "name")
	cmd.Flags().StringVar(&o.suite, "suite", "", "the benchmarks of this `suite`")
	return cmd
}

func (o *coverageOptions) run(ctx context.Context) error {
	if o.limit > mostCovered {
		return usage("--limit must be from 1 to %d", mostCovered)
	}
	db, err := o.open(ctx, &o.chartOutput)
	if err != nil {
		return err
	}
	defer db.Close()
	c, err := o.coverage(ctx, db)
	if err != nil {
		return err
	}
	fig, err := c.Figure()
	if err != nil {
		return err
	}
	return o.save(fig)
}

// A coverageBase is what a coverage is judged against: the benchmarks of a suite,
// or others, with the scores on them that were asked for.
type coverageBase struct {
	suite      query.SuiteInfo
	only       string // the source that prints the benchmarks, where there are but names
	benchmarks []query.Named
	scores     []query.CoverageScore
	all        []query.CoverageScore // of entries that were not asked for too, and of names
}

// base finds the benchmarks: those that were named, of the suite that was named;
// else the first suite with a score of what was not public when reported, or the
// first of which something is on record; else those that most variants have.
func (o *coverageOptions) base(ctx context.Context, db *query.DB) (coverageBase, error) {
	suites, err := db.Suites(ctx)
	if err != nil {
		return coverageBase{}, err
	}
	switch {
	case o.suite != "":
		i := slices.IndexFunc(suites, func(s query.SuiteInfo) bool { return s.Suite == o.suite })
		if i < 0 {
			return coverageBase{}, o.noSuite(suites)
		}
		return o.on(ctx, db, suites[i], o.benchmarks)
	case len(o.benchmarks) > 0:
		return o.on(ctx, db, query.SuiteInfo{}, o.benchmarks)
	}
	if len(o.sources) > 0 { // a suite that one of them defines comes first
		slices.SortStableFunc(suites, func(a, b query.SuiteInfo) int { return cmp.Compare(o.defines(b), o.defines(a)) })
	}
	var first *coverageBase
	for _, s := range suites {
		if o.asOf != "" && s.Since > o.asOf { // nobody had defined it
			continue
		}
		if first != nil && o.defines(s) < o.defines(first.suite) {
			break
		}
		b, err := o.on(ctx, db, s, nil)
		switch {
		case err != nil:
			return b, err
		case len(b.scores) == 0 || b.scores[0].Variant == "":
			continue
		case slices.ContainsFunc(b.scores, func(s query.CoverageScore) bool {
			return s.Variant != "" && released(s.Status) == charts.NotReleased
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
	chosen, only, err := o.covered(ctx, db)
	if err != nil || len(chosen) == 0 {
		return coverageBase{}, err
	}
	b, err := o.on(ctx, db, query.SuiteInfo{}, chosen)
	b.only = only
	b.scores = slices.DeleteFunc(b.scores, func(s query.CoverageScore) bool { return only != "" && s.Source != only })
	return b, err
}

// noSuite says that the suite that was named is not on record.
func (o *coverageOptions) noSuite(suites []query.SuiteInfo) error {
	var names []string
	for _, s := range suites {
		names = append(names, s.Suite)
	}
	if near := model.Closest(o.suite, names); near != "" {
		return fmt.Errorf("no suite %q on record (did you mean %q?)", o.suite, near)
	}
	if len(names) == 0 {
		return fmt.Errorf("no suite %q on record, nor another; name benchmarks with --benchmark", o.suite)
	}
	return fmt.Errorf("no suite %q on record; there are %s", o.suite, strings.Join(names, ", "))
}

// defines is 1 where one of the chosen sources defines the suite.
func (o *coverageOptions) defines(s query.SuiteInfo) int {
	if slices.ContainsFunc(s.Sources, func(slug string) bool { return slices.Contains(o.sources, slug) }) {
		return 1
	}
	return 0
}

// covered are the benchmarks that most of the variants asked for have. Where no
// variant has one they are those of the source that prints most, which is said
// then: whether a name means the same in two sources is not known.
func (o *coverageOptions) covered(ctx context.Context, db *query.DB) (benchmarks []string, only string, err error) {
	counts, err := db.CoverageCounts(ctx, o.asOf)
	if err != nil {
		return nil, "", err
	}
	counts = slices.DeleteFunc(counts, func(c query.CoverageCount) bool { return !o.source(c.Source) || !o.entry(c.Variant, c.Model) })
	if !slices.ContainsFunc(counts, func(c query.CoverageCount) bool { return c.Variant != "" }) {
		printed := map[string]int{} // source → benchmarks
		for _, c := range counts {
			if printed[c.Source]++; printed[c.Source] > printed[only] || printed[c.Source] == printed[only] && c.Source < only {
				only = c.Source
			}
		}
		counts = slices.DeleteFunc(counts, func(c query.CoverageCount) bool { return c.Source != only })
	}
	all, on, names := map[string]bool{}, map[string]map[string]bool{}, map[string]int{}
	for _, c := range counts {
		all[c.Benchmark] = true
		names[c.Benchmark] += c.Names
		if on[c.Benchmark] == nil {
			on[c.Benchmark] = map[string]bool{}
		}
		if c.Variant != "" {
			on[c.Benchmark][c.Variant] = true
		}
	}
	benchmarks = sortedKeys(all)
	slices.SortStableFunc(benchmarks, func(a, b string) int { return cmp.Or(len(on[b])-len(on[a]), names[b]-names[a]) })
	return benchmarks[:min(len(benchmarks), mostChosen)], only, nil
}

// on reads the scores on the benchmarks of a suite, or on those with the given
// slugs, that were asked for. Names of no known variant are read where there is
// nothing else, each as an entry of its own.
func (o *coverageOptions) on(ctx context.Context, db *query.DB, suite query.SuiteInfo, slugs []string) (coverageBase, error) {
	filter := query.CoverageFilter{Suite: suite.Suite, Benchmarks: slugs, AsOf: o.asOf}
	b := coverageBase{suite: suite}
	var err error
	if b.benchmarks, err = db.CoverageBenchmarks(ctx, filter); err != nil {
		return b, err
	}
	filter.Names = true
	if b.all, err = db.CoverageScores(ctx, filter); err != nil {
		return b, err
	}
	b.all = slices.DeleteFunc(b.all, func(s query.CoverageScore) bool { return !o.source(s.Source) })
	known := slices.ContainsFunc(b.all, func(s query.CoverageScore) bool { return s.Variant != "" && o.entry(s.Variant, s.Model) })
	for _, s := range b.all {
		if o.entry(s.Variant, s.Model) && (s.Variant != "" || !known) {
			b.scores = append(b.scores, s)
		}
	}
	return b, nil
}

// coverage makes the figure's records.
func (o *coverageOptions) coverage(ctx context.Context, db *query.DB) (*charts.Coverage, error) {
	b, err := o.base(ctx, db)
	if err != nil {
		return nil, err
	}
	if len(b.scores) == 0 {
		return nil, o.nothing()
	}
	c := &charts.Coverage{Title: o.title}
	all := coverageColumns(b.scores)
	o.missed(o.app.err, func(slug string) bool {
		return slices.ContainsFunc(b.scores, func(s query.CoverageScore) bool { return s.Variant == slug || s.Model == slug })
	})
	columns := o.choose(all)
	o.fill(c, b.benchmarks, columns, b.all)
	if b.suite.Suite != "" {
		c.Subject = fmt.Sprintf("The benchmarks of the suite %s (%s)", b.suite.Suite, strings.Join(b.suite.Sources, ", "))
	}
	if b.only != "" {
		c.Subject = "What " + b.only + " prints"
	}
	if o.asOf != "" {
		c.Within = "by " + o.asOf
	}
	if len(o.sources) > 0 {
		c.Within = strings.TrimSpace(c.Within + " in " + strings.Join(o.sources, ", "))
		c.Notes = append(c.Notes, "Only what these sources print: "+strings.Join(o.sources, ", ")+". A blank cell may have a score elsewhere.")
	}
	c.Notes = append(c.Notes, o.chartSelect.notes()...)
	if columns[0].Variant == "" {
		c.Notes = append(c.Notes, "These names are of no variant on record, so developer and status are not known.")
		fmt.Fprintln(o.app.err, "these names are of no variant on record: 'provenance resolve' lists them and says how to add what one means")
	} else {
		c.Notes = append(c.Notes, "Independent means measured by another organization than the developer. Variants are exact builds: a score of one build is none of its siblings'.")
	}
	c.Notes = append(c.Notes, "What is not on record here may have been reported elsewhere.")
	if len(columns) < len(all) {
		what := "variants"
		if columns[0].Variant == "" {
			what = "names"
		}
		cut := fmt.Sprintf("%d of %d %s are drawn", len(columns), len(all), what)
		fmt.Fprintln(o.app.err, cut+"; see --limit, --model and --variant")
		c.Notes = append(c.Notes, cut+".")
	}
	if c.Sources, err = o.drawnSources(ctx, db, b.suite.Sources, columns, b.scores); err != nil {
		return nil, err
	}
	c.Stamp, err = o.stamp(ctx, db)
	return c, err
}

// nothing says why there is nothing to draw.
func (o *coverageOptions) nothing() error {
	what := o.words()
	if o.suite != "" {
		what = " in the suite " + o.suite + what
	}
	return fmt.Errorf("there is nothing to draw: no score%s is on record ('provenance query \"SELECT listed_as, variant, benchmark, source, reported_on FROM score_details\"' shows what there is)", what)
}

// fill makes the matrix.
func (o *coverageOptions) fill(c *charts.Coverage, benchmarks []query.Named, columns []*coverageColumn, scores []query.CoverageScore) {
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
				cmp.Or(first.Flag, "reported on "+first.ReportedOn+"; on record by then: "+strings.ReplaceAll(first.Status, "_", " ")), len(k.hidden), plural(k.total, "score"))
		case k.unknown:
			v.Release = charts.Unknown
		}
		c.Variants = append(c.Variants, v)
	}
	cells, others := map[string][]charts.Reported{}, map[string]map[string]charts.Reported{}
	for _, s := range scores {
		j := slices.IndexFunc(columns, func(k *coverageColumn) bool { return coverageKey(k.CoverageScore) == coverageKey(s) })
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
	covered := func(b query.Named) int {
		n := 0
		for _, r := range cells[b.Slug] {
			if r != (charts.Reported{}) {
				n++
			}
		}
		return n
	}
	switch o.sort {
	case "covered":
		slices.SortStableFunc(benchmarks, func(a, b query.Named) int { return covered(b) - covered(a) })
	case "name":
		slices.SortStableFunc(benchmarks, func(a, b query.Named) int { return cmp.Compare(a.Name, b.Name) })
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
func (o *coverageOptions) drawnSources(ctx context.Context, db *query.DB, first []string, columns []*coverageColumn, scores []query.CoverageScore) ([]string, error) {
	count := map[string]int{}
	for _, s := range scores {
		if slices.ContainsFunc(columns, func(k *coverageColumn) bool { return coverageKey(k.CoverageScore) == coverageKey(s) }) {
			count[s.Source]++
		}
	}
	rest := map[string]bool{}
	for slug := range count {
		rest[slug] = !slices.Contains(first, slug)
	}
	order := slices.Clone(first)
	var others []string
	for _, slug := range sortedKeys(rest) {
		if rest[slug] {
			others = append(others, slug)
		}
	}
	slices.SortStableFunc(others, func(a, b string) int { return count[b] - count[a] })
	return o.limitedSources(ctx, db, append(order, others...))
}
