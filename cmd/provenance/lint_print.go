package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"provenance"
	"provenance/internal/query"
	"provenance/internal/sarif"
	"provenance/internal/terminal"
)

// print writes the findings in the chosen form.
func (o *lintOptions) print(w io.Writer, rules *query.Table) error {
	switch o.format {
	case "json":
		list := o.findings
		if list == nil {
			list = []finding{}
		}
		return o.writeJSON(w, list)
	case "sarif":
		return o.writeJSON(w, o.sarif(rules))
	}
	line := textLine
	if o.format == "github" {
		line = githubLine
	}
	for _, f := range o.findings {
		if _, err := fmt.Fprintln(w, line(f)); err != nil {
			return err
		}
	}
	if n := o.reader.further; n > 0 {
		_, err := fmt.Fprintln(w, moreProblems(n))
		return err
	}
	return nil
}

func moreProblems(n int) string {
	return "... and " + plural(n, "more problem") + " of the kind that ingest rejects"
}

// writeJSON writes a value as it is, but not onto a terminal, which would obey it.
func (o *lintOptions) writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, o.output().shownLines(b.String()))
	return err
}

// textLine is file:line:column: severity: message [rule], as compilers print, and
// no command to a runner of GitHub Actions.
func textLine(f finding) string {
	at := f.File
	if f.Line > 0 {
		at += fmt.Sprintf(":%d", f.Line)
	}
	if f.Column > 0 {
		at += fmt.Sprintf(":%d", f.Column)
	}
	if at != "" {
		at += ": "
	}
	return terminal.Inert(clean(fmt.Sprintf("%s%s: %s [%s]", at, f.Severity, f.subject()+f.Message, f.Rule)))
}

// subject names what a flag is about, where the message alone would not.
func (f finding) subject() string {
	var of []string
	for _, s := range []string{f.Variant, f.Benchmark} {
		if s != "" {
			of = append(of, s)
		}
	}
	if len(of) == 0 {
		return ""
	}
	return strings.Join(of, " on ") + ": "
}

// githubLine is an annotation of GitHub Actions,
// https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
func githubLine(f finding) string {
	level := f.Severity
	if level == "note" {
		level = "notice"
	}
	var at []string
	if f.File != "" && f.File != "-" {
		at = append(at, "file="+terminal.EscapeGitHub(clean(filepath.ToSlash(f.File)), ":,"))
		if f.Line > 0 {
			at = append(at, fmt.Sprintf("line=%d", f.Line))
		}
		if f.points > 0 {
			at = append(at, fmt.Sprintf("col=%d", f.points))
		}
	}
	at = append(at, "title="+terminal.EscapeGitHub(f.Rule, ":,"))
	return fmt.Sprintf("::%s %s::%s", level, strings.Join(at, ","), terminal.EscapeGitHub(clean(f.subject()+f.Message), ""))
}

// sarif makes the log of the findings.
func (o *lintOptions) sarif(rules *query.Table) sarif.Log {
	var out []sarif.Finding
	for _, f := range o.findings {
		out = append(out, sarif.Finding{Rule: describe(f, rules), Level: f.Severity, Message: clean(f.subject() + f.Message), File: f.File, Line: f.Line, Column: f.points,
			Same: []string{f.Variant, f.Benchmark, f.Source, f.Message}})
	}
	note := ""
	if n := o.reader.further; n > 0 {
		note = moreProblems(n)
	}
	return sarif.NewLog("provenance", provenance.Version, out, note)
}

// describe is the rule of a finding: a rule of the flags with its explanation, or the
// code of a problem.
func describe(f finding, rules *query.Table) sarif.Rule {
	for _, r := range rules.Rows {
		if r[0] == f.Rule {
			return sarif.Rule{ID: f.Rule, Level: r[1].(string), Short: r[2].(string), Full: r[3].(string)}
		}
	}
	text := "ingest rejects it"
	if f.Severity != "error" {
		text = "ingest warns of it"
	}
	return sarif.Rule{ID: f.Rule, Level: f.Severity, Short: strings.ReplaceAll(f.Rule, "-", " ") + ": " + text}
}
