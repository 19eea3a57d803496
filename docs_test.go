package provenance_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"provenance"
	"provenance/internal/dbfile"
	"provenance/internal/model"
	"provenance/internal/query"
)

var update = flag.Bool("update", false, "rewrite the generated documents")

// check compares a generated document with the one in docs/.
func check(t *testing.T, name, want string) {
	t.Helper()
	path := filepath.Join("docs", name)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the code says; run go test . -update and look at the difference", path)
	}
}

// publicViews are those that docs/data-model.md lists. The views of the rules are in
// docs/rules.md, and what only they ask for is in schema.sql.
var publicViews = []string{
	"standing_events", "status_rows", "standing_aliases", "listing_candidates", "open_listings", "listings", "variant_status",
	"current_scores", "comparisons", "placeholder_sources", "expected_maximum", "cache_fresh", "flag_intervals", "flags",
	"score_facts", "score_details", "variant_gaps", "context_gaps", "disputes", "coverage",
	"availability_details", "event_details", "statement_details", "suite_details", "license_details", "alias_details",
	"spec_details", "external_id_details",
}

func TestDataModelDocument(t *testing.T) {
	kinds := map[model.Kind]string{model.Text: "text", model.Slug: "slug", model.Ref: "slug of ", model.Word: "word", model.Date: "date", model.Int: "whole number",
		model.Real: "number", model.Bool: "true or false", model.URL: "web address", model.JSON: "JSON object"}
	var b strings.Builder
	b.WriteString(dataModelIntro)
	for _, tb := range model.Tables {
		fmt.Fprintf(&b, "\n### %s.csv\n\n%s\n\n```csv\n%s\n```\n\n| column | holds | meaning |\n| --- | --- | --- |\n", tb.Name, tb.Doc, strings.Join(tb.Header(), ","))
		for _, c := range tb.Columns {
			holds := kinds[c.Kind]
			if c.Kind == model.Ref {
				holds += c.Table
			}
			if c.Null != "" {
				holds += " or `" + c.Null + "`"
			}
			if c.Vocab != nil {
				holds = strings.Join(c.Vocab, ", ")
			}
			if c.Default != "" {
				holds += "; blank: " + c.Default
			}
			name := "`" + c.Name + "`"
			if c.Required {
				name += " *"
			}
			fmt.Fprintf(&b, "| %s | %s | %s |\n", name, holds, c.Doc)
		}
	}
	b.WriteString(viewsIntro)
	views := regexp.MustCompile(`(?s)CREATE VIEW (\w+)(?:\([^)]*\))? AS\n((?:  --[^\n]*\n)+)`).FindAllStringSubmatch(provenance.Schema, -1)
	views = slices.DeleteFunc(views, func(v []string) bool { return !slices.Contains(publicViews, v[1]) })
	if len(views) != len(publicViews) {
		t.Errorf("%d public views with a comment inside, want %d", len(views), len(publicViews))
	}
	described := viewColumns(t)
	for _, v := range views {
		text := strings.ReplaceAll(strings.TrimSpace(strings.ReplaceAll(v[2], "  -- ", "")), "\n", " ")
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n| column | holds | NULL where | meaning |\n| --- | --- | --- | --- |\n", v[1], text)
		for _, c := range described[v[1]] {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", c.name, c.holds, c.null, c.meaning)
		}
	}
	db := fresh(t)
	b.WriteString("\n## Other tables\n\nTables of the database that have no canonical CSV: rows derived from other tables, and the log of the database itself.\n")
	for _, m := range regexp.MustCompile(`(?s)CREATE TABLE (\w+) \(\n((?:  --[^\n]*\n)+)`).FindAllStringSubmatch(provenance.Schema, -1) {
		if model.TableNamed(m[1]) != nil {
			continue
		}
		var cols []string
		err := db.Query(context.Background(), "SELECT * FROM "+m[1]+" LIMIT 0", func(c []string) error { cols = c; return nil }, func([]any) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(strings.TrimSpace(strings.ReplaceAll(m[2], "  -- ", "")), "\n", " ")
		fmt.Fprintf(&b, "\n### %s\n\n%s\n\n`%s(%s)`\n", m[1], text, m[1], strings.Join(cols, ", "))
	}
	check(t, "data-model.md", b.String())
}

// A viewColumn is a line of testdata/view-columns.txt: what a column of a public view
// holds (unit and domain), when it is NULL, and what it means.
type viewColumn struct{ name, holds, null, meaning string }

// viewColumns reads testdata/view-columns.txt.
func viewColumns(t *testing.T) map[string][]viewColumn {
	t.Helper()
	text, err := os.ReadFile("testdata/view-columns.txt")
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string][]viewColumn{}
	view := ""
	for i, line := range strings.Split(string(text), "\n") {
		if name, ok := strings.CutPrefix(line, "# "); ok {
			if columns[name] != nil {
				t.Errorf("view-columns.txt:%d: %s stands here twice", i+1, name)
			}
			view = name
			continue
		}
		if view == "" || line == "" {
			continue
		}
		f := strings.Split(line, " | ")
		if len(f) != 4 || slices.ContainsFunc(f, func(s string) bool { return strings.TrimSpace(s) == "" }) {
			t.Fatalf("view-columns.txt:%d: want column | holds | NULL where | meaning, none of them empty: %s", i+1, line)
		}
		columns[view] = append(columns[view], viewColumn{f[0], f[1], f[2], f[3]})
	}
	return columns
}

