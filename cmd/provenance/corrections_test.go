package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/dbfile"
	"provenance/internal/query"
)

// TestAWrongReleaseDateIsCorrectedByCSV takes back the announcement of Behemoth: the
// flags that rested on it go, and the export says the same again.
func TestAWrongReleaseDateIsCorrectedByCSV(t *testing.T) {
	t.Parallel()
	db := newCase(t)
	flags := func(path string) string {
		return must(t, "flags", "--db", path, "--model", "llama-4-behemoth", "--rule", "unreleased-when-reported", "--format", "csv")
	}
	before := flags(db)
	if n := strings.Count(before, "\n"); n != 8 {
		t.Fatalf("%d lines of flags:\n%s", n, before)
	}
	file := filepath.Join(t.TempDir(), "event_corrections.csv")
	head := "variant,status,on_date,scope,event_source,reason,source\n"
	writeText(t, head+"llama-4-behemoth,announced,2025-04-06,public,ref-01,made up for a test,ref-01\n", file)
	if r := cli(nil, "ingest", "--db", db, file); r.status != exitRejected || !strings.Contains(r.err, `event_corrections.csv:2:28: on_date "2025-04-06": no such row in release_events (name the wrong event by its variant, status, day, scope, source, channel and region, as they stand`) {
		t.Errorf("got status %d: %s", r.status, r.err)
	}
	events := selected(t, openAt(t, db), `SELECT variant, status, since, source FROM variant_status WHERE variant = 'llama-4-behemoth' ORDER BY 2`)
	text := head
	for _, e := range events {
		c := strings.Split(e, "\t")
		text += c[0] + "," + c[1] + "," + c[2] + ",public," + c[3] + ",made up for a test,ref-01\n"
	}
	writeText(t, text, file)
	must(t, "ingest", "--db", db, file)
	must(t, "verify", "--db", db)
	if got := flags(db); strings.Count(got, "\n") > 1 {
		t.Errorf("flags that rest on no event:\n%s", got)
	}
	if got := must(t, "show", "--db", db, "llama-4-behemoth"); strings.Contains(got, "in training since") || !strings.Contains(got, "unknown") {
		t.Errorf("the page:\n%.600s", got)
	}
	if got := must(t, "show", "--db", db, "llama-4-behemoth"); !strings.Contains(got, "taken back: 2025-04-05: announced [ref-01]: made up for a test [ref-01, 2025-04-05]") {
		t.Errorf("the page does not tell what was taken back:\n%.1500s", got)
	}
	if got := must(t, "show", "--db", db, "llama-4-behemoth", "--format", "json"); !strings.Contains(got, `"taken_back": [`+"\n"+`  {"what": "event", "name": "announced"`) {
		t.Errorf("the page as JSON does not tell what was taken back:\n%.1500s", got)
	}
	history := must(t, "history", "--db", db, "llama-4-behemoth", "--format", "csv")
	for _, want := range []string{",event,llama-4-behemoth | public | ref-01,,announced on 2025-04-05,", ",event taken back,llama-4-behemoth | public | ref-01,announced on 2025-04-05,made up for a test (ref-01),", `,alias,"""Llama 4 Behemoth"" in `} {
		if !strings.Contains(history, want) {
			t.Errorf("the history lacks %q:\n%.3000s", want, history)
		}
	}
	if got := must(t, "ingest", "--db", db, file); !strings.Contains(got, "nothing changed") {
		t.Errorf("the same again: %s", got)
	}

	dir := filepath.Join(t.TempDir(), "out")
	must(t, "export", "csv", "--db", db, dir)
	if b, err := os.ReadFile(filepath.Join(dir, "event_corrections.csv")); err != nil || strings.Count(string(b), "\n") != len(events)+2 { // one is of the case
		t.Errorf("exported: %s, %v", b, err)
	}
	again := filepath.Join(t.TempDir(), "again.db")
	must(t, "ingest", "--db", again, dir)
	const words = `SELECT rule, severity, variant, benchmark, source, since, message FROM flags ORDER BY 1, 2, 3, 4, 5, 6, 7` // scores have other numbers
	if diff := cmp.Diff(selected(t, openAt(t, db), words), selected(t, openAt(t, again), words)); diff != "" {
		t.Errorf("flags (-database +what it exported):\n%s", diff)
	}
}

func openAt(t *testing.T, path string) *query.DB {
	t.Helper()
	db, err := dbfile.OpenRead(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return query.New(db.DB)
}
