package chain

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"strings"

	"provenance/internal/dbfile"
)

// A chained table is covered by the chain. Rows of an append-only table are hashed once,
// by the link that added them. If the rows of a table can be edited, every link that
// changed the table hashes it as a whole. Derived tables (rules, outdated, variant_days,
// status_events and the cache of flags) are not covered; verify computes them again.
type chained struct {
	table string
	whole bool
}

// tables lists the tables in the order in which a link hashes them.
var tables = []chained{
	{"ingests", false}, {"rejects", false}, {"changes", false}, {"maps", false}, {"kept", false}, {"retractions", false},
	{"organizations", true}, {"sources", true}, {"licenses", true}, {"models", true}, {"co_developers", true}, {"variants", true}, {"benchmarks", true}, {"benchmark_backers", true}, {"metrics", true},
	{"protocols", false}, {"release_events", true}, {"event_corrections", true}, {"availability", true}, {"specs", true}, {"aliases", true}, {"alias_corrections", true}, {"names", false}, {"listing_notes", true},
	{"snapshots", false}, {"snapshot_extents", true}, {"scores", false}, {"statements", true}, {"statement_corrections", true}, {"statement_sources", true}, {"statement_targets", true}, {"suites", true}, {"private_tests", true}, {"external_ids", true}, {"board_minimums", true},
}

// A part is the piece of one table that a link covers: its rows up to id Last, and their
// hash.
type part struct {
	Table  string
	Last   int64
	SHA256 string
}

// A Link is a row of table links, with its parts in the order of tables. SHA256 is its
// hash in hexadecimal.
type Link struct {
	ID                           int64
	MadeAt, ToolVersion, Command string
	SHA256                       string
	parts                        []part
}

// hash returns the hash of a link that follows the link with hash before.
func (l *Link) hash(before string) string {
	b := AppendText(AppendText(nil, "provenance link 1"), before)
	b = AppendInt(b, l.ID)
	for _, s := range []string{l.MadeAt, l.ToolVersion, l.Command} {
		b = AppendText(b, s)
	}
	for _, p := range l.parts {
		b = append(b, tagRow)
		b = AppendText(b, p.Table)
		b = AppendInt(b, p.Last)
		b = AppendText(b, p.SHA256)
	}
	sum := sha256.Sum256(append(b, tagEnd))
	return hex.EncodeToString(sum[:])
}

// TableNames returns the names of the program's tables: those that the chain covers, those
// of the chain itself, and derived ones.
func TableNames() []string {
	var out []string
	for _, c := range tables {
		out = append(out, c.table)
	}
	return append(out, "links", "link_parts", "rules", "outdated", "variant_days", "status_events", "flag_cache", "cache_state")
}

// IsWhole reports whether the chain hashes a table as a whole, because its rows can be
// edited.
func IsWhole(table string) bool {
	for _, c := range tables {
		if c.table == table {
			return c.whole
		}
	}
	return false
}

// chainColumns returns the columns of a table that the chain covers, id first.
func chainColumns(ctx context.Context, db *dbfile.DB, table string) ([]string, error) {
	t, err := db.Table(ctx, `SELECT name FROM pragma_table_info(?) ORDER BY cid`, table)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range t.Rows {
		if name := r[0].(string); table != "scores" || name != "variant_id" { // derived from aliases
			out = append(out, name)
		}
	}
	if len(out) == 0 || out[0] != "id" {
		return nil, fmt.Errorf("table %s is not as it should be", table)
	}
	return out, nil
}

// partOf hashes the rows of a table with ids from from to last, both included.
func partOf(ctx context.Context, db *dbfile.DB, table string, from, last int64) (*Hash, error) {
	columns, err := chainColumns(ctx, db, table)
	if err != nil {
		return nil, err
	}
	p := newHash(table, columns)
	err = db.Each(ctx, `SELECT `+strings.Join(columns, ", ")+` FROM `+table+` NOT INDEXED WHERE id BETWEEN ? AND ? ORDER BY id`, []any{from, last},
		func([]string) error { return nil }, p.Row)
	if err != nil {
		return nil, fmt.Errorf("hash table %s: %w", table, err)
	}
	return p, nil
}

