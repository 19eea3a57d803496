package query

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"provenance/internal/sqlite"
)

// manyScores is the number of scores from which on all flags are computed rule by
// rule on several connections: below it, opening these takes longer.
const manyScores = 50_000

// maxFlagReaders is how many connections compute flags at once, at most. Each takes
// some 40 MiB and its share of flagCache, and SQLite's memory is limited.
const maxFlagReaders = 4

// flagCache is the size of the page caches of all of these together, in KiB.
const flagCache = 32 << 10

// allFlags computes the flags of all rules in parallel, one connection for each
// processor, and returns them in the order in which one query gives them. query
// takes args and then the code of a rule. ok is false, without an error, where
// that cannot be done: for few scores, one processor, or a connection that sees
// another state of the database than db.
func (db *DB) allFlags(ctx context.Context, query string, args []any) (t *Table, ok bool, err error) {
	n := min(runtime.GOMAXPROCS(0), maxFlagReaders)
	var scores int64
	if err := db.conn.QueryRowContext(ctx, `SELECT ifnull(max(id), 0) FROM scores`).Scan(&scores); err != nil || n < 2 || scores < manyScores || db.Path() == "" {
		return nil, false, err
	}
	rules, err := db.table(ctx, `SELECT code FROM rules ORDER BY instr((SELECT sql FROM sqlite_schema WHERE name = 'flag_intervals'), '''' || code || '''')`) // the longest come first
	if err != nil {
		return nil, false, err
	}
	readers, ok := db.alike(ctx, n-1)
	defer func() {
		for _, r := range readers {
			r.Close()
		}
	}()
	if !ok {
		return nil, false, nil
	}
	for _, r := range append(readers, db) {
		if _, err := r.conn.ExecContext(ctx, fmt.Sprintf(`PRAGMA cache_size = -%d`, flagCache/n)); err != nil {
			return nil, false, err
		}
	}
	var held atomic.Int64
	results := make([]*Table, len(rules.Rows))
	work := make(chan int, len(rules.Rows))
	for i := range rules.Rows {
		work <- i
	}
	close(work)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var wait sync.WaitGroup
	for _, r := range append(readers, db) {
		wait.Go(func() {
			for i := range work {
				rule := rules.Rows[i][0].(string)
				var err error
				if results[i], err = r.TableWithin(ctx, &held, query, append(slices.Clone(args), rule)...); err != nil {
					stop(fmt.Errorf("flags of rule %s: %w", rule, err))
					return
				}
			}
		})
	}
	wait.Wait()
	if err := context.Cause(ctx); err != nil {
		return nil, true, err
	}
	return merged(results), true, nil
}

// merged puts the flags of single rules, each in order, into one table in order.
// Their first two columns are severity and rule.
func merged(results []*Table) *Table {
	t := &Table{Columns: results[0].Columns}
	for _, r := range results {
		t.Rows = append(t.Rows, r.Rows...)
	}
	slices.SortStableFunc(t.Rows, func(a, b []any) int {
		if d := severityRank(a[0]) - severityRank(b[0]); d != 0 {
			return d
		}
		return strings.Compare(a[1].(string), b[1].(string))
	})
	return t
}

func severityRank(v any) int {
	switch v {
	case "error":
		return 0
	case "warning":
		return 1
	}
	return 2
}

// alike opens further connections for reading that see what db sees: the chain
// has the same end in all of them. It returns those that it opened, and whether
// it opened n.
func (db *DB) alike(ctx context.Context, n int) ([]*DB, bool) {
	end := func(db *DB) (string, error) {
		var text string
		err := db.conn.QueryRowContext(ctx, `SELECT ifnull((SELECT id || ' ' || sha256 FROM links ORDER BY id DESC LIMIT 1), '')`).Scan(&text)
		return text, err
	}
	want, err := end(db)
	if err != nil || want == "" {
		return nil, false
	}
	var out []*DB
	for range n {
		file, err := sqlite.Open(ctx, db.Path(), sqlite.ReadOnly)
		if err != nil {
			return out, false
		}
		r := New(file)
		out = append(out, r)
		if err := r.BeginReading(ctx); err != nil {
			return out, false
		}
		if got, err := end(r); err != nil || got != want {
			return out, false
		}
	}
	return out, true
}
