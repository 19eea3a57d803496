package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/boardmap"
	"provenance/internal/dbfile"
	"provenance/internal/entry"
	"provenance/internal/model"
)

func newInit(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "init [DIR]",
		Short: "Write empty CSV templates for facts of your own",
		Long: `Write an empty CSV for each canonical table into DIR (default: this folder), and a
README.md that explains each column. Files that exist are kept as they are.
To add a single row without files, use 'provenance add'.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance init facts`,
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			written, kept, err := entry.WriteTemplates(dir)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%s: wrote %d files, kept %d; README.md explains the columns\n", clean(dir), len(written), len(kept))
			return nil
		},
	}
}

type addOptions struct {
	ingest ingestOptions
	table  *model.Table
	cells  map[string]*string // by column
	extra  map[string]*string // by flag: parents and further rows
}

func newAdd(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Add one sourced row without a file",
		Long: `Add a model, a variant or another row as an ingest of its own, with the checks and the
history of a file. A flag is a column of the table (docs/data-model.md). A new
organization or source can be given in the same command, such as --developer-name or
--source-title; otherwise the error names the command that adds it.

` + status(exitOK, exitFailure, exitUsage, exitRejected),
		Example: `  provenance add model aster-2 --name "Aster 2" --developer aster --developer-name "Aster Labs" \
    --source aster-blog --source-kind vendor_blog --source-title "Introducing Aster 2" --source-url https://aster.example/2
  provenance add variant aster-2-instruct --model aster-2 --name "Aster 2 Instruct" --source aster-blog \
    --released 2026-11-20 --provider aster --channel first_party_api \
    --alias "Aster 2" --alias-scope aster-blog --alias-evidence "the page calls it so"`,
		RunE: func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	for _, k := range entry.Kinds {
		cmd.AddCommand(newAddKind(a, k.Word, k.Example, model.TableNamed(k.Table)))
	}
	return cmd
}

func newAddKind(a *app, word, example string, t *model.Table) *cobra.Command {
	o := &addOptions{ingest: ingestOptions{app: a, keep: keepAuto}, table: t, cells: map[string]*string{}, extra: map[string]*string{}}
	use, args := word, cobra.NoArgs
	if t.Catalogue {
		use, args = word+" SLUG", cobra.ExactArgs(1)
	}
	doc, _, _ := strings.Cut(strings.TrimSuffix(t.Doc, "."), ". ")
	cmd := &cobra.Command{
		Use:     use,
		Short:   "Add a row of " + t.Name + ".csv",
		Long:    doc + ".\n\n" + status(exitOK, exitFailure, exitUsage, exitRejected),
		Example: "  provenance add " + word + " " + example,
		Args:    args,
		RunE: func(cmd *cobra.Command, args []string) error {
			if t.Catalogue {
				o.cells["slug"] = &args[0]
			}
			return o.run(cmd.Context(), word)
		},
	}
	f := cmd.Flags()
	more := func(name, doc string) {
		if f.Lookup(name) == nil {
			o.extra[name] = f.String(name, "", doc)
		}
	}
	for _, c := range t.Columns {
		if c.Kind == model.Slug {
			continue
		}
		name := strings.ReplaceAll(c.Name, "_", "-")
		o.cells[c.Name] = f.String(name, "", c.Doc)
		switch c.Kind {
		case model.Word:
			cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(c.Vocab, cobra.ShellCompDirectiveNoFileComp))
		case model.Ref:
			cmd.RegisterFlagCompletionFunc(name, a.complete(c.Table))
		}
	}
	if word == "variant" {
		more("released", "the day on which the public could get it: adds a release event")
		more("provider", "slug of who offers it: adds an availability")
		more("channel", "with --provider: "+strings.Join(model.Channels, ", "))
		more("product", "with --provider: what the provider calls it")
		more("available-from", "with --provider: the first day on which it was offered there, if the source says so")
		more("alias", "a name that is printed for it: adds an alias")
		more("alias-scope", "with --alias: the source in which the name means this, or all")
		more("alias-evidence", "with --alias: what ties the name to this variant")
		cmd.RegisterFlagCompletionFunc("provider", a.complete("organizations"))
		cmd.RegisterFlagCompletionFunc("channel", cobra.FixedCompletions(model.Channels, cobra.ShellCompDirectiveNoFileComp))
		more("provider-name", "the name of a new --provider")
	}
	for _, c := range t.Columns {
		switch {
		case c.Name == "source":
			more("source-title", "the title of a new --source")
			more("source-url", "with --source-title: its address")
			more("source-kind", "with --source-title: "+strings.Join(model.SourceKinds, ", ")+" (required)")
			more("source-publisher", "with --source-title: slug of its publisher")
			more("source-published-on", "with --source-title: the day it was published")
		case c.Table == "organizations" && c.Null == "":
			more(strings.ReplaceAll(c.Name, "_", "-")+"-name", "the name of a new --"+strings.ReplaceAll(c.Name, "_", "-"))
		}
	}
	f.BoolVar(&o.ingest.dryRun, "dry-run", false, "check everything and print what would change, but write nothing")
	addNoRefresh(cmd, &o.ingest.noCache)
	return cmd
}

