package trusttest

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	_ "github.com/mattn/go-sqlite3"
)

// program is the binary under test, built by TestMain.
var program string

// long tells whether the long run was asked for.
var long = os.Getenv("PROVENANCE_LONG") != ""

// times is how often a trial runs: n times in the long run, few in the short one.
func times(few, n int) int {
	if long {
		return n
	}
	return few
}

// TestMain builds the program, or is one of the children that tests start this
// binary again for.
func TestMain(m *testing.M) {
	if kind := os.Getenv("PROVENANCE_TRUST_CHILD"); kind != "" {
		os.Exit(children[kind]())
	}
	os.Exit(buildAndRun(m))
}

func buildAndRun(m *testing.M) int {
	dir, err := os.MkdirTemp("", "provenance-trust")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "provenance")
	args := []string{"build", "-ldflags=-s -w", "-o", program} // without symbols the link is quick
	if raced {
		args = append(args, "-race")
	}
	build := exec.Command("go", append(args, "provenance/cmd/provenance")...)
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// lookAtSources asks for each file of which the program is built. This package does
// not import it, and only what a test asks for while it runs tells the go command that
// the result of an earlier run no longer stands.
var lookAtSources = sync.OnceValue(func() error {
	return filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		switch filepath.Ext(path) {
		case ".go", ".c", ".sql", ".mod", ".yaml", ".csv":
			if err == nil && !d.IsDir() {
				_, err = os.Stat(path)
			}
		}
		return err
	})
})

// environ is the environment of the program: nothing of it points to a database.
func environ() []string {
	if err := lookAtSources(); err != nil {
		panic(err)
	}
	var out []string
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "PROVENANCE_") {
			out = append(out, e)
		}
	}
	return out
}

// noRefresh keeps a command that writes from computing the flags. Tests use it where the
// flags are not what they try, or are tried by others of the same kind.
const noRefresh = "--no-refresh"

// An outcome is what a run of the program left.
type outcome struct {
	out, err string
	status   int // -1: killed by a signal
}

// command is the program with arguments.
func command(args ...string) *exec.Cmd {
	cmd := exec.Command(program, args...)
	cmd.Env = environ()
	return cmd
}

// finish runs a command to its end.
func finish(t testing.TB, cmd *exec.Cmd) outcome {
	t.Helper()
	var out, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return outcome{out.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// must runs the program, which must succeed.
func must(t testing.TB, args ...string) string {
	t.Helper()
	r := finish(t, command(args...))
	if r.status != 0 {
		t.Fatalf("provenance %s: got status %d, want 0\n%s%s", strings.Join(args, " "), r.status, r.out, r.err)
	}
	return r.out
}

// acknowledged tells whether the output of an ingest has its last line, which is
// printed after the commit.
func acknowledged(out string) bool {
	return strings.Contains(out, ": added ") && strings.HasSuffix(out, "\n")
}

// theCase is the folder that first loads read.
func theCase(t testing.TB) string {
	t.Helper()
	dir, err := filepath.Abs("../../testdata/llama4")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// caseBytes is the database of the case, made once for all tests.
var caseBytes = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "provenance-trust")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	db := filepath.Join(dir, "p.db")
	if out, err := command("ingest", "--db", db, filepath.Join("..", "..", "testdata", "llama4")).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("ingest of the case: %w\n%s", err, out)
	}
	return os.ReadFile(db)
})

// newCase returns the path of a database of the case, which belongs to the test: a
// copy of the one that is made once.
func newCase(t testing.TB) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "p.db")
	copyCaseTo(t, db)
	return db
}

// copyCaseTo writes a database of the case to a path.
func copyCaseTo(t testing.TB, path string) {
	t.Helper()
	b, err := caseBytes()
	if err == nil {
		err = os.WriteFile(path, b, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// batch writes a file of scores of the case's catalogue, no two alike.
func batch(t testing.TB, dir string, k, rows int) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString("source,listed_as,benchmark,metric,value,reported_on\n")
	for i := range rows {
		fmt.Fprintf(&b, "meta-model-card,made up %d-%d,mmlu,accuracy,%d.%d,2025-04-05\n", k, i, i%100, i%10)
	}
	path := filepath.Join(dir, fmt.Sprintf("batch-%05d.csv", k))
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// digest stands for the bytes of a database and of the journals next to it: what SQLite
// finds in two of one digest is the same.
func digest(t testing.TB, db string) [sha256.Size]byte {
	t.Helper()
	var all []byte
	for _, suffix := range []string{"", "-wal", "-journal"} {
		b, err := os.ReadFile(db + suffix)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		all = append(fmt.Appendf(all, "%s %d\n", suffix, len(b)), b...)
	}
	return sha256.Sum256(all)
}

// openStock opens a database with the driver alone, without the program's code.
func openStock(t testing.TB, path string) *sql.DB {
	t.Helper()
	pool, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=20000&_synchronous=OFF")
	if err != nil {
		t.Fatal(err)
	}
	pool.SetMaxOpenConns(1)
	return pool
}

// column runs a query and returns its rows, columns joined by a bar.
func column(pool *sql.DB, query string) ([]string, error) {
	rows, err := pool.Query(query)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out []string
	vals, dest := make([]sql.NullString, len(cols)), make([]any, len(cols))
	for i := range vals {
		dest[i] = &vals[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return nil, err
		}
		var b strings.Builder
		for i, v := range vals {
			if i > 0 {
				b.WriteByte('|')
			}
			b.WriteString(v.String)
		}
		out = append(out, b.String())
	}
	return out, rows.Err()
}

// files are the names in a folder.
func files(t testing.TB, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

// copyFiles copies the database and the files beside it into another folder.
func copyFiles(t testing.TB, db, dir string) string {
	t.Helper()
	to := filepath.Join(dir, filepath.Base(db))
	for _, suffix := range []string{"", "-wal", "-journal"} {
		os.Remove(to + suffix)
		from, err := os.Open(db + suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(from)
		from.Close()
		if err == nil {
			err = os.WriteFile(to+suffix, b, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	os.Remove(to + "-shm")
	return to
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func isDraft(name string) bool {
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		name = strings.TrimSuffix(name, suffix)
	}
	return strings.HasPrefix(name, ".provenance-") && strings.HasSuffix(name, ".tmp")
}
