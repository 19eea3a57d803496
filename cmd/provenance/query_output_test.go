package main

import (
	"bytes"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// An answer takes little memory in every format, and one without end is over in its
// time: the clock stands for a reader that is slow, not for one that is quick.
func TestLargeAnswers(t *testing.T) {
	dir := t.TempDir()
	copyCaseTo(t, filepath.Join(dir, "case.db"))
	const timeout = 250 * time.Millisecond
	peaks := filepath.Join(t.TempDir(), "peak")
	ask := func(timeout time.Duration, args ...string) (status int, used int64, stderr string, took time.Duration) {
		var e bytes.Buffer
		cmd := program(t, dir, append([]string{"query", "--db", "case.db", "--limit", "0", "--timeout", timeout.String()}, args...)...)
		cmd.Env = append(cmd.Env, peakFile+"="+peaks)
		cmd.Stdout, cmd.Stderr = &discard{}, &e // not io.Discard, which is a file of the system's
		start := time.Now()
		err := cmd.Run()
		return statusOf(t, err), peak(t, peaks, cmd.ProcessState.SysUsage()), e.String(), timeOf(cmd, start)
	}
	_, _, _, overhead := ask(time.Minute, "SELECT 1")
	for i, format := range formats {
		for k, c := range []struct{ what, sql, want string }{
			{"rows without end", bomb + `SELECT i, hex(randomblob(100000)) FROM n`, "took longer than 250ms"},
			{"long values", bomb + `SELECT printf('%.*c', 8388000, '<') FROM n`, "took longer than 250ms"},
			{"many long values", bomb + `SELECT ` + strings.Repeat("printf('%.*c', 400000, '<'), ", 20) + `1 FROM n`, "took longer than 250ms"},
			{"a row that is too long", `SELECT ` + strings.Repeat("printf('%.*c', 2000000, '<'), ", 8) + `1`, "a row of more than 9 MiB"},
		} {
			if !long && format != "table" && k < 3 && k != i%3 {
				continue // each format has one answer without end, and a table, which is held, has all
			}
			deadline := timeout
			if !strings.Contains(c.want, timeout.String()) {
				deadline = time.Minute // it ends by itself
			}
			status, used, stderr, took := ask(deadline, "--format", format, c.sql)
			limit := timeout + time.Second + 2*overhead
			wanted := exitFailure
			if format == "table" && strings.HasPrefix(stderr, "provenance: truncated to the first ") && !strings.Contains(stderr, c.want) {
				wanted = exitOK // as much as a table may hold
			} else if !strings.Contains(stderr, c.want) {
				t.Errorf("%s, %s: got %s, want %s", format, c.what, stderr, c.want)
			}
			if status != wanted || used > most || took > limit {
				t.Errorf("%s, %s: got status %d, %d MiB, %v; want %d, at most %d MiB and %v; %s", format, c.what, status, used>>20, took, wanted, most>>20, limit, stderr)
			}
		}
	}
}

// What is stopped leaves whole rows on standard output, and says that they are not all.
func TestAStoppedAnswerEndsWithARow(t *testing.T) {
	db := caseToRead(t)
	for _, format := range []string{"tsv", "csv", "jsonl", "markdown"} {
		r := cli(nil, "query", "--db", db, "--limit", "0", "--timeout", "500ms", "--format", format, bomb+`SELECT i, printf('%.*c', 700, 'x') || '!' AS flags FROM n LEFT JOIN (SELECT 1 FROM listings LIMIT 0)`)
		lines := strings.SplitAfter(r.out, "\n")
		last := lines[max(len(lines)-2, 0)]
		if r.status != exitFailure || lines[len(lines)-1] != "" || !strings.Contains(last, "x!") || !strings.Contains(r.err, "truncated") {
			t.Errorf("%s: got status %d, %s; the last line is %q", format, r.status, r.err, last)
		}
	}
}

// A reader that has seen enough ends the program, which leaves no file next to the
// database.
func TestClosedPipeLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	copyCaseTo(t, filepath.Join(dir, "case.db"))
	before := fingerprint(t, dir)
	for _, args := range [][]string{{"flags", "--db", "case.db"}, {"query", "--db", "case.db", "SELECT * FROM score_details a, flags b"}, {"list", "sources", "--db", "case.db", "--format", "json"}} {
		cmd := program(t, dir, args...)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out := startPiped(t, cmd)
		out.Close()
		if status := statusOf(t, cmd.Wait()); status != exitFailure || stderr.Len() > 0 {
			t.Errorf("%v: got status %d, want 1; %s", args, status, stderr.String())
		}
		if after := fingerprint(t, dir); after != before {
			t.Fatalf("%v: the folder changed from\n%sto\n%s", args, before, after)
		}
	}
}

// The process that the watchdog ends leaves no file: neither beside the
// database nor beside the output.
func TestWatchdogLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	copyCaseTo(t, filepath.Join(dir, "case.db"))
	before := fingerprint(t, dir)
	for range 3 {
		var stderr bytes.Buffer
		cmd := program(t, dir, "query", "--db", "case.db", "--timeout", "100ms", "-o", "out.csv",
			`SELECT instr(replace(hex(zeroblob(4000000)), '0', 'a'), replace(hex(zeroblob(1000000)), '0', 'a') || 'b')`)
		cmd.Stderr = &stderr
		if status := statusOf(t, cmd.Run()); status != exitFailure || !strings.Contains(stderr.String(), "took longer than 100ms") {
			t.Fatalf("got status %d, %s", status, stderr.String())
		}
		if after := fingerprint(t, dir); after != before {
			t.Fatalf("the folder changed from\n%sto\n%s", before, after)
		}
	}
}

// A reader of the output may take its time: the clock stands while it does.
func TestSlowReaderIsNoSlowStatement(t *testing.T) {
	dir := t.TempDir()
	copyCaseTo(t, filepath.Join(dir, "case.db"))
	var stderr bytes.Buffer
	cmd := program(t, dir, "query", "--db", "case.db", "--timeout", "1s",
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i, 'some text to fill the pipe' FROM n`)
	cmd.Stderr = &stderr
	out := startPiped(t, cmd)
	time.Sleep(1500 * time.Millisecond)
	var b bytes.Buffer
	b.ReadFrom(out)
	if status := statusOf(t, cmd.Wait()); status != exitOK || bytes.Count(b.Bytes(), []byte("\n")) != 20000 {
		t.Errorf("got status %d, %d lines, %s", status, bytes.Count(b.Bytes(), []byte("\n")), stderr.String())
	}
}

// startPiped starts a program and returns what reads its standard output.
func startPiped(t *testing.T, cmd *exec.Cmd) io.ReadCloser {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return out
}

// discard takes what is written, as quickly as it comes.
type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