// given returns what a flag of a parent or of a further row says.
func (o *addOptions) given(flag string) string {
	if p := o.extra[flag]; p != nil {
		return *p
	}
	return ""
}

// rows returns the rows that the flags describe, and those among them that must be new.
func (o *addOptions) rows() (rows, fresh []entry.Row, err error) {
	cells := map[string]string{}
	for name, p := range o.cells {
		cells[name] = *p
	}
	if o.table.Column("scope") >= 0 && cells["scope"] == "" {
		cells["scope"] = o.table.Columns[o.table.Column("scope")].Null
	}
	for _, c := range o.table.Columns {
		if (c.Required || c.Name == "source") && cells[c.Name] == "" {
			return nil, nil, usage("--%s is missing: %s", strings.ReplaceAll(c.Name, "_", "-"), c.Doc)
		}
	}
	row := func(table string, cells map[string]string) entry.Row {
		return entry.Row{Table: model.TableNamed(table), Cells: cells}
	}
	rows = append(rows, entry.Row{Table: o.table, Cells: cells})
	for _, name := range slices.Sorted(maps.Keys(o.extra)) {
		of, found := strings.CutSuffix(name, "-name")
		if title := o.given(name); found && title != "" {
			slug := cells[of]
			if slug == "" {
				slug = o.given(of)
			}
			if slug == "" {
				return nil, nil, usage("--%s needs --%s, the slug of the organization", name, of)
			}
			fresh = append(fresh, row("organizations", map[string]string{"slug": slug, "name": title}))
		}
	}
	if o.given("source-title") != "" {
		if o.given("source-kind") == "" {
			return nil, nil, usage("--source-title needs --source-kind: one of %s", strings.Join(model.SourceKinds, ", "))
		}
		fresh = append(fresh, row("sources", map[string]string{"slug": cells["source"], "kind": o.given("source-kind"), "title": o.given("source-title"),
			"url": o.given("source-url"), "publisher": o.given("source-publisher"), "published_on": o.given("source-published-on")}))
	} else if o.given("source-url")+o.given("source-kind")+o.given("source-publisher")+o.given("source-published-on") != "" {
		return nil, nil, usage("--source-url, --source-kind and the like describe a new source: give --source-title too")
	}
	if o.given("provider") == "" && o.given("channel")+o.given("product")+o.given("available-from") != "" {
		return nil, nil, usage("--channel, --product and --available-from need --provider")
	}
	if o.given("provider") != "" && o.given("channel") == "" {
		return nil, nil, usage("--provider needs --channel: one of %s", strings.Join(model.Channels, ", "))
	}
	if o.given("alias") == "" && o.given("alias-scope")+o.given("alias-evidence") != "" {
		return nil, nil, usage("--alias-scope and --alias-evidence need --alias")
	}
	if o.given("alias") != "" && (o.given("alias-scope") == "" || o.given("alias-evidence") == "") {
		return nil, nil, usage("--alias needs --alias-scope, the source in which the name means this (or all), and --alias-evidence, what shows it")
	}
	if day := o.given("released"); day != "" {
		rows = append(rows, row("release_events", map[string]string{"variant": cells["slug"], "status": "released", "on_date": day, "scope": "public", "source": cells["source"]}))
	}
	if p := o.given("provider"); p != "" {
		rows = append(rows, row("availability", map[string]string{"variant": cells["slug"], "provider": p, "channel": o.given("channel"), "product": o.given("product"),
			"from_on": o.given("available-from"), "source": cells["source"]}))
	}
	if name := o.given("alias"); name != "" {
		rows = append(rows, row("aliases", map[string]string{"name": name, "scope": o.given("alias-scope"), "variant": cells["slug"],
			"evidence": o.given("alias-evidence"), "source": cells["source"]}))
	}
	return append(rows, fresh...), fresh, nil
}

