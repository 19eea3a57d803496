// Package provenance embeds the things that the binary carries with it: the
// schema, which is the contract with everybody who queries a database, the form
// of maps for editors, and the cases on which `provenance demo` gives its tours.
//
// It is the root package because go:embed cannot reach upwards. Package
// dbfile makes databases of Schema; only package tour reads Cases.
package provenance

import "embed"

// Schema is schema.sql: tables, triggers, rules and views.
//
//go:embed schema.sql
var Schema string

// MapSchema is the JSON Schema of maps. A test of package boardmap writes it.
//
//go:embed docs/map.schema.json
var MapSchema []byte

// Cases holds testdata/llama4, testdata/o3 and testdata/reflection-70b, three cases as
// canonical CSVs.
//
//go:embed testdata/llama4/*.csv testdata/o3/*.csv testdata/reflection-70b/*.csv
var Cases embed.FS

// Version is the version of the tool, recorded with every ingest.
const Version = "0.1.0"
