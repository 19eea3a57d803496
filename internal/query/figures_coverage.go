package query

import (
	"context"
	"database/sql"
	"fmt"
)

// A CoverageFilter selects the benchmarks of a coverage figure: those of a suite, those
// with the given slugs, or those that are in both.
type CoverageFilter struct {
	Suite      string
	Benchmarks []string
	Names      bool // include the scores of unresolved names
}

// CoverageScores returns the current scores on the benchmarks of the filter in the order
// of benchmark, variant, name, day and score. It leaves out unresolved names unless Names
// is set.
func (db *DB) CoverageScores(ctx context.Context, f CoverageFilter) ([]FigureScore, error) {
	benchmarks, err := db.CoverageBenchmarks(ctx, f)
	if err != nil {
		return nil, err
	}
	var out []FigureScore
	for _, b := range benchmarks {
		scores, err := db.figureScores(ctx, `d.benchmark_id = (SELECT id FROM benchmarks WHERE slug = ?1) AND (?2 OR d.variant_id IS NOT NULL)
			ORDER BY d.variant, d.listed_as, d.reported_on, d.score_id`, b.Slug, f.Names)
		if err != nil {
			return nil, fmt.Errorf("coverage of %s: %w", b.Slug, err)
		}
		out = append(out, scores...)
	}
	return out, nil
}

// A Named is a slug with its display name.
type Named struct{ Slug, Name string }

