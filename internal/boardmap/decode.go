package boardmap

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"

	"provenance/internal/lazyregexp"
	"provenance/internal/model"
)

// A mapLoader decodes YAML into a Map and remembers the position of each key.
type mapLoader struct {
	path     string
	nodes    map[string]*yaml.Node // by their path, such as scores[0].form
	problems []model.Problem
}

// fault reports a problem at a node. A nil node means the whole file.
func (l *mapLoader) fault(n *yaml.Node, path, text, hint string) {
	p := model.Problem{Position: model.Position{File: l.path}, Code: model.CodeConstraint, Field: path, Text: text, Hint: hint}
	if n != nil {
		p.Line, p.Column = n.Line, n.Column
		if n.Kind == yaml.ScalarNode {
			p.Value = n.Value
		}
	}
	l.problems = append(l.problems, p)
}

// yamlLine matches the message of a syntax error, with the line in it.
var yamlLine = lazyregexp.New(`^yaml: (?:line (\d+): )?(.*)`)

// documentMark matches a line that separates documents.
var documentMark = lazyregexp.New(`(?m)^---`)

// parse parses a text that must hold one YAML document.
func (l *mapLoader) parse(text []byte) *yaml.Node {
	d := yaml.NewDecoder(strings.NewReader(string(text)))
	var doc, more yaml.Node
	if err := d.Decode(&doc); err != nil {
		if errors.Is(err, io.EOF) {
			l.fault(nil, "", "the map is empty", "'provenance maps show long' prints one to start from")
			return nil
		}
		part := yamlLine.FindStringSubmatch(err.Error())
		n := &yaml.Node{}
		what := err.Error()
		if part != nil {
			fmt.Sscan(part[1], &n.Line)
			what = part[2]
		}
		l.fault(n, "", "not YAML: "+what, "is this the leaderboard file itself?")
		return nil
	}
	switch err := d.Decode(&more); {
	case errors.Is(err, io.EOF):
	case doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 && doc.Content[0].Kind == yaml.ScalarNode && !documentMark.Match(text):
		l.fault(doc.Content[0], "", "text before the map", "remove it, or put # before it")
		return nil
	case err != nil && !documentMark.Match(text):
		part := yamlLine.FindStringSubmatch(err.Error())
		n := &yaml.Node{}
		if part != nil {
			fmt.Sscan(part[1], &n.Line)
		}
		l.fault(n, "", "not YAML: the document ended above, and this does not continue it", "is a line indented differently from its neighbours, or a text without # before it?")
		return nil
	default:
		l.fault(&more, "", "a second document", "a map is one document; remove the line ---")
	}
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode {
		l.fault(&doc, "", "not a map: expected keys and values", "'provenance maps show long' prints one to start from")
		return nil
	}
	return doc.Content[0]
}

var (
	fieldType = reflect.TypeFor[Field]()
	namesType = reflect.TypeFor[Names]()
)

// decode sets v from a node, and reports what does not fit.
func (l *mapLoader) decode(n *yaml.Node, v reflect.Value, path string) {
	l.nodes[path] = n
	if n.Kind == yaml.AliasNode || n.Anchor != "" {
		l.fault(n, path, "anchors and aliases are not supported", "write it out")
		return
	}
	scalar := n.Kind == yaml.ScalarNode
	switch {
	case v.Type() == fieldType && scalar:
		v.FieldByName("Const").SetString(n.Value)
	case v.Type() == namesType && scalar:
		v.Set(reflect.ValueOf(Names{n.Value}))
	case v.Kind() == reflect.Struct:
		l.eachKey(n, path, func(key, value *yaml.Node) {
			if f, ok := yamlField(v, key.Value); ok {
				l.decode(value, f, joinPath(path, key.Value))
				return
			}
			names := yamlNames(v.Type())
			hint := "keys are " + strings.Join(names, ", ")
			if near := model.Closest(key.Value, names); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			l.fault(key, strings.TrimPrefix(path+" key", " "), "no such key", hint)
		})
	case v.Kind() == reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		l.eachKey(n, path, func(key, value *yaml.Node) {
			e := reflect.New(v.Type().Elem()).Elem()
			l.decode(value, e, joinPath(path, key.Value))
			v.SetMapIndex(reflect.ValueOf(key.Value), e)
		})
	case v.Kind() == reflect.Slice:
		if n.Kind != yaml.SequenceNode {
			l.fault(n, path, "not a list", "write [one, two], or a line with a hyphen for each")
			return
		}
		for i, item := range n.Content {
			e := reflect.New(v.Type().Elem()).Elem()
			l.decode(item, e, fmt.Sprintf("%s[%d]", path, i))
			v.Set(reflect.Append(v, e))
		}
	default:
		l.decodeScalar(n, v, path)
	}
}

// eachKey calls f with each key of a mapping and its value.
func (l *mapLoader) eachKey(n *yaml.Node, path string, f func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		l.fault(n, path, "expected keys and values", "write {key: value}, or a line for each")
		return
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if line := seen[key.Value]; line > 0 {
			l.fault(key, path, fmt.Sprintf("the key appears twice, first in line %d", line), "keep one of them")
			continue
		}
		seen[key.Value] = key.Line
		f(key, n.Content[i+1])
	}
}

// decodeScalar sets a text, a number or a truth value.
func (l *mapLoader) decodeScalar(n *yaml.Node, v reflect.Value, path string) {
	want := map[reflect.Kind]string{reflect.String: "a text", reflect.Int: "a whole number", reflect.Bool: "true or false", reflect.Float64: "a number"}[v.Kind()]
	if n.Kind != yaml.ScalarNode {
		l.fault(n, path, "expected "+want, "")
		return
	}
	if v.Kind() == reflect.String { // 2025-01-01, 0.5 and true too, as they are written
		if n.Tag != "!!null" {
			v.SetString(n.Value)
		}
		return
	}
	if err := n.Decode(v.Addr().Interface()); err != nil {
		l.fault(n, path, "expected "+want, "")
	}
}

func joinPath(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// yamlField returns the field of a struct that has the given key.
func yamlField(v reflect.Value, key string) (reflect.Value, bool) {
	for i := range v.NumField() {
		if tag := v.Type().Field(i).Tag.Get("yaml"); tag == key && tag != "-" {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

// yamlNames returns the keys of a struct.
func yamlNames(t reflect.Type) []string {
	var out []string
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("yaml"); tag != "-" {
			out = append(out, tag)
		}
	}
	return out
}

// faultAt reports a problem at the node with the given path of keys.
func (l *mapLoader) faultAt(path, text, hint string) { l.fault(l.nodes[path], path, text, hint) }
