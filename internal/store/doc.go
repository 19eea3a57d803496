// Package store writes the rows of the database: it applies ingests, resolves names,
// exports tables, and compares kept files with what is on record from them. Package
// dbfile opens the file, chain proves what was written, query asks for what commands show.
//
// Package ingest checks records cell by cell and passes them on as types of package model;
// store checks them against other rows. Neither package imports the other.
//
// # The write path
//
// A batch of scores becomes rows of table scores, and part of the hash in the chain. It
// comes from a command, such as ingestOptions.file of cmd/provenance:
//
//	boardmap.Input.Read ──> ingest.ReadScores: fills a Batcher from scores.csv or a board
//	                                                      │ Handlers.Scores(model.ScoreBatch)
//	                        Ingest.Scores ──> scoreWriter.applyBatch
//	                                                      │
//	  1. check   checkScore: slugs to ids, bounds of the metric; a bad score rejects its line
//	  2. find    findCell: ids of name, snapshot, protocol; new ones are packed
//	  3. split   fresh: its name or its snapshot was not on record before this file
//	             known: both were, so the cell may be on record
//	                                                      │ storeGathered
//	  4. pack    scoreBulk.prepare: once for SQLite, once for the chain
//	                                                      │ startInsertion: a goroutine
//	  5. insert  insertion.run: names, snapshots, then
//	                 known ── probe ──> repeated: nothing to do
//	                                    absent:   inserted, as fresh ones are
//	                                    differs:  deferred to step 6
//	             and hashes what went in
//	                                                      │ endInsertion
//	  6. settle  endFile: each row that differs corrects one older value of its cell
//
// There are two insertions: while one runs, the next batch is packed into the other. Rows
// that SQLite refuses in step 5, because the file has a cell twice, and rows of an export,
// which state their revision, are added one by one instead (addOne, addRevision). They and
// step 6 call appendRevision, the only other way into table scores. After it, the rows are
// read back from the table to be hashed (scoreHash.stale).
//
// Commit then makes the indexes that a first load put off, stores the kept bytes, checks
// references, adds a link to the chain and commits. See Ingest.Commit.
package store
