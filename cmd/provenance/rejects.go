package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/dbfile"
	"provenance/internal/query"
)

type rejectsOptions struct {
	app    *app
	out    *output
	ingest int64 // 0: all ingests
	mend   bool
}

func newRejects(a *app) *cobra.Command {
	o := &rejectsOptions{app: a}
	cmd := &cobra.Command{
		Use:   "rejects [INGEST]",
		Short: "List the records that an ingest rejected",
		Long: `List the ingests that rejected records (ingest --skip-bad) or, for one INGEST, its
rejected records: the lines, the field, the problem and the record as it was in the file.

--mend prints the rejected records under their header, so that you can fix them and
ingest the result through the same map. The rejects stay listed, because the result is
another file. To clear them, ingest the original file again once the map or the missing
rows are fixed.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance rejects
  provenance rejects 3 --format csv
  provenance rejects 3 --mend > mended.csv`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if o.mend {
				if err := refuseFlags(cmd, "--mend, which prints the records as they were", "format", "columns", "wide", "exact"); err != nil {
					return err
				}
			}
			if len(args) > 0 {
				n, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil || n < 1 {
					return usage("INGEST is a number from 'provenance rejects', not %q", args[0])
				}
				o.ingest = n
			}
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&o.mend, "mend", false, "print the rejected records of INGEST under their header, to fix and ingest again")
	o.out = a.addTable(cmd, "code", "line_to", "map", "started_at")
	o.out.below = "raw"
	return cmd
}

func (o *rejectsOptions) run(ctx context.Context) error {
	if o.mend && o.ingest == 0 {
		return usage("--mend needs the number of an ingest, from 'provenance rejects'")
	}
	if err := o.out.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if o.mend {
		text, err := db.RejectedRecords(ctx, o.ingest)
		if err != nil {
			return rejectsError(err)
		}
		if err := o.spareInput(ctx, db); err != nil {
			return err
		}
		err = o.out.write(func(w io.Writer) error {
			_, err := io.WriteString(w, o.out.shownLines(string(text)))
			return err
		})
		if err != nil {
			return err
		}
		return o.printMapHint(ctx, db)
	}
	t, err := db.RejectedIngests(ctx, false)
	if o.ingest > 0 {
		t, err = db.Rejects(ctx, o.ingest)
	}
	if err != nil {
		return rejectsError(err)
	}
	if err := o.out.table(t); err != nil || len(t.Rows) > 0 {
		return err
	}
	if o.ingest > 0 {
		fmt.Fprintf(o.app.err, "ingest %d rejected no records\n", o.ingest)
	} else {
		fmt.Fprintln(o.app.err, "no ingest rejected any records")
	}
	return nil
}

// spareInput refuses to write the rejects over the file that they came from: the
// records that were taken would be gone from it.
func (o *rejectsOptions) spareInput(ctx context.Context, db *query.DB) error {
	all, err := db.RejectedIngests(ctx, true)
	if err != nil {
		return err
	}
	out, err := os.Stat(o.out.file)
	if err != nil {
		return nil // a new file, or standard output
	}
	for _, r := range all.Rows {
		path, _ := r[2].(string)
		if in, err := os.Stat(path); r[0] == o.ingest && err == nil && os.SameFile(in, out) {
			return usage("%s is the file that was ingested; write the records to another file", o.out.file)
		}
	}
	return nil
}

// printMapHint says how the mended file must be read to get the same source and day as
// the first: a map may take them from the file name.
func (o *rejectsOptions) printMapHint(ctx context.Context, db *query.DB) error {
	how, err := db.ReadAs(ctx, o.ingest)
	if err != nil {
		return err
	}
	settings, name, named := strings.Cut(how, " file=")
	mapName, settings, _ := strings.Cut(settings, " ")
	mapName, _, _ = strings.Cut(mapName, "@")
	mapName, mapped := strings.CutPrefix(mapName, "map:")
	if !mapped {
		return nil
	}
	var flags strings.Builder
	for _, f := range strings.Fields(settings) {
		key, value, _ := strings.Cut(f, "=")
		fmt.Fprintf(&flags, " --%s %s", strings.ReplaceAll(key, "_", "-"), value)
	}
	if named {
		name = fmt.Sprintf("; its name was %s, and the map reads part of that name: keep it, or give --source and --reported-on", name)
	}
	fmt.Fprintf(o.app.err, "the file was read with map %s%s%s\n", clean(mapName), clean(flags.String()), clean(name))
	return nil
}

func rejectsError(err error) error {
	if errors.Is(err, dbfile.ErrNoIngest) {
		return fmt.Errorf("%w; 'provenance rejects' lists the ingests with rejects", err)
	}
	return err
}
