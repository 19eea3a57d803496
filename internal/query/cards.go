package query

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// A ModelPage is everything on record about a model: a page for each of its variants.
type ModelPage struct {
	AsOf     string // as in Page
	Model    *Table // one row
	Variants []*Page
	Sources  *Table // of the model and all pages
}

// ModelPage returns the page of a model, nil if there is none; see VariantPage.
func (db *DB) ModelPage(ctx context.Context, slug, day string) (*ModelPage, error) {
	p := &ModelPage{AsOf: day}
	var err error
	if p.Model, err = db.table(ctx, `
		SELECT m.slug AS model, m.name, o.name AS developer,
		       (SELECT group_concat(name, ', ')
		        FROM (
		          SELECT DISTINCT d.name
		          FROM co_developers c
		          JOIN organizations d ON d.id = c.developer_id
		          WHERE c.model_id = m.id
		          ORDER BY 1)) AS co_developers,
		       m.family,
		       (SELECT group_concat(slug, ', ')
		        FROM (SELECT r.slug FROM models r WHERE r.family = m.family AND r.id <> m.id ORDER BY 1)) AS relatives,
		       s.slug AS source, CASE WHEN :undated IS NULL THEN m.note END AS note
		FROM models m
		LEFT JOIN organizations o ON o.id = m.developer_id
		LEFT JOIN sources s ON s.id = m.source_id
		WHERE m.slug = :model`, append(dayArgs(day), sql.Named("model", slug))...); err != nil || len(p.Model.Rows) == 0 {
		return nil, err
	}
	variants, err := db.table(ctx, `
		SELECT v.slug FROM variants v JOIN models m ON m.id = v.model_id WHERE m.slug = ?1 ORDER BY 1`, slug)
	if err != nil {
		return nil, err
	}
	named := []*Table{p.Model}
	for _, r := range variants.Rows {
		page, err := db.VariantPage(ctx, r[0].(string), day)
		if err != nil {
			return nil, err
		}
		p.Variants = append(p.Variants, page)
		named = append(named, page.Sources)
	}
	p.Sources, err = db.sourcesOf(ctx, day, named...)
	return p, err
}

// A Card is everything on record about an organization, a source, a licence, a benchmark, a
// statement or a printed name: a table for each part. The first part has one row.
type Card struct {
	Kind    string
	Parts   []CardPart
	Sources *Table // every source that the parts name
}

// A CardPart is a part of a card with its name.
type CardPart struct {
	Name  string
	Table *Table
}

// Part returns the table of a part, nil if the card has none of that name.
func (c *Card) Part(name string) *Table {
	for _, p := range c.Parts {
		if p.Name == name {
			return p.Table
		}
	}
	return nil
}

// Card returns the card of a thing of a kind, nil if there is no such thing.
func (db *DB) Card(ctx context.Context, kind, slug string) (*Card, error) {
	c := &Card{Kind: kind}
	var tables []*Table
	for _, part := range cards[kind] {
		text := part.query
		if strings.Contains(text, flagsToday) {
			flags, err := db.flagsAt(ctx, "", "")
			if err != nil {
				return nil, err
			}
			text = strings.ReplaceAll(text, flagsToday, flags)
		}
		t, err := db.table(ctx, text, slug)
		if err != nil {
			return nil, fmt.Errorf("%s %s: %s: %w", kind, slug, part.name, err)
		}
		if len(c.Parts) == 0 && len(t.Rows) == 0 {
			return nil, nil
		}
		c.Parts = append(c.Parts, CardPart{part.name, t})
		tables = append(tables, t)
	}
	var err error
	c.Sources, err = db.sourcesOf(ctx, "", tables...)
	return c, err
}

// flagsToday is replaced by the flags that hold today.
const flagsToday = `FLAGS_TODAY`

// statementsThat selects statements that count; a WHERE follows.
const statementsThat = `
			SELECT st.slug AS statement, st.kind, st.topic, st.speaker, f.name AS speaks_for, st.said_on, s.slug AS source,
			       st.basis, st.text, (SELECT count(*) FROM standing_statements r WHERE r.reply_to_id = st.id) AS replies
			FROM standing_statements st
			JOIN sources s ON s.id = st.source_id
			LEFT JOIN organizations f ON f.id = st.organization_id`

