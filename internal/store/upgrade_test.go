package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"provenance"
	"provenance/internal/model"
)

// upgradeRows are what version 1 of provenance read to make testdata/rows-v1.sql.
const upgradeRows = `
	organizations: dev
	organizations: lab
	organizations: arena
	organizations: host
	organizations: host2
	sources: blog | vendor_blog | https://dev.ai/blog | 2025-04-05 | publisher=dev
	sources: terms | license | https://dev.ai/terms | 2025-04-05 | publisher=dev
	sources: board | leaderboard | https://arena.ai/board | 2025-04-06 | publisher=arena
	sources: news | news | https://news.ai/1 | 2025-04-07
	sources: report | paper | https://lab.ai/report | 2025-04-20 | publisher=lab
	sources: runs | run_log | https://lab.ai/runs | 2025-04-22 | publisher=lab
	sources: agg | aggregator | https://agg.ai/m | 2025-05-01
	models: m | dev
	variants: rel | m
	variants: exp | m | build=experimental
	variants: unk | m
	benchmarks: chat | access=live
	benchmarks: qa | access=public
	metrics: elo | elo
	metrics: pct | percent | quantity=accuracy
	metrics: prop | proportion | quantity=accuracy
	release_events: rel | released | 2025-04-05
	release_events: exp | announced | 2025-04-05
	release_events: exp | preview | 2025-04-06 | scope=arena | source=board
	organizations: rival
	licenses: terms-1 | name=Terms | osi_approved=false | commercial_use=conditional | conditions=ask | source=terms
	metrics: points | points
	sources: empty | dataset | https://lab.ai/d | 2025-02
	aliases: The Model | rel
	aliases: Both | rel
	aliases: Both | exp
	aliases: Split | rel | scope=report | section=Table 1
	aliases: Split | unk | scope=report | section=Table 2
	listings: report | Split | section=Table 1 | note=as in the appendix
	scores: board | rel | chat | elo | 1273 | 2025-04-11 | ci_low=1264 | ci_high=1282.5 | ci_level=0.95 | sample_size=2500 | rank=32 | evaluator=arena | style_control=false
	scores: board | exp | chat | elo | 1417 | 2025-04-06 | value_as_printed=1417 +13/-12 | ci_low=1405 | ci_high=1430 | ci_level=0.95 | rank=2 | evaluator=arena | style_control=false
	scores: board | exp | chat | elo | 1403 | 2025-04-11 | evaluator=arena | style_control=false
	scores: board | exp | chat | elo | 1399.5 | 2025-04-11 | evaluator=arena | style_control=true | judge=crowd
	scores: blog | rel | qa | pct | 80 | 2025-04-05 | value_as_printed=80.0 | evaluator=dev | shots=0 | cot=true | temperature=0.1 | extra={"seed":1}
	scores: blog | The Model | qa | prop | 0.8 | 2025-04 | value_as_printed=0.80 | evaluator=dev
	scores: report | Both | qa | pct | 57.2 | 2025-04-20 | stderr=0.5 | evaluator=lab | asserted_relationship=first_party | locator=p. 3 | note=n=500
	scores: report | Split | qa | pct | 60 | 2025 | section=Table 1
	scores: report | Split | qa | pct | 61 | 2025 | section=Table 2 | evaluated_on=2024-12
	scores: report | Nobody | qa | points | 0.1 | 2025-04-20
	scores: runs | rel | qa | points | 1e+20 | 2025-04-22
	scores: runs | rel | qa | points | 0.00002 | 2025-04-23
	scores: runs | rel | qa | points | 0.1234567890123456 | 2025-04-24
	scores: runs | rel | qa | points | -0 | 2025-04-25
	scores: runs | rel | qa | points | -3 | 2025-04-26 | value_as_printed=−3
	scores: runs | rel | qa | points | 123456789012345 | 2025-04-27
	scores: runs | unk | qa | points | 6.2 | 2025-04-22 | value_as_printed=6.20
	scores: runs | unk | qa | points | 6.37 | 2025-04-22
	scores: empty | rel | qa | pct | 70
	statements: said | allegation | contamination | news | 2025-04-07 | It is said.
	statements: denied | denial | contamination | blog | 2025-04-08 | It is denied. | reply_to=said | organization=dev
	statement_targets: said | model=m
	---
	models: m | dev | name=Renamed
	scores: board | exp | chat | elo | 1418 | 2025-04-06 | evaluator=arena | style_control=false
	scores: runs | unk | qa | points | 6.2 | 2025-04-22 | value_as_printed=6.20
	scores: runs | unk | qa | points | 6.4 | 2025-04-22
	scores: board | rel | chat | elo | 1275 | 2025-04-18 | evaluator=arena | style_control=false
	---
	scores: board | exp | chat | elo | 1417 | 2025-04-06 | value_as_printed=1417 +13/-12 | ci_low=1405 | ci_high=1430 | ci_level=0.95 | rank=2 | evaluator=arena | style_control=false`

