package suggest

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"provenance/internal/boardmap"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// A board is a file and what a draft for it must come to.
type board struct {
	name, file, text string
	want             []string // listing | benchmark | value unit [low, high] ± stderr; sorted
	say              []string // texts that the draft must hold
	options          boardmap.Options
	problems         int // lines that the draft does not read, as it says
}

// boards are files of kinds that stand on the web, with invented models and
// values: what a draft for each must come to without a line of mending.
var boards = []board{
	{
		name: "wide, percent signs",
		file: "wide_2025-03-01.csv",
		text: "Model,Organization,MMLU,GPQA\nAnt,Ants,81.2%,40%\nBee,Bees,77%,\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|mmlu|81.2 percent", "Bee|mmlu|77 percent"},
	},
	{
		name: "long",
		file: "long.csv",
		text: "model,benchmark,score,date\nAnt,MMLU,0.81,2025-03-01\nAnt,GPQA,0.4,2025-03-01\nBee,MMLU,0.77,2025-03-02\n",
		want: []string{"Ant|gpqa|0.4 proportion", "Ant|mmlu|0.81 proportion", "Bee|mmlu|0.77 proportion"},
	},
	{
		name: "two header rows",
		file: "two_2025-03-01.csv",
		text: ",Math,,Code,\nModel,AIME,MATH-500,HumanEval,LiveCodeBench\nAnt,50.5,80.2,71,30\nBee,44,70,65.3,22.5\nCat,20,60.1,55,11\n",
		want: []string{"Ant|code-humaneval|71 percent", "Ant|code-livecodebench|30 percent", "Ant|math-aime|50.5 percent", "Ant|math-math-500|80.2 percent", "Bee|code-humaneval|65.3 percent", "Bee|code-livecodebench|22.5 percent", "Bee|math-aime|44 percent", "Bee|math-math-500|70 percent", "Cat|code-humaneval|55 percent", "Cat|code-livecodebench|11 percent", "Cat|math-aime|20 percent", "Cat|math-math-500|60.1 percent"},
		say:  []string{"header_rows: 2"},
	},
	{
		name: "two header rows, repeated group names and a merged first cell",
		file: "two_2025-03-01.csv",
		text: "Model,English,English,Code\n,MMLU,DROP,HumanEval\nAnt,50.5,80.2,71\nBee,44,70,65.3\n",
		want: []string{"Ant|code-humaneval|71 percent", "Ant|english-drop|80.2 percent", "Ant|english-mmlu|50.5 percent", "Bee|code-humaneval|65.3 percent", "Bee|english-drop|70 percent", "Bee|english-mmlu|44 percent"},
	},
	{
		name: "transposed",
		file: "side_2025-03-01.csv",
		text: "Benchmark,GPT-9,Claude 9 Tiny,Llama 9 7B\nMMLU,81.2,77,70.1\nGPQA,44,40.5,30\nHumanEval,90,88,71\n",
		want: []string{"Claude 9 Tiny|gpqa|40.5 percent", "Claude 9 Tiny|humaneval|88 percent", "Claude 9 Tiny|mmlu|77 percent", "GPT-9|gpqa|44 percent", "GPT-9|humaneval|90 percent", "GPT-9|mmlu|81.2 percent", "Llama 9 7B|gpqa|30 percent", "Llama 9 7B|humaneval|71 percent", "Llama 9 7B|mmlu|70.1 percent"},
		say:  []string{"transpose: true"},
	},
	{
		name: "transposed, with a corner that says nothing",
		file: "side_2025-03-01.csv",
		text: ",GPT-9,Claude-9,Gemini 9 Pro\nMMLU-Pro,81.2,77,70.1\nAIME 2025,44,40.5,30\nSWE-bench Verified,50,48,31\n",
		want: []string{"Claude-9|aime-2025|40.5 percent", "Claude-9|mmlu-pro|77 percent", "Claude-9|swe-bench-verified|48 percent", "GPT-9|aime-2025|44 percent", "GPT-9|mmlu-pro|81.2 percent", "GPT-9|swe-bench-verified|50 percent", "Gemini 9 Pro|aime-2025|30 percent", "Gemini 9 Pro|mmlu-pro|70.1 percent", "Gemini 9 Pro|swe-bench-verified|31 percent"},
	},
	{
		name: "a title above the header and a note below the table",
		file: "titled_2025-03-01.csv",
		text: "The board of boards,,\nUpdated 2025-03-01,,\n,,\nModel,MMLU,GPQA\nAnt,81.2,40\nBee,77,30.5\nCat,60,20\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|mmlu|81.2 percent", "Bee|gpqa|30.5 percent", "Bee|mmlu|77 percent", "Cat|gpqa|20 percent", "Cat|mmlu|60 percent"},
		say:  []string{"skip: 3"},
	},
	{
		name:     "ragged",
		file:     "ragged_2025-03-01.csv",
		text:     "Model,MMLU,GPQA,DROP\nAnt,81.2,40,70\nBee,77\nCat,60,20,50\nDog,50,10,40\n",
		want:     []string{"Ant|drop|70 percent", "Ant|gpqa|40 percent", "Ant|mmlu|81.2 percent", "Cat|drop|50 percent", "Cat|gpqa|20 percent", "Cat|mmlu|60 percent", "Dog|drop|40 percent", "Dog|gpqa|10 percent", "Dog|mmlu|50 percent"},
		say:      []string{"they are rejects; if it is those at the end, say ragged: true"},
		problems: 1,
	},
	{
		name: "HTML in cells",
		file: "html_2025-03-01.csv",
		text: "Rank,Model,Elo rating,Votes\n1,\"<a href=\"\"https://a.example/ant\"\">Ant 9</a>\",<b>1417</b>,\"4,684\"\n2,\"<a href=\"\"https://a.example/bee\"\">Bee 9</a>\",1273,991\n",
		want: []string{"Ant 9|html|1417 elo rank 1 n 4684", "Bee 9|html|1273 elo rank 2 n 991"},
	},
	{
		name: "Markdown table",
		file: "board_2025-03-01.md",
		text: "| Model | MMLU | GPQA |\n|---|---:|---:|\n| [Ant 9](https://a.example) | 81.2 | 40.1 |\n| **Bee 9** | 77 | 30 |\n",
		want: []string{"Ant 9|gpqa|40.1 percent", "Ant 9|mmlu|81.2 percent", "Bee 9|gpqa|30 percent", "Bee 9|mmlu|77 percent"},
	},
	{
		name: "semicolons",
		file: "semi_2025-03-01.csv",
		text: "Model;MMLU;GPQA\nAnt;81.2;40\nBee, the second;77;30.5\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|mmlu|81.2 percent", "Bee, the second|gpqa|30.5 percent", "Bee, the second|mmlu|77 percent"},
	},
	{
		name: "tabs and a column of standard errors",
		file: "tabs_2025-03-01.tsv",
		text: "model\tpass@1\tpass@1_stderr\tn\nAnt\t0.812\t0.012\t500\nBee\t0.77\t0.014\t500\n",
		want: []string{"Ant|tabs|0.812 proportion ± 0.012 n 500", "Bee|tabs|0.77 proportion ± 0.014 n 500"},
	},
	{
		name: "Elo with bounds in two columns",
		file: "elo_2025-03-01.csv",
		text: "model,rating,rating_lower,rating_upper,num_battles,org\nAnt,1417,1410,1424,4684,Ants\nBee,1273.5,1270,1277,9000,Bees\n",
		want: []string{"Ant|elo|1417 elo [1410, 1424] n 4684", "Bee|elo|1273.5 elo [1270, 1277] n 9000"},
	},
	{
		name: "Elo with offsets",
		file: "elo_2025-03-01.csv",
		text: "Rank* (UB),Model,Arena Elo,95% CI,Votes,License\n1,Ant,1417,+13/-12,4684,MIT\n2,Bee,1273,+5/-4,9000,MIT\n3,Cat,1200,+5/-4,9000,MIT\n",
		want: []string{"Ant|elo|1417 elo [1405, 1430] 0.95 rank 1 n 4684", "Bee|elo|1273 elo [1269, 1278] 0.95 rank 2 n 9000", "Cat|elo|1200 elo [1196, 1205] 0.95 rank 3 n 9000"},
	},
	{
		name: "± in the cell, by its header a standard error",
		file: "pm_2025-03-01.csv",
		text: "Model,Accuracy (± SE)\nAnt,58.09 ± 0.80\nBee,50.1 ± 0.9\n",
		want: []string{"Ant|accuracy-se|58.09 percent ± 0.8", "Bee|accuracy-se|50.1 percent ± 0.9"},
	},
	{
		name: "± in the cell, of what is not said",
		file: "pm_2025-03-01.csv",
		text: "Model,MMLU,GPQA\nAnt,58.09 ± 0.80,40\nBee,50.1 ± 0.9,30\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|mmlu|58.09 percent", "Bee|gpqa|30 percent", "Bee|mmlu|50.1 percent"},
		say:  []string{"stderr or interval?"},
	},
	{
		name: "zeros that stand apart",
		file: "zeros_2025-03-01.csv",
		text: "Model,MMLU,GPQA\nAnt,81.2,40\nBee,77,0\nCat,60,22\nDog,0,31\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|mmlu|81.2 percent", "Bee|gpqa|0 percent", "Bee|mmlu|77 percent", "Cat|gpqa|22 percent", "Cat|mmlu|60 percent", "Dog|gpqa|31 percent", "Dog|mmlu|0 percent"},
		say:  []string{"# zero_is: missing"},
	},
	{
		name: "words for missing, baselines",
		file: "words_2025-03-01.csv",
		text: "Model,MMLU,GPQA\nHuman expert,89.8,81.2\nAnt,81.2,TBD\nBee,77,TBD\nCat,n/a,20\nRandom,25,25\n",
		want: []string{"Ant|mmlu|81.2 percent", "Bee|mmlu|77 percent", "Cat|gpqa|20 percent"},
		say:  []string{"not models"},
	},
	{
		name: "costs and times beside scores",
		file: "cost_2025-03-01.csv",
		text: "Model,Accuracy,Cost (USD),Latency (s)\nAnt,81.2%,$0.13,1.5\nBee,77.0%,\"$1,013.00\",0.9\n",
		want: []string{"Ant|cost-accuracy|81.2 percent", "Ant|cost-usd|0.13 usd", "Ant|latency-s|1.5 seconds", "Bee|cost-accuracy|77 percent", "Bee|cost-usd|1013 usd", "Bee|latency-s|0.9 seconds"},
	},
	{
		name: "an index column, parameters and dates that are not the report's",
		file: "index_2025-03-01.csv",
		text: ",model_name,#Params (B),release_date,MMLU,avg\n0,Ant,7,2024-01-01,81.2,80\n1,Bee,70,2024-06-01,77,75\n2,Cat,8,2024-07-01,60,61\n",
		want: []string{"Ant|index-avg|80 percent", "Ant|mmlu|81.2 percent", "Bee|index-avg|75 percent", "Bee|mmlu|77 percent", "Cat|index-avg|61 percent", "Cat|mmlu|60 percent"},
	},
	{
		name: "long, with a metric column and settings",
		file: "harness_2025-03-01.csv",
		text: "model,task,metric,value,stderr,n_shot\nAnt,hellaswag,acc,0.61,0.005,10\nAnt,hellaswag,acc_norm,0.81,0.004,10\nBee,hellaswag,acc,0.51,0.005,10\nBee,hellaswag,acc_norm,0.71,0.004,10\n",
		want: []string{"Ant|hellaswag|acc 0.61 proportion ± 0.005 shots 10", "Ant|hellaswag|acc-norm 0.81 proportion ± 0.004 shots 10", "Bee|hellaswag|acc 0.51 proportion ± 0.005 shots 10", "Bee|hellaswag|acc-norm 0.71 proportion ± 0.004 shots 10"},
	},
	{
		name: "names in a header that no list has",
		file: "odd_2025-03-01.csv",
		text: "Contestant,Points\nAnt 9 (high),12\nBee 9 (high),-3.5\nBee 9 (low),140\n",
		want: []string{"Ant 9 (high)|odd|12 points", "Bee 9 (high)|odd|-3.5 points", "Bee 9 (low)|odd|140 points"},
		say:  []string{"Several names share an ending"},
	},
	{
		name: "a board of one model a line and dates in the American way",
		file: "us.csv",
		text: "Model,Date,Score\nAnt,\"March 1, 2025\",81\nBee,\"April 12, 2025\",77.5\n",
		want: []string{"Ant|us|81 percent", "Bee|us|77.5 percent"},
		say:  []string{"January 2, 2006"},
	},
	{
		name: "transposed, with lines that are no benchmarks and models of no known family",
		file: "t_2025-03-01.csv",
		text: "Model,Ant One,Bee Two,Cat Three\nOrganization,Ants,Bees,Cats\nMMLU,81.2,77,70.1\nOddBall,44,40.5,30\nReleased,2024-01-01,2024-02-01,2024-03-01\n",
		want: []string{"Ant One|mmlu|81.2 percent", "Ant One|oddball|44 percent", "Bee Two|mmlu|77 percent", "Bee Two|oddball|40.5 percent", "Cat Three|mmlu|70.1 percent", "Cat Three|oddball|30 percent"},
		say:  []string{"transpose: true"},
	},
	{
		name: "transposed, by its corner",
		file: "t_2025-03-01.csv",
		text: "Metric,Ant One,Bee Two\nAccuracy,81.2,77\nF1,44,40.5\n",
		want: []string{"Ant One|t-accuracy|81.2 percent", "Ant One|t-f1|44 percent", "Bee Two|t-accuracy|77 percent", "Bee Two|t-f1|40.5 percent"},
	},
	{
		name: "models that are called after benchmarks do not turn a table",
		file: "m_2025-03-01.csv",
		text: "Model,AIME,GPQA\nQwen9-Math-7B,81.2,40\nDeepSeek-Math-9B,77,30\nMathGPT,60,20\n",
		want: []string{"DeepSeek-Math-9B|aime|77 percent", "DeepSeek-Math-9B|gpqa|30 percent", "MathGPT|aime|60 percent", "MathGPT|gpqa|20 percent", "Qwen9-Math-7B|aime|81.2 percent", "Qwen9-Math-7B|gpqa|40 percent"},
	},
	{
		name: "a row of units",
		file: "u_2025-03-01.csv",
		text: "Model,MMLU,GPQA\n,(%),(%)\nAnt,81.2,40\nBee,77,30\nCat,70,20\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|mmlu|81.2 percent", "Bee|gpqa|30 percent", "Bee|mmlu|77 percent", "Cat|gpqa|20 percent", "Cat|mmlu|70 percent"},
		say:  []string{"by its header"},
	},
	{
		name: "-1 where there is no value",
		file: "m_2025-03-01.csv",
		text: "Model,MMLU,GPQA\nAnt,81.2,40\nBee,-1,30\nCat,70,20\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|mmlu|81.2 percent", "Bee|gpqa|30 percent", "Bee|mmlu|-1 percent", "Cat|gpqa|20 percent", "Cat|mmlu|70 percent"},
		say:  []string{`# missing: ["-1"]`},
	},
	{
		name: "blank cells beyond the header",
		file: "b_2025-03-01.csv",
		text: "Model,MMLU\nAnt,81.2,\nBee,77,\n",
		want: []string{"Ant|mmlu|81.2 percent", "Bee|mmlu|77 percent"},
	},
	{
		name: "marks after numbers, and Markdown around them",
		file: "f_2025-03-01.csv",
		text: "Model,MMLU,GPQA\nAnt,81.2*,**40.1**\nBee,77†,30\nCat,70,20\n",
		want: []string{"Ant|gpqa|40.1 percent", "Ant|mmlu|81.2 percent", "Bee|gpqa|30 percent", "Bee|mmlu|77 percent", "Cat|gpqa|20 percent", "Cat|mmlu|70 percent"},
		say:  []string{`marks: ["*", "†"]`},
	},
	{
		name: "a column that stands twice",
		file: "d_2025-03-01.csv",
		text: "Model,MMLU,MMLU,GPQA\nAnt,81.2,80,40\nBee,77,76,30\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|mmlu|81.2 percent", "Bee|gpqa|30 percent", "Bee|mmlu|77 percent"},
		say:  []string{"a second column of this name"},
	},
	{
		name: "headings and a line of means",
		file: "h_2025-03-01.csv",
		text: "Model,MMLU,GPQA\nOpen models,,\nAnt,81.2,40\nClosed models,,\nCat,70,20\nAverage,76,30\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|mmlu|81.2 percent", "Cat|gpqa|20 percent", "Cat|mmlu|70 percent"},
		say:  []string{"why: headings", "in: [Average]"},
	},
	{
		name: "shots in headers",
		file: "s_2025-03-01.csv",
		text: "model,mmlu_0shot,mmlu_5shot,GSM8K (8-shot)\nAnt,0.5,0.6,0.7\nBee,0.4,0.5,0.6\n",
		want: []string{"Ant|gsm8k|0.7 proportion shots 8", "Ant|mmlu|0.5 proportion shots 0", "Ant|mmlu|0.6 proportion shots 5", "Bee|gsm8k|0.6 proportion shots 8", "Bee|mmlu|0.4 proportion shots 0", "Bee|mmlu|0.5 proportion shots 5"},
	},
	{
		name: "two numbers in a cell",
		file: "p_2025-03-01.csv",
		text: "Model,MMLU dev/test\nAnt,81.2/80.1\nBee,77.0/76\n",
		want: []string{"Ant|mmlu-dev-test|81.2 points", "Bee|mmlu-dev-test|77 points"},
		say:  []string{"part: 2"},
	},
	{
		name: "half-widths in a column of their own, votes with commas",
		file: "w_2025-03-01.csv",
		text: "Rank,Model,Score,95% CI (±),Votes\n1,Ant,1417,5,\"4,684\"\n2,Bee,1300,6,\"5,684\"\n",
		want: []string{"Ant|w|1417 points [1412, 1422] 0.95 rank 1 n 4684", "Bee|w|1300 points [1294, 1306] 0.95 rank 2 n 5684"},
	},
	{
		name: "milliseconds and rates are no seconds and no percent",
		file: "l_2025-03-01.tsv",
		text: "Model\tLatency (ms)\tThroughput (tok/s)\nAnt\t120\t80.1\nBee\t100\t90.1\n",
		want: []string{"Ant|latency-ms|milliseconds 120 points", "Ant|throughput-tok-s|rate 80.1 points", "Bee|latency-ms|milliseconds 100 points", "Bee|throughput-tok-s|rate 90.1 points"},
	},
	{
		name: "long, with units and evaluators",
		file: "e.csv",
		text: "model,benchmark,score,unit,evaluator,source_url,reported_on\nAnt,MMLU,81.2,%,Ants,https://a.example,2025-01-02\nAnt,Arena,1300,elo,LM,https://b.example,2025-01-02\nBee,MMLU,71.2,%,Ants,https://a.example,2025-01-02\n",
		want: []string{"Ant|arena|1300 elo", "Ant|mmlu|81.2 percent", "Bee|mmlu|71.2 percent"},
		say:  []string{`column "unit" says "%"`, "evaluator: {column: evaluator"},
	},
	{
		name: "a small share in a table of percent",
		file: "h_2025-03-01.csv",
		text: "Model,MMLU,GPQA,HLE\nAnt,81.2,40,0.9\nBee,77,30,0.4\n",
		want: []string{"Ant|gpqa|40 percent", "Ant|hle|0.9 points", "Ant|mmlu|81.2 percent", "Bee|gpqa|30 percent", "Bee|hle|0.4 points", "Bee|mmlu|77 percent"},
		say:  []string{"key: unit-of-small", "choices: [score-points, score-percent, score-proportion]"},
	},
}

