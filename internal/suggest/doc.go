// Package suggest drafts a map for a leaderboard file that no shipped map knows. It
// looks at the beginning of the file, guesses how its lines lie and what each column
// is, and writes a map in YAML with the evidence for each guess. A person reads the
// draft before anything is read into a database.
//
// The steps, each a file or two: guesslayout (delimiter, header rows, a table on its
// side), profile (what the cells of each column are), guess and guessroles (what each
// column is), companions (which intervals and standard errors belong to which
// values), units (in which unit a column is), checkshape (tables that no map can
// read), draft, draftheaders and draftrules (the text of the map). Words.go has the
// lists of words by which headers and names are known.
//
// Place in the pipeline: suggest → boardmap → ingest → csvfile → model. Nothing but
// cmd uses suggest.
package suggest
