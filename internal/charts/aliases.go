package charts

import "provenance/internal/charts/canvas"

// What records and callers need of the canvas goes by these names here.
type (
	// A Figure is a laid-out drawing, independent of the format it is written in.
	Figure = canvas.Figure
	// About is what every kind of figure says of itself.
	About = canvas.About
	// A Stamp says what made a figure, from which database, and when.
	Stamp = canvas.Stamp
	// Release says whether the public could get a variant on the day its score was
	// reported.
	Release = canvas.Release
)

// Unknown is the zero value: nothing is public, or not, until a source says so.
const (
	Unknown     = canvas.Unknown
	Released    = canvas.Released
	NotReleased = canvas.NotReleased
)
