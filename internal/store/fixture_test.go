package store

import (
	"math"

	"provenance/internal/model"
)

// fixtureBatch makes a batch of records of scores.csv. Terms are shared as a
// reader shares them.
func fixtureBatch(records []*model.Record) *model.ScoreBatch {
	b := &model.ScoreBatch{File: "scores.csv"}
	terms, protocols := map[string]*model.Term{}, map[string]*model.Protocol{}
	for _, r := range records {
		at := r.Table.Column
		term := func(name string) *model.Term {
			text := r.Text(at(name))
			if text == "" {
				return nil
			}
			k := name + "\x1f" + text
			if terms[k] == nil {
				terms[k] = &model.Term{Text: text}
				if name == "listed_as" {
					terms[k].Norm = r.Norm
				}
			}
			return terms[k]
		}
		real := func(name string) float64 {
			if f, ok := r.Values[at(name)].(float64); ok {
				return f
			}
			return math.NaN()
		}
		whole := func(name string) int64 {
			n, _ := r.Values[at(name)].(int64)
			return n
		}
		k := protocolKey(r.Values[at("shots") : at("extra")+1])
		if protocols[k] == nil {
			protocols[k] = &model.Protocol{}
			copy(protocols[k].Values[:], r.Values[at("shots"):at("extra")+1])
		}
		b.Has = r.Has
		b.Scores = append(b.Scores, model.Score{
			Source: term("source"), ListedAs: term("listed_as"), Benchmark: term("benchmark"), Metric: term("metric"), Section: term("section"),
			ReportedOn: term("reported_on"), Evaluator: term("evaluator"), EvaluatedOn: term("evaluated_on"), Asserted: term("asserted_relationship"),
			Protocol: protocols[k], Value: real("value"), Printed: r.Text(at("value_as_printed")),
			CILow: real("ci_low"), CIHigh: real("ci_high"), CILevel: real("ci_level"), StdErr: real("stderr"), SampleSize: whole("sample_size"), Rank: whole("rank"),
			Locator: r.Text(at("locator")), Note: r.Text(at("note")), Revision: whole("revision"), Supersedes: whole("supersedes"), Line: r.Line, LineTo: r.LineTo,
		})
	}
	return b
}

// fixtureFile is the account of a file of n rows without anything wrong in it.
func fixtureFile(table string, n int) File {
	return File{Path: table + ".csv", SHA256: "0000000000000000000000000000000000000000000000000000000000000000", Map: "canonical:" + table,
		Lines: n + 1, Header: 1, Accepted: n, Cells: n}
}

func addFixture(in *Ingest, table *model.Table, records []*model.Record) error {
	if table.Name == "scores" {
		return in.Scores(fixtureBatch(records))
	}
	for _, r := range records {
		if err := in.Add(r); err != nil {
			return err
		}
	}
	return nil
}
