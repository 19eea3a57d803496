package chain

import (
	"context"
	"fmt"

	"provenance/internal/dbfile"
)

// outdatedSQL selects the scores that do not count, as table outdated has them: those of a
// retracted ingest, and those that a score which counts supersedes, directly or through
// others. A retraction that was itself retracted has no effect, with one exception: if a
// later file had repeated a score meanwhile, both would count, so only the later one does.
const outdatedSQL = `
WITH void(id) AS MATERIALIZED (SELECT ingest_id FROM retractions r WHERE NOT EXISTS (SELECT 1 FROM retractions x WHERE x.ingest_id = r.by_id)),
up(id) AS (
  SELECT supersedes FROM scores WHERE supersedes IS NOT NULL AND ingest_id NOT IN (SELECT id FROM void)
  UNION
  SELECT s.supersedes FROM up JOIN scores s ON s.id = up.id WHERE s.supersedes IS NOT NULL)
SELECT id FROM up
UNION
SELECT id FROM scores WHERE ingest_id IN (SELECT id FROM void)
UNION
SELECT s.id FROM scores s WHERE s.ingest_id IN (SELECT r.ingest_id FROM retractions r JOIN retractions x ON x.ingest_id = r.by_id)
  AND EXISTS (SELECT 1 FROM scores n WHERE n.snapshot_id = s.snapshot_id AND n.name_id = s.name_id AND n.id > s.id AND n.ingest_id NOT IN (SELECT id FROM void)
    AND n.value = s.value AND n.ci_low IS s.ci_low AND n.ci_high IS s.ci_high AND n.sample_size IS s.sample_size AND n.rank IS s.rank)`

// daysSQL, a table of events and perVariant together select the rows of variant_days.
const daysSQL = `
SELECT e.variant_id, min(ifnull(e.since, e.on_date)),
  coalesce(min(CASE WHEN e.board_id IS NULL AND e.status IN ('preview','released') AND NOT e.is_vague THEN ifnull(e.since, e.on_date) END),
    max(CASE WHEN e.board_id IS NULL AND e.status IN ('deprecated','withdrawn','retired') AND NOT e.is_vague THEN '' END)),
  min(CASE WHEN e.board_id IS NOT NULL OR e.is_vague OR e.status NOT IN ('preview','released','deprecated','withdrawn','retired') THEN ifnull(e.since, e.on_date) END),
  min(CASE WHEN e.status = 'not_public' THEN ifnull(e.since, e.on_date) END)
FROM `

const perVariant = ` e GROUP BY e.variant_id`

// verifyDerived compares the stored derived rows with the rows that they are derived from.
func verifyDerived(ctx context.Context, db *dbfile.DB, _ *Verdict) error {
	for _, c := range []struct{ query, text string }{
		{`SELECT id FROM (` + outdatedSQL + `) EXCEPT SELECT id FROM outdated`, "table outdated: score %d does not count and is not in it"},
		{`SELECT id FROM outdated EXCEPT SELECT id FROM (` + outdatedSQL + `)`, "table outdated, row %d: the score counts"},
		{`SELECT variant_id FROM (SELECT * FROM (` + daysSQL + `standing_events` + perVariant + `) EXCEPT SELECT * FROM variant_days)`, "table variant_days: the days of variant %d are not those of its release events"},
		{`SELECT variant_id FROM (SELECT * FROM status_rows EXCEPT SELECT * FROM status_events)`, "table status_events: the rows of variant %d are not those of its events and availability"},
		{`SELECT variant_id FROM (SELECT * FROM status_events EXCEPT SELECT * FROM status_rows)`, "table status_events: variant %d has a row that no event or availability gives"},
		{`SELECT variant_id FROM variant_days EXCEPT SELECT variant_id FROM standing_events`, "table variant_days, row %d: the variant has no release event"},
		{`SELECT s.id FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id WHERE s.benchmark_id <> sp.benchmark_id LIMIT 1`, "table scores, row %d: its benchmark is not that of its snapshot"},
	} {
		t, err := db.Table(ctx, c.query)
		if err != nil {
			return err
		}
		for _, r := range t.Rows {
			return dbfile.NewFault(dbfile.CheckDerived, c.text, r[0])
		}
	}
	t, err := db.Table(ctx, meantOtherwise+` ORDER BY score_id LIMIT 1`)
	if err != nil {
		return err
	}
	for _, r := range t.Rows {
		return dbfile.NewFault(dbfile.CheckDerived, "table scores, row %v: its variant is recorded as %v, and its name stands for %v", r[0], variantWord(r[1]), variantWord(r[2]))
	}
	return nil
}

// meantOtherwise selects the scores whose name means another variant than the stored one:
// the score, that variant, and the right one. A name without dated aliases means the same
// on all days, so it is asked for once in each source.
const meantOtherwise = `
SELECT score_id, was, now FROM (
	SELECT s.id AS score_id, s.variant_id AS was, l.now
	FROM (
		SELECT k.*, (SELECT CASE WHEN count(DISTINCT c.variant_id) = 1 THEN min(c.variant_id) END FROM listing_candidates c WHERE c.source_id = k.source_id AND c.name_id = k.name_id) AS now
		FROM (
			SELECT sp.source_id, s.name_id, min(s.variant_id) AS least, max(s.variant_id) AS most, count(s.variant_id) AS some, count(*) AS n
			FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id
			WHERE s.name_id NOT IN (SELECT name_id FROM dated_names)
			GROUP BY sp.source_id, s.name_id) k) l
	JOIN snapshots sp ON sp.source_id = l.source_id JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = l.name_id
	WHERE (l.least IS NOT l.now OR l.most IS NOT l.now OR l.now IS NOT NULL AND l.some < l.n) AND s.variant_id IS NOT l.now
	UNION ALL
	SELECT s.id, s.variant_id, d.variant_id FROM dated_meanings d JOIN scores s ON s.id = d.score_id WHERE s.variant_id IS NOT d.variant_id)`

// ResolveNames resolves every name again in every source that prints it, and updates the
// scores whose variant changed. The rules are those of the views listing_candidates and
// dated_meanings.
func ResolveNames(ctx context.Context, db *dbfile.DB) error {
	return updateVariants(ctx, db, meantOtherwise)
}

// ResolveDatedNames does so for the names whose meaning depends on the day. A further
// score, or one that no longer counts, can change what they mean elsewhere: a value that a
// source prints again says nothing new.
func ResolveDatedNames(ctx context.Context, db *dbfile.DB) error {
	return updateVariants(ctx, db, `SELECT s.id AS score_id, s.variant_id AS was, d.variant_id AS now FROM dated_meanings d JOIN scores s ON s.id = d.score_id WHERE s.variant_id IS NOT d.variant_id`)
}

func updateVariants(ctx context.Context, db *dbfile.DB, query string) error {
	_, err := db.Conn.ExecContext(ctx, `
		CREATE TEMP TABLE resolved(score_id INTEGER PRIMARY KEY, variant_id INTEGER);
		INSERT INTO temp.resolved SELECT score_id, now FROM (`+query+`);
		UPDATE scores SET variant_id = (SELECT r.variant_id FROM temp.resolved r WHERE r.score_id = scores.id) WHERE id IN (SELECT score_id FROM temp.resolved);
		DROP TABLE temp.resolved;`)
	if err != nil {
		return fmt.Errorf("resolve names: %w", err)
	}
	return nil
}

func variantWord(v any) string {
	if v == nil {
		return "none"
	}
	return fmt.Sprintf("variant %v", v)
}
