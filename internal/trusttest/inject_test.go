//go:build linux && (amd64 || arm64)

package trusttest

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The kinds of call that TestIOErrors makes fail, and the errors of each.
const (
	callWrite  = "write"
	callSync   = "fsync"
	callResize = "ftruncate"
	callRename = "rename"
)

var ioErrors = []struct {
	kind   string
	errnos []syscall.Errno
}{
	{callWrite, []syscall.Errno{syscall.EIO, syscall.ENOSPC}},
	{callSync, []syscall.Errno{syscall.EIO, syscall.ENOSPC}},
	{callResize, []syscall.Errno{syscall.EIO, syscall.ENOSPC}},
	{callRename, []syscall.Errno{syscall.EIO, syscall.EACCES}},
}

// callKind returns the kind of a call that concerns the folder, else "".
func (r *recorder) callKind(call []uint64) string {
	kind, fd := "", int(call[1])
	switch int(call[0]) {
	case syscall.SYS_WRITE, syscall.SYS_PWRITE64:
		kind = callWrite
	case syscall.SYS_FSYNC, syscall.SYS_FDATASYNC:
		kind = callSync
	case syscall.SYS_FTRUNCATE:
		kind = callResize
	case sysRename, sysLink:
		return r.renameKind(call[2])
	case syscall.SYS_RENAMEAT, sysRenameat2, syscall.SYS_LINKAT:
		return r.renameKind(call[4])
	}
	if r.fds[fd] != 0 || r.dirs[fd] {
		return kind
	}
	return ""
}

// renameKind is callRename if the new name, a string of the program, is in the folder.
func (r *recorder) renameKind(name uint64) string {
	if _, ok := r.inside(r.text(name)); ok {
		return callRename
	}
	return ""
}

// A fault is what goes wrong in one run: the n-th call of a kind fails, and all
// later ones too if the fault lasts.
type fault struct {
	kind  string
	n     int
	errno syscall.Errno
	lasts bool
}

func (f fault) String() string {
	if f.lasts {
		return fmt.Sprintf("every %s from number %d on fails with %v", f.kind, f.n, f.errno)
	}
	return fmt.Sprintf("%s number %d fails with %v", f.kind, f.n, f.errno)
}

// A faulty runs one task with one fault after another, each time on the same files.
type faulty struct {
	task
	folder string
	copies string // a folder for copies of the database
	before string // the content of the database before the task and after it
	after  string
	want   map[string]string // what the task writes into other files
	calls  map[string]int    // kind -> calls of an undisturbed run
	turn   int               // in the short run: which way of failing is next

	seen     map[[sha256.Size]byte]string // the state of databases that were looked at
	verified map[[sha256.Size]byte]bool   // databases that were verified

	points  int // runs in which a call failed
	refused int // of them ended with a status other than 0
	late    int // of these had committed their work
	drafts  int // temporary files left
}

// state is the content of the database without what changes from run to run.
// It returns an error if the database is not sound.
func (f *faulty) state(t *testing.T) (string, error) {
	t.Helper()
	db := filepath.Join(f.folder, "p.db")
	if _, err := os.Stat(db); errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	key := digest(t, db)
	if state, ok := f.seen[key]; ok {
		return state, nil
	}
	pool := openStock(t, copyFiles(t, db, f.copies))
	defer pool.Close()
	if err := errors.Join(sound(pool), whole(pool)); err != nil {
		return "", err
	}
	text, err := content(pool)
	if err == nil {
		f.seen[key] = mask(text)
	}
	return f.seen[key], err
}

const oldOutput = "old\n"

