package verifytest

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestVerifyFindsFlippedBytes flips one byte at a time, anywhere in the file:
// what changes a row, or the schema, is found.
func TestVerifyFindsFlippedBytes(t *testing.T) {
	t.Parallel()
	n := 12
	if long {
		n = 1000
	}
	path, points := trustedDB(t)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want, err := contents(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	rnd := rand.New(rand.NewPCG(6, 6))
	changed, found := 0, 0
	for i := range n {
		bytes := slices.Clone(whole)
		at := rnd.IntN(len(bytes))
		old := bytes[at]
		for bytes[at] == old {
			bytes[at] = byte(rnd.IntN(256))
		}
		damaged := filepath.Join(dir, fmt.Sprintf("%d.db", i))
		if err := os.WriteFile(damaged, bytes, 0o644); err != nil {
			t.Fatal(err)
		}
		got, err := contents(damaged)
		differs := err != nil || got != want
		if differs {
			changed++
		}
		r := cli(t, "verify", "--db", damaged, "--checkpoints", points)
		if r.status != 0 {
			found++
			if r.status != 1 || !strings.Contains(r.err, damaged) {
				t.Errorf("byte %d, %#x for %#x: got status %d and:\n%s", at, bytes[at], old, r.status, r.err)
			}
		} else if differs {
			t.Errorf("byte %d, %#x for %#x: a row or the schema is changed (%v), and the database is verified", at, bytes[at], old, err)
		}
		for _, suffix := range []string{"", "-wal", "-shm"} {
			os.Remove(damaged + suffix)
		}
	}
	if changed < n/4 {
		t.Errorf("only %d of %d flips changed a row or the schema", changed, n)
	}
	t.Logf("%d bytes flipped: %d changed a row or the schema; verify found these and %d more that changed none", n, changed, found-changed)
}

// TestVerifyFindsTampering changes rows as someone would who knows SQL: with the
// triggers dropped, and made again afterwards.
func TestVerifyFindsTampering(t *testing.T) {
	t.Parallel()
	path, points := trustedDB(t)
	before, err := contents(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, sql, want string }{
		{"a value", `UPDATE scores SET value = value + 1 WHERE id = 30`, "table scores, rows"},
		{"what was printed", `UPDATE scores SET printed = '99.90' WHERE id = 31`, "table scores, rows"},
		{"an interval", `UPDATE scores SET ci_low = 1, ci_high = 2, ci_level = 0.95 WHERE id = 32`, "table scores, rows"},
		{"a score taken out", `DELETE FROM scores WHERE id = 33`, "row 33"},
		{"the last score taken out", `DELETE FROM outdated WHERE id = (SELECT max(id) FROM scores); DELETE FROM scores WHERE id = (SELECT max(id) FROM scores)`, "table scores, row"},
		{"a score put in", `INSERT INTO scores(snapshot_id, name_id, revision, benchmark_id, variant_id, value, ingest_id, line) SELECT snapshot_id, name_id, 9, benchmark_id, variant_id, 12, ingest_id, line FROM scores WHERE id = 34`, "no link of the chain covers it"},
		{"two scores exchanged", `UPDATE scores SET value = 1e9 - value WHERE id IN (35, 36); UPDATE scores SET value = 1e9 - value WHERE id IN (35, 36); UPDATE scores SET value = (SELECT sum(value) FROM scores WHERE id IN (40, 41)) - value WHERE id IN (40, 41)`, "table scores, rows"},
		{"whose score it is", `UPDATE scores SET variant_id = (SELECT max(id) FROM variants) WHERE id = 37`, "its name stands for"},
		{"which name it is", `UPDATE scores SET name_id = 1 WHERE id = 700`, "table scores, rows"},
		{"a name", `UPDATE names SET name = 'Another-Name' WHERE id = 2`, "table names, rows"},
		{"the day of a board", `UPDATE snapshots SET reported_on = '2024-01-01' WHERE id = 3`, "table snapshots, rows"},
		{"settings", `UPDATE protocols SET shots = '64' WHERE id = 2`, "table protocols, rows"},
		{"a release", `UPDATE release_events SET on_date = '2024-01-01' WHERE id = 2`, "table release_events: its"},
		{"a release taken out", `DELETE FROM release_events WHERE id = 4`, "row 4 is not there"},
		{"a denial taken out", `DELETE FROM statement_sources WHERE statement_id = (SELECT max(id) FROM statements); DELETE FROM statement_targets WHERE statement_id = (SELECT max(id) FROM statements); DELETE FROM statements WHERE id = (SELECT max(id) FROM statements)`, "table statements: its"},
		{"what a name means", `UPDATE aliases SET variant_id = 1 WHERE id = 5`, "table aliases: its"},
		{"the evidence of an alias", `UPDATE aliases SET evidence = 'trust me' WHERE id = 5`, "table aliases: its"},
		{"the address of a source", `UPDATE sources SET url = 'https://example.org/' WHERE id = 1`, "table sources: its"},
		{"a model's name", `UPDATE models SET name = 'Another' WHERE id = 1`, "table models: its"},
		{"the log", `UPDATE ingests SET path = 'other.csv' WHERE id = 3`, "table ingests, rows"},
		{"the log's hash", `UPDATE ingests SET sha256 = lower(hex(zeroblob(32))) WHERE id = 3`, "table ingests, rows"},
		{"a correction hidden", `DELETE FROM changes`, "table changes, row 1"},
		{"a reject hidden", `DELETE FROM rejects`, "table rejects, row 1"},
		{"kept bytes", `UPDATE kept SET bytes = (SELECT bytes FROM kept WHERE id = 1) WHERE id = 2`, "table kept, rows"},
		{"kept bytes taken out", `DELETE FROM kept WHERE id = 2`, "row 2 is not there"},
		{"a map", `UPDATE maps SET text = CAST(replace(CAST(text AS TEXT), 'name', 'nam') AS BLOB)`, "table maps, rows"},
		{"a score that counts no longer", `INSERT INTO outdated VALUES (50)`, "table outdated, row 50"},
		{"a score that counts again", `DELETE FROM outdated`, "table outdated: score"},
		{"since when it was public", `UPDATE variant_days SET public_on = '2020-01-01' WHERE variant_id = 2`, "table variant_days"},
		{"a day of a variant without events", `INSERT INTO variant_days(variant_id, known_on, public_on) SELECT id, '2020-01-01', '2020-01-01' FROM variants WHERE id NOT IN (SELECT variant_id FROM variant_days) LIMIT 1`, "table variant_days"},
		{"a retraction taken out", `DELETE FROM retractions; DELETE FROM outdated WHERE id = (SELECT max(id) FROM outdated)`, "table retractions, row 1"},
		{"a reason", `UPDATE retractions SET reason = 'no reason'`, "table retractions, rows"},
		{"a link", `UPDATE links SET made_at = '2020-01-01T00:00:00Z' WHERE id = 1`, "table links, row 1"},
		{"a link taken out", `DELETE FROM link_parts WHERE link_id = 2; DELETE FROM links WHERE id = 2`, "table links, row 2 is missing"},
		{"a part of a link", `DELETE FROM link_parts WHERE link_id = 1 AND table_name = 'changes' OR link_id = 2 AND table_name = 'scores'`, "link"},
		{"the end cut off", cutBack, "the chain ends before it"},
		{"a rule", `UPDATE rules SET severity = 'note' WHERE code = 'unreleased-when-reported'`, "table rules"},
		{"a view", `DROP VIEW flags; CREATE VIEW flags AS SELECT * FROM flag_intervals WHERE until IS NULL AND severity <> 'error'`, "view flags is not as"},
		{"a trigger", `DROP TRIGGER scores_no_delete`, "trigger scores_no_delete is missing"},
		{"a score before the first", `INSERT INTO scores(id, snapshot_id, name_id, revision, benchmark_id, variant_id, value, ingest_id, line) SELECT -5, snapshot_id, name_id, 9, benchmark_id, variant_id, value, ingest_id, line FROM scores WHERE id = 5`, "table scores, row -5: rows begin with 1"},
		{"an organization before the first", `INSERT INTO organizations(id, slug, name) VALUES (-1, 'x', 'X')`, "table organizations: its"},
		{"settings before the first", `INSERT INTO protocols(id, shots) VALUES (0, '9')`, "table protocols, row 0"},
		{"the settings that state nothing", `UPDATE protocols SET shots = '55' WHERE id = 1`, "table protocols, rows"},
		{"a link before the first", `INSERT INTO links SELECT 0, made_at, tool_version, command, sha256 FROM links WHERE id = 1`, "table links, row 0"},
		{"a link after the last", `INSERT INTO links SELECT max(id) + 1, made_at, tool_version, command, lower(hex(zeroblob(32))) FROM links`, "its hash is recorded"},
		{"a part of a table that is derived", `INSERT INTO link_parts SELECT 'outdated', link_id, 1, sha256 FROM link_parts LIMIT 1`, "covers a table outdated"},
		{"the command of a link", `UPDATE links SET command = 'x' WHERE id = 1`, "table links, row 1"},
		{"an id", `PRAGMA foreign_keys = OFF; UPDATE scores SET id = 100000 WHERE id = 5`, "row 5 is not there"},
		{"the name behind a NUL byte", `UPDATE models SET name = name || char(0) || 'x' WHERE id = 1`, "table models: its"},
		{"a name's normal form", `UPDATE names SET norm = 'x' WHERE id = 1`, "table names, rows"},
		{"the benchmark of a snapshot and its scores", `UPDATE snapshots SET benchmark_id = benchmark_id % 3 + 1 WHERE id = 3; UPDATE scores SET benchmark_id = benchmark_id % 3 + 1 WHERE snapshot_id = 3`, "table snapshots, rows"},
		{"all aliases taken out", `DELETE FROM aliases; UPDATE scores SET variant_id = NULL`, "table aliases: its 0 rows"},
		{"what a score supersedes", `UPDATE scores SET supersedes = NULL WHERE supersedes IS NOT NULL`, "table scores, rows"},
		{"the file of a score", `UPDATE scores SET ingest_id = 1 WHERE ingest_id = (SELECT max(ingest_id) FROM scores)`, "table scores, rows"},
		{"a value by its last bit", `UPDATE scores SET value = value * (1 + 2.3e-16) WHERE id = 20`, "table scores, rows"},
		{"schema: another index of that name", `DROP INDEX scores_rank; CREATE INDEX scores_rank ON scores(snapshot_id, rank) WHERE rank IS NULL`, "index scores_rank is not as"},
		{"schema: a trigger that lets pass", `DROP TRIGGER scores_no_delete; CREATE TRIGGER scores_no_delete BEFORE DELETE ON scores BEGIN SELECT 1; END`, "trigger scores_no_delete is not as"},
		{"schema: a trigger of its own", `CREATE TRIGGER more AFTER INSERT ON scores BEGIN UPDATE scores SET variant_id = 1 WHERE 0; END`, "trigger more on scores is not provenance's"},
		{"schema: a view in other letters", `DROP VIEW flags; CREATE VIEW Flags AS SELECT 1`, "view flags is not as"},
		{"schema: a trigger on a view", `CREATE TRIGGER more INSTEAD OF INSERT ON flags BEGIN SELECT 1; END`, "trigger more on flags is not provenance's"},
		{"schema: a table in the place of a function", `CREATE TABLE pragma_table_info(arg, name)`, "hides the function pragma_table_info"},
		{"schema: a view in the place of a function", `CREATE VIEW json_each AS SELECT 'llama-4-scout' AS value`, "hides the function json_each"},
		{"schema: an index that says it is another", `CREATE INDEX more ON scores(value); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TRIGGER more AFTER INSERT ON scores BEGIN SELECT 1; END' WHERE name = 'more'`, "schema"},
		{"schema: two tables exchanged", `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT sum(rootpage) FROM sqlite_schema WHERE name IN ('organizations', 'licenses')) - rootpage WHERE name IN ('organizations', 'licenses')`, "file: "},
		{"schema: two indexes exchanged", `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT sum(rootpage) FROM sqlite_schema WHERE name IN ('sources_publisher', 'variants_model')) - rootpage WHERE name IN ('sources_publisher', 'variants_model')`, "file: "},
		{"schema: a view that stands for the schema", `PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('view', 'sqlite_schema', 'sqlite_schema', 0, 'CREATE VIEW sqlite_schema AS SELECT 1')`, "file: "},
		{"schema: the same trigger twice", `PRAGMA writable_schema = ON; INSERT INTO sqlite_schema SELECT type, name, tbl_name, rootpage, replace(sql, 'ABORT', 'IGNORE') FROM sqlite_schema WHERE name = 'scores_no_delete'`, "file: "},
		{"a reference to nothing", `PRAGMA foreign_keys = OFF; UPDATE variants SET model_id = 9999 WHERE id = 1`, "refers to no row"},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			copied := filepath.Join(t.TempDir(), "t.db")
			copyTo(t, path, copied)
			schema := strings.HasPrefix(c.what, "schema: ")
			tamper(t, copied, c.sql, c.what != "a trigger" && !schema)
			if after, err := contents(copied); (err != nil || after == before) && !schema {
				t.Fatalf("nothing was changed (%v)", err)
			}
			r := cli(t, "verify", "--db", copied, "--checkpoints", points)
			if r.status != 1 || !strings.Contains(r.err, "NOT VERIFIED") || !strings.Contains(r.err, c.want) {
				t.Errorf("got status %d and %q, want 1 and %q", r.status, r.err, c.want)
			}
		})
	}
}

