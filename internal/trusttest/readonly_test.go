//go:build linux && (amd64 || arm64)

package trusttest

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// count is the statement that the readers of these tests run.
const count = "SELECT count(*) FROM scores"

// left makes databases as writers leave them: at rest; with a write-ahead log that
// is not taken in, by a writer that was killed; with a rollback journal that must
// be undone. It returns the folders and the number of scores in each.
func left(t *testing.T) map[string]int {
	t.Helper()
	out := map[string]int{}
	rest := filepath.Join(t.TempDir(), "at rest")
	wal := filepath.Join(t.TempDir(), "with a log")
	journal := filepath.Join(t.TempDir(), "with a journal")
	for _, dir := range []string{rest, wal, journal} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	db := filepath.Join(rest, "p.db")
	copyCaseTo(t, db)
	out[rest] = 1099

	live := copyFiles(t, db, t.TempDir())
	reader := openStock(t, live)
	defer reader.Close()
	if _, err := reader.Exec(`BEGIN; SELECT count(*) FROM scores`); err != nil { // keeps the log from being taken in
		t.Fatal(err)
	}
	must(t, "ingest", "--db", live, batch(t, t.TempDir(), 1, 100))
	copyFiles(t, live, wal)
	if info, err := os.Stat(filepath.Join(wal, "p.db-wal")); err != nil || info.Size() == 0 {
		t.Fatalf("there is no write-ahead log: %v", err)
	}
	out[wal] = 1199

	writer := openStock(t, copyFiles(t, db, t.TempDir()))
	defer writer.Close()
	if _, err := writer.Exec(`PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = 5; PRAGMA foreign_keys = OFF; BEGIN; DROP TRIGGER scores_no_delete; DROP TRIGGER scores_no_rewrite; UPDATE scores SET line = line + 1; DELETE FROM scores`); err != nil {
		t.Fatal(err)
	}
	var path string
	if err := writer.QueryRow(`SELECT file FROM pragma_database_list`).Scan(&path); err != nil {
		t.Fatal(err)
	}
	copyFiles(t, path, journal)
	if info, err := os.Stat(filepath.Join(journal, "p.db-journal")); err != nil || info.Size() == 0 {
		t.Fatalf("there is no journal: %v", err)
	}
	out[journal] = 1099
	return out
}

// TestReaderAfterAKill reads what killed writers left, in a folder that can be
// written: all that was committed, nothing that was not. A reader does not undo what
// a rollback journal holds, but says who does.
func TestReaderAfterAKill(t *testing.T) {
	t.Parallel()
	for dir, want := range left(t) {
		db := filepath.Join(dir, "p.db")
		if name := filepath.Base(dir); name == "with a journal" {
			before := read(t, db) + read(t, db+"-journal")
			r := finish(t, command("query", "--db", db, count))
			if r.status != 1 || !strings.Contains(r.err, "a writer was stopped half-way") || !strings.Contains(r.err, "'provenance upgrade'") {
				t.Errorf("%s: got status %d and %q%q", name, r.status, r.out, r.err)
			}
			if got := read(t, db) + read(t, db+"-journal"); got != before || len(files(t, dir)) != 2 {
				t.Errorf("%s: a reader changed something; there are %v", name, files(t, dir))
			}
			must(t, "upgrade", "--db", db)
		}
		r := finish(t, command("query", "--db", db, count))
		if got := strings.TrimSpace(r.out); r.status != 0 || got != strconv.Itoa(want) {
			t.Errorf("%s: got status %d and %q, want %d scores\n%s", filepath.Base(dir), r.status, got, want, r.err)
		}
	}
}

// TestReadOnlyFolder reads databases in a folder that cannot be written, for which
// this binary starts itself again in a name space for mounts.
func TestReadOnlyFolder(t *testing.T) {
	t.Parallel()
	runInside(t, "TestInsideReadOnlyFolder")
}

