package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"provenance/internal/dbfile"
)

func newUpgrade(a *app) *cobra.Command {
	noRefresh := false
	cmd := &cobra.Command{
		Use:   "upgrade",
		Short: "Upgrade a database made by an older version",
		Long: `Upgrade a database made by an older version: its tables, views, triggers and rules.
'provenance ingest' does the same automatically. A database made by a newer version is
refused and left unchanged.

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance upgrade --db provenance.db",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := os.Stat(a.dbPath()); err != nil {
				return fmt.Errorf("%s: %w", a.dbPath(), dbfile.ErrMissing)
			}
			db, err := dbfile.OpenWrite(cmd.Context(), a.dbPath())
			if err != nil {
				return err
			}
			fmt.Fprintf(a.err, "%s is up to date\n", clean(a.dbPath()))
			a.refreshFlags(cmd.Context(), db, noRefresh)
			return db.Close()
		},
	}
	addNoRefresh(cmd, &noRefresh)
	return cmd
}
