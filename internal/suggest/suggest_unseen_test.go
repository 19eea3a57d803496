package suggest

import (
	"slices"
	"strings"
	"testing"
)

// unseenBoards are files that somebody made who did not know the program: each was
// once drafted wrong without a word.
var unseenBoards = []board{
	{
		name: "ends of intervals in brackets",
		file: "e_2025-03-01.csv",
		text: "Model,Elo Score,Elo 95% CI (low),Elo 95% CI (high),F1,F1 [CI low],F1 [CI high],MMLU,MMLU CI-,MMLU CI+\nAnt,1500,1480.2,1519.8,60.1,58.0,62.2,81.2,79.9,82.5\nBee,1485.5,1466,1505,55,53.1,57.4,77,75.5,78.5\n",
		want: []string{"Ant|e-f1|60.1 percent [58, 62.2]", "Ant|elo-score|1500 elo [1480.2, 1519.8] 0.95", "Ant|mmlu|81.2 percent [79.9, 82.5]", "Bee|e-f1|55 percent [53.1, 57.4]", "Bee|elo-score|1485.5 elo [1466, 1505] 0.95", "Bee|mmlu|77 percent [75.5, 78.5]"},
	},
	{
		name: "limits of confidence",
		file: "l_2025-03-01.csv",
		text: "Model,Win rate,95% LCL,95% UCL,99% LCL,99% UCL\nAnt,71.2,69.0,73.1,68,74\nBee,68.4,66.2,70.9,65,72\n",
		want: []string{"Ant|l|71.2 percent [69, 73.1] 0.95", "Bee|l|68.4 percent [66.2, 70.9] 0.95"},
		say:  []string{`"99% LCL": a second interval of "Win rate"`},
	},
	{
		name: "ranges that are no intervals",
		file: "r_2025-03-01.csv",
		text: "Rank,Model,Elo,Season,Params range\n1-2,Ant,1281,2023-2024,7-13\n1-2,Bee,1250,2024-2025,65-70\n3,Cat,1190,2024-2025,1-3\n",
		want: []string{"Ant|r|1281 elo", "Bee|r|1250 elo", "Cat|r|1190 elo"},
		say:  []string{`Season: ranges, but the values of "Elo" do not lie within them`},
	},
	{
		name: "an interval in another unit",
		file: "u_2025-03-01.csv",
		text: "Model,Acc,95% CI\nAnt,81.2,\"[0.799, 0.825]\"\nBee,77.0,\"[0.755, 0.785]\"\n",
		want: []string{"Ant|u|81.2 percent", "Bee|u|77 percent"},
		say:  []string{`"95% CI": ranges, but the values of "Acc" do not lie within them`},
	},
	{
		name: "confidence and a domain called SE",
		file: "c_2025-03-01.csv",
		text: "Model,Accuracy,Confidence,SE\nAnt,20.3,89.2,40.1\nBee,8.0,91.5,38.7\n",
		want: []string{"Ant|c-accuracy|20.3 percent", "Ant|confidence|89.2 percent", "Bee|c-accuracy|8 percent", "Bee|confidence|91.5 percent"},
		say:  []string{"but as large as a score"},
	},
	{
		name: "languages called lo and hi",
		file: "h_2025-03-01.csv",
		text: "Model,en,bn,hi,lo\nAnt,88.1,55.0,60.2,35.1\nBee,80.3,50.1,56.6,30.0\n",
		want: []string{"Ant|bn|55 percent", "Ant|en|88.1 percent", "Ant|hi|60.2 percent", "Ant|lo|35.1 percent", "Bee|bn|50.1 percent", "Bee|en|80.3 percent", "Bee|hi|56.6 percent", "Bee|lo|30 percent"},
	},
	{
		name: "two intervals and two standard errors",
		file: "t_2025-03-01.csv",
		text: "Model,Score,90% CI,95% CI,SE,Clustered SE\nAnt,81.2,\"[80.1, 82.3]\",\"[79.9, 82.5]\",0.4,0.6\nBee,77.0,\"[75.9, 78.1]\",\"[75.5, 78.5]\",0.5,0.7\n",
		want: []string{"Ant|t|81.2 percent [79.9, 82.5] 0.95 ± 0.4", "Bee|t|77 percent [75.5, 78.5] 0.95 ± 0.5"},
		say:  []string{`"90% CI": a second interval`, "Clustered SE: a second standard error"},
	},
	{
		name: "one line whose ends are swapped",
		file: "s_2025-03-01.csv",
		text: "Model,Score,CI lower,CI upper\nAnt,81.2,79.9,82.5\nBee,77.0,78.5,75.5\n",
		want: []string{"Ant|s|81.2 percent", "Bee|s|77 percent"},
		say:  []string{"by its header one end of an interval"},
	},
	{
		name: "days with slashes, and lines counted from 0",
		file: "d.csv",
		text: "#,Model,Submission Date,Avg\n0,Ant,2023/8/23,73.7\n1,Bee,2023/10/24,73.2\n2,Cat,2023/6/25,71.1\n",
		want: []string{"Ant|d|73.7 percent", "Bee|d|73.2 percent", "Cat|d|71.1 percent"},
		say:  []string{`reported_on: {column: Submission Date, date: "2006/1/2|2006/01/02"}`, "it counts the lines"},
	},
	{
		name: "months before years",
		file: "m.csv",
		text: "Date,Model,Success rate\n02/2025,Ant,58.1\n12/2024,Bee,53.0\n9/2024,Cat,48.0\n",
		want: []string{"Ant|m|58.1 percent", "Bee|m|53 percent", "Cat|m|48 percent"},
		say:  []string{`date: "1/2006"`},
	},
	{
		name: "days of other forms",
		file: "f.csv",
		text: "Model,Submitted,Acc\nAnt,03-Mar-2025,71.0\nBee,2025-5-1,72.5\nCat,2025年5月1日,70\nDog,01-Mar-25,69\nEel,2025-05-01T12:00:00.123456,68\nFly,2025-05-01 12:00:00 UTC,67\n",
		want: []string{"Ant|f|71 percent", "Bee|f|72.5 percent", "Cat|f|70 percent", "Dog|f|69 percent", "Eel|f|68 percent", "Fly|f|67 percent"},
	},
	{
		name: "seconds since 1970",
		file: "t_2025-03-01.csv",
		text: "Model,timestamp,Acc\nAnt,1714521600,71.0\nBee,1714608000,72.5\nCat,1714694400,70.5\n",
		want: []string{"Ant|t|71 percent", "Bee|t|72.5 percent", "Cat|t|70.5 percent"},
		say:  []string{"in seconds since 1970"},
	},
	{
		name: "tasks in the lines and models in the columns",
		file: "q_2025-03-01.csv",
		text: "Language,o3-high,GPT-9,Claude 9\nArabic,0.904,0.890,0.8311\nBengali,0.878,0.8734,0.8014\n",
		want: []string{"Claude 9|arabic|0.8311 proportion", "Claude 9|bengali|0.8014 proportion", "GPT-9|arabic|0.89 proportion", "GPT-9|bengali|0.8734 proportion", "o3-high|arabic|0.904 proportion", "o3-high|bengali|0.878 proportion"},
		say:  []string{"3 of 3 headers look like names of models, and no cell of the first column does"},
	},
	{
		name: "the same with baselines and an average",
		file: "q_2025-03-01.csv",
		text: "Benchmark,Random,GPT-9,Claude 9,Average,Human\nAnatomy,25,47.4,56.3,42.9,80\nAstronomy,25,48,65.8,46.3,85\n",
		want: []string{"Claude 9|anatomy|56.3 percent", "Claude 9|astronomy|65.8 percent", "GPT-9|anatomy|47.4 percent", "GPT-9|astronomy|48 percent"},
	},
	{
		name: "several columns that name a benchmark before the models",
		file: "o_2025-03-01.csv",
		text: "Capability,Benchmark,Description,Gemini 9 Pro,o3-mini high\nReasoning,HLE,no tools,18.8%,14.0%\nScience,GPQA diamond,single attempt,84.0%,79.7%\n",
		want: []string{"Gemini 9 Pro|reasoning-hle-no-tools|18.8 percent", "Gemini 9 Pro|science-gpqa-diamond-single-attempt|84 percent", "o3-mini high|reasoning-hle-no-tools|14 percent", "o3-mini high|science-gpqa-diamond-single-attempt|79.7 percent"},
		say:  []string{"header_rows: 3, transpose: true"},
	},
	{
		name: "a column of groups beside columns of benchmarks",
		file: "g_2025-03-01.csv",
		text: "Category,Model,MMLU,GPQA\nOpen,Ant,87.3,51.1\nOpen,Bee,86.1,49.0\nClosed,Cat,88.7,53.6\n",
		want: []string{"Ant|gpqa|51.1 percent", "Ant|mmlu|87.3 percent", "Bee|gpqa|49 percent", "Bee|mmlu|86.1 percent", "Cat|gpqa|53.6 percent", "Cat|mmlu|88.7 percent"},
		say:  []string{"Category: it groups the lines"},
	},
	{
		name:     "names that stand for the lines below them",
		file:     "n_2025-03-01.csv",
		text:     "Model,Prompt,GPQA\nAnt,zero-shot,49.9\n,CoT,53.6\nBee,zero-shot,54.0\n,CoT,59.4\n",
		want:     []string{"Ant|gpqa|49.9 percent", "Bee|gpqa|54 percent"},
		say:      []string{"2 lines with values but no model", "repeat it on each of them"},
		problems: 2,
	},
	{
		name: "standard errors in lines of their own",
		file: "w_2025-03-01.csv",
		text: "model,task,metric,value\nAnt,arc,acc,0.7643\nAnt,arc,acc_stderr,0.0087\nBee,arc,acc,0.80\nBee,arc,acc_stderr,0.008\n",
		want: []string{"Ant|arc|acc 0.7643 proportion", "Bee|arc|acc 0.8 proportion"},
		say:  []string{"in: [acc_stderr], why: standard errors"},
	},
	{
		name: "pairs of prices and of shares",
		file: "p_2025-03-01.csv",
		text: "Model,Price $/M (in / out),Win/Tie/Loss %\nAnt,$5 / $25,45.1%/10.2%/44.7%\nBee,$2 / $12,40.0%/12.0%/48.0%\n",
		want: []string{"Ant|price-m-in-out|5 usd", "Ant|win-tie-loss|45.1 percent", "Bee|price-m-in-out|2 usd", "Bee|win-tie-loss|40 percent"},
	},
	{
		name: "comments with commas above the header",
		file: "k_2025-03-01.csv",
		text: "# contact: a@b.example, c@d.example\n# easy, hard, in percent\nmodel,easy,hard\nAnt,80.5,25.1\nBee,77.2,19\nCat,70,11\n",
		want: []string{"Ant|easy|80.5 percent", "Ant|hard|25.1 percent", "Bee|easy|77.2 percent", "Bee|hard|19 percent", "Cat|easy|70 percent", "Cat|hard|11 percent"},
		say:  []string{"skip: 2"},
	},
	{
		name: "a line of groups that is too short",
		file: "z_2025-03-01.csv",
		text: ",Reasoning,,Coding\nModel,Logic,Puzzles,Python,Go\nAnt,81.2,70,66.5,60.1\nBee,64.0,55.5,50.0,41\n",
		want: []string{"Ant|go|60.1 percent", "Ant|logic|81.2 percent", "Ant|puzzles|70 percent", "Ant|python|66.5 percent", "Bee|go|41 percent", "Bee|logic|64 percent", "Bee|puzzles|55.5 percent", "Bee|python|50 percent"},
		say:  []string{"line 1 is left out: if it groups the columns, give it 5 fields, and say header_rows: 2 and skip: 0"},
	},
	{
		name: "headers that only seem to tell a unit",
		file: "i_2025-03-01.csv",
		text: "Model,LiveCodeBench (10/01/2024-02/01/2025),50% time horizon (min),Real-Time QA,Error Correction,Score min,Net worth\nAnt,32.8,137,71.2,55.0,70.1,\"$2,217.93\"\nBee,43.4,92,66.0,52.1,66.6,$906.86\n",
		want: []string{"Ant|50-time-horizon-min|quantity 137 points", "Ant|error-correction|55 percent", "Ant|livecodebench-10-01-2024-02-01-2025|32.8 percent", "Ant|net-worth|earned-usd 2217.93 usd", "Ant|real-time-qa|71.2 percent", "Ant|score-min|70.1 percent", "Bee|50-time-horizon-min|quantity 92 points", "Bee|error-correction|52.1 percent", "Bee|livecodebench-10-01-2024-02-01-2025|43.4 percent", "Bee|net-worth|earned-usd 906.86 usd", "Bee|real-time-qa|66 percent", "Bee|score-min|66.6 percent"},
	},
	{
		name: "lines that are no models, and marks in headers",
		file: "j_2025-03-01.csv",
		text: "Model,MMLU¹,HumanEval [1],Accuracy Mean (SD)\nAnt,81.2,70.1,81.2 (4.1)\nBee,66,60.2,77.0 (3.9)\nStd dev,8.2,5,1.1 (0.1)\n",
		want: []string{"Ant|accuracy-mean-sd|81.2 percent", "Ant|humaneval|70.1 percent", "Ant|mmlu|81.2 percent", "Bee|accuracy-mean-sd|77 percent", "Bee|humaneval|60.2 percent", "Bee|mmlu|66 percent"},
		say:  []string{"in: [Std dev], why: not models"},
	},
	{
		name: "papers before approaches",
		file: "a_2025-03-01.csv",
		text: "Paper,Approach,EM\nAttention is all,Ant-XL,50.1\nBERT: pretraining,Bee-large,55.3\n",
		want: []string{"Ant-XL|a|50.1 percent", "Bee-large|a|55.3 percent"},
	},
	{
		name: "commas of which nothing tells what they are",
		file: "v_2025-03-01.csv",
		text: "Modell;F1\nAnt;71,234\nBee;65,120\n",
		want: []string{"Ant|v|71234 points", "Bee|v|65120 points"},
		say:  []string{`"71,234" is read with a thousands comma; if it is a decimal comma, say decimal: comma`},
	},
	{
		name: "a reasoning that is yes or no",
		file: "y_2025-03-01.csv",
		text: "Model,Reasoning,AIME\nAnt,No,79.1%\nAnt,Yes,86.5%\n",
		want: []string{`Ant|aime|79.1 percent extra {"reasoning":"No"}`, `Ant|aime|86.5 percent extra {"reasoning":"Yes"}`},
	},
}

