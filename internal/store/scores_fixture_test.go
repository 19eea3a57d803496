package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"provenance/internal/dbfile"
	"provenance/internal/model"
)

func testClock() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// emptyDB makes a database with a small catalogue and no scores.
func emptyDB(tb testing.TB) *dbfile.DB {
	tb.Helper()
	return copyOf(tb, &catalogueDB)
}

// addCatalogue adds the catalogue of emptyDB.
func addCatalogue(tb testing.TB, db *dbfile.DB) {
	tb.Helper()
	in, err := Begin(tb.Context(), db, "test", testClock)
	if err != nil {
		tb.Fatal(err)
	}
	g := &generator{tb: tb, in: in}
	g.table("organizations", []row{{"slug": "org", "name": "Org"}})
	g.table("sources", []row{{"slug": "a", "kind": "leaderboard", "title": "A"}, {"slug": "b", "kind": "paper", "title": "B", "published_on": "2025-01"}})
	g.table("models", []row{{"slug": "m", "name": "M"}})
	g.table("variants", []row{{"slug": "v-0", "model": "m", "name": "V 0", "stage": "chat", "build": "release"}, {"slug": "v-1", "model": "m", "name": "V 1", "stage": "chat", "build": "release"}, {"slug": "v-2", "model": "m", "name": "V 2", "stage": "chat", "build": "release"}})
	g.table("benchmarks", []row{{"slug": "x", "name": "X", "access": "public"}, {"slug": "y", "name": "Y", "access": "public"}})
	g.table("metrics", []row{{"slug": "points", "name": "Points", "unit": "points"}})
	if err := in.Commit(); err != nil {
		tb.Fatal(err)
	}
}

// randomScores makes n rows of few cells, so that cells are met again with the
// same value and with others.
func randomScores(r *rand.Rand, n int) []*model.Record {
	t := model.TableNamed("scores")
	has := make([]bool, len(t.Columns))
	for i := range has {
		has[i] = t.Columns[i].Name != "note" || n%2 == 0
	}
	var out []*model.Record
	for i := range n {
		rec := &model.Record{Table: t, File: "scores.csv", Line: i + 2, LineTo: i + 2, Values: make([]any, len(t.Columns)), Columns: make([]int, len(t.Columns)), Has: has}
		set := func(name string, v any) { rec.Values[t.Column(name)] = v }
		name := fmt.Sprintf("v-%d", r.IntN(5))
		set("source", []string{"a", "b"}[r.IntN(2)])
		set("listed_as", name)
		rec.Norm = name
		set("benchmark", []string{"x", "y"}[r.IntN(2)])
		set("metric", "points")
		set("value", float64(r.IntN(3))+0.5)
		set("reported_on", fmt.Sprintf("2025-01-0%d", 1+r.IntN(2)))
		if r.IntN(3) == 0 {
			set("ci_low", 0.0)
			set("ci_high", 4.0)
		}
		if r.IntN(4) == 0 {
			set("shots", int64(r.IntN(2)))
		}
		if r.IntN(4) == 0 {
			set("section", "t2")
		}
		if r.IntN(4) == 0 {
			set("evaluator", "org")
			set("sample_size", int64(10))
			set("note", "n")
		}
		out = append(out, rec)
	}
	return out
}

// beginScores begins an ingest with a file of scores that has no problem.
func beginScores(tb testing.TB, db *dbfile.DB) *Ingest {
	tb.Helper()
	return beginScoresWith(tb, db, true)
}

// beginScoresWith says whether the shortcuts of a first load are allowed.
func beginScoresWith(tb testing.TB, db *dbfile.DB, shortcuts bool) *Ingest {
	tb.Helper()
	in, err := beginIngest(context.Background(), db, "test", testClock, shortcuts)
	if err != nil {
		tb.Fatal(err)
	}
	if err := in.BeginFile(model.TableNamed("scores"), func(p model.Problem) { tb.Fatal(p) }); err != nil {
		tb.Fatal(err)
	}
	return in
}

// ingestScores reads each file in batches of the given size and returns its counts.
func ingestScores(t testing.TB, db *dbfile.DB, files [][]*model.Record, size int) []Counts {
	t.Helper()
	return ingestScoresWith(t, db, files, size, true)
}

// ingestScoresWith says whether the shortcuts of a first load are allowed.
func ingestScoresWith(t testing.TB, db *dbfile.DB, files [][]*model.Record, size int, shortcuts bool) []Counts {
	t.Helper()
	var out []Counts
	for _, records := range files {
		in := beginScoresWith(t, db, shortcuts)
		whole := fixtureBatch(records)
		for from := 0; from < len(whole.Scores); from += size {
			b := *whole
			b.Scores = whole.Scores[from:min(from+size, len(whole.Scores))]
			if err := in.Scores(&b); err != nil {
				t.Fatal(err)
			}
		}
		c, err := in.EndFile(fixtureFile("scores", len(records)))
		if err != nil {
			t.Fatal(err)
		}
		if err := in.Commit(); err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
	}
	return out
}

// add adds one row; the normal form of its name is given as norm.
func (g *generator) add(table string, a row) {
	g.tb.Helper()
	t := model.TableNamed(table)
	if err := g.in.BeginFile(t, func(p model.Problem) { g.tb.Fatal(p) }); err != nil {
		g.tb.Fatal(err)
	}
	rec := &model.Record{Table: t, File: table + ".csv", Line: 2, LineTo: 2, Values: make([]any, len(t.Columns)), Columns: make([]int, len(t.Columns)), Has: make([]bool, len(t.Columns)), Norm: a["norm"].(string)}
	for k, v := range a {
		if k != "norm" {
			rec.Values[t.Column(k)] = v
		}
	}
	for i := range rec.Has {
		rec.Has[i] = true
	}
	if err := g.in.Add(rec); err != nil {
		g.tb.Fatal(err)
	}
	if _, err := g.in.EndFile(fixtureFile(table, 1)); err != nil {
		g.tb.Fatal(err)
	}
}
