// Package suggest drafts a map for a leaderboard file that no shipped map knows. It
// looks at the beginning of the file, guesses how its lines are laid out and what each
// column is, and writes a map in YAML with the evidence for each guess. A person reads the
// draft before anything is read into a database.
//
// The files, in the order of the steps:
//
//	suggest                 DraftMap, which runs the steps and tries the draft on the file
//	guess, names, roles,    what each column is; tables that no map can read
//	checkshape
//	companions, units       which intervals belong to which values; the unit of each column
//	known                   what the database has on record
//	questions               what the file does not say
//	draft, draftheaders,    the text of the map
//	draftrules
//
// Package sheet says how the file is laid out and what its cells are.
//
// Place in the pipeline: suggest → sheet → boardmap → ingest → csvfile → model. Nothing but
// cmd uses suggest.
package suggest
