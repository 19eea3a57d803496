package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"provenance": func() {
			status := run(system(), os.Args[1:])
			if path := os.Getenv(peakFile); path != "" {
				text, _ := os.ReadFile("/proc/self/status")
				os.WriteFile(path, text, 0o644)
			}
			os.Exit(status)
		},
	})
}

// TestScripts runs testdata/script/*.txtar. Beside the commands of testscript
// they know
//
//	status N COMMAND...  runs the command and wants exit status N
//	same FILE FILE       wants equal bytes; for files that are not text
//
// and $CASE, the folder of the Llama 4 case, and $CASEDB, a database of it to copy,
// in journal mode DELETE.
func TestScripts(t *testing.T) {
	folder, err := filepath.Abs(caseDir)
	if err != nil {
		t.Fatal(err)
	}
	caseDB := caseToRead(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("CASE", folder)
			env.Setenv("CASEDB", caseDB)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status": wantStatus,
			"same":   same,
		},
	})
}

func wantStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s: got status %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

func same(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same FILE FILE")
	}
	if equal := ts.ReadFile(args[0]) == ts.ReadFile(args[1]); equal == neg {
		ts.Fatalf("%s and %s: got equal bytes %v, want %v", args[0], args[1], equal, !neg)
	}
}

// TestEveryHelpHasStatusesAndAnExample walks the commands, so that a new one
// cannot be forgotten.
func TestEveryHelpHasStatusesAndAnExample(t *testing.T) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		for _, sub := range c.Commands() {
			walk(sub)
		}
		path := strings.TrimPrefix(c.CommandPath(), "provenance")
		if path == "" || c.Name() == "help" || !c.Runnable() {
			return
		}
		t.Run(strings.TrimSpace(path), func(t *testing.T) {
			r := cli(nil, append(strings.Fields(path), "--help")...)
			if r.status != exitOK {
				t.Fatalf("got status %d, want 0; stderr:\n%s", r.status, r.err)
			}
			if n := strings.Count(r.out, "EXIT STATUS\n"); n != 1 {
				t.Errorf("got %d sections EXIT STATUS, want 1:\n%s", n, r.out)
			}
			usage := strings.Index(r.out, "\nUsage:")
			example := strings.LastIndex(r.out, "provenance "+strings.TrimSpace(path))
			if c.Parent().Name() == "completion" {
				example = strings.Index(r.out, c.CommandPath()) // cobra gives the example before the usage
				usage = -1
			}
			if example < 0 || example < usage || usage >= 0 && !strings.Contains(r.out, "\nExamples:\n") {
				t.Errorf("got no example:\n%s", r.out)
			}
		})
	}
	walk(newRoot(&app{}))
}
