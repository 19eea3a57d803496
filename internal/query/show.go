package query

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// A Page is everything on record about one variant.
type Page struct {
	AsOf      string // YYYY-MM-DD; "" for everything on record
	Variant   *Table // one row
	Status    *Table // its release events with their sources
	Scores    *Table // current scores with their flags
	Flags     *Table // flags that hold today, about its scores, the variant itself and its names
	Channels  *Table // where it is available
	Context   *Table // context windows, claimed, served and measured: one row for each statement
	Specs     *Table // other numbers
	License   *Table // zero or one row
	Disputes  *Table // allegations and criticism about it, its model or its licence (stands_under: itself), or about a board or a benchmark on which it has scores, with the replies
	Names     *Table // names that resolve to it
	Relatives *Table // other variants of the model
	TakenBack *Table // release events and names that no longer count, with the reasons
	External  *Table // what other systems call it or its model
	Now       *Table // its status today, or on the day: a row as List gives it; none if it was not known on the day
	Sources   *Table // every source that the other tables name
}

// A pagePart is a table of a page and the query that fills it. The parameters of the query
// are :variant, a slug, and those of dayArgs.
type pagePart struct {
	to    **Table
	query string
}

// VariantPage returns the page of the variant with the given slug: everything on record
// or, with a day (YYYY-MM-DD), what is dated up to that day. A page as of a day also shows
// what has no date, and says so, but it has no notes, because they have no date. The
// licence, the names and the catalogue are as recorded today. The page is nil if there is
// no such variant.
func (db *DB) VariantPage(ctx context.Context, slug, day string) (*Page, error) {
	p := &Page{AsOf: day}
	args := append(dayArgs(day), sql.Named("variant", slug))
	flags, err := db.flagsAt(ctx, day, `:day`)
	if err != nil {
		return nil, err
	}
	for _, part := range p.parts(flags) {
		t, err := db.table(ctx, part.query, args...)
		if err != nil {
			return nil, err
		}
		*part.to = t
		if part.to == &p.Variant && len(t.Rows) == 0 {
			return nil, nil
		}
	}
	if err := db.fillFlags(ctx, p, flags, args); err != nil {
		return nil, err
	}
	if p.Sources, err = db.sourcesOf(ctx, day, p.Variant, p.Status, p.Scores, p.Flags, p.Channels, p.Context, p.Specs,
		p.License, p.Disputes, p.Names, p.TakenBack, p.External); err != nil {
		return nil, err
	}
	return p, nil
}

// sourcesOf returns the sources that tables name in a column of sources, by slug. With a
// day, it leaves out days after it.
func (db *DB) sourcesOf(ctx context.Context, day string, tables ...*Table) (*Table, error) {
	named := map[string]bool{}
	for _, t := range tables {
		for i, c := range t.Columns {
			if c != "source" && c != "corrected_by" && c != "evidence_source" && !strings.HasSuffix(c, "_source") {
				continue
			}
			for _, r := range t.Rows {
				if s, ok := r[i].(string); ok {
					named[s] = true
				}
			}
		}
	}
	list, err := json.Marshal(slices.Sorted(maps.Keys(named)))
	if err != nil {
		return nil, err
	}
	return db.table(ctx, `
		SELECT s.slug AS source, s.kind, s.title, o.name AS publisher,
		       CASE WHEN s.published_on <= :day THEN s.published_on END AS published_on,
		       CASE WHEN s.retrieved_on <= :day THEN s.retrieved_on END AS retrieved_on, s.url, s.archived_url
		FROM sources s
		LEFT JOIN organizations o ON o.id = s.publisher_id
		WHERE s.slug IN (SELECT value FROM json_each(:sources))
		ORDER BY s.slug`, append(dayArgs(day), sql.Named("sources", string(list)))...)
}

