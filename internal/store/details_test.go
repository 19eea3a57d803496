package store

import (
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
// opened every table of every rule again; now it takes some 30 microseconds. The bound is ten times that.
func TestADumpOfScoreDetailsIsQuick(t *testing.T) {
	const n = 10_000
	db := filled(t, n)
	start := time.Now()
	if got := lines(t, db, `SELECT count(*), sum(length(flags)) > 0 FROM score_details`); got[0] != "10000 1" {
		t.Errorf("got %v, want %d scores with flags", got, n)
	}
	if took := time.Since(start); took > n*300*time.Microsecond {
		t.Errorf("flags of %d scores took %v", n, took)
	}
}
