package store

import (
	"context"
	"fmt"
	"strings"

	"provenance"
)

// An object is a row of sqlite_schema: a table, an index, a view or a trigger.
type object struct{ kind, name, table, sql string }

func (o object) String() string { return o.kind + " " + o.name }

// objects lists the objects of a database in the order of the file. It asks for
// sqlite_master, the table's first name: the other, sqlite_schema, is looked for only
// if nothing in the database has it.
func (db *DB) objects(ctx context.Context) ([]object, error) {
	t, err := db.table(ctx, `SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid`)
	if err != nil {
		return nil, err
	}
	text := func(v any) string {
		s, _ := v.(string)
		return s
	}
	var out []object
	for _, r := range t.Rows {
		out = append(out, object{text(r[0]), text(r[1]), text(r[2]), text(r[3])})
	}
	return out, nil
}

// objectsOf lists the objects that the text of a schema makes, as sqlite_schema has
// them but for the indexes of UNIQUE. SQLite keeps a statement from the name of the
// object on and writes what comes before it in its own way.
//
// Note: making the schema in memory and listing that takes 27 ms, twice as long as the
// command that wants to know; this takes one. A test holds it to SQLite.
func objectsOf(schema string) ([]object, error) {
	var out []object
	for _, statement := range splitScript(schema) {
		r := createReader{rest: statement}
		if r.space(); !r.word("CREATE") {
			continue
		}
		o, ok := parseCreate(statement)
		if !ok {
			return nil, fmt.Errorf("the schema has a statement that cannot be read: %s", short(statement))
		}
		words := []string{"CREATE"}
		if r.word("UNIQUE") {
			words = append(words, "UNIQUE")
		}
		r.word(o.kind)
		r.space()
		text, _ := firstStatement(r.rest)
		if o.kind == "trigger" {
			text, _, _ = strings.Cut(r.rest, "\nEND;")
			text += "\nEND"
		}
		o.sql = strings.Join(append(words, strings.ToUpper(o.kind), strings.TrimRight(text, " \t\r\n")), " ")
		if o.table == "" {
			o.table = o.name
		}
		out = append(out, o)
	}
	return out, nil
}

// checkSchema compares the database with schema.sql before anything in it is run:
// whoever made the file wrote its views and triggers. See compareSchema.
func (db *DB) checkSchema(ctx context.Context) error {
	_, err := db.compareSchema(ctx, provenance.Schema)
	return err
}

// compareSchema reports whether every object that schema makes is in the database,
// word for word, and names the objects that are not of the schema. People add
// views, indexes and tables of their own, and tools such as ANALYZE, Litestream and
// full-text search add theirs. The error is a *Fault if one of them could change
// what the program reads or writes: a trigger on an object of the schema, or a
// table with the name of a function that reads like a table.
//
// SQLite reads the sql of a row and ignores its type, so that the statement decides
// what an object is, and where the two differ the object is refused.
func (db *DB) compareSchema(ctx context.Context, schema string) (foreign []string, err error) {
	want, err := objectsOf(schema)
	if err != nil {
		return nil, err
	}
	got, err := db.objects(ctx)
	if err != nil {
		return nil, err
	}
	ours := map[string]object{}
	for _, o := range want {
		ours[strings.ToLower(o.name)] = o
	}
	seen := map[string]bool{}
	for _, o := range got {
		key := strings.ToLower(o.name)
		w, ok := ours[key]
		switch {
		case ok && seen[key]:
			return nil, fault(CheckSchema, "%s stands twice in the schema", o)
		case ok && o != w:
			return nil, fault(CheckSchema, "%s is not as this version of provenance (%s) makes it", w, provenance.Version)
		case ok:
			seen[key] = true
		case isAutoIndex(o) && ours[strings.ToLower(o.table)].kind == "table": // of a UNIQUE of the schema
		default:
			if err := checkForeign(o, ours); err != nil {
				return nil, err
			}
			foreign = append(foreign, o.String())
		}
	}
	for _, o := range want {
		if !seen[strings.ToLower(o.name)] {
			return nil, fault(CheckSchema, "%s is missing", o)
		}
	}
	return foreign, nil
}

// checkForeign returns a fault if an object that is not of the schema could change
// what the program does.
func checkForeign(o object, ours map[string]object) error {
	if o.sql == "" { // the index that a UNIQUE of another table makes
		if isAutoIndex(o) {
			return nil
		}
		return fault(CheckSchema, "%s has no statement that makes it", o)
	}
	made, ok := parseCreate(o.sql)
	if !ok || made.kind != o.kind || !strings.EqualFold(made.name, o.name) || made.table != "" && !strings.EqualFold(made.table, o.table) {
		return fault(CheckSchema, "%s is not provenance's, and its statement makes something else: %s", o, short(o.sql))
	}
	name := strings.ToLower(o.name)
	if _, our := ours[strings.ToLower(made.table)]; our && o.kind == "trigger" {
		return fault(CheckSchema, "%s on %s is not provenance's, and would change what provenance writes", o, made.table)
	}
	statistics := name == "sqlite_stat1" || name == "sqlite_stat3" || name == "sqlite_stat4" || name == "sqlite_sequence"
	if strings.HasPrefix(name, "pragma_") || name == "json_each" || name == "json_tree" || strings.HasPrefix(name, "sqlite_") && !statistics {
		return fault(CheckSchema, "%s is not provenance's, and hides the function %s of SQLite", o, name)
	}
	return nil
}

