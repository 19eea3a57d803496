package terminal

import (
	"os/exec"
	"strings"
	"testing"
)

// What ShellLines writes fits, and a shell reads the same words from it.
func TestShellLines(t *testing.T) {
	args := []string{"flags", "--all", "--rule", "unreleased-when-reported", "--variant", "llama-4-maverick-03-26-experimental", "--db", "my demo/it's.db", "WHERE a = 'x'", "'$HOME'",
		"SELECT value FROM scores\nWHERE value > $1 AND note = 'x'", ""}
	want := strings.Join(append([]string{"provenance"}, args...), "|") + "|"
	for width := 50; width < 400; width += 7 {
		text := ShellLines(args, width, "    ")
		for line := range strings.Lines(text) {
			if n := Width(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d columns: a line has %d: %s", width, n, line)
			}
		}
		out, err := exec.Command("sh", "-c", "provenance() { printf '%s|' provenance \"$@\"; }; "+text).Output()
		if err != nil || string(out) != want {
			t.Errorf("%d columns: a shell reads %q, %v; want %q\n%s", width, out, err, want, text)
		}
	}
	if got, want := ShellLines(args[:6], 60, "  "), "provenance flags --all --rule unreleased-when-reported \\\n  --variant llama-4-maverick-03-26-experimental"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
