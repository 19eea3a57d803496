package flagcache

import (
	"context"
	"fmt"
	"strings"

	"provenance/internal/dbfile"
)

// A State says what a comparison of the cache with the rules found.
type State struct {
	Fresh bool  // else nothing was compared: nobody reads the cache
	Flags int64 // rows of the cache
}

// Compare compares the cache with what the views of the rules give, if it is said to be
// fresh. A difference is a *dbfile.Fault. db may be read-only.
func Compare(ctx context.Context, db *dbfile.DB) (s State, err error) {
	if err := db.Conn.QueryRowContext(ctx, `
		SELECT (SELECT is_fresh FROM main.cache_fresh), (SELECT count(*) FROM main.flag_cache)`).Scan(&s.Fresh, &s.Flags); err != nil || !s.Fresh {
		return s, err
	}
	t, err := db.Table(ctx, `
		SELECT sum(n) AS more, rule, score_id, message
		FROM (
		  SELECT 1 AS n, `+columns+` FROM main.computed_flags
		  UNION ALL
		  SELECT -1, `+columns+` FROM main.flag_cache)
		GROUP BY `+columns+`
		HAVING sum(n) <> 0
		LIMIT 1`)
	if err != nil {
		return s, err
	}
	for _, r := range t.Rows {
		return s, difference(r[0].(int64) > 0, r[1], r[2], r[3])
	}
	return s, nil
}

// difference is the fault of a flag that the cache lacks, or that no rule gives.
func difference(lacks bool, rule, score, message any) error {
	const longest = 200
	text := fmt.Sprint(message)
	if len(text) > longest {
		text = strings.ToValidUTF8(text[:longest], "") + "…"
	}
	about := fmt.Sprintf("%v", rule)
	if score != nil {
		about += fmt.Sprintf(" of score %v", score)
	}
	if lacks {
		return dbfile.NewFault(dbfile.CheckFlags, "table flag_cache lacks a flag that the rules give, %s: %q; rows were changed and no link of the chain says so, or the cache was", about, text)
	}
	return dbfile.NewFault(dbfile.CheckFlags, "table flag_cache has a flag that no rule gives, %s: %q; rows were changed and no link of the chain says so, or the cache was", about, text)
}