// isAutoIndex reports whether an object is the index that SQLite makes of a UNIQUE or
// a PRIMARY KEY.
func isAutoIndex(o object) bool {
	return o.kind == "index" && o.sql == "" && strings.HasPrefix(o.name, "sqlite_autoindex_")
}

// parseCreate reads the beginning of a CREATE statement: the kind of the object as
// sqlite_schema has it, its name, and the table of an index or a trigger. ok is
// false if it cannot be read.
func parseCreate(sql string) (o object, ok bool) {
	r := createReader{rest: sql}
	if !r.word("CREATE") {
		return o, false
	}
	r.word("UNIQUE")
	virtual := r.word("VIRTUAL")
	for _, kind := range []string{"table", "view", "index", "trigger"} {
		if r.word(kind) {
			o.kind = kind
			break
		}
	}
	if o.kind == "" || virtual && o.kind != "table" {
		return o, false
	}
	if r.word("IF") && !(r.word("NOT") && r.word("EXISTS")) {
		return o, false
	}
	if o.name, ok = r.name(); !ok || o.kind == "table" || o.kind == "view" {
		return o, ok
	}
	for !r.word("ON") { // a trigger: when it fires, and of which columns
		if !r.skip() {
			return o, false
		}
	}
	o.table, ok = r.name()
	return o, ok
}

// A createReader reads words and names from a statement.
type createReader struct{ rest string }

// space passes over white space and comments.
func (r *createReader) space() {
	for {
		r.rest = strings.TrimLeft(r.rest, " \t\r\n\f")
		if !strings.HasPrefix(r.rest, "--") && !strings.HasPrefix(r.rest, "/*") {
			return
		}
		r.rest = r.rest[skipQuoted(r.rest):]
	}
}

// bare returns the unquoted word that comes next, "" if something else does.
func (r *createReader) bare() string {
	r.space()
	n := 0
	for n < len(r.rest) && wordByte(r.rest[n]) {
		n++
	}
	return r.rest[:n]
}

// word passes over a keyword and reports whether it was there.
func (r *createReader) word(keyword string) bool {
	w := r.bare()
	if !strings.EqualFold(w, keyword) {
		return false
	}
	r.rest = r.rest[len(w):]
	return true
}

// skip passes over a word, a quoted name or a character.
func (r *createReader) skip() bool {
	n := len(r.bare())
	if r.rest == "" {
		return false
	}
	if n == 0 {
		n = max(skipQuoted(r.rest), 1)
	}
	r.rest = r.rest[n:]
	return true
}

// name reads a name, of which SQLite allows four ways to quote it. What comes
// before a dot is the name of the schema.
func (r *createReader) name() (string, bool) {
	name := r.bare()
	if name != "" {
		r.rest = r.rest[len(name):]
	} else {
		var ok bool
		if name, ok = r.quoted(); !ok {
			return "", false
		}
	}
	if r.space(); strings.HasPrefix(r.rest, ".") {
		r.rest = r.rest[1:]
		return r.name()
	}
	return name, true
}

// quoted reads a quoted name. A doubled quote is one of the name.
func (r *createReader) quoted() (name string, ok bool) {
	closing := map[byte]byte{'"': '"', '\'': '\'', '`': '`', '[': ']'}
	for r.rest != "" && closing[r.rest[0]] != 0 {
		end := closing[r.rest[0]]
		n := skipQuoted(r.rest)
		if n < 2 || r.rest[n-1] != end {
			return "", false
		}
		name += r.rest[1 : n-1]
		r.rest = r.rest[n:]
		if end == ']' || !strings.HasPrefix(r.rest, string(end)) {
			return name, true
		}
		name += string(end)
	}
	return "", false
}

// quoteName writes a name as an identifier of SQL.
func quoteName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// derivedMark is the line of schema.sql after which everything can be made again.
const derivedMark = "-- Triggers, rules and views. All that follows is made again when a database is upgraded."

// derivedOf returns the part of a schema that an upgrade makes again.
func derivedOf(schema string) (string, error) {
	_, text, ok := strings.Cut(schema, derivedMark)
	if !ok {
		return "", fmt.Errorf("the schema has lost the line %q", derivedMark)
	}
	return text, nil
}
