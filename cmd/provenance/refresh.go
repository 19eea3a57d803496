package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"provenance/internal/dbfile"
	"provenance/internal/flagcache"
)

// noRefreshFlag is the flag of commands that write which leaves the flags to be computed
// at each question.
const noRefreshFlag = "no-refresh"

func newRefresh(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "refresh",
		Short: "Compute all flags and keep them, so that questions are quick",
		Long: `Compute the flags of all rules and keep them in the database. Every command that writes
does so at its end, unless it was given --no-refresh, was interrupted, or ran out of
room. Until a refresh succeeds, flags are computed at each question: the answers are the
same, but take longer. In score_details the flags are not-computed until then.

Use it also if 'provenance verify' says that the kept flags are not those of the rules.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance ingest --no-refresh monday/ && provenance ingest --no-refresh tuesday/
  provenance refresh`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			db, err := dbfile.OpenExisting(cmd.Context(), a.dbPath())
			if err != nil {
				return err
			}
			defer db.Close()
			r, err := a.computeFlags(cmd.Context(), db, true)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "%s: %s: added %d, removed %d\n", clean(a.dbPath()), plural(int(r.Flags), "flag"), r.Added, r.Removed)
			return err
		},
	}
}

// addNoRefresh adds the flag --no-refresh to a command that writes.
func addNoRefresh(cmd *cobra.Command, skip *bool) {
	cmd.Flags().BoolVar(skip, noRefreshFlag, false, "do not compute flags at the end; they are computed at each question until 'provenance refresh'")
}

// refreshFlags computes the flags after the commit of a command. The command has done its
// work: if this fails, there is a warning and no error.
func (a *app) refreshFlags(ctx context.Context, db *dbfile.DB, skip bool) {
	if skip {
		return
	}
	err := db.Reopen(ctx)
	if err == nil {
		_, err = a.computeFlags(ctx, db, false)
	}
	if err == nil {
		return
	}
	why := err.Error()
	if ctx.Err() != nil || errors.Is(err, context.Canceled) {
		why = "interrupted"
	}
	fmt.Fprintf(a.err, "provenance: warning: everything was written, but not the flags (%s); they are computed at each question until 'provenance refresh' succeeds\n", clean(why))
}

// computeFlags refreshes the cache of flags and shows on a terminal how far it is.
func (a *app) computeFlags(ctx context.Context, db *dbfile.DB, force bool) (flagcache.Result, error) {
	o := flagcache.Options{Force: force}
	if a.errTTY {
		o.Progress = func(done, rules int) { a.progress(fmt.Sprintf("computing flags: %d of %d", done, rules)) }
		defer a.progress("")
	}
	return flagcache.Refresh(ctx, db, o)
}

// progress shows one line on a terminal, in place of the last.
func (a *app) progress(text string) {
	if a.errTTY {
		fmt.Fprintf(a.err, "\r\x1b[K%s", clean(text))
	}
}
