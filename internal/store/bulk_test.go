package store

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/model"
)

func testClock() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }

// emptyDB makes a database with a small catalogue and no scores.
func emptyDB(tb testing.TB) *dbfile.DB {
	tb.Helper()
	db, err := dbfile.OpenWrite(context.Background(), filepath.Join(tb.TempDir(), "x.db"))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() })
	in, err := Begin(context.Background(), db, "test", testClock)
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
	return db
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

// TestSatisfiesChecksIsWhatTheSchemaTakes compares the checks of a row in Go with the
// CHECKs of table scores, over rows that are wrong in one way.
func TestSatisfiesChecksIsWhatTheSchemaTakes(t *testing.T) {
	db := emptyDB(t)
	ingestScores(t, db, [][]*model.Record{randomScores(rand.New(rand.NewPCG(1, 1)), 1)}, 1)
	for name, c := range map[string]struct {
		set    func(*scoreRow)
		column string
		value  any
	}{
		"nothing":                 {func(*scoreRow) {}, "note", "n"},
		"an infinite value":       {func(s *scoreRow) { s.Value = math.Inf(1) }, "value", math.Inf(1)},
		"a negative error":        {func(s *scoreRow) { s.StdErr = -0.1 }, "stderr", -0.1},
		"an error of zero":        {func(s *scoreRow) { s.StdErr = 0 }, "stderr", 0.0},
		"a negative sample":       {func(s *scoreRow) { s.SampleSize = -1 }, "sample_size", -1},
		"a negative rank":         {func(s *scoreRow) { s.Rank = -1 }, "rank", -1},
		"a level of 1":            {func(s *scoreRow) { s.CILevel = 1 }, "ci_level", 1.0},
		"a level of 0":            {func(s *scoreRow) { s.CILevel = 0 }, "ci_level", 0.0},
		"a level of 0.95":         {func(s *scoreRow) { s.CILevel = 0.95 }, "ci_level", 0.95},
		"a day":                   {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025-02-28"} }, "evaluated_on", "2025-02-28"},
		"a month":                 {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025-02"} }, "evaluated_on", "2025-02"},
		"a year":                  {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025"} }, "evaluated_on", "2025"},
		"a day that is none":      {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025-02-30"} }, "evaluated_on", "2025-02-30"},
		"a month that is none":    {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "2025-13"} }, "evaluated_on", "2025-13"},
		"a word for a day":        {func(s *scoreRow) { s.EvaluatedOn = &model.Term{Text: "May"} }, "evaluated_on", "May"},
		"a party":                 {func(s *scoreRow) { s.Asserted = &model.Term{Text: "third_party"} }, "asserted_relationship", "third_party"},
		"a party that is none":    {func(s *scoreRow) { s.Asserted = &model.Term{Text: "me"} }, "asserted_relationship", "me"},
		"a revision that is none": {func(s *scoreRow) { s.Revision = -1 }, "revision", -1},
	} {
		nan := math.NaN()
		s := &scoreRow{ScoreRow: model.ScoreRow{Score: &model.Score{Value: 1, CILow: nan, CIHigh: nan, CILevel: nan, StdErr: nan}}}
		c.set(s)
		columns, values := "value, "+c.column, "1, ?"
		if c.column == "value" {
			columns, values = "value", "?"
		}
		_, err := db.Conn.ExecContext(context.Background(), `INSERT INTO scores(id, snapshot_id, name_id, benchmark_id, ingest_id, line, `+columns+`) SELECT 99, 1, 1, 1, 1, 1, `+values, c.value)
		if takes := err == nil || strings.Contains(err.Error(), "UNIQUE constraint"); takes != s.satisfiesChecks() { // the cell is taken
			t.Errorf("%s: satisfiesChecks is %v, the schema says %v", name, s.satisfiesChecks(), err)
		}
	}
	s := &scoreRow{ScoreRow: model.ScoreRow{Score: &model.Score{CILow: 2, CIHigh: 1, CILevel: math.NaN(), StdErr: math.NaN()}}}
	if s.satisfiesChecks() {
		t.Error("an interval of which the lower end is above the upper is taken")
	}
}

// TestAFirstLoadIsAsALaterOne: a first load, which makes the key of scores at
// its end, does with cells that the file says again or otherwise what a load with
// the key in place does: counts, content, conflicts, triggers.
func TestAFirstLoadIsAsALaterOne(t *testing.T) {
	for seed := range uint64(times(4, 8)) {
		r := rand.New(rand.NewPCG(seed, 3))
		files := [][]*model.Record{randomScores(r, 400), randomScores(r, 300)}
		first, later := emptyDB(t), emptyDB(t)
		before := randomScores(r, 1)
		before[0].Values[before[0].Table.Column("reported_on")] = "2020"
		ingestScores(t, later, [][]*model.Record{before}, 1)
		want := ingestScores(t, later, files, 50)
		got := ingestScores(t, first, files, 50)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: counts (-later +first):\n%s", seed, diff)
		}
		ingestScores(t, first, [][]*model.Record{before}, 1)
		if diff := cmp.Diff(exported(t, later), exported(t, first)); diff != "" {
			t.Errorf("seed %d: (-later +first):\n%s", seed, diff)
		}
		const schema = `SELECT type, name, sql FROM sqlite_schema ORDER BY type, name`
		if diff := cmp.Diff(lines(t, emptyDB(t), schema), lines(t, first, schema)); diff != "" {
			t.Errorf("seed %d: schema (-empty +first):\n%s", seed, diff)
		}
		if got := lines(t, first, `PRAGMA integrity_check`); !cmp.Equal(got, []string{"ok"}) {
			t.Errorf("seed %d: %v", seed, got)
		}
	}
}

// TestAFirstLoadIsTheSlowOneRowForRow loads files into empty databases with the
// shortcuts of a first load and without: every row of every table is the same, but for
// the ids of scores, which have gaps where a first load takes a repeated cell out again.
// The files say cells again, contradict themselves, say one value a thousand times, and
// have names and texts that nobody would.
func TestAFirstLoadIsTheSlowOneRowForRow(t *testing.T) {
	hostile := func(r *rand.Rand, n int) []*model.Record {
		out := randomScores(r, n)
		for i, rec := range out {
			set := func(name string, v any) { rec.Values[rec.Table.Column(name)] = v }
			switch {
			case i%7 == 0:
				name := []string{"'", "a\"b", "x; DROP TABLE scores; --", strings.Repeat("long ", 900), "\u202e", " "}[r.IntN(6)]
				set("listed_as", name)
				rec.Norm = name
			case i%5 == 0: // one cell, over and over
				for k, v := range map[string]any{"source": "a", "listed_as": "v-0", "section": nil, "benchmark": "x", "reported_on": "2025", "value": float64(r.IntN(3))} {
					set(k, v)
				}
				rec.Norm = "v-0"
			}
			if i%11 == 0 {
				set("value_as_printed", []string{"1e3", "−3", "'; --", strings.Repeat("9", 300)}[r.IntN(4)])
			}
		}
		return out
	}
	for seed := range uint64(times(3, 6)) {
		r := rand.New(rand.NewPCG(seed, 9))
		files := [][]*model.Record{hostile(r, 2500), hostile(r, 700)}
		slow, quick := emptyDB(t), emptyDB(t)
		want := ingestScoresWith(t, slow, files, 60, false)
		got := ingestScoresWith(t, quick, files, 60, true)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: counts (-slow +first):\n%s", seed, diff)
		}
		columns := slices.DeleteFunc(lines(t, slow, `SELECT name FROM pragma_table_info('scores')`), func(c string) bool { return c == "id" || c == "supersedes" })
		for _, table := range chain.TableNames() {
			all := `SELECT * FROM ` + table + ` ORDER BY 1`
			switch table {
			case "scores":
				all = `SELECT ` + strings.Join(columns, ", ") + `, (SELECT o.revision FROM scores o WHERE o.id = s.supersedes) FROM scores s ORDER BY snapshot_id, name_id, revision`
			case "outdated":
				all = `SELECT s.snapshot_id, s.name_id, s.revision FROM outdated o JOIN scores s ON s.id = o.id ORDER BY 1, 2, 3`
			case "links", "link_parts": // hash the ids
				continue
			}
			if diff := cmp.Diff(lines(t, slow, all), lines(t, quick, all)); diff != "" {
				t.Errorf("seed %d: table %s (-slow +first):\n%.2000s", seed, table, diff)
			}
		}
		for _, db := range []*dbfile.DB{slow, quick} {
			if _, err := chain.Verify(t.Context(), db, false); err != nil {
				t.Errorf("seed %d: %v", seed, err)
			}
		}
	}
}

