package store

import (
	"context"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"provenance"
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
// the command line ask most: no table is read from end to end.
func TestFlagsOfOneVariantScanNothing(t *testing.T) {
	t.Parallel()
	db := filled(t, 500)
	for _, q := range []string{`SELECT * FROM flags WHERE variant = 'variant-10'`, `SELECT * FROM flags WHERE model = 'model-10'`, `SELECT * FROM flags WHERE source = 'source-7'`, `SELECT * FROM flags WHERE score_id = 7`} {
		plan, err := db.Table(context.Background(), `EXPLAIN QUERY PLAN `+q)
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

// ruleArms returns the SELECT of each rule in the view flag_intervals, by the code of
// the rule.
func ruleArms(t *testing.T) map[string]string {
	t.Helper()
	_, body, ok := strings.Cut(provenance.Schema, "CREATE VIEW flag_intervals(")
	body, _, ok2 := strings.Cut(body, ";\n\nCREATE VIEW flags")
	_, body, ok3 := strings.Cut(body, ") AS\n")
	if !ok || !ok2 || !ok3 {
		t.Fatal("schema.sql has no view flag_intervals, or another after it")
	}
	arms := map[string]string{}
	code := regexp.MustCompile(`SELECT '([a-z-]+)'`)
	for arm := range strings.SplitSeq(body, "\n  UNION ALL") {
		at := code.FindStringSubmatchIndex(arm)
		arms[arm[at[2]:at[3]]] = arm[at[0]:]
	}
	return arms
}

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

// TestRulesLookUpTheirScores: no rule reads all scores where a score, a variant, a
// model or a source is given, and where nothing is given none reads them all twice.
// No index begins with the benchmark: one alone is looked for in all scores, once.
func TestRulesLookUpTheirScores(t *testing.T) {
	t.Parallel()
	db := filled(t, 500)
	arms := ruleArms(t)
	columns := strings.Join(lines(t, db, `SELECT name FROM pragma_table_info('flag_intervals')`), ", ")
	scores := []string{`score_id = 7`, `variant = 'variant-10'`, `variant = 'variant-10' AND benchmark = 'benchmark-10'`}
	for _, rule := range lines(t, db, `SELECT code FROM rules ORDER BY code`) {
		if arms[rule] == "" {
			t.Errorf("flag_intervals has no rule %s", rule)
			continue
		}
		all := `WITH f(` + columns + `) AS (` + arms[rule] + `) SELECT * FROM f`
		for _, lookup := range append(scores, `model = 'model-10'`, `source = 'source-7'`) {
			if scans := fullScans(t, db, all+` WHERE `+lookup); len(scans) > 0 {
				t.Errorf("%s, %s: reads all of %v", rule, lookup, scans)
			}
		}
		for _, statement := range []string{all, all + ` WHERE benchmark = 'benchmark-10'`} {
			if scans := fullScans(t, db, statement); len(scans) > 1 {
				t.Errorf("%s: reads all of %v", rule, scans)
			}
		}
	}
	for _, view := range []string{"flags", "score_details", "comparisons"} {
		for _, lookup := range scores {
			if scans := fullScans(t, db, `SELECT * FROM `+view+` WHERE `+lookup); len(scans) > 0 {
				t.Errorf("%s, %s: reads all of %v", view, lookup, scans)
			}
		}
	}
}

// TestFullScansAreSeen makes sure that fullScans finds one.
func TestFullScansAreSeen(t *testing.T) {
	db := filled(t, 1)
	for statement, want := range map[string]int{
		`SELECT count(*) FROM scores WHERE value > 1`:                              1,
		`SELECT * FROM score_details ORDER BY value`:                               1,
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
