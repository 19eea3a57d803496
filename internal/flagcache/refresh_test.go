package flagcache_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/dbfile"
	"provenance/internal/fixture"
	"provenance/internal/flagcache"
)

// flagged are rows that raise flags of scores, of a variant and of names.
const flagged = `
	variants: draft | m
	variants: lost | m
	scores: report | draft | qa | pct | 70 | 2025-04-20
	scores: board | draft | qa | pct | 0 | 2025-04-20
	scores: board | nobody knows | qa | pct | 60 | 2025-04-20`

// exec runs a statement past all that knows of the cache.
func exec(t *testing.T, db *dbfile.DB, text string) {
	t.Helper()
	if _, err := db.Conn.ExecContext(t.Context(), text); err != nil {
		t.Fatal(err)
	}
}

// cached are the rows of flag_cache with their ids.
func cached(t *testing.T, db *dbfile.DB) []string {
	t.Helper()
	return fixture.Lines(t, db.DB, `SELECT * FROM flag_cache ORDER BY id`)
}

func TestRefreshWritesOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	db := based(t, flagged)
	first := refreshed(t, db, flagcache.Options{})
	if first.WasFresh || first.Flags < 5 || first.Added != first.Flags || first.Removed != 0 {
		t.Fatalf("the first refresh: got %+v", first)
	}
	before := cached(t, db)
	if r := refreshed(t, db, flagcache.Options{}); !r.WasFresh || r.Flags != first.Flags {
		t.Errorf("a refresh of a fresh cache: got %+v", r)
	}
	if r := refreshed(t, db, flagcache.Options{Force: true}); r != (flagcache.Result{Flags: first.Flags}) {
		t.Errorf("a forced refresh of a fresh cache: got %+v", r)
	}
	if diff := cmp.Diff(before, cached(t, db)); diff != "" {
		t.Errorf("rows that did not differ were written again:\n%s", diff)
	}
	ingestText(t, db, `release_events: draft | released | 2025-04-01`)
	r := refreshed(t, db, flagcache.Options{})
	if r.Added == first.Flags || r.Removed == 0 || r.Flags != first.Flags+r.Added-r.Removed {
		t.Errorf("after an ingest: got %+v", r)
	}
}

