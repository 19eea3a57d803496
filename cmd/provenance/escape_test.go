package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"provenance/internal/csvtest"
	"provenance/internal/model"
	"provenance/internal/terminal"
)

// hostileNames are names that a terminal, a spreadsheet or a browser would obey.
var hostileNames = []string{
	"=HYPERLINK(\"http://x.example\",\"y\")", "+1+1", "-1+1", "-", "@SUM(A1)", "＝1+1", "＋1", "－1|x", "＠x", "'=1", "''+1", "'tis",
	"\u200b=1", "red \x1b[31mtext\x1b[0m", "title \x1b]0;x\x07", "bell \a", "back\b", "C1 \u009b31m", "DEL \u007f", "a\u202eb\u202c",
	"\u2066x\u2069", "\u200e\u200f\u061c", "zero\u200bwidth\u2060\ufeff", "tag\U000e0041", "filler\u3164", "soft\u00adhyphen", "line\u2028end",
	"two\nlines", "tab\there", "quote \" and '", "back\\slash \\n", "<script>alert(1)</script>", "]]>&amp;<!--", "a|b", "é e\u0301 中文 👩‍👩‍👧", "1e5", "007", "true", "NULL",
}

// atTerminal runs a command whose output is a terminal.
func atTerminal(args ...string) result {
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &out, err: &errs, getenv: func(name string) string { return map[string]string{"NO_COLOR": "1"}[name] },
		now: func() time.Time { return time.Date(2025, 11, 1, 12, 0, 0, 0, time.UTC) }, outWidth: 100}
	status := run(a, args)
	return result{status, out.String(), errs.String()}
}

