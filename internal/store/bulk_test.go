package store

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/model"
)

// TestSatisfiesChecksIsWhatTheSchemaTakes compares the checks of a row in Go with the
// CHECKs of table scores, over rows that are wrong in one way.
func TestSatisfiesChecksIsWhatTheSchemaTakes(t *testing.T) {
	t.Parallel()
	db := emptyDB(t)
	ingestScores(t, db, [][]*model.Record{randomScores(rand.New(rand.NewPCG(1, 1)), 1)}, 1)
	for name, c := range map[string]struct {
		set    func(*scoreRow)
		column string
		value  any
	}{
		"nothing":                 {func(*scoreRow) {}, "note", "n"},
		"an infinite value":       {func(s *scoreRow) { s.Value = math.Inf(1) }, "value", math.Inf(1)},
		"a negative error":        {func(s *scoreRow) { s.StdErr = -0.1 }, "stderr", -0.1},
		"an error of zero":        {func(s *scoreRow) { s.StdErr = 0 }, "stderr", 0.0},
		"a negative sample":       {func(s *scoreRow) { s.SampleSize = -1 }, "sample_size", -1},
		"a negative rank":         {func(s *scoreRow) { s.Rank = -1 }, "rank", -1},
		"a level of 1":            {func(s *scoreRow) { s.CILevel = 1 }, "ci_level", 1.0},
		"a level of 0":            {func(s *scoreRow) { s.CILevel = 0 }, "ci_level", 0.0},
		"a level of 0.95":         {func(s *scoreRow) { s.CILevel = 0.95 }, "ci_level", 0.95},
		"a day":                   {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025-02-28"} }, "evaluated_on", "2025-02-28"},
		"a month":                 {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025-02"} }, "evaluated_on", "2025-02"},
		"a year":                  {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025"} }, "evaluated_on", "2025"},
		"a day that is none":      {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025-02-30"} }, "evaluated_on", "2025-02-30"},
		"a month that is none":    {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025-13"} }, "evaluated_on", "2025-13"},
		"a word for a day":        {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "May"} }, "evaluated_on", "May"},
		"a party":                 {func(s *scoreRow) { s.Asserted = &model.Term{Text: "third_party"} }, "asserted_relationship", "third_party"},
		"a party that is none":    {func(s *scoreRow) { s.Asserted = &model.Term{Text: "me"} }, "asserted_relationship", "me"},
		"a revision that is none": {func(s *scoreRow) { s.Revision = -1 }, "revision", -1},
	} {
		nan := math.NaN()
		s := &scoreRow{ScoreRow: model.ScoreRow{Score: &model.Score{Value: 1, CILow: nan, CIHigh: nan, CILevel: nan, StdErr: nan}}}
		c.set(s)
		columns, values := "value, "+c.column, "1, ?"
		if c.column == "value" {
			columns, values = "value", "?"
		}
		_, err := db.Conn.ExecContext(context.Background(), `INSERT INTO scores(id, snapshot_id, name_id, benchmark_id, ingest_id, line, `+columns+`) SELECT 99, 1, 1, 1, 1, 1, `+values, c.value)
		if takes := err == nil || strings.Contains(err.Error(), "UNIQUE constraint"); takes != s.satisfiesChecks() { // the cell is taken
			t.Errorf("%s: satisfiesChecks is %v, the schema says %v", name, s.satisfiesChecks(), err)
		}
	}
	s := &scoreRow{ScoreRow: model.ScoreRow{Score: &model.Score{CILow: 2, CIHigh: 1, CILevel: math.NaN(), StdErr: math.NaN()}}}
	if s.satisfiesChecks() {
		t.Error("an interval of which the lower end is above the upper is taken")
	}
}

// TestManyAtATimeIsOneAtATime ingests random files with repeated, revised and
// contradictory cells in batches of many sizes: counts and content are the same.
func TestManyAtATimeIsOneAtATime(t *testing.T) {
	t.Parallel()
	for seed := range uint64(times(3, 12)) {
		r := rand.New(rand.NewPCG(seed, 1))
		var files [][]*model.Record
		for range 3 {
			files = append(files, randomScores(r, 1+r.IntN(450)))
		}
		var want []string
		var wantCounts []Counts
		for _, size := range []int{1, 7, 120, 1000} {
			db := emptyDB(t)
			counts := ingestScores(t, db, files, size)
			got := strings.Split(exported(t, db), "\n") // ids are as batches have it
			if want == nil {
				want, wantCounts = got, counts
				continue
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, batches of %d (-of 1 +got):\n%s", seed, size, diff)
			}
			if diff := cmp.Diff(wantCounts, counts); diff != "" {
				t.Fatalf("seed %d, batches of %d: counts (-of 1 +got):\n%s", seed, size, diff)
			}
			if got := lines(t, db, `PRAGMA integrity_check`); !cmp.Equal(got, []string{"ok"}) {
				t.Fatalf("seed %d: %v", seed, got)
			}
		}
		again := emptyDB(t)
		ingestScores(t, again, files, 1000)
		for _, c := range ingestScores(t, again, files[2:], 1000) {
			if c.Added+c.Revised != 0 || c.Unchanged != len(files[2]) {
				t.Fatalf("seed %d: the last file again: %+v", seed, c)
			}
		}
	}
}

// TestAPrintedValueComesBack stores values of many shapes: the text that a view
// shows is the one that was printed, or the value's own.
func TestAPrintedValueComesBack(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	texts := []string{"0", "-0", "80", "80.0", "80.50", "0.1", ".5", "5.", "007", "1e3", "-3", "1234567890.12345", "123456789012345", "1234567890123456", "0.0001", "0.00009", "0.30000000000000004", "100000000000000000000", "+13", "−3", "26,604", "90.18%"}
	for range 3000 {
		texts = append(texts, fmt.Sprintf("%.*f", r.IntN(17), (r.Float64()-0.3)*math.Pow(10, float64(r.IntN(18)-3))))
	}
	db := emptyDB(t)
	var records []*model.Record
	var want []string
	for i, text := range texts {
		v, err := model.ParseReal(strings.TrimRight(strings.ReplaceAll(text, ",", ""), "%"))
		if err != nil {
			t.Fatal(err)
		}
		rec := randomScores(r, 1)[0]
		for k, x := range map[string]any{"listed_as": fmt.Sprint("n", i), "value": v, "value_as_printed": text, "source": "a"} {
			rec.Values[rec.Table.Column(k)] = x
		}
		want = append(want, text)
		if i%2 == 1 {
			rec.Values[rec.Table.Column("value_as_printed")] = nil
			want[i] = model.FormatReal(v)
		}
		records = append(records, rec)
	}
	ingestScores(t, db, [][]*model.Record{records}, 500)
	if diff := cmp.Diff(want, lines(t, db, `SELECT value_as_printed FROM score_details ORDER BY score_id`)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if n := lines(t, db, `SELECT count(*) FROM scores WHERE printed IS NULL`)[0]; n < "1000" || len(n) < 4 {
		t.Errorf("only %s values went without their text", n)
	}
}

// The query that guesses looks at one row by its id.
func TestGuessLooksAtOneRow(t *testing.T) {
	db := emptyDB(t)
	_, guess := probeSQL(statedColumns(nil))
	guess = regexp.MustCompile(`\?\d+`).ReplaceAllString(guess, "1")
	plan := strings.Join(lines(t, db, `EXPLAIN QUERY PLAN `+guess), "\n")
	if !strings.Contains(plan, "SEARCH s USING INTEGER PRIMARY KEY") || strings.Contains(plan, "SCAN") {
		t.Errorf("got %s", plan)
	}
}
