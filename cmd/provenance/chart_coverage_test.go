package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provenance/internal/charts"
	"provenance/internal/figures"
	"provenance/internal/query"
)

// onCase runs fn with the Llama 4 case.
func onCase[T any](t *testing.T, fn func(ctx context.Context, db *query.DB) (T, error)) T {
	t.Helper()
	db := openAt(t, caseToRead(t))
	v, err := fn(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// chosen are the records of a figure.
func chosen[R figures.Records](t *testing.T, db *query.DB, kind figures.Kind, r figures.Request) R {
	t.Helper()
	records, _, err := figures.Choose(t.Context(), db, kind, r)
	if err != nil {
		t.Fatal(err)
	}
	return records.(R)
}

func caseCoverage(t *testing.T, r figures.Request) *charts.Coverage {
	t.Helper()
	return drawCoverage(t, caseToRead(t), r)
}

func caseContext(t *testing.T, r figures.Request) *charts.Context {
	t.Helper()
	return onCase(t, func(ctx context.Context, db *query.DB) (*charts.Context, error) {
		return chosen[*charts.Context](t, db, figures.Context, r), nil
	})
}

// TestCoverageOfTheCaseCountsAsTheViewDoes compares every cell of both suites
// with the view coverage.
func TestCoverageOfTheCaseCountsAsTheViewDoes(t *testing.T) {
	path := caseToRead(t)
	for _, suite := range []string{"llama-4-announcement", "llama-4-model-card-instruct"} {
		counts := map[[2]string]*[3]int{}
		for _, s := range onCase(t, func(ctx context.Context, db *query.DB) ([]query.FigureScore, error) {
			return db.CoverageScores(ctx, query.CoverageFilter{Suite: suite})
		}) {
			k := [2]string{s.Benchmark, s.Variant}
			if counts[k] == nil {
				counts[k] = &[3]int{}
			}
			counts[k][map[string]int{"first_party": 0, "third_party": 1, "": 2}[s.Relationship]]++
		}
		var got []string
		for k, n := range counts {
			got = append(got, fmt.Sprintf("%s,%s,%d,%d,%d", k[0], k[1], n[0], n[1], n[2]))
		}
		slices.Sort(got)
		want := rows(t, path, "SELECT benchmark, variant, first_party, third_party, unstated FROM coverage WHERE suite = '"+suite+"' AND first_party + third_party + unstated > 0")
		slices.Sort(want)
		if len(want) == 0 || !slices.Equal(got, want) {
			t.Errorf("%s: got\n%s\nwant\n%s", suite, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestCoverageOfTheCase(t *testing.T) {
	c := caseCoverage(t, figures.Request{Suite: "llama-4-announcement"})
	f, err := c.Figure()
	if err != nil {
		t.Fatal(err)
	}
	if want := "Meta reported 14 of 14 benchmarks for its models; on 12 of them no score of its models by others is on record"; f.Title() != want {
		t.Errorf("title: got %q, want %q", f.Title(), want)
	}
	releases := map[string]charts.Release{}
	for _, v := range c.Variants {
		releases[v.Name] = v.Release
	}
	for name, want := range map[string]charts.Release{"Llama 4 Behemoth": charts.NotReleased, "Llama-4-Maverick-17B-128E-Instruct": charts.Released, "Llama-4-Maverick-17B-128E-Instruct-FP8": charts.Released, "GPT-4o": charts.Unknown} {
		if got, ok := releases[name]; !ok || got != want {
			t.Errorf("%s: got %v (drawn: %v), want %v", name, got, ok, want)
		}
	}
	if n := strings.Join(f.Footnotes(), "\n"); !strings.Contains(n, "* Llama 4 Behemoth: Reported on 2025-04-05. It was in training on 2025-04-05 (ref-01).") || !strings.Contains(n, "This holds for 6 of its 6 scores here.") {
		t.Errorf("footnotes: %s", n)
	}
	if c := caseCoverage(t, figures.Request{}); !slices.ContainsFunc(c.Variants, func(v charts.CoverageVariant) bool { return v.Release == charts.NotReleased }) {
		t.Errorf("without options nothing that was not public is drawn: %v", c.Variants)
	}
	early := caseCoverage(t, figures.Request{Suite: "llama-4-announcement", AsOf: "2025-04-05"})
	for i, row := range early.Cells {
		for j, r := range row {
			if early.Variants[j].Developer == "Meta" && r.ThirdParty > 0 {
				t.Errorf("%s: somebody else's score on the day of the announcement", early.Benchmarks[i])
			}
		}
	}
	named := caseCoverage(t, figures.Request{Benchmarks: []string{"gpqa-diamond", "mmlu-pro"}, Models: []string{"llama-4-scout", "gpt-4o"}})
	if !slices.Equal(named.Benchmarks, []string{"GPQA Diamond", "MMLU-Pro"}) || len(named.Variants) < 2 || named.Variants[len(named.Variants)-1].Name != "GPT-4o" {
		t.Errorf("got %q and %v", named.Benchmarks, named.Variants)
	}
}

func TestContextOfTheCase(t *testing.T) {
	c := caseContext(t, figures.Request{})
	f, err := c.Figure()
	if err != nil {
		t.Fatal(err)
	}
	if want := "Llama-4-Scout-17B-16E-Instruct: 10M tokens claimed, 64k–3.5M served by 16 providers"; f.Title() != want {
		t.Errorf("title: got %q, want %q", f.Title(), want)
	}
	for _, r := range c.Rows {
		for _, w := range r.Served {
			if w.Source == "llmstats" {
				t.Errorf("%s: %s is what an aggregator prints", r.Name, w.By)
			}
		}
	}
	if n := strings.Join(f.Footnotes(), "\n"); !strings.Contains(n, "what llmstats prints as served") {
		t.Errorf("footnotes: %s", n)
	}
	early := caseContext(t, figures.Request{AsOf: "2025-04-30"})
	if f, err := early.Figure(); err != nil || f.Title() != "Llama-4-Scout-17B-16E-Instruct: 10M tokens claimed, 128k–328k served by 3 providers" {
		t.Errorf("on 2025-04-30: got %v, %v", f, err)
	}
}

func TestCoverageAndContextAreWritten(t *testing.T) {
	db := caseToRead(t)
	for _, kind := range []string{"coverage", "context"} {
		svg := filepath.Join(t.TempDir(), kind+".svg")
		must(t, "chart", kind, "--db", db, "--title", "Mine", "-o", svg)
		b, err := os.ReadFile(svg)
		if err != nil || !bytes.Contains(b, []byte("<title>Mine</title>")) {
			t.Errorf("%s: no title in %d bytes, %v", kind, len(b), err)
		}
	}
}

// drawCoverage makes the records of a coverage of a database.
func drawCoverage(t *testing.T, path string, r figures.Request) *charts.Coverage {
	t.Helper()
	db := openAt(t, path)
	return chosen[*charts.Coverage](t, db, figures.Coverage, r)
}

// TestCoverageOfABoardWithoutASuite draws the benchmarks that variants have, and
// leaves names of no variant out where there are variants.
func TestCoverageOfABoardWithoutASuite(t *testing.T) {
	c := drawCoverage(t, newBoard(t, aBoard("the-board,foo-secret,qa,acc,90,90,2025-05-01\nthe-board,foo-public,qa,acc,80,80,2025-05-01\nthe-board,Nobody knows,qa,acc,85,85,2025-05-01\n")), figures.Request{})
	if !slices.Equal(c.Benchmarks, []string{"QA"}) || len(c.Variants) != 2 {
		t.Fatalf("got %q and %v, want QA and two variants", c.Benchmarks, c.Variants)
	}
	for i, want := range []charts.CoverageVariant{{Name: "Foo-1-Public", Release: charts.Released}, {Name: "Foo 1 (foo-secret)", Release: charts.NotReleased}} {
		if v := c.Variants[i]; v.Name != want.Name || v.Release != want.Release || v.Developer != "Dev" {
			t.Errorf("variant %d: got %v, want %v", i, v, want)
		}
	}
	if v := c.Variants[1]; !strings.Contains(v.Footnote, "1 of its 1 score here") {
		t.Errorf("footnote: got %q", v.Footnote)
	}
}

// TestNamesOfTwoSourcesAreNotOneEntry has the same name of no variant in two
// sources: whether it means the same there is not known.
func TestNamesOfTwoSourcesAreNotOneEntry(t *testing.T) {
	tables := aBoard("the-board,Nobody knows,qa,acc,90,90,2025-05-01\nblog,Nobody knows,qa,acc,80,80,2025-05-01\n")
	c := drawCoverage(t, newBoard(t, tables), figures.Request{Benchmarks: []string{"qa"}})
	var names []string
	for j, v := range c.Variants {
		names = append(names, v.Name)
		if v.Release != charts.Unknown || c.Cells[0][j] != (charts.Reported{Unstated: 1}) {
			t.Errorf("%s: got %v and %v, want one score of unknown origin and status", v.Name, v.Release, c.Cells[0][j])
		}
	}
	if want := []string{"Nobody knows (blog)", "Nobody knows (the-board)"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	if c := drawCoverage(t, newBoard(t, tables), figures.Request{}); len(c.Variants) != 1 {
		t.Errorf("without a choice: got %v, want the names of one source", c.Variants)
	}
}
