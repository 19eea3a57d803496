// Package charts turns records into figures: it lays them out, computes their
// titles from what is drawn, and writes PNG, SVG and PDF from one drawing. It
// knows neither SQL nor the clock.
//
// A variant that was not public when its score was reported is told by four
// marks at once, hatch (or a hollow diamond), outline, asterisk and words, in
// the one reserved colour. What is missing reads "n/r", never zero.
package charts
