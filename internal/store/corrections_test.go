package store

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance/internal/chain"
	"provenance/internal/model"
	"provenance/internal/query"
)

// wrongAlias is a name that is on record, by mistake, for two variants.
const wrongAlias = `
	aliases: The Model | rel
	aliases: The Model | exp
	aliases: The Model | exp | source=report
	aliases: Split | rel | scope=report | section=Table 1
	aliases: Split | exp | scope=report
	scores: report | The Model | qa | pct | 70 | 2025-04-20
	scores: report | Split | qa | pct | 71 | 2025-04-20 | section=Table 1`

func TestACorrectedAliasCountsNoLonger(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db := flagDB(t, wrongAlias)
	const meaning = `SELECT nm.name, v.slug FROM scores s JOIN names nm ON nm.id = s.name_id LEFT JOIN variants v ON v.id = s.variant_id ORDER BY s.id`
	for _, step := range []struct {
		rows string
		want []string
	}{
		{``, []string{"The Model -", "Split rel"}},
		// All aliases of that meaning are taken back, whatever source they have, and however the name is written.
		{`alias_corrections: the_model | exp | Another build's.`, []string{"The Model rel", "Split rel"}},
		// The wider alias counts where the narrower one does not.
		{`alias_corrections: Split | rel | The table is of the other. | scope=report | section=Table 1`, []string{"The Model rel", "Split exp"}},
		{`alias_corrections: Split | exp | Nor that. | scope=report`, []string{"The Model rel", "Split -"}},
		// The last word counts.
		{`alias_corrections: The Model | exp | It is after all. | nth=2 | verdict=right`, []string{"The Model -", "Split -"}},
		{`alias_corrections: The Model | exp | No. | nth=3`, []string{"The Model rel", "Split -"}},
		// A further source says nothing against the last word.
		{`aliases: The Model | exp | source=news`, []string{"The Model rel", "Split -"}},
	} {
		ingestFixture(t, db, step.rows)
		if diff := cmp.Diff(step.want, lines(t, db, meaning)); diff != "" {
			t.Fatalf("after %q (-want +got):\n%s", step.rows, diff)
		}
	}
	// Read anew, all of it at once gives the same.
	if got := lines(t, db, `SELECT count(*) FROM aliases WHERE norm = 'the-model'`); got[0] != "4" {
		t.Errorf("%s aliases are on record, want 4", got[0])
	}
	if _, err := chain.Verify(ctx, db, true); err != nil {
		t.Error(err)
	}
	for _, q := range []string{`DELETE FROM alias_corrections`, `UPDATE alias_corrections SET verdict = 'right'`} {
		if _, err := db.Conn.ExecContext(ctx, q); err == nil {
			t.Errorf("%s went through", q)
		}
	}
}

func TestAWordOnNoAliasIsReported(t *testing.T) {
	t.Parallel()
	for row, want := range map[string]string{
		`The Model | unk | Another variant.`:                    "no such row in aliases",
		`The Model | exp | Another scope. | scope=report`:       "no such row in aliases",
		`Split | rel | Another section. | scope=report`:         "no such row in aliases",
		`The Model | exp | Too soon. | nth=2`:                   "only 0 words on this alias are on record",
		`The Model | exp | It never was wrong. | verdict=right`: "the alias stands as right already",
		`Both | rel | Once more. | nth=2`:                       "the alias stands as wrong already",
		`Both | rel | The first. | verdict=right`:               "word 1 on this alias is on record and says wrong",
	} {
		db := flagDB(t, wrongAlias+`
	aliases: Both | rel
	alias_corrections: Both | rel | It is not.`)
		in, err := Begin(context.Background(), db, "test", nil)
		if err != nil {
			t.Fatal(err)
		}
		table, cells := fixtureCells(t, "alias_corrections: "+row)
		var problems []model.Problem
		if err := in.BeginFile(table, func(p model.Problem) { problems = append(problems, p) }); err != nil {
			t.Fatal(err)
		}
		if err := in.Add(fixtureRecord(t, table, cells, 2)); err != nil {
			t.Fatal(err)
		}
		if len(problems) != 1 || problems[0].Text != want || problems[0].Line != 2 {
			t.Errorf("%s: got %v, want one problem at line 2: %s", row, problems, want)
		}
		in.Rollback()
	}
}

// TestSupersededScoresStandForNothing: names are told of by the scores that count.
func TestSupersededScoresStandForNothing(t *testing.T) {
	t.Parallel()
	db := flagDB(t, `
	scores: report | Nobody | qa | pct | 70 | 2025-04-20
	---
	scores: report | Nobody | qa | pct | 71 | 2025-04-20
	---
	scores: report | Nobody | qa | pct | 72 | 2025-04-20`)
	want := []string{`"Nobody" in report is no variant on record; its 1 score stands without a variant`}
	if diff := cmp.Diff(want, lines(t, db, `SELECT message FROM flags WHERE rule = 'unresolved-name' AND source = 'report'`)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := lines(t, db, `SELECT scores FROM listings WHERE name = 'Nobody'`); got[0] != "1" {
		t.Errorf("listings counts %s scores, want 1", got[0])
	}
	if stands, err := query.New(db.DB).MeaningsBySource(context.Background(), "nobody"); err != nil || len(stands.Rows) != 1 || stands.Rows[0][4].(int64) != 1 {
		t.Errorf("it stands for %v, %v", stands.Rows, err)
	}
	var last int64
	if err := db.Conn.QueryRowContext(context.Background(), `SELECT max(ingest_id) FROM scores`).Scan(&last); err != nil {
		t.Fatal(err)
	}
	for i := range int64(3) {
		if _, err := chain.Retract(context.Background(), db, last-i, "made up", "test", "", testClock()); err != nil {
			t.Fatal(err)
		}
	}
	if got := lines(t, db, `SELECT message FROM flags WHERE rule = 'unresolved-name' AND source = 'report'`); len(got) > 0 {
		t.Errorf("all of it is retracted: %v", got)
	}
}

// TestTheLastWordCounts: what is called wrong can be called right again, in each table of
// corrections.
func TestTheLastWordCounts(t *testing.T) {
	t.Parallel()
	standing := map[string]string{
		"event_corrections":     `SELECT count(*) FROM standing_events e JOIN variants v ON v.id = e.variant_id WHERE v.slug = 'rel'`,
		"alias_corrections":     `SELECT count(*) FROM standing_aliases WHERE norm = 'the-model'`,
		"statement_corrections": `SELECT count(*) FROM standing_statements WHERE slug = 'st'`,
	}
	const facts = `
		aliases: The Model | rel
		statements: st | claim | other | news | 2025-04-20 | It is so.`
	words := map[string]string{
		"event_corrections":     `event_corrections: rel | released | 2025-04-05 | Why.`,
		"alias_corrections":     `alias_corrections: The Model | rel | Why.`,
		"statement_corrections": `statement_corrections: st | Why.`,
	}
	for table, query := range standing {
		t.Run(table, func(t *testing.T) {
			t.Parallel()
			db := flagDB(t, facts)
			word := words[table]
			for i, want := range []string{"1", "0", "1", "0"} {
				if i > 0 {
					verdict := []string{"right", "wrong"}[i%2]
					ingestFixture(t, db, fmt.Sprintf("%s | nth=%d | verdict=%s", word, i, verdict))
				}
				if got := lines(t, db, query)[0]; got != want {
					t.Errorf("after %d words: %s rows stand, want %s", i, got, want)
				}
			}
		})
	}
}
