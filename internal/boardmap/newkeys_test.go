package boardmap

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// TestKeysThatSayMore: blank cells with another column, suffixes that are settings, merged
// cells, letters instead of zeros, limits, sort keys, and headers with a day.
func TestKeysThatSayMore(t *testing.T) {
	const day = "  reported_on: \"2025\"\n"
	const one = "  benchmark: {const: b, slug: true}\n  metric: pts\n"
	for _, c := range []struct {
		name, fields, rest, csv string
		scores, problems        []string
	}{
		{"a blank cell falls back on another column", day + one + "  listed_as: {column: Version, if_blank: [Full, Name]}\n", "scores: [{column: V}]",
			"Version,Full,Name,V\naster-7b-0601,,Aster,1\n-,Boreal 70B (June),Boreal,2\n,?,Cirrus,3\n,,,4\n",
			[]string{"2 aster-7b-0601 b=1", "3 Boreal 70B (June) b=2", "4 Cirrus b=3"},
			[]string{`f.csv:5:1: listed_as: column "Version": the cell must not be blank`}},
		{"a fault is at the cell that was read", day + one + "  listed_as: Aster\n  sample_size: {column: A, if_blank: B}\n", "scores: [{column: V}]",
			"V,A,B\n1,,x\n2,3,x\n", []string{"3 Aster b=2 n 3"}, []string{`f.csv:2:4: sample_size "x": column "B": not a number`}},
		{"columns of fallbacks hold no values", day + "  benchmark: {header: true, slug: true}\n  metric: pts\n  listed_as: {column: Name, if_blank: Id}\n", "scores: [{columns: {all_but: []}}]",
			"Name,Id,V\n,7,1\n", []string{"2 7 v=1"}, nil},
		{"suffixes are settings", day + one + `  listed_as:
    column: Model
    suffixes:
      - {pattern: '\((FC|Prompt)\)', to: extra.mode, values: {FC: function-calling}}
      - {pattern: '-thinking-(\d+k)', to: extra.thinking_budget}
      - {pattern: '@(\w+)', to: reasoning_effort}
      - {pattern: '-nothinking', to: reasoning_effort, values: {-nothinking: none}}
`, "scores: [{column: V}]",
			"Model,V\nAster 7B (FC),1\nAster 7B (Prompt),2\nboreal-thinking-64k@high,3\nboreal@low-thinking-64k,4\nboreal-nothinking@high,5\n(FC),6\nFC,7\nboreal@high@low,8\n",
			[]string{`2 Aster 7B b=1 extra={"mode":"function-calling"}`, `3 Aster 7B b=2 extra={"mode":"Prompt"}`,
				`4 boreal b=3 reasoning_effort=high extra={"thinking_budget":"64k"}`, `5 boreal b=4 reasoning_effort=low extra={"thinking_budget":"64k"}`,
				`6 boreal-nothinking b=5 reasoning_effort=high`, `7 (FC) b=6`, `8 FC b=7`, `9 boreal@high b=8 reasoning_effort=low`}, nil},
		{"a suffix that its field cannot hold", day + one + "  listed_as: {column: Model, suffixes: [{pattern: '\\((.*)-shot\\)', to: shots}]}\n", "scores: [{column: V}]",
			"Model,V\nAster (5-shot),1\nAster (few-shot),2\n", []string{"2 Aster b=1 shots=5"}, []string{`f.csv:3:1: shots "Aster (few-shot)": column "Model": `}},
		{"a suffix of a header", day + "  listed_as: {column: Model}\n  metric: pts\n  benchmark: {header: true, slug: true, suffixes: [{pattern: '\\((\\d+)-shot\\)', to: shots}]}\n", "scores: [{columns: {all_but: []}}]",
			"Model,MMLU (5-shot),GPQA\nAster,1,2\n", []string{"2 Aster mmlu=1 shots=5", "2 Aster gpqa=2"}, nil},
		{"merged cells", day + "  listed_as: {column: Model}\n  metric: pts\n  benchmark: {column: Task, slug: true}\n", "layout: {fill_down: [Model]}\nscores: [{column: V}]\ndrop: [{column: Task, in: [all]}]",
			"Model,Task,V\n,a,0\nAster,a,1\n,b,2\n,all,9\n,c,x\nBoreal,a,3\n\"  \",b,4\n,c\n,d,5\nCirrus,a,6\n",
			[]string{"3 Aster a=1", "4 Aster b=2", "7 Boreal a=3", "8 Boreal b=4", "11 Cirrus a=6"},
			[]string{`f.csv:2:1: Model: the cell is blank, and no cell above it has a text to repeat`,
				`f.csv:6:4: value "x": column "V": not a number`, `f.csv:9: 2 fields where the header has 3`,
				`f.csv:10:1: Model: the cell is blank, and line 9, whose text it may repeat, cannot be read`}},
		{"letters instead of zeros", day + one + "  listed_as: {column: Model}\n  sample_size: {column: Votes, letters: {k: 1000, M: 1000000}}\n", "scores: [{column: V, letters: {k: 1000}}]",
			"Model,Votes,V\nAster,27.8k,1.25k\nBoreal,1.2M,0.5k\nCirrus,950,\"1,200.5 k\"\nDorado,1.2345k,1\nEos,5kg,1\nFjord,1.2.3k,1\nGale,3m,1\nHelio,12,2e1k\n",
			[]string{`2 Aster b=1250 "1.25k" n 27800`, `3 Boreal b=500 "0.5k" n 1200000`, `4 Cirrus b=1200500 "1,200.5 k" n 950`},
			[]string{`f.csv:5:8: sample_size "1.2345k": column "Votes": not a number (want a whole number`, `f.csv:6:5: sample_size "5kg"`, `f.csv:7:7: sample_size "1.2.3k"`, `f.csv:8:6: sample_size "3m"`, `f.csv:9:10: value "2e1k"`}},
		{"letters and decimal commas", day + one + "  listed_as: {column: Model}\n", "layout: {decimal: comma, delimiter: \";\"}\nscores: [{column: V, letters: {Mio: 1000000, M: 1000}, plus_minus: stderr}]",
			"Model;V\nAster;1,5Mio ± 0,1Mio\nBoreal;1,5M\n", []string{`2 Aster b=1500000 "1,5Mio ± 0,1Mio" se 100000`, `3 Boreal b=1500 "1,5M"`}, nil},
		{"limits are values", day + one + "  listed_as: {column: Model}\n", "scores: [{column: V, limit_is: value}]",
			"Model,V\nAster,<0.001\nBoreal,≥ 99\nCirrus,0.2\n", []string{`2 Aster b=0.001 "<0.001"`, `3 Boreal b=99 "≥ 99"`, `4 Cirrus b=0.2`}, nil},
		{"limits are no values", day + one + "  listed_as: {column: Model}\n", "scores: [{column: V, limit_is: missing}]",
			"Model,V\nAster,<0.001\nCirrus,0.2\n", []string{`3 Cirrus b=0.2`}, nil},
		{"limits that the map does not mention", day + one + "  listed_as: {column: Model}\n", "scores: [{column: V}]",
			"Model,V\nAster,<0.001\n", nil, []string{`f.csv:2:7: value "<0.001": column "V": a limit, not a value (say limit_is: missing or limit_is: value`}},
		{"errors of spreadsheets are no values", day + one + "  listed_as: {column: Model}\n  sample_size: {column: N}\n", "scores: [{column: V}]",
			"Model,V,N\nAster,#DIV/0!,5\nBoreal,#N/A,5\nCirrus,#ref!,5\nDorado,1,#VALUE!\n#NAME?,2,5\nEos,#17,5\n",
			[]string{"5 Dorado b=1"}, []string{`f.csv:6:1: listed_as "#NAME?": column "Model": the cell must not be blank`, `f.csv:7:5: value "#17"`}},
		{"pairs with intervals and a key for sorting", day + "  listed_as: {column: Model}\n  harness_version: {column: Version}\n", `layout: {sort_mark: "@@"}
scores:
  - {column: V, form: pair, part: 1, plus_minus: interval, fields: {benchmark: {const: b, slug: true}, metric: pts}}
  - {column: V, form: pair, part: 2, plus_minus: stderr, fields: {benchmark: {const: b, slug: true}, metric: acc}}`,
			"Model,Version,V\nAster,17.1.0@@170100,60.17 ± 1.40 / 72.92 ± 1.18@@60.17\nBoreal,17.2@@170200,60 +/- 1 / 70 +/- 2@@60\nCirrus,17.2,-@@-1\n",
			[]string{`2 Aster b=60.17 "60.17 ± 1.40 / 72.92 ± 1.18" [58.77, 61.57] harness_version=17.1.0`, `2 Aster b=72.92 "60.17 ± 1.40 / 72.92 ± 1.18" se 1.18 harness_version=17.1.0`,
				`3 Boreal b=60 "60 +/- 1 / 70 +/- 2" [59, 61] harness_version=17.2`, `3 Boreal b=70 "60 +/- 1 / 70 +/- 2" se 2 harness_version=17.2`}, nil},
		{"day and benchmark in the header", "  listed_as: {column: Model}\n  metric: pts\n  benchmark: {header: true, slug: true}\n  reported_on: {header: true}\n",
			`scores: [{columns: {pattern: '^(?P<benchmark>.+) \((?P<reported_on>[\d-]+)\)$'}}]`,
			"Model,ArithBench (2025-03),ArithBench (2025-04),Notes\nAster,1,2,x\n", []string{"2 Aster arithbench=1", "2 Aster arithbench=2"}, nil},
	} {
		m := parsed(t, "name: test\nfields:\n  source: {const: A board, slug: true}\n"+c.fields+c.rest+percent)
		out := readMapped(t, m, "f.csv", []byte(c.csv), Options{})
		var got []string
		for i := range out.scores {
			got = append(got, short(&out.scores[i]))
		}
		if !slices.Equal(got, c.scores) {
			t.Errorf("%s: got\n%q, want\n%q", c.name, got, c.scores)
		}
		if !slices.EqualFunc(out.problems, c.problems, strings.HasPrefix) {
			t.Errorf("%s: problems\n%q, want\n%q", c.name, out.problems, c.problems)
		}
	}
}

