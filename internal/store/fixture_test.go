package store

import (
	"context"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"provenance/internal/model"
)

// fixtureBatch makes a batch of records of scores.csv. Terms are shared as a
// reader shares them.
func fixtureBatch(records []*model.Record) *model.ScoreBatch {
	b := &model.ScoreBatch{File: "scores.csv"}
	terms, protocols := map[string]*model.Term{}, map[string]*model.Protocol{}
	for _, r := range records {
		at := r.Table.Column
		term := func(name string) *model.Term {
			text := r.Text(at(name))
			if text == "" {
				return nil
			}
			k := name + "\x1f" + text
			if terms[k] == nil {
				terms[k] = &model.Term{Text: text}
				if name == "listed_as" {
					terms[k].Norm = r.Norm
				}
			}
			return terms[k]
		}
		real := func(name string) float64 {
			if f, ok := r.Values[at(name)].(float64); ok {
				return f
			}
			return math.NaN()
		}
		whole := func(name string) int64 {
			n, _ := r.Values[at(name)].(int64)
			return n
		}
		k := protocolKey(r.Values[at("shots") : at("extra")+1])
		if protocols[k] == nil {
			protocols[k] = &model.Protocol{}
			copy(protocols[k].Values[:], r.Values[at("shots"):at("extra")+1])
		}
		b.Has = r.Has
		b.Scores = append(b.Scores, model.Score{
			Source: term("source"), ListedAs: term("listed_as"), Benchmark: term("benchmark"), Metric: term("metric"), Section: term("section"),
			ReportedOn: term("reported_on"), Evaluator: term("evaluator"), EvaluatedOn: term("evaluated_on"), Asserted: term("asserted_relationship"),
			Protocol: protocols[k], Value: real("value"), Printed: r.Text(at("value_as_printed")),
			CILow: real("ci_low"), CIHigh: real("ci_high"), CILevel: real("ci_level"), StdErr: real("stderr"), SampleSize: whole("sample_size"), Rank: whole("rank"),
			Locator: r.Text(at("locator")), Note: r.Text(at("note")), Revision: whole("revision"), Supersedes: whole("supersedes"), Line: r.Line, LineTo: r.LineTo,
		})
	}
	return b
}

// fixtureFile is the account of a file of n rows without anything wrong in it.
func fixtureFile(table string, n int) File {
	return File{Path: table + ".csv", SHA256: "0000000000000000000000000000000000000000000000000000000000000000", Map: "canonical:" + table,
		Lines: n + 1, Header: 1, Accepted: n, Cells: n}
}

func addFixture(in *Ingest, table *model.Table, records []*model.Record) error {
	if table.Name == "scores" {
		return in.Scores(fixtureBatch(records))
	}
	for _, r := range records {
		if err := in.Add(r); err != nil {
			return err
		}
	}
	return nil
}

// leadingCells are the columns that a line of a fixture gives by place.
var leadingCells = map[string][]string{
	"organizations":     {"slug"},
	"sources":           {"slug", "kind", "url", "published_on"},
	"licenses":          {"slug"},
	"models":            {"slug", "developer"},
	"variants":          {"slug", "model"},
	"benchmarks":        {"slug"},
	"metrics":           {"slug", "unit"},
	"release_events":    {"variant", "status", "on_date"},
	"event_corrections": {"variant", "status", "on_date", "reason"},
	"specs":             {"variant", "basis", "provider", "value", "as_of", "source"},
	"aliases":           {"name", "variant"},
	"alias_corrections": {"name", "variant", "reason"},
	"listings":          {"source", "name"},
	"scores":            {"source", "listed_as", "benchmark", "metric", "value", "reported_on"},
	"statements":        {"slug", "kind", "topic", "source", "said_on", "text"},
	"statement_targets": {"statement"},
}

// flagDefaults fill required cells that a line of a fixture leaves out.
var flagDefaults = map[string]map[string]string{
	"variants":          {"stage": "instruct"},
	"release_events":    {"scope": "public", "source": "blog"},
	"event_corrections": {"scope": "public", "event_source": "blog", "source": "news"},
	"specs":             {"attribute": "context_tokens"},
	"aliases":           {"scope": "all", "source": "blog"},
	"alias_corrections": {"scope": "all", "source": "news", "nth": "1", "verdict": "wrong"},
	"statements":        {"speaker": "somebody", "basis": "direct"},
}