// hostileCase makes a folder of canonical CSVs in which names are hostile, and a
// database of it, whose flags are not computed.
func hostileCase(t *testing.T, names []string) (dir, db string) {
	t.Helper()
	dir = t.TempDir()
	write := func(name string, rows ...[]string) {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		for i, r := range rows {
			if i > 0 {
				for k := range r {
					r[k] = model.Guard(r[k])
				}
			}
			w.Write(r)
		}
		w.Flush()
		if err := os.WriteFile(filepath.Join(dir, name+".csv"), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("organizations", []string{"slug", "name", "note"}, []string{"lab", names[0], "note"}, []string{"board", "Board", ""})
	write("sources", []string{"slug", "kind", "publisher", "title", "url", "published_on"}, []string{"src", "leaderboard", "board", names[1%len(names)], "https://board.example/x", "2025-04-10"})
	write("benchmarks", []string{"slug", "name"}, []string{"bench", names[0]})
	write("metrics", []string{"slug", "name", "unit"}, []string{"points", names[0], "points"})
	models := [][]string{{"slug", "name", "developer", "source", "note"}, {"m", names[0], "lab", "src", names[0]}}
	variants := [][]string{{"slug", "model", "name", "stage", "build", "source"}}
	events := [][]string{{"variant", "status", "on_date", "scope", "source", "note"}}
	aliases := [][]string{{"name", "scope", "variant", "evidence", "source"}}
	specs := [][]string{{"variant", "attribute", "basis", "provider", "product", "value", "value_text", "source", "note"}}
	scores := [][]string{{"source", "listed_as", "section", "benchmark", "metric", "value", "value_as_printed", "reported_on", "locator", "note"}}
	for i, n := range names {
		slug := "v" + string(rune('a'+i/26)) + string(rune('a'+i%26))
		status := "released"
		if i%2 == 1 {
			status = "announced"
		}
		variants = append(variants, []string{slug, "m", n, "chat", "release", "src"})
		events = append(events, []string{slug, status, "2025-04-01", "public", "src", n})
		aliases = append(aliases, []string{n, "src", slug, n, "src"})
		specs = append(specs, []string{slug, "context_tokens", "claimed", "", n, "1000000", n, "src", n}, []string{slug, "context_tokens", "served", "lab", n, "64000", n, "src", n})
		value, printed := 1000+float64(i), n
		if model.PrintsOther(value, n, "points") { // ingest would refuse it
			printed = ""
		}
		scores = append(scores, []string{"src", n, "", "bench", "points", model.FormatReal(value), printed, "2025-04-10", n, n})
	}
	write("models", models...)
	write("variants", variants...)
	write("release_events", events...)
	write("aliases", aliases...)
	write("specs", specs...)
	write("scores", scores...)
	db = filepath.Join(t.TempDir(), "hostile.db")
	if r := cli(nil, noRefresh("ingest", "--db", db, dir)...); r.status != exitOK {
		t.Fatalf("%s%s", r.out, r.err)
	}
	return dir, db
}

// ingest(export(db)) is db, and no cell of the export is a formula.
func TestExportOfHostileNamesIsSafeAndRoundTrips(t *testing.T) {
	t.Parallel()
	_, db := hostileCase(t, hostileNames)
	first, second := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
	must(t, "export", "csv", "--db", db, first)
	again := filepath.Join(t.TempDir(), "again.db")
	load(t, "ingest", "--db", again, first)
	must(t, "export", "csv", "--db", again, second)
	cells := 0
	for i := range model.Tables {
		name := model.Tables[i].Name + ".csv"
		a, err := os.ReadFile(filepath.Join(first, name))
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(second, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Errorf("%s: exported\n%s\nread and exported again\n%s", name, a, b)
		}
		records, err := csv.NewReader(bytes.NewReader(a)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			for _, c := range r {
				cells++
				if bare := strings.TrimLeft(c, " \u200b\ufeff\u200e\u200f"); bare != "" && strings.ContainsAny(bare[:1], "=+-@\t\r") || strings.HasPrefix(bare, "＝") || strings.HasPrefix(bare, "＋") || strings.HasPrefix(bare, "－") || strings.HasPrefix(bare, "＠") {
					if _, err := model.ParseReal(c); err != nil {
						t.Errorf("%s: the cell %q may run in a spreadsheet", name, c)
					}
				}
			}
		}
	}
	const all = `SELECT listed_as, value_as_printed, variant FROM score_details ORDER BY value`
	if a, b := cli(nil, "query", "--db", db, "--format", "csv", all), cli(nil, "query", "--db", again, "--format", "csv", all); a.out != b.out || a.status != exitOK {
		t.Errorf("got\n%s\nwant\n%s", b.out, a.out)
	}
	t.Logf("%d cells", cells)
}

// In a pipe the formats for programs give every byte back, a row a line.
func TestPipedFormatsAreExact(t *testing.T) {
	_, db := hostileCase(t, hostileNames)
	const sql = `SELECT listed_as, count(*) FROM score_details GROUP BY score_id ORDER BY value`
	r, err := csv.NewReader(strings.NewReader(must(t, "query", "--db", db, "--format", "csv", sql))).ReadAll()
	if err != nil || len(r) != len(hostileNames)+1 {
		t.Fatalf("%d records, %v", len(r), err)
	}
	var js []map[string]any
	if err := json.Unmarshal([]byte(must(t, "query", "--db", db, "--format", "json", sql)), &js); err != nil || len(js) != len(hostileNames) {
		t.Fatalf("%d records, %v", len(js), err)
	}
	tsv := strings.Split(strings.TrimSuffix(must(t, "query", "--db", db, sql), "\n"), "\n")
	if len(tsv) != len(hostileNames) {
		t.Fatalf("%d lines, want %d", len(tsv), len(hostileNames))
	}
	for i, n := range hostileNames {
		cell, _, _ := strings.Cut(tsv[i], "\t")
		back := strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r").Replace(cell)
		if r[i+1][0] != n || js[i]["listed_as"] != n || back != n {
			t.Errorf("%q: CSV %q, JSON %q, TSV %q", n, r[i+1][0], js[i]["listed_as"], cell)
		}
	}
}

// Nothing that a terminal obeys comes out of any command, whatever the format.
func TestTerminalOutputIsInert(t *testing.T) {
	t.Parallel()
	dir, db := hostileCase(t, hostileNames)
	refresh(t, db)
	bad := filepath.Join(dir, "bad\x1b[31m\u202e.csv")
	if err := os.WriteFile(bad, []byte("Model\u202e\x1b[5m,Score\u009b\nA\u200b,1\nB,x\x1b[0m\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	commands := [][]string{
		{"flags"}, {"list", "models"}, {"list", "variants"}, {"list", "sources"}, {"list", "benchmarks"}, {"show", "vab"}, {"show", "m"}, {"resolve"}, {"diff", "src"}, {"rejects"},
		{"ingest", bad}, {"ingest", "--suggest", bad}, {"ingest", "--map", "no\x1b[31m", bad}, {"ingest", filepath.Join(dir, "absent\x1b[1m\u202e.csv")},
		{"query", "SELECT \x1b[31m\u202e"}, {"query", "SELECT 1 AS \"\x1b[31m\u202e\""}, {"query", "SELECT x'9b33316d', cast(x'9b33316d' AS TEXT)"}, {"query", "-p", "x\x1b=1", "SELECT 1"},
		{"show", "\x1b[31m\u202e"}, {"explain", "\x1b[31m"}, {"no\x1b[31m"}, {"--no\x1b[31m"},
		{"lint", bad}, {"lint", dir}, {"lint", "--format", "json", dir}, {"lint", "--format", "sarif", bad, dir}, {"lint", "--format", "github", dir}, {"lint", "no\x1b[31m\u202e.csv"},
		{"trace", "1"}, {"trace", "1", "--format", "json"}, {"trace", "2", "--format", "prov-json"}, {"trace", "--variant", "v\x1b"}, {"history", "vab"}, {"history", "\x1b[31m"}, {"verify"},
		{"chart", "leaderboard", "--source", "src", "-o", filepath.Join(t.TempDir(), "\x1b[31ml.svg")}, {"chart", "timeline", "-o", filepath.Join(t.TempDir(), "t.svg"), "--data", "-"}, {"query", "--format", "\x1b[31m", "SELECT 1"}, {"maps", "show", "\x1b[31m"},
	}
	for i, f := range formats {
		commands = append(commands, []string{"query", "--format", f, "SELECT * FROM score_details"})
		if long || i%2 == 0 {
			commands = append(commands, []string{"query", "--format", f, "-o", "-", "SELECT * FROM score_details"}, []string{"flags", "--format", f})
		}
	}
	for _, args := range commands {
		r := atTerminal(append([]string{"--db", db}, args...)...)
		if r.out+r.err == "" {
			t.Errorf("%q: got nothing", args)
		}
		for _, text := range []string{r.out, r.err} {
			if i := strings.IndexFunc(strings.NewReplacer("\n", "", "\t", "").Replace(text), terminal.Hostile); i >= 0 || !bytes.Equal([]byte(text), []byte(strings.ToValidUTF8(text, ""))) {
				t.Errorf("%q: prints %.300q", args, text)
			}
		}
	}
}

// The figures are well-formed XML whose texts say the names, inert: every kind of
// figure of every name in the long run, else two kinds of two names each.
func TestFiguresOfHostileNames(t *testing.T) {
	t.Parallel()
	var names [][]string
	for i, n := range hostileNames {
		if long {
			names = append(names, []string{n, n + " the other"})
		} else if i%2 == 0 {
			names = append(names, []string{n, hostileNames[(i+1)%len(hostileNames)]})
		}
	}
	for i, pair := range names {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			_, db := hostileCase(t, pair)
			refresh(t, db)
			for k, kind := range []string{"bars", "gap", "coverage", "timeline", "leaderboard", "context"} {
				if long || i%3 == k%3 {
					inertFigure(t, pair[0], db, kind)
				}
			}
		})
	}
}

// inertFigure draws a figure as SVG and reads it as XML.
func inertFigure(t *testing.T, n, db, kind string) {
	t.Helper()
	svg := filepath.Join(t.TempDir(), "x.svg")
	r := cli(nil, "chart", kind, "--db", db, "--source", "src", "-o", svg)
	if r.status != exitOK {
		t.Errorf("%s of %q: %s", kind, n, r.err)
		return
	}
	text, err := os.ReadFile(svg)
	if err != nil {
		t.Fatal(err)
	}
	for d := xml.NewDecoder(bytes.NewReader(text)); ; {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Errorf("%s of %q: %v", kind, n, err)
			break
		}
		if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "script" || e.Name.Local == "foreignObject") {
			t.Errorf("%s of %q: the figure has an element %s", kind, n, e.Name.Local)
		}
	}
	if bytes.ContainsAny(text, "\x00\x1b\a\b\x7f") || bytes.Contains(text, []byte("<script")) {
		t.Errorf("%s of %q: the figure holds what a browser or a terminal obeys", kind, n)
	}
}

