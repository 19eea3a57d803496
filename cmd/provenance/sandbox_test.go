package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// program is the command as a process of its own: the test binary under the
// name that TestMain takes for it.
func program(t testing.TB, dir string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &exec.Cmd{Path: self, Args: append([]string{"provenance"}, args...), Dir: dir, Env: append(os.Environ(), "PROVENANCE_DB=")}
}

// statusOf returns the exit status of a process.
func statusOf(t testing.TB, err error) int {
	t.Helper()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return 0
}

// fingerprint is every name, mode and byte in a folder.
func fingerprint(t testing.TB, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %s", path, info.Mode())
		if !d.IsDir() {
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			fmt.Fprintf(&b, " %d %x", len(text), sha256.Sum256(text))
		}
		b.WriteString("\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const bomb = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) `

// hostileSQL is what somebody may try. Every one must fail.
var hostileSQL = []string{
	// Writing.
	`INSERT INTO organizations(slug, name) VALUES ('x', 'X')`,
	`INSERT INTO organizations(slug, name) VALUES ('x', 'X') RETURNING *`,
	`REPLACE INTO organizations(slug, name) VALUES ('x', 'X')`,
	`UPDATE scores SET value = 0`,
	`UPDATE scores SET value = 0 RETURNING value`,
	`DELETE FROM scores`,
	`WITH x AS (SELECT 1) DELETE FROM scores`,
	`WITH x AS (SELECT 1) INSERT INTO organizations(slug, name) SELECT 'x', 'X' FROM x`,
	`EXPLAIN DELETE FROM scores`,
	`EXPLAIN QUERY PLAN UPDATE scores SET value = 0`,
	`DROP TABLE scores`,
	`DROP VIEW flags`,
	`DROP TRIGGER release_events_no_delete`,
	`ALTER TABLE scores RENAME TO s`,
	`ALTER TABLE scores ADD COLUMN x`,
	`CREATE TABLE t(x)`,
	`CREATE TABLE t AS SELECT * FROM scores`,
	`CREATE TEMP TABLE t(x)`,
	`CREATE TEMP VIEW v AS SELECT 1`,
	`CREATE TEMP TRIGGER tr AFTER INSERT ON scores BEGIN SELECT 1; END`,
	`CREATE INDEX i ON scores(value)`,
	`CREATE VIEW v AS SELECT 1`,
	`CREATE VIRTUAL TABLE t USING fts3(x)`,
	`CREATE VIRTUAL TABLE t USING fts4(x)`,
	`CREATE VIRTUAL TABLE t USING rtree(a, b, c)`,
	`CREATE VIRTUAL TABLE temp.t USING fts3tokenize(simple)`,
	`INSERT INTO sqlite_schema VALUES ('table', 't', 't', 0, 'CREATE TABLE t(x)')`,
	`DELETE FROM sqlite_schema`,
	`REINDEX`,
	`ANALYZE`,
	`VACUUM`,
	`VACUUM INTO 'made.db'`,
	`VACUUM INTO 'file:case.db?mode=rw'`,
	// Other files.
	`ATTACH 'case.db' AS x`,
	`ATTACH 'file:case.db?mode=rw' AS x`,
	`ATTACH 'file:made.db?mode=rwc' AS x`,
	`ATTACH 'other.db' AS x`,
	`ATTACH ':memory:' AS x`,
	`ATTACH '' AS x`,
	`DETACH main`,
	`DETACH temp`,
	`SELECT load_extension('./x')`,
	`SELECT readfile('/etc/passwd')`,
	`SELECT writefile('made', 'x')`,
	`SELECT fts3_tokenizer('simple')`,
	`SELECT fts3_tokenizer('simple', x'0000000000000000')`,
	`SELECT bulk_insert('DELETE FROM scores', '', 1, 1, x'')`,
	`SELECT bulk_probe('SELECT 1', 'SELECT 1', 1, 1, x'')`,
	`SELECT edit('x')`,
	`SELECT * FROM fsdir('/')`,
	// Settings and transactions.
	`PRAGMA writable_schema = ON`,
	`PRAGMA query_only = OFF`,
	`PRAGMA query_only(0)`,
	`PRAGMA journal_mode = DELETE`,
	`PRAGMA journal_mode(truncate)`,
	`PRAGMA wal_checkpoint`,
	`PRAGMA wal_checkpoint(TRUNCATE)`,
	`PRAGMA main.wal_checkpoint(RESTART)`,
	`PRAGMA user_version = 7`,
	`PRAGMA application_id = 7`,
	`PRAGMA encoding = 'UTF-16'`,
	`PRAGMA schema_version = 99`,
	`PRAGMA locking_mode = EXCLUSIVE`,
	`PRAGMA temp_store_directory = '.'`,
	`PRAGMA trusted_schema = ON`,
	`PRAGMA mmap_size = 1000000000000`,
	`PRAGMA incremental_vacuum`,
	`PRAGMA optimize`,
	`PRAGMA hard_heap_limit = 0`,
	`SELECT * FROM pragma_wal_checkpoint`,
	`SELECT * FROM pragma_journal_mode('delete')`,
	`SELECT * FROM pragma_optimize`,
	`BEGIN`,
	`BEGIN IMMEDIATE`,
	`BEGIN EXCLUSIVE`,
	`COMMIT`,
	`ROLLBACK`,
	`SAVEPOINT s`,
	`RELEASE s`,
	// A second statement.
	`SELECT 1; DELETE FROM scores`,
	`SELECT 1;DELETE FROM scores;`,
	`SELECT ';'; DELETE FROM scores`,
	`SELECT 1 /* ; */ ; /* x */ DELETE FROM scores`,
	"SELECT 1 -- '\n; DELETE FROM scores -- '",
	`SELECT "a;" FROM (SELECT 1 AS "a;"); DROP TABLE scores`,
	`; SELECT 1; SELECT 2`,
	"SELECT 1\x00; DELETE FROM scores",
	"SELECT '\x00'; DELETE FROM scores",
	"SELECT 1;\ufeffDELETE FROM scores",
	`SELECT 'an open string; DELETE FROM scores`,
	// Time.
	bomb + `SELECT count(*) FROM n`,
	bomb + `SELECT max(i) FROM n ORDER BY 1`,
	bomb + `SELECT group_concat(i) FROM n`,
	bomb + `SELECT json_group_array(i) FROM n`,
	bomb + `SELECT sum(length(randomblob(1000000))) FROM n`,
	bomb + `SELECT i FROM n ORDER BY i DESC LIMIT 1`,
	`WITH RECURSIVE f(a, b) AS (SELECT 1, 'x' UNION ALL SELECT a + 1, b || b FROM f) SELECT max(length(b)) FROM f`,
	`SELECT count(*) FROM scores a, scores b, scores c, scores d`,
	`SELECT max(a.value + b.value + c.value) FROM scores a, scores b, scores c WHERE a.value <> b.value`,
	`SELECT DISTINCT a.value, b.value, c.value FROM scores a, scores b, scores c ORDER BY 1, 2, 3`,
	// One long call, which no interrupt ends.
	`SELECT instr(replace(hex(zeroblob(4000000)), '0', 'a'), replace(hex(zeroblob(1000000)), '0', 'a') || 'b')`,
	`SELECT replace(hex(zeroblob(4000000)), '0', 'a') LIKE '%' || replace(hex(zeroblob(450)), '0', 'a') || 'b'`,
	`SELECT replace(hex(zeroblob(4000000)), '0', 'a') GLOB '*' || replace(hex(zeroblob(450)), '0', 'a') || 'b'`,
	`SELECT replace(hex(zeroblob(4000000)), '0', 'a') NOT LIKE '%' || hex(zeroblob(400)) || '_%_%_%b' AND trim(replace(hex(zeroblob(4000000)), '0', 'é'), replace(hex(zeroblob(900000)), '0', 'ö'))`,
	`SELECT rtrim(hex(zeroblob(4000000)), replace(hex(zeroblob(2000000)), '0', 'b') || '0')`,
	// Size.
	`SELECT zeroblob(1000000000)`,
	`SELECT randomblob(100000000)`,
	`SELECT hex(zeroblob(8000000))`,
	`SELECT printf('%.*c', 2000000000, 'x')`,
	`SELECT printf('%1000000000d', 1)`,
	`SELECT format('%.*f', 500000000, 1.5)`,
	`SELECT replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000)))`,
	`SELECT json_array(` + strings.Repeat("zeroblob(9), ", 200) + `1)`,
	`SELECT json_valid(replace(hex(zeroblob(5000000)), '0', '['))`,
	`SELECT 'x' LIKE replace(hex(zeroblob(40000)), '0', '%')`,
	`SELECT ` + strings.Repeat("(", 5000) + "1" + strings.Repeat(")", 5000),
	`SELECT ` + strings.Repeat("1 + ", 5000) + "1",
	`SELECT 1` + strings.Repeat(" UNION ALL SELECT 1", 2000),
	`SELECT ` + strings.Repeat("1, ", 3000) + "1",
	`SELECT ` + strings.Repeat("zeroblob(8000000), ", 400) + "1",
	`SELECT * FROM ` + strings.Repeat("scores, ", 70) + "scores",
}

// timeOf is how long a program that has ended took, by the clock or, if that is less,
// as time of processors: on a busy machine it waits for one. A program that waits for
// something else takes no time by this, so that whatever took a minute took it.
func timeOf(cmd *exec.Cmd, start time.Time) time.Duration {
	took := time.Since(start)
	if took > time.Minute {
		return took
	}
	return min(took, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
}

// Not a byte of the folder changes, and each is over in its time.
func TestHostileSQL(t *testing.T) {
	if len(hostileSQL) < 60 {
		t.Fatalf("%d statements, want 60 at least", len(hostileSQL))
	}
	dir := t.TempDir()
	db := filepath.Join(dir, "case.db")
	copyCaseTo(t, db)
	if r := cli(nil, noRefresh("ingest", "--db", filepath.Join(dir, "other.db"), filepath.Join(caseDir, "organizations.csv"))...); r.status != exitOK {
		t.Fatal(r.err)
	}
	const timeout = 100 * time.Millisecond
	ask := func(sql string, timeout time.Duration) (status int, out, stderr string, took time.Duration) {
		var o, e bytes.Buffer
		cmd := program(t, dir, "query", "--db", "case.db", "--timeout", timeout.String(), "-")
		if strings.IndexByte(sql, 0) < 0 && len(sql) < 100_000 {
			cmd.Args[len(cmd.Args)-1] = sql
		}
		cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(sql), &o, &e
		start := time.Now()
		err := cmd.Run()
		return statusOf(t, err), o.String(), e.String(), timeOf(cmd, start)
	}
	// What a process costs by itself, on this machine now.
	overhead := time.Duration(0)
	for range 5 {
		status, out, stderr, took := ask("SELECT 1", time.Minute)
		if status != exitOK || out != "1\n" {
			t.Fatalf("got %d, %q, %s", status, out, stderr)
		}
		overhead = max(overhead, took)
	}
	before := fingerprint(t, dir)
	var longest time.Duration
	for _, sql := range hostileSQL {
		shown := sql
		if len(shown) > 120 {
			shown = shown[:120] + "…"
		}
		status, out, stderr, took := ask(sql, timeout)
		limit := timeout + 250*time.Millisecond + overhead
		longest = max(longest, took)
		if took > limit {
			t.Errorf("%s: took %v, want at most %v", shown, took, limit)
		}
		if status != exitFailure || stderr == "" || out != "" || strings.Contains(stderr, "panic") {
			t.Errorf("%s: got status %d, want 1; stdout %.200q, stderr %.500s", shown, status, out, stderr)
		}
		if after := fingerprint(t, dir); after != before {
			t.Fatalf("%s: the folder changed from\n%sto\n%s", shown, before, after)
		}
	}
	t.Logf("%d statements, the longest took %v of a deadline of %v; a process alone took %v", len(hostileSQL), longest, timeout, overhead)
}

// What is only reading works, within the same limits.
func TestLegitimateSQL(t *testing.T) {
	db := newCase(t)
	for _, c := range []struct {
		sql, want string
		args      []string
	}{
		{sql: `WITH x(a) AS (SELECT 1 UNION SELECT 2) SELECT sum(a) FROM x`, want: "3"},
		{sql: `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT group_concat(i, '') FROM n`, want: "12345"},
		{sql: `SELECT max(r) FROM (SELECT row_number() OVER (PARTITION BY source ORDER BY value DESC) AS r FROM score_details) HAVING max(r) > 1`, want: "*"},
		{sql: `SELECT lag(x) OVER (ORDER BY x) FROM (SELECT 1 AS x UNION SELECT 2) ORDER BY 1 DESC LIMIT 1`, want: "1"},
		{sql: `SELECT json_extract('{"a": [1, 2]}', '$.a[1]')`, want: "2"},
		{sql: `SELECT '{"a": 5}' ->> 'a'`, want: "5"},
		{sql: `SELECT sum(value) FROM json_each('[1, 2, 3]')`, want: "6"},
		{sql: `SELECT count(*) FROM json_tree('{"a": {"b": 1}}')`, want: "3"},
		{sql: `EXPLAIN QUERY PLAN SELECT * FROM scores`, want: "*"},
		{sql: `EXPLAIN SELECT 1`, want: "*"},
		{sql: `SELECT name FROM pragma_table_info('organizations') LIMIT 1`, want: "id"},
		{sql: `PRAGMA table_info(scores)`, want: "*"},
		{sql: `PRAGMA integrity_check`, want: "ok"},
		{sql: `PRAGMA user_version`, want: "*"},
		{sql: `PRAGMA journal_mode`, want: "wal"},
		{sql: `SELECT count(*) FROM sqlite_schema WHERE type = 'view' AND name = 'flags'`, want: "1"},
		{sql: `SELECT count(*) > 100 FROM flags`, want: "1"},
		{sql: `SELECT count(*) > 0 FROM flag_intervals WHERE variant = 'llama-4-behemoth'`, want: "1"},
		{sql: `SELECT count(*) FROM (SELECT * FROM coverage UNION ALL SELECT * FROM coverage)`, want: "*"},
		{sql: `SELECT count(*) FROM comparisons, context_gaps WHERE 0`, want: "0"},
		{sql: `SELECT count(DISTINCT model) FROM score_details WHERE model LIKE 'llama-4-%'`, want: "*"},
		{sql: `SELECT 'Llama 4' GLOB 'Llama*'`, want: "1"},
		{sql: `SELECT date('2025-04-05', '+6 days'), strftime('%Y', '2025-04-05'), julianday('2025-04-06') - julianday('2025-04-05')`, want: "2025-04-11\t2025\t1"},
		{sql: `SELECT count(*) FILTER (WHERE rank = 1) <= count(*), total(rank) > 0 FROM scores`, want: "1\t1"},
		{sql: `SELECT printf('%.1f', avg(x)) FROM (SELECT 1 AS x UNION SELECT 2)`, want: "1.5"},
		{sql: `SELECT :a + @b, $c`, args: []string{"-p", "a=1", "-p", "b=2.5", "-p", "c=x y"}, want: "3.5\tx y"},
		{sql: `SELECT typeof(:a), typeof(:b), typeof(:c), typeof(:d), typeof(:e), typeof(:f), :a = :a`, args: []string{"-p", "a=007", "-p", "b=7", "-p", "c=7.0", "-p", "d:text=7", "-p", "e:null=", "-p", "f=-1e3"}, want: "text\tinteger\treal\ttext\tnull\treal\t1"},
		{sql: `SELECT ':no', ":no" FROM (SELECT 1 AS ":no") -- :no`, want: ":no\t1"},
		{sql: `SELECT length(:x)`, args: []string{"-p", "x='; DROP TABLE scores; --"}, want: "24"},
		{sql: "SELECT ';' -- ;\n;", want: ";"},
		{sql: `VALUES (1), (2)`, want: "1\n2"},
		{sql: `SELECT 1; -- the first`, want: "1"},
		{sql: "SELECT 1;\n/* the first */ ; -- and last", want: "1"},
		{sql: `; ;SELECT 1;`, want: "1"},
		{sql: "/* the first */\nSELECT :a; -- :b", args: []string{"-p", "a=1"}, want: "1"},
	} {
		r := cli(nil, append([]string{"query", "--db", db, c.sql}, c.args...)...)
		if got := strings.TrimSuffix(r.out, "\n"); r.status != exitOK || r.err != "" || got != c.want && (c.want != "*" || got == "") {
			t.Errorf("%s: got status %d, %q, %s; want %q", c.sql, r.status, got, r.err, c.want)
		}
	}
}

func TestQueryErrorsSayWhere(t *testing.T) {
	db := caseToRead(t)
	for _, c := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"SELECT modl FROM flags"}, 1, `line 1, column 8: no such column: modl (did you mean "model"?)`},
		{[]string{"SELECT 'é',\n  f.vriant FROM flags f"}, 1, `line 2, column 3: no such column: f.vriant (did you mean "variant"?)`},
		{[]string{"SELECT zzzzzzzzz FROM coverage"}, 1, `column 8: no such column: zzzzzzzzz (coverage has suite, benchmark, variant`},
		{[]string{"SELECT * FROM flagz"}, 1, `line 1, column 15: no such table: flagz (did you mean "flags"?)`},
		{[]string{"; SELECT *\nFROM main.flagz"}, 1, `line 2, column 11: no such table: main.flagz (did you mean "flags"?)`},
		{[]string{"; SELECT uper('x'); -- x"}, 1, `line 1, column 10: no such function: uper`},
		{[]string{"SELECT soundex('x')"}, 1, "no such function: soundex\n"},
		{[]string{"SELECT 1,\n load_extension('x')"}, 1, `line 2, column 2: not authorized to use function: load_extension: query is read-only`},
		{[]string{"\nATTACH 'file:x.db?mode=rw' AS x"}, 1, `line 2, column 1: ATTACH: not authorized: query is read-only`},
		{[]string{"WITH x AS (SELECT 1)\n  DELETE FROM scores"}, 1, `line 2, column 3: DELETE: not authorized: query is read-only`},
		{[]string{"PRAGMA query_only = OFF"}, 1, `line 1, column 1: PRAGMA query_only: not authorized: query is read-only`},
		{[]string{"SELECT * FROM pragma_module_list"}, 1, `line 1, column 15: pragma_module_list: not authorized: query is read-only`},
		{[]string{"VACUUM INTO 'x.db'"}, 1, `line 1, column 1: VACUUM: `},
		{[]string{"SELECT zeroblob(9000000)"}, 1, `too big (a value may have 8 MiB)`},
		{[]string{"SELECT zeroblob(8000000), zeroblob(2000000)"}, 1, `a row of more than 9 MiB`},
		{[]string{"SELECT * FROM zzzzzzzzzzzzz"}, 1, `no such table: zzzzzzzzzzzzz (the views are`},
		{[]string{"SELECT\n1 FORM flags"}, 1, `line 2, column 8: near "flags": syntax error`},
		{[]string{"SELECT uper('x')"}, 1, `line 1, column 8: no such function: uper (did you mean "upper"?)`},
		{[]string{"SELECT (1"}, 1, `line 1, column 10: incomplete input`},
		{[]string{"SELECT 1;\nSELECT 2"}, 1, `line 2, column 1: query takes one statement`},
		{[]string{"SELECT :modl", "-p", "model=x"}, 1, `line 1, column 8: the parameter :modl has no value (did you mean ":model"?)`},
		{[]string{"SELECT :a"}, 1, `give it with -p a=VALUE`},
		{[]string{"SELECT ?"}, 1, `a parameter must have a name`},
		{[]string{"SELECT ?1"}, 1, `a parameter must have a name`},
		{[]string{"SELECT 1", "-p", "a=1"}, 1, `the statement has no parameter :a`},
		{[]string{"SELECT 1", "-p", "a"}, 2, `want NAME=VALUE`},
		{[]string{"SELECT 1", "-p", "a=1", "-p", "a=2"}, 2, `is given twice`},
		{[]string{"SELECT 1", "-p", "a:int=1"}, 2, `unknown type "int" (did you mean "integer"?): one of text`},
		{[]string{"SELECT 1", "-p", "a:integer=x"}, 2, `not an integer`},
		{[]string{"SELECT 1", "--limit", "-1"}, 2, `cannot be negative`},
		{[]string{bomb + "SELECT count(*) FROM n", "--timeout", "50ms"}, 1, `the statement took longer than 50ms and was stopped`},
		{[]string{"DELETE FROM scores"}, 1, `query is read-only`},
	} {
		r := cli(nil, append([]string{"query", "--db", db}, c.args...)...)
		if r.status != c.status || !strings.Contains(r.err, c.want) || r.out != "" {
			t.Errorf("%q: got status %d, %q, %s; want %d, %s", c.args, r.status, r.out, r.err, c.status, c.want)
		}
	}
	// More rows than are wanted: the first, and a word on standard error.
	for _, format := range []string{"tsv", "csv", "json", "jsonl", "markdown", "table"} {
		r := cli(nil, "query", "--db", db, "--limit", "2", "--format", format, "VALUES ('a'), ('b'), ('c')")
		if r.status != exitOK || !strings.Contains(r.err, "truncated") || strings.Contains(r.out, "c\n") || !strings.Contains(r.out, "b") {
			t.Errorf("%s: got %d, %q, %s", format, r.status, r.out, r.err)
		}
	}
	if r := cli(nil, "query", "--db", db, "--limit", "3", "VALUES ('a'), ('b'), ('c')"); r.err != "" {
		t.Errorf("nothing was cut: %s", r.err)
	}
}
