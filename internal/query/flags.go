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

// resolvedScores returns a table expression of score_details for scores of a variant, of
// which column flags has the rules of flags, which is a result of flagsAt for the day.
// The flags of today are those of score_details unless the cache is fresh: what asks rule
// by rule for each score takes longer than all of them at once.
func (db *DB) resolvedScores(ctx context.Context, day, flags string) (string, error) {
	fresh, err := db.fresh(ctx)
	if err != nil || !fresh && day == "" {
		return `score_details`, err
	}
	return `(
			  SELECT s.*, (
			    SELECT group_concat(rule, ' ')
			    FROM (
			      SELECT f.rule FROM ` + flags + ` f WHERE f.score_id = s.score_id
			      UNION
			      SELECT f.rule FROM ` + flags + ` f
			      WHERE f.rule = 'placeholder-source' AND f.source_id = s.source_id AND f.score_id IS NULL
			      ORDER BY rule)) AS flags
			  FROM score_facts s)`, nil
}
