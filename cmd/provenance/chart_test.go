package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provenance/internal/charts"
	"provenance/internal/figures"
)

// A barsCase is what a test asks of chart bars.
type barsCase struct {
	source             string
	models, benchmarks []string
	day, asOf, sort    string
	limit              int
}

// drawBars draws a figure of bars and returns it.
func drawBars(t *testing.T, path string, c barsCase) (*charts.Figure, error) {
	t.Helper()
	db := openAt(t, path)
	r := figures.Request{Models: c.models, Benchmarks: c.benchmarks, Day: c.day, Sort: c.sort, Limit: c.limit, SameName: sameName}
	if c.source != "" {
		r.Sources = []string{c.source}
	}
	var err error
	if r.AsOf, err = asOfDay(c.asOf); err != nil {
		t.Fatal(err)
	}
	f, _, err := figures.Draw(t.Context(), db, figures.Bars, r)
	return f, err
}

func mustBars(t *testing.T, path string, o barsCase) *charts.Figure {
	t.Helper()
	f, err := drawBars(t, path, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// drawnTexts are the texts of a kind, in the order in which they are drawn.
func drawnTexts(f *charts.Figure, kind string) []string {
	var out []string
	for _, it := range f.Items() {
		if it.Kind == kind {
			out = append(out, it.Text)
		}
	}
	return out
}

// newBoard makes a database from tables in CSV, by name.
func newBoard(t *testing.T, tables map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range tables {
		if err := os.WriteFile(filepath.Join(dir, name+".csv"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(t.TempDir(), "board.db")
	must(t, "ingest", "--db", db, dir)
	return db
}

// keptBack is the event that shows that the public could not get foo-secret.
const keptBack = "foo-secret,not_public,2025-04-05,public,blog\n"

// aBoard prints foo-secret, which its developer kept back, and foo-public, which the
// public could get.
func aBoard(scores string) map[string]string {
	return map[string]string{
		"organizations":  "slug,name\ndev,Dev\nboard-org,Board\n",
		"sources":        "slug,kind,publisher,title,published_on\nthe-board,leaderboard,board-org,The board,2025-05-01\nblog,vendor_blog,dev,Blog,2025-04-05\n",
		"models":         "slug,name,developer\nfoo-1,Foo 1,dev\nbar-1,Bar 1,dev\n",
		"variants":       "slug,model,name,stage\nfoo-secret,foo-1,Foo 1,chat\nfoo-public,foo-1,Foo-1-Public,chat\nbar,bar-1,Bar 1,chat\n",
		"release_events": "variant,status,on_date,scope,source\nfoo-secret,announced,2025-04-05,public,blog\n" + keptBack + "foo-public,released,2025-04-05,public,blog\nbar,released,2025-04-05,public,blog\n",
		"benchmarks":     "slug,name\nqa,QA\n",
		"metrics":        "slug,name,unit,higher_is_better\nacc,Accuracy,percent,true\nerr,Error rate,percent,false\n",
		"aliases":        "name,scope,variant,evidence,source\nfoo-secret,all,foo-secret,its own name,blog\nfoo-public,all,foo-public,its own name,blog\nBar,all,bar,its own name,blog\n",
		"scores":         "source,listed_as,benchmark,metric,value,value_as_printed,reported_on\n" + scores,
	}
}

func TestWhatWasNotPublicIsNamedByItsVariant(t *testing.T) {
	for name, scores := range map[string]string{
		"beside its public sibling": "the-board,foo-secret,qa,acc,90,90,2025-05-01\nthe-board,foo-public,qa,acc,80,80,2025-05-01\n",
		"without it":                "the-board,foo-secret,qa,acc,90,90,2025-05-01\nthe-board,Bar,qa,acc,80,80,2025-05-01\n",
	} {
		t.Run(name, func(t *testing.T) {
			f := mustBars(t, newBoard(t, aBoard(scores)), barsCase{source: "the-board"})
			if want := "Foo 1 (foo-secret) has the highest of the 2 scores drawn on QA, but the public could not get it"; f.Title() != want {
				t.Errorf("title: got %q, want %q", f.Title(), want)
			}
			if l := drawnTexts(f, "legend"); !slices.Contains(l, "Foo 1 (foo-secret)*") {
				t.Errorf("legend: got %q", l)
			}
			if n := f.Footnotes(); !strings.HasPrefix(n[0], "* Foo 1 (foo-secret): Reported on 2025-05-01. The public could not get it, as was said on 2025-04-05 (blog).") {
				t.Errorf("footnotes: got %q", n)
			}

			// An announcement alone does not show that: a release may only be missing on record.
			b := aBoard(scores)
			b["release_events"] = strings.Replace(b["release_events"], keptBack, "", 1)
			f = mustBars(t, newBoard(t, b), barsCase{source: "the-board"})
			if want := "Foo 1 (foo-secret) has the highest of the 2 scores drawn on QA; no release of it by then is on record"; f.Title() != want {
				t.Errorf("announced only: got the title %q, want %q", f.Title(), want)
			}
			if l := drawnTexts(f, "legend"); !slices.Equal(l[:2], []string{"Foo 1 (foo-secret)", "NO RELEASE ON RECORD"}) {
				t.Errorf("announced only: got the legend %q", l)
			}
			if n := f.Footnotes(); n[0] != "Status unknown, no release on record: Foo 1 (foo-secret)." {
				t.Errorf("announced only: got the footnotes %q", n)
			}
		})
	}
}

func TestBarsOfTheCaseCompareLikeWithLike(t *testing.T) {
	db := caseToRead(t)
	for _, c := range []struct {
		name     string
		o        barsCase
		title    string
		subtitle []string // parts of it
		legend   []string
		values   []string // nil: not compared
		notes    []string // parts of them
	}{
		{"an experimental build is not its model", barsCase{source: "ref-01", benchmarks: []string{"lmarena-text"}},
			"Llama-4-Maverick-03-26-Experimental: 1417 on LMArena text (overall), but the public could not get it",
			[]string{"No interval reported"}, []string{"Llama-4-Maverick-03-26-Experimental*", "NOT RELEASED"}, []string{"1417*"},
			[]string{"* Llama-4-Maverick-03-26-Experimental: Reported on 2025-04-05. The public could not get it since 2025-04-05, as was said on 2025-04-08 (verge)."}},
		{"a model without another variant keeps its name", barsCase{source: "ref-01", models: []string{"llama-4-behemoth", "gpt-4o"}, benchmarks: []string{"mmmu"}},
			"Llama 4 Behemoth has the highest of the 2 scores drawn on MMMU, in settings of which not all are stated, but the public could not get it", nil,
			[]string{"Llama 4 Behemoth*", "NOT RELEASED", "GPT-4o", "STATUS UNKNOWN"}, []string{"76.1*", "69.1"}, nil},
		{"one day of a board, one setting, short labels", barsCase{source: "arena-catalog", benchmarks: []string{"lmarena-text", "lmarena-text-coding"}},
			"On 2025-05-24 2 of 6 scores came from a variant that the public could not get",
			[]string{"as printed on 2025-05-24"}, nil, []string{"1394*", "1266", "1239", "1393*", "1278", "1240"},
			[]string{"Left out, in a setting that fewer entries share: style control (drawn: style control not stated)."}},
		{"another day where it is asked for", barsCase{source: "arena-catalog", benchmarks: []string{"lmarena-text"}, day: "2025-12-11"},
			"On 2025-12-11 they differ most on LMArena text (overall): from 1282 (Llama-4-Scout-17B-16E-Instruct) to 1289 (Llama-4-Maverick-17B-128E-Instruct)",
			[]string{"as printed on 2025-12-11"}, nil, []string{"1289", "1282"}, []string{"Not drawn: what this source printed on "}},
		{"instruct beside instruct", barsCase{source: "meta-model-card", benchmarks: []string{"mmlu-pro"}},
			"Llama-4-Maverick-17B-128E-Instruct has the highest of the 4 scores drawn on MMLU-Pro", nil,
			[]string{"Llama-4-Maverick-17B-128E-Instruct", "Llama-4-Scout-17B-16E-Instruct", "Llama 3.1 405B (Instruction tuned models)", "STATUS UNKNOWN", "Llama 3.3 70B", "STATUS UNKNOWN"},
			[]string{"80.5", "74.3", "73.4", "68.9"}, []string{"Left out: the scores of pre-trained models"}},
		{"standard errors are drawn and the unit is said", barsCase{source: "epoch-runs", benchmarks: []string{"gpqa-diamond"}},
			"Llama-4-Maverick-17B-128E-Instruct-FP8 has the highest of the 2 scores drawn on GPQA Diamond",
			[]string{"Proportion", "±1.96 of the reported standard errors."}, nil, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := mustBars(t, db, c.o)
			if f.Title() != c.title {
				t.Errorf("title: got  %s\nwant %s", f.Title(), c.title)
			}
			for _, want := range c.subtitle {
				if !strings.Contains(f.Description(), want) {
					t.Errorf("subtitle: got %q, want %q in it", f.Description(), want)
				}
			}
			if got := drawnTexts(f, "legend"); c.legend != nil && !slices.Equal(got, c.legend) {
				t.Errorf("legend: got %q, want %q", got, c.legend)
			}
			if got := drawnTexts(f, "value"); c.values != nil && !slices.Equal(got, c.values) {
				t.Errorf("values: got %q, want %q", got, c.values)
			}
			for _, want := range c.notes {
				if !strings.Contains(strings.Join(f.Footnotes(), "\n"), want) {
					t.Errorf("footnotes: got %q, want %q in them", f.Footnotes(), want)
				}
			}
			for _, it := range f.Items() {
				if it.X0 < 0 {
					t.Errorf("%s %q leaves the left margin", it.Kind, it.Text)
				}
			}
		})
	}
}

func TestSelectionOfBars(t *testing.T) {
	db := caseToRead(t)
	board := aBoard("the-board,foo-secret,qa,acc,90,90,2025-05-01\nthe-board,foo-public,qa,acc,80,80,2025-05-01\nthe-board,Nobody knows,qa,acc,85,85,2025-05-01\n" +
		"the-board,foo-public,qa,acc,81,81,2025-06-01\nthe-board,Nobody knows,qa,acc,86,86,2025-06-01\nthe-board,Bar,qa,acc,70,70,2025-06-01\n")
	boards := newBoard(t, board)
	for _, c := range []struct {
		name   string
		db     string
		c      barsCase
		legend []string
		values []string
		notes  []string
	}{
		{"a board without a vendor's table is drawn, names of no variant last", boards, barsCase{},
			[]string{"Foo-1-Public", "Bar 1", "Nobody knows", "STATUS UNKNOWN"}, []string{"81", "70", "86"}, []string{"Status unknown, the name is of no variant on record: Nobody knows."}},
		{"the day before", boards, barsCase{asOf: "2025-05"},
			[]string{"Foo 1 (foo-secret)*", "NOT RELEASED", "Foo-1-Public", "Nobody knows", "STATUS UNKNOWN"}, []string{"90*", "80", "85"}, []string{"Only what was reported up to 2025-05-31 is drawn."}},
		{"the best first", boards, barsCase{sort: "value", limit: 2},
			[]string{"Nobody knows", "STATUS UNKNOWN", "Foo-1-Public"}, []string{"86", "81"}, nil},
		{"by name", boards, barsCase{sort: "name"},
			[]string{"Bar 1", "Foo-1-Public", "Nobody knows", "STATUS UNKNOWN"}, []string{"70", "81", "86"}, nil},
		{"the source with most of what is named", db, barsCase{models: []string{"gpt-4o", "llama-4-behemoth"}, benchmarks: []string{"mmmu", "math-500"}},
			[]string{"GPT-4o", "STATUS UNKNOWN", "Llama 4 Behemoth*", "NOT RELEASED"}, []string{"69.1", "76.1*", "95.0*"}, []string{"(ref-01)"}},
		{"by name are those that are drawn otherwise", db, barsCase{source: "ref-01", benchmarks: []string{"gpqa-diamond"}, sort: "name", limit: 3},
			[]string{"Llama 4 Behemoth*", "NOT RELEASED", "Llama-4-Maverick-17B-128E-Instruct", "Llama 4 Scout"}, []string{"73.7*", "69.8", "57.2"}, nil},
		{"two units", db, barsCase{source: "ref-01", benchmarks: []string{"mmlu-pro", "lmarena-text"}, models: []string{"llama-4-behemoth", "llama-4-maverick-03-26-experimental"}},
			[]string{"Llama 4 Behemoth*", "NOT RELEASED", "Llama-4-Maverick-03-26-Experimental*", "NOT RELEASED"}, []string{"82.2*", "1417*"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := mustBars(t, c.db, c.c)
			if got := drawnTexts(f, "legend"); !slices.Equal(got, c.legend) {
				t.Errorf("legend: got %q, want %q", got, c.legend)
			}
			if got := drawnTexts(f, "value"); !slices.Equal(got, c.values) {
				t.Errorf("values: got %q, want %q", got, c.values)
			}
			for _, want := range c.notes {
				if !strings.Contains(strings.Join(f.Footnotes(), "\n"), want) {
					t.Errorf("footnotes: got %q, want %q in them", f.Footnotes(), want)
				}
			}
		})
	}
}

func TestBarsOfAmbiguousNamesAreRefusedForWhatTheyAre(t *testing.T) {
	_, err := drawBars(t, caseToRead(t), barsCase{source: "nolima"})
	if err == nil || !strings.Contains(err.Error(), "is ambiguous") || strings.Contains(err.Error(), "these models") {
		t.Errorf("got %v, want that the names are ambiguous", err)
	}
}

func TestGapSpeaksOfStyleControlOnlyWhereThereIsSome(t *testing.T) {
	db := caseToRead(t)
	for source, want := range map[string]bool{"lmarena-csv": false, "arena-catalog": true} {
		svg := filepath.Join(t.TempDir(), "gap.svg")
		must(t, "chart", "gap", "--db", db, "--source", source, "-o", svg)
		b, err := os.ReadFile(svg)
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(b, []byte("Style control is")); got != want {
			t.Errorf("%s: got a footnote on style control %v, want %v", source, got, want)
		}
		if got := bytes.Contains(b, []byte(">LMArena text (overall), style control, Elo rating</text>")); got != want {
			t.Errorf("%s: got a panel for style control %v, want %v", source, got, want)
		}
	}
}

func TestSettingsAreWordsInNotes(t *testing.T) {
	board := aBoard("")
	board["scores"] = "source,listed_as,benchmark,metric,extra,value,value_as_printed,reported_on\n" +
		`the-board,foo-public,qa,acc,"{""mode"":""FC"",""tries"":2}",80,80,2025-05-01` + "\n" + `the-board,Bar,qa,acc,"{""mode"":""FC"",""tries"":2}",70,70,2025-05-01` + "\n" + "the-board,Bar,qa,acc,,71,71,2025-05-01\n"
	f := mustBars(t, newBoard(t, board), barsCase{})
	if notes := strings.Join(f.Footnotes(), "\n"); !strings.Contains(notes, "Left out, in a setting that fewer entries share: QA in a setting that is not stated.") {
		t.Errorf("footnotes: %s", notes)
	}
}
