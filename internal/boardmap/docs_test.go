package boardmap

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"provenance/internal/decide"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// mapsDocument returns docs/maps.md, or the section of it under a heading.
func mapsDocument(t *testing.T, heading string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "maps.md"))
	if err != nil {
		t.Fatal(err)
	}
	if heading == "" {
		return string(b)
	}
	_, text, ok := strings.Cut(string(b), "\n"+heading+"\n")
	if !ok {
		t.Fatalf("docs/maps.md has no heading %q", heading)
	}
	mark, _, _ := strings.Cut(heading, " ")
	text, _, _ = strings.Cut(text, "\n"+mark+" ")
	return text
}

// mapsTable returns the cells of the table in a text whose header begins with a
// cell.
func mapsTable(t *testing.T, text, first string) [][]string {
	t.Helper()
	var out [][]string
	in := false
	for _, line := range strings.Split(text, "\n") {
		in = strings.HasPrefix(line, "| "+first+" |") || in && strings.HasPrefix(line, "|")
		if !in {
			continue
		}
		line = strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(line, "| "), " |"), `\|`, "\x00")
		cells := strings.Split(line, " | ")
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "\x00", "|")
		}
		out = append(out, cells)
	}
	if len(out) < 3 {
		t.Fatalf("no table with the column %q", first)
	}
	for _, cells := range out {
		if len(cells) != len(out[0]) {
			t.Fatalf("%d cells where the header has %d: %q", len(cells), len(out[0]), cells)
		}
	}
	return out[2:]
}

var inCode = regexp.MustCompile("`([^`]+)`")

// codes returns what stands in back-ticks.
func codes(s string) []string {
	var out []string
	for _, m := range inCode.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1])
	}
	return out
}

// mapKeys lists the keys of a map with the types that the document gives them.
// A struct is expanded where it first stands.
func mapKeys(v reflect.Type, place string, seen map[reflect.Type]bool, out map[string]string) {
	for i := range v.NumField() {
		f := v.Field(i)
		if f.Tag.Get("yaml") == "-" {
			continue
		}
		key, inner, what := joinPath(place, f.Tag.Get("yaml")), f.Type, ""
		below := key
		switch f.Type {
		case reflect.TypeFor[Names]():
			what = "column or list of columns"
		case reflect.TypeFor[[]string]():
			what = "list of texts"
		case reflect.TypeFor[map[string]string](), reflect.TypeFor[Row]():
			what = "mapping of texts"
		case reflect.TypeFor[map[string]Field]():
			what, below, inner = "mapping of fields", key+".NAME", fieldType
		case reflect.TypeFor[[]ScoreRule]():
			what, below, inner = "list of rules", key+"[]", f.Type.Elem()
		case reflect.TypeFor[[]Suffix]():
			what, below, inner = "list of suffixes", key+"[]", f.Type.Elem()
		case reflect.TypeFor[[]Test]():
			what, below, inner = "list of tests", key+"[]", f.Type.Elem()
		case reflect.TypeFor[[]decide.Question]():
			what, below, inner = "list of questions", key+"[]", f.Type.Elem()
		case reflect.TypeFor[[]Row]():
			what = "list of rows"
		default:
			what = map[reflect.Kind]string{reflect.String: "text", reflect.Int: "whole number", reflect.Bool: "true or false",
				reflect.Float64: "number", reflect.Struct: "keys below"}[f.Type.Kind()]
		}
		out[key] = what
		if inner.Kind() == reflect.Struct && !seen[inner] {
			seen[inner] = true
			mapKeys(inner, below, seen, out)
		}
	}
}

func TestMapsDocumentHasEveryKey(t *testing.T) {
	want := map[string]string{}
	mapKeys(reflect.TypeFor[Map](), "", map[reflect.Type]bool{}, want)
	for _, row := range mapsTable(t, mapsDocument(t, "## Keys"), "key") {
		key, what := strings.Trim(row[0], "`"), row[1]
		kind, ok := want[key]
		if !ok {
			t.Errorf("docs/maps.md names %s, which is no key of a map or stands there twice", key)
			continue
		}
		delete(want, key)
		words := wordsOf(t, key)
		switch {
		case len(words) > 0:
			kind = "one of `" + strings.Join(words, "`, `") + "`"
		case kind == "text" && strings.HasSuffix(key, ".pattern"):
			kind = "regular expression"
		}
		if what != kind {
			t.Errorf("the type of %s: got %q, want %q", key, what, kind)
		}
		if row[2] == "" || row[3] == "" {
			t.Errorf("%s: no default or no meaning", key)
		}
	}
	for key := range want {
		t.Errorf("docs/maps.md lacks the key %s", key)
	}
}

