package flagcache

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"provenance/internal/dbfile"
	"provenance/internal/sqlite"
)

// columns are those of flag_cache, of computed_flags, and of the tables of a computation, in
// the order of each. (To ask SQLite for those of computed_flags takes as long as to prepare
// all rules.)
const columns = `rule, severity, score_id, developer_id, model_id, variant_id, benchmark_id, source_id, name_id, evidence_id, since, until, message`

// manyScores is the number of scores from which on two connections share the work: below
// it, opening the second takes longer.
const manyScores = 20_000

// computeCache is the page cache of a connection that computes, in KiB as SQLite wants it.
// All of them together, their temporary tables and the program take less than 64 MiB.
const computeCache = "-4096"

// A computation has the flags that the rules give in temporary tables, which SQLite keeps
// in files: temp.new_flags, and for a second connection flag_part.new_flags, which both
// connections see.
type computation struct {
	db       *dbfile.DB
	progress func(done, rules int)
	ofType   string // the columns of the tables and their types

	second   *sqlite.DB // nil: one connection does it all
	part     string     // the file of flag_part, "" for none
	attached bool       // whether db has it
	moment   moment     // what the flags were computed of
	empty    bool       // flag_cache had no row then
}

// begin makes the tables and begins to read.
func (c *computation) begin(ctx context.Context) error {
	conn := c.db.Conn
	if _, err := conn.ExecContext(ctx, `PRAGMA temp_store = FILE`); err != nil {
		return err
	}
	if err := c.makeTable(ctx); err != nil {
		return err
	}
	var last int64
	err := conn.QueryRowContext(ctx, `SELECT ifnull(max(id), 0) FROM main.scores`).Scan(&last)
	if err == nil && last >= manyScores && runtime.GOMAXPROCS(0) > 1 && c.db.Path() != "" {
		err = c.openSecond(ctx)
	}
	if err != nil {
		return err
	}
	if _, err = conn.ExecContext(ctx, `BEGIN`); err == nil {
		c.moment, err = momentOf(ctx, conn)
	}
	if err == nil {
		err = conn.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM main.flag_cache)`).Scan(&c.empty)
	}
	return err
}

// makeTable makes temp.new_flags.
func (c *computation) makeTable(ctx context.Context) error {
	if err := c.db.Conn.QueryRowContext(ctx, `
		SELECT group_concat(name || ' ' || type || CASE WHEN "notnull" THEN ' NOT NULL' ELSE '' END, ', ')
		FROM pragma_table_info('flag_cache', 'main') WHERE name <> 'id'`).Scan(&c.ofType); err != nil {
		return err
	}
	_, err := c.db.Conn.ExecContext(ctx, `PRAGMA main.cache_size = `+computeCache+`; CREATE TEMP TABLE new_flags(`+c.ofType+`) STRICT`)
	return err
}

// openSecond opens a second connection, and a file in which it leaves its flags to the
// first.
func (c *computation) openSecond(ctx context.Context) error {
	f, err := os.CreateTemp("", "provenance-flags-*.tmp")
	if err != nil {
		return err
	}
	c.part = f.Name()
	if err := f.Close(); err != nil {
		return err
	}
	if c.second, err = sqlite.Open(ctx, c.db.Path(), sqlite.ReadWrite); err != nil {
		return err
	}
	for _, db := range []*sqlite.DB{c.db.DB, c.second} {
		if _, err := db.Conn.ExecContext(ctx, `ATTACH ? AS flag_part`, c.part); err != nil {
			return err
		}
		c.attached = true
		if _, err := db.Conn.ExecContext(ctx, `PRAGMA flag_part.journal_mode = OFF; PRAGMA flag_part.synchronous = OFF`); err != nil {
			return err
		}
	}
	os.Remove(c.part) // both have it open, so a kill leaves nothing
	_, err = c.second.Conn.ExecContext(ctx, `PRAGMA main.cache_size = `+computeCache+`; CREATE TABLE flag_part.new_flags(`+c.ofType+`) STRICT`)
	return err
}

// compute computes the flags of all rules, one by one. If the second connection does not
// see what the first sees, the first does it all.
func (c *computation) compute(ctx context.Context) error {
	rules, err := c.rules(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	work := make(chan string, len(rules))
	for _, query := range rules {
		work <- query
	}
	close(work)
	var wait sync.WaitGroup
	var done atomic.Int64
	take := func(db *sqlite.DB, into string, report func(done, rules int)) {
		for query := range work {
			if _, err := db.Conn.ExecContext(ctx, `INSERT INTO `+into+`(`+columns+`) `+query); err != nil {
				stop(fmt.Errorf("compute flags: %w", sqlite.Plain(err)))
				return
			}
			if n := int(done.Add(1)); report != nil {
				report(n, len(rules))
			}
		}
	}
	if c.second != nil {
		if _, err := c.second.Conn.ExecContext(ctx, `BEGIN`); err != nil {
			return err
		}
		m, err := momentOf(ctx, c.second.Conn)
		if err != nil {
			return err
		}
		if m.end == c.moment.end {
			wait.Go(func() {
				take(c.second, `flag_part.new_flags`, nil)
				if _, err := c.second.Conn.ExecContext(ctx, `COMMIT`); err != nil {
					stop(err)
				}
			})
		}
	}
	take(c.db.DB, `temp.new_flags`, c.progress)
	wait.Wait()
	return context.Cause(ctx)
}

// rules are queries that together give what computed_flags gives, one for each view of a
// rule, or of several. They are cut out of the text of the view computed_flags, which is the
// one of schema.sql: opening a database compares its schema. A WHERE on the whole view would
// not do, because SQLite computes some of its arms before it looks at the condition. What is
// not laid out as expected is one query.
func (c *computation) rules(ctx context.Context) ([]string, error) {
	var view string
	if err := c.db.Conn.QueryRowContext(ctx, `SELECT sql FROM main.sqlite_schema WHERE name = 'computed_flags'`).Scan(&view); err != nil {
		return nil, err
	}
	_, body, _ := strings.Cut(view, "\nSELECT ")
	var out []string
	for family := range strings.SplitSeq("SELECT "+body, "\nUNION ALL\n") {
		head, rest, _ := strings.Cut(family, "FROM (\n")
		arms, tail, ok := strings.Cut(rest, ") f")
		if !ok {
			return []string{`SELECT ` + columns + ` FROM main.computed_flags`}, nil
		}
		for arm := range strings.SplitSeq(arms, "\n  UNION ALL ") {
			out = append(out, `WITH one(`+columns+`) AS (`+head+`FROM (`+arm+`) f`+tail+`) SELECT `+columns+` FROM one`)
		}
	}
	return out, nil
}

// newFlags is a table expression of all flags that were computed.
func (c *computation) newFlags() string {
	all := `SELECT ` + columns + ` FROM temp.new_flags`
	if c.second != nil {
		all += ` UNION ALL SELECT ` + columns + ` FROM flag_part.new_flags`
	}
	return `(` + all + `)`
}

// end rolls back what is open, removes the temporary tables, and leaves the connection as
// it was.
func (c *computation) end() error {
	err := rollback(c.db.DB)
	if c.second != nil {
		err = errors.Join(err, rollback(c.second), c.second.Close())
	}
	if c.attached {
		_, derr := c.db.Conn.ExecContext(context.Background(), `DETACH flag_part`)
		err = errors.Join(err, derr)
	}
	if c.part != "" {
		os.Remove(c.part)
	}
	return errors.Join(err, c.dropTables())
}

// dropTables removes the temporary tables of the first connection.
func (c *computation) dropTables() error {
	_, err := c.db.Conn.ExecContext(context.Background(), `DROP TABLE IF EXISTS temp.new_flags; DROP TABLE IF EXISTS temp.flag_difference; PRAGMA main.cache_size = `+sqlite.WriteCache)
	return err
}
