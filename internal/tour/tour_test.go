package tour

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCasesAreThoseOfTestdata: every case of the list has the files of its folder, and
// its commands name no other folder.
func TestCasesAreThoseOfTestdata(t *testing.T) {
	for _, c := range Cases {
		var got []string
		err := c.EachFile(func(name string, content []byte) error {
			got = append(got, name)
			want, err := os.ReadFile(filepath.Join("..", "..", "testdata", c.Slug, name))
			if err == nil && !bytes.Equal(content, want) {
				err = fmt.Errorf("%s is not what the folder has", name)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", c.Slug, err)
		}
		for _, name := range []string{"scores.csv", "sources.csv", "statements.csv"} {
			if !slices.Contains(got, name) {
				t.Errorf("%s has no %s", c.Slug, name)
			}
		}
		for _, s := range c.Stops {
			if args := In("there", s.Args); strings.Contains(strings.Join(args, " "), "DIR") || args[0] != s.Args[0] {
				t.Errorf("%s: %v", c.Slug, args)
			}
		}
		if want := []string{"ingest", "there/" + c.Slug}; !slices.Equal(In("there", c.Stops[0].Args), want) {
			t.Errorf("%s begins with %v, want %v", c.Slug, In("there", c.Stops[0].Args), want)
		}
		if found, ok := Find(c.Slug); !ok || found.Slug != c.Slug {
			t.Errorf("%s is not found", c.Slug)
		}
	}
	if _, ok := Find("grok"); ok || len(Slugs()) != len(Cases) {
		t.Error("a case that does not come with the program was found")
	}
}

func TestCasesStopWhereAFileFails(t *testing.T) {
	n, want := 0, fmt.Errorf("no room")
	if err := Cases[1].EachFile(func(string, []byte) error { n++; return want }); err != want || n != 1 {
		t.Errorf("%d files, error %v", n, err)
	}
	if err := (Case{Slug: "grok"}).EachFile(func(string, []byte) error { return nil }); err == nil {
		t.Error("a folder that does not exist has files")
	}
}

func TestShown(t *testing.T) {
	for lines, want := range map[int]string{0: "a b c", 1: "a", 5: "a b c", -1: "c", -2: "b c", -9: "a b c"} {
		if got := strings.Join((&Stop{Lines: lines}).Shown("a\nb\nc\n"), " "); got != want {
			t.Errorf("%d lines: got %q, want %q", lines, got, want)
		}
	}
}
