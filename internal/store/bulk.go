package store

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
)

// A packer packs rows for bulk_insert of bulk.c: one call into C for hundreds of rows.
//
// Note: a million scores took 1.95 s with an Exec of database/sql each; 1.04 s
// with a hundred rows a statement through the driver's QueryContext, which binds
// all parameters in one call; 0.65 s this way. BenchmarkBulkInsert and
// BenchmarkExecInsert hold the first and the last side by side.
type packer struct {
	rows []byte
	ends []int // where each row ends in rows
}

func (p *packer) null() { p.rows = append(p.rows, 0) }

func (p *packer) int(n int64) {
	p.rows = binary.NativeEndian.AppendUint64(append(p.rows, 1), uint64(n))
}

// id packs an id, NULL for 0.
func (p *packer) id(n int64) {
	if n == 0 {
		p.null()
		return
	}
	p.int(n)
}

// real packs a number, NULL for NaN.
func (p *packer) real(f float64) {
	if math.IsNaN(f) {
		p.null()
		return
	}
	p.rows = binary.NativeEndian.AppendUint64(append(p.rows, 2), math.Float64bits(f))
}

// text packs a text, NULL for "".
func (p *packer) text(s string) {
	if s == "" {
		p.null()
		return
	}
	p.rows = append(binary.NativeEndian.AppendUint32(append(p.rows, 3), uint32(len(s))), s...)
}

func (p *packer) endRow() { p.ends = append(p.ends, len(p.rows)) }

func (p *packer) reset() { p.rows, p.ends = p.rows[:0], p.ends[:0] }

// rowsPerInsert is how many rows stand in one INSERT.
const rowsPerInsert = 100

// insert inserts the packed rows from the given one on and returns how many went
// in: fewer than there are where one of the next rowsPerInsert breaks a
// constraint. query is an INSERT up to VALUES, row the parameters of a row.
func (p *packer) insert(in *Ingest, query, row string, from int) (int, error) {
	start := 0
	if from > 0 {
		start = p.ends[from-1]
	}
	one := query + row
	many := query + strings.TrimSuffix(strings.Repeat(row+",", rowsPerInsert), ",")
	var n int
	err := in.db.conn.QueryRowContext(in.ctx, `SELECT bulk_insert(?, ?, ?, ?, ?)`, one, many, rowsPerInsert, len(p.ends)-from, p.rows[start:]).Scan(&n)
	return n, err
}

// A bulk gathers rows of one table to be inserted together.
type bulk struct {
	packer
	in         *Ingest
	query, row string
}

// flush writes the rows that are gathered.
func (b *bulk) flush() error {
	if len(b.ends) == 0 {
		return nil
	}
	n, err := b.insert(b.in, b.query, b.row, 0)
	if err == nil && n < len(b.ends) {
		err = fmt.Errorf("one of rows %d to %d breaks a constraint: %s", n+1, len(b.ends), b.query)
	}
	b.reset()
	return err
}

// scoreColumns are the optional columns of a score in the order of their bits.
var scoreColumns = [...]string{"variant_id", "printed", "ci_low", "ci_high", "ci_level", "stderr", "sample_size", "rank", "evaluated_on", "evaluator_id", "asserted_relationship", "locator", "note"}

// insertRows inserts first revisions of scores, together. Columns that are NULL
// in all of them are left out of the statement: a third of the time in most files.
// done is told how many went in; rows of which one breaks a constraint go to one.
func (w *scoreWriter) insertRows(rows []*scoreRow, done func(int), one func(*scoreRow) error) error {
	if len(rows) == 0 {
		return nil
	}
	var shape uint16
	for _, s := range rows {
		shape |= s.shape()
	}
	w.pack.reset()
	for _, s := range rows {
		w.pack.score(s, shape)
	}
	query, row := w.insertSQL(shape)
	for from := 0; from < len(rows); {
		n, err := w.pack.insert(w.in, query, row, from)
		if err != nil {
			return err
		}
		done(n)
		from += n
		for end := min(from+rowsPerInsert, len(rows)); from < end; from++ {
			if err := one(rows[from]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *scoreWriter) insertSQL(shape uint16) (query, row string) {
	columns, width := "listing_id, snapshot_id, benchmark_id, value, line", 5
	for i, c := range scoreColumns {
		if shape&(1<<i) != 0 {
			columns += ", " + c
			width++
		}
	}
	return "INSERT INTO scores(ingest_id, " + columns + ") VALUES ", fmt.Sprintf("(%d%s)", w.in.file.id, strings.Repeat(",?", width))
}

// score packs the parameters of insertSQL.
func (p *packer) score(s *scoreRow, shape uint16) {
	p.int(s.listing)
	p.int(s.snapshot)
	p.int(s.benchmark)
	p.real(s.Value)
	p.int(int64(s.Line))
	has := func(i int) bool { return shape&(1<<i) != 0 }
	if has(0) {
		p.id(s.variant)
	}
	if has(1) {
		p.text(s.printed)
	}
	for i, f := range [...]float64{s.CILow, s.CIHigh, s.CILevel, s.StdErr} {
		if has(2 + i) {
			p.real(f)
		}
	}
	if has(6) {
		p.id(s.SampleSize)
	}
	if has(7) {
		p.id(s.Rank)
	}
	if has(8) {
		p.text(s.EvaluatedOn.String())
	}
	if has(9) {
		p.id(s.evaluator)
	}
	if has(10) {
		p.text(s.Asserted.String())
	}
	if has(11) {
		p.text(s.locator)
	}
	if has(12) {
		p.text(s.Note)
	}
	p.endRow()
}

// shape tells which optional columns of a score are not NULL, one bit each.
func (s *scoreRow) shape() (bits uint16) {
	for i, yes := range [...]bool{s.variant != 0, s.printed != "", !math.IsNaN(s.CILow), !math.IsNaN(s.CIHigh), !math.IsNaN(s.CILevel), !math.IsNaN(s.StdErr),
		s.SampleSize != 0, s.Rank != 0, s.EvaluatedOn != nil, s.evaluator != 0, s.Asserted != nil, s.locator != "", s.Note != ""} {
		if yes {
			bits |= 1 << i
		}
	}
	return bits
}

// column returns the value of optional column i, nil for NULL.
func (s *scoreRow) column(i int) any {
	real := func(f float64) any {
		if math.IsNaN(f) {
			return nil
		}
		return f
	}
	switch i {
	case 0:
		return orZero(s.variant)
	case 1:
		return orNull(s.printed)
	case 2:
		return real(s.CILow)
	case 3:
		return real(s.CIHigh)
	case 4:
		return real(s.CILevel)
	case 5:
		return real(s.StdErr)
	case 6:
		return orZero(s.SampleSize)
	case 7:
		return orZero(s.Rank)
	case 8:
		return orNull(s.EvaluatedOn.String())
	case 9:
		return orZero(s.evaluator)
	case 10:
		return orNull(s.Asserted.String())
	case 11:
		return orNull(s.locator)
	default:
		return orNull(s.Note)
	}
}
