package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"provenance/internal/terminal"
)

// The demo fits on two screens, and a shell can run each command as it stands there.
func TestDemoFitsTwoScreens(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, folder := range []string{"demo", "my demo (ü)"} {
		r := cli(nil, "demo", "-o", folder)
		if r.status != exitOK || r.err != "" {
			t.Fatalf("got status %d, %s", r.status, r.err)
		}
		all := lines(r.out)
		if len(all) > 48 && folder == "demo" {
			t.Errorf("the demo has %d lines, want at most 48", len(all))
		}
		script := ""
		for i, line := range all {
			if terminal.Width(line) > 80 || strings.Contains(line, "\x1b") {
				t.Errorf("a line has %d columns: %q", terminal.Width(line), line)
			}
			command, ok := strings.CutPrefix(line, "$ ")
			if ok || i > 0 && strings.HasSuffix(all[i-1], " \\") {
				script += command + "\n"
			}
		}
		if n := strings.Count(script, "\nprovenance "); n < 8 {
			t.Errorf("got %d commands:\n%s", n, script)
		}
		if err := os.WriteFile("script.sh", []byte("set -e\nprovenance() { \"$SELF\" \"$@\" > out.txt || { echo \"$@\"; exit 1; }; test -s out.txt; }\n"+script), 0o666); err != nil {
			t.Fatal(err)
		}
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		bin := filepath.Join(dir, "provenance")
		if err := os.Symlink(self, bin); err != nil && !os.IsExist(err) {
			t.Fatal(err)
		}
		cmd := exec.Command("sh", "script.sh")
		cmd.Env = append(os.Environ(), "SELF="+bin)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", folder, err, out)
		}
	}
}
