package chain

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"math"

	"provenance/internal/dbfile"
)

// Tags of the encoding that the chain hashes. Every value begins with a tag that says where
// the value ends, so that no two sequences of rows have the same encoding: a byte cannot
// move from one field to the next.
const (
	tagNull byte = iota
	tagInt       // 8 bytes, little-endian
	tagReal      // the 8 bytes of the IEEE 754 number
	tagText      // the length in 8 bytes, then the bytes
	tagBlob      // the same
	tagRow       // a row begins
	tagEnd       // the rows end; the runs of their ids follow
)

// AppendRow appends the beginning of a row.
func AppendRow(b []byte) []byte { return append(b, tagRow) }

// AppendNull appends NULL.
func AppendNull(b []byte) []byte { return append(b, tagNull) }

// AppendInt appends a whole number.
func AppendInt(b []byte, n int64) []byte {
	return binary.LittleEndian.AppendUint64(append(b, tagInt), uint64(n))
}

// AppendReal appends a number as SQLite returns it. SQLite has no negative zero.
func AppendReal(b []byte, f float64) []byte {
	if f == 0 {
		f = 0
	}
	return binary.LittleEndian.AppendUint64(append(b, tagReal), math.Float64bits(f))
}

// AppendText appends a text.
func AppendText(b []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint64(append(b, tagText), uint64(len(s))), s...)
}

// AppendOptional appends a text, or NULL if it is "".
func AppendOptional(b []byte, s string) []byte {
	if s == "" {
		return append(b, tagNull)
	}
	return AppendText(b, s)
}

// AppendValue appends a value as the driver returns it. It returns an error for a value of
// another type.
func AppendValue(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, tagNull), nil
	case int64:
		return AppendInt(b, v), nil
	case float64:
		return AppendReal(b, v), nil
	case string:
		return AppendText(b, v), nil
	case []byte:
		return append(binary.LittleEndian.AppendUint64(append(b, tagBlob), uint64(len(v))), v...), nil
	}
	return nil, fmt.Errorf("a value of type %T has no encoding", v)
}

// AppendValues appends values as the driver returns them.
func AppendValues(b []byte, vals []any) ([]byte, error) {
	var err error
	for _, v := range vals {
		if b, err = AppendValue(b, v); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// A Hash computes the hash of rows of one table. The ids of the rows follow, as runs: in
// an append-only table there is only one run.
type Hash struct {
	sum     hash.Hash
	buf     []byte
	runs    [][2]int64
	n       int64  // rows that Row hashed
	pending []byte // encoded rows that are not hashed yet
}

// NewHash starts the hash of rows of a table.
func NewHash(ctx context.Context, db *dbfile.DB, table string) (*Hash, error) {
	columns, err := chainColumns(ctx, db, table)
	if err != nil {
		return nil, err
	}
	return newHash(table, columns), nil
}

// newHash starts the hash of rows of a table with the given columns, id first.
func newHash(table string, columns []string) *Hash {
	p := &Hash{sum: sha256.New()}
	b := AppendText(AppendText(nil, "provenance part 1"), table)
	for _, c := range columns {
		b = AppendText(b, c)
	}
	p.sum.Write(b)
	return p
}

// Row hashes a row. Its first value is the id.
func (p *Hash) Row(vals []any) error {
	id, ok := vals[0].(int64)
	if !ok {
		return fmt.Errorf("an id of type %T", vals[0])
	}
	p.n++
	p.addRun(id, id)
	p.buf = append(p.buf[:0], tagRow)
	for _, v := range vals[1:] {
		var err error
		if p.buf, err = AppendValue(p.buf, v); err != nil {
			return err
		}
	}
	p.sum.Write(p.buf)
	return nil
}

// BeginRow starts a row that the caller encodes. The caller appends the values, without
// the id, to the result and passes that to EndRow. The ids are given to Known at the end.
func (p *Hash) BeginRow() []byte { return append(p.pending, tagRow) }

// EndRow ends the row: see BeginRow.
func (p *Hash) EndRow(pending []byte) {
	if p.pending = pending; len(pending) > 8<<10 {
		p.sum.Write(pending)
		p.pending = pending[:0]
	}
}

// Add hashes encoded rows, each begun by AppendRow. The ids are given to Known.
func (p *Hash) Add(rows []byte) { p.sum.Write(rows) }

// Known ends the hash of encoded rows, which must have all ids above after and up to last.
func (p *Hash) Known(after, last int64) *Known {
	p.sum.Write(p.pending)
	p.pending = nil
	p.addRun(after+1, last)
	return &Known{p, after, last}
}

// KnownRows ends the hash of rows that Row hashed. It returns nil if their ids are not
// consecutive.
func (p *Hash) KnownRows() *Known {
	if len(p.runs) != 1 {
		return nil
	}
	return &Known{p, p.runs[0][0] - 1, p.runs[0][1]}
}

// addRun adds a run of ids of rows that were hashed, in order.
func (p *Hash) addRun(first, last int64) {
	if n := len(p.runs); n > 0 && p.runs[n-1][1] == first-1 {
		p.runs[n-1][1] = last
		return
	}
	p.runs = append(p.runs, [2]int64{first, last})
}

// end ends the hash and returns it in hexadecimal.
func (p *Hash) end() string {
	b := []byte{tagEnd}
	for _, r := range p.runs {
		b = AppendInt(AppendInt(b, r[0]), r[1])
	}
	p.sum.Write(append(b, tagEnd))
	return hex.EncodeToString(p.sum.Sum(nil))
}