// parts returns the queries of a page. flags is a table expression of the flags that hold.
// A page as of a day has another column for the variant.
func (p *Page) parts(flags string) []pagePart {
	knownSince := ``
	if p.AsOf != "" {
		knownSince = `,
			       CASE WHEN ` + variantKnownSince + ` > :day THEN 'later'
			            ELSE ifnull(` + variantKnownSince + `, :undated) END AS known_since`
	}
	return []pagePart{
		{&p.Variant, `
			SELECT v.slug AS variant, v.name, m.slug AS model, m.name AS model_name, o.name AS developer,
			       v.stage, v.build, v.snapshot, v.precision, p.slug AS parent, v.parent_relation, l.slug AS license,
			       s.slug AS source, CASE WHEN :undated IS NULL THEN v.note END AS note` + knownSince + `
			FROM variants v
			JOIN models m ON m.id = v.model_id
			LEFT JOIN organizations o ON o.id = m.developer_id
			LEFT JOIN variants p ON p.id = v.parent_id
			LEFT JOIN licenses l ON l.id = v.license_id
			LEFT JOIN sources s ON s.id = v.source_id
			WHERE v.slug = :variant`},
		// A preview or a release known to the month counts from its first day, every other event from the next month.
		{&p.Status, `
			SELECT since,
			       (SELECT min(n.since)
			        FROM variant_status n
			        WHERE n.variant_id = s.variant_id AND n.scope = s.scope AND n.since > s.since AND n.since <= :day
			          AND (n.status IN ('preview','released') OR substr(n.since || '-99-99', 1, 10) <= :day)) AS until,
			       status, scope, source, locator, CASE WHEN :undated IS NULL THEN note END AS note,
			       source_title, source_url, channel, region, precision, from_on
			FROM variant_status s
			WHERE variant = :variant AND since <= :day
			  AND (status IN ('preview','released') OR substr(since || '-99-99', 1, 10) <= :day)
			ORDER BY since, scope <> 'public', scope, status`},
		{&p.Scores, `
			SELECT d.score_id, d.benchmark, d.metric, d.unit, d.value_as_printed, d.ci_low, d.ci_high,
			       d.sample_size, d.rank, d.reported_on, d.status_when_reported, d.evaluator,
			       d.relationship, d.source, d.listed_as, NULL AS flags, d.settings, d.section, o.name AS evaluator_name,
			       ` + benchmarkName + `, d.stderr, d.ci_level, d.value
			FROM score_facts d
			JOIN benchmarks b ON b.id = d.benchmark_id
			LEFT JOIN organizations o ON o.slug = d.evaluator
			WHERE d.variant = :variant AND d.reported_on <= :day
			ORDER BY d.benchmark, d.metric, d.reported_on, d.source, d.score_id`},
		{&p.Flags, `
			SELECT severity, rule, score_id, benchmark, source, since, message, evidence_source
			FROM ` + flags + `
			WHERE variant = :variant
			ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rule, since, benchmark,
			         score_id`},
		{&p.Channels, `
			SELECT a.channel, o.name AS provider, a.product, ifnull(a.from_on, :undated) AS from_on,
			       CASE WHEN a.to_on <= :day THEN a.to_on END AS to_on, s.slug AS source, a.locator,
			       CASE WHEN :undated IS NULL THEN a.note END AS note
			FROM availability a
			JOIN variants v ON v.id = a.variant_id
			JOIN organizations o ON o.id = a.provider_id
			JOIN sources s ON s.id = a.source_id
			WHERE v.slug = :variant AND ifnull(a.from_on, '') <= :day
			ORDER BY a.channel, o.name, a.product, a.from_on, s.slug`},
		{&p.Context, `
			SELECT c.basis, o.name AS by, c.product, c.value AS tokens, ifnull(c.as_of, :undated) AS as_of,
			       s.slug AS source, s.kind AS source_kind,
			       CASE WHEN :undated IS NULL THEN c.note END AS note
			FROM specs c
			JOIN variants v ON v.id = c.variant_id
			LEFT JOIN organizations o ON o.id = c.provider_id
			JOIN sources s ON s.id = c.source_id
			WHERE v.slug = :variant AND c.attribute = 'context_tokens' AND ifnull(c.as_of, '') <= :day
			ORDER BY CASE c.basis WHEN 'claimed' THEN 0 WHEN 'served' THEN 1 ELSE 2 END, s.kind = 'aggregator', c.value,
			         o.name, c.as_of, s.slug`},
		{&p.Specs, `
			SELECT c.attribute, c.basis, o.name AS by, c.product, coalesce(c.value_text, c.value) AS value,
			       ifnull(c.as_of, :undated) AS as_of, s.slug AS source,
			       CASE WHEN :undated IS NULL THEN c.note END AS note
			FROM specs c
			JOIN variants v ON v.id = c.variant_id
			LEFT JOIN organizations o ON o.id = c.provider_id
			JOIN sources s ON s.id = c.source_id
			WHERE v.slug = :variant AND c.attribute <> 'context_tokens' AND ifnull(c.as_of, '') <= :day
			ORDER BY c.attribute, c.basis, c.value, c.as_of, s.slug`},
		{&p.License, `
			SELECT l.slug AS license, l.name,
			       CASE l.osi_approved WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'unknown' END AS osi_approved,
			       l.commercial_use, l.conditions, l.url, s.slug AS source, l.locator
			FROM variants v
			JOIN licenses l ON l.id = v.license_id
			LEFT JOIN sources s ON s.id = l.source_id
			WHERE v.slug = :variant`},
		{&p.Disputes, `
			SELECT d.topic, d.kind, d.allegation, d.alleged_by, ifnull(d.alleged_on, :undated) AS alleged_on,
			       d.source, d.basis, d.reply_kind, d.reply, d.replied_by,
			       CASE WHEN d.reply_kind IS NOT NULL THEN ifnull(d.replied_on, :undated) END AS replied_on,
			       d.reply_source, d.about, d.reply_to, u.stands_under, ` + speakersOf + `
			FROM (` + disputesUpTo + `) d
			JOIN statements st ON st.slug = d.statement
			JOIN (
			  SELECT x.statement_id, ` + standsUnder + ` AS stands_under
			  FROM (
			    SELECT t.statement_id,
			           CASE WHEN t.variant_id = v.id OR t.model_id = v.model_id OR t.license_id = v.license_id
			                  OR t.listed_as IS NOT NULL AND EXISTS (
			                    SELECT 1
			                    FROM scores s
			                    JOIN snapshots sp ON sp.id = s.snapshot_id
			                    JOIN names nm ON nm.id = s.name_id
			                    WHERE s.variant_id = v.id AND s.benchmark_id = t.benchmark_id
			                      AND sp.source_id = t.source_id AND nm.name = t.listed_as
			                      AND ifnull(sp.reported_on = t.reported_on, t.reported_on IS NULL)) THEN 0
			                WHEN t.listed_as IS NULL THEN (
			                    SELECT min(CASE WHEN s.benchmark_id = t.benchmark_id THEN 3
			                                    WHEN src.kind = 'leaderboard' THEN 1
			                                    ELSE 2 END)
			                    FROM scores s
			                    JOIN snapshots sp ON sp.id = s.snapshot_id
			                    JOIN sources src ON src.id = sp.source_id
			                    WHERE s.variant_id = v.id AND sp.reported_on <= :day
			                      AND (s.benchmark_id = t.benchmark_id OR sp.source_id = t.source_id
			                        OR src.kind = 'leaderboard' AND src.publisher_id = t.organization_id)) END AS place
			    FROM statement_targets t
			    JOIN variants v ON v.slug = :variant) x
			  WHERE x.place IS NOT NULL
			  GROUP BY x.statement_id) u ON u.statement_id = st.id
			ORDER BY d.alleged_on, d.statement, d.replied_on, d.reply_statement`},
		{&p.Names, `
			SELECT nm.name, src.slug AS source, nm.section,
			       CASE nm.name WHEN :variant THEN 'slug' ELSE 'alias' END AS resolution
			FROM variants v
			JOIN scores s ON s.variant_id = v.id
			JOIN snapshots sp ON sp.id = s.snapshot_id
			JOIN names nm ON nm.id = s.name_id
			JOIN sources src ON src.id = sp.source_id
			WHERE v.slug = :variant AND sp.reported_on <= :day
			UNION
			SELECT nm.name, src.slug, nm.section, 'ambiguous'
			FROM (` + namesOfVariant + `) nm
			CROSS JOIN scores s ON s.name_id = nm.id AND s.variant_id IS NULL
			JOIN snapshots sp ON sp.id = s.snapshot_id
			JOIN sources src ON src.id = sp.source_id
			WHERE sp.reported_on <= :day AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)
			  AND EXISTS (
			    SELECT 1
			    FROM score_candidates c
			    WHERE c.score_id = s.id AND c.variant_id = (SELECT id FROM variants WHERE slug = :variant))
			UNION
			SELECT nm.name, src.slug, nm.section,
			       CASE (SELECT count(DISTINCT o.variant_id)
			             FROM listing_candidates o
			             WHERE o.source_id = n.source_id AND o.name_id = n.name_id)
			         WHEN 1 THEN c.how ELSE 'ambiguous' END
			FROM (` + namesOfVariant + `) nm
			CROSS JOIN listing_notes n ON n.name_id = nm.id
			JOIN sources src ON src.id = n.source_id
			JOIN listing_candidates c ON c.source_id = n.source_id AND c.name_id = n.name_id
			WHERE c.variant_id = (SELECT id FROM variants WHERE slug = :variant)
			  AND coalesce(src.published_on, src.retrieved_on, '') <= :day
			  AND NOT EXISTS (
			    SELECT 1
			    FROM snapshots sp
			    CROSS JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = n.name_id
			    WHERE sp.source_id = n.source_id)
			ORDER BY resolution, name, source, section`},
		{&p.Relatives, `
			SELECT v.slug AS variant, v.stage, v.precision,
			       (SELECT min(e.on_date)
			        FROM standing_events e
			        WHERE e.variant_id = v.id AND e.board_id IS NULL AND e.status = 'released'
			          AND e.on_date <= :day) AS released_on
			FROM variants me
			JOIN variants v ON v.model_id = me.model_id AND v.id <> me.id
			WHERE me.slug = :variant AND ifnull(` + variantKnownSince + `, '') <= :day
			ORDER BY v.slug`},
		{&p.TakenBack, takenBack},
		{&p.External, `
			SELECT CASE WHEN e.variant_id IS NULL THEN 'model' ELSE 'variant' END AS of, e.scheme, e.external_id, e.revision,
			       s.slug AS source, e.locator
			FROM variants v
			JOIN external_ids e ON e.variant_id = v.id OR e.model_id = v.model_id
			JOIN sources s ON s.id = e.source_id
			WHERE v.slug = :variant
			ORDER BY 1, 2, 3, 4, 5`},
		{&p.Now, `
			SELECT variant, status, released_on
			FROM (` + statusOfVariants + ` WHERE v.slug = :variant)
			WHERE known_since IS NULL OR known_since <= :day`},
	}
}

