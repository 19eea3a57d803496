// Package query answers what commands and figures ask of a database: lists, pages, traces,
// flags, differences, histories, unresolved names, rejects, and the records that a figure
// draws. It only reads.
//
// It is built on packages sqlite and dbfile and does not know package store: the SQL here
// is written against the tables and views of schema.sql, as any user's SQL is.
package query