// The big list of naughty strings comes back byte for byte and prints inert.
func TestNaughtyStrings(t *testing.T) {
	t.Parallel()
	folder := csvtest.Corpora(t)
	text, err := os.ReadFile(filepath.Join(folder, "blns", "blns.json"))
	if err != nil {
		t.Skipf("no blns/blns.json in %s; set PROVENANCE_CSV_CORPORA to a folder of corpora", folder)
	}
	var all, names []string
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, s := range all {
		if strings.TrimSpace(s) != "" && !seen[s] && !strings.Contains(s, "\x00") && !strings.Contains(s, "\r\n") {
			names = append(names, s)
		}
		seen[s] = true
	}
	_, db := hostileCase(t, names)
	var js []map[string]any
	if err := json.Unmarshal([]byte(must(t, "query", "--db", db, "--format", "json", `SELECT listed_as AS s FROM score_details ORDER BY value`)), &js); err != nil || len(js) != len(names) {
		t.Fatalf("%d of %d, %v", len(js), len(names), err)
	}
	for i, n := range names {
		if js[i]["s"] != n {
			t.Errorf("%q came back as %q", n, js[i]["s"])
		}
	}
	r := atTerminal("query", "--db", db, "SELECT * FROM score_details")
	if strings.ContainsFunc(strings.ReplaceAll(r.out+r.err, "\n", ""), terminal.Hostile) {
		t.Error("a terminal would obey some")
	}
	t.Logf("%d strings", len(names))
}
