//go:build linux && (amd64 || arm64)

package trusttest

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The kinds of act in a round of TestTorture.
const (
	actIngest  = "ingest"
	actBad     = "bad ingest"
	actDry     = "dry run"
	actRetract = "retract"
	actResolve = "resolve"
	actVerify  = "verify"
	actCount   = "count"
	actRead    = "read"
	actKill    = "killed ingest"
	actFull    = "full disk"
)

// actWeights is how often each kind is drawn.
var actWeights = []struct {
	kind   string
	weight int
}{
	{actIngest, 6}, {actBad, 2}, {actDry, 1}, {actRetract, 2}, {actResolve, 2},
	{actVerify, 1}, {actCount, 2}, {actRead, 1}, {actKill, 5}, {actFull, 4},
}

// allowedStatus lists the exit statuses of each kind. An ingest that is retracted
// already is refused, and a kill may come too late.
var allowedStatus = map[string][]int{
	actIngest: {0}, actBad: {3}, actDry: {0}, actRetract: {0, 1}, actResolve: {0},
	actVerify: {0}, actCount: {0}, actRead: {0}, actKill: {-1, 0}, actFull: {0, 1},
}

// An act is one process of a round, and what it left.
type act struct {
	kind   string
	cmd    *exec.Cmd
	batch  int           // the number of the batch that it reads, if any
	rows   int           // the scores of that batch
	target string        // the ingest that it retracts, if any
	alias  string        // the name and the variant that it joins, if any
	kill   time.Duration // when it is killed, if its kind is actKill
	outcome
}

func (a *act) String() string {
	return fmt.Sprintf("%s: %s: status %d\n%s%s", a.kind, strings.Join(a.cmd.Args[1:], " "), a.status, a.out, a.err)
}

// run runs the process to its end. One that hangs is killed, and fails the check.
func (a *act) run() error {
	var out, stderr bytes.Buffer
	a.cmd.Stdout, a.cmd.Stderr = &out, &stderr
	if err := a.cmd.Start(); err != nil {
		return err
	}
	limit := 2 * time.Minute
	if a.kind == actKill {
		limit = a.kill
	}
	timer := time.AfterFunc(limit, func() { a.cmd.Process.Kill() })
	defer timer.Stop()
	err := a.cmd.Wait()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return err
	}
	a.outcome = outcome{out.String(), stderr.String(), a.cmd.ProcessState.ExitCode()}
	return nil
}

// done reports whether the process said that its work is committed.
func (a *act) done() bool {
	switch a.kind {
	case actIngest, actKill, actFull:
		return acknowledged(a.out)
	}
	return a.status == 0
}

// refused reports whether a command that reads met the journal of a writer that was
// killed, in journal mode DELETE: it undoes nothing, and the next writer does.
func (a *act) refused() bool {
	reads := a.kind == actDry || a.kind == actVerify || a.kind == actCount || a.kind == actRead
	return reads && a.status == 1 && strings.Contains(a.err, "run 'provenance upgrade'")
}

// check returns an error if the process ended as none of its kind may.
func (a *act) check() error {
	if a.refused() {
		return nil
	}
	if !slices.Contains(allowedStatus[a.kind], a.status) {
		return fmt.Errorf("want status %v: %v", allowedStatus[a.kind], a)
	}
	if a.kind == actRetract && a.status != 0 && !strings.Contains(a.err, "is retracted already") {
		return fmt.Errorf("refused for another reason than a retraction before: %v", a)
	}
	if a.status == 0 && !a.done() {
		return fmt.Errorf("no acknowledgement: %v", a)
	}
	if a.kind == actCount {
		var said, there int
		if _, err := fmt.Sscan(a.out, &said, &there); err != nil || said != there {
			return fmt.Errorf("a reader found %d scores, want %d (%v)", there, said, err)
		}
	}
	return nil
}

