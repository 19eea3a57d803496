//go:build linux && (amd64 || arm64)

package trusttest

import (
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestInterruptedLeavesEverythingAsItWas sends SIGINT and SIGTERM at random
// moments. A program that ends with 130 has changed no byte of the database, which
// is not there if it was not, and left no temporary file; one that ends with 0 has
// done all of it. One that gets the signal before it listens dies of it.
func TestInterruptedLeavesEverythingAsItWas(t *testing.T) {
	input, full := t.TempDir(), newCase(t)
	big := batch(t, input, 1, 20_000)
	r := rand.New(rand.NewPCG(3, 3))
	for _, c := range []struct {
		name  string
		with  bool // there is a database
		args  func(db, folder string) []string
		wrote []string
	}{
		{"first load", false, func(db, folder string) []string { return []string{"ingest", "--db", db, theCase(t)} }, nil},
		{"later load", true, func(db, folder string) []string { return []string{"ingest", noRefresh, "--db", db, big} }, nil},
		{"chart", true, func(db, folder string) []string {
			return []string{"chart", "gap", "--db", db, "-o", filepath.Join(folder, "gap.png")}
		}, []string{"gap.png"}},
		{"query", true, func(db, folder string) []string {
			return []string{"query", "--db", db, "SELECT * FROM score_details", "-o", filepath.Join(folder, "out.csv")}
		}, []string{"out.csv"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			db := filepath.Join(folder, "p.db")
			ready := func() {
				for _, name := range files(t, folder) {
					os.Remove(filepath.Join(folder, name))
				}
				if c.with {
					copyFiles(t, full, folder)
				}
				for _, name := range c.wrote {
					if err := os.WriteFile(filepath.Join(folder, name), []byte("old\n"), 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			ready()
			before := map[string]string{}
			for _, name := range files(t, folder) {
				before[name] = read(t, filepath.Join(folder, name))
			}
			start := time.Now()
			must(t, c.args(db, folder)...)
			took := time.Since(start)
			ended := map[int]int{}
			for i, n := 0, times(4, 60); ended[130] < n; i++ {
				if i > 20*n {
					t.Fatalf("only %d of %d runs were interrupted", ended[130], i)
				}
				ready()
				cmd := command(c.args(db, folder)...)
				var stderr bytes.Buffer
				cmd.Stderr = &stderr
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				signal := []os.Signal{syscall.SIGINT, syscall.SIGTERM}[i%2]
				time.Sleep(time.Duration(r.Int64N(int64(took))))
				cmd.Process.Signal(signal)
				cmd.Wait()
				status := cmd.ProcessState.ExitCode()
				ended[status]++
				switch status {
				case 0:
					continue
				case 130, -1:
				default:
					t.Fatalf("%v: got status %d, want 130\n%s", signal, status, stderr.String())
				}
				for _, name := range files(t, folder) {
					old, was := before[name]
					if status == -1 && (name == "p.db-wal" || name == "p.db-shm") {
						continue
					}
					if !was || read(t, filepath.Join(folder, name)) != old {
						t.Fatalf("%v, status %d: %s was there before: %v, and is not what it was", signal, status, name, was)
					}
				}
			}
			t.Logf("%d runs interrupted, %d finished first, %d were not listening yet; nothing changed, nothing left", ended[130], ended[0], ended[-1])
		})
	}
}

// TestInterruptedWhileNothingComes interrupts programs that wait, all at once, for
// their standard input, or for a pipe that nobody opens or nobody writes to.
func TestInterruptedWhileNothingComes(t *testing.T) {
	outside := t.TempDir()
	shut, silent := filepath.Join(outside, "shut"), filepath.Join(outside, "silent")
	for _, pipe := range []string{shut, silent} {
		if err := syscall.Mkfifo(pipe, 0o644); err != nil {
			t.Skip(err)
		}
	}
	held, err := os.OpenFile(silent, os.O_RDWR, 0) // a writer that says nothing
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	trials := [][]string{{"ingest", "--db", "p.db", "-"}, {"query", "--db", "p.db", "-"}}
	for _, pipe := range []string{shut, silent} {
		trials = append(trials, []string{"ingest", "--db", "p.db", pipe}, []string{"ingest", "--db", "p.db", "--map", pipe, "-"},
			[]string{"ingest", "--suggest", pipe}, []string{"lint", pipe}, []string{"verify", "--db", "p.db", "--checkpoints", pipe})
	}
	var group sync.WaitGroup
	for _, args := range trials {
		folder := t.TempDir()
		group.Go(func() {
			cmd := command(args...)
			cmd.Dir = folder
			status, err := interruptWaiting(cmd)
			if err != nil || status != 130 {
				t.Errorf("%v: got status %d (%v), want 130", args, status, err)
			}
			if left := files(t, folder); len(left) > 0 {
				t.Errorf("%v: files left: %v", args, left)
			}
		})
	}
	group.Wait()
}

// interruptWaiting starts a program, interrupts it after a second, in which it is
// given one line, and returns its exit status.
func interruptWaiting(cmd *exec.Cmd) (int, error) {
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return 0, err
	}
	defer stdin.Close()
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	io.WriteString(stdin, "slug,name\n")
	time.Sleep(time.Second)
	cmd.Process.Signal(os.Interrupt)
	killed := time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() })
	defer killed.Stop()
	cmd.Wait()
	return cmd.ProcessState.ExitCode(), nil
}
