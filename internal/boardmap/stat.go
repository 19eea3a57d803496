package boardmap

import (
	"fmt"
	"math"

	"provenance/internal/model"
)

// A stat counts the values of a column, or of a metric that a column names, to find out
// whether they are in the unit of their metric. No single cell shows that. Apart from n
// and zeros it counts only values without a sign, in a metric with the unit percent, if
// the rule states no unit.
type stat struct {
	n, zeros int // all values of a column
	percent  int
	small    int     // of these: from 0 to 1
	between  int     // of these: above 0 and below 1
	line     int     // line of the first value between 0 and 1
	first    string  // that value
	others   float64 // the least value above 1

	intervals, outside int    // of a column: values with an interval, and values outside their interval
	stray              string // the first value outside its interval, with its line
}

// wrongUnit is the number of values from which a column of proportions only is an error. A
// file of one or two lines may well have two small percentages.
const wrongUnit = 3

// countInterval counts the interval of a score.
func (st *stat) countInterval(s *model.Score) {
	if math.IsNaN(s.CILow) && math.IsNaN(s.CIHigh) {
		return
	}
	st.intervals++
	if !(s.Value < s.CILow || s.Value > s.CIHigh) {
		return
	}
	if st.outside++; st.outside == 1 {
		st.stray = fmt.Sprintf("%s with the interval %s to %s in line %d", model.FormatReal(s.Value), formatOrBlank(s.CILow), formatOrBlank(s.CIHigh), s.Line)
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
func (st *stat) looksLikeProportions(column string, info *metricInfo) (text, hint string, ok bool) {
	if st.between == 0 || st.small < st.percent {
		return "", "", false
	}
	text = fmt.Sprintf("all %d values lie within 0 and 1, and metric %s is in percent", st.percent, info.slug)
	if st.percent == 1 {
		text = fmt.Sprintf("the one value, %s, lies within 0 and 1, and metric %s is in percent", st.first, info.slug)
	}
	return text, "if these are proportions, say unit: proportion in the rule of the column; if they are percent indeed, say unit: percent", true
}

// addWarnings appends suspicions about the unit of the values to out.
func (st *stat) addWarnings(out *[]string, column string, info *metricInfo) {
	if text, hint, ok := st.looksLikeProportions(column, info); ok && st.percent < wrongUnit {
		*out = append(*out, fmt.Sprintf("column %q: %s; %s", column, text, hint))
	}
	if st.between > 0 && (st.small == 1 && st.percent > 1 || st.small*4 <= st.percent) && st.others >= 10 {
		*out = append(*out, fmt.Sprintf("column %q: %s in line %d is between 0 and 1, metric %s is in percent, and the least of the other values is %s; is it a proportion?",
			column, st.first, st.line, info.slug, model.FormatReal(st.others)))
	}
}

// unitProblem returns a problem if the values of a column are in another unit than their
// metric. The whole file is then rejected, because no single cell shows which unit it has.
func (st *stat) unitProblem(m *mapping, at int, column string, info *metricInfo) *model.Problem {
	text, hint, ok := st.looksLikeProportions(column, info)
	if !ok || st.percent < wrongUnit {
		return nil
	}
	h := m.head.row
	p := &model.Problem{Position: model.Position{File: m.path, Line: h.Line}, LineTo: h.LineTo, Code: model.CodeUnit, Field: "value", Value: st.first,
		Text: fmt.Sprintf("column %q: %s", column, text), Hint: hint}
	if m.head.lines != nil {
		p.Line, p.LineTo = m.head.lines[at], m.head.lines[at]
	} else {
		p.Line, p.LineTo = st.line, st.line
	}
	return p
}
