package verifytest

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/mattn/go-sqlite3"
)

// trusted is the database that trustedDB copies, made once for all tests.
var trusted struct {
	once       sync.Once
	db, points []byte
}

// trustedDB returns the path of a database of every kind of row, and of a file with
// a checkpoint of it. Both belong to the test: they are copies.
func trustedDB(t *testing.T) (path, points string) {
	t.Helper()
	trusted.once.Do(func() {
		path, points := makeTrustedDB(t)
		trusted.db, trusted.points = []byte(readFile(t, path)), []byte(readFile(t, points))
	})
	if trusted.points == nil {
		t.Fatal("the database could not be made; the first test that asked for it says why")
	}
	dir := t.TempDir()
	path, points = filepath.Join(dir, "trusted.db"), filepath.Join(dir, "points.txt")
	writeText(t, string(trusted.db), path)
	writeText(t, string(trusted.points), points)
	return path, points
}

// makeTrustedDB makes a database of every kind of row: the Llama 4 case, a file read
// through a map, a correction, records that were rejected, and a retraction. It
// returns its path and a file with a checkpoint.
func makeTrustedDB(t *testing.T) (path, points string) {
	t.Helper()
	dir := t.TempDir()
	path, points = filepath.Join(dir, "trusted.db"), filepath.Join(dir, "points.txt")
	at := func(name, text string) string {
		name = filepath.Join(dir, name)
		writeText(t, text, name)
		return name
	}
	must(t, "ingest", "--db", path, caseDir)
	scores := readFile(t, caseDir, "scores.csv")
	must(t, "ingest", "--db", path, at("scores.csv", strings.Replace(scores, ",85.5,85.5,", ",85.25,85.25,", 1)))
	must(t, "ingest", "--db", path, at("models.csv", strings.Replace(readFile(t, caseDir, "models.csv"), "Llama 4 Maverick", "Llama 4 Maverick 17B", 1)))
	maps, err := filepath.Glob("../../testdata/dirty/*.yaml")
	if err != nil || len(maps) < 5 {
		t.Fatalf("%d maps, %v", len(maps), err)
	}
	for _, m := range maps {
		board := strings.TrimSuffix(m, ".yaml") + ".csv"
		if r := cli(t, "ingest", "--db", path, "--skip-bad", "--map", m, board); r.status != 0 && r.status != 3 {
			t.Fatalf("%s: got status %d; stderr:\n%s", board, r.status, r.err)
		}
	}
	bad := strings.SplitAfter(scores, "\n")
	if r := cli(t, "ingest", "--db", path, "--skip-bad", at("more-scores.csv", bad[0]+strings.Replace(bad[2], "2025-", "2026-", 1)+"none-"+bad[3])); r.status != 3 {
		t.Fatalf("a file with a bad record: got status %d, want 3; stderr:\n%s", r.status, r.err)
	}
	again := at("again-scores.csv", bad[0]+strings.Replace(bad[4], ",2025-04-05,", ",2025-04-07,", 1))
	must(t, "ingest", "--db", path, again)
	r := cli(t, "list", "ingests", "--db", path, "--format", "csv")
	lines := strings.Split(strings.TrimSpace(r.out), "\n")
	id, _, _ := strings.Cut(lines[len(lines)-1], ",")
	must(t, "retract", "--db", path, id, "--reason", "it was a test")
	writeText(t, must(t, "checkpoint", "--db", path), points)
	wantVerified(t, path, points)
	return path, points
}

func wantVerified(t *testing.T, path, points string) {
	t.Helper()
	r := cli(t, "verify", "--db", path, "--checkpoints", points)
	if r.status != 0 || !strings.HasSuffix(r.out, ": verified\n") {
		t.Fatalf("got status %d, want it verified; stdout:\n%s\nstderr:\n%s", r.status, r.out, r.err)
	}
}

// copyTo copies a database that is closed.
func copyTo(t *testing.T, from, to string) {
	t.Helper()
	writeText(t, readFile(t, from), to)
}

// contents are all rows of all tables, and the schema.
func contents(path string) (string, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		return "", err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	var b strings.Builder
	dump := func(query string) ([]string, error) {
		rows, err := db.Query(query)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		cols, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		var first []string
		for rows.Next() {
			vals := make([]any, len(cols))
			dest := make([]any, len(cols))
			for i := range vals {
				dest[i] = &vals[i]
			}
			if err := rows.Scan(dest...); err != nil {
				return nil, err
			}
			for _, v := range vals {
				switch v := v.(type) {
				case string:
					b.WriteString("'" + v)
				case []byte:
					b.WriteString("x")
					b.Write(v)
				default:
					fmt.Fprintf(&b, "%v", v)
				}
				b.WriteString("\t")
			}
			b.WriteString("\n")
			first = append(first, fmt.Sprint(vals[0]))
		}
		return first, rows.Err()
	}
	tables, err := dump(`SELECT name, sql FROM sqlite_schema ORDER BY type = 'table' DESC, name`)
	if err != nil {
		return "", err
	}
	if _, err := dump(`SELECT user_version, application_id FROM pragma_user_version, pragma_application_id`); err != nil {
		return "", err
	}
	for _, name := range tables {
		var kind string
		if err := db.QueryRow(`SELECT type FROM sqlite_schema WHERE name = ?`, name).Scan(&kind); err != nil {
			return "", err
		}
		if kind != "table" {
			break
		}
		fmt.Fprintf(&b, "-- %s\n", name)
		if _, err := dump(`SELECT * FROM "` + name + `" NOT INDEXED`); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

// tamper runs statements with the triggers dropped, and makes these again.
func tamper(t *testing.T, path, statements string, restore bool) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	rows, err := db.Query(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`)
	if err != nil {
		t.Fatal(err)
	}
	var drop, make string
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		drop += "DROP TRIGGER " + name + ";\n"
		make += text + ";\n"
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if restore {
		statements = drop + statements + ";\n" + make
	}
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

// rechain makes the chain of a database again, as a forger would who has the program.
func rechain(t *testing.T, path string) {
	t.Helper()
	stamp := filepath.Join(t.TempDir(), "organizations.csv")
	writeText(t, "slug,name\nforger,A forger\n", stamp)
	must(t, "ingest", "--db", path, "--keep-source", "never", stamp)
}
