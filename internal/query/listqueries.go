package query

// listQueries has the query of each kind of list. Its parameters are :model, a slug or ""
// for all, and those of dayArgs. If rows of a kind have dates, the last column is
// known_since: the earliest of the dates of a row.
var listQueries = map[string]string{
	"variants":      listVariants,
	"models":        listModels,
	"benchmarks":    listBenchmarks,
	"sources":       listSources,
	"organizations": listOrganizations,
	"licenses":      listLicenses,
	"metrics":       listMetrics,
	"listings":      listListings,
	"disputes":      listDisputes,
	"ingests":       listIngests,
	"availability":  listAvailability,
	"events":        listEvents,
	"statements":    listStatements,
	"suites":        listSuites,
	"aliases":       listAliases,
	"specs":         listSpecs,
	"prices":        listPrices,
	"external-ids":  listExternalIDs,
	"rules":         listRules,
}

// listVariants lists variants with their status on the day, or today. The status is the
// one that score_details gives a score reported on that day: a month or a year without a
// day counts in favour of the variant, a release after a withdrawal counts again, and an
// event on one board is shown only if no public one is on record.
const listVariants = `
SELECT variant, model, developer, stage, build, precision, status, released_on, scores,
       ifnull(known_since, :undated) AS known_since
FROM (` + statusOfVariants + `
  WHERE :model = '' OR m.slug = :model)
WHERE known_since IS NULL OR known_since <= :day
ORDER BY developer, model, variant`

// statusOfVariants has each variant v, of model m, with its status on the day, or today.
const statusOfVariants = `
  SELECT v.slug AS variant, m.slug AS model, o.slug AS developer, v.stage, v.build, v.precision,
         ifnull(
           (SELECT e.status || ifnull(' (' || (SELECT b.slug FROM organizations b WHERE b.id = e.board_id) || ' only)', '')
            FROM status_events e
            WHERE e.variant_id = v.id AND e.counts_from <= today.day AND ifnull(e.ends_on > today.day, 1)
              AND e.on_date <= today.day
            ORDER BY e.step, e.on_date DESC, e.tie DESC, e.event_id
            LIMIT 1),
           'unknown') AS status,
         (SELECT min(e.on_date)
          FROM standing_events e
          WHERE e.variant_id = v.id AND e.board_id IS NULL AND e.status IN ('released','preview')
            AND e.on_date <= today.day) AS released_on,
         (SELECT count(*)
          FROM scores c
          JOIN snapshots sp ON sp.id = c.snapshot_id
          WHERE c.variant_id = v.id AND sp.reported_on <= :day
            AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = c.id)) AS scores,
         ` + variantKnownSince + ` AS known_since
  FROM (SELECT CASE WHEN :undated IS NULL THEN date('now') ELSE :day END AS day) today
  CROSS JOIN variants v
  JOIN models m ON m.id = v.model_id
  LEFT JOIN organizations o ON o.id = m.developer_id`

// variantKnownSince is the earliest date of anything on record about variant v, NULL if
// nothing has a date. It reads all scores of v, so a query that is not about a day skips
// it and gets NULL too.
const variantKnownSince = `
  CASE WHEN :undated IS NOT NULL THEN (
    SELECT min(first)
    FROM (
      SELECT min(on_date) AS first FROM standing_events WHERE variant_id = v.id
      UNION ALL
      SELECT min(sp.reported_on) FROM scores c JOIN snapshots sp ON sp.id = c.snapshot_id WHERE c.variant_id = v.id
      UNION ALL
      SELECT min(from_on) FROM availability WHERE variant_id = v.id
      UNION ALL
      SELECT min(as_of) FROM specs WHERE variant_id = v.id)) END`

// listModels lists models with the number of their variants that were known.
const listModels = `
SELECT model, name, developer, family, variants,
       CASE WHEN known_since <= :day THEN known_since ELSE :undated END AS known_since
FROM (
  SELECT m.slug AS model, m.name, o.slug AS developer, m.family, count(v.id) AS recorded,
         count(CASE WHEN ifnull(v.known_since, '') <= :day THEN v.id END) AS variants,
         min(v.known_since) AS known_since
  FROM models m
  LEFT JOIN organizations o ON o.id = m.developer_id
  LEFT JOIN (SELECT v.id, v.model_id, ` + variantKnownSince + ` AS known_since FROM variants v) v ON v.model_id = m.id
  WHERE :model = '' OR m.slug = :model
  GROUP BY m.id)
WHERE recorded = 0 OR variants > 0
ORDER BY model`

