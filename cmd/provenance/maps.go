package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/boardmap"
	"provenance/internal/query"
	"provenance/internal/suggest"
)

func newMaps(a *app) *cobra.Command {
	var out *output
	o := &ingestOptions{app: a}
	cmd := &cobra.Command{
		Use:   "maps",
		Short: "List the built-in maps for leaderboard files",
		Long: `List the built-in maps, after your own if you have a folder of maps, and the columns by
which 'provenance ingest' recognises a file of each. A map is a short YAML file that says
what each column of a leaderboard file is and how the board prints its numbers
(docs/maps.md). To start a map for another board, copy one with
'provenance maps show NAME'.

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance maps\n  provenance maps show lmarena > mine.yaml",
		Args: func(cmd *cobra.Command, args []string) error {
			err := cobra.NoArgs(cmd, args)
			if err == nil {
				return nil
			}
			if _, ok := boardmap.ShippedText(args[0]); ok {
				return fmt.Errorf("unknown command %q (did you mean \"maps show %s\"?)", args[0], args[0])
			}
			return err
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := out.check(); err != nil {
				return err
			}
			all, err := boardmap.Shipped()
			if err != nil {
				return err
			}
			own, err := o.ownMaps()
			if err != nil {
				return err
			}
			t := &query.Table{Columns: []string{"name", "title", "recognised_by"}}
			for _, m := range append(own, all...) {
				t.Rows = append(t.Rows, []any{m.Name, m.Title, m.Match.String()})
			}
			return out.table(t)
		},
	}
	out = a.addTable(cmd, "recognised_by")
	addMaps(cmd, &o.mapsDir)
	cmd.AddCommand(&cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of maps, for editors",
		Long: `Print the JSON Schema of maps. An editor with YAML support then completes and checks the
keys of a map that begins with the line
# yaml-language-server: $schema=map.schema.json

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance maps schema > map.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := a.out.Write(provenance.MapSchema)
			return err
		},
	})
	cmd.AddCommand(&cobra.Command{
		Use:     "show NAME",
		Short:   "Print a built-in map",
		Long:    "Print the YAML of a built-in map.\n\n" + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance maps show lmarena",
		Args:    cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return shippedNames(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			text, ok := boardmap.ShippedText(args[0])
			if !ok {
				return mapNotFound(args[0])
			}
			_, err := a.out.Write(text)
			return err
		},
	})
	return cmd
}

func shippedNames() []string {
	all, err := boardmap.Shipped()
	if err != nil {
		return nil
	}
	var names []string
	for _, m := range all {
		names = append(names, m.Name)
	}
	return names
}

func mapNotFound(name string) error {
	names := shippedNames()
	return fmt.Errorf("%w; for a file of your own, give its path", unknown("map", name, names))
}

// mapsEnv names the variable with the folder of the user's own maps.
const mapsEnv = "PROVENANCE_MAPS"

func addMaps(cmd *cobra.Command, dir *string) {
	cmd.Flags().StringVar(dir, "maps", "", "`folder` of your own maps (*.yaml): their match selects them by the header, before built-in ones; default: $"+mapsEnv)
	cmd.MarkFlagDirname("maps")
}

// ownMaps loads the user's own maps.
func (o *ingestOptions) ownMaps() ([]*boardmap.Map, error) {
	dir := cmp.Or(o.mapsDir, o.app.getenv(mapsEnv))
	if dir == "" {
		return nil, nil
	}
	own, problems := boardmap.LoadFolder(dir)
	if len(problems) > 0 {
		o.problems = problems
		o.report(nil, "nothing was written")
		return nil, &statusError{status: exitRejected}
	}
	if o.mapsDir != "" && o.mapName != "" && boardmap.Named(own, o.mapName) == nil {
		return nil, usage("--maps has no effect: --map %s is none of the maps of %s", o.mapName, o.mapsDir)
	}
	return own, nil
}

// checkEffects refuses flags that would have no effect.
func (o *ingestOptions) checkEffects(cmd *cobra.Command) error {
	switch {
	case o.suggest:
		return refuseFlags(cmd, "--suggest, which ingests nothing", "dry-run", "skip-bad", "force", "keep-source", "maps", "reported-on", "source")
	case o.dryRun:
		return refuseFlags(cmd, "--dry-run, which writes nothing", "keep-source")
	}
	return nil
}

// refuseFlags returns an error if one of the named flags, which has no effect with another
// one, was given.
func refuseFlags(cmd *cobra.Command, with string, names ...string) error {
	for _, name := range names {
		if cmd.Flags().Changed(name) {
			return usage("--%s has no effect with %s", name, with)
		}
	}
	return nil
}

// loadMap loads a shipped map, or one from a file.
func (o *ingestOptions) loadMap(name string) (*boardmap.Map, error) {
	text, ok := boardmap.ShippedText(name)
	if !ok {
		var err error
		if text, err = o.app.readMap(name); err != nil {
			if !strings.ContainsAny(name, "./\\") {
				for _, ext := range []string{".yaml", ".yml"} {
					if _, err := os.Stat(name + ext); err == nil {
						return nil, fmt.Errorf("unknown map %q (did you mean the file %s?)", name, name+ext)
					}
				}
				return nil, mapNotFound(name)
			}
			if errors.Is(err, fs.ErrNotExist) {
				return nil, fmt.Errorf("unknown map %q: no such file; 'provenance ingest --suggest FILE > %s' drafts one", name, name)
			}
			return nil, err
		}
	}
	text, err := o.decided(text)
	if err != nil {
		return nil, err
	}
	m, problems := boardmap.Load(name, bytes.NewReader(text))
	if len(problems) == 0 {
		if m, err = o.asked(name, m, text); err != nil {
			return nil, err
		}
		return m, o.refuseOpen(name, m)
	}
	o.problems = problems
	o.report(nil, "nothing was written")
	return nil, &statusError{status: exitRejected}
}

// readMap reads the file of a map, or enough of it to show that it is not one.
func (a *app) readMap(name string) ([]byte, error) {
	f, err := a.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 2<<20))
}

// printDraft prints a map for a file that no known map fits.
func (o *ingestOptions) printDraft(ctx context.Context) error {
	if len(o.paths) != 1 {
		return usage("--suggest takes one file, not %d", len(o.paths))
	}
	if o.mapName != "" {
		return usage("--suggest drafts a map and --map uses one; give only one of them")
	}
	r := o.app.in
	if path := o.paths[0]; path != "-" {
		f, err := o.app.open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		r = f
	}
	known, err := o.app.known(ctx)
	if err != nil {
		return err
	}
	d, err := suggest.DraftMap(r, o.paths[0], known)
	if err != nil {
		return fmt.Errorf("%s: %w", o.paths[0], err)
	}
	var text bytes.Buffer
	if _, err := d.WriteTo(&text); err != nil {
		return err
	}
	settled, err := o.decided(text.Bytes())
	if err != nil {
		return err
	}
	_, err = io.WriteString(o.app.out, (&output{app: o.app}).shownLines(string(settled)))
	return err
}
