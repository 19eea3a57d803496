package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"math"
)

// Tags of the encoding that the chain hashes. Every value begins with a tag that
// says where it ends, so that no two sequences of rows have the same encoding:
// what stands in one field cannot be moved to the next.
const (
	tagNull byte = iota
	tagInt       // 8 bytes, little-endian
	tagReal      // the 8 bytes of the IEEE 754 number
	tagText      // the length in 8 bytes, then the bytes
	tagBlob      // the same
	tagRow       // a row begins
	tagEnd       // the rows end; the runs of their ids follow
)

func encodeInt(b []byte, n int64) []byte {
	return binary.LittleEndian.AppendUint64(append(b, tagInt), uint64(n))
}

// encodeReal encodes a number as SQLite gives it back: it has no negative zero.
func encodeReal(b []byte, f float64) []byte {
	if f == 0 {
		f = 0
	}
	return binary.LittleEndian.AppendUint64(append(b, tagReal), math.Float64bits(f))
}

func encodeText(b []byte, s string) []byte {
	return append(binary.LittleEndian.AppendUint64(append(b, tagText), uint64(len(s))), s...)
}

// encodeOptional encodes a text that is NULL where it is "".
func encodeOptional(b []byte, s string) []byte {
	if s == "" {
		return append(b, tagNull)
	}
	return encodeText(b, s)
}

// encodeValue encodes a value as the driver gives it.
func encodeValue(b []byte, v any) ([]byte, error) {
	switch v := v.(type) {
	case nil:
		return append(b, tagNull), nil
	case int64:
		return encodeInt(b, v), nil
	case float64:
		return encodeReal(b, v), nil
	case string:
		return encodeText(b, v), nil
	case []byte:
		return append(binary.LittleEndian.AppendUint64(append(b, tagBlob), uint64(len(v))), v...), nil
	}
	return nil, fmt.Errorf("a value of type %T has no encoding", v)
}

// A partHash computes the hash of rows of one table. The ids of the rows follow
// at the end, as runs: in an append-only table that is one run for all of them.
type partHash struct {
	sum     hash.Hash
	buf     []byte
	runs    [][2]int64
	n       int64  // rows that row took
	pending []byte // encoded rows that sum has not taken yet
}

// newPartHash begins the hash of rows of a table with the columns given, of which
// the first is the id.
func newPartHash(table string, columns []string) *partHash {
	p := &partHash{sum: sha256.New()}
	b := encodeText(encodeText(nil, "provenance part 1"), table)
	for _, c := range columns {
		b = encodeText(b, c)
	}
	p.sum.Write(b)
	return p
}

// row takes a row, its id first.
func (p *partHash) row(vals []any) error {
	id, ok := vals[0].(int64)
	if !ok {
		return fmt.Errorf("an id of type %T", vals[0])
	}
	p.n++
	p.run(id, id)
	p.buf = append(p.buf[:0], tagRow)
	for _, v := range vals[1:] {
		var err error
		if p.buf, err = encodeValue(p.buf, v); err != nil {
			return err
		}
	}
	p.sum.Write(p.buf)
	return nil
}

// took keeps pending, to which an encoded row was appended; its id is told to known.
func (p *partHash) took(pending []byte) {
	if p.pending = pending; len(pending) > 8<<10 {
		p.sum.Write(pending)
		p.pending = pending[:0]
	}
}

// known ends the hash of rows with all ids after one and up to another.
func (p *partHash) known(after, last int64) *knownPart {
	p.sum.Write(p.pending)
	p.pending = nil
	p.run(after+1, last)
	return &knownPart{p, after, last}
}

// run notes ids of rows that were taken, in order.
func (p *partHash) run(first, last int64) {
	if n := len(p.runs); n > 0 && p.runs[n-1][1] == first-1 {
		p.runs[n-1][1] = last
		return
	}
	p.runs = append(p.runs, [2]int64{first, last})
}

// end returns the hash in hexadecimal.
func (p *partHash) end() string {
	b := []byte{tagEnd}
	for _, r := range p.runs {
		b = encodeInt(encodeInt(b, r[0]), r[1])
	}
	p.sum.Write(append(b, tagEnd))
	return hex.EncodeToString(p.sum.Sum(nil))
}