const listBenchmarks = `
SELECT benchmark, name, version, split, access, n_items, scores, ifnull(known_since, :undated) AS known_since
FROM (
  SELECT b.slug AS benchmark, b.name, b.version, b.split, b.access, b.n_items,
         count(CASE WHEN sp.reported_on <= :day THEN 1 END) AS scores,
         coalesce(min(b.released_on, min(sp.reported_on)), b.released_on, min(sp.reported_on)) AS known_since
  FROM benchmarks b
  LEFT JOIN scores s ON s.benchmark_id = b.id
    AND (:model = '' OR s.variant_id IN (
      SELECT v.id FROM variants v JOIN models m ON m.id = v.model_id WHERE m.slug = :model))
  LEFT JOIN snapshots sp ON sp.id = s.snapshot_id
  GROUP BY b.id)
WHERE (known_since IS NULL OR known_since <= :day) AND (:model = '' OR scores > 0)
ORDER BY benchmark`

// listSources counts the first day of the scores of a source too: a board may have been
// published later than that.
const listSources = `
SELECT source, kind, publisher, CASE WHEN published_on <= :day THEN published_on END AS published_on, title, url,
       coalesce(first_on, 'retrieved on ' || retrieved_on, :undated) AS known_since
FROM (
  SELECT s.slug AS source, s.kind, o.slug AS publisher, s.published_on, s.retrieved_on, s.title, s.url,
         (SELECT min(day)
          FROM (
            SELECT s.published_on AS day
            UNION ALL
            SELECT min(sp.reported_on) FROM snapshots sp WHERE sp.source_id = s.id)) AS first_on
  FROM sources s
  LEFT JOIN organizations o ON o.id = s.publisher_id)
WHERE coalesce(first_on, retrieved_on, '') <= :day
ORDER BY source`

const listOrganizations = `SELECT slug AS organization, name, url FROM organizations ORDER BY slug`

const listLicenses = `
SELECT slug AS license, name, spdx_id,
       CASE osi_approved WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'unknown' END AS osi_approved,
       commercial_use, conditions, url
FROM licenses
ORDER BY slug`

const listMetrics = `
SELECT slug AS metric, name, quantity, unit, lower_bound, upper_bound,
       CASE higher_is_better WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END AS higher_is_better
FROM metrics
ORDER BY slug`

// listListings lists each name of each source with the number of its current scores, and
// with each of its meanings.
const listListings = `
WITH candidates AS MATERIALIZED (
  SELECT c.source_id, c.name_id, v.slug, m.slug AS model
  FROM open_candidates c
  JOIN variants v ON v.id = c.variant_id
  JOIN models m ON m.id = v.model_id)
SELECT l.source, l.name AS listed_as, l.section, l.resolution,
       coalesce(l.variant, (
         SELECT group_concat(slug, ' or ')
         FROM (
           SELECT DISTINCT c.slug
           FROM candidates c
           WHERE c.source_id = l.source_id AND c.name_id = l.name_id AND l.resolution = 'ambiguous'
           ORDER BY c.slug))) AS stands_for,
       ifnull(counted.scores, 0) AS scores, ifnull(l.first_on, :undated) AS known_since
FROM listings l
LEFT JOIN (
  SELECT source_id, name_id, variant_id, open, count(*) AS scores
  FROM (
    SELECT sp.source_id, s.name_id, s.variant_id,
           CASE WHEN s.variant_id IS NULL AND s.name_id IN (SELECT name_id FROM dated_names) THEN
             CASE WHEN EXISTS (SELECT 1 FROM score_candidates c WHERE c.score_id = s.id) THEN 'ambiguous'
                  ELSE 'unresolved' END END AS open
    FROM snapshots sp
    JOIN scores s ON s.snapshot_id = sp.id
    WHERE sp.reported_on <= :day AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id))
  GROUP BY source_id, name_id, variant_id, open) counted
  ON counted.source_id = l.source_id AND counted.name_id = l.name_id AND counted.variant_id IS l.variant_id
  AND ifnull(counted.open, l.resolution) = l.resolution
WHERE (l.first_on IS NULL OR l.first_on <= :day)
  AND (:model = '' OR EXISTS (
    SELECT 1 FROM variants v JOIN models m ON m.id = v.model_id WHERE v.id = l.variant_id AND m.slug = :model)
  OR l.resolution = 'ambiguous' AND EXISTS (
    SELECT 1 FROM candidates c WHERE c.source_id = l.source_id AND c.name_id = l.name_id AND c.model = :model))
ORDER BY l.source, l.name, l.section, l.first_on, l.variant`

const listDisputes = `
SELECT topic, about, kind, alleged_by, ifnull(alleged_on, :undated) AS alleged_on, allegation, source,
       reply_kind, replied_by,
       CASE WHEN reply_kind IS NOT NULL THEN ifnull(replied_on, :undated) END AS replied_on, reply, reply_source
FROM (` + disputesUpTo + `) d
WHERE :model = '' OR ', ' || about || ',' LIKE '%, ' || :model || '%'
ORDER BY d.alleged_on, statement, d.replied_on, reply_statement`