// benchmarkName is the name of benchmark b with its version and split.
const benchmarkName = `b.name || coalesce(' ' || b.version, '') || coalesce(' (' || b.split || ')', '') AS benchmark_name`

// speakersOf has the organizations of those who speak in a dispute d with its statement st, and how the reply
// is known.
const speakersOf = `d.statement,
	(SELECT o.name FROM organizations o WHERE o.id = st.organization_id) AS alleged_for,
	(SELECT o.name FROM statements r JOIN organizations o ON o.id = r.organization_id WHERE r.slug = d.reply_statement)
	  AS replied_for,
	CASE WHEN d.reply IS NOT NULL THEN (SELECT r.basis FROM statements r WHERE r.slug = d.reply_statement) END
	  AS reply_basis, d.concerns`

// namesOfVariant selects the names that can mean a variant.
const namesOfVariant = `
	SELECT n.*
	FROM names n
	WHERE n.name = :variant OR n.norm IN (
	  SELECT a.norm FROM standing_aliases a JOIN variants v ON v.id = a.variant_id WHERE v.slug = :variant)`

// standsUnder says, for the targets of a statement that are of interest, under what it stands:
// the closest of place 0, the subject of the page itself, 1, 2 and 3.
const standsUnder = `CASE min(x.place) WHEN 0 THEN 'itself' WHEN 1 THEN 'the board' WHEN 2 THEN 'the source' ELSE 'the benchmark' END`

