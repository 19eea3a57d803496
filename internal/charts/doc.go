// Package charts turns records into figures: it lays them out, computes their
// titles from what is drawn, and writes PNG, SVG and PDF from one drawing. It
// knows neither SQL nor the clock.
//
// A variant that was not public when its score was reported is shown by four marks at
// once, in a colour that nothing else has: a hatch (or a hollow diamond), an outline, an
// asterisk and words. A missing value is shown as "n/r", never as zero.
package charts
