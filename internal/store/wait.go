package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"
)

// How long a writer waits for another one: sqlite3_busy_timeout at a time, so
// that an interrupt is heard, and so many times.
const (
	waitStep  = 250 // milliseconds
	waitSteps = 240 // a minute
)

// convertWait is how long setting a journal mode is tried, as long as a busy timeout.
const convertWait = 10 * time.Second

// beginImmediate begins a transaction that may write. While another process
// writes it waits, a minute at most; it stops waiting when ctx is done.
func (db *DB) beginImmediate(ctx context.Context) error {
	run := context.WithoutCancel(ctx)
	if _, err := db.conn.ExecContext(run, fmt.Sprintf(`PRAGMA busy_timeout = %d`, waitStep)); err != nil {
		return err
	}
	var err error
	for range waitSteps {
		if _, err = db.conn.ExecContext(run, `BEGIN IMMEDIATE`); !busy(err) {
			break
		}
		if err = ctx.Err(); err != nil {
			break
		}
		err = errBusy
	}
	_, perr := db.conn.ExecContext(run, `PRAGMA busy_timeout = `+busyTimeout)
	return errors.Join(err, perr)
}

func busy(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrBusy
}
