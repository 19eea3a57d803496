package boardmap

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"provenance/internal/model"
)

// dirty reads a file of testdata/dirty through the map of the same name.
func dirty(t *testing.T, name string) *mapped {
	t.Helper()
	path := filepath.Join("..", "..", "testdata", "dirty", name)
	b, err := os.ReadFile(path + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	m, err := decodeMap(b)
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	return readMapped(t, m, name+".csv", text, Options{})
}

// short writes a score as the tests compare it.
func short(s *model.Score) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s %s=%s", s.Line, s.ListedAs, s.Benchmark, model.FormatReal(s.Value))
	if s.Printed != "" {
		fmt.Fprintf(&b, " %q", s.Printed)
	}
	if !math.IsNaN(s.CILow) {
		fmt.Fprintf(&b, " [%s, %s]", model.FormatReal(s.CILow), model.FormatReal(s.CIHigh))
	}
	if !math.IsNaN(s.StdErr) {
		fmt.Fprintf(&b, " se %s", model.FormatReal(s.StdErr))
	}
	if s.SampleSize != 0 {
		fmt.Fprintf(&b, " n %d", s.SampleSize)
	}
	for i, v := range s.Protocol.Values {
		if v != nil {
			fmt.Fprintf(&b, " %s=%v", model.ProtocolColumns[i], v)
		}
	}
	if s.Note != "" {
		fmt.Fprintf(&b, " (%s)", s.Note)
	}
	return b.String()
}

