package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/query"
	"provenance/internal/terminal"
)

type listOptions struct {
	app   *app
	out   *output
	kind  string
	model string
	asOf  string
}

func newList(a *app) *cobra.Command {
	o := &listOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list [KIND]",
		Short: "List variants, models, benchmarks, sources and the rest",
		Long: `List what is on record, one row per item. Without KIND, it lists variants with their
status today. The kinds are:
` + terminal.Wrap(strings.Join(query.Kinds, ", "), 88, "") + `.

--as-of uses facts dated on or before that day; items without any date are listed too,
with the word undated. Names, licences and corrections are always today's (docs/as-of.md).

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance list
  provenance list --model llama-4-maverick
  provenance list --model llama-4-behemoth --as-of 2025-04-06
  provenance list disputes --format markdown`,
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: query.Kinds,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.kind = "variants"
			if len(args) > 0 {
				o.kind = args[0]
			}
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&o.model, "model", "", "only items of this `model`, by slug (for variants, models, benchmarks, listings and disputes)")
	cmd.RegisterFlagCompletionFunc("model", a.complete("models"))
	addAsOf(cmd, &o.asOf, "list the record")
	o.out = a.addOutput(cmd)
	return cmd
}

func (o *listOptions) run(ctx context.Context) error {
	if !slices.Contains(query.Kinds, o.kind) {
		return usage("cannot list %q: one of %s", o.kind, strings.Join(query.Kinds, ", "))
	}
	if o.model != "" && !slices.Contains([]string{"variants", "models", "benchmarks", "listings", "disputes"}, o.kind) {
		return usage("--model does not apply to %s", o.kind)
	}
	day, err := asOfDay(o.asOf)
	if err != nil {
		return err
	}
	if day != "" && !slices.Contains(query.DatedKinds, o.kind) {
		return usage("--as-of does not apply to %s, which have no dates", o.kind)
	}
	if err := o.out.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := checkFilter(ctx, db, o.model, "models"); err != nil {
		return err
	}
	t, err := db.List(ctx, o.kind, o.model, day)
	if err != nil {
		return err
	}
	return o.out.tableAsOf(t, day)
}