// ready makes the folder what it was before the task, and returns the arguments.
func (f *faulty) ready(t *testing.T) []string {
	t.Helper()
	for _, name := range files(t, f.folder) {
		if err := os.Remove(filepath.Join(f.folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	for name := range f.want {
		if err := os.WriteFile(filepath.Join(f.folder, name), []byte(oldOutput), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return f.prepare(f.folder)
}

// measure runs the task undisturbed.
func (f *faulty) measure(t *testing.T) {
	t.Helper()
	args := f.ready(t)
	var err, err2 error
	f.before, err = f.state(t)
	must(t, args...)
	f.after, err2 = f.state(t)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	f.want = map[string]string{}
	for _, name := range files(t, f.folder) {
		if !strings.HasPrefix(name, "p.db") {
			f.want[name] = read(t, filepath.Join(f.folder, name))
		}
	}
	f.calls = map[string]int{}
	args = f.ready(t)
	rec := newRecorder(t, f.folder)
	rec.inject = func(call []uint64) syscall.Errno {
		f.calls[rec.callKind(call)]++
		return 0
	}
	if status, err := rec.run(command(args...)); status != 0 || err != nil {
		t.Fatalf("got status %d (%v), want 0\n%s", status, err, rec.out.String())
	}
}

// run runs the task with a fault. It reports whether a call failed: if not, the
// program makes fewer than n such calls.
func (f *faulty) run(t *testing.T, bad fault) bool {
	t.Helper()
	args := f.ready(t)
	rec, seen := newRecorder(t, f.folder), 0
	rec.limit = time.Minute
	rec.inject = func(call []uint64) syscall.Errno {
		if rec.callKind(call) != bad.kind {
			return 0
		}
		seen++
		if seen == bad.n || bad.lasts && seen > bad.n {
			return bad.errno
		}
		return 0
	}
	status, err := rec.run(command(args...))
	if err != nil {
		t.Fatalf("%v: %v", bad, err)
	}
	if seen < bad.n {
		return false
	}
	f.points++
	if status != 0 {
		f.refused++
	}
	for _, err := range []error{f.checkStatus(status), f.checkDatabase(t, bad, status, rec.out.String()), f.checkOutputs(t, status)} {
		if err != nil {
			t.Errorf("%v, status %d: %v\nprovenance %s\n%s", bad, status, err, strings.Join(args, " "), rec.out.String())
		}
	}
	return true
}

func (f *faulty) checkStatus(status int) error {
	switch status {
	case 0, 1, 3:
		return nil
	case -1:
		return errors.New("it was killed: by a crash, or because it ran for a minute")
	}
	return errors.New("want status 0, 1 or 3")
}

// noFlags is what a command warns of that has committed its work and could not refresh the
// flags.
const noFlags = "everything was written, but not the flags"

// checkDatabase returns an error if the database is neither what it was nor what the
// complete task makes of it, or if it was acknowledged and is not there.
func (f *faulty) checkDatabase(t *testing.T, bad fault, status int, said string) error {
	t.Helper()
	got, err := f.state(t)
	if err != nil {
		return err
	}
	switch {
	case got != f.before && got != f.after:
		return errors.New("the database is neither what it was nor what it should be")
	case got != f.after && status == 0:
		return errors.New("acknowledged, and the database is what it was")
	case got != f.before && status != 0:
		f.late++
		t.Logf("%v: status %d with the work committed", bad, status)
	}
	if got == "" || f.before == f.after && !long {
		return nil
	}
	db := filepath.Join(f.folder, "p.db")
	if info, err := os.Stat(db + "-journal"); err == nil && info.Size() > 0 && (status != 0 || strings.Contains(said, noFlags)) {
		must(t, "upgrade", "--db", db) // nothing could be written, so the journal waits for a writer: readers say so
	}
	key := digest(t, db)
	if f.verified[key] {
		return nil
	}
	verify := []string{"verify", "--db", db}
	if !long {
		verify = append(verify, "--quick") // the kept files are rows that are compared above, and the pages are sound
	}
	if r := finish(t, command(verify...)); r.status != 0 {
		return fmt.Errorf("verify: got status %d, want 0\n%s%s", r.status, r.out, r.err)
	}
	f.verified[key] = true
	return nil
}

// checkOutputs returns an error if a file is neither the old one nor the new one, or
// if it was acknowledged and is the old one.
func (f *faulty) checkOutputs(t *testing.T, status int) error {
	t.Helper()
	for name, want := range f.want {
		got := read(t, filepath.Join(f.folder, name))
		if got != want && (got != oldOutput || status == 0) {
			return fmt.Errorf("%s: got %d bytes, want the %d of the new file, or the old file if it was refused", name, len(got), len(want))
		}
	}
	for _, name := range files(t, f.folder) {
		if isDraft(name) {
			f.drafts++
		}
	}
	return nil
}

// sweepKind makes the calls of one kind fail, one after another. The short run makes
// a few of them fail, each in one of the ways; the long run every one in every way.
func (f *faulty) sweepKind(t *testing.T, kind string, errnos []syscall.Errno) {
	t.Helper()
	var ways []fault
	for _, lasts := range []bool{false, true} {
		for _, errno := range errnos {
			ways = append(ways, fault{kind: kind, errno: errno, lasts: lasts})
		}
	}
	if !long {
		for _, n := range f.sample(f.calls[kind]) {
			bad := ways[f.turn%len(ways)]
			bad.n = n
			f.run(t, bad)
			f.turn++
		}
		return
	}
	for _, bad := range ways {
		for bad.n = 1; f.run(t, bad); bad.n++ {
		}
	}
}

// sample returns a few of the numbers 1 to n: one in the middle and the last, and for
// an ingest into a database that has rows also the first.
func (f *faulty) sample(n int) []int {
	numbers := []int{(n + 2) / 2, n}
	if f.task.name == "later ingest" {
		numbers = append(numbers, 1)
	}
	numbers = slices.DeleteFunc(numbers, func(k int) bool { return k < 1 || k > n })
	slices.Sort(numbers)
	return slices.Compact(numbers)
}

// faultyTasks are the commands that write to a database or to other files. The
// database of the case, with one batch more, is in the folder.
func faultyTasks(t *testing.T) []task {
	t.Helper()
	input := t.TempDir()
	db, later := filepath.Join(input, "p.db"), batch(t, input, 2, 300)
	copyCaseTo(t, db)
	must(t, "ingest", "--db", db, batch(t, input, 1, 200))
	last := strings.TrimSpace(must(t, "query", "--db", db, `SELECT max(id) FROM ingests`))
	args := func(args ...string) func(string) []string {
		return func(folder string) []string {
			return append(args, "--db", copyFiles(t, db, folder))
		}
	}
	return []task{
		{name: "first ingest", prepare: func(folder string) []string {
			return []string{"ingest", "--db", filepath.Join(folder, "p.db"), theCase(t)}
		}},
		{name: "later ingest", prepare: args("ingest", later)},
		{name: "later ingest in journal mode DELETE", prepare: func(folder string) []string {
			got := args("ingest", later, noRefresh)(folder) // the task above refreshes
			pool := openStock(t, filepath.Join(folder, "p.db"))
			defer pool.Close()
			if _, err := pool.Exec(`PRAGMA journal_mode = DELETE`); err != nil {
				t.Fatal(err)
			}
			return got
		}},
		{name: "retract", prepare: args("retract", last, "--reason", "swapped", noRefresh)},
		{name: "resolve", prepare: args("resolve", "--add", "made up 1-3", "llama-4-scout-17b-16e-instruct", "--source", "meta-model-card", "--evidence", "the page", noRefresh)},
		{name: "export csv", prepare: func(folder string) []string { return args("export", "csv", folder)(folder) }},
		{name: "chart", prepare: func(folder string) []string {
			return args("chart", "gap", "-o", filepath.Join(folder, "gap.png"))(folder)
		}},
	}
}

// TestIOErrors makes single system calls of the program fail, or all from one on. The
// database and each file are then what they were or what they should become, and that
// if the program acknowledged it.
func TestIOErrors(t *testing.T) {
	t.Parallel()
	canTrace(t)
	for i, do := range faultyTasks(t) {
		t.Run(do.name, func(t *testing.T) {
			f := &faulty{task: do, turn: i, folder: t.TempDir(), copies: t.TempDir(),
				seen: map[[sha256.Size]byte]string{}, verified: map[[sha256.Size]byte]bool{}}
			f.measure(t)
			for _, e := range ioErrors {
				f.sweepKind(t, e.kind, e.errnos)
			}
			if f.points == 0 {
				t.Fatal("no call was made to fail")
			}
			delete(f.calls, "")
			t.Logf("calls %v: %d runs with an error, %d refused, %d of these with the work committed; %d temporary files left; nothing in part",
				f.calls, f.points, f.refused, f.late, f.drafts)
		})
	}
}
