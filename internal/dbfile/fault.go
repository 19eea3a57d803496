package dbfile

import (
	"context"
	"errors"
	"fmt"

	"provenance/internal/sqlite"
)

// A Fault is the first thing that verification finds wrong with a database. Its
// text names the table, the row and the ingest where they are known, and what
// was expected.
type Fault struct{ Check, Text string }

func (f *Fault) Error() string { return f.Check + ": " + f.Text }

// NewFault makes a Fault of a check.
func NewFault(check, format string, args ...any) error {
	return &Fault{check, fmt.Sprintf(format, args...)}
}

// The checks of verify, as a Fault names them.
const (
	CheckFile       = "file"
	CheckSchema     = "schema"
	CheckReferences = "references"
	CheckChain      = "chain"
	CheckDerived    = "derived"
	CheckKept       = "kept bytes"
	CheckReread     = "read again"
	CheckPublished  = "checkpoint"
)

// Broken makes a Fault of an error of SQLite, because what cannot be read was damaged. It
// leaves faults and cancellations as they are.
func Broken(err error) error {
	var f *Fault
	if errors.As(err, &f) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return NewFault(CheckFile, "cannot be read: %v", err)
}

// Damage makes a Fault of an error of opening a database, if its pages or its schema are
// damaged. It leaves other errors as they are.
func Damage(err error) error {
	if sqlite.IsDamage(err) {
		return Broken(err)
	}
	return err
}
