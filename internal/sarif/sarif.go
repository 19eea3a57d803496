// Package sarif writes findings as a log of SARIF 2.1.0, which code hosts show at the
// lines of files: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
package sarif

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// A Rule is what a finding goes by. Full may be "".
type Rule struct{ ID, Level, Short, Full string }

// A Finding is a result to be shown.
type Finding struct {
	Rule    Rule
	Level   string // error, warning or note
	Message string
	File    string   // "": of no file
	Line    int      // 0: of the whole file
	Column  int      // in code points, 0 if it is not known
	Same    []string // findings of one rule and file that agree in this are the same in another run
}

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// The parts of a log that are written.
type (
	Log struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}
	run struct {
		Tool       tool     `json:"tool"`
		Invocation []call   `json:"invocations"`
		ColumnKind string   `json:"columnKind"`
		Results    []result `json:"results"`
	}
	tool struct {
		Driver driver `json:"driver"`
	}
	driver struct {
		Name    string `json:"name"`
		Version string `json:"version"`
		Rules   []rule `json:"rules"`
	}
	call struct {
		Successful bool     `json:"executionSuccessful"`
		Notes      []notice `json:"toolExecutionNotifications,omitempty"`
	}
	notice struct {
		Level   string  `json:"level"`
		Message message `json:"message"`
	}
	rule struct {
		ID      string   `json:"id"`
		Short   message  `json:"shortDescription"`
		Full    *message `json:"fullDescription,omitempty"`
		Default setting  `json:"defaultConfiguration"`
	}
	setting struct {
		Level string `json:"level"`
	}
	message struct {
		Text string `json:"text"`
	}
	result struct {
		Rule         string            `json:"ruleId"`
		Index        int               `json:"ruleIndex"`
		Level        string            `json:"level"`
		Message      message           `json:"message"`
		Locations    []location        `json:"locations,omitempty"`
		Fingerprints map[string]string `json:"partialFingerprints"`
	}
	location struct {
		Physical physical `json:"physicalLocation"`
	}
	physical struct {
		Artifact artifact `json:"artifactLocation"`
		Region   *region  `json:"region,omitempty"`
	}
	artifact struct {
		URI  string `json:"uri"`
		Base string `json:"uriBaseId,omitempty"`
	}
	region struct {
		Line   int `json:"startLine"`
		Column int `json:"startColumn,omitempty"`
	}
)

// NewLog makes the log of one run of a tool. Its rules are those of its findings. note
// is an error of the run that is not about a line, "" for none.
func NewLog(name, version string, findings []Finding, note string) Log {
	r := run{Tool: tool{driver{Name: name, Version: version, Rules: []rule{}}},
		Invocation: []call{{Successful: true}}, ColumnKind: "unicodeCodePoints", Results: []result{}}
	at, seen := map[string]int{}, map[string]int{}
	for _, f := range findings {
		i, ok := at[f.Rule.ID]
		if !ok {
			i = len(r.Tool.Driver.Rules)
			at[f.Rule.ID] = i
			r.Tool.Driver.Rules = append(r.Tool.Driver.Rules, describe(f.Rule))
		}
		res := result{Rule: f.Rule.ID, Index: i, Level: f.Level, Message: message{f.Message}}
		if f.File != "" {
			p := physical{Artifact: artifactOf(f.File)}
			if f.Line > 0 {
				p.Region = &region{f.Line, f.Column}
			}
			res.Locations = []location{{p}}
		}
		// The line is not part of it: a row that moves is the same finding.
		sum := sha256.Sum256([]byte(strings.Join(append([]string{f.Rule.ID, artifactOf(f.File).URI}, f.Same...), "\x00")))
		print := hex.EncodeToString(sum[:16])
		seen[print]++
		res.Fingerprints = map[string]string{"finding/v1": fmt.Sprintf("%s:%d", print, seen[print])}
		r.Results = append(r.Results, res)
	}
	if note != "" {
		r.Invocation[0].Notes = []notice{{"error", message{note}}}
	}
	return Log{schema, "2.1.0", []run{r}}
}

// describe describes a rule.
func describe(r Rule) rule {
	out := rule{ID: r.ID, Short: message{r.Short}, Default: setting{r.Level}}
	if r.Full != "" {
		out.Full = &message{r.Full}
	}
	return out
}

// artifactOf gives a file as a URI: relative to the root of the sources, as code
// hosts want it, unless its path is absolute or leads out of the folder.
func artifactOf(file string) artifact {
	slashed := filepath.ToSlash(file)
	if filepath.IsAbs(file) {
		if !strings.HasPrefix(slashed, "/") {
			slashed = "/" + slashed // a drive letter
		}
		return artifact{URI: (&url.URL{Scheme: "file", Path: slashed}).String()}
	}
	if file == "-" {
		return artifact{URI: "stdin"}
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
	a := artifact{URI: uri}
	if parts[0] != ".." {
		a.Base = "%SRCROOT%"
	}
	return a
}
