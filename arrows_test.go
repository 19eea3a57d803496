package provenance_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestArrows holds the layers of docs/design.md: cmd → {ingest, store, charts}
// → model → standard library; store → root. Ingest, store and charts never
// import one another.
func TestArrows(t *testing.T) {
	allowed := map[string][]string{
		"provenance":                    {},
		"provenance/internal/model":     {},
		"provenance/internal/ingest":    {"provenance/internal/model"},
		"provenance/internal/store":     {"provenance", "provenance/internal/model"},
		"provenance/internal/charts":    {"provenance/internal/model"},
		"provenance/internal/trusttest": {},
		"provenance/bench/gen":          {},
		"provenance/cmd/provenance":     {"provenance", "provenance/internal/charts", "provenance/internal/ingest", "provenance/internal/model", "provenance/internal/store"},
	}
	only := map[string]string{ // libraries that one package alone may use
		"github.com/mattn/go-sqlite3": "provenance/internal/store",
		"github.com/spf13/cobra":      "provenance/cmd/provenance",
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
			if f[0] == "provenance/internal/charts" && imp == "time" {
				t.Errorf("charts imports time: figures have no clock")
			}
		}
	}
	if seen != len(allowed) {
		t.Errorf("%d packages found, want %d", seen, len(allowed))
	}
}