// A reference to no row is found before the commit of a first load, whichever
// way it is looked for.
func TestFirstLoadFindsDanglingReferences(t *testing.T) {
	for _, c := range []struct{ damage, want string }{
		{`DROP TRIGGER benchmarks_no_delete; DELETE FROM benchmarks WHERE slug = 'x'`, "refers to a row that benchmarks does not have"},
		{`DROP TRIGGER organizations_no_delete; DELETE FROM organizations WHERE slug = 'org'`, "refers to a row that organizations does not have"},
		{`DROP TRIGGER names_no_delete; DELETE FROM names WHERE id = 2`, "refers to a row that names does not have"},
		{`DROP TRIGGER sources_no_delete; DELETE FROM sources WHERE slug = 'a'`, "refers to a row that sources does not have"},
		{`DROP TRIGGER metrics_no_delete; DELETE FROM metrics`, "refers to a row that metrics does not have"},
		{`DROP TRIGGER protocols_no_delete; DELETE FROM protocols WHERE id = 1`, "refers to a row that protocols does not have"},
		{`DROP TRIGGER snapshots_no_delete; DELETE FROM snapshots WHERE id = 1`, "refers to a row that snapshots does not have"},
	} {
		db := emptyDB(t)
		in, err := Begin(context.Background(), db, "test", testClock)
		if err != nil {
			t.Fatal(err)
		}
		if err := in.BeginFile(model.TableNamed("scores"), func(p model.Problem) { t.Fatal(p) }); err != nil {
			t.Fatal(err)
		}
		if err := in.Scores(fixtureBatch(randomScores(rand.New(rand.NewPCG(1, 1)), 200))); err != nil {
			t.Fatal(err)
		}
		if _, err := in.EndFile(fixtureFile("scores", 200)); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Conn.ExecContext(context.Background(), c.damage); err != nil {
			t.Fatal(err)
		}
		if err := in.Commit(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.damage, err, c.want)
		}
		if err := in.Rollback(); err != nil {
			t.Errorf("%s: %v", c.damage, err)
		}
	}
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

