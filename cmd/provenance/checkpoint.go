package main

import (
	"fmt"

	"provenance/internal/chain"

	"github.com/spf13/cobra"
)

func newCheckpoint(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "checkpoint",
		Short: "Print a line to publish that identifies the state of the database",
		Long: `Print one line that identifies everything stored so far: the number of links in the hash
chain, the number of ingested files, the time of the last one, and its hash. Publish such
lines where you cannot change them later, such as a public repository or a mailing list.
Then 'provenance verify --checkpoints FILE' detects a database with a different history.

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance checkpoint >> checkpoints.txt",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			db, err := a.openStore(cmd.Context())
			if err != nil {
				return err
			}
			defer db.Close()
			c, err := chain.CheckpointOf(cmd.Context(), db)
			if err != nil {
				return fmt.Errorf("%s: %w", a.dbPath(), err)
			}
			_, err = fmt.Fprintln(a.out, c.Line())
			return err
		},
	}
}
