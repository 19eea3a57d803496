package boardmap

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// parsed decodes a map written in a test: fields and scores, the rest is given.
func parsed(t *testing.T, text string) *Map {
	t.Helper()
	// Not LoadMap: it refuses most of what the binding of a map must refuse too.
	l := &mapLoader{path: "map.yaml", nodes: map[string]*yaml.Node{}}
	m := &Map{}
	if root := l.parse([]byte(text)); root != nil {
		l.decode(root, reflect.ValueOf(m).Elem(), "")
	}
	if len(l.problems) > 0 {
		t.Fatalf("%s: %v", text, l.problems)
	}
	return m
}

const head = `
name: test
fields:
  source: {const: A board, slug: true}
  listed_as: {column: Model}
`

const percent = `
metrics: [{slug: acc, name: Accuracy, unit: percent}, {slug: share, name: Accuracy, unit: proportion}, {slug: pts, name: Points, unit: points}]
`

func TestShippedMapsAreSound(t *testing.T) {
	all, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		if m.Title == "" || m.Note == "" {
			t.Errorf("%s: no title or note", m.Name)
		}
		c, faults := newCatalogue(m)
		if len(faults) > 0 {
			t.Errorf("%s: %q", m.Name, faults)
		}
		for table, want := range map[string][]string{"metrics": {"unit", "lower_bound", "upper_bound", "higher_is_better", "quantity"}, "benchmarks": {"family", "version", "split", "access"}, "sources": {"kind", "publisher"}, "organizations": nil} {
			agree(t, m.Name, table, c.declared[table], want)
		}
	}
}

// agree holds rows of a map to those of the Llama 4 case that have their slug.
func agree(t *testing.T, name, table string, rows map[string]*model.Record, columns []string) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "testdata", "llama4", table+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records[1:] {
		rec := rows[r[0]]
		if rec == nil {
			continue
		}
		for _, c := range columns {
			want := r[slices.Index(records[0], c)]
			if got := rec.Text(rec.Table.Column(c)); got != want && !(want == "" && got == "unknown") {
				t.Errorf("map %s, %s %s, %s: got %q, and the Llama 4 case says %q", name, table, r[0], c, got, want)
			}
		}
	}
}

func TestRecogniseByHeader(t *testing.T) {
	for _, c := range []struct{ header, want string }{
		{"rank,model,arena_score,95_pct_ci,votes,organization,license,knowledge_cutoff,url", "lmarena"},
		{"rank,rank_stylectrl,model,arena_elo,95_pct_ci,votes", "lmarena"},
		{"benchmark,model_variant,metric,value,ci_low,ci_high,n,reported_on,source_id,settings,notes", "long"},
		{"Model,Task,Metric,Score", "long"},
		{"source,listed_as,benchmark,metric,value", ""},
		{"model,mmlu,gpqa", ""},
		{"", ""},
	} {
		m, err := Recognise(strings.Split(c.header, ","))
		got := ""
		if m != nil {
			got = m.Name
		}
		if err != nil || got != c.want {
			t.Errorf("%s: got %q, %v, want %q", c.header, got, err, c.want)
		}
	}
	if m, err := Recognise([]string{"model", "arena_score", "95_pct_ci", "votes", "benchmark", "metric", "value"}); err == nil || !strings.Contains(err.Error(), "lmarena and long") {
		t.Errorf("a header of two maps: got %v, %v", m, err)
	}
}

func TestLongTablesOfAnyName(t *testing.T) {
	text := "Variant,Task,Metric,Score,Std Err,N,Date,Notes\n" +
		"Aster-1,ArithBench,accuracy,81.5,1.2,\"1,319\",2025-06-02T10:00:00Z,\"a, b\"\nAster-1,ArithBench,bleu,20,,,,\n"
	m := readMapped(t, shippedMap(t, "long"), "my-board.csv.gz", []byte(text), Options{})
	if len(m.scores) != 1 || short(&m.scores[0]) != `2 Aster-1 arithbench=81.5 se 1.2 n 1319 (a, b)` || m.scores[0].Source.Text != "my-board" || m.scores[0].ReportedOn.Text != "2025-06-02" {
		t.Errorf("got %+v", m.scores)
	}
	if len(m.problems) != 1 || !strings.Contains(m.problems[0], `my-board.csv.gz:3:20: metric "bleu": column "Metric": a metric that the map does not define (add it to values`) {
		t.Errorf("problems: %q", m.problems)
	}
	if !slices.Contains(m.needs, "sources/my-board") || !slices.Contains(m.needs, "benchmarks/arithbench") || !slices.Contains(m.needs, "metrics/accuracy") {
		t.Errorf("needs: %v", m.needs)
	}
}

