package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"provenance"
	"provenance/internal/query"
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
		at = append(at, "file="+githubEscape(clean(filepath.ToSlash(f.File)), ":,"))
		if f.Line > 0 {
			at = append(at, fmt.Sprintf("line=%d", f.Line))
		}
		if f.points > 0 {
			at = append(at, fmt.Sprintf("col=%d", f.points))
		}
	}
	at = append(at, "title="+githubEscape(f.Rule, ":,"))
	return fmt.Sprintf("::%s %s::%s", level, strings.Join(at, ","), githubEscape(clean(f.subject()+f.Message), ""))
}

// githubEscape writes %, carriage return, line feed and what else has a meaning in
// that place as % and two digits.
func githubEscape(s, also string) string {
	var b strings.Builder
	for _, r := range s {
		if r == '%' || r == '\r' || r == '\n' || strings.ContainsRune(also, r) {
			fmt.Fprintf(&b, "%%%02X", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// The parts of SARIF 2.1.0 that lint writes,
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		Invocation []sarifCall   `json:"invocations"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifCall struct {
		Successful bool          `json:"executionSuccessful"`
		Notes      []sarifNotice `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotice struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifText    `json:"shortDescription"`
		Full    *sarifText   `json:"fullDescription,omitempty"`
		Default sarifSetting `json:"defaultConfiguration"`
	}
	sarifSetting struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		Rule         string            `json:"ruleId"`
		Index        int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      sarifText         `json:"message"`
		Locations    []sarifLocation   `json:"locations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn,omitempty"`
	}
)

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sarif makes the log of one run. Its rules are those of its results: the rules of
// the flags with their explanation, and the codes of problems.
func (o *lintOptions) sarif(rules *query.Table) sarifLog {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "provenance", Version: provenance.Version, Rules: []sarifRule{}}},
		Invocation: []sarifCall{{Successful: true}}, ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	at, seen := map[string]int{}, map[string]int{}
	for _, f := range o.findings {
		i, ok := at[f.Rule]
		if !ok {
			i = len(run.Tool.Driver.Rules)
			at[f.Rule] = i
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, describe(f, rules))
		}
		r := sarifResult{Rule: f.Rule, Index: i, Level: f.Severity, Message: sarifText{clean(f.subject() + f.Message)}}
		if f.File != "" {
			p := sarifPhysical{Artifact: artifact(f.File)}
			if f.Line > 0 {
				p.Region = &sarifRegion{f.Line, f.points}
			}
			r.Locations = []sarifLocation{{p}}
		}
		// The line is not part of it: a row that moves is the same finding.
		sum := sha256.Sum256([]byte(strings.Join([]string{f.Rule, artifact(f.File).URI, f.Variant, f.Benchmark, f.Source, f.Message}, "\x00")))
		print := hex.EncodeToString(sum[:16])
		seen[print]++
		r.Fingerprints = map[string]string{"finding/v1": fmt.Sprintf("%s:%d", print, seen[print])}
		run.Results = append(run.Results, r)
	}
	if n := o.reader.further; n > 0 {
		run.Invocation[0].Notes = []sarifNotice{{"error", sarifText{moreProblems(n)}}}
	}
	return sarifLog{sarifSchema, "2.1.0", []sarifRun{run}}
}

// describe is the rule of a finding.
func describe(f finding, rules *query.Table) sarifRule {
	for _, r := range rules.Rows {
		if r[0] == f.Rule {
			return sarifRule{f.Rule, sarifText{r[2].(string)}, &sarifText{r[3].(string)}, sarifSetting{r[1].(string)}}
		}
	}
	text := "ingest rejects it"
	if f.Severity != "error" {
		text = "ingest warns of it"
	}
	return sarifRule{ID: f.Rule, Short: sarifText{strings.ReplaceAll(f.Rule, "-", " ") + ": " + text}, Default: sarifSetting{f.Severity}}
}

// artifact gives a file as a URI: relative to the root of the sources, as code
// hosts want it, unless its path is absolute or leads out of the folder.
func artifact(file string) sarifArtifact {
	slashed := filepath.ToSlash(file)
	if filepath.IsAbs(file) {
		if !strings.HasPrefix(slashed, "/") {
			slashed = "/" + slashed // a drive letter
		}
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: slashed}).String()}
	}
	if file == "-" {
		return sarifArtifact{URI: "stdin"}
	}
	slashed = path.Clean(slashed)
	var parts []string
	for part := range strings.SplitSeq(slashed, "/") {
		parts = append(parts, url.PathEscape(part))
	}
	uri := strings.Join(parts, "/")
	if slices.ContainsFunc([]rune(parts[0]), func(r rune) bool { return r == ':' || unicode.IsSpace(r) }) {
		uri = "./" + uri // a colon in the first part would make it a scheme
	}
	a := sarifArtifact{URI: uri}
	if parts[0] != ".." {
		a.Base = "%SRCROOT%"
	}
	return a
}
