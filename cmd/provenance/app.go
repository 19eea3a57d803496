package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
	"unicode"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"provenance"
	"provenance/internal/dbfile"
	"provenance/internal/interrupt"
	"provenance/internal/model"
	"provenance/internal/query"
	"provenance/internal/sqlite"
)

// Exit statuses. Every command's help says which of them it uses.
const (
	exitOK       = 0
	exitFailure  = 1
	exitUsage    = 2
	exitRejected = 3   // input was rejected, nothing was written
	exitFlags    = 4   // --fail-on found flags
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
	last bool            // the process exits after this run
	db   string          // --db

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
	a := &app{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, now: time.Now, last: true, errTTY: term.IsTerminal(int(os.Stderr.Fd()))}
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
	err    error // nil: everything has been said
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
	if !a.last {
		defer stop()
	}
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	a.done = ctx.Done()
	a.in = interrupt.NewReader(ctx, a.in)
	a.open = interrupt.Opening(ctx)
	a.command, a.args = shellLine(args), args
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
	root.PersistentFlags().StringVar(&a.db, "db", "", "database file (default: $PROVENANCE_DB, else provenance.db)")
	root.Version = version()
	root.SetVersionTemplate("provenance {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage("%w (see '%s --help')", err, cmd.CommandPath())
	})
	root.AddCommand(newIngest(a), newLint(a), newMaps(a), newResolve(a), newQuery(a), newChart(a), newExport(a),
		newDemo(a), newRetract(a), newVerify(a), newUpgrade(a), newExplain(a), newVersion(a))
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
	}
	printStatusLast(root, root.HelpTemplate())
	refuseHelpOfNothing(a, root)
	inner := root.Args
	root.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			hint := ""
			var names []string
			for _, c := range cmd.Commands() {
				names = append(names, c.Name())
			}
			near := model.Closest(args[0], names)
			if all := cmd.SuggestionsFor(args[0]); near == "" && len(all) > 0 {
				near = all[0]
			}
			if near != "" {
				hint = fmt.Sprintf(" (did you mean %q?)", near)
			}
			return usage("no such command: %q%s; see 'provenance --help'", args[0], hint)
		}
		return inner(cmd, args)
	}
	return root
}

// describeCompletion gives cobra's commands of completion a help like that of all
// others.
func describeCompletion(c *cobra.Command) {
	c.Short = "Generate a completion script for your shell"
	c.Long = "Generate a script that makes your shell complete commands, flags and names on record.\n\n" + status(exitOK, exitUsage)
	c.Example = "  source <(provenance completion bash)"
	c.RunE = func(cmd *cobra.Command, args []string) error { return cmd.Help() }
	install := map[string]string{
		"bash": `  source <(provenance completion bash)
  provenance completion bash > /etc/bash_completion.d/provenance`,
		"zsh": `  source <(provenance completion zsh)
  provenance completion zsh > "${fpath[1]}/_provenance"`,
		"fish": `  provenance completion fish | source
  provenance completion fish > ~/.config/fish/completions/provenance.fish`,
		"powershell": `  provenance completion powershell | Out-String | Invoke-Expression`,
	}
	needs := map[string]string{
		"bash": " It needs the package bash-completion.",
		"zsh":  "\nIf completion is off in your shell, turn it on with: autoload -U compinit; compinit",
	}
	for _, sub := range c.Commands() {
		sub.Short = "Generate the completion script for " + sub.Name()
		sub.Long = fmt.Sprintf("Generate the completion script for %s.%s\n\n%s", sub.Name(), needs[sub.Name()], status(exitOK, exitFailure, exitUsage))
		sub.Example = install[sub.Name()]
	}
}

// describeHelp makes cobra's command help refuse a command that does not exist.
func describeHelp(c *cobra.Command) {
	c.Short = "Show the help of a command"
	c.Long = "Show the help of a command.\n\n" + status(exitOK, exitUsage)
	c.Example = "  provenance help ingest"
	c.Run = nil
	c.RunE = func(cmd *cobra.Command, args []string) error {
		of, rest, err := cmd.Root().Find(args)
		if err != nil {
			return err
		}
		if err := noSubcommand(of, rest); err != nil {
			return err
		}
		of.InitDefaultHelpFlag()
		of.InitDefaultVersionFlag()
		return of.Help()
	}
}

// noSubcommand returns the usage error for words after a command that has
// subcommands and none of that name, nil where there is no such word.
func noSubcommand(cmd *cobra.Command, words []string) error {
	if !cmd.HasSubCommands() || len(words) == 0 {
		return nil
	}
	if err := cmd.ValidateArgs(words); err != nil || cmd.RunE == nil {
		return err
	}
	return cmd.RunE(cmd, words)
}

