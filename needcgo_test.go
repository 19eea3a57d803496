package provenance_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestABuildWithoutCgoSaysWhatItNeeds builds without cgo: all that is printed is the
// one sentence, under the name of its package.
func TestABuildWithoutCgoSaysWhatItNeeds(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles the libraries without cgo")
	}
	for _, what := range []string{"./cmd/provenance", "./..."} {
		cmd := exec.Command("go", "build", "-o", os.DevNull, what)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		out, err := cmd.CombinedOutput()
		lines := slices.DeleteFunc(strings.Split(strings.TrimSpace(string(out)), "\n"), func(l string) bool {
			return strings.HasPrefix(l, "go: downloading ")
		})
		if err == nil || len(lines) != 2 || lines[0] != "# provenance/internal/needcgo" || !strings.Contains(lines[1], "provenance needs cgo for SQLite: install gcc and set CGO_ENABLED=1") {
			t.Errorf("go build %s: got %v and\n%s", what, err, out)
		}
	}
}
