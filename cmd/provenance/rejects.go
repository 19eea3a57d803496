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
		Short: "List the records that an ingest could not take",
		Long: `List the ingests of which records were rejected (ingest --skip-bad), or what was wrong
with the records of one: the lines, the field, the kind of problem and the record as
it stood in the file. Where the same bytes were read again, only the last of their
ingests is listed; the earlier ones are still shown by their number. With --mend the
records of one ingest are printed under their file's header: a file to be mended and
ingested again, through the same map. What was mended elsewhere stays listed: it is
what that file held. To read the file itself once more, through a better map or after
what it lacked came on record, settles it.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance rejects
  provenance rejects 3 --format csv
  provenance rejects 3 --mend > mended.csv`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				n, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil || n < 1 {
					return usage("INGEST is a number, as 'provenance rejects' lists them, not %q", args[0])
				}
				o.ingest = n
			}
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&o.mend, "mend", false, "print the rejected records of INGEST under their header")
	o.out = a.addOutput(cmd)
	return cmd
}

func (o *rejectsOptions) run(ctx context.Context) error {
	if o.mend && o.ingest == 0 {
		return usage("--mend needs the number of an ingest, as 'provenance rejects' lists them")
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
		text, err := db.Mend(ctx, o.ingest)
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
		return o.sayHow(ctx, db)
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
		fmt.Fprintf(o.app.err, "none: no record of ingest %d was rejected\n", o.ingest)
	} else {
		fmt.Fprintln(o.app.err, "none: no ingest has rejected records")
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
			return usage("%s is the file that was read; name another one for the records to be mended", o.out.file)
		}
	}
	return nil
}

// sayHow says what the mended file must be read with to end where the first one
// did: a map may take the source or the day from the file's name.
func (o *rejectsOptions) sayHow(ctx context.Context, db *query.DB) error {
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
		name = fmt.Sprintf("; it was called %s: the map takes something from that name, so keep it, or say it with --source and --reported-on", name)
	}
	fmt.Fprintf(o.app.err, "the file was read with map %s%s%s\n", clean(mapName), clean(flags.String()), clean(name))
	return nil
}

func rejectsError(err error) error {
	if errors.Is(err, query.ErrNoIngest) {
		return usage("%w; 'provenance rejects' lists those with rejects", err)
	}
	return err
}
