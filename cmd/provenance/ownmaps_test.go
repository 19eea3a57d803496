package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const ownMap = `name: my-board
match: {columns: [Model, My points]}
fields: {source: my-board, listed_as: {column: Model}, benchmark: my-board, metric: my-points, reported_on: "2025-06"}
scores: [{column: My points}]
sources: [{slug: my-board, kind: leaderboard, title: Mine, url: https://mine.dev}]
benchmarks: [{slug: my-board, name: Mine, family: my-board}]
metrics: [{slug: my-points, name: Points, unit: points}]
`

// A file is recognised by the maps of --maps or $PROVENANCE_MAPS, before the built-in ones.
func TestOwnMapsAreRecognised(t *testing.T) {
	dir := t.TempDir()
	writeAll(t, dir, map[string]string{"own/mine.yaml": ownMap, "own/README.md": "not a map\n", "own/.hidden.yaml": "x",
		"own/arena.yml": strings.NewReplacer("my-board", "arena-hard", "My points", "rating_q025").Replace(ownMap),
		"twice/1.yaml":  ownMap, "twice/2.yaml": strings.Replace(ownMap, "My points]", "Other]", 1),
		"both/1.yaml": ownMap, "both/2.yaml": strings.Replace(ownMap, "name: my-board", "name: other", 1),
		"bad/1.yaml": "name: x\n",
		"mine.csv":   "Model,My points\nAster,5\n", "arena.csv": "model,score,rating_q025,rating_q975,CI\nAster,50,49,51,\"(-1.0, +1.0)\"\n"})
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct {
		env, args string
		status    int
		want      string
	}{
		{"", "--maps own mine.csv", exitOK, "read through map my-board, selected by the header (" + at("own/mine.yaml") + ")"},
		{"own", "mine.csv", exitOK, "read through map my-board"},
		{"bad", "--maps own mine.csv", exitOK, "read through map my-board"},
		{"", "--maps own --map my-board mine.csv", exitOK, "added"},
		{"own", "--map long mine.csv", exitRejected, ""},
		{"own", "arena.csv", exitOK, "read through map arena-hard, selected by the header (" + at("own/arena.yml") + ")"},
		{"", "mine.csv", exitRejected, "matches no canonical table and no built-in map"},
		{"", "--maps twice mine.csv", exitRejected, `2.yaml: name "my-board": ` + at("twice/1.yaml") + " has this name, too"},
		{"", "--maps both mine.csv", exitRejected, "the header matches the maps my-board and other: choose one with --map"},
		{"", "--maps bad mine.csv", exitRejected, "1.yaml:1:1: scores: the map has no scores"},
		{"", "--maps none mine.csv", exitRejected, "none: "},
		{"", "--maps own --map lmarena mine.csv", exitUsage, "--maps has no effect: --map lmarena is none of the maps of"},
	} {
		env := c.env
		if env != "" {
			env = at(env)
		}
		args := strings.Fields(c.args)
		for i, a := range args {
			if _, err := os.Stat(at(a)); err == nil || a == "none" {
				args[i] = at(a)
			}
		}
		var out bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, err: &out, now: time.Now, getenv: func(name string) string { return map[string]string{"PROVENANCE_MAPS": env}[name] }}
		status := run(a, append([]string{"ingest", "--dry-run", "--db", at("p.db")}, args...))
		if status != c.status || !strings.Contains(out.String(), c.want) {
			t.Errorf("PROVENANCE_MAPS=%s %s: got %d, %s, want %d, %s", c.env, c.args, status, out.String(), c.status, c.want)
		}
	}
	if out := must(t, "maps", "--maps", at("own"), "--format", "tsv"); !strings.Contains(out, "my-board\t") || !strings.Contains(out, "lmarena\t") {
		t.Errorf("maps: got %s", out)
	}
	if r := cli(nil, "lint", "--maps", at("own"), at("mine.csv")); !strings.Contains(r.err, "read through map my-board") || r.status != exitOK {
		t.Errorf("lint: got %d, %s%s", r.status, r.out, r.err)
	}
}

