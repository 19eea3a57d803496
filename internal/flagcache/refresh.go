package flagcache

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"provenance/internal/dbfile"
	"provenance/internal/sqlite"
)

// ErrMoved says that each time the flags were computed, somebody had written meanwhile.
var ErrMoved = errors.New("other commands kept writing to the database")

// maxTurns is how often the flags are computed, at most, while others write.
const maxTurns = 3

// Options say how to refresh. The zero value computes the flags where they are not fresh.
type Options struct {
	Force    bool                  // compute them even if they are fresh
	Progress func(done, rules int) // nil: nobody looks

	computed func() // a hook of tests: the flags are computed and nothing is locked
}

// A Result says what a refresh did.
type Result struct {
	WasFresh       bool // nothing was computed
	Flags          int64
	Added, Removed int64
}

// Refresh computes the flags that the rules give and makes flag_cache the same. It computes
// them in one read transaction, so that others can write meanwhile, and then writes what
// differs in a short transaction, if nobody has written anything since; otherwise it
// starts again, and after some turns returns ErrMoved. A database without a link of the
// chain has no flags. db may be used as before when Refresh returns, also with an error.
func Refresh(ctx context.Context, db *dbfile.DB, o Options) (Result, error) {
	for range maxTurns {
		r, moved, err := refreshOnce(ctx, db, o)
		if err != nil || !moved {
			return r, sqlite.Plain(err)
		}
	}
	return Result{}, ErrMoved
}

// refreshOnce takes one turn. moved says that somebody else wrote and nothing was changed.
func refreshOnce(ctx context.Context, db *dbfile.DB, o Options) (r Result, moved bool, err error) {
	if r, err := account(ctx, db.DB); err != nil || r.WasFresh && !o.Force {
		return r, false, err
	}
	c := &computation{db: db, progress: o.Progress}
	defer func() { err = errors.Join(err, c.end()) }()
	if err := c.begin(ctx); err != nil {
		return r, false, err
	}
	if err := c.compute(ctx); err != nil {
		return r, false, err
	}
	if o.computed != nil {
		o.computed()
	}
	return c.write(ctx)
}

// account returns the state of the cache as the result of a refresh that does nothing.
func account(ctx context.Context, db *sqlite.DB) (r Result, err error) {
	err = db.Conn.QueryRowContext(ctx, `
		SELECT (SELECT is_fresh FROM main.cache_fresh) OR NOT EXISTS (SELECT 1 FROM main.links),
		       (SELECT count(*) FROM main.flag_cache)`).Scan(&r.WasFresh, &r.Flags)
	return r, err
}

// A moment identifies what a connection sees: the end of the chain, and a number that
// changes whenever another connection has committed.
type moment struct {
	end     string
	version int64
}

func momentOf(ctx context.Context, conn *sql.Conn) (m moment, err error) {
	err = conn.QueryRowContext(ctx, `
		SELECT ifnull((SELECT id || ' ' || sha256 FROM main.links ORDER BY id DESC LIMIT 1), '')`).Scan(&m.end)
	if err == nil {
		err = conn.QueryRowContext(ctx, `PRAGMA main.data_version`).Scan(&m.version)
	}
	return m, err
}

// rollback ends the transaction of a connection, if one is open.
func rollback(db *sqlite.DB) error {
	open, err := db.InTransaction()
	if err == nil && open {
		_, err = db.Conn.ExecContext(context.Background(), `ROLLBACK`)
	}
	if err != nil {
		return fmt.Errorf("roll back: %w", err)
	}
	return nil
}