// takenBack selects the records about a variant that no longer count, with the source that
// corrects each and its day.
const takenBack = `
	SELECT 'event' AS what, e.status AS name, e.on_date, coalesce(o.slug, 'public') AS scope, NULL AS section,
	       es.slug AS source, c.reason, s.slug AS corrected_by, coalesce(s.published_on, s.retrieved_on) AS corrected_on
	FROM variants v
	JOIN release_events e ON e.variant_id = v.id
	JOIN sources es ON es.id = e.source_id
	LEFT JOIN organizations o ON o.id = e.board_id
	JOIN event_corrections c ON c.variant_id = e.variant_id AND c.status = e.status AND c.on_date = e.on_date
	  AND c.board_id IS e.board_id AND c.event_source_id = e.source_id
	JOIN sources s ON s.id = c.source_id
	WHERE v.slug = :variant AND e.on_date <= :day
	UNION ALL
	SELECT 'name', c.name, NULL, coalesce(sc.slug, 'all'), c.section, NULL, c.reason, s.slug,
	       coalesce(s.published_on, s.retrieved_on)
	FROM variants v
	JOIN alias_corrections c ON c.variant_id = v.id
	JOIN sources s ON s.id = c.source_id
	LEFT JOIN sources sc ON sc.id = c.scope_id
	WHERE v.slug = :variant AND c.verdict = 'wrong'
	  AND NOT EXISTS (
	    SELECT 1
	    FROM alias_corrections d
	    WHERE d.norm = c.norm AND d.variant_id = c.variant_id AND d.nth > c.nth
	      AND ifnull(d.scope_id, 0) = ifnull(c.scope_id, 0) AND ifnull(d.section, '') = ifnull(c.section, '')
	      AND d.valid_from IS c.valid_from AND d.valid_to IS c.valid_to)
	UNION ALL
	SELECT 'statement', st.slug, st.said_on, NULL, NULL, es.slug, c.reason, s.slug,
	       coalesce(s.published_on, s.retrieved_on)
	FROM variants v
	JOIN statements st
	JOIN sources es ON es.id = st.source_id
	JOIN statement_corrections c ON c.statement_id = st.id AND c.verdict = 'wrong'
	JOIN sources s ON s.id = c.source_id
	WHERE v.slug = :variant AND ifnull(st.said_on, '') <= :day
	  AND NOT EXISTS (SELECT 1 FROM statement_corrections d WHERE d.statement_id = c.statement_id AND d.nth > c.nth)
	  AND EXISTS (
	    SELECT 1
	    FROM statement_targets t
	    WHERE t.statement_id = st.id
	      AND (t.variant_id = v.id OR t.model_id = v.model_id OR t.license_id = v.license_id))
	ORDER BY 1, 3, 2, 4, 5, 6`

