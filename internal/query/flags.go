package query

import "context"

// fresh reports whether the cache of flags is.
func (db *DB) fresh(ctx context.Context) (is bool, err error) {
	err = db.conn.QueryRowContext(ctx, `SELECT is_fresh FROM cache_fresh`).Scan(&is)
	return is, err
}

// flagsAt returns a table expression of the flags that hold today, or on a day that the
// query has as a parameter. A flag whose beginning is not known holds today only.
//
// It is the view cached_flags while the cache is fresh: flag_intervals has the same rows,
// but SQLite takes tens of milliseconds to prepare it, because it names every rule.
func (db *DB) flagsAt(ctx context.Context, day, parameter string) (string, error) {
	fresh, err := db.fresh(ctx)
	if err != nil {
		return "", err
	}
	from, since := `flag_intervals`, `since <= `+parameter
	if fresh {
		from = `cached_flags`
	}
	if day == "" {
		parameter, since = `date('now')`, `(since IS NULL OR since <= date('now'))`
	}
	return `(SELECT * FROM ` + from + ` WHERE ` + since + ` AND (until IS NULL OR until > ` + parameter + `))`, nil
}

// flagsOfSources are the rules about a source that count for each of its scores.
const flagsOfSources = `('placeholder-source','corrected')`

// resolvedScores returns a table expression of score_facts for scores of a variant, with a
// column flags that has the rules of flags, which is a result of flagsAt for the day. While
// the cache is stale it computes the flags of all scores at once: to ask each rule for each
// score takes longer.
func (db *DB) resolvedScores(ctx context.Context, day, flags string) (string, error) {
	fresh, err := db.fresh(ctx)
	if err != nil {
		return "", err
	}
	if !fresh && day == "" {
		return `(
			  SELECT s.*, g.flags
			  FROM score_facts s
			  LEFT JOIN (
			    SELECT score_id, group_concat(rule, ' ') AS flags
			    FROM (
			      SELECT DISTINCT ifnull(f.score_id, o.id) AS score_id, f.rule
			      FROM ` + flags + ` f
			      LEFT JOIN snapshots p ON f.score_id IS NULL AND f.rule IN ` + flagsOfSources + ` AND p.source_id = f.source_id
			      LEFT JOIN scores o ON o.snapshot_id = p.id
			      ORDER BY 1, 2)
			    GROUP BY score_id) g ON g.score_id = s.score_id)`, nil
	}
	return `(
			  SELECT s.*, (
			    SELECT group_concat(rule, ' ')
			    FROM (
			      SELECT f.rule FROM ` + flags + ` f WHERE f.score_id = s.score_id
			      UNION
			      SELECT f.rule FROM ` + flags + ` f
			      WHERE f.rule IN ` + flagsOfSources + ` AND f.source_id = s.source_id AND f.score_id IS NULL
			      ORDER BY rule)) AS flags
			  FROM score_facts s)`, nil
}
