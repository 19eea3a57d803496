package model

// A ScoreRow is a score that is ready to be stored: it has the ids of the rows that it
// refers to.
type ScoreRow struct {
	*Score
	NameID, SnapshotID, BenchmarkID int64
	VariantID, EvaluatorID          int64  // 0 is NULL
	PrintedText                     string // the cell as printed, "" if the value alone gives it
	LocatorText                     string // Locator, with a remark if the day is that of the source
}

// A ScoreColumn is an optional column of table scores. Exactly one of Real, Whole
// and Text is set; it returns the value of the column of a row.
type ScoreColumn struct {
	Name string
	// CSV is the column of scores.csv that states it. It is "" for a column that does not
	// distinguish two scores of a cell.
	CSV string
	// Changed says what differs if a row corrects another one, such as "another interval".
	// Columns with the same text are mentioned once. "" means that the column is never
	// compared.
	Changed string
	// Counts says that a message prints both values if they differ.
	Counts bool
	// Slug is the table that the column refers to, if it is an id.
	Slug  string
	Real  func(*ScoreRow) float64 // NaN is NULL
	Whole func(*ScoreRow) int64   // 0 is NULL
	Text  func(*ScoreRow) string  // "" is NULL
}

// ScoreColumns lists the optional columns of table scores in the order of the table.
// Packages store and query go by it to store, compare, hash, export and trace scores and to
// read kept files again. The readers do not: ingest (scores.csv) and boardmap (maps) fill
// the fields of a Score by name. CONTRIBUTING.md lists what a new column needs.
var ScoreColumns = [...]ScoreColumn{
	{Name: "variant_id", Slug: "variants", Whole: func(s *ScoreRow) int64 { return s.VariantID }},
	{Name: "printed", Text: func(s *ScoreRow) string { return s.PrintedText }},
	{Name: "ci_low", CSV: "ci_low", Changed: "another interval", Real: func(s *ScoreRow) float64 { return s.CILow }},
	{Name: "ci_high", CSV: "ci_high", Changed: "another interval", Real: func(s *ScoreRow) float64 { return s.CIHigh }},
	{Name: "ci_level", CSV: "ci_level", Changed: "another interval", Real: func(s *ScoreRow) float64 { return s.CILevel }},
	{Name: "stderr", CSV: "stderr", Changed: "another standard error", Real: func(s *ScoreRow) float64 { return s.StdErr }},
	{Name: "sample_size", CSV: "sample_size", Changed: "sample size", Counts: true, Whole: func(s *ScoreRow) int64 { return s.SampleSize }},
	{Name: "rank", CSV: "rank", Changed: "rank", Counts: true, Whole: func(s *ScoreRow) int64 { return s.Rank }},
	{Name: "evaluated_on", CSV: "evaluated_on", Changed: "another evaluated_on", Text: func(s *ScoreRow) string { return s.EvaluatedOn.String() }},
	{Name: "evaluator_id", CSV: "evaluator", Changed: "another evaluator", Slug: "organizations", Whole: func(s *ScoreRow) int64 { return s.EvaluatorID }},
	{Name: "asserted_relationship", CSV: "asserted_relationship", Changed: "another asserted_relationship", Text: func(s *ScoreRow) string { return s.Asserted.String() }},
	{Name: "locator", CSV: "locator", Changed: "another locator", Text: func(s *ScoreRow) string { return s.LocatorText }},
	{Name: "note", CSV: "note", Changed: "another note", Text: func(s *ScoreRow) string { return s.Note }},
	{Name: "external_id", CSV: "external_id", Text: func(s *ScoreRow) string { return s.ExternalID }},
	{Name: "meta", CSV: "meta", Text: func(s *ScoreRow) string { return s.Meta }},
}

// Compared reports whether two scores of a cell that differ in the column are two scores.
func (c *ScoreColumn) Compared() bool { return c.Changed != "" }

// A set of columns is a uint16 with one bit for each position in ScoreColumns. This does
// not compile for more than 16 columns: make the type larger then.
var _ [16 - len(ScoreColumns)]struct{}

// Value returns the value of the column of a row as a database driver takes it: nil,
// float64, int64 or string.
func (c *ScoreColumn) Value(s *ScoreRow) any {
	switch {
	case c.Real != nil:
		if f := c.Real(s); f == f { // NaN differs from itself
			return f
		}
	case c.Whole != nil:
		if n := c.Whole(s); n != 0 {
			return n
		}
	default:
		if t := c.Text(s); t != "" {
			return t
		}
	}
	return nil
}

// States reports whether a row has a value in the column.
func (c *ScoreColumn) States(s *ScoreRow) bool {
	switch {
	case c.Real != nil:
		f := c.Real(s)
		return f == f
	case c.Whole != nil:
		return c.Whole(s) != 0
	}
	return c.Text(s) != ""
}
