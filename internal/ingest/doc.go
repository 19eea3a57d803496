// Package ingest turns the rows of files into checked records. It reads canonical
// CSVs, checks every cell against its column, parses the notations in which boards
// print numbers (notation.go, commas.go, markup.go), and hands scores over in batches
// while the file is still being read. It accounts for every byte of a file: header,
// records, rejects, dropped and blank lines.
//
// A bad record becomes a model.Problem with a position, and reading resumes at the next
// record. Package store checks what depends on other rows, such as whether a slug is on
// record; there is no SQL here.
//
// Source and Batcher let other packages read files of other forms into batches: ReadScores
// opens a file and calls them to produce its scores. Package boardmap does so through a map,
// and also finds the files (boardmap.Find).
//
// Place in the pipeline: suggest → boardmap → ingest → csvfile → model.
package ingest
