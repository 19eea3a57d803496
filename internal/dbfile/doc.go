// Package dbfile keeps the database as a file: it makes, recognizes, opens, checks and
// upgrades it. Nothing in a file runs before its header and its schema have been
// compared with those of provenance, and a new file gets its name when it is complete.
//
// It is built on package sqlite and knows schema.sql. It reads only one table for other
// packages: CheckIngest reports an ingest that is not on record.
package dbfile