// TestRefreshMendsTheCache changes the cache itself: a refresh by hand gives each flag as
// often as the rules do.
func TestRefreshMendsTheCache(t *testing.T) {
	t.Parallel()
	db := based(t, flagged)
	want := refreshed(t, db, flagcache.Options{}).Flags
	list := `SELECT ` + "rule, score_id, since, message" + ` FROM flag_cache ORDER BY 1, 2, 3, 4`
	rows := fixture.Lines(t, db.DB, list)
	for _, c := range []struct{ name, change string }{
		{"rows gone", `DELETE FROM flag_cache WHERE id IN (1, 3)`},
		{"a row more", `INSERT INTO flag_cache(rule, severity, message) VALUES ('never-released', 'error', 'made up')`},
		{"rows twice and thrice", `INSERT INTO flag_cache SELECT NULL, rule, severity, score_id, developer_id, model_id, variant_id, benchmark_id, source_id, name_id,
			evidence_id, since, until, message FROM flag_cache, (SELECT 1 UNION ALL SELECT 2) WHERE id < 3`},
		{"another day", `UPDATE flag_cache SET since = '2001-01-01' WHERE id = (SELECT max(id) FROM flag_cache)`},
		{"no day", `UPDATE flag_cache SET since = NULL, until = NULL, score_id = NULL`},
		{"empty", `DELETE FROM flag_cache`},
	} {
		exec(t, db, c.change)
		var f *dbfile.Fault
		if _, err := flagcache.Compare(t.Context(), db); !errors.As(err, &f) || f.Check != dbfile.CheckFlags {
			t.Errorf("%s: Compare returned %v", c.name, err)
		}
		if r := refreshed(t, db, flagcache.Options{Force: true}); r.Flags != want {
			t.Errorf("%s: got %+v, want %d flags", c.name, r, want)
		}
		if diff := cmp.Diff(rows, fixture.Lines(t, db.DB, list)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestCompareFindsRowsWithoutALink: somebody corrects a value past provenance. The cache
// still says that it is fresh, and is wrong.
func TestCompareFindsRowsWithoutALink(t *testing.T) {
	t.Parallel()
	db := based(t, flagged)
	refreshed(t, db, flagcache.Options{})
	exec(t, db, `DROP TRIGGER release_events_no_delete; DELETE FROM release_events WHERE variant_id = (SELECT id FROM variants WHERE slug = 'inst')`)
	exec(t, db, `DROP TRIGGER names_no_rewrite; UPDATE names SET name = 'somebody knows' WHERE name = 'nobody knows'`)
	_, err := flagcache.Compare(t.Context(), db)
	if err == nil || !strings.Contains(err.Error(), "flags: table flag_cache") {
		t.Errorf("got %v", err)
	}
	exec(t, db, `DELETE FROM cache_state`)
	if s, err := flagcache.Compare(t.Context(), db); err != nil || s.Fresh {
		t.Errorf("a stale cache: got %+v, %v", s, err)
	}
}

// TestAStaleCacheGivesTheRulesAnswers fills the cache with nonsense for an older link: the
// flags are those of the rules, and score_details says that it has none.
func TestAStaleCacheGivesTheRulesAnswers(t *testing.T) {
	t.Parallel()
	db := based(t, flagged)
	const flags = `SELECT * FROM flags ORDER BY rule, score_id, variant, source, listed_as, message`
	const scores = `SELECT score_id, flags, worst_severity FROM score_details ORDER BY score_id`
	want, none := fixture.Lines(t, db.DB, flags), fixture.Lines(t, db.DB, scores)
	refreshed(t, db, flagcache.Options{})
	if diff := cmp.Diff(want, fixture.Lines(t, db.DB, flags)); diff != "" {
		t.Errorf("flags while fresh (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{
		"1 evaluator-not-stated no-uncertainty settings-unstated status-unknown note",
		"2 evaluator-not-stated no-uncertainty settings-unstated status-unknown suspicious-zero note",
		"3 evaluator-not-stated no-uncertainty unresolved-name note",
	}, fixture.Lines(t, db.DB, scores)); diff != "" {
		t.Errorf("scores while fresh (-want +got):\n%s", diff)
	}
	exec(t, db, `UPDATE cache_state SET link_sha256 = 'another'; UPDATE flag_cache SET message = 'wrong', rule = 'corrected'`)
	if diff := cmp.Diff(want, fixture.Lines(t, db.DB, flags)); diff != "" {
		t.Errorf("flags while stale (-want +got):\n%s", diff)
	}
	notComputed := []string{"1 not-computed not-computed", "2 not-computed not-computed", "3 not-computed not-computed"}
	for _, got := range [][]string{none, fixture.Lines(t, db.DB, scores)} { // before the first refresh, and stale
		if diff := cmp.Diff(notComputed, got); diff != "" {
			t.Errorf("scores while stale (-want +got):\n%s", diff)
		}
	}
}

func TestRefreshOfNothing(t *testing.T) {
	t.Parallel()
	db := opened(t, t.TempDir()+"/none.db")
	for _, force := range []bool{false, true} {
		if r, err := flagcache.Refresh(t.Context(), db, flagcache.Options{Force: force}); err != nil || r.Flags != 0 {
			t.Errorf("force %v: got %+v, %v", force, r, err)
		}
	}
	if s, err := flagcache.Compare(t.Context(), db); err != nil || s.Fresh {
		t.Errorf("got %+v, %v", s, err)
	}
}

// TestRefreshStartsAgain: another command commits each time the flags are computed.
func TestRefreshStartsAgain(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		commits int
		want    error
	}{{1, nil}, {flagcache.MaxTurns - 1, nil}, {flagcache.MaxTurns, flagcache.ErrMoved}} {
		db := based(t, flagged)
		other := opened(t, db.Path())
		n := 0
		_, err := flagcache.Refresh(t.Context(), db, flagcache.Options{}.WithHook(func() {
			if n++; n <= c.commits {
				ingestText(t, other, fmt.Sprintf("scores: news | v%d | qa | pct | 50 | 2025-04-20", n))
			}
		}))
		if !errors.Is(err, c.want) {
			t.Errorf("%d commits: got %v, want %v", c.commits, err, c.want)
		}
		if s, err := flagcache.Compare(t.Context(), db); err != nil || s.Fresh != (c.want == nil) {
			t.Errorf("%d commits: got %+v, %v", c.commits, s, err)
		}
	}
}

// TestTwoRefreshes: while one computes, another one finishes. The first finds that nothing
// is left to do.
func TestTwoRefreshes(t *testing.T) {
	t.Parallel()
	db := based(t, flagged)
	other := opened(t, db.Path())
	turns := 0
	r, err := flagcache.Refresh(t.Context(), db, flagcache.Options{}.WithHook(func() {
		turns++
		refreshed(t, other, flagcache.Options{})
	}))
	if err != nil || !r.WasFresh || turns != 1 {
		t.Errorf("got %+v, %v after %d turns", r, err, turns)
	}
	if s, err := flagcache.Compare(t.Context(), db); err != nil || !s.Fresh {
		t.Errorf("got %+v, %v", s, err)
	}
}

// TestRefreshThatFails leaves a stale cache, no temporary table and a usable connection.
func TestRefreshThatFails(t *testing.T) {
	t.Parallel()
	for name, hook := range map[string]func(*dbfile.DB, context.CancelFunc){
		"interrupted": func(_ *dbfile.DB, cancel context.CancelFunc) { cancel() },
		"disk full": func(db *dbfile.DB, _ context.CancelFunc) {
			exec(t, db, `PRAGMA max_page_count = 1`) // no page can be added
		},
	} {
		db := generated(t, 500)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := flagcache.Refresh(ctx, db, flagcache.Options{}.WithHook(func() { hook(db, cancel) }))
		cancel()
		if err == nil {
			t.Errorf("%s: no error", name)
		}
		if got := fixture.Lines(t, db.DB, `SELECT (SELECT is_fresh FROM cache_fresh), (SELECT count(*) FROM flag_cache), (SELECT count(*) FROM temp.sqlite_schema)`); got[0] != "0 0 0" {
			t.Errorf("%s: fresh, rows and temporary tables: %v", name, got)
		}
		exec(t, db, `PRAGMA max_page_count = 100000`)
		refreshed(t, db, flagcache.Options{})
	}
}

// TestTwoConnections: with many scores two connections share the rules.
func TestTwoConnections(t *testing.T) {
	t.Parallel()
	db := generated(t, 20_500)
	done, rules := 0, 0
	r := refreshed(t, db, flagcache.Options{Progress: func(n, of int) { done, rules = max(done, n), of }})
	if r.Flags < 10_000 || done == 0 || done > rules || rules < 30 {
		t.Errorf("got %+v, %d of %d rules", r, done, rules)
	}
	if r := refreshed(t, db, flagcache.Options{Force: true}); r.Added+r.Removed > 0 {
		t.Errorf("the second time: got %+v", r)
	}
	if got := fixture.Lines(t, db.DB, `SELECT count(*) FROM pragma_database_list WHERE name = 'flag_part'`); got[0] != "0" {
		t.Errorf("a part is still attached")
	}
}

// TestColumnsAreThoseOfTheView: the order counts, since the columns of a rule are named by it.
func TestColumnsAreThoseOfTheView(t *testing.T) {
	db := based(t, "")
	for _, name := range []string{"computed_flags", "flag_cache"} {
		got := strings.Join(fixture.Lines(t, db.DB, `SELECT name FROM pragma_table_info('`+name+`') WHERE name <> 'id' ORDER BY cid`), ", ")
		if got != flagcache.Columns {
			t.Errorf("%s has columns %s, want %s", name, got, flagcache.Columns)
		}
	}
}
