package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provenance/internal/charts"
)

// footnotesOf are the footnotes of a figure in one text.
func footnotesOf(f *charts.Figure) string { return strings.Join(f.Footnotes(), "\n") }

// calls is a board that runs models with function calls and with prompts.
func calls(rows ...string) map[string]string {
	b := aBoard("")
	b["scores"] = "source,listed_as,benchmark,metric,extra,value,value_as_printed,reported_on\n"
	for _, r := range rows {
		c := strings.Split(r, " ")
		extra := ""
		if c[1] != "-" {
			extra = `"{""mode"":""` + c[1] + `""}"`
		}
		b["scores"] += "the-board," + c[0] + ",qa,acc," + extra + "," + c[2] + "," + c[2] + ",2025-05-01\n"
	}
	return b
}

func TestANameInEachSettingIsAnEntry(t *testing.T) {
	db := newBoard(t, calls("A FC 80", "A Prompt 85", "B FC 82", "B Prompt 70", "C Prompt 60", "D FC 50"))
	f := mustBars(t, db, barsCase{limit: 6, sort: "value"})
	if want, got := []string{"A (Prompt)", "B (FC)", "A (FC)", "B (Prompt)", "C (Prompt)", "D (FC)"}, drawnTexts(f, "legend"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if notes := footnotesOf(f); strings.Contains(notes, "Left out") || strings.Contains(notes, "same setting") {
		t.Errorf("footnotes: %s", notes)
	}

	// All stand in one setting: that is drawn, and nothing else.
	f = mustBars(t, newBoard(t, calls("A FC 80", "A Prompt 85", "B FC 82")), barsCase{sort: "value"})
	if want, got := []string{"B", "A"}, without(drawnTexts(f, "legend")); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if want := "Left out, in a setting that fewer entries share: QA in mode Prompt."; !strings.Contains(footnotesOf(f), want) {
		t.Errorf("footnotes %s, want %q in them", footnotesOf(f), want)
	}

	// No name stands in two: nothing is left out, and the figure says that they differ.
	f = mustBars(t, newBoard(t, calls("A FC 80", "B Prompt 85")), barsCase{})
	if want := "Not all models are in the same setting: mode FC; mode Prompt."; !strings.Contains(footnotesOf(f), want) {
		t.Errorf("footnotes %s, want %q in them", footnotesOf(f), want)
	}
}

// without leaves out the tags of a legend.
func without(legend []string) []string {
	return slices.DeleteFunc(legend, func(s string) bool { return s == "STATUS UNKNOWN" || s == "NOT RELEASED" })
}

func TestBarsSayWhatTheyDoNotDraw(t *testing.T) {
	scores := ""
	for _, r := range []string{"A,90,90,2025-05-01", "B,95,95,2025-05-01", "C,70,70,2025-05-01", "A,80,80,2025-07-01", "C,85,85,2025-07-01"} {
		scores += "the-board," + strings.Replace(r, ",", ",qa,acc,", 1) + "\n"
	}
	db := newBoard(t, aBoard(scores))
	f := mustBars(t, db, barsCase{})
	if want := "On 2025-07-01 C has the highest of the 2 scores drawn on QA"; f.Title() != want {
		t.Errorf("title %q, want %q", f.Title(), want)
	}
	for _, want := range []string{"2 of 3 models on record from this source are drawn.", "Not drawn: what this source printed on 2025-05-01."} {
		if !strings.Contains(footnotesOf(f), want) {
			t.Errorf("footnotes %s, want %q in them", footnotesOf(f), want)
		}
	}
	f = mustBars(t, db, barsCase{day: "2025-05-01", limit: 2, sort: "name"})
	if want := "2 of 3 models on record from this source are drawn."; !strings.Contains(footnotesOf(f), want) {
		t.Errorf("footnotes %s, want %q in them", footnotesOf(f), want)
	}

	// Somebody who is not drawn is ahead of the one with the highest bar: the title does not call it that.
	b := aBoard("the-board,foo-secret,qa,acc,60,60,2025-05-01\nthe-board,foo-public,qa,acc,50,50,2025-05-01\nthe-board,Best,qa,acc,99,99,2025-05-01\n")
	f = mustBars(t, newBoard(t, b), barsCase{limit: 2})
	if want := "One of 2 scores came from a variant that the public could not get"; f.Title() != want {
		t.Errorf("title %q, want %q", f.Title(), want)
	}
	if want := "Better than all that are drawn, and not drawn: Best on QA (99)."; !strings.Contains(footnotesOf(f), want) {
		t.Errorf("footnotes %s, want %q in them", footnotesOf(f), want)
	}
}

func TestASourceWithoutATitleIsCalledByItsSlug(t *testing.T) {
	b := aBoard("the-board,foo-public,qa,acc,80,80,2025-05-01\n")
	b["sources"] = strings.Replace(b["sources"], "The board", "TODO: the title of the-board", 1)
	db := newBoard(t, b)
	for _, kind := range []string{"bars", "leaderboard", "timeline", "coverage"} {
		svg := filepath.Join(t.TempDir(), "x.svg")
		r := cli(nil, "chart", kind, "--db", db, "-o", svg)
		if r.status != exitOK || strings.Count(r.err, "source the-board has no title yet") != 1 {
			t.Errorf("%s: exit status %d, said %q", kind, r.status, r.err)
		}
		text, err := os.ReadFile(svg)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), "TODO") || !strings.Contains(string(text), "the-board") {
			t.Errorf("%s: the figure says TODO, or does not name its source", kind)
		}
	}
	mend := filepath.Join(t.TempDir(), "sources.csv") // as the message says
	if err := os.WriteFile(mend, []byte("slug,kind,title\nthe-board,leaderboard,The board\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	must(t, "ingest", "--db", db, mend)
	if r := cli(nil, "chart", "bars", "--db", db, "-o", "-.svg"); strings.Contains(r.err, "no title yet") || !strings.Contains(r.out, "“The board”") {
		t.Errorf("mended, it said %q", r.err)
	}
}
