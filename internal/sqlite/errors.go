package sqlite

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// Errors of a file. They are wrapped with what was done.
var (
	ErrForeign = errors.New("this is not a provenance database")
	ErrFull    = errors.New("there is no room left to write it: free some, or raise the limit on file sizes, and try again")
	ErrBusy    = errors.New("another process is writing to it; try again") // a lock was not released in time
)

// Plain turns the driver's errors that people meet into sentences.
func Plain(err error) error {
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
		return ErrBusy
	}
	if full(se) {
		return fmt.Errorf("%w (%w)", ErrFull, err)
	}
	return err
}

// full reports whether an error of SQLite is want of room.
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

// A Constraint is a kind of constraint that a row breaks.
type Constraint int

// The kinds of constraints.
const (
	NoConstraint Constraint = iota // the error is another one
	UniqueConstraint
	ForeignKeyConstraint
	OtherConstraint
)

// BrokenConstraint returns which kind of constraint an error is about, and SQLite's
// words for it.
func BrokenConstraint(err error) (kind Constraint, text string) {
	var se sqlite3.Error
	if !errors.As(err, &se) || se.Code != sqlite3.ErrConstraint {
		return NoConstraint, ""
	}
	switch se.ExtendedCode {
	case sqlite3.ErrConstraintUnique, sqlite3.ErrConstraintPrimaryKey:
		return UniqueConstraint, se.Error()
	case sqlite3.ErrConstraintForeignKey:
		return ForeignKeyConstraint, se.Error()
	}
	return OtherConstraint, se.Error()
}

// IsDamage reports whether an error says that the pages or the schema of a file are
// damaged.
func IsDamage(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrError)
}
