package suggest

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"provenance/internal/boardmap"
)

// kindBoards are files of the kinds that once made a draft store a wrong number without a word.
var kindBoards = []board{
	{
		name:     "fields that are missing from one line",
		file:     "short_2025-03-01.csv",
		text:     "system;x1;x2;x3;x4\nAnt;1.5;20;30;40\nBee;2.5;21;31\nCat;3.5;22;32;42\nDog;4.5;23;33;43\nElk;5;24;34;44\n",
		want:     []string{"Ant|x1|1.5 points", "Ant|x2|20 percent", "Ant|x3|30 percent", "Ant|x4|40 percent", "Cat|x1|3.5 points", "Cat|x2|22 percent", "Cat|x3|32 percent", "Cat|x4|42 percent", "Dog|x1|4.5 points", "Dog|x2|23 percent", "Dog|x3|33 percent", "Dog|x4|43 percent", "Elk|x1|5 points", "Elk|x2|24 percent", "Elk|x3|34 percent", "Elk|x4|44 percent"},
		problems: 1,
	},
	{
		name: "a metric that is the board's",
		file: "nq-board_2025-03-01.csv",
		text: "Model,Exact match,Questions\nAnt,44.1%,500\nBee,33%,500\n",
		want: []string{"Ant|nq-board|44.1 percent n 500", "Bee|nq-board|33 percent n 500"},
	},
	{
		name: "the month of the training data",
		file: "cutoffs_2025-03-01.csv",
		text: "Model,Trained until,Knowledge cutoff,GPQA\nAnt 7B,2024-06,2024/5,61.2\nBee 8B,2023-12,2023/11,55\n",
		want: []string{"Ant 7B|gpqa|61.2 percent", "Bee 8B|gpqa|55 percent"},
	},
	{
		name: "ends of intervals in camelCase",
		file: "ends_2025-03-01.csv",
		text: "Model,Accuracy,accuracyCiLow,accuracyCiHigh,Speed_lower_95,Speed,Speed_upper_95\nAnt,61.2,60.1,62.3,10.1,11.2,12.5\nBee,55.1,54.2,56.3,9.9,10.4,11\n",
		want: []string{"Ant|ends-accuracy|61.2 percent [60.1, 62.3]", "Ant|speed|rate 11.2 points [10.1, 12.5] 0.95", "Bee|ends-accuracy|55.1 percent [54.2, 56.3]", "Bee|speed|rate 10.4 points [9.9, 11] 0.95"},
	},
	{
		name: "ends that name a part of the header",
		file: "ratings_2025-03-01.csv",
		text: "model,coding_elo,coding_ci95_low,coding_ci95_high,math_elo,math_ci95_low,math_ci95_high\nAnt,1201,1190,1211,1302,1290,1313\nBee,1101,1090,1111,1202,1190,1213\n",
		want: []string{"Ant|coding-elo|1201 elo [1190, 1211] 0.95", "Ant|math-elo|1302 elo [1290, 1313] 0.95", "Bee|coding-elo|1101 elo [1090, 1111] 0.95", "Bee|math-elo|1202 elo [1190, 1213] 0.95"},
	},
	{
		name: "items of each column, in brackets",
		file: "items_2025-03-01.csv",
		text: "Model,Law,Law (n),Medicine,Medicine (n)\nAnt,61.2,120,77.1,80\nBee,55.1,120,66.2,80\n",
		want: []string{"Ant|law|61.2 percent n 120", "Ant|medicine|77.1 percent n 80", "Bee|law|55.1 percent n 120", "Bee|medicine|66.2 percent n 80"},
	},
	{
		name: "items of each column, and of all",
		file: "items_2025-03-01.csv",
		text: "Model,Law,num_law,Medicine,num_medicine,Average,total questions\nAnt,61.2,120,77.1,80,69,200\nBee,55.1,120,66.2,80,60,200\n",
		want: []string{"Ant|items-average|69 percent n 200", "Ant|law|61.2 percent n 120", "Ant|medicine|77.1 percent n 80", "Bee|items-average|60 percent n 200", "Bee|law|55.1 percent n 120", "Bee|medicine|66.2 percent n 80"},
	},
	{
		name: "headers in camelCase",
		file: "camel_2025-03-01.csv",
		text: "modelName,meanScore,inputPricePerMillion,outputSpeed,firstTokenLatencySeconds,releaseDate,maxOutputTokens\nAnt,61.2,0.5,101.2,0.4,2024-01-02,8192\nBee,55,1.5,90.1,0.5,2024-03-02,4096\n",
		want: []string{"Ant|camel-meanscore|61.2 percent", "Ant|firsttokenlatencyseconds|0.4 seconds", "Ant|inputpricepermillion|cost 0.5 points", "Ant|outputspeed|rate 101.2 points", "Bee|camel-meanscore|55 percent", "Bee|firsttokenlatencyseconds|0.5 seconds", "Bee|inputpricepermillion|cost 1.5 points", "Bee|outputspeed|rate 90.1 points"},
	},
	{
		name: "distances and errors are better when less",
		file: "lower_2025-03-01.csv",
		text: "Model,MAE,Brier,Edit distance,Accuracy\nAnt,0.13,0.02,14,81\nBee,0.2,0.03,19,77.5\n",
		want: []string{"Ant|edit-distance|loss-points 14 points", "Ant|lower-accuracy|81 percent", "Ant|lower-brier|loss-points 0.02 points", "Ant|lower-mae|loss-points 0.13 points", "Bee|edit-distance|loss-points 19 points", "Bee|lower-accuracy|77.5 percent", "Bee|lower-brier|loss-points 0.03 points", "Bee|lower-mae|loss-points 0.2 points"},
	},
	{
		name: "means of ranks",
		file: "ranks_2025-03-01.csv",
		text: "Model,Mean rank,Avg position,GPQA\nAnt,1.2,1.4,81.2\nBee,1.8,1.9,77\nCat,3.0,2.7,66\n",
		want: []string{"Ant|gpqa|81.2 percent", "Bee|gpqa|77 percent", "Cat|gpqa|66 percent"},
	},
	{
		name: "rates of errors, of which one passes 100",
		file: "wers_2025-03-01.csv",
		text: "Model,clean WER,other WER,noisy WER\nAnt,1.2,2.4,103.5\nBee,1.4,2.8,99.1\n",
		want: []string{"Ant|clean-wer|error-percent 1.2 percent", "Ant|noisy-wer|error-percent 103.5 percent", "Ant|other-wer|error-percent 2.4 percent", "Bee|clean-wer|error-percent 1.4 percent", "Bee|noisy-wer|error-percent 99.1 percent", "Bee|other-wer|error-percent 2.8 percent"},
	},
	{
		name: "facts about the models",
		file: "facts_2025-03-01.csv",
		text: "Model,Params (B),Layers,Vocab size,MoE,Multilingual,Context,GPQA,Year\nAnt,7,32,4096,0,1,8192,33.1,2023\nBee,70,80,8192,1,1,131072,44.2,2024\nCat,13,40,5120,0,0,4096,38,2023\n",
		want: []string{"Ant|gpqa|33.1 percent", "Bee|gpqa|44.2 percent", "Cat|gpqa|38 percent"},
	},
	{
		name: "tests of significance",
		file: "tests_2025-03-01.csv",
		text: "Model,GPQA,p,z-score\nAnt,70.1,0.01,2.3\nBee,66,<0.05,1.1\nCat,61.1,0.4,-0.2\n",
		want: []string{"Ant|gpqa|70.1 percent", "Bee|gpqa|66 percent", "Cat|gpqa|61.1 percent"},
	},
	{
		name: "marks at the ends of names",
		file: "marks_2025-03-01.csv",
		text: "Model,GPQA\nAnt **,70.1\nAnt ***,66\nBee*,61.1\nBee**,60\n",
		want: []string{"Ant ***|gpqa|66 percent", "Ant **|gpqa|70.1 percent", "Bee**|gpqa|60 percent", "Bee*|gpqa|61.1 percent"},
	},
	{
		name: "lines of statistics",
		file: "stats_2025-03-01.csv",
		text: "Model,Score,F1\nAnt,70,66\nBee,60,50\nMean,65,58\nMedian,65,58\nStd. dev.,7.1,11\nMin,60,50\nTotal,130,116\n",
		want: []string{"Ant|stats-f1|66 percent", "Ant|stats-score|70 percent", "Bee|stats-f1|50 percent", "Bee|stats-score|60 percent"},
	},
	{
		name: "splits and categories",
		file: "subtasks_2025-03-01.csv",
		text: "model,split,level,accuracy\nAnt,dev,a,50\nAnt,dev,b,50\nAnt,test,a,50\nAnt,test,b,50\n",
		want: []string{`Ant|subtasks|50 percent extra {"level":"a","split":"dev"}`, `Ant|subtasks|50 percent extra {"level":"a","split":"test"}`, `Ant|subtasks|50 percent extra {"level":"b","split":"dev"}`, `Ant|subtasks|50 percent extra {"level":"b","split":"test"}`},
	},
	{
		name: "metrics in columns of a long table",
		file: "mt_2025-03-01.csv",
		text: "Model,Dataset,BLEU,chrF,TER\nAnt,en-de,33.1,55.2,44.1\nBee,en-fr,30.1,52.2,48.1\n",
		want: []string{"Ant|en-de|bleu 33.1 percent", "Ant|en-de|chrf 55.2 percent", "Ant|en-de|ter 44.1 percent", "Bee|en-fr|bleu 30.1 percent", "Bee|en-fr|chrf 52.2 percent", "Bee|en-fr|ter 48.1 percent"},
	},
	{
		name: "precision next to recall",
		file: "cycles_2025-03-01.csv",
		text: "Model,Precision,Recall,Benchmark\nAnt,0.97,0.99,Cycle 1\nBee,0.95,0.98,Cycle 2\n",
		want: []string{"Ant|cycle-1|precision 0.97 proportion", "Ant|cycle-1|recall 0.99 proportion", "Bee|cycle-2|precision 0.95 proportion", "Bee|cycle-2|recall 0.98 proportion"},
	},
	{
		name: "builds in columns",
		file: "builds_2025-03-01.csv",
		text: "Model,Size,Quant,ppl\nAnt,7,Q4,6.1\nAnt,7,Q8,5.9\nAnt,13,Q4,5.1\nBee,7,Q4,7.1\n",
		want: []string{`Ant|builds|loss-points 5.1 points extra {"quant":"Q4","size":"13"}`, `Ant|builds|loss-points 5.9 points extra {"quant":"Q8","size":"7"}`, `Ant|builds|loss-points 6.1 points extra {"quant":"Q4","size":"7"}`, `Bee|builds|loss-points 7.1 points extra {"quant":"Q4","size":"7"}`},
	},
	{
		name: "thousands by a letter",
		file: "letters_2025-03-01.csv",
		text: "Model,Rating,Votes,Plays\nAnt,1302,1.2k,3M\nBee,1290,950,2.2M\n",
		want: []string{"Ant|letters|1302 elo n 1200", "Bee|letters|1290 elo n 950"},
	},
	{
		name: "errors of a spreadsheet",
		file: "errors_2025-03-01.csv",
		text: "Model,A-Bench,B-Bench\nAnt,70,#REF!\nBee,#VALUE!,60\nCat,61,WIP\nDog,50,pending\nElk,49,48\n",
		want: []string{"Ant|a-bench|70 percent", "Bee|b-bench|60 percent", "Cat|a-bench|61 percent", "Dog|a-bench|50 percent", "Elk|a-bench|49 percent", "Elk|b-bench|48 percent"},
	},
	{
		name: "a name where there is no version",
		file: "blank_2025-03-01.csv",
		text: "Name,Model version,GPQA\nAnt,ant-0506,70.1\nBee,,66\nCat,cat-2,60\n",
		want: []string{"Bee|gpqa|66 percent", "ant-0506|gpqa|70.1 percent", "cat-2|gpqa|60 percent"},
	},
	{
		name: "links by formula",
		file: "links_2025-03-01.csv",
		text: "Model,GPQA\n\"=HYPERLINK(\"\"https://ant.example\"\",\"\"Ant 7B\"\")\",70.1\n\"=HYPERLINK(\"\"https://bee.example\"\";\"\"Bee, the second\"\")\",66\nCat,60\n",
		want: []string{"Ant 7B|gpqa|70.1 percent", "Bee, the second|gpqa|66 percent", "Cat|gpqa|60 percent"},
	},
	{
		name: "an error next to a mean",
		file: "spread_2025-03-01.csv",
		text: "Model,Mean,Error,StdDev\nAnt,61.5,0.36,0.3\nBee,50.2,0.3,0.2\n",
		want: []string{"Ant|spread|61.5 percent", "Bee|spread|50.2 percent"},
	},
	{
		name: "numbers of which nothing says what they are",
		file: "numbers_2025-03-01.csv",
		text: "Model,GPQA,Age,Weird thing\nAnt,71,3,40123\nBee,58.5,2,39111\n",
		want: []string{"Ant|gpqa|71 percent", "Bee|gpqa|58.5 percent"},
	},
	{
		name: "the least and the greatest of several runs",
		file: "runs_2025-03-01.csv",
		text: "Model,GPQA score,Std,Min,Max\nAnt,66.1,1.2,64.2,68\nBee,60.2,1.1,58.8,61.9\n",
		want: []string{"Ant|gpqa-score|66.1 percent", "Bee|gpqa-score|60.2 percent"},
		say:  []string{"the least or the greatest of several runs"},
	},
	{
		name: "rates of which more is not better",
		file: "safety_2025-03-01.csv",
		text: "Model,Violation rate,Refusal rate,Attack success rate,Bits per byte\nAnt,11.2,33.1,18.1,0.81\nBee,12.2,30.1,12.2,0.84\n",
		want: []string{"Ant|attack-success-rate|error-percent 18.1 percent", "Ant|bits-per-byte|loss-points 0.81 points", "Ant|refusal-rate|share-percent 33.1 percent", "Ant|violation-rate|error-percent 11.2 percent", "Bee|attack-success-rate|error-percent 12.2 percent", "Bee|bits-per-byte|loss-points 0.84 points", "Bee|refusal-rate|share-percent 30.1 percent", "Bee|violation-rate|error-percent 12.2 percent"},
	},
	{
		name: "ranks of a column are not those of the line",
		file: "ranks_2025-03-01.csv",
		text: "Model,MMLU,MMLU rank,GPQA,GPQA rank\nAnt,81.1,1,44.1,2\nBee,80,2,45.5,1\nΔ,1.1,,-1.4,\n",
		want: []string{"Ant|gpqa|44.1 percent", "Ant|mmlu|81.1 percent", "Bee|gpqa|45.5 percent", "Bee|mmlu|80 percent"},
	},
	{
		name: "frames, steps and seconds are no percentages",
		file: "agents_2025-03-01.csv",
		text: "Model,Success rate,Avg steps,FPS,Avg time (s)\nAnt,61%,12.1,33.1,33.2\nBee,55%,14.2,41,40.1\n",
		want: []string{"Ant|agents-success-rate|61 percent", "Ant|avg-steps|quantity 12.1 points", "Ant|avg-time-s|33.2 seconds", "Ant|fps|rate 33.1 points", "Bee|agents-success-rate|55 percent", "Bee|avg-steps|quantity 14.2 points", "Bee|avg-time-s|40.1 seconds", "Bee|fps|rate 41 points"},
	},
}

