package boardmap

import (
	"math"
	"slices"
	"strings"
	"testing"

	"provenance/internal/model"
)

func TestLMArenaKeepsARowThatStandsTwice(t *testing.T) {
	m := sample(t, "lmarena_text_2025-08-04.csv", "lmarena", Options{})
	m.counts(t, 266, 266, 0, 0)
	twice := m.find("Yi-34B-Chat", "lmarena-text")
	if len(twice) != 2 || twice[0].Value != twice[1].Value || twice[0].CILow != twice[1].CILow || twice[0].ListedAs != twice[1].ListedAs {
		t.Errorf("Yi-34B-Chat: got %+v", twice)
	}
}

func TestEpochRunsPickTheBestScorer(t *testing.T) {
	m := sample(t, "epoch_benchmarks_runs.csv", "epoch-runs", Options{})
	m.counts(t, 541, 541, 0, 0)
	undated := 0
	for _, s := range m.scores {
		if s.ReportedOn == nil {
			undated++
		}
		if s.StdErr == 0 {
			t.Errorf("line %d: a standard error of 0", s.Line)
		}
		if strings.Contains(s.ListedAs.Text, "_") {
			t.Errorf("line %d: %s", s.Line, s.ListedAs)
		}
	}
	if undated != 4 {
		t.Errorf("%d scores without a day, want 4", undated)
	}
	s := m.find("gpt-5.1", "gpqa-diamond")
	i := slices.IndexFunc(s, func(s model.Score) bool { return s.Protocol.Values[2] == "medium" })
	if i < 0 || s[i].Value != 0.85 || s[i].StdErr != 0.02 || s[i].Printed != "choice:0.85±0.02" || s[i].ReportedOn.Text != "2025-11-17" || s[i].Metric.Text != "accuracy-proportion" {
		t.Errorf("gpt-5.1: got %+v", s)
	}
	for _, c := range []struct {
		name, benchmark, effort string
		value, stderr           float64
	}{
		{"Llama-4-Maverick-17B-128E-Instruct-FP8", "math-level-5", "", 0.73, 0.01},
		{"Llama-4-Maverick-17B-128E-Instruct-FP8", "frontiermath-2025-02-28-private", "", 0.007, math.NaN()},
		{"claude-opus-4-20250514", "gpqa-diamond", "16K", 0, 0},
	} {
		found := false
		for _, s := range m.find(c.name, c.benchmark) {
			effort, _ := s.Protocol.Values[2].(string)
			same := s.StdErr == c.stderr || math.IsNaN(s.StdErr) && math.IsNaN(c.stderr)
			found = found || effort == c.effort && (c.value == 0 || s.Value == c.value && same)
		}
		if !found {
			t.Errorf("%+v: got %+v", c, m.find(c.name, c.benchmark))
		}
	}
}

func TestLiveBenchMeltsTasks(t *testing.T) {
	m := sample(t, "livebench_2025-04-25.csv", "livebench", Options{ReportedOn: "2026-07-01"})
	m.counts(t, 57, 57*17, 0, 0)
	// The day in the name is that of the questions, the other one that of the table.
	s := m.find("llama4-maverick-instruct-basic", "livebench-2025-04-25-amps-hard")
	if len(s) != 1 || s[0].Value != 77 || s[0].Printed != "77.0" || s[0].Metric.Text != "score-percent" || s[0].ReportedOn.Text != "2026-07-01" {
		t.Errorf("got %+v", s)
	}
	if !slices.Contains(m.needs, "benchmarks/livebench-2025-04-25-web-of-lies-v3") {
		t.Errorf("needs: %v", m.needs)
	}
}

func TestBFCLTakesTheModeOffTheName(t *testing.T) {
	m := sample(t, "bfcl_2024-07-06.csv", "bfcl", Options{})
	m.counts(t, 49, 833+4*49-22, 22, 0)
	seen := map[string]bool{}
	for _, s := range m.scores {
		if strings.Contains(s.ListedAs.Text, "(") {
			t.Fatalf("line %d: %s", s.Line, s.ListedAs)
		}
		extra, _ := s.Protocol.Values[15].(string)
		key := strings.Join([]string{s.ListedAs.Text, s.Benchmark.Text, s.Metric.Text, extra}, "|")
		if seen[key] {
			t.Errorf("line %d: %s stands twice", s.Line, key)
		}
		seen[key] = true
	}
	for _, want := range []string{
		`Claude-3.5-Sonnet-20240620|bfcl-overall-acc|accuracy|{"mode":"Prompt"}`,
		`Command-R-Plus|bfcl|cost-per-1k-calls|{"mode":"FC","prompt":"Optimized"}`,
		`Claude-3-Opus-20240229|bfcl|latency-p95|{"mode":"FC tools-2024-04-04"}`,
	} {
		if !seen[want] {
			t.Errorf("there is no %s", want)
		}
	}
	s := m.find("Claude-3.5-Sonnet-20240620", "bfcl-overall-acc")
	if s[0].Value != 90.18 || s[0].Printed != "90.18%" || s[0].Rank != 1 {
		t.Errorf("got %+v", s[0])
	}
}

func TestArenaHardHasIntervalsAsDistances(t *testing.T) {
	m := sample(t, "arena_hard_2024-07-31.csv", "arena-hard", Options{})
	m.counts(t, 60, 60, 0, 0)
	s := m.find("gpt-4-turbo-2024-04-09", "arena-hard-auto")
	if len(s) != 1 || s[0].CILow != 80.75 || s[0].CIHigh != 84.6 || s[0].CILevel != 0.95 || s[0].ReportedOn.Text != "2024-07-31" {
		t.Errorf("got %+v", s)
	}
}

func TestFictionLiveBenchMeltsContextLengths(t *testing.T) {
	m := sample(t, "epoch_fictionlivebench.csv", "epoch-external", Options{})
	m.counts(t, 60, 585, 60*11-585, 0)
	if s := m.find("(no model version)", "fiction-livebench-0"); len(s) != 1 || s[0].Line != 11 || !strings.HasPrefix(s[0].Note, "Model is gemini-2.5-flash-preview") {
		t.Errorf("the row that names no model: got %+v", s)
	}
	s := m.find("chutes/Llama-4-Maverick-17B-128E-Instruct", "fiction-livebench-120k")
	if len(s) != 1 || s[0].Value != 36.4 || s[0].Printed != "36.4%" || s[0].Protocol.Values[11] != "chutes" || s[0].Evaluator.Text != "fiction-live" {
		t.Errorf("got %+v", s)
	}
}

func TestOpenLLMTakesRawValues(t *testing.T) {
	m := sample(t, "openllm_v2_2025-03-21.csv", "openllm-v2", Options{})
	m.counts(t, 4576, 4576*6, 0, 0)
	longest := 0
	for _, s := range m.scores {
		longest = max(longest, len(s.ListedAs.Text))
		if s.Value < 0 || s.Value > 1 {
			t.Errorf("line %d: %v", s.Line, s.Value)
		}
	}
	if longest != 157 {
		t.Errorf("longest name: got %d, want 157", longest)
	}
	s := m.find("0-hero/Matter-0.2-7B-DPO_bfloat16_26a66f0d862e2024ce4ad0a09c37052ac36e8af6_True", "math-level-5")
	if len(s) != 1 || s[0].Value != 0.0143504531722054 || s[0].Protocol.Values[15] != `{"chat_template":"true"}` {
		t.Errorf("got %+v", s)
	}
}
