package sqlite

import (
	"context"
	"fmt"
	"strings"
)

// An Object is a row of sqlite_schema: a table, an index, a view or a trigger.
type Object struct{ Kind, Name, Table, SQL string }

func (o Object) String() string { return o.Kind + " " + o.Name }

// Objects lists the objects of a database in the order of the file. It reads
// sqlite_master, the original name of the table, because an object of the database could
// shadow the other name, sqlite_schema.
func (db *DB) Objects(ctx context.Context) ([]Object, error) {
	t, err := db.Table(ctx, `SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid`)
	if err != nil {
		return nil, err
	}
	text := func(v any) string {
		s, _ := v.(string)
		return s
	}
	var out []Object
	for _, r := range t.Rows {
		out = append(out, Object{text(r[0]), text(r[1]), text(r[2]), text(r[3])})
	}
	return out, nil
}

// ObjectsOf lists the objects that the text of a schema makes, as sqlite_schema stores
// them, without the indexes of UNIQUE. SQLite keeps a statement from the name of the
// object on, and writes the part before it in its own way.
//
// Note: making the schema in memory and listing that takes 27 ms, twice as long as the
// command that needs it; this takes one. A test compares the two.
func ObjectsOf(schema string) ([]Object, error) {
	var out []Object
	for _, statement := range splitScript(schema) {
		r := createReader{rest: statement}
		if r.space(); !r.word("CREATE") {
			continue
		}
		o, ok := ParseCreate(statement)
		if !ok {
			return nil, fmt.Errorf("the schema has a statement that cannot be read: %s", Short(statement))
		}
		words := []string{"CREATE"}
		if r.word("UNIQUE") {
			words = append(words, "UNIQUE")
		}
		r.word(o.Kind)
		r.space()
		text, _ := firstStatement(r.rest)
		if o.Kind == "trigger" {
			text, _, _ = strings.Cut(r.rest, "\nEND;")
			text += "\nEND"
		}
		o.SQL = strings.Join(append(words, strings.ToUpper(o.Kind), strings.TrimRight(text, " \t\r\n")), " ")
		if o.Table == "" {
			o.Table = o.Name
		}
		out = append(out, o)
	}
	return out, nil
}

// IsAutoIndex reports whether an object is an index that SQLite makes for a UNIQUE or a
// PRIMARY KEY.
func (o Object) IsAutoIndex() bool {
	return o.Kind == "index" && o.SQL == "" && strings.HasPrefix(o.Name, "sqlite_autoindex_")
}

// ParseCreate reads the beginning of a CREATE statement: the kind of object as in
// sqlite_schema, its name, and the table of an index or a trigger. ok is false if it
// cannot be parsed.
func ParseCreate(sql string) (o Object, ok bool) {
	r := createReader{rest: sql}
	if !r.word("CREATE") {
		return o, false
	}
	r.word("UNIQUE")
	virtual := r.word("VIRTUAL")
	for _, kind := range []string{"table", "view", "index", "trigger"} {
		if r.word(kind) {
			o.Kind = kind
			break
		}
	}
	if o.Kind == "" || virtual && o.Kind != "table" {
		return o, false
	}
	if r.word("IF") && !(r.word("NOT") && r.word("EXISTS")) {
		return o, false
	}
	if o.Name, ok = r.name(); !ok || o.Kind == "table" || o.Kind == "view" {
		return o, ok
	}
	for !r.word("ON") { // a trigger: skip when it fires, and for which columns
		if !r.skip() {
			return o, false
		}
	}
	o.Table, ok = r.name()
	return o, ok
}

// A createReader reads words and names from a statement.
type createReader struct{ rest string }

// space skips white space and comments.
func (r *createReader) space() {
	for {
		r.rest = strings.TrimLeft(r.rest, " \t\r\n\f")
		if !strings.HasPrefix(r.rest, "--") && !strings.HasPrefix(r.rest, "/*") {
			return
		}
		r.rest = r.rest[skipQuoted(r.rest):]
	}
}

// bare reads an unquoted word, "" if something else follows.
func (r *createReader) bare() string {
	r.space()
	n := 0
	for n < len(r.rest) && wordByte(r.rest[n]) {
		n++
	}
	return r.rest[:n]
}

// word skips a keyword and reports whether it was there.
func (r *createReader) word(keyword string) bool {
	w := r.bare()
	if !strings.EqualFold(w, keyword) {
		return false
	}
	r.rest = r.rest[len(w):]
	return true
}

// skip skips a word, a quoted name or a character.
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

// name reads a name, quoted in any of the four ways that SQLite allows, or not. A part
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

// quoted reads a quoted name. A doubled quote is part of the name.
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

// QuoteName returns a name as an identifier of SQL.
func QuoteName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
