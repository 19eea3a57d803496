package provenance_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestArrows holds the layers of docs/design.md: cmd → everything; page → figures, query; figures → query,
// charts → labels → canvas; store → chain → kept, flagcache → dbfile → sqlite → model; query → dbfile; findings →
// sarif, table; table → terminal, model; suggest → sheet → boardmap → decide, ingest → csvfile → model. Packages that stand side by side
// never import one another.
func TestArrows(t *testing.T) {
	allowed := map[string][]string{
		"provenance":                        {},
		"provenance/internal/model":         {},
		"provenance/internal/lazyregexp":    {},
		"provenance/internal/interrupt":     {},
		"provenance/internal/terminal":      {},
		"provenance/internal/table":         {"provenance/internal/model", "provenance/internal/terminal"},
		"provenance/internal/sarif":         {},
		"provenance/internal/findings":      {"provenance/internal/sarif", "provenance/internal/table", "provenance/internal/terminal"},
		"provenance/internal/outfile":       {},
		"provenance/internal/needcgo":       {},
		"provenance/internal/csvfile":       {"provenance/internal/lazyregexp", "provenance/internal/model"},
		"provenance/internal/csvtest":       {},
		"provenance/internal/ingest":        {"provenance/internal/csvfile", "provenance/internal/lazyregexp", "provenance/internal/model"},
		"provenance/internal/decide":        {"provenance/internal/lazyregexp", "provenance/internal/model"},
		"provenance/internal/entry":         {"provenance/internal/model"},
		"provenance/internal/oddity":        {"provenance/internal/model"},
		"provenance/internal/boardmap":      {"provenance/internal/csvfile", "provenance/internal/decide", "provenance/internal/ingest", "provenance/internal/lazyregexp", "provenance/internal/model", "provenance/internal/oddity"},
		"provenance/internal/sheet":         {"provenance/internal/boardmap", "provenance/internal/csvfile", "provenance/internal/ingest", "provenance/internal/lazyregexp", "provenance/internal/model"},
		"provenance/internal/suggest":       {"provenance/internal/boardmap", "provenance/internal/csvfile", "provenance/internal/decide", "provenance/internal/ingest", "provenance/internal/lazyregexp", "provenance/internal/model", "provenance/internal/sheet"},
		"provenance/internal/sqlite":        {"provenance/internal/model", "provenance/internal/needcgo"},
		"provenance/internal/dbfile":        {"provenance", "provenance/internal/sqlite"},
		"provenance/internal/kept":          {"provenance/internal/dbfile"},
		"provenance/internal/flagcache":     {"provenance/internal/dbfile", "provenance/internal/sqlite"},
		"provenance/internal/chain":         {"provenance", "provenance/internal/dbfile", "provenance/internal/flagcache", "provenance/internal/kept", "provenance/internal/model", "provenance/internal/sqlite"},
		"provenance/internal/store":         {"provenance", "provenance/internal/chain", "provenance/internal/dbfile", "provenance/internal/kept", "provenance/internal/model", "provenance/internal/sqlite"},
		"provenance/internal/fixture":       {"provenance", "provenance/internal/model", "provenance/internal/sqlite"},
		"provenance/internal/query":         {"provenance", "provenance/internal/dbfile", "provenance/internal/model", "provenance/internal/sqlite"},
		"provenance/internal/charts/canvas": {},
		"provenance/internal/charts/labels": {"provenance/internal/charts/canvas"},
		"provenance/internal/charts":        {"provenance/internal/charts/canvas", "provenance/internal/charts/labels"},
		"provenance/internal/figures":       {"provenance/internal/charts", "provenance/internal/model", "provenance/internal/query"},
		"provenance/internal/page":          {"provenance/internal/charts", "provenance/internal/figures", "provenance/internal/query", "provenance/internal/terminal"},
		"provenance/internal/tour":          {"provenance"},
		"provenance/internal/trusttest":     {},
		"provenance/internal/verifytest":    {},
		"provenance/bench/gen":              {},
		"provenance/cmd/provenance":         {"provenance", "provenance/internal/boardmap", "provenance/internal/chain", "provenance/internal/charts", "provenance/internal/charts/canvas", "provenance/internal/dbfile", "provenance/internal/decide", "provenance/internal/entry", "provenance/internal/figures", "provenance/internal/findings", "provenance/internal/flagcache", "provenance/internal/ingest", "provenance/internal/interrupt", "provenance/internal/kept", "provenance/internal/lazyregexp", "provenance/internal/model", "provenance/internal/outfile", "provenance/internal/page", "provenance/internal/query", "provenance/internal/sarif", "provenance/internal/sqlite", "provenance/internal/store", "provenance/internal/suggest", "provenance/internal/table", "provenance/internal/terminal", "provenance/internal/tour"},
	}
	only := map[string]string{ // libraries that one package alone may use
		"github.com/klauspost/compress/zstd": "provenance/internal/kept",
		"github.com/mattn/go-sqlite3":        "provenance/internal/sqlite",
		"github.com/spf13/cobra":             "provenance/cmd/provenance",
	}
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
		f := strings.Fields(line)
		may, ok := allowed[f[0]]
		if !ok {
			t.Errorf("package %s has no place in docs/design.md", f[0])
			continue
		}
		seen++
		for _, imp := range f[1:] {
			own := imp == "provenance" || strings.HasPrefix(imp, "provenance/")
			if own && !slices.Contains(may, imp) {
				t.Errorf("%s imports %s: the arrow points the wrong way", f[0], imp)
			}
			if user, ok := only[imp]; ok && user != f[0] {
				t.Errorf("%s imports %s, which is for %s alone", f[0], imp, user)
			}
			if f[0] == "provenance/internal/model" && strings.Contains(imp, ".") {
				t.Errorf("model imports %s: it may use the standard library only", imp)
			}
		}
	}
	if seen != len(allowed) {
		t.Errorf("%d packages found, want %d", seen, len(allowed))
	}
}

// TestFiguresHaveNoClock makes sure that charts takes from package time what
// computes with dates, and nothing that knows what time it is, or where.
func TestFiguresHaveNoClock(t *testing.T) {
	may := []string{"Date", "Month", "Parse", "Time", "UTC", "Unix"}
	var files []string
	for _, dir := range []string{"internal/charts", "internal/charts/canvas", "internal/charts/labels", "internal/figures"} {
		in, err := filepath.Glob(dir + "/*.go")
		if err != nil || len(in) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(in), err)
		}
		files = append(files, in...)
	}
	uses := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" {
					uses++
					if !slices.Contains(may, s.Sel.Name) {
						t.Errorf("%s uses time.%s: figures have no clock", file, s.Sel.Name)
					}
				}
			}
			return true
		})
	}
	if uses == 0 {
		t.Error("no use of package time was found: does this test still look at the right place?")
	}
}
