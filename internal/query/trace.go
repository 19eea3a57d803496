package query

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/model"
)

// A Trace follows a score back to the page that printed it. Score, Ingest and Source have
// one row. Protocol has no row if no setting is stated.
type Trace struct {
	Score      *Table // the value, what it measures, when and by whom; the column counts says whether it counts today
	Listing    *Table // the name as the source prints it, and what it means
	Candidates *Table // the variants that the name may mean, with the reasons: aliases and their evidence
	Status     *Table // the status of the variant on the day of the report, with sources
	Protocol   *Table // the stated settings, one row each
	Ingest     *Table // the file, the line and the hash
	Source     *Table
	Revisions  *Table // the scores that it supersedes and those that supersede it
	Disputes   *Table // allegations about it, its variant or its model (stands_under: itself), about its board, its source or its benchmark, with the replies
	Flags      *Table // flags that hold today, about the score, its name, its variant and its source
	External   *Table // what other systems call the variant or its model
	Sources    *Table // every source that the other tables name
}

// Trace returns the trace of the score with the given id, nil if there is none.
func (db *DB) Trace(ctx context.Context, id int64) (*Trace, error) {
	t := &Trace{}
	for _, p := range []pagePart{
		{&t.Score, traceScore}, {&t.Listing, traceListing}, {&t.Candidates, traceCandidates},
		{&t.Status, traceStatus}, {&t.Protocol, traceProtocol}, {&t.Ingest, traceIngest},
		{&t.Source, traceSource}, {&t.Revisions, traceRevisions}, {&t.Disputes, traceDisputes},
		{&t.External, traceExternal},
	} {
		table, err := db.table(ctx, p.query, id)
		if err != nil {
			return nil, fmt.Errorf("trace score %d: %w", id, err)
		}
		*p.to = table
		if p.to == &t.Score && len(table.Rows) == 0 {
			return nil, nil
		}
	}
	var err error
	if t.Flags, err = db.traceFlags(ctx, id); err != nil {
		return nil, fmt.Errorf("trace score %d: %w", id, err)
	}
	named := []*Table{t.Candidates, t.Status, t.Source, t.Disputes, t.Flags, t.External}
	if t.Sources, err = db.sourcesOf(ctx, "", named...); err != nil {
		return nil, fmt.Errorf("trace score %d: %w", id, err)
	}
	return t, nil
}

// traceColumns are the optional columns of a score in a trace. The evaluator is given by
// slug and name.
var traceColumns = func() string {
	var out []string
	for i := range model.ScoreColumns {
		switch c := &model.ScoreColumns[i]; {
		case c.CSV == "":
		case c.Name == "evaluator_id":
			out = append(out, "ev.slug AS evaluator", "ev.name AS evaluator_name")
		default:
			out = append(out, "s."+c.Name)
		}
	}
	return strings.Join(out, ", ")
}()

var traceScore = `
SELECT s.id AS score_id, ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) AS value_as_printed, s.value, mt.unit,
       b.slug AS benchmark,
       b.name || coalesce(' ' || b.version, '') || coalesce(' (' || b.split || ')', '') AS benchmark_name,
       mt.slug AS metric, sp.reported_on, ` + traceColumns + `,
       CASE WHEN EXISTS (
              SELECT 1 FROM own_evaluators w WHERE w.model_id = m.id AND w.organization_id = s.evaluator_id)
            THEN 'first_party'
            WHEN o.id IS NULL THEN (SELECT p.relationship FROM score_parties p WHERE p.score_id = s.id)
            WHEN s.evaluator_id <> m.developer_id THEN 'third_party' END AS relationship,
       s.revision,
       CASE WHEN o.id IS NULL THEN 'yes'
            WHEN EXISTS (
              SELECT 1
              FROM retractions r
              WHERE r.ingest_id = s.ingest_id
                AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.ingest_id = r.by_id))
            THEN 'no: its ingest is retracted'
            ELSE 'no: a later value counts' END AS counts,
       (SELECT d.status_when_reported FROM score_facts d WHERE d.score_id = s.id) AS status_when_reported
FROM scores s
JOIN snapshots sp ON sp.id = s.snapshot_id
JOIN benchmarks b ON b.id = s.benchmark_id
JOIN metrics mt ON mt.id = sp.metric_id
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN models m ON m.id = v.model_id
LEFT JOIN organizations ev ON ev.id = s.evaluator_id
LEFT JOIN outdated o ON o.id = s.id
WHERE s.id = ?1`

