package query

import "context"

// DraftFacts returns what a draft of a map may reuse, as rows of kind, key and value: source
// and organization by slug, the normal form of each name, benchmark by slug and by name in
// lower case, the metric of the scores of a benchmark, and the cells of each metric under
// "metric SLUG".
func (db *DB) DraftFacts(ctx context.Context) (*Table, error) {
	return db.table(ctx, `SELECT 'source' kind, slug key, '' value FROM sources
		UNION ALL SELECT 'organization', slug, '' FROM organizations
		UNION ALL SELECT DISTINCT 'name', norm, '' FROM aliases
		UNION ALL SELECT 'benchmark', lower(name), slug FROM benchmarks
		UNION ALL SELECT 'benchmark', slug, slug FROM benchmarks
		UNION ALL SELECT 'used', b.slug, m.slug FROM (SELECT DISTINCT benchmark_id, metric_id FROM snapshots) s
			JOIN benchmarks b ON b.id = s.benchmark_id JOIN metrics m ON m.id = s.metric_id
		UNION ALL SELECT 'metric '||slug, 'slug', slug FROM metrics
		UNION ALL SELECT 'metric '||slug, 'name', name FROM metrics
		UNION ALL SELECT 'metric '||slug, 'unit', unit FROM metrics
		UNION ALL SELECT 'metric '||slug, 'quantity', ifnull(quantity,'') FROM metrics
		UNION ALL SELECT 'metric '||slug, 'lower_bound', CASE WHEN lower_bound IS NULL THEN '' ELSE printf('%g',lower_bound) END FROM metrics
		UNION ALL SELECT 'metric '||slug, 'upper_bound', CASE WHEN upper_bound IS NULL THEN '' ELSE printf('%g',upper_bound) END FROM metrics
		UNION ALL SELECT 'metric '||slug, 'higher_is_better', CASE higher_is_better WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE '' END FROM metrics`)
}
