package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"provenance"
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
	head  int // lines of its output to show, 0 for all
}

// tour is what the demo runs; DIR means the folder.
var tour = []stop{
	{"Ingest the case: 726 scores, who published them, and what was public when.", []string{"ingest", "DIR/llama4"}, 0},
	{"How many scores of Llama 4 Maverick should not be used as stated, and why?", []string{"query", "--format", "table",
		"SELECT rule, count(*) AS flags FROM flags WHERE model = 'llama-4-maverick' AND severity = 'error' GROUP BY rule ORDER BY flags DESC"}, 0},
	{"Those of one source, Meta's announcement, with the evidence:", []string{"flags", "--severity", "error", "--model", "llama-4-maverick", "--source", "ref-01", "--format", "table"}, 0},
	{"Everything on record about one variant:", []string{"show", "llama-4-behemoth"}, 0},
	{"Meta's table, with unreleased models marked:", []string{"chart", "bars", "--source", "ref-01", "--model", "llama-4-behemoth,llama-4-maverick,llama-4-scout,gemini-2.0-flash,gpt-4o",
		"--benchmark", "mmlu-pro,gpqa-diamond,livecodebench-2024-10-2025-02,mmmu,mathvista", "-o", "DIR/bars.png", "-o", "DIR/bars.svg"}, 0},
	{"The Maverick on the leaderboard against the Maverick that was released:", []string{"chart", "gap", "-o", "DIR/gap.png", "-o", "DIR/gap.svg"}, 0},
	{"Both over time, with announcements and releases:", []string{"chart", "timeline", "-o", "DIR/timeline.png", "-o", "DIR/timeline.svg"}, 0},
	{"The same in SQL, with this or any other tool that reads SQLite:", []string{"query", "--format", "table",
		"SELECT reported_on, source, settings, value, released_value, gap, round(gap_ci, 1) AS gap_ci FROM variant_gaps WHERE benchmark = 'lmarena-text' ORDER BY reported_on, gap DESC"}, 0},
	{"Trace one number back to the page that printed it:", []string{"trace", "--variant", "llama-4-maverick-03-26-experimental", "--source", "lmarena-csv", "--on", "2025-04-11"}, 12},
}

func runDemo(ctx context.Context, a *app, dir string) error {
	if err := a.writeCase(filepath.Join(dir, "llama4")); err != nil {
		return err
	}
	db := filepath.Join(dir, "provenance.db")
	for _, s := range tour {
		args := []string{"--db", db}
		for _, arg := range s.args {
			args = append(args, strings.ReplaceAll(arg, "DIR", dir))
		}
		fmt.Fprintf(a.out, "\n# %s\n$ provenance %s\n", s.about, shellWords(args))
		step := *a
		step.db, step.exitsAfterRun = "", false
		head := &headWriter{w: a.out, left: s.head}
		if s.head > 0 {
			step.out = head
		}
		root := newRoot(&step)
		root.SetArgs(args)
		if err := root.ExecuteContext(ctx); err != nil {
			return fmt.Errorf("demo: provenance %s: %w", s.args[0], err)
		}
		if head.dropped > 0 {
			fmt.Fprintf(a.out, "... and %d more lines\n", head.dropped)
		}
	}
	fmt.Fprintf(a.out, "\nThe database is %s; open %s, %s and %s.\nNext: provenance --db %s show llama-4-scout-17b-16e-instruct, or sqlite3 %s\n",
		db, filepath.Join(dir, "bars.png"), filepath.Join(dir, "gap.png"), filepath.Join(dir, "timeline.png"), db, db)
	return nil
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

// headWriter passes on the first lines and counts the rest.
type headWriter struct {
	w       interface{ Write([]byte) (int, error) }
	left    int
	dropped int
}

func (h *headWriter) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		i := strings.IndexByte(string(rest), '\n')
		if i < 0 {
			i = len(rest) - 1
		}
		if h.left > 0 {
			if _, err := h.w.Write(rest[:i+1]); err != nil {
				return 0, err
			}
			if rest[i] == '\n' {
				h.left--
			}
		} else if rest[i] == '\n' {
			h.dropped++
		}
		rest = rest[i+1:]
	}
	return len(p), nil
}

// shellWords joins arguments so that a shell would read them as they are.
func shellWords(args []string) string {
	var out []string
	for _, a := range args {
		if strings.ContainsAny(a, " ()'\"*;&|<>$") {
			a = `"` + strings.NewReplacer(`"`, `\"`, `$`, `\$`).Replace(a) + `"`
		}
		out = append(out, a)
	}
	return strings.Join(out, " ")
}
