package provenance_test

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// caseFolders gives the folders of testdata that hold a case: canonical CSVs with
// statements about who said what.
func caseFolders(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*/statements.csv")
	if err != nil {
		t.Fatal(err)
	}
	var dirs []string
	for _, f := range files {
		dirs = append(dirs, filepath.Dir(f))
	}
	if !slices.Contains(dirs, llama4) {
		t.Fatalf("cases: got %v, want %s in it", dirs, llama4)
	}
	return dirs
}

// A shipped is one record of a case, with what its file says is wrong with it.
type shipped struct {
	table    *model.Table
	line     int
	values   []any // nil where the record was rejected
	problems []model.Problem
}

func (s *shipped) name() string { return fmt.Sprintf("%s.csv:%d", s.table.Name, s.line) }

// text is the cell of a column, "" where the table does not have it.
func (s *shipped) text(column string) string {
	i := s.table.Column(column)
	if i < 0 || s.values == nil {
		return ""
	}
	return model.FormatValue(s.table.Columns[i].Kind, s.values[i])
}

// A shippedCase is a whole case, by table, in the order of its files.
type shippedCase struct {
	rows  map[string][]*shipped
	slugs map[string]map[string]*shipped // of tables with slugs
}

func (c *shippedCase) find(table, slug string) *shipped { return c.slugs[table][slug] }

func (c *shippedCase) each(f func(*shipped)) {
	for _, t := range model.Tables {
		for _, r := range c.rows[t.Name] {
			f(r)
		}
	}
}

