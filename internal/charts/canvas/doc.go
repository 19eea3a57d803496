// Package canvas has what every kind of figure is drawn with: a page with title, legend and
// footer, texts in the Go fonts, marks that show which variants were not public, colours and
// themes, and writers of PNG, SVG and PDF. A drawing is
// laid out once and written in any format, theme and size. It does not know the kinds of
// figures, the database or the clock.
package canvas
