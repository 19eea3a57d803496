package boardmap

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provenance/internal/csvtest"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// decodeMap loads a map from text; the first problem is the error.
func decodeMap(b []byte) (*Map, error) {
	m, problems := Load("map.yaml", strings.NewReader(string(b)))
	if len(problems) > 0 {
		return nil, problems[0]
	}
	return m, nil
}

const goodMap = `name: mine
fields:
  source: mine
  listed_as: {column: Model}
  benchmark: {header: true, slug: true}
  metric: points
scores:
  - columns: {all_but: [Model]}
metrics:
  - {slug: points, name: Points, unit: points}
`

func TestLoadMapSaysWhatIsWrongAndWhere(t *testing.T) {
	if _, err := decodeMap([]byte(goodMap)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"an unknown key", "name: mine\n", "name: mine\nlayuot: {}\n", `map.yaml:2:1: key "layuot": no such key (did you mean "layout"?)`},
		{"an unknown key in a rule", "  - columns: {all_but: [Model]}", "  - colums: {all_but: [Model]}", `map.yaml:8:5: scores[0] key "colums": no such key (did you mean "column"?)`},
		{"a key twice", "name: mine\n", "name: mine\nname: other\n", `map.yaml:2:1: the key appears twice, first in line 1 (keep one of them)`},
		{"a text where a list belongs", "{all_but: [Model]}", "{all_but: Model}", `map.yaml:8:24: scores[0].columns.all_but "Model": not a list`},
		{"a list where a text belongs", "name: mine\n", "name: [mine]\n", `map.yaml:1:7: name: expected a text`},
		{"a text where a number belongs", "name: mine\n", "name: mine\nlayout: {skip: two}\n", `map.yaml:2:16: layout.skip "two": expected a whole number`},
		{"not between", "name: mine\n", "name: mine\nlayout: {header_rows: 9}\n", `layout.header_rows "9": not between 1 and 5`},
		{"a delimiter of two characters", "name: mine\n", "name: mine\nlayout: {delimiter: ';;'}\n", `map.yaml:2:21: layout.delimiter ";;"`},
		{"a regular expression", "{column: Model}", `{column: Model, pattern: "("}`, `map.yaml:4:39: fields.listed_as.pattern "(": not a regular expression: missing closing )`},
		{"no such field", "  metric: points", "  metric: points\n  listed: {column: Model}", `fields.listed: not a field that a map can fill (did you mean "listed_as"?`},
		{"a field from nowhere", "{column: Model}", "{required: true}", `fields.listed_as: the field has none of const, column, header and filename`},
		{"a word", "{all_but: [Model]}", "{all_but: [Model]}\n    plus_minus: stdeer", `map.yaml:9:17: scores[0].plus_minus "stdeer": not a value that this key accepts (did you mean "stderr"?)`},
		{"a level", "{all_but: [Model]}", "{all_but: [Model]}\n    interval: {column: CI, level: 95}", `scores[0].interval.level "95": not between 0 and 1 (95 percent is written 0.95)`},
		{"no column", "columns: {all_but: [Model]}", "unit: percent", `scores[0]: the rule has neither column nor columns`},
		{"both", "columns: {all_but: [Model]}", "columns: {all_but: [Model]}\n    column: A", `scores[0]: the rule has both column and columns`},
		{"no name", "name: mine\n", "", `name: the map has no name`},
		{"no model", "  listed_as: {column: Model}\n", "", `listed_as: the map does not say which column has the model names`},
		{"no scores", "scores:\n  - columns: {all_but: [Model]}\n", "", `scores: the map has no scores`},
		{"a catalogue row", "unit: points}", "unit: pionts}", `metrics[0].unit "pionts": not an allowed value (did you mean "points"?`},
		{"a catalogue column", "unit: points}", "unit: points, uint: x}", `metrics[0].uint "x": no such column in metrics.csv (did you mean "unit"?)`},
		{"a catalogue cell that is missing", ", unit: points}", "}", `metrics[0].unit: the cell must not be blank`},
		{"a test without a column", "metrics:\n", "drop:\n  - {in: [Human]}\nmetrics:\n", `drop[0]: the test has no column`},
		{"a test of nothing", "metrics:\n", "drop:\n  - {column: Model}\nmetrics:\n", `drop[0]: the test has neither in nor pattern`},
		{"an anchor", "name: mine\n", "name: &x mine\n", `map.yaml:1:7: name "mine": anchors and aliases are not supported`},
		{"a stray line above", "name: ", "My board\n# a remark\nname: ", `text before the map`},
		{"two documents", "metrics:\n", "---\nmetrics:\n", `a second document`},
		{"not YAML", "name: mine\n", "name: {mine\n", `map.yaml:`},
		{"a CSV", goodMap, "model,score\na,1\n", `not a map: expected keys and values`},
		{"empty", goodMap, "", `the map is empty`},
		{"too large", goodMap, "note: " + strings.Repeat("x", maxMap), `larger than 1 MiB`},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(goodMap, c.old, c.new, 1)
			if text == goodMap {
				t.Fatal("the case changes nothing")
			}
			m, problems := Load("map.yaml", strings.NewReader(text))
			if m != nil || len(problems) == 0 {
				t.Fatalf("loaded, want %s", c.want)
			}
			for _, p := range problems {
				if strings.Contains(p.Error(), c.want) {
					return
				}
			}
			t.Errorf("got %v, want one with %s", problems, c.want)
		})
	}
}

