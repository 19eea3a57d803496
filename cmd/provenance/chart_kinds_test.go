package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAChartThatThereIsNotIsNamedWithTheNearest(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"chart bar", `unknown chart "bar" (did you mean "bars"?): one of bars, context,`},
		{"chart pie -o x.png", `unknown chart "pie": one of bars,`},
		{"chart leader -o x.png", `(did you mean "leaderboard"?)`},
		{"chart bars --pie", `unknown flag "--pie"; see 'provenance chart bars --help'`},
	} {
		r := cli(nil, strings.Fields(c.args)...)
		if r.status != exitUsage || !strings.Contains(r.err, c.want) || strings.Contains(r.err, "usage: ") {
			t.Errorf("%s: status %d, said %q, want %q in it", c.args, r.status, r.err, c.want)
		}
	}
}

func TestAnUnknownSlugIsNamedWithItsFlag(t *testing.T) {
	db := caseToRead(t)
	for _, c := range []struct{ flag, slug, want string }{
		{"--model", "llama-4-mavrick", `--model: no model or variant "llama-4-mavrick" on record (did you mean "llama-4-maverick"?)`},
		{"--variant", "llama-4-maverick", `--variant: "llama-4-maverick" can mean llama-4-maverick-03-26-experimental, llama-4-maverick-17b-128e, `},
		{"--benchmark", "mmlu-prp", `--benchmark: no benchmark "mmlu-prp" on record (did you mean "mmlu-pro"?)`},
		{"--source", "lmarena-csw", `--source: no source "lmarena-csw" on record (did you mean "lmarena-csv"?)`},
	} {
		if r := cli(nil, "chart", "bars", "--db", db, c.flag, c.slug, "-o", "-.svg"); r.status == exitOK || !strings.Contains(r.err, c.want) {
			t.Errorf("%s %s: said %q, want %q in it", c.flag, c.slug, r.err, c.want)
		}
	}
}

func TestAGapIsOfOneScaleAndOneBenchmark(t *testing.T) {
	svg := filepath.Join(t.TempDir(), "g.svg")
	r := cli(nil, "chart", "gap", "--db", caseToRead(t), "-o", svg, "--model", "llama-4-maverick,gpt-4o")
	if want := "scored 130 points above the released one, on LMArena text (overall), Elo rating, in 12 of 19 rows on record (without gpt-4o)\n"; r.status != exitPartial || !strings.HasSuffix(r.out, want) {
		t.Errorf("status %d, said %q, want %q at its end", r.status, r.out, want)
	}
	for _, want := range []string{"draw them with --benchmark: lmarena-text-chinese, ", "gpt-4o has no gap that is drawn"} {
		if !strings.Contains(r.err, want) {
			t.Errorf("said %q, want %q in it", r.err, want)
		}
	}
	b, err := os.ReadFile(svg)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(b), "Gaps on 19 other benchmarks are not drawn.") {
		t.Error("the figure does not say that there are other benchmarks")
	}
}

func TestWhatIsNamedAndCannotBeDrawnIsSaid(t *testing.T) {
	db := caseToRead(t)
	for _, args := range []string{"context --model llama-4-scout,gpt-4o", "coverage --suite llama-4-announcement --model llama-4-scout,llama-4"} {
		words := strings.Split(args, ",")
		r := cli(nil, append(append([]string{"chart"}, strings.Fields(args)...), "--db", db, "-o", "-.svg")...)
		if want := "no data on " + words[1] + " for this chart"; r.status != exitPartial || !strings.Contains(r.err, want) || !strings.Contains(r.out, "(without "+words[1]+")") {
			t.Errorf("%s: status %d, said %q, want %q in it", args, r.status, r.err, want)
		}
	}
}
