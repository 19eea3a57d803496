// Package oddity counts what no single cell of a file shows, for warnings: the lines of
// odd values, the extremes of a column, two spellings of one name, two names with the same
// values. What it keeps has a fixed size or a limit, however long the file is.
package oddity
