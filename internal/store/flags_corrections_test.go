package store

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/chain"
	"provenance/internal/model"
)

// wrongDay is a variant whose release is on record a month late, by mistake.
const wrongDay = `
	models: m2 | dev
	variants: v | m2
	variants: sib | m2
	release_events: v | announced | 2025-01-10
	release_events: v | released | 2025-05-01
	release_events: v | released | 2025-05-01 | source=report
	release_events: v | retired | 2025-03 | scope=arena | source=board
	release_events: sib | released | 2025-01-01
	scores: report | v | qa | pct | 70 | 2025-04-20`

func TestACorrectedEventCountsNoLonger(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db := flagDB(t, wrongDay)
	ask := func() map[string][]string {
		return map[string][]string{
			"flags":  lines(t, db, `SELECT rule, since, until FROM flag_intervals WHERE variant = 'v' AND rule NOT IN ('no-uncertainty', 'evaluator-not-stated') ORDER BY 1, 2`),
			"status": lines(t, db, `SELECT status, since, until, scope, source FROM variant_status WHERE variant = 'v' ORDER BY since, source`),
			"days":   lines(t, db, `SELECT known_on, public_on FROM variant_days d JOIN variants v ON v.id = d.variant_id WHERE v.slug = 'v'`),
			"score":  lines(t, db, `SELECT status_when_reported FROM score_details WHERE variant = 'v'`),
		}
	}
	before := map[string][]string{
		"flags":  {"never-released 2025-02-09 2025-05-01", "unreleased-when-reported 2025-04-20 -"},
		"status": {"announced 2025-01-10 2025-05-01 public blog", "retired 2025-03 - arena board", "released 2025-05-01 - public blog"},
		"days":   {"2025-01-10 2025-05-01"},
		"score":  {"announced"},
	}
	if diff := cmp.Diff(before, ask()); diff != "" {
		t.Fatalf("before the correction (-want +got):\n%s", diff)
	}
	// One source's wrong day is taken back; the other still says it, and the earlier one counts.
	ingestFixture(t, db, `
		event_corrections: v | released | 2025-05-01 | The page says the first of February.
		release_events: v | released | 2025-02-01`)
	after := map[string][]string{
		"flags":  {"release-date-conflict 2025-05-01 -"},
		"status": {"announced 2025-01-10 2025-02-01 public blog", "released 2025-02-01 2025-05-01 public blog", "retired 2025-03 - arena board", "released 2025-05-01 - public report"},
		"days":   {"2025-01-10 2025-02-01"},
		"score":  {"released"},
	}
	if diff := cmp.Diff(after, ask()); diff != "" {
		t.Errorf("after one correction (-want +got):\n%s", diff)
	}
	ingestFixture(t, db, `
		event_corrections: v | released | 2025-05-01 | Copied from there. | event_source=report
		event_corrections: v | retired | 2025-03 | It never stood there. | scope=arena | event_source=board`)
	after["flags"] = nil
	after["status"] = []string{"announced 2025-01-10 2025-02-01 public blog", "released 2025-02-01 - public blog"}
	if diff := cmp.Diff(after, ask()); diff != "" {
		t.Errorf("after all corrections (-want +got):\n%s", diff)
	}
	if got := lines(t, db, `SELECT count(*) FROM release_events e JOIN variants v ON v.id = e.variant_id WHERE v.slug = 'v'`); got[0] != "5" {
		t.Errorf("%s events of v are on record, want all 5", got[0])
	}
	if _, err := chain.Verify(ctx, db, true); err != nil {
		t.Error(err)
	}
	// A variant of which no event is left has an unknown status.
	ingestFixture(t, db, `event_corrections: sib | released | 2025-01-01 | Another model's.`)
	if got := lines(t, db, `SELECT count(*) FROM variant_days d JOIN variants v ON v.id = d.variant_id WHERE v.slug = 'sib'`); got[0] != "0" {
		t.Errorf("sib still has days")
	}
	if _, err := chain.Verify(ctx, db, true); err != nil {
		t.Error(err)
	}
	for _, q := range []string{`DELETE FROM event_corrections`, `UPDATE event_corrections SET on_date = '2025-05-02'`} {
		if _, err := db.Conn.ExecContext(ctx, q); err == nil {
			t.Errorf("%s went through", q)
		}
	}
}

func TestACorrectionOfNothingIsReported(t *testing.T) {
	t.Parallel()
	for _, row := range []string{
		`v | released | 2025-05-02 | Another day.`, `v | preview | 2025-05-01 | Another status.`, `v | released | 2025-05-01 | Another scope. | scope=arena`,
		`v | released | 2025-05-01 | Another source. | event_source=news`, `unk | released | 2025-05-01 | Another variant.`,
	} {
		db := flagDB(t, wrongDay)
		in, err := Begin(context.Background(), db, "test", nil)
		if err != nil {
			t.Fatal(err)
		}
		table, cells := fixtureCells(t, "event_corrections: "+row)
		var problems []model.Problem
		if err := in.BeginFile(table, func(p model.Problem) { problems = append(problems, p) }); err != nil {
			t.Fatal(err)
		}
		if err := in.Add(fixtureRecord(t, table, cells, 2)); err != nil {
			t.Fatal(err)
		}
		if len(problems) != 1 || problems[0].Code != model.CodeForeignKey || problems[0].Line != 2 {
			t.Errorf("%s: got %v, want one problem at line 2", row, problems)
		}
		in.Rollback()
	}
}

// TestGapsNeedASureStatus: a variant announced in the month of the report may have
// been anything on the day, so nothing is set against its released sibling.
func TestGapsNeedASureStatus(t *testing.T) {
	t.Parallel()
	db := flagDB(t, `
		variants: vague | m
		release_events: vague | announced | 2025-04
		scores: board | vague | chat | elo | 1417 | 2025-04-11
		scores: board | exp | chat | elo | 1403 | 2025-04-11
		scores: board | rel | chat | elo | 1273 | 2025-04-11
		scores: board | vague | chat | elo | 1417 | 2025-05-11
		scores: board | rel | chat | elo | 1273 | 2025-05-11`)
	want := []string{"exp rel 130", "vague rel 144"}
	if diff := cmp.Diff(want, lines(t, db, `SELECT variant, released_variant, gap FROM variant_gaps ORDER BY reported_on`)); diff != "" {
		t.Errorf("variant_gaps (-want +got):\n%s", diff)
	}
	want = []string{"vague 2025-04-11 unknown", "exp 2025-04-11 preview on arena only", "vague 2025-05-11 announced"}
	if diff := cmp.Diff(want, lines(t, db, `SELECT variant, reported_on, status_when_reported FROM score_details WHERE variant <> 'rel' ORDER BY score_id`)); diff != "" {
		t.Errorf("score_details (-want +got):\n%s", diff)
	}
}
