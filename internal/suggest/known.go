package suggest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
	"provenance/internal/sheet"
)

// A Known is what a database has on record, which a draft uses instead of rows of its own.
// Texts are compared as they are written, but for case; nothing is reused by likeness.
type Known struct {
	Sources, Organizations, Names map[string]bool              // slugs; names in their normal form
	Benchmarks                    map[string]string            // slug by slug, and by name in lower case
	Metrics                       map[string]map[string]string // cells of metrics.csv by slug
	Used                          map[string][]string          // by benchmark: the metrics of its scores
}

// benchmark returns the slug of the benchmark on record that a text names, or "".
func (k *Known) benchmark(text string) string {
	if s := k.Benchmarks[strings.ToLower(strings.TrimSpace(text))]; s != "" {
		return s
	}
	return k.Benchmarks[ingest.SlugOf(text)]
}

var (
	unitOfRow = lazyregexp.New(`unit: (\w+)`)
	wayOfRow  = lazyregexp.New(`higher_is_better: "(\w+)"`)
	synonyms  = map[string]string{"acc": "accuracy", "exact-match": "em", "f1-score": "f1", "rating": "elo", "elo-rating": "elo"}
)

// reuseMetrics names the metrics on record: the one that the scores of the benchmark have,
// or the one that the header names. Unit and direction must be those of the draft.
func (g *guess) reuseMetrics() {
	for _, v := range g.values {
		choices := []string{v.metric}
		if v.open != nil {
			choices = v.open.choices
		}
		benchmark := g.known.benchmark(v.Name)
		if g.onlyBoard() {
			benchmark = g.known.benchmark(g.fileSlug())
		}
		word := ingest.SlugOf(sheet.MetricWords(v.Name))
		if synonyms[word] != "" {
			word = synonyms[word]
		}
		if g.known.Metrics[word] != nil {
			choices = choices[:1]
		}
		var fit []string
		for _, slug := range append(slices.Clone(g.known.Used[benchmark]), word) {
			for _, choice := range choices {
				if row := g.known.Metrics[slug]; row != nil && g.hasUnit(row, choice) && !slices.Contains(fit, slug) {
					fit = append(fit, slug)
				}
			}
		}
		if len(fit) == 1 && v.named == "" {
			v.named, v.open, v.why = fit[0], nil, "on record; "+v.why
		}
	}
}

// hasUnit reports whether a metric on record has the unit and the direction of a metric of
// the draft.
func (g *guess) hasUnit(row map[string]string, slug string) bool {
	unit := unitOfRow.FindStringSubmatch(draftMetrics[slug])
	way := wayOfRow.FindStringSubmatch(draftMetrics[slug])
	return unit != nil && row["unit"] == unit[1] && (way == nil || row["higher_is_better"] == "" || row["higher_is_better"] == way[1])
}

// row returns the cells of a metric on record as YAML.
func (k *Known) row(slug string) string {
	var cells []string
	for _, column := range slices.Sorted(maps.Keys(k.Metrics[slug])) {
		if text := k.Metrics[slug][column]; text != "" {
			cells = append(cells, fmt.Sprintf("%s: %q", column, text))
		}
	}
	return "{" + strings.Join(cells, ", ") + "}"
}

// NewKnown returns a Known that holds nothing yet.
func NewKnown() *Known {
	return &Known{Sources: map[string]bool{}, Organizations: map[string]bool{}, Names: map[string]bool{}, Benchmarks: map[string]string{}, Metrics: map[string]map[string]string{}, Used: map[string][]string{}}
}

// Add adds a row of kind, key and value: see query.DraftFacts.
func (k *Known) Add(kind, key, value string) {
	switch kind {
	case "source":
		k.Sources[key] = true
	case "organization":
		k.Organizations[key] = true
	case "name":
		k.Names[key] = true
	case "benchmark":
		k.Benchmarks[key] = value
	case "used":
		k.Used[key] = append(k.Used[key], value)
	default:
		slug := strings.TrimPrefix(kind, "metric ")
		if k.Metrics[slug] == nil {
			k.Metrics[slug] = map[string]string{}
		}
		k.Metrics[slug][key] = value
	}
}
