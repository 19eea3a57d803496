package store

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"provenance"
)

// sameFlags holds the column flags of score_details, which says each rule in its own
// words so that a whole dump is quick, to the view flag_intervals: today, and on
// days on which the flags of a case begin and end. The two may not drift apart.
func sameFlags(t *testing.T, db *DB) {
	t.Helper()
	ctx := context.Background()
	view := regexp.MustCompile(`(?s)CREATE VIEW score_details AS\n.*?;\n\n`).FindString(provenance.Schema)
	if !strings.Contains(view, "date('now')") {
		t.Fatal("schema.sql has no view score_details that asks for today")
	}
	if _, err := db.conn.ExecContext(ctx, `
		DROP TABLE IF EXISTS temp.held;
		CREATE TEMP TABLE held AS
		  SELECT score_id, rule, since, until FROM flag_intervals WHERE score_id IS NOT NULL
		  UNION ALL SELECT s.id, CASE WHEN EXISTS (SELECT 1 FROM listing_candidates c WHERE c.source_id = sp.source_id AND c.name_id = s.name_id) THEN 'ambiguous-name' ELSE 'unresolved-name' END, NULL, NULL
		  FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id WHERE s.variant_id IS NULL
		  UNION ALL SELECT s.id, 'placeholder-source', NULL, NULL FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id JOIN placeholder_sources p ON p.source_id = sp.source_id`); err != nil {
		t.Fatal(err)
	}
	days := lines(t, db, `SELECT DISTINCT day FROM (SELECT since AS day FROM held UNION SELECT until FROM held UNION SELECT date(until, '-1 day') FROM held UNION SELECT date(since, '-1 day') FROM held) WHERE length(day) = 10 ORDER BY day`)
	for len(days) > 4 { // enough of them, evenly
		var half []string
		for i := 0; i < len(days); i += 2 {
			half = append(half, days[i])
		}
		days = half
	}
	for _, day := range append(days, "") {
		now := "date('now')"
		if day != "" {
			now = "'" + day + "'"
		}
		then := strings.Replace(strings.ReplaceAll(view, "date('now')", now), "CREATE VIEW score_details", "DROP VIEW IF EXISTS temp.details_then; CREATE TEMP VIEW details_then", 1)
		if _, err := db.conn.ExecContext(ctx, then); err != nil {
			t.Fatal(err)
		}
		got := lines(t, db, `SELECT score_id, flags FROM details_then ORDER BY score_id`)
		want := lines(t, db, `
			WITH grouped AS MATERIALIZED (SELECT score_id, group_concat(rule, ' ') AS flags FROM (
			  SELECT DISTINCT score_id, rule FROM held WHERE (since IS NULL OR since <= `+now+`) AND (until IS NULL OR until > `+now+`) ORDER BY score_id, rule) GROUP BY score_id)
			SELECT s.id, g.flags FROM scores s LEFT JOIN grouped g ON g.score_id = s.id WHERE NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id) ORDER BY s.id`)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("flags of score_details on %q are not those of flag_intervals (-want +got):\n%.4000s", day, diff)
			return
		}
	}
}

// TestFlagsOfScoreDetailsAreThoseOfFlags on generated scores of every rule; each case of a rule is
// compared too, see fixtureDB.
func TestFlagsOfScoreDetailsAreThoseOfFlags(t *testing.T) {
	sameFlags(t, filled(t, 5_000))
}

// TestADumpOfScoreDetailsIsQuick: what pandas and Datasette do. It took a millisecond a score once, since a subquery
// opened every table of every rule again; now it takes some 30 microseconds. The bound is ten times that.
func TestADumpOfScoreDetailsIsQuick(t *testing.T) {
	const n = 10_000
	db := filled(t, n)
	start := time.Now()
	if got := lines(t, db, `SELECT count(*), sum(length(flags)) > 0 FROM score_details`); got[0] != "10000 1" {
		t.Errorf("got %v, want %d scores with flags", got, n)
	}
	if took := time.Since(start); took > n*300*time.Microsecond {
		t.Errorf("flags of %d scores took %v", n, took)
	}
}
