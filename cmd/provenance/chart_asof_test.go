package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestChartsAsOfADayShowNothingLater draws every kind on several days and looks
// at the numbers that it shows: none of their dates is later, statuses, events
// and footnotes included.
func TestChartsAsOfADayShowNothingLater(t *testing.T) {
	t.Parallel()
	db := caseToRead(t)
	dates := regexp.MustCompile(`\b20\d\d-\d\d(-\d\d)?\b`)
	benchmark := regexp.MustCompile(`LiveCodeBench[^,]*|livecodebench[^,]*`) // its name holds days
	for _, c := range []struct {
		day   string
		empty map[string]bool
	}{
		{"2025-04-05", map[string]bool{"gap": true}},
		{"2025-04-12", nil},
		{"2025-05-10", nil},
		{"2025-07-01", nil},
	} {
		for _, kind := range chartKinds {
			dir := t.TempDir()
			csv := filepath.Join(dir, "x.csv")
			args := []string{"chart", kind.Name, "--db", db, "--as-of", c.day, "--data", csv, "-o", filepath.Join(dir, "x.svg")}
			if c.empty[kind.Name] {
				if r := cli(nil, args...); r.status != exitFailure || !strings.Contains(r.err, "no data for this chart") {
					t.Errorf("%s as of %s: exit %d, %s", kind.Name, c.day, r.status, r.err)
				}
				continue
			}
			must(t, args...)
			b, err := os.ReadFile(csv)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Count(string(b), "\n") < 2 {
				t.Errorf("%s as of %s shows no number", kind.Name, c.day)
			}
			for _, d := range dates.FindAllString(benchmark.ReplaceAllString(string(b), ""), -1) {
				if d > c.day {
					t.Errorf("%s as of %s shows something of %s", kind.Name, c.day, d)
				}
			}
			svg, err := os.ReadFile(filepath.Join(dir, "x.svg"))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(svg), "Only what was reported up to "+c.day+" is drawn.") {
				t.Errorf("%s as of %s does not say so", kind.Name, c.day)
			}
		}
	}
}
