//go:build linux && (amd64 || arm64)

package trusttest

import (
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"
)

// The kinds of what a program does to the files of a folder.
const (
	evWrite   = "write"
	evResize  = "resize"
	evSync    = "sync"     // of a file
	evSyncDir = "sync dir" // of the folder
	evCreate  = "create"
	evUnlink  = "unlink"
	evLink    = "link"
	evRename  = "rename"
	evSay     = "say" // a line on standard output or error
)

// An event is one system call that succeeded, or one line printed.
type event struct {
	kind     string
	file     int    // the file written, resized, synced, created or linked
	name, to string // names in the folder
	off      int64
	size     int64 // of evResize
	data     []byte
}

// A recorder watches programs by ptrace, system call by system call, and keeps
// what they do to the files directly in one folder. Nothing is guessed of how
// SQLite or Go write: what the kernel was asked for is what is recorded. It
// records programs one after another.
type recorder struct {
	folder string
	events []event
	names  map[string]int // as the kernel sees the folder now
	made   map[int]string // the last name of each file
	next   int            // file id
	// prepared is how many events made what was there before the first program.
	prepared int
	calls    int // calls that change or sync something, over all programs
	killAt   int // kill the program when it asks for this call, before it is done
	// inject, if set, is asked about each call: one for which it returns an error
	// number is not done, and fails with that error.
	inject func(call []uint64) syscall.Errno
	limit  time.Duration // kill the program after this time; 0: never

	pid     int
	mem     *os.File
	fds     map[int]int // descriptor -> file id
	pos     map[int]int64
	dirs    map[int]bool
	pending map[int][]uint64      // thread -> call number and arguments
	failing map[int]syscall.Errno // thread -> the error of the call that it is in
	out     strings.Builder
	err     error
}

func newRecorder(t testing.TB, folder string) *recorder {
	t.Helper()
	r := &recorder{folder: folder, names: map[string]int{}, made: map[int]string{}}
	for _, name := range files(t, folder) {
		b, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		// What is there is durable.
		id := r.file(name)
		r.events = append(r.events, event{kind: evCreate, file: id, name: name}, event{kind: evWrite, file: id, data: b}, event{kind: evSync, file: id}, event{kind: evSyncDir})
	}
	r.prepared = len(r.events)
	return r
}

// file makes an id for a new file of that name.
func (r *recorder) file(name string) int {
	r.next++
	r.names[name], r.made[r.next] = r.next, name
	return r.next
}

// inside returns the name of a path in the folder.
func (r *recorder) inside(path string) (string, bool) {
	dir, name := filepath.Split(path)
	return name, filepath.Clean(dir) == r.folder && name != ""
}

const (
	ptraceGetSyscallInfo = 0x420e
	ptraceEventOptions   = syscall.PTRACE_O_TRACECLONE | syscall.PTRACE_O_TRACEFORK | syscall.PTRACE_O_TRACEVFORK | syscall.PTRACE_O_TRACESYSGOOD | 0x100000 // EXITKILL
	wNoThread            = 0x20000000
)

// canTrace tells whether ptrace is permitted here; if not the test is skipped.
func canTrace(t *testing.T) {
	t.Helper()
	r := newRecorder(t, t.TempDir())
	cmd := command("version")
	if _, err := r.run(cmd); err != nil {
		t.Skipf("programs cannot be traced here: %v", err)
	}
}

