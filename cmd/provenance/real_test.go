package main

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"provenance/internal/csvtest"
)

// realFlags holds, for each rule that the Llama 4 case raises, one flag of it:
// "rule severity variant benchmark source since until", "-" for what a flag does not
// have; and what its message has to name, in whatever words: the days, the status,
// the sources, the numbers, what to look at instead.
var realFlags = []struct{ flag, names string }{
	{"unreleased-when-reported error llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-06 2025-04-08",
		"2025-04-06 LMArena only lmarena-csv llama-4-maverick-17b-128e-instruct released 2025-04-05"},
	{"unreleased-when-reported error llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-08 -",
		"2025-04-06 2025-04-05 2025-04-08 verge llama-4-maverick-17b-128e-instruct released"},
	{"unreleased-when-reported error llama-4-behemoth gpqa-diamond ref-01 2025-04-05 -", "2025-04-05 training ref-01"},
	{"never-released error llama-4-behemoth - - 2025-05-05 2025-05-15", "Announced 2025-04-05 ref-01 training"},
	{"never-released error llama-4-behemoth - - 2025-05-15 -", "Announced 2025-04-05 ref-01 training 2025-05-15 axios"},
	{"released-sibling-differs error llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-11 -",
		"1403 +12/-9 2025-04-11 llama-4-maverick-17b-128e-instruct 1273 +10/-12 lmarena-csv"},
	{"against-policy error llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-06 -",
		"2025-04-06 public policy lmarena 2024-11-18 lmarena-policy"},
	{"best-of-n warning llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-29 -",
		"27 lmarena leaderboard-illusion 11 llama-4-maverick-17b-128e-instruct 130"},
	{"row-vanished note llama-4-maverick-03-26-experimental lmarena-text arena-catalog 2025-11-05 -",
		"2025-05-24 arena-catalog 2025-11-05 deprecated lmarena 2025-06-27 lmarena-model-list"},
	{"row-vanished warning llama-4-maverick-03-26-experimental lmarena-text lmarena-csv 2025-04-13 2025-07-27",
		"2025-04-11 lmarena-csv 2025-04-13"},
	{"stage-mismatch error llama-4-maverick-17b-128e-instruct mmlu llmstats 2025-07-19 -",
		"0.855 meta-model-card llama-4-maverick-17b-128e base llama-4-maverick-17b-128e-instruct instruct"},
	{"split-mismatch note llama-4-scout-17b-16e-instruct gpqa llmstats 2025-07-19 -", "0.572 gpqa epoch-runs gpqa-diamond"},
	{"self-reported-only warning llama-4-behemoth mmlu-pro ref-01 2025-04-05 -", "meta"},
	{"evaluator-not-stated note claude-sonnet-3.7 mmmu ref-01 2025-04-05 -", "ref-01 measured"},
	{"unreplicated warning llama-4-behemoth mmlu-pro ref-01 2025-07-04 -", "meta 90 2025-04-05"},
	{"status-unknown note claude-sonnet-3.7 mmmu ref-01 2025-04-05 -", "claude-sonnet-3.7 2025-04-05 unknown"},
	{"ambiguous-name warning - - decoder 2025-04-06 -",
		"decoder llama-4-maverick-17b-128e-instruct llama-4-maverick-17b-128e-instruct-fp8 1"},
	{"conflicting-entries warning llama-4-maverick-17b-128e-instruct lech-mazur-writing epoch-external 2025-12-03 -", "epoch-external 6.20 6.37"},
	{"settings-unstated note llama-4-maverick-17b-128e-instruct lmarena-text lmarena-csv 2025-04-24 -",
		"1271 +6/-7 1250.1802544282602 arena-catalog"},
	{"rank-tie note llama-4-scout-17b-16e-instruct lmarena-vision lmarena-csv 2025-07-27 -",
		"43 1158 1182 40 Llama-4-Maverick-17B-128E-Instruct 1172 1194"},
	{"suspicious-zero note llama-4-scout-17b-16e-instruct frontiermath-2025-02-28-private epoch-runs 2025-04-08 -", "0 epoch-runs"},
	{"no-uncertainty note llama-3.1-405b livecodebench-2024-10-2025-02 meta-model-card 2025-04-05 -", "27.7 meta-model-card"},
	{"selective-coverage warning llama-4-behemoth - ref-01 2025-04-05 -",
		"6 14 llama-4-announcement llama-4-behemoth chartqa mtob-half-book-kgv-eng"},
	{"open-allegation warning - - ref-01 2025-04-07 -", "critics 2025-04 analysis hearsay CLAIM 2025-04-05 ref-01 CORRECTION 2025-04-07 ref-06"},
	{"corrected error llama-4-maverick-17b-128e-instruct mmlu llmstats 2025-07-19 -", "Contradicted older 2025-04-05 meta-model-card 2025-07-19 llmstats"},
	{"corrected note - - analysis 2025-04-05 -", "CORRECTION 2025-04-05 meta-model-card analysis"},
	{"context-below-claim warning llama-4-scout-17b-16e-instruct - - 2025-04-07 2026-07-02",
		"10,000,000 meta-model-card 128,000 328,000 3"},
	{"open-label note llama-4-maverick-17b-128e - ref-03 2025-04-07 -", "Meta ref-03 ref-04 meta-use-policy"},
	{"conditional-license note llama-4-scout-17b-16e - ref-04 2025-04-05 -", "Llama 4 Community License Agreement 700 million European Union"},
	{"placeholder-source note - - analysis - -", "analysis ref-01 ref-22 address"},
}

