package charts

import "errors"

// Release says whether the public could get a variant on the day its score was
// reported.
type Release int

// Unknown is the zero value: nothing is public, or not, until a source says so.
const (
	Unknown Release = iota
	Released
	NotReleased
)

// ErrEmpty is returned, wrapped, where there is nothing to draw.
var ErrEmpty = errors.New("there is nothing to draw")

// A Stamp says what made a figure, from which database, and when. The caller
// supplies it: this package has no clock.
type Stamp struct{ Tool, Database, Date string }

// A Value is one reported score.
type Value struct {
	Value         float64
	Printed       string // as it is to be shown
	CILow, CIHigh *float64
	Release       Release
	Footnote      string // why it must not be taken as it stands, or ""
}

// A Series is one model or variant across benchmarks.
type Series struct{ Name string }

// Bars is a figure of models by benchmarks, all in one unit.
type Bars struct {
	Title, Subtitle string // computed from the data where they are empty
	Subject         string // what is shown, for the subtitle: "Scores in ..."
	Unit            string // "%", "Elo" or ""; Elo has no zero, so it is drawn as points
	LowerIsBetter   bool
	Benchmarks      []string
	Series          []Series
	Values          [][]*Value // by benchmark, then series; nil is not reported
	Notes           []string   // further footnotes
	Sources         []string
	Stamp           Stamp
}

// A Mark is one variant's score in a row of a gap figure.
type Mark struct {
	Label         string // "experimental", "released"
	Value         float64
	Printed       string
	CILow, CIHigh *float64
	Rank          int // 0: not stated
	Release       Release
	Footnote      string
}

// A Pair is a variant that was not public beside a public one.
type Pair struct {
	Model    string   // the name that both go by
	Context  string   // what tells this row from the others: day, board
	Detail   string   // a second, smaller line: source, settings
	Before   Mark     // not public when reported
	Released Mark     // public
	Gap      float64  // Before minus Released
	GapCI    *float64 // half-width of the gap's 95 percent interval, nil if unknown
}

// Gap is a figure of pairs, one a row, in one unit.
type Gap struct {
	Title, Subtitle string
	Board           string // "LMArena text"
	Unit            string
	LowerIsBetter   bool
	Pairs           []Pair
	Notes           []string
	Sources         []string
	Stamp           Stamp
}
