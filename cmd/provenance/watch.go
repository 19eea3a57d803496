package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"syscall"
	"time"
)

// grace is how long after its deadline a statement may take to notice.
const grace = 100 * time.Millisecond

// A watch ends a statement that takes too long. At the deadline its context is
// done, which SQLite looks at between its steps. One long call of a function
// (a LIKE over megabytes) is a single step: then, after the grace, the process
// ends by itself. The clock stands while output is written, for a reader of it
// may take its time.
type watch struct {
	ctx     context.Context
	app     *app
	limit   time.Duration // 0: none
	litters bool
	advice  func() string
	cancel  context.CancelCauseFunc

	mu      sync.Mutex
	left    time.Duration
	since   time.Time
	timers  []*time.Timer
	running bool
}

var errOverdue = errors.New("overdue")

// watch starts a watch over a statement. litters says that the reader leaves
// files beside the database if the process ends; advice says what else is to be
// said if the statement is stopped.
func (a *app) watch(ctx context.Context, limit time.Duration, litters bool, advice func() string) *watch {
	w := &watch{app: a, limit: limit, litters: litters, advice: advice, left: limit}
	w.ctx, w.cancel = context.WithCancelCause(ctx)
	w.resume()
	return w
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
		w.timers = append(w.timers, time.AfterFunc(w.left+grace, w.bite))
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

// end ends the watch; to end it again does nothing.
func (w *watch) end() { w.pause() }

// message says what happened to the statement.
func (w *watch) message() string {
	return fmt.Sprintf("the statement did not end within %s and was stopped (--timeout)%s", w.limit, w.advice())
}

// explain puts the time that is up in the place of an error that comes of it.
func (w *watch) explain(err error) error {
	if errors.Is(context.Cause(w.ctx), errOverdue) {
		return errors.New(w.message())
	}
	return err
}

// bite ends the process. What it leaves beside the database is taken away by the
// same program in the same process, started anew: closing the files of this one
// would wait for the statement.
func (w *watch) bite() {
	w.mu.Lock() // for good: nothing is written any more
	if !w.running {
		w.mu.Unlock()
		return
	}
	fmt.Fprintln(w.app.err, "provenance:", w.message())
	if temp, _ := w.app.temp.Load().(string); temp != "" {
		os.Remove(temp)
	}
	if w.litters {
		syscall.Exec(w.app.self, []string{os.Args[0], "query", "--tidy", "--db", w.app.dbPath(), "-"}, os.Environ())
	}
	os.Exit(exitFailure)
}

// patience is how long a write may take before the clock stands: a reader that is
// as quick as the statement does not lengthen it, however much it is given.
const patience = 20 * time.Millisecond

// unwatched returns a writer that stops the clock while somebody lets it wait.
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