// version1 makes a database of version 1 with the rows of upgradeRows, then runs
// further statements, and returns its path.
func version1(t *testing.T, further string) string {
	t.Helper()
	var text strings.Builder
	for _, name := range []string{"schema-v1.sql", "rows-v1.sql"} {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		text.Write(b)
	}
	path, _ := made(t, text.String()+further)
	return path
}

// stock runs a query with the driver alone and returns a line for each row.
func stock(t *testing.T, path, query string) []string {
	t.Helper()
	pool, err := sql.Open("sqlite3", "file:"+filepath.ToSlash(path)+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	conn, err := pool.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return lines(t, &DB{sql: pool, conn: conn, path: path}, query)
}

// exported is the export of a whole database.
func exported(t *testing.T, db *DB) string {
	t.Helper()
	var b strings.Builder
	for i := range model.Tables {
		err := db.Export(context.Background(), &model.Tables[i], func(cells []string) error {
			_, err := fmt.Fprintf(&b, "%s: %s\n", model.Tables[i].Name, strings.Join(cells, " | "))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// What a score says, in the words of either version.
const (
	scoreCells = `, s.revision, s.variant_id, s.benchmark_id, s.value, typeof(s.value), s.ci_low, s.ci_high, s.ci_level, s.stderr, s.sample_size,
		s.rank, s.evaluated_on, s.evaluator_id, s.asserted_relationship, s.locator, s.note, s.ingest_id, s.line, s.supersedes `
	scores1 = `SELECT s.id, l.source_id, l.name, l.norm, l.section, l.variant_id, l.resolution, l.note, s.metric_id, s.protocol_id, s.reported_on, s.value_as_printed` + scoreCells +
		`FROM scores s JOIN listings l ON l.id = s.listing_id ORDER BY s.id`
	scores2 = `SELECT s.id, n.source_id, l.name, l.norm, l.section, l.variant_id, l.resolution, l.note, n.metric_id, n.protocol_id, n.reported_on, ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.'))` + scoreCells +
		`FROM scores s JOIN snapshots n ON n.id = s.snapshot_id JOIN listings l ON l.source_id = n.source_id AND l.name_id = s.name_id ORDER BY s.id`
)

func TestUpgradeFromVersion1KeepsEveryRow(t *testing.T) {
	ctx := context.Background()
	path := version1(t, "")
	if _, err := OpenRead(ctx, path); !errors.Is(err, ErrOlder) {
		t.Errorf("OpenRead: got %v, want %v", err, ErrOlder)
	}
	before := stock(t, path, scores1)
	kept := map[string][]string{}
	for _, table := range []string{"rejects", "changes", "statements", "release_events", "aliases", "protocols"} {
		kept[table] = stock(t, path, `SELECT * FROM `+table+` ORDER BY id`)
	}
	db, err := OpenWrite(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if diff := cmp.Diff(before, lines(t, db, scores2)); diff != "" || len(before) != 23 {
		t.Errorf("%d scores (-before +after):\n%s", len(before), diff)
	}
	for table, want := range kept {
		if diff := cmp.Diff(want, lines(t, db, `SELECT * FROM `+table+` ORDER BY id`)); diff != "" || len(want) == 0 {
			t.Errorf("%s: %d rows (-before +after):\n%s", table, len(want), diff)
		}
	}
	wantAccounts := []string{
		"1 7 1 6 0 0 0 6 6 0 0 0",
		"14 2 1 1 0 0 0 1 0 0 1 0",
		"15 8 1 4 1 0 2 4 1 1 2 0",
	}
	if diff := cmp.Diff(wantAccounts, lines(t, db, `SELECT id, lines, header, accepted, rejected, dropped, blank, cells, added, unchanged, revised, missing FROM ingests WHERE id IN (1, 14, 15) ORDER BY id`)); diff != "" {
		t.Errorf("accounts of ingests (-want +got):\n%s", diff)
	}
	for check, want := range map[string][]string{`PRAGMA integrity_check`: {"ok"}, `PRAGMA foreign_key_check`: nil, `PRAGMA foreign_keys`: {"1"}, `PRAGMA legacy_alter_table`: {"0"}, `PRAGMA user_version`: {fmt.Sprint(schemaVersion)}} {
		if diff := cmp.Diff(want, lines(t, db, check)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", check, diff)
		}
	}
	if _, err := db.conn.ExecContext(ctx, `DELETE FROM scores`); err == nil || !strings.Contains(err.Error(), "append-only") {
		t.Errorf("DELETE after the upgrade: got %v, want a refusal", err)
	}
}

// TestUpgradedAndFreshAreEqual compares an upgraded database with one of the
// present version that has read the same rows: schema, tables, views, export.
func TestUpgradedAndFreshAreEqual(t *testing.T) {
	db, err := OpenWrite(context.Background(), version1(t, ""))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	fresh := fixtureDB(t, upgradeRows)
	for _, query := range []string{
		`SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name`,
		`SELECT * FROM names ORDER BY id`, `SELECT * FROM listing_notes ORDER BY id`, `SELECT * FROM listings ORDER BY source, name, section`, `SELECT * FROM snapshots ORDER BY id`, `SELECT * FROM scores ORDER BY id`,
		`SELECT * FROM flag_intervals ORDER BY rule, score_id, name_id, variant_id, message`, `SELECT * FROM score_details ORDER BY score_id`,
	} {
		want := lines(t, fresh, query)
		if diff := cmp.Diff(want, lines(t, db, query)); diff != "" || len(want) == 0 {
			t.Errorf("%s: %d rows (-fresh +upgraded):\n%s", query, len(want), diff)
		}
	}
	if diff := cmp.Diff(exported(t, fresh), exported(t, db)); diff != "" {
		t.Errorf("export (-fresh +upgraded):\n%s", diff)
	}
	// The last file again: what it prints is what is on record.
	_, last, _ := strings.Cut(upgradeRows, "---")
	_, last, _ = strings.Cut(last, "---")
	ingestFixture(t, db, last)
	if got := lines(t, db, `SELECT count(*), max(id) FROM scores`); !cmp.Equal(got, []string{"23 23"}) {
		t.Errorf("scores after the last file again: got %v, want [23 23]", got)
	}
}

func TestAFailedUpgradeLeavesTheFileAsItWas(t *testing.T) {
	for name, c := range map[string]struct{ damage, want string }{
		"a score without a listing":  {`PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = OFF; DROP TRIGGER listings_no_delete; DELETE FROM listings WHERE id = 8`, "refers to no row of listings"},
		"a table that is in the way": {`CREATE TABLE names(x)`, "names"},
		"a day that is none":         {`PRAGMA ignore_check_constraints = ON; DROP TRIGGER scores_no_rewrite; UPDATE scores SET reported_on = 'May' WHERE id = 23`, "CHECK constraint failed"},
	} {
		t.Run(name, func(t *testing.T) {
			path := version1(t, c.damage)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := OpenWrite(context.Background(), path); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error with %q", err, c.want)
			}
			after, err := os.ReadFile(path)
			if err != nil || string(before) != string(after) {
				t.Errorf("the file was changed (%v)", err)
			}
			if left, _ := filepath.Glob(path + "-*"); len(left) > 0 {
				t.Errorf("files left beside it: %v", left)
			}
		})
	}
}

// TestUpgrade takes a database of the present version for an old one: a step
// adds a column, and views, triggers and rules are made anew.
func TestUpgrade(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "old.db")
	db, err := OpenWrite(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, q := range []string{`INSERT INTO organizations(slug, name) VALUES ('meta', 'Meta')`, `DROP VIEW flags`, `DELETE FROM rules`} {
		if _, err := db.conn.ExecContext(ctx, q); err != nil {
			t.Fatal(err)
		}
	}
	steps := []step{{from: schemaVersion, sql: `ALTER TABLE organizations ADD COLUMN country TEXT`}}
	if err := db.upgrade(ctx, steps, schemaVersion+1, provenance.Schema); err != nil {
		t.Fatal(err)
	}
	var name string
	var country sql.NullString
	if err := db.conn.QueryRowContext(ctx, `SELECT name, country FROM organizations WHERE slug = 'meta'`).Scan(&name, &country); err != nil || name != "Meta" {
		t.Errorf("the row after the step: %q, %v", name, err)
	}
	var rules, flags, version int
	if err := db.conn.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM rules), (SELECT count(*) FROM flags), (SELECT user_version FROM pragma_user_version)`).Scan(&rules, &flags, &version); err != nil {
		t.Fatal(err)
	}
	if rules == 0 || version != schemaVersion+1 {
		t.Errorf("got %d rules and version %d, want some and %d", rules, version, schemaVersion+1)
	}
	bad := []step{{from: schemaVersion + 1, sql: `ALTER TABLE nowhere ADD COLUMN x`}}
	if err := db.upgrade(ctx, bad, schemaVersion+2, provenance.Schema); err == nil {
		t.Errorf("a step that fails went through")
	}
	if err := db.conn.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM flags), (SELECT user_version FROM pragma_user_version)`).Scan(&flags, &version); err != nil || version != schemaVersion+1 {
		t.Errorf("after the failed step: version %d, %v", version, err)
	}
}
