package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"provenance"
	"provenance/internal/boardmap"
	"provenance/internal/dbfile"
	"provenance/internal/findings"
	"provenance/internal/model"
	"provenance/internal/query"
	"provenance/internal/sarif"
	"provenance/internal/store"
	"provenance/internal/terminal"
)

// lintLeavesOut are the rules that fire because something is not on record, each with
// what is missing: it may be in a file that lint was not given.
var lintLeavesOut = map[string]string{
	"anonymous-model":    "who made the model may be on record elsewhere",
	"never-released":     "a release may be on record elsewhere",
	"open-allegation":    "a reply may be on record elsewhere",
	"selective-coverage": "the developer's other scores may be on record elsewhere",
	"self-reported-only": "somebody else's measurement may be on record elsewhere",
	"status-unknown":     "release events may be on record elsewhere",
	"unreplicated":       "somebody else's measurement may be on record elsewhere",
	"unresolved-name":    "the variant, or an alias, may be on record elsewhere",
}

// failNever is the value of --fail-on with which flags do not change the exit status.
const failNever = "never"

type lintOptions struct {
	app      *app
	reader   ingestOptions // reads the files
	file     string        // -o
	format   string
	failOn   string
	asOf     string
	findings []findings.Finding
	broken   bool                // a file, or a record, would be rejected
	at       map[string]position // of catalogue rows, by table and slug
	inputs   []boardmap.Input
}

// A position is a line of a file.
type position struct {
	file string
	line int
}

func newLint(a *app) *cobra.Command {
	o := &lintOptions{app: a}
	cmd := &cobra.Command{
		Use:   "lint PATH...",
		Short: "Check files as ingest and flags would, without a database",
		Long: `Check files as 'provenance ingest' and 'provenance flags' would, without a database. It
reports what ingest would reject or warn about, and the flags that follow from what these
files say. PATH is a file, a folder, or - for standard input.

lint skips rules that fire because a fact is missing: the fact may be in a file that it
was not given. docs/lint.md lists these rules and describes the formats.

` + strings.Replace(status(exitOK, exitFailure, exitUsage, exitRejected, exitFlags), "input rejected, nothing written", "ingest would reject input", 1),
		Example: `  provenance lint testdata/llama4
  provenance lint --reported-on 2026-07-01 livebench_2025-04-25.csv
  provenance lint --format sarif -o lint.sarif data/
  provenance lint --format github --fail-on warning data/`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			a.err = &terminal.InertWriter{To: a.err}
			o.reader.paths = args
			return o.run(cmd.Context())
		},
	}
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		a.err = &terminal.InertWriter{To: a.err}
		return cmd.Parent().FlagErrorFunc()(cmd, err)
	})
	f := cmd.Flags()
	f.StringVar(&o.format, "format", "", "text, json, sarif (SARIF 2.1.0) or github (annotations of GitHub Actions); default: by the name of -o, else text")
	f.StringVarP(&o.file, "output", "o", "", "write to this `file`; - means standard output")
	f.StringVar(&o.failOn, "fail-on", "error", "exit with status 4 for a flag of this `severity` or worse: error, warning, note or never")
	addAsOf(cmd, &o.asOf, "raise the flags")
	f.StringVar(&o.reader.mapName, "map", "", "read every file through this map: the name of a built-in one ('provenance maps') or a YAML file")
	addMaps(cmd, &o.reader.mapsDir)
	f.StringVar(&o.reader.settings.ReportedOn, "reported-on", "", "date of the scores (YYYY, YYYY-MM or YYYY-MM-DD); overrides the date in the file name and in the map")
	f.StringVar(&o.reader.settings.Source, "source", "", "slug of the source; overrides the one in the map")
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(findings.Formats, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions([]string{"error", "warning", "note", failNever}, cobra.ShellCompDirectiveNoFileComp))
	cmd.RegisterFlagCompletionFunc("map", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return shippedNames(), cobra.ShellCompDirectiveDefault
	})
	return cmd
}

func (o *lintOptions) check() error {
	if o.format == "" {
		o.format = "text"
		switch strings.ToLower(filepath.Ext(o.file)) {
		case ".sarif":
			o.format = "sarif"
		case ".json":
			o.format = "json"
		}
	}
	if !slices.Contains(findings.Formats, o.format) {
		return usage("%w", unknown("format", o.format, findings.Formats))
	}
	if err := refuseEnding(o.file, findings.Formats...); err != nil {
		return err
	}
	if o.failOn != failNever && !model.Severities.Has(o.failOn) {
		return usage("--fail-on takes error, warning, note or never, not %q", o.failOn)
	}
	return checkDay("--reported-on", o.reader.settings.ReportedOn)
}

