// Package query asks a database for what commands and figures show: lists, pages, traces,
// flags, differences, histories, names without a variant, rejects, and what a figure
// draws. It only reads.
//
// It is built on packages sqlite and dbfile and does not know package store: the SQL here
// is written against the tables and views of schema.sql, as anybody's SQL is.
package query
