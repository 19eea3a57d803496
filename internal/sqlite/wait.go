package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/mattn/go-sqlite3"
)

// A writer waits for another one in steps of sqlite3_busy_timeout, so that it notices an
// interrupt.
const (
	waitStep  = 250 // milliseconds
	waitSteps = 240 // a minute
)

// BeginImmediate begins a transaction that may write. If another process is writing, it
// waits for at most a minute, or until ctx is done.
func (db *DB) BeginImmediate(ctx context.Context) error {
	run := context.WithoutCancel(ctx)
	if _, err := db.Conn.ExecContext(run, fmt.Sprintf(`PRAGMA busy_timeout = %d`, waitStep)); err != nil {
		return err
	}
	var err error
	for range waitSteps {
		if _, err = db.Conn.ExecContext(run, `BEGIN IMMEDIATE`); !isBusy(err) {
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

// isBusy reports whether an error says that another process holds a lock.
func isBusy(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == sqlite3.ErrBusy
}
