package sqlite

// void provenance_bulk_register(void);
// long long sqlite3_hard_heap_limit64(long long);
import "C"

// registerBulk gives the connections that are opened from now on the functions of
// bulk.c. Registering again does nothing.
func registerBulk() { C.provenance_bulk_register() }

// LimitMemory limits the memory that SQLite may take in this process, in bytes. What
// needs more fails with an error. It is called once, when the program starts.
func LimitMemory(bytes int64) { C.sqlite3_hard_heap_limit64(C.longlong(bytes)) }
