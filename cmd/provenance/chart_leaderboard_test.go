package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// leaderboard draws a board and returns the names of its entries, its figure as
// SVG and what was said.
func leaderboard(t *testing.T, db string, args ...string) (names []string, svg, said string) {
	t.Helper()
	out, data := filepath.Join(t.TempDir(), "l.svg"), filepath.Join(t.TempDir(), "l.csv")
	r := cli(nil, append([]string{"chart", "leaderboard", "--db", db, "-o", out, "--data", data}, args...)...)
	if r.status != exitOK && r.status != exitPartial {
		t.Fatalf("status %d: %s", r.status, r.err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(rows)), "\n")[1:] {
		names = append(names, strings.Split(line, ",")[2])
	}
	return names, string(b), r.out + r.err
}

func TestALeaderboardHasEveryEntryInItsSetting(t *testing.T) {
	names, svg, said := leaderboard(t, newBoard(t, calls("A FC 80", "A Prompt 85", "B FC 82", "B Prompt 70", "C Prompt 60")))
	if want := []string{"A (Prompt)", "B (FC)", "A (FC)", "B (Prompt)", "C (Prompt)"}; !slices.Equal(names, want) {
		t.Errorf("got %q, want %q", names, want)
	}
	if !strings.Contains(said, "The highest of 5 scores is of A (Prompt), in several settings; no release of any by then is on record") {
		t.Errorf("said %q", said)
	}
	if strings.Contains(svg, "Left out") || strings.Contains(svg, "no release on record") || !strings.Contains(svg, "Status unknown for all: of no variant on record.") {
		t.Error("the figure says that something is left out, or not why the status is unknown")
	}
	names, svg, _ = leaderboard(t, newBoard(t, calls("A FC 80", "B Prompt 85")))
	if want := []string{"B", "A"}; !slices.Equal(names, want) || !strings.Contains(svg, "Not all entries are in the same setting: mode FC; mode Prompt.") {
		t.Errorf("got %q, want %q, and a footnote on the settings", names, want)
	}
}

func TestALeaderboardSaysItsDayAndWhatIsNotOnIt(t *testing.T) {
	db := newBoard(t, aBoard("the-board,foo-public,qa,acc,80,80,2025-05-01\nthe-board,Bar,qa,acc,70,70,2025-05-01\nthe-board,foo-public,qa,acc,81,81,2025-06-01\n"))
	_, svg, _ := leaderboard(t, db, "--source", "the-board", "--model", "foo-1,bar-1")
	if !strings.Contains(svg, "Not drawn: what this source printed on 2025-05-01.") && !strings.Contains(svg, "Not drawn: what this source printed on 2025-06-01.") {
		t.Error("the figure does not say that there is another day")
	}
	_, svg, said := leaderboard(t, db, "--source", "the-board", "--variant", "foo-public,bar", "--day", "2025-06-01")
	if want := "bar is not on qa of the-board on 2025-06-01, and not drawn"; !strings.Contains(said, want) {
		t.Errorf("said %q, want %q in it", said, want)
	}
	if want := "on 2025-06-01"; !strings.Contains(svg, want) {
		t.Errorf("no %q in the figure", want)
	}
}
