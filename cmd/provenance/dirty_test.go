package main

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDirtyFilesAddUp reads every file of testdata/dirty through the map beside
// it into one database, and compares what is printed with what is on record.
// The files share a source, so that some of them correct or repeat others.
func TestDirtyFilesAddUp(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../testdata/dirty/*.csv")
	if err != nil {
		t.Fatal(err)
	}
	// lines = header + accepted + rejected + dropped + blank; cells = scores + missing; problems
	want := map[string]string{
		"commas":          "4 = 1 + 2 + 1 + 0 + 0; 2 = 2 + 0; 1",
		"html":            "4 = 1 + 2 + 1 + 0 + 0; 2 = 2 + 0; 1",
		"markdown":        "4 = 1 + 3 + 0 + 0 + 0; 6 = 5 + 1; 0",
		"missing":         "9 = 1 + 3 + 4 + 1 + 0; 9 = 2 + 7; 7",
		"pairs":           "4 = 1 + 2 + 1 + 0 + 0; 4 = 4 + 0; 1",
		"parts":           "4 = 1 + 2 + 1 + 0 + 0; 6 = 6 + 0; 2",
		"percent":         "4 = 1 + 2 + 1 + 0 + 0; 6 = 6 + 0; 1",
		"ragged":          "6 = 3 + 2 + 1 + 0 + 0; 4 = 3 + 1; 1",
		"scorers":         "6 = 1 + 3 + 2 + 0 + 0; 3 = 3 + 0; 2",
		"semicolons":      "5 = 1 + 2 + 2 + 0 + 0; 2 = 2 + 0; 3",
		"transposed":      "4 = 0 + 3 + 1 + 0 + 0; 4 = 3 + 1; 1",
		"two-header-rows": "4 = 2 + 2 + 0 + 0 + 0; 8 = 6 + 2; 0",
		"zeros":           "11 = 1 + 10 + 0 + 0 + 0; 20 = 18 + 2; 0",
	}
	if len(files) != len(want) {
		t.Errorf("got %d files, want %d", len(files), len(want))
	}
	db := filepath.Join(t.TempDir(), "dirty.db")
	account := regexp.MustCompile(`(?m)^  (\d+) lines = (\d+) header \+ (\d+) accepted \+ (\d+) rejected \+ (\d+) dropped \+ (\d+) blank\n  (\d+) cells? = (\d+) scores? \+ (\d+) missing$`)
	scores := regexp.MustCompile(`(?m)^scores +added (\d+), unchanged (\d+)(?:, revised (\d+))?$`)
	acknowledged := 0
	for i, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".csv")
		r := cli(nil, noRefresh("ingest", "--db", db, "--skip-bad", "--map", strings.TrimSuffix(file, ".csv")+".yaml", file)...)
		problems := strings.Count(r.err, file+":") - strings.Count(r.err, ": warning: ")
		status := exitOK
		if problems > 0 {
			status = exitRejected
		}
		if r.status != status {
			t.Errorf("%s: got status %d, want %d; stderr:\n%s", name, r.status, status, r.err)
		}
		a, s := account.FindStringSubmatch(r.out), scores.FindStringSubmatch(r.out)
		if a == nil || s == nil {
			t.Fatalf("%s: got no account:\n%s", name, r.out)
		}
		if got := fmt.Sprintf("%s = %s; %s = %s; %d", a[1], strings.Join(a[2:7], " + "), a[7], strings.Join(a[8:], " + "), problems); got != want[name] {
			t.Errorf("%s: got  %s\nwant %s", name, got, want[name])
		}
		n := make([]int, len(a)+len(s))
		for k, text := range slices.Concat(a[1:], s[1:]) {
			fmt.Sscan(text, &n[k])
		}
		if n[0] != n[1]+n[2]+n[3]+n[4]+n[5] || n[6] != n[7]+n[8] || n[7] != n[9]+n[10]+n[11] {
			t.Errorf("%s: does not add up:\n%s", name, r.out)
		}
		acknowledged += n[9] + n[11]
		// The account of the database is the one that was printed.
		sql := fmt.Sprintf(`SELECT lines, header, accepted, rejected, dropped, blank, cells, added + unchanged + revised, missing, added, unchanged, revised,
			(SELECT count(*) FROM scores s WHERE s.ingest_id = i.id), (SELECT count(*) FROM rejects r WHERE r.ingest_id = i.id) FROM ingests i WHERE id = %d`, i+1)
		var row []string
		for _, v := range n[:12] {
			row = append(row, fmt.Sprint(v))
		}
		row = append(row, fmt.Sprint(n[9]+n[11]), fmt.Sprint(problems))
		if got, want := answer(t, db, sql), strings.Join(row, "\t"); got != want {
			t.Errorf("%s: on record is %s, want %s", name, got, want)
		}
	}
	// Their kept bytes, read again, say what is on record, rejects and all.
	if out := must(t, "verify", "--db", db); !strings.Contains(out, fmt.Sprintf("%d files compared with the stored values: no difference", len(files))) {
		t.Errorf("verify: got %s", out)
	}
	for sql, want := range map[string]string{
		`SELECT count(*) FROM scores`:                                                                           fmt.Sprint(acknowledged),
		`SELECT count(*) FROM score_details`:                                                                    answer(t, db, `SELECT sum(added) FROM ingests`),
		`SELECT count(*) FROM scores WHERE supersedes IS NOT NULL`:                                              answer(t, db, `SELECT sum(revised) FROM ingests`),
		`SELECT count(DISTINCT source) || ' ' || min(source) FROM score_details`:                                "1 dirty-boards",
		`SELECT count(*) FROM score_details WHERE variant IS NOT NULL`:                                          "0",
		`SELECT count(*) FROM listings WHERE resolution = 'unresolved'`:                                         answer(t, db, `SELECT count(*) FROM listings`),
		`SELECT count(*) FROM ingests WHERE NOT EXISTS (SELECT 1 FROM scores s WHERE s.ingest_id = ingests.id)`: "0",
	} {
		if got := answer(t, db, sql); got != want {
			t.Errorf("%s: got %s, want %s", sql, got, want)
		}
	}
}

// answer runs a query and returns what it prints.
func answer(t *testing.T, db, sql string) string {
	t.Helper()
	r := cli(nil, "query", "--db", db, sql)
	if r.status != exitOK {
		t.Fatalf("%s: %s", sql, r.err)
	}
	return strings.TrimSuffix(r.out, "\n")
}
