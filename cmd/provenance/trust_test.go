package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestEveryCommandOfTrustExists holds docs/trust.md to the code: each command that
// it names runs tests that exist, or is one of the program's.
func TestEveryCommandOfTrustExists(t *testing.T) {
	text, err := os.ReadFile("../../docs/trust.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, m := range regexp.MustCompile("(?m)`([^`\n]+)`|^((?:[A-Z_]+=\\S+ )?go .+)$").FindAllStringSubmatch(string(text), -1) {
		command := strings.ReplaceAll(m[1]+m[2], `\|`, "|") // as a table has it
		words := strings.Fields(command)
		for len(words) > 0 && strings.Contains(words[0], "=") {
			name, _, _ := strings.Cut(words[0], "=")
			if !inTests(t, []string{"./internal/trusttest", "./internal/verifytest", "./cmd/provenance"}, `os.Getenv("`+name+`")`) {
				t.Errorf("%s: no test looks at %s", command, name)
			}
			words = words[1:]
		}
		if len(words) < 2 {
			continue
		}
		switch words[0] {
		case "go":
			seen++
			testsOf(t, command, words)
		case "provenance":
			seen++
			cmd, _, err := newRoot(&app{}).Find(words[1:])
			if err != nil || cmd == nil || cmd.Name() == "provenance" {
				t.Errorf("%s: there is no such command", command)
				continue
			}
			flagsOf(t, command, cmd, words)
		}
	}
	if seen < 10 {
		t.Errorf("only %d commands were found", seen)
	}
}

// testsOf checks the packages and the patterns of a go test command.
func testsOf(t *testing.T, command string, words []string) {
	t.Helper()
	var packages, patterns []string
	for i, w := range words {
		switch {
		case strings.HasPrefix(w, "./"):
			packages = append(packages, w)
		case i > 0 && (words[i-1] == "-run" || words[i-1] == "-fuzz"):
			patterns = append(patterns, strings.Split(strings.Trim(w, "'"), "/")...)
		}
	}
	if words[1] != "test" || len(packages) == 0 {
		t.Errorf("%s: not a go test of packages", command)
		return
	}
	for _, p := range packages {
		if _, err := os.Stat(filepath.Join("../..", strings.TrimSuffix(p, "/..."))); err != nil {
			t.Errorf("%s: there is no package %s", command, p)
		}
	}
	if len(patterns) == 0 {
		return
	}
	// Each alternative must be the name of a test, or the beginning of one.
	for _, alternative := range alternatives(patterns[0]) {
		if !inTests(t, packages, "func "+alternative) {
			t.Errorf("%s: no test %s", command, alternative)
		}
	}
	if len(patterns) > 1 && patterns[0] == "TestScripts" {
		if _, err := os.Stat(filepath.Join("testdata/script", patterns[1]+".txtar")); err != nil {
			t.Errorf("%s: %v", command, err)
		}
	}
}

// alternatives are the names that a pattern of the forms A|B and A(B|C)D means.
func alternatives(pattern string) []string {
	if m := regexp.MustCompile(`^(\w*)\(([\w|]+)\)(\w*)$`).FindStringSubmatch(pattern); m != nil {
		var out []string
		for _, middle := range strings.Split(m[2], "|") {
			out = append(out, m[1]+middle+m[3])
		}
		return out
	}
	return strings.Split(pattern, "|")
}

// inTests tells whether a text stands in a test file of one of the packages.
func inTests(t *testing.T, packages []string, text string) bool {
	t.Helper()
	for _, p := range packages {
		list, err := filepath.Glob(filepath.Join("../..", p, "*_test.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range list {
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(b), text) {
				return true
			}
		}
	}
	return false
}

// flagsOf checks the flags of a command of the program.
func flagsOf(t *testing.T, command string, cmd *cobra.Command, words []string) {
	t.Helper()
	for _, w := range words {
		name, ok := strings.CutPrefix(w, "--")
		name, _, _ = strings.Cut(name, "=")
		if ok && cmd.Flags().Lookup(name) == nil && cmd.InheritedFlags().Lookup(name) == nil {
			t.Errorf("%s: it has no flag --%s", command, name)
		}
	}
}
