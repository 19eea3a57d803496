// Package dbfile keeps the database as a file: it makes, recognizes, opens, checks and
// upgrades it. Nothing in a file is run before its header and its schema are those of a
// database of provenance, and a new file gets its name when it is complete.
//
// It is built on package sqlite and knows schema.sql. Of rows it knows one thing, which
// all packages above it ask: whether an ingest is on record.
package dbfile
