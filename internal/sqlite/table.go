package sqlite

import (
	"context"
	"errors"
	"sync/atomic"
)

// A Table is the result of a query: column names, and rows of nil, int64, float64, string
// or []byte.
type Table struct {
	Columns []string
	Rows    [][]any
}

// maxAnswer is the largest size in bytes of the result of one of the program's own queries
// in memory. All flags of a million scores are just below it.
const maxAnswer = 1 << 30

var errLargeAnswer = errors.New("the answer has more than 1 GiB: ask for less of it, or use 'provenance query'")

// Table runs one of the program's own queries and returns its result. It returns an error
// if the result has more than 1 GiB.
func (db *DB) Table(ctx context.Context, query string, args ...any) (*Table, error) {
	var held atomic.Int64
	return db.TableWithin(ctx, &held, query, args...)
}

// TableWithin does what Table does, for queries that share the limit: held counts the
// bytes of all their results.
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

// Each runs a query and calls header with the column names, and then row for each row.
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

// Query runs a typed statement without parameters: see Ask.
func (db *DB) Query(ctx context.Context, statement string, header func([]string) error, row func([]any) error) error {
	return db.Ask(ctx, statement, nil, header, row)
}
