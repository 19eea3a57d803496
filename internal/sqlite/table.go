package sqlite

import (
	"context"
	"errors"
	"sync/atomic"
)

// A Table is the answer to a query: column names, and rows of nil, int64,
// float64, string or []byte.
type Table struct {
	Columns []string
	Rows    [][]any
}

// maxAnswer is how many bytes the answer to one of the program's own queries may
// have in memory: all flags of a million scores are just below it.
const maxAnswer = 1 << 30

var errLargeAnswer = errors.New("the answer has more than 1 GiB: ask for less of it, or use 'provenance query'")

// Table runs one of the program's own queries.
func (db *DB) Table(ctx context.Context, query string, args ...any) (*Table, error) {
	var held atomic.Int64
	return db.TableWithin(ctx, &held, query, args...)
}

// TableWithin runs a query whose answer counts towards held, together with others.
func (db *DB) TableWithin(ctx context.Context, held *atomic.Int64, query string, args ...any) (*Table, error) {
	t := &Table{}
	err := db.Each(ctx, query, args, func(cols []string) error { t.Columns = cols; return nil },
		func(row []any) error {
			t.Rows = append(t.Rows, row)
			if held.Add(int64(size(row)+16*len(row))) > maxAnswer {
				return errLargeAnswer
			}
			return nil
		})
	return t, err
}

// Each runs a query and hands out its header and then its rows.
func (db *DB) Each(ctx context.Context, query string, args []any, header func([]string) error, row func([]any) error) error {
	rows, err := db.Conn.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		return err
	}
	if err := header(cols); err != nil {
		return err
	}
	for rows.Next() {
		vals := make([]any, len(cols))
		dest := make([]any, len(cols))
		for i := range vals {
			dest[i] = &vals[i]
		}
		if err := rows.Scan(dest...); err != nil {
			return err
		}
		if err := row(vals); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Query runs a statement that somebody typed, without parameters: see Ask.
func (db *DB) Query(ctx context.Context, statement string, header func([]string) error, row func([]any) error) error {
	return db.Ask(ctx, statement, nil, header, row)
}
