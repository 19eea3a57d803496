package query

import (
	"context"
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

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

// fillFlags sets the column flags of the scores of a page: the rules of the flags of each
// score, which are on the page, and of those of its source, which flags selects. To ask for
// them in the query of the scores would compute the flags of all scores while the cache is
// stale.
func (db *DB) fillFlags(ctx context.Context, p *Page, flags string, args []any) error {
	of := map[string][]string{} // by score and by source
	for _, f := range Records(p.Flags) {
		if f["score_id"] != "" {
			of[f["score_id"]] = append(of[f["score_id"]], f["rule"])
		}
	}
	sources := map[string]bool{}
	for _, s := range Records(p.Scores) {
		sources[s["source"]] = true
	}
	list, err := json.Marshal(slices.Sorted(maps.Keys(sources)))
	if err != nil {
		return err
	}
	t, err := db.table(ctx, `
		SELECT f.rule, f.source
		FROM `+flags+` f
		WHERE f.rule IN `+flagsOfSources+` AND f.score_id IS NULL
		  AND f.source IN (SELECT value FROM json_each(:sources))`, append(args, sql.Named("sources", string(list)))...)
	if err != nil {
		return err
	}
	for _, f := range Records(t) {
		of["in "+f["source"]] = append(of["in "+f["source"]], f["rule"])
	}
	column := slices.Index(p.Scores.Columns, "flags")
	for i, s := range Records(p.Scores) {
		rules := slices.Concat(of[s["score_id"]], of["in "+s["source"]])
		slices.Sort(rules)
		p.Scores.Rows[i][column] = orNull(strings.Join(slices.Compact(rules), " "))
	}
	return nil
}
