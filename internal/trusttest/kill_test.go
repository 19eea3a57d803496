//go:build linux && (amd64 || arm64)

package trusttest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A killer ends programs by SIGKILL: one half at a random moment, the other when
// the program asks for a random one of its system calls that change or sync a
// file of the folder, make one or print, which time alone seldom hits.
type killer struct {
	r      *rand.Rand
	folder string
	took   time.Duration // of an undisturbed run
	calls  int           // of an undisturbed run
	n      int           // runs
	killed int           // of them were killed
	acked  int           // of them had said that they were done
}

func newKiller(t *testing.T, folder string) *killer {
	canTrace(t)
	return &killer{r: rand.New(rand.NewPCG(9, 9)), folder: folder}
}

// measure runs the program undisturbed.
func (k *killer) measure(t *testing.T, args ...string) {
	t.Helper()
	rec := newRecorder(t, k.folder)
	if status, err := rec.run(command(args...)); err != nil || status != 0 {
		t.Fatalf("status %d, %v\n%s", status, err, rec.out.String())
	}
	k.calls = rec.calls
}

// time runs the program undisturbed once more, by the clock.
func (k *killer) time(t *testing.T, args ...string) {
	t.Helper()
	start := time.Now()
	must(t, args...)
	k.took = time.Since(start)
}

