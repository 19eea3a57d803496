package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
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
	asOf string // as typed
	day  string // what it means
}

func newShow(a *app) *cobra.Command {
	o := &showOptions{app: a}
	cmd := &cobra.Command{
		Use:   "show NAME",
		Short: "Show everything about a variant, or what a name means",
		Long: `Show everything on record about a variant: its status by day, flags, licence, context
window, availability, disputes, scores and the sources of all that. NAME is a variant's
slug, a model's slug, or a name as a source prints it. If the name can mean several
variants, they are listed; provenance does not guess.

--as-of uses facts dated on or before that day. Names, licences and corrections are always
today's (docs/as-of.md). --format json prints one object; csv, tsv and jsonl print the
scores only.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance show llama-4-behemoth
  provenance show "Llama 4 Maverick"
  provenance show llama-4-maverick-03-26-experimental --as-of 2025-04-13
  provenance show llama-4-scout-17b-16e-instruct --format json`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: a.complete("variants", "models"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.name = args[0]
			return o.run(cmd.Context())
		},
	}
	addAsOf(cmd, &o.asOf, "show the page")
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
	page, err := db.VariantPage(ctx, o.name, o.day)
	if err != nil {
		return err
	}
	if page != nil {
		return o.page(page)
	}
	return o.meanings(ctx, db)
}

// meanings shows what a name means; if that is one variant, its page.
func (o *showOptions) meanings(ctx context.Context, db *query.DB) error {
	t, err := db.Meanings(ctx, o.name, ingest.Norm(o.name))
	if err != nil {
		return err
	}
	variants, one, back := map[string]bool{}, "", ""
	for _, r := range t.Rows {
		if r[0] == query.TakenBack {
			back += fmt.Sprintf("; its alias for %v was taken back (%v: %v)", r[3], r[5], r[4])
			continue
		}
		one = r[3].(string)
		variants[one] = true
	}
	switch len(variants) {
	case 0:
		sources, err := db.PrintedBy(ctx, o.name, ingest.Norm(o.name))
		if err != nil {
			return err
		}
		if len(sources) > 0 {
			return fmt.Errorf("%q is printed by %s but matches no variant on record%s", o.name, strings.Join(sources, ", "), back)
		}
		if back != "" {
			return fmt.Errorf("%q matches no variant on record%s", o.name, back)
		}
		return knownName(ctx, db, o.name, "models", "variants")
	case 1:
		if back != "" {
			fmt.Fprintf(o.app.err, "%s\n", clean(fmt.Sprintf("%q means %s%s", o.name, one, back)))
		}
		page, err := db.VariantPage(ctx, one, o.day)
		if err != nil {
			return err
		}
		return o.page(page)
	}
	if o.day != "" {
		fmt.Fprintf(o.app.err, "the meaning of names is as recorded today, not %s\n", asOfLine(o.day))
	}
	if o.out.format == "table" {
		fmt.Fprintf(o.app.err, "%q can mean %d variants; show one of them by its slug\n", clean(o.name), len(variants))
	}
	return o.out.table(t)
}

func (o *showOptions) page(p *query.Page) error {
	switch o.out.format {
	case "csv", "tsv", "jsonl":
		return o.out.tableAsOf(p.Scores, p.AsOf)
	case "json":
		return o.out.write(func(w io.Writer) error { return pageJSON(w, p) })
	}
	return o.out.write(func(w io.Writer) error { return o.out.page(w, page.Variant(p)) })
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

// pageJSON writes a page as one object whose members are arrays of rows.
func pageJSON(w io.Writer, p *query.Page) error {
	parts := []struct {
		name string
		t    *query.Table
	}{
		{"variant", p.Variant}, {"status", p.Status}, {"scores", p.Scores}, {"flags", p.Flags}, {"channels", p.Channels}, {"context", p.Context},
		{"specs", p.Specs}, {"license", p.License}, {"disputes", p.Disputes}, {"names", p.Names}, {"relatives", p.Relatives}, {"taken_back", p.TakenBack},
		{"external_ids", p.External}, {"now", p.Now}, {"sources", p.Sources},
	}
	var out []byte
	if p.AsOf != "" {
		out = fmt.Appendf(out, "{\n\"as_of\": %q", p.AsOf)
	}
	for i, part := range parts {
		sep := ",\n"
		if i == 0 && p.AsOf == "" {
			sep = "{\n"
		}
		k, err := json.Marshal(part.name)
		if err != nil {
			return err
		}
		out = append(append(append(out, sep...), k...), ": ["...)
		for j, row := range part.t.Rows {
			b, err := jsonRow(part.t.Columns, row)
			if err != nil {
				return err
			}
			if j > 0 {
				out = append(out, ',')
			}
			out = append(append(out, "\n  "...), b...)
		}
		out = append(out, ']')
	}
	_, err := w.Write(append(out, "\n}\n"...))
	return err
}
