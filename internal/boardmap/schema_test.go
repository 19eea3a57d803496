package boardmap

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"provenance/internal/model"
)

var update = flag.Bool("update", false, "rewrite docs/map.schema.json; look at it afterwards")

type object = map[string]any

// A schemaWriter writes the JSON Schema of maps: the keys and types are those of the Go
// types, the meanings and the words those of the table in docs/maps.md, which a test holds
// to the code.
type schemaWriter struct {
	t    *testing.T
	rows map[string][]string // by key
	defs object
}

// scalar is what a text may be: the program reads 2025-01-01, 0.5 and true as written.
func scalar() object { return object{"$ref": "#/$defs/text"} }

// of returns the schema of a type. place is its key in docs/maps.md.
func (w *schemaWriter) of(v reflect.Type, place string) object {
	list := func(item object) object { return object{"type": "array", "items": item} }
	switch v {
	case fieldType:
		w.defs["field"] = object{"anyOf": []any{scalar(), w.ref(v, "fields.NAME")}}
		return object{"$ref": "#/$defs/field"}
	case namesType:
		w.defs["columns"] = object{"anyOf": []any{scalar(), list(scalar())}}
		return object{"$ref": "#/$defs/columns"}
	case reflect.TypeFor[map[string]Field]():
		named := object{}
		for _, name := range settableFields() {
			named[name] = w.of(fieldType, place)
			table := model.TableNamed("scores")
			named[name].(object)["description"] = table.Columns[table.Column(name)].Doc
		}
		return object{"type": "object", "properties": named, "patternProperties": object{`^extra\..`: w.of(fieldType, place)}, "additionalProperties": false}
	case reflect.TypeFor[[]Row]():
		return list(w.catalogueRow(place))
	}
	switch v.Kind() {
	case reflect.Struct:
		return w.ref(v, place)
	case reflect.Slice:
		return list(w.of(v.Elem(), place+"[]"))
	case reflect.Map:
		return object{"type": "object", "additionalProperties": w.of(v.Elem(), place)}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Bool:
		return object{"type": "boolean"}
	}
	if words := wordsOf(w.t, place); len(words) > 0 {
		return object{"enum": asAny(words)}
	}
	return scalar()
}

// ref returns a reference to the schema of a struct.
func (w *schemaWriter) ref(v reflect.Type, place string) object {
	name := v.Name()
	if w.defs[name] == nil {
		def := object{"type": "object", "additionalProperties": false}
		w.defs[name] = def
		keys, required := object{}, []any{}
		for i := range v.NumField() {
			f := v.Field(i)
			key := f.Tag.Get("yaml")
			if key == "-" {
				continue
			}
			at := joinPath(place, key)
			s := w.of(f.Type, at)
			if row := w.rows[at]; row != nil {
				s["description"] = strings.ReplaceAll(regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`).ReplaceAllString(row[3], "$1"), "`", "")
				if row[2] == "required" {
					required = append(required, key)
				}
			}
			keys[key] = s
		}
		def["properties"] = keys
		if len(required) > 0 {
			def["required"] = required
		}
	}
	return object{"$ref": "#/$defs/" + name}
}

// catalogueRow returns the schema of a row of a catalogue table.
func (w *schemaWriter) catalogueRow(table string) object {
	cells, required := object{}, []any{}
	for _, c := range model.TableNamed(table).Columns {
		s := scalar()
		if c.Kind == model.Word {
			s = object{"enum": asAny(c.Vocab)}
		}
		s["description"] = c.Doc
		if cells[c.Name] = s; c.Required {
			required = append(required, c.Name)
		}
	}
	return object{"type": "object", "properties": cells, "required": required, "additionalProperties": false}
}

func asAny(words []string) []any {
	var out []any
	for _, w := range words {
		out = append(out, w)
	}
	return out
}

// mapSchema returns the schema as the file has it.
func mapSchema(t *testing.T) []byte {
	t.Helper()
	w := &schemaWriter{t: t, rows: map[string][]string{}, defs: object{}}
	for _, row := range mapsTable(t, mapsDocument(t, "## Keys"), "key") {
		w.rows[strings.Trim(row[0], "`")] = row
	}
	root := w.ref(reflect.TypeFor[Map](), "")
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "A map of provenance (docs/maps.md)"
	w.defs["text"] = object{"type": []any{"string", "number", "boolean", "null"}}
	root["$defs"] = w.defs
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "\t")
	if err := e.Encode(root); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestMapSchemaFile(t *testing.T) {
	path := filepath.Join("..", "..", "docs", "map.schema.json")
	want := mapSchema(t)
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("docs/map.schema.json is out of date; run go test ./internal/boardmap -run TestMapSchemaFile -update and look at the difference")
	}
}

