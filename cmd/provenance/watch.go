package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"
)

// grace is how long a statement may take to notice that its deadline has passed.
const grace = 100 * time.Millisecond

// readTimeout is how long a command that reads may take unless --timeout says
// otherwise: somebody else may have made the database, and made it large.
const readTimeout = time.Minute

// A watch ends a command that takes too long. At the deadline it cancels the
// context, which SQLite checks between its steps. One long call of a function
// (a LIKE over megabytes) is a single step: then, after the grace, the watch ends
// the process. The clock stops while output is written, since its reader may take
// its time.
type watch struct {
	ctx     context.Context
	app     *app
	limit   time.Duration // 0: none
	what    string        // that is stopped: the command, or the statement
	litters atomic.Bool   // the command leaves files next to the database if the process ends
	advice  func() string // what else to say about a command that was stopped
	cancel  context.CancelCauseFunc

	mu      sync.Mutex
	left    time.Duration
	since   time.Time
	timers  []*time.Timer
	running bool
}

var errOverdue = errors.New("overdue")

// A deadline is the flag --timeout of a command that reads.
type deadline struct {
	limit  time.Duration
	what   string
	advice func() string
}

// addDeadline gives a command that reads the flag --timeout.
func addDeadline(cmd *cobra.Command) *deadline {
	d := &deadline{what: "the command", advice: func() string { return "" }}
	cmd.Flags().DurationVar(&d.limit, "timeout", readTimeout, "stop if it takes longer than this; 0 means no limit")
	return d
}

// withDeadline makes a whole command end at its deadline.
func withDeadline(a *app, cmd *cobra.Command) *cobra.Command {
	d, run := addDeadline(cmd), cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return d.run(cmd.Context(), a, func(ctx context.Context) error {
			cmd.SetContext(ctx)
			return run(cmd, args)
		})
	}
	return cmd
}

// run runs a part of a command that must end at the deadline. The clock stops while
// standard output blocks.
func (d *deadline) run(ctx context.Context, a *app, part func(context.Context) error) error {
	if d.limit < 0 {
		return usage("--timeout cannot be negative")
	}
	w := &watch{app: a, limit: d.limit, what: d.what, advice: d.advice, left: d.limit}
	w.ctx, w.cancel = context.WithCancelCause(ctx)
	defer w.cancel(nil)
	out := a.out
	a.out, a.watching = w.unwatched(out), w
	defer func() { a.out, a.watching = out, nil }()
	w.resume()
	defer w.end()
	return w.explain(part(w.ctx))
}

func (w *watch) resume() {
	if w.limit == 0 {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.since, w.running = time.Now(), true
	w.timers = []*time.Timer{time.AfterFunc(w.left, func() { w.cancel(errOverdue) })}
	if w.app.self != "" {
		w.timers = append(w.timers, time.AfterFunc(w.left+grace, w.endProcess))
	}
}

func (w *watch) pause() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, t := range w.timers {
		t.Stop()
	}
	if w.running {
		w.left -= time.Since(w.since)
	}
	w.running = false
}

// end ends the watch; ending it again does nothing.
func (w *watch) end() { w.pause() }

// message says what happened to the command.
func (w *watch) message() string {
	return fmt.Sprintf("%s took longer than %s and was stopped (--timeout)%s", w.what, w.limit, w.advice())
}

// explain replaces an error that the deadline caused with one that says so.
func (w *watch) explain(err error) error {
	if err != nil && errors.Is(context.Cause(w.ctx), errOverdue) {
		return errors.New(w.message())
	}
	return err
}

// endProcess ends the process. The same program, started again in the same process,
// removes the files left next to the database: closing the files here would wait for the
// statement.
func (w *watch) endProcess() {
	w.mu.Lock() // never unlocked: nothing may be written any more
	if !w.running {
		w.mu.Unlock()
		return
	}
	fmt.Fprintln(w.app.err, "provenance:", w.message())
	if temp, _ := w.app.temp.Load().(string); temp != "" {
		os.Remove(temp)
	}
	if w.litters.Load() {
		syscall.Exec(w.app.self, []string{os.Args[0], "query", "--tidy", "--db", w.app.dbPath(), "-"}, os.Environ())
	}
	os.Exit(exitFailure)
}

// patience is how long a write may take before the clock stops: a reader that is as
// quick as the statement does not extend the deadline, however much it reads.
const patience = 20 * time.Millisecond

// unwatched returns a writer that stops the clock while it blocks.
func (w *watch) unwatched(to io.Writer) io.Writer { return &unwatched{watch: w, to: to} }

type unwatched struct {
	watch *watch
	to    io.Writer
}

func (u *unwatched) Write(p []byte) (int, error) {
	paused := make(chan struct{})
	slow := time.AfterFunc(patience, func() {
		u.watch.pause()
		close(paused)
	})
	defer func() {
		if !slow.Stop() {
			<-paused
			u.watch.resume()
		}
	}()
	return u.to.Write(p)
}
