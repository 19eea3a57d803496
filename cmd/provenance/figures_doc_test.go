package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/plot/cmpimg"
)

// TestFiguresOfTheDocument runs the commands of docs/figures.md on the case and
// compares the pictures, and their titles as the alternative texts.
func TestFiguresOfTheDocument(t *testing.T) {
	t.Parallel()
	const doc = "../../docs/figures.md"
	b, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	text, db, dir := string(b), caseToRead(t), t.TempDir()
	kinds := 0
	for _, m := range regexp.MustCompile("```sh\nprovenance (chart ([a-z]+) .*) -o docs/figures/([a-z]+)\\.png\n```\n\n(!\\[(.*)\\]\\(figures/([a-z]+)\\.png\\))\n").FindAllStringSubmatch(text, -1) {
		kind := m[2]
		if m[3] != kind || m[6] != kind {
			t.Errorf("the command of %s writes %s and the text shows %s", kind, m[3], m[6])
		}
		kinds++
		t.Run(kind, func(t *testing.T) {
			out := filepath.Join(dir, kind+".png")
			said := must(t, append(strings.Fields(m[1]), "--db", db, "-o", out)...)
			title := strings.TrimSuffix(strings.TrimPrefix(said, out+": "), "\n")
			got, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			path := filepath.Join("../../docs/figures", kind+".png")
			if *update {
				text = strings.Replace(text, m[4], "!["+title+"](figures/"+kind+".png)", 1)
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if m[5] != title {
				t.Errorf("the text calls it %q, the figure says %q", m[5], title)
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if same, err := cmpimg.EqualApprox("png", want, got, .1); err != nil || !same {
				t.Errorf("%s is not what its command draws (%v); look at both, and run with -update if it should be", path, err)
			}
		})
	}
	if kinds != len(chartKinds) {
		t.Errorf("%d figures, want %d", kinds, len(chartKinds))
	}
	if *update {
		if err := os.WriteFile(doc, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFiguresAreTheSameEverywhere makes sure that a figure says nothing of
// where it was drawn.
func TestFiguresAreTheSameEverywhere(t *testing.T) {
	var drawn [2][]byte
	for i := range drawn {
		out := filepath.Join(t.TempDir(), "x.svg")
		db := filepath.Join(t.TempDir(), "case.db") // of an ingest of its own
		must(t, "ingest", "--db", db, caseDir)
		must(t, "chart", "gap", "--db", db, "-o", out)
		drawn[i], _ = os.ReadFile(out)
	}
	if len(drawn[0]) == 0 || !bytes.Equal(drawn[0], drawn[1]) {
		t.Error("two databases of the same files give different figures")
	}
}
