// Package suggest drafts a map for a leaderboard file that no shipped map knows. It
// looks at the beginning of the file, guesses how its lines are laid out and what each
// column is, and writes a map in YAML with the evidence for each guess. A person reads the
// draft before anything is read into a database.
//
// The files, in the order of the steps:
//
//	suggest                 DraftMap, which runs the steps and tries the draft on the file
//	guesslayout             the delimiter, the header rows, whether the table is transposed
//	profile, column,        what the cells of each column are
//	readcell
//	guess, roles,           what each column is; tables that no map can read
//	checkshape
//	companions, units       which intervals belong to which values; the unit of each column
//	draft, draftheaders,    the text of the map
//	draftrules, yaml
//	words, headers          the words that identify headers and names
//
// Place in the pipeline: suggest → boardmap → ingest → csvfile → model. Nothing but
// cmd uses suggest.
package suggest
