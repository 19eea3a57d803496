// Package model is the domain of provenance: the tables and their columns, the
// closed vocabularies, and the parsing of numbers and partial dates.
//
// It is the bottom of the pipeline. Package ingest uses it to convert cells into checked
// values, and package store to bind those values; both take the description of a table from
// it. It depends on the standard library only, and knows neither CSV nor SQL.
package model
