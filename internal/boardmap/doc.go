// Package boardmap reads other people's leaderboard files through maps. A Map says
// which column is which field and how the board prints its numbers; Load reads and
// checks one, bind fits it to the header of a file, and Read makes scores of the
// file's rows. The package embeds the shipped maps (maps/*.yaml).
//
// How a map is read and applied, in the order of the files:
//
//	load → check → decode   a YAML text to a Map, or everything that is wrong with it
//	layout → bind → plan    the header of a file; a mapping with a target for each
//	                        column of values and a plan for each field
//	target, readplan        one row: the value, its interval, its fields
//	mapping → readmap       the scores of a row; the batches of a file
//	filldown, suffix        cells that repeat the one above; ends of names that are settings
//	stat → suspect          what only whole columns show: a wrong unit, and warnings
//	                        (package oddity)
//
// The entry point for reading any file is here as well: Find determines which canonical
// table each path holds, or which map it needs, and Input.Read reads it either way.
// It cannot be in package ingest, because only this package knows the signatures of
// maps and ingest must not import it. It is not behind an interface either: there are
// two ways to read a file, Input chooses between them in two places, and callers need
// the Map itself (they print its name and store its text).
//
// Place in the pipeline: suggest → boardmap → ingest → csvfile → model.
package boardmap
