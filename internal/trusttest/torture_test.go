//go:build linux && (amd64 || arm64)

package trusttest

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

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
	copyCaseTo(t, h.db)
	h.variants = strings.Fields(must(t, "query", "--db", h.db, `SELECT slug FROM variants ORDER BY slug`))
	return h
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

// examine compares a copy of the database, so that the next round begins with what
// this one left, and verifies the copy or, in every other round, the database. In the
// short run the kept files are read again in every sixth round only: each file of a
// database is read again in its last one.
func (h *torture) examine(t *testing.T, open map[int]int, n int) error {
	t.Helper()
	twin := copyFiles(t, h.db, filepath.Join(h.dir, "copy"))
	if err := h.compare(t, twin, open); err != nil {
		return err
	}
	db := copyFiles(t, h.db, filepath.Join(h.dir, "copy"))
	if n%2 == 1 {
		db = h.db
	}
	verify := []string{"verify", "--db", db}
	if !long && n%6 != 5 {
		verify = append(verify, "--quick")
	}
	r := finish(t, command(verify...))
	if r.status != 0 && strings.Contains(r.err, "run 'provenance upgrade'") {
		// A killed writer left a rollback journal, which no command that reads plays back.
		h.tally["journals of killed writers undone"]++
		if u := finish(t, command("upgrade", "--db", db)); u.status != 0 {
			return fmt.Errorf("upgrade: got status %d, want 0\n%s%s", u.status, u.out, u.err)
		}
		r = finish(t, command(verify...))
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
	perDatabase := times(6, 10)
	tally := map[string]int{}
	var h *torture
	for n := range times(12, 1000) {
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
			err = h.examine(t, open, n)
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
	t.Logf("%d rounds: %s; every acknowledged one is there, none in part, every database verified", times(12, 1000), strings.Join(counts, ", "))
}
