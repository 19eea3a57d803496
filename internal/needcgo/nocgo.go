//go:build !cgo

package needcgo

// The compiler prints the text, since it is no number.
const _ uint = "provenance needs cgo for SQLite: install gcc and set CGO_ENABLED=1"
