package store

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"provenance"
	"provenance/internal/model"
)

var update = flag.Bool("update", false, "write testdata/plans.txt anew")

// filled makes a database with n generated scores of up to 2,000 variants on
// 300 benchmarks from 500 sources: one variant in ten was never released, one
// in twenty retired, one score in eight is first-party, and two sources agree
// on most numbers. One source in four is a board: it ranks, prints intervals and
// does so on two days. One score in ten has no uncertainty, one benchmark in ten
// is a part of another, and aggregators print the settings of one score in three.
func filled(tb testing.TB, n int) *DB {
	tb.Helper()
	ctx := context.Background()
	db, err := OpenWrite(ctx, filepath.Join(tb.TempDir(), "generated.db"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	in, err := db.Begin(ctx, "test", func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) })
	if err != nil {
		tb.Fatal(err)
	}
	g := &generator{tb: tb, in: in, r: rand.New(rand.NewPCG(1, 2))}
	g.catalogue()
	g.scores(n)
	if err := in.Commit(); err != nil {
		tb.Fatal(err)
	}
	return db
}

type generator struct {
	tb testing.TB
	in *Ingest
	r  *rand.Rand
}

type row map[string]any

func (g *generator) table(name string, rows []row) {
	g.tb.Helper()
	t := model.TableNamed(name)
	if err := g.in.BeginFile(t, func(p model.Problem) { g.tb.Fatal(p) }); err != nil {
		g.tb.Fatal(err)
	}
	has := slices.Repeat([]bool{true}, len(t.Columns))
	var records []*model.Record
	for i, r := range rows {
		rec := &model.Record{Table: t, File: name, Line: i + 2, Values: make([]any, len(t.Columns)), Columns: make([]int, len(t.Columns)), Has: has}
		for k, v := range r {
			rec.Values[t.Column(k)] = v
		}
		if s, ok := r["listed_as"].(string); ok {
			rec.Norm = s
		}
		records = append(records, rec)
	}
	if err := addFixture(g.in, t, records); err != nil {
		g.tb.Fatal(err)
	}
	if _, err := g.in.EndFile(fixtureFile(name, len(rows))); err != nil {
		g.tb.Fatal(err)
	}
}

func (g *generator) catalogue() {
	var orgs, sources, models, variants, benchmarks, suites, events []row
	for i := range 20 {
		orgs = append(orgs, row{"slug": fmt.Sprintf("org-%d", i), "name": "Org"})
	}
	kinds := []string{"vendor_blog", "leaderboard", "paper", "aggregator"}
	for i := range 500 {
		sources = append(sources, row{"slug": fmt.Sprintf("source-%d", i), "kind": kinds[i%4], "title": "Source", "url": "https://boards.dev/x", "published_on": "2024-01-01", "publisher": fmt.Sprintf("org-%d", i%20)})
	}
	for i := range 700 {
		models = append(models, row{"slug": fmt.Sprintf("model-%d", i), "name": "Model", "developer": fmt.Sprintf("org-%d", i%20)})
	}
	for i := range 2000 {
		v := fmt.Sprintf("variant-%d", i)
		variants = append(variants, row{"slug": v, "model": fmt.Sprintf("model-%d", i%700), "name": v, "stage": "instruct", "build": "release"})
		switch {
		case i%10 == 0:
			events = append(events, row{"variant": v, "status": "announced", "on_date": "2023-01-01", "source": "source-0"})
		case i%50 == 1: // nothing on record
		default:
			events = append(events, row{"variant": v, "status": "released", "on_date": "2023-01-01", "source": "source-0"})
		}
		if i%20 == 3 {
			events = append(events, row{"variant": v, "status": "deprecated", "on_date": "2024-09-01", "source": "source-1"})
		}
	}
	for i := range 300 {
		access := "public"
		if i%10 == 0 {
			access = "live"
		}
		b := row{"slug": fmt.Sprintf("benchmark-%d", i), "name": fmt.Sprintf("Benchmark %d", i), "access": access}
		if i%10 < 2 {
			b["family"] = fmt.Sprintf("family-%d", i/10)
		}
		benchmarks = append(benchmarks, b)
		if i%20 == 0 {
			suites = append(suites, row{"suite": "suite", "benchmark": b["slug"], "source": "source-0"})
		}
	}
	g.table("organizations", orgs)
	g.table("sources", sources)
	g.table("models", models)
	g.table("variants", variants)
	g.table("benchmarks", benchmarks)
	g.table("metrics", []row{{"slug": "accuracy", "name": "Accuracy", "unit": "percent", "lower_bound": 0.0, "upper_bound": 100.0}})
	g.table("release_events", events)
	g.table("suites", suites)
	g.table("private_tests", []row{{"developer": "org-3", "board": "org-1", "n_variants": int64(27), "source": "source-0"}})
	g.table("board_minimums", []row{{"board": "org-1", "min_sample_size": int64(600), "source": "source-0"}})
}

