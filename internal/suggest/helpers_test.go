package suggest

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"provenance/internal/boardmap"
	"provenance/internal/csvfile"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// eachHostileCSV calls f with each public file of odd CSV that a folder holds.
func eachHostileCSV(t *testing.T, f func(path string, b []byte)) {
	t.Helper()
	dir := os.Getenv("PROVENANCE_CSV_CORPORA")
	if dir == "" {
		dir = "../../../shared/corpora"
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("%s is absent; set PROVENANCE_CSV_CORPORA to a folder of CSVs", dir)
	}
	n := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		n++
		start := time.Now()
		f(path, b)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s: took %v", path, took)
		}
		return nil
	})
	if err != nil || n == 0 {
		t.Errorf("%d files, %v", n, err)
	}
	t.Logf("%d files", n)
}

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
	dir := os.Getenv("PROVENANCE_SAMPLES")
	if dir == "" {
		dir = "../shared/samples"
	}
	if !filepath.IsAbs(dir) { // as from the root of the repository
		dir = filepath.Join("..", "..", dir)
	}
	text, err := os.ReadFile(filepath.Join(dir, file))
	if os.IsNotExist(err) {
		t.Skipf("%s is absent; set PROVENANCE_SAMPLES to the folder of the sample files", filepath.Join(dir, file))
	}
	if err != nil {
		t.Fatal(err)
	}
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