// scoresNamed has the scores that are printed under a name. There is an index of scores by
// snapshot and name, and none by name.
const scoresNamed = `
			  SELECT s.id
			  FROM names nm
			  CROSS JOIN snapshots sp
			  CROSS JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = nm.id
			  WHERE nm.name = ?1`

// A cardQuery fills a part of a card. Its parameter is the slug.
type cardQuery struct{ name, query string }

// cards has the parts of each kind of card.
var cards = map[string][]cardQuery{
	Organization: {
		{"organization", `
			SELECT o.slug AS organization, o.name, o.url, p.name AS parent, o.note
			FROM organizations o
			LEFT JOIN organizations p ON p.id = o.parent_id
			WHERE o.slug = ?1`},
		{"models", `
			SELECT m.slug AS model, m.name, m.family,
			       (SELECT count(*) FROM variants v WHERE v.model_id = m.id) AS variants,
			       (SELECT count(*)
			        FROM scores s
			        JOIN variants v ON v.id = s.variant_id
			        WHERE v.model_id = m.id AND s.id NOT IN outdated) AS scores
			FROM models m
			JOIN organizations o ON o.slug = ?1
			WHERE m.developer_id = o.id OR m.id IN (SELECT model_id FROM co_developers WHERE developer_id = o.id)
			ORDER BY m.slug`},
		{"disputes", `
			SELECT d.topic, d.kind, d.allegation, d.alleged_by, d.alleged_on, d.source, d.basis, d.reply_kind, d.reply,
			       d.replied_by, d.replied_on, d.reply_source, d.about, d.reply_to, 'itself' AS stands_under, ` + speakersOf + `
			FROM disputes d
			JOIN statements st ON st.slug = d.statement
			WHERE st.id IN (
			  SELECT p.statement_id
			  FROM statement_parties p
			  WHERE p.organization_id = (SELECT id FROM organizations WHERE slug = ?1))
			ORDER BY d.alleged_on, d.statement, d.replied_on, d.reply_statement`},
		{"said", statementsThat + `
			WHERE st.organization_id = (SELECT id FROM organizations WHERE slug = ?1)
			ORDER BY st.said_on, st.slug`},
		{"private_tests", `
			SELECT d.name AS developer, b.name AS board, m.slug AS model, t.n_variants, t.n_disclosed, t.from_on, t.to_on,
			       s.slug AS source, t.locator
			FROM private_tests t
			JOIN organizations d ON d.id = t.developer_id
			JOIN organizations b ON b.id = t.board_id
			JOIN sources s ON s.id = t.source_id
			LEFT JOIN models m ON m.id = t.model_id
			WHERE d.slug = ?1 OR b.slug = ?1
			ORDER BY t.from_on, t.id`},
		{"measured", `
			SELECT b.slug AS benchmark, count(*) AS scores, count(DISTINCT s.variant_id) AS variants,
			       min(sp.reported_on) AS first_on, max(sp.reported_on) AS last_on
			FROM scores s
			JOIN snapshots sp ON sp.id = s.snapshot_id
			JOIN benchmarks b ON b.id = s.benchmark_id
			WHERE s.evaluator_id = (SELECT id FROM organizations WHERE slug = ?1) AND s.id NOT IN outdated
			GROUP BY b.id
			ORDER BY b.slug`},
		{"offers", `
			SELECT v.slug AS variant, a.channel, a.product, a.from_on, a.to_on, s.slug AS source
			FROM availability a
			JOIN variants v ON v.id = a.variant_id
			JOIN sources s ON s.id = a.source_id
			WHERE a.provider_id = (SELECT id FROM organizations WHERE slug = ?1)
			ORDER BY v.slug, a.channel, a.product, a.from_on, s.slug`},
		{"external_ids", `
			SELECT e.scheme, e.external_id, e.revision, s.slug AS source, e.locator
			FROM external_ids e
			JOIN sources s ON s.id = e.source_id
			WHERE e.organization_id = (SELECT id FROM organizations WHERE slug = ?1)
			ORDER BY 1, 2, 3, 4`},
		{"published", `
			SELECT s.slug AS source, s.kind
			FROM sources s
			WHERE s.publisher_id = (SELECT id FROM organizations WHERE slug = ?1)
			ORDER BY s.published_on, s.slug`},
	},
	SourceKind: {
		{"source", `
			SELECT s.slug AS source, s.kind, s.title, o.name AS publisher, s.published_on, s.retrieved_on, s.url,
			       s.archived_url, s.read_from, s.note
			FROM sources s
			LEFT JOIN organizations o ON o.id = s.publisher_id
			WHERE s.slug = ?1`},
		{"flags", `
			SELECT f.severity, f.rule, NULL AS score_id, f.message
			FROM FLAGS_TODAY f
			WHERE f.source_id = (SELECT id FROM sources WHERE slug = ?1) AND f.rule IN ` + flagsOfSources + `
			  AND f.score_id IS NULL
			ORDER BY f.rule, f.message`},
		{"statements", statementsThat + `
			WHERE s.slug = ?1 OR st.id IN (
			  SELECT x.statement_id FROM statement_sources x JOIN sources k ON k.id = x.source_id WHERE k.slug = ?1)
			ORDER BY st.said_on, st.slug`},
		{"about", statementsThat + `
			WHERE st.id IN (
			  SELECT t.statement_id FROM statement_targets t JOIN sources k ON k.id = t.source_id WHERE k.slug = ?1)
			ORDER BY st.said_on, st.slug`},
		{"events", `
			SELECT v.slug AS variant, e.status, e.on_date, coalesce(b.slug, 'public') AS scope, s.slug AS source, e.locator
			FROM standing_events e
			JOIN variants v ON v.id = e.variant_id
			JOIN sources s ON s.id = e.source_id
			LEFT JOIN organizations b ON b.id = e.board_id
			WHERE s.slug = ?1
			ORDER BY e.on_date, v.slug, e.status`},
		{"scores", `
			SELECT b.slug AS benchmark, count(*) AS scores, count(DISTINCT s.name_id) AS names,
			       min(sp.reported_on) AS first_on, max(sp.reported_on) AS last_on
			FROM sources src
			JOIN snapshots sp ON sp.source_id = src.id
			JOIN scores s ON s.snapshot_id = sp.id
			JOIN benchmarks b ON b.id = s.benchmark_id
			WHERE src.slug = ?1 AND s.id NOT IN outdated
			GROUP BY b.id
			ORDER BY b.slug`},
		{"carries", `
			SELECT what, n
			FROM (
			  SELECT 1 AS i, 'channel' AS what, count(*) AS n
			  FROM availability a JOIN sources s ON s.id = a.source_id WHERE s.slug = ?1
			  UNION ALL
			  SELECT 2, 'specification or price', count(*)
			  FROM specs c JOIN sources s ON s.id = c.source_id WHERE s.slug = ?1
			  UNION ALL
			  SELECT 3, 'meaning of a name', count(*)
			  FROM aliases a JOIN sources s ON s.id = a.source_id WHERE s.slug = ?1
			  UNION ALL
			  SELECT 4, 'licence', count(*)
			  FROM licenses l JOIN sources s ON s.id = l.source_id WHERE s.slug = ?1
			  UNION ALL
			  SELECT 5, 'member of a suite', count(*)
			  FROM suites u JOIN sources s ON s.id = u.source_id WHERE s.slug = ?1
			  UNION ALL
			  SELECT 6, 'identifier in another system', count(*)
			  FROM external_ids e JOIN sources s ON s.id = e.source_id WHERE s.slug = ?1)
			WHERE n > 0
			ORDER BY i`},
	},
	License: {
		{"license", `
			SELECT l.slug AS license, l.name, l.spdx_id,
			       CASE l.osi_approved WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'unknown' END AS osi_approved,
			       l.commercial_use, l.conditions, l.url, s.slug AS source, l.locator, l.note
			FROM licenses l
			LEFT JOIN sources s ON s.id = l.source_id
			WHERE l.slug = ?1`},
		{"variants", `
			SELECT v.slug AS variant, v.name, o.name AS developer
			FROM licenses l
			JOIN variants v ON v.license_id = l.id
			JOIN models m ON m.id = v.model_id
			LEFT JOIN organizations o ON o.id = m.developer_id
			WHERE l.slug = ?1
			ORDER BY v.slug`},
		{"statements", statementsThat + `
			WHERE st.id IN (
			  SELECT t.statement_id FROM statement_targets t JOIN licenses l ON l.id = t.license_id WHERE l.slug = ?1)
			ORDER BY st.said_on, st.slug`},
	},
	Benchmark: {
		{"benchmark", `
			SELECT b.slug AS benchmark, b.name || coalesce(' ' || b.version, '') || coalesce(' (' || b.split || ')', '') AS name,
			       b.family, b.n_items, b.released_on, b.access, b.kind, p.slug AS parent, b.url, s.slug AS source, b.note
			FROM benchmarks b
			LEFT JOIN benchmarks p ON p.id = b.parent_id
			LEFT JOIN sources s ON s.id = b.source_id
			WHERE b.slug = ?1`},
		{"backers", `
			SELECT DISTINCT o.name AS organization, s.slug AS source, k.locator
			FROM benchmark_backers k
			JOIN benchmarks b ON b.id = k.benchmark_id
			JOIN organizations o ON o.id = k.organization_id
			JOIN sources s ON s.id = k.source_id
			WHERE b.slug = ?1
			ORDER BY 1, 2`},
		{"parts", `
			SELECT b.slug AS benchmark
			FROM benchmarks b
			JOIN benchmarks p ON p.id = b.parent_id
			WHERE p.slug = ?1
			ORDER BY 1`},
		{"suites", `
			SELECT u.suite, s.slug AS source, u.locator
			FROM suites u
			JOIN benchmarks b ON b.id = u.benchmark_id
			JOIN sources s ON s.id = u.source_id
			WHERE b.slug = ?1
			ORDER BY 1`},
		{"statements", statementsThat + `
			WHERE st.id IN (
			  SELECT t.statement_id FROM statement_targets t JOIN benchmarks b ON b.id = t.benchmark_id WHERE b.slug = ?1)
			ORDER BY st.said_on, st.slug`},
		{"external_ids", `
			SELECT e.scheme, e.external_id, e.revision, s.slug AS source, e.locator
			FROM external_ids e
			JOIN sources s ON s.id = e.source_id
			WHERE e.benchmark_id = (SELECT id FROM benchmarks WHERE slug = ?1)
			ORDER BY 1, 2, 3, 4`},
		{"printed", `
			SELECT src.slug AS source, count(*) AS scores, count(DISTINCT s.name_id) AS names,
			       min(sp.reported_on) AS first_on, max(sp.reported_on) AS last_on
			FROM scores s
			JOIN snapshots sp ON sp.id = s.snapshot_id
			JOIN sources src ON src.id = sp.source_id
			WHERE s.benchmark_id = (SELECT id FROM benchmarks WHERE slug = ?1) AND s.id NOT IN outdated
			GROUP BY src.id
			ORDER BY src.slug`},
		{"variants", `
			SELECT v.slug AS variant, count(*) AS scores, min(sp.reported_on) AS first_on, max(sp.reported_on) AS last_on
			FROM scores s
			JOIN snapshots sp ON sp.id = s.snapshot_id
			JOIN variants v ON v.id = s.variant_id
			WHERE s.benchmark_id = (SELECT id FROM benchmarks WHERE slug = ?1) AND s.id NOT IN outdated
			GROUP BY v.id
			ORDER BY v.slug`},
	},
	Statement: {
		{"statement", `
			SELECT st.slug AS statement, st.kind, st.topic, st.speaker, f.name AS speaks_for, st.said_on, s.slug AS source,
			       st.basis, st.text, st.locator, q.slug AS quotes_source, a.slug AS reply_to, st.requires, st.asserts,
			       st.from_on, st.until_on, st.note
			FROM statements st
			JOIN sources s ON s.id = st.source_id
			LEFT JOIN sources q ON q.id = st.quotes_id
			LEFT JOIN statements a ON a.id = st.reply_to_id
			LEFT JOIN organizations f ON f.id = st.organization_id
			WHERE st.slug = ?1`},
		{"targets", `
			SELECT CASE WHEN t.listed_as IS NOT NULL THEN 'score' WHEN m.id IS NOT NULL THEN 'model' WHEN v.id IS NOT NULL THEN 'variant'
			            WHEN b.id IS NOT NULL THEN 'benchmark' WHEN o.id IS NOT NULL THEN 'organization'
			            WHEN l.id IS NOT NULL THEN 'license' ELSE 'source' END AS kind,
			       CASE WHEN t.listed_as IS NOT NULL
			            THEN t.listed_as || ' on ' || b.slug || ' in ' || s.slug || ifnull(' on ' || t.reported_on, '')
			            ELSE coalesce(m.slug, v.slug, b.slug, o.slug, l.slug, s.slug) END AS about
			FROM statements st
			JOIN statement_targets t ON t.statement_id = st.id
			LEFT JOIN models m ON m.id = t.model_id
			LEFT JOIN variants v ON v.id = t.variant_id
			LEFT JOIN benchmarks b ON b.id = t.benchmark_id
			LEFT JOIN organizations o ON o.id = t.organization_id
			LEFT JOIN licenses l ON l.id = t.license_id
			LEFT JOIN sources s ON s.id = t.source_id
			WHERE st.slug = ?1
			ORDER BY 1, 2`},
		{"replies_to", statementsThat + `
			WHERE st.id = (SELECT reply_to_id FROM statements WHERE slug = ?1)`},
		{"replies", statementsThat + `
			WHERE st.reply_to_id = (SELECT id FROM statements WHERE slug = ?1)
			ORDER BY st.said_on, st.slug`},
		{"further_sources", `
			SELECT s.slug AS source, x.basis, x.locator, x.note
			FROM statements st
			JOIN statement_sources x ON x.statement_id = st.id
			JOIN sources s ON s.id = x.source_id
			WHERE st.slug = ?1
			ORDER BY s.slug`},
		{"corrections", `
			SELECT c.nth, c.verdict, c.reason, s.slug AS source, c.locator
			FROM statements st
			JOIN statement_corrections c ON c.statement_id = st.id
			JOIN sources s ON s.id = c.source_id
			WHERE st.slug = ?1
			ORDER BY c.nth`},
	},
	Printed: {
		{"name", `SELECT ?1 AS name WHERE EXISTS (SELECT 1 FROM names WHERE name = ?1)`},
		{"printed", `
			SELECT l.slug AS source, nm.section, count(s.id) AS scores, min(sp.reported_on) AS first_on,
			       max(sp.reported_on) AS last_on
			FROM names nm
			CROSS JOIN snapshots sp
			CROSS JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = nm.id AND s.id NOT IN outdated
			JOIN sources l ON l.id = sp.source_id
			WHERE nm.name = ?1
			GROUP BY l.id, nm.section
			UNION ALL
			SELECT l.slug, nm.section, 0, NULL, NULL
			FROM names nm
			JOIN listing_notes n ON n.name_id = nm.id
			JOIN sources l ON l.id = n.source_id
			WHERE nm.name = ?1 AND NOT EXISTS (
			  SELECT 1
			  FROM snapshots sp
			  CROSS JOIN scores s ON s.snapshot_id = sp.id AND s.name_id = nm.id
			  WHERE sp.source_id = l.id AND s.id NOT IN outdated)
			ORDER BY 1, 2`},
		{"taken_back", `
			SELECT DISTINCT v.slug AS variant, c.reason, s.slug AS source
			FROM names nm
			JOIN alias_corrections c ON c.norm = nm.norm AND c.verdict = 'wrong'
			JOIN variants v ON v.id = c.variant_id
			JOIN sources s ON s.id = c.source_id
			WHERE nm.name = ?1
			ORDER BY 1, 2, 3`},
		{"scores", `
			SELECT d.score_id, d.benchmark, d.metric, d.unit, d.value_as_printed, d.ci_low, d.ci_high,
			       d.sample_size, d.rank, d.reported_on, d.status_when_reported, d.evaluator,
			       d.relationship, d.source, d.listed_as, d.settings, d.section, o.name AS evaluator_name,
			       ` + benchmarkName + `, d.stderr, d.ci_level, d.value, d.variant
			FROM score_facts d
			JOIN benchmarks b ON b.id = d.benchmark_id
			LEFT JOIN organizations o ON o.slug = d.evaluator
			WHERE d.score_id IN (` + scoresNamed + `)
			ORDER BY d.benchmark, d.metric, d.reported_on, d.source, d.score_id`},
	},
}