func (o *lintOptions) run(ctx context.Context) error {
	if err := o.check(); err != nil {
		return err
	}
	day, err := asOfDay(o.asOf)
	if err != nil {
		return err
	}
	r := &o.reader
	r.app, r.keep = o.app, keepNever
	r.onProblem, r.onWarning, r.onRecord = o.problem, o.warning, o.rememberRow
	o.at = map[string]position{}
	var problems []model.Problem
	if o.inputs, problems, err = r.inputs(); err != nil {
		return err
	}
	db, err := o.scratch(ctx)
	if err != nil {
		return err
	}
	defer db.remove()
	r.noteAll(problems)
	if err := o.load(ctx, db.DB); err != nil {
		return err
	}
	queries := query.New(db.DB.DB)
	if err := o.flags(ctx, queries, day); err != nil {
		return err
	}
	o.sort()
	rules, err := queries.Rules(ctx, "")
	if err != nil {
		return err
	}
	out := o.output()
	report := findings.Report{Findings: o.findings, Further: o.reader.further, Version: provenance.Version, Color: out.layout().Color, Shown: out.shownLines}
	for _, r := range rules.Rows {
		report.Rules = append(report.Rules, sarif.Rule{ID: r[0].(string), Level: r[1].(string), Short: r[2].(string), Full: r[3].(string)})
	}
	if err := out.write(func(w io.Writer) error { return report.Write(w, o.format) }); err != nil {
		return err
	}
	return o.verdict()
}

// scratchDB is a database that lint removes at its end.
type scratchDB struct {
	*dbfile.DB
	dir string
}

// fitsMemory is the size of the files, in bytes, up to which lint works in memory.
const fitsMemory = 16 << 20

// scratch makes the database that the files are read into: in memory or, if they are
// large or their size is not known, in the folder for temporary files.
func (o *lintOptions) scratch(ctx context.Context) (*scratchDB, error) {
	size, known := int64(0), true
	for _, in := range o.inputs {
		size += in.Size
		known = known && in.Size > 0 && !strings.HasSuffix(in.Path, ".gz")
	}
	if known && size <= fitsMemory {
		db, err := dbfile.OpenScratch(ctx, "")
		return &scratchDB{DB: db}, err
	}
	dir, err := os.MkdirTemp("", "provenance-lint-")
	if err != nil {
		return nil, err
	}
	db, err := dbfile.OpenWrite(ctx, filepath.Join(dir, "lint.db"))
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	return &scratchDB{db, dir}, nil
}

func (s *scratchDB) remove() {
	s.Close()
	if s.dir != "" {
		os.RemoveAll(s.dir)
	}
}

// load reads the files as ingest does, and writes the good records.
func (o *lintOptions) load(ctx context.Context, db *dbfile.DB) error {
	session, err := store.Begin(ctx, db, provenance.Version, o.app.now)
	if err != nil {
		return err
	}
	for i, in := range o.inputs {
		if err := o.reader.file(ctx, db, session, in, i, len(o.inputs)); err != nil {
			return errors.Join(err, session.Rollback())
		}
	}
	o.app.progress("")
	return session.Commit()
}

// flags takes the flags that these files alone can raise.
func (o *lintOptions) flags(ctx context.Context, db *query.DB, day string) error {
	t, err := db.Flags(ctx, query.FlagFilter{AsOf: day})
	if err != nil {
		return err
	}
	var ids []int64
	col := func(name string) int { return slices.Index(t.Columns, name) }
	rule, score := col("rule"), col("score_id")
	t.Rows = slices.DeleteFunc(t.Rows, func(r []any) bool { return lintLeavesOut[r[rule].(string)] != "" })
	for _, r := range t.Rows {
		if id, ok := r[score].(int64); ok {
			ids = append(ids, id)
		}
	}
	lines, err := db.Lines(ctx, ids)
	if err != nil {
		return err
	}
	names, err := db.FirstLinesOfOpenNames(ctx)
	if err != nil {
		return err
	}
	for _, n := range names {
		o.at["name "+n.Source+" "+n.Name] = position{n.Path, n.Line.Line}
	}
	text := func(r []any, name string) string { s, _ := r[col(name)].(string); return s }
	for _, r := range t.Rows {
		f := findings.Finding{Severity: text(r, "severity"), Rule: text(r, "rule"), Message: text(r, "message"),
			Variant: text(r, "variant"), Benchmark: text(r, "benchmark"), Source: text(r, "source"), Since: text(r, "since"), Evidence: text(r, "evidence_source")}
		if id, ok := r[score].(int64); ok {
			f.File, f.Line = lines[id].Path, lines[id].Line
		} else {
			p := o.positionOf(f, text(r, "model"))
			if source := cmp.Or(f.Source, f.Evidence); p == (position{}) && source != "" { // of a map
				first, err := db.FirstScore(ctx, source)
				if err != nil {
					return err
				}
				p = position{first.Path, first.Line}
			}
			f.File, f.Line = p.file, p.line
		}
		o.findings = append(o.findings, f)
	}
	return nil
}

