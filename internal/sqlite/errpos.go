package sqlite

// #include <stdint.h>
// int provenance_error_offset(uintptr_t db);
import "C"

import (
	"reflect"

	"github.com/mattn/go-sqlite3"
)

// errorOffset returns the byte of the statement at which the last error of a
// connection lies, -1 where SQLite does not say. It must be called before
// anything else is asked of the connection.
//
// Note: the driver keeps the handle to itself. Where a later version calls it
// something else, errors are without a position; a test says so.
func errorOffset(conn *sqlite3.SQLiteConn) int {
	f := reflect.ValueOf(conn).Elem().FieldByName("db")
	if f.Kind() != reflect.Pointer || f.IsNil() {
		return -1
	}
	return int(C.provenance_error_offset(C.uintptr_t(f.Pointer())))
}
