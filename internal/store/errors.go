package store

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// errBusy is what is said of a lock that somebody else did not let go of in time.
var errBusy = errors.New("another process is writing to it; try again")

// plain turns the driver's errors that people meet into sentences.
func plain(err error) error {
	var se sqlite3.Error
	if !errors.As(err, &se) {
		return err
	}
	switch se.Code {
	case sqlite3.ErrNotADB:
		return fmt.Errorf("%w: it is not SQLite", ErrForeign)
	case sqlite3.ErrCantOpen:
		return fmt.Errorf("cannot be opened, check the folder and the permissions: %w", err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return errBusy
	}
	if full(se) {
		return fmt.Errorf("%w (%w)", ErrFull, err)
	}
	return err
}

// full tells whether an error of SQLite is want of room.
func full(e sqlite3.Error) bool {
	return e.Code == sqlite3.ErrFull || e.SystemErrno == syscall.ENOSPC || e.SystemErrno == syscall.EDQUOT || e.SystemErrno == syscall.EFBIG
}

// Explain makes an error that came of a full disk, wherever in the work on a
// database it was met, say which file and what to do. It leaves others alone.
func Explain(path string, err error) error {
	var e sqlite3.Error
	switch {
	case errors.Is(err, ErrFull):
	case errors.As(err, &e) && full(e):
		err = fmt.Errorf("%w (%w)", ErrFull, err)
	default:
		return err
	}
	if strings.Contains(err.Error(), path) {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}
