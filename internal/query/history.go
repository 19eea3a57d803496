package query

import (
	"context"
	"fmt"
)

// History lists everything that was recorded about the rows with a slug, or about a name
// as printed, in the order of recording: changes of cells, release events and aliases with
// their corrections, scores with their revisions, and retractions.
func (db *DB) History(ctx context.Context, name string) (*Table, error) {
	t, err := db.table(ctx, historySQL, name)
	if err != nil {
		return nil, fmt.Errorf("history of %s: %w", name, err)
	}
	return t, nil
}

// historySQL finds the scores by the ids of names and variants, on their indexes.
const historySQL = `
WITH whose(id, slug) AS MATERIALIZED (
  SELECT id, slug FROM variants WHERE slug = ?1
  UNION
  SELECT v.id, v.slug FROM variants v JOIN models m ON m.id = v.model_id WHERE m.slug = ?1),
about(id) AS MATERIALIZED (
  SELECT s.id FROM scores s WHERE s.variant_id IN (SELECT id FROM whose)
  UNION
  SELECT s.id
  FROM names nm
  CROSS JOIN snapshots sp
  CROSS JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = nm.id
  WHERE nm.name = ?1
  UNION
  SELECT s.id
  FROM snapshots sp
  CROSS JOIN scores s ON s.snapshot_id = sp.id
  WHERE sp.source_id = (SELECT id FROM sources WHERE slug = ?1)
  UNION
  SELECT s.id
  FROM snapshots sp
  CROSS JOIN scores s ON s.snapshot_id = sp.id
  WHERE sp.benchmark_id = (SELECT id FROM benchmarks WHERE slug = ?1)),
brought(ingest_id) AS MATERIALIZED (
  SELECT DISTINCT s.ingest_id FROM about a JOIN scores s ON s.id = a.id),
gone(ingest_id, id, at, reason) AS MATERIALIZED (
  SELECT ingest_id, by_id, at, reason FROM retractions),
facts(table_name, id, part, what, about, old, new) AS MATERIALIZED (
  SELECT 'release_events', e.id, 4, 'event', v.slug || ' | ' || coalesce(o.slug, 'public') || ' | ' || s.slug,
         NULL, e.status || ' on ' || e.on_date
  FROM whose v
  JOIN release_events e ON e.variant_id = v.id
  JOIN sources s ON s.id = e.source_id
  LEFT JOIN organizations o ON o.id = e.board_id
  UNION ALL
  SELECT 'event_corrections', c.id, 5, 'event taken back',
         v.slug || ' | ' || coalesce(o.slug, 'public') || ' | ' || es.slug,
         c.status || ' on ' || c.on_date, c.reason || ' (' || s.slug || ')'
  FROM whose v
  JOIN event_corrections c ON c.variant_id = v.id
  JOIN sources s ON s.id = c.source_id
  JOIN sources es ON es.id = c.event_source_id
  LEFT JOIN organizations o ON o.id = c.board_id
  UNION ALL
  SELECT 'aliases', a.id, 6, 'alias',
         '"' || a.name || '" in ' || coalesce(sc.slug, 'all') || coalesce(' | ' || a.section, '')
           || coalesce(' | from ' || a.valid_from, '') || coalesce(' | to ' || a.valid_to, ''),
         NULL, v.slug || ' (' || s.slug || ')'
  FROM aliases a
  JOIN variants v ON v.id = a.variant_id
  JOIN sources s ON s.id = a.source_id
  LEFT JOIN sources sc ON sc.id = a.scope_id
  WHERE a.name = ?1 OR a.variant_id IN (SELECT id FROM whose)
  UNION ALL
  SELECT 'alias_corrections', c.id, 7, CASE c.verdict WHEN 'wrong' THEN 'alias taken back' ELSE 'alias again' END,
         '"' || c.name || '" in ' || coalesce(sc.slug, 'all') || coalesce(' | ' || c.section, '')
           || coalesce(' | from ' || c.valid_from, '') || coalesce(' | to ' || c.valid_to, ''),
         v.slug, c.reason || ' (' || s.slug || ')'
  FROM alias_corrections c
  JOIN variants v ON v.id = c.variant_id
  JOIN sources s ON s.id = c.source_id
  LEFT JOIN sources sc ON sc.id = c.scope_id
  WHERE c.name = ?1 OR c.variant_id IN (SELECT id FROM whose)
  UNION ALL
  SELECT 'statement_corrections', c.id, 8, CASE c.verdict WHEN 'wrong' THEN 'statement called wrong'
           ELSE 'statement again' END,
         st.slug || ' | ' || es.slug, st.text, c.reason || ' (' || s.slug || ')'
  FROM statement_corrections c
  JOIN statements st ON st.id = c.statement_id
  JOIN sources es ON es.id = st.source_id
  JOIN sources s ON s.id = c.source_id
  WHERE st.slug = ?1 OR EXISTS (
    SELECT 1
    FROM statement_targets t
    LEFT JOIN variants v ON v.id IN (SELECT id FROM whose)
    WHERE t.statement_id = st.id AND (t.variant_id = v.id OR t.model_id = v.model_id))),
-- Rows of these tables do not name their ingest: the first link of the chain that covers one brought it.
came(table_name, id, link, upto, after) AS MATERIALIZED (
  SELECT table_name, id, link,
         (SELECT max(p.last_id) FROM link_parts p WHERE p.table_name = 'ingests' AND p.link_id <= link),
         ifnull((SELECT max(p.last_id) FROM link_parts p WHERE p.table_name = 'ingests' AND p.link_id < link), 0)
  FROM (
    SELECT f.table_name, f.id,
           (SELECT min(p.link_id) FROM link_parts p WHERE p.table_name = f.table_name AND p.last_id >= f.id) AS link
    FROM facts f)),
dated(table_name, id, at, upto, ingest) AS MATERIALIZED (
  SELECT c.table_name, c.id, (SELECT l.made_at FROM links l WHERE l.id = c.link), c.upto,
         (SELECT CASE count(*) WHEN 1 THEN min(i.id) END
          FROM ingests i
          WHERE i.id > c.after AND i.id <= c.upto AND i.map = 'canonical:' || c.table_name AND i.added > 0)
  FROM came c)
SELECT at, ingest, what, about, old, new, path
FROM (
  SELECT i.started_at AS at, i.id AS ingest, 'changed' AS what,
         c.table_name || ' ' || c.row_key || ': ' || c.column_name AS about, c.old_value AS old, c.new_value AS new,
         i.path, 1 AS part, c.id AS n, c.ingest_id AS upto
  FROM changes c
  JOIN ingests i ON i.id = c.ingest_id
  WHERE c.row_key = ?1
    OR c.row_key LIKE replace(replace(replace(?1, '\', '\\'), '%', '\%'), '_', '\_') || ' | %' ESCAPE '\'
  UNION ALL
  SELECT i.started_at, i.id, CASE WHEN s.supersedes IS NULL THEN 'score' ELSE 'revised' END,
         src.slug || ' | ' || nm.name || ' | ' || b.slug || ' | ' || sp.reported_on,
         ifnull(o.printed, rtrim(rtrim(o.value, '0'), '.')), ifnull(s.printed, rtrim(rtrim(s.value, '0'), '.')),
         i.path, 2, s.id, s.ingest_id
  FROM about a
  JOIN scores s ON s.id = a.id
  JOIN ingests i ON i.id = s.ingest_id
  JOIN snapshots sp ON sp.id = s.snapshot_id
  JOIN sources src ON src.id = sp.source_id
  JOIN names nm ON nm.id = s.name_id
  JOIN benchmarks b ON b.id = s.benchmark_id
  LEFT JOIN scores o ON o.id = s.supersedes
  UNION ALL
  SELECT d.at, d.ingest, f.what, f.about, f.old, f.new,
         (SELECT i.path FROM ingests i WHERE i.id = d.ingest), f.part, f.id, d.upto
  FROM facts f
  JOIN dated d ON d.table_name = f.table_name AND d.id = f.id
  UNION ALL
  SELECT g.at, g.id, 'retracted', 'ingest ' || g.ingest_id, NULL, g.reason, i.path, 3, g.id, g.id
  FROM gone g
  JOIN ingests i ON i.id = g.ingest_id
  WHERE g.ingest_id IN (SELECT ingest_id FROM brought)
    OR g.ingest_id IN (SELECT x.id FROM gone x WHERE x.ingest_id IN (SELECT ingest_id FROM brought)))
ORDER BY ifnull(ingest, upto), part, n`