// run runs the program and kills it. It returns what it had said.
func (k *killer) run(t *testing.T, args ...string) (said string, killed bool) {
	t.Helper()
	k.n++
	if k.n%2 == 0 {
		rec := newRecorder(t, k.folder)
		rec.killAt = 1 + k.r.IntN(k.calls)
		status, err := rec.run(command(args...))
		if err != nil || status > 0 {
			t.Fatalf("status %d, %v\n%s", status, err, rec.out.String())
		}
		said, killed = rec.out.String(), status == -1
	} else {
		cmd := command(args...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		timer := time.AfterFunc(time.Duration(k.r.Int64N(int64(k.took)*11/10)), func() { cmd.Process.Kill() })
		cmd.Wait()
		timer.Stop()
		if status := cmd.ProcessState.ExitCode(); status > 0 {
			t.Fatalf("status %d\n%s", status, out.String())
		} else {
			killed = status == -1
		}
		said = out.String()
	}
	if killed {
		k.killed++
	}
	return said, killed
}

func (k *killer) report(t *testing.T, what string) {
	t.Logf("%s: %d runs, %d killed, %d of all had acknowledged; every acknowledged one is there, none in part, every database sound", what, k.n, k.killed, k.acked)
}

// trial checks a copy of the database after a kill, and returns the paths of the
// files that are in it.
func trial(t *testing.T, db string) map[string]bool {
	t.Helper()
	pool := openStock(t, copyFiles(t, db, t.TempDir()))
	defer pool.Close()
	if err := sound(pool); err != nil {
		t.Fatal(err)
	}
	if err := whole(pool); err != nil {
		t.Fatal(err)
	}
	paths, err := column(pool, `SELECT path FROM ingests`)
	if err != nil {
		t.Fatal(err)
	}
	in := map[string]bool{}
	for _, p := range paths {
		in[p] = true
	}
	return in
}

// onlyDrafts returns the names in a folder that are neither the database's nor
// those of drafts, which can be told by their names.
func onlyDrafts(t *testing.T, folder string, allowed ...string) []string {
	t.Helper()
	return slices.DeleteFunc(files(t, folder), func(name string) bool {
		return slices.Contains(allowed, name) || isDraft(name)
	})
}

// TestKilledFirstLoad kills the first ingest into a database that is not there:
// then there is none, or a whole one.
func TestKilledFirstLoad(t *testing.T) {
	folder := t.TempDir()
	db := filepath.Join(folder, "p.db")
	k := newKiller(t, folder)
	args := []string{"ingest", "--db", db, theCase(t)}
	clear := func() {
		for _, name := range files(t, folder) {
			if err := os.Remove(filepath.Join(folder, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	k.measure(t, args...)
	want := len(trial(t, db))
	clear()
	k.time(t, args...)
	for n := times(6, 380); k.killed < n; {
		clear()
		said, _ := k.run(t, args...)
		if left := onlyDrafts(t, folder, "p.db", "p.db-wal", "p.db-shm"); len(left) > 0 {
			t.Fatalf("files left: %v", left)
		}
		if acknowledged(said) {
			k.acked++
		}
		if _, err := os.Stat(db); err != nil {
			if acknowledged(said) {
				t.Fatalf("acknowledged and lost:\n%s", said)
			}
		} else if got := len(trial(t, db)); got != want {
			t.Fatalf("got %d files in the database, want %d", got, want)
		}
		if k.n%10 == 0 { // and the next one goes on
			must(t, args...)
		}
	}
	k.report(t, "first load")
}

// TestKilledLaterLoads kills ingests into one database, one after another, each
// into what the last one left.
func TestKilledLaterLoads(t *testing.T) {
	folder, input := t.TempDir(), t.TempDir()
	db := filepath.Join(folder, "p.db")
	copyCaseTo(t, db)
	k := newKiller(t, folder)
	k.measure(t, "ingest", "--db", db, batch(t, input, 90_001, 300))
	k.time(t, "ingest", "--db", db, batch(t, input, 90_002, 300))
	must1 := trial(t, db) // acknowledged files
	for i, n := 0, times(7, 420); k.killed < n; i++ {
		rows := 300
		if i%15 == 14 {
			rows = 6000 // more than the write-ahead log holds before it is taken in
		}
		path := batch(t, input, i, rows)
		said, _ := k.run(t, "ingest", "--db", db, path)
		if acknowledged(said) {
			k.acked++
			must1[path] = true
		}
		in := trial(t, db)
		for p := range must1 {
			if !in[p] {
				t.Fatalf("run %d: %s was acknowledged and is lost", i, p)
			}
		}
		must1 = in // what is there once stays
		if left := onlyDrafts(t, folder, "p.db", "p.db-wal", "p.db-shm"); len(left) > 0 {
			t.Fatalf("files left: %v", left)
		}
		if i%10 == 0 { // the program reads what is left, too
			if got := strings.TrimSpace(must(t, "query", "--db", db, "SELECT count(*) FROM ingests")); got != strconv.Itoa(len(in)) {
				t.Fatalf("the program reads %s ingests, want %d", got, len(in))
			}
		}
	}
	k.report(t, "later loads")
}

// TestKilledOutputs kills commands that write files over old ones: each file is
// the old one or the new one.
func TestKilledOutputs(t *testing.T) {
	folder := t.TempDir()
	db := newCase(t)
	k := newKiller(t, folder)
	for _, c := range [][]string{
		{"chart", "gap", "-o", filepath.Join(folder, "gap.svg"), "-o", filepath.Join(folder, "gap.png")},
		{"export", "csv", folder},
		{"query", "SELECT * FROM score_details", "-o", filepath.Join(folder, "scores.csv")},
		{"flags", "-o", filepath.Join(folder, "flags.json")},
	} {
		t.Run(c[0], func(t *testing.T) {
			args := append(c, "--db", db)
			for _, name := range files(t, folder) {
				os.Remove(filepath.Join(folder, name))
			}
			k.n, k.killed, k.acked = 0, 0, 0
			k.measure(t, args...)
			want := map[string]string{}
			for _, name := range files(t, folder) {
				want[name] = read(t, filepath.Join(folder, name))
			}
			k.time(t, args...)
			drafts := 0
			for i, n := 0, times(3, 100); k.killed < n; i++ {
				old := fmt.Sprintf("old %d\n", i)
				for name := range want {
					os.Remove(filepath.Join(folder, name))
					if err := os.WriteFile(filepath.Join(folder, name), []byte(old), 0o640); err != nil {
						t.Fatal(err)
					}
				}
				k.run(t, args...)
				for _, name := range files(t, folder) {
					path := filepath.Join(folder, name)
					if isDraft(name) {
						drafts++
						os.Remove(path)
					} else if got := read(t, path); got != old && got != want[name] {
						t.Fatalf("%s is neither the old file nor the new one: %d bytes, want %d or %d", name, len(got), len(old), len(want[name]))
					} else if info, _ := os.Stat(path); info.Mode().Perm() != 0o640 {
						t.Fatalf("%s: got permissions %v, want those of the old file", name, info.Mode())
					}
				}
			}
			t.Logf("%d runs, %d killed: every file the old one or the new one; %d temporary files left, all named .provenance-*.tmp", k.n, k.killed, drafts)
		})
	}
}
