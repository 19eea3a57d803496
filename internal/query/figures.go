package query

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// An Entry says which variant a number on a figure belongs to, and who printed it when. If
// the name is not resolved, Variant and Model are empty, and VariantName and ModelName are
// the name as printed.
type Entry struct {
	Variant, VariantName, Model, ModelName string
	Siblings                               int    // number of other variants of the model on record
	ListedAs                               string // as the source prints it
	Benchmark, Source, ReportedOn          string
}

// A FigureScore is one current score with everything that a figure shows about it.
type FigureScore struct {
	Entry
	ID                    int64
	Stage                 string // of the variant
	Section               string // of the source's table
	Developer             string // name, of several makers all names; "" if it is not on record. An ambiguous name has one if all its candidates have the same
	Together              bool   // several organizations made the model
	Relationship          string // first_party, third_party, or "" if the evaluator is not stated
	BenchmarkName, Unit   string
	BenchmarkID           int64 // increases in the order of reading
	Live                  bool  // scores of two days cannot be compared on this benchmark
	Metric, MetricName    string
	Protocol              int64
	Setting               string // the protocol in words; "" if nothing is stated
	Effort                string // the label of its reasoning effort; "" if none is stated
	Stated                string // the settings of the protocol as a JSON array, in a fixed order; null where one is not stated
	StyleControl          sql.NullBool
	HigherIsBetter        bool
	Value                 float64
	Printed               string
	CILow, CIHigh, StdErr sql.NullFloat64
	CILevel               sql.NullFloat64 // for example 0.95; not valid if the source states none
	Status                string          // status_when_reported
	Rank                  sql.NullInt64
	Flag, Severity        string // message and severity of the flag unreleased-when-reported, or ""
}

// FigureScores returns the current scores of a source in the order of benchmark, variant
// and score. It leaves out scores of ambiguous names: see OpenNames.
func (db *DB) FigureScores(ctx context.Context, source string) ([]FigureScore, error) {
	out, err := db.figureScores(ctx, `d.source = ?1 AND d.resolution <> 'ambiguous' ORDER BY d.benchmark, d.variant IS NULL, d.variant, d.score_id`, source)
	if err != nil {
		return nil, fmt.Errorf("scores of %s: %w", source, err)
	}
	return out, nil
}

// AmbiguousScores returns the current scores of a source that FigureScores leaves out.
func (db *DB) AmbiguousScores(ctx context.Context, source string) ([]FigureScore, error) {
	out, err := db.figureScores(ctx, `d.source = ?1 AND d.resolution = 'ambiguous' ORDER BY d.score_id`, source)
	if err != nil {
		return nil, fmt.Errorf("scores of %s: %w", source, err)
	}
	return out, nil
}

// FigureBoard returns the current scores that a source printed on a benchmark on a day
// (YYYY-MM-DD), in the order of reading. It includes scores of ambiguous names.
func (db *DB) FigureBoard(ctx context.Context, source, benchmark, day string) ([]FigureScore, error) {
	out, err := db.figureScores(ctx, `d.source = ?1 AND d.benchmark = ?2 AND d.reported_on = ?3 ORDER BY d.score_id`, source, benchmark, day)
	if err != nil {
		return nil, fmt.Errorf("scores of %s on %s: %w", source, benchmark, err)
	}
	return out, nil
}

// FigureVariant returns the current scores of a variant in the order of benchmark,
// source, day and score.
func (db *DB) FigureVariant(ctx context.Context, variant string) ([]FigureScore, error) {
	out, err := db.figureScores(ctx, `d.variant = ?1 ORDER BY d.benchmark, d.source, d.reported_on, d.score_id`, variant)
	if err != nil {
		return nil, fmt.Errorf("scores of %s: %w", variant, err)
	}
	return out, nil
}

