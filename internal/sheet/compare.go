package sheet

import (
	"math"
	"strings"

	"provenance/internal/ingest"
)

// QuantityAt reads a cell as a number.
func (f *Profile) QuantityAt(cells []string, c *Column) (ingest.Quantity, bool) {
	text := ingest.PlainText("markdown", strings.TrimSpace(cells[c.At]))
	if c.Comma {
		text, _ = ingest.PointDecimals(text)
	}
	q, _, _, err := ingest.ParsePlusMinus(ingest.TrimMarks(text, FootnoteMarks))
	return q, err == nil
}

// EnclosesValues reports whether the values of a column lie within the ranges of
// another in most lines that have both. If no line has both, the header decides.
func (f *Profile) EnclosesValues(v, c *Column) bool {
	both, within := 0, 0
	for _, cells := range f.Cells {
		q, ok := f.QuantityAt(cells, v)
		low, high, err := ingest.ParseBounds(ingest.PlainText("markdown", strings.TrimSpace(cells[c.At])))
		if !ok || err != nil {
			continue
		}
		scale := 1.0
		if low.Sign == '%' && high.Sign == '%' && q.Sign == 0 && math.Abs(q.Value) <= 1 {
			scale = 100 // the value is a proportion and the interval is in percent
		}
		if both++; low.Value <= q.Value*scale && q.Value*scale <= high.Value {
			within++
		}
	}
	return within*2 > both || both == 0 && CiHeader.MatchString(c.Name)
}

// EnclosesZero reports whether all ranges of a column contain zero, so that they are
// distances from the value.
func (f *Profile) EnclosesZero(c *Column) bool {
	n := 0
	for _, cells := range f.Cells {
		low, high, err := ingest.ParseBounds(ingest.PlainText("markdown", strings.TrimSpace(cells[c.At])))
		if err != nil {
			continue
		}
		if n++; low.Value > 0 || high.Value < 0 || low.Value == 0 && high.Value == 0 {
			return false
		}
	}
	return n > 0
}

// IsTooLarge reports whether the values in a column are too large for the standard errors
// that its header announces: above half of the value in most lines, or above 15 points for
// a share, which would be the standard error of a dozen items.
func (f *Profile) IsTooLarge(v, c *Column) bool {
	both, wide, most := 0, 0, math.Inf(1)
	switch {
	case v.High <= 1:
		most = 0.15
	case v.High <= 100:
		most = 15
	}
	for _, cells := range f.Cells {
		q, ok := f.QuantityAt(cells, v)
		u, ok2 := f.QuantityAt(cells, c)
		if !ok || !ok2 || q.Value == 0 {
			continue
		}
		if both++; u.Value < 0 || u.Value*2 > math.Abs(q.Value) || u.Value > most {
			wide++
		}
	}
	return both > 0 && wide*2 > both
}

// ValuesWithin reports whether the values of a column lie between those of two others in
// all lines, or at least in two of three. The reader rejects swapped ends, and warns of a
// value outside its interval.
func (f *Profile) ValuesWithin(v *Column, ends [2]*Column) bool {
	n, out := 0, 0
	for _, cells := range f.Cells {
		low, ok1 := f.QuantityAt(cells, ends[0])
		q, ok2 := f.QuantityAt(cells, v)
		high, ok3 := f.QuantityAt(cells, ends[1])
		if !ok1 || !ok2 || !ok3 {
			continue
		}
		if n++; low.Value > q.Value || q.Value > high.Value {
			out++
		}
	}
	return n > 0 && (out == 0 || n > 2 && out*3 <= n)
}

// CountRepeats counts the lines that repeat the texts of columns, taken together, and the
// different texts.
func (f *Profile) CountRepeats(by []*Column) (repeated, all int) {
	lines := map[string]int{}
	for _, cells := range f.Cells {
		key := ""
		for _, c := range by {
			key += strings.TrimSpace(cells[c.At]) + "\x00"
		}
		if strings.Trim(key, "\x00") == "" {
			continue
		}
		if lines[key]++; lines[key] > 1 {
			repeated++
		}
	}
	return repeated, len(lines)
}

// IsHeader reports whether a line repeats the header.
func (f *Profile) IsHeader(cells []string) bool {
	for i, c := range f.Columns {
		if ingest.Norm(strings.TrimSpace(cells[i])) != ingest.Norm(c.Name) {
			return false
		}
	}
	return true
}
