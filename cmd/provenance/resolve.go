package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/store"
)

type resolveOptions struct {
	app                                          *app
	out                                          *output
	add, source, section, evidence, evidenceFrom string
	dryRun                                       bool
}

func newResolve(a *app) *cobra.Command {
	o := &resolveOptions{app: a}
	cmd := &cobra.Command{
		Use:   "resolve [--add NAME VARIANT]",
		Short: "List names that stand for no variant, or say what one means",
		Long: `List the names under which scores stand without a variant: ambiguous, with the
variants that they may stand for, or unresolved, with a slug or a known name that
looks like it. What looks alike is a suggestion and nothing else: no name is ever
resolved by likeness.

With --add a name is recorded as an alias of VARIANT, in one --source or in all, on
the evidence that --evidence gives and --evidence-source prints, as aliases.csv would;
then all names are resolved anew. Aliases are never deleted: a second one for another
variant makes the name ambiguous. Where aliases for all leave a name ambiguous, one for
a source settles it there; of two for the same source both stand, and so does the doubt.

` + status(exitOK, exitFailure, exitUsage, exitRejected),
		Example: `  provenance resolve --source lmarena-csv
  provenance resolve --add "Llama 4 Maverick" llama-4-maverick-17b-128e-instruct --source aider \
    --evidence "the page links the weights" --evidence-source aider`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case o.add == "" && len(args) > 0:
				return usage("to say what %q means: --add NAME VARIANT; 'provenance show NAME' says what a name stands for", args[0])
			case o.add == "":
				return o.list(cmd.Context())
			case len(args) == 0:
				return usage("--add %q needs the VARIANT that the name means, by its slug", o.add)
			case o.source == "":
				return usage("--add needs --source: the slug of the source in which the name means this, or all")
			case o.evidenceFrom == "" && o.source == "all":
				return usage("an alias for all needs --evidence-source: the slug of the source that ties the name to the build")
			}
			return o.record(cmd.Context(), args[0])
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.add, "add", "", "record that this `name` means VARIANT")
	f.StringVar(&o.source, "source", "", "only names of this `source`; with --add, where the name means this: a slug, or all")
	f.StringVar(&o.section, "section", "", "with --add: only in this `section` of the source")
	f.StringVar(&o.evidence, "evidence", "", "with --add: what ties the name to the build, in a sentence")
	f.StringVar(&o.evidenceFrom, "evidence-source", "", "with --add: the `source` of the evidence, by slug; default: that of --source")
	f.BoolVar(&o.dryRun, "dry-run", false, "with --add: say what would change, and write nothing")
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	cmd.RegisterFlagCompletionFunc("evidence-source", a.complete("sources"))
	cmd.ValidArgsFunction = a.complete("variants")
	o.out = a.addOutput(cmd)
	return cmd
}

func (o *resolveOptions) list(ctx context.Context) error {
	if err := o.out.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if o.source != "" {
		if err := known(ctx, db, o.source, "sources"); err != nil {
			return err
		}
	}
	open, err := db.OpenListings(ctx, o.source)
	if err != nil {
		return err
	}
	variants, err := db.Slugs(ctx, "variants", "")
	if err != nil {
		return err
	}
	t := &store.Table{Columns: []string{"source", "listed_as", "section", "resolution", "may_be", "looks_like", "scores", "first_on"}}
	n := map[string]int{}
	for _, l := range open {
		n[l.Resolution]++
		like := ""
		if l.Resolution == "unresolved" {
			like = model.Closest(l.Norm, variants)
		}
		row := []any{l.Source, l.Name, nil, l.Resolution, nil, nil, l.Scores, nil}
		for i, text := range map[int]string{2: l.Section, 4: l.Candidates, 5: like, 7: l.FirstOn} {
			if text != "" {
				row[i] = text
			}
		}
		t.Rows = append(t.Rows, row)
	}
	if err := o.out.table(t); err != nil {
		return err
	}
	fmt.Fprintf(o.app.err, "%d ambiguous, %d unresolved; 'provenance resolve --add NAME VARIANT --source SLUG' says what one means\n", n["ambiguous"], n["unresolved"])
	return nil
}