// positionOf returns the line of what a flag without a score is about: the name, the
// variant, the model, the benchmark or the source.
func (o *lintOptions) positionOf(f findings.Finding, of string) position {
	if f.Rule == "ambiguous-name" { // its message begins with the name in quotation marks
		if i := strings.LastIndex(f.Message, `" in `+f.Source+" may be "); i > 0 {
			if p, ok := o.at["name "+f.Source+" "+f.Message[1:i]]; ok {
				return p
			}
		}
	}
	for _, key := range []string{"variants " + f.Variant, "models " + of, "benchmarks " + f.Benchmark, "sources " + f.Source, "sources " + f.Evidence} {
		if p, ok := o.at[key]; ok {
			return p
		}
	}
	return position{}
}

// rememberRow remembers the line of a row that has a slug.
func (o *lintOptions) rememberRow(r *model.Record) {
	if i := r.Table.Column("slug"); i >= 0 {
		if slug := r.Text(i); slug != "" {
			o.at[r.Table.Name+" "+slug] = position{r.File, r.Line}
		}
	}
}

func (o *lintOptions) problem(p model.Problem) {
	o.broken = true
	if len(o.findings) == maxKept {
		o.reader.further++
		return
	}
	f := findings.Finding{Severity: "error", Rule: p.Code, File: p.File, Line: p.Line, Column: p.Column, Points: points(p)}
	p.Field, p.Value, p.Text, p.Hint = clip(p.Field), clip(p.Value), clip(p.Text), clip(p.Hint)
	f.Message = p.Message()
	o.findings = append(o.findings, f)
}

// points is the column of a problem in code points, 0 if its line is not known.
func points(p model.Problem) int {
	n := p.Column - 1
	if n < 0 || n > len(p.Raw) || bytes.ContainsAny(p.Raw[:n], "\r\n") || !utf8.Valid(p.Raw[:n]) {
		return 0
	}
	return utf8.RuneCount(p.Raw[:n]) + 1
}

// ingestWarning is the rule of what ingest would warn about.
const ingestWarning = "ingest-warning"

func (o *lintOptions) warning(file, text string) {
	o.findings = append(o.findings, findings.Finding{Severity: "warning", Rule: ingestWarning, File: file, Line: 1, Message: clip(text)})
}

// sort puts the findings in the order of files and lines.
func (o *lintOptions) sort() {
	at := map[string]int{}
	for i, in := range o.inputs {
		at[in.Path] = i + 1
	}
	slices.SortStableFunc(o.findings, func(a, b findings.Finding) int {
		return cmp.Or(cmp.Compare(at[a.File], at[b.File]), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(slices.Index(model.Severities, a.Severity), slices.Index(model.Severities, b.Severity)))
	})
}

func (o *lintOptions) output() *output { return &output{app: o.app, file: o.file} }

// verdict says how many findings there are, and gives the exit status.
func (o *lintOptions) verdict() error {
	n := map[string]int{}
	flagged, files := false, map[string]bool{}
	for _, in := range o.inputs {
		files[in.Path] = true
	}
	worst := slices.Index(model.Severities, o.failOn)
	for _, f := range o.findings {
		n[f.Severity]++
		if f.File != "" {
			files[f.File] = true
		}
		flagged = flagged || slices.Index(model.Severities, f.Severity) <= worst
	}
	n["error"] += o.reader.further
	fmt.Fprintf(o.app.err, "%s, %s, %s in %s\n", plural(n["error"], "error"), plural(n["warning"], "warning"), plural(n["note"], "note"), plural(len(files), "file"))
	switch {
	case o.broken:
		return &statusError{status: exitRejected}
	case flagged:
		return &statusError{status: exitFlags}
	}
	return nil
}
