package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/ingest"
	"provenance/internal/page"
	"provenance/internal/query"
)

type showOptions struct {
	app  *app
	out  *output
	name string
	kind string
	asOf string // as typed
	day  string // what it means
}

// shownKinds are the kinds of things that have a page, in the order in which a name means
// one of them.
var shownKinds = []string{query.Variant, query.Model, query.Organization, query.SourceKind, query.License, query.Benchmark, query.Statement, query.Printed}

func newShow(a *app) *cobra.Command {
	o := &showOptions{app: a}
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show everything about a model, a variant, a source or a name",
		Long: `Show the page of a model or a variant: status by day, flags, licence, context window,
availability, prices, disputes, scores and the sources of all that. Organizations, sources,
licences, benchmarks, statements and printed names have pages too. NAME is a slug or a name
as printed. If it can mean several variants, they are listed; nothing is guessed.

--as-of uses facts dated on or before that day. Names, licences and corrections are always
today's (docs/as-of.md). --format json prints one object; csv, tsv and jsonl print scores.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance show "Llama 4 Maverick"
  provenance show llama-4-maverick-03-26-experimental --as-of 2025-04-13
  provenance show GPT-4o-2024-08-06
  provenance show --kind source lmarena-csv`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.complete("variants", "models", "organizations", "sources", "licenses", "benchmarks", "statements"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = args[0]
			return o.run(cmd.Context())
		},
	}
	addAsOf(cmd, &o.asOf, "show the page")
	cmd.Flags().StringVar(&o.kind, "kind", "", "what NAME is, where it can be several `kind`s of things: "+strings.Join(shownKinds, ", "))
	cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(shownKinds, cobra.ShellCompDirectiveNoFileComp))
	o.out = a.addOutput(cmd)
	cmd.Flags().Lookup("format").Usage = "table, tsv, csv, json, jsonl or markdown (default: a page to read)"
	return cmd
}

func (o *showOptions) run(ctx context.Context) error {
	text := o.out.format == ""
	var err error
	if o.day, err = asOfDay(o.asOf); err != nil {
		return err
	}
	kinds := shownKinds
	if o.kind != "" {
		if !slices.Contains(shownKinds, o.kind) {
			return usage("%w", unknown("kind", o.kind, shownKinds))
		}
		kinds = []string{o.kind}
	}
	if err := o.out.check(); err != nil {
		return err
	}
	if text && o.out.format == "tsv" && !strings.EqualFold(filepath.Ext(o.out.file), ".tsv") {
		o.out.format = "table" // the page
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	all, err := db.Lookup(ctx, o.name, ingest.Norm, kinds...)
	if err != nil {
		return err
	}
	t, err := db.Meanings(ctx, o.name, ingest.Norm(o.name))
	if err != nil {
		return err
	}
	back := takenBack(t)
	if len(all) == 0 {
		if back != "" {
			return fmt.Errorf("%q matches no variant on record%s", o.name, back)
		}
		return noSuchName(ctx, db, o.name, kinds...)
	}
	first, others := all[0], []string{}
	same := slices.DeleteFunc(slices.Clone(all), func(m query.Meaning) bool { return m.Kind != first.Kind })
	for _, m := range all {
		if m.Kind != first.Kind {
			others = append(others, fmt.Sprintf("the %s %s ('provenance show --kind %[1]s %[2]s')", m.Kind, m.Slug))
		}
	}
	if len(others) > 0 {
		fmt.Fprintln(o.app.err, clean(fmt.Sprintf("this is the %s %s; the name is also that of %s", first.Kind, first.Slug, strings.Join(others, " and "))))
	}
	if len(same) > 1 {
		if first.Kind == query.Variant && slices.ContainsFunc(t.Rows, func(r []any) bool { return r[0] != query.TakenBack }) {
			return o.meanings(t, len(same))
		}
		return ambiguous(o.name, same)
	}
	if back != "" && first.Kind == query.Variant && first.Slug != o.name {
		fmt.Fprintf(o.app.err, "%s\n", clean(fmt.Sprintf("%q means %s%s", o.name, first.Slug, back)))
	}
	return o.show(ctx, db, first)
}

// takenBack says which aliases of a name were taken back.
func takenBack(t *query.Table) string {
	back := ""
	for _, r := range t.Rows {
		if r[0] == query.TakenBack {
			back += fmt.Sprintf("; its alias for %v was taken back (%v: %v)", r[3], r[5], r[4])
		}
	}
	return back
}

// meanings lists the variants that a name can mean, with the evidence for each.
func (o *showOptions) meanings(t *query.Table, n int) error {
	if o.day != "" {
		fmt.Fprintf(o.app.err, "the meaning of names is as recorded today, not %s\n", asOfLine(o.day))
	}
	if o.out.format == "table" {
		fmt.Fprintf(o.app.err, "%q can mean %d variants; show one of them by its slug\n", clean(o.name), n)
	}
	return o.out.table(t)
}

// show writes the page of a thing.
func (o *showOptions) show(ctx context.Context, db *query.DB, m query.Meaning) error {
	switch m.Kind {
	case query.Variant:
		pg, err := db.VariantPage(ctx, m.Slug, o.day)
		if err != nil {
			return err
		}
		return o.page(page.Variant(pg), pg.Scores, func(w io.Writer) error { return writeParts(w, o.day, variantParts(pg)) })
	case query.Model:
		pg, err := db.ModelPage(ctx, m.Slug, o.day)
		if err != nil {
			return err
		}
		return o.page(page.Model(pg), modelScores(pg), func(w io.Writer) error { return modelJSON(w, pg) })
	}
	if o.day != "" {
		return usage("--as-of applies to models and variants, and this is the %[2]s %[1]s", m.Slug, m.Kind)
	}
	card, err := db.Card(ctx, m.Kind, m.Slug)
	if err != nil {
		return err
	}
	var parts []jsonPart
	for _, p := range card.Parts {
		parts = append(parts, jsonPart{p.Name, p.Table})
	}
	scores := card.Part("scores")
	if m.Kind != query.Printed {
		scores = nil
	}
	return o.page(page.Card(card), scores, func(w io.Writer) error { return writeParts(w, "", append(parts, jsonPart{"sources", card.Sources})) })
}

// page writes a page, or its data as JSON, or the scores on it.
func (o *showOptions) page(p *page.Page, scores *query.Table, json func(io.Writer) error) error {
	switch o.out.format {
	case "csv", "tsv", "jsonl":
		if scores == nil {
			return usage("--format %s lists scores, and this page has none of its own; use json or markdown", o.out.format)
		}
		return o.out.tableAsOf(scores, o.day)
	case "json":
		return o.out.write(json)
	}
	return o.out.write(func(w io.Writer) error { return o.out.page(w, p) })
}

// page writes a page in the chosen format, as text in lines that fit the terminal.
func (o *output) page(w io.Writer, p *page.Page) error {
	if o.format == "markdown" {
		return p.WriteMarkdown(w)
	}
	width := 100
	if o.app.outWidth > 0 && (o.file == "" || o.file == "-") {
		width = min(max(o.app.outWidth, 60), 140)
	}
	return p.WriteText(w, width)
}