// refuseHelpOfNothing makes --help after a command that does not exist a usage
// error: cobra would print the help of the command before it.
func refuseHelpOfNothing(a *app, root *cobra.Command) {
	help := root.HelpFunc()
	root.SetHelpFunc(func(cmd *cobra.Command, args []string) {
		if a.badHelp = noSubcommand(cmd, cmd.Flags().Args()); a.badHelp == nil {
			help(cmd, args)
		}
	})
}

// statusHeading begins the section of a command's help that status writes.
const statusHeading = "EXIT STATUS\n"

// printStatusLast moves the exit statuses from the description of each command to
// the end of its help, so that the examples come first.
func printStatusLast(c *cobra.Command, template string) {
	if text, statuses, ok := strings.Cut(c.Long, "\n\n"+statusHeading); ok {
		c.Long = text
		c.SetHelpTemplate(template + "\n" + statusHeading + statuses + "\n")
	}
	for _, sub := range c.Commands() {
		printStatusLast(sub, template)
	}
}

// wrapArgs makes a wrong number of arguments a usage error.
func wrapArgs(c *cobra.Command) {
	if c.Args == nil {
		return
	}
	inner := c.Args
	c.Args = func(cmd *cobra.Command, args []string) error {
		err := inner(cmd, args)
		switch {
		case err == nil:
			return nil
		case !cmd.HasSubCommands() && strings.HasPrefix(err.Error(), "unknown command"): // cobra says so of any argument
			return usage("unexpected argument %q; usage: %s", args[0], cmd.UseLine())
		}
		return usage("%w; usage: %s", err, cmd.UseLine())
	}
}

// status is the EXIT STATUS section of a command's help.
func status(codes ...int) string {
	text := map[int]string{
		exitOK: "success", exitFailure: "failure", exitUsage: "usage error", exitRejected: "input rejected, nothing written",
		exitFlags: "flags found (--fail-on)", exitSignal: "interrupted",
	}
	var b strings.Builder
	b.WriteString(statusHeading)
	for _, c := range append(codes, exitSignal) {
		fmt.Fprintf(&b, "  %3d  %s\n", c, text[c])
	}
	return strings.TrimRight(b.String(), "\n")
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

// shellLine writes a command line so that a shell would read the same words.
func shellLine(args []string) string {
	words := []string{"provenance"}
	for _, a := range args {
		if a == "" || strings.ContainsFunc(a, func(r rune) bool {
			return !strings.ContainsRune("%+,-./:=@_^", r) && (r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r))
		}) {
			a = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
		words = append(words, a)
	}
	return strings.Join(words, " ")
}

// openRead opens the database to ask something of it.
func (a *app) openRead(ctx context.Context) (*query.DB, error) {
	db, err := a.openStore(ctx)
	if err != nil {
		return nil, err
	}
	return query.Of(db.DB), nil
}

// openStore opens the database for reading.
func (a *app) openStore(ctx context.Context) (*dbfile.DB, error) {
	if a.watching != nil { // the process may end while the database is opened
		a.watching.litters.Store(sqlite.MakesFiles(a.dbPath()))
	}
	return dbfile.OpenRead(ctx, a.dbPath())
}

// completionTime is how long the completion of a word may take.
const completionTime = 2 * time.Second

// complete completes slugs of the given kinds from the database; without a database it
// is silent.
func (a *app) complete(kinds ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return completeFrom(a.openRead, kinds...)
}

// completeFrom completes slugs of the given kinds from the database that open opens.
func completeFrom(open func(context.Context) (*query.DB, error), kinds ...string) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
		ctx, cancel := context.WithTimeout(cmd.Context(), completionTime)
		defer cancel()
		db, err := open(ctx)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		defer db.Close()
		var out []string
		for _, k := range kinds {
			s, err := db.Slugs(ctx, k, prefix)
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			out = append(out, s...)
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}

func newVersion(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Long:    "Print the version of provenance and, where it is known, the commit it was built from.\n\n" + status(exitOK, exitUsage),
		Example: "  provenance version",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			_, err := fmt.Fprintln(a.out, "provenance", version())
			return err
		},
	}
}

// version is the version of the program, with the commit where it is known.
func version() string {
	info, _ := debug.ReadBuildInfo()
	return provenance.Version + commitOf(info)
}

// commitOf returns the commit that a program was built from, as
// " (commit 0123456789ab)" or " (commit 0123456789ab+dirty)"; "" if it is not known.
func commitOf(info *debug.BuildInfo) string {
	if info == nil {
		return ""
	}
	commit, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision":
			commit = s.Value[:min(len(s.Value), 12)]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+dirty"
		}
	}
	if commit == "" {
		return ""
	}
	return fmt.Sprintf(" (commit %s%s)", commit, dirty)
}

func newUpgrade(a *app) *cobra.Command {
	return &cobra.Command{
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
			return db.Close()
		},
	}
}
