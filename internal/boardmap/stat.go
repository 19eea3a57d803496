package boardmap

import (
	"fmt"
	"math"

	"provenance/internal/ingest"
	"provenance/internal/model"
	"provenance/internal/oddity"
)

// A stat counts the values of a column, or of a metric that a column names, to find out
// whether they are in the unit of their metric. No single cell shows that.
type stat struct {
	oddity.Column                // all values of a column
	failed        oddity.LineSet // cells with an error of a spreadsheet
	failure       string         // the first of these errors
	plain         int            // values without a sign, if the rule states no unit; the next three are of these
	small         int            // from 0 to 1
	between       oddity.LineSet // above 0 and below 1
	above         oddity.LineSet // above 1
	first         string         // the first value between 0 and 1
	others        float64        // the least value above 1
	intervals     int            // values with an interval
	outside       oddity.LineSet // values outside their interval
	stray         string         // the first of them, with its interval
}

// wrongUnit is the number of values from which a column of proportions only is an error. A
// file of one or two lines may well have two small percentages.
const wrongUnit = 3

// countValue counts a value of a column, and of its metric.
func (t *target) countValue(st *stat, info *metricInfo, q ingest.Quantity, line int) {
	t.stat.Column.Add(q.Value, line)
	if t.rule.Unit != "" || q.Sign != 0 || info.unit != "percent" && info.unit != "points" && info.unit != "proportion" {
		return
	}
	st.plain++
	switch {
	case q.Value > 1:
		if st.above.Add(line); st.others == 0 || q.Value < st.others {
			st.others = q.Value
		}
	case q.Value >= 0:
		if st.small++; q.Value > 0 && q.Value < 1 {
			if st.between.Add(line); st.between.N == 1 {
				st.first = model.FormatReal(q.Value)
			}
		}
	}
}

// countInterval counts the interval of a score.
func (st *stat) countInterval(s *model.Score) {
	if math.IsNaN(s.CILow) && math.IsNaN(s.CIHigh) {
		return
	}
	st.intervals++
	if !(s.Value < s.CILow || s.Value > s.CIHigh) {
		return
	}
	if st.outside.Add(s.Line); st.outside.N == 1 {
		st.stray = fmt.Sprintf("%s with the interval %s to %s", model.FormatReal(s.Value), formatOrBlank(s.CILow), formatOrBlank(s.CIHigh))
	}
}

func formatOrBlank(f float64) string {
	if math.IsNaN(f) {
		return "(nothing)"
	}
	return model.FormatReal(f)
}

// looksLikeProportions reports whether all values of a metric in percent are between 0 and
// 1. It returns a text and a hint for the user.
func (st *stat) looksLikeProportions(info *metricInfo) (text, hint string, ok bool) {
	if st.between.N == 0 || st.small < st.plain || info.unit != "percent" {
		return "", "", false
	}
	text = fmt.Sprintf("all %d values lie within 0 and 1, and metric %s is in percent", st.plain, info.slug)
	if st.plain == 1 {
		text = fmt.Sprintf("the one value, %s, lies within 0 and 1, and metric %s is in percent", st.first, info.slug)
	}
	return text, "if these are proportions, say unit: proportion in the rule of the column; if they are percent indeed, say unit: percent", true
}

// unitProblem returns a problem if the values of a column are in another unit than their
// metric. The whole file is then rejected, because no single cell shows which unit it has.
func (st *stat) unitProblem(m *mapping, at int, column string, info *metricInfo) *model.Problem {
	text, hint, ok := st.looksLikeProportions(info)
	if !ok || st.plain < wrongUnit {
		return nil
	}
	h := m.head.row
	p := &model.Problem{Position: model.Position{File: m.path, Line: h.Line}, LineTo: h.LineTo, Code: model.CodeUnit, Field: "value", Value: st.first,
		Text: fmt.Sprintf("column %q: %s", column, text), Hint: hint}
	if m.head.lines != nil {
		p.Line, p.LineTo = m.head.lines[at], m.head.lines[at]
	} else {
		p.Line, p.LineTo = st.between.First[0], st.between.First[0]
	}
	return p
}
