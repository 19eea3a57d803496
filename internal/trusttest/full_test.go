//go:build linux && (amd64 || arm64)

package trusttest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// limited is the program with a limit on the size of the files that it writes.
// This binary sets it and becomes the program.
func limited(t *testing.T, limit int64, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(environ(), "PROVENANCE_TRUST_CHILD=limited", "PROGRAM="+program, "LIMIT="+strconv.FormatInt(limit, 10))
	return cmd
}

// becomeLimited is what limited starts.
func becomeLimited() int {
	n, err := strconv.ParseUint(os.Getenv("LIMIT"), 10, 64)
	if err != nil || syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}) != nil {
		return 99
	}
	syscall.Exec(os.Getenv("PROGRAM"), append([]string{"provenance"}, os.Args[1:]...), environ())
	return 99
}

// A fullDisk is one way of having no room: command runs the program with so many
// bytes for what it writes into folder.
type fullDisk struct {
	folder  string
	command func(limit int64, args ...string) *exec.Cmd
}

// A task is a command that writes, and what to look at before and after it.
type task struct {
	name    string
	prepare func(folder string) []string // makes the folder ready and returns the arguments
	files   []string                     // what it writes over, if not the database
}

// tasks are the commands that a disk is full for. db is a database with the case.
func tasks(t *testing.T, db string) []task {
	input := t.TempDir()
	more := batch(t, input, 1, 1500)
	old := func(folder string, names ...string) {
		for _, name := range names {
			if err := os.WriteFile(filepath.Join(folder, name), []byte("old\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return []task{
		{name: "first load", prepare: func(folder string) []string {
			return []string{"ingest", "--db", filepath.Join(folder, "p.db"), theCase(t)}
		}},
		{name: "later load", prepare: func(folder string) []string {
			copyFiles(t, db, folder)
			return []string{"ingest", "--db", filepath.Join(folder, "p.db"), more}
		}},
		{name: "export csv", files: []string{"scores.csv", "variants.csv"}, prepare: func(folder string) []string {
			old(folder, "scores.csv", "variants.csv")
			return []string{"export", "csv", folder, "--db", db}
		}},
		{name: "chart", files: []string{"gap.png"}, prepare: func(folder string) []string {
			old(folder, "gap.png")
			return []string{"chart", "gap", "-o", filepath.Join(folder, "gap.png"), "--db", db}
		}},
		{name: "flags", files: []string{"flags.csv"}, prepare: func(folder string) []string {
			old(folder, "flags.csv")
			return []string{"flags", "-o", filepath.Join(folder, "flags.csv"), "--db", db}
		}},
	}
}

// sweep runs a task with more and more room until it succeeds.
func sweep(t *testing.T, disk fullDisk, do task, steps int, limits func(step int) int64) {
	t.Helper()
	refused := 0
	for step := 0; ; step++ {
		if step > 20*steps {
			t.Fatalf("there is never enough room")
		}
		for _, name := range files(t, disk.folder) {
			os.RemoveAll(filepath.Join(disk.folder, name))
		}
		args := do.prepare(disk.folder)
		before := map[string]string{}
		for _, name := range files(t, disk.folder) {
			before[name] = read(t, filepath.Join(disk.folder, name))
		}
		content0 := contentOf(t, disk.folder)
		r := finish(t, disk.command(limits(step), args...))
		if r.status == 0 {
			if refused == 0 {
				t.Fatalf("the first step had room enough: %d bytes", limits(step))
			}
			contentOf(t, disk.folder)
			t.Logf("%s: %d steps refused, each with an error that names the file, nothing in part; enough at %d bytes", do.name, refused, limits(step))
			return
		}
		refused++
		if r.status != 1 {
			t.Fatalf("%d bytes: got status %d, want 1\n%s", limits(step), r.status, r.err)
		}
		said := strings.TrimSpace(r.err)
		if i := strings.LastIndex(said, "\nprovenance: "); i >= 0 {
			said = said[i+1:] // what a chart says of its figure comes before
		}
		if !strings.Contains(said, "room") && !strings.Contains(said, "no space left") || !strings.Contains(said, disk.folder) && !strings.Contains(said, "p.db: ") || strings.Contains(said, ".provenance-") || strings.Count(said, "\n") > 0 {
			t.Fatalf("%d bytes: the error does not say which file, or what to do:\n%s", limits(step), said)
		}
		for _, name := range files(t, disk.folder) {
			switch base := strings.TrimSuffix(strings.TrimSuffix(name, "-wal"), "-shm"); {
			case isDraft(name):
				t.Fatalf("%d bytes: %s was left", limits(step), name)
			case do.files != nil: // whole files of an export stand beside old ones
				if b, ok := before[name]; ok && read(t, filepath.Join(disk.folder, name)) != b && !strings.Contains(r.out, strings.TrimSuffix(name, ".csv")) {
					t.Fatalf("%d bytes: %s is not what it was", limits(step), name)
				}
			case before[base] == "":
				t.Fatalf("%d bytes: %s was left", limits(step), name)
			}
		}
		if content0 != contentOf(t, disk.folder) {
			t.Fatalf("%d bytes: the database is not what it was", limits(step))
		}
	}
}

// contents are those that contentOf found, by the digest of the database.
var contents sync.Map

// contentOf is the content of the folder's database, which must be sound; "" if
// there is none. A database whose bytes it has seen is not read again.
func contentOf(t *testing.T, folder string) string {
	t.Helper()
	db := filepath.Join(folder, "p.db")
	if _, err := os.Stat(db); err != nil {
		return ""
	}
	key := digest(t, db)
	if text, ok := contents.Load(key); ok {
		return text.(string)
	}
	pool := openStock(t, copyFiles(t, db, t.TempDir()))
	defer pool.Close()
	if err := errors.Join(sound(pool), whole(pool)); err != nil {
		t.Fatal(err)
	}
	text, err := content(pool)
	if err != nil {
		t.Fatal(err)
	}
	contents.Store(key, text)
	return text
}

// TestFileSizeLimit sweeps the limit on the size of a file from nothing to enough.
func TestFileSizeLimit(t *testing.T) {
	t.Parallel()
	db := newCase(t)
	for _, do := range tasks(t, db) {
		t.Run(do.name, func(t *testing.T) {
			disk := fullDisk{folder: t.TempDir(), command: func(limit int64, args ...string) *exec.Cmd { return limited(t, limit, args...) }}
			sweep(t, disk, do, 60, func(step int) int64 {
				if step < 6 {
					return int64(step * 1000) // an odd number of bytes, too
				}
				return int64(step-5) * int64(times(150_000, 16_000))
			})
		})
	}
}

// TestFullDisk does the same with a small file system of its own, where that can
// be mounted.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	runInside(t, "TestInsideFullDisk")
}

// runInside runs a test of this binary in a name space of mounts of its own.
func runInside(t *testing.T, test string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), "PROVENANCE_TRUST_INSIDE=1")
	inside(cmd)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Skipf("no name space for mounts here: %v", err)
	}
	err = cmd.Wait()
	if strings.Contains(out.String(), "--- SKIP") {
		t.Skip(out.String())
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out.String())
	}
	t.Log("\n" + out.String())
}

