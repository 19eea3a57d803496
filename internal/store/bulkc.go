package store

// void provenance_bulk_register(void);
import "C"

// registerBulk gives the connections that are opened from now on the functions of
// bulk.c. Registering again does nothing.
func registerBulk() { C.provenance_bulk_register() }
