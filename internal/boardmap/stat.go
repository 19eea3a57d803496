package boardmap

import (
	"fmt"
	"math"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// A stat counts the values of a column, or of a metric that a column names, to find out
// whether they are in the unit of their metric. No single cell shows that.
type stat struct {
	n, zeros    int // all values of a column
	least, most extremes
	negative    float64 // a value below 0
	negatives   lineSet // values below 0
	mixed       bool    // not all of them are the same
	failed      lineSet // cells with an error of a spreadsheet
	failure     string  // the first of these errors
	plain       int     // values without a sign, if the rule states no unit; the next three are of these
	small       int     // from 0 to 1
	between     lineSet // above 0 and below 1
	above       lineSet // above 1
	first       string  // the first value between 0 and 1
	others      float64 // the least value above 1
	intervals   int     // values with an interval
	outside     lineSet // values outside their interval
	stray       string  // the first of them, with its interval
}

// A lineSet counts lines, and holds the first of them.
type lineSet struct {
	n     int
	first [4]int
}

func (l *lineSet) add(line int) {
	if l.n < len(l.first) {
		l.first[l.n] = line
	}
	l.n++
}

func (l *lineSet) String() string { return model.LineList(l.first[:min(l.n, len(l.first))], l.n) }

// extremes are the two least distinct values of a column. Those of the negated values are
// the two greatest.
type extremes struct {
	value, next float64
	at          lineSet // of value
}

func (e *extremes) add(v float64, line int) {
	switch {
	case e.at.n == 0:
		e.value, e.next = v, math.Inf(1)
		e.at.add(line)
	case v >= e.next:
	case v == e.value:
		e.at.add(line)
	case v < e.value:
		e.value, e.next, e.at = v, e.value, lineSet{}
		e.at.add(line)
	default:
		e.next = v
	}
}

// wrongUnit is the number of values from which a column of proportions only is an error. A
// file of one or two lines may well have two small percentages.
const wrongUnit = 3

// countValue counts a value of a column, and of its metric.
func (t *target) countValue(st *stat, info *metricInfo, q ingest.Quantity, line int) {
	own := &t.stat
	own.n++
	if q.Value == 0 {
		own.zeros++
	}
	if own.n == 1 || q.Value < own.least.next {
		own.least.add(q.Value, line)
	}
	if own.n == 1 || -q.Value < own.most.next {
		own.most.add(-q.Value, line)
	}
	if q.Value < 0 {
		own.mixed = own.mixed || own.negatives.n > 0 && own.negative != q.Value
		own.negative = q.Value
		own.negatives.add(line)
	}
	if t.rule.Unit != "" || q.Sign != 0 || info.unit != "percent" && info.unit != "points" && info.unit != "proportion" {
		return
	}
	st.plain++
	switch {
	case q.Value > 1:
		if st.above.add(line); st.others == 0 || q.Value < st.others {
			st.others = q.Value
		}
	case q.Value >= 0:
		if st.small++; q.Value > 0 && q.Value < 1 {
			if st.between.add(line); st.between.n == 1 {
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
	if st.outside.add(s.Line); st.outside.n == 1 {
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
	if st.between.n == 0 || st.small < st.plain || info.unit != "percent" {
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
		p.Line, p.LineTo = st.between.first[0], st.between.first[0]
	}
	return p
}