// TestInsideReadOnlyFolder is run by TestReadOnlyFolder.
func TestInsideReadOnlyFolder(t *testing.T) {
	mustBeInside(t)
	for dir, want := range left(t) {
		if err := syscall.Mount(dir, dir, "", syscall.MS_BIND, ""); err != nil {
			t.Skipf("no bind mounts: %v", err)
		}
		defer syscall.Unmount(dir, syscall.MNT_DETACH)
		if err := syscall.Mount("", dir, "", syscall.MS_REMOUNT|syscall.MS_BIND|syscall.MS_RDONLY, ""); err != nil {
			t.Skipf("no read-only mounts: %v", err)
		}
		name, db := filepath.Base(dir), filepath.Join(dir, "p.db")
		before := files(t, dir)
		link := filepath.Join(t.TempDir(), "link.db") // what lies beside the file lies not beside the link
		if err := os.Symlink(db, link); err != nil {
			t.Fatal(err)
		}
		if l := finish(t, command("query", "--db", link, count)); l.status == 0 && strings.TrimSpace(l.out) != strconv.Itoa(want) {
			t.Errorf("%s, by a link: got %s, want %d or an error", name, l.out, want)
		}
		r := finish(t, command("query", "--db", db, count))
		got := strings.TrimSpace(r.out)
		t.Logf("%s: status %d, %s%s", name, r.status, r.out, r.err)
		switch {
		case r.status == 0 && got == strconv.Itoa(want):
		case name != "at rest" && r.status == 1 && got == "" && (strings.Contains(r.err, "is not writable") || strings.Contains(r.err, "stopped half-way")):
			// To say so is right; to leave out what was committed, or to show what was not, is not.
		default:
			t.Errorf("%s: got status %d and %q, want %d scores\n%s", name, r.status, got, want, r.err)
		}
		if w := finish(t, command("ingest", "--db", db, theCase(t), "--force")); w.status != 1 || !strings.Contains(w.err, "p.db") {
			t.Errorf("%s: an ingest got status %d, want 1\n%s%s", name, w.status, w.out, w.err)
		}
		if after := files(t, dir); len(after) != len(before) {
			t.Errorf("%s: got files %v, want %v", name, after, before)
		}
	}
}

// TestReadOnlyFile writes to a database that this user may read only. SQLite would
// open it to be read, without a word; the program says what is wrong.
func TestReadOnlyFile(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "p.db")
	copyCaseTo(t, db)
	file := batch(t, t.TempDir(), 1, 10)
	if err := os.Chmod(db, 0o444); err != nil {
		t.Fatal(err)
	}
	var other *syscall.SysProcAttr
	if os.Getuid() == 0 { // who may write everything
		other = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		for _, path := range []string{program, db, file} {
			for ; path != "/tmp" && path != "/"; path = filepath.Dir(path) {
				if info, err := os.Stat(path); err == nil {
					os.Chmod(path, info.Mode().Perm()|0o555)
				}
			}
		}
	}
	before := files(t, dir)
	for _, args := range [][]string{{"ingest", "--db", db, file}, {"retract", "--db", db, "1", "--reason", "none"}, {"upgrade", "--db", db}} {
		cmd := command(args...)
		cmd.SysProcAttr = other
		if r := finish(t, cmd); r.status != 1 || !strings.Contains(r.err, "p.db: cannot be written: permission denied") {
			t.Errorf("%s: got status %d, want 1 and a word about the permission\n%s%s", args[0], r.status, r.out, r.err)
		}
	}
	dry := command("ingest", "--db", db, "--dry-run", file)
	dry.SysProcAttr = other
	if r := finish(t, dry); r.status != 0 || !strings.Contains(r.out, "added 10") {
		t.Errorf("a dry run: got status %d\n%s%s", r.status, r.out, r.err)
	}
	cmd := command("query", "--db", db, count)
	cmd.SysProcAttr = other
	if r := finish(t, cmd); r.status != 0 || strings.TrimSpace(r.out) != "1099" {
		t.Errorf("query: got status %d and %q, want 1099 scores\n%s", r.status, r.out, r.err)
	}
	if after := files(t, dir); len(after) != len(before) {
		t.Errorf("got files %v, want %v", after, before)
	}
}