// cutBack takes out the last transaction, as if it had never been: only a
// checkpoint can tell.
const cutBack = `
DELETE FROM outdated WHERE id IN (SELECT s.id FROM scores s JOIN retractions r ON r.ingest_id = s.ingest_id);
DELETE FROM retractions;
DELETE FROM ingests WHERE id = (SELECT max(id) FROM ingests);
DELETE FROM link_parts WHERE link_id = (SELECT max(id) FROM links);
DELETE FROM links WHERE id = (SELECT max(id) FROM links);`

// TestACutBackDatabaseNeedsACheckpoint: what the README says that no database can
// tell of itself.
func TestACutBackDatabaseNeedsACheckpoint(t *testing.T) {
	path, points := trustedDB(t)
	tamper(t, path, cutBack, true)
	if r := cli(t, "verify", "--db", path); r.status != 0 || !strings.Contains(r.out, "none given: a database that was rebuilt as a whole or cut back would not be detected") {
		t.Errorf("without a checkpoint: got status %d, want 0 and a word about it; stdout:\n%s\nstderr:\n%s", r.status, r.out, r.err)
	}
	if r := cli(t, "verify", "--db", path, "--checkpoints", points); r.status != 1 {
		t.Errorf("with a checkpoint: got status %d, want 1; stderr:\n%s", r.status, r.err)
	}
	// Another database of the same number of links.
	other := filepath.Join(t.TempDir(), "other.db")
	must(t, "ingest", "--db", other, caseDir)
	line := strings.Fields(must(t, "checkpoint", "--db", other))
	line[4] = strings.Repeat("0", 64)
	writeText(t, "# published\n\n"+strings.Join(line, " ")+"\n", points)
	if r := cli(t, "verify", "--db", other, "--checkpoints", points); r.status != 1 || !strings.Contains(r.err, "its history was rewritten") {
		t.Errorf("another history: got status %d, want 1; stderr:\n%s", r.status, r.err)
	}
	writeText(t, "provenance-1 1\n", points)
	if r := cli(t, "verify", "--db", other, "--checkpoints", points); r.status != 2 || !strings.Contains(r.err, points+":1: ") {
		t.Errorf("no checkpoint: got status %d, want 2; stderr:\n%s", r.status, r.err)
	}
}

