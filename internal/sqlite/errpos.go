package sqlite

// #include <stdint.h>
// int provenance_error_offset(uintptr_t db);
import "C"

import (
	"reflect"

	"github.com/mattn/go-sqlite3"
)

// errorOffset returns the offset in bytes in the statement of the last error of a
// connection, -1 if SQLite does not say. It must be called before any other use of the
// connection.
//
// Note: the driver does not export the handle. If a later version names the field
// differently, errors have no position; a test would fail then.
func errorOffset(conn *sqlite3.SQLiteConn) int {
	f := reflect.ValueOf(conn).Elem().FieldByName("db")
	if f.Kind() != reflect.Pointer || f.IsNil() {
		return -1
	}
	return int(C.provenance_error_offset(C.uintptr_t(f.Pointer())))
}
