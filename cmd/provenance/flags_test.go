package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

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
