package store

import (
	"syscall"
	"testing"
	"time"
)

// TestFlagsOfScoreDetailsAreThoseOfFlags on generated scores of every rule; each case of a rule is
// compared too, see fixtureDB.
func TestFlagsOfScoreDetailsAreThoseOfFlags(t *testing.T) {
	t.Parallel()
	sameFlags(t, filled(t, 2_500))
}

// TestADumpOfScoreDetailsIsQuick: what pandas and Datasette do. It took a millisecond a score once, since a subquery
// opened every table of every rule again; now it takes some 30 microseconds. The bound is ten times that. Processor
// time is measured, which other processes change little.
func TestADumpOfScoreDetailsIsQuick(t *testing.T) {
	const n = 10_000
	db := filled(t, n)
	start := processorTime(t)
	if got := lines(t, db, `SELECT count(*), sum(length(flags)) > 0 FROM score_details`); got[0] != "10000 1" {
		t.Errorf("got %v, want %d scores with flags", got, n)
	}
	if took := processorTime(t) - start; took > n*300*time.Microsecond {
		t.Errorf("flags of %d scores took %v", n, took)
	}
}

// processorTime is the processor time of this process.
func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