// run runs a program to its end and records it. It returns the exit status, -1
// after a kill; what the program printed is in r.out. The program has a process group
// of its own, since this thread may have started others, for which other tests wait.
func (r *recorder) run(cmd *exec.Cmd) (int, error) {
	runtime.LockOSThread() // all of ptrace is asked by one thread
	defer runtime.UnlockOSThread()
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		return 0, err
	}
	defer null.Close()
	// Two calls in three that a program makes let the memory of its threads grow by a
	// page or two. With one pool of memory for all, and large steps, there is less to watch.
	env := append(slices.Clone(cmd.Env), "MALLOC_ARENA_MAX=1", "MALLOC_TOP_PAD_=16777216")
	p, err := os.StartProcess(cmd.Path, cmd.Args, &os.ProcAttr{Env: env, Files: []*os.File{null, null, null}, Sys: &syscall.SysProcAttr{Ptrace: true, Setpgid: true}})
	if err != nil {
		return 0, err
	}
	defer p.Release()
	r.pid, r.fds, r.pos, r.dirs, r.pending = p.Pid, map[int]int{}, map[int]int64{}, map[int]bool{}, map[int][]uint64{}
	r.failing = map[int]syscall.Errno{}
	r.out.Reset()
	r.err = nil
	if r.limit > 0 {
		timer := time.AfterFunc(r.limit, func() { p.Kill() })
		defer timer.Stop()
	}
	var ws syscall.WaitStatus
	if _, err := syscall.Wait4(r.pid, &ws, syscall.WALL, nil); err != nil {
		return 0, err
	}
	if err := syscall.PtraceSetOptions(r.pid, ptraceEventOptions); err != nil {
		return 0, err
	}
	r.mem, err = os.Open(fmt.Sprintf("/proc/%d/mem", r.pid))
	if err != nil {
		return 0, err
	}
	defer r.mem.Close()
	for tid := r.pid; ; {
		signal := 0
		if ws.Stopped() {
			switch s := ws.StopSignal(); {
			case s == syscall.SIGTRAP|0x80:
				r.stop(tid)
			case s == syscall.SIGTRAP, s == syscall.SIGSTOP: // an event, a new thread
			default:
				signal = int(s)
			}
			if err := syscall.PtraceSyscall(tid, signal); err != nil && err != syscall.ESRCH {
				return 0, err
			}
		}
		tid, err = syscall.Wait4(-r.pid, &ws, syscall.WALL|wNoThread, nil)
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return 0, err
		}
		if tid == r.pid && (ws.Exited() || ws.Signaled()) {
			break
		}
	}
	if ws.Signaled() {
		return -1, r.err
	}
	return ws.ExitStatus(), r.err
}

// stop looks at a thread that enters or leaves a system call.
func (r *recorder) stop(tid int) {
	var info [88]byte
	_, _, e := syscall.RawSyscall6(syscall.SYS_PTRACE, ptraceGetSyscallInfo, uintptr(tid), uintptr(len(info)), uintptr(unsafe.Pointer(&info[0])), 0, 0)
	if e != 0 {
		if e != syscall.ESRCH {
			r.fail("PTRACE_GET_SYSCALL_INFO: %v", e)
		}
		return
	}
	word := func(i int) uint64 { return binary.NativeEndian.Uint64(info[24+8*i:]) }
	switch info[0] {
	case 1: // entry: the number and six arguments
		call := make([]uint64, 7)
		for i := range call {
			call[i] = word(i)
		}
		r.pending[tid] = call
		if r.counts(call) {
			r.calls++
			if r.calls == r.killAt {
				syscall.Kill(r.pid, syscall.SIGKILL)
			}
		}
		if r.inject != nil {
			if errno := r.inject(call); errno != 0 {
				r.failing[tid] = errno
				r.must("skip a system call", skipCall(tid))
			}
		}
	case 2: // exit: the result
		if errno := r.failing[tid]; errno != 0 {
			r.must("set the result of a system call", setResult(tid, -int64(errno)))
		} else if call := r.pending[tid]; call != nil && int64(word(0)) >= 0 {
			r.did(int(call[0]), call[1:], int64(word(0)))
		}
		delete(r.failing, tid)
		delete(r.pending, tid)
	}
}

// must notes an error of ptrace. A thread that is gone was killed.
func (r *recorder) must(what string, err error) {
	if err != nil && err != syscall.ESRCH {
		r.fail("%s: %v", what, err)
	}
}

func (r *recorder) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// text reads a C string of the program.
func (r *recorder) text(addr uint64) string {
	b := make([]byte, 4096)
	n, _ := r.mem.ReadAt(b, int64(addr))
	s, _, _ := strings.Cut(string(b[:n]), "\x00")
	return s
}

// bytes reads memory of the program.
func (r *recorder) bytes(addr uint64, n int64) []byte {
	b := make([]byte, n)
	if _, err := r.mem.ReadAt(b, int64(addr)); err != nil {
		r.fail("read the memory of the program: %v", err)
	}
	return b
}

// counts tells whether a call changes or syncs a file of the folder, or prints.
func (r *recorder) counts(call []uint64) bool {
	fd := int(call[1])
	switch int(call[0]) {
	case syscall.SYS_WRITE, syscall.SYS_PWRITE64, syscall.SYS_FTRUNCATE, syscall.SYS_FSYNC, syscall.SYS_FDATASYNC:
		return r.fds[fd] != 0 || r.dirs[fd] || fd == 1
	case syscall.SYS_OPENAT:
		return call[3]&syscall.O_CREAT != 0
	case sysOpen:
		return call[2]&syscall.O_CREAT != 0
	case sysUnlink, sysRename, sysLink, syscall.SYS_UNLINKAT, syscall.SYS_RENAMEAT, syscall.SYS_LINKAT:
		return true
	}
	return false
}

