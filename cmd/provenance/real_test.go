package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// realFlags holds, for each rule that the Llama 4 case raises, one flag of it with
// its whole message: "rule severity variant benchmark source since until", "-" for
// what a flag does not have.
var realFlags = []struct{ flag, message string }{
	{"unreleased-when-reported error llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-06 -",
		"reported on 2025-04-06; on record by then: announced on 2025-04-05 (ref-01), no public preview or release; look at llama-4-maverick-17b-128e-instruct, released on 2025-04-05"},
	{"unreleased-when-reported error llama-4-behemoth gpqa-diamond ref-01 2025-04-05 -",
		"reported on 2025-04-05; on record by then: in training since 2025-04-05 (ref-01), no public preview or release; no released sibling on record"},
	{"never-released error llama-4-behemoth - - 2025-05-05 -",
		"announced on 2025-04-05 (ref-01), no public preview or release on record; no released sibling on record"},
	{"released-sibling-differs error llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-11 -",
		"1403 +12/-9 on 2025-04-11 is not the score of a released variant; llama-4-maverick-17b-128e-instruct scored 1273 +10/-12 on 2025-04-11 (lmarena-csv)"},
	{"against-policy error llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-06 -",
		`reported on 2025-04-06, when the variant was not public, against a policy of lmarena of 2024-11-18 (lmarena-policy): The public leaderboard only includes models that are "publicly released": their weights are open, or there is a public API, or a public service offers them. Unreleased models may be tested anonymously; their results are shared with the provider in private.`},
	{"best-of-n warning llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-11 -",
		"27 variants were tried in private on lmarena (lmarena-response; of which model is not stated): the best of 27 equal ones is ahead by about 11 points by chance alone; the gap to llama-4-maverick-17b-128e-instruct, which was public, is 130"},
	{"retired-variant warning llama-4-maverick-03-26-experimental lmarena-text arena-catalog 2025-04-24 -",
		"reported on 2025-04-24, after llama-4-maverick-03-26-experimental was withdrawn from lmarena on 2025-04-13 (lmarena-csv)"},
	{"row-vanished warning llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-13 2025-07-27",
		"listed on 2025-04-11 in lmarena-csv, absent from its next snapshot of 2025-04-13"},
	{"stage-mismatch error llama-4-maverick-17b-128e-instruct mmlu llmstats 2025-07-19 -",
		"0.855 is what meta-model-card prints for llama-4-maverick-17b-128e, the base model; for llama-4-maverick-17b-128e-instruct, instruct, it prints nothing"},
	{"split-mismatch error llama-4-behemoth multilingual-mmlu-openai ref-01 2025-04-05 -",
		"ref-01 gives Llama 4 Behemoth on multilingual-mmlu-openai and Llama 4 Maverick on multilingual-mmlu, and neither on the other's: they are parts or versions of multilingual-mmlu, and their scores cannot be compared"},
	{"self-reported-only warning llama-4-behemoth mmlu-pro ref-01 2025-04-05 -",
		"measured by meta, the developer; no third-party score of this variant on this benchmark is on record"},
	{"unreplicated warning llama-4-behemoth mmlu-pro ref-01 2025-07-04 -",
		"measured by meta, the developer; 90 days after 2025-04-05 no third party had reported this variant on this benchmark"},
	{"status-unknown note claude-sonnet-3.7 mmmu ref-01 2025-04-05 -",
		"no release event of claude-sonnet-3.7 up to 2025-04-05 is on record; its status on that day is unknown"},
	{"ambiguous-name warning - - decoder 2025-04-06 -",
		`"Llama 4 Maverick" in decoder may be llama-4-maverick-17b-128e-instruct, llama-4-maverick-17b-128e-instruct-fp8; scores that stand without a variant: 1`},
	{"conflicting-entries warning llama-4-maverick-17b-128e-instruct lech-mazur-writing epoch-external 2025-12-03 -",
		"epoch-external prints 6.20 and 6.37 for the same name, benchmark, settings and day"},
	{"settings-unstated note llama-4-maverick-17b-128e-instruct lmarena-text lmarena-csv 2025-04-24 -",
		"1271 +6/-7 in lmarena-csv and 1250.1802544282602 in arena-catalog may not have been measured alike; only one of the two states: style control"},
	{"rank-tie note llama-4-scout-17b-16e-instruct lmarena-vision lmarena-csv 2025-07-27 -",
		"rank 43 with [1158, 1182]; rank 40, Llama-4-Maverick-17B-128E-Instruct, has [1172, 1194]: the intervals overlap, so the order of the two is open"},
	{"suspicious-zero note llama-4-scout-17b-16e-instruct frontiermath-2025-02-28-private epoch-runs 2025-04-08 -",
		"0 without sample size or interval in epoch-runs: a value, or a blank printed as one?"},
	{"no-uncertainty note llama-3.1-405b livecodebench-2024-10-2025-02 meta-model-card 2025-04-05 -",
		"meta-model-card prints 27.7 without interval, standard error or number of items: how far it may be off is not on record"},
	{"selective-coverage warning llama-3.1-70b - meta-model-card 2025-04-05 -",
		"meta-model-card reports 1 of the 13 benchmarks of llama-4-model-card-instruct for llama-3.1-70b; not: chartqa, docvqa-test, gpqa-diamond, livecodebench-2024-10-2025-02, mathvista, mgsm, mmmu, mmmu-pro, mtob-full-book-eng-kgv, mtob-full-book-kgv-eng, mtob-half-book-eng-kgv, mtob-half-book-kgv-eng"},
	{"open-allegation warning - - ref-01 2025-04-05 -",
		"critics named in the analysis on 2025-04 (ref-06, hearsay): Meta reported benchmarks on which Llama 4 does well and left out those on which it does worse than competitors such as DeepSeek V3.1. CLAIM by the Llama 4 announcement on 2025-04-05 (ref-01): Its own table prints two cells in which DeepSeek v3.1 is ahead of Maverick: MMLU-Pro (81.2 against 80.5) and LiveCodeBench (45.8 / 49.2 against 43.4). It has no value for DeepSeek v3.1 on Multilingual MMLU."},
	{"corrected error - - analysis 2025-04-05 -",
		`CORRECTION by the Llama 4 model card on 2025-04-05 (meta-model-card): Input is "Multilingual text and image", output text and code; video comes in only as frame stills in pre-training, in the announcement. It replies to the analysis (analysis): The models process text, images and video.`},
	{"context-below-claim warning llama-4-scout-17b-16e-instruct - - 2025-04-07 2026-07-02",
		"10,000,000 tokens claimed (meta-model-card); served: 128,000 to 328,000 by 3 providers, 3 of them below half of the claim"},
	{"context-conflict warning llama-4-scout-17b-16e-instruct - llmstats 2025-07-19 -",
		"groq: 10,000,000 tokens in llmstats (2025-07-19), 128,000 tokens in ref-03 (2025-04-07)"},
	{"open-label warning llama-4-maverick-17b-128e - ref-03 2025-04-05 -",
		`Meta on 2025-04-05 (ref-03): Meta calls Llama 4 "open source". The licence, Llama 4 Community License Agreement, is not approved by the Open Source Initiative (ref-04, section 2, LICENSE:46; the European Union clause: USE_POLICY.md:71 (meta-use-policy)).`},
	{"conditional-license note llama-4-scout-17b-16e - ref-04 2025-04-05 -",
		"Llama 4 Community License Agreement: A licensee whose products or services have more than 700 million monthly active users must ask Meta for a licence. The use policy grants no rights in the multimodal models to individuals domiciled in the European Union or to companies whose principal place of business is there."},
	{"placeholder-source error - - analysis - -",
		`"The analysis of the Llama 4 release whose references are ref-01 to ref-22" has no address on record`},
}

