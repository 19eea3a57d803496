package suggest

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"provenance/internal/boardmap"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

func TestSuggestRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "the file is empty"},
		{"blank lines", " \n\n", "the file is empty"},
		{"JSON", `[{"model": "Ant", "score": 1}]`, "this is JSON, not a table"},
		{"a JSON object", "{\n  \"models\": []\n}\n", "this is JSON, not a table"},
		{"a page", "<!DOCTYPE html>\n<table><tr><td>Ant</td></tr></table>", "this is a page of HTML"},
		{"a spreadsheet", "PK\x03\x04\x14\x00\x06\x00", "this is a spreadsheet"},
		{"Parquet", "PAR1\x15\x04\x15", "this is a binary file"},
		{"prose", "We ran the models.\n\nAnt came first and Bee came second.\n", "no table found"},
		{"a header alone", "model,score\n", "the file has a header but no lines below it"},
		{"quotation marks in fields that have none around them", "rank,model,score\n1,<a href=\"x\">Ant</a>,9\n", "no line below the header can be read; line 2, column 11: a quotation mark is out of place"},
		{"one column", "model\nAnt\nBee\n", "no table found"},
		{"no values", "model,license\nAnt,MIT\nBee,Apache\n", "no column of values found"},
		{"no names", "a,b\n1,2\n3,4\n", "no column holds model names"},
		{"decimal commas next to points", "Model;MMLU;GPQA\nAnt;81,2;40.5\nBee;77,5;30.1\n", "other columns use decimal points"},
		{"no header", "Ant-9 7B,81.2,40.1\nBee-9 7B,77,30.2\nCat-9 7B,70,20\n", "the first line looks like data"},
		{"ranks alone", "Model,Coding,Math\nAnt,1,2\nBee,2,1\nCat,3,4\nDog,4,3\n", "these look like ranks"},
		{"each against each", "Model,Ant,Bee\nAnt,,0.6\nBee,0.4,\n", "model against model"},
		{"duels", "Model A,Model B,Win rate A\nAnt,Bee,0.6\nAnt,Cat,0.7\n", "each line compares two models"},
		{"two tables", "Model,MMLU,GPQA\nAnt,81.2,40\nBee,77,30\nModel,AIME,DROP\nAnt,20,60\nBee,10,50\n", "a second table begins"},
		{"models above metrics", ",GPT-9,GPT-9,Llama-9,Llama-9\n,acc,f1,acc,f1\nMMLU,0.8,0.7,0.6,0.5\nARC-c,0.9,0.8,0.7,0.6\nDROP,0.5,0.5,0.5,0.4\n", "the header seems to name models"},
		{"Latin-1", "Model,MMLU\nMod\xe8le,81.2\n", "line 2 is not UTF-8"},
		{"a space between thousands", "Model;Votes\nAnt;1 287\nBee;1 300\n", "write thousands without a space"},
		{"numbers about", "Model,MMLU\nAnt,~81\nBee,~77\n", `"~81" is not read as a number`},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := DraftMap(strings.NewReader(c.text), "f.csv", nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
				if d != nil {
					t.Logf("%s", d.text)
				}
			}
		})
	}
}

// A draft says nothing that the file does not: it can be loaded, reads as many
// lines as the file has, and every column is in it by name or left out by name.
func FuzzSuggest(f *testing.F) {
	for _, b := range slices.Concat(boards, oddBoards) {
		f.Add(b.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := DraftMap(strings.NewReader(text), "f_2025-03-01.csv", nil)
		if err != nil {
			if strings.Contains(err.Error(), "the drafted map cannot be loaded") {
				t.Fatalf("%v", err)
			}
			return
		}
		if _, problems := boardmap.Load("draft.yaml", bytes.NewReader(d.text)); len(problems) > 0 {
			t.Fatalf("%v\n%s", problems, d.text)
		}
		sum, err := boardmap.Read(strings.NewReader(text), "f_2025-03-01.csv", d.Map, boardmap.Options{ReportedOn: "2025-03-01"}, ingest.Handlers{Scores: func(*model.ScoreBatch) error { return nil }, Problem: func(model.Problem) {}})
		if err == nil && sum.Lines != sum.Header+sum.Accepted+sum.Rejected+sum.Dropped+sum.Blank {
			t.Fatalf("%+v\n%s", sum, d.text)
		}
	})
}
