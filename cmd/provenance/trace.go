package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"provenance/internal/page"
	"provenance/internal/query"
)

type traceOptions struct {
	app    *app
	out    *output
	filter query.ScoreFilter
	id     int64 // 0: by the filter
}

// traceFormats are the forms of a trace.
var traceFormats = []string{"text", "markdown", "json", "prov-json"}

func newTrace(a *app) *cobra.Command {
	o := &traceOptions{app: a, out: &output{app: a}}
	cmd := &cobra.Command{
		Use:   "trace [SCORE]",
		Short: "Trace a score back to the page that printed it",
		Long: `Trace a score back to its source: the value as printed, the name it was printed for and
how that name was resolved, the variant's status on that day, the settings, the file with
its line and SHA-256, what the score supersedes, disputes and flags.

SCORE is a score_id, as in 'provenance flags' and the views. Without it, --variant,
--benchmark, --source and --on select the score; if several match, they are listed.
--format prov-json writes W3C PROV-JSON (https://www.w3.org/submissions/prov-json/).

` + status(exitOK, exitFailure, exitUsage),
		Example: `  provenance trace 212
  provenance trace --variant llama-4-maverick-03-26-experimental --source lmarena-csv --on 2025-04-06
  provenance trace 212 --format prov-json -o score-212.json`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				n, err := strconv.ParseInt(args[0], 10, 64)
				if err != nil || n < 1 {
					return usage("SCORE is a number from column score_id of 'provenance flags', not %q; or select one with --variant, --benchmark, --source, --on", args[0])
				}
				o.id = n
			}
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.filter.Variant, "variant", "", "the score of this `variant`, by slug or name, or of a name as printed")
	f.StringVar(&o.filter.Benchmark, "benchmark", "", "the score on this `benchmark`, by slug")
	f.StringVar(&o.filter.Source, "source", "", "the score in this `source`, by slug")
	f.StringVar(&o.filter.Day, "on", "", "the score reported on this `day` (YYYY-MM-DD, or YYYY-MM or YYYY if the source gives no day)")
	f.StringVar(&o.out.format, "format", "", "text, markdown, json or prov-json (default: by the name of -o, else text)")
	f.StringVarP(&o.out.file, "output", "o", "", "write to this `file`; - means standard output")
	for flag, kind := range map[string]string{"variant": "variants", "benchmark": "benchmarks", "source": "sources"} {
		cmd.RegisterFlagCompletionFunc(flag, a.complete(kind))
	}
	cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(traceFormats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (o *traceOptions) check() error {
	switch {
	case o.out.format != "" && !slices.Contains(traceFormats, o.out.format):
		return usage("%w", unknown("format", o.out.format, traceFormats))
	case o.out.format == "" && strings.HasSuffix(o.out.file, ".json"):
		o.out.format = "json"
	case o.out.format == "" && strings.HasSuffix(o.out.file, ".md"):
		o.out.format = "markdown"
	case o.out.format == "":
		o.out.format = "text"
	}
	if err := refuseEnding(o.out.file, traceFormats...); err != nil {
		return err
	}
	switch any := o.filter != (query.ScoreFilter{}); {
	case o.id > 0 && any:
		return usage("SCORE identifies one score; leave out --variant, --benchmark, --source and --on")
	case o.id == 0 && !any:
		return usage("which score? give its number, or --variant, --benchmark, --source, --on")
	}
	return checkDay("--on", o.filter.Day)
}

func (o *traceOptions) run(ctx context.Context) error {
	if err := o.check(); err != nil {
		return err
	}
	db, err := o.app.openRead(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	if o.id == 0 {
		if err := o.findScore(ctx, db); err != nil {
			return err
		}
	}
	t, err := db.Trace(ctx, o.id)
	if err != nil {
		return err
	}
	if t == nil {
		return fmt.Errorf("there is no score %d; 'provenance show VARIANT --format csv' lists scores with their numbers", o.id)
	}
	return o.out.write(func(w io.Writer) error {
		switch o.out.format {
		case "json":
			return o.indented(w, traceJSON(t))
		case "prov-json":
			return o.indented(w, page.ProvJSON(t))
		}
		return o.out.page(w, page.Trace(t))
	})
}

// maxFound is how many scores are listed where several are meant.
const maxFound = 20

// findScore finds the score that the filter means.
func (o *traceOptions) findScore(ctx context.Context, db *query.DB) error {
	if err := cmp.Or(nameFilter(ctx, db, &o.filter.Variant, &o.filter.Name, query.Variant, query.Printed), checkFilter(ctx, db, o.filter.Benchmark, "benchmarks"),
		checkFilter(ctx, db, o.filter.Source, "sources")); err != nil {
		return err
	}
	t, err := db.FindScores(ctx, o.filter, maxFound+1)
	if err != nil {
		return err
	}
	rows := query.Records(t)
	counting := slices.DeleteFunc(slices.Clone(rows), func(c query.Record) bool { return c["counts"] == "no" })
	if len(counting) == 1 && len(rows) <= maxFound {
		rows = counting
	}
	switch {
	case len(rows) == 0 && o.filter.Day != "":
		days, err := db.ScoreDays(ctx, o.filter)
		if err != nil {
			return err
		}
		return fmt.Errorf("no matching score is on record for %s: %s", o.filter.Day, nearestDays(days, o.filter.Day))
	case len(rows) == 0:
		return errors.New("no matching score is on record for any day")
	case len(rows) == 1:
		o.id, err = strconv.ParseInt(rows[0]["score_id"], 10, 64)
		return err
	}
	fmt.Fprintln(o.app.err, "provenance: several scores match; trace one of them by its number:")
	for _, r := range rows[:min(len(rows), maxFound)] {
		text := fmt.Sprintf("%s, %s: %s on %s (%s)", cmp.Or(r["variant"], r["listed_as"]), r["benchmark"], r["value_as_printed"], r["reported_on"], r["source"])
		if r["counts"] == "no" {
			text += ", superseded or retracted"
		}
		fmt.Fprintf(o.app.err, "  %6s  %s\n", r["score_id"], clean(text))
	}
	if len(rows) > maxFound {
		fmt.Fprintln(o.app.err, "  and more; narrow it down with --variant, --benchmark, --source, --on")
	}
	return &statusError{status: exitUsage}
}

func (o *traceOptions) indented(w io.Writer, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, o.out.shownLines(string(b)+"\n"))
	return err
}

// objects are the rows of a table as JSON objects, without what is not stated.
func objects(t *query.Table) []map[string]any {
	out := []map[string]any{}
	for _, r := range t.Rows {
		m := map[string]any{}
		for i, c := range t.Columns {
			if r[i] != nil {
				m[c] = r[i]
			}
		}
		out = append(out, m)
	}
	return out
}

// traceJSON is a trace as one object. What is not stated is left out.
func traceJSON(t *query.Trace) map[string]any {
	settings := map[string]any{}
	for _, r := range t.Protocol.Rows {
		settings[r[0].(string)] = r[1]
	}
	listing := objects(t.Listing)[0]
	listing["candidates"] = objects(t.Candidates)
	return map[string]any{
		"score": objects(t.Score)[0], "listing": listing, "status": objects(t.Status), "settings": settings, "ingest": objects(t.Ingest)[0],
		"source": objects(t.Source)[0], "revisions": objects(t.Revisions), "disputes": objects(t.Disputes), "flags": objects(t.Flags), "external_ids": objects(t.External), "sources": objects(t.Sources),
	}
}
