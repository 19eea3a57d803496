//go:build linux && (amd64 || arm64)

package trusttest

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A history is what programs did to the folder of one database, and what the
// database held after each of them.
type history struct {
	*recorder
	db     string
	states []string // states[n] is the content after n programs
	acks   []string // acks[n]: the text by which program n+1 says that it is done

	seen    map[[sha256.Size]byte]string // the content of sound databases after a power failure
	crashes int                          // how many crash points the last call of crash tried
}

func newHistory(t *testing.T, prepare func(db string)) *history {
	t.Helper()
	folder := t.TempDir()
	db := filepath.Join(folder, "p.db")
	prepare(db)
	h := &history{recorder: newRecorder(t, folder), db: db, seen: map[[sha256.Size]byte]string{}}
	h.states = append(h.states, h.read(t))
	return h
}

// read returns the content of the database now, from a copy.
func (h *history) read(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(h.db); err != nil {
		return "no database"
	}
	pool := openStock(t, copyFiles(t, h.db, t.TempDir()))
	defer pool.Close()
	text, err := content(pool)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// do runs a program, which must succeed and say ack.
func (h *history) do(t *testing.T, ack string, cmd *exec.Cmd) {
	t.Helper()
	status, err := h.run(cmd)
	if err != nil || status != 0 || !strings.Contains(h.out.String(), ack) {
		t.Fatalf("%s: status %d, %v\n%s", strings.Join(cmd.Args, " "), status, err, h.out.String())
	}
	h.acks = append(h.acks, ack)
	h.states = append(h.states, h.read(t))
}

// A loss is what a power failure did that must not be.
type loss struct {
	point int
	kind  string
	what  string
}

// crash lets the power fail at n points of the history, and after every line that
// was printed in every way, and returns what was lost.
// again is a program that must succeed after it, tried now and then; nil: none.
func (h *history) crash(t *testing.T, n int, syncs func(event) bool, again func(db string) []string) []loss {
	t.Helper()
	r := rand.New(rand.NewPCG(6, uint64(n)))
	type point struct {
		at   int
		kind string
	}
	var points []point
	for i := range n {
		points = append(points, point{h.prepared + r.IntN(len(h.events)-h.prepared+1), failures[i%len(failures)]})
	}
	// The moments after an acknowledgement are those that matter most.
	for i, e := range h.events {
		for _, kind := range failures {
			if e.kind == evSay && strings.HasSuffix(string(e.data), "\n") {
				points = append(points, point{i + 1, kind})
			}
		}
	}
	slices.SortStableFunc(points, func(a, b point) int { return a.at - b.at })
	d, at, acked := newDisk(), 0, 0
	var said strings.Builder
	var losses []loss
	dir := filepath.Join(t.TempDir(), "disk")
	for i, p := range points {
		for ; at < p.at; at++ {
			d.apply(h.events[at], syncs)
			if h.events[at].kind == evSay {
				said.Write(h.events[at].data)
				if acked < len(h.acks) && strings.Contains(said.String(), h.acks[acked]) {
					acked++
					said.Reset()
				}
			}
		}
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		d.fail(t, dir, p.kind, r)
		db := filepath.Join(dir, filepath.Base(h.db))
		if what := h.judge(t, db, acked); what != "" {
			losses = append(losses, loss{p.at, p.kind, what})
		} else if again != nil && i%20 == 0 { // and the program goes on with it
			if r := finish(t, command(again(db)...)); r.status != 0 {
				losses = append(losses, loss{p.at, p.kind, r.err})
			}
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
	}
	h.crashes = len(points)
	return losses
}

// judge says what is wrong with a database after a power failure: it must be
// sound, and its content that after the last acknowledged program or a later one.
func (h *history) judge(t *testing.T, db string, acked int) string {
	text, err := h.recover(t, db)
	if err != nil {
		return err.Error()
	}
	for n := len(h.states) - 1; n >= 0; n-- {
		if h.states[n] == text {
			if n < acked {
				return fmt.Sprintf("%d were acknowledged and the state is that after %d", acked, n)
			}
			return ""
		}
	}
	return fmt.Sprintf("the state is none of the %d that there were", len(h.states))
}

// recover returns the content of a database after a power failure, which must be sound.
// Files of bytes that were seen before are not opened again.
func (h *history) recover(t *testing.T, db string) (string, error) {
	if _, err := os.Stat(db); err != nil {
		return "no database", nil
	}
	key := digest(t, db)
	if text, ok := h.seen[key]; ok {
		return text, nil
	}
	pool := openStock(t, db)
	defer pool.Close()
	if err := sound(pool); err != nil {
		return "", err
	}
	text, err := content(pool)
	if err == nil {
		h.seen[key] = text
	}
	return text, err
}

func (h *history) mustLoseNothing(t *testing.T, points int) {
	t.Helper()
	losses := h.crash(t, points, func(event) bool { return true }, func(db string) []string {
		return []string{"ingest", "--db", db, theCase(t)}
	})
	for i, l := range losses {
		if i < 10 {
			t.Errorf("power failure after call %d of %d, what was not synced %s: %s", l.point, len(h.events), l.kind, l.what)
		}
	}
	n := map[string]int{}
	for _, e := range h.events {
		if e.kind == evWrite && strings.HasSuffix(h.made[e.file], "-wal") {
			n["log"]++
		} else if e.kind == evWrite && h.made[e.file] == filepath.Base(h.db) {
			n["taken in"]++
		}
		n[e.kind]++
	}
	t.Logf("%d calls recorded of %d programs (%d writes, of them %d to a write-ahead log and %d that take one in; %d syncs of files, %d of the folder); %d crash points: %d losses",
		len(h.events), len(h.acks), n[evWrite], n["log"], n["taken in"], n[evSync], n[evSyncDir], h.crashes, len(losses))
}

// recordIngests records a first load, later loads, and loads beside a reader, who
// keeps the write-ahead log from being taken in, until one of them takes it in.
func recordIngests(t *testing.T) *history {
	t.Helper()
	h := newHistory(t, func(string) {})
	input := t.TempDir()
	n := 0
	ingest := func(args ...string) {
		t.Helper()
		if n++; n%3 > 0 { // one in three refreshes the flags
			args = append(args, noRefresh)
		}
		h.do(t, ": added ", command(append([]string{"ingest", "--db", h.db}, args...)...))
	}
	ingest(theCase(t))
	for k := range 3 {
		ingest(batch(t, input, k, 100))
	}
	reader, err := sql.Open("sqlite3", "file:"+h.db+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := reader.Begin()
	if err != nil {
		t.Fatal(err)
	}
	var scores int
	if err := tx.QueryRow(`SELECT count(*) FROM scores`).Scan(&scores); err != nil {
		t.Fatal(err)
	}
	h.adopt("p.db-wal") // the reader made it
	for k := range 3 {
		ingest(batch(t, input, 10+k, 100))
	}
	tx.Rollback()
	ingest(batch(t, input, 20, 100))
	reader.Close()
	ingest(batch(t, input, 21, times(1500, 12_000))) // more than the log holds before it is taken in
	ingest(batch(t, input, 22, 10))
	return h
}

// adopt takes a file into the record that another program made, empty.
func (r *recorder) adopt(name string) {
	id := r.file(name)
	r.events = append(r.events, event{kind: evCreate, file: id, name: name})
}

// TestPowerFailureLosesNoAcknowledgedIngest records the system calls of ingests
// and lets the power fail at many points of them. That the test can fail is the
// second half: where syncs are not believed, as with synchronous=OFF, or those of
// the folder are not, acknowledged ingests are lost.
func TestPowerFailureLosesNoAcknowledgedIngest(t *testing.T) {
	t.Parallel()
	canTrace(t)
	h := recordIngests(t)
	h.mustLoseNothing(t, times(24, 1000))
	for name, syncs := range map[string]func(event) bool{
		"no sync at all":        func(event) bool { return false },
		"no sync of the folder": func(e event) bool { return e.kind != evSyncDir },
	} {
		if losses := h.crash(t, times(10, 300), syncs, nil); len(losses) == 0 {
			t.Errorf("%s: nothing was lost; the test cannot fail", name)
		} else {
			t.Logf("control, %s: %d of %d crash points lose something", name, len(losses), h.crashes)
		}
	}
}

// TestPowerFailureWithARollbackJournal does the same with a database that its user set
// to journal_mode=DELETE: a commit is durable when the name of the journal is gone.
func TestPowerFailureWithARollbackJournal(t *testing.T) {
	t.Parallel()
	canTrace(t)
	h := newHistory(t, func(db string) {
		copyCaseTo(t, db)
		pool := openStock(t, db)
		defer pool.Close()
		if _, err := pool.Exec(`PRAGMA journal_mode = DELETE`); err != nil {
			t.Fatal(err)
		}
	})
	input := t.TempDir()
	for k := range 3 {
		h.do(t, ": added ", command("ingest", "--db", h.db, batch(t, input, k, 40+k*times(300, 4000))))
	}
	h.mustLoseNothing(t, times(18, 600))
	losses := h.crash(t, times(10, 300), func(e event) bool { return e.kind != evSyncDir }, nil)
	if len(losses) == 0 {
		t.Error("no sync of the folder: nothing was lost; the test cannot fail")
	}
	t.Logf("control, no sync of the folder: %d of %d crash points lose something", len(losses), h.crashes)
}

// TestPowerFailureDuringExport lets the power fail while files are written over
// old ones: each is the old one or the new one, and the new one when the program
// has said so.
func TestPowerFailureDuringExport(t *testing.T) {
	t.Parallel()
	canTrace(t)
	db, folder := newCase(t), t.TempDir()
	must(t, "export", "csv", folder, "--db", db)
	fresh := map[string]string{}
	for _, name := range files(t, folder) {
		path := filepath.Join(folder, name)
		fresh[name] = read(t, path)
		if err := os.WriteFile(path, []byte("old\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	rec := newRecorder(t, folder)
	if status, err := rec.run(command("export", "csv", folder, "--db", db)); err != nil || status != 0 {
		t.Fatalf("status %d, %v\n%s", status, err, rec.out.String())
	}
	r := rand.New(rand.NewPCG(7, 7))
	d, n, said := newDisk(), times(40, 400), ""
	at := 0
	prepared := rec.prepared
	for i := range n {
		for p := prepared + (len(rec.events)-prepared)*i/(n-1); at < p; at++ {
			d.apply(rec.events[at], func(event) bool { return true })
			said += string(rec.events[at].data[:min(len(rec.events[at].data), map[bool]int{true: 1 << 20}[rec.events[at].kind == evSay])])
		}
		dir := t.TempDir()
		d.fail(t, dir, failures[i%len(failures)], r)
		for name, want := range fresh {
			got := read(t, filepath.Join(dir, name))
			done := strings.Contains(said, strings.TrimSuffix(name, ".csv")+" ")
			if got != want && (done || got != "old\n") {
				t.Errorf("power failure after call %d, what was not synced %s: %s has %d bytes, of which the new file has %d; said to be written: %v", at, failures[i%len(failures)], name, len(got), len(want), done)
			}
		}
	}
	t.Logf("%d calls recorded; %d crash points: every file the old one or the new one", len(rec.events), n)
}

// TestPowerFailureTellsFullFromNormal records a program that commits with one
// setting of synchronous or another and nothing else: FULL loses nothing, NORMAL,
// which is the driver's default in WAL, must be seen to.
func TestPowerFailureTellsFullFromNormal(t *testing.T) {
	t.Parallel()
	canTrace(t)
	for _, mode := range []string{"FULL", "NORMAL", "OFF"} {
		h := newHistory(t, func(db string) {
			pool := openStock(t, db)
			defer pool.Close()
			if _, err := pool.Exec(`PRAGMA journal_mode = WAL; CREATE TABLE t(n INTEGER PRIMARY KEY, x BLOB)`); err != nil {
				t.Fatal(err)
			}
		})
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(self)
		cmd.Env = append(environ(), "PROVENANCE_TRUST_CHILD=synchronous "+mode, "DB="+h.db)
		status, err := h.run(cmd)
		if err != nil || status != 0 {
			t.Fatalf("status %d, %v\n%s", status, err, h.out.String())
		}
		for n := range commits {
			h.acks = append(h.acks, fmt.Sprintf("row %d\n", n+1))
			h.states = append(h.states, "") // made below: they differ by a row
		}
		h.states = rowStates(t, h.states[0])
		points := times(10, 300)
		losses := h.crash(t, points, func(event) bool { return true }, nil)
		t.Logf("synchronous=%s: %d of %d crash points lose an acknowledged commit", mode, len(losses), h.crashes)
		if lost := len(losses) > 0; lost != (mode != "FULL") {
			t.Errorf("synchronous=%s: got losses %v, want %v: %+v", mode, lost, mode != "FULL", losses[:min(3, len(losses))])
		}
	}
}

// commits is how many rows the child commits one by one.
const commits = 30

// commitRows commits rows with a setting of synchronous and acknowledges each.
func commitRows(mode string) int {
	pool, err := sql.Open("sqlite3", "file:"+os.Getenv("DB")+"?_journal_mode=WAL&_synchronous="+mode)
	if err != nil {
		return 1
	}
	defer pool.Close()
	pool.SetMaxOpenConns(1)
	for n := range commits {
		if _, err := pool.Exec(`INSERT INTO t VALUES (?, ?)`, n+1, rowText(n)); err != nil {
			fmt.Println(err)
			return 1
		}
		fmt.Printf("row %d\n", n+1)
	}
	return 0
}

func rowText(n int) string { return strings.Repeat(string(rune('a'+n%26)), 700) }

// rowStates are the contents of the child's database after each of its commits.
func rowStates(t *testing.T, first string) []string {
	t.Helper()
	states := []string{first}
	var rows bytes.Buffer
	for n := range commits {
		fmt.Fprintf(&rows, "%d,'%s'\n", n+1, rowText(n))
		// As content orders them: by their texts.
		lines := strings.Split(strings.TrimSuffix(rows.String(), "\n"), "\n")
		slices.Sort(lines)
		states = append(states, first+strings.Join(lines, "\n"))
	}
	return states
}
