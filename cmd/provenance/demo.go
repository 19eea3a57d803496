package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/terminal"
)

func newDemo(a *app) *cobra.Command {
	dir := "demo"
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Take a tour of the Llama 4 case, command by command",
		Long: `Build a database of the Llama 4 case and three figures in a folder, printing each command
before it runs so that you can run it yourself. The CSV files of the case come with the
program and are written to the folder too. Running the demo again changes nothing.

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance demo -o demo\n  sqlite3 demo/provenance.db \"SELECT rule, count(*) FROM flags GROUP BY rule\"",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, args []string) error { return runDemo(cmd.Context(), a, dir) },
	}
	cmd.Flags().StringVarP(&dir, "output", "o", dir, "write to this `folder`")
	return cmd
}

// A stop of the tour is a command and what to look at.
type stop struct {
	about string
	args  []string
	lines int // of its output to show: 0 for all, the last ones if it is negative
}

// tour is what the demo runs; DIR means the folder.
var tour = []stop{
	{"Ingest the case: 1,099 scores, who published them, and what was public when.", []string{"ingest", "DIR/llama4"}, -1},
	{"What should not be used as stated, and why?", []string{"flags", "--summary", "--severity", "error", "--model", "llama-4-maverick"}, 0},
	{"One of these, with its evidence:", []string{"flags", "--rule", "never-released", "--model", "llama-4-maverick"}, 0},
	{"Meta's table, with unreleased models marked:", []string{"chart", "bars", "--source", "ref-01", "--model", "llama-4-behemoth,llama-4-maverick,llama-4-scout,gemini-2.0-flash,gpt-4o",
		"--benchmark", "mmlu-pro,gpqa-diamond,livecodebench-2024-10-2025-02,mmmu,mathvista", "-o", "DIR/bars.png", "-o", "DIR/bars.svg"}, 1},
	{"The Maverick on the leaderboard against the Maverick that was released:", []string{"chart", "gap", "--source", "lmarena-csv", "-o", "DIR/gap.png", "-o", "DIR/gap.svg"}, 1},
	{"Both over time, with announcements and releases:", []string{"chart", "timeline", "-o", "DIR/timeline.png", "-o", "DIR/timeline.svg"}, 1},
}

// next is what the demo recommends to do then; DIR means the folder.
var next = [][]string{
	{"trace", "--source", "lmarena-csv", "--on", "2025-04-11", "--variant", "llama-4-maverick-03-26-experimental"},
	{"show", "llama-4-scout-17b-16e-instruct"},
}

// demoWidth is how many columns of a terminal the demo takes.
const demoWidth = 80

func runDemo(ctx context.Context, a *app, dir string) error {
	if err := a.writeCase(filepath.Join(dir, "llama4")); err != nil {
		return err
	}
	db := filepath.Join(dir, "provenance.db")
	in := func(args []string) []string {
		var out []string
		for _, arg := range args {
			out = append(out, strings.ReplaceAll(arg, "DIR", dir))
		}
		return out
	}
	fmt.Fprintf(a.out, "$ export PROVENANCE_DB=%s\n", terminal.ShellWord(db))
	for i, s := range tour {
		args := in(s.args)
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		fmt.Fprintf(a.out, "# %s\n$ %s\n", s.about, terminal.ShellLines(args, demoWidth-2, "    "))
		var out, errs bytes.Buffer
		step := a.stepOf(db, &out, &errs)
		root := newRoot(step)
		root.SetArgs(args)
		if err := root.ExecuteContext(ctx); err != nil {
			a.err.Write(errs.Bytes())
			return fmt.Errorf("demo: provenance %s: %w", s.args[0], err)
		}
		for _, line := range s.shown(out.String()) {
			if terminal.Width(line) > demoWidth && !strings.Contains(line, "\x1b") {
				line = terminal.Wrap(line, demoWidth-2, "  ")
			}
			fmt.Fprintln(a.out, line)
		}
	}
	fmt.Fprintf(a.out, "\n# %s\n", terminal.Wrap("The figures are in "+terminal.ShellWord(dir)+". Next, for example:", demoWidth-2, "# "))
	for _, args := range next {
		fmt.Fprintf(a.out, "$ %s\n", terminal.ShellLines(in(args), demoWidth-2, "    "))
	}
	return nil
}

// stepOf returns an app for a command of the demo, which writes for a terminal of its own
// width.
func (a *app) stepOf(db string, out, errs io.Writer) *app {
	step := *a
	step.db, step.exitsAfterRun, step.outWidth, step.errTTY = "", false, demoWidth, false
	step.out, step.err = out, errs
	step.getenv = func(name string) string {
		switch {
		case name == "PROVENANCE_DB":
			return db
		case name == "NO_COLOR" && a.outWidth == 0:
			return "1"
		}
		return a.getenv(name)
	}
	return &step
}

// shown returns the lines of an output that the demo shows.
func (s *stop) shown(output string) []string {
	lines := strings.Split(strings.TrimSuffix(output, "\n"), "\n")
	switch n := len(lines); {
	case s.lines > 0:
		return lines[:min(s.lines, n)]
	case s.lines < 0:
		return lines[max(n+s.lines, 0):]
	}
	return lines
}

// writeCase writes the CSVs of the Llama 4 case.
func (a *app) writeCase(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return fs.WalkDir(provenance.Case, "testdata/llama4", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := provenance.Case.ReadFile(path)
		if err != nil {
			return err
		}
		return a.writeFile(filepath.Join(dir, d.Name()), func(w io.Writer) error {
			_, err := w.Write(b)
			return err
		})
	})
}
