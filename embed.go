// Package provenance embeds the two things that the binary carries with it: the
// schema, which is the contract with everybody who queries a database, and the
// Llama 4 case, on which `provenance demo` gives its tour.
//
// It is the root package because go:embed cannot reach upwards. Package
// dbfile makes databases of Schema; only the command line reads Case.
package provenance

import "embed"

// Schema is schema.sql: tables, triggers, rules and views.
//
//go:embed schema.sql
var Schema string

// Case holds testdata/llama4, the Llama 4 case as canonical CSVs.
//
//go:embed testdata/llama4/*.csv
var Case embed.FS

// Version is the version of the tool, recorded with every ingest.
const Version = "0.1.0"
