package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/boardmap"
	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/ingest"
	"provenance/internal/kept"
	"provenance/internal/model"
	"provenance/internal/store"
)

type verifyOptions struct {
	app         *app
	quick       bool
	checkpoints string
}

func newVerify(a *app) *cobra.Command {
	o := &verifyOptions{app: a}
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check that the database was not tampered with or damaged",
		Long: `Check that nothing but provenance changed the database, and that it is not damaged: the
pages of the file, the schema, references, the hash chain over every row, the flags, and
the kept files, which are read again and compared with the stored values. The first fault
is printed, and the exit status is 1.

The chain alone cannot show that a database was rebuilt as a whole or cut back to an older
state. To detect that, publish the output of 'provenance checkpoint' now and then, where
you cannot change it later, and give those lines to --checkpoints.

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance verify
  provenance checkpoint >> checkpoints.txt
  provenance verify --checkpoints checkpoints.txt`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return o.run(cmd.Context()) },
	}
	cmd.Flags().BoolVar(&o.quick, "quick", false, "skip the pages of the file and the kept files")
	cmd.Flags().StringVar(&o.checkpoints, "checkpoints", "", "check that the chain contains every checkpoint in this `file`")
	return cmd
}

func (o *verifyOptions) run(ctx context.Context) error {
	points, err := o.readCheckpoints()
	if err != nil {
		return err
	}
	db, err := o.app.openStore(ctx)
	if err != nil {
		return o.verdict(dbfile.DamageFault(err))
	}
	defer db.Close()
	v, err := chain.Verify(ctx, db, o.quick)
	if err != nil {
		return o.verdict(err)
	}
	for _, c := range points {
		if err := chain.VerifyCheckpoint(ctx, db, c); err != nil {
			return o.verdict(err)
		}
	}
	reread, skipped := 0, []string(nil)
	if !o.quick {
		if reread, skipped, err = rereadKept(ctx, db); err != nil {
			return o.verdict(err)
		}
	}
	return o.print(v, len(points), reread, skipped)
}

// verdict says what is wrong.
func (o *verifyOptions) verdict(err error) error {
	var f *dbfile.Fault
	if errors.As(err, &f) {
		return fmt.Errorf("%s: NOT VERIFIED: %w", o.app.dbPath(), f)
	}
	return err
}

func (o *verifyOptions) print(v chain.Verdict, points, reread int, skipped []string) error {
	var b strings.Builder
	line := func(what, format string, args ...any) {
		fmt.Fprintf(&b, "%-12s %s\n", what, fmt.Sprintf(format, args...))
	}
	if !o.quick {
		line("file", "all pages are intact")
	}
	line("schema", "tables, views, triggers and rules match this version; every reference is valid")
	if v.Links == 0 {
		line("chain", "nothing has been ingested yet")
	} else {
		line("chain", "%s (one for each command that wrote) over %s (with names, snapshots and kept bytes), to %s", plural(int(v.Links), "link"), plural(int(v.Rows), "row"), v.Head)
	}
	if v.Flags.Fresh {
		line("flags", "the %d that are kept are those that the rules give", v.Flags.Flags)
	} else if v.Links > 0 {
		line("flags", "none are kept for this state: they are computed at each question ('provenance refresh' keeps them)")
	}
	if !o.quick {
		line("kept bytes", "%d of %s: the hashes match", v.Kept, plural(int(v.Ingests), "ingest"))
		line("read again", "%s compared with the stored values: no difference", plural(reread, "file"))
	}
	for _, s := range skipped {
		line("", "%s", clean(s))
	}
	if points > 0 {
		line("checkpoints", "the chain contains %s", plural(points, "given checkpoint"))
	} else if v.Links > 0 {
		line("checkpoints", "none given: a database that was rebuilt as a whole or cut back would not be detected (see --help)")
	}
	fmt.Fprintf(&b, "%s: verified%s\n", clean(o.app.dbPath()), foreign(v.Foreign))
	_, err := io.WriteString(o.app.out, b.String())
	return err
}

// foreign says which objects of the database are not provenance's.
func foreign(objects []string) string {
	if len(objects) == 0 {
		return ""
	}
	are := "that are not"
	if len(objects) == 1 {
		are = "that is not"
	}
	const most = 50
	var names []string
	for _, o := range objects[:min(len(objects), most)] {
		names = append(names, clean(o))
	}
	if n := len(objects) - most; n > 0 {
		names = append(names, fmt.Sprintf("and %d more", n))
	}
	return fmt.Sprintf("; %s %s provenance's: %s", plural(len(objects), "object"), are, strings.Join(names, ", "))
}

