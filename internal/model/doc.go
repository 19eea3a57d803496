// Package model is the domain of provenance: the tables and their columns, the
// closed vocabularies, and the parsing of numbers and partial dates.
//
// It is the bottom of the pipeline. Package ingest uses it to turn cells into
// checked values, package store to bind those values, and both agree through it
// on what a table looks like. It depends on the standard library only, and
// knows neither CSV nor SQL.
package model
