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
	from, to                                string
	dryRun, ahead, noRefresh                bool
	deadline                                *deadline
}

func newResolve(a *app) *cobra.Command {
	o := &resolveOptions{app: a}
	cmd := &cobra.Command{
		Use:   "resolve [--add NAME VARIANT | --remove NAME VARIANT]",
		Short: "List names that match no single variant, or say what a name means",
		Long: `List the names that are printed for scores but match no single variant: ambiguous names
with their candidates, unresolved names with similar slugs as a hint.

--add records that NAME means VARIANT, in one --source or in all, with your evidence; for
a name that means another build later, --from and --to say on which days. --remove takes
an alias back, with your reason; use --add to reinstate it. The most recent decision wins,
and all of them are kept (docs/corrections.md). To add a variant that is not on record
yet, see "Add a model of your own" in README.md.

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
				return o.addAlias(cmd.Context(), args[0])
			case o.remove != "":
				return o.removeAlias(cmd.Context(), args[0])
			}
			return o.deadline.run(cmd.Context(), a, o.list)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.add, "add", "", "record that this `name` means VARIANT")
	f.StringVar(&o.remove, "remove", "", "take back that this `name` means VARIANT")
	f.StringVar(&o.source, "source", "", "only names in this `source`; with --add and --remove, the source in which the name means VARIANT: a slug, or all")
	f.StringVar(&o.section, "section", "", "with --add and --remove: only in this `section` of the source: the table or heading under which it prints the name")
	f.StringVar(&o.from, "from", "", "with --add and --remove: the first `day` on which the name means VARIANT (YYYY-MM-DD, YYYY-MM or YYYY); default: always")
	f.StringVar(&o.to, "to", "", "with --add and --remove: the last `day` on which the name means VARIANT; default: still")
	f.StringVar(&o.reason, "reason", "", "with --remove: why it is wrong, in a sentence (required)")
	f.StringVar(&o.evidence, "evidence", "", "with --add: the evidence that links the name to the variant, in a sentence")
	f.StringVar(&o.evidenceFrom, "evidence-source", "", "slug of the `source` where the evidence or reason can be read (default: the one of --source)")
	f.BoolVar(&o.ahead, "ahead", false, "with --add: accept a name that no score on record has yet, for scores that you ingest later")
	f.BoolVar(&o.dryRun, "dry-run", false, "with --add and --remove: print what would change, but write nothing")
	addNoRefresh(cmd, &o.noRefresh)
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	cmd.RegisterFlagCompletionFunc("evidence-source", a.complete("sources"))
	cmd.ValidArgsFunction = a.complete("variants")
	o.out = a.addTable(cmd, "looks_like", "first_on", "scores", "section", "resolution")
	o.out.below, o.out.belowAs = "may_be", "may be "
	o.deadline = addDeadline(cmd)
	return cmd
}

// check returns a usage error for arguments that are missing or too many.
func (o *resolveOptions) check(args []string) error {
	flag, name := "--add", o.add
	if o.remove != "" {
		flag, name = "--remove", o.remove
	}
	switch {
	case o.add != "" && o.remove != "":
		return usage("give either --add or --remove, not both")
	case name == "" && len(args) > 0:
		return usage("unexpected argument %q: use --add NAME VARIANT to say what a name means, or 'provenance show NAME' to see it", args[0])
	case name == "":
		return nil
	case len(args) == 0:
		return usage("%s %q needs the VARIANT that the name means, by its slug", flag, name)
	case o.source == "":
		return usage("%s needs --source: the slug of the source in which the name means VARIANT, or all", flag)
	case o.evidenceFrom == "" && o.source == "all":
		return usage("with --source all, give --evidence-source: the slug of the source that shows what the name means, or does not mean")
	case o.remove != "" && strings.TrimSpace(o.reason) == "":
		return usage("--remove needs --reason TEXT, which is kept with the alias")
	}
	for _, day := range []struct{ flag, value string }{{"--from", o.from}, {"--to", o.to}} {
		if _, err := model.ParseDate(day.value); day.value != "" && err != nil {
			return usage("%s %q: %w", day.flag, day.value, err)
		}
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

// orNull is NULL for a text that is not stated.
func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// list lists the names that match no single variant.
func (o *resolveOptions) list(ctx context.Context) error {
	if err := o.out.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := checkFilter(ctx, db, o.source, "sources"); err != nil {
		return err
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
		t.Rows = append(t.Rows, []any{l.Source, l.Name, orNull(l.Section), l.Resolution, orNull(l.Candidates), orNull(like), l.Scores, orNull(l.FirstOn)})
	}
	if err := o.out.table(t); err != nil {
		return err
	}
	o.out.note(fmt.Sprintf("%d ambiguous, %d unresolved; to say what a name means: 'provenance resolve --add NAME VARIANT --source SLUG'; to add a variant: README.md, \"Add a model of your own\"", n["ambiguous"], n["unresolved"]))
	return nil
}
