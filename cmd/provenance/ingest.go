package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/store"
)

type ingestOptions struct {
	app    *app
	paths  []string
	dryRun bool
}

func newIngest(a *app) *cobra.Command {
	o := &ingestOptions{app: a}
	cmd := &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Read CSVs into the database",
		Long: `Read canonical CSVs into the database, which is made if it does not exist.

PATH is a file, a folder (its .csv and .csv.gz files, parents before children), or
- for standard input. A file is known by its name (scores.csv, variants.csv.gz), else
by its header; docs/data-model.md has the headers.

One call is one transaction. If anything is wrong with any file, everything that is
wrong is printed as file:line:col: field "value": problem (hint), nothing is written,
and the exit status is 3. Reading the same files again changes nothing. A changed
score is added as a revision and the old row is kept; a changed cell of a catalogue
row (a model's name, say) is replaced and the old value is kept in table changes.

` + status(exitOK, exitFailure, exitUsage, exitRejected),
		Example: `  provenance ingest testdata/llama4
  provenance ingest --db arena.db sources.csv scores.csv.gz
  zcat scores.csv.gz | provenance ingest --dry-run -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "read and check everything, print what would change, write nothing")
	return cmd
}

// maxProblems is how many problems are printed; the rest is counted.
const maxProblems = 20

func (o *ingestOptions) run(ctx context.Context) error {
	inputs, problems := ingest.Find(o.paths, o.app.in)
	db, err := o.open(ctx)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			db.Discard()
		}
	}()
	session, err := db.Begin(ctx, provenance.Version, o.app.now)
	if err != nil {
		return err
	}
	for i, input := range inputs {
		if err := o.file(ctx, session, input, i, len(inputs), &problems); err != nil {
			return errors.Join(err, session.Rollback())
		}
	}
	o.progress("")
	if len(problems) > 0 {
		if err := session.Rollback(); err != nil {
			return err
		}
		o.report(problems, inputs)
		return &statusError{status: exitRejected}
	}
	if err := o.finish(session); err != nil {
		return err
	}
	done = !o.dryRun
	if !done {
		return nil
	}
	return db.Close()
}

// open opens the database; a dry run without one works in memory.
func (o *ingestOptions) open(ctx context.Context) (*store.DB, error) {
	if o.dryRun {
		return store.OpenScratch(ctx, o.app.dbPath())
	}
	return store.OpenWrite(ctx, o.app.dbPath())
}

// file reads one file into the session.
func (o *ingestOptions) file(ctx context.Context, session *store.Ingest, input ingest.Input, i, n int, problems *[]model.Problem) error {
	r, err := input.Open()
	if err != nil {
		*problems = append(*problems, model.Problem{Position: model.Position{File: input.Path}, Code: model.CodeSource, Text: err.Error()})
		return nil
	}
	defer r.Close()
	report := func(p model.Problem) { *problems = append(*problems, p) }
	if err := session.BeginFile(input.Table, report); err != nil {
		return err
	}
	last := time.Time{}
	sum, err := ingest.Read(r, input.Path, input.Table, ingest.Handlers{
		Record: func(rec *model.Record) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return session.Add(rec)
		},
		Scores: func(b *model.ScoreBatch) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return session.Scores(b)
		},
		Problem: func(p model.Problem) {
			session.Broken(p)
			report(p)
		},
		Progress: func(done int64) {
			if !o.app.errTTY || o.app.now().Sub(last) < 100*time.Millisecond {
				return
			}
			last = o.app.now()
			share := ""
			if input.Size > 0 {
				share = fmt.Sprintf(" %d%%", done*100/input.Size)
			}
			o.progress(fmt.Sprintf("reading %s (%d of %d)%s", filepath.Base(input.Path), i+1, n, share))
		},
	})
	if err != nil {
		return err
	}
	_, err = session.EndFile(store.File{Path: input.Path, SHA256: sum.SHA256, Bytes: sum.Bytes, Map: "canonical:" + input.Table.Name, Head: sum.Head,
		Lines: sum.Lines, Header: sum.Header, Accepted: sum.Accepted, Rejected: sum.Rejected, Dropped: sum.Dropped, Blank: sum.Blank, Cells: sum.Cells, Missing: sum.Missing})
	return err
}

// progress shows one line on a terminal, in place of the last.
func (o *ingestOptions) progress(text string) {
	if o.app.errTTY {
		fmt.Fprintf(o.app.err, "\r\x1b[K%s", clean(text))
	}
}

// report prints the problems in the order of files and lines.
func (o *ingestOptions) report(problems []model.Problem, inputs []ingest.Input) {
	place := map[string]int{}
	for i, in := range inputs {
		place[in.Path] = i + 1
	}
	slices.SortStableFunc(problems, func(a, b model.Problem) int {
		if d := place[a.File] - place[b.File]; d != 0 {
			return d
		}
		if d := a.Line - b.Line; d != 0 {
			return d
		}
		return a.Column - b.Column
	})
	for i, p := range problems {
		if i == maxProblems {
			fmt.Fprintf(o.app.err, "... and %d more\n", len(problems)-maxProblems)
			break
		}
		fmt.Fprintln(o.app.err, clean(p.Error()))
	}
	noun := "problems"
	if len(problems) == 1 {
		noun = "problem"
	}
	fmt.Fprintf(o.app.err, "provenance: %d %s; nothing was written\n", len(problems), noun)
}

// finish prints what was done and makes it durable, or not for a dry run. The
// last line is printed after the commit: it is the acknowledgement.
func (o *ingestOptions) finish(session *store.Ingest) error {
	counts := session.Counts()
	var total store.Counts
	var b strings.Builder
	for _, c := range counts {
		fmt.Fprintf(&b, "%-18s added %d, unchanged %d%s\n", c.Table, c.Added, c.Unchanged, revised(c.Revised))
		total.Added += c.Added
		total.Unchanged += c.Unchanged
		total.Revised += c.Revised
	}
	verdict := fmt.Sprintf("%s: added %d, unchanged %d%s", o.app.dbPath(), total.Added, total.Unchanged, revised(total.Revised))
	if total.Added+total.Revised == 0 {
		verdict += "; nothing changed"
	}
	if o.dryRun {
		changes, err := session.Changes(maxProblems)
		if err != nil {
			return err
		}
		for _, c := range changes {
			fmt.Fprintln(&b, clean(c))
		}
		if err := session.Rollback(); err != nil {
			return err
		}
		verdict = "dry run, nothing was written: " + verdict
	} else if err := session.Commit(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(o.app.out, "%s%s\n", b.String(), verdict)
	return err
}

func revised(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", revised %d", n)
}