// TestEachViewColumnIsDescribed compares testdata/view-columns.txt with the public
// views: one line for each column, in the order of the view.
func TestEachViewColumnIsDescribed(t *testing.T) {
	db, described := fresh(t), viewColumns(t)
	for view := range described {
		if !slices.Contains(publicViews, view) {
			t.Errorf("view-columns.txt describes %s, which is no public view", view)
		}
	}
	for _, view := range publicViews {
		var got, want []string
		for _, c := range described[view] {
			got = append(got, c.name)
		}
		err := db.Query(context.Background(), "SELECT * FROM "+view+" LIMIT 0", func(c []string) error { want = c; return nil }, func([]any) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("view-columns.txt describes of %s\n%s, want\n%s", view, strings.Join(got, ", "), strings.Join(want, ", "))
		}
	}
}

// TestViewColumnsHoldInTheCase checks what testdata/view-columns.txt says with the
// Llama 4 case: no NULL where it says never, and no value outside what it says.
func TestViewColumnsHoldInTheCase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "case.db")
	// The case names nothing of another system.
	ids := filepath.Join(t.TempDir(), "external_ids.csv")
	if err := os.WriteFile(ids, []byte("model,benchmark,scheme,external_id,source\nllama-4-maverick,,test,x,ref-01\n,gpqa,test,y,ref-01\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "run", "./cmd/provenance", "ingest", "--db", path, "testdata/llama4", ids).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	db, err := dbfile.OpenRead(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for view, columns := range viewColumns(t) {
		query := "SELECT * FROM " + view
		if view == "listing_candidates" {
			query = "SELECT c.* FROM open_listings l JOIN listing_candidates c ON c.source_id = l.source_id AND c.name_id = l.name_id"
		}
		var checks []func(any) bool
		for _, c := range columns {
			checks = append(checks, domain(t, db, c.holds))
		}
		wrong := map[string]bool{}
		rows := 0
		err := db.Query(context.Background(), query, func([]string) error { return nil }, func(row []any) error {
			rows++
			for i, c := range columns {
				if (row[i] == nil && c.null == "never" || row[i] != nil && !checks[i](row[i])) && !wrong[c.name] {
					wrong[c.name] = true
					t.Errorf("%s.%s: got %v, want %s; NULL where: %s", view, c.name, row[i], c.holds, c.null)
				}
				other, found := strings.CutSuffix(c.null, " is NULL")
				o := slices.IndexFunc(columns, func(k viewColumn) bool { return k.name == other })
				if found && (o < 0 || (row[i] == nil) != (row[o] == nil)) && !wrong[c.name] {
					wrong[c.name] = true
					t.Errorf("%s.%s: got %v in the row %v, want NULL where %s", view, c.name, row[i], row, c.null)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if rows == 0 {
			t.Errorf("the case has no row in %s", view)
		}
	}
}

// domain makes a check of the values that a column holds, from the words that
// describe them. A unit may follow after a comma.
func domain(t *testing.T, db *dbfile.DB, holds string) func(any) bool {
	t.Helper()
	if m := regexp.MustCompile("^(slug|id|code) of (\\w+)(?: or `(\\w+)`)?$").FindStringSubmatch(holds); m != nil {
		known := map[any]bool{}
		if m[3] != "" {
			known[m[3]] = true
		}
		err := db.Query(context.Background(), "SELECT "+m[1]+" FROM "+m[2], func([]string) error { return nil }, func(row []any) error { known[row[0]] = true; return nil })
		if err != nil {
			t.Fatal(err)
		}
		return func(v any) bool { return known[v] }
	}
	if strings.HasPrefix(holds, "`") {
		words := strings.Split(strings.Trim(holds, "`"), "`, `")
		return func(v any) bool { s, ok := v.(string); return ok && slices.Contains(words, s) }
	}
	matches := func(pattern string) func(any) bool {
		re := regexp.MustCompile(pattern)
		return func(v any) bool { s, ok := v.(string); return ok && re.MatchString(s) }
	}
	kind, _, _ := strings.Cut(holds, ",")
	switch kind {
	case "text":
		return matches("")
	case "date":
		return matches(`^\d{4}(-\d\d(-\d\d)?)?$`)
	case "day to sort by":
		return matches(`^\d{4}-\d\d-\d\d$`)
	case "web address":
		return matches(`^https?://`)
	case "1":
		return func(v any) bool { return v == int64(1) }
	case "1 or 0":
		return func(v any) bool { return v == int64(1) || v == int64(0) }
	case "whole number":
		return func(v any) bool { n, ok := v.(int64); return ok && n >= 0 }
	case "number":
		return func(v any) bool { _, ok := v.(float64); return ok }
	}
	t.Errorf("view-columns.txt: a column holds %q, which domain does not know", holds)
	return func(any) bool { return true }
}

func TestRulesDocument(t *testing.T) {
	rules, err := query.New(fresh(t).DB).Rules(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("# Rules\n\nMade from table `rules` of schema.sql by `go test . -update`. Each rule is a view, `rule_` and its code with underscores; `flag_intervals` has the flags of all, and `flags` what holds today.\n" +
		"Severity: **error**, do not use the number as stated; **warning**, use it with a caveat; **note**, know it. Where a rule has several, the first is that of the evidence in its title; what is known of a flag decides its own.\n\n" +
		"## Of another day\n\nTo ask what held on another day, ask the intervals. This gives the rows of `provenance flags --as-of 2025-04-06` ([as-of.md](as-of.md)):\n\n" +
		"```sql\n" + flagsOfADay + "\n```\n\n" +
		"`since` is the day from which the flag holds as its message words it: where a reply or the release of a sibling adds to the message, the flag goes on as a\n" +
		"further row from that day. Flags with an unknown start date appear only in today's list.\n\n## All rules\n\n| rule | severity | fires when |\n| --- | --- | --- |\n")
	for _, r := range rules.Rows {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", r[0], r[0], r[5], r[2])
	}
	for _, r := range rules.Rows {
		fmt.Fprintf(&b, "\n## %s\n\n*%s.* %s.\n\n%s\n\nThe case behind it: %s\n\n```sql\nSELECT * FROM flags WHERE rule = '%s';\n```\n", r[0], r[5], r[2], r[3], r[4], r[0])
	}
	b.WriteString(judgements)
	check(t, "rules.md", b.String())
}

// judgements says where the rules decide what could be decided otherwise.
const judgements = `
## Judgements

Where the record does not decide, the rules do as follows.

- A row of release_events that event_corrections calls wrong stays wrong when a later file states the same row again: a file that is read
  twice says nothing new. To restore it, add a row of event_corrections with the next nth and the verdict right.
- The developer of a model has no day of its own on record. As of an earlier day anonymous-model goes by the day of the source of the
  model; where that has no day, the rule is silent.
- A status holds from the day on which a source said it (or from the first day of which it spoke) until something on record
  contradicts it. A message names both days.
- Two sources may be a day apart, because of time zones: a release on the day after the report is a note.
- row-vanished is silent where the next list has fewer than half of the rows and is not on record as complete (snapshot_extents).
- Names, texts and notes decide nothing. Where only a column can tell two cases apart and it is blank, the rule is silent or a note.
`

// flagsOfADay asks what 'flags --as-of' asks; a test of the command runs it out of
// docs/rules.md.
const flagsOfADay = `SELECT severity, rule, variant, benchmark, source, since, score_id, model, evidence_source, message
FROM flag_intervals
WHERE since <= '2025-04-06' AND (until IS NULL OR until > '2025-04-06')
ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rule, variant, benchmark, since, source, score_id, message;`

// TestContractColumns holds the columns of the views that others rely on.
func TestContractColumns(t *testing.T) {
	contract := map[string]string{
		"score_details":  "score_id, developer, model, variant, listed_as, status_when_reported, benchmark, metric, unit, value, value_as_printed, ci_low, ci_high, sample_size, rank, reported_on, evaluator, relationship, source, source_title, source_url, flags",
		"flags":          "rule, severity, score_id, developer, model, variant, benchmark, source, message, evidence_source, since",
		"variant_status": "model, variant, status, since, until, scope, source",
		"variant_gaps":   "model, variant, released_variant, benchmark, metric, reported_on, value, released_value, gap, gap_ci, source",
		"context_gaps":   "model, variant, claimed, served_min, served_max, providers, effective",
		"disputes":       "topic, about, allegation, alleged_by, alleged_on, reply_kind, reply, replied_by, replied_on, source, reply_source",
		"coverage":       "suite, benchmark, variant, first_party, third_party",
	}
	db := fresh(t)
	for view, want := range contract {
		var got string
		err := db.Query(context.Background(), "SELECT * FROM "+view+" LIMIT 0", func(c []string) error { got = strings.Join(c, ", "); return nil }, func([]any) error { return nil })
		if err != nil {
			t.Errorf("%s: %v", view, err)
		}
		if !strings.HasPrefix(got+",", want+",") {
			t.Errorf("%s has the columns\n%s, want first\n%s", view, got, want)
		}
	}
}

// fresh is an empty database, open for reading.
func fresh(t *testing.T) *dbfile.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fresh.db")
	w, err := dbfile.OpenWrite(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := dbfile.OpenRead(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

const viewsIntro = `
## Views

You can rely on what a view returns: columns are added, never renamed. The comments are from schema.sql, the lines about
columns from testdata/view-columns.txt; a test compares both with the schema and with the Llama 4 case.

A date is YYYY, YYYY-MM or YYYY-MM-DD, as stated. A *day to sort by* is always YYYY-MM-DD; of a month or a year it ends in
99 and is later than each day of it. 1 is true and 0 is false. *In unit* means the unit in column unit of the same row. An
id is a row number of this database and means nothing in another. NULL never equals a value: *not stated* is not 0.
`

const dataModelIntro = `# Data model

Made from internal/model and schema.sql by ` + "`go test . -update`" + `; a test compares.

Principles: a score is a claim and is kept as printed. Developer, evaluator, publisher and whoever ingests are four roles. The
release status of a variant is a log of dated, sourced events; no event means unknown. A blank cell means "not stated"
and never equals a value. A name is not an identity: what a source prints (listings) and what it means
(aliases, with evidence) are different rows, and a name with two candidates is ambiguous. Flags are computed, never typed in.

## Canonical CSVs

There is one file per table, in UTF-8, with commas and a header line with the names below in any order. Columns that are not
required can be left out; columns marked * must be there and filled. Cells hold names and slugs, never row numbers. The files of a
folder are loaded in the order below. Dates are YYYY, YYYY-MM or YYYY-MM-DD. Numbers are decimal, without a percent sign or
thousands separators: the unit belongs to the metric. ` + "`provenance export csv DIR`" + ` writes the same rows in canonical order;
listings.csv holds notes about names.

A text that begins with =, +, - or @ (in any width, and after white space) is a formula to a spreadsheet. If such a
text is not a number, the export writes an apostrophe before it, also if it has apostrophes there already, and ingest
removes one apostrophe. An apostrophe before anything else is part of the text. So ingesting what was exported gives
back every byte, and opening it in a spreadsheet runs nothing.

In tables with slugs a later file can correct a row; table changes keeps the replaced value. In other tables a row is a
fact, identified by its cells; only locator, note and evidence can be edited. A score's cell is (source, listed_as,
section, benchmark, metric, settings, reported_on). The same values again are unchanged; other values in a later file are a
revision that supersedes the old row; two values in one file are a conflict, and both are kept.
`