// wordsOf returns the words that a key takes, as the check of a map lists them
// for one that it does not.
func wordsOf(t *testing.T, key string) []string {
	t.Helper()
	m := &Map{Name: "x", Fields: map[string]Field{"listed_as": {Column: Names{"M"}}}, Scores: []ScoreRule{{Column: Names{"A"}}}}
	v := reflect.ValueOf(m).Elem()
	if rest, ok := strings.CutPrefix(key, "fields.NAME."); ok {
		f := Field{Column: Names{"B"}}
		set, _ := yamlField(reflect.ValueOf(&f).Elem(), rest)
		if set.Kind() != reflect.String {
			return nil
		}
		set.SetString("zzzzzzzz")
		m.Fields["note"] = f
	} else {
		if rest, ok := strings.CutPrefix(key, "scores[]."); ok {
			v, key = reflect.ValueOf(&m.Scores[0]).Elem(), rest
		}
		for _, part := range strings.Split(key, ".") {
			if v, ok = yamlField(v, part); !ok {
				return nil
			}
		}
		if v.Kind() != reflect.String {
			return nil
		}
		v.SetString("zzzzzzzz")
	}
	l := &mapLoader{path: "x", nodes: map[string]*yaml.Node{}}
	l.check(m)
	for _, p := range l.problems {
		if p.Text == "not a value that this key accepts" {
			return strings.Split(strings.TrimPrefix(p.Hint, "one of "), ", ")
		}
	}
	return nil
}

func TestMapsDocumentHasEveryField(t *testing.T) {
	text, _, ok := strings.Cut(mapsDocument(t, "### Fields"), "In addition")
	if got := codes(text); !ok || !slices.Equal(got, settableFields()) {
		t.Errorf("got %q, want %q", got, settableFields())
	}
}

// seenIn holds a notation to stand in the file that the document names.
func seenIn(t *testing.T, name, printed string) {
	t.Helper()
	if name == "-" {
		return
	}
	path := filepath.Join("..", "..", "testdata", "dirty", name)
	if strings.HasSuffix(name, ".go") {
		path = filepath.Join("..", "ingest", name)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.ReplaceAll(string(b), `""`, `"`), printed) {
		t.Errorf("%s has no %q", name, printed)
	}
}

func TestMapsDocumentNotations(t *testing.T) {
	for _, row := range mapsTable(t, mapsDocument(t, "## Numbers"), "V") {
		values, beside := codes(row[0]), codes(row[1])
		if len(values) == 0 {
			t.Errorf("no notation in %q", row)
		}
		if len(beside) == 0 {
			beside = []string{""}
		}
		for _, v := range values {
			for _, b := range beside {
				if got, want := notation(t, v, b, strings.Trim(row[2], "`"), row[3]), row[4:8]; !slices.Equal(got, want) {
					t.Errorf("%q with %q, rule %s, metric in %s: got %q, want %q", v, b, row[2], row[3], got, want)
				}
			}
		}
		for _, name := range strings.Split(row[8], ", ") {
			if strings.HasPrefix(row[1], "`") {
				seenIn(t, name, beside[0])
			}
			seenIn(t, name, values[0])
		}
	}
}

// notation reads one cell through a map and returns value, ends of the interval
// and standard error as the document writes them.
func notation(t *testing.T, value, beside, rule, unit string) []string {
	t.Helper()
	if rule == "-" {
		rule = ""
	}
	m, problems := Load("notation.yaml", strings.NewReader(fmt.Sprintf(`
name: notation
fields: {source: {const: board, slug: true}, listed_as: {column: M}, benchmark: {const: b, slug: true}, metric: m}
scores: [{column: V, %s}]
metrics: [{slug: m, name: M, unit: %s, higher_is_better: "true"}]
`, rule, unit)))
	if m == nil {
		t.Fatalf("rule %q, unit %q: %v", rule, unit, problems)
	}
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	if err := w.WriteAll([][]string{{"M", "V", "B"}, {"Model A", value, beside}}); err != nil {
		t.Fatal(err)
	}
	got := readMapped(t, m, "notation.csv", text.Bytes(), Options{})
	out := []string{"missing", "-", "-", "-"}
	if got.Rejected == 1 {
		out[0] = "reject"
	}
	if len(got.scores) == 1 {
		s := got.scores[0]
		for i, f := range []float64{s.Value, s.CILow, s.CIHigh, s.StdErr} {
			if out[i] = "-"; !math.IsNaN(f) {
				out[i] = model.FormatReal(f)
			}
		}
	}
	return out
}

