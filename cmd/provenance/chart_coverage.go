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
	"provenance/internal/store"
)

type coverageOptions struct {
	chartOutput
	filter   store.CoverageFilter
	models   []string
	sources  []string
	variants []string
	asOf     string
	sort     string
	limit    int
}

func newChartCoverage(a *app) *cobra.Command {
	o := &coverageOptions{chartOutput: chartOutput{app: a}}
	cmd := &cobra.Command{
		Use:   "coverage",
		Short: "Who reported what: benchmarks by variants",
		Long: `Draw for each benchmark and variant whether its developer reported a score, somebody
else did, both, or nobody on record: selective reporting at a glance. A score whose
source does not say who measured it is drawn as that, and counts for neither.

Without --suite and --benchmark it is the suite of which developers reported most,
with --source one that the source defines.
Without --model and --variant it is the variants with a score on most of the benchmarks,
and each sibling of these that somebody else measured. The counts are those of the view
coverage.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance chart coverage -o coverage.png
  provenance chart coverage --suite llama-4-announcement --as-of 2025-04-30 -o coverage.svg
  provenance chart coverage --benchmark mmlu-pro,gpqa-diamond --model llama-4-maverick,gpt-4o`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context()) },
	}
	o.add(cmd, "coverage")
	f := cmd.Flags()
	f.StringVar(&o.filter.Suite, "suite", "", "the benchmarks of this `suite`")
	f.StringSliceVar(&o.filter.Benchmarks, "benchmark", nil, "only these `benchmarks`, by slug, in this order")
	f.StringSliceVar(&o.models, "model", nil, "only variants of these `models`, by slug, in this order")
	f.StringSliceVar(&o.variants, "variant", nil, "only these `variants`, by slug, in this order")
	f.StringSliceVar(&o.sources, "source", nil, "only what these `sources` print, by slug")
	f.StringVar(&o.asOf, "as-of", "", "only what was reported up to this `day` (YYYY, YYYY-MM or YYYY-MM-DD; a month or a year is its last day)")
	f.StringVar(&o.sort, "sort", "suite", "order of the benchmarks: suite, covered or name")
	f.IntVar(&o.limit, "limit", 10, "how many variants at most, up to 12")
	cmd.RegisterFlagCompletionFunc("benchmark", a.complete("benchmarks"))
	cmd.RegisterFlagCompletionFunc("model", a.complete("models"))
	cmd.RegisterFlagCompletionFunc("variant", a.complete("variants"))
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	cmd.RegisterFlagCompletionFunc("sort", cobra.FixedCompletions([]string{"suite", "covered", "name"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (o *coverageOptions) run(ctx context.Context) error {
	if o.limit < 1 || o.limit > 12 {
		return usage("--limit must be from 1 to 12")
	}
	if !slices.Contains([]string{"suite", "covered", "name"}, o.sort) {
		return usage("--sort takes suite, covered or name, not %q", o.sort)
	}
	if o.asOf != "" {
		day, err := model.ParseDate(o.asOf)
		if err != nil {
			return usage("--as-of %q: %w", o.asOf, err)
		}
		o.filter.AsOf = model.Latest(day)
	}
	if err := o.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	for _, c := range []struct {
		slugs []string
		kind  string
	}{{o.models, "models"}, {o.variants, "variants"}, {o.filter.Benchmarks, "benchmarks"}, {o.sources, "sources"}} {
		for _, slug := range c.slugs {
			if err := known(ctx, db, slug, c.kind); err != nil {
				return err
			}
		}
	}
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

// suite finds the suite that is drawn, and the sources that define it.
func (o *coverageOptions) suite(ctx context.Context, db *store.DB) (store.SuiteInfo, error) {
	if o.filter.Suite == "" && len(o.filter.Benchmarks) > 0 {
		return store.SuiteInfo{}, nil
	}
	suites, err := db.Suites(ctx)
	if err != nil {
		return store.SuiteInfo{}, err
	}
	if len(o.sources) > 0 { // a suite that one of them defines comes first
		slices.SortStableFunc(suites, func(a, b store.SuiteInfo) int { return cmp.Compare(o.defines(b), o.defines(a)) })
	}
	var names []string
	for _, s := range suites {
		names = append(names, s.Suite)
		if o.filter.Suite == s.Suite || o.filter.Suite == "" {
			o.filter.Suite = s.Suite
			return s, nil
		}
	}
	switch near := model.Closest(o.filter.Suite, names); {
	case len(suites) == 0:
		return store.SuiteInfo{}, fmt.Errorf("there is nothing to draw: no suite of benchmarks is on record that a coverage could be judged against; name benchmarks with --benchmark")
	case near != "":
		return store.SuiteInfo{}, fmt.Errorf("no suite %q on record (did you mean %q?)", o.filter.Suite, near)
	}
	return store.SuiteInfo{}, fmt.Errorf("no suite %q on record; there are %s", o.filter.Suite, strings.Join(names, ", "))
}

// defines is 1 where one of the chosen sources defines the suite.
func (o *coverageOptions) defines(s store.SuiteInfo) int {
	if slices.ContainsFunc(s.Sources, func(slug string) bool { return slices.Contains(o.sources, slug) }) {
		return 1
	}
	return 0
}

// coverage makes the figure's records.
func (o *coverageOptions) coverage(ctx context.Context, db *store.DB) (*charts.Coverage, error) {
	suite, err := o.suite(ctx, db)
	if err != nil {
		return nil, err
	}
	benchmarks, err := db.CoverageBenchmarks(ctx, o.filter)
	if err != nil {
		return nil, err
	}
	scores, err := db.CoverageScores(ctx, o.filter)
	if err != nil {
		return nil, err
	}
	scores = slices.DeleteFunc(scores, func(s store.CoverageScore) bool {
		return len(o.sources) > 0 && !slices.Contains(o.sources, s.Source) ||
			len(o.models)+len(o.variants) > 0 && !slices.Contains(o.models, s.Model) && !slices.Contains(o.variants, s.Variant)
	})
	if len(scores) == 0 {
		return nil, o.nothing(len(benchmarks))
	}
	columns := o.columns(scores)
	c := &charts.Coverage{Title: o.title}
	o.fill(c, benchmarks, columns, scores)
	if suite.Suite != "" {
		c.Subject = fmt.Sprintf("The benchmarks of the suite %s (%s)", suite.Suite, strings.Join(suite.Sources, ", "))
	}
	if o.filter.AsOf != "" {
		c.Within = "by " + o.filter.AsOf
	}
	if len(o.sources) > 0 {
		c.Within = strings.TrimSpace(c.Within + " in " + strings.Join(o.sources, ", "))
		c.Notes = append(c.Notes, "Only what these sources print: "+strings.Join(o.sources, ", ")+". A blank cell may have a score elsewhere.")
	}
	c.Notes = append(c.Notes, "Independent means measured by another organization than the developer. Variants are exact builds: a score of one build is none of its siblings'.",
		"The title counts the variants shown. What is not on record here may have been reported elsewhere.")
	if c.Sources, err = o.sourceLines(ctx, db, suite.Sources, columns, scores); err != nil {
		return nil, err
	}
	c.Stamp, err = o.stamp(ctx, db)
	return c, err
}

// nothing says why there is nothing to draw.
func (o *coverageOptions) nothing(benchmarks int) error {
	what := fmt.Sprintf("no score on %s", plural(benchmarks, "benchmark"))
	if o.filter.Suite != "" {
		what += " of the suite " + o.filter.Suite
	}
	for _, f := range []struct{ word, list string }{{"of", strings.Join(append(slices.Clone(o.models), o.variants...), ", ")}, {"in", strings.Join(o.sources, ", ")}, {"up to", o.filter.AsOf}} {
		if f.list != "" {
			what += " " + f.word + " " + f.list
		}
	}
	return fmt.Errorf("there is nothing to draw: %s is of a known variant ('provenance query \"SELECT listed_as, benchmark, source, reported_on, resolution FROM score_details\"' shows what there is)", what)
}

// A coverageColumn is a variant with what decides its place.
type coverageColumn struct {
	store.CoverageScore // one of its scores, for the names
	covered, own        map[string]bool
	independent         bool
	hidden              []store.CoverageScore // reported before the public could get it
	total               int
	unknown             bool // no score of it has a status
}

// columns chooses and orders the variants. Siblings that somebody else measured
// come with a variant, lest a figure hides that its weights were tested.
func (o *coverageOptions) columns(scores []store.CoverageScore) []*coverageColumn {
	by := map[string]*coverageColumn{}
	var all []*coverageColumn
	own := map[string]int{} // developer → benchmarks of its variants it reported
	for _, s := range scores {
		k := by[s.Variant]
		if k == nil {
			k = &coverageColumn{CoverageScore: s, covered: map[string]bool{}, own: map[string]bool{}, unknown: true}
			by[s.Variant], all = k, append(all, k)
		}
		k.total++
		k.covered[s.Benchmark] = true
		k.independent = k.independent || s.Relationship == "third_party"
		if s.Relationship == "first_party" && !k.own[s.Benchmark] {
			k.own[s.Benchmark] = true
			own[s.Developer]++
		}
		r := released(s.Status)
		k.unknown = k.unknown && r == charts.Unknown
		if r == charts.NotReleased {
			k.hidden = append(k.hidden, s)
		}
	}
	place := func(k *coverageColumn) int {
		if i := slices.Index(o.variants, k.Variant); i >= 0 {
			return i
		}
		if i := slices.Index(o.models, k.Model); i >= 0 {
			return len(o.variants) + i
		}
		return 0
	}
	slices.SortFunc(all, func(a, b *coverageColumn) int {
		return cmp.Or(place(a)-place(b), len(b.covered)-len(a.covered), own[b.Developer]-own[a.Developer], cmp.Compare(a.Variant, b.Variant))
	})
	picked := o.pick(all)
	if len(picked) < len(all) {
		fmt.Fprintf(o.app.err, "%d of %d variants are drawn; see --limit, --model and --variant\n", len(picked), len(all))
	}
	if len(o.models)+len(o.variants) > 0 {
		return picked
	}
	most := map[string]int{} // model → benchmarks of its best covered variant
	for _, k := range picked {
		most[k.Model] = max(most[k.Model], len(k.covered))
	}
	slices.SortStableFunc(picked, func(a, b *coverageColumn) int { // developers that report together, then models
		return cmp.Or(own[b.Developer]-own[a.Developer], cmp.Compare(a.Developer, b.Developer), most[b.Model]-most[a.Model], cmp.Compare(a.Model, b.Model))
	})
	return picked
}

// pick takes variants in their order, each with its independently measured
// siblings, up to the limit.
func (o *coverageOptions) pick(all []*coverageColumn) []*coverageColumn {
	var picked []*coverageColumn
	for _, k := range all {
		if slices.Contains(picked, k) {
			continue
		}
		group := []*coverageColumn{k}
		for _, other := range all {
			if other != k && other.Model == k.Model && other.independent && !slices.Contains(picked, other) {
				group = append(group, other)
			}
		}
		for _, g := range group {
			if len(picked) < o.limit {
				picked = append(picked, g)
			}
		}
	}
	return picked
}

// fill makes the matrix.
func (o *coverageOptions) fill(c *charts.Coverage, benchmarks []store.Named, columns []*coverageColumn, scores []store.CoverageScore) {
	names := columnNames(columns)
	for j, k := range columns {
		v := charts.CoverageVariant{Name: names[j], Developer: k.Developer, Release: charts.Released}
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
	cells := map[string][]charts.Reported{}
	for _, s := range scores {
		j := slices.IndexFunc(columns, func(k *coverageColumn) bool { return k.Variant == s.Variant })
		if j < 0 {
			continue
		}
		if cells[s.Benchmark] == nil {
			cells[s.Benchmark] = make([]charts.Reported, len(columns))
		}
		r := &cells[s.Benchmark][j]
		switch s.Relationship {
		case "first_party":
			r.FirstParty++
		case "third_party":
			r.ThirdParty++
		default:
			r.Unstated++
		}
	}
	covered := func(b store.Named) int {
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
		slices.SortStableFunc(benchmarks, func(a, b store.Named) int { return covered(b) - covered(a) })
	case "name":
		slices.SortStableFunc(benchmarks, func(a, b store.Named) int { return cmp.Compare(a.Name, b.Name) })
	}
	for _, b := range benchmarks {
		row := cells[b.Slug]
		if row == nil {
			row = make([]charts.Reported, len(columns))
		}
		c.Benchmarks, c.Cells = append(c.Benchmarks, b.Name), append(c.Cells, row)
	}
}

// columnNames are the names of the variants: the model's where it has no other
// variant on record, with the slug where two would be the same.
func columnNames(columns []*coverageColumn) []string {
	names, uses := make([]string, len(columns)), map[string]int{}
	for j, k := range columns {
		names[j] = k.VariantName
		if k.Siblings == 0 {
			names[j] = k.ModelName
		}
		if k.Siblings > 0 && strings.EqualFold(k.VariantName, k.ModelName) {
			names[j] += " (" + k.Variant + ")"
		}
		uses[names[j]]++
	}
	for j, k := range columns {
		if uses[names[j]] > 1 {
			names[j] = k.VariantName + " (" + k.Variant + ")"
		}
	}
	return names
}

// sourceLines names the sources of the drawn scores, those that define the
// suite first, then those with the most scores; more than eight are counted.
func (o *coverageOptions) sourceLines(ctx context.Context, db *store.DB, first []string, columns []*coverageColumn, scores []store.CoverageScore) ([]string, error) {
	count := map[string]int{}
	for _, s := range scores {
		if slices.ContainsFunc(columns, func(k *coverageColumn) bool { return k.Variant == s.Variant }) {
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
	return limitedSources(ctx, db, append(order, others...))
}

// limitedSources are the lines of at most eight sources, and how many more there are.
func limitedSources(ctx context.Context, db *store.DB, slugs []string) ([]string, error) {
	const most = 8
	more := slugs[min(len(slugs), most):]
	lines, err := sourceLines(ctx, db, slugs[:min(len(slugs), most)])
	if err == nil && len(more) > 0 {
		lines = append(lines, "and "+plural(len(more), "more source")+": "+strings.Join(more, ", "))
	}
	return lines, err
}