func TestSuggestForKinds(t *testing.T) { suggests(t, kindBoards) }

// The questions of a draft: at most one for a plain board, none about what the file shows,
// and no default without evidence.
func TestQuestionsOfADraft(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		want             []string // keys, each with its default after =
	}{
		{"a plain board", "ants_2025-03-01.csv", "Rank,Model,Elo,95% CI,Votes\n1,Ant,1302,+3/-4,1000\n2,Bee,1290,+4/-4,900\n", []string{"evaluator="}},
		{"a plain board with a column of days", "ants.csv", "Model,Score,CI,Votes,Date\nAnt,71.2,±1.2,100,2025-03-01\nBee,68.1,±1.3,100,2025-03-01\n", []string{"unit=score-percent"}},
		{"no day", "ants.csv", "Model,GPQA\nAnt,71.2\nBee,68.1\n", []string{"day="}},
		{"a day of which the order is not clear", "ants.csv", "Model,Date,GPQA\nAnt,03/04/2025,71.2\nBee,05/06/2025,68.1\n", []string{"day-order="}},
		{"two columns that may be names", "ants_2025-03-01.csv", "Foo,Bar,GPQA,MMLU\nAnt,x1,71.2,80.1\nBee,x2,68.1,70.1\n", []string{"name=", "evaluator="}},
		{"names of a known family in one of them", "ants_2025-03-01.csv", "Foo,Bar,GPQA,MMLU\nx1,Gemma 9,71.2,80.1\nx2,Mixtral 9,68.1,70.1\n", []string{"name=Bar", "evaluator="}},
		{"commas of either kind", "ants_2025-03-01.csv", "Model;F1;MMLU\nAnt;71,234;80\nBee;65,120;70\n", []string{"decimal=", "evaluator="}},
		{"points that may separate thousands", "ants_2025-03-01.csv", "Modell;Punkte\nAnt;1.234\nBee;1.201\n", []string{"decimal=", "unit-of-ten=score-points"}},
		{"standard input", "-", "Model,Accuracy,Date\nAnt,71.2,2025-03-01\nBee,68.1,2025-03-01\n", []string{"benchmark="}},
		{"small values", "ants_2025-03-01.csv", "Model,GPQA,Rigour,Wit\nAnt,71.2,8.1,44\nBee,68.1,6,40\n", []string{"unit=score-percent", "unit-of-ten=score-points", "evaluator="}},
	} {
		d, err := DraftMap(strings.NewReader(c.text), c.file, nil)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		m, problems := boardmap.Load("draft.yaml", bytes.NewReader(d.text))
		if m == nil {
			t.Fatalf("%s: %v\n%s", c.name, problems, d.text)
		}
		var got []string
		for _, q := range m.Open(boardmap.Options{}) {
			got = append(got, q.Key+"="+q.Default)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q\n%s", c.name, got, c.want, d.text)
		}
	}
}

