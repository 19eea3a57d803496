package main

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// stories are the cases besides that of Llama 4.
var stories = []string{"o3", "reflection-70b"}

func storyDir(slug string) string { return filepath.Join("..", "..", "testdata", slug) }

// storyDBs are databases of each case alone, made once.
var storyDBs = map[string]func() ([]byte, error){
	"llama4": caseBytes, "o3": sync.OnceValues(func() ([]byte, error) { return ingested("o3") }),
	"reflection-70b": sync.OnceValues(func() ([]byte, error) { return ingested("reflection-70b") }),
}

// ingested returns a database of cases, read in that order.
func ingested(slugs ...string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "story")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	db := filepath.Join(dir, "story.db")
	for i, slug := range slugs {
		args := []string{"ingest", "--db", db, storyDir(slug)}
		if i < len(slugs)-1 {
			args = noRefresh(args...)
		}
		if r := cli(nil, args...); r.status != exitOK {
			return nil, &statusError{status: r.status, err: os.ErrInvalid}
		}
	}
	return os.ReadFile(db)
}

// storyDB returns the path of a database of one case.
func storyDB(t *testing.T, slug string) string {
	t.Helper()
	b, err := storyDBs[slug]()
	if err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(t.TempDir(), "story.db")
	writeText(t, string(b), db)
	return db
}