// violates returns where a value violates a schema, "" if it does not. It knows the words
// of JSON Schema that mapSchema uses, and fails for any other.
func violates(t *testing.T, root, schema object, v any, at string) string {
	t.Helper()
	kind := map[reflect.Kind]string{reflect.Invalid: "null", reflect.String: "string", reflect.Bool: "boolean", reflect.Int: "integer", reflect.Float64: "number", reflect.Map: "object", reflect.Slice: "array"}[reflect.ValueOf(v).Kind()]
	if _, ok := v.(time.Time); ok {
		kind = "string" // JSON has no dates
	}
	keys, _ := v.(map[string]any)
	for word, s := range schema {
		switch word {
		case "$schema", "$defs", "title", "description", "patternProperties":
		case "$ref":
			def := root["$defs"].(object)[strings.TrimPrefix(s.(string), "#/$defs/")].(object)
			if bad := violates(t, root, def, v, at); bad != "" {
				return bad
			}
		case "anyOf":
			if !slices.ContainsFunc(s.([]any), func(one any) bool { return violates(t, root, one.(object), v, at) == "" }) {
				return at + ": none of anyOf"
			}
		case "type":
			kinds, ok := s.([]any)
			if !ok {
				kinds = []any{s}
			}
			if !slices.Contains(kinds, any(kind)) && !(kind == "integer" && slices.Contains(kinds, any("number"))) {
				return fmt.Sprintf("%s: %s is none of %v", at, kind, kinds)
			}
		case "enum":
			if !slices.Contains(s.([]any), v) {
				return fmt.Sprintf("%s: %v is not in the enum", at, v)
			}
		case "items":
			list, _ := v.([]any)
			for i, item := range list {
				if bad := violates(t, root, s.(object), item, fmt.Sprintf("%s[%d]", at, i)); bad != "" {
					return bad
				}
			}
		case "required":
			for _, key := range s.([]any) {
				if _, ok := keys[key.(string)]; !ok && kind == "object" {
					return fmt.Sprintf("%s: no %s", at, key)
				}
			}
		case "properties", "additionalProperties":
			for key, value := range keys {
				own, ok := orEmpty(schema["properties"])[key].(object)
				for pattern, p := range orEmpty(schema["patternProperties"]) {
					if !ok && regexp.MustCompile(pattern).MatchString(key) {
						own, ok = p.(object), true
					}
				}
				if !ok {
					if own, ok = schema["additionalProperties"].(object); !ok {
						return fmt.Sprintf("%s: no key %s", at, key)
					}
				}
				if bad := violates(t, root, own, value, at+"."+key); bad != "" {
					return bad
				}
			}
		default:
			t.Fatalf("the schema uses %s", word)
		}
	}
	return ""
}

func orEmpty(v any) object {
	o, _ := v.(object)
	return o
}

// TestMapSchemaAgreesWithLoad: what the program loads the schema accepts, and it refuses
// what is wrong in the form of a map.
func TestMapSchemaAgreesWithLoad(t *testing.T) {
	var root object
	if err := json.Unmarshal(mapSchema(t), &root); err != nil {
		t.Fatal(err)
	}
	check := func(text string) string {
		t.Helper()
		var v any
		if err := yaml.Unmarshal([]byte(text), &v); err != nil {
			t.Fatal(err)
		}
		return violates(t, root, root, v, "")
	}
	all, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if bad := check(string(m.Text)); bad != "" {
			t.Errorf("map %s: %s", m.Name, bad)
		}
	}
	for _, b := range fenced.FindAllStringSubmatch(mapsDocument(t, "## Examples"), -1) {
		if b[1] == "yaml" {
			if bad := check(b[2]); bad != "" {
				t.Errorf("%s: %s", b[2], bad)
			}
		}
	}
	const sound = "name: x\nfields: {listed_as: {column: M}, extra.a: 5, reported_on: 2025-01-01}\nscores: [{column: [A, B], form: pair, part: 1}]\n"
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"name: x\n", "", ": no name"},
		{"listed_as", "listed", ".fields: no key listed"},
		{"extra.a", "extra.", ".fields: no key extra."},
		{"{column: M}", "{colum: M}", ".fields.listed_as: none of anyOf"},
		{"form: pair", "form: pairs", ".scores[0].form: pairs is not in the enum"},
		{"part: 1", "part: one", ".scores[0].part: string is none of [integer]"},
		{"[A, B]", "{A: B}", ".scores[0].column: none of anyOf"},
		{"name: x", "name: x\nmetrics: [{slug: a, name: A}]", ".metrics[0]: no unit"},
		{"name: x", "name: x\nsources: [{slug: a, kind: bord, title: A}]", ".sources[0].kind: bord is not in the enum"},
		{"name: x", "name: x\ndrop: [{in: [a]}]", ".drop[0]: no column"},
		{"name: x", "name: x\nlayout: {fill_down: Model}", ".layout.fill_down: string is none of [array]"},
	} {
		text := strings.Replace(sound, c.old, c.new, 1)
		if got := check(text); got != c.want {
			t.Errorf("%s: got %q, want %q", text, got, c.want)
		}
		if _, problems := Load("m.yaml", strings.NewReader(text)); len(problems) > 0 != (c.want != "") {
			t.Errorf("%s: Load says %v", text, problems)
		}
	}
}
