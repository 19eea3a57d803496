package store

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"provenance"
	"provenance/internal/fixture"
	"provenance/internal/model"
)

var update = flag.Bool("update", false, "write testdata/plans.txt anew")

// filled makes a database with n generated scores: see fixture.Scores.
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
	g := &generator{tb: tb, in: in}
	for _, table := range fixture.Catalogue() {
		g.table(table.Name, table.Rows)
	}
	g.table("scores", fixture.Scores(n))
	if err := in.Commit(); err != nil {
		tb.Fatal(err)
	}
	return db
}

type generator struct {
	tb testing.TB
	in *Ingest
}

type row = fixture.Row

func (g *generator) table(name string, rows []row) {
	g.tb.Helper()
	t := model.TableNamed(name)
	if err := g.in.BeginFile(t, func(p model.Problem) { g.tb.Fatal(p) }); err != nil {
		g.tb.Fatal(err)
	}
	if err := addFixture(g.in, t, fixture.RecordsOf(t, rows)); err != nil {
		g.tb.Fatal(err)
	}
	if _, err := g.in.EndFile(fixtureFile(name, len(rows))); err != nil {
		g.tb.Fatal(err)
	}
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

func BenchmarkIngestScores(b *testing.B) {
	for b.Loop() {
		filled(b, 50_000)
	}
	b.ReportMetric(50_000*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
