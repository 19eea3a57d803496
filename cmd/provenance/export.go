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

	"provenance/internal/dbfile"
	"provenance/internal/kept"
	"provenance/internal/model"
	"provenance/internal/outfile"
	"provenance/internal/store"
)

func newExport(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "export",
		Short:   "Write the database as CSV files, or get back an ingested file",
		Long:    "Write the database as CSV files, or write back the bytes of a file that was ingested.\n\n" + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance export csv out\n  provenance export source 3 -o board.csv",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, args []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "csv DIR",
		Short: "Write every table as a canonical CSV file",
		Long: `Write every table as a canonical CSV file (the columns of docs/data-model.md, in a fixed
order of rows) into DIR, creating it if needed. Ingesting the folder into an empty
database gives an equal one. Other files in DIR are left alone. The log of the database
itself (tables ingests and changes) is not exported.

Text that a spreadsheet would run as a formula (starting with =, +, - or @) gets a
leading apostrophe, which 'provenance ingest' removes again.

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
		Short: "Write back the exact bytes of a file that was ingested",
		Long: `Write the exact bytes of the file that an ingest read. INGEST is its number, as in
'provenance list ingests'. Bytes are kept for files up to 64 MiB unless --keep-source of
'provenance ingest' said otherwise.

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance export source 3 -o board.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n, err := ingestNumber(args[0])
			if err != nil {
				return err
			}
			if err := refuseEnding(file, "the bytes of a file that was ingested"); err != nil {
				return err
			}
			return runExportSource(cmd.Context(), a, n, file)
		},
	}
	cmd.Flags().StringVarP(&file, "output", "o", "", "write to this `file`; - means standard output")
	return cmd
}

func runExportSource(ctx context.Context, a *app, n int64, file string) error {
	db, err := a.openStore(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if a.outWidth > 0 && (file == "" || file == "-") {
		return usage("a terminal may obey some bytes of a file; name a file with -o, or pipe the output")
	}
	write := func(w io.Writer) error {
		_, err := kept.Bytes(ctx, db, n, w)
		return err
	}
	if file == "" || file == "-" {
		err = write(a.out)
	} else {
		err = a.writeFile(file, write)
	}
	if errors.Is(err, dbfile.ErrNoIngest) {
		return fmt.Errorf("%w; 'provenance list ingests' lists them", err)
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
		if _, err := outfile.CheckTarget(filepath.Join(dir, model.Tables[i].Name+".csv")); err != nil {
			return targetError(err)
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
func exportTable(ctx context.Context, db *dbfile.DB, t *model.Table, w io.Writer) (int, error) {
	cw := csv.NewWriter(w)
	if err := cw.Write(t.Header()); err != nil {
		return 0, err
	}
	n := 0
	err := store.Export(ctx, db, t, func(cells []string) error {
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
