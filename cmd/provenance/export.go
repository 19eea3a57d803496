package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"provenance/internal/model"
	"provenance/internal/store"
)

func newExport(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write the database as CSVs",
		Long:    "Write what is on record in another form.\n\n" + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance export csv out",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "csv DIR",
		Short: "Write every table as a canonical CSV",
		Long: `Write every table as a canonical CSV into DIR, which is made if it does not exist:
the headers that 'provenance ingest' reads, every revision of every score. It writes
the same rows in canonical order; listings.csv holds notes about names. Reading the folder into an empty database gives an
equal one. Files of other names in DIR are left alone. Protocols stand in scores.csv;
ingests and changes, the log of this database, are not exported.

A text that a spreadsheet would take for a formula, because it begins with =, +, -
or @, is written with an apostrophe before it, which 'provenance ingest' takes off
again; numbers stay as they are.

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance export csv out\n  provenance ingest --db copy.db out",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runExport(cmd.Context(), a, args[0])
		},
	})
	cmd.AddCommand(newExportSource(a))
	return cmd
}

// newExportSource is the command that gives back the bytes of a file.
func newExportSource(a *app) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "source INGEST",
		Short: "Give back the exact bytes of a file that was read",
		Long: `Write the bytes of the file of an ingest, by its number ('provenance list ingests'),
exactly as they were read: its SHA-256 is the one in table ingests. Bytes are kept
unless the file was too large or --keep-source=never was given.

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance export source 3 -o board.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := ingestNumber(args[0])
			if err != nil {
				return err
			}
			return runExportSource(cmd.Context(), a, n, file)
		},
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", "write to this `file`; - is standard output")
	return cmd
}

func runExportSource(ctx context.Context, a *app, n int64, file string) error {
	db, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if a.outWidth > 0 && (file == "" || file == "-") {
		return usage("the bytes of a file may make a terminal do things; name a file with -o, or pipe them")
	}
	write := func(w io.Writer) error {
		_, err := db.KeptBytes(ctx, n, w)
		return err
	}
	if file == "" || file == "-" {
		err = write(a.out)
	} else {
		err = a.writeFile(file, write)
	}
	if errors.Is(err, store.ErrNoIngest) || errors.Is(err, store.ErrNotKept) {
		return usage("%w", err)
	}
	return err
}

func runExport(ctx context.Context, a *app, dir string) error {
	db, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for i := range model.Tables { // before the first is written
		if _, err := checkTarget(filepath.Join(dir, model.Tables[i].Name+".csv")); err != nil {
			return err
		}
	}
	for i := range model.Tables {
		t := &model.Tables[i]
		n := 0
		err := a.writeFile(filepath.Join(dir, t.Name+".csv"), func(w io.Writer) error {
			n, err = exportTable(ctx, db, t, w)
			return err
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(a.out, "%-18s %s\n", t.Name, plural(n, "row"))
	}
	return nil
}

// exportTable writes one canonical CSV and returns its number of rows.
func exportTable(ctx context.Context, db *store.DB, t *model.Table, w io.Writer) (int, error) {
	cw := csv.NewWriter(w)
	if err := cw.Write(t.Header()); err != nil {
		return 0, err
	}
	n := 0
	err := db.Export(ctx, t, func(cells []string) error {
		n++
		for i, c := range t.Columns {
			if c.Kind == model.Text {
				cells[i] = model.Guard(cells[i])
			}
		}
		return cw.Write(cells)
	})
	cw.Flush()
	if err == nil {
		err = cw.Error()
	}
	return n, err
}