// mustBeInside skips a test that was not started by runInside.
func mustBeInside(t *testing.T) {
	t.Helper()
	if os.Getenv("PROVENANCE_TRUST_INSIDE") == "" {
		t.Skip("it is run by another test")
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		t.Skipf("mounts cannot be made private: %v", err)
	}
}

// inside makes a command start in a name space of mounts of its own.
func inside(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS}
	if os.Getuid() != 0 {
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	}
}

// TestInsideFullDisk is run by TestFullDisk.
func TestInsideFullDisk(t *testing.T) {
	mustBeInside(t)
	db := newCase(t)
	for _, do := range tasks(t, db) {
		t.Run(do.name, func(t *testing.T) {
			folder := t.TempDir()
			if err := syscall.Mount("provenance", folder, "tmpfs", 0, "size=64m"); err != nil {
				t.Skipf("no tmpfs: %v", err)
			}
			defer syscall.Unmount(folder, 0)
			disk := fullDisk{folder: folder, command: func(limit int64, args ...string) *exec.Cmd {
				var used int64
				for _, name := range files(t, folder) {
					if info, err := os.Stat(filepath.Join(folder, name)); err == nil {
						used += (info.Size() + 4095) / 4096 * 4096
					}
				}
				size := "remount,size=" + strconv.FormatInt(max(used+limit, 4096), 10)
				if err := syscall.Mount("provenance", folder, "tmpfs", syscall.MS_REMOUNT, strings.TrimPrefix(size, "remount,")); err != nil {
					t.Fatal(err)
				}
				return command(args...)
			}}
			sweep(t, disk, do, 60, func(step int) int64 { return int64(step) * int64(times(160, 8)) * 1024 })
		})
	}
}
