package query

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
)

// A FollowFilter limits the scores in which a timeline looks for a default. Empty fields
// have no effect.
type FollowFilter struct {
	Benchmarks, Sources []string // slugs
	Until               string   // YYYY-MM-DD: ignore what was reported later
}

// args returns the parameters ?1 to ?3 of a query.
func (f FollowFilter) args() ([]any, error) {
	benchmarks, err := json.Marshal(append([]string{}, f.Benchmarks...))
	if err != nil {
		return nil, err
	}
	sources, err := json.Marshal(append([]string{}, f.Sources...))
	return []any{string(benchmarks), string(sources), f.Until}, err
}

// MostFollowed returns the slug of the model with the most days on which a board listed
// both a variant that was not public and a released one. If there is none, it returns the
// slug of the variant that one source lists on one benchmark on the most days, and prefers
// a variant that was not public then. It returns "" if no variant has a score.
func (db *DB) MostFollowed(ctx context.Context, f FollowFilter) (slug string, err error) {
	args, err := f.args()
	if err != nil {
		return "", err
	}
	err = db.conn.QueryRowContext(ctx, `
		SELECT model FROM variant_gaps
		WHERE (?1 = '[]' OR benchmark IN (SELECT value FROM json_each(?1))) AND (?2 = '[]' OR source IN (SELECT value FROM json_each(?2)))
		  AND (?3 = '' OR CASE length(reported_on) WHEN 4 THEN reported_on || '-12-31' WHEN 7 THEN date(reported_on || '-01', '+1 month', '-1 day') ELSE reported_on END <= ?3)
		GROUP BY model, benchmark, source ORDER BY count(DISTINCT reported_on) DESC, model LIMIT 1`, args...).Scan(&slug)
	if errors.Is(err, sql.ErrNoRows) {
		err = db.conn.QueryRowContext(ctx, `
			SELECT f.slug FROM (SELECT v.slug, v.id, max(sp.reported_on) AS last, count(DISTINCT sp.reported_on) AS days, max(src.kind = 'leaderboard') AS board
			FROM scores s JOIN snapshots sp ON sp.id = s.snapshot_id JOIN variants v ON v.id = s.variant_id
			JOIN benchmarks b ON b.id = sp.benchmark_id JOIN sources src ON src.id = sp.source_id
			WHERE (?1 = '[]' OR b.slug IN (SELECT value FROM json_each(?1))) AND (?2 = '[]' OR src.slug IN (SELECT value FROM json_each(?2)))
			  AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)
			  AND (?3 = '' OR CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31' WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END <= ?3)
			GROUP BY v.id, sp.source_id, sp.benchmark_id) f
			ORDER BY EXISTS (SELECT 1 FROM variant_days vd WHERE vd.variant_id = f.id AND vd.known_on <= f.last AND (vd.public_on IS NULL OR vd.public_on > f.last)) DESC, f.days DESC, f.board DESC, f.slug LIMIT 1`, args...).Scan(&slug)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("find the model with the most days: %w", err)
	}
	return slug, nil
}

// FollowedBoard returns the source and benchmark with the most days, and the last of these
// days, whether or not its names are resolved. Ties go to a leaderboard, then to the one
// with the most scores. It returns the zero Board if there is none.
func (db *DB) FollowedBoard(ctx context.Context, f FollowFilter) (b Board, err error) {
	args, err := f.args()
	if err != nil {
		return b, err
	}
	err = db.conn.QueryRowContext(ctx, `
		SELECT src.slug, b.slug, max(sp.reported_on)
		FROM snapshots sp JOIN scores s ON s.snapshot_id = sp.id JOIN benchmarks b ON b.id = sp.benchmark_id JOIN sources src ON src.id = sp.source_id JOIN metrics mt ON mt.id = sp.metric_id
		WHERE (?1 = '[]' OR b.slug IN (SELECT value FROM json_each(?1))) AND (?2 = '[]' OR src.slug IN (SELECT value FROM json_each(?2)))
		  AND NOT EXISTS (SELECT 1 FROM outdated x WHERE x.id = s.id)
		  AND (?3 = '' OR CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31' WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END <= ?3)
		GROUP BY sp.source_id, sp.benchmark_id
		ORDER BY count(DISTINCT sp.reported_on) DESC, src.kind = 'leaderboard' DESC, max(ifnull(mt.higher_is_better, 1)) DESC, count(*) DESC, src.slug, b.slug LIMIT 1`, args...).Scan(&b.Source, &b.Benchmark, &b.Day)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return b, fmt.Errorf("find the board with the most days: %w", err)
	}
	return b, nil
}

