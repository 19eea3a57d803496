package sqlite

import (
	"context"
	"encoding/binary"
	"errors"
)

// A PackedRow reads rows that bulk_rows of bulk.c packed. rest is the part that has not
// been read.
type PackedRow struct {
	rest string
	bad  bool
}

// nextBytes returns the next n bytes, "" if there are fewer.
func (p *PackedRow) nextBytes(n int) string {
	if p.bad = p.bad || n < 0 || n > len(p.rest); p.bad {
		return ""
	}
	out := p.rest[:n]
	p.rest = p.rest[n:]
	return out
}

// value reads the tag of a value and reports whether it is the given one, not NULL.
func (p *PackedRow) value(tag string) bool {
	got := p.nextBytes(1)
	p.bad = p.bad || got != tag && got != "\x00"
	return !p.bad && got == tag
}

// Int reads an integer, 0 for NULL.
func (p *PackedRow) Int() int64 {
	if !p.value("\x01") {
		return 0
	}
	if b := p.nextBytes(8); b != "" {
		return int64(binary.NativeEndian.Uint64([]byte(b)))
	}
	return 0
}

// Text reads a text, "" for NULL. It is a part of the text of all rows.
func (p *PackedRow) Text() string {
	if !p.value("\x03") {
		return ""
	}
	if b := p.nextBytes(4); b != "" {
		return p.nextBytes(int(binary.NativeEndian.Uint32([]byte(b))))
	}
	return ""
}

// PackedRows runs a query without parameters whose columns are integers and texts. It
// calls begin with the number of rows, and then read for each row. For thousands of rows
// this takes a tenth of the time of one call into C for each cell.
func (db *DB) PackedRows(ctx context.Context, query string, begin func(rows int), read func(*PackedRow)) error {
	var all string
	if err := db.Conn.QueryRowContext(ctx, `SELECT bulk_rows(?)`, query).Scan(&all); err != nil {
		return err
	}
	p := PackedRow{rest: all}
	head := p.nextBytes(8)
	if head == "" {
		return errPacked
	}
	begin(int(binary.NativeEndian.Uint64([]byte(head))))
	for p.rest != "" {
		if read(&p); p.bad {
			return errPacked
		}
	}
	return nil
}

var errPacked = errors.New("internal error: packed rows cannot be decoded")
