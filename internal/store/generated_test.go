package store

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"provenance/internal/dbfile"
	"provenance/internal/fixture"
	"provenance/internal/model"
)

// filled makes a database with n generated scores: see fixture.Scores.
func filled(tb testing.TB, n int) *dbfile.DB {
	tb.Helper()
	ctx := context.Background()
	db, err := dbfile.OpenWrite(ctx, filepath.Join(tb.TempDir(), "generated.db"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	in, err := Begin(ctx, db, "test", func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) })
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
// the command line ask most, in the cache: only tables that a row was given for.
func TestFlagsOfOneVariantScanNothing(t *testing.T) {
	t.Parallel()
	db := filled(t, 500)
	for _, lookup := range []string{`variant = 'variant-10'`, `source = 'source-7' AND score_id IS NULL`, `score_id = 7`} {
		for _, step := range lines(t, db, `EXPLAIN QUERY PLAN SELECT * FROM cached_flags WHERE `+lookup) {
			if strings.Contains(step, "SCAN") {
				t.Errorf("%s: %s", lookup, step)
			}
		}
	}
}

// ruleView is the view of a rule.
func ruleView(rule string) string { return "rule_" + strings.ReplaceAll(rule, "-", "_") }

// fullScans returns the tables and indexes of scores that a statement reads from end
// to end, by its bytecode: a cursor on one of them that is put on its first or last
// row. An index of few rows (of scores without a variant, of cells of two values)
// is none of them.
func fullScans(t *testing.T, db *dbfile.DB, statement string) []string {
	t.Helper()
	ctx := context.Background()
	pages, err := db.Table(ctx, `SELECT rootpage, name FROM sqlite_schema WHERE tbl_name = 'scores' AND name NOT IN ('scores_open', 'scores_again')`)
	if err != nil {
		t.Fatal(err)
	}
	names := map[int64]string{}
	for _, r := range pages.Rows {
		names[r[0].(int64)] = r[1].(string)
	}
	program, err := db.Table(ctx, `EXPLAIN `+statement)
	if err != nil {
		t.Fatal(err)
	}
	opened := map[int64]string{} // by cursor
	var scans []string           // one for each place where it happens
	for _, r := range program.Rows {
		opcode, p1, p2 := r[1].(string), r[2].(int64), r[3].(int64)
		switch opcode {
		case "OpenRead", "ReopenIdx":
			opened[p1] = names[p2]
		case "Rewind", "Last", "Sort":
			if name := opened[p1]; name != "" {
				scans = append(scans, name)
			}
		}
	}
	return scans
}

// TestRulesLookUpTheirScores: no rule reads all scores where a score, a variant or a
// source is given, and where nothing is given none reads them all twice. (A rule gives
// only the ids that it knows: computed_flags adds those of a score.)
//
// The rules about pairs of sources are written for all pairs at once.
func TestRulesLookUpTheirScores(t *testing.T) {
	db := filled(t, 500)
	// These are computed for all scores in one pass, which is why they are kept in the cache.
	atOnce := []string{"sources-disagree", "settings-differ", "settings-unstated", "self-reported-only", "unreplicated", "split-mismatch"}
	for _, rule := range lines(t, db, `SELECT code FROM rules ORDER BY code`) {
		if slices.Contains(atOnce, rule) {
			continue
		}
		all := `SELECT * FROM ` + ruleView(rule)
		given := lines(t, db, `SELECT name FROM pragma_table_info(?) WHERE name IN ('score_id', 'variant_id', 'source_id')`, ruleView(rule))
		if len(given) == 0 {
			t.Errorf("%s names no score, variant or source", rule)
		}
		for _, column := range given {
			if scans := fullScans(t, db, all+` WHERE `+column+` = 7`); len(scans) > 0 {
				t.Errorf("%s, %s: reads all of %v", rule, column, scans)
			}
		}
		if scans := fullScans(t, db, all); len(scans) > 1 {
			t.Errorf("%s: reads all of %v", rule, scans)
		}
	}
}

// TestFullScansAreSeen makes sure that fullScans finds one.
func TestFullScansAreSeen(t *testing.T) {
	db := filled(t, 1)
	for statement, want := range map[string]int{
		`SELECT count(*) FROM scores WHERE value > 1`:                              1,
		`SELECT score_id FROM current_scores ORDER BY value`:                       1,
		`SELECT max(id) FROM scores`:                                               1,
		`SELECT * FROM scores WHERE id = 7`:                                        0,
		`SELECT * FROM scores NOT INDEXED WHERE variant_id = 7`:                    1,
		`SELECT * FROM names n JOIN scores s ON s.id = n.id WHERE n.name = 'x'`:    0,
		`SELECT (SELECT count(*) FROM scores s WHERE s.value = n.id) FROM names n`: 1,
	} {
		if got := fullScans(t, db, statement); len(got) != want {
			t.Errorf("%s: got %v, want %d", statement, got, want)
		}
	}
}

// TestCandidatesOfOneListingScanNothing: an ingest asks for every new listing.
func TestCandidatesOfOneListingScanNothing(t *testing.T) {
	db := filled(t, 500)
	for _, step := range lines(t, db, `EXPLAIN QUERY PLAN SELECT variant_id FROM listing_candidates WHERE source_id = 7 AND name_id = 7`) {
		// The list of the candidates of a name, one after another, is no table.
		if strings.Contains(step, "SCAN") && !strings.Contains(step, "SCAN one VIRTUAL TABLE") && !strings.Contains(step, "SCAN (subquery-") {
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
