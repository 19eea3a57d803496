// Package ingest turns bytes into records with positions: it finds the files,
// undoes compression and encoding, splits lines into fields, and checks every
// cell against its column. It knows nothing of SQL; what needs other rows is
// checked by package store.
//
// A bad record is a model.Problem with a position, not the end: reading resumes
// at the next line.
package ingest
