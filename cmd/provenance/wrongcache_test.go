package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"

	"provenance/internal/dbfile"
	"provenance/internal/flagcache"
)

// compared are the caches of flags that wrongCache found to be right: see its key.
var compared sync.Map

// wrongCache compares the cache of flags of a small database with the rules, if it is
// fresh, after a command that writes. What the rules give depends on the rows, which the
// parts of the chain cover: the same cache for the same parts is compared once, whatever the
// files were called. (So a row that a test changes past the chain is not found here.)
func wrongCache(a *app, args []string) error {
	writes := slices.ContainsFunc(args, func(arg string) bool {
		return slices.Contains([]string{"ingest", "resolve", "retract", "refresh", "upgrade"}, arg)
	})
	if !writes || slices.Contains(args, "--"+noRefreshFlag) {
		return nil
	}
	ctx := context.Background()
	db, err := dbfile.OpenRead(ctx, a.dbPath())
	if err != nil { // what the command was given is no database, and it has said so
		return nil
	}
	defer db.Close()
	var small bool
	var rows string
	if err := db.Conn.QueryRowContext(ctx, `
		SELECT (SELECT is_fresh FROM cache_fresh) AND ifnull((SELECT max(id) FROM scores), 0) <= 2000,
		       ifnull((SELECT group_concat(table_name || link_id || sha256) FROM link_parts WHERE table_name NOT IN ('ingests', 'kept')), '')`).Scan(&small, &rows); err != nil || !small {
		return nil
	}
	cache, err := db.Table(ctx, `SELECT * FROM flag_cache ORDER BY id`)
	if err != nil {
		return err
	}
	key := sha256.Sum256(fmt.Appendf([]byte(rows), "%v", cache.Rows))
	if _, ok := compared.Load(key); ok {
		return nil
	}
	if _, err := flagcache.Compare(ctx, db); err != nil {
		return err
	}
	compared.Store(key, true)
	return nil
}