// TestBoardsThroughAnotherMap reads each board through a map that was not made for it.
func TestBoardsThroughAnotherMap(t *testing.T) {
	m, problems := boardmap.Load("other.yaml", strings.NewReader(`name: other
fields:
  source: other
  listed_as: {column: Model}
  benchmark: {header: true, slug: true}
  metric: points
scores:
  - columns: {all_but: [Model]}
metrics:
  - {slug: points, name: Points, unit: points}
`))
	if m == nil {
		t.Fatal(problems)
	}
	for _, b := range boards {
		sum, err := boardmap.Read(strings.NewReader(b.text), "f.csv", m, boardmap.Options{}, ingest.Handlers{
			Scores: func(*model.ScoreBatch) error { return nil }, Problem: func(model.Problem) {}})
		if err != nil || sum.Lines != sum.Header+sum.Accepted+sum.Rejected+sum.Dropped+sum.Blank {
			t.Errorf("%s: %+v, %v", b.name, sum, err)
		}
	}
}

// drafted drafts a map for a text and reads the text through it.
func drafted(t testing.TB, name, file, text string, o boardmap.Options) (*Draft, []string, []string) {
	t.Helper()
	d, err := DraftMap(strings.NewReader(text), file, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var got, problems []string
	sum, err := boardmap.Read(strings.NewReader(text), file, d.Map, o, ingest.Handlers{
		Scores: func(b *model.ScoreBatch) error {
			for _, s := range b.Scores {
				got = append(got, line(d.Map, b, &s))
			}
			return nil
		},
		Problem: func(p model.Problem) { problems = append(problems, p.Error()) },
	})
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, d.text)
	}
	if sum.Lines != sum.Header+sum.Accepted+sum.Rejected+sum.Dropped+sum.Blank {
		t.Errorf("%s: lines do not add up: %+v", name, sum)
	}
	slices.Sort(got)
	return d, got, problems
}

