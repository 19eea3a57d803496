// Package figures chooses what a figure shows: which scores can be compared, in which
// order, from which day, and in which metric, setting and stage. Notes say what it leaves
// out. It reads the database and passes records to package charts, which draws them. It
// does not know the command line: messages for the person who draws a figure are returned
// as hints.
package figures