// did records a call that succeeded.
func (r *recorder) did(nr int, arg []uint64, result int64) {
	fd := int(arg[0])
	switch nr {
	case syscall.SYS_OPENAT:
		r.opened(r.text(arg[1]), int(arg[2]), int(result))
	case sysOpen:
		r.opened(r.text(arg[0]), int(arg[1]), int(result))
	case syscall.SYS_CLOSE:
		delete(r.fds, fd)
		delete(r.dirs, fd)
	case syscall.SYS_WRITE:
		if fd == 1 || fd == 2 {
			b := r.bytes(arg[1], result)
			r.out.Write(b)
			r.events = append(r.events, event{kind: evSay, data: b})
		} else if id := r.fds[fd]; id != 0 {
			r.events = append(r.events, event{kind: evWrite, file: id, off: r.pos[fd], data: r.bytes(arg[1], result)})
			r.pos[fd] += result
		}
	case syscall.SYS_PWRITE64:
		if id := r.fds[fd]; id != 0 {
			r.events = append(r.events, event{kind: evWrite, file: id, off: int64(arg[3]), data: r.bytes(arg[1], result)})
		}
	case syscall.SYS_FTRUNCATE:
		if id := r.fds[fd]; id != 0 {
			r.events = append(r.events, event{kind: evResize, file: id, size: int64(arg[1])})
		}
	case syscall.SYS_FSYNC, syscall.SYS_FDATASYNC:
		if id := r.fds[fd]; id != 0 {
			r.events = append(r.events, event{kind: evSync, file: id})
		} else if r.dirs[fd] {
			r.events = append(r.events, event{kind: evSyncDir})
		}
	case syscall.SYS_UNLINKAT:
		r.unlinked(r.text(arg[1]))
	case sysUnlink:
		r.unlinked(r.text(arg[0]))
	case syscall.SYS_LINKAT:
		r.linked(r.text(arg[1]), r.text(arg[3]), evLink)
	case sysLink:
		r.linked(r.text(arg[0]), r.text(arg[1]), evLink)
	case syscall.SYS_RENAMEAT, sysRenameat2:
		r.linked(r.text(arg[1]), r.text(arg[3]), evRename)
	case sysRename:
		r.linked(r.text(arg[0]), r.text(arg[1]), evRename)
	case syscall.SYS_LSEEK, syscall.SYS_PWRITEV, syscall.SYS_WRITEV, syscall.SYS_FALLOCATE, sysDup2, syscall.SYS_DUP3:
		if r.fds[fd] != 0 {
			r.fail("system call %d on a file of the folder is not known to the recorder", nr)
		}
	case syscall.SYS_MMAP: // -shm alone is written through memory, and nobody trusts it after a crash
		if id := r.fds[int(arg[4])]; id != 0 && arg[2]&syscall.PROT_WRITE != 0 && arg[3]&syscall.MAP_SHARED != 0 && !strings.HasSuffix(r.nameOf(id), "-shm") {
			r.fail("%s is written through memory, which the recorder cannot see", r.nameOf(id))
		}
	}
}

func (r *recorder) nameOf(id int) string {
	for name, other := range r.names {
		if other == id {
			return name
		}
	}
	return ""
}

func (r *recorder) opened(path string, flags, fd int) {
	delete(r.fds, fd)
	delete(r.dirs, fd)
	delete(r.pos, fd)
	if filepath.Clean(path) == r.folder {
		r.dirs[fd] = true
		return
	}
	name, ok := r.inside(path)
	if !ok {
		return
	}
	id := r.names[name]
	if id == 0 {
		id = r.file(name)
		r.events = append(r.events, event{kind: evCreate, file: id, name: name})
	} else if flags&syscall.O_TRUNC != 0 {
		r.events = append(r.events, event{kind: evResize, file: id})
	}
	r.fds[fd] = id
}

func (r *recorder) unlinked(path string) {
	if name, ok := r.inside(path); ok {
		delete(r.names, name)
		r.events = append(r.events, event{kind: evUnlink, name: name})
	}
}

func (r *recorder) linked(from, to, kind string) {
	name, ok := r.inside(to)
	old, ok2 := r.inside(from)
	if !ok || !ok2 {
		return
	}
	id := r.names[old]
	r.names[name], r.made[id] = id, name
	if kind == evRename {
		delete(r.names, old)
	}
	r.events = append(r.events, event{kind: kind, file: id, name: old, to: name})
}
