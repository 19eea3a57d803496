package trusttest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// TestWritersWaitAndReadersSeeWholeIngests lets processes ingest into one database
// that is not there at first, while others read it: every ingest is done, and a
// reader finds all scores of a file or none.
func TestWritersWaitAndReadersSeeWholeIngests(t *testing.T) {
	const rows = 40
	writers, each := times(8, 8), times(3, 25)
	db := filepath.Join(t.TempDir(), "p.db")
	input := t.TempDir()
	catalogue := theCase(t)
	var inputs []string
	for k := range writers * each {
		inputs = append(inputs, batch(t, input, k, rows))
	}
	var done, longest atomic.Int64
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for _, args := range append([][]string{{catalogue}}, split(inputs[w*each:(w+1)*each])...) {
				start := time.Now()
				var out, stderr bytes.Buffer
				cmd := command(append([]string{"ingest", "--db", db}, args...)...)
				if w%4 > 0 { // one writer in four refreshes the flags
					cmd.Args = append(cmd.Args, noRefresh)
				}
				cmd.Stdout, cmd.Stderr = &out, &stderr
				if err := cmd.Run(); err != nil || !acknowledged(out.String()) {
					t.Errorf("writer %d, %v: %v\n%s%s", w, args, err, out.String(), stderr.String())
					return
				}
				if args[0] != catalogue {
					done.Add(1)
				}
				longest.Store(max(longest.Load(), int64(time.Since(start))))
			}
		})
	}
	ctx, stop := context.WithCancel(t.Context())
	var reads, slowest atomic.Int64
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for ctx.Err() == nil {
				if _, err := os.Stat(db); err != nil {
					time.Sleep(time.Millisecond)
					continue
				}
				// Two questions in one statement: the ingests, and the scores.
				start := time.Now()
				r := finish(t, command("query", "--db", db, "SELECT (SELECT count(*) FROM ingests WHERE path LIKE '%batch-%'), (SELECT count(*) FROM scores WHERE note IS NULL AND name_id IN (SELECT id FROM names WHERE name LIKE 'made up %'))"))
				if r.status != 0 {
					t.Errorf("a reader: status %d\n%s", r.status, r.err)
					return
				}
				var files, scores int
				if _, err := fmt.Sscan(r.out, &files, &scores); err != nil || scores != files*rows {
					t.Errorf("a reader found %d scores of %d files of %d scores each (%v)", scores, files, rows, err)
					return
				}
				if d := time.Since(start); d > 10*time.Second { // the busy timeout: it waited for a writer
					t.Errorf("a reader took %v", d)
				}
				slowest.Store(max(slowest.Load(), int64(time.Since(start))))
				reads.Add(1)
			}
		})
	}
	group.Wait()
	stop()
	readers.Wait()
	if got, want := done.Load(), int64(writers*each); got != want {
		t.Errorf("got %d ingests done, want %d", got, want)
	}
	pool := openStock(t, db)
	defer pool.Close()
	if err := sound(pool); err != nil {
		t.Error(err)
	}
	if err := whole(pool); err != nil {
		t.Error(err)
	}
	got, err := column(pool, `SELECT count(*) FROM scores s JOIN names n ON n.id = s.name_id WHERE n.name LIKE 'made up %'`)
	if want := strconv.Itoa(writers * each * rows); err != nil || got[0] != want {
		t.Errorf("got %v scores (%v), want %s", got, err, want)
	}
	if reads.Load() == 0 {
		t.Error("no reader read anything")
	}
	t.Logf("%d processes x %d ingests into a database that was not there: %d of %d done, the longest in %v; %d reads meanwhile, the longest in %v, none of half an ingest",
		writers, each, done.Load(), writers*each, time.Duration(longest.Load()).Round(time.Millisecond), reads.Load(), time.Duration(slowest.Load()).Round(time.Millisecond))
}

func split(paths []string) [][]string {
	var out [][]string
	for _, p := range paths {
		out = append(out, []string{p})
	}
	return out
}

// TestLongReaderBlocksNobody holds a snapshot open while ingests go on: they do
// not wait for it, and it goes on seeing what it saw.
func TestLongReaderBlocksNobody(t *testing.T) {
	db, input := newCase(t), t.TempDir()
	reader := openStock(t, db)
	defer reader.Close()
	tx, err := reader.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	count := func() (n int) {
		if err := tx.QueryRow(`SELECT count(*) FROM scores`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	before := count()
	for k := range 5 {
		start := time.Now()
		must(t, "ingest", "--db", db, batch(t, input, k, 500))
		if d := time.Since(start); d > 10*time.Second { // the busy timeout: it waited for the reader
			t.Errorf("an ingest beside a reader took %v", d)
		}
		if got := count(); got != before {
			t.Fatalf("the reader saw %d scores and now sees %d", before, got)
		}
	}
	if got := strings.TrimSpace(must(t, "query", "--db", db, "SELECT count(*) FROM scores")); got != strconv.Itoa(before+2500) {
		t.Errorf("another reader sees %s scores, want %d", got, before+2500)
	}
}

// TestInterruptedWaitEnds interrupts an ingest that waits for another writer: it
// stops, and has changed nothing.
func TestInterruptedWaitEnds(t *testing.T) {
	db := newCase(t)
	writer := openStock(t, db)
	defer writer.Close()
	if _, err := writer.Exec(`BEGIN IMMEDIATE`); err != nil {
		t.Fatal(err)
	}
	cmd := command("ingest", "--db", db, batch(t, t.TempDir(), 1, 10))
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(700 * time.Millisecond)
	start := time.Now()
	cmd.Process.Signal(os.Interrupt)
	cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 130 {
		t.Errorf("got status %d, want 130\n%s", got, stderr.String())
	}
	if d := time.Since(start); d > 5*time.Second {
		t.Errorf("it went on waiting for %v", d)
	}
}

// TestEmptyFileIsANewDatabase: a file that a kill or touch left without a byte is
// filled, by several processes at once if need be.
func TestEmptyFileIsANewDatabase(t *testing.T) {
	db := filepath.Join(t.TempDir(), "p.db")
	if err := os.WriteFile(db, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	catalogue := theCase(t)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			cmd := command("ingest", "--db", db, catalogue)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	group.Wait()
	pool := openStock(t, db)
	defer pool.Close()
	if err := sound(pool); err != nil {
		t.Error(err)
	}
	if got, err := column(pool, `SELECT count(*) FROM scores`); err != nil || got[0] != "1099" {
		t.Errorf("got %v scores (%v), want 1099", got, err)
	}
}
