package suggest

import (
	"path/filepath"
	"strings"

	"provenance/internal/ingest"
)

// A guess is the role that each column of a file seems to have.
type guess struct {
	path string
	*profile
	model, benchmark, metric, rank, size, day *column
	version                                   *column // a part of the model's name in a column of its own
	evaluator, units                          *column
	ofTotal                                   bool      // size is the total of a count
	groups                                    []*column // have a benchmark's header in a table whose columns are benchmarks
	errs                                      []string  // texts of key that mean standard errors and not metrics
	long                                      bool      // a column is called score or value
	settings                                  []setting
	key                                       *column    // of a long table: the column that determines the metric
	metrics                                   []metricOf // what each text of key means
	values                                    []*valueGuess
	left                                      []leftOut
}

// A valueGuess is a column of values with the columns that belong to it.
type valueGuess struct {
	*column
	metric                string // slug
	why                   string
	doubt                 bool // whether the unit is that of the other columns
	stderr, low, high, ci *column
	ciForm                string
}

// A metricOf is what a text of the column of metrics, or of benchmarks, means.
type metricOf struct{ text, metric, why string }

// A setting is a column of the protocol.
type setting struct {
	*column
	field string
}

// A leftOut is a column that the draft does not read.
type leftOut struct {
	*column
	why string
}

// draftSlug makes a slug of a text, or returns other if the text has no letters or
// digits.
func draftSlug(text, other string) string {
	if !strings.ContainsFunc(strings.ToLower(text), func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }) {
		return other
	}
	return strings.ReplaceAll(ingest.SlugLike(text), ".", "-")
}

// fileSlug returns the name of the file as a slug, without the day in it.
func (g *guess) fileSlug() string {
	base := filepath.Base(g.path)
	for _, ext := range []string{".gz", ".csv", ".tsv", ".txt", ".md"} {
		base = strings.TrimSuffix(base, ext)
	}
	base = dayInName.ReplaceAllString(base, "")
	if base == "-" || strings.Trim(base, "-_. ") == "" {
		return "my-board"
	}
	return draftSlug(base, "my-board")
}

// extraField returns the field of a setting that scores.csv has no column for.
func extraField(c *column) string {
	return "extra." + strings.ReplaceAll(draftSlug(c.name, "setting"), "-", "_")
}