// A built-in map that fits by its header and no line names what to do.
func TestAMapThatFitsOnlyByItsHeader(t *testing.T) {
	const header = "Model version,Source,Source link,Other\n"
	dir := write(t, map[string]string{"epoch.csv": header + "Aster,x,https://x.dev,5\n",
		"arena.csv":     "model,score,rating_q025,rating_q975,CI,date\nAster,50,48,52,\"(1.9, 2.0)\",2025-06-01\nBoreal,40,38,42,\"(1.9, 2.0)\",2025-06-01\n",
		"arena_one.csv": "model,score,rating_q025,rating_q975,CI,date\nAster,50,48,52,\"(1.9, 2.0)\",2025-06-01\nBoreal,40,38,42,\"(-1.9, +2.0)\",2025-06-01\n",
		"livebench.csv": "model,AMPS_Hard,code_completion,code_generation,connections,math_comp\nAster,1,2,3,4,5\n"})
	for name, hint := range map[string]bool{"epoch.csv": true, "arena.csv": true, "arena_one.csv": false, "livebench.csv": false} {
		r := cli(nil, "ingest", "--dry-run", "--db", filepath.Join(dir, "p.db"), filepath.Join(dir, name))
		if r.status != exitRejected || strings.Contains(r.err, "which the header selected; 'provenance ingest --suggest FILE' drafts a map for this file, and --map MAP") != hint {
			t.Errorf("%s: got %d, %s", name, r.status, r.err)
		}
	}
}

// Documents and spreadsheets are named for what they are.
func TestIngestNamesOtherKindsOfFiles(t *testing.T) {
	dir := write(t, map[string]string{
		"a.json": "[\n  {\n    \"model\": \"Aster\"\n  }\n]\n", "b.json": " { \"a\": 1}", "c.jsonl": "{\"a\":1}\n{\"a\":2}\n", "d.json": "[]", "e.json": "[1, 2]",
		"a.yaml": "# a list\n- model: Aster\n  score: 5\n- model: Boreal\n  score: 6\n", "b.yaml": "---\nmodels: {}\n", "c.yaml": ownMap,
		"a.xlsx": "PK\x03\x04rest", "a.csv": "Model: 1,Score\nAster: x,2\n", "b.csv": "[Model](x),Score\nAster,2\n"})
	for name, want := range map[string]string{"a.json": "this is JSON", "b.json": "this is JSON", "c.jsonl": "this is JSON", "d.json": "this is JSON", "e.json": "this is JSON",
		"a.yaml": "this is YAML", "b.yaml": "this is YAML", "c.yaml": "this is YAML, not a table (if it is a map, give it with --map", "a.xlsx": "this is a spreadsheet or an archive",
		"a.csv": "the header matches no canonical table", "b.csv": "the header matches no canonical table"} {
		r := cli(nil, "ingest", "--dry-run", "--db", filepath.Join(dir, "p.db"), filepath.Join(dir, name))
		if r.status != exitRejected || !strings.Contains(r.err, want) {
			t.Errorf("%s: got %d, %s, want %s", name, r.status, r.err, want)
		}
	}
}

func TestFlagsWithoutEffectAreRefused(t *testing.T) {
	dir := write(t, map[string]string{"mine.csv": "Model,My points\nAster,5\n"})
	file := filepath.Join(dir, "mine.csv")
	for args, want := range map[string]string{
		"ingest --suggest --dry-run":           "--dry-run has no effect with --suggest",
		"ingest --suggest --keep-source auto":  "--keep-source has no effect with --suggest",
		"ingest --suggest --reported-on 2025":  "--reported-on has no effect with --suggest",
		"ingest --suggest --source s":          "--source has no effect with --suggest",
		"ingest --suggest --maps x":            "--maps has no effect with --suggest",
		"ingest --dry-run --keep-source never": "--keep-source has no effect with --dry-run",
		"rejects --mend --format csv 1":        "--format has no effect with --mend",
		"rejects --mend --wide 1":              "--wide has no effect with --mend",
	} {
		if strings.HasPrefix(args, "ingest") {
			args += " " + file
		}
		r := cli(nil, strings.Fields(args)...)
		if r.status != exitUsage || !strings.Contains(r.err, want) {
			t.Errorf("%s: got %d, %s, want %s", args, r.status, r.err, want)
		}
	}
}

// writeAll writes files in folders.
func writeAll(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestMapsSchemaIsPrinted(t *testing.T) {
	var schema struct {
		Title string
		Defs  map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal([]byte(must(t, "maps", "schema")), &schema); err != nil || schema.Title == "" || schema.Defs["ScoreRule"] == nil {
		t.Errorf("got %+v, %v", schema.Title, err)
	}
}
