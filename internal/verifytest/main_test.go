package verifytest

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const caseDir = "../../testdata/llama4"

// long asks for the runs of docs/trust.md.
var long = os.Getenv("PROVENANCE_LONG") != ""

// program is the binary under test, built by TestMain.
var program string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "provenance-verify")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "provenance.exe") // Windows wants the suffix, others take it
	// Without symbols the link is quick.
	build := exec.Command("go", "build", "-ldflags=-s -w", "-o", program, "provenance/cmd/provenance")
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// environ is the environment of the program: nothing of it points to a database. It
// asks for each file of which the program is built. This package does not import it,
// and only what a test asks for while it runs tells the go command that the result of
// an earlier run no longer stands.
var environ = sync.OnceValues(func() ([]string, error) {
	var out []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "PROVENANCE_") {
			out = append(out, e)
		}
	}
	return out, filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		switch filepath.Ext(path) {
		case ".go", ".c", ".sql", ".mod", ".yaml", ".csv":
			if err == nil && !d.IsDir() {
				_, err = os.Stat(path)
			}
		}
		return err
	})
})

// A result is what a run of the program left.
type result struct {
	status   int
	out, err string
}

// cli runs the program.
func cli(t *testing.T, args ...string) result {
	t.Helper()
	env, err := environ()
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = env, &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), out.String(), errs.String()}
}

// must runs a command line that has to succeed and returns its output.
func must(t *testing.T, args ...string) string {
	t.Helper()
	r := cli(t, args...)
	if r.status != 0 {
		t.Fatalf("provenance %s: got status %d, want 0; stderr:\n%s", strings.Join(args, " "), r.status, r.err)
	}
	return r.out
}

func readFile(t *testing.T, parts ...string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func writeText(t *testing.T, text string, parts ...string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(parts...), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func execSQL(t *testing.T, path, statements string) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.ToSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statements); err != nil {
		t.Fatal(err)
	}
}

// selected returns the only column of an answer.
func selected(t *testing.T, path, query string) []string {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}