// scores makes blocks of 400: ten variants by forty benchmarks, as papers print
// them, or, from a board, two hundred ranked names on two days.
func (g *generator) scores(n int) {
	rows := make([]row, 0, n)
	start := time.Date(2023, 6, 1, 0, 0, 0, 0, time.UTC)
	for block := 0; len(rows) < n; block++ {
		s, v0, b0 := block%500, g.r.IntN(2000), g.r.IntN(300)
		day := start.AddDate(0, 0, block)
		for i := range min(400, n-len(rows)) {
			v, b := (v0+i/40*3)%2000, (b0+i%40)%300
			board := s%4 == 1
			if board {
				v, b = (v0+i%200)%2000, b0/10*10
			}
			value := 20 + float64((v*7+b*13)%600)/10 + g.r.NormFloat64()
			org := s % 20
			if g.r.IntN(8) == 0 {
				org = v % 700 % 20
			}
			r := row{"source": fmt.Sprintf("source-%d", s), "listed_as": fmt.Sprintf("variant-%d", v), "benchmark": fmt.Sprintf("benchmark-%d", b), "metric": "accuracy",
				"value": float64(int(value*100)) / 100, "reported_on": day.Format("2006-01-02"), "evaluator": fmt.Sprintf("org-%d", org), "sample_size": int64(500)}
			switch {
			case board:
				r["reported_on"] = day.AddDate(0, 0, i/200*7).Format("2006-01-02")
				r["ci_low"], r["ci_high"], r["ci_level"], r["rank"] = value-2, value+2, 0.95, int64(1+i%200)
			case g.r.IntN(10) == 0:
				delete(r, "sample_size")
				if g.r.IntN(10) == 0 {
					r["value"] = 0.0
				}
			case s%4 == 3 && i%3 == 0:
				r["shots"] = int64(s % 3)
			}
			rows = append(rows, r)
		}
	}
	g.table("scores", rows)
}

// TestFlagsOfOneVariantScanNothing holds the plan of the query that people and
// the command line ask most: no table is read from end to end.
func TestFlagsOfOneVariantScanNothing(t *testing.T) {
	db := filled(t, 500)
	for _, q := range []string{`SELECT * FROM flags WHERE variant = 'variant-10'`, `SELECT * FROM flags WHERE model = 'model-10'`, `SELECT * FROM flags WHERE source = 'source-7'`, `SELECT * FROM flags WHERE score_id = 7`} {
		plan, err := db.table(context.Background(), `EXPLAIN QUERY PLAN `+q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range plan.Rows {
			step := r[3].(string)
			if strings.HasSuffix(step, "scores_open") || strings.HasSuffix(step, "scores_again") { // scores without a variant, cells of two values: few
				continue
			}
			// Scores, snapshots and names, under every name that the views give them.
			for _, alias := range []string{"s", "a", "o", "t", "n", "c", "x", "later", "alater", "olater", "sp", "ap", "op", "tp", "np", "cp", "nx", "nm"} {
				if step == "SCAN "+alias || strings.HasPrefix(step, "SCAN "+alias+" ") {
					t.Errorf("%s: %s", q, step)
				}
			}
			if strings.HasPrefix(step, "SCAN") && (strings.Contains(step, "scores") || strings.Contains(step, "snapshots") || strings.Contains(step, "names")) {
				t.Errorf("%s: %s", q, step)
			}
		}
	}
}

// TestPlans holds the query plan of every arm of flag_intervals to testdata/plans.txt:
// a change of the schema that makes SQLite read more shows there.
func TestPlans(t *testing.T) {
	db := filled(t, 500)
	_, body, ok := strings.Cut(provenance.Schema, "CREATE VIEW flag_intervals(")
	body, _, ok2 := strings.Cut(body, ";\n\nCREATE VIEW flags")
	_, body, ok3 := strings.Cut(body, ") AS\n")
	if !ok || !ok2 || !ok3 {
		t.Fatal("schema.sql has no view flag_intervals, or another after it")
	}
	var b strings.Builder
	code := regexp.MustCompile(`SELECT '([a-z-]+)'`)
	for arm := range strings.SplitSeq(body, "\n  UNION ALL") {
		fmt.Fprintf(&b, "%s\n", code.FindStringSubmatch(arm)[1])
		plan, err := db.table(context.Background(), "EXPLAIN QUERY PLAN "+arm[strings.Index(arm, "SELECT '"):])
		if err != nil {
			t.Fatal(err)
		}
		depth := map[int64]int{}
		for _, r := range plan.Rows {
			id, parent := r[0].(int64), r[1].(int64)
			depth[id] = depth[parent] + 1
			fmt.Fprintf(&b, "%s%s\n", strings.Repeat("  ", depth[id]), r[3])
		}
	}
	const path = "testdata/plans.txt"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("query plans (-want +got); if they are as good, run go test ./internal/store -run TestPlans -update:\n%s", diff)
	}
}

