package main

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newCheckpoint(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "checkpoint",
		Short: "Print the state of the database in one line, to be published",
		Long: `Print one line that stands for all that was ever stored: how many links the chain has,
how many ingests, the time of the last, and its hash. Put such lines where you cannot
change them afterwards: a commit in a public repository, a mailing list, a newspaper.
'provenance verify --checkpoints FILE' tells later whether a database still has the
history that it had then.

` + status(exitOK, exitFailure, exitUsage),
		Example: "  provenance checkpoint >> checkpoints.txt",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			db, err := a.openStore(cmd.Context())
			if err != nil {
				return err
			}
			defer db.Close()
			c, err := db.Checkpoint(cmd.Context())
			if err != nil {
				return fmt.Errorf("%s: %w", a.dbPath(), err)
			}
			_, err = fmt.Fprintln(a.out, c.Line())
			return err
		},
	}
}
