package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

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

// TestScripts runs testdata/script/*.txtar, one after another. In addition to the commands of
// testscript they know
//
//	run provenance ARG...   runs the program in this process, which is quicker than exec
//	status N COMMAND...     runs the command and wants exit status N
//	same FILE FILE          wants equal bytes; for files that are not text
//
// The program runs as a process of its own after exec, and after status if its standard
// input is asked for with "-". The scripts also know $CASE, the folder of the Llama 4 case, and $CASEDB, a database of it to copy,
// in journal mode DELETE. After "env REFRESH=no" commands that write in this process leave the flags to be computed at each question: see noRefresh.
func TestScripts(t *testing.T) {
	folder, err := filepath.Abs(caseDir)
	if err != nil {
		t.Fatal(err)
	}
	caseDB := caseToRead(t)
	testscript.RunT(inTurn{t}, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("CASE", folder)
			env.Setenv("CASEDB", caseDB)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"run":    runCommand,
			"status": wantStatus,
			"same":   same,
		},
	})
}

// inTurn is a test whose scripts do not run at the same time: the folder that a process
// is in is one.
type inTurn struct{ *testing.T }

func (t inTurn) Parallel() {}

func (t inTurn) Verbose() bool { return testing.Verbose() }

func (t inTurn) Run(name string, script func(testscript.T)) {
	t.T.Run(name, func(t *testing.T) { script(inTurn{t}) })
}

// runHere runs the program in this process, in the folder and with the environment of
// a script.
func runHere(ts *testscript.TestScript, args []string) (status int) {
	folder, err := os.Getwd()
	ts.Check(err)
	ts.Check(os.Chdir(ts.MkAbs(".")))
	defer func() { ts.Check(os.Chdir(folder)) }()
	if ts.Getenv("REFRESH") == "no" {
		args = noRefresh(args...)
	}
	a := &app{in: strings.NewReader(""), out: ts.Stdout(), err: ts.Stderr(), getenv: ts.Getenv, now: time.Now}
	status = run(a, args)
	ts.Check(wrongCache(a, args))
	return status
}

func runCommand(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) == 0 || args[0] != "provenance" {
		ts.Fatalf("usage: run provenance ARG...")
	}
	if status := runHere(ts, args[1:]); (status == exitOK) == neg {
		ts.Fatalf("got status %d", status)
	}
}

func wantStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if args[1] == "provenance" && !slices.Contains(args, "-") {
		got = runHere(ts, args[2:])
	} else if err := ts.Exec(args[1], args[2:]...); err != nil {
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