// TestDayAndBenchmarkFromTheHeader: both come from one header, by groups that have the
// names of the fields or by a pattern of each field.
func TestDayAndBenchmarkFromTheHeader(t *testing.T) {
	for _, text := range []string{
		"  benchmark: {header: true, slug: true}\n  reported_on: {header: true}\nscores: [{columns: {pattern: '^(?P<benchmark>.+) \\((?P<reported_on>[\\d-]+)\\)$'}}]",
		"  benchmark: {header: true, slug: true, pattern: '^(.*) \\('}\n  reported_on: {header: true, pattern: '\\((.*)\\)$'}\nscores: [{columns: {all_but: []}}]",
	} {
		m := parsed(t, head+"  metric: pts\n"+text+percent)
		out := readMapped(t, m, "f.csv", []byte("Model,ArithBench (2025-03),LongRecall (2025-04)\nAster,1,2\n"), Options{})
		var got []string
		for _, s := range out.scores {
			got = append(got, fmt.Sprintf("%s %s %v", s.Benchmark, s.ReportedOn, s.Value))
		}
		if want := []string{"arithbench 2025-03 1", "longrecall 2025-04 2"}; !slices.Equal(got, want) || len(out.problems) > 0 {
			t.Errorf("got %q, want %q; problems %q", got, want, out.problems)
		}
	}
}