// TestVerifyReadsKeptBytesAgain makes what was stored differ from what the file
// says in a way that the chain cannot tell: it is made again over it.
func TestVerifyReadsKeptBytesAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	scores := readFile(t, caseDir, "scores.csv")
	// The file that is kept says 85.5; what is stored comes from one that says 58.5.
	honest, forged := filepath.Join(dir, "honest.db"), filepath.Join(dir, "forged.db")
	must(t, "ingest", "--db", honest, caseDir)
	other := filepath.Join(dir, "llama4")
	if err := os.CopyFS(other, os.DirFS(caseDir)); err != nil {
		t.Fatal(err)
	}
	writeText(t, strings.Replace(scores, ",85.5,85.5,", ",58.5,58.5,", 1), other, "scores.csv")
	must(t, "ingest", "--db", forged, other)
	for _, c := range []struct{ what, sql, want string }{
		{"a value", `
			UPDATE kept SET bytes = (SELECT k.bytes FROM h.kept k WHERE k.id = kept.id);
			UPDATE ingests SET sha256 = (SELECT i.sha256 FROM h.ingests i WHERE i.id = ingests.id), bytes = (SELECT i.bytes FROM h.ingests i WHERE i.id = ingests.id);`,
			"the file says 85.5 for Llama 4 Maverick on mmlu, and no such score is on record"},
		{"a score too many", `
			INSERT INTO scores(snapshot_id, name_id, revision, benchmark_id, variant_id, value, ingest_id, line) SELECT snapshot_id, name_id, 9, benchmark_id, variant_id, 12, ingest_id, line FROM scores WHERE id = 34;`,
			"is not what the file says there (1 scores of this ingest differ)"},
		{"a release", `UPDATE release_events SET locator = 'elsewhere' WHERE id = 2`, "release_events"},
		{"a model", `UPDATE models SET name = 'Another' WHERE id = 1`, `the file says name`},
	} {
		t.Run(c.what, func(t *testing.T) {
			copied := filepath.Join(t.TempDir(), "t.db")
			copyTo(t, forged, copied)
			tamper(t, copied, "ATTACH '"+honest+"' AS h;"+c.sql+"; DELETE FROM link_parts; DELETE FROM links; DETACH h", true)
			rechain(t, copied)
			if r := cli(t, "verify", "--db", copied, "--quick"); r.status != 0 {
				t.Fatalf("the chain does not fit: %s", r.err)
			}
			r := cli(t, "verify", "--db", copied)
			if r.status != 1 || !strings.Contains(r.err, "read again: ingest") || !strings.Contains(r.err, c.want) {
				t.Errorf("got status %d and %q, want 1 and %q", r.status, r.err, c.want)
			}
		})
	}
}

