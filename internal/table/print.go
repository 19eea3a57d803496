package table

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"provenance/internal/terminal"
)

// print writes a grid as a table, and returns the names of the columns that do not fit.
// On a terminal that is too narrow for a table, each row is a list of its cells.
func (l *Layout) print(w io.Writer, g *grid) (hidden []string, err error) {
	if l.Width == 0 {
		return nil, l.plain(w, g)
	}
	below := slices.Index(g.columns, l.Below)
	if below >= 0 && g.fits(l.Width) {
		below = -1
	}
	f := l.choose(g, below)
	if f == nil {
		return nil, l.records(w, g)
	}
	for i, c := range g.columns {
		if i != below && !slices.Contains(f.columns, i) {
			hidden = append(hidden, c)
		}
	}
	if err := l.row(w, f, g.head, nil); err != nil {
		return nil, err
	}
	for _, r := range g.rows {
		if err := l.row(w, f, r, g.columns); err != nil {
			return nil, err
		}
		if below >= 0 && r[below] != "" {
			if _, err := fmt.Fprintf(w, "    %s\n", terminal.Wrap(l.BelowAs+r[below], l.Width-4, "    ")); err != nil {
				return nil, err
			}
		}
	}
	return hidden, nil
}

// plain writes the whole table, each row on a line.
func (l *Layout) plain(w io.Writer, g *grid) error {
	f := &fit{gap: 2}
	for i := range g.columns {
		natural, _ := g.widths(i)
		f.columns, f.widths = append(f.columns, i), append(f.widths, natural)
	}
	if err := l.row(w, f, g.head, nil); err != nil {
		return err
	}
	for _, r := range g.rows {
		if err := l.row(w, f, r, g.columns); err != nil {
			return err
		}
	}
	return nil
}

// row writes the cells of a row next to one another, on as many lines as the longest
// needs. columns has the names of those that may have a colour.
func (l *Layout) row(w io.Writer, f *fit, cells, columns []string) error {
	texts := make([][]string, len(f.columns))
	height := 1
	for k, i := range f.columns {
		texts[k] = lines(cells[i], f.widths[k])
		height = max(height, len(texts[k]))
	}
	var b strings.Builder
	for h := range height {
		pad := 0
		for k, i := range f.columns {
			text := ""
			if h < len(texts[k]) {
				text = texts[k][h]
			}
			if text != "" {
				b.WriteString(strings.Repeat(" ", pad))
				pad = 0
				if columns != nil && severities[columns[i]] {
					b.WriteString(l.Severity(text))
				} else {
					b.WriteString(text)
				}
			}
			pad += max(f.widths[k]-terminal.Width(text), 0) + f.gap
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// lines breaks a cell at its words where it is too long.
func lines(s string, width int) []string {
	if terminal.Width(s) <= width {
		return []string{s}
	}
	return strings.Split(terminal.Wrap(s, width, ""), "\n")
}

// records writes each row as lines of a name and a value, without those that are empty.
func (l *Layout) records(w io.Writer, g *grid) error {
	label := 0
	for _, h := range g.head {
		label = max(label, terminal.Width(h))
	}
	room := l.Width - label - 2
	for n, r := range g.rows {
		var b strings.Builder
		if n > 0 {
			b.WriteByte('\n')
		}
		for i, text := range r {
			if text == "" {
				continue
			}
			fill := strings.Repeat(" ", label-terminal.Width(g.head[i])+2)
			switch {
			case longestWord(text) > room: // on lines of its own
				fmt.Fprintf(&b, "%s\n  %s\n", g.head[i], terminal.Wrap(text, l.Width-2, "  "))
			case severities[g.columns[i]]:
				fmt.Fprintf(&b, "%s%s%s\n", g.head[i], fill, l.Severity(text))
			default:
				fmt.Fprintf(&b, "%s%s%s\n", g.head[i], fill, terminal.Wrap(text, room, strings.Repeat(" ", label+2)))
			}
		}
		if _, err := io.WriteString(w, b.String()); err != nil {
			return err
		}
	}
	return nil
}
