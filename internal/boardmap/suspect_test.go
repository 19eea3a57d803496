package boardmap

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// column returns a file with a name and a value a line.
func column(values ...string) string {
	text := "Model,V\n"
	for i, v := range values {
		text += fmt.Sprintf("Model %c,%s\n", 'A'+i, v)
	}
	return text
}

func TestWarningsOfColumns(t *testing.T) {
	const rows = "metrics: [{slug: acc, name: A, unit: percent}, {slug: share, name: A, unit: proportion}, {slug: pts, name: P, unit: points}, {slug: elo, name: E, unit: elo}, {slug: usd, name: U, unit: usd}]\n"
	for _, c := range []struct {
		name, metric, rule, csv string
		want                    []string // the beginning of each warning
	}{
		{"proportions among percentages", "acc", "", column("58", "0.64", "71.2", "37", "0.81", "82", "45"),
			[]string{`column "V": 2 of 7 values lie between 0 and 1 (lines 3 and 6), metric acc is in percent, and the least of the other values is 37; are these proportions?`}},
		{"most are proportions", "acc", "", column("0.58", "0.64", "71.2", "0.37"), []string{`column "V": 3 of 4 values lie between 0 and 1 (lines 2, 3 and 5)`}},
		{"proportions among points", "pts", "", column("58", "0.64", "71.2", "37", "0.81"), []string{`column "V": 2 of 5 values lie between 0 and 1 (lines 3 and 6), metric pts is in points`}},
		{"small points", "pts", "", column("58", "0.64", "7", "37", "0.81"), nil},
		{"percent that the map states", "acc", ", unit: percent", column("58", "0.64", "71.2", "37"), nil},
		{"percentages among proportions", "share", "", column("0.58", "64", "0.71", "0.37"), []string{`column "V": 1 of 4 values are above 1 (line 3), and metric share is a proportion; are these percent?`}},
		{"proportions with a sign", "share", "", column("58%", "64%"), nil},
		{"a rating that lost a digit", "elo", "", column("1204", "1311", "127", "1250", "1180"), []string{`column "V": 127 in line 4 is far below every other value (1180 to 1311)`}},
		{"a rating with a digit too many", "elo", "", column("1204", "1311", "12700", "1250", "1180"), []string{`column "V": 12700 in line 4 is far above`}},
		{"a rating far above", "elo", "", column("1204", "1311", "5000", "1250", "1180"), nil},
		{"a rating of two digits too many", "elo", "", column("1204", "1311", "127000", "1250", "1180"), []string{`column "V": 127000 in line 4 is far above every other value (1180 to 1311)`}},
		{"few values", "elo", "", column("1204", "127", "13110"), nil},
		{"prices differ", "usd", "", column("0.1", "12", "15", "11", "14"), nil},
		{"a small percentage", "acc", "", column("2.8", "40", "50", "60", "70"), nil},
		{"a sentinel below 0", "acc", "", column("58", "-1", "71.2", "-1", "45"), []string{`column "V": 2 of 5 values are -1 (lines 3 and 5), and no other is below 0; if -1 means that there is no value, say missing: ["-1"]`}},
		{"values below 0", "pts", "", column("58", "-1", "71.2", "-2", "45"), nil},
		{"another value below 0", "pts", "", column("58", "-3", "71.2", "45"), nil},
		{"a sentinel that the map mentions", "acc", `, missing: ["-1"]`, column("58", "-1", "71.2"), nil},
		{"a sentinel above all", "acc", "", column("58", "9999", "71.2", "9999", "45"), []string{`column "V": 2 of 5 values are 9999 (lines 3 and 5), and no other is above 71.2`}},
		{"a rating of 999", "elo", "", column("958", "999", "1010", "1100", "1200"), nil},
		{"errors of a spreadsheet", "acc", "", column("58", "#DIV/0!", "71.2", "#N/A", "45", "n/a"), []string{`column "V": 2 cells hold #DIV/0! or the like in lines 3 and 5: an error of a spreadsheet, read as no value`}},
		{"many lines", "acc", "", column("58", "-1", "-1", "-1", "-1", "-1", "-1", "71"), []string{`column "V": 6 of 8 values are -1 (lines 3, 4, 5, 6, and 2 more)`}},
		{"two spellings", "acc", "", "Model,V\nAster-7B-Instruct,58\nBoreal,60\naster 7b instruct,58\nBOREAL,61\nBo-real (x),1.5\n", []string{
			`2 pairs of names are alike but for case, spaces, hyphens or brackets: "Aster-7B-Instruct" (line 2) and "aster 7b instruct" (line 4); "Boreal" (line 3) and "BOREAL" (line 5); if each`}},
		{"two names with digits", "acc", "", "Model,V\nAster 2-7B,58\nAster 27B,60\nAster 2.7B,61\nAster-2.7B,70\n", []string{`two names are alike but for case, spaces, hyphens or brackets: "Aster 2.7B" (line 4) and "Aster-2.7B" (line 5)`}},
	} {
		m := parsed(t, head+"  benchmark: {const: b, slug: true}\n  reported_on: \"2025\"\n  metric: "+c.metric+"\nscores: [{column: V"+c.rule+"}]\n"+rows)
		out := readMapped(t, m, "f.csv", []byte(c.csv), Options{})
		if len(out.problems) > 0 || !slices.EqualFunc(out.Warnings, c.want, strings.HasPrefix) {
			t.Errorf("%s: got %q, want %q; problems %q", c.name, out.Warnings, c.want, out.problems)
		}
	}
}

