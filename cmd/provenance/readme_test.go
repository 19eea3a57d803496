package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"provenance"
)

// TestReadmeRuns runs the README: its sh blocks (except the one that runs this
// test) and its console blocks, whose output must be as written there. "..." means
// any lines.
func TestReadmeRuns(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	clone := filepath.Dir(testdata)
	t.Chdir(t.TempDir())
	if err := os.Symlink(testdata, "testdata"); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, block := range regexp.MustCompile("(?s)```(sh|console)\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		if block[1] == "sh" {
			command := strings.TrimSpace(block[2])
			if args, ok := strings.CutPrefix(command, "go run ./cmd/provenance "); ok {
				readmeCommand(t, "provenance "+args)
				ran++
			} else if command == "go install ./cmd/provenance" {
				installs(t, clone)
			} else if command != "go test ./..." {
				t.Errorf("a sh block that this test does not know: %s", command)
			}
			continue
		}
		for _, step := range strings.Split(block[2], "$ ")[1:] {
			command, want, _ := strings.Cut(step, "\n")
			got, ok := readmeCommand(t, command)
			if !ok {
				continue
			}
			ran++
			pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(want), `\.\.\.`+"\n", "(?s:.*)") + "$"
			if !regexp.MustCompile(pattern).MatchString(got) {
				t.Errorf("$ %s\ngot:\n%s\nREADME:\n%s", command, got, want)
			}
		}
	}
	if ran < 6 {
		t.Errorf("only %d commands of the README were run", ran)
	}
	for _, f := range []string{"demo/provenance.db", "demo/bars.png", "demo/gap.png", "demo/timeline.png", "gap.svg", "timeline.pdf", "timeline.csv"} {
		if info, err := os.Stat(f); err != nil || info.Size() == 0 {
			t.Errorf("the README's commands made no %s: %v", f, err)
		}
	}
}

// installs runs what the README says of installing, into a folder of the test. The
// short run lets the go command only say what it would do.
func installs(t *testing.T, clone string) {
	t.Helper()
	bin := t.TempDir()
	install := exec.Command("go", "install", "./cmd/provenance")
	if !long {
		install.Args = []string{"go", "install", "-n", "./cmd/provenance"}
	}
	install.Dir, install.Env = clone, append(os.Environ(), "GOBIN="+bin, "GOFLAGS="+os.Getenv("GOFLAGS")+" -ldflags=-w") // without debug data the link is quick
	out, err := install.CombinedOutput()
	if err != nil {
		t.Fatalf("go install ./cmd/provenance: %v\n%s", err, out)
	}
	if !long {
		if want := filepath.Join(bin, "provenance"); !strings.Contains(string(out), want) {
			t.Errorf("go install makes no %s:\n%.2000s", want, out)
		}
		return
	}
	out, err = exec.Command(filepath.Join(bin, "provenance"), "version").Output()
	if err != nil || !strings.HasPrefix(string(out), "provenance "+provenance.Version) {
		t.Errorf("the installed command prints %q as its version: %v", out, err)
	}
}

// readmeCommand runs a command line of the README; it reports false where a
// program other than this one is not installed.
func readmeCommand(t *testing.T, line string) (string, bool) {
	t.Helper()
	var args []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		args = append(args, m[1]+m[2])
	}
	if args[0] != "provenance" {
		path, err := exec.LookPath(args[0])
		if err != nil {
			t.Logf("%s is not installed; skipped: %s", args[0], line)
			return "", false
		}
		out, err := exec.Command(path, args[1:]...).Output()
		if err != nil {
			t.Errorf("$ %s: %v", line, err)
		}
		return string(out), true
	}
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &out, err: &errs, getenv: func(string) string { return "" }, now: time.Now}
	if code := run(a, args[1:]); code != exitOK {
		t.Errorf("$ %s: exit status %d\n%s", line, code, errs.String())
	}
	return out.String(), true
}
