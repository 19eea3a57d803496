package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

const commandsPath = "../../docs/commands.md"

// eachCommand calls fn for every command that a user can run, in the order of the
// help of its parent, with the words by which it is called.
func eachCommand(fn func(c *cobra.Command, path []string)) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if c.Runnable() && !c.Hidden {
			fn(c, strings.Fields(c.CommandPath())[1:])
		}
		for _, sub := range c.Commands() {
			walk(sub)
		}
	}
	root := newRoot(&app{})
	root.InitDefaultVersionFlag()
	walk(root)
}

// TestCommandsDocument holds docs/commands.md to the help of the commands.
func TestCommandsDocument(t *testing.T) {
	want := commandsDocument(t)
	if *update {
		if err := os.WriteFile(commandsPath, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(commandsPath)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("docs/commands.md is out of date; run go test ./cmd/provenance -run TestCommandsDocument -update and look at the difference")
	}
}

// commandsDocument writes a section for each command.
func commandsDocument(t *testing.T) string {
	t.Helper()
	var list, sections strings.Builder
	eachCommand(func(c *cobra.Command, path []string) {
		anchor := strings.Join(append([]string{"provenance"}, path...), "-")
		fmt.Fprintf(&list, "| [%s](#%s) | %s |\n", c.CommandPath(), anchor, c.Short)
		fmt.Fprintf(&sections, "\n## %s\n\n%s\n\n```sh\n%s\n```\n", c.CommandPath(), c.Long, c.UseLine())
		if c.Example != "" {
			fmt.Fprintf(&sections, "\nExamples:\n\n```sh\n%s\n```\n", unindented(c.Example))
		}
		if usages := c.NonInheritedFlags().FlagUsages(); usages != "" {
			fmt.Fprintf(&sections, "\n```text\n%s```\n", usages)
		}
		r := cli(nil, append(path, "--help")...)
		if _, statuses, ok := strings.Cut(r.out, "\n"+statusHeading); ok {
			fmt.Fprintf(&sections, "\nExit status: %s.\n", strings.Join(exitStatuses(statuses), ", "))
		}
	})
	return commandsIntro + list.String() + sections.String()
}

// exitStatuses are the lines of an EXIT STATUS section without their columns.
func exitStatuses(text string) []string {
	var out []string
	for _, line := range lines(text) {
		out = append(out, strings.Join(strings.Fields(line), " "))
	}
	return out
}

// unindented takes the indent of two off every line that has it.
func unindented(text string) string {
	var out []string
	for _, line := range lines(text) {
		out = append(out, strings.TrimPrefix(line, "  "))
	}
	return strings.Join(out, "\n")
}

const commandsIntro = `# Commands

This page is generated from the help of the commands by ` + "`go test ./cmd/provenance -run TestCommandsDocument -update`" + `; a test
compares them. ` + "`provenance COMMAND --help`" + ` prints the same.

A command with ` + "`--db`" + ` uses the database that it names, else ` + "`$PROVENANCE_DB`" + `, else ` + "`provenance.db`" + ` in the current folder. Results go to standard
output or to the file of ` + "`-o`" + `, and everything else (counts, hints, progress) to standard error. A file is written whole or not at all.
Exit status 2 means that the command line is wrong; if it is right, but a model, source, day, score, ingest, rule or map that it names is
not on record, the status is 1. A figure that lacks something you named is drawn, says so in its title, and the status is 5. Replace words in capitals with your own values.

| command | what it does |
| --- | --- |
`
