package charts

import (
	"errors"
	"math"
	"slices"
)

// ErrEmpty is returned, wrapped, by Figure if there is no data.
var ErrEmpty = errors.New("no data for this chart")

// ErrTooMany is returned, wrapped, by Figure if there are more models than a reader can
// distinguish.
var ErrTooMany = errors.New("too many models")

// A Score is one reported score.
type Score struct {
	Value         float64
	Printed       string // the text to show
	CILow, CIHigh *float64
	CILevel       float64  // level of the interval, such as .95; 0: not stated
	StdErr        *float64 // drawn as ±1.96 standard errors if there is no interval
	Rank          int      // as the board prints it; 0: not stated
	Effort        string   // the label of the reasoning effort, "" if none is stated
	Release       Release
	NoRelease     bool   // of an Unknown: something is on record about its release, but no release
	Footnote      string // a caveat about the score, or ""
}

// A Series is the scores of one model or variant over all benchmarks.
type Series struct{ Name string }

// Bars is a figure of models by benchmarks. Benchmarks share a panel, with one axis, if
// they have the same unit and direction and their values do not differ so much in size
// that the smaller ones would be invisible.
type Bars struct {
	About
	Subject       string   // what is shown, for the subtitle: "Scores in ..."
	Unit          string   // "%", "proportion", "Elo" or another word; Elo has no zero, so it is drawn as points
	Units         []string // by benchmark, if they differ; else nil
	LowerIsBetter bool
	Lower         []bool // by benchmark, if they differ; else nil
	Benchmarks    []string
	Series        []Series
	Values        [][]*Score  // by benchmark, then series; nil: not reported
	Others        [][]float64 // by benchmark: comparable values of the same source that are not drawn: the highest must be ahead of them too; may be nil
	NoLead        [][]bool    // by benchmark, then series: the source contradicts that it is ahead of the others; may be nil
	Benchmarked   []int       // by series: benchmarks on which the source compares it, if some were left out; may be nil
	Unstated      []bool      // by benchmark: the setting of some scores is not stated, and that of others is; may be nil
	Day           string      // set if the source has other days too; the title then names it
	Partial       bool        // scores of the source were left out, so a nil value may be one of them
}

// interval returns the ends of the error bar of a score: the reported interval, otherwise
// 1.96 standard errors to either side. It reports false if there is neither.
func (s *Score) interval() (lo, hi float64, ok bool) {
	switch {
	case s.CILow != nil && s.CIHigh != nil:
		return *s.CILow, *s.CIHigh, true
	case s.StdErr != nil:
		return s.Value - 1.96**s.StdErr, s.Value + 1.96**s.StdErr, true
	}
	return s.Value, s.Value, false
}

// reach returns lo and hi, widened to include a score and its interval.
func (s *Score) reach(lo, hi float64) (float64, float64) {
	l, h, _ := s.interval()
	return min(lo, l, s.Value), max(hi, h, s.Value)
}

// A Mark is the score of one variant in a row of a gap figure.
type Mark struct {
	Label string // "experimental", "released"
	Score
}

// A Pair is a variant that was not public and a public one of the same model.
type Pair struct {
	Model     string   // the name that both go by
	Context   string   // what distinguishes this row from others: a day, a board
	Detail    string   // a second, smaller line: source, settings
	NotPublic Mark     // not public when reported
	Released  Mark     // the public one
	Gap       float64  // NotPublic minus Released
	GapCI     *float64 // half-width of the gap's 95 percent interval, nil if unknown

	// Set in a figure of several boards. If Board is empty, the values of the figure apply.
	Board, Unit   string
	LowerIsBetter bool
	Preview       bool // the board had NotPublic as a preview, and nobody else did
}

// Gap is a figure of pairs, one in a row. Each board has a panel with an axis of its own,
// because the ratings of two boards are not on one scale.
type Gap struct {
	About
	Board         string // "LMArena text"
	Unit          string
	LowerIsBetter bool
	Pairs         []Pair
	More          int // how many rows are on record, if one that is not drawn has a larger gap, or one that points the other way; else 0
}

// finite reports whether all numbers that are not nil are finite.
func finite(numbers ...*float64) bool {
	return !slices.ContainsFunc(numbers, func(v *float64) bool { return v != nil && (math.IsNaN(*v) || math.Abs(*v) > 1e300) })
}
