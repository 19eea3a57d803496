package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// boardsDir holds excerpts of real boards; its README.md names their sources.
const boardsDir = "../../testdata/boards"

// boards gives, for each map that is built in, an excerpt of a board, the account of
// it, and what is on record afterwards.
var boards = []struct {
	builtIn, file string
	asked         bool   // the map is asked for: no header tells it
	day           string // --reported-on
	lines, cells  string
	answers       map[string]string
}{
	{builtIn: "arena-hard", file: "arena_hard_2024-07-31.csv", lines: "8 lines = 1 header + 7 accepted", cells: "7 cells = 7 scores + 0 missing", answers: map[string]string{
		`SELECT count(*), count(ci_low), min(reported_on), max(reported_on) FROM score_details`:                                  "7\t7\t2024-07-31\t2024-07-31",
		`SELECT benchmark, unit, value, ci_low, ci_high, ci_level FROM score_details WHERE listed_as = 'gpt-4-turbo-2024-04-09'`: "arena-hard-auto\tpercent\t82.63\t80.75\t84.6\t0.95",
		`SELECT value, value_as_printed, ci_low, ci_high FROM score_details WHERE listed_as = 'gemma-2b-it'`:                     "3\t3.0\t2.33\t3.67",
		`SELECT source, evaluator, relationship FROM score_details WHERE listed_as = 'glm-4-air'`:                                "arena-hard\tlmarena\t",
	}},
	{builtIn: "bfcl", file: "bfcl_2024-07-06.csv", lines: "9 lines = 1 header + 8 accepted", cells: "168 cells = 167 scores + 1 missing", answers: map[string]string{
		`SELECT unit, count(*) FROM score_details GROUP BY 1 ORDER BY 1`:                                                                            "percent\t136\nseconds\t24\nusd\t7",
		`SELECT value, value_as_printed, rank FROM score_details WHERE listed_as = 'Claude-3.5-Sonnet-20240620' AND benchmark = 'bfcl-overall-acc'`: "90.18\t90.18%\t1",
		// Three settings of one name; none of them is part of it.
		`SELECT value, p.extra FROM score_details JOIN protocols p ON p.id = protocol_id WHERE listed_as = 'Command-R-Plus' AND benchmark = 'bfcl-overall-acc' ORDER BY 1`: `79.76	{"mode":"FC","prompt":"Optimized"}` + "\n" +
			`80.53	{"mode":"Prompt","prompt":"Original"}` + "\n" + `80.59	{"mode":"Prompt","prompt":"Optimized"}`,
		`SELECT p.extra FROM score_details JOIN protocols p ON p.id = protocol_id WHERE listed_as = 'Claude-3-Opus-20240229' AND metric = 'latency-p95'`: `{"mode":"FC tools-2024-04-04"}`,
		`SELECT count(*) FROM metrics WHERE unit IN ('usd', 'seconds') AND higher_is_better IS NOT 0`:                                                    "0",
	}},
	{builtIn: "epoch-runs", file: "epoch_benchmarks_runs.csv", day: "2025-12-03", lines: "8 lines = 1 header + 7 accepted", cells: "7 cells = 7 scores + 0 missing", answers: map[string]string{
		`SELECT value, value_as_printed, stderr, reported_on, metric, reasoning_effort FROM score_details JOIN protocols p ON p.id = protocol_id WHERE listed_as = 'gpt-5.1'`: "0.85\tchoice:0.85±0.02\t0.02\t2025-11-17\taccuracy-proportion\tmedium",
		// The best of three scorers; a standard error that was rounded away is not 0.
		`SELECT value, stderr FROM score_details WHERE benchmark = 'math-level-5'`:                                                            "0.73\t0.01",
		`SELECT value, stderr FROM score_details WHERE listed_as = 'gpt-5-mini-2025-08-07'`:                                                   "0\t",
		`SELECT value, reasoning_effort FROM score_details JOIN protocols p ON p.id = protocol_id WHERE listed_as = 'claude-opus-4-20250514'`: "0.041\t27K",
		// The day of a run that has none is the one that was given.
		`SELECT value, reported_on FROM score_details WHERE listed_as = 'grok-4-0709'`: "0.87\t2025-12-03",
	}},
	{builtIn: "epoch-external", file: "epoch_fictionlivebench.csv", day: "2025-12-03", lines: "7 lines = 1 header + 6 accepted", cells: "66 cells = 59 scores + 7 missing", answers: map[string]string{
		`SELECT count(DISTINCT benchmark), count(*), min(unit), max(unit) FROM score_details`: "11\t59\tpercent\tpercent",
		`SELECT value, value_as_printed, platform, evaluator FROM score_details JOIN protocols p ON p.id = protocol_id WHERE listed_as = 'chutes/Llama-4-Maverick-17B-128E-Instruct' AND benchmark = 'fiction-livebench-120k'`: "36.4\t36.4%\tchutes\tfiction-live",
		`SELECT count(*) FROM score_details WHERE listed_as = '(no model version)'`:                                                    "10",
		`SELECT DISTINCT reasoning_effort FROM score_details JOIN protocols p ON p.id = protocol_id WHERE listed_as = 'o3-2025-04-16'`: "medium",
	}},
	{builtIn: "livebench", file: "livebench_2025-04-25.csv", day: "2026-07-01", lines: "6 lines = 1 header + 5 accepted", cells: "85 cells = 85 scores + 0 missing", answers: map[string]string{
		// The day in the name is that of the questions, not of the table.
		`SELECT count(DISTINCT listed_as), count(DISTINCT benchmark), min(reported_on) FROM score_details`:                                                                    "5\t17\t2026-07-01",
		`SELECT min(released_on), max(released_on) FROM benchmarks`:                                                                                                           "2025-04-25\t2025-04-25",
		`SELECT value, value_as_printed, metric FROM score_details WHERE listed_as = 'llama4-maverick-instruct-basic' AND benchmark = 'livebench-2025-04-25-amps-hard'`:       "77\t77.0\tscore-percent",
		`SELECT value FROM score_details WHERE listed_as = 'o3-2025-04-16-high' AND benchmark = 'livebench-2025-04-25-connections'`:                                           "97",
		`SELECT count(*) FROM benchmarks WHERE slug = 'livebench-2025-04-25-web-of-lies-v3' AND family = 'livebench' AND version = '2025-04-25' AND split = 'web_of_lies_v3'`: "1",
	}},
	{builtIn: "lmarena", file: "lmarena_lmsys_2025-04-11.csv", lines: "8 lines = 1 header + 7 accepted", cells: "7 cells = 7 scores + 0 missing", answers: map[string]string{
		`SELECT count(ci_low), min(reported_on), max(reported_on), min(benchmark), max(benchmark) FROM score_details`:                 "7\t2025-04-11\t2025-04-11\tlmarena-text\tlmarena-text",
		`SELECT value, ci_low, ci_high, sample_size, rank FROM score_details WHERE listed_as = 'Llama-4-Maverick-03-26-Experimental'`: "1403\t1394\t1415\t4684\t2",
		`SELECT value, ci_low, ci_high, sample_size, rank FROM score_details WHERE listed_as = 'Llama-4-Maverick-17B-128E-Instruct'`:  "1273\t1261\t1283\t2662\t35",
	}},
	{builtIn: "lmarena", file: "lmarena_text_2025-08-04.csv", lines: "6 lines = 1 header + 5 accepted", cells: "5 cells = 5 scores + 0 missing", answers: map[string]string{
		`SELECT value, ci_low, ci_high, rank FROM score_details WHERE listed_as = 'Llama-4-Maverick-03-26-Experimental'`: "1416\t1412\t1420\t10",
		// A name that the board lists twice.
		`SELECT value, ci_low, ci_high, rank FROM score_details WHERE listed_as = 'Yi-34B-Chat' ORDER BY rank`: "1134\t1128\t1140\t200\n1134\t1128\t1140\t201",
	}},
	{builtIn: "long", file: "llama-4-announcement.csv", lines: "8 lines = 1 header + 7 accepted", cells: "7 cells = 6 scores + 1 missing", answers: map[string]string{
		`SELECT value, unit, source, reported_on, shots FROM score_details JOIN protocols p ON p.id = protocol_id WHERE listed_as = 'Llama 4 Maverick' AND benchmark = 'mmlu-pro'`: "80.5\tpercent\tllama-4-announcement\t2025-04-05\t0",
		`SELECT value, unit, metric FROM score_details WHERE benchmark = 'lmarena'`:                                                                                                "1417\telo\telo",
		`SELECT benchmark, value FROM score_details WHERE listed_as = 'DeepSeek v3.1'`:                                                                                             "mmlu-pro\t81.2",
	}},
	{builtIn: "openllm-v2", file: "openllm_v2_2025-03-21.csv", lines: "6 lines = 1 header + 5 accepted", cells: "30 cells = 30 scores + 0 missing", answers: map[string]string{
		`SELECT count(DISTINCT benchmark), max(value) <= 1, min(unit) FROM score_details`: "6\t1\tproportion",
		`SELECT value, p.extra FROM score_details JOIN protocols p ON p.id = protocol_id WHERE benchmark = 'math-level-5' AND listed_as = '0-hero/Matter-0.2-7B-DPO_bfloat16_26a66f0d862e2024ce4ad0a09c37052ac36e8af6_True'`: `0.0143504531722054	{"chat_template":"true"}`,
		`SELECT value, p.extra FROM score_details JOIN protocols p ON p.id = protocol_id WHERE benchmark = 'math-level-5' AND listed_as LIKE '01-ai/Yi-1.5-34B\_%' ESCAPE '\'`:                                               `0.153323262839879	{"chat_template":"false"}`,
	}},
	{builtIn: "wide", file: "livebench_2025-04-25.csv", asked: true, lines: "6 lines = 1 header + 5 accepted", cells: "85 cells = 85 scores + 0 missing", answers: map[string]string{
		`SELECT value, unit, source, reported_on FROM score_details WHERE listed_as = 'gpt-4.5-preview-2025-02-27' AND benchmark = 'amps-hard'`: "81\tpoints\tlivebench-2025-04-25\t2025-04-25",
		`SELECT count(DISTINCT benchmark) FROM score_details`: "17",
	}},
	{builtIn: "wide-percent", file: "livebench_2025-04-25.csv", asked: true, lines: "6 lines = 1 header + 5 accepted", cells: "85 cells = 85 scores + 0 missing", answers: map[string]string{
		`SELECT value, value_as_printed, unit, metric FROM score_details WHERE listed_as = 'amazon.nova-lite-v1:0' AND benchmark = 'amps-hard'`: "50\t50.0\tpercent\tscore-percent",
		`SELECT count(DISTINCT benchmark) FROM score_details`: "17",
	}},
}

