package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/model"
	"provenance/internal/query"
)

type resolveOptions struct {
	app                                     *app
	out                                     *output
	add, remove, reason                     string
	source, section, evidence, evidenceFrom string
	dryRun, ahead                           bool
	deadline                                *deadline
}

func newResolve(a *app) *cobra.Command {
	o := &resolveOptions{app: a}
	cmd := &cobra.Command{
		Use:   "resolve [--add NAME VARIANT | --remove NAME VARIANT]",
		Short: "List names that stand for no variant, or say what one means",
		Long: `List the names under which scores stand without a variant: ambiguous, with the
variants that they may stand for, or unresolved, with a slug or a known name that is
very near it. What looks alike is a suggestion and nothing else: no name is ever
resolved by likeness. A model that is not on record yet is added first, by five small
CSVs: README.md, "Add a model of your own".

With --add a name is recorded as an alias of VARIANT, in one --source or in all, on
the evidence that --evidence gives and --evidence-source prints, as aliases.csv would;
then all names are resolved anew. A name that the source does not print is refused,
unless --ahead says that it will. Where aliases for all leave a name ambiguous, one for
a source settles it there; of two for the same source both stand, and so does the doubt,
until one is taken back. Added again with other evidence, the alias has the new
evidence, and the old is kept ('provenance history VARIANT').

With --remove an alias that is wrong is taken back: it stays on record with the --reason
and counts no longer, as alias_corrections.csv would say, and all names are resolved
anew. --source is the one in which the alias holds, or all, as 'provenance show NAME'
lists it. --add says it again, and then that counts: the last word does.

` + status(exitOK, exitFailure, exitUsage, exitRejected),
		Example: `  provenance resolve --source lmarena-csv
  provenance resolve --add "Llama 4 Maverick" llama-4-maverick-17b-128e-instruct --source aider \
    --evidence "the page links the weights" --evidence-source aider
  provenance resolve --remove "Llama 4 Maverick" llama-4-maverick-17b-128e-instruct --source aider \
    --reason "the page links the FP8 weights"`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := o.check(args); err != nil {
				return err
			}
			switch {
			case o.add != "":
				return o.record(cmd.Context(), args[0])
			case o.remove != "":
				return o.takeBack(cmd.Context(), args[0])
			}
			return o.deadline.run(cmd.Context(), a, o.list)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.add, "add", "", "record that this `name` means VARIANT")
	f.StringVar(&o.remove, "remove", "", "take back that this `name` means VARIANT")
	f.StringVar(&o.source, "source", "", "only names of this `source`; with --add and --remove, where the name means this: a slug, or all")
	f.StringVar(&o.section, "section", "", "with --add and --remove: only in this `section` of the source")
	f.StringVar(&o.reason, "reason", "", "with --remove: why it is wrong, in a sentence (needed)")
	f.StringVar(&o.evidence, "evidence", "", "with --add: what ties the name to the build, in a sentence")
	f.StringVar(&o.evidenceFrom, "evidence-source", "", "the `source` of the evidence or of the reason, by slug; default: that of --source")
	f.BoolVar(&o.ahead, "ahead", false, "with --add: the source does not print the name yet; record it all the same")
	f.BoolVar(&o.dryRun, "dry-run", false, "with --add and --remove: say what would change, and write nothing")
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	cmd.RegisterFlagCompletionFunc("evidence-source", a.complete("sources"))
	cmd.ValidArgsFunction = a.complete("variants")
	o.out = a.addOutput(cmd)
	o.deadline = addDeadline(cmd)
	return cmd
}

// check tells what is missing or too much.
func (o *resolveOptions) check(args []string) error {
	flag, name := "--add", o.add
	if o.remove != "" {
		flag, name = "--remove", o.remove
	}
	switch {
	case o.add != "" && o.remove != "":
		return usage("--add or --remove, not both")
	case name == "" && len(args) > 0:
		return usage("to say what %q means: --add NAME VARIANT; 'provenance show NAME' says what a name stands for", args[0])
	case name == "":
		return nil
	case len(args) == 0:
		return usage("%s %q needs the VARIANT that the name means, by its slug", flag, name)
	case o.source == "":
		return usage("%s needs --source: the slug of the source in which the name means this, or all", flag)
	case o.evidenceFrom == "" && o.source == "all":
		return usage("an alias for all needs --evidence-source: the slug of the source that ties the name to the build, or shows that it does not")
	case o.remove != "" && strings.TrimSpace(o.reason) == "":
		return usage("say why: --reason TEXT; it is kept with the alias")
	}
	if err := checkText(flag, name, "--source", o.source, "--section", o.section, "--reason", o.reason,
		"--evidence", o.evidence, "--evidence-source", o.evidenceFrom, "VARIANT", args[0]); err != nil {
		return err
	}
	if o.evidenceFrom == "" {
		o.evidenceFrom = o.source
	}
	return nil
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
	t := &query.Table{Columns: []string{"source", "listed_as", "section", "resolution", "may_be", "looks_like", "scores", "first_on"}}
	n := map[string]int{}
	for _, l := range open {
		n[l.Resolution]++
		like := ""
		if l.Resolution == "unresolved" {
			like = model.Near(l.Norm, variants)
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
	fmt.Fprintf(o.app.err, "%d ambiguous, %d unresolved; 'provenance resolve --add NAME VARIANT --source SLUG' says what one means; README.md, \"Add a model of your own\", how to add a variant\n", n["ambiguous"], n["unresolved"])
	return nil
}