// FigureName returns the current scores of a name as printed that is of no variant on
// record, in the order of benchmark, source, day and score.
func (db *DB) FigureName(ctx context.Context, name string) ([]FigureScore, error) {
	out, err := db.figureScores(ctx, `d.score_id IN (`+scoresNamed+`) AND d.variant_id IS NULL ORDER BY d.benchmark, d.source, d.reported_on, d.score_id`, name)
	if err != nil {
		return nil, fmt.Errorf("scores of %s: %w", name, err)
	}
	return out, nil
}

// figureScores returns the scores that satisfy a condition on score_facts d.
func (db *DB) figureScores(ctx context.Context, where string, args ...any) ([]FigureScore, error) {
	flags, err := db.flagsAt(ctx, "", "")
	if err != nil {
		return nil, err
	}
	rows, err := db.conn.QueryContext(ctx, `
		SELECT ifnull(v.slug, ''), ifnull(v.name, d.listed_as), ifnull(m.slug, ''), ifnull(m.name, d.listed_as), ifnull(v.stage, ''), max((SELECT count(*) - 1 FROM variants o WHERE o.model_id = v.model_id), 0), d.listed_as, ifnull(d.section, ''),
		       d.benchmark, b.id, b.name || coalesce(' ' || b.version, '') || coalesce(' (' || b.split || ')', ''), d.unit, d.unit = 'elo' OR b.access = 'live', d.metric, mt.name,
		       d.protocol_id, substr(ifnull(', ' || p.shots || CASE p.shots WHEN 1 THEN ' shot' ELSE ' shots' END, '') || CASE p.cot WHEN 1 THEN ', chain of thought' WHEN 0 THEN ', no chain of thought' ELSE '' END
		         || ifnull(', ' || p.reasoning_effort || ' reasoning effort', '') || ifnull(', ' || p.attempts || CASE p.attempts WHEN 1 THEN ' attempt' ELSE ' attempts' END, '') || ifnull(', ' || p.selection, '')
		         || ifnull(', temperature ' || p.temperature, '') || ifnull(', ' || p.harness || ifnull(' ' || p.harness_version, ''), '') || ifnull(', tools: ' || p.tools, '') || ifnull(', judged by ' || p.judge, '')
		         || ifnull(', ' || p.scaffold, '') || ifnull(', on ' || p.platform, '') || CASE p.style_control WHEN 1 THEN ', style control' WHEN 0 THEN ', no style control' ELSE '' END || ifnull(', on ' || p.item_limit || ' items', '') || ifnull(', ' || p.filter, '') || ifnull(', ' || (SELECT group_concat(key || ' ' || value, ', ') FROM json_each(p.extra)), ''), 3),
		       p.style_control, ifnull(mt.higher_is_better, 1), d.value, d.value_as_printed, d.ci_low, d.ci_high, (SELECT ci_level FROM scores WHERE id = d.score_id), d.stderr, d.status_when_reported, d.reported_on,
		       ifnull(o.name, '') || ifnull((SELECT ' and ' || group_concat(name, ' and ') FROM (SELECT DISTINCT c.name FROM co_developers k JOIN organizations c ON c.id = k.developer_id WHERE k.model_id = v.model_id ORDER BY c.name)), ''),
		       EXISTS (SELECT 1 FROM co_developers k WHERE k.model_id = v.model_id), ifnull(d.relationship, ''), d.rank, d.source, d.score_id, ifnull(p.reasoning_effort, ''),
		       json_array(p.shots, p.cot, p.reasoning_effort, p.attempts, p.selection, p.temperature, p.harness, p.harness_version, p.tools, p.judge, p.scaffold, p.platform, p.style_control, p.item_limit, p.filter, p.extra),
		       (SELECT CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END || f.severity || char(31) || f.message FROM `+flags+` f WHERE f.rule = 'unreleased-when-reported' AND f.score_id = d.score_id ORDER BY 1 LIMIT 1)
		FROM score_facts d LEFT JOIN variants v ON v.id = d.variant_id LEFT JOIN models m ON m.id = v.model_id JOIN benchmarks b ON b.id = d.benchmark_id JOIN metrics mt ON mt.id = d.metric_id
		JOIN protocols p ON p.id = d.protocol_id LEFT JOIN organizations o ON o.slug = d.developer
		WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []FigureScore
	for rows.Next() {
		var s FigureScore
		var flag sql.NullString
		if err := rows.Scan(&s.Variant, &s.VariantName, &s.Model, &s.ModelName, &s.Stage, &s.Siblings, &s.ListedAs, &s.Section, &s.Benchmark, &s.BenchmarkID, &s.BenchmarkName, &s.Unit, &s.Live, &s.Metric, &s.MetricName,
			&s.Protocol, &s.Setting, &s.StyleControl, &s.HigherIsBetter, &s.Value, &s.Printed, &s.CILow, &s.CIHigh, &s.CILevel, &s.StdErr, &s.Status, &s.ReportedOn,
			&s.Developer, &s.Together, &s.Relationship, &s.Rank, &s.Source, &s.ID, &s.Effort, &s.Stated, &flag); err != nil {
			return nil, err
		}
		if flag.Valid {
			s.Severity, s.Flag, _ = strings.Cut(flag.String[1:], "\x1f")
		}
		out = append(out, s)
	}
	return out, rows.Err()
}

// OpenNames returns the names in a source that are not resolved to a variant, in the order
// of names, each with its resolution "ambiguous" or "unresolved".
func (db *DB) OpenNames(ctx context.Context, source string) (names, resolutions []string, err error) {
	t, err := db.table(ctx, `
		SELECT DISTINCT nm.name, CASE WHEN EXISTS (SELECT 1 FROM score_candidates c WHERE c.score_id = l.score_id) THEN 'ambiguous' ELSE 'unresolved' END AS resolution
		FROM (SELECT s.name_id, min(s.id) AS score_id FROM sources src JOIN snapshots sp ON sp.source_id = src.id JOIN scores s ON s.snapshot_id = sp.id WHERE src.slug = ? AND s.variant_id IS NULL
		      GROUP BY s.name_id, CASE WHEN s.name_id IN (SELECT name_id FROM dated_names) THEN s.id END) l
		JOIN names nm ON nm.id = l.name_id ORDER BY nm.name, resolution`, source)
	if err != nil {
		return nil, nil, fmt.Errorf("names in %s: %w", source, err)
	}
	for _, r := range t.Rows {
		names, resolutions = append(names, r[0].(string)), append(resolutions, r[1].(string))
	}
	return names, resolutions, nil
}

// A TableFilter says what a source should print. Empty fields have no effect.
type TableFilter struct {
	Entries    []string // slugs of models and variants
	Benchmarks []string
	Until      string // YYYY-MM-DD: ignore what was reported later
}

// TableSource returns the slug of the source that prints the most of what the filter
// names: the default source of `chart bars`. If it names neither entries nor benchmarks,
// that is the vendor's document with the most of both or, if no vendor has two variants,
// any source. It returns "" if no source prints any.
func (db *DB) TableSource(ctx context.Context, f TableFilter) (string, error) {
	if len(f.Entries)+len(f.Benchmarks) == 0 {
		slug, err := db.tableSource(ctx, f, true)
		if err != nil || slug != "" {
			return slug, err
		}
	}
	return db.tableSource(ctx, f, false)
}

func (db *DB) tableSource(ctx context.Context, f TableFilter, vendors bool) (slug string, err error) {
	entries, err := json.Marshal(append([]string{}, f.Entries...))
	if err != nil {
		return "", err
	}
	benchmarks, err := json.Marshal(append([]string{}, f.Benchmarks...))
	if err != nil {
		return "", err
	}
	err = db.conn.QueryRowContext(ctx, `
		SELECT src.slug FROM sources src JOIN snapshots sp ON sp.source_id = src.id JOIN scores s ON s.snapshot_id = sp.id LEFT JOIN variants v ON v.id = s.variant_id
		WHERE (NOT ?4 OR src.kind IN ('vendor_blog', 'model_card', 'paper'))
		  AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)
		  AND (?1 = '[]' OR v.slug IN (SELECT value FROM json_each(?1)) OR v.model_id IN (SELECT m.id FROM models m WHERE m.slug IN (SELECT value FROM json_each(?1)))
		    OR s.variant_id IS NULL AND s.name_id IN (SELECT id FROM names WHERE name IN (SELECT value FROM json_each(?1))))
		  AND (?2 = '[]' OR sp.benchmark_id IN (SELECT b.id FROM benchmarks b WHERE b.slug IN (SELECT value FROM json_each(?2))))
		  AND (?3 = '' OR CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31' WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END <= ?3)
		GROUP BY src.id HAVING NOT ?4 OR count(DISTINCT s.variant_id) > 1
		ORDER BY CASE WHEN ?1 = '[]' THEN 1 ELSE count(DISTINCT ifnull(v.model_id, -s.name_id)) END * CASE WHEN ?2 = '[]' THEN 1 ELSE count(DISTINCT sp.benchmark_id) END DESC,
		         count(DISTINCT sp.benchmark_id) * count(DISTINCT s.variant_id) DESC, count(*) DESC, src.slug LIMIT 1`, string(entries), string(benchmarks), f.Until, vendors).Scan(&slug)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find the source with most of what is drawn: %w", err)
	}
	return slug, nil
}

// A Board is one snapshot: what a source printed on a benchmark on a day. Source and
// Benchmark are slugs.
type Board struct{ Source, Benchmark, Day string }

// A BoardFilter selects a board. Empty fields have no effect.
type BoardFilter struct {
	Entries           []string // slugs of models and variants, and unresolved names, that it should list
	Source, Benchmark string
	Day               string // YYYY-MM-DD: reported on this day
	Until             string // YYYY-MM-DD: ignore what was reported later
}

// LargestBoard returns the snapshot that lists the most of the entries asked for, or the
// zero Board if there is none. Ties go to the one with the most rows, then the latest; if
// source and benchmark are given, the latest comes first.
// If neither source nor benchmark is given, a leaderboard of ten rows or more comes before
// everything else, because a few rows do not show a board. Among snapshots that list
// equally many, it then prefers one with a variant that was not public, and one in which
// higher is better: boards are not about cost and latency.
func (db *DB) LargestBoard(ctx context.Context, f BoardFilter) (b Board, err error) {
	entries, err := json.Marshal(append([]string{}, f.Entries...))
	if err != nil {
		return b, err
	}
	err = db.conn.QueryRowContext(ctx, `
		WITH wanted(id) AS (SELECT v.id FROM variants v WHERE v.slug IN (SELECT value FROM json_each(?1)) OR v.model_id IN (SELECT m.id FROM models m WHERE m.slug IN (SELECT value FROM json_each(?1)))),
		printed(id) AS (SELECT -id FROM names WHERE name IN (SELECT value FROM json_each(?1)))
		SELECT src.slug, b.slug, sp.reported_on
		FROM snapshots sp JOIN scores s ON s.snapshot_id = sp.id JOIN sources src ON src.id = sp.source_id JOIN benchmarks b ON b.id = sp.benchmark_id JOIN metrics mt ON mt.id = sp.metric_id
		WHERE (?2 = '' OR src.slug = ?2) AND (?3 = '' OR b.slug = ?3) AND (?4 = '' OR sp.reported_on = ?4)
		  AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)
		  AND (?5 = '' OR CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31' WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END <= ?5)
		GROUP BY sp.id HAVING ?1 = '[]' OR count(DISTINCT CASE WHEN s.variant_id IN (SELECT id FROM wanted) THEN s.variant_id WHEN s.variant_id IS NULL AND -s.name_id IN (SELECT id FROM printed) THEN -s.name_id END) > 0
		ORDER BY ?2 || ?3 = '' AND src.kind = 'leaderboard' AND count(*) >= 10 DESC,
		         count(DISTINCT CASE WHEN s.variant_id IN (SELECT id FROM wanted) THEN s.variant_id WHEN s.variant_id IS NULL AND -s.name_id IN (SELECT id FROM printed) THEN -s.name_id END) DESC,
		         ?2 || ?3 = '' AND EXISTS (SELECT 1 FROM scores h JOIN variant_days vd ON vd.variant_id = h.variant_id WHERE h.snapshot_id = sp.id AND vd.known_on <= sp.reported_on AND (vd.public_on IS NULL OR vd.public_on > sp.reported_on)) DESC,
		         ifnull(mt.higher_is_better, 1) DESC,
		         CASE WHEN ?2 <> '' AND ?3 <> '' THEN sp.reported_on END DESC, sum(count(*)) OVER (PARTITION BY sp.source_id, sp.benchmark_id, sp.metric_id, sp.reported_on) DESC, sp.reported_on DESC, src.slug, b.id LIMIT 1`,
		string(entries), f.Source, f.Benchmark, f.Day, f.Until).Scan(&b.Source, &b.Benchmark, &b.Day)
	if errors.Is(err, sql.ErrNoRows) {
		return b, nil
	}
	if err != nil {
		return b, fmt.Errorf("find a board: %w", err)
	}
	return b, nil
}

// A SourceInfo holds what the source line of a figure shows.
type SourceInfo struct{ Slug, Kind, Title, Publisher, Day, URL string }

// Source returns the source with the given slug.
func (db *DB) Source(ctx context.Context, slug string) (SourceInfo, error) {
	var s SourceInfo
	err := db.conn.QueryRowContext(ctx, `
		SELECT s.slug, ifnull(s.kind, ''), s.title, ifnull(o.name, ''), coalesce(s.published_on, s.retrieved_on, ''), ifnull(s.url, '')
		FROM sources s LEFT JOIN organizations o ON o.id = s.publisher_id WHERE s.slug = ?`, slug).Scan(&s.Slug, &s.Kind, &s.Title, &s.Publisher, &s.Day, &s.URL)
	if err != nil {
		return s, fmt.Errorf("source %s: %w", slug, err)
	}
	return s, nil
}

// A FigureGap is a row of variant_gaps: a score of a variant that was not public and one
// of its released sibling, with their difference (Hidden minus Released) and the
// half-width of its interval, in the unit of the metric.
type FigureGap struct {
	Hidden, Released FigureScore
	Gap              float64
	CI               sql.NullFloat64
}

// FigureGaps returns the gaps on a day, or on all days if day is "", in the order of
// model, benchmark, day and source.
func (db *DB) FigureGaps(ctx context.Context, day string) ([]FigureGap, error) {
	rows, err := db.conn.QueryContext(ctx, `
		SELECT g.score_id, g.released_score_id, g.gap, g.gap_ci FROM variant_gaps g JOIN protocols p ON p.id = g.protocol_id
		WHERE ?1 = '' OR g.reported_on = ?1
		ORDER BY g.model, g.benchmark, g.reported_on, g.source, p.style_control, g.variant, g.released_variant`, day)
	if err != nil {
		return nil, fmt.Errorf("gaps: %w", err)
	}
	defer rows.Close()
	var out []FigureGap
	var ids []int64
	for rows.Next() {
		var g FigureGap
		if err := rows.Scan(&g.Hidden.ID, &g.Released.ID, &g.Gap, &g.CI); err != nil {
			return nil, fmt.Errorf("gaps: %w", err)
		}
		out, ids = append(out, g), append(ids, g.Hidden.ID, g.Released.ID)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("gaps: %w", err)
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, fmt.Errorf("gaps: %w", err)
	}
	scores, err := db.figureScores(ctx, `d.score_id IN (SELECT value FROM json_each(?1))`, string(list))
	if err != nil {
		return nil, fmt.Errorf("gaps: %w", err)
	}
	by := map[int64]FigureScore{}
	for _, s := range scores {
		by[s.ID] = s
	}
	for i := range out {
		out[i].Hidden, out[i].Released = by[out[i].Hidden.ID], by[out[i].Released.ID]
	}
	return out, nil
}

// Fingerprint identifies a state of the database: the first 7 hexadecimal digits of a
// SHA-256 over the files that were read into it. Figures show it.
func (db *DB) Fingerprint(ctx context.Context) (string, error) {
	t, err := db.table(ctx, `SELECT map, sha256 FROM ingests ORDER BY id`)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, r := range t.Rows {
		fmt.Fprintf(h, "%s %s\n", r[0], r[1])
	}
	return hex.EncodeToString(h.Sum(nil))[:7], nil
}

// VariantsOf returns the slugs of the variants that entries name, by their own slug or
// that of their model, in order.
func (db *DB) VariantsOf(ctx context.Context, entries []string) ([]string, error) {
	list, err := json.Marshal(append([]string{}, entries...))
	if err != nil {
		return nil, err
	}
	t, err := db.table(ctx, `SELECT v.slug FROM variants v JOIN models m ON m.id = v.model_id
		WHERE v.slug IN (SELECT value FROM json_each(?1)) OR m.slug IN (SELECT value FROM json_each(?1)) ORDER BY m.slug, v.slug`, string(list))
	if err != nil {
		return nil, fmt.Errorf("variants: %w", err)
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, r[0].(string))
	}
	return out, nil
}

// SnapshotDays returns the days on which a source printed a benchmark in the given metric
// and setting, in order.
func (db *DB) SnapshotDays(ctx context.Context, source, benchmark, metric string, protocol int64) ([]string, error) {
	t, err := db.table(ctx, `SELECT DISTINCT sp.reported_on FROM snapshots sp JOIN sources src ON src.id = sp.source_id JOIN benchmarks b ON b.id = sp.benchmark_id JOIN metrics mt ON mt.id = sp.metric_id
		WHERE src.slug = ?1 AND b.slug = ?2 AND mt.slug = ?3 AND sp.protocol_id = ?4 AND EXISTS (SELECT 1 FROM scores s LEFT JOIN outdated o ON o.id = s.id WHERE s.snapshot_id = sp.id AND o.id IS NULL)
		ORDER BY 1`, source, benchmark, metric, protocol)
	if err != nil {
		return nil, fmt.Errorf("days of %s: %w", source, err)
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, r[0].(string))
	}
	return out, nil
}

// A StatusEvent is a dated change of the status of a variant. Scope is "" for the public,
// or the board that the event is limited to.
type StatusEvent struct{ Variant, Status, Day, Scope string }

// StatusEvents returns the events of the given variants in the order of days.
func (db *DB) StatusEvents(ctx context.Context, variants []string) ([]StatusEvent, error) {
	list, err := json.Marshal(append([]string{}, variants...))
	if err != nil {
		return nil, err
	}
	t, err := db.table(ctx, `SELECT DISTINCT v.slug, e.status, e.on_date, ifnull(o.name, '') FROM standing_events e JOIN variants v ON v.id = e.variant_id LEFT JOIN organizations o ON o.id = e.board_id
		WHERE v.slug IN (SELECT value FROM json_each(?1)) ORDER BY e.on_date, e.status, v.slug`, string(list))
	if err != nil {
		return nil, fmt.Errorf("release events: %w", err)
	}
	var out []StatusEvent
	for _, r := range t.Rows {
		out = append(out, StatusEvent{r[0].(string), r[1].(string), r[2].(string), r[3].(string)})
	}
	return out, nil
}
