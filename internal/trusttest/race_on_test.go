//go:build race

package trusttest

// raced tells whether the race detector is on: then it is on in the program too.
const raced = true
