package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// notPlain matches words that what people read here does without.
var notPlain = regexp.MustCompile(`(?i)\b(beside|anew|lest|tells whether|set apart|called as|is wanted|no key of|to be had)\b`)

// maxHelp is how many lines of a help may stand before its usage and examples.
const maxHelp = 8

// TestHelpIsShortAndPlain: every help says what its command does in a few lines;
// background belongs in docs/.
func TestHelpIsShortAndPlain(t *testing.T) {
	eachCommand(func(c *cobra.Command, path []string) {
		r := cli(nil, append(path, "--help")...)
		if r.status != exitOK {
			t.Errorf("%s --help: got status %d, want 0; stderr:\n%s", c.CommandPath(), r.status, r.err)
			return
		}
		about, _, found := strings.Cut(r.out, "\n\nUsage:\n")
		if n := len(lines(about)); !found || n > maxHelp {
			t.Errorf("%s: got %d lines before the usage, want at most %d:\n%s", c.CommandPath(), n, maxHelp, about)
		}
		for _, line := range lines(about) {
			if n := utf8.RuneCountInString(line); n > 92 {
				t.Errorf("%s: got a line of %d characters, want at most 92: %s", c.CommandPath(), n, line)
			}
		}
		for _, w := range notPlain.FindAllString(r.out, -1) {
			t.Errorf("%s: the help says %q:\n%s", c.CommandPath(), w, r.out)
		}
	})
}

// TestDocumentsArePlain checks schema.sql and every document for people.
func TestDocumentsArePlain(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../schema.sql", "../../*.md", "../../docs/*.md", "../../.github/*.md", "../../.github/*/*.md"} {
		some, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	if len(files) < 10 {
		t.Errorf("found only %d documents: %v", len(files), files)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			if w := notPlain.FindString(line); w != "" {
				t.Errorf("%s:%d: says %q", file, i+1, w)
			}
		}
	}
}

// TestMessagesArePlain checks the texts in the sources of every package.
func TestMessagesArePlain(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.go", "../../internal/*/*.go", "../../internal/*/*/*.go"} {
		some, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, some...)
	}
	if len(files) < 200 {
		t.Errorf("found only %d files", len(files))
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		set := token.NewFileSet()
		parsed, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(literal.Value)
			if err != nil {
				t.Fatal(err)
			}
			if w := notPlain.FindString(text); w != "" {
				t.Errorf("%s: says %q: %s", set.Position(literal.Pos()), w, literal.Value)
			}
			return true
		})
	}
}
