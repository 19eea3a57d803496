package suggest

import (
	"path/filepath"
	"strings"

	"provenance/internal/decide"
	"provenance/internal/ingest"
	"provenance/internal/sheet"
)

// A guess is the roles that the columns of a file seem to have.
type guess struct {
	path string
	*sheet.Profile
	model, benchmark, metric, rank, size, day *sheet.Column
	version                                   *sheet.Column // a part of the name of the model, in a column of its own
	evaluator, units                          *sheet.Column
	sizes                                     map[*sheet.Column]*sheet.Column // of a column of values: its own sample size
	measures                                  bool                            // several columns are named after metrics
	names                                     []*sheet.Column                 // columns that may be the model, where no header says so
	unclearDay                                *sheet.Column                   // days whose order of day and month is not clear
	questions                                 []decide.Question
	asksEvaluator                             bool
	known                                     *Known
	ofTotal                                   bool            // size is the total that counts refer to
	groupColumns                              []*sheet.Column // columns with the header of a benchmark column, in a table whose columns are benchmarks
	stderrTexts                               []string        // texts of key that mean standard errors instead of metrics
	long                                      bool            // one line for each score: a column is called score or value
	settings                                  []setting
	key                                       *sheet.Column // in a long table: the column that determines the metric
	metrics                                   []metricOf    // the meaning of each text of key
	values                                    []*valueGuess
	left                                      []leftOut
}

// A valueGuess is a column of values with its companions: the columns of its interval and
// standard error.
type valueGuess struct {
	*sheet.Column
	metric                string        // slug
	size                  *sheet.Column // its own sample size
	why                   string
	open                  *doubt // the unit is a question
	named                 string // in a table of several metrics: the metric that the header names
	stderr, low, high, ci *sheet.Column
	ciForm                string
}

// A metricOf is the meaning of a text in the column of metrics or benchmarks.
type metricOf struct {
	text, metric, why string
	open              *doubt
}

// A setting is a column that holds a field of the protocol.
type setting struct {
	*sheet.Column
	field string
}

// A leftOut is a column that the draft does not read, with the reason.
type leftOut struct {
	*sheet.Column
	why string
}

// draftSlug makes a slug of a text. It returns other if the text has no letters and no
// digits.
func draftSlug(text, other string) string {
	if !strings.ContainsFunc(strings.ToLower(text), func(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' }) {
		return other
	}
	return strings.ReplaceAll(ingest.SlugLike(text), ".", "-")
}

// fileSlug returns the name of the file as a slug, without a day.
func (g *guess) fileSlug() string {
	base := filepath.Base(g.path)
	for _, ext := range []string{".gz", ".csv", ".tsv", ".txt", ".md"} {
		base = strings.TrimSuffix(base, ext)
	}
	base = sheet.DayInName.ReplaceAllString(base, "")
	if base == "-" || strings.Trim(base, "-_. ") == "" {
		return "my-board"
	}
	return draftSlug(base, "my-board")
}

// extraField returns the name of the extra field for a setting without a column in
// scores.csv.
func extraField(c *sheet.Column) string {
	return "extra." + strings.ReplaceAll(draftSlug(c.Name, "setting"), "-", "_")
}
