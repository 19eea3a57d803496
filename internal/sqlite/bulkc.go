package sqlite

// void provenance_bulk_register(void);
// long long sqlite3_hard_heap_limit64(long long);
import "C"

// registerBulk adds the functions of bulk.c to all connections that are opened afterwards.
// It has no effect if it is called again.
func registerBulk() { C.provenance_bulk_register() }

// LimitMemory limits the memory that SQLite may use in this process, in bytes. Beyond it,
// operations fail with an error. Call it once, when the program starts.
func LimitMemory(bytes int64) { C.sqlite3_hard_heap_limit64(C.longlong(bytes)) }
