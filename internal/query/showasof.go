package query

// partsAsOf are the queries of a page as of a day: events, scores, offers,
// numbers and statements dated up to it. What has no date stays, and says so.
// Notes have no date and are left out. The licence, the names and the catalogue
// are as recorded today.
func (p *Page) partsAsOf() []pagePart {
	return []pagePart{
		{&p.Variant, `
			SELECT v.slug AS variant, v.name, m.slug AS model, m.name AS model_name, o.name AS developer, v.stage, v.build, v.snapshot, v.precision,
			       p.slug AS parent, v.parent_relation, l.slug AS license, s.slug AS source, NULL AS note,
			       CASE WHEN ` + variantKnownSince + ` > ?2 THEN 'later' ELSE ifnull(` + variantKnownSince + `, 'undated') END AS known_since
			FROM variants v JOIN models m ON m.id = v.model_id LEFT JOIN organizations o ON o.id = m.developer_id LEFT JOIN variants p ON p.id = v.parent_id
			LEFT JOIN licenses l ON l.id = v.license_id LEFT JOIN sources s ON s.id = v.source_id WHERE v.slug = ?1`},
		// A preview or a release known to the month counts from its first day, all else from the next month on.
		{&p.Status, `
			SELECT since, (SELECT min(n.since) FROM variant_status n WHERE n.variant_id = s.variant_id AND n.scope = s.scope AND n.since > s.since AND n.since <= ?2
			                 AND (n.status IN ('preview','released') OR substr(n.since || '-99-99', 1, 10) <= ?2)) AS until,
			       status, scope, source, locator, NULL AS note, source_title, source_url
			FROM variant_status s WHERE variant = ?1 AND since <= ?2 AND (status IN ('preview','released') OR substr(since || '-99-99', 1, 10) <= ?2)
			ORDER BY since, scope <> 'public', scope, status`},
		{&p.Scores, `
			SELECT d.score_id, d.benchmark, d.metric, d.unit, d.value_as_printed, d.ci_low, d.ci_high, d.sample_size, d.rank, d.reported_on, d.status_when_reported, d.evaluator, d.relationship, d.source, d.listed_as,
			       (SELECT group_concat(rule, ' ') FROM (
			          SELECT f.rule FROM flag_intervals f WHERE f.score_id = d.score_id AND f.since <= ?2 AND (f.until IS NULL OR f.until > ?2)
			          UNION SELECT f.rule FROM flag_intervals f WHERE f.rule = 'placeholder-source' AND f.source = d.source AND f.since <= ?2
			          ORDER BY rule)) AS flags
			FROM score_details d WHERE d.variant = ?1 AND d.reported_on <= ?2 ORDER BY d.benchmark, d.metric, d.reported_on, d.source, d.score_id`},
		{&p.Flags, `
			SELECT severity, rule, score_id, benchmark, source, since, message, evidence_source FROM flag_intervals
			WHERE variant = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2)
			ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, rule, since, benchmark, score_id`},
		{&p.Channels, `
			SELECT a.channel, o.name AS provider, a.product, ifnull(a.from_on, 'undated') AS from_on, CASE WHEN a.to_on <= ?2 THEN a.to_on END AS to_on, s.slug AS source, a.locator, NULL AS note
			FROM availability a JOIN variants v ON v.id = a.variant_id JOIN organizations o ON o.id = a.provider_id JOIN sources s ON s.id = a.source_id
			WHERE v.slug = ?1 AND ifnull(a.from_on, '') <= ?2 ORDER BY a.channel, o.name, a.product, a.from_on, s.slug`},
		{&p.Context, `
			SELECT c.basis, o.name AS by, c.product, c.value AS tokens, ifnull(c.as_of, 'undated') AS as_of, s.slug AS source, s.kind AS source_kind, NULL AS note
			FROM specs c JOIN variants v ON v.id = c.variant_id LEFT JOIN organizations o ON o.id = c.provider_id JOIN sources s ON s.id = c.source_id
			WHERE v.slug = ?1 AND c.attribute = 'context_tokens' AND ifnull(c.as_of, '') <= ?2
			ORDER BY CASE c.basis WHEN 'claimed' THEN 0 WHEN 'served' THEN 1 ELSE 2 END, s.kind = 'aggregator', c.value, o.name, c.as_of, s.slug`},
		{&p.Specs, `
			SELECT c.attribute, c.basis, o.name AS by, c.product, coalesce(c.value_text, c.value) AS value, ifnull(c.as_of, 'undated') AS as_of, s.slug AS source, NULL AS note
			FROM specs c JOIN variants v ON v.id = c.variant_id LEFT JOIN organizations o ON o.id = c.provider_id JOIN sources s ON s.id = c.source_id
			WHERE v.slug = ?1 AND c.attribute <> 'context_tokens' AND ifnull(c.as_of, '') <= ?2 ORDER BY c.attribute, c.basis, c.value, c.as_of, s.slug`},
		{&p.License, `
			SELECT l.slug AS license, l.name, CASE l.osi_approved WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'unknown' END AS osi_approved, l.commercial_use, l.conditions, l.url, s.slug AS source, l.locator
			FROM variants v JOIN licenses l ON l.id = v.license_id LEFT JOIN sources s ON s.id = l.source_id WHERE v.slug = ?1`},
		{&p.Disputes, `
			SELECT d.topic, d.kind, d.allegation, d.alleged_by, ifnull(d.alleged_on, 'undated') AS alleged_on, d.source, d.basis, d.reply_kind, d.reply, d.replied_by,
			       CASE WHEN d.reply_kind IS NOT NULL THEN ifnull(d.replied_on, 'undated') END AS replied_on, d.reply_source, d.about
			FROM (` + disputesAsOf + `) d JOIN statements st ON st.slug = d.statement
			WHERE EXISTS (SELECT 1 FROM statement_targets t JOIN variants v ON v.slug = ?1 WHERE t.statement_id = st.id AND (t.variant_id = v.id OR t.model_id = v.model_id OR t.license_id = v.license_id))
			ORDER BY d.alleged_on, d.statement, d.replied_on, d.reply_statement`},
		{&p.Names, `
			SELECT nm.name, src.slug AS source, nm.section, CASE nm.name WHEN ?1 THEN 'slug' ELSE 'alias' END AS resolution
			FROM variants v JOIN scores s ON s.variant_id = v.id JOIN snapshots sp ON sp.id = s.snapshot_id JOIN names nm ON nm.id = s.name_id JOIN sources src ON src.id = sp.source_id
			WHERE v.slug = ?1 AND sp.reported_on <= ?2
			UNION
			SELECT nm.name, src.slug, nm.section, CASE (SELECT count(DISTINCT o.variant_id) FROM listing_candidates o WHERE o.source_id = l.source_id AND o.name_id = l.name_id) WHEN 1 THEN c.how ELSE 'ambiguous' END
			FROM open_listings l JOIN names nm ON nm.id = l.name_id JOIN sources src ON src.id = l.source_id
			JOIN listing_candidates c ON c.source_id = l.source_id AND c.name_id = l.name_id
			WHERE c.variant_id = (SELECT id FROM variants WHERE slug = ?1) AND coalesce(l.first_on, src.published_on, src.retrieved_on, '') <= ?2
			  AND l.name_id IN (SELECT n.id FROM names n WHERE n.name = ?1 OR n.norm IN (SELECT a.norm FROM standing_aliases a JOIN variants v ON v.id = a.variant_id WHERE v.slug = ?1))
			ORDER BY resolution, name, source, section`},
		{&p.Relatives, `
			SELECT v.slug AS variant, v.stage, v.precision,
			       (SELECT min(e.on_date) FROM standing_events e WHERE e.variant_id = v.id AND e.board_id IS NULL AND e.status = 'released' AND e.on_date <= ?2) AS released_on
			FROM variants me JOIN variants v ON v.model_id = me.model_id AND v.id <> me.id
			WHERE me.slug = ?1 AND ifnull(` + variantKnownSince + `, '') <= ?2 ORDER BY v.slug`},
		{&p.TakenBack, takenBackEvents + ` AND e.on_date <= ?2` + takenBackNames},
	}
}
