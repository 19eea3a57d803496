// Package needcgo stops a build without cgo with one sentence that says what is
// needed. Package store imports it: go does not go on to store, where the driver of
// SQLite, which is C, leaves a page of undefined names.
package needcgo
