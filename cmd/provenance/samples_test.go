package main

import (
	"path/filepath"
	"strings"
	"testing"

	"provenance/internal/csvtest"
)

// TestSamplesAddUp ingests each real file with the map that its header tells, and
// asks the database what came of it.
func TestSamplesAddUp(t *testing.T) {
	dir := csvtest.Samples(t)
	for _, c := range []struct {
		file, day string
		account   string
		answers   map[string]string
	}{
		{file: "lmarena_lmsys_2025-04-11.csv", account: "188 cells = 188 scores + 0 missing", answers: map[string]string{
			`SELECT count(*), count(ci_low), count(ci_high), min(reported_on), max(reported_on) FROM score_details`:                       "188\t188\t188\t2025-04-11\t2025-04-11",
			`SELECT value, ci_low, ci_high, sample_size, rank FROM score_details WHERE listed_as = 'Llama-4-Maverick-03-26-Experimental'`: "1403\t1394\t1415\t4684\t2",
			`SELECT value, ci_low, ci_high, sample_size, rank FROM score_details WHERE listed_as = 'Llama-4-Maverick-17B-128E-Instruct'`:  "1273\t1261\t1283\t2662\t35",
		}},
		{file: "lmarena_text_2025-08-04.csv", account: "266 cells = 266 scores + 0 missing", answers: map[string]string{
			`SELECT count(*), count(ci_low), count(DISTINCT listed_as) FROM score_details`:                                          "266\t266\t265",
			`SELECT count(*), min(value), max(value), min(ci_low), max(ci_high) FROM score_details WHERE listed_as = 'Yi-34B-Chat'`: "2\t1134\t1134\t1128\t1140",
		}},
		{file: "epoch_benchmarks_runs.csv", day: "2025-12-03", account: "541 cells = 541 scores + 0 missing", answers: map[string]string{
			`SELECT count(*), count(DISTINCT benchmark) FROM score_details`: "541\t8",
		}},
		{file: "livebench_2025-04-25.csv", day: "2026-07-01", account: "969 cells = 969 scores + 0 missing", answers: map[string]string{
			`SELECT count(*), count(DISTINCT listed_as), count(DISTINCT benchmark) FROM score_details`: "969\t57\t17",
		}},
		{file: "bfcl_2024-07-06.csv", account: "1029 cells = 1007 scores + 22 missing", answers: map[string]string{
			`SELECT unit, count(*) FROM score_details GROUP BY 1 ORDER BY 1`:                                                                             "percent\t833\nseconds\t133\nusd\t41",
			`SELECT count(*) FROM score_details WHERE listed_as LIKE '%(FC%' OR listed_as LIKE '%(Prompt%'`:                                              "0",
			`SELECT count(*) FROM metrics WHERE unit IN ('usd', 'seconds') AND higher_is_better IS NOT 0`:                                                "0",
			`SELECT count(*) FROM score_details WHERE value_as_printed LIKE '%\%' ESCAPE '\'`:                                                            "833",
			`SELECT count(DISTINCT json_extract(extra, '$.mode')) > 1 FROM protocols WHERE extra LIKE '%"mode":"FC"%' OR extra LIKE '%"mode":"Prompt"%'`: "1",
		}},
		{file: "arena_hard_2024-07-31.csv", account: "60 cells = 60 scores + 0 missing", answers: map[string]string{
			`SELECT count(*), count(ci_low) FROM score_details`:                                           "60\t60",
			`SELECT value, ci_low, ci_high FROM score_details WHERE listed_as = 'gpt-4-turbo-2024-04-09'`: "82.63\t80.75\t84.6",
		}},
		{file: "epoch_fictionlivebench.csv", day: "2025-12-03", account: "660 cells = 585 scores + 75 missing", answers: map[string]string{
			`SELECT count(*), count(DISTINCT benchmark) FROM score_details WHERE unit = 'percent'`: "585\t11",
		}},
		{file: "openllm_v2_2025-03-21.csv", account: "27456 cells = 27456 scores + 0 missing", answers: map[string]string{
			`SELECT count(*), count(DISTINCT listed_as), count(DISTINCT benchmark), max(length(listed_as)), max(value) <= 1 FROM score_details`: "27456\t4576\t6\t157\t1",
		}},
	} {
		t.Run(c.file, func(t *testing.T) {
			db := filepath.Join(t.TempDir(), "samples.db")
			args := []string{"ingest", "--db", db, filepath.Join(dir, c.file)}
			if c.day != "" {
				args = append(args, "--reported-on", c.day)
			}
			if out := load(t, args...); !strings.Contains(out, c.account+"\n") || strings.Contains(out, " rejected") && !strings.Contains(out, " 0 rejected") {
				t.Errorf("got %s, want %s", out, c.account)
			}
			for sql, want := range c.answers {
				if got := answer(t, db, sql); got != want {
					t.Errorf("%s: got %q, want %q", sql, got, want)
				}
			}
			if out := load(t, args...); !strings.Contains(out, "the same bytes were ingested on ") {
				t.Errorf("the same file again: got %s", out)
			}
		})
	}
}

// TestTheBoardBesideTheCase holds that of a whole board beside the case only what
// is on record as unreleased is called so.
func TestTheBoardBesideTheCase(t *testing.T) {
	dir := csvtest.Samples(t)
	db := filepath.Join(t.TempDir(), "board.db")
	load(t, "ingest", "--db", db, caseDir)
	must(t, "ingest", "--db", db, filepath.Join(dir, "lmarena_lmsys_2025-04-11.csv"))
	const day = `source = 'lmarena-csv' AND since = '2025-04-11'`
	for sql, want := range map[string]string{
		`SELECT count(DISTINCT variant) || ' ' || min(variant) FROM flags WHERE rule = 'unreleased-when-reported' AND ` + day:                                                                         "1 llama-4-maverick-03-26-experimental",
		`SELECT message FROM flags JOIN score_details USING (score_id) WHERE rule = 'released-sibling-differs' AND score_details.reported_on = '2025-04-11' AND score_details.source = 'lmarena-csv'`: "1403 +12/-9 [1394.0, 1415.0] on 2025-04-11 is the score of a build that was not public. llama-4-maverick-17b-128e-instruct, which was public, scored 1273 +10/-12 [1261.0, 1283.0] on 2025-04-11 (lmarena-csv). The difference is more than the uncertainty of both.",
		// That a name is on record for no variant says something of the database, not of the model. (The rank of another is compared with its.)
		`SELECT group_concat(DISTINCT rule || ' ' || severity) FROM flags WHERE message LIKE '%QwQ-32B-Preview%' AND rule <> 'rank-tie'`: "unresolved-name note",
		`SELECT flags FROM score_details WHERE listed_as = 'QwQ-32B-Preview'`:                                                            "unresolved-name",
	} {
		if got := answer(t, db, sql); got != want {
			t.Errorf("%s: got %q, want %q", sql, got, want)
		}
	}
}

// TestTheSourceOfTheCaseAgain: the case quotes ten numbers of Epoch AI's file with a note of its own; the file revises none.
func TestTheSourceOfTheCaseAgain(t *testing.T) {
	dir := csvtest.Samples(t)
	db := filepath.Join(t.TempDir(), "again.db")
	load(t, "ingest", "--db", db, caseDir)
	wantLine(t, load(t, "ingest", "--db", db, filepath.Join(dir, "epoch_fictionlivebench.csv")), "scores added 565, unchanged 20")
}
