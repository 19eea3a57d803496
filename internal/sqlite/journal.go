package sqlite

import (
	"context"
	"strings"
	"time"
)

// The statements that SetJournal takes.
const (
	TruncateJournal = `PRAGMA journal_mode = truncate`
	WriteAheadLog   = `PRAGMA journal_mode = wal`
)

// convertWait is how long SetJournal retries, as long as a busy timeout.
const convertWait = 10 * time.Second

// SetJournal sets the journal mode of the file to one of the constants above. Entering or
// leaving WAL needs exclusive access, and SQLite does not wait for it, so SetJournal
// retries.
func (db *DB) SetJournal(ctx context.Context, mode string) error {
	for start := time.Now(); ; {
		var now string
		err := db.Conn.QueryRowContext(ctx, mode).Scan(&now)
		if err == nil && strings.HasSuffix(mode, now) || err != nil && !isBusy(err) {
			return err
		}
		if time.Since(start) > convertWait {
			return ErrBusy
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}
