package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestATimelineSaysWhatItDoesNotDraw follows a board on which the best was listed
// on the first day alone.
func TestATimelineSaysWhatItDoesNotDraw(t *testing.T) {
	unknown := aBoard("the-board,A,qa,acc,70,70,2025-05-01\nthe-board,Best,qa,acc,99,99,2025-05-01\nthe-board,A,qa,acc,71,71,2025-06-01\nthe-board,B,qa,acc,72,72,2025-06-01\n")
	known := aBoard("the-board,foo-public,qa,acc,70,70,2025-05-01\nthe-board,Best,qa,acc,99,99,2025-05-01\nthe-board,foo-public,qa,acc,71,71,2025-06-01\nthe-board,Other,qa,acc,72,72,2025-06-01\n")
	for _, c := range []struct {
		what      string
		board     map[string]string
		args      []string
		want, not []string
		said      string
		status    int
	}{
		{"all names that there is room for", unknown, nil, []string{">Best</text>", ">B</text>"}, []string{"names on record from", "provenance resolve"}, "provenance resolve", exitOK},
		{"those that are the best on the last day", unknown, []string{"--limit", "2"},
			[]string{"2 of 3 names on record from the-board on QA are drawn.", "Better than all that are drawn, and not drawn: Best (99 on 2025-05-01).", "of no variant on record"}, []string{">Best</text>", "no release on record"}, "", exitOK},
		{"one model of a board", known, nil,
			[]string{"1 of 3 names on record from the-board on QA are drawn.", "not drawn: Best (99 on 2025-05-01); Other (72 on 2025-06-01)."}, []string{"leads", "has the highest"}, "", exitOK},
		{"a model without a score", known, []string{"--model", "foo-1,bar-1"}, []string{"(without bar-1)"}, nil, "bar-1 has no such score and no line", exitPartial},
	} {
		t.Run(c.what, func(t *testing.T) {
			svg := filepath.Join(t.TempDir(), "t.svg")
			r := cli(nil, append([]string{"chart", "timeline", "--db", newBoard(t, c.board), "-o", svg}, c.args...)...)
			if r.status != c.status || !strings.Contains(r.err, c.said) {
				t.Fatalf("status %d, said %q, want %q in it", r.status, r.err, c.said)
			}
			b, err := os.ReadFile(svg)
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if !strings.Contains(string(b), want) {
					t.Errorf("no %q in the figure", want)
				}
			}
			for _, not := range c.not {
				if strings.Contains(string(b), not) {
					t.Errorf("%q is in the figure", not)
				}
			}
		})
	}
}
