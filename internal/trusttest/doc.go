// Package trusttest holds the tests of the promises in docs/trust.md about what
// is on the disk: kills, power failures, full disks, several processes at once.
// It has no code of its own; the tests build the program and watch it from
// outside.
//
// A short run is part of go test ./...; the long one, whose figures stand in
// docs/trust.md, is
//
//	PROVENANCE_LONG=1 go test -timeout 2h ./internal/trusttest
package trusttest
