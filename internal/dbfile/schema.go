package dbfile

import (
	"context"
	"fmt"
	"strings"

	"provenance"
	"provenance/internal/sqlite"
)

// checkSchema compares the database with schema.sql before anything in it runs, because
// anybody may have written its views and triggers. See compareSchema.
func (db *DB) checkSchema(ctx context.Context) error {
	_, err := db.compareSchema(ctx, provenance.Schema)
	return err
}

// CompareSchema compares the database with schema.sql and returns the names of objects
// that are not part of the schema: see compareSchema.
func (db *DB) CompareSchema(ctx context.Context) (foreign []string, err error) {
	return db.compareSchema(ctx, provenance.Schema)
}

// compareSchema returns an error unless every object that schema makes is in the database,
// word for word. It returns the names of objects that are not part of it. People add views,
// indexes and tables of their own, and so do tools such as ANALYZE, Litestream and
// full-text search. The error is a *Fault if one of them could change what the program
// reads or writes: a trigger on an object of the schema, or a table with the name of a
// table-valued function.
//
// SQLite reads the sql of a row of sqlite_schema and ignores its type. So the statement
// decides what an object is, and an object is refused if the two differ.
func (db *DB) compareSchema(ctx context.Context, schema string) (foreign []string, err error) {
	want, err := sqlite.ObjectsOf(schema)
	if err != nil {
		return nil, err
	}
	got, err := db.Objects(ctx)
	if err != nil {
		return nil, err
	}
	ours := map[string]sqlite.Object{}
	for _, o := range want {
		ours[strings.ToLower(o.Name)] = o
	}
	seen := map[string]bool{}
	for _, o := range got {
		key := strings.ToLower(o.Name)
		w, ok := ours[key]
		switch {
		case ok && seen[key]:
			return nil, NewFault(CheckSchema, "%s stands twice in the schema", o)
		case ok && o != w:
			return nil, NewFault(CheckSchema, "%s is not as this version of provenance (%s) makes it", w, provenance.Version)
		case ok:
			seen[key] = true
		case o.IsAutoIndex() && ours[strings.ToLower(o.Table)].Kind == "table": // it belongs to a UNIQUE of the schema
		default:
			if err := checkForeign(o, ours); err != nil {
				return nil, err
			}
			foreign = append(foreign, o.String())
		}
	}
	for _, o := range want {
		if !seen[strings.ToLower(o.Name)] {
			return nil, NewFault(CheckSchema, "%s is missing", o)
		}
	}
	return foreign, nil
}

// checkForeign returns a Fault if an object that is not part of the schema could change
// what the program does.
func checkForeign(o sqlite.Object, ours map[string]sqlite.Object) error {
	if o.SQL == "" { // an index for a UNIQUE of another table
		if o.IsAutoIndex() {
			return nil
		}
		return NewFault(CheckSchema, "%s has no statement that makes it", o)
	}
	made, ok := sqlite.ParseCreate(o.SQL)
	if !ok || made.Kind != o.Kind || !strings.EqualFold(made.Name, o.Name) || made.Table != "" && !strings.EqualFold(made.Table, o.Table) {
		return NewFault(CheckSchema, "%s is not provenance's, and its statement makes something else: %s", o, sqlite.Short(o.SQL))
	}
	name := strings.ToLower(o.Name)
	if _, our := ours[strings.ToLower(made.Table)]; our && o.Kind == "trigger" {
		return NewFault(CheckSchema, "%s on %s is not provenance's, and would change what provenance writes", o, made.Table)
	}
	statistics := name == "sqlite_stat1" || name == "sqlite_stat3" || name == "sqlite_stat4" || name == "sqlite_sequence"
	if strings.HasPrefix(name, "pragma_") || name == "json_each" || name == "json_tree" || strings.HasPrefix(name, "sqlite_") && !statistics {
		return NewFault(CheckSchema, "%s is not provenance's, and hides the function %s of SQLite", o, name)
	}
	return nil
}

// derivedMark is the line of schema.sql that starts the part which an upgrade makes again.
const derivedMark = "-- Triggers, rules and views. All that follows is made again when a database is upgraded."

// derivedOf returns the part of a schema that an upgrade makes again.
func derivedOf(schema string) (string, error) {
	_, text, ok := strings.Cut(schema, derivedMark)
	if !ok {
		return "", fmt.Errorf("the schema has lost the line %q", derivedMark)
	}
	return text, nil
}
