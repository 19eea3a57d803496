// Package csvfile turns the bytes of a file into rows with positions: it opens files
// and streams, undoes compression and encoding, and splits lines into fields. It
// limits what it reads of a hostile file, and knows neither tables nor columns.
//
// A record that is not CSV becomes a Row with an error and a position, and reading resumes
// at the next line.
//
// Place in the pipeline: suggest → boardmap → ingest → csvfile → model. Package
// ingest checks the rows as records of canonical tables; package boardmap reads them
// through a map.
package csvfile