// CoverageBenchmarks returns the benchmarks of the filter: those of the suite in the order
// of its source, or the named ones in the given order. If both are given, it returns the
// benchmarks of the suite that are named.
func (db *DB) CoverageBenchmarks(ctx context.Context, f CoverageFilter) ([]Named, error) {
	const name = `b.name || coalesce(' ' || b.version, '') || coalesce(' (' || b.split || ')', '')`
	var out []Named
	add := func(query string, arg string) error {
		t, err := db.table(ctx, query, arg)
		if err != nil {
			return fmt.Errorf("benchmarks of a coverage: %w", err)
		}
		for _, r := range t.Rows {
			out = append(out, Named{r[0].(string), r[1].(string)})
		}
		return nil
	}
	if f.Suite == "" {
		for _, b := range f.Benchmarks {
			if err := add(`SELECT b.slug, `+name+` FROM benchmarks b WHERE b.slug = ?`, b); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	if err := add(`SELECT b.slug, `+name+` FROM suites s JOIN benchmarks b ON b.id = s.benchmark_id WHERE s.suite = ? ORDER BY s.id`, f.Suite); err != nil {
		return nil, err
	}
	if len(f.Benchmarks) == 0 {
		return out, nil
	}
	in := map[string]Named{}
	for _, b := range out {
		in[b.Slug] = b
	}
	out = nil
	for _, b := range f.Benchmarks {
		if n, ok := in[b]; ok {
			out = append(out, n)
		}
	}
	return out, nil
}

// A SuiteInfo is a suite with the sources that define it, and how much of it developers
// reported.
type SuiteInfo struct {
	Suite      string
	Benchmarks int
	FirstParty int // benchmarks that developers reported for their own variants, summed over the variants
	Sources    []string
	Since      string // the first day of these sources; "" if none has a day
}

// Suites returns all suites. Those of which developers reported the most come first.
func (db *DB) Suites(ctx context.Context) ([]SuiteInfo, error) {
	t, err := db.table(ctx, `
		SELECT u.suite, count(DISTINCT u.benchmark_id),
		       (SELECT count(DISTINCT s.variant_id || ' ' || s.benchmark_id) FROM suites w JOIN scores s ON s.benchmark_id = w.benchmark_id JOIN variants v ON v.id = s.variant_id JOIN own_evaluators e ON e.model_id = v.model_id AND e.organization_id = s.evaluator_id
		         WHERE w.suite = u.suite) AS own
		FROM suites u GROUP BY u.suite ORDER BY own DESC, 2 DESC, u.suite`)
	if err != nil {
		return nil, fmt.Errorf("suites: %w", err)
	}
	var out []SuiteInfo
	for _, r := range t.Rows {
		info := SuiteInfo{Suite: r[0].(string), Benchmarks: int(r[1].(int64)), FirstParty: int(r[2].(int64))}
		src, err := db.table(ctx, `SELECT DISTINCT src.slug, coalesce(src.published_on, src.retrieved_on, '') FROM suites u JOIN sources src ON src.id = u.source_id WHERE u.suite = ? ORDER BY src.slug`, info.Suite)
		if err != nil {
			return nil, fmt.Errorf("suites: %w", err)
		}
		for _, s := range src.Rows {
			info.Sources = append(info.Sources, s[0].(string))
			if day := s[1].(string); info.Since == "" || day != "" && day < info.Since {
				info.Since = day
			}
		}
		out = append(out, info)
	}
	return out, nil
}

// A CoverageCount says how much is on record about a variant on a benchmark in one source.
type CoverageCount struct {
	Benchmark, Variant, Model string // Variant and Model are "" for unresolved names
	Source                    string
	Names                     int // number of names
}

// CoverageCounts returns what is on record by benchmark, variant and source, in this
// order, up to a day (YYYY-MM-DD), or all if asOf is "".
func (db *DB) CoverageCounts(ctx context.Context, asOf string) ([]CoverageCount, error) {
	rows, err := db.conn.QueryContext(ctx, `
		SELECT b.slug, ifnull(v.slug, '') AS variant, ifnull(m.slug, ''), src.slug, count(DISTINCT s.name_id)
		FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id JOIN benchmarks b ON b.id = s.benchmark_id JOIN sources src ON src.id = sp.source_id
		LEFT JOIN variants v ON v.id = s.variant_id LEFT JOIN models m ON m.id = v.model_id
		WHERE (?1 = '' OR CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31' WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END <= ?1)
		  AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)
		GROUP BY b.id, s.variant_id, src.id ORDER BY b.slug, variant, src.slug`, asOf)
	if err != nil {
		return nil, fmt.Errorf("coverage: %w", err)
	}
	defer rows.Close()
	var out []CoverageCount
	for rows.Next() {
		var c CoverageCount
		if err := rows.Scan(&c.Benchmark, &c.Variant, &c.Model, &c.Source, &c.Names); err != nil {
			return nil, fmt.Errorf("coverage: %w", err)
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// A ContextSpec is one context window on record. Its Entry has no benchmark; ReportedOn is
// the day from which the window holds, or else the day of its source.
type ContextSpec struct {
	Entry
	Basis       string // claimed, served or measured
	By, Product string // By is the name of the provider or of the measurer
	Tokens      float64
	Aggregator  bool // the source copies numbers from others
}

// ContextSpecs returns the context windows of all variants, in tokens, in the order of
// variant, basis and value. It includes what an aggregator prints as served, and marks it.
func (db *DB) ContextSpecs(ctx context.Context) ([]ContextSpec, error) {
	rows, err := db.conn.QueryContext(ctx, `
		SELECT v.slug, v.name, m.slug, m.name, (SELECT count(*) - 1 FROM variants x WHERE x.model_id = v.model_id), p.basis, ifnull(o.name, ''), ifnull(p.product, ''), p.value,
		       coalesce(p.as_of, s.published_on, s.retrieved_on, ''), s.slug, s.kind = 'aggregator'
		FROM specs p JOIN variants v ON v.id = p.variant_id JOIN models m ON m.id = v.model_id JOIN sources s ON s.id = p.source_id LEFT JOIN organizations o ON o.id = p.provider_id
		WHERE p.attribute = 'context_tokens' AND p.value IS NOT NULL AND (p.basis <> 'served' OR p.provider_id IS NOT NULL)
		ORDER BY v.slug, p.basis, p.value, o.slug, p.id`)
	if err != nil {
		return nil, fmt.Errorf("context windows: %w", err)
	}
	defer rows.Close()
	var out []ContextSpec
	for rows.Next() {
		var s ContextSpec
		if err := rows.Scan(&s.Variant, &s.VariantName, &s.Model, &s.ModelName, &s.Siblings, &s.Basis, &s.By, &s.Product, &s.Tokens, &s.ReportedOn, &s.Source, &s.Aggregator); err != nil {
			return nil, fmt.Errorf("context windows: %w", err)
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// PublicStatus returns the public status of a variant on a day (YYYY-MM-DD), or its last
// status if asOf is "", with the day since when it holds and the source of the event. The
// status is "" if no event is on record.
func (db *DB) PublicStatus(ctx context.Context, variant, asOf string) (status, since, source string, err error) {
	err = db.conn.QueryRowContext(ctx, `
		SELECT status, since, source FROM (
		  SELECT x.status, x.since, x.source, CASE WHEN x.scope <> 'public' THEN 2 WHEN x.status IN ('released', 'preview', 'deprecated', 'withdrawn', 'retired') THEN 0 ELSE 1 END AS step
		  FROM variant_status x
		  WHERE x.variant = ?1 AND (?2 = '' OR substr(x.since || CASE WHEN x.status IN ('preview', 'released') THEN '-01-01' ELSE '-99-99' END, 1, 10) <= ?2))
		ORDER BY step, since DESC LIMIT 1`, variant, asOf).Scan(&status, &since, &source)
	if err == sql.ErrNoRows {
		return "", "", "", nil
	}
	if err != nil {
		err = fmt.Errorf("status of %s: %w", variant, err)
	}
	return status, since, source, err
}