// disputesUpTo is the view disputes without what was said after the day :day. An
// allegation whose replies all came later has one row, without a reply.
const disputesUpTo = `
  SELECT DISTINCT topic, about, concerns, allegation, alleged_by, alleged_on,
         CASE WHEN ifnull(replied_on, '') <= :day THEN reply_kind END AS reply_kind,
         CASE WHEN ifnull(replied_on, '') <= :day THEN reply END AS reply,
         CASE WHEN ifnull(replied_on, '') <= :day THEN replied_by END AS replied_by,
         CASE WHEN replied_on <= :day THEN replied_on END AS replied_on, source,
         CASE WHEN ifnull(replied_on, '') <= :day THEN reply_source END AS reply_source, kind, statement,
         CASE WHEN ifnull(replied_on, '') <= :day THEN reply_statement END AS reply_statement, basis,
         CASE WHEN ifnull(replied_on, '') <= :day THEN reply_to END AS reply_to
  FROM disputes
  WHERE ifnull(alleged_on, '') <= :day
    AND (ifnull(replied_on, '') <= :day OR NOT EXISTS (
      SELECT 1
      FROM standing_statements a
      JOIN standing_statements r ON r.reply_to_id = a.id
      WHERE a.slug = disputes.statement AND ifnull(r.said_on, '') <= :day))`

const listIngests = `
SELECT id, started_at, path, map, lines, header, accepted, rejected, dropped, blank, cells,
       added, unchanged, revised, missing, bytes, substr(sha256, 1, 12) AS sha256, tool_version
FROM ingests
WHERE substr(started_at, 1, 10) <= :day
ORDER BY id`

const listAvailability = `
SELECT variant, provider, channel, product, from_on, CASE WHEN to_on <= :day THEN to_on END AS to_on, source,
       ifnull(from_on, :undated) AS known_since
FROM availability_details
WHERE (:model = '' OR model = :model) AND ifnull(from_on, '') <= :day
ORDER BY variant, channel, provider, product, from_on, source`

const listEvents = `
SELECT variant, on_date, status, scope, channel, region, source,
       CASE counts WHEN 1 THEN 'yes' ELSE 'no' END AS counts, on_date AS known_since
FROM event_details
WHERE (:model = '' OR model = :model) AND on_date <= :day
ORDER BY on_date, variant, status, scope, source`

// listStatements lists a statement of a model also under each of its variants.
const listStatements = `
SELECT statement, kind, topic, speaker, said_on, about, reply_to, source,
       CASE counts WHEN 1 THEN 'yes' ELSE 'no' END AS counts, text,
       ifnull(said_on, :undated) AS known_since
FROM statement_details d
WHERE ifnull(said_on, '') <= :day AND (:model = '' OR EXISTS (
  SELECT 1
  FROM statements a
  JOIN statement_targets t ON t.statement_id = a.id
  LEFT JOIN variants v ON v.id = t.variant_id
  JOIN models m ON m.id = ifnull(t.model_id, v.model_id)
  WHERE a.slug = d.statement AND m.slug = :model))
ORDER BY said_on, statement`

const listSuites = `
SELECT suite, benchmark, owner, stage, launched_on, source
FROM suite_details
ORDER BY suite, benchmark`

const listAliases = `
SELECT name, scope, section, variant, valid_from, valid_to, source,
       CASE counts WHEN 1 THEN 'yes' ELSE 'no' END AS counts, evidence
FROM alias_details
WHERE :model = '' OR model = :model
ORDER BY name, scope, section, variant, valid_from, source`

const listSpecs = `
SELECT variant, attribute, basis, provider, product, ifnull(value_text, value) AS value, as_of, source,
       ifnull(as_of, :undated) AS known_since
FROM spec_details
WHERE (:model = '' OR model = :model) AND attribute NOT LIKE 'price%' AND ifnull(as_of, '') <= :day
ORDER BY variant, attribute, basis, provider, product, as_of, source`

// listPrices lists what a million tokens cost, in USD.
const listPrices = `
SELECT variant, provider, product, substr(attribute, 7) AS price_of, ifnull(value_text, value) AS usd, as_of, source,
       ifnull(as_of, :undated) AS known_since
FROM spec_details
WHERE (:model = '' OR model = :model) AND attribute LIKE 'price%' AND ifnull(as_of, '') <= :day
ORDER BY variant, provider, product, attribute, as_of, source`

const listExternalIDs = `
SELECT kind, thing, scheme, external_id, revision, source
FROM external_id_details
WHERE :model = '' OR model = :model
ORDER BY kind, thing, scheme, external_id, revision, source`

const listRules = `
SELECT code AS rule, severity, title
FROM rules
ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, code`