const traceListing = `
SELECT nm.name AS listed_as, nm.section, src.slug AS source,
       CASE WHEN v.slug = nm.name THEN 'slug'
            WHEN s.variant_id IS NOT NULL THEN 'alias'
            WHEN EXISTS (SELECT 1 FROM score_candidates c WHERE c.score_id = s.id) THEN 'ambiguous'
            ELSE 'unresolved' END AS resolution,
       v.slug AS variant, v.name AS variant_name, v.stage, m.slug AS model, d.slug AS developer,
       (SELECT n.note FROM listing_notes n WHERE n.source_id = sp.source_id AND n.name_id = s.name_id) AS note
FROM scores s
JOIN snapshots sp ON sp.id = s.snapshot_id
JOIN names nm ON nm.id = s.name_id
JOIN sources src ON src.id = sp.source_id
LEFT JOIN variants v ON v.id = s.variant_id
LEFT JOIN models m ON m.id = v.model_id
LEFT JOIN organizations d ON d.id = m.developer_id
WHERE s.id = ?1`

const traceCandidates = `
SELECT v.slug AS variant, c.how, a.name AS alias,
       coalesce(sc.slug, CASE WHEN a.id IS NOT NULL THEN 'all' END) AS scope, a.section, a.valid_from, a.valid_to,
       a.evidence, es.slug AS source, es.url, a.locator
FROM scores s
JOIN snapshot_days sp ON sp.id = s.snapshot_id
JOIN names nm ON nm.id = s.name_id
JOIN score_candidates c ON c.score_id = s.id
JOIN variants v ON v.id = c.variant_id
LEFT JOIN source_aliases x ON c.how = 'alias' AND x.source_id = sp.source_id AND x.variant_id = v.id
  AND x.norm = nm.norm AND (x.section IS NULL OR x.section = nm.section)
  AND (s.variant_id IS NULL OR x.may_from <= sp.last_day AND x.may_to >= sp.first_day)
LEFT JOIN aliases a ON a.id = x.alias_id
LEFT JOIN sources sc ON sc.id = a.scope_id
LEFT JOIN sources es ON es.id = a.source_id
WHERE s.id = ?1
ORDER BY v.slug, x.rank DESC, a.id`

// traceStatus selects what is on record of the status on the day, the row that decides it
// first: see status_events and reported_status. A row that holds for two reasons is named
// once.
const traceStatus = `
SELECT e.status,
       coalesce((SELECT o.slug FROM organizations o WHERE o.id = e.board_id), 'public') AS scope,
       ifnull(ev.since, e.on_date) AS since, CASE WHEN e.is_public THEN e.ends_on END AS until, src.slug AS source,
       src.title AS source_title, src.url AS source_url, coalesce(ev.locator, a.locator) AS locator,
       coalesce(ev.note, a.note) AS note
FROM reported_status s
JOIN status_events e ON e.variant_id = s.variant_id AND e.means <> 'unknown'
JOIN sources src ON src.id = e.source_id
LEFT JOIN release_events ev ON ev.id = e.event_id
LEFT JOIN availability a ON a.id = e.availability_id
WHERE s.score_id = ?1
  AND (e.counts_from <= CASE WHEN e.takes_away THEN s.reported_on ELSE s.last_day END
    OR e.near_on = s.reported_on AND e.source_id <> s.source_id)
  AND ifnull(e.ends_on > CASE WHEN e.is_public THEN s.reported_on ELSE s.last_day END, 1)
GROUP BY e.event_id, e.availability_id
ORDER BY min(e.step), e.on_date DESC, e.tie DESC, e.event_id`

const traceProtocol = `
SELECT p.setting, p.value
FROM scores s
JOIN snapshots sp ON sp.id = s.snapshot_id
JOIN (
  SELECT id, 1 AS n, 'shots' AS setting, shots AS value FROM protocols
  UNION ALL SELECT id, 2, 'cot', cot FROM protocols
  UNION ALL SELECT id, 3, 'reasoning_effort', reasoning_effort FROM protocols
  UNION ALL SELECT id, 4, 'attempts', attempts FROM protocols
  UNION ALL SELECT id, 5, 'selection', selection FROM protocols
  UNION ALL SELECT id, 6, 'temperature', temperature FROM protocols
  UNION ALL SELECT id, 7, 'harness', harness FROM protocols
  UNION ALL SELECT id, 8, 'harness_version', harness_version FROM protocols
  UNION ALL SELECT id, 9, 'tools', tools FROM protocols
  UNION ALL SELECT id, 10, 'judge', judge FROM protocols
  UNION ALL SELECT id, 11, 'scaffold', scaffold FROM protocols
  UNION ALL SELECT id, 12, 'platform', platform FROM protocols
  UNION ALL SELECT id, 13, 'style_control', style_control FROM protocols
  UNION ALL SELECT id, 14, 'item_limit', item_limit FROM protocols
  UNION ALL SELECT id, 15, 'filter', filter FROM protocols
  UNION ALL SELECT id, 16, 'extra', extra FROM protocols) p ON p.id = sp.protocol_id
WHERE s.id = ?1 AND p.value IS NOT NULL
ORDER BY p.n`