// TestManyAtATimeIsOneAtATime ingests random files with repeated, revised and
// contradictory cells in batches of many sizes: counts and content are the same.
func TestManyAtATimeIsOneAtATime(t *testing.T) {
	for seed := range uint64(times(4, 12)) {
		r := rand.New(rand.NewPCG(seed, 1))
		var files [][]*model.Record
		for range 3 {
			files = append(files, randomScores(r, 1+r.IntN(450)))
		}
		var want []string
		var wantCounts []Counts
		for _, size := range []int{1, 7, 120, 1000} {
			db := emptyDB(t)
			counts := ingestScores(t, db, files, size)
			got := strings.Split(exported(t, db), "\n") // ids are as batches have it
			if want == nil {
				want, wantCounts = got, counts
				continue
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, batches of %d (-of 1 +got):\n%s", seed, size, diff)
			}
			if diff := cmp.Diff(wantCounts, counts); diff != "" {
				t.Fatalf("seed %d, batches of %d: counts (-of 1 +got):\n%s", seed, size, diff)
			}
			if got := lines(t, db, `PRAGMA integrity_check`); !cmp.Equal(got, []string{"ok"}) {
				t.Fatalf("seed %d: %v", seed, got)
			}
		}
		again := emptyDB(t)
		ingestScores(t, again, files, 1000)
		for _, c := range ingestScores(t, again, files[2:], 1000) {
			if c.Added+c.Revised != 0 || c.Unchanged != len(files[2]) {
				t.Fatalf("seed %d: the last file again: %+v", seed, c)
			}
		}
	}
}

