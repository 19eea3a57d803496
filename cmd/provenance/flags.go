package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/model"
	"provenance/internal/query"
)

type flagsOptions struct {
	app    *app
	out    *output
	filter query.FlagFilter
	failOn string
	asOf   string
}

func newFlags(a *app) *cobra.Command {
	o := &flagsOptions{app: a}
	cmd := &cobra.Command{
		Use:   "flags",
		Short: "List what should not be trusted, and why",
		Long: `List what should not be trusted and why, most severe first: error (do not use the number
as stated), warning (use it with a caveat) or note (worth knowing). Each flag names the
date, status and source of its evidence and, if there is one, the released sibling to use
instead. SINCE is the day from which the flag holds. Flags are computed from the facts on
record; 'provenance explain RULE' says when a rule fires.

--as-of uses facts dated on or before that day. Names, licences and corrections are
always today's (docs/as-of.md).

` + status(exitOK, exitFailure, exitUsage, exitFlags),
		Example: `  provenance flags --severity error
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
	f.StringVar(&o.filter.Model, "model", "", "only flags of this `model` or variant, by slug")
	f.StringVar(&o.filter.Variant, "variant", "", "only flags of this `variant`, by slug")
	f.StringVar(&o.filter.Source, "source", "", "only flags of scores, names and pages of this `source`, by slug")
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
		return usage("unknown severity %q: one of %s", o.filter.Severity, strings.Join(model.Severities, ", "))
	}
	if o.filter.Model != "" && o.filter.Variant != "" {
		return usage("--model takes a model or a variant; give it or --variant, not both")
	}
	if o.failOn != "" && o.failOn != "error" && o.failOn != "warning" {
		return usage("--fail-on takes error or warning, not %q", o.failOn)
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
	err = cmp.Or(checkFilter(ctx, db, o.filter.Rule, "rules"), checkFilter(ctx, db, o.filter.Model, "models", "variants"),
		checkFilter(ctx, db, o.filter.Variant, "variants"), checkFilter(ctx, db, o.filter.Source, "sources"))
	if err != nil {
		return err
	}
	t, err := db.Flags(ctx, o.filter)
	if err != nil {
		return err
	}
	if err := o.out.tableAsOf(t, o.filter.AsOf); err != nil {
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
	fmt.Fprintln(o.app.err, strings.Join(counts, ", "))
	if n["error"] > 0 && o.failOn != "" || n["warning"] > 0 && o.failOn == "warning" {
		return &statusError{status: exitFlags}
	}
	return nil
}