const traceExternal = `
SELECT CASE WHEN e.variant_id IS NULL THEN 'model' ELSE 'variant' END AS of, e.scheme, e.external_id, e.revision,
       src.slug AS source, e.locator
FROM scores s
JOIN variants v ON v.id = s.variant_id
JOIN external_ids e ON e.variant_id = v.id OR e.model_id = v.model_id
JOIN sources src ON src.id = e.source_id
WHERE s.id = ?1
ORDER BY 1, 2, 3, 4, 5`

const traceIngest = `
SELECT i.id AS ingest, i.path, s.line, i.sha256, i.bytes, i.map, i.started_at, i.tool_version,
       (SELECT l.command
        FROM links l
        WHERE l.id = (
          SELECT min(p.link_id) FROM link_parts p WHERE p.table_name = 'ingests' AND p.last_id >= i.id)) AS command,
       CASE WHEN EXISTS (SELECT 1 FROM kept k WHERE k.ingest_id = i.id) THEN 'yes' ELSE 'no' END AS bytes_kept,
       (SELECT r.reason
        FROM retractions r
        WHERE r.ingest_id = i.id
          AND NOT EXISTS (SELECT 1 FROM retractions x WHERE x.ingest_id = r.by_id)) AS retracted_because
FROM scores s
JOIN ingests i ON i.id = s.ingest_id
WHERE s.id = ?1`

const traceSource = `
SELECT src.slug AS source, src.kind, src.title, o.slug AS publisher, o.name AS publisher_name, src.url,
       src.archived_url, src.published_on, src.retrieved_on, src.read_from, src.note
FROM scores s
JOIN snapshots sp ON sp.id = s.snapshot_id
JOIN sources src ON src.id = sp.source_id
LEFT JOIN organizations o ON o.id = src.publisher_id
WHERE s.id = ?1`

// traceFlags returns the flags of the score itself, and the flags about its name, its
// variant and its source that are the same for all scores. It runs one query for each,
// because a compound SELECT over so large a view is nested too deeply for SQLite.
func (db *DB) traceFlags(ctx context.Context, id int64) (*Table, error) {
	from, err := db.flagsAt(ctx, "", "")
	if err != nil {
		return nil, err
	}
	cells := `SELECT severity, rule, since, message, evidence_source FROM ` + from + ` WHERE `
	const counts = `s.id = ?1 AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)`
	const source = `source_id = (
		SELECT sp.source_id FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id WHERE ` + counts + `)`
	const variant = `variant_id = (SELECT s.variant_id FROM scores s WHERE ` + counts + `)`
	const name = source + ` AND name_id = (
		SELECT s.name_id FROM scores s WHERE s.variant_id IS NULL AND ` + counts + `)`
	var all *Table
	for _, where := range []string{
		`score_id = ?1`, `rule = 'never-released' AND ` + variant, `rule = 'release-date-conflict' AND ` + variant,
		`rule IN ('placeholder-source','corrected') AND score_id IS NULL AND ` + source, `rule = 'ambiguous-name' AND ` + name,
		`rule = 'unresolved-name' AND ` + name,
	} {
		t, err := db.table(ctx, cells+where, id)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = t
			continue
		}
		all.Rows = append(all.Rows, t.Rows...)
	}
	severities := []string{"error", "warning", "note"}
	slices.SortFunc(all.Rows, func(a, b []any) int {
		text := func(r []any, i int) string { s, _ := r[i].(string); return s }
		severity := func(r []any) int { return slices.Index(severities, text(r, 0)) }
		return cmp.Or(cmp.Compare(severity(a), severity(b)), cmp.Compare(text(a, 1), text(b, 1)),
			cmp.Compare(text(a, 3), text(b, 3)))
	})
	return all, nil
}

const traceRevisions = `
WITH RECURSIVE older(id, n) AS (
  SELECT supersedes, -1 FROM scores WHERE id = ?1 AND supersedes IS NOT NULL
  UNION ALL
  SELECT s.supersedes, n - 1 FROM older CROSS JOIN scores s ON s.id = older.id WHERE s.supersedes IS NOT NULL),
newer(id, n) AS (
  SELECT id, 1 FROM scores WHERE supersedes = ?1 AND supersedes IS NOT NULL
  UNION ALL
  SELECT s.id, n + 1 FROM newer CROSS JOIN scores s ON s.supersedes = newer.id AND s.supersedes IS NOT NULL)
SELECT CASE WHEN n < 0 THEN 'supersedes' ELSE 'superseded by' END AS relation, s.id AS score_id,
       ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) AS value_as_printed, s.ci_low, s.ci_high, s.rank,
       i.id AS ingest, i.path, s.line, i.started_at
FROM (SELECT * FROM older UNION ALL SELECT * FROM newer) r
CROSS JOIN scores s ON s.id = r.id
JOIN ingests i ON i.id = s.ingest_id
ORDER BY n DESC, s.id`

