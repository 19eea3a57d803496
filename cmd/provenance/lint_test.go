package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provenance/internal/findings"
)

// TestLintLeavesOutWhatTheDocumentSays holds the rules that lint leaves out to
// the table of rules and to docs/lint.md.
func TestLintLeavesOutWhatTheDocumentSays(t *testing.T) {
	text, err := os.ReadFile("../../docs/lint.md")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for code, why := range lintLeavesOut {
		if r := cli(nil, "explain", code); r.status != exitOK {
			t.Errorf("%s is no rule: %s", code, r.err)
		}
		if row := "| [" + code + "](rules.md#" + code + ") | " + why + " |\n"; !strings.Contains(string(text), row) {
			t.Errorf("docs/lint.md has no row %s", row)
		}
		n++
	}
	if got := strings.Count(string(text), "](rules.md#"); got != n {
		t.Errorf("docs/lint.md lists %d rules, lint leaves out %d", got, n)
	}
}

// TestLintOfTheCaseIsWhatFlagsSays compares lint with the flags of a database of
// the same files.
func TestLintOfTheCaseIsWhatFlagsSays(t *testing.T) {
	var found []findings.Finding
	r := cli(nil, "lint", "--format", "json", caseDir)
	if err := json.Unmarshal([]byte(r.out), &found); err != nil || r.status != exitFlags {
		t.Fatalf("status %d, %v: %s", r.status, err, r.err)
	}
	got := map[string]int{}
	for _, f := range found {
		got[f.Rule+" "+f.Message]++
		if f.File == "" || f.Line < 2 {
			t.Errorf("a finding without a place: %+v", f)
		}
	}
	var flags []struct{ Rule, Message string }
	r = cli(nil, "--db", newCase(t), "flags", "--format", "json")
	if err := json.Unmarshal([]byte(r.out), &flags); err != nil {
		t.Fatal(err)
	}
	left := 0
	for _, f := range flags {
		if lintLeavesOut[f.Rule] != "" {
			left++
			continue
		}
		got[f.Rule+" "+f.Message]--
	}
	for what, n := range got {
		if n != 0 {
			t.Errorf("%+d of lint beside flags: %s", n, what)
		}
	}
	if left == 0 || len(flags)-left != len(found) {
		t.Errorf("%d flags, %d left out, %d findings", len(flags), left, len(found))
	}
}

// TestLargeFilesAreLintedOnDisk lints more than fits in memory, and finds the
// folder for temporary files as it was.
func TestLargeFilesAreLintedOnDisk(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	dir := t.TempDir()
	var b strings.Builder
	b.WriteString("slug,kind,publisher,title,url\n")
	line := strings.Repeat("x", 4000)
	for i := 0; b.Len() < fitsMemory+1; i++ {
		b.WriteString("s" + strings.Repeat("0", i%7) + "-" + string(rune('a'+i%26)) + "-" + filepath.Base(temp) + strings.Repeat("1", i/26%50) + strings.Repeat("2", i/1300) + ",other,," + line + ",https://a.test.org\n")
	}
	file := filepath.Join(dir, "sources.csv")
	if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	if r := cli(nil, "lint", "--fail-on", "never", file); r.status != exitOK && r.status != exitRejected {
		t.Fatalf("status %d: %.300s", r.status, r.err)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// required lists the properties that the schema of SARIF 2.1.0 requires of each
// object that lint writes, by the path to it.
var required = map[string][]string{
	"":                       {"version", "runs"},
	"runs":                   {"tool"},
	"runs.tool":              {"driver"},
	"runs.tool.driver":       {"name"},
	"runs.tool.driver.rules": {"id"},
	"runs.invocations":       {"executionSuccessful"},
	"runs.results":           {"message"},
	"runs.results.message":   {"text"},
	"runs.tool.driver.rules.shortDescription":                  {"text"},
	"runs.tool.driver.rules.fullDescription":                   {"text"},
	"runs.invocations.toolExecutionNotifications":              {"message"},
	"runs.results.locations.physicalLocation.artifactLocation": {"uri"},
	"runs.results.locations.physicalLocation.region":           {"startLine"},
	"runs.invocations.toolExecutionNotifications.message":      {"text"},
}

func TestSARIFHasWhatItsSchemaRequires(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "organizations.csv")
	os.WriteFile(bad, []byte("slug,name\nA B,\"x\ny\"\n"+strings.Repeat(",\xff\n", maxKept+5)), 0o666)
	for _, paths := range [][]string{{caseDir}, {bad}, {filepath.Join(dir, "no")}} {
		r := cli(nil, append([]string{"lint", "--format", "sarif"}, paths...)...)
		var log map[string]any
		if err := json.Unmarshal([]byte(r.out), &log); err != nil {
			t.Fatalf("%v: %v: %s", paths, err, r.err)
		}
		if log["version"] != "2.1.0" || !strings.HasPrefix(log["$schema"].(string), "https://docs.oasis-open.org/sarif/") {
			t.Errorf("version %v, schema %v", log["version"], log["$schema"])
		}
		seen := map[string]int{}
		var walk func(path string, v any)
		walk = func(path string, v any) {
			switch v := v.(type) {
			case []any:
				for _, e := range v {
					walk(path, e)
				}
			case map[string]any:
				seen[path]++
				for _, name := range required[path] {
					if v[name] == nil || v[name] == "" {
						t.Fatalf("%v: %s has no %s: %v", paths, path, name, v)
					}
				}
				for name, e := range v {
					walk(strings.TrimPrefix(path+"."+name, "."), e)
				}
			}
		}
		walk("", log)
		run := log["runs"].([]any)[0].(map[string]any)
		if run["columnKind"] != "unicodeCodePoints" {
			t.Errorf("columnKind %v", run["columnKind"])
		}
		rules := run["tool"].(map[string]any)["driver"].(map[string]any)["rules"].([]any)
		prints := map[string]bool{}
		for _, e := range run["results"].([]any) {
			e := e.(map[string]any)
			i := int(e["ruleIndex"].(float64))
			if i >= len(rules) || rules[i].(map[string]any)["id"] != e["ruleId"] {
				t.Fatalf("%v is not rule %d", e["ruleId"], i)
			}
			if level := e["level"]; level != "error" && level != "warning" && level != "note" {
				t.Errorf("level %v", level)
			}
			for _, p := range e["partialFingerprints"].(map[string]any) {
				if prints[p.(string)] {
					t.Fatalf("two findings are %v", p)
				}
				prints[p.(string)] = true
			}
		}
		if seen["runs.results"] == 0 || paths[0] == bad && seen["runs.invocations.toolExecutionNotifications"] != 1 {
			t.Errorf("%v: %v", paths, seen)
		}
	}
}
