package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/boardmap"
	"provenance/internal/dbfile"
	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/store"
)

type ingestOptions struct {
	app      *app
	paths    []string
	dryRun   bool // everything but the commit: see finish
	skipBad  bool
	force    bool
	noCache  bool // --no-refresh
	suggest  bool
	mapName  string
	mapsDir  string   // --maps
	decide   []string // KEY=VALUE, or defaults
	ask      bool
	keep     string // auto, always or never
	settings boardmap.Options

	problems []model.Problem // the first maxKept, without what reports do not show
	further  int             // problems beyond them
	whole    bool            // a problem is with a whole file, or its header
	accounts []string        // what became of the lines of each file read through a map
	repeated []string        // messages about files whose bytes were read before
	ahead    *ahead          // the first file, until it is its turn

	// Hooks of lint, which shows problems and warnings in its own way; nil otherwise.
	onProblem func(model.Problem)
	onWarning func(file, text string)
	onRecord  func(*model.Record)
}

func newIngest(a *app) *cobra.Command {
	o := &ingestOptions{app: a}
	cmd := &cobra.Command{
		Use:   "ingest PATH...",
		Short: "Read CSV files into the database",
		Long: `Read CSV files into the database, creating it if needed. PATH is a file, a folder, or -
for standard input.

Files in the canonical format (docs/data-model.md) are recognised by name or header.
Other leaderboard files are read through a map, a short YAML file that says what each
column is: most built-in maps are selected by the header, and --suggest drafts a new one
(docs/maps.md). If anything is wrong, every problem is printed and nothing is written,
unless you give --skip-bad. Ingesting the same file again changes nothing.

` + status(exitOK, exitFailure, exitUsage, exitRejected),
		Example: `  provenance ingest testdata/llama4
  provenance ingest lmsys_2025-04-11.csv
  provenance ingest --suggest board.csv > board.yaml
  provenance ingest --map board.yaml --reported-on 2025-04-25 board.csv
  provenance ingest --map board.yaml --decide unit=score-percent --decide defaults board.csv
  zcat scores.csv.gz | provenance ingest --dry-run -`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.paths = args
			if err := o.checkEffects(cmd); err != nil {
				return err
			}
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.BoolVar(&o.dryRun, "dry-run", false, "check everything and print what would change, but write nothing")
	f.BoolVar(&o.skipBad, "skip-bad", false, "write the good records and keep the bad ones as rejects (see 'provenance rejects')")
	f.BoolVar(&o.force, "force", false, "read a file even if the same bytes were ingested before")
	f.BoolVar(&o.suggest, "suggest", false, "draft a map from the file's contents and from what the database has on record, with questions about the rest, and print it; ingest nothing")
	addNoRefresh(cmd, &o.noCache)
	f.StringVar(&o.keep, "keep-source", keepAuto, "keep the exact bytes of each file, compressed, for 'verify' and 'export source': auto (up to 64 MiB), always or never")
	f.StringVar(&o.mapName, "map", "", "read every file through this map: the name of a built-in one ('provenance maps') or a YAML file")
	addMaps(cmd, &o.mapsDir)
	f.StringArrayVar(&o.decide, "decide", nil, "answer an open question of the map: KEY=VALUE, or defaults for every question with a default; what then has no answer is left out (repeatable)")
	f.BoolVar(&o.ask, "ask", false, "ask the open questions of the map on the terminal")
	f.StringVar(&o.settings.ReportedOn, "reported-on", "", "date of the scores (YYYY, YYYY-MM or YYYY-MM-DD); overrides the date in the file name and in the map")
	f.StringVar(&o.settings.Source, "source", "", "slug of the source; overrides the one in the map")
	cmd.RegisterFlagCompletionFunc("keep-source", cobra.FixedCompletions([]string{keepAuto, keepAlways, keepNever}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("map", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return shippedNames(), cobra.ShellCompDirectiveDefault
	})
	return cmd
}

// maxProblems is how many problems are printed; the rest is counted.
const maxProblems = 20

func (o *ingestOptions) run(ctx context.Context) error {
	if err := checkDay("--reported-on", o.settings.ReportedOn); err != nil {
		return err
	}
	if err := checkText("--source", o.settings.Source); err != nil {
		return err
	}
	if err := o.checkKeep(); err != nil {
		return err
	}
	if o.mapName == "" && (o.ask || len(o.decide) > 0 && !o.suggest) {
		return usage("--decide and --ask answer the questions of a map; give the map with --map")
	}
	if o.suggest {
		return o.printDraft(ctx)
	}
	inputs, problems, err := o.inputs()
	if err != nil {
		return err
	}
	o.noteAll(problems)
	err = o.load(ctx, inputs)
	if errors.Is(err, dbfile.ErrRaced) && !slices.ContainsFunc(inputs, func(in boardmap.Input) bool { return in.Path == "-" }) {
		o.problems, o.further, o.whole, o.accounts, o.repeated = nil, 0, false, nil, nil
		o.noteAll(problems)
		err = o.load(ctx, inputs)
	}
	return err
}

// inputs finds the files to be read, and loads the map.
func (o *ingestOptions) inputs() ([]boardmap.Input, []model.Problem, error) {
	own, err := o.ownMaps()
	if err != nil {
		return nil, nil, err
	}
	var m *boardmap.Map
	if o.mapName != "" {
		if m = boardmap.Named(own, o.mapName); m == nil {
			if m, err = o.loadMap(o.mapName); err != nil {
				return nil, nil, err
			}
		}
	}
	inputs, problems := boardmap.Find(o.paths, o.app.in, o.app.open, m, own...)
	for _, in := range inputs {
		if in.Map != nil {
			if err := o.refuseOpen(in.Map.Name, in.Map); err != nil {
				return nil, nil, err
			}
		}
	}
	if m == nil && len(problems) == 0 {
		if err := o.checkSettings(inputs); err != nil {
			return nil, nil, err
		}
	}
	return inputs, problems, nil
}

// load reads the inputs into the database in one transaction.
func (o *ingestOptions) load(ctx context.Context, inputs []boardmap.Input) error {
	o.readAhead(inputs)
	defer func() { o.ahead.abandon() }()
	db, err := o.open(ctx)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			db.Discard()
		}
	}()
	if db.Filled() {
		fmt.Fprintf(o.app.err, "%s: the file was empty; it is now a database in WAL mode\n", clean(o.app.dbPath()))
	}
	session, err := store.Begin(ctx, db, provenance.Version, o.app.now)
	if err != nil {
		return err
	}
	session.KeepRejects, session.Command, session.Last = o.skipBad, o.app.command, true
	for i, input := range inputs {
		if err := o.file(ctx, db, session, input, i, len(inputs)); err != nil {
			return errors.Join(err, session.Rollback())
		}
	}
	o.app.progress("")
	if len(o.problems) > 0 && (!o.skipBad || o.whole) {
		if err := session.Rollback(); err != nil {
			return err
		}
		o.report(inputs, "nothing was written"+o.hintGoodFiles(inputs))
		return &statusError{status: exitRejected}
	}
	if err := o.finish(ctx, session); err != nil {
		return err
	}
	done = !o.dryRun
	if done {
		o.app.refreshFlags(ctx, db, o.noCache)
		err = db.Close()
	}
	if len(o.problems) > 0 {
		o.report(inputs, "the rest was written; 'provenance rejects' lists what was not")
		return errors.Join(err, &statusError{status: exitRejected})
	}
	return err
}