func (o *addOptions) run(ctx context.Context, word string) error {
	for _, flags := range []map[string]*string{o.cells, o.extra} {
		for name, p := range flags {
			if err := checkText("--"+name, *p); err != nil {
				return err
			}
		}
	}
	rows, fresh, err := o.rows()
	if err != nil {
		return err
	}
	if err := o.checkParents(ctx, rows, fresh); err != nil {
		return err
	}
	files, err := entry.Files(rows)
	if err != nil {
		return err
	}
	var inputs []boardmap.Input
	for _, f := range files {
		inputs = append(inputs, boardmap.Input{Path: "add " + word + ": " + f.Table.Name + ".csv", Table: f.Table,
			Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(f.Data)), nil }})
	}
	err = o.ingest.load(ctx, inputs)
	if errors.Is(err, dbfile.ErrRaced) {
		o.ingest.problems, o.ingest.further, o.ingest.whole = nil, 0, false
		err = o.ingest.load(ctx, inputs)
	}
	return err
}

// checkParents refuses parents that are missing, and new ones that are on record.
func (o *addOptions) checkParents(ctx context.Context, rows, fresh []entry.Row) error {
	onRecord := func(string, string) (bool, error) { return false, nil }
	if info, err := os.Stat(o.ingest.app.dbPath()); err == nil && info.Size() > 0 {
		db, err := o.ingest.app.openRead(ctx)
		if err != nil {
			return err
		}
		defer db.Close()
		onRecord = func(table, slug string) (bool, error) {
			slugs, err := db.Slugs(ctx, table, slug)
			return slices.Contains(slugs, slug), err
		}
	}
	for _, r := range fresh {
		if known, err := onRecord(r.Table.Name, r.Cells["slug"]); err != nil {
			return err
		} else if known {
			return &statusError{exitRejected, fmt.Errorf("%s is on record in %s: leave out the flags that describe it as new", r.Cells["slug"], r.Table.Name)}
		}
	}
	missing, err := entry.FindMissing(rows, onRecord)
	if err != nil || len(missing) == 0 {
		return err
	}
	var lines []string
	for _, m := range missing {
		flag := strings.ReplaceAll(m.Column, "_", "-") + "-name"
		if m.Table == "sources" {
			flag = m.Column + "-title"
		}
		here := ""
		if o.extra[flag] != nil {
			here = "describe it here with --" + flag + ", or "
		}
		lines = append(lines, fmt.Sprintf("%s %q is not on record in %s; %sadd it first: %s", m.Column, m.Slug, m.Table, here, m.Command()))
	}
	return &statusError{exitRejected, errors.New(strings.Join(lines, "; "))}
}
