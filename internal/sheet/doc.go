// Package sheet says how an unknown file is laid out as a table, and what kinds of cells
// each of its columns has: numbers, signs, intervals, days, marks. It also has the words by
// which headers and names are recognised. It guesses no meaning; package suggest does.
//
// Place in the pipeline: suggest → sheet → boardmap → ingest → csvfile → model.
package sheet
