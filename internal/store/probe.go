package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/mattn/go-sqlite3"

	"provenance/internal/model"
)

// compared are the optional columns of scores, by their bit in scoreColumns, by
// which a score is told from another of its cell, and the column of scores.csv
// that states them. Not the printed text: the same value again is unchanged.
var compared = [...]struct {
	bit  int
	name string
}{{2, "ci_low"}, {3, "ci_high"}, {4, "ci_level"}, {5, "stderr"}, {6, "sample_size"}, {7, "rank"}, {8, "evaluated_on"}, {9, "evaluator"}, {10, "asserted_relationship"}, {11, "locator"}, {12, "note"}}

// stated tells which optional columns a file states: what a file does not state
// it does not contradict. has runs parallel to the columns of scores.csv.
func stated(has []bool) (bits uint16) {
	t := model.TableNamed("scores")
	for _, c := range compared {
		if has == nil || has[t.Column(c.name)] {
			bits |= 1 << c.bit
		}
	}
	return bits
}

// same tells whether a score on record says what a row says, as far as the file
// states it.
func (s *scoreRow) same(o *storedScore, bits uint16) bool {
	if o.value != s.Value {
		return false
	}
	for _, c := range compared {
		if bits&(1<<c.bit) != 0 && o.columns[c.bit] != s.column(c.bit) {
			return false
		}
	}
	return true
}

// A bulkStmt is a statement with many parameters, run through the driver: the
// statement's QueryContext copies all of them and makes the first step in one
// call into C, where Exec makes a call for each parameter.
type bulkStmt struct {
	stmt driver.Stmt
	args []driver.NamedValue
	n    int
}

// prepareBulk prepares a statement with n parameters.
func (db *DB) prepareBulk(query string, n int) (*bulkStmt, error) {
	b := &bulkStmt{args: make([]driver.NamedValue, n)}
	for i := range b.args {
		b.args[i].Ordinal = i + 1
	}
	err := db.conn.Raw(func(c any) (err error) {
		b.stmt, err = c.(*sqlite3.SQLiteConn).Prepare(query)
		return err
	})
	return b, err
}

func (b *bulkStmt) add(v any) {
	b.args[b.n].Value = v
	b.n++
}

// run executes the statement and reads its one row into dest.
func (b *bulkStmt) run(dest []driver.Value) error {
	b.n = 0
	rows, err := b.stmt.(driver.StmtQueryContext).QueryContext(context.Background(), b.args)
	if err != nil {
		return err
	}
	return errors.Join(rows.Next(dest), rows.Close())
}

// sizes are the numbers of rows that statements are prepared for.
var sizes = [...]int{200, 20, 1}

// values is the parameters of n rows: (?,?),(?,?).
func values(width, n int) string {
	row := "(" + strings.TrimSuffix(strings.Repeat("?,", width), ",") + "),"
	return strings.TrimSuffix(strings.Repeat(row, n), ",")
}

// A scoreProbe compares rows with their cells, many at a time.
type scoreProbe struct {
	db    *DB
	stmts map[probeShape]*bulkStmt
}

type probeShape struct {
	columns uint16
	rows    int
}

func newScoreProbe(db *DB) *scoreProbe {
	return &scoreProbe{db: db, stmts: map[probeShape]*bulkStmt{}}
}

func (p *scoreProbe) close() error {
	var errs []error
	for _, s := range p.stmts {
		errs = append(errs, s.stmt.Close())
	}
	return errors.Join(errs...)
}

// rows tells each row's fate: repeats is given the id of the score on record
// that it repeats; free, a row whose cell is empty; differs, any other.
func (p *scoreProbe) rows(rows []*scoreRow, has []bool, repeats func(int64), free func(*scoreRow), differs func(*scoreRow) error) error {
	if len(rows) == 0 {
		return nil
	}
	bits := stated(has)
	dest := make([]driver.Value, 3)
	for _, size := range sizes {
		for len(rows) >= size {
			run := rows[:size]
			rows = rows[size:]
			if err := p.run(run, bits, dest); err != nil {
				return fmt.Errorf("compare with what is on record: %w", plain(err))
			}
			for _, id := range numbers(dest[0]) {
				repeats(id)
			}
			for _, i := range numbers(dest[1]) {
				free(run[i])
			}
			for _, i := range numbers(dest[2]) {
				if err := differs(run[i]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *scoreProbe) run(rows []*scoreRow, bits uint16, dest []driver.Value) error {
	shape := probeShape{bits, len(rows)}
	stmt := p.stmts[shape]
	if stmt == nil {
		var err error
		if stmt, err = p.prepare(shape); err != nil {
			return err
		}
		p.stmts[shape] = stmt
	}
	for i, s := range rows {
		stmt.add(int64(i))
		stmt.add(s.listing)
		stmt.add(s.snapshot)
		stmt.add(s.Value)
		for _, c := range compared {
			if bits&(1<<c.bit) != 0 {
				stmt.add(s.column(c.bit))
			}
		}
	}
	return stmt.run(dest)
}

// prepare makes the statement for a number of rows. It returns one row of three
// lists of numbers: ids of scores that are repeated, places of rows whose cell is
// empty, places of rows that differ.
func (p *scoreProbe) prepare(shape probeShape) (*bulkStmt, error) {
	columns, conditions, width := "i, listing, snapshot, value", "", 4
	for _, c := range compared {
		if shape.columns&(1<<c.bit) != 0 {
			name := scoreColumns[c.bit]
			columns += ", " + name
			conditions += " AND s." + name + " IS b." + name
			width++
		}
	}
	query := `
		WITH b(` + columns + `) AS (VALUES ` + values(width, shape.rows) + `),
		found AS MATERIALIZED (
			SELECT b.i, b.listing, b.snapshot,
			       (SELECT s.id FROM scores s WHERE s.listing_id = b.listing AND s.snapshot_id = b.snapshot AND s.value = b.value` + conditions + `
			          AND NOT EXISTS (SELECT 1 FROM scores x WHERE x.supersedes = s.id)) AS id
			FROM b),
		told AS MATERIALIZED (
			SELECT i, id, id IS NULL AND EXISTS (SELECT 1 FROM scores s WHERE s.listing_id = found.listing AND s.snapshot_id = found.snapshot) AS differs FROM found)
		SELECT group_concat(id), group_concat(CASE WHEN id IS NULL AND NOT differs THEN i END), group_concat(CASE WHEN differs THEN i END) FROM told`
	return p.db.prepareBulk(query, width*shape.rows)
}

// numbers parses a list of numbers with commas between them.
func numbers(v driver.Value) []int64 {
	var text string
	switch v := v.(type) {
	case string:
		text = v
	case []byte:
		text = string(v)
	default:
		return nil
	}
	out := make([]int64, 0, strings.Count(text, ",")+1)
	for part := range strings.SplitSeq(text, ",") {
		n, _ := strconv.ParseInt(part, 10, 64) // SQLite wrote it
		out = append(out, n)
	}
	return out
}
