package ingest

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"provenance/internal/csvtest"
	"provenance/internal/model"
)

// acceptedRows reads a canonical CSV and returns what was accepted, each record as
// its canonical cells.
func acceptedRows(t testing.TB, text []byte, table *model.Table) (rows [][]string, problems int) {
	t.Helper()
	sum, err := Read(bytes.NewReader(text), "f.csv", table, Handlers{
		Record: func(r *model.Record) error {
			cells := make([]string, len(r.Values))
			for i := range r.Values {
				cells[i] = r.Text(i)
			}
			rows = append(rows, cells)
			return nil
		},
		Scores: func(b *model.ScoreBatch) error {
			for i := range b.Scores {
				rows = append(rows, scoreCells(table, &b.Scores[i]))
			}
			return nil
		},
		Problem: func(model.Problem) { problems++ },
	})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	if sum.Lines != sum.Header+sum.Accepted+sum.Rejected+sum.Dropped+sum.Blank || len(rows) > 0 && problems == 0 && sum.Bytes != int64(len(text)) {
		t.Fatalf("%q: %+v", text, sum)
	}
	return rows, problems
}

// scoreCells returns the canonical cells of a score.
func scoreCells(table *model.Table, s *model.Score) []string {
	cells := make([]string, len(table.Columns))
	set := func(name, text string) { cells[table.Column(name)] = text }
	for name, t := range map[string]*model.Term{"source": s.Source, "listed_as": s.ListedAs, "section": s.Section, "benchmark": s.Benchmark, "metric": s.Metric,
		"reported_on": s.ReportedOn, "evaluated_on": s.EvaluatedOn, "evaluator": s.Evaluator, "asserted_relationship": s.Asserted} {
		if t != nil {
			set(name, t.Text)
		}
	}
	for name, f := range map[string]float64{"value": s.Value, "ci_low": s.CILow, "ci_high": s.CIHigh, "ci_level": s.CILevel, "stderr": s.StdErr} {
		if !math.IsNaN(f) {
			set(name, model.FormatReal(f))
		}
	}
	for name, n := range map[string]int64{"sample_size": s.SampleSize, "rank": s.Rank, "revision": s.Revision, "supersedes": s.Supersedes} {
		if n != 0 {
			set(name, fmt.Sprint(n))
		}
	}
	set("value_as_printed", s.Printed)
	set("locator", s.Locator)
	set("note", s.Note)
	at := table.Column(model.ProtocolColumns[0])
	for i, v := range s.Protocol.Values {
		cells[at+i] = model.FormatValue(table.Columns[at+i].Kind, v)
	}
	return cells
}

// written writes records as the export does.
func written(t testing.TB, table *model.Table, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(table.Header())
	for _, r := range rows {
		cells := slices.Clone(r)
		for i, c := range table.Columns {
			if c.Kind == model.Text {
				cells[i] = model.Guard(cells[i])
			}
			if cells[i] == "" && c.Null != "" {
				cells[i] = c.Null
			}
		}
		w.Write(cells)
	}
	w.Flush()
	return b.Bytes()
}

// survives checks that what is accepted of a file is read again from what is
// written of it, whole and with no problem.
func survives(t testing.TB, text []byte, table *model.Table) {
	t.Helper()
	rows, _ := acceptedRows(t, text, table)
	if len(rows) == 0 {
		return
	}
	out := written(t, table, rows)
	again, problems := acceptedRows(t, out, table)
	if problems > 0 || !slices.EqualFunc(rows, again, slices.Equal) {
		t.Fatalf("%q: accepted\n%q\nwritten %q\nread again, with %d problems\n%q", text, rows, out, problems, again)
	}
}

// FuzzRead reads any bytes as tables. The reader itself checks that every byte
// is accounted for; csvfile.FuzzSplit checks the splitter.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"slug,name,url,note\nmeta,Meta,https://meta.com,'=1+1\n",
		"slug,name\na,\"x\ny\"\n\n,\nb,\"c\n",
		"slug,name\r\na,\"b\r\nc\"\r\n",
		"slug,name\ra,b\r\r",
		"source,listed_as,benchmark,metric,value\ns,M,b,m,1\ns,'-M,b,m,-0\ns,=M,b,m,1e309\n",
		"source,listed_as,benchmark,metric,value,value_as_printed,ci_low,ci_high,shots,extra,reported_on\ns,M,b,m,1.50,+13/-12,1,2,5,\"{\"\"a\"\": 1}\",2025-04\n",
		"slug,name\na,\x00\nb,\xff\nc,\u200b\n",
		"\ufeffslug,name\na,b",
		"slug,name\na,' \nb,'\t\nc,''\n",
		"slug,name\n\"\n0,\xd9", // read again after the quotation mark, from another chunk than the last
	} {
		f.Add([]byte(s))
	}
	f.Add(csvtest.Gzip("slug,name\na,A\n"))
	f.Add(csvtest.Gzip("slug,name\na,A\n")[:20])
	f.Add(csvtest.UTF16LE("slug,name\na,A\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, name := range []string{"organizations", "scores"} {
			survives(t, b, model.TableNamed(name))
		}
	})
}

// The values of a file are never shared between a text and the place that
// it was read from: io.Reader may hand out one byte at a time.
type oneByte struct{ r io.Reader }

func (o oneByte) Read(p []byte) (int, error) {
	if len(p) > 1 {
		p = p[:1]
	}
	return o.r.Read(p)
}

func TestSlowReaderGivesTheSame(t *testing.T) {
	text := "slug,name,note\na,A,\"x\ny\"\nb,\"B\n\n\nc,C,'=1\n"
	want, wantProblems := acceptedRows(t, []byte(text), model.TableNamed("organizations"))
	var got [][]string
	n := 0
	_, err := Read(oneByte{strings.NewReader(text)}, "f.csv", model.TableNamed("organizations"), Handlers{
		Record: func(r *model.Record) error {
			var cells []string
			for i := range r.Values {
				cells = append(cells, r.Text(i))
			}
			got = append(got, cells)
			return nil
		}, Problem: func(model.Problem) { n++ }})
	if err != nil || n != wantProblems || !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("got %q with %d problems, %v; want %q with %d", got, n, err, want, wantProblems)
	}
}