// newBatch writes a file of scores that no other file has.
func (h *torture) newBatch(t *testing.T, a *act, rows int) string {
	h.batches++
	a.batch, a.rows = h.batches, rows
	return batch(t, filepath.Join(h.dir, "input"), a.batch, rows)
}

// newBadBatch writes a file whose last line is wrong. One in four is so large that
// SQLite writes pages to the disk before the transaction is rolled back.
func (h *torture) newBadBatch(t *testing.T, a *act) string {
	rows := 200 + h.r.IntN(2000)
	if h.r.IntN(4) == 0 {
		rows = 60_000
		h.tally["large bad ingests"]++
	}
	path := h.newBatch(t, a, rows)
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteString("meta-model-card,made up,mmlu,accuracy,none,2025-04-05\n")
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// draw draws a kind by its weight. An act on an earlier batch needs one.
func (h *torture) draw() string {
	for {
		total := 0
		for _, w := range actWeights {
			total += w.weight
		}
		n := h.r.IntN(total)
		for _, w := range actWeights {
			if n -= w.weight; n >= 0 {
				continue
			}
			if len(h.present) == 0 && (w.kind == actRetract || w.kind == actResolve) {
				break
			}
			return w.kind
		}
	}
}

// earlier draws a batch that was acknowledged in an earlier round.
func (h *torture) earlier() int {
	return slices.Sorted(maps.Keys(h.present))[h.r.IntN(len(h.present))]
}

// room draws how large a file may become: often about as large as the log or journal
// of an ingest of so many rows, else about as large as the database.
func (h *torture) room(t *testing.T, rows int) int64 {
	t.Helper()
	if h.r.IntN(3) > 0 {
		return h.r.Int64N(int64(rows) * 150)
	}
	info, err := os.Stat(h.db)
	if err != nil {
		t.Fatal(err)
	}
	return h.r.Int64N(info.Size() * 3 / 2)
}

// newAct draws an act and prepares what it needs.
func (h *torture) newAct(t *testing.T) *act {
	t.Helper()
	a := &act{kind: h.draw()}
	run := func(args ...string) *exec.Cmd { return command(append(args, "--db", h.db)...) }
	write := func(args ...string) []string { // one in three refreshes the flags
		if h.r.IntN(3) > 0 {
			return append(args, noRefresh)
		}
		h.tally["with a refresh"]++
		return args
	}
	many := 200 + h.r.IntN(3000)
	few := many
	if !long {
		few /= 3
	}
	switch a.kind {
	case actIngest:
		a.cmd = run(write("ingest", h.newBatch(t, a, few))...)
	case actBad:
		a.cmd = run("ingest", h.newBadBatch(t, a))
	case actDry:
		a.cmd = run("ingest", "--dry-run", h.newBatch(t, a, few))
	case actKill:
		a.kill = time.Duration(h.r.IntN(150)) * time.Millisecond
		a.cmd = run(write("ingest", h.newBatch(t, a, 2*many))...)
	case actFull:
		path := h.newBatch(t, a, few)
		a.cmd = limited(t, h.room(t, few), write("ingest", path, "--db", h.db)...)
	case actRetract:
		a.target = h.ingests[h.earlier()]
		a.cmd = run(write("retract", a.target, "--reason", "drawn by lot")...)
	case actResolve:
		k := h.earlier()
		name := fmt.Sprintf("made up %d-%d", k, h.r.IntN(h.present[k]))
		variant := h.variants[h.r.IntN(len(h.variants))]
		a.alias = name + "|" + variant
		a.cmd = run(write("resolve", "--add", name, variant, "--source", "meta-model-card", "--evidence", "drawn by lot")...)
	case actVerify:
		a.cmd = run("verify")
	case actCount:
		a.cmd = run("query", `SELECT (SELECT ifnull(sum(added), 0) FROM ingests WHERE map = 'canonical:scores'), (SELECT count(*) FROM scores)`)
	case actRead:
		a.cmd = run([][]string{{"list", "ingests"}, {"list"}, {"flags"}}[h.r.IntN(3)]...)
	}
	return a
}
