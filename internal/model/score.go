package model

// A Term is a text that many rows of a file share: a slug, a name, a day. A reader makes
// one Term for each distinct text. A writer stores in ID what it found for the text, so
// that it looks up each text only once.
type Term struct {
	Text string
	Norm string // normal form, if the text is a name
	ID   int64  // set by the writer; 0: not looked up yet
}

// String returns the text, "" for a nil Term.
func (t *Term) String() string {
	if t == nil {
		return ""
	}
	return t.Text
}

// A Protocol is one combination of the protocol columns of scores.csv, in the order of
// ProtocolColumns. A value is nil if nothing is stated; otherwise it is a string, float64
// or int64 (Bool as 0 and 1). Like a Term, many rows share it.
type Protocol struct {
	Values [16]any
	ID     int64 // set by the writer; 0: not looked up yet
}

// A Score is one reported score as a reader found it. Its cells have been checked one by
// one, but not against other rows. A nil Term, a NaN, a SampleSize or Rank of 0, and an
// empty text mean that the cell is blank or that the file lacks it.
type Score struct {
	Source, ListedAs, Benchmark, Metric *Term
	Section, ReportedOn, Evaluator      *Term
	EvaluatedOn, Asserted               *Term
	Protocol                            *Protocol // never nil
	Value                               float64   // in the unit of the metric
	Printed                             string    // the cell as printed; "" if it is FormatReal(Value)
	CILow, CIHigh, CILevel, StdErr      float64
	SampleSize, Rank                    int64
	Locator, Note                       string
	ExternalID, Meta                    string // Meta is a JSON object
	Revision, Supersedes                int64
	Line, LineTo                        int
	Missing                             int    // number of cells of the line without a value; set on the first score of the line
	Raw                                 string // the bytes of the record
}

// A ScoreBatch is a run of scores of one file, in its order. The reader reuses it after
// the consumer has returned it.
type ScoreBatch struct {
	File   string
	Scores []Score
	// Has says for each column of scores.csv whether the file states it. A file does not
	// contradict what it does not state.
	Has []bool
	// Mapped says that the file is read through a map. A blank locator or note then states
	// nothing, because a board does not say where its own numbers are.
	Mapped bool
	// Needs are the catalogue rows in a map that the scores refer to. The consumer adds
	// those whose slug is not on record.
	Needs []*Record
	// Locate returns, for messages, the byte column of a field of a score within its record,
	// and its text as read. The column is 0 if the record has no such cell.
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

// IntervalFault returns the field at fault, what is wrong and what would be right if the
// interval of a score is impossible. Otherwise field is "".
func (s *Score) IntervalFault() (field, text, hint string) {
	switch {
	case s.CILow > s.CIHigh:
		return "ci_low", "the lower end of the interval is above the upper end", "swap ci_low and ci_high"
	case s.CILevel <= 0 || s.CILevel >= 1:
		return "ci_level", "the level is not between 0 and 1", "95 percent is written 0.95"
	}
	return "", "", ""
}
