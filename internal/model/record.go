package model

import (
	"fmt"
	"strings"
)

// A Position is a position in a file. Line and Column start at 1, and Column counts bytes
// within the line, as in encoding/csv. If Column is 0, the position is the whole line; if
// Line is 0, it is the whole file.
type Position struct {
	File   string
	Line   int
	Column int
}

// String returns file:line:col, without the parts that are zero.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	default:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
}

// Codes of problems. They are error types of the Frictionless framework
// (https://framework.frictionlessdata.io/docs/errors/) as far as it has one that fits.
const (
	CodeSource       = "source-error"      // the file cannot be read
	CodeEncoding     = "encoding-error"    // bytes that are not text
	CodeBlankLabel   = "blank-label"       // a header cell is blank
	CodeDuplicate    = "duplicate-label"   // a header cell appears twice
	CodeMissingLabel = "missing-label"     // a required column is missing
	CodeExtraLabel   = "extra-label"       // a column that the table does not have
	CodeNoMap        = "no-map"            // a header that is of no table and that no map, or several, match
	CodeExtraCell    = "extra-cell"        // more fields than the header
	CodeMissingCell  = "missing-cell"      // fewer fields than the header
	CodeQuote        = "quote-error"       // a quotation mark out of place
	CodeTooLong      = "record-too-long"   // a record above the limit
	CodeType         = "type-error"        // the cell is not of the column's kind
	CodeConstraint   = "constraint-error"  // the cell breaks a rule of its column
	CodeForeignKey   = "foreign-key-error" // the slug is not on record
	CodeUnique       = "unique-error"      // the row contradicts another one
	CodeUnit         = "unit-error"        // a whole column seems to be in another unit than its metric
)

// ProblemCodes lists the codes of problems.
var ProblemCodes = []string{CodeSource, CodeEncoding, CodeBlankLabel, CodeDuplicate, CodeMissingLabel, CodeExtraLabel, CodeNoMap, CodeExtraCell,
	CodeMissingCell, CodeQuote, CodeTooLong, CodeType, CodeConstraint, CodeForeignKey, CodeUnique, CodeUnit}

// A Problem says what is wrong at a position in a file, and what would be right. Reading
// continues after it.
type Problem struct {
	Position
	LineTo int    // last line of the record
	Code   string // one of the Code constants
	Field  string // the column's name, or ""
	Value  string // the cell as read, or ""
	Text   string // what is wrong
	Hint   string // what would be right, or ""
	Raw    []byte // the bytes of the record
}

// maxShown is how many characters of a cell an error message shows.
const maxShown = 60

// Error returns `file:line:col: field "value": problem (hint)`.
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.Position.String())
	b.WriteString(": ")
	b.WriteString(p.Message())
	return b.String()
}

// Message returns what Error returns, without the position.
func (p Problem) Message() string {
	var b strings.Builder
	if p.Field != "" {
		b.WriteString(p.Field)
		if p.Value != "" {
			v := p.Value
			if r := []rune(v); len(r) > maxShown {
				v = string(r[:maxShown]) + "…"
			}
			fmt.Fprintf(&b, " %q", v)
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Text)
	if p.Hint != "" {
		fmt.Fprintf(&b, " (%s)", p.Hint)
	}
	return b.String()
}

// A Record is one row of a canonical table. Its cells have been checked one by one, but
// not against other rows.
//
// Values is parallel to Table.Columns. A value is nil for a blank cell and for a column
// that the file lacks; otherwise it is a string, float64, or int64 (Bool as 0 and 1). A
// Ref holds the slug, and nil if the cell is the Null word of the column.
type Record struct {
	Table   *Table
	File    string
	Line    int // first line
	LineTo  int // last line
	Values  []any
	Columns []int  // byte column of each cell; 0 if the file lacks the column
	Has     []bool // whether the file has the column; shared between records
	Norm    string // normal form of the name (aliases, listings) or of listed_as (scores)
	Raw     []byte // the bytes of the record; valid until the next one is read
}

// Text returns the value in column i as a text, "" for a blank cell.
func (r *Record) Text(i int) string { return FormatValue(r.Table.Columns[i].Kind, r.Values[i]) }

// Problem returns a problem with the cell in column i.
func (r *Record) Problem(i int, code, text, hint string) Problem {
	return Problem{
		Position: Position{r.File, r.Line, r.Columns[i]}, LineTo: r.LineTo, Code: code,
		Field: r.Table.Columns[i].Name, Value: r.Text(i), Text: text, Hint: hint, Raw: r.Raw,
	}
}

// FormatValue writes a value of the given kind as a cell of a canonical CSV.
func FormatValue(k Kind, v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return FormatReal(v)
	case int64:
		if k == Bool {
			if v != 0 {
				return "true"
			}
			return "false"
		}
		return fmt.Sprint(v)
	default:
		return fmt.Sprint(v)
	}
}
