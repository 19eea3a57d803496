package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"provenance/internal/query"
	"provenance/internal/terminal"
)

// onTerminal runs a command line that has to succeed on a terminal of that width.
func onTerminal(t *testing.T, width int, args ...string) string {
	t.Helper()
	out, _ := onTerminalOf(t, width, map[string]string{"TERM": "dumb"}, args...)
	return out
}

// onTerminalOf is onTerminal with an environment, and returns standard error, too.
func onTerminalOf(t *testing.T, width int, env map[string]string, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &out, err: &errs, outWidth: width, getenv: func(name string) string { return env[name] },
		now: func() time.Time { return time.Date(2025, 11, 1, 12, 0, 0, 0, time.UTC) }}
	if status := run(a, args); status != exitOK {
		t.Fatalf("got status %d, want 0; stderr:\n%s", status, errs.String())
	}
	return out.String(), errs.String()
}

// Every table fits the terminal without a cut: what does not fit leaves, and standard
// error says so.
func TestTablesFitTheTerminal(t *testing.T) {
	db := caseToRead(t)
	commands := [][]string{{"resolve"}, {"rejects"}, {"diff", "lmarena-csv", "2025-04-06", "2025-08-04"},
		{"history", "llama-4-behemoth"}, {"query", "SELECT * FROM score_details"}, {"query", "SELECT * FROM variant_gaps"}}
	for _, kind := range query.Kinds {
		commands = append(commands, []string{"list", kind})
	}
	for i := range commands {
		commands[i] = append(commands[i], "--db", db)
	}
	for _, args := range append(commands, []string{"explain"}, []string{"maps"}) {
		for _, width := range []int{40, 80, 120} {
			out, errs := onTerminalOf(t, width, nil, args...)
			if strings.Contains(out, "…") && args[0] != "maps" { // which says it itself
				t.Errorf("%v, %d columns: something is cut", args, width)
			}
			for line := range strings.Lines(out + errs) {
				line = strings.NewReplacer("\n", "", "\x1b[1;31m", "", "\x1b[33m", "", "\x1b[36m", "", "\x1b[0m", "").Replace(line)
				if n := terminal.Width(line); n > width && len(strings.Fields(line)) > 1 {
					t.Errorf("%v, %d columns: a line has %d: %s", args, width, n, line)
				}
			}
			if first, _, _ := strings.Cut(out, "\n"); args[0] == "list" && width == 80 && strings.Count(first, "  ") == 0 {
				t.Errorf("%v: one column is no table: %s", args, first)
			}
		}
	}
}

func TestWhatATableLeavesOutIsNamed(t *testing.T) {
	db := caseToRead(t)
	out, errs := onTerminalOf(t, 80, nil, "list", "--db", db, "--model", "llama-4-maverick")
	if first, _, _ := strings.Cut(out, "\n"); strings.Join(strings.Fields(first), " ") != "VARIANT STATUS RELEASED SCORES" {
		t.Errorf("the status is not there:\n%s", out)
	}
	if want := "not shown: model, developer, stage, build, precision (--wide shows all\n  columns, --columns those that you name)\n"; errs != want {
		t.Errorf("got %q, want %q", errs, want)
	}
	for _, args := range [][]string{{"--wide"}, {"--format", "csv"}, {"--columns", "variant,precision"}, {"-o", t.TempDir() + "/list.txt"}} {
		if _, errs := onTerminalOf(t, 80, nil, append([]string{"list", "--db", db}, args...)...); errs != "" {
			t.Errorf("%v: got %q, want nothing", args, errs)
		}
	}
	if out, _ := onTerminalOf(t, 80, nil, "list", "--db", db, "--wide"); !strings.Contains(out, "VARIANT") || !strings.Contains(out, "PRECISION") || !strings.Contains(out, "SCORES") {
		t.Errorf("--wide leaves columns out:\n%s", out)
	}
}

func TestColoursAreForTerminals(t *testing.T) {
	for _, c := range []struct {
		width int
		env   map[string]string
		want  bool
	}{
		{80, nil, true}, {80, map[string]string{"NO_COLOR": ""}, true}, {80, map[string]string{"NO_COLOR": "1"}, false},
		{80, map[string]string{"TERM": "dumb"}, false}, {0, nil, false},
	} {
		out, _ := onTerminalOf(t, c.width, c.env, "explain", "--format", "table")
		if got := strings.Contains(out, "\x1b[1;31merror\x1b[0m"); got != c.want {
			t.Errorf("%d columns, %v: got colours %v, want %v", c.width, c.env, got, c.want)
		}
	}
}