// refusedBoards are files that no draft is made for, and what is said of them.
var refusedBoards = []struct{ name, text, want string }{
	{"benchmarks that stand for the lines below them", "Benchmark,Model,Setting,Score\nMMLU,Ant,5-shot,88.7\n,Bee,5-shot,86.8\nHumanEval,Ant,0-shot,90.2\n,Bee,0-shot,84.9\n", `column "Benchmark" is blank in 2 lines`},
	{"scorers and epochs", "model,task,scores,epochs\nAnt,gpqa,\"choice:0.493±0.031,strict:0.481±0.031\",4\nBee,gpqa,\"choice:0.591±0.029,strict:0.570±0.029\",4\n", "form: scorers"},
	{"models under another name", "Params,MMLU\n7B,45.1\n13B,54.2\n", `"Params" has a value of its own, but its header suggests another field`},
	{"numbers behind pictures", "Model,MMLU\nAnt,🥇 81.2\nBee,🥈 77.0\n", `"MMLU" is left out: text, such as "🥇 81.2"`},
	{"models in two header rows", "Benchmark,OpenAI,,Anthropic,\n,GPT-4o,o3,Claude 3.5,Claude 4\nMMLU,88.7,91.2,88.3,90.0\nGPQA,53,80,59,70\n", "if the models are columns, keep only the header line that names them"},
}

func TestSuggestForBoardsOfOthers(t *testing.T) {
	suggests(t, slices.Concat(unseenBoards, foundBoards))
	for _, b := range refusedBoards {
		t.Run(b.name, func(t *testing.T) {
			if d, err := DraftMap(strings.NewReader(b.text), "board.csv", nil); err == nil {
				t.Errorf("a draft was made:\n%s", d.text)
			} else if !strings.Contains(err.Error(), b.want) {
				t.Errorf("got %q, want %q in it", err, b.want)
			}
		})
	}
}
