package oddity

import (
	"math"

	"provenance/internal/model"
)

// A LineSet counts lines, and holds the first of them.
type LineSet struct {
	N     int
	First [4]int
}

// Add counts a line.
func (l *LineSet) Add(line int) {
	if l.N < len(l.First) {
		l.First[l.N] = line
	}
	l.N++
}

func (l *LineSet) String() string { return model.LineList(l.First[:min(l.N, len(l.First))], l.N) }

// Extremes are the two least distinct values of a column. Those of the negated values are
// the two greatest.
type Extremes struct {
	Value, Next float64
	At          LineSet // of Value
}

// Add counts a value.
func (e *Extremes) Add(v float64, line int) {
	switch {
	case e.At.N == 0:
		e.Value, e.Next = v, math.Inf(1)
		e.At.Add(line)
	case v >= e.Next:
	case v == e.Value:
		e.At.Add(line)
	case v < e.Value:
		e.Value, e.Next, e.At = v, e.Value, LineSet{}
		e.At.Add(line)
	default:
		e.Next = v
	}
}
