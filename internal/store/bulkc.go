package store

// int provenance_unmetered(void);
// int provenance_metered(void);
// void provenance_bulk_register(void);
// int provenance_gather(void);
import "C"

import "sync"

// registerBulk gives the connections that are opened from now on the functions of
// bulk.c. To register it again does nothing.
func registerBulk() { C.provenance_bulk_register() }

// Unmetered lets SQLite keep no count of its memory, which takes a lock for every
// piece of it: a twentieth of an ingest. It is for a process of one ingest, before
// anything is opened; after that it does nothing. Ask refuses to run without the
// count, since its limit on memory is checked against it.
func Unmetered() { C.provenance_unmetered() }

// metered tells whether SQLite counts its memory; a database must be open.
func metered() bool { return C.provenance_metered() != 0 }

// gatheringVFS is the VFS of vfs.c, with which a database is written, as a parameter of
// a DSN; "" where it cannot be had.
var gatheringVFS = sync.OnceValue(func() string {
	if C.provenance_gather() != 0 {
		return ""
	}
	return "gathered"
})