// TestMapsReadExcerptsOfTheirBoards ingests each excerpt, and asks the database what
// came of it.
func TestMapsReadExcerptsOfTheirBoards(t *testing.T) {
	for _, b := range boards {
		t.Run(b.builtIn+"/"+b.file, func(t *testing.T) {
			t.Parallel()
			db := filepath.Join(t.TempDir(), "board.db")
			args := []string{"ingest", "--db", db, filepath.Join(boardsDir, b.file)}
			if b.asked {
				args = append(args, "--map", b.builtIn)
			}
			if b.day != "" {
				args = append(args, "--reported-on", b.day)
			}
			out := load(t, args...)
			wantLine(t, out, b.lines+" + 0 rejected + 0 dropped + 0 blank")
			wantLine(t, out, b.cells)
			if want := "(map " + b.builtIn + ")\n"; !strings.Contains(out, want) {
				t.Errorf("got\n%s\nwant it read through the map %s", out, b.builtIn)
			}
			for sql, want := range b.answers {
				if got := answer(t, db, sql); got != want {
					t.Errorf("%s: got %q, want %q", sql, got, want)
				}
			}
		})
	}
}

// TestEveryMapHasABoard: a map that is built in has an excerpt, and every excerpt is
// short, is read by a test, and has its source in README.md.
func TestEveryMapHasABoard(t *testing.T) {
	tested, read := map[string]bool{}, map[string]bool{}
	for _, b := range boards {
		tested[b.builtIn], read[b.file] = true, true
	}
	for _, row := range lines(must(t, "maps", "--format", "tsv"))[1:] {
		if name, _, _ := strings.Cut(row, "\t"); !tested[name] {
			t.Errorf("no excerpt is read through the map %s", name)
		}
	}
	entries, err := os.ReadDir(boardsDir)
	if err != nil {
		t.Fatal(err)
	}
	sources := readFile(t, boardsDir, "README.md")
	for _, e := range entries {
		if e.Name() == "README.md" {
			continue
		}
		if n := strings.Count(readFile(t, boardsDir, e.Name()), "\n"); n < 5 || n > 20 {
			t.Errorf("%s has %d lines, want 5 to 20", e.Name(), n)
		}
		if !strings.Contains(sources, "| "+e.Name()+" | ") {
			t.Errorf("README.md does not name the source of %s", e.Name())
		}
		if !read[e.Name()] {
			t.Errorf("no test reads %s", e.Name())
		}
	}
}
