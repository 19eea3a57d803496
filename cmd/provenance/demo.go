package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/terminal"
	"provenance/internal/tour"
)

func newDemo(a *app) *cobra.Command {
	dir, slug := "demo", tour.Cases[0].Slug
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Take a tour of a case, command by command",
		Long: `Build a database of a case and three figures in a folder, printing each command before it
runs so that you can run it yourself. The CSV files of the cases come with the program;
those of this one are written to the folder too. Running the demo again changes nothing,
and another case can go into the same folder and database.

  llama4          the Llama 4 Maverick on LMArena, and the one that was released
  o3              the o3 of December 2024, and the one that was released in April 2025
  reflection-70b  Reflection 70B: two makers, scores that others could not replicate

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance demo -o demo\n  provenance demo --case o3\n  sqlite3 demo/provenance.db \"SELECT rule, count(*) FROM flags GROUP BY rule\"",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			c, ok := tour.Find(slug)
			if !ok {
				return usage("--case must be %s, not %q", strings.Join(tour.Slugs(), ", "), slug)
			}
			return runDemo(cmd.Context(), a, c, dir)
		},
	}
	cmd.Flags().StringVarP(&dir, "output", "o", dir, "write to this `folder`")
	cmd.Flags().StringVar(&slug, "case", slug, "the `case`: "+strings.Join(tour.Slugs(), ", "))
	cmd.RegisterFlagCompletionFunc("case", cobra.FixedCompletions(tour.Slugs(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// demoWidth is how many columns of a terminal the demo takes.
const demoWidth = 80

func runDemo(ctx context.Context, a *app, c tour.Case, dir string) error {
	if err := a.writeCase(c, filepath.Join(dir, c.Slug)); err != nil {
		return err
	}
	db := filepath.Join(dir, "provenance.db")
	fmt.Fprintf(a.out, "$ export PROVENANCE_DB=%s\n", terminal.ShellWord(db))
	for i, s := range c.Stops {
		args := tour.In(dir, s.Args)
		if i > 0 {
			fmt.Fprintln(a.out)
		}
		fmt.Fprintf(a.out, "# %s\n$ %s\n", s.About, terminal.ShellLines(args, demoWidth-2, "    "))
		var out, errs bytes.Buffer
		step := a.stepOf(db, &out, &errs)
		root := newRoot(step)
		root.SetArgs(args)
		if err := root.ExecuteContext(ctx); err != nil {
			a.err.Write(errs.Bytes())
			return fmt.Errorf("demo: provenance %s: %w", s.Args[0], err)
		}
		for _, line := range s.Shown(out.String()) {
			if terminal.Width(line) > demoWidth && !strings.Contains(line, "\x1b") {
				line = terminal.Wrap(line, demoWidth-2, "  ")
			}
			fmt.Fprintln(a.out, line)
		}
	}
	fmt.Fprintf(a.out, "\n# %s\n", terminal.Wrap("The figures are in "+terminal.ShellWord(dir)+". Next, for example:", demoWidth-2, "# "))
	for _, args := range c.Next {
		fmt.Fprintf(a.out, "$ %s\n", terminal.ShellLines(tour.In(dir, args), demoWidth-2, "    "))
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

// writeCase writes the CSVs of a case.
func (a *app) writeCase(c tour.Case, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return c.EachFile(func(name string, content []byte) error {
		return a.writeFile(filepath.Join(dir, name), func(w io.Writer) error {
			_, err := w.Write(content)
			return err
		})
	})
}