func TestDirtyFiles(t *testing.T) {
	for _, c := range []struct {
		name             string
		scores           []string
		problems         []string // the beginning of each
		missing, dropped int
		warning          string
	}{
		{name: "two-header-rows", missing: 2, scores: []string{
			`3 Aster-1 reasoning-logic=81.2`, `3 Aster-1 reasoning-puzzles=70`, `3 Aster-1 coding-python=66.5`,
			`4 Boreal 7B reasoning-logic=64 "64.0"`, `4 Boreal 7B reasoning-puzzles=55.5`, `4 Boreal 7B coding-go=41`,
		}},
		{name: "transposed", missing: 1, scores: []string{`3 Aster-1 arithbench=81.5`, `4 Aster-1 longrecall=44.1`, `3 Boreal 7B arithbench=60`},
			problems: []string{`transposed.csv:3:20: value "x": column "ArithBench": not a number (want a decimal number`}},
		{name: "ragged", missing: 1, scores: []string{`4 Aster-1 arithbench=81.5`, `5 Boreal 7B arithbench=60 (rerun)`, `5 Boreal 7B longrecall=44.1 (rerun)`},
			problems: []string{`ragged.csv:6:20: extra field "extra": 5 fields where the header has 4`}},
		{name: "zeros", missing: 2, warning: `column "LongRecall": 8 of 10 values are 0`},
		{name: "html", scores: []string{`2 Aster & Co 1 arithbench=81.5`, `3 Boreal 7B arithbench=60 "60 ± 2" se 2`},
			problems: []string{`html.csv:4:13: value "85<sup>1</sup>": column "ArithBench": not a number`}},
		{name: "markdown", missing: 1, scores: []string{`2 Aster-1 arithbench=81.5`, `2 Aster-1 longrecall=40`, `3 badge Boreal_7B arithbench=60`,
			`3 badge Boreal_7B longrecall=41`, `4 cobalt_mini_v2 arithbench=58`}},
		{name: "semicolons", scores: []string{`2 Aster-1 duel-board=1234.5 "1,234.5" [1220, 1249] n 26604`, `4 Boreal; 7B duel-board=1201 [1190, 1212] n 950`},
			problems: []string{`semicolons.csv:3:21: extra field "1190–1212": 5 fields`,
				`semicolons.csv:5:18: value "1,5": column "Rating": not a number (commas separate thousands, in groups of exactly three digits`,
				`semicolons.csv:5:13: sample_size "1,50": column "Tokens": not a number (commas separate`}},
		{name: "missing", missing: 7, dropped: 1, scores: []string{`2 Aster-1 run-cost=0.13 "$0.1300"`, `3 Boreal 7B run-cost=1 "$1"`},
			problems: []string{`missing.csv:5:9: value "inf": column "ArithBench": not a number`, `missing.csv:5:13: value "1e309": column "LongRecall": not a number (out of the range`,
				`missing.csv:5:19: value "0x1F": column "Price": not a number`, `missing.csv:6:1: listed_as: column "Model": the cell must not be blank`,
				`missing.csv:7:18: value "1_000": column "LongRecall": not a number`, `missing.csv:7:24: value "12€": column "Price": not a number`,
				`missing.csv:9:1: Model "Duplicate of Aster-1": the map rejects this line (the board repeats a row)`}},
		{name: "pairs", scores: []string{`2 Aster-1 (thinking-16k) codedrill=42.2 "42.2/36.6" reasoning_effort=high attempts=1 extra={"budget":"16k"}`,
			`2 Aster-1 (thinking-16k) codedrill=36.6 "42.2/36.6" reasoning_effort=high attempts=5 extra={"budget":"16k"}`,
			`3 Boreal 7B codedrill=30 "30 / 41.5" attempts=1`, `3 Boreal 7B codedrill=41.5 "30 / 41.5" attempts=5`},
			problems: []string{`pairs.csv:4:13: value "17": column "Pass@1 / Pass@5": not a number (want at least 2 numbers`}},
		{name: "scorers", scores: []string{`2 Aster-1 codedrill=0.831 "exact:0.79±0.02,graded:0.83±0.03" se 0.03`, `3 Boreal 7B codedrill=0.5 "graded:0.5±0"`, `6 Ember 13B codedrill=0.4`},
			problems: []string{`scorers.csv:4:17: value "exact:0.2±0.01,graded:0.31±0.02": column "scores": not a number (column "best" names 0.9 as the best value, but no scorer has it)`,
				`scorers.csv:5:10: value "exact:0.2±0.01,graded:0.31±0.02": column "scores": not a number (several scorers`}},
		{name: "percent", missing: 1, scores: []string{`2 Aster-1 signed=0.85 "85.0%"`, `2 Aster-1 bare=0.853 "85.3"`, `2 Aster-1 share=62 "0.62"`,
			`3 Boreal 7B signed=0.9018 "90.18 ± 1.5%" [0.8868, 0.9168]`, `3 Boreal 7B bare=0.07 "7"`, `3 Boreal 7B share=50 "0.5"`,
			`4 Cobalt-Mini signed=12`, `4 Cobalt-Mini share=4.9 "0.049"`}},
		{name: "commas", scores: []string{`2 Aster-1 duel-board=1234.5 "1.234,5" [1225.5, 1247] n 26604`, `3 Boreal 7B duel-board=1201 [1195.75, 1206.25] n 950`},
			problems: []string{`commas.csv:4:13: value "81.2": column "Wertung": not a number (with decimal commas, points separate thousands`}},
		{name: "parts", scores: []string{`2 Aster-1 0613 arithbench=72.1 "72.1 (70.3–73.9)" [70.3, 73.9] on 2025-05-01`, `2 Aster-1 0613 arithbench=73 "73 [71.2, 74.8]" [71.2, 74.8] on 2025-06-01`,
			`2 Aster-1 0613 codedrill=145 "145/300" n 300 on 2025-06`, `3 Boreal 7B arithbench=60.5 on 2025-05-01`, `3 Boreal 7B arithbench=61 on 2025-06-01`, `3 Boreal 7B codedrill=120 "120/300" n 300 on 2025-06`},
			problems: []string{`parts.csv:4:20: value "(n.a.)": column "2025-05-01": not a number (the cell does not match the rule's pattern)`,
				`parts.csv:4:27: value "about 50": column "2025-06-01": not a number (want a decimal number such as 80.5)`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := dirty(t, c.name)
			var got []string
			for i := range m.scores {
				text := short(&m.scores[i])
				if c.name == "parts" {
					text += " on " + m.scores[i].ReportedOn.Text
				}
				got = append(got, text)
			}
			if c.scores != nil && !slices.Equal(got, c.scores) {
				t.Errorf("scores:\ngot  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(c.scores, "\n     "))
			}
			if len(m.problems) != len(c.problems) {
				t.Errorf("problems: got %q", m.problems)
			}
			for _, want := range c.problems {
				if !slices.ContainsFunc(m.problems, func(p string) bool { return strings.HasPrefix(p, want) }) {
					t.Errorf("problems: got %q, want one that begins with %q", m.problems, want)
				}
			}
			if m.Missing != c.missing || m.Dropped != c.dropped {
				t.Errorf("got %d missing, %d dropped, want %d, %d", m.Missing, m.Dropped, c.missing, c.dropped)
			}
			if w := strings.Join(m.Warnings, "\n"); c.warning == "" && w != "" || !strings.Contains(w, c.warning) {
				t.Errorf("warnings: got %q, want %q", w, c.warning)
			}
		})
	}
}
