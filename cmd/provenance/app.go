package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"provenance/internal/dbfile"
	"provenance/internal/interrupt"
	"provenance/internal/query"
	"provenance/internal/sqlite"
	"provenance/internal/terminal"
)

// Exit statuses. Every command's help says which of them it uses.
const (
	exitOK       = 0
	exitFailure  = 1
	exitUsage    = 2
	exitRejected = 3   // input was rejected, nothing was written
	exitFlags    = 4   // --fail-on found flags
	exitPartial  = 5   // a figure was drawn without something that was asked for
	exitSignal   = 130 // interrupted
)

// An app is what a command sees of the world: streams, environment and clock.
type app struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	now      func() time.Time
	outWidth int  // columns of the terminal on out, 0 if out is not a terminal
	errTTY   bool // whether err is a terminal

	self string       // the program, which the watchdog of query starts again; "" in tests that run in this process
	temp atomic.Value // string: the temporary file of the output that is being written

	open func(path string) (io.ReadCloser, error) // opens a file to be read: see opening

	done <-chan struct{} // closed when a signal asks to stop
	db   string          // --db

	exitsAfterRun bool // the process exits after this run

	badHelp error // --help was given for a command that does not exist

	watching *watch // ends the command that runs if it takes too long; nil: nothing does

	command string   // the command line, as a shell would read it
	args    []string // and the words of it
}

// sqliteMemory is how much memory SQLite may take, in bytes. All flags of a million
// scores take less than 200 MiB; whoever made a database could ask for any amount.
const sqliteMemory = 256 << 20

// system returns an app wired to the process.
func system() *app {
	sqlite.LimitMemory(sqliteMemory)
	signal.Ignore(syscall.SIGPIPE) // so that a closed pipe surfaces as EPIPE and the database is closed cleanly
	a := &app{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: time.Now, exitsAfterRun: true, errTTY: term.IsTerminal(int(os.Stderr.Fd()))}
	if self, err := os.Executable(); err == nil {
		a.self = self
	}
	if fd := int(os.Stdout.Fd()); term.IsTerminal(fd) {
		a.outWidth = 80
		if w, _, err := term.GetSize(fd); err == nil && w > 0 {
			a.outWidth = w
		}
	}
	return a
}

// A statusError is an error with an exit status of its own.
type statusError struct {
	status int
	err    error // nil: the message has been printed
}

func (e *statusError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.status)
	}
	return e.err.Error()
}

func (e *statusError) Unwrap() error { return e.err }

func usage(format string, args ...any) error {
	return &statusError{exitUsage, fmt.Errorf(format, args...)}
}

// run runs the command line and returns the exit status.
func run(a *app, args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	if !a.exitsAfterRun {
		defer stop()
	}
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	a.done = ctx.Done()
	a.in = interrupt.NewReader(ctx, a.in)
	a.open = interrupt.Opening(ctx)
	a.command, a.args = terminal.ShellLine(args), args
	root := newRoot(a)
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		err = a.badHelp
	}
	err = sqlite.Explain(a.dbPath(), err)
	var se *statusError
	switch {
	case err == nil:
		return exitOK
	case ctx.Err() != nil:
		fmt.Fprintln(a.err, "provenance: interrupted")
		return exitSignal
	case errors.Is(err, syscall.EPIPE):
		return exitFailure
	case errors.As(err, &se):
		if se.err != nil {
			fmt.Fprintln(a.err, "provenance:", clean(se.Error()))
		}
		return se.status
	}
	fmt.Fprintln(a.err, "provenance:", clean(err.Error()))
	return exitFailure
}