// readCase reads a case with package ingest. A problem with a header or a whole file
// ends the test; any other belongs to its record. A file that is no canonical table
// would be shipped in the binary and fail at the first ingest.
func readCase(t *testing.T, dir string) *shippedCase {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	c := &shippedCase{rows: map[string][]*shipped{}, slugs: map[string]map[string]*shipped{}}
	for _, e := range entries {
		if e.Name() == "README.md" {
			continue
		}
		table := model.TableNamed(strings.TrimSuffix(e.Name(), ".csv"))
		if table == nil || !strings.HasSuffix(e.Name(), ".csv") {
			t.Errorf("%s: no canonical table has this name", filepath.Join(dir, e.Name()))
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsRune(text, '\r') || !bytes.HasSuffix(text, []byte("\n")) {
			t.Errorf("%s: want lines that end in LF, the last one too", e.Name())
		}
		c.read(t, table, text)
	}
	return c
}

// read reads the records of one file.
func (c *shippedCase) read(t *testing.T, table *model.Table, text []byte) {
	t.Helper()
	bad := map[int]*shipped{}
	sum, err := ingest.Read(bytes.NewReader(text), table.Name+".csv", table, ingest.Handlers{
		Record: func(r *model.Record) error {
			row := &shipped{table: table, line: r.Line, values: r.Values}
			c.rows[table.Name] = append(c.rows[table.Name], row)
			if table.Catalogue {
				if c.slugs[table.Name] == nil {
					c.slugs[table.Name] = map[string]*shipped{}
				}
				if old := c.slugs[table.Name][r.Text(0)]; old != nil {
					t.Errorf("%s and %s: both have the slug %q", old.name(), row.name(), r.Text(0))
				}
				c.slugs[table.Name][r.Text(0)] = row
			}
			return nil
		},
		Scores: func(b *model.ScoreBatch) error {
			for i := range b.Scores {
				c.rows[table.Name] = append(c.rows[table.Name], &shipped{table: table, line: b.Scores[i].Line, values: scoreValues(table, &b.Scores[i])})
			}
			return nil
		},
		Problem: func(p model.Problem) {
			if p.Line <= 1 {
				t.Fatal(p)
			}
			if bad[p.Line] == nil {
				bad[p.Line] = &shipped{table: table, line: p.Line}
				c.rows[table.Name] = append(c.rows[table.Name], bad[p.Line])
			}
			bad[p.Line].problems = append(bad[p.Line].problems, p)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(c.rows[table.Name]); n != sum.Cells+sum.Rejected || n == 0 {
		t.Errorf("%s.csv: handed out %d records, counted %d", table.Name, n, sum.Cells+sum.Rejected)
	}
}

// scoreValues gives the cells of a score in the order of scores.csv.
func scoreValues(table *model.Table, s *model.Score) []any {
	v := make([]any, len(table.Columns))
	set := func(name string, x any) { v[table.Column(name)] = x }
	for name, t := range map[string]*model.Term{"source": s.Source, "listed_as": s.ListedAs, "section": s.Section, "benchmark": s.Benchmark, "metric": s.Metric,
		"reported_on": s.ReportedOn, "evaluated_on": s.EvaluatedOn, "evaluator": s.Evaluator, "asserted_relationship": s.Asserted} {
		if t != nil {
			set(name, t.Text)
		}
	}
	for name, f := range map[string]float64{"value": s.Value, "ci_low": s.CILow, "ci_high": s.CIHigh, "ci_level": s.CILevel, "stderr": s.StdErr} {
		if !math.IsNaN(f) {
			set(name, f)
		}
	}
	for name, n := range map[string]int64{"sample_size": s.SampleSize, "rank": s.Rank} {
		if n != 0 {
			set(name, n)
		}
	}
	for name, text := range map[string]string{"value_as_printed": s.Printed, "locator": s.Locator, "note": s.Note} {
		if text != "" {
			set(name, text)
		}
	}
	copy(v[table.Column(model.ProtocolColumns[0]):], s.Protocol.Values[:])
	return v
}

// localPlace is a place that exists for one person or one machine only.
var localPlace = regexp.MustCompile(`(?i)(^|[\s"'(=,;])(~/|/(home|root|work|tmp|users|mnt|private|opt|var|srv|data)\b)|file://|[a-z]:\\|\\\\|localhost|127\.0\.0\.1|\.(internal|local|lan|corp)\b`)

// workWord is a word of somebody's desk, not of the sources.
var workWord = regexp.MustCompile(`(?i)\b(workspace|scratch ?pad|sub-?agent|intranet|sharepoint|confluence|DESIGN\.md|STYLE\.md|todo|fixme|xxx)\b`)

// undated is how a source says that it has no day.
var undated = regexp.MustCompile(`(?i)\bday\b.*\bnot on record\b|\bno\b.*\bday\b.*\bon record\b`)

// unaddressed is how a source says that it has no address.
var unaddressed = regexp.MustCompile(`(?i)\baddress\b.*\bon record\b`)

// TestEachRecordOfEachCase holds every record that is shipped to what a reader needs:
// its source resolves and says where in it to look, its days are days, its values lie
// within their bounds, and its texts are short and our own.
func TestEachRecordOfEachCase(t *testing.T) {
	copied := analysisRuns(t)
	for _, dir := range caseFolders(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			c := readCase(t, dir)
			c.each(func(r *shipped) {
				t.Run(r.name(), func(t *testing.T) {
					for _, p := range r.problems {
						t.Error(p)
					}
					if r.values == nil {
						return
					}
					checkCells(t, c, r)
					checkWords(t, r, copied)
					checkSource(t, c, r)
					switch r.table.Name {
					case "scores":
						checkScore(t, c, r)
					case "sources":
						checkAddress(t, r)
					case "statements":
						checkSaid(t, c, r)
					}
				})
			})
		})
	}
}

// checkCells checks references, dates and texts.
func checkCells(t *testing.T, c *shippedCase, r *shipped) {
	for i, col := range r.table.Columns {
		cell := r.text(col.Name)
		if cell == "" {
			continue
		}
		switch col.Kind {
		case model.Ref:
			if c.find(col.Table, cell) == nil {
				t.Errorf("%s %q: no such row in %s.csv", col.Name, cell, col.Table)
			}
		case model.Date:
			if _, err := model.ParseDate(cell); err != nil {
				t.Errorf("%s %q: %v", col.Name, cell, err)
			}
		case model.Text, model.URL, model.JSON:
			if m := localPlace.FindString(cell); m != "" {
				t.Errorf("%s %q names a local place: %q", col.Name, cell, m)
			}
			if m := workWord.FindString(cell); m != "" {
				t.Errorf("%s %q names a workplace: %q", col.Name, cell, m)
			}
			if s, _ := r.values[i].(string); s != strings.TrimSpace(s) {
				t.Errorf("%s %q: white space around it", col.Name, cell)
			}
		}
	}
	for _, span := range [][2]string{{"from_on", "to_on"}, {"valid_from", "valid_to"}, {"published_on", "retrieved_on"}, {"evaluated_on", "reported_on"}} {
		from, to := r.text(span[0]), r.text(span[1])
		if from != "" && to != "" && from > to {
			t.Errorf("%s %s is after %s %s", span[0], from, span[1], to)
		}
	}
}

// The longest text of ours, the most words that it may quote, and the longest run of
// words that it may share with the analysis outside of quotation marks.
const (
	longText  = 300
	mayQuote  = 25
	mayRepeat = 9
)

var (
	quoted = regexp.MustCompile(`"[^"]*"`)
	aWord  = regexp.MustCompile(`[\pL\pN]+`)
)

// ownWords are the columns that hold texts of ours. What a source is called or prints is
// in others.
var ownWords = []string{"text", "note", "reason", "evidence", "conditions"}

// checkWords checks that a text is short, quotes little and copies nothing.
func checkWords(t *testing.T, r *shipped, copied map[string]bool) {
	for _, column := range ownWords {
		text := r.text(column)
		if len(text) > longText {
			t.Errorf("%s has %d bytes, want at most %d: %s", column, len(text), longText, text)
		}
		n := 0
		for _, q := range quoted.FindAllString(text, -1) {
			n += len(strings.Fields(q))
		}
		if n > mayQuote {
			t.Errorf("%s quotes %d words, want at most %d: %s", column, n, mayQuote, text)
		}
		for run := range runsOf(quoted.ReplaceAllString(text, "|")) {
			if copied[run] {
				t.Errorf("%s has %q of the analysis outside of quotation marks: %s", column, run, text)
			}
		}
	}
}

// runsOf gives the runs of more than mayRepeat words; a bar ends a run.
func runsOf(text string) map[string]bool {
	runs := map[string]bool{}
	for _, part := range strings.Split(strings.ToLower(text), "|") {
		words := aWord.FindAllString(part, -1)
		for i := 0; i+mayRepeat < len(words); i++ {
			runs[strings.Join(words[i:i+mayRepeat+1], " ")] = true
		}
	}
	return runs
}

// analysisRuns gives the runs of words of the analysis of the Llama 4 release. It is no
// part of the repository: where it is absent no text is compared with it.
func analysisRuns(t *testing.T) map[string]bool {
	text, err := os.ReadFile("../shared/facts/analysis.txt")
	if err != nil {
		t.Logf("texts are not compared with the analysis: %v", err)
		return nil
	}
	return runsOf(string(text))
}

// checkSource checks that a record has a source, and a place in it, where its table has
// such a column. A source without a day says so, and dates no release event.
func checkSource(t *testing.T, c *shippedCase, r *shipped) {
	if r.table.Column("source") < 0 || r.table.Name == "statement_targets" {
		return
	}
	source := c.find("sources", r.text("source"))
	if source == nil || source.values == nil {
		t.Errorf("source %q: no such source", r.text("source"))
		return
	}
	if i := r.table.Column("locator"); i >= 0 && r.text("locator") == "" {
		t.Error("no locator: where in the source is it?")
	}
	dated := source.text("published_on") != "" || source.text("retrieved_on") != ""
	switch {
	case r.table.Name == "release_events" && !dated:
		t.Errorf("a release event needs a source with a day: %s has neither published_on nor retrieved_on", r.text("source"))
	case !dated && !undated.MatchString(source.text("note")):
		t.Errorf("%s has no day, and its note does not say that none is on record: %q", r.text("source"), source.text("note"))
	}
}

// checkAddress checks that a reader can open a source, or is told that nobody can, and
// which copy was read.
func checkAddress(t *testing.T, r *shipped) {
	if r.text("url") == "" && r.text("archived_url") == "" && !unaddressed.MatchString(r.text("note")) {
		t.Errorf("no address, and the note does not say that none is on record: %q", r.text("note"))
	}
	if r.text("read_from") == "" {
		t.Error("read_from is blank: which copy was read?")
	}
}

// checkSaid checks that nothing was said after the document that has it was published.
func checkSaid(t *testing.T, c *shippedCase, r *shipped) {
	source := c.find("sources", r.text("source"))
	if source == nil || source.values == nil {
		return // reported already
	}
	said, published := r.text("said_on"), source.text("published_on")
	if n := min(len(said), len(published)); said[:n] > published[:n] {
		t.Errorf("said on %s, in %s of %s", said, r.text("source"), published)
	}
}

// checkScore checks a score against its metric and its own interval.
func checkScore(t *testing.T, c *shippedCase, r *shipped) {
	number := func(row *shipped, column string) (float64, bool) {
		v, ok := row.values[row.table.Column(column)].(float64)
		return v, ok
	}
	metric := c.find("metrics", r.text("metric"))
	if metric == nil || metric.values == nil {
		return // reported already
	}
	value, ok := number(r, "value")
	if !ok {
		t.Fatalf("value: got %v, want a number", r.text("value"))
	}
	if lo, ok := number(metric, "lower_bound"); ok && value < lo {
		t.Errorf("value %v is below the lower bound %v of %s", value, lo, r.text("metric"))
	}
	if hi, ok := number(metric, "upper_bound"); ok && value > hi {
		t.Errorf("value %v is above the upper bound %v of %s", value, hi, r.text("metric"))
	}
	if lo, ok := number(r, "ci_low"); ok && value < lo {
		t.Errorf("value %v is below its interval, which begins at %v", value, lo)
	}
	if hi, ok := number(r, "ci_high"); ok && value > hi {
		t.Errorf("value %v is above its interval, which ends at %v", value, hi)
	}
}
