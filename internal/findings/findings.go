// Package findings writes what lint found in files: as text, JSON, SARIF, or annotations of
// GitHub Actions.
package findings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"provenance/internal/sarif"
	"provenance/internal/table"
	"provenance/internal/terminal"
)

// Formats are the forms in which a Report can be written.
var Formats = []string{"text", "json", "sarif", "github"}

// A Finding is what lint reports about one place.
type Finding struct {
	Severity string `json:"severity"` // error, warning or note
	Rule     string `json:"rule"`     // a rule of the flags, or the code of a problem with the file
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"` // in bytes, as ingest counts
	Message  string `json:"message"`

	Variant   string `json:"variant,omitempty"`
	Benchmark string `json:"benchmark,omitempty"`
	Source    string `json:"source,omitempty"`
	Since     string `json:"since,omitempty"`    // the day from which a flag holds
	Evidence  string `json:"evidence,omitempty"` // the source of a flag's evidence

	Points int `json:"-"` // the column in code points, 0 if it is not known
}

// A Report is what lint found in all files.
type Report struct {
	Findings []Finding
	Further  int                 // problems beyond those that were kept
	Rules    []sarif.Rule        // of the flags, with their explanations
	Version  string              // of the program
	Color    bool                // severities have colours
	Shown    func(string) string // makes JSON safe for a terminal, if one shows it
}

// Write writes the report in a format.
func (r *Report) Write(w io.Writer, format string) error {
	switch format {
	case "json":
		list := r.Findings
		if list == nil {
			list = []Finding{}
		}
		return r.json(w, list)
	case "sarif":
		return r.json(w, r.sarif())
	}
	colors := table.Layout{Color: r.Color}
	for _, f := range r.Findings {
		line := githubLine(f)
		if format != "github" {
			line = textLine(f, colors.Severity)
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	if r.Further > 0 {
		_, err := fmt.Fprintln(w, r.more())
		return err
	}
	return nil
}

func (r *Report) more() string {
	problems := "problems"
	if r.Further == 1 {
		problems = "problem"
	}
	return fmt.Sprintf("... and %d more %s of the kind that ingest rejects", r.Further, problems)
}

// json writes a value as it is, but not onto a terminal, which would obey it.
func (r *Report) json(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(w, r.Shown(b.String()))
	return err
}

// textLine is file:line:column: severity: message [rule], as compilers print, and
// no command to a runner of GitHub Actions.
func textLine(f Finding, severity func(string) string) string {
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
	text := terminal.Clean(fmt.Sprintf("%s: %s [%s]", f.Severity, f.subject()+f.Message, f.Rule))
	return terminal.Inert(terminal.Clean(at) + severity(f.Severity) + strings.TrimPrefix(text, f.Severity))
}

// subject names what a flag is about, where the message alone would not.
func (f Finding) subject() string {
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
func githubLine(f Finding) string {
	level := f.Severity
	if level == "note" {
		level = "notice"
	}
	var at []string
	if f.File != "" && f.File != "-" {
		at = append(at, "file="+terminal.EscapeGitHub(terminal.Clean(filepath.ToSlash(f.File)), ":,"))
		if f.Line > 0 {
			at = append(at, fmt.Sprintf("line=%d", f.Line))
		}
		if f.Points > 0 {
			at = append(at, fmt.Sprintf("col=%d", f.Points))
		}
	}
	at = append(at, "title="+terminal.EscapeGitHub(f.Rule, ":,"))
	return fmt.Sprintf("::%s %s::%s", level, strings.Join(at, ","), terminal.EscapeGitHub(terminal.Clean(f.subject()+f.Message), ""))
}

// sarif makes the log of the findings.
func (r *Report) sarif() sarif.Log {
	var out []sarif.Finding
	for _, f := range r.Findings {
		out = append(out, sarif.Finding{Rule: r.rule(f), Level: f.Severity, Message: terminal.Clean(f.subject() + f.Message), File: f.File, Line: f.Line, Column: f.Points,
			Same: []string{f.Variant, f.Benchmark, f.Source, f.Message}})
	}
	note := ""
	if r.Further > 0 {
		note = r.more()
	}
	return sarif.NewLog("provenance", r.Version, out, note)
}

// rule is the rule of a finding: a rule of the flags with its explanation, or the code of
// a problem.
func (r *Report) rule(f Finding) sarif.Rule {
	for _, rule := range r.Rules {
		if rule.ID == f.Rule {
			return rule
		}
	}
	text := "ingest rejects it"
	if f.Severity != "error" {
		text = "ingest warns of it"
	}
	return sarif.Rule{ID: f.Rule, Level: f.Severity, Short: strings.ReplaceAll(f.Rule, "-", " ") + ": " + text}
}
