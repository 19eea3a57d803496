package suggest

import (
	"bytes"
	"fmt"
	"testing"

	"provenance/internal/boardmap"
	"provenance/internal/csvtest"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// TestHostileCSVsAsBoards drafts maps for the public files of odd CSV, and reads
// those through them for which it can.
func TestHostileCSVsAsBoards(t *testing.T) {
	drafts := 0
	csvtest.EachHostile(t, func(path string, b []byte) {
		d, err := DraftMap(bytes.NewReader(b), path, nil)
		if err != nil {
			return
		}
		drafts++
		sum, err := boardmap.Read(bytes.NewReader(b), path, d.Map, boardmap.Options{ReportedOn: "2025-01-01"}, ingest.Handlers{
			Scores: func(*model.ScoreBatch) error { return nil }, Problem: func(model.Problem) {}})
		if err != nil || sum.Lines != sum.Header+sum.Accepted+sum.Rejected+sum.Dropped+sum.Blank {
			t.Errorf("%s: %+v, %v", path, sum, err)
		}
	})
	t.Logf("of %d a map could be drafted", drafts)
}

// The draft of a real board is read without a mistake, and its scores are those
// that the map of the board reads, where both read the column.
func TestDraftsOfRealBoards(t *testing.T) {
	for _, c := range []struct {
		file, shipped  string
		scores, reject int
	}{
		{"arena_hard_2024-07-31.csv", "arena-hard", 2 * 60, 0},
		{"bfcl_2024-07-06.csv", "bfcl", 965, 0},
		{"epoch_benchmarks_runs.csv", "epoch-runs", 541, 0},
		{"epoch_fictionlivebench.csv", "epoch-external", 575, 1},
		{"livebench_2025-04-25.csv", "livebench", 57 * 17, 0},
		{"lmarena_lmsys_2025-04-11.csv", "lmarena", 188, 0},
		{"lmarena_text_2025-08-04.csv", "lmarena", 266, 0},
		{"openllm_v2_2025-03-21.csv", "openllm-v2", 13 * 4576, 0},
	} {
		var day boardmap.Options
		if c.shipped == "livebench" { // the table of a release of the questions, which is not the day of its file
			day.ReportedOn = "2025-04-25"
		}
		real := sample(t, c.file, c.shipped, day)
		d, err := DraftMap(bytes.NewReader(real.text), c.file, nil)
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		m := readMapped(t, d.Map, c.file, real.text, boardmap.Options{})
		if len(m.scores) != c.scores || len(m.problems) != c.reject {
			t.Errorf("%s: got %d scores, problems %q, want %d and %d", c.file, len(m.scores), m.problems, c.scores, c.reject)
		}
		values := map[string]bool{}
		for _, s := range real.scores {
			values[fmt.Sprint(s.Line, s.Value, s.CILow, s.CIHigh)] = true
		}
		same := 0
		for _, s := range m.scores {
			if values[fmt.Sprint(s.Line, s.Value, s.CILow, s.CIHigh)] {
				same++
			}
		}
		if least := min(len(real.scores), len(m.scores)) - 60; same < least {
			t.Errorf("%s: %d of %d scores are as the map of the board reads them", c.file, same, len(m.scores))
		}
	}
}
