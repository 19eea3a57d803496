package dbfile

import (
	"context"
	"errors"
	"fmt"

	"provenance/internal/sqlite"
)

// ErrNoIngest is returned for an ingest that is not on record.
var ErrNoIngest = errors.New("there is no such ingest")

// CheckIngest returns an error unless the ingest is on record.
func CheckIngest(ctx context.Context, db *sqlite.DB, id int64) error {
	t, err := db.Table(ctx, `SELECT 1 FROM ingests WHERE id = ?`, id)
	if err == nil && len(t.Rows) == 0 {
		err = fmt.Errorf("%d: %w", id, ErrNoIngest)
	}
	return err
}
