package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// How long a writer waits for another one: sqlite3_busy_timeout at a time, so
// that an interrupt is heard, and so many times.
const (
	waitStep  = 250 // milliseconds
	waitSteps = 240 // a minute
)

// BeginImmediate begins a transaction that may write. While another process
// writes it waits, a minute at most; it stops waiting when ctx is done.
func (db *DB) BeginImmediate(ctx context.Context) error {
	run := context.WithoutCancel(ctx)
	if _, err := db.Conn.ExecContext(run, fmt.Sprintf(`PRAGMA busy_timeout = %d`, waitStep)); err != nil {
		return err
	}
	var err error
	for range waitSteps {
		if _, err = db.Conn.ExecContext(run, `BEGIN IMMEDIATE`); !busy(err) {
			break
		}
		if err = ctx.Err(); err != nil {
			break
		}
		err = ErrBusy
	}
	_, perr := db.Conn.ExecContext(run, `PRAGMA busy_timeout = `+busyTimeout)
	return errors.Join(err, perr)
}

// busy reports whether another process holds a lock.
func busy(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrBusy
}