// TestRejectsOfMergedCells: a reject has the text that its cell repeats, because it will
// be read apart from the lines above it.
func TestRejectsOfMergedCells(t *testing.T) {
	m := parsed(t, head+"  benchmark: {const: b, slug: true}\n  metric: pts\n  reported_on: \"2025\"\nlayout: {fill_down: [Model], delimiter: \";\"}\nscores: [{column: V}]"+percent)
	_, raw := rejectsOf(t, m, "Model;V\nAster;1\n;x\nBoreal;2\n;\"y;z\"\n")
	if want := []string{"Aster;x\n", "Boreal;\"y;z\"\n"}; !slices.Equal(raw, want) {
		t.Errorf("got %q, want %q", raw, want)
	}
}

func TestNewKeysThatDoNotFitTheHeader(t *testing.T) {
	for _, c := range []struct{ rest, csv, want string }{
		{"layout: {fill_down: [Modell]}\nscores: [{column: V}]", "Model,V\nAster,1\n", `f.csv:1: fill_down: the file has no column "Modell" (did you mean "Model"?`},
		{"scores: [{columns: {pattern: '^(.+) \\((?P<reported_on>[\\d-]+)\\)$'}, fields: {reported_on: {header: true}}}]",
			"Model,A (2025-03),A (2025-13)\nAster,1,2\n", `f.csv:1:19: reported_on "2025-13": not a date`},
		{"scores: [{column: V, fields: {sample_size: {column: N, if_blank: M}}}]", "Model,V,N\nAster,1,2\n", `f.csv:1: sample_size: the file has no column "M"`},
	} {
		m := parsed(t, head+"  benchmark: {header: true, slug: true}\n  metric: pts\n"+c.rest+percent)
		if got, _ := rejectsOf(t, m, c.csv); len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%s: got %q, want %q", c.rest, got, c.want)
		}
	}
}

