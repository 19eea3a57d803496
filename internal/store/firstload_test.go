package store

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/chain"
	"provenance/internal/dbfile"
	"provenance/internal/model"
)

// TestAFirstLoadIsAsALaterOne: a first load, which makes the key of scores at
// its end, does with cells that the file says again or otherwise what a load with
// the key in place does: counts, content, conflicts, triggers.
func TestAFirstLoadIsAsALaterOne(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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
	t.Parallel()
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

// TestAFirstLoadLeavesTheDatabaseAsAnyOther looks at what a first load does
// otherwise: indexes, foreign keys, journal.
func TestAFirstLoadLeavesTheDatabaseAsAnyOther(t *testing.T) {
	t.Parallel()
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
