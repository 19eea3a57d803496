package boardmap

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// FuzzReadMap reads any text through a map that uses most of what maps can do.
func FuzzReadMap(f *testing.F) {
	files, err := filepath.Glob("../../testdata/dirty/*.csv")
	if err != nil || len(files) == 0 {
		f.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for which := range 4 {
			f.Add(string(b), byte(which))
		}
	}
	f.Add("Model,Acc\nA,1\n\nB,\"2\n", byte(1))
	f.Add("\n\nModel;Acc\nA;1\nB;2;3\n", byte(2))
	f.Add("Model,A,B\nAcc,1,2\n\nOther,\"3\n3\",x\n", byte(3))
	maps := make([]*Map, 4)
	for i, layout := range []string{"", "layout: {ragged: true}\n", "layout: {skip: 2, delimiter: ';'}\n", "layout: {transpose: true, ragged: true}\n"} {
		text := strings.Replace(goodMap, "name: mine\n", "name: mine\n"+layout, 1)
		m, problems := Load("fuzzed.yaml", strings.NewReader(text))
		if m == nil {
			f.Fatal(problems)
		}
		maps[i] = m
	}
	f.Fuzz(func(t *testing.T, text string, which byte) {
		m := maps[int(which)%len(maps)]
		sum, err := Read(strings.NewReader(text), "f.csv", m, Options{}, ingest.Handlers{
			Scores:  func(*model.ScoreBatch) error { return nil },
			Problem: func(model.Problem) {},
		})
		if err != nil || sum.Lines != sum.Header+sum.Accepted+sum.Rejected+sum.Dropped+sum.Blank {
			t.Fatalf("%+v, %v", sum, err)
		}
	})
}