const traceDisputes = `
SELECT d.topic, d.kind, d.allegation, d.alleged_by, d.alleged_on, d.source,
       d.reply_kind, d.reply, d.replied_by, d.replied_on, d.reply_source, d.about, d.reply_to, u.stands_under, d.basis, ` + speakersOf + `
FROM disputes d
JOIN statements st ON st.slug = d.statement
JOIN (
  SELECT x.statement_id, ` + standsUnder + ` AS stands_under
  FROM (
    SELECT t.statement_id,
           CASE WHEN t.variant_id = s.variant_id OR t.model_id = v.model_id
                  OR t.source_id = sp.source_id AND t.benchmark_id = s.benchmark_id AND t.listed_as = nm.name
                    AND ifnull(t.reported_on = sp.reported_on, t.reported_on IS NULL) THEN 0
                WHEN t.listed_as IS NOT NULL THEN NULL
                WHEN src.kind = 'leaderboard' AND (t.source_id = sp.source_id OR t.organization_id = src.publisher_id)
                  THEN 1
                WHEN t.source_id = sp.source_id THEN 2
                WHEN t.benchmark_id = s.benchmark_id THEN 3 END AS place
    FROM scores s
    JOIN snapshots sp ON sp.id = s.snapshot_id
    JOIN sources src ON src.id = sp.source_id
    JOIN names nm ON nm.id = s.name_id
    CROSS JOIN statement_targets t
    LEFT JOIN variants v ON v.id = s.variant_id
    WHERE s.id = ?1) x
  WHERE x.place IS NOT NULL
  GROUP BY x.statement_id) u ON u.statement_id = st.id
ORDER BY d.alleged_on, d.statement, d.replied_on, d.reply_statement`

// A ScoreFilter selects scores by slugs, by day, YYYY-MM-DD, and by the name as printed; ""
// matches all.
type ScoreFilter struct{ Variant, Benchmark, Source, Day, Name string }

// FindScores returns at most limit scores that match the filter, including superseded
// ones.
func (db *DB) FindScores(ctx context.Context, f ScoreFilter, limit int) (*Table, error) {
	return db.table(ctx, `
		SELECT s.id AS score_id, v.slug AS variant, nm.name AS listed_as, b.slug AS benchmark,
		       ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')) AS value_as_printed, sp.reported_on,
		       src.slug AS source, CASE WHEN o.id IS NULL THEN 'yes' ELSE 'no' END AS counts
		FROM scores s
		JOIN snapshots sp ON sp.id = s.snapshot_id
		JOIN names nm ON nm.id = s.name_id
		JOIN sources src ON src.id = sp.source_id
		JOIN benchmarks b ON b.id = s.benchmark_id
		LEFT JOIN variants v ON v.id = s.variant_id
		LEFT JOIN outdated o ON o.id = s.id
		WHERE (?1 = '' OR s.variant_id = (SELECT id FROM variants WHERE slug = ?1))
		  AND (?2 = '' OR s.benchmark_id = (SELECT id FROM benchmarks WHERE slug = ?2))
		  AND (?3 = '' OR sp.source_id = (SELECT id FROM sources WHERE slug = ?3))
		  AND (?4 = '' OR sp.reported_on = ?4)
		  AND (?5 = '' OR s.variant_id IS NULL AND s.name_id IN (SELECT id FROM names WHERE name = ?5))
		ORDER BY s.id
		LIMIT ?6`, f.Variant, f.Benchmark, f.Source, f.Day, f.Name, limit)
}

// ScoreDays returns the days of the scores that match the filter apart from its day, in
// order.
func (db *DB) ScoreDays(ctx context.Context, f ScoreFilter) ([]string, error) {
	t, err := db.table(ctx, `
		SELECT DISTINCT sp.reported_on
		FROM scores s
		JOIN snapshots sp ON sp.id = s.snapshot_id
		WHERE (?1 = '' OR s.variant_id = (SELECT id FROM variants WHERE slug = ?1))
		  AND (?2 = '' OR s.benchmark_id = (SELECT id FROM benchmarks WHERE slug = ?2))
		  AND (?3 = '' OR sp.source_id = (SELECT id FROM sources WHERE slug = ?3))
		  AND (?4 = '' OR s.variant_id IS NULL AND s.name_id IN (SELECT id FROM names WHERE name = ?4))
		ORDER BY 1`, f.Variant, f.Benchmark, f.Source, f.Name)
	if err != nil {
		return nil, fmt.Errorf("days of scores: %w", err)
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, r[0].(string))
	}
	return out, nil
}
