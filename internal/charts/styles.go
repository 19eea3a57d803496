package charts

import "provenance/internal/charts/canvas"

// Styles of texts that several kinds of figure have.
var (
	tickStyle  = canvas.NewStyle(8.5, canvas.Regular, canvas.Grey)
	panelStyle = canvas.NewStyle(9.5, canvas.Medium, canvas.Grey)
)
