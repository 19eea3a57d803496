//go:build linux && (amd64 || arm64)

package trusttest

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
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
// already is a wrong argument of retract, and a kill may come too late.
var allowedStatus = map[string][]int{
	actIngest: {0}, actBad: {3}, actDry: {0}, actRetract: {0, 2}, actResolve: {0},
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

// A torture is one database and what the processes so far must have left in it.
type torture struct {
	dir      string
	db       string
	r        *rand.Rand
	batches  int
	present  map[int]int     // batch -> its rows; all of them must be there
	ingests  map[int]string  // batch -> the number of its ingest
	retracts map[string]int  // ingest -> how many retractions of it were acknowledged
	aliases  map[string]bool // acknowledged, as name|variant
	variants []string        // slugs of the catalogue
	tally    map[string]int  // counts for the summary, over all databases
}

// newTorture makes a database with the case.
func newTorture(t *testing.T, tally map[string]int) *torture {
	t.Helper()
	dir, err := os.MkdirTemp("", "provenance-torture")
	if err != nil {
		t.Fatal(err)
	}
	h := &torture{
		dir: dir, db: filepath.Join(dir, "p.db"), tally: tally,
		present: map[int]int{}, ingests: map[int]string{}, retracts: map[string]int{}, aliases: map[string]bool{},
	}
	for _, sub := range []string{"input", "copy"} {
		if err := os.Mkdir(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	must(t, "ingest", "--db", h.db, theCase(t))
	h.variants = strings.Fields(must(t, "query", "--db", h.db, `SELECT slug FROM variants ORDER BY slug`))
	return h
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
	few := 200 + h.r.IntN(3000)
	switch a.kind {
	case actIngest:
		a.cmd = run("ingest", h.newBatch(t, a, few))
	case actBad:
		a.cmd = run("ingest", h.newBadBatch(t, a))
	case actDry:
		a.cmd = run("ingest", "--dry-run", h.newBatch(t, a, few))
	case actKill:
		a.kill = time.Duration(h.r.IntN(150)) * time.Millisecond
		a.cmd = run("ingest", h.newBatch(t, a, 2*few))
	case actFull:
		path := h.newBatch(t, a, few)
		a.cmd = limited(t, h.room(t, few), "ingest", path, "--db", h.db)
	case actRetract:
		a.target = h.ingests[h.earlier()]
		a.cmd = run("retract", a.target, "--reason", "drawn by lot")
	case actResolve:
		k := h.earlier()
		name := fmt.Sprintf("made up %d-%d", k, h.r.IntN(h.present[k]))
		variant := h.variants[h.r.IntN(len(h.variants))]
		a.alias = name + "|" + variant
		a.cmd = run("resolve", "--add", name, variant, "--source", "meta-model-card", "--evidence", "drawn by lot")
	case actVerify:
		a.cmd = run("verify")
	case actCount:
		a.cmd = run("query", `SELECT (SELECT ifnull(sum(added), 0) FROM ingests WHERE map = 'canonical:scores'), (SELECT count(*) FROM scores)`)
	case actRead:
		a.cmd = run([][]string{{"list", "ingests"}, {"list"}, {"flags"}}[h.r.IntN(3)]...)
	}
	return a
}

// walMode reports whether a database file says that it has a write-ahead log.
func walMode(t *testing.T, db string) bool {
	t.Helper()
	head := read(t, db)[:20]
	return head[18] == 2
}

// setMode sets the journal mode, unless the file has it: opening the database
// would clear away what the last round's processes left next to it.
func (h *torture) setMode(t *testing.T, wal bool) {
	t.Helper()
	if walMode(t, h.db) == wal {
		return
	}
	mode := "delete"
	if wal {
		mode = "wal"
	}
	pool := openStock(t, h.db)
	defer pool.Close()
	if got, err := column(pool, `PRAGMA journal_mode = `+mode); err != nil || got[0] != mode {
		t.Fatalf("got journal mode %v (%v), want %s", got, err, mode)
	}
}

// round runs 2 to 4 lanes of processes at the same time, in each one after another.
func (h *torture) round(t *testing.T) []*act {
	t.Helper()
	lanes := make([][]*act, 2+h.r.IntN(3))
	for i := range lanes {
		for range 1 + h.r.IntN(3) {
			lanes[i] = append(lanes[i], h.newAct(t))
		}
	}
	var group sync.WaitGroup
	for _, lane := range lanes {
		group.Go(func() {
			for _, a := range lane {
				if err := a.run(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	return slices.Concat(lanes...)
}

// account adds what the processes of a round said to what must be there. It
// returns the batches that may be there or not: those of killed processes.
func (h *torture) account(acts []*act) (open map[int]int, err error) {
	open = map[int]int{}
	for _, a := range acts {
		h.tally["processes"]++
		h.tally[a.kind]++
		if err := a.check(); err != nil {
			return nil, err
		}
		switch {
		case a.status == -1:
			h.tally["killed"]++
		case a.status > 0:
			h.tally["refused"]++
			h.tally[a.kind+" refused"]++
		}
		if !a.done() {
			if a.status == -1 {
				open[a.batch] = a.rows
			}
			continue
		}
		switch a.kind {
		case actIngest, actKill, actFull:
			h.present[a.batch] = a.rows
		case actRetract:
			h.retracts[a.target]++
		case actResolve:
			h.aliases[a.alias] = true
		default:
			continue
		}
		h.tally["acknowledged"]++
	}
	return open, nil
}

// compare returns an error if the database does not have what it must have. A batch
// of a killed process that is there must stay from now on.
func (h *torture) compare(t *testing.T, db string, open map[int]int) error {
	pool := openStock(t, db)
	defer pool.Close()
	if err := errors.Join(sound(pool), whole(pool)); err != nil {
		return err
	}
	if err := h.compareBatches(pool, open); err != nil {
		return err
	}
	var retracts []string
	for id, n := range h.retracts {
		retracts = append(retracts, fmt.Sprintf("%s|%d", id, n))
	}
	slices.Sort(retracts)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{`SELECT ingest_id, count(*) AS n FROM retractions GROUP BY ingest_id ORDER BY ingest_id || '|' || count(*)`, retracts},
		{`SELECT a.name, v.slug FROM aliases a JOIN variants v ON v.id = a.variant_id WHERE a.name LIKE 'made up %' ORDER BY a.name || '|' || v.slug`, slices.Sorted(maps.Keys(h.aliases))},
		{`SELECT name FROM names WHERE name LIKE 'made up %' AND id NOT IN (SELECT name_id FROM scores)`, nil},
		{`SELECT count(*) FROM scores s JOIN names n ON n.id = s.name_id WHERE n.name NOT LIKE 'made up %'`, []string{"726"}},
	} {
		got, err := column(pool, c.query)
		if err != nil {
			return err
		}
		if !slices.Equal(got, c.want) {
			return fmt.Errorf("%s: got %v, want %v", c.query, got, c.want)
		}
	}
	return nil
}

// compareBatches compares the batches on record with those that must be there:
// each has all its names, all its scores and one ingest.
func (h *torture) compareBatches(pool *sql.DB, open map[int]int) error {
	// One row per batch: its number, its names and its scores.
	scores, err := column(pool, `SELECT CAST(substr(n.name, 9) AS INTEGER) AS k, count(DISTINCT n.id), count(*)
		FROM scores s
		JOIN names n ON n.id = s.name_id
		WHERE n.name LIKE 'made up %'
		GROUP BY k`)
	if err != nil {
		return err
	}
	// One row per ingest of a batch: the number of the batch, of the ingest, and its scores.
	ingests, err := column(pool, `SELECT CAST(substr(path, instr(path, '/batch-') + 7) AS INTEGER), id, added FROM ingests WHERE path LIKE '%/batch-%'`)
	if err != nil {
		return err
	}
	added := map[int]int{}
	for _, row := range ingests {
		f := strings.Split(row, "|")
		k, _ := strconv.Atoi(f[0])
		n, _ := strconv.Atoi(f[2])
		added[k] += n
		h.ingests[k] = f[1]
	}
	there := map[int]int{}
	for _, row := range scores {
		var k, names, n int
		if _, err := fmt.Sscanf(row, "%d|%d|%d", &k, &names, &n); err != nil {
			return err
		}
		if names != n {
			return fmt.Errorf("batch %d: got %d names of %d scores, want as many", k, names, n)
		}
		there[k] = n
	}
	if !maps.Equal(there, added) {
		return fmt.Errorf("got scores %v, want those of the ingests %v", there, added)
	}
	for k, rows := range open {
		if _, ok := there[k]; ok {
			h.present[k] = rows
			h.tally["killed and there"]++
		}
	}
	for k, n := range there {
		if _, ok := h.present[k]; !ok {
			return fmt.Errorf("batch %d is there with %d scores, and was never acknowledged", k, n)
		}
	}
	for k, rows := range h.present {
		if there[k] != rows {
			return fmt.Errorf("batch %d was acknowledged: got %d scores, want %d", k, there[k], rows)
		}
	}
	return nil
}

// examine compares a copy of the database, so that the next round begins with what
// this one left, and verifies the copy or, in every other round, the database.
func (h *torture) examine(t *testing.T, open map[int]int, itself bool) error {
	t.Helper()
	twin := copyFiles(t, h.db, filepath.Join(h.dir, "copy"))
	if err := h.compare(t, twin, open); err != nil {
		return err
	}
	db := copyFiles(t, h.db, filepath.Join(h.dir, "copy"))
	if itself {
		db = h.db
	}
	r := finish(t, command("verify", "--db", db))
	if r.status != 0 && strings.Contains(r.err, "run 'provenance upgrade'") {
		// A killed writer left a rollback journal, which no command that reads plays back.
		h.tally["journals of killed writers undone"]++
		if u := finish(t, command("upgrade", "--db", db)); u.status != 0 {
			return fmt.Errorf("upgrade: got status %d, want 0\n%s%s", u.status, u.out, u.err)
		}
		r = finish(t, command("verify", "--db", db))
	}
	if r.status != 0 {
		return fmt.Errorf("verify: got status %d, want 0\n%s%s", r.status, r.out, r.err)
	}
	return nil
}

// TestTorture runs rounds of processes drawn by lot on one database: some are
// refused, killed or find the disk full. After each round everything that was
// acknowledged is there, and nothing else but what a killed process committed whole.
func TestTorture(t *testing.T) {
	const perDatabase = 10
	tally := map[string]int{}
	var h *torture
	for n := range times(30, 1000) {
		if n%perDatabase == 0 {
			if h != nil {
				os.RemoveAll(h.dir)
			}
			h = newTorture(t, tally)
		}
		h.r = rand.New(rand.NewPCG(17, uint64(n)))
		wal := h.r.IntN(3) > 0
		if !wal {
			tally["rounds in journal mode DELETE"]++
		}
		h.setMode(t, wal)
		acts := h.round(t)
		open, err := h.account(acts)
		if err == nil {
			err = h.examine(t, open, n%2 == 1)
		}
		if err != nil {
			for _, a := range acts {
				t.Log(a)
			}
			t.Fatalf("round %d, seed (17, %d), WAL %t, database left in %s: %v", n, n, wal, h.dir, err)
		}
	}
	os.RemoveAll(h.dir)
	var counts []string
	for _, what := range slices.Sorted(maps.Keys(tally)) {
		counts = append(counts, fmt.Sprintf("%s %d", what, tally[what]))
	}
	t.Logf("%d rounds: %s; every acknowledged one is there, none in part, every database verified", times(30, 1000), strings.Join(counts, ", "))
}
