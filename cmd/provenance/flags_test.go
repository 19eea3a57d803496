package main

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// onTerminal runs a command line that has to succeed on a terminal of that width.
func onTerminal(t *testing.T, width int, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &out, err: &errs, outWidth: width, getenv: func(string) string { return "" },
		now: func() time.Time { return time.Date(2025, 11, 1, 12, 0, 0, 0, time.UTC) }}
	if status := run(a, args); status != exitOK {
		t.Fatalf("got status %d, want 0; stderr:\n%s", status, errs.String())
	}
	return out.String()
}

func TestFlagsShowTheirEvidenceOnATerminal(t *testing.T) {
	db := caseToRead(t)
	want := "Announced on 2025-04-05 (ref-01). No public preview or release is on record. It was in training on 2025-05-15 (axios). No released sibling is on record."
	for _, width := range []int{80, 120} {
		out := onTerminal(t, width, "flags", "--db", db, "--rule", "never-released", "--model", "llama-4-behemoth")
		if got := strings.Join(strings.Fields(out), " "); !strings.Contains(got, want) {
			t.Errorf("%d columns: the message is not there:\n%s", width, out)
		}
		for _, l := range strings.Split(out, "\n") {
			if n := utf8.RuneCountInString(l); n > width {
				t.Errorf("%d columns: a line has %d: %s", width, n, l)
			}
		}
	}
}

func TestShowSaysWhoPrintsANameOfNoVariant(t *testing.T) {
	db := newBoard(t, aBoard("the-board,Mystery,qa,acc,90,90,2025-05-01\n"))
	r := cli(nil, "show", "--db", db, "Mystery")
	if want := "provenance: \"Mystery\" is printed by the-board but matches no variant on record\n"; r.status != exitFailure || r.err != want {
		t.Errorf("got status %d, stderr %q; want status 1, %q", r.status, r.err, want)
	}
}