func TestLoadMapReportsEverything(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"keys, types and words", "nmae: mine\nscores:\n  - {colum: A, form: 3, part: x}\n", []string{
			`map.yaml:1:1: key "nmae": no such key (did you mean "name"?)`,
			`map.yaml:3:6: scores[0] key "colum": no such key (did you mean "column"?)`,
			`map.yaml:3:22: scores[0].form "3": not a value that this key accepts (one of plain, scorers, pair)`,
			`map.yaml:3:31: scores[0].part "x": expected a whole number`}},
		{"nothing that follows from another", "name: mine\nfields:\n  listed_as: {colum: A}\n  metrc: x\nscores:\n  - {column: B, interval: {column: C, level: high}}\n", []string{
			`map.yaml:3:15: fields.listed_as key "colum": no such key (did you mean "column"?)`,
			`map.yaml:4:10: fields.metrc "x": not a field that a map can fill (did you mean "metric"? else a column of scores.csv, or extra.KEY)`,
			`map.yaml:6:46: scores[0].interval.level "high": expected a number`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Load("map.yaml", strings.NewReader(c.text))
			var got []string
			for _, p := range problems {
				got = append(got, p.Error())
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestEveryMapOfTheProjectLoads(t *testing.T) {
	files, err := filepath.Glob("../../testdata/dirty/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d maps, %v", len(files), err)
	}
	shippedFiles, err := filepath.Glob("maps/*.yaml")
	if err != nil || len(shippedFiles) == 0 {
		t.Fatalf("%d shipped maps, %v", len(shippedFiles), err)
	}
	for _, path := range append(files, shippedFiles...) {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		m, problems := Load(path, f)
		f.Close()
		for _, p := range problems {
			t.Error(p)
		}
		if m != nil && m.Digest != fmt.Sprintf("%x", sha256.Sum256(m.Text)) {
			t.Errorf("%s: got digest %q, want the SHA-256 of its text", path, m.Digest)
		}
	}
}

func FuzzLoadMap(f *testing.F) {
	f.Add(goodMap)
	f.Add("fields: {a: &x {column: b}, c: *x}")
	f.Add("scores: [[]]\nfields: 3\nmatch: ~")
	f.Fuzz(func(t *testing.T, text string) {
		m, problems := Load("f", strings.NewReader(text))
		if (m == nil) != (len(problems) > 0) {
			t.Fatalf("a map of %v with problems %v", m, problems)
		}
		if m == nil {
			return
		}
		// A map that loads reads any file without a panic or a lost byte.
		sum, err := Read(strings.NewReader("Model,A,B\nx,1,2\n\ny,\"3\nz,4,5,6\n"), "f_2025-03-01.csv", m, Options{}, ingest.Handlers{
			Scores: func(*model.ScoreBatch) error { return nil }, Problem: func(model.Problem) {}})
		if err != nil || sum.Lines != sum.Header+sum.Accepted+sum.Rejected+sum.Dropped+sum.Blank {
			t.Fatalf("%+v, %v", sum, err)
		}
	})
}

func TestMapsThatAreNotTextAreRefused(t *testing.T) {
	wideMap := func(text string) string { return string(csvtest.Units(false, csvtest.Wide(text)...)) }
	for _, c := range []struct{ name, text, want string }{
		{"Latin-1", "name: aster\ntitle: Ast\xe9r\n", "m.yaml:2:11: not UTF-8"},
		{"a surrogate as UTF-8", "name: aster\n# \xed\xa0\x80\n", "m.yaml:2:3: not UTF-8"},
		{"a surrogate as an escape", "name: aster\ntitle: \"\\ud800\"\n", "invalid Unicode character escape code"},
		{"a high surrogate in UTF-16", wideMap("name: aster\ntitle: A%D800B\n"), "not YAML: expected low surrogate area"},
		{"a low surrogate in UTF-16", wideMap("name: aster\ntitle: A%DC00B\n"), "not YAML: unexpected low surrogate area"},
		{"an odd byte in UTF-16", wideMap("name: aster\n") + "x", "not YAML: incomplete UTF-16 character"},
	} {
		m, problems := Load("m.yaml", strings.NewReader(c.text))
		if m != nil || len(problems) != 1 || !strings.Contains(problems[0].Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, problems, c.want)
		}
	}
}
