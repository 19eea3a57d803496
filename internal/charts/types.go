package charts

import (
	"errors"
	"math"
	"slices"
)

// ErrEmpty is returned, wrapped, where there is nothing to draw.
var ErrEmpty = errors.New("no data for this chart")

// ErrTooMany is returned, wrapped, where the models would look alike.
var ErrTooMany = errors.New("too many models")

// A Score is one reported score.
type Score struct {
	Value         float64
	Printed       string // as it is to be shown
	CILow, CIHigh *float64
	CILevel       float64  // of the interval, .95, say; 0: not stated
	StdErr        *float64 // drawn as ±1.96 of it where there is no interval
	Rank          int      // as the board prints it; 0: not stated
	Release       Release
	Footnote      string // why it must not be taken as it stands, or ""
}

// A Series is one model or variant across benchmarks.
type Series struct{ Name string }

// Bars is a figure of models by benchmarks. Benchmarks in several units, or in
// one where lower is better among others, stand in panels, each with an axis of
// its own, and so do benchmarks whose values differ so much in size that the
// smaller would not be seen.
type Bars struct {
	About
	Subject       string   // what is shown, for the subtitle: "Scores in ..."
	Unit          string   // "%", "proportion", "Elo" or a word; Elo has no zero, so it is drawn as points
	Units         []string // by benchmark, where they differ; else nil
	LowerIsBetter bool
	Lower         []bool // by benchmark, where they differ; else nil
	Benchmarks    []string
	Series        []Series
	Values        [][]*Score  // by benchmark, then series; nil is not reported
	Others        [][]float64 // by benchmark: values of the same source, on the same terms, that are not drawn, so that the title names no false leader; may be nil
	Day           string      // of the scores, where the source has other days, too: the title says it
	Partial       bool        // scores of the source were left out, so nil may be one of them
}

// interval returns the ends of a score's error bar: the interval that was
// reported, else 1.96 standard errors to either side.
func (s *Score) interval() (lo, hi float64, ok bool) {
	switch {
	case s.CILow != nil && s.CIHigh != nil:
		return *s.CILow, *s.CIHigh, true
	case s.StdErr != nil:
		return s.Value - 1.96**s.StdErr, s.Value + 1.96**s.StdErr, true
	}
	return s.Value, s.Value, false
}

// reach widens lo and hi to a score and its interval.
func (s *Score) reach(lo, hi float64) (float64, float64) {
	l, h, _ := s.interval()
	return min(lo, l, s.Value), max(hi, h, s.Value)
}

// A Mark is one variant's score in a row of a gap figure.
type Mark struct {
	Label string // "experimental", "released"
	Score
}

// A Pair is a variant that was not public with a public one.
type Pair struct {
	Model     string   // the name that both go by
	Context   string   // what tells this row from the others: day, board
	Detail    string   // a second, smaller line: source, settings
	NotPublic Mark     // not public when reported
	Released  Mark     // public
	Gap       float64  // NotPublic minus Released
	GapCI     *float64 // half-width of the gap's 95 percent interval, nil if unknown

	// Of a figure of several boards; where Board is empty, those of the figure hold.
	Board, Unit   string
	LowerIsBetter bool
}

// Gap is a figure of pairs, one a row. Each board has a panel with an axis of
// its own: the ratings of two boards are not on one scale.
type Gap struct {
	About
	Board         string // "LMArena text"
	Unit          string
	LowerIsBetter bool
	Pairs         []Pair
}

// finite reports whether numbers, where they are there, can be drawn.
func finite(numbers ...*float64) bool {
	return !slices.ContainsFunc(numbers, func(v *float64) bool { return v != nil && (math.IsNaN(*v) || math.Abs(*v) > 1e300) })
}
