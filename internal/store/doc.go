// Package store writes the rows of the database: it applies ingests, resolves names,
// exports tables, and compares kept files with what is on record from them. Package
// dbfile opens the file, chain proves what was written, query asks for what commands show.
//
// Records come checked cell by cell from package ingest by way of package
// model; store checks what needs other rows. The two never import one another.
//
// # The write path
//
// A batch of scores becomes rows of the table, of the chain and of table kept:
//
//	ingest ── model.ScoreBatch ──> Ingest.Scores ──> scoreWriter.take
//	                                                      │
//	  1. check   ready: slugs to ids, bounds of the metric; a bad score rejects its line
//	  2. find    place: ids of name, snapshot, protocol; new ones are packed
//	  3. sort    is the cell new to the file?  yes: fresh   no: known
//	                                                      │ store
//	  4. pack    scoreBulk.prepare: once for SQLite, once for the chain
//	                                                      │ startInsertion: a goroutine
//	  5. insert  insertion.run: names, snapshots, then
//	                 known ── probe ──> repeated: nothing to do
//	                                    absent:   inserted, as fresh ones are
//	                                    differs:  kept for step 6
//	             and hashes what went in
//	                                                      │ endInsertion
//	  6. settle  endFile: each row that differs corrects one older value of its cell
//
// While one insertion runs, the next batch is packed; there are two of them. Rows that
// SQLite refuses in step 5, since the file says a cell twice, and rows of an export,
// which give their revision, go cell by cell instead (addOne, addRevision). They and
// step 6 end in append, which is the only other way into table scores; after it the
// hash of the added rows is read back from the table instead of kept along (stale).
//
// Commit then makes the indexes that a first load put off, takes in the kept bytes,
// checks references, adds a link to the chain and commits. See Ingest.Commit.
package store
