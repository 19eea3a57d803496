// Package canvas is what every kind of figure is drawn on: a page with title,
// legend and footer, texts in the Go fonts, marks that show what was not public,
// the colours and their themes, and the writers of PNG, SVG and PDF. A drawing is
// laid out once and written in any format, theme and size. It knows no kind of
// figure, no database and no clock.
package canvas
