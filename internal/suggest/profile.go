package suggest

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"provenance/internal/boardmap"
	"provenance/internal/csvfile"
	"provenance/internal/ingest"
)

// suggestRows is how many rows of a file are read to draft a map.
const suggestRows = 2000

// A profile counts the kinds of cells in each column of a file.
type profile struct {
	layout  *layoutGuess
	columns []*column
	rows    int
	cells   [][]string // the rows that were read
	partial bool       // the file has more rows than were read
}

func newProfile(text, path string, l *layoutGuess) (*profile, error) {
	f, err := readProfile(text, path, l)
	if err != nil || l.Decimal != "" {
		return f, err
	}
	if !f.hasDecimalCommas() {
		f.doubtCommas()
		return f, nil
	}
	l.Decimal = "comma"
	l.why = append(l.why, "decimals follow a comma")
	return readProfile(text, path, l)
}

// hasDecimalCommas reports whether decimals follow a comma: in most cells of some column
// they do, and in no cell do they follow a point.
func (f *profile) hasDecimalCommas() bool {
	found := false
	for _, c := range f.columns {
		found = found || c.decimalCommas*2 > c.n && c.decimalCommas > 1
		if c.points > 0 {
			return false
		}
	}
	return found
}

// doubtCommas notes that commas in a file with semicolons may separate decimals or
// thousands: such files often have decimal commas.
func (f *profile) doubtCommas() {
	if f.layout.Delimiter != ";" {
		return
	}
	for _, c := range f.columns {
		if !c.isNumeric() {
			continue
		}
		n := 0
		for text, count := range c.distinct {
			if commaGroup.MatchString(text) {
				n += count
			}
		}
		if n > 0 && n == c.numbers {
			f.layout.doubtComma = fmt.Sprintf("column %q has %q, which may be a thousands comma", c.name, c.example)
			f.layout.why = append(f.layout.why, fmt.Sprintf("column %q: %q is read with a thousands comma; if it is a decimal comma, say decimal: comma", c.name, c.example))
		}
	}
}

func readProfile(text, path string, l *layoutGuess) (*profile, error) {
	split := csvfile.NewSplitter(strings.NewReader(text))
	t, p := boardmap.LayoutRows(split, path, l.Layout)
	if p != nil {
		return nil, errors.New(p.Error())
	}
	f := &profile{layout: l}
	for i, name := range t.Names {
		f.columns = append(f.columns, newColumn(l.Decimal == "comma", strings.Join(strings.Fields(name), " "), i))
		for _, o := range f.columns[:i] {
			if o.name != "" && ingest.Norm(o.name) == ingest.Norm(f.columns[i].name) {
				o.sameName, f.columns[i].repeatsName = true, true
			}
		}
	}
	for f.rows < suggestRows {
		r, err := t.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		if r.Err != nil || len(r.Fields) != len(f.columns) || l.table && allDashes(r.Fields) {
			continue
		}
		f.rows++
		f.cells = append(f.cells, slices.Clone(r.Fields))
		for i, c := range f.columns {
			c.readCell(strings.TrimSpace(r.Fields[i]))
		}
	}
	if f.rows == 0 {
		return nil, errors.New("no line has as many fields as the header")
	}
	f.partial = f.rows == suggestRows
	for _, c := range f.columns {
		c.finish()
	}
	return f, nil
}

// groupBy profiles the cells of a column separately for each text of column key.
func (f *profile) groupBy(c, key *column) map[string]*column {
	out := map[string]*column{}
	for _, cells := range f.cells {
		k := strings.TrimSpace(cells[key.at])
		if out[k] == nil {
			out[k] = newColumn(c.comma, c.name, c.at)
		}
		out[k].readCell(strings.TrimSpace(cells[c.at]))
	}
	return out
}
