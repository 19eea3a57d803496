package boardmap

import (
	"fmt"
	"strings"

	"provenance/internal/csvfile"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// A filler is a column whose blank cells repeat the cell above.
type filler struct {
	at    int
	above string // the text of the cell above; "" if it is not known
	lost  int    // the line that could not be read, if the cell above is in it
}

// bindFillDown binds the columns that are filled down.
func (b *binder) bindFillDown() {
	for _, n := range b.m.Layout.FillDown {
		at := b.findColumn("fill_down", Names{n})
		if at < 0 {
			b.reportMissing("fill_down", Names{n}, "")
			continue
		}
		b.mapping.fill = append(b.mapping.fill, &filler{at: at})
	}
}

// fillDown fills the blank cells of a row. The text of the row is then written with them,
// so that it says the same if it is read apart from the lines above it, as a reject is.
func (m *mapping) fillDown(r *csvfile.Row) {
	filled := false
	for _, f := range m.fill {
		switch cell := strings.TrimSpace(r.Fields[f.at]); {
		case cell != "":
			f.above, f.lost = strings.Clone(cell), 0
		case f.above != "":
			r.Fields[f.at], filled = f.above, true
		}
	}
	if filled {
		r.Raw = joinCSV(r.Fields, m.head.delimiter)
	}
}

// isFilled reports whether no cell of a row that may repeat one above is blank. If there is
// such a cell, no text above it is known, which is a problem.
func (m *mapping) isFilled(r *csvfile.Row) bool {
	for _, f := range m.fill {
		if strings.TrimSpace(r.Fields[f.at]) != "" {
			continue
		}
		what := "the cell is blank, and no cell above it has a text to repeat"
		if f.lost > 0 {
			what = fmt.Sprintf("the cell is blank, and line %d, whose text it may repeat, cannot be read", f.lost)
		}
		m.report(r, f.at, m.head.Names[f.at], "", &ingest.Fault{Code: model.CodeConstraint, What: what, Hint: "the map fills this column down; write the text into the cell"})
	}
	return len(m.problems) == 0
}

// loseFilled forgets the cells above, after a row that cannot be read: whether it had a
// text for the rows below is not known.
func (m *mapping) loseFilled(r *csvfile.Row) {
	for _, f := range m.fill {
		f.above, f.lost = "", r.Line
	}
}

// columnOf returns the byte column of a cell of a row that was read from its text. It is 0,
// not known, if the text may have filled cells.
func (m *mapping) columnOf(r *csvfile.Row, at int) int {
	if len(m.fill) > 0 {
		return 0
	}
	return r.Columns[at]
}