// TestCandidatesOfOneListingScanNothing: an ingest asks for every new listing.
func TestCandidatesOfOneListingScanNothing(t *testing.T) {
	db := filled(t, 500)
	for _, step := range lines(t, db, `EXPLAIN QUERY PLAN SELECT variant_id FROM listing_candidates WHERE source_id = 7 AND name_id = 7`) {
		if strings.Contains(step, "SCAN") && !strings.Contains(step, "SCAN listing_candidates") {
			t.Errorf("got %s", step)
		}
	}
}

// BenchmarkFlags asks of a million generated scores what people ask: all flags, as
// the command gives them; one variant; each rule.
func BenchmarkFlags(b *testing.B) {
	db := filled(b, 1_000_000)
	measure := func(name string, f FlagFilter) {
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				t, err := db.Flags(context.Background(), f)
				if err != nil {
					b.Fatal(err)
				}
				n = len(t.Rows)
			}
			b.ReportMetric(float64(n), "flags")
			b.ReportMetric(b.Elapsed().Seconds()*1000/float64(b.N), "ms/query")
		})
	}
	measure("all", FlagFilter{})
	measure("variant", FlagFilter{Model: "variant-10"})
	rules, err := db.Rules(context.Background(), "")
	if err != nil {
		b.Fatal(err)
	}
	for _, r := range rules.Rows {
		measure("rule="+r[0].(string), FlagFilter{Rule: r[0].(string)})
	}
}

// TestAllFlagsSideBySide: several connections give what one gives.
func TestAllFlagsSideBySide(t *testing.T) {
	ctx := context.Background()
	db := filled(t, manyScores)
	for _, f := range []FlagFilter{{}, {Severity: "warning"}, {AsOf: "2025-06-01"}} {
		old := runtime.GOMAXPROCS(1)
		want, err := db.Flags(ctx, f)
		runtime.GOMAXPROCS(3)
		if err != nil {
			t.Fatal(err)
		}
		got, err := db.Flags(ctx, f)
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		if len(want.Rows) < 1000 || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: got %d flags, want %d in the same order", f, len(got.Rows), len(want.Rows))
		}
	}
	runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	if _, ok, err := db.allFlags(ctx, `SELECT severity, rule FROM flags WHERE rule = ?3 AND ?1 = ?1`, []any{1, 1}); !ok || err != nil {
		t.Errorf("got %v, %v: the flags were not computed side by side", ok, err)
	}
	readers, ok := db.alike(ctx, 2)
	for _, r := range readers {
		r.Close()
	}
	if !ok || len(readers) != 2 {
		t.Errorf("got %d readers, %v", len(readers), ok)
	}
	// A connection that sees another state is no help.
	if _, err := db.conn.ExecContext(ctx, `BEGIN; INSERT INTO links VALUES (99, '2026', 'x', 'x', lower(hex(zeroblob(32))))`); err != nil {
		t.Fatal(err)
	}
	readers, ok = db.alike(ctx, 2)
	for _, r := range readers {
		r.Close()
	}
	if ok {
		t.Error("another state of the database was taken for the same")
	}
}

func BenchmarkIngestScores(b *testing.B) {
	for b.Loop() {
		filled(b, 50_000)
	}
	b.ReportMetric(50_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