// FigureNames returns the current scores that a source printed on a benchmark under the
// given names, on all days, in the order of name, day and score.
func (db *DB) FigureNames(ctx context.Context, source, benchmark string, names []string) ([]FigureScore, error) {
	list, err := json.Marshal(append([]string{}, names...))
	if err != nil {
		return nil, err
	}
	out, err := db.figureScores(ctx, `d.source = ?1 AND d.benchmark = ?2 AND d.listed_as IN (SELECT value FROM json_each(?3)) ORDER BY d.listed_as, d.reported_on, d.score_id`, source, benchmark, string(list))
	if err != nil {
		return nil, fmt.Errorf("scores of %s on %s: %w", source, benchmark, err)
	}
	return out, nil
}

// A FollowedName is a name that a source printed on a benchmark on several days, with its
// best score and the day of that score.
type FollowedName struct {
	Name, Day string
	Best      float64
}

// FollowedNames returns the names that a source printed on a benchmark in the given metric
// and setting, in the order of names, up to a day (YYYY-MM-DD), or all if until is "".
func (db *DB) FollowedNames(ctx context.Context, source, benchmark, metric string, protocol int64, until string) ([]FollowedName, error) {
	rows, err := db.conn.QueryContext(ctx, `
		SELECT name, reported_on, value FROM (
		  SELECT nm.name, sp.reported_on, s.value, row_number() OVER (PARTITION BY nm.id ORDER BY s.value * iif(ifnull(mt.higher_is_better, 1), -1, 1), sp.reported_on) AS place
		  FROM snapshots sp JOIN scores s ON s.snapshot_id = sp.id JOIN names nm ON nm.id = s.name_id JOIN benchmarks b ON b.id = sp.benchmark_id JOIN sources src ON src.id = sp.source_id JOIN metrics mt ON mt.id = sp.metric_id
		  WHERE src.slug = ?1 AND b.slug = ?2 AND mt.slug = ?3 AND sp.protocol_id = ?4 AND NOT EXISTS (SELECT 1 FROM outdated o WHERE o.id = s.id)
		    AND (?5 = '' OR CASE length(sp.reported_on) WHEN 4 THEN sp.reported_on || '-12-31' WHEN 7 THEN date(sp.reported_on || '-01', '+1 month', '-1 day') ELSE sp.reported_on END <= ?5))
		WHERE place = 1 ORDER BY name`, source, benchmark, metric, protocol, until)
	if err != nil {
		return nil, fmt.Errorf("names of %s on %s: %w", source, benchmark, err)
	}
	defer rows.Close()
	var out []FollowedName
	for rows.Next() {
		var n FollowedName
		if err := rows.Scan(&n.Name, &n.Day, &n.Best); err != nil {
			return nil, fmt.Errorf("names of %s on %s: %w", source, benchmark, err)
		}
		out = append(out, n)
	}
	return out, rows.Err()
}

// OtherMeanings returns the days on which the source of an entry prints its name for another
// variant, or for one that is not known, in order.
func (db *DB) OtherMeanings(ctx context.Context, e Entry) ([]string, error) {
	t, err := db.table(ctx, `
		SELECT DISTINCT d.day
		FROM name_days d
		JOIN names nm ON nm.id = d.name_id
		JOIN sources src ON src.id = d.source_id
		WHERE nm.name = ?1 AND src.slug = ?2 AND d.variant_id IS NOT (SELECT id FROM variants WHERE slug = ?3)
		ORDER BY d.day`, e.ListedAs, e.Source, e.Variant)
	if err != nil {
		return nil, fmt.Errorf("days of %s: %w", e.ListedAs, err)
	}
	var out []string
	for _, r := range t.Rows {
		out = append(out, r[0].(string))
	}
	return out, nil
}
