package ingest

import (
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A profile is what the cells of each column of a file are.
type profile struct {
	layout  *layoutGuess
	columns []*column
	rows    int
	cells   [][]string // of the rows that were looked at
	partial bool       // there are more rows than were looked at
}

// A column is what the cells of one column are: of n cells that print something,
// how many are what.
type column struct {
	twice, again bool // another column has the same name; one before it has

	name                                string
	at                                  int
	n, blank                            int
	numbers, percents, plusMinus        int
	offsets, bounds, whole, dates, urls int
	scorers, html, markdown             int
	pairs, zeros, decimalCommas         int
	least                               float64 // of those that are not negative
	low, high, nonzero                  float64 // bounds of the values but for a sentinel; the least that is not zero, in size
	marks                               map[string]int
	negatives                           map[string]int
	distinct                            map[string]int
	order                               []string // distinct texts as they come
	layouts                             map[string]int
	odd                                 map[string]int // texts in a column of numbers that are none
	example, commaExample               string
}

// dateForms are layouts of days that boards print. Day and month in figures
// alone, 03/04/2025, cannot be told apart and are not among them.
var dateForms = []string{"2006-01-02", "2006/01/02", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00", "2 January 2006 3:04pm", "2 January 2006", "January 2, 2006", "Jan 2, 2006", "2 Jan 2006", "20060102", "2006-01"}

var (
	scorerText   = regexp.MustCompile(`^[\w .-]+:-?\d`)
	commaDecimal = regexp.MustCompile(`^-?\d+,\d+$`)
)

func newProfile(text, path string, l *layoutGuess) (*profile, error) {
	split := newSplitter(strings.NewReader(text))
	t, p := layoutRows(split, path, l.Layout)
	if p != nil {
		return nil, errors.New(p.Error())
	}
	f := &profile{layout: l}
	for i, name := range t.names {
		f.columns = append(f.columns, newColumn(strings.TrimSpace(name), i))
		for _, o := range f.columns[:i] {
			if o.name != "" && Norm(o.name) == Norm(f.columns[i].name) {
				o.twice, f.columns[i].again = true, true
			}
		}
	}
	for f.rows < suggestRows {
		r, err := t.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if r.err != nil || len(r.fields) != len(f.columns) || l.table && dashes(r.fields) {
			continue
		}
		f.rows++
		f.cells = append(f.cells, slices.Clone(r.fields))
		for i, c := range f.columns {
			c.look(strings.TrimSpace(r.fields[i]))
		}
	}
	if f.rows == 0 {
		return nil, errors.New("no line has the number of fields that the header has")
	}
	f.partial = f.rows == suggestRows
	return f, nil
}

func newColumn(name string, at int) *column {
	return &column{name: name, at: at, low: math.Inf(1), high: math.Inf(-1), nonzero: math.Inf(1), least: math.Inf(1), marks: map[string]int{}, negatives: map[string]int{}, distinct: map[string]int{}, layouts: map[string]int{}, odd: map[string]int{}}
}

// by looks at the cells of a column apart for each text of another.
func (f *profile) by(c, key *column) map[string]*column {
	out := map[string]*column{}
	for _, cells := range f.cells {
		k := strings.TrimSpace(cells[key.at])
		if out[k] == nil {
			out[k] = newColumn(c.name, c.at)
		}
		out[k].look(strings.TrimSpace(cells[c.at]))
	}
	return out
}

// look takes one cell into account.
func (c *column) look(text string) {
	if text == "" {
		c.blank++
		return
	}
	c.n++
	if c.example == "" {
		c.example = text
	}
	if c.distinct[text]++; c.distinct[text] == 1 {
		c.order = append(c.order, text)
	}
	plain := text
	if html := plainText("html", text); html != strings.Join(strings.Fields(text), " ") {
		c.html++
		plain = html
	}
	if md := plainText("markdown", text); md != plain {
		c.markdown++
		plain = md
	}
	for _, form := range dateForms {
		if _, err := time.Parse(form, plain); err == nil {
			c.dates++
			c.layouts[form]++
			break
		}
	}
	if strings.HasPrefix(plain, "http://") || strings.HasPrefix(plain, "https://") {
		c.urls++
	}
	if scorerText.MatchString(plain) && c.dates == 0 {
		c.scorers++
	}
	if c.number(plain) {
		return
	}
	if commaDecimal.MatchString(plain) {
		c.decimalCommas++
		c.commaExample = plain
	}
	if _, _, err := parseOffsets(plain); err == nil {
		c.offsets++
	} else if all, err := parsePair(plain); err == nil && len(all) > 1 {
		c.pairs++
	} else if _, _, err := parseBounds(plain); err == nil {
		c.bounds++
	} else if !noNumber(plain) && len(plain) < 30 {
		c.odd[plain]++
	}
}

// footnoteMarks are what boards print after a number and is no part of it.
var footnoteMarks = []string{"*", "†", "‡", "§", "¶", "^", "¹", "²", "³", "⁴", "⁵", "#", "(*)", "(†)"}

// number takes a cell into account as a number, if it is one.
func (c *column) number(plain string) bool {
	q, _, has, err := parsePlusMinus(plain)
	if err != nil {
		bare := unmark(plain, footnoteMarks)
		if bare == plain {
			return false
		}
		if q, _, has, err = parsePlusMinus(bare); err != nil {
			return false
		}
		for _, mark := range footnoteMarks {
			if strings.HasSuffix(strings.TrimSpace(plain), mark) {
				c.marks[mark]++
			}
		}
	}
	c.numbers++
	if has {
		c.plusMinus++
	}
	if q.sign == '%' {
		c.percents++
	}
	if q.value == math.Trunc(q.value) && !has && q.sign == 0 && !strings.Contains(q.text, ".") {
		c.whole++
	}
	if q.value == 0 {
		c.zeros++
	} else {
		c.nonzero = min(c.nonzero, math.Abs(q.value))
	}
	if q.value < 0 {
		c.negatives[q.text]++
	}
	c.low, c.high = min(c.low, q.value), max(c.high, q.value)
	if q.value >= 0 {
		c.least = min(c.least, q.value)
	}
	return true
}

// sentinel returns the one negative number of a column of others that are not,
// which may print that there is no value: -1.
func (c *column) sentinel() string {
	if len(c.negatives) == 1 && !math.IsInf(c.least, 1) {
		for text, n := range c.negatives {
			if strings.Trim(text, "-19.0") == "" && n < c.numbers {
				return text
			}
		}
	}
	return ""
}

// floor is the least value of a column but for a sentinel.
func (c *column) floor() float64 {
	if c.sentinel() != "" {
		return c.least
	}
	return c.low
}

// share is a part of the cells that print something.
func (c *column) share(part int) float64 {
	if c.n == 0 {
		return 0
	}
	return float64(part) / float64(c.n)
}

// numeric tells whether the cells are numbers, but for those that print none.
func (c *column) numeric() bool {
	none := 0
	for text, n := range c.distinct {
		if noNumber(text) {
			none += n
		}
	}
	return c.numbers > 0 && float64(c.numbers) >= 0.6*float64(c.n-none)
}

// nulls returns odd texts of a column of numbers that stand in it again and
// again, and so seem to print that there is none.
func (c *column) nulls() []string {
	var out []string
	for text, n := range c.odd {
		if n > 1 && len(text) < 16 && !strings.ContainsAny(text, "0123456789") {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return out
}

// evidence describes the cells of a column.
func (c *column) evidence() string {
	s := fmt.Sprintf("%d cells", c.n)
	offsets, bounds := c.offsets, c.bounds
	if offsets >= bounds {
		bounds = 0
	} else {
		offsets = 0
	}
	if c.blank > 0 {
		s += fmt.Sprintf(", %d blank", c.blank)
	}
	for _, part := range []struct {
		n    int
		what string
	}{{c.numbers, "numbers"}, {c.percents, "with %"}, {c.plusMinus, "with ±"}, {offsets, "intervals"}, {bounds, "intervals by their ends"}, {c.dates, "dates"}, {c.urls, "addresses"}} {
		if part.n > 0 {
			s += fmt.Sprintf(", %.0f%% %s", 100*c.share(part.n), part.what)
		}
	}
	if c.numbers+c.dates+c.urls+offsets+bounds == 0 {
		s += fmt.Sprintf(" of text, %d different", len(c.distinct))
	}
	example := []rune(c.example)
	if len(example) > 40 {
		example = append(example[:40], '…')
	}
	return strings.ReplaceAll(fmt.Sprintf("%s, such as %q", s, string(example)), "\n", " ")
}

// Words by which headers and names are known.
var (
	modelHeaders     = []string{"model", "model name", "models", "model id", "model version", "variant", "model variant", "system", "llm", "agent", "submission", "method", "name", "team", "entry", "fullname", "full name"}
	benchmarkHeaders = []string{"benchmark", "benchmarks", "task", "dataset", "eval", "evaluation", "test", "subset", "category"}
	metricHeaders    = []string{"metric", "metric name", "measure"}
	rankHeaders      = []string{"rank", "#", "position", "place", "pos", "no", "no."}
	rankWords        = regexp.MustCompile(`(?i)^rank\b|\brank$`)
	sizeHeaders      = []string{"votes", "n", "samples", "battles", "num battles", "count", "sample size", "questions", "n samples", "num samples", "trials", "n questions"}
	metaHeaders      = []string{"organization", "organisation", "org", "company", "developer", "provider", "vendor", "lab", "license", "licence", "knowledge cutoff", "knowledge cut-off", "cutoff", "parameters", "params", "size", "context", "context length", "context window", "url", "link", "notes", "note", "type", "architecture", "precision", "id", "country", "release date", "released", "open source", "open weights", "verified", "source", "logs", "site", "model link", "model type", "max tokens", "year", "likes", "hearts", "downloads", "stars", "generation", "region", "family", "base model", "submitted by", "contact"}
	metaWords        = regexp.MustCompile(`(?i)\b(params?|parameters|hearts|likes|downloads|stars|generation|co2|sha|revision|billions?)\b`)
	settingHeaders   = map[string][]string{
		"shots": {"shots", "n shot", "num fewshot", "n shots", "num shots", "fewshot", "few shot"}, "temperature": {"temperature", "temp"}, "harness": {"harness", "eval harness", "framework"},
		"harness_version": {"harness version"}, "judge": {"judge", "judge model", "grader"}, "scaffold": {"scaffold", "agent scaffold", "scaffolding"}, "reasoning_effort": {"reasoning effort", "effort", "thinking budget"}, "attempts": {"attempts", "n attempts"},
	}
	scoreHeaders     = []string{"rating", "elo", "elo rating", "arena score", "arena elo", "points", "percentage", "pct", "accuracy (%)", "score (%)"}
	unitHeaders      = []string{"unit", "units"}
	unitWords        = map[string]string{"%": "score-percent", "percent": "score-percent", "percentage": "score-percent", "pct": "score-percent", "proportion": "score-proportion", "fraction": "score-proportion", "ratio": "score-proportion", "elo": "elo", "usd": "cost-usd", "$": "cost-usd", "s": "latency-seconds", "sec": "latency-seconds", "seconds": "latency-seconds"}
	evaluatorHeaders = []string{"evaluator", "evaluated by", "measured by", "run by"}
	valueHeaders     = []string{"score", "value", "result", "accuracy", "scores", "metric value"}
	dayHeaders       = []string{"date", "reported on", "submission date", "submitted", "submitted at", "evaluated on", "evaluated at", "started at", "run date", "updated", "last updated", "added"}
	baselines        = []string{"human", "humans", "human expert", "human experts", "human baseline", "human average", "expert human", "random", "random guess", "random guessing", "random baseline", "random chance", "majority", "majority class", "majority baseline", "baseline", "chance", "average", "avg", "mean", "median", "total", "overall"}
	testNames        = []string{"mmlu", "gpqa", "aime", "math", "humaneval", "ifeval", "swe-bench", "bench", "eval", "arena", "hellaswag", "arc-", "arc ", "gsm8k", "mgsm", "mmmu", "chartqa", "docvqa", "hle", "drop", "bbh", "musr", "livecode", "truthfulqa", "winogrande", "squad", "tau-", "qa"}
	families         = regexp.MustCompile(`(?i)\b(gpt|claude|llama|gemini|gemma|qwen|mistral|mixtral|deepseek|grok|phi|command|yi|nova|glm|kimi|o[134](-mini|-preview)?|falcon|olmo|jamba|granite|nemotron|palm|codestral|ernie|hunyuan)|\d+(\.\d+)?[bB]\b`)
	modelNames       = regexp.MustCompile(`(?i)\b(gpt|claude|llama|gemini|gemma|qwen|mistral|mixtral|deepseek|grok|phi|command|yi|nova|glm|kimi|o[134](-mini|-preview)?|falcon|olmo|jamba|granite|nemotron|palm|codestral|ernie|hunyuan)|\d+(\.\d+)?[bB]\b|-v?\d`)
)

// has tells whether a list has a header, in normal form.
func has(list []string, header string) bool {
	n := strings.ReplaceAll(Norm(header), "-", " ")
	return slices.ContainsFunc(list, func(s string) bool { return n == s || n == strings.ReplaceAll(Norm(s), "-", " ") })
}

func looksLikeModel(name string) bool { return modelNames.MatchString(name) }

func looksLikeBenchmark(name string) bool {
	if families.MatchString(name) {
		return false
	}
	n := strings.ToLower(name)
	return slices.ContainsFunc(testNames, func(s string) bool { return strings.Contains(n, s) })
}