func TestFlagsOfTheCaseWordForWord(t *testing.T) {
	db := openCase(t)
	got := selected(t, db, `SELECT rule || ' ' || severity || ' ' || ifnull(variant, '-') || ' ' || ifnull(benchmark, '-') || ' ' || ifnull(source, '-') || ' ' || ifnull(since, '-') || ' ' || ifnull(until, '-'), message FROM flag_intervals`)
	all := map[string]bool{}
	for _, row := range got {
		all[row] = true
	}
	seen := map[string]bool{}
	for _, f := range realFlags {
		rule, _, _ := strings.Cut(f.flag, " ")
		seen[rule] = true
		if all[f.flag+"\t"+f.message] {
			continue
		}
		var near []string
		for _, row := range got {
			if flag, message, _ := strings.Cut(row, "\t"); flag == f.flag {
				near = append(near, message)
			}
		}
		t.Errorf("the case has no flag\n%s\n%s\nbut:\n%s", f.flag, f.message, strings.Join(near, "\n"))
	}
	for _, rule := range selected(t, db, `SELECT DISTINCT rule FROM flag_intervals ORDER BY 1`) {
		if !seen[rule] {
			t.Errorf("%s is raised by the case and has no flag in this test", rule)
		}
	}
	// The others have cases in internal/store/flags_real_test.go.
	var others []string
	for _, rule := range selected(t, db, `SELECT code FROM rules ORDER BY code`) {
		if !seen[rule] {
			others = append(others, rule)
		}
	}
	if want := []string{"anonymous-model", "moving-alias", "out-of-range", "provisional", "relationship-mismatch", "release-date-conflict", "revised-score", "scale-break", "settings-differ", "sources-disagree", "unresolved-name"}; !slices.Equal(others, want) {
		t.Errorf("rules that the case does not raise: got %q, want %q", others, want)
	}
}