// readCheckpoints reads the file of --checkpoints.
func (o *verifyOptions) readCheckpoints() ([]chain.Checkpoint, error) {
	if o.checkpoints == "" {
		return nil, nil
	}
	f, err := o.app.open(o.checkpoints)
	if err != nil {
		return nil, usage("--checkpoints: %w", err)
	}
	defer f.Close()
	var out []chain.Checkpoint
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(lines.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		c, err := chain.ParseCheckpoint(text)
		if err != nil {
			return nil, usage("%s:%d: %w", o.checkpoints, n, err)
		}
		out = append(out, c)
	}
	if err := lines.Err(); err != nil {
		return nil, usage("%s: %w", o.checkpoints, err)
	}
	if len(out) == 0 {
		return nil, usage("%s contains no checkpoints; 'provenance checkpoint >> FILE' adds one", o.checkpoints)
	}
	return out, nil
}

// rereadKept reads the kept bytes of all files again and compares what they say
// with what is stored. It returns how many were read, and which were not and why.
func rereadKept(ctx context.Context, db *dbfile.DB) (int, []string, error) {
	files, err := kept.Files(ctx, db)
	if err != nil {
		return 0, nil, err
	}
	n, skipped := 0, []string(nil)
	for _, f := range files {
		why, err := rereadFile(ctx, db, f)
		if err != nil {
			return n, skipped, err
		}
		if why != "" {
			skipped = append(skipped, fmt.Sprintf("ingest %d (%s) was not read again: %s", f.Ingest, f.Path, why))
			continue
		}
		n++
	}
	return n, skipped, nil
}

// rereadFile reads the kept bytes of one file again; why says what kept it from that.
func rereadFile(ctx context.Context, db *dbfile.DB, f kept.File) (why string, err error) {
	input, settings, why, err := keptInput(ctx, db, f)
	if err != nil || why != "" {
		return why, err
	}
	r, err := store.Reread(ctx, db, f)
	if err != nil {
		return "", err
	}
	pr, pw := io.Pipe()
	stop := make(chan struct{})
	go func() {
		_, err := kept.Bytes(ctx, db, f.Ingest, pw)
		pw.CloseWithError(err)
		close(stop)
	}()
	defer func() {
		pr.Close()
		<-stop
	}()
	var first error
	_, err = input.Read(pr, settings, ingest.Handlers{
		Record: func(rec *model.Record) error { return r.Record(rec) },
		Scores: func(b *model.ScoreBatch) error { return r.Scores(b) },
		Problem: func(p model.Problem) {
			if err := r.Problem(p); err != nil && first == nil {
				first = err
			}
		},
	})
	if err = errors.Join(first, err); err != nil {
		return "", err
	}
	return "", r.End()
}

// keptInput says how the kept bytes of a file are to be read: as table ingests
// has it. why says what is missing for that.
func keptInput(ctx context.Context, db *dbfile.DB, f kept.File) (input boardmap.Input, settings boardmap.Options, why string, err error) {
	input.Path = f.Path
	if name, ok := strings.CutPrefix(f.Map, "canonical:"); ok {
		if input.Table = model.TableNamed(name); input.Table == nil {
			why = fmt.Sprintf("this version has no table %s", name)
		}
		return input, settings, why, nil
	}
	how, ok := strings.CutPrefix(f.Map, "map:")
	if !ok {
		return input, settings, fmt.Sprintf("it was read as %q, which this version does not know", f.Map), nil
	}
	how, file, named := strings.Cut(how, " file=")
	if named {
		input.Path = file
	}
	words := strings.Fields(how)
	name, digest, _ := strings.Cut(words[0], "@")
	for _, w := range words[1:] {
		switch key, value, _ := strings.Cut(w, "="); key {
		case "reported_on":
			settings.ReportedOn = value
		case "source":
			settings.Source = value
		}
	}
	if len(digest) < hex.EncodedLen(sha256.Size) {
		return input, settings, fmt.Sprintf("the record has only %d digits of the SHA-256 of map %s, as early versions wrote it", len(digest), name), nil
	}
	text, err := kept.Map(ctx, db, digest)
	if err != nil {
		return input, settings, "", err
	}
	if text == nil {
		return input, settings, fmt.Sprintf("map %s@%s was not kept", name, digest), nil
	}
	m, problems := boardmap.Load(name, bytes.NewReader(text))
	if len(problems) > 0 {
		return input, settings, fmt.Sprintf("this version cannot read map %s@%s: %v", name, digest, problems[0].Error()), nil
	}
	input.Map, input.Table = m, model.TableNamed("scores")
	return input, settings, "", nil
}