// TestFlagsOfTheStories has all flags of the two cases, as counts by severity, rule and
// what they are about: what must come comes, and nothing else does.
func TestFlagsOfTheStories(t *testing.T) {
	for _, c := range []struct {
		slug string
		want []string
	}{
		{"o3", []string{
			"error,never-released,o3-preview,1",
			"error,unreleased-when-reported,o3-preview,10",
			"note,no-uncertainty,o3-preview,1",
			"note,released-sibling-differs,o3-preview,3",
			"note,settings-unstated,o3-2025-04-16,2",
			"note,split-mismatch,o3-preview,1",
			"warning,self-reported-only,o3-preview,5",
			"warning,settings-differ,o3-2025-04-16,2",
			"warning,unreplicated,o3-preview,5",
		}},
		{"reflection-70b", []string{
			"error,corrected,reflection-70b-as-evaluated,2",
			"error,corrected,reflection-card,1",
			"note,no-uncertainty,llama-3.1-70b-instruct,8",
			"note,no-uncertainty,reflection-70b-as-evaluated,4",
			"note,no-uncertainty,reflection-70b-glaive-2024-10,4",
			"warning,never-released,reflection-70b-as-evaluated,1",
			"warning,open-allegation,reflection-70b-api,1",
			"warning,self-reported-only,reflection-70b-as-evaluated,6",
			"warning,self-reported-only,reflection-70b-glaive-2024-10,6",
			"warning,unreleased-when-reported,reflection-70b-as-evaluated,6",
			"warning,unreplicated,reflection-70b-as-evaluated,6",
			"warning,unreplicated,reflection-70b-glaive-2024-10,6",
		}},
	} {
		t.Run(c.slug, func(t *testing.T) {
			got := rows(t, storyDB(t, c.slug), `SELECT severity, rule, ifnull(variant, source), count(*) FROM flags GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`)
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// TestWhatTheFlagsOfTheStoriesSay has the sentences for which the two cases are told.
func TestWhatTheFlagsOfTheStoriesSay(t *testing.T) {
	for _, c := range []struct{ slug, about, query, want string }{
		{"o3", "both settings of 87.5 and 53", `SELECT message FROM flags WHERE rule = 'released-sibling-differs' AND message LIKE '87.5%'`,
			`scored 53 on 2025-04-22 (arc-2025-04). Settings on record: attempts 1024, {"compute":"high"} here, reasoning effort medium there.`},
		{"o3", "both settings of 76 and 42", `SELECT message FROM flags WHERE rule = 'released-sibling-differs' AND source = 'arc-board'`,
			`scored 42% on 2025-12-03 (arc-board). Settings on record: reasoning effort low here, reasoning effort low there. One label of effort need not be the same compute for two builds.`},
		{"o3", "two sets of FrontierMath", `SELECT message FROM flags WHERE rule = 'split-mismatch'`,
			`25.2 here is on frontiermath-2024-11-26; techcrunch-o3 gives o3-2025-04-16 around 10% on frontiermath-2025-02-28-private, another part or version of frontiermath`},
		{"o3", "41 at low effort and 61 at high", `SELECT message FROM flags WHERE rule = 'settings-differ' AND source = 'arc-2025-04'`, "41 here and 61% in arc-board were not measured alike: reasoning effort low and high"},
		{"o3", "the interval on SWE-bench", `SELECT count(*) FROM flags WHERE rule = 'released-sibling-differs' AND benchmark = 'swe-bench-verified'`, "0"},
		{"o3", "when it was due", `SELECT min(since) FROM flag_intervals WHERE rule = 'never-released'`, "2025-01-19"},
		{"o3", "the released build", `SELECT group_concat(DISTINCT rule) FROM flag_intervals WHERE variant = 'o3-2025-04-16' AND rule IN ('unreleased-when-reported', 'never-released', 'released-sibling-differs', 'row-vanished')`, ""},
		{"o3", "the name on a board of December 2025", `SELECT DISTINCT variant FROM score_details WHERE value = 87.5`, "o3-preview"},
		{"o3", "Epoch AI is no third party on FrontierMath", `SELECT count(*) FROM score_details WHERE evaluator = 'epoch-ai' AND benchmark LIKE 'frontiermath%' AND relationship IS NULL`, "4"},
		{"o3", "no gap", `SELECT count(*) FROM variant_gaps`, "0"},
		{"reflection-70b", "what is corrected", `SELECT group_concat(benchmark, ' ') FROM (SELECT benchmark FROM flags WHERE rule = 'corrected' AND since = '2024-10-02' ORDER BY benchmark)`, "gsm8k math"},
		{"reflection-70b", "by whom", `SELECT message FROM flags WHERE rule = 'corrected' AND benchmark = 'math'`, "CORRECTION by Sahil Chaudhary (Glaive AI) on 2024-10-02 (reflection-postmortem)"},
		{"reflection-70b", "two makers", `SELECT message FROM flags WHERE rule = 'self-reported-only' AND benchmark = 'math' AND source = 'reflection-card'`, "measured by glaive, which belongs to or with othersideai, the developer"},
		{"reflection-70b", "the rival", `SELECT DISTINCT relationship FROM score_details WHERE variant = 'llama-3.1-70b-instruct'`, "third_party"},
		{"reflection-70b", "what users allege", `SELECT message FROM flags WHERE rule = 'open-allegation'`, "hearsay"},
	} {
		t.Run(c.slug+": "+c.about, func(t *testing.T) {
			got := must(t, "query", "--db", storyDB(t, c.slug), "--format", "tsv", c.query)
			if c.want == "" && strings.TrimSpace(got) != "" || !strings.Contains(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestCasesTogether reads the three cases into one database, in two orders: the rows that
// they share are the same in both, and no flag comes, goes or reads otherwise.
func TestCasesTogether(t *testing.T) {
	const flags = `SELECT DISTINCT severity, rule, variant, model, benchmark, source, since, until, evidence_source, message FROM flag_intervals`
	alone := map[string]bool{}
	for _, slug := range append([]string{"llama4"}, stories...) {
		for _, f := range rows(t, storyDB(t, slug), flags) {
			alone[f] = true
		}
	}
	want := slices.Sorted(maps.Keys(alone))
	for _, order := range [][]string{{"llama4", "o3", "reflection-70b"}, {"reflection-70b", "o3", "llama4"}} {
		t.Run(strings.Join(order, " "), func(t *testing.T) {
			b, err := ingested(order...)
			if err != nil {
				t.Fatal(err)
			}
			db := filepath.Join(t.TempDir(), "all.db")
			writeText(t, string(b), db)
			got := rows(t, db, flags)
			slices.Sort(got)
			for _, f := range got {
				if !alone[f] {
					t.Errorf("only together: %s", f)
				}
			}
			for _, f := range want {
				if _, ok := slices.BinarySearch(got, f); !ok {
					t.Errorf("only alone: %s", f)
				}
			}
			lost := rows(t, db, `SELECT table_name, row_key, column_name, old_value, new_value FROM changes
				WHERE old_value <> '' AND NOT (old_value = 'unknown' AND column_name IN ('kind', 'access'))`)
			if len(lost) > 0 {
				t.Errorf("values that another case replaced:\n%s", strings.Join(lost, "\n"))
			}
		})
	}
}

// TestTitlesOfTheStories has the titles of the figures of the two cases: what a fair reader
// accepts, from the data that once led to what nobody would.
func TestTitlesOfTheStories(t *testing.T) {
	for _, c := range []struct {
		slug string
		args []string
		want string
	}{
		{"o3", []string{"bars"}, "4 of 4 scores came from a variant that the public could not get"},
		{"o3", []string{"bars", "--source", "arc-board"}, "One of 4 scores came from a variant that the public could not get"},
		{"o3", []string{"coverage"}, "OpenAI reported 5 of 5 benchmarks for its models; on 3 of them no score of its models by others is on record"},
		{"o3", []string{"timeline", "--model", "o3", "--source", "arc-board"}, "o3 (December 2024) has the highest of the 2 scores drawn on 2025-12-03, 76, but the public could not get it; “low” need not be the same compute for both"},
		{"reflection-70b", []string{"bars"}, "They differ most on GPQA: from 41.1 (Llama 3.1 70B (reflection_prompt no)) to 55.6 (glaiveai/Reflection-Llama-3.1-70B (reflection_prompt yes))"},
		{"reflection-70b", []string{"coverage"}, "OthersideAI and Glaive AI reported 6 of 6 benchmarks for their models; no score of any by others is on record"},
		{"reflection-70b", []string{"timeline", "--benchmark", "math"}, "Reflection 70B as evaluated before its launch stood at 79.7 on MATH on 2024-09-05; no release of it by then is on record"},
	} {
		t.Run(c.slug+" "+strings.Join(c.args, " "), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "f.svg")
			r := cli(nil, append([]string{"chart", "--db", storyDB(t, c.slug), "-o", out}, c.args...)...)
			if r.status != exitOK || r.out+r.err == "" || !strings.Contains(r.out+r.err, "f.svg: "+c.want+"\n") {
				t.Errorf("status %d, got %s%swant %s", r.status, r.out, r.err, c.want)
			}
		})
	}
	for _, slug := range stories {
		if r := cli(nil, "chart", "gap", "--db", storyDB(t, slug), "-o", filepath.Join(t.TempDir(), "f.svg")); r.status != exitFailure || !strings.Contains(r.err, "no data for this chart") {
			t.Errorf("a gap of %s: status %d, %s", slug, r.status, r.err)
		}
	}
}