// A draft reuses what is on record where the texts are the same, and the unit too.
func TestDraftsKnowTheDatabase(t *testing.T) {
	k := NewKnown()
	for _, row := range [][3]string{{"source", "ants", ""}, {"organization", "ant-labs", ""}, {"benchmark", "logic hard part", "logic-hard"}, {"benchmark", "logic-hard", "logic-hard"}, {"used", "logic-hard", "accuracy"},
		{"name", "x-one", ""}, {"metric accuracy", "slug", "accuracy"}, {"metric accuracy", "name", "Accuracy"}, {"metric accuracy", "unit", "percent"}, {"metric accuracy", "higher_is_better", "true"}} {
		k.Add(row[0], row[1], row[2])
	}
	d, err := DraftMap(strings.NewReader("Foo,Bar,Logic hard part,Puzzle rate\nz1,X One,71.2,0.5\nz2,Y Two,68.1,0.4\n"), "ants_2025-03-01.csv", k)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"default: Bar", `Logic hard part: logic-hard`, "fields: {metric: accuracy}  # on record", `unit: "percent"}  # on record`, "on record: ant-labs"} {
		if !strings.Contains(string(d.text), want) {
			t.Errorf("the draft does not say %q\n%s", want, d.text)
		}
	}
	if strings.Contains(string(d.text), "sources:") {
		t.Errorf("the draft has a source that is on record\n%s", d.text)
	}
}