// checkSettings refuses settings of maps where no file is read through one.
func (o *ingestOptions) checkSettings(inputs []boardmap.Input) error {
	if o.settings == (boardmap.Options{}) {
		return nil
	}
	for _, in := range inputs {
		if in.Map != nil {
			return nil
		}
	}
	return usage("--reported-on and --source apply to files read through a map; a canonical CSV has columns for them")
}

// maxKept is how many problems are kept for the report, which shows the first of
// them: a file that is full of errors must not fill the memory.
const maxKept = 1000

// note keeps a problem for the report, or counts it. A problem with a whole file,
// or its header, has no bytes of a record: then there is no rest to be written.
func (o *ingestOptions) note(p model.Problem) {
	if o.onProblem != nil {
		o.onProblem(p)
		return
	}
	o.whole = o.whole || len(p.Raw) == 0 || p.Code == model.CodeSource
	if len(o.problems) == maxKept {
		o.further++
		return
	}
	p.Raw = nil
	p.Field, p.Value, p.Text, p.Hint = clip(p.Field), clip(p.Value), clip(p.Text), clip(p.Hint)
	o.problems = append(o.problems, p)
}

func (o *ingestOptions) noteAll(problems []model.Problem) {
	for _, p := range problems {
		o.note(p)
	}
}

// clip cuts a text to the length that a report shows. It copies the text, so that what
// it was cut from can be freed.
func clip(s string) string {
	const most = 4000
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strings.Clone(s)
}

// open opens the database; a dry run without one works in memory.
func (o *ingestOptions) open(ctx context.Context) (*dbfile.DB, error) {
	if o.dryRun {
		return dbfile.OpenScratch(ctx, o.app.dbPath())
	}
	return dbfile.OpenWrite(ctx, o.app.dbPath())
}

