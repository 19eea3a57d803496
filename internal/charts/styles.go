package charts

// Styles of texts that several kinds of figure have.
var (
	tickStyle  = style{8.5, regular, grey}
	panelStyle = style{9.5, medium, grey}
)