// TestNamesResolveAsTheViewSays holds the resolution of new listings to the view
// listing_candidates, over random aliases with scopes and sections, some of them taken back.
func TestNamesResolveAsTheViewSays(t *testing.T) {
	seen := map[string]int{}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 2))
		db := emptyDB(t)
		in, err := Begin(context.Background(), db, "test", testClock)
		if err != nil {
			t.Fatal(err)
		}
		g := &generator{tb: t, in: in}
		used := map[string]bool{}
		for range 1 + r.IntN(8) {
			alias := row{"name": fmt.Sprintf("v-%d", r.IntN(5)), "variant": fmt.Sprintf("v-%d", r.IntN(3)), "source": "a"}
			if s := r.IntN(3); s > 0 {
				alias["scope"] = []string{"a", "b"}[s-1]
				if r.IntN(2) == 0 {
					alias["section"] = "t2"
				}
			}
			if k := fmt.Sprint(alias); !used[k] {
				used[k] = true
				alias["norm"] = alias["name"]
				g.add("aliases", alias)
				delete(alias, "source")
				for nth := range r.IntN(4) - 1 { // taken back, said again
					word := maps.Clone(alias)
					word["source"], word["reason"], word["nth"], word["verdict"] = "a", "made up", int64(nth+1), []string{"wrong", "right"}[nth%2]
					if spoken := fmt.Sprint(word); !used[spoken] {
						used[spoken] = true
						g.add("alias_corrections", word)
					}
				}
			}
		}
		if err := in.Commit(); err != nil {
			t.Fatal(err)
		}
		ingestScores(t, db, [][]*model.Record{randomScores(r, 200)}, 50)
		got := lines(t, db, `SELECT DISTINCT sp.source_id, s.name_id, s.variant_id FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id ORDER BY 1, 2, 3`)
		want := lines(t, db, `
			SELECT l.source_id, l.name_id, (SELECT CASE WHEN count(DISTINCT c.variant_id) = 1 THEN min(c.variant_id) END FROM listing_candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id)
			FROM (SELECT DISTINCT sp.source_id, s.name_id FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id) l ORDER BY 1, 2`)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("seed %d (-view +scores):\n%s", seed, diff)
		}
		if got := lines(t, db, `SELECT source_id, name_id, variant_id FROM listings ORDER BY 1, 2`); !cmp.Equal(want, got) {
			t.Fatalf("seed %d: the view listings has %q, want %q", seed, got, want)
		}
		for _, how := range lines(t, db, `SELECT resolution FROM listings`) {
			seen[how]++
		}
	}
	for _, how := range []string{"slug", "alias", "ambiguous", "unresolved"} {
		if seen[how] < 10 {
			t.Errorf("only %d listings were %s: %v", seen[how], how, seen)
		}
	}
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

