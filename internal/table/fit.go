package table

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"provenance/internal/terminal"
)

// aligned writes columns under their names, lines and cells cut to fit a
// terminal, if it is one; the column below stands whole under each row there.
func (l *Layout) aligned(w io.Writer, columns []string, rows [][]string) error {
	limit := l.Width
	widths := make([]int, len(columns))
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = strings.ToUpper(strings.ReplaceAll(terminal.Clean(c), "_", " "))
		widths[i] = utf8.RuneCountInString(head[i])
	}
	for _, r := range rows {
		for i, c := range r {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
			if limit > 0 {
				widths[i] = min(widths[i], 60)
			}
		}
	}
	below := slices.Index(columns, l.Below)
	if limit == 0 {
		below = -1
	}
	under := func(text string) error {
		_, err := fmt.Fprintf(w, "    %s\n", terminal.Wrap(text, limit-4, "    "))
		return err
	}
	line := func(cells []string) error {
		if below >= 0 {
			cells = slices.Delete(slices.Clone(cells), below, below+1)
		}
		var b strings.Builder
		for i, c := range cells {
			if i > 0 {
				b.WriteString("  ")
			}
			b.WriteString(c)
			if i < len(cells)-1 {
				b.WriteString(strings.Repeat(" ", max(widths[i]-utf8.RuneCountInString(c), 0)))
			}
		}
		text := strings.TrimRight(b.String(), " ")
		if limit > 0 {
			text = terminal.Shorten(text, limit)
		}
		_, err := fmt.Fprintln(w, text)
		return err
	}
	if err := line(head); err != nil {
		return err
	}
	for _, r := range rows {
		for i := range r[:len(r)-1] {
			if i != below {
				r[i] = terminal.Shorten(r[i], widths[i])
			}
		}
		if err := line(r); err != nil {
			return err
		}
		if below < 0 {
			continue
		}
		if err := under(r[below]); err != nil {
			return err
		}
	}
	return nil
}