func TestMapsDocumentTextsThatAreMissing(t *testing.T) {
	_, text, ok := strings.Cut(mapsDocument(t, "## Numbers"), "missing texts are blank, ")
	text, _, _ = strings.Cut(text, "There, words")
	if words := codes(text); !ok || len(words) != 9 {
		t.Errorf("got %q", words)
	} else {
		for _, w := range words {
			if !ingest.NoText(w) {
				t.Errorf("%q is a text", w)
			}
		}
	}
}

func TestMapsDocumentMarkup(t *testing.T) {
	for _, row := range mapsTable(t, mapsDocument(t, "## Numbers"), "cell") {
		cell, want := codes(row[0])[0], codes(row[2])[0]
		if got := ingest.PlainText(row[1], cell); got != want {
			t.Errorf("%s %q: got %q, want %q", row[1], cell, got, want)
		}
		seenIn(t, row[3], cell)
	}
}

// signature writes how a map is recognised, for the document.
func signature(m Match) string {
	var parts []string
	for _, c := range m.Columns {
		parts = append(parts, "`"+strings.Join(strings.Split(c, "|"), "` or `")+"`")
	}
	if m.Pattern != "" {
		parts = append(parts, fmt.Sprintf("%d or more like `%s`", max(1, m.Least), m.Pattern))
	}
	for _, c := range m.Without {
		parts = append(parts, "no `"+c+"`")
	}
	if len(parts) == 0 {
		return "only with `--map`"
	}
	return strings.Join(parts, "; ")
}

func TestMapsDocumentHasEveryShippedMap(t *testing.T) {
	all, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	var want [][]string
	for _, m := range all {
		want = append(want, []string{"`" + m.Name + "`", m.Title, signature(m.Match)})
	}
	if got := mapsTable(t, mapsDocument(t, "## Built-in maps"), "name"); !slices.EqualFunc(got, want, slices.Equal) {
		var b strings.Builder
		for _, row := range want {
			fmt.Fprintf(&b, "| %s |\n", strings.ReplaceAll(strings.Join(row, "\x00"), "|", `\|`))
		}
		t.Errorf("the table of built-in maps should be:\n%s", strings.ReplaceAll(b.String(), "\x00", " | "))
	}
}

var (
	fenced   = regexp.MustCompile("(?s)\n```([a-z]+)\n(.*?)```\n")
	sentence = regexp.MustCompile(`(?m)^(\d+) scores, (\d+) dropped, (\d+) missing, (\d+) rejected\.$`)
)

func TestMapsDocumentExamples(t *testing.T) {
	examples := strings.Split(mapsDocument(t, "## Examples"), "\n### ")[1:]
	if len(examples) != 4 {
		t.Errorf("got %d examples, want 4", len(examples))
	}
	for _, text := range examples {
		title, _, _ := strings.Cut(text, "\n")
		t.Run(title, func(t *testing.T) {
			block := map[string]string{}
			for _, b := range fenced.FindAllStringSubmatch(text, -1) {
				block[b[1]] = b[2]
			}
			m, problems := Load("example.yaml", strings.NewReader(block["yaml"]))
			if m == nil {
				t.Fatalf("the map: %v", problems)
			}
			got := readMapped(t, m, "board.csv", []byte(block["csv"]), Options{})
			counts := fmt.Sprintf("%d scores, %d dropped, %d missing, %d rejected.", len(got.scores), got.Dropped, got.Missing, got.Rejected)
			if want := sentence.FindString(text); counts != want {
				t.Errorf("got %q, want %q; problems %q", counts, want, got.problems)
			}
			var lines strings.Builder
			for i := range got.scores {
				fmt.Fprintln(&lines, short(&got.scores[i]))
			}
			if lines.String() != block["text"] {
				t.Errorf("got:\n%swant:\n%s", lines.String(), block["text"])
			}
		})
	}
}

func TestMapsDocumentProportionsInPercent(t *testing.T) {
	m, problems := Load("warning.yaml", strings.NewReader(`
name: warning
fields: {source: {const: board, slug: true}, listed_as: {column: Model}, benchmark: {header: true, slug: true}, metric: accuracy}
scores: [{column: ArithBench}]
metrics: [{slug: accuracy, name: Accuracy, unit: percent, higher_is_better: "true"}]
`))
	if m == nil {
		t.Fatal(problems)
	}
	text := "Model,ArithBench\n"
	for i := range 10 {
		text += fmt.Sprintf("Model %c,0.%d1\n", 'A'+i, i)
	}
	got := readMapped(t, m, "board.csv", []byte(text), Options{})
	if doc := mapsDocument(t, "## What a map may not do"); len(got.problems) != 1 || !strings.Contains(doc, "\n"+got.problems[0]+"\n") {
		t.Errorf("docs/maps.md does not have the problem %q", got.problems)
	}
}
