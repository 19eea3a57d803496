// Package query asks a database for what commands and figures show: lists, pages, traces,
// flags, differences, histories, names without a variant, rejects, and what a figure
// draws. It only reads.
//
// It is built on package sqlite alone and does not know package dbfile, which makes,
// checks and opens the file: the SQL here is written against the tables and views of
// schema.sql, as anybody's SQL is.
package query