func TestSuggest(t *testing.T) { suggests(t, slices.Concat(boards, oddBoards)) }

// suggests holds the drafts of boards to what they must come to.
func suggests(t *testing.T, boards []board) {
	t.Helper()
	for _, b := range boards {
		t.Run(b.name, func(t *testing.T) {
			d, got, problems := drafted(t, b.name, b.file, b.text, b.options)
			if len(problems) != b.problems || !slices.Equal(got, b.want) {
				t.Errorf("\n got %s\nwant %s\nproblems %q\n%s", strings.Join(got, "\n     "), strings.Join(b.want, "\n     "), problems, d.text)
			}
			for _, say := range b.say {
				if !strings.Contains(string(d.text), say) {
					t.Errorf("the draft does not say %q\n%s", say, d.text)
				}
			}
		})
	}
}

// line prints a score in one line.
func line(m *boardmap.Map, b *model.ScoreBatch, s *model.Score) string {
	metric, unit := s.Metric.Text, ""
	for _, row := range m.Metrics {
		if row["slug"] == metric {
			unit = row["unit"]
		}
	}
	if strings.HasPrefix(metric, "score-") || metric == "elo" || metric == "cost-usd" || metric == "latency-seconds" {
		metric = ""
	} else {
		metric += " "
	}
	text := fmt.Sprintf("%s|%s|%s%v %s", s.ListedAs, s.Benchmark, metric, s.Value, unit)
	if !math.IsNaN(s.CILow) {
		text += fmt.Sprintf(" [%v, %v]", s.CILow, s.CIHigh)
	}
	if !math.IsNaN(s.CILevel) {
		text += fmt.Sprintf(" %v", s.CILevel)
	}
	if !math.IsNaN(s.StdErr) {
		text += fmt.Sprintf(" ± %v", s.StdErr)
	}
	if s.Rank != 0 {
		text += fmt.Sprintf(" rank %d", s.Rank)
	}
	if s.SampleSize != 0 {
		text += fmt.Sprintf(" n %d", s.SampleSize)
	}
	for i, v := range s.Protocol.Values {
		if v != nil {
			text += fmt.Sprintf(" %s %v", model.ProtocolColumns[i], v)
		}
	}
	return text
}
