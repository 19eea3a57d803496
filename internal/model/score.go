package model

// A Term is a text that many rows of a file share: a slug, a name, a day. A
// reader makes one for each distinct text; whoever stores the rows keeps in ID
// what it found for it, so that it looks each text up once.
type Term struct {
	Text string
	Norm string // normal form, where the text is a name
	ID   int64  // the writer's; 0: not looked up yet
}

// String returns the text, "" for a nil Term.
func (t *Term) String() string {
	if t == nil {
		return ""
	}
	return t.Text
}

// A Protocol is one combination of the protocol columns of scores.csv, in the
// order of ProtocolColumns: nil where nothing is stated, else string, float64
// or int64 (Bool as 0 and 1). Like a Term it is shared by many rows.
type Protocol struct {
	Values [14]any
	ID     int64 // the writer's; 0: not looked up yet
}

// A Score is one reported score as a reader found it: every cell checked by
// itself, not yet against other rows. A nil Term, a NaN, a zero SampleSize or
// Rank and an empty text are cells that are blank or that the file lacks.
type Score struct {
	Source, ListedAs, Benchmark, Metric *Term
	Section, ReportedOn, Evaluator      *Term
	EvaluatedOn, Asserted               *Term
	Protocol                            *Protocol // never nil
	Value                               float64   // in the metric's unit
	Printed                             string    // the cell as printed; "": as FormatReal(Value)
	CILow, CIHigh, CILevel, StdErr      float64
	SampleSize, Rank                    int64
	Locator, Note                       string
	Revision, Supersedes                int64
	Line, LineTo                        int
	Missing                             int    // cells of the line that print no value; stated on the line's first score
	Raw                                 string // the record as it is in the file
}

// A ScoreBatch is a run of scores of one file, in its order. A reader fills it
// again once it has been given back.
type ScoreBatch struct {
	File   string
	Scores []Score
	// Has tells for each column of scores.csv whether the file states it: what
	// a file does not state it does not contradict.
	Has []bool
	// Mapped says that the file is read through a map: then a blank locator or note
	// states nothing, for it is no board that says where its own numbers stand.
	Mapped bool
	// Needs are rows of catalogue tables that the scores refer to and that are
	// to be added where their slug is not on record: what a map says of a board.
	Needs []*Record
	// Locate gives the byte column of a field of a score within its record and
	// its text as read, for a message; 0 where the record has no such cell.
	Locate func(s *Score, field string) (column int, text string)
}

// Problem returns a problem with a field of a score of the batch.
func (b *ScoreBatch) Problem(s *Score, field, code, text, hint string) Problem {
	p := Problem{Position: Position{File: b.File, Line: s.Line}, LineTo: s.LineTo, Code: code, Field: field, Text: text, Hint: hint, Raw: []byte(s.Raw)}
	if b.Locate != nil {
		p.Column, p.Value = b.Locate(s, field)
	}
	return p
}

// Fault tells what the cells of a score say together that cannot be: the field
// at fault, what is wrong and what would be right, or "".
func (s *Score) Fault() (field, text, hint string) {
	switch {
	case s.CILow > s.CIHigh:
		return "ci_low", "the lower end of the interval is above the upper end", "swap ci_low and ci_high"
	case s.CILevel <= 0 || s.CILevel >= 1:
		return "ci_level", "the level is not between 0 and 1", "95 percent is written 0.95"
	}
	return "", "", ""
}
