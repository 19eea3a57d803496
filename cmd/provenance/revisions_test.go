package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const notedMap = `name: noted
fields:
  source: noted-board
  listed_as: {column: Model}
  reported_on: 2025-05-01
  note: {column: Notes, optional: true}
scores:
  - column: Score
    fields: {benchmark: {header: true, slug: true, row: {name: A benchmark}}, metric: noted-score}
sources:
  - {slug: noted-board, kind: leaderboard, title: Noted, url: https://noted.dev}
metrics:
  - {slug: noted-score, name: Score, unit: points}
`

// write writes files into a new folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A board does not say where in it a number stands, nor what the keeper of the record noted beside it: a file that is
// read through a map and leaves these blank revises nothing because of them.
func TestABlankNoteOfABoardRevisesNothing(t *testing.T) {
	dir := write(t, map[string]string{"map.yaml": notedMap,
		"1.csv": "Model,Score,Notes\na,62.5,\nb,50,\n",
		"2.csv": "Model,Score,Notes\na,62.5,\nb,51,\nb,51,odd\n",
		"3.csv": "source,listed_as,benchmark,metric,value,reported_on,locator,note\nnoted-board,a,score,noted-score,62.5,2025-05-01,row 1,mine\n"})
	db, at := filepath.Join(dir, "p.db"), func(name string) string { return filepath.Join(dir, name) }
	if err := os.Rename(at("3.csv"), at("scores.csv")); err != nil {
		t.Fatal(err)
	}
	load(t, "ingest", "--db", db, "--map", at("map.yaml"), at("1.csv"))
	out := load(t, "ingest", "--db", db, at("scores.csv"))
	for _, want := range []string{"scores added 0, unchanged 0, revised 1", "scores noted-board | a | score | 2025-05-01: 62.5 stands, with another locator, another note"} {
		wantLine(t, out, want)
	}
	out = must(t, "ingest", "--db", db, "--map", at("map.yaml"), at("2.csv"))
	for _, want := range []string{"scores added 1, unchanged 1, revised 1", "scores noted-board | b | score | 2025-05-01: 50 is superseded by 51"} {
		wantLine(t, out, want)
	}
	if got := answer(t, db, `SELECT count(*) FROM flags WHERE rule = 'revised-score'`); got != "1" { // of b, which has no variant
		t.Errorf("got %s flags", got)
	}
	must(t, "verify", "--db", db)
}

// With many revisions the first are told, and that there are more.
func TestRevisionsAreTold(t *testing.T) {
	names := strings.Split("abcdefghijklmnopqrstuvwxyz", "")
	dir := write(t, map[string]string{"map.yaml": notedMap,
		"1.csv": "Model,Score\n" + strings.Join(names, ",1\n") + ",1\n",
		"2.csv": "Model,Score\n" + strings.Join(names, ",2\n") + ",2\n"})
	db := filepath.Join(dir, "p.db")
	load(t, "ingest", "--db", db, "--map", filepath.Join(dir, "map.yaml"), filepath.Join(dir, "1.csv"))
	out := load(t, "ingest", "--db", db, "--map", filepath.Join(dir, "map.yaml"), filepath.Join(dir, "2.csv"))
	if n := strings.Count(out, "1 is superseded by 2"); n != 20 || !strings.Contains(out, "\nand more; 'provenance history NAME' shows what happened to a row\n") {
		t.Errorf("got %d revisions told:\n%s", n, out)
	}
}

