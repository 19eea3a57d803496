// Where in a statement its error is. The driver has no name for sqlite3_error_offset; like the functions of bulk.c it comes
// from the amalgamation inside github.com/mattn/go-sqlite3.
#include <stdint.h>

typedef struct sqlite3 sqlite3;

extern int sqlite3_error_offset(sqlite3 *);

int provenance_error_offset(uintptr_t db) { return sqlite3_error_offset((sqlite3 *)db); }
