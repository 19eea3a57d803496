package canvas

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
)

// A Table holds the numbers that a figure shows, with a row for each mark, so that others
// can draw or check them. Every kind of figure sets it with SetData.
type Table struct {
	Header []string
	Rows   [][]string
}

// Data returns the numbers that the figure shows.
func (f *Figure) Data() Table { return f.data }

// SetData sets the numbers that the figure shows, and the characters that the placeholders
// in its texts stand for.
func (f *Figure) SetData(t Table, g *Glyphs) { f.data, f.glyphs = t, g }

// WriteCSV writes the table as a CSV with a header.
func (t Table) WriteCSV(w io.Writer) error {
	cw := csv.NewWriter(w)
	if err := cw.Write(t.Header); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	if err := cw.WriteAll(t.Rows); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// FullNumber writes a number with all its digits.
func FullNumber(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// OptionalNumber writes a number as FullNumber does, "" for nil.
func OptionalNumber(v *float64) string {
	if v == nil {
		return ""
	}
	return FullNumber(*v)
}
