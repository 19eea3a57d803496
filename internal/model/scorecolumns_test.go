package model

import (
	"math"
	"testing"
)

// TestScoreColumns holds each column to the fields of a row: exactly one accessor, NULL
// where nothing is stated, and a column of scores.csv that exists.
func TestScoreColumns(t *testing.T) {
	nan := math.NaN()
	empty := &ScoreRow{Score: &Score{CILow: nan, CIHigh: nan, CILevel: nan, StdErr: nan}}
	full := &ScoreRow{
		Score:     &Score{CILow: 1, CIHigh: 2, CILevel: .95, StdErr: .5, SampleSize: 7, Rank: 3, EvaluatedOn: &Term{Text: "2025-04"}, Asserted: &Term{Text: "third_party"}, Note: "n", ExternalID: "e-1", Meta: `{"a":1}`},
		VariantID: 4, EvaluatorID: 5, PrintedText: "1.0", LocatorText: "p. 3",
	}
	seen := map[any]string{}
	for i := range ScoreColumns {
		c := &ScoreColumns[i]
		n := 0
		for _, set := range []bool{c.Real != nil, c.Whole != nil, c.Text != nil} {
			if set {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s has %d accessors, want 1", c.Name, n)
			continue
		}
		if v := c.Value(empty); v != nil || c.States(empty) {
			t.Errorf("%s of a row that states nothing: got %v, want nil", c.Name, v)
		}
		v := c.Value(full)
		if v == nil || !c.States(full) {
			t.Errorf("%s of a row that states everything: got nil", c.Name)
		}
		if other := seen[v]; other != "" {
			t.Errorf("%s and %s read the same field", c.Name, other)
		}
		seen[v] = c.Name
		if c.CSV != "" && TableNamed("scores").Column(c.CSV) < 0 {
			t.Errorf("%s: scores.csv has no column %s", c.Name, c.CSV)
		}
	}
}
