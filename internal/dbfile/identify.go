package dbfile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"provenance/internal/sqlite"
)

// fillWait is how long identify waits for another process that is filling an empty file,
// which takes some milliseconds.
const fillWait = 3 * time.Second

// identify reports whether a file is still empty. It returns an error if the file is not a
// database of provenance, or one of a newer version. It reads only the header, which
// identifies a database from its first commit on. It runs, writes and rolls back nothing,
// and creates no file.
func identify(ctx context.Context, path string) (empty bool, err error) {
	for start := time.Now(); ; {
		h, err := sqlite.ReadHeader(path)
		if err != nil {
			return false, err
		}
		empty := h.Size == 0 || h.SQLite && h.Application == 0 && h.Version == 0 && !h.Tables
		switch {
		case !empty && !h.SQLite:
			return false, fmt.Errorf("%s: %w: it is not SQLite", path, ErrForeign)
		case !empty && h.Application != applicationID:
			return false, fmt.Errorf("%s: %w: its application_id is %#x, not %#x", path, ErrForeign, h.Application, applicationID)
		case !empty && h.Version > schemaVersion:
			return false, newerError(path, int(h.Version))
		case !empty:
			return false, nil
		}
		rest := sqlite.Leftover(path)
		if rest == "" {
			return true, nil
		}
		// Another process may be filling the file. After fillWait it has finished, or was killed.
		if time.Since(start) > fillWait {
			return false, staleError(path, rest)
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// ErrStale is returned, wrapped, if a journal left by another database has the name of the
// new one: SQLite would play it back into the new database.
var ErrStale = errors.New("it is left over from another database of this name")

func staleError(path, rest string) error {
	return fmt.Errorf("%s: %w and would be read into the new one; move %s away, or delete it if nothing in it is needed", rest, ErrStale, filepath.Base(rest))
}

// refuseStale returns an error if there is a journal for a database that does not exist.
func refuseStale(path string) error {
	rest := sqlite.Leftover(path)
	if rest == "" {
		return nil
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return ErrRaced // another process has made the database
	}
	return staleError(path, rest)
}

func newerError(path string, version int) error {
	return fmt.Errorf("%s: %w: schema version %d, this one knows %d; it was not touched", path, ErrNewer, version, schemaVersion)
}

// Tidy removes the files -wal and -shm that a reader left because it ended without Close,
// if no process has the database open. It does nothing for a file that is not a database
// of provenance.
func Tidy(path string) {
	if empty, err := identify(context.Background(), path); err == nil && !empty {
		sqlite.Tidy(path)
	}
}
