package dbfile

import (
	"context"
	"errors"
	"fmt"

	"provenance/internal/sqlite"
)

// A Fault is the first thing that verification finds wrong with a database. Check is one
// of the constants below. Text names the table, the row and the ingest if they are known,
// and says what was expected.
type Fault struct{ Check, Text string }

func (f *Fault) Error() string { return f.Check + ": " + f.Text }

// NewFault returns a Fault as an error.
func NewFault(check, format string, args ...any) error {
	return &Fault{check, fmt.Sprintf(format, args...)}
}

// The checks of verify, in a Fault.
const (
	CheckFile       = "file"
	CheckSchema     = "schema"
	CheckReferences = "references"
	CheckChain      = "chain"
	CheckDerived    = "derived"
	CheckFlags      = "flags"
	CheckKept       = "kept bytes"
	CheckReread     = "read again"
	CheckPublished  = "checkpoint"
)

// UnreadableFault returns a Fault for an error of SQLite during verification: if something
// cannot be read, the file is damaged. It returns Faults and cancellations unchanged.
func UnreadableFault(err error) error {
	var f *Fault
	if errors.As(err, &f) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return NewFault(CheckFile, "cannot be read: %v", err)
}

// DamageFault returns a Fault if an error of opening a database says that its pages or its
// schema are damaged. It returns other errors unchanged. It calls UnreadableFault.
func DamageFault(err error) error {
	if sqlite.IsDamage(err) {
		return UnreadableFault(err)
	}
	return err
}
