// Package verifytest holds the tests of provenance verify: which changes of a
// database it finds, and which it must not report. It has no code of its own; the
// tests build the program and run it on databases that they changed.
//
// PROVENANCE_LONG=1 asks for the long runs, whose figures stand in docs/trust.md.
package verifytest
