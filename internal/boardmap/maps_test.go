package boardmap

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"provenance/internal/csvfile"
	"provenance/internal/csvtest"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// mapped is what came of a file.
type mapped struct {
	ingest.Summary
	scores   []model.Score
	needs    []string // table/slug
	problems []string
	text     []byte
}

// readMapped reads bytes through a map, and holds the account to add up.
func readMapped(t testing.TB, m *Map, path string, text []byte, opt Options) *mapped {
	t.Helper()
	out := &mapped{text: text}
	sum, err := Read(bytes.NewReader(text), path, m, opt, ingest.Handlers{
		Scores: func(b *model.ScoreBatch) error {
			out.scores = append(out.scores, b.Scores...)
			for _, n := range b.Needs {
				out.needs = append(out.needs, n.Table.Name+"/"+n.Values[0].(string))
			}
			return nil
		},
		Problem: func(p model.Problem) { out.problems = append(out.problems, p.Error()) },
	})
	if err != nil {
		t.Fatal(err)
	}
	out.Summary = sum
	if lines := bytes.Count(text, []byte("\n")); !bytes.HasSuffix(text, []byte("\n")) && sum.Lines != lines+1 || bytes.HasSuffix(text, []byte("\n")) && sum.Lines != lines {
		t.Errorf("%s: %d lines are accounted for, of %d newlines: %+v", path, sum.Lines, lines, sum)
	}
	if sum.Cells != len(out.scores)+sum.Missing {
		t.Errorf("%s: %d cells are not %d scores and %d missing", path, sum.Cells, len(out.scores), sum.Missing)
	}
	return out
}

// find returns the scores of a name, and of a benchmark if one is given.
func (m *mapped) find(name, benchmark string) []model.Score {
	var out []model.Score
	for _, s := range m.scores {
		if s.ListedAs.Text == name && (benchmark == "" || s.Benchmark.Text == benchmark) {
			out = append(out, s)
		}
	}
	return out
}

func shippedMap(t testing.TB, name string) *Map {
	t.Helper()
	all, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if m.Name == name {
			return m
		}
	}
	t.Fatalf("there is no shipped map %s", name)
	return nil
}

// sample reads a public leaderboard file, through the shipped map that knows it.
func sample(t *testing.T, file, want string, opt Options) *mapped {
	t.Helper()
	text := csvtest.Sample(t, file)
	names, err := csvfile.ReadHeader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	m, err := Recognise(names)
	if err != nil {
		t.Fatal(err)
	}
	if m == nil || m.Name != want {
		t.Fatalf("the header of %s: got map %v, want %s", file, m, want)
	}
	return readMapped(t, m, file, text, opt)
}

// counts holds a file to what is known of it.
func (m *mapped) counts(t *testing.T, accepted, scores, missing, rejected int) {
	t.Helper()
	if m.Accepted != accepted || len(m.scores) != scores || m.Missing != missing || m.Rejected != rejected {
		t.Errorf("got %d lines accepted, %d scores, %d missing, %d rejected; want %d, %d, %d, %d; problems %q",
			m.Accepted, len(m.scores), m.Missing, m.Rejected, accepted, scores, missing, rejected, m.problems[:min(5, len(m.problems))])
	}
	intervals := 0
	for i := range m.scores {
		s := &m.scores[i]
		if field, text, _ := s.IntervalFault(); field != "" {
			t.Errorf("line %d: %s: %s", s.Line, field, text)
		}
		if !math.IsNaN(s.CILow) && !math.IsNaN(s.CIHigh) {
			intervals++
		}
	}
	if rejected == 0 && len(m.problems) > 0 {
		t.Errorf("problems: %q", m.problems)
	}
	t.Logf("%d scores, %d intervals, needs %v, warnings %q", len(m.scores), intervals, m.needs, m.Warnings)
}

func TestLMArenaSnapshotHasBothMavericks(t *testing.T) {
	m := sample(t, "lmarena_lmsys_2025-04-11.csv", "lmarena", Options{})
	m.counts(t, 188, 188, 0, 0)
	for _, s := range m.scores {
		if math.IsNaN(s.CILow) || math.IsNaN(s.CIHigh) || s.CILevel != 0.95 || s.SampleSize == 0 || s.ReportedOn.Text != "2025-04-11" {
			t.Fatalf("line %d: %+v", s.Line, s)
		}
	}
	for _, c := range []struct {
		name                   string
		value, low, high       float64
		votes, rank            int64
		source, benchmark, org string
	}{
		{"Llama-4-Maverick-03-26-Experimental", 1403, 1394, 1415, 4684, 2, "lmarena-csv", "lmarena-text", "lmarena"},
		{"Llama-4-Maverick-17B-128E-Instruct", 1273, 1261, 1283, 0, 35, "lmarena-csv", "lmarena-text", "lmarena"},
	} {
		got := m.find(c.name, "")
		if len(got) != 1 {
			t.Fatalf("%s: %d scores", c.name, len(got))
		}
		s := got[0]
		if s.Value != c.value || s.CILow != c.low || s.CIHigh != c.high || s.Rank != c.rank || c.votes > 0 && s.SampleSize != c.votes ||
			s.Source.Text != c.source || s.Benchmark.Text != c.benchmark || s.Metric.Text != "arena-score" || s.Evaluator.Text != c.org || s.Printed != "" {
			t.Errorf("%s: got %+v", c.name, s)
		}
	}
	if want := []string{"organizations/lmarena", "benchmarks/lmarena-text", "metrics/arena-score", "organizations/fboulnois", "sources/lmarena-csv"}; !slices.Equal(sorted(m.needs), sorted(want)) {
		t.Errorf("needs: got %v, want %v", m.needs, want)
	}
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

func TestLMArenaAsksForADay(t *testing.T) {
	text := []byte("rank,model,arena_elo,95_pct_ci,votes\n1,alpha,1200,+3/-4,\"1,234\"\n")
	m := shippedMap(t, "lmarena")
	got := readMapped(t, m, "vision.csv", append([]byte{}, text...), Options{ReportedOn: "2024-05"})
	got.counts(t, 1, 1, 0, 0)
	if s := got.scores[0]; s.Benchmark.Text != "lmarena-vision" || s.SampleSize != 1234 || s.CILow != 1196 || s.ReportedOn.Text != "2024-05" {
		t.Errorf("got %+v", s)
	}
	var problems []string
	for _, path := range []string{"lmsys.csv", "lmarena_webdev_2025-01-01.csv"} {
		if _, err := Read(bytes.NewReader(text), path, m, Options{}, ingest.Handlers{Problem: func(p model.Problem) { problems = append(problems, p.Error()) }}); err != nil {
			t.Fatal(err)
		}
	}
	if len(problems) != 2 || !strings.Contains(problems[0], "give --reported-on") || !strings.Contains(problems[1], "not a text that the map lists") {
		t.Errorf("problems: %q", problems)
	}
}
