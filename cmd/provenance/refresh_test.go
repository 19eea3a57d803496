package main

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"provenance/internal/dbfile"
	"provenance/internal/flagcache"
)

// freshness is 1 if the flags of a database are kept for its state, else 0, and how many
// rows the cache has.
func freshness(t *testing.T, db string) string {
	t.Helper()
	return rows(t, db, `SELECT (SELECT is_fresh FROM cache_fresh), (SELECT count(*) > 0 FROM flag_cache)`)[0]
}

// change runs statements on a database past provenance.
func change(t *testing.T, db, statements string) {
	t.Helper()
	w, err := dbfile.OpenWrite(t.Context(), db)
	if err == nil {
		_, err = w.Conn.ExecContext(t.Context(), statements)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// refresh computes the flags of a database, which are not compared with the rules: for tests
// that print them.
func refresh(t *testing.T, db string) {
	t.Helper()
	w, err := dbfile.OpenExisting(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := flagcache.Refresh(t.Context(), w, flagcache.Options{}); err != nil {
		t.Fatal(err)
	}
}

// oneScore writes a file of one score of the case, with the given value.
func oneScore(t *testing.T, value string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "scores.csv")
	writeText(t, "source,listed_as,benchmark,metric,value,reported_on\nref-01,llama-4-behemoth,mmlu-pro,accuracy,"+value+",2025-04-05\n", file)
	return file
}

// TestCommandsThatWriteRefresh: each of them leaves a fresh cache unless it is told not
// to, and a command that writes nothing leaves the cache as it was.
func TestCommandsThatWriteRefresh(t *testing.T) {
	t.Parallel()
	db := newCase(t)
	if got := freshness(t, db); got != "1,1" {
		t.Fatalf("after the first ingest: %s", got)
	}
	alias := []string{"resolve", "--add", "made up", "llama-4-behemoth", "--ahead", "--source", "all", "--evidence-source", "ref-01"}
	wrong := []string{"resolve", "--remove", "made up", "llama-4-behemoth", "--source", "all", "--evidence-source", "ref-01", "--reason", "a test"}
	for _, args := range [][]string{{"ingest", oneScore(t, "70.1")}, alias, wrong, {"retract", "", "--reason", "a test"}} {
		if args[0] == "retract" {
			args[1] = rows(t, db, `SELECT max(ingest_id) FROM scores`)[0]
		}
		must(t, append(args, "--db", db, "--no-refresh")...)
		if got := freshness(t, db); got != "0,1" {
			t.Errorf("%v with --no-refresh: got %s", args, got)
		}
		want := must(t, "flags", "--db", db, "--format", "csv")
		must(t, "refresh", "--db", db)
		if got := freshness(t, db); got != "1,1" {
			t.Errorf("%v and refresh: got %s", args, got)
		}
		if got := must(t, "flags", "--db", db, "--format", "csv"); got != want {
			t.Errorf("%v: the flags of the cache are not those of the rules", args)
		}
	}
}

// TestOnlyWhatWritesRefreshes: a dry run and a refused ingest leave a stale cache stale; an
// ingest that changes nothing refreshes it, and the second time writes no byte.
func TestOnlyWhatWritesRefreshes(t *testing.T) {
	t.Parallel()
	db := newCase(t)
	must(t, "ingest", "--no-refresh", "--db", db, oneScore(t, "70.1"))
	must(t, "ingest", "--dry-run", "--db", db, oneScore(t, "70.2"))
	must(t, "resolve", "--dry-run", "--db", db, "--add", "made up", "llama-4-behemoth", "--ahead", "--source", "all", "--evidence-source", "ref-01")
	if r := cli(nil, "ingest", "--db", db, oneScore(t, "seventy")); r.status != exitRejected {
		t.Fatalf("got status %d: %s", r.status, r.err)
	}
	if got := freshness(t, db); got != "0,1" {
		t.Errorf("after what writes nothing: got %s", got)
	}
	must(t, "ingest", "--db", db, caseDir)
	if got := freshness(t, db); got != "1,1" {
		t.Errorf("after an ingest that changes nothing: got %s", got)
	}
	before := content(t, db)
	must(t, "ingest", "--db", db, caseDir)
	must(t, "upgrade", "--db", db)
	if content(t, db) != before {
		t.Error("a command without work changed bytes of the database")
	}
	change(t, db, `DELETE FROM cache_state`) // as an upgrade does
	must(t, "upgrade", "--db", db, "--no-refresh")
	if got := freshness(t, db); got != "0,1" {
		t.Errorf("after upgrade --no-refresh: got %s", got)
	}
	must(t, "upgrade", "--db", db)
	if got := freshness(t, db); got != "1,1" {
		t.Errorf("after upgrade: got %s", got)
	}
}

// TestAFailedRefreshIsNoFailure: an index of the user's makes it impossible to keep two
// flags of one rule. What was ingested is there, and the flags are right.
func TestAFailedRefreshIsNoFailure(t *testing.T) {
	t.Parallel()
	db := newCase(t)
	change(t, db, `DELETE FROM flag_cache; DELETE FROM cache_state; CREATE UNIQUE INDEX mine ON flag_cache(rule)`)
	const warning = "provenance: warning: everything was written, but not the flags (write table flag_cache: "
	for _, args := range [][]string{{"ingest", oneScore(t, "70.1")}, {"retract", "20", "--reason", "a test"},
		{"resolve", "--add", "made up", "llama-4-behemoth", "--ahead", "--source", "all", "--evidence-source", "ref-01"}, {"upgrade"}} {
		r := cli(nil, append(args, "--db", db)...)
		if r.status != exitOK || !strings.Contains(r.err, warning) || !strings.Contains(r.err, "until 'provenance refresh' succeeds") {
			t.Errorf("%v: got status %d: %s", args, r.status, r.err)
		}
	}
	if r := cli(nil, "refresh", "--db", db); r.status != exitFailure || !strings.Contains(r.err, "UNIQUE constraint failed") {
		t.Errorf("refresh: got status %d: %s", r.status, r.err)
	}
	if got := rows(t, db, `SELECT count(*) FROM ingests`); got[0] != "22" {
		t.Errorf("%s ingests, want 22", got[0])
	}
	want := must(t, "flags", "--db", db, "--format", "csv")
	if got := must(t, "verify", "--db", db); !strings.Contains(got, "flags        none are kept for this state") {
		t.Errorf("verify:\n%s", got)
	}
	change(t, db, `DROP INDEX mine`)
	if got := must(t, "refresh", "--db", db); !strings.Contains(got, ": added ") {
		t.Errorf("refresh: got %q", got)
	}
	if got := must(t, "flags", "--db", db, "--format", "csv"); got != want {
		t.Error("the flags of the cache are not those of the rules")
	}
}

// TestAnInterruptedRefresh: the command has done its work when the signal comes.
func TestAnInterruptedRefresh(t *testing.T) {
	t.Parallel()
	db := newCase(t)
	must(t, "ingest", "--no-refresh", "--db", db, oneScore(t, "70.1"))
	w, err := dbfile.OpenExisting(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var errs bytes.Buffer
	a := &app{err: &errs, now: time.Now}
	a.refreshFlags(ctx, w, false)
	if !strings.Contains(errs.String(), "not the flags (interrupted)") || freshness(t, db) != "0,1" {
		t.Errorf("got %q, %s", errs.String(), freshness(t, db))
	}
	errs.Reset()
	a.errTTY = true
	a.refreshFlags(t.Context(), w, false)
	if !strings.HasPrefix(errs.String(), "\r\x1b[Kcomputing flags: 1 of ") || !strings.HasSuffix(errs.String(), "\r\x1b[K") || freshness(t, db) != "1,1" {
		t.Errorf("on a terminal: got %q, %s", errs.String(), freshness(t, db))
	}
}

// TestVerifyComparesTheFlags changes the cache; refresh mends it.
func TestVerifyComparesTheFlags(t *testing.T) {
	t.Parallel()
	for statement, want := range map[string]string{
		`DELETE FROM flag_cache WHERE rule = 'never-released'`:                                               `table flag_cache lacks a flag that the rules give, never-released`,
		`INSERT INTO flag_cache(rule, severity, score_id, message) VALUES ('corrected', 'error', 7, 'none')`: `table flag_cache has a flag that no rule gives, corrected of score 7: "none"`,
		`UPDATE flag_cache SET message = 'The score is right.' WHERE score_id = 212`:                         `table flag_cache`,
	} {
		db := newCase(t)
		change(t, db, statement)
		for _, args := range [][]string{{"verify", "--db", db}, {"verify", "--quick", "--db", db}} {
			if r := cli(nil, args...); r.status != exitFailure || !strings.Contains(r.err, "NOT VERIFIED: flags: "+want) {
				t.Errorf("%s: got status %d: %s", statement, r.status, r.err)
			}
		}
		must(t, "refresh", "--db", db)
		if got := must(t, "verify", "--db", db); !strings.Contains(got, "that are kept are those that the rules give") {
			t.Errorf("%s: after refresh:\n%s", statement, got)
		}
	}
}
