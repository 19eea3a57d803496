package charts

import "provenance/internal/charts/canvas"

// Names of package canvas that the callers of this package use.
type (
	// A Figure is a laid-out drawing, independent of the format it is written in.
	Figure = canvas.Figure
	// About holds what every kind of figure has: title, notes and sources.
	About = canvas.About
	// A Stamp says what made a figure, from which database, and when.
	Stamp = canvas.Stamp
	// Release says whether the public could get a variant on the day its score was
	// reported.
	Release = canvas.Release
)

// The zero value is Unknown: a variant is neither public nor not public until a source
// says so.
const (
	Unknown     = canvas.Unknown
	Released    = canvas.Released
	NotReleased = canvas.NotReleased
)