func TestWideTablesMeltColumnsOfNumbers(t *testing.T) {
	text := ",Developer,ArithBench,LongRecall\nAster-1,Aster Inc,81.5,\nBoreal 7B,Boreal,60,44.1\n"
	m := readMapped(t, shippedMap(t, "wide"), "b.csv", []byte(text), Options{Source: "my-source", ReportedOn: "2025"})
	if len(m.scores) != 3 || m.scores[2].ListedAs.Text != "Boreal 7B" || m.scores[2].Benchmark.Text != "longrecall" || m.scores[2].Source.Text != "my-source" || m.scores[2].ReportedOn.Text != "2025" {
		t.Errorf("got %+v, %q", m.scores, m.problems)
	}
	text = "model,ArithBench\nAster-1,81.5%\n"
	if m := readMapped(t, shippedMap(t, "wide-percent"), "b.csv", []byte(text), Options{}); len(m.scores) != 1 || m.scores[0].Metric.Text != "score-percent" {
		t.Errorf("got %+v, %q", m.scores, m.problems)
	}
}

// faults reads a file through a map that does not fit it.
func faults(t *testing.T, m *Map, text string) []string {
	t.Helper()
	var out []string
	if _, err := Read(strings.NewReader(text), "f.csv", m, Options{}, ingest.Handlers{
		Scores:  func(*model.ScoreBatch) error { return nil },
		Problem: func(p model.Problem) { out = append(out, p.Error()) }}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestMapsThatDoNotFit(t *testing.T) {
	const file = "Model,ArithBench,Votes\nAster-1,81.5,3\n"
	for _, c := range []struct{ name, text, file, want string }{
		{"a column that is not there", head + "  benchmark: a\n  metric: acc\nscores: [{column: ArithBensh}]" + percent, file, `f.csv:1: value: the file has no column "ArithBensh" (did you mean "ArithBench"? the columns are Model, ArithBench, Votes)`},
		{"candidates", head + "  benchmark: a\n  metric: acc\n  sample_size: {column: [n, votez]}\nscores: [{column: ArithBench}]" + percent, file, `sample_size: the file has no column "n" or "votez"`},
		{"a column that stands twice", head + "  benchmark: a\n  metric: acc\nscores: [{column: Model A}]" + percent, "Model,model a,model-a\nx,1,2\n", "value \"Model A\": the column appears twice"},
		{"a field that is none", head + "  benchmark: a\n  metric: acc\n  sampel_size: {column: Votes}\nscores: [{column: ArithBench}]" + percent, file, `a map cannot fill field "sampel_size" (did you mean "sample_size"?)`},
		{"no metric", head + "  benchmark: a\nscores: [{column: ArithBench}]" + percent, file, "map test: the map does not say the metric of a score"},
		{"no scores", head + "  benchmark: a\n  metric: acc\n", file, "the map has no scores"},
		{"a slug that is none", head + "  benchmark: Arith Bench\n  metric: acc\nscores: [{column: ArithBench}]" + percent, file, `benchmark "Arith Bench": not a slug`},
		{"a day that is none", head + "  benchmark: a\n  metric: acc\n  reported_on: 02/03/2025\nscores: [{column: ArithBench}]" + percent, file, `reported_on "02/03/2025": not a date`},
		{"a bad pattern", head + "  benchmark: {header: true, pattern: (}\n  metric: acc\nscores: [{column: ArithBench}]" + percent, file, "field benchmark: pattern: error parsing regexp"},
		{"a row of a table", head + "  benchmark: a\n  metric: acc\nscores: [{column: ArithBench}]\nmetrics: [{slug: acc, name: A, unit: percentage}]", file, `metrics "acc", unit "percentage": not an allowed value (did you mean "percent"?`},
		{"a unit", head + "  benchmark: a\n  metric: acc\nscores: [{column: ArithBench, unit: per cent}]" + percent, file, `unit: "per cent" is not one of percent, proportion`},
		{"a layout of a date without a year", head + "  benchmark: a\n  metric: acc\n  reported_on: {column: Votes, date: 2 January}\nscores: [{column: ArithBench}]" + percent, file, "a layout without a year"},
		{"an empty file", head + "  benchmark: a\n  metric: acc\nscores: [{column: ArithBench}]" + percent, "", "the file is empty"},
		{"a percent sign and points", head + "  benchmark: a\n  metric: pts\nscores: [{column: ArithBench}]" + percent, "Model,ArithBench\nx,85%\n", "the cell is in percent, but metric pts is in points"},
		{"a percent sign and a metric of the catalogue", head + "  benchmark: a\n  metric: other\nscores: [{column: ArithBench}]" + percent, "Model,ArithBench\nx,85%\n", "the map does not say the unit of metric other"},
		{"dollars and percent", head + "  benchmark: a\n  metric: acc\nscores: [{column: ArithBench}]" + percent, "Model,ArithBench\nx,$8\n", "the cell is in usd, but metric acc is in percent"},
		{"percent where the map says proportion", head + "  benchmark: a\n  metric: acc\nscores: [{column: ArithBench, unit: proportion}]" + percent, "Model,ArithBench\nx,85%\n", "a percent sign where the map says"},
		{"two texts of one slug", head + "  benchmark: {column: B, slug: true}\n  metric: acc\nscores: [{column: ArithBench}]" + percent, "Model,B,ArithBench\nx,GPQA (diamond),1\nx,gpqa-Diamond,1\nx,GPQA-(DIAMOND),1\n", `f.csv:3:3: benchmark "gpqa-Diamond": column "B": it would get the slug gpqa-diamond, which "GPQA (diamond)" already has`},
		{"no slug", head + "  benchmark: {column: B, slug: true}\n  metric: acc\nscores: [{column: ArithBench}]" + percent, "Model,B,ArithBench\nx,数学,1\n", "it cannot be turned into a slug"},
		{"an unknown metric with a slug", head + "  benchmark: a\n  metric: {column: B, slug: true}\nscores: [{column: ArithBench}]" + percent, "Model,B,ArithBench\nx,F1 macro,1\n", `a metric that the map does not define (add it to metrics with its unit, as {slug: f1-macro, name: "F1 macro", unit: percent}`},
		{"a text that only does not list", head + "  benchmark: {column: B, values: {math: math}, only: true}\n  metric: acc\nscores: [{column: ArithBench}]" + percent, "Model,B,ArithBench\nx,maths,1\n", `benchmark "maths": column "B": not a text that the map lists under values (did you mean "math"?)`},
		{"several days and a prefix", head + "  benchmark: {header: true, slug: true, prefix: 'b-{reported_on}-'}\n  metric: acc\n  reported_on: {column: Day}\nscores: [{column: ArithBench}]" + percent, "Model,Day,ArithBench\nx,2025,1\n", "needs one day for the whole file"},
		{"a day that nobody gives", head + "  benchmark: a\n  metric: acc\n  reported_on: {required: true}\nscores: [{column: ArithBench}]" + percent, file, "reported_on: the file does not contain it (give --reported-on)"},
		{"a file named without a day", head + "  benchmark: {header: true, slug: true, prefix: 'b-{file_day}-'}\n  metric: acc\nscores: [{column: ArithBench}]" + percent, file, "needs a day in the name of the file"},
		{"a file that is turned and ragged", head + "layout: {transpose: true}", "a,b\nc\n", "f.csv:2: 1 field where another line has 2"},
		{"a delimiter of two", head + "layout: {delimiter: ab}", file, `delimiter "ab" is not one character`},
	} {
		got := faults(t, parsed(t, c.text), c.file)
		if len(got) != 1 || !strings.Contains(got[0], c.want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestTextsThatAreOneNameAreOneSlug(t *testing.T) {
	m := parsed(t, head+"  benchmark: {column: B, slug: true}\n  metric: acc\nscores: [{column: V}]"+percent)
	got := readMapped(t, m, "f.csv", []byte("Model,B,V\nx,GPQA Diamond,1\nx,gpqa_diamond,2\nx,R+,3\nx,R,4\nx,v1.5,5\nx,v15,6\n"), Options{})
	var slugs []string
	for _, s := range got.scores {
		slugs = append(slugs, s.Benchmark.Text)
	}
	if want := []string{"gpqa-diamond", "gpqa-diamond", "r+", "r", "v1.5", "v15"}; !slices.Equal(slugs, want) || got.scores[0].Benchmark != got.scores[1].Benchmark {
		t.Errorf("got %v, want %v; %q", slugs, want, got.problems)
	}
}

func TestValuesOutsideOfTheirInterval(t *testing.T) {
	m := parsed(t, head+"  benchmark: b\n  metric: acc\nscores: [{column: A, fields: {ci_low: {column: L}, ci_high: {column: H}}}]\nbenchmarks: [{slug: b, name: B}]"+percent)
	for _, c := range []struct{ name, cells, want string }{
		{"within", "81.2,79.9,82.5 77,77,78.5 60,, 50,49,", ""},
		{"outside", "81.2,79.9,82.5 77,75.5,76 60,61,62", `column "A": 2 of 3 values do not lie in their interval (lines 3 and 4), the first 77 with the interval 75.5 to 76; is it the interval of another column, or in another unit?`},
		{"below the one end that is printed", "81.2,85,", "(line 2), the first 81.2 with the interval 85 to (nothing)"},
	} {
		text := "Model,A,L,H\n"
		for i, cells := range strings.Fields(c.cells) {
			text += fmt.Sprintf("m%d,%s\n", i, cells)
		}
		got := readMapped(t, m, "f.csv", []byte(text), Options{})
		if w := strings.Join(got.Warnings, "\n"); len(got.problems) > 0 || c.want == "" && w != "" || !strings.Contains(w, c.want) {
			t.Errorf("%s: got problems %q and warnings %q, want %q", c.name, got.problems, w, c.want)
		}
	}
}

func TestProportionsInPercent(t *testing.T) {
	const refused = `f.csv:2: value "0.5": column "A": all 3 values lie within 0 and 1, and metric acc is in percent (if these are proportions, say unit: proportion`
	for _, c := range []struct {
		name, rule, cells string
		problem, warning  string
	}{
		{"three proportions", "", "0.5 0.61 1", refused, ""},
		{"proportions, and the map says so", ", unit: proportion", "0.5 0.61 1", "", ""},
		{"small percentages, and the map says so", ", unit: percent", "0.5 0.61 1", "", ""},
		{"with signs", "", "0.5% 0.61% 1%", "", ""},
		{"zeros and ones alone", "", "0 1 1 0", "", ""},
		{"one above", "", "0.5 0.61 1.2", "", ""},
		{"a file of two lines", "", "0.5 0.61", "", "all 2 values lie within 0 and 1, and metric acc is in percent; if these are proportions"},
		{"one among many", "", "44.1 80 0.62 71 63.5", "", "0.62 in line 4 is between 0 and 1, metric acc is in percent, and the least of the other values is 44.1; is it a proportion?"},
		{"one of two", "", "92 0.5", "", "0.5 in line 3 is between 0 and 1"},
		{"one of three", "", "92 0.5 71.2", "", "and the least of the other values is 71.2"},
		{"a low one among low ones", "", "2.5 9 0.9 7 3", "", ""},
	} {
		m := parsed(t, head+"  benchmark: b\n  metric: acc\nscores: [{column: A"+c.rule+"}]\nbenchmarks: [{slug: b, name: B}]"+percent)
		text := "Model,A\n"
		for i, cell := range strings.Fields(c.cells) {
			text += fmt.Sprintf("m%d,%s\n", i, cell)
		}
		got := readMapped(t, m, "f.csv", []byte(text), Options{})
		problems, warnings := strings.Join(got.problems, "\n"), strings.Join(got.Warnings, "\n")
		if c.problem == "" && problems != "" || !strings.HasPrefix(problems, c.problem) || c.warning == "" && warnings != "" || !strings.Contains(warnings, c.warning) {
			t.Errorf("%s: got problems %q and warnings %q, want %q and %q", c.name, problems, warnings, c.problem, c.warning)
		}
	}
	// A column may name the metric: then the values of each are looked at apart.
	m := parsed(t, head+"  benchmark: b\n  metric: {column: K}\nscores: [{column: A}]\nbenchmarks: [{slug: b, name: B}]"+percent)
	got := readMapped(t, m, "f.csv", []byte("Model,K,A\nx,acc,0.1\ny,acc,0.2\nz,acc,0.3\n"), Options{})
	if len(got.problems) != 1 || !strings.HasPrefix(got.problems[0], `f.csv:2: value "0.1": column "A": all 3 values`) {
		t.Errorf("a column of metrics: got %q", got.problems)
	}
}

func TestTermsAndProtocolsAreShared(t *testing.T) {
	m := parsed(t, head+"  benchmark: {header: true, slug: true}\n  metric: acc\n  shots: {column: S, pattern: (\\d+)}\n  extra.b: {column: E}\n  extra.a: x\nscores: [{columns: {list: [A, B]}}]"+percent)
	got := readMapped(t, m, "f.csv", []byte("Model,A,B,S,E\nx,1,2,5-shot,<e>\ny,3,4,0-shot,\nx,5,6,5-shot,<e>\n"), Options{})
	s := got.scores
	if len(s) != 6 || s[0].ListedAs != s[4].ListedAs || s[0].ListedAs.Norm != "x" || s[0].Protocol != s[1].Protocol || s[0].Protocol != s[4].Protocol || s[0].Protocol == s[2].Protocol {
		t.Fatalf("got %+v, %q", s, got.problems)
	}
	if p := s[0].Protocol.Values; p[0] != int64(5) || p[15] != `{"a":"x","b":"\u003ce\u003e"}` {
		t.Errorf("protocol: got %v", p)
	}
	if p := s[2].Protocol.Values; p[0] != int64(0) || p[15] != `{"a":"x"}` {
		t.Errorf("protocol: got %v", p)
	}
}

func TestARowWithABadCellGivesNothing(t *testing.T) {
	m := parsed(t, head+"  benchmark: {header: true, slug: true}\n  metric: acc\n  rank: {column: R}\nscores: [{columns: {list: [A, B]}}]"+percent)
	got := readMapped(t, m, "f.csv", []byte("Model,A,B,R\nx,1,oops,0\ny,3,4,1\n"), Options{})
	if len(got.scores) != 2 || got.Rejected != 1 || len(got.problems) != 2 {
		t.Errorf("got %d scores, %d rejected, %q", len(got.scores), got.Rejected, got.problems)
	}
}

func TestUnknownKeysOfAMapAreErrors(t *testing.T) {
	for _, text := range []string{"name: x\nfeilds: {}", "name: x\nfields: {source: {colum: a}}", "name: x\n---\nname: y"} {
		if m, err := decodeMap([]byte(text)); err == nil {
			t.Errorf("%q: got %+v, want an error", text, m)
		}
	}
}

func TestLocateFindsTheCellOfAField(t *testing.T) {
	m := shippedMap(t, "long")
	text := "benchmark,model,metric,value,notes\nb,\"x, y\",acc,5,z\n"
	_, err := Read(strings.NewReader(text), "f.csv", m, Options{}, ingest.Handlers{
		Scores: func(b *model.ScoreBatch) error {
			for field, want := range map[string]string{"value": "14 5", "listed_as": "3 x, y", "note": "16 z", "rank": "0 ", "source": "0 "} {
				column, text := b.Locate(&b.Scores[0], field)
				if got := fmt.Sprintf("%d %s", column, text); got != want {
					t.Errorf("%s: got %q, want %q", field, got, want)
				}
			}
			if table := model.TableNamed("scores"); !b.Has[table.Column("note")] || !b.Has[table.Column("value")] || b.Has[table.Column("judge")] {
				t.Errorf("has: %v", b.Has)
			}
			return nil
		},
		Problem: func(p model.Problem) { t.Error(p) }})
	if err != nil {
		t.Fatal(err)
	}
}

func TestRecordsThatAreNoCSVAreRejectedOneByOne(t *testing.T) {
	got := readMapped(t, shippedMap(t, "wide"), "f.csv", []byte("model,A\nx,1\ny,\"2\nz,3\n,\n\nw,4\n"), Options{})
	if len(got.scores) != 3 || got.Rejected != 1 || got.Blank != 2 || len(got.problems) != 1 || !strings.HasPrefix(got.problems[0], "f.csv:3:3: a quotation mark is opened") {
		t.Errorf("got %d scores, %+v, %q", len(got.scores), got.Summary, got.problems)
	}
}

// TestUnitsOfValueAndInterval reads a value and its interval that print different
// signs: both are brought to the unit of the metric before they are put together.
func TestUnitsOfValueAndInterval(t *testing.T) {
	for _, c := range []struct{ name, rule, text, want string }{
		{"a value in proportion, distances in percent", "{column: V, interval: {column: I}, fields: {metric: share}}", "0.85,±2%", "0.85 [0.83, 0.87]"},
		{"both in percent, a metric in proportion", "{column: V, interval: {column: I}, fields: {metric: share}}", "85%,±2%", "0.85 [0.83, 0.87]"},
		{"the value alone has the sign", "{column: V, interval: {column: I}, fields: {metric: share}}", "85%,±2", "0.85 [0.83, 0.87]"},
		{"a column of proportions, distances in percent, a metric in percent", "{column: V, unit: proportion, interval: {column: I}, fields: {metric: acc}}", "0.85,±2%", "85 [83, 87]"},
		{"a half-width without a sign", "{column: V, interval: {column: I, form: half}, fields: {metric: pts}}", "1417,5.5", "1417 [1411.5, 1422.5]"},
		{"a negative half-width", "{column: V, interval: {column: I, form: half}, fields: {metric: pts}}", "1417,-5", `f.csv:2:12: ci_low "-5": column "I": not a number (a half-width cannot be negative)`},
		{"two signs", "{column: V, fields: {metric: pts}}", "$5 ± 2%,", `f.csv:2:7: value "$5 ± 2%": column "V": not a number (the value and the number after ± have different units, $ and %)`},
		{"marks", `{column: V, marks: ["*", "†"], fields: {metric: acc}}`, "81.2 *†,", `81.2 as "81.2 *†"`},
		{"a mark that the map does not name", `{column: V, marks: ["*"], fields: {metric: acc}}`, "81.2†,", `f.csv:2:7: value "81.2†": column "V": not a number (want a decimal number such as 80.5)`},
	} {
		m := parsed(t, head+"  benchmark: {const: b, slug: true}\n  reported_on: \"2025\"\nscores:\n  - "+c.rule+percent)
		out := readMapped(t, m, "f.csv", []byte("Model,V,I\nAster,"+c.text+"\n"), Options{})
		got := strings.Join(out.problems, "; ")
		for _, s := range out.scores {
			got += fmt.Sprint(s.Value)
			if s.Printed != "" && len(out.problems) == 0 && strings.ContainsAny(s.Printed, "*†") {
				got += fmt.Sprintf(" as %q", s.Printed)
			}
			if s.CIHigh == s.CIHigh {
				got += fmt.Sprintf(" [%v, %v]", s.CILow, s.CIHigh)
			}
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

// TestColumnsAreTakenOnce: a column that one rule names is not one of all the
// others, and numbers in markup or in pairs are numbers.
func TestColumnsAreTakenOnce(t *testing.T) {
	m := parsed(t, head+"  reported_on: \"2025\"\n  benchmark: {header: true, slug: true}\nscores:\n"+
		"  - {columns: {list: [A]}, markup: html, fields: {metric: acc}}\n"+
		"  - {columns: {pattern: '^B'}, form: pair, part: 1, fields: {metric: pts}}\n"+
		"  - {columns: {all_but: [F], numeric: true}, markup: html, fields: {metric: pts}}\n"+percent)
	out := readMapped(t, m, "f.csv", []byte("Model,A,B1,B2,C,D,E,F\nAster,<i>1</i>,2/3,4/5,<b>6</b>,x,7,8\n"), Options{})
	var got []string
	for _, s := range out.scores {
		got = append(got, fmt.Sprintf("%s %v", s.Benchmark, s.Value))
	}
	if want := []string{"a 1", "b1 2", "b2 4", "c 6", "e 7"}; !slices.Equal(got, want) || len(out.problems) > 0 {
		t.Errorf("got %q, want %q; problems %q", got, want, out.problems)
	}
}

func TestFieldsFromAFileNameThatIsNotUTF8AreRefused(t *testing.T) {
	m, problems := Load("m.yaml", strings.NewReader(`
name: aster
fields: {source: {const: aster-board, slug: true}, listed_as: {column: Model}, benchmark: {filename: true}, metric: m, reported_on: "2025"}
scores: [{column: A}]
metrics: [{slug: m, name: M, unit: points}]
`))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	var got []string
	_, err := Read(strings.NewReader("Model,A\nAster,1\n"), "board\xff.csv", m, Options{}, ingest.Handlers{
		Scores:  func(*model.ScoreBatch) error { return nil },
		Problem: func(p model.Problem) { got = append(got, p.Text) },
	})
	if err != nil || len(got) == 0 || !strings.Contains(got[0], "the file name is not UTF-8") {
		t.Errorf("got %q, %v", got, err)
	}
}