// TestAFirstLoadLeavesTheDatabaseAsAnyOther looks at what a first load does
// otherwise: indexes, foreign keys, journal.
func TestAFirstLoadLeavesTheDatabaseAsAnyOther(t *testing.T) {
	db := filled(t, 2000)
	fresh := emptyDB(t)
	const schema = `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name`
	if diff := cmp.Diff(lines(t, fresh, schema), lines(t, db, schema)); diff != "" {
		t.Errorf("schema (-fresh +loaded):\n%s", diff)
	}
	for query, want := range map[string]string{`PRAGMA integrity_check`: "ok", `PRAGMA foreign_keys`: "1", `PRAGMA journal_mode`: "wal", `PRAGMA synchronous`: "3", `PRAGMA threads`: "0"} {
		if got := lines(t, db, query); !cmp.Equal(got, []string{want}) {
			t.Errorf("%s: got %v, want %s", query, got, want)
		}
	}
	if got := lines(t, db, `PRAGMA foreign_key_check`); len(got) > 0 {
		t.Errorf("foreign keys: %v", got)
	}
}

func TestAFirstLoadChecksForeignKeys(t *testing.T) {
	db := emptyDB(t)
	in, err := Begin(context.Background(), db, "test", testClock)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Conn.ExecContext(context.Background(), `INSERT INTO models(slug, name, developer_id) VALUES ('stray', 'Stray', 99)`); err != nil {
		t.Fatal(err)
	}
	in.changed, in.touched["models"] = true, true
	if err := in.Commit(); err == nil || !strings.Contains(err.Error(), "of models refers to a row that organizations does not have") {
		t.Errorf("got %v, want a refusal", err)
	}
	if err := in.Rollback(); err != nil {
		t.Fatal(err)
	}
}

// TestAPrintedValueComesBack stores values of many shapes: the text that a view
// shows is the one that was printed, or the value's own.
func TestAPrintedValueComesBack(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	texts := []string{"0", "-0", "80", "80.0", "80.50", "0.1", ".5", "5.", "007", "1e3", "-3", "1234567890.12345", "123456789012345", "1234567890123456", "0.0001", "0.00009", "0.30000000000000004", "100000000000000000000", "+13", "−3", "26,604", "90.18%"}
	for range 3000 {
		texts = append(texts, fmt.Sprintf("%.*f", r.IntN(17), (r.Float64()-0.3)*math.Pow(10, float64(r.IntN(18)-3))))
	}
	db := emptyDB(t)
	var records []*model.Record
	var want []string
	for i, text := range texts {
		v, err := model.ParseReal(strings.TrimRight(strings.ReplaceAll(text, ",", ""), "%"))
		if err != nil {
			t.Fatal(err)
		}
		rec := randomScores(r, 1)[0]
		for k, x := range map[string]any{"listed_as": fmt.Sprint("n", i), "value": v, "value_as_printed": text, "source": "a"} {
			rec.Values[rec.Table.Column(k)] = x
		}
		want = append(want, text)
		if i%2 == 1 {
			rec.Values[rec.Table.Column("value_as_printed")] = nil
			want[i] = model.FormatReal(v)
		}
		records = append(records, rec)
	}
	ingestScores(t, db, [][]*model.Record{records}, 500)
	if diff := cmp.Diff(want, lines(t, db, `SELECT value_as_printed FROM score_details ORDER BY score_id`)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if n := lines(t, db, `SELECT count(*) FROM scores WHERE printed IS NULL`)[0]; n < "1000" || len(n) < 4 {
		t.Errorf("only %s values went without their text", n)
	}
}

// The query that guesses looks at one row by its id.
func TestGuessLooksAtOneRow(t *testing.T) {
	db := emptyDB(t)
	_, guess := probeSQL(stated(nil))
	guess = regexp.MustCompile(`\?\d+`).ReplaceAllString(guess, "1")
	plan := strings.Join(lines(t, db, `EXPLAIN QUERY PLAN `+guess), "\n")
	if !strings.Contains(plan, "SEARCH s USING INTEGER PRIMARY KEY") || strings.Contains(plan, "SCAN") {
		t.Errorf("got %s", plan)
	}
}