func TestNewKeysAreChecked(t *testing.T) {
	for _, c := range []struct{ fields, rule, want string }{
		{"{column: M, suffixes: [{to: extra.a}]}", "{column: V}", "the suffix has no pattern"},
		{"{column: M, suffixes: [{pattern: '(', to: extra.a}]}", "{column: V}", "not a regular expression"},
		{"{column: M, suffixes: [{pattern: a, to: reasoning_efort}]}", "{column: V}", `did you mean "reasoning_effort"?`},
		{"{column: M, suffixes: [{pattern: a, to: benchmark}]}", "{column: V}", "a suffix fills a field of the protocol"},
		{"{column: M, suffixes: [{pattern: a, to: harness}]}", "{column: V, fields: {harness: x}}", "suffixes of field listed_as fill harness, which is also a field of its own"},
		{"{const: M, if_blank: N}", "{column: V}", "if_blank says where the text is"},
		{"{column: M}", "{column: V, letters: {k: 1024}}", `"1024" is not a power of ten`},
		{"{column: M}", "{column: V, letters: {\"%\": 1000}}", `"%" cannot stand after a number`},
		{"{column: M}", "{column: V, limit_is: vlaue}", `did you mean "value"?`},
	} {
		_, problems := Load("m.yaml", strings.NewReader("name: x\nfields: {source: s, benchmark: b, metric: m, listed_as: "+c.fields+"}\nscores: ["+c.rule+"]\n"))
		if len(problems) == 0 || !strings.Contains(fmt.Sprint(problems), c.want) || problems[0].Line == 0 {
			t.Errorf("%s %s: got %v, want %q", c.fields, c.rule, problems, c.want)
		}
	}
}

// rejectsOf reads a file and returns the problems with its lines and the texts of the
// records.
func rejectsOf(t *testing.T, m *Map, text string) (problems, raw []string) {
	t.Helper()
	_, err := Read(strings.NewReader(text), "f.csv", m, Options{}, ingest.Handlers{
		Scores:  func(*model.ScoreBatch) error { return nil },
		Problem: func(p model.Problem) { problems, raw = append(problems, p.Error()), append(raw, string(p.Raw)) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return problems, raw
}