// file reads one file into the session.
func (o *ingestOptions) file(ctx context.Context, db *dbfile.DB, session *store.Ingest, input boardmap.Input, i, n int) error {
	if before, known, err := o.ingestedBefore(ctx, db, input); err != nil {
		return err
	} else if known {
		session.Repeat(input.Table.Name, before.Rows)
		o.repeated = append(o.repeated, fmt.Sprintf("%s: the same bytes were ingested on %s (ingest %d), so the file is skipped (--force reads it again)", clean(input.Path), before.Day, before.Ingest))
		return nil
	}
	r, reading, err := o.begin(input)
	if err != nil {
		o.note(model.Problem{Position: model.Position{File: input.Path}, Code: model.CodeSource, Text: err.Error()})
		return nil
	}
	if r, err = o.spooled(input, r); err != nil {
		return err
	}
	defer r.Close()
	if input.Guessed {
		where := "'provenance maps show " + input.Map.Name + "'"
		if input.Map.File != "" {
			where = input.Map.File
		}
		fmt.Fprintf(o.app.err, "%s: read through map %s, selected by the header (%s)\n", clean(input.Path), clean(input.Map.Name), clean(where))
	}
	unfit := false // a problem that another map may not have
	report := func(p model.Problem) {
		unfit = unfit || p.File == input.Path && p.Field != "reported_on" && p.Field != "source"
		o.note(p)
	}
	handlers := ingest.Handlers{
		Begin: func() error { return session.BeginFile(input.Table, report) },
		Record: func(rec *model.Record) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if o.onRecord != nil {
				o.onRecord(rec)
			}
			return session.Add(rec)
		},
		Scores: func(b *model.ScoreBatch) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return session.Scores(b)
		},
		Problem: func(p model.Problem) {
			session.Broken(p)
			report(p)
		},
		Progress: o.meter(input, i, n),
	}
	var sum ingest.Summary
	if reading != nil {
		sum, err = reading.Deliver(handlers)
	} else {
		sum, err = input.Read(r, o.settings, handlers)
	}
	if err != nil {
		return err
	}
	pack, err := o.pack(input)
	if err != nil {
		return fmt.Errorf("%s: %w", input.Path, err)
	}
	counts, err := session.EndFile(store.File{Path: input.Path, SHA256: sum.SHA256, Bytes: sum.Bytes, Map: input.Stored(o.settings), Head: sum.Head,
		Lines: sum.Lines, Header: sum.Header, Accepted: sum.Accepted, Rejected: sum.Rejected, Dropped: sum.Dropped, Blank: sum.Blank, Cells: sum.Cells, Missing: sum.Missing})
	if err != nil {
		pack.Close()
		return err
	}
	if err := o.keepBytes(session, input, r, pack, sum); err != nil {
		return fmt.Errorf("%s: %w", input.Path, err)
	}
	for _, w := range sum.Warnings {
		o.warn(input.Path, w)
	}
	if input.Guessed && unfit && sum.Accepted == 0 {
		o.warn(input.Path, "no line fits map "+input.Map.Name+", which the header selected; 'provenance ingest --suggest FILE' drafts a map for this file, and --map MAP reads it through that one")
	}
	if input.Map != nil {
		o.account(input, sum, session, counts)
		if err := o.remarkSources(input, session); err != nil {
			return err
		}
	}
	o.conflicts(input, session)
	return nil
}

// ingestedBefore reports whether the same bytes were ingested before in the same way.
// A file whose size no file ever had is not hashed.
func (o *ingestOptions) ingestedBefore(ctx context.Context, db *dbfile.DB, input boardmap.Input) (store.Reading, bool, error) {
	if o.force || input.Size == 0 {
		return store.Reading{}, false, nil
	}
	if seen, err := store.SizeSeen(ctx, db, input.Size); err != nil || !seen {
		return store.Reading{}, false, err
	}
	f, err := os.Open(input.Path)
	if err != nil {
		return store.Reading{}, false, nil // it is reported when it is read
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return store.Reading{}, false, nil
	}
	return store.FindReading(ctx, db, hex.EncodeToString(sum.Sum(nil)), input.Stored(o.settings))
}

// meter returns what shows the progress of a file on a terminal.
func (o *ingestOptions) meter(input boardmap.Input, i, n int) func(int64) {
	if !o.app.errTTY {
		return nil
	}
	last := time.Time{}
	return func(done int64) {
		if o.app.now().Sub(last) < 100*time.Millisecond {
			return
		}
		last = o.app.now()
		share := ""
		if input.Size > 0 {
			share = fmt.Sprintf(" %d%%", done*100/input.Size)
		}
		o.app.progress(fmt.Sprintf("reading %s (%d of %d)%s", filepath.Base(input.Path), i+1, n, share))
	}
}
