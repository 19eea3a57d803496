package query

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// DatedKinds are the kinds that ListAsOf can list: those about which something
// is dated.
var DatedKinds = []string{"variants", "models", "benchmarks", "sources", "listings", "disputes", "ingests"}

// listVariants lists variants with their status on the day ?2, YYYY-MM-DD, or
// today if that is blank. The status is the one that score_details gives a score
// reported on that day: a month or a year without a day counts in the variant's
// favour, what was taken away and given back is back, and a board speaks where
// nothing public is on record. known_since is the first day of all that is dated
// about the variant.
const listVariants = `
	SELECT v.slug AS variant, m.slug AS model, o.slug AS developer, v.stage, v.build, v.precision,
	       coalesce(
	         (SELECT status FROM (
	            SELECT e.status, e.on_date, CASE
	                WHEN e.status IN ('deprecated','withdrawn','retired') THEN
	                  CASE WHEN EXISTS (SELECT 1 FROM standing_events n WHERE n.variant_id = e.variant_id AND n.board_id IS NULL AND n.status IN ('preview','released')
	                                      AND n.on_date > e.on_date AND n.on_date <= d.day) THEN 9 ELSE 0 END
	                WHEN e.status = 'released' THEN 1 WHEN e.status = 'preview' THEN 2 WHEN e.status = 'cancelled' THEN 3 ELSE 4 END AS step
	            FROM standing_events e
	            WHERE e.variant_id = v.id AND e.board_id IS NULL AND e.on_date <= d.day
	              AND (e.status IN ('preview','released') OR substr(e.on_date || '-99-99', 1, 10) <= d.day))
	          ORDER BY step, on_date DESC, status DESC LIMIT 1),
	         (SELECT e.status || ' (' || b.slug || ' only)' FROM standing_events e JOIN organizations b ON b.id = e.board_id
	          WHERE e.variant_id = v.id AND substr(e.on_date || '-99-99', 1, 10) <= d.day ORDER BY e.on_date DESC, e.id LIMIT 1),
	         'unknown') AS status,
	       (SELECT min(e.on_date) FROM standing_events e WHERE e.variant_id = v.id AND e.board_id IS NULL AND e.status IN ('released','preview') AND e.on_date <= d.day) AS released_on,
	       (SELECT count(*) FROM scores c JOIN snapshots sp ON sp.id = c.snapshot_id
	        WHERE c.variant_id = v.id AND (?2 = '' OR sp.reported_on <= d.day) AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)) AS scores`

const ofVariants = `
	FROM (SELECT CASE ?2 WHEN '' THEN date('now') ELSE ?2 END AS day) d, variants v JOIN models m ON m.id = v.model_id LEFT JOIN organizations o ON o.id = m.developer_id
	WHERE ?1 = '' OR m.slug = ?1`

// variantKnownSince is the first day of all that is dated about variant v, NULL
// if nothing is.
const variantKnownSince = `(SELECT min(first) FROM (
	SELECT min(on_date) AS first FROM standing_events WHERE variant_id = v.id
	UNION ALL SELECT min(sp.reported_on) FROM scores c JOIN snapshots sp ON sp.id = c.snapshot_id WHERE c.variant_id = v.id
	UNION ALL SELECT min(from_on) FROM availability WHERE variant_id = v.id
	UNION ALL SELECT min(as_of) FROM specs WHERE variant_id = v.id))`