// TestVerifyTakesWhatAnEarlierVersionTook makes a database as earlier versions did,
// which warned of percentages that look like proportions and took them.
func TestVerifyTakesWhatAnEarlierVersionTook(t *testing.T) {
	dir := t.TempDir()
	db, m, board := filepath.Join(dir, "p.db"), filepath.Join(dir, "m.yaml"), filepath.Join(dir, "board.csv")
	const today = `name: board
fields: {listed_as: {column: model}, reported_on: "2025-01-01", source: s, benchmark: b, metric: pc}
scores:
  - {column: x, unit: percent}
sources:
  - {slug: s, kind: leaderboard, title: S}
benchmarks:
  - {slug: b, name: B}
metrics:
  - {slug: pc, name: PC, unit: percent}
`
	earlier := strings.Replace(today, "x, unit: percent", "x", 1)
	writeText(t, today, m)
	writeText(t, "model,x\nm1,0.1\nm2,0.2\nm3,0.3\n", board)
	must(t, "ingest", "--db", db, "--map", m, board)
	was, is := fmt.Sprintf("%x", sha256.Sum256([]byte(today))), fmt.Sprintf("%x", sha256.Sum256([]byte(earlier)))
	tamper(t, db, fmt.Sprintf(`UPDATE maps SET text = CAST('%s' AS BLOB), sha256 = '%s'; UPDATE ingests SET map = replace(map, '%s', '%s'); DELETE FROM link_parts; DELETE FROM links`, earlier, is, was, is), true)
	rechain(t, db)
	must(t, "verify", "--db", db)
}

