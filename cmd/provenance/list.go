package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/store"
)

type listOptions struct {
	app   *app
	out   *output
	kind  string
	model string
}

func newList(a *app) *cobra.Command {
	o := &listOptions{app: a}
	cmd := &cobra.Command{
		Use:   "list [KIND]",
		Short: "List variants, models, benchmarks, sources and the rest",
		Long: `List what is on record, one row a thing. KIND is one of ` + strings.Join(store.Kinds, ", ") + `;
without it, variants, with the status that each has today.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance list
  provenance list --model llama-4-maverick
  provenance list disputes --format markdown`,
		Args:      cobra.MaximumNArgs(1),
		ValidArgs: store.Kinds,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.kind = "variants"
			if len(args) > 0 {
				o.kind = args[0]
			}
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().StringVar(&o.model, "model", "", "only what belongs to this `model`'s slug (variants, models, benchmarks, listings, disputes)")
	cmd.RegisterFlagCompletionFunc("model", a.complete("models"))
	o.out = a.addOutput(cmd)
	return cmd
}

func (o *listOptions) run(ctx context.Context) error {
	if !slices.Contains(store.Kinds, o.kind) {
		return usage("cannot list %q: one of %s", o.kind, strings.Join(store.Kinds, ", "))
	}
	if o.model != "" && !slices.Contains([]string{"variants", "models", "benchmarks", "listings", "disputes"}, o.kind) {
		return usage("--model does not apply to %s", o.kind)
	}
	if err := o.out.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if o.model != "" {
		if err := known(ctx, db, o.model, "models"); err != nil {
			return err
		}
	}
	t, err := db.List(ctx, o.kind, o.model)
	if err != nil {
		return err
	}
	return o.out.table(t)
}