// ListAsOf returns what List returned on a day, YYYY-MM-DD, if all that is dated
// up to it, and nothing later, had been on record then. A thing about which all
// that is dated is later is left out; one without any date stays and is called
// undated. Names, aliases and the catalogue are as recorded today.
func (db *DB) ListAsOf(ctx context.Context, kind, model, day string) (*Table, error) {
	switch kind {
	case "variants":
		return db.table(ctx, `SELECT variant, model, developer, stage, build, precision, status, released_on, scores, ifnull(known_since, 'undated') AS known_since
			FROM (`+listVariants+`, `+variantKnownSince+` AS known_since`+ofVariants+`) WHERE known_since IS NULL OR known_since <= ?2 ORDER BY developer, model, variant`, model, day)
	case "models":
		return db.table(ctx, `
			SELECT model, name, developer, family, variants, CASE WHEN known_since <= ?2 THEN known_since ELSE 'undated' END AS known_since
			FROM (SELECT m.slug AS model, m.name, o.slug AS developer, m.family, count(v.id) AS n,
			             count(CASE WHEN ifnull(v.known_since, '') <= ?2 THEN v.id END) AS variants, min(v.known_since) AS known_since
			      FROM models m LEFT JOIN organizations o ON o.id = m.developer_id
			      LEFT JOIN (SELECT v.id, v.model_id, `+variantKnownSince+` AS known_since FROM variants v) v ON v.model_id = m.id
			      WHERE ?1 = '' OR m.slug = ?1 GROUP BY m.id)
			WHERE n = 0 OR variants > 0 ORDER BY model`, model, day)
	case "benchmarks":
		return db.table(ctx, `
			SELECT benchmark, name, version, split, access, n_items, scores, ifnull(known_since, 'undated') AS known_since
			FROM (SELECT b.slug AS benchmark, b.name, b.version, b.split, b.access, b.n_items, count(CASE WHEN sp.reported_on <= ?2 THEN 1 END) AS scores,
			             coalesce(min(b.released_on, min(sp.reported_on)), b.released_on, min(sp.reported_on)) AS known_since, count(s.id) AS ever
			      FROM benchmarks b
			      LEFT JOIN scores s ON s.benchmark_id = b.id AND (?1 = '' OR s.variant_id IN (SELECT v.id FROM variants v JOIN models m ON m.id = v.model_id WHERE m.slug = ?1))
			      LEFT JOIN snapshots sp ON sp.id = s.snapshot_id
			      GROUP BY b.id)
			WHERE (known_since IS NULL OR known_since <= ?2) AND (?1 = '' OR scores > 0) ORDER BY benchmark`, model, day)
	case "sources":
		return db.table(ctx, `
			SELECT source, kind, publisher, CASE WHEN published_on <= ?1 THEN published_on END AS published_on, title, url, coalesce(there_on, 'retrieved on ' || retrieved_on, 'undated') AS known_since
			FROM (SELECT s.slug AS source, s.kind, o.slug AS publisher, s.published_on, s.retrieved_on, s.title, s.url,
			             (SELECT min(d) FROM (SELECT s.published_on AS d UNION ALL SELECT min(sp.reported_on) FROM snapshots sp WHERE sp.source_id = s.id)) AS there_on  -- a board goes on printing
			      FROM sources s LEFT JOIN organizations o ON o.id = s.publisher_id)
			WHERE coalesce(there_on, retrieved_on, '') <= ?1 ORDER BY source`, day)
	case "listings":
		return db.table(ctx, `
			SELECT l.source, l.name AS listed_as, l.section, l.resolution,
			       coalesce(l.variant, (SELECT group_concat(slug, ' or ') FROM (SELECT c2.slug FROM listing_candidates c JOIN variants c2 ON c2.id = c.variant_id WHERE c.source_id = l.source_id AND c.name_id = l.name_id ORDER BY c2.slug))) AS stands_for,
			       (SELECT count(*) FROM snapshots sp JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = l.name_id WHERE sp.source_id = l.source_id AND sp.reported_on <= ?2) AS scores,
			       ifnull(l.first_on, 'undated') AS known_since
			FROM listings l
			WHERE (l.first_on IS NULL OR l.first_on <= ?2)
			  AND (?1 = '' OR EXISTS (SELECT 1 FROM listing_candidates c JOIN variants cv ON cv.id = c.variant_id JOIN models m ON m.id = cv.model_id WHERE c.source_id = l.source_id AND c.name_id = l.name_id AND m.slug = ?1))
			ORDER BY l.source, l.name, l.section`, model, day)
	case "disputes":
		return db.table(ctx, `
			SELECT topic, about, kind, alleged_by, ifnull(alleged_on, 'undated') AS alleged_on, allegation, source, reply_kind, replied_by,
			       CASE WHEN reply_kind IS NOT NULL THEN ifnull(replied_on, 'undated') END AS replied_on, reply, reply_source
			FROM (`+disputesAsOf+`) d WHERE :model = '' OR ', ' || about || ',' LIKE '%, ' || :model || '%' ORDER BY d.alleged_on, statement, d.replied_on, reply_statement`,
			sql.Named("model", model), sql.Named("day", day))
	case "ingests":
		return db.table(ctx, `SELECT id, started_at, path, map, lines, header, accepted, rejected, dropped, blank, cells, added, unchanged, revised, missing, bytes, substr(sha256, 1, 12) AS sha256, tool_version
			FROM ingests WHERE substr(started_at, 1, 10) <= ?1 ORDER BY id`, day)
	}
	if slices.Contains(Kinds, kind) {
		return nil, fmt.Errorf("nothing about %s is dated", kind)
	}
	return db.List(ctx, kind, model) // says what there is
}

// disputesAsOf is the view disputes with nothing said after the day :day: an
// allegation whose replies all came later stands once, without a reply.
const disputesAsOf = `
	SELECT DISTINCT topic, about, allegation, alleged_by, alleged_on,
	       CASE WHEN ifnull(replied_on, '') <= :day THEN reply_kind END AS reply_kind, CASE WHEN ifnull(replied_on, '') <= :day THEN reply END AS reply,
	       CASE WHEN ifnull(replied_on, '') <= :day THEN replied_by END AS replied_by, CASE WHEN replied_on <= :day THEN replied_on END AS replied_on,
	       source, CASE WHEN ifnull(replied_on, '') <= :day THEN reply_source END AS reply_source,
	       kind, statement, CASE WHEN ifnull(replied_on, '') <= :day THEN reply_statement END AS reply_statement, basis
	FROM disputes
	WHERE ifnull(alleged_on, '') <= :day
	  AND (ifnull(replied_on, '') <= :day OR NOT EXISTS (
	    SELECT 1 FROM statements a JOIN statements r ON r.reply_to_id = a.id WHERE a.slug = disputes.statement AND ifnull(r.said_on, '') <= :day))`
