package sheet

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

// A Profile counts the kinds of cells in each column of a file.
type Profile struct {
	Layout  *layoutGuess
	Columns []*Column
	rows    int
	Cells   [][]string // the rows that were read
	partial bool       // the file has more rows than were read
}

func NewProfile(text, path string, l *layoutGuess) (*Profile, error) {
	f, err := readProfile(text, path, l)
	if err != nil || l.Decimal != "" {
		return f, err
	}
	if !f.hasDecimalCommas() {
		f.doubtCommas()
		return f, nil
	}
	l.Decimal = "comma"
	l.Why = append(l.Why, "decimals follow a comma")
	return readProfile(text, path, l)
}

// hasDecimalCommas reports whether decimals follow a comma: in most cells of some column
// they do, and in no cell do they follow a point.
func (f *Profile) hasDecimalCommas() bool {
	found := false
	for _, c := range f.Columns {
		found = found || c.DecimalCommas*2 > c.N && c.DecimalCommas > 1
		if c.points > 0 {
			return false
		}
	}
	return found
}

// doubtCommas notes that commas in a file with semicolons may separate decimals or
// thousands: such files often have decimal commas.
func (f *Profile) doubtCommas() {
	if f.Layout.Delimiter != ";" {
		return
	}
	for _, c := range f.Columns {
		if !c.IsNumeric() {
			continue
		}
		points, others := 0, 0
		for text, count := range c.Distinct {
			if pointGroup.MatchString(text) {
				points += count
			} else if strings.ContainsRune(text, '.') {
				others += count
			}
		}
		if points > 1 && others == 0 {
			f.Layout.DoubtComma = fmt.Sprintf("column %q has %q, which may be a thousand with a point", c.Name, c.Example)
		}
		n := 0
		for text, count := range c.Distinct {
			if commaGroup.MatchString(text) {
				n += count
			}
		}
		if n > 0 && n == c.Numbers {
			f.Layout.DoubtComma = fmt.Sprintf("column %q has %q, which may be a thousands comma", c.Name, c.Example)
			f.Layout.Why = append(f.Layout.Why, fmt.Sprintf("column %q: %q is read with a thousands comma; if it is a decimal comma, say decimal: comma", c.Name, c.Example))
		}
	}
}

func readProfile(text, path string, l *layoutGuess) (*Profile, error) {
	split := csvfile.NewSplitter(strings.NewReader(text))
	t, p := boardmap.LayoutRows(split, path, l.Layout)
	if p != nil {
		return nil, errors.New(p.Error())
	}
	f := &Profile{Layout: l}
	for i, name := range t.Names {
		f.Columns = append(f.Columns, NewColumn(l.Decimal == "comma", strings.Join(strings.Fields(name), " "), i))
		for _, o := range f.Columns[:i] {
			if o.Name != "" && ingest.Norm(o.Name) == ingest.Norm(f.Columns[i].Name) {
				o.SameName, f.Columns[i].RepeatsName = true, true
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
		if r.Err != nil || len(r.Fields) != len(f.Columns) || l.Table && AllDashes(r.Fields) {
			continue
		}
		f.rows++
		f.Cells = append(f.Cells, slices.Clone(r.Fields))
		for i, c := range f.Columns {
			c.ReadCell(strings.TrimSpace(r.Fields[i]))
		}
	}
	if f.rows == 0 {
		return nil, errors.New("no line has as many fields as the header")
	}
	f.partial = f.rows == suggestRows
	for _, c := range f.Columns {
		c.Finish()
	}
	return f, nil
}

// GroupBy profiles the cells of a column separately for each text of column key.
func (f *Profile) GroupBy(c, key *Column) map[string]*Column {
	out := map[string]*Column{}
	for _, cells := range f.Cells {
		k := strings.TrimSpace(cells[key.At])
		if out[k] == nil {
			out[k] = NewColumn(c.Comma, c.Name, c.At)
		}
		out[k].ReadCell(strings.TrimSpace(cells[c.At]))
	}
	return out
}