// A source keeps the title of a draft until a mended map gives it its own, and no title that somebody gave it is overwritten.
func TestAMendedDraftGivesItsSourceATitle(t *testing.T) {
	draft := strings.ReplaceAll(notedMap, "title: Noted, url: https://noted.dev", `title: "TODO: the title of noted-board"`)
	dir := write(t, map[string]string{"draft.yaml": draft, "map.yaml": notedMap, "other.yaml": strings.ReplaceAll(notedMap, "title: Noted", "title: Another"), "1.csv": "Model,Score\na,62.5\n"})
	db, at := filepath.Join(dir, "p.db"), func(name string) string { return filepath.Join(dir, name) }
	r := cli(nil, noRefresh("ingest", "--db", db, "--map", at("draft.yaml"), at("1.csv"))...)
	if r.status != exitOK || !strings.Contains(r.err, "1.csv: warning: source noted-board has no title yet: fill in its title, kind and url in the map, under sources, and ingest the file again") {
		t.Errorf("got %d, %s", r.status, r.err)
	}
	for _, m := range []string{"map.yaml", "other.yaml", "draft.yaml"} {
		r := cli(nil, noRefresh("ingest", "--db", db, "--force", "--map", at(m), at("1.csv"))...)
		if r.status != exitOK || strings.Contains(r.err, "no title") || strings.Contains(r.out, "revised 1") != (m == "map.yaml") {
			t.Errorf("%s: got %d, %s%s", m, r.status, r.out, r.err)
		}
		if strings.Contains(r.err, `warning: source noted-board keeps what is on record; the map has title "Another" where "Noted" is on record. A map changes only`) != (m == "other.yaml") {
			t.Errorf("%s: got %s", m, r.err)
		}
		if got := answer(t, db, `SELECT title, url FROM sources WHERE slug = 'noted-board'`); got != "Noted\thttps://noted.dev" {
			t.Errorf("%s: got %s", m, got)
		}
	}
	if got := answer(t, db, `SELECT group_concat(column_name || ' ' || ifnull(old_value, 'NULL'), ', ') FROM changes`); got != "title TODO: the title of noted-board, url NULL" {
		t.Errorf("changes: got %s", got)
	}
	must(t, "verify", "--db", db)
}

// A mended map fills in the web address of a source that has none, and says which cells stay as they are.
func TestAMendedMapFillsInAWebAddress(t *testing.T) {
	bare := strings.ReplaceAll(notedMap, ", url: https://noted.dev", "")
	dir := write(t, map[string]string{"bare.yaml": bare, "map.yaml": notedMap,
		"other.yaml": strings.ReplaceAll(strings.ReplaceAll(notedMap, "https://noted.dev", "https://other.dev"), "kind: leaderboard", "kind: other"), "1.csv": "Model,Score\na,62.5\n"})
	db, at := filepath.Join(dir, "p.db"), func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct{ m, out, err string }{
		{"bare.yaml", "scores added 1", ""},
		{"map.yaml", `sources noted-board: url "" becomes "https://noted.dev"`, ""},
		{"other.yaml", "nothing changed", `the map has kind "other" where "leaderboard" is on record, url "https://other.dev" where "https://noted.dev" is on record`},
	} {
		r := cli(nil, noRefresh("ingest", "--db", db, "--map", at(c.m), at("1.csv"))...)
		if r.status != exitOK || !strings.Contains(strings.Join(strings.Fields(r.out), " "), c.out) || !strings.Contains(r.err, c.err) || strings.Contains(r.err, "warning") != (c.err != "") {
			t.Errorf("%s: got %d, %s%s", c.m, r.status, r.out, r.err)
		}
	}
	must(t, "verify", "--db", db)
}

// A value that a file repeats counts once, and a warning says so: of a file read for the first time, and of another one.
func TestRepeatsWithinAFileAreTold(t *testing.T) {
	dir := write(t, map[string]string{"map.yaml": notedMap,
		"1.csv": "Model,Score,Notes\na,62.5,\nb,50,\na,62.5,\na,62.5,\n",
		"2.csv": "Model,Score,Notes\na,62.5,\nc,40,\nc,40,\n",
		"3.csv": "Model,Score,Notes\na,62.5,\nb,50,\n"})
	db, at := filepath.Join(dir, "p.db"), func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct{ file, want string }{
		{"1.csv", "1.csv:4: warning: 2 values repeat another of the file with the same name, benchmark, settings and day (lines 4 and 5); it counts once"},
		{"2.csv", "2.csv:4: warning: a value repeats another of the file with the same name, benchmark, settings and day (line 4); it counts once"},
		{"3.csv", ""},
	} {
		r := cli(nil, noRefresh("ingest", "--db", db, "--map", at("map.yaml"), at(c.file))...)
		if r.status != exitOK || !strings.Contains(r.out, c.want) || strings.Contains(r.out, "warning") != (c.want != "") {
			t.Errorf("%s: got %d, %s%s, want %s", c.file, r.status, r.out, r.err, c.want)
		}
	}
}
