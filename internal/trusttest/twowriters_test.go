//go:build linux

package trusttest

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestARefusedIngestTouchesNoCommitOfAnother: an ingest that had spilled to the
// write-ahead log is refused, and hangs while it prints why, since nobody reads what
// it prints. Others commit meanwhile. When it ends, what they committed is there. At
// 6ea662a it was not: the first wrote the frames of its rollback over their commits.
func TestARefusedIngestTouchesNoCommitOfAnother(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		args []string
		want int
	}{
		{"a bad row at the end", nil, 3},
		{"a dry run", []string{"--dry-run"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, input := newCase(t), t.TempDir()
			must(t, "ingest", noRefresh, "--db", db, batch(t, input, 0, 1000))
			reader := openStock(t, db) // keeps SQLite from taking the log into the database
			defer reader.Close()
			if _, err := reader.Exec(`BEGIN; SELECT count(*) FROM scores`); err != nil {
				t.Fatal(err)
			}
			large := batch(t, input, 1, 70_000)
			if c.want == 3 {
				appendText(t, large, "meta-model-card,made up,no such benchmark,accuracy,1,2025-04-05\n")
			}
			full, drain := fullPipe(t)
			first := command(append(append([]string{"ingest", noRefresh, "--db", db}, c.args...), large)...)
			first.Stdout, first.Stderr = full, full
			if err := first.Start(); err != nil {
				t.Fatal(err)
			}
			full.Close()
			waitBlocked(t, first.Process.Pid)
			rows := 1000
			for k := 2; rows < 40_000; k++ { // with half of them 6ea662a passes
				must(t, "ingest", noRefresh, "--db", db, batch(t, input, k, 6500))
				rows += 6500
			}
			must(t, "verify", "--quick", "--db", db)
			said := drain()
			first.Wait()
			if got := first.ProcessState.ExitCode(); got != c.want {
				t.Errorf("the first: got status %d, want %d\n%s", got, c.want, said())
			}
			reader.Exec(`ROLLBACK`)
			must(t, "verify", "--db", db)
			if got := strings.TrimSpace(must(t, "query", "--db", db, "SELECT count(*) FROM scores")); got != strconv.Itoa(1099+rows) {
				t.Errorf("got %s scores, want %d", got, 1099+rows)
			}
		})
	}
}

func appendText(t *testing.T, path, text string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err == nil {
		err = os.WriteFile(path, append(b, text...), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// fullPipe is the end of a pipe to which nothing more can be written until drain is
// called, which reads all that comes; what it read can be asked for when the writer
// has ended.
func fullPipe(t *testing.T) (w *os.File, drain func() (said func() string)) {
	t.Helper()
	var fds [2]int
	if err := syscall.Pipe2(fds[:], syscall.O_CLOEXEC|syscall.O_NONBLOCK); err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{4096, 1} {
		for {
			if _, err := syscall.Write(fds[1], bytes.Repeat([]byte{'x'}, size)); errors.Is(err, syscall.EAGAIN) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, fd := range fds {
		if err := syscall.SetNonblock(fd, false); err != nil {
			t.Fatal(err)
		}
	}
	r := os.NewFile(uintptr(fds[0]), "pipe")
	return os.NewFile(uintptr(fds[1]), "pipe"), func() func() string {
		var b bytes.Buffer
		done := make(chan error, 1)
		go func() {
			_, err := io.Copy(&b, r)
			r.Close()
			done <- err
		}()
		return func() string {
			<-done
			return strings.TrimLeft(b.String(), "x")
		}
	}
}

// waitBlocked waits until a thread of a process waits for somebody to read a pipe.
func waitBlocked(t *testing.T, pid int) {
	t.Helper()
	for range 1200 {
		tasks, _ := filepath.Glob("/proc/" + strconv.Itoa(pid) + "/task/*/wchan")
		for _, task := range tasks {
			if b, err := os.ReadFile(task); err == nil && strings.Contains(string(b), "pipe_w") {
				return
			}
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Skip("the system does not tell that a process waits for a pipe")
}
