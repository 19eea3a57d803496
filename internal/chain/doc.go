// Package chain proves what a database says. Each ingest adds a link, which holds the hash
// of all rows that it added or changed, of its command and of the link before. Verify
// computes all hashes and all derived rows again. A checkpoint is the end of the chain in
// one line. A retraction is an ingest of its own, with its own link.
//
// Package store adds links while it writes rows; this package knows tables and their
// columns, but not how rows get into them.
package chain