func TestFlagsOfTheCaseNameTheirEvidence(t *testing.T) {
	db := openCase(t)
	messages := map[string][]string{} // by flag
	for _, row := range selected(t, db, `SELECT rule || ' ' || severity || ' ' || ifnull(variant, '-') || ' ' || ifnull(benchmark, '-') || ' ' || ifnull(source, '-') || ' ' || ifnull(since, '-') || ' ' || ifnull(until, '-'), message FROM flag_intervals`) {
		flag, message, _ := strings.Cut(row, "\t")
		messages[flag] = append(messages[flag], message)
	}
	seen := map[string]bool{}
	for _, f := range realFlags {
		rule, _, _ := strings.Cut(f.flag, " ")
		seen[rule] = true
		if !slices.ContainsFunc(messages[f.flag], func(m string) bool { return namesAll(m, f.names) }) {
			t.Errorf("the case has no flag\n%s\nthat names %s, but:\n%s", f.flag, f.names, strings.Join(messages[f.flag], "\n"))
		}
	}
	for _, rule := range selected(t, db, `SELECT DISTINCT rule FROM flag_intervals ORDER BY 1`) {
		if !seen[rule] {
			t.Errorf("%s is raised by the case and has no flag in this test", rule)
		}
	}
}

// namesAll reports whether all words, which blanks part, stand in a message as words
// of it.
func namesAll(message, words string) bool {
	in := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-+/.,", r)
	}
	have := map[string]bool{}
	for _, w := range strings.FieldsFunc(message, func(r rune) bool { return !in(r) }) {
		have[w], have[strings.TrimRight(w, ".,")] = true, true
	}
	for _, w := range strings.Fields(words) {
		if !have[w] {
			return false
		}
	}
	return true
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
	b := csvtest.Sample(t, "lmarena_lmsys_2025-04-11.csv")
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
	load(t, "ingest", "--db", db, first, second)
	r := cli(nil, "diff", "--db", db, "lmarena-csv", "2025-04-11", "2025-04-13", "--format", "csv")
	if want := "0 new, 3 gone, 0 with another value, 181 with only another rank, 4 unchanged\n"; r.err != want {
		t.Errorf("got %q, want %q", r.err, want)
	}
	for _, want := range []string{
		"rank,Llama-4-Maverick-17B-128E-Instruct,,,,lmarena-text,arena-score,1,1273,1273,35,32\n",
		"gone,Llama-4-Maverick-03-26-Experimental,,,,lmarena-text,arena-score,1,1403,,2,\n",
	} {
		if !strings.Contains(r.out, want) {
			t.Errorf("no %q in\n%.400s", want, r.out)
		}
	}
	// A board alone: what its names stand for is not on record, so nothing is
	// said of any of them, whatever they are called.
	if r := cli(nil, "flags", "--db", db, "--severity", "error", "--format", "jsonl"); r.out != "" {
		t.Errorf("errors of a board alone:\n%s", r.out)
	}
}

// TestEveryViewRunsInAStockShell asks all columns of every view of sqlite3, which
// knows no function of ours, and wants as many rows as the program finds.
func TestEveryViewRunsInAStockShell(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		t.Skip("no sqlite3 on PATH")
	}
	path := caseToRead(t)
	db := openAt(t, path)
	views := selected(t, db, `SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name`)
	if len(views) < 13 {
		t.Errorf("only %d views: %q", len(views), views)
	}
	const most = 3000 // rows of a view: those of pairs have a million
	var script strings.Builder
	for _, view := range views {
		fmt.Fprintf(&script, ".print @%s\nSELECT * FROM %s LIMIT %d;\n", view, view, most)
	}
	run := exec.Command(shell, "-readonly", "-bail", "-json", path)
	run.Stdin = strings.NewReader(script.String())
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %.300s", err, out[max(0, len(out)-300):])
	}
	answers := strings.Split("\n"+string(out), "\n@")[1:]
	if len(answers) != len(views) {
		t.Fatalf("the shell answers for %d views, want %d", len(answers), len(views))
	}
	for i, view := range views {
		name, answer, _ := strings.Cut(answers[i], "\n")
		var rows []map[string]any // the shell prints nothing where there is no row
		if err := json.Unmarshal([]byte(answer), &rows); err != nil && answer != "" || name != view {
			t.Errorf("%s: %v: @%s %.300s", view, err, name, answer)
		}
		if want := selected(t, db, fmt.Sprintf(`SELECT count(*) FROM (SELECT * FROM %s LIMIT %d)`, view, most))[0]; fmt.Sprint(len(rows)) != want {
			t.Errorf("%s: the shell finds %d rows, the program %s", view, len(rows), want)
		}
	}
}
