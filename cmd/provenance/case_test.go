package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// caseDir is the Llama 4 case: shipped data, tested record by record.
const caseDir = "../../testdata/llama4"

// A shipped is one record of the case, with what its file says is wrong with it.
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

// A shippedCase is the whole case, by table, in the order of its files.
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

// notInTheCase are the tables of which no source of the case says anything: what
// the board asks of its own scores is not on record, say.
var notInTheCase = map[string]bool{"board_minimums": true, "alias_corrections": true,
	"co_developers": true, "benchmark_backers": true, "snapshot_extents": true, "statement_corrections": true, "external_ids": true}

// readCase reads the case with package ingest. A problem with a header or a
// whole file ends the test; any other belongs to its record.
func readCase(t *testing.T) *shippedCase {
	t.Helper()
	c := &shippedCase{rows: map[string][]*shipped{}, slugs: map[string]map[string]*shipped{}}
	for i := range model.Tables {
		table := &model.Tables[i]
		if notInTheCase[table.Name] {
			continue
		}
		f, err := os.Open(filepath.Join(caseDir, table.Name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		bad := map[int]*shipped{}
		sum, err := ingest.Read(f, table.Name+".csv", table, ingest.Handlers{
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
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if n := len(c.rows[table.Name]); n != sum.Cells+sum.Rejected || n == 0 {
			t.Errorf("%s.csv: handed out %d records, counted %d", table.Name, n, sum.Cells+sum.Rejected)
		}
	}
	return c
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

// isFact reports whether the rows of a table say something that needs a source.
// A target belongs to its statement, whose source is tested.
func isFact(t *model.Table) bool {
	return (!t.Catalogue || t.Name == "statements") && t.Name != "statement_targets"
}

func TestEveryRecordOfTheCase(t *testing.T) {
	c := readCase(t)
	c.each(func(r *shipped) {
		t.Run(r.name(), func(t *testing.T) {
			for _, p := range r.problems {
				t.Error(p)
			}
			if r.values == nil {
				return
			}
			checkCells(t, c, r)
			if r.table.Name == "scores" {
				checkScore(t, c, r)
			}
			if isFact(r.table) {
				checkSource(t, c, r)
			}
		})
	})
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
	for _, span := range [][2]string{{"from_on", "to_on"}, {"valid_from", "valid_to"}, {"published_on", "retrieved_on"}} {
		from, to := r.text(span[0]), r.text(span[1])
		if from != "" && to != "" && from > to {
			t.Errorf("%s %s is after %s %s", span[0], from, span[1], to)
		}
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
	if run, told := r.text("evaluated_on"), r.text("reported_on"); run != "" && told != "" && run > told {
		t.Errorf("evaluated_on %s is after reported_on %s", run, told)
	}
}

// checkSource checks that a fact has a source, and that the source has a day or
// says why it has none.
func checkSource(t *testing.T, c *shippedCase, r *shipped) {
	source := c.find("sources", r.text("source"))
	if source == nil || source.values == nil {
		t.Errorf("source %q: no such source", r.text("source"))
		return
	}
	dated := source.text("published_on") != "" || source.text("retrieved_on") != ""
	switch {
	case r.table.Name == "release_events" && !dated:
		t.Errorf("a release event needs a source with a day: %s has neither published_on nor retrieved_on", r.text("source"))
	case !dated && !undated.MatchString(source.text("note")):
		t.Errorf("%s has no day, and its note does not say that none is on record: %q", r.text("source"), source.text("note"))
	}
}

func TestTheReferencesOfTheAnalysisAreUsed(t *testing.T) {
	c := readCase(t)
	uses := map[string]int{}
	c.each(func(r *shipped) {
		if !isFact(r.table) || r.values == nil {
			return
		}
		for _, col := range r.table.Columns {
			if col.Kind == model.Ref && col.Table == "sources" {
				uses[r.text(col.Name)]++
			}
		}
	})
	for i := 1; i <= 22; i++ {
		slug := fmt.Sprintf("ref-%02d", i)
		switch {
		case c.find("sources", slug) == nil:
			t.Errorf("%s is not in sources.csv", slug)
		case uses[slug] == 0:
			t.Errorf("%s: no fact cites it", slug)
		}
	}
	for slug := range c.slugs["sources"] {
		if n, err := strconv.Atoi(strings.TrimPrefix(slug, "ref-")); err == nil && (n < 1 || n > 22) {
			t.Errorf("%s: the analysis has 22 references", slug)
		}
	}
}

// experimental and behemoth are the two variants of the case that the public
// never could get.
const (
	experimental = "llama-4-maverick-03-26-experimental"
	behemoth     = "llama-4-behemoth"
)

func TestScoresOfVariantsThatWereNeverReleased(t *testing.T) {
	c := readCase(t)
	if n := len(c.rows["scores"]); n != 1099 {
		t.Errorf("got %d scores, want 1099", n)
	}
	db := caseToRead(t)
	got := rows(t, db, `
		SELECT s.variant, count(*) FROM score_details s
		WHERE EXISTS (SELECT 1 FROM variant_status v WHERE v.variant = s.variant)
		  AND NOT EXISTS (SELECT 1 FROM variant_status v WHERE v.variant = s.variant AND v.scope = 'public' AND v.status IN ('released', 'preview'))
		GROUP BY s.variant ORDER BY s.variant`)
	want := []string{behemoth + ",7", experimental + ",264"}
	if !slices.Equal(got, want) {
		t.Errorf("scores of variants never released: got %v, want %v", got, want)
	}
	if got := rows(t, db, `SELECT count(*), count(DISTINCT score_id) FROM flags WHERE rule = 'unreleased-when-reported'`); !slices.Equal(got, []string{"271,271"}) {
		t.Errorf("flags of rule unreleased-when-reported, and their scores: got %v, want [271,271]", got)
	}
}

func TestPeersHaveNoReleaseEvents(t *testing.T) {
	c := readCase(t)
	subjects := []string{"llama-4", "llama-4-scout", "llama-4-maverick", "llama-4-behemoth"}
	peers := 0
	for _, v := range c.rows["variants"] {
		if slices.Contains(subjects, v.text("model")) {
			continue
		}
		peers++
		for _, e := range c.rows["release_events"] {
			if e.text("variant") == v.text("slug") {
				t.Errorf("%s: %s is a peer; what a vendor's table says of it dates no release", e.name(), v.text("slug"))
			}
		}
	}
	if peers == 0 {
		t.Error("the case has no peers")
	}
}

func TestBehemothIsOnRecordAsUnreleasedTeacher(t *testing.T) {
	c := readCase(t)
	var statuses []string
	for _, e := range c.rows["release_events"] {
		if e.text("variant") == behemoth && !slices.Contains(statuses, e.text("status")) {
			statuses = append(statuses, e.text("status"))
		}
	}
	slices.Sort(statuses)
	if want := []string{"announced", "in_training"}; !slices.Equal(statuses, want) {
		t.Errorf("statuses of %s: got %v, want %v", behemoth, statuses, want)
	}
	for _, slug := range []string{"llama-4-scout-17b-16e", "llama-4-maverick-17b-128e"} {
		v := c.find("variants", slug)
		if v == nil {
			t.Errorf("no variant %s", slug)
			continue
		}
		if v.text("stage") != "base" || v.text("parent") != behemoth || v.text("parent_relation") != "distilled" {
			t.Errorf("%s: got stage %q, parent %q, relation %q; want base, %s, distilled", slug, v.text("stage"), v.text("parent"), v.text("parent_relation"), behemoth)
		}
	}
}

// TestFilesOfTheCase holds the folder to the canonical tables: a file of another
// name would be shipped in the binary and fail at the first ingest.
func TestFilesOfTheCase(t *testing.T) {
	entries, err := os.ReadDir(caseDir)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	for _, table := range model.Tables {
		if !notInTheCase[table.Name] {
			want = append(want, table.Name+".csv")
		}
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("files: got %v, want %v", got, want)
	}
	for _, name := range got {
		f, err := os.Open(filepath.Join(caseDir, name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsRune(string(b), '\r') || !strings.HasSuffix(string(b), "\n") {
			t.Errorf("%s: want lines that end in LF, the last one too", name)
		}
	}
}