// fixtureCells reads a line of a fixture.
func fixtureCells(t *testing.T, line string) (*model.Table, map[string]string) {
	t.Helper()
	name, rest, ok := strings.Cut(line, ":")
	table := model.TableNamed(name)
	if !ok || table == nil {
		t.Fatalf("fixture %q: no such table", line)
	}
	cells := maps.Clone(flagDefaults[name])
	if cells == nil {
		cells = map[string]string{}
	}
	for i, cell := range strings.Split(rest, "|") {
		cell = strings.TrimSpace(cell)
		if k, v, ok := strings.Cut(cell, "="); ok && table.Column(k) >= 0 {
			cells[k] = v
		} else if i < len(leadingCells[name]) {
			cells[leadingCells[name][i]] = cell
		} else {
			t.Fatalf("fixture %q: no column for %q", line, cell)
		}
	}
	for _, k := range []string{"name", "title"} {
		if table.Catalogue && table.Column(k) >= 0 && cells[k] == "" {
			cells[k] = cells["slug"]
		}
	}
	return table, cells
}

// fixtureRecord makes a record of the cells of a row. The file has all columns.
func fixtureRecord(t *testing.T, table *model.Table, cells map[string]string, line int) *model.Record {
	t.Helper()
	n := len(table.Columns)
	r := &model.Record{Table: table, File: table.Name + ".csv", Line: line, LineTo: line, Values: make([]any, n), Columns: make([]int, n), Has: make([]bool, n)}
	for i, col := range table.Columns {
		r.Has[i] = true
		s := cells[col.Name]
		if s == "" && col.Default != "" {
			s = col.Default
		}
		if s == "" && col.Required {
			t.Fatalf("fixture: %s without %s: %v", table.Name, col.Name, cells)
		}
		if s == "" || s == col.Null {
			continue
		}
		v, err := fixtureValue(col.Kind, s)
		if err != nil {
			t.Fatalf("fixture: %s.%s %q: %v", table.Name, col.Name, s, err)
		}
		r.Values[i] = v
		if col.Name == "listed_as" || col.Name == "name" && !table.Catalogue {
			r.Norm = regexp.MustCompile(`[\s_-]+`).ReplaceAllString(strings.ToLower(s), "-")
		}
	}
	return r
}

func fixtureValue(k model.Kind, s string) (any, error) {
	switch k {
	case model.Real:
		return model.ParseReal(s)
	case model.Int:
		return model.ParseInt(s)
	case model.Bool:
		b, err := model.ParseBool(s)
		if b {
			return int64(1), err
		}
		return int64(0), err
	case model.Date:
		return model.ParseDate(s)
	default:
		return s, nil
	}
}

// flagDB makes a database of flagBase and the given rows, see fixtureDB.
func flagDB(t *testing.T, rows string) *DB {
	t.Helper()
	return fixtureDB(t, flagBase+rows)
}

// fixtureDB makes a database of the given rows. A line --- ends an ingest; what
// follows is read by another one, later. Scores are numbered from 1 in the order
// of their lines. At the end the flags of score_details are compared with those of flag_intervals.
func fixtureDB(t *testing.T, rows string) *DB {
	t.Helper()
	ctx := context.Background()
	db, err := OpenWrite(ctx, filepath.Join(t.TempDir(), "flags.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	ingestFixture(t, db, rows)
	t.Cleanup(func() { sameFlags(t, db) })
	return db
}

// ingestFixture reads the given rows into a database.
func ingestFixture(t *testing.T, db *DB, rows string) {
	t.Helper()
	ctx := context.Background()
	clock := func() time.Time { return time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC) }
	for part := range strings.SplitSeq(rows, "---") {
		records := map[string][]*model.Record{}
		for line := range strings.Lines(part) {
			if line = strings.TrimSpace(line); line != "" {
				table, cells := fixtureCells(t, line)
				records[table.Name] = append(records[table.Name], fixtureRecord(t, table, cells, len(records[table.Name])+2))
			}
		}
		in, err := db.Begin(ctx, "test", clock)
		if err != nil {
			t.Fatal(err)
		}
		for i := range model.Tables {
			applyFixture(t, in, &model.Tables[i], records[model.Tables[i].Name])
		}
		if err := in.Commit(); err != nil {
			t.Fatal(err)
		}
	}
}

func applyFixture(t *testing.T, in *Ingest, table *model.Table, records []*model.Record) {
	t.Helper()
	if len(records) == 0 {
		return
	}
	if err := in.BeginFile(table, func(p model.Problem) { t.Fatalf("fixture: %v", p) }); err != nil {
		t.Fatal(err)
	}
	if err := addFixture(in, table, records); err != nil {
		t.Fatal(err)
	}
	if _, err := in.EndFile(fixtureFile(table.Name, len(records))); err != nil {
		t.Fatal(err)
	}
}

// lines runs a query and returns each row with blanks between its cells, "-" for NULL.
func lines(t *testing.T, db *DB, query string, args ...any) []string {
	t.Helper()
	table, err := db.table(context.Background(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range table.Rows {
		var cells []string
		for _, v := range row {
			if v == nil {
				v = "-"
			}
			cells = append(cells, fmt.Sprint(v))
		}
		out = append(out, strings.Join(cells, " "))
	}
	return out
}
