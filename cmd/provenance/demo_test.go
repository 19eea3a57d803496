package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"provenance/internal/terminal"
	"provenance/internal/tour"
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

// TestDemoOfEachCase takes the tours of two cases in one folder.
func TestDemoOfEachCase(t *testing.T) {
	t.Chdir(t.TempDir())
	figures := map[string][]string{"o3": {"o3-bars.png", "o3-coverage.png", "o3-december.png"},
		"reflection-70b": {"reflection-bars.png", "reflection-coverage.png", "reflection-timeline.png"}}
	for _, slug := range stories {
		c, ok := tour.Find(slug)
		if !ok {
			t.Fatalf("no case %s", slug)
		}
		out := must(t, "demo", "--case", slug)
		all := lines(out)
		if len(all) > 54 {
			t.Errorf("%s: %d lines, want at most 54", slug, len(all))
		}
		for _, line := range all {
			if terminal.Width(line) > 80 {
				t.Errorf("%s: %d columns: %q", slug, terminal.Width(line), line)
			}
		}
		if n := strings.Count(out, "\n$ provenance "); n != len(c.Stops)+len(c.Next) {
			t.Errorf("%s: %d commands, want %d", slug, n, len(c.Stops)+len(c.Next))
		}
		for _, args := range c.Next {
			must(t, append([]string{"--db", filepath.Join("demo", "provenance.db")}, args...)...)
		}
		for _, f := range append(figures[slug], filepath.Join(slug, "scores.csv")) {
			if info, err := os.Stat(filepath.Join("demo", f)); err != nil || info.Size() == 0 {
				t.Errorf("%s: %s: %v", slug, f, err)
			}
		}
	}
	if r := cli(nil, "demo", "--case", "grok"); r.status != exitUsage || !strings.Contains(r.err, "llama4, o3, reflection-70b") {
		t.Errorf("an unknown case: status %d, %s", r.status, r.err)
	}
	if out := cli(nil, "__complete", "demo", "--case", "").out; !strings.Contains(out, "llama4\no3\nreflection-70b\n") {
		t.Errorf("completion of --case: %q", out)
	}
}