// TestVerifyNeedsTheWholeDigestOfAMap: an early version wrote 12 digits, which name no
// map for certain.
func TestVerifyNeedsTheWholeDigestOfAMap(t *testing.T) {
	dir := t.TempDir()
	db, m, board := filepath.Join(dir, "p.db"), filepath.Join(dir, "m.yaml"), filepath.Join(dir, "board.csv")
	const text = `name: quest-board
fields: {listed_as: {column: Model}, reported_on: "2025-01-01", source: {const: Quest board, slug: true}, benchmark: {const: Quest, slug: true}, metric: m}
scores: [{column: A}]
metrics: [{slug: m, name: M, unit: points}]
`
	writeText(t, text, m)
	writeText(t, "Model,A\nAster,1\nBoreal,2\n", board)
	must(t, "ingest", "--db", db, "--map", m, board)
	digest := fmt.Sprintf("%x", sha256.Sum256([]byte(text)))
	if r := cli(t, "verify", "--db", db); r.status != 0 || strings.Contains(r.out+r.err, "not read again") {
		t.Errorf("verify: got status %d, %s%s", r.status, r.out, r.err)
	}
	tamper(t, db, fmt.Sprintf("UPDATE ingests SET map = replace(map, '%s', '%s'); DELETE FROM link_parts; DELETE FROM links", digest, digest[:12]), true)
	rechain(t, db)
	if r := cli(t, "verify", "--db", db); !strings.Contains(r.out+r.err, "only 12 digits of the SHA-256 of map quest-board") {
		t.Errorf("verify with a short digest: got status %d, %s%s", r.status, r.out, r.err)
	}
}
