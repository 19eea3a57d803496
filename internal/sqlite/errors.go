package sqlite

import (
	"errors"
	"fmt"
	"strings"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// Errors of a file. They are returned wrapped, with the operation.
var (
	ErrForeign = errors.New("this is not a provenance database")
	ErrFull    = errors.New("there is no room left to write it: free some, or raise the limit on file sizes, and try again")
	ErrBusy    = errors.New("another process is writing to it; try again") // a lock was not released in time
)

// Plain replaces errors of the driver that users meet by plain sentences. It returns other
// errors unchanged.
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
	if isFull(se) {
		return fmt.Errorf("%w (%w)", ErrFull, err)
	}
	return err
}

// isFull reports whether SQLite failed because there is no space left.
func isFull(e sqlite3.Error) bool {
	return e.Code == sqlite3.ErrFull || e.SystemErrno == syscall.ENOSPC || e.SystemErrno == syscall.EDQUOT || e.SystemErrno == syscall.EFBIG
}

// Explain adds the file and what to do to an error that was caused by a full disk,
// whatever operation met it. It returns other errors unchanged.
func Explain(path string, err error) error {
	var e sqlite3.Error
	switch {
	case errors.Is(err, ErrFull):
	case errors.As(err, &e) && isFull(e):
		err = fmt.Errorf("%w (%w)", ErrFull, err)
	default:
		return err
	}
	if strings.Contains(err.Error(), path) {
		return err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// A Constraint is the kind of constraint that a row violates.
type Constraint int

// The kinds of constraints.
const (
	NoConstraint Constraint = iota // the error is another one
	UniqueConstraint
	ForeignKeyConstraint
	OtherConstraint
)

// BrokenConstraint returns the kind of constraint that an error is about, and the text of
// SQLite.
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
