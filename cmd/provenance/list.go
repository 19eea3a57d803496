package main

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/query"
	"provenance/internal/terminal"
)

// spareColumns are the columns of each kind that leave first where a terminal is too
// narrow; those that it does not name stay.
var spareColumns = map[string][]string{
	"variants":      {"precision", "known_since", "model", "developer", "build", "stage", "scores", "released_on"},
	"models":        {"family", "known_since", "variants", "developer", "name"},
	"benchmarks":    {"version", "split", "known_since", "n_items", "access", "name", "scores"},
	"sources":       {"url", "known_since", "publisher", "kind", "title", "published_on"},
	"organizations": {"url", "name"},
	"licenses":      {"conditions", "url", "spdx_id", "osi_approved", "commercial_use", "name"},
	"metrics":       {"lower_bound", "upper_bound", "name", "quantity", "higher_is_better", "unit"},
	"listings":      {"section", "known_since", "scores", "resolution"},
	"disputes":      {}, // who says what is worth a page
	"ingests": {"tool_version", "sha256", "bytes", "cells", "blank", "header", "dropped", "missing", "map", "lines", "revised", "unchanged",
		"accepted", "rejected", "started_at", "added"},
	"availability": {"known_since", "to_on", "source", "product", "channel", "from_on"},
	"events":       {"known_since", "region", "channel", "counts", "source", "scope"},
	"statements":   {"known_since", "counts", "reply_to", "topic", "about", "kind", "source"},
	"suites":       {"launched_on", "source", "stage", "owner"},
	"aliases":      {"evidence", "counts", "valid_from", "valid_to", "section", "source", "scope"},
	"specs":        {"known_since", "product", "source", "as_of", "provider", "basis"},
	"prices":       {"known_since", "source", "as_of"},
	"external-ids": {"revision", "source", "kind", "scheme"},
	"rules":        {},
}

// belowColumns are the columns of a kind that go under each row where a terminal is too
// narrow, with what to say before them.
var belowColumns = map[string][2]string{
	"listings":     {"stands_for", "means "},
	"statements":   {"text", ""},
	"aliases":      {"variant", "means "},
	"specs":        {"value", ""},
	"external-ids": {"external_id", ""},
}

type listOptions struct {
	app   *app
	out   *output
	kind  string
	model string
	match string
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
  provenance list --match maverick
  provenance list availability --model "Llama 4 Maverick"
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
	cmd.Flags().StringVar(&o.model, "model", "", "only items of this `model`, by slug or name (not for "+strings.Join(withoutModel(), ", ")+")")
	cmd.Flags().StringVar(&o.match, "match", "", "only items with this `text` in a slug or name, whatever the case, spaces and hyphens")
	cmd.RegisterFlagCompletionFunc("model", a.complete("models"))
	addAsOf(cmd, &o.asOf, "list the record")
	o.out = a.addTable(cmd)
	return cmd
}

// withoutModel are the kinds that --model does not apply to.
func withoutModel() []string {
	return slices.DeleteFunc(slices.Clone(query.Kinds), func(k string) bool { return slices.Contains(query.ModelKinds, k) })
}

func (o *listOptions) run(ctx context.Context) error {
	if !slices.Contains(query.Kinds, o.kind) {
		return usage("%w", unknown("kind", o.kind, query.Kinds))
	}
	if o.model != "" && !slices.Contains(query.ModelKinds, o.kind) {
		return usage("--model does not apply to %s", o.kind)
	}
	if o.match != "" && query.Squash(o.match) == "" {
		return usage("--match %q: want letters or digits", o.match)
	}
	day, err := asOfDay(o.asOf)
	if err != nil {
		return err
	}
	if day != "" && !slices.Contains(query.DatedKinds, o.kind) {
		return usage("--as-of does not apply to %s, which have no dates", o.kind)
	}
	o.out.spare = spareColumns[o.kind]
	o.out.below, o.out.belowAs = belowColumns[o.kind][0], belowColumns[o.kind][1]
	if err := o.out.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if o.model != "" {
		m, err := subject(ctx, db, o.model, query.Model, query.Variant)
		if err != nil {
			return err
		}
		if o.model = m.Slug; m.Kind == query.Variant {
			if o.model, err = db.ModelOf(ctx, m.Slug); err != nil {
				return err
			}
		}
	}
	t, err := db.List(ctx, o.kind, o.model, day)
	if err != nil {
		return err
	}
	if o.match != "" {
		if err := db.Match(ctx, o.kind, t, o.match); err != nil {
			return err
		}
	}
	return o.out.tableAsOf(t, day)
}