// record adds an alias, as a row of aliases.csv is added.
func (o *resolveOptions) record(ctx context.Context, variant string) error {
	from := o.evidenceFrom
	if from == "" {
		from = o.source
	}
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	if err := w.WriteAll([][]string{
		{"name", "scope", "section", "variant", "evidence", "source"},
		{o.add, o.source, o.section, variant, o.evidence, from},
	}); err != nil {
		return err
	}
	check, err := o.app.openRead(ctx) // a database is not made by this
	if err != nil {
		return err
	}
	before, err := check.Stands(ctx, ingest.Norm(o.add))
	if err = errors.Join(err, check.Close()); err != nil {
		return err
	}
	db, err := store.OpenWrite(ctx, o.app.dbPath())
	if err != nil {
		return err
	}
	defer db.Close()
	session, err := db.Begin(ctx, provenance.Version, o.app.now)
	if err != nil {
		return err
	}
	session.Command = o.app.command
	problems, counts, err := o.alias(session, text.Bytes())
	if err != nil || len(problems) > 0 || o.dryRun {
		err = errors.Join(err, session.Rollback())
	} else {
		err = session.Commit()
	}
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		for _, p := range problems {
			fmt.Fprintf(o.app.err, "%s\n", clean(fmt.Sprintf("%s %q: %s%s", p.Field, p.Value, p.Text, map[bool]string{true: " (" + p.Hint + ")"}[p.Hint != ""])))
		}
		return &statusError{status: exitRejected}
	}
	if o.dryRun {
		fmt.Fprintf(o.app.out, "dry run, nothing was written: added %d, unchanged %d\n", counts.Added, counts.Unchanged)
		return nil
	}
	after, err := db.Stands(ctx, ingest.Norm(o.add))
	if err != nil {
		return err
	}
	return o.tell(counts, before, after)
}

// alias reads the row into an ingest.
func (o *resolveOptions) alias(session *store.Ingest, text []byte) ([]model.Problem, store.Counts, error) {
	const path = "resolve --add"
	table := model.TableNamed("aliases")
	var problems []model.Problem
	report := func(p model.Problem) { problems = append(problems, p) }
	if err := session.BeginFile(table, report); err != nil {
		return nil, store.Counts{}, err
	}
	sum, err := ingest.Read(bytes.NewReader(text), path, table, ingest.Handlers{Record: session.Add, Problem: report})
	if err != nil {
		return nil, store.Counts{}, err
	}
	counts, err := session.EndFile(store.File{Path: path, SHA256: sum.SHA256, Bytes: sum.Bytes, Map: "canonical:aliases", Head: sum.Head,
		Lines: sum.Lines, Header: sum.Header, Accepted: sum.Accepted, Rejected: sum.Rejected, Blank: sum.Blank, Cells: sum.Cells})
	if err == nil {
		err = keepText(session, text, sum.SHA256)
	}
	return problems, counts, err
}

// tell says what a name stands for now, and what that changed.
func (o *resolveOptions) tell(counts store.Counts, before, after *store.Table) error {
	was := map[string]any{}
	for _, r := range before.Rows {
		was[fmt.Sprint(r[0], "\x00", r[1], "\x00", r[2])] = r[3]
	}
	switch {
	case counts.Revised > 0:
		fmt.Fprintln(o.app.out, "the alias was on record; what is said of it was mended")
	case counts.Added == 0:
		fmt.Fprintln(o.app.out, "the alias is on record; nothing changed")
	}
	for _, r := range after.Rows {
		section := ""
		if r[2] != nil {
			section = fmt.Sprintf(" (%v)", r[2])
		}
		meaning := "no single variant"
		if r[3] != nil {
			meaning = fmt.Sprint(r[3])
		}
		changed := ""
		if old := was[fmt.Sprint(r[0], "\x00", r[1], "\x00", r[2])]; old != r[3] {
			changed = "; until now no single variant"
			if old != nil {
				changed = fmt.Sprintf("; until now %v", old)
			}
		}
		fmt.Fprintf(o.app.out, "%s\n", clean(fmt.Sprintf("%q in %v%s stands for %s: %s%s", r[1], r[0], section, meaning, plural(int(r[4].(int64)), "score"), changed)))
	}
	return nil
}
