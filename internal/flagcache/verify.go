package flagcache

import (
	"context"
	"errors"
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
// fresh. A difference is a *dbfile.Fault. db may be read-only: what Compare computes goes to
// temporary tables.
func Compare(ctx context.Context, db *dbfile.DB) (s State, err error) {
	var queryOnly bool
	if err := db.Conn.QueryRowContext(ctx, `
		SELECT (SELECT is_fresh FROM main.cache_fresh), (SELECT count(*) FROM main.flag_cache),
		       (SELECT query_only FROM pragma_query_only)`).Scan(&s.Fresh, &s.Flags, &queryOnly); err != nil || !s.Fresh {
		return s, err
	}
	if queryOnly { // the file itself is open read-only
		if _, err := db.Conn.ExecContext(ctx, `PRAGMA query_only = OFF`); err != nil {
			return s, err
		}
		defer func() {
			_, qerr := db.Conn.ExecContext(context.WithoutCancel(ctx), `PRAGMA query_only = ON`)
			err = errors.Join(err, qerr)
		}()
	}
	c := &computation{db: db}
	defer func() { err = errors.Join(err, c.dropTables()) }()
	if err := c.makeTable(ctx); err != nil {
		return s, err
	}
	if err := c.compute(ctx); err != nil {
		return s, err
	}
	if err := c.compare(ctx); err != nil {
		return s, err
	}
	t, err := db.Table(ctx, `
		SELECT wanted, rule, score_id, message
		FROM temp.flag_difference
		ORDER BY rule, score_id, message
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
