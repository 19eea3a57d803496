// Package figures chooses what a figure shows: which scores of a database may
// stand together, in which order, of which day, metric, setting and stage, and
// what is said of those that are left out. It reads the database, and hands
// records to package charts, which draws them. It knows no command line: what is
// meant for the person who draws a figure comes back as hints.
package figures