// TestFlagsThatTheCaseMustNotRaise: the near misses that the case holds.
func TestFlagsThatTheCaseMustNotRaise(t *testing.T) {
	db := openCase(t)
	got := selected(t, db, `SELECT DISTINCT source, other_source, verdict FROM comparisons WHERE variant = 'llama-4-scout-17b-16e-instruct' AND benchmark = 'gpqa-diamond' AND source = 'ref-01' AND other_source = 'epoch-runs'`)
	if want := []string{"ref-01\tepoch-runs\tagree"}; !slices.Equal(got, want) {
		t.Errorf("Scout's GPQA Diamond, 57.2 against 51.8 ± 3: got %q, want %q", got, want)
	}
	for what, where := range map[string]string{
		"Scout's GPQA Diamond":              `rule = 'sources-disagree'`,
		"a variant without an event":        `rule IN ('unreleased-when-reported', 'never-released', 'against-policy', 'best-of-n') AND variant NOT IN (SELECT variant FROM variant_status)`,
		"a released variant":                `rule IN ('unreleased-when-reported', 'never-released', 'released-sibling-differs') AND variant IN (SELECT variant FROM variant_status WHERE status = 'released' AND scope = 'public')`,
		"a third party's number":            `rule IN ('self-reported-only', 'unreplicated') AND score_id IN (SELECT score_id FROM score_details WHERE relationship = 'third_party')`,
		"a number of an unstated evaluator": `rule IN ('self-reported-only', 'unreplicated', 'relationship-mismatch') AND score_id IN (SELECT score_id FROM score_details WHERE evaluator IS NULL)`,
	} {
		if got := selected(t, db, `SELECT rule, variant, message FROM flag_intervals WHERE `+where); len(got) > 0 {
			t.Errorf("%s: %q", what, got)
		}
	}
}

// TestTheBoardTwoDaysLater makes LMArena's board of 2025-04-13 from that of
// 2025-04-11: nothing was measured anew, three rows were taken away, and every
// other moved up by as many of them as had stood above it.
func TestTheBoardTwoDaysLater(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(samplesDir(t), "lmarena_lmsys_2025-04-11.csv"))
	if err != nil {
		t.Skipf("no sample: %v", err)
	}
	lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
	removed := []string{"Llama-4-Maverick-03-26-Experimental", "chocolate (Early Grok-3)", "ChatGPT-4o-latest (2025-01-29)"}
	number := func(s string) (n int) { fmt.Sscan(s, &n); return n }
	interval := func(c []string) (low, high int) {
		up, down, _ := strings.Cut(c[4], "/")
		return number(c[3]) + number(down), number(c[3]) + number(up)
	}
	var lows []int
	for _, line := range lines[1:] {
		if c := strings.Split(line, ","); slices.Contains(removed, c[2]) {
			low, _ := interval(c)
			lows = append(lows, low)
		}
	}
	later := []string{lines[0]}
	for _, line := range lines[1:] {
		c := strings.Split(line, ",")
		if slices.Contains(removed, c[2]) {
			continue
		}
		_, high := interval(c)
		rank := number(c[0]) // 1 and the number of models whose interval lies above
		for _, low := range lows {
			if low > high {
				rank--
			}
		}
		c[0] = fmt.Sprint(rank)
		later = append(later, strings.Join(c, ","))
	}
	dir := t.TempDir()
	first, second, db := filepath.Join(dir, "lmsys_2025-04-11.csv"), filepath.Join(dir, "lmsys_2025-04-13.csv"), filepath.Join(dir, "b.db")
	writeText(t, string(b), first)
	writeText(t, strings.Join(later, "\n")+"\n", second)
	must(t, "ingest", "--db", db, first, second)
	r := cli(nil, "diff", "--db", db, "lmarena-csv", "2025-04-11", "2025-04-13", "--format", "csv")
	if want := "3 rows gone, 0 new, 0 with another value, 185 the same, 181 of them with another rank\n"; r.err != want {
		t.Errorf("got %q, want %q", r.err, want)
	}
	for _, want := range []string{
		"rank,Llama-4-Maverick-17B-128E-Instruct,,,lmarena-text,arena-score,1,1273,1273,35,32\n",
		"gone,Llama-4-Maverick-03-26-Experimental,,,lmarena-text,arena-score,1,1403,,2,\n",
	} {
		if !strings.Contains(r.out, want) {
			t.Errorf("no %q in\n%.400s", want, r.out)
		}
	}
	// A board alone: what its names stand for is not on record, so nothing is
	// said of any of them, whatever they are called.
	if r := cli(nil, "flags", "--db", db, "--severity", "error"); r.out != "" {
		t.Errorf("errors of a board alone:\n%s", r.out)
	}
}

// TestEveryViewRunsInAStockShell asks all columns of every view of sqlite3, which
// knows no function of ours, and wants as many rows as the program finds.
func TestEveryViewRunsInAStockShell(t *testing.T) {
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("no sqlite3 on PATH")
	}
	path := newCase(t)
	db := openAt(t, path)
	views := selected(t, db, `SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name`)
	if len(views) < 13 {
		t.Errorf("only %d views: %q", len(views), views)
	}
	for _, view := range views {
		out, err := exec.Command(shell, "-readonly", "-bail", "-json", path, `SELECT * FROM `+view).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v: %.300s", view, err, out)
			continue
		}
		var rows []map[string]any
		if err := json.Unmarshal(out, &rows); err != nil {
			t.Errorf("%s: %v: %.300s", view, err, out)
		}
		if want := selected(t, db, `SELECT count(*) FROM `+view)[0]; fmt.Sprint(len(rows)) != want {
			t.Errorf("%s: the shell finds %d rows, the program %s", view, len(rows), want)
		}
	}
}