// newRoot makes the program's command with all its subcommands.
func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "provenance",
		Short: "Which exact build earned that score, and could the public get it?",
		Long: `provenance records which exact build earned a reported AI benchmark score, whether
the public could get that build on that day, who measured it, and who disputes it.
Everything is in one SQLite file that you can query with sqlite3, pandas or Datasette.

Start with 'provenance demo -o demo': it builds a database of the Llama 4 case and
prints each command as it runs it.`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			return cmd.Help()
		},
	}
	root.PersistentFlags().StringVar(&a.db, dbFlag, "", "database file (default: $PROVENANCE_DB, else provenance.db)")
	root.Version = version()
	root.SetVersionTemplate("provenance {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newIngest(a), newInit(a), newAdd(a), newLint(a), newMaps(a), newResolve(a), newQuery(a), newChart(a), newExport(a),
		newDemo(a), newRetract(a), newVerify(a), newRefresh(a), newUpgrade(a), newExplain(a), newVersion(a))
	for _, cmd := range []*cobra.Command{newRejects(a), newList(a), newShow(a), newFlags(a), newDiff(a), newTrace(a), newHistory(a), newCheckpoint(a)} {
		root.AddCommand(withDeadline(a, cmd))
	}
	root.SuggestionsMinimumDistance = 2
	root.InitDefaultCompletionCmd()
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		wrapArgs(c)
		for _, sub := range c.Commands() {
			wrapArgs(sub)
		}
		switch c.Name() {
		case "completion":
			describeCompletion(c)
		case "help":
			describeHelp(c)
		}
		if slices.Contains(withoutDatabase, c.Name()) {
			refuseDB(c)
		}
	}
	printStatusLast(root, root.HelpTemplate())
	refuseHelpOfNothing(a, root)
	inner := root.Args
	root.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			hint := didYouMean(args[0], subcommands(cmd))
			if all := cmd.SuggestionsFor(args[0]); hint == "" && len(all) > 0 {
				hint = fmt.Sprintf(" (did you mean %q?)", all[0])
			}
			return usage("unknown command %q%s; see 'provenance --help'", args[0], hint)
		}
		return inner(cmd, args)
	}
	return root
}

// dbFlag is the flag that names the database.
const dbFlag = "db"

// withoutDatabase are the commands that use no database of the user's.
var withoutDatabase = []string{"demo", "init", "lint", "maps", "explain", "version", "completion", "help"}

// A refusedDB is the value of --db of a command that would ignore it.
type refusedDB struct{ command string }

func (r refusedDB) Set(string) error { return fmt.Errorf("'%s' uses no database", r.command) }
func (r refusedDB) String() string   { return "" }
func (r refusedDB) Type() string     { return "string" }

// refuseDB takes --db out of the help of a command and its subcommands, and makes it a
// usage error.
func refuseDB(c *cobra.Command) {
	c.Flags().Var(refusedDB{c.CommandPath()}, dbFlag, "")
	c.Flags().MarkHidden(dbFlag)
	for _, sub := range c.Commands() {
		refuseDB(sub)
	}
}

// after returns the word that was typed after another one, "" if that is a flag or
// there is no such word.
func (a *app) after(word string) string {
	if i := slices.Index(a.args, word); i >= 0 && i+1 < len(a.args) && !strings.HasPrefix(a.args[i+1], "-") {
		return a.args[i+1]
	}
	return ""
}

// dbPath is the database that the user means: --db, $PROVENANCE_DB, ./provenance.db.
func (a *app) dbPath() string {
	if a.db != "" {
		return a.db
	}
	if p := a.getenv("PROVENANCE_DB"); p != "" {
		return p
	}
	return "provenance.db"
}

// openRead opens the database to ask something of it.
func (a *app) openRead(ctx context.Context) (*query.DB, error) {
	db, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	return query.New(db.DB), nil
}

// openStore opens the database for reading.
func (a *app) openStore(ctx context.Context) (*dbfile.DB, error) {
	if a.watching != nil { // the process may end while the database is opened
		a.watching.litters.Store(sqlite.MakesFiles(a.dbPath()))
	}
	return dbfile.OpenRead(ctx, a.dbPath())
}
