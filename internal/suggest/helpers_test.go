package suggest

import (
	"bytes"
	"testing"

	"provenance/internal/boardmap"
	"provenance/internal/csvfile"
	"provenance/internal/csvtest"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// mapped is what came of a file.
type mapped struct {
	ingest.Summary
	scores   []model.Score
	problems []string
	text     []byte
}

// readMapped reads bytes through a map, and holds the account to add up.
func readMapped(t testing.TB, m *boardmap.Map, path string, text []byte, opt boardmap.Options) *mapped {
	t.Helper()
	out := &mapped{text: text}
	sum, err := boardmap.Read(bytes.NewReader(text), path, m, opt, ingest.Handlers{
		Scores: func(b *model.ScoreBatch) error {
			out.scores = append(out.scores, b.Scores...)
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

// sample reads a public leaderboard file, through the shipped map that knows it.
func sample(t *testing.T, file, want string, opt boardmap.Options) *mapped {
	t.Helper()
	text := csvtest.Sample(t, file)
	names, err := csvfile.ReadHeader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	m, err := boardmap.Recognise(names)
	if err != nil {
		t.Fatal(err)
	}
	if m == nil || m.Name != want {
		t.Fatalf("the header of %s: got map %v, want %s", file, m, want)
	}
	return readMapped(t, m, file, text, opt)
}
