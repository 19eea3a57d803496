package flagcache

import (
	"context"
	"fmt"
)

// inOrder keeps the flags of a score, a name or a variant on neighbouring pages, and the
// cache the same whichever connection computed what.
const inOrder = ` ORDER BY score_id, source_id, name_id, variant_id, model_id, rule, since, evidence_id, message`

// write makes flag_cache what was computed, in one transaction, unless another connection
// has written since the flags were computed.
func (c *computation) write(ctx context.Context) (r Result, moved bool, err error) {
	conn := c.db.Conn
	if !c.empty {
		if err := c.compare(ctx); err != nil {
			return r, false, err
		}
	}
	if _, err := conn.ExecContext(ctx, `COMMIT`); err != nil {
		return r, false, err
	}
	if err := c.db.BeginImmediate(ctx); err != nil {
		return r, false, err
	}
	now, err := momentOf(ctx, conn)
	if err != nil || now != c.moment {
		return r, true, err
	}
	if r, err = c.writeRows(ctx); err != nil {
		return r, false, err
	}
	if _, err := conn.ExecContext(ctx, `
		INSERT OR REPLACE INTO main.cache_state(id, link_id, link_sha256)
		SELECT 1, id, sha256 FROM main.links ORDER BY id DESC LIMIT 1`); err != nil {
		return r, false, err
	}
	_, err = conn.ExecContext(ctx, `COMMIT`)
	return r, false, err
}

// compare finds the flags of which the cache has more or fewer than were computed. Two
// flags are the same if all of their columns are.
func (c *computation) compare(ctx context.Context) error {
	_, err := c.db.Conn.ExecContext(ctx, `
		CREATE TEMP TABLE flag_difference AS
		SELECT `+columns+`, count(*) - count(id) AS wanted, group_concat(id) AS ids
		FROM (SELECT `+columns+`, NULL AS id FROM `+c.newFlags()+` UNION ALL SELECT `+columns+`, id FROM main.flag_cache)
		GROUP BY `+columns+`
		HAVING count(*) <> 2 * count(id)`)
	return err
}

// writeRows removes the flags that differ and adds those that are wanted.
func (c *computation) writeRows(ctx context.Context) (r Result, err error) {
	exec := func(n *int64, query string) error {
		result, err := c.db.Conn.ExecContext(ctx, query)
		if err != nil {
			return fmt.Errorf("write table flag_cache: %w", err)
		}
		rows, err := result.RowsAffected()
		*n += rows
		return err
	}
	const insert = `INSERT INTO main.flag_cache(` + columns + `) SELECT ` + columns + ` FROM `
	if c.empty {
		err = exec(&r.Added, insert+c.newFlags()+inOrder)
	} else {
		err = exec(&r.Removed, `
			DELETE FROM main.flag_cache
			WHERE id IN (SELECT i.value FROM temp.flag_difference d, json_each('[' || d.ids || ']') i)`)
		for n, before := 0, int64(-1); err == nil && before < r.Added; n++ { // a flag that is wanted n times is added n times
			before = r.Added
			err = exec(&r.Added, fmt.Sprintf(insert+`temp.flag_difference WHERE wanted > %d`+inOrder, n))
		}
	}
	if err == nil {
		err = c.db.Conn.QueryRowContext(ctx, `SELECT count(*) FROM main.flag_cache`).Scan(&r.Flags)
	}
	return r, err
}
