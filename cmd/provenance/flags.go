package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/model"
	"provenance/internal/query"
	"provenance/internal/terminal"
)

type flagsOptions struct {
	app    *app
	out    *output
	filter query.FlagFilter
	failOn string
	asOf   string

	summary, all bool
}

func newFlags(a *app) *cobra.Command {
	o := &flagsOptions{app: a}
	cmd := &cobra.Command{
		Use:   "flags",
		Short: "List what should not be trusted, and why",
		Long: `List what should not be trusted and why, most severe first: error (do not use the number
as stated), warning (use it with a caveat) or note (worth knowing). Each flag names its
evidence and, if there is one, the released sibling to use instead; 'provenance explain
RULE' says when a rule fires. A table on a terminal shows repeats of one fact together;
other formats have a row for each flag, where since is the day from which it holds.

--as-of uses facts dated on or before that day. Names, licences and corrections are
always today's (docs/as-of.md).

` + status(exitOK, exitFailure, exitUsage, exitFlags),
		Example: `  provenance flags --summary
  provenance flags --severity error
  provenance flags --model llama-4-maverick --rule released-sibling-differs
  provenance flags --source lmarena-csv --severity error
  provenance flags --as-of 2025-04-06 --model llama-4-behemoth
  provenance flags --fail-on error > /dev/null || echo 'do not publish this'`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.filter.Severity, "severity", "", "only flags of this `severity` or worse: error, warning or note")
	f.StringVar(&o.filter.Rule, "rule", "", "only flags of this `rule`")
	f.StringVar(&o.filter.Model, "model", "", "only flags of this `model` or variant, by slug or name, or of a name as printed")
	f.StringVar(&o.filter.Variant, "variant", "", "only flags of this `variant`, by slug or name")
	f.StringVar(&o.filter.Source, "source", "", "only flags of scores, names and pages of this `source`, by slug")
	f.BoolVar(&o.summary, "summary", false, "count the flags by severity, rule and variant")
	f.BoolVar(&o.all, "all", false, "show each flag in a table (so do --columns and --wide)")
	addAsOf(cmd, &o.asOf, "show the flags")
	f.StringVar(&o.failOn, "fail-on", "", "exit with status 4 if a flag of this `severity` or worse is listed: error or warning")
	cmd.RegisterFlagCompletionFunc("severity", cobra.FixedCompletions(model.Severities, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions([]string{"error", "warning"}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("rule", a.complete("rules"))
	cmd.RegisterFlagCompletionFunc("model", a.complete("models", "variants"))
	cmd.RegisterFlagCompletionFunc("variant", a.complete("variants"))
	cmd.RegisterFlagCompletionFunc("source", a.complete("sources"))
	o.out = a.addTable(cmd, "model", "evidence_source", "benchmark", "source", "since")
	o.out.below = "message"
	return cmd
}

func (o *flagsOptions) run(ctx context.Context) error {
	if o.filter.Severity != "" && !model.Severities.Has(o.filter.Severity) {
		return usage("%w", unknown("severity", o.filter.Severity, model.Severities))
	}
	if o.filter.Model != "" && o.filter.Variant != "" {
		return usage("--model takes a model or a variant; give it or --variant, not both")
	}
	if o.failOn != "" && o.failOn != "error" && o.failOn != "warning" {
		return usage("--fail-on takes error or warning, not %q", o.failOn)
	}
	if o.summary && o.all {
		return usage("--summary counts the flags and --all shows each; give only one of them")
	}
	var err error
	if o.filter.AsOf, err = asOfDay(o.asOf); err != nil {
		return err
	}
	if err := o.out.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	err = cmp.Or(checkFilter(ctx, db, o.filter.Rule, "rules"), nameFilter(ctx, db, &o.filter.Model, &o.filter.Name, query.Model, query.Variant, query.Printed),
		nameFilter(ctx, db, &o.filter.Variant, &o.filter.Name, query.Variant, query.Printed), checkFilter(ctx, db, o.filter.Source, "sources"))
	if err != nil {
		return err
	}
	t, err := db.Flags(ctx, o.filter)
	if err != nil {
		return err
	}
	many := false
	switch {
	case o.summary:
		o.out.spare = []string{}
		err = o.out.tableAsOf(query.FlagSummary(t), o.filter.AsOf)
	case o.out.format == "table" && !o.all && o.out.columns == nil && !o.out.wide:
		many, err = o.groups(ctx, db, t)
	default:
		err = o.out.tableAsOf(t, o.filter.AsOf)
	}
	if err != nil {
		return err
	}
	n := map[string]int{}
	for _, r := range t.Rows {
		n[r[slices.Index(t.Columns, "severity")].(string)]++
	}
	var counts []string
	for _, severity := range model.Severities { // the worst first; what is not listed is not counted
		counts = append(counts, plural(n[severity], severity))
		if severity == o.filter.Severity {
			break
		}
	}
	text := strings.Join(counts, ", ")
	if many {
		text += "; --summary counts them by rule and variant"
	}
	fmt.Fprintln(o.app.err, text)
	if n["error"] > 0 && o.failOn != "" || n["warning"] > 0 && o.failOn == "warning" {
		return &statusError{status: exitFlags}
	}
	return nil
}

// groups prints each fact once, with the scores that it is about and the command that
// shows their flags, and reports whether they are more than a page.
func (o *flagsOptions) groups(ctx context.Context, db *query.DB, t *query.Table) (many bool, err error) {
	groups, err := db.FlagGroups(ctx, t)
	if err != nil {
		return false, err
	}
	layout := o.out.layout()
	width := cmp.Or(layout.Width, 100)
	err = o.out.write(func(w io.Writer) error {
		var b strings.Builder
		if o.filter.AsOf != "" {
			fmt.Fprintf(&b, "%s\n\n", asOfLine(o.filter.AsOf))
		}
		for _, g := range groups {
			text := g.Message
			if g.Messages > 1 {
				text = fmt.Sprintf("for example, score %d: %s", g.ScoreID, g.Message)
				if g.ScoreID == 0 {
					text = "for example: " + g.Message
				}
			}
			if subject := g.Subject(); subject != "" {
				text = subject + ": " + text
			}
			fmt.Fprintf(&b, "%s  %s\n  %s\n", layout.Severity(g.Severity), g.Rule, terminal.Wrap(clean(text), width-2, "  "))
			if g.Flags > 1 {
				fmt.Fprintf(&b, "  each: %s\n", terminal.ShellLines(o.eachOf(g), width-8, "        "))
			}
		}
		_, err := io.WriteString(w, b.String())
		return err
	})
	return len(groups) > 10, err
}

// eachOf is the command line that shows each flag of a group.
func (o *flagsOptions) eachOf(g *query.FlagGroup) []string {
	args := []string{"flags", "--all", "--rule", g.Rule}
	for _, f := range [][2]string{{"--db", o.app.db}, {"--source", o.filter.Source}, {"--as-of", o.asOf}} {
		if f[1] != "" {
			args = append(args, f[0], f[1])
		}
	}
	switch {
	case g.Variant != "":
		return append(args, "--variant", g.Variant)
	case g.Model != "":
		return append(args, "--model", g.Model)
	case o.filter.Source == "" && len(g.Sources) == 1:
		return append(args, "--source", g.Sources[0])
	}
	return args
}