// maxID returns the greatest id of a table, and whether it has a row.
func maxID(ctx context.Context, db *dbfile.DB, table string) (int64, bool, error) {
	var id sql.NullInt64
	err := db.Conn.QueryRowContext(ctx, `SELECT max(id) FROM `+table).Scan(&id)
	return id.Int64, id.Valid, err
}

// tableExtent returns the greatest id of a table, whether it has a row, and the greatest
// id that the chain covers. The latter is less than any id if the next link hashes the
// whole table.
func tableExtent(ctx context.Context, db *dbfile.DB, c chained) (last int64, any bool, after int64, err error) {
	if c.whole {
		last, any, err = maxID(ctx, db, c.table)
		return last, any, math.MinInt64, err
	}
	var id sql.NullInt64
	err = db.Conn.QueryRowContext(ctx, `SELECT (SELECT max(id) FROM `+c.table+`), ifnull((SELECT last_id FROM link_parts WHERE table_name = ? ORDER BY link_id DESC LIMIT 1), ?)`, c.table, int64(math.MinInt64)).Scan(&id, &after)
	return id.Int64, id.Valid, after, err
}

// AddLink adds the link of a transaction before it commits. touched are the tables hashed
// as a whole that changed; nil means all, as in a first link. known has, by table, the
// hashes of rows that the transaction added; rows of other tables are read back.
func AddLink(ctx context.Context, db *dbfile.DB, l Link, touched map[string]bool, known map[string]*Known) error {
	var before string
	err := db.Conn.QueryRowContext(ctx, `SELECT id + 1, sha256 FROM links ORDER BY id DESC LIMIT 1`).Scan(&l.ID, &before)
	if errors.Is(err, sql.ErrNoRows) {
		l.ID, touched, err = 1, nil, nil
	}
	if err != nil {
		return fmt.Errorf("the last link of the chain: %w", err)
	}
	for _, c := range tables {
		if c.whole && touched != nil && !touched[c.table] {
			continue
		}
		p, err := nextPart(ctx, db, c, known[c.table])
		if err != nil {
			return err
		}
		if p != nil {
			l.parts = append(l.parts, *p)
		}
	}
	if _, err := db.Conn.ExecContext(ctx, `INSERT INTO links(id, made_at, tool_version, command, sha256) VALUES (?,?,?,?,?)`, l.ID, l.MadeAt, l.ToolVersion, l.Command, l.hash(before)); err != nil {
		return fmt.Errorf("add a link to the chain: %w", err)
	}
	for _, p := range l.parts {
		if _, err := db.Conn.ExecContext(ctx, `INSERT INTO link_parts(table_name, link_id, last_id, sha256) VALUES (?,?,?,?)`, p.Table, l.ID, p.Last, p.SHA256); err != nil {
			return fmt.Errorf("add a link to the chain: %w", err)
		}
	}
	return nil
}

// A Known is the hash of the rows of a table with ids above after and up to last. It was
// computed while the rows were added, because reading them back takes longer.
type Known struct {
	hash        *Hash
	after, last int64
}

// nextPart returns the part of a table in the next link, nil if there is nothing new.
func nextPart(ctx context.Context, db *dbfile.DB, c chained, known *Known) (*part, error) {
	last, any, after, err := tableExtent(ctx, db, c)
	if err != nil || !any || last <= after {
		return nil, err
	}
	if known != nil && known.after == max(after, 0) && known.last == last {
		return &part{c.table, last, known.hash.end()}, nil
	}
	from := after
	if after > math.MinInt64 { // the chain covers it already
		from++
	}
	p, err := partOf(ctx, db, c.table, from, last)
	if err != nil {
		return nil, err
	}
	return &part{c.table, last, p.end()}, nil
}
