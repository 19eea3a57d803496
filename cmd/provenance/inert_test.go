package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"unicode"

	"provenance/internal/findings"
)

// commands returns the lines that a runner of GitHub Actions would obey.
func commands(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), "::") || strings.Contains(line, "##[") {
			out = append(out, line)
		}
	}
	return out
}

// TestLintTextIsNoWorkflowCommand lints files whose names and cells are commands to
// a runner, in all ways in which they can get to the beginning of a line or into it.
func TestLintTextIsNoWorkflowCommand(t *testing.T) {
	t.Chdir(t.TempDir())
	files := map[string]string{
		"::error title=x::y.csv":    "a,b\n1,2\n",
		" ::stop-commands::x.csv":   "a,b\n1,2\n",
		"\n::add-mask::x.csv":       "a,b\n1,2\n",
		"\u00a0::debug::x.csv":      "a,b\n1,2\n",
		"##[error]board.csv":        "::error::a,##[group]b\n1,2\n",
		"::":                        "a\n",
		"metrics.csv":               "slug,name,unit\n::error::a,##[error]x,::warning::\n##[group]b,N,##[x]\nc,\"A\n::error::x\n##[error]x\",points,more\n",
		"sources.csv":               "slug,kind,title\naster-board,##[kind],##[title]\n",
		"::notice::lmarena.csv":     "",
		"::error::aster-long.csv":   "model,benchmark,score\n##[error]Aster,::error::Quest,50\nBoreal,Quest,x\n",
		"##[error]::error::two.csv": "model,benchmark,score\n##[error]Aster,::error::Quest,50\n##[error]Aster,::error::Quest,60\n",
	}
	var paths []string
	for name, text := range files {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, name)
	}
	for _, args := range [][]string{
		{"."}, paths, {"::none::.csv"}, {"##[none].csv"},
		{"--reported-on", "2025", "--source", "aster", "::error::aster-long.csv", "##[error]::error::two.csv"},
		{"--map", "::error::##[x]", "metrics.csv"}, {"--map", "metrics.csv", "metrics.csv"},
		{"--##[error]", "."}, {"--format", "##[error]", "."}, {"--fail-on", "##[x]", "."}, {"--reported-on", "##[x]", "."}, {"--as-of", "##[x]", "."},
		{"-o", "##[x]/y", "."},
	} {
		r := cli(nil, append([]string{"lint", "--format", "text"}, args...)...)
		if bad := commands(r.out + r.err); len(bad) > 0 || r.status == exitOK {
			t.Errorf("%q: got status %d and commands %q", args, r.status, bad)
		}
		if r := cli(nil, append([]string{"lint", "--format", "github"}, args...)...); len(commands(r.err)) > 0 {
			t.Errorf("%q: got commands %q on standard error", args, commands(r.err))
		}
	}
	r := cli(nil, "lint", "::error title=x::y.csv")
	if !strings.HasPrefix(r.out, "./::error title=x::y.csv:1: error: ") {
		t.Errorf("got %q", r.out)
	}
	r = cli(nil, "lint", "metrics.csv")
	if !strings.Contains(r.out, `##\[x]`) {
		t.Errorf("got %q", r.out)
	}
	var found []findings.Finding
	r = cli(nil, "lint", "--format", "json", "::error title=x::y.csv")
	if err := json.Unmarshal([]byte(r.out), &found); err != nil || len(found) == 0 || found[0].File != "::error title=x::y.csv" {
		t.Errorf("got %+v, %v: JSON is exact", found, err)
	}
}