// TakenBack is how Meanings calls an alias that no longer counts.
const TakenBack = "alias taken back"

// Meanings returns what a name means, one row each: variants and models with that name or
// slug, and the aliases with its normal form norm, including those that no longer count.
func (db *DB) Meanings(ctx context.Context, name, norm string) (*Table, error) {
	return db.table(ctx, `
		SELECT what, scope, section, variant, evidence, source, valid_from, valid_to
		FROM (
		  SELECT 'variant of the model' AS what, NULL AS scope, NULL AS section, v.slug AS variant,
		         NULL AS evidence, s.slug AS source, NULL AS valid_from, NULL AS valid_to
		  FROM models m
		  JOIN variants v ON v.model_id = m.id
		  LEFT JOIN sources s ON s.id = v.source_id
		  WHERE m.slug = ?1 OR lower(m.name) = lower(?1)
		  UNION ALL
		  SELECT 'alias', coalesce(c.slug, 'all'), a.section, v.slug, a.evidence, s.slug, a.valid_from, a.valid_to
		  FROM standing_aliases a
		  JOIN variants v ON v.id = a.variant_id
		  JOIN sources s ON s.id = a.source_id
		  LEFT JOIN sources c ON c.id = a.scope_id
		  WHERE a.norm = ?2
		  UNION ALL
		  SELECT DISTINCT '`+TakenBack+`', coalesce(c.slug, 'all'), a.section, v.slug, k.reason, s.slug,
		         a.valid_from, a.valid_to
		  FROM aliases a
		  JOIN variants v ON v.id = a.variant_id
		  LEFT JOIN sources c ON c.id = a.scope_id
		  JOIN alias_corrections k ON k.id = (
		    SELECT id
		    FROM alias_corrections k
		    WHERE k.norm = a.norm AND k.variant_id = a.variant_id
		      AND ifnull(k.scope_id, 0) = ifnull(a.scope_id, 0) AND ifnull(k.section, '') = ifnull(a.section, '')
		      AND k.valid_from IS a.valid_from AND k.valid_to IS a.valid_to
		    ORDER BY k.nth DESC
		    LIMIT 1)
		  JOIN sources s ON s.id = k.source_id
		  WHERE a.norm = ?2 AND k.verdict = 'wrong')
		ORDER BY what DESC, scope, section, valid_from, variant, source`, name, norm)
}

// PrintedBy returns the slugs of the sources that print a name, as given or with the same
// normal form.
func (db *DB) PrintedBy(ctx context.Context, name, norm string) ([]string, error) {
	t, err := db.table(ctx, `
		SELECT src.slug
		FROM scores s
		JOIN snapshots sp ON sp.id = s.snapshot_id
		JOIN sources src ON src.id = sp.source_id
		WHERE s.name_id IN (SELECT id FROM names WHERE name = ?1 OR norm = ?2)
		UNION
		SELECT src.slug
		FROM listing_notes n
		JOIN sources src ON src.id = n.source_id
		WHERE n.name_id IN (SELECT id FROM names WHERE name = ?1 OR norm = ?2)
		ORDER BY 1`, name, norm)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, r[0].(string))
	}
	return out, nil
}
