package main

import (
	"fmt"
	"regexp"
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
	got := must(t, "show", "--db", db, "Mystery")
	for _, want := range []string{"Mystery\n  a name as printed; it matches no variant on record, ", "\n  the-board: 1 score, 2025-05-01\n", "\nSCORES (1)\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// A table on a terminal says a fact once for all its scores, and names the command that
// shows them.
func TestFlagsOnATerminalAreGrouped(t *testing.T) {
	db := newBoard(t, aBoard("the-board,Mystery,qa,acc,90,90,2025-05-01\nthe-board,Mystery,qa,acc,91,91,2025-05-03\nthe-board,Other,qa,acc,80,80,2025-05-02\n"))
	got, _ := onTerminalOf(t, 80, map[string]string{"PROVENANCE_DB": db, "NO_COLOR": "1"}, "flags", "--rule", "no-uncertainty")
	want := `note  no-uncertainty
  3 scores on qa in the-board, reported between 2025-05-01 and 2025-05-03: for
  example, score 1: the-board prints 90 without interval, standard error or
  number of items: how far it may be off is not on record
  each: provenance flags --all --rule no-uncertainty --source the-board
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if n := strings.Count(onTerminal(t, 80, "flags", "--db", db, "--rule", "no-uncertainty", "--all"), "\nnote"); n != 3 {
		t.Errorf("--all shows %d flags, want 3", n)
	}
}

// The command of each group shows its flags, and those of groups that differ from it in
// their evidence alone.
func TestEveryGroupNamesItsFlags(t *testing.T) {
	db := caseToRead(t)
	out := onTerminal(t, 10_000, "flags", "--db", db, "--severity", "error")
	each := regexp.MustCompile(`(?m)^  (\d+) scores? of .*\n  each: provenance (.*)$`)
	counts := map[string]int{}
	for _, m := range each.FindAllStringSubmatch(out, -1) {
		n := 0
		fmt.Sscan(m[1], &n)
		counts[m[2]] += n
	}
	if len(counts) < 7 {
		t.Fatalf("got %d commands:\n%s", len(counts), out)
	}
	for command, want := range counts {
		r := cli(nil, append(strings.Fields(command), "--format", "jsonl", "--severity", "error")...)
		if got := strings.Count(r.out, "\n"); r.status != exitOK || got != want {
			t.Errorf("%s: got status %d, %d flags, want %d", command, r.status, got, want)
		}
	}
}