func TestWarningsOfSeveralColumns(t *testing.T) {
	const wide = "  benchmark: {header: true, slug: true}\n  metric: acc\n"
	const long = "  benchmark: {column: Task, slug: true}\n  metric: acc\n"
	for _, c := range []struct {
		name, fields, scores, csv string
		want                      []string
	}{
		{"identical rows under two names", wide, "scores: [{columns: {all_but: []}}]", "Model,A,B,C\nAster,51,62,73\nBoreal,50,60,70\nCirrus,51,62,73\nDorado,51,62,\nEos,51,73,62\n",
			[]string{`two names have the same values in every column: "Aster" (line 2) and "Cirrus" (line 4), 3 values each; is one model listed twice, or a line copied?`}},
		{"zeros under two names", wide, "scores: [{columns: {all_but: []}}]", "Model,A,B,C\nAster,0,0,0\nCirrus,0,0,0\nDorado,1,2,3\n", nil},
		{"a name in several lines", long, "scores: [{column: V}]", "Model,Task,V\nAster,a,51\nCirrus,b,62\nAster,b,62\nAster,c,73\nCirrus,c,73\nCirrus,a,51\nDorado,a,51\nDorado,b,73\nDorado,c,62\n",
			[]string{`two names have the same values in every column: "Aster" (line 2) and "Cirrus" (line 3), 3 values each`}},
		{"two spellings with the same values", wide, "scores: [{columns: {all_but: []}}]", "Model,A,B,C\nAster 7B,51,62,73\naster-7b,51,62,73\n", []string{`two names are alike`}},
		{"a total as the sample size", wide + "  sample_size: {column: N}\n", "scores: [{columns: {all_but: []}}]", "Model,Set A,Set B,N\nAster,51,62,573\n",
			[]string{`column "N" is the sample size of 2 columns, such as "Set A" and "Set B"; if it is the total of several benchmarks, name it only in the rule`}},
		{"a sample size of a benchmark", "  benchmark: {const: b, slug: true}\n  metric: {header: true, values: {Acc: acc, F1: pts}}\n  sample_size: {column: N}\n", "scores: [{columns: {all_but: []}}]", "Model,Acc,F1,N\nAster,51,62,573\n", nil},
		{"a sample size a line", long + "  sample_size: {column: N}\n", "scores: [{column: V}]", "Model,Task,V,N\nAster,a,51,5\nAster,b,52,6\n", nil},
		{"a sample size of one column", wide, "scores: [{column: Set A, fields: {sample_size: {column: N}}}, {column: Set B}]", "Model,Set A,Set B,N\nAster,51,62,573\n", nil},
		{"values outside of their interval", wide, "scores: [{column: A, interval: {column: I, form: bounds}}]", "Model,A,I\nAster,51,50-52\nBoreal,51,60-62\nCirrus,9,10-12\n",
			[]string{`column "A": 2 of 3 values do not lie in their interval (lines 3 and 4), the first 51 with the interval 60 to 62`}},
	} {
		m := parsed(t, head+"  reported_on: \"2025\"\n"+c.fields+c.scores+percent)
		out := readMapped(t, m, "f.csv", []byte(c.csv), Options{})
		if len(out.problems) > 0 || !slices.EqualFunc(out.Warnings, c.want, strings.HasPrefix) {
			t.Errorf("%s: got %q, want %q; problems %q", c.name, out.Warnings, c.want, out.problems)
		}
	}
}
