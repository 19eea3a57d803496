package page

import (
	"strings"
	"unicode/utf8"

	"provenance/internal/terminal"
)

// narrowest is the width below which no column is squeezed while another is wider.
const narrowest = 8

// writeText writes aligned columns that fit the width: where they do not, the widest
// columns are wrapped. A cell is broken between words, or after a sign within a long one.
func (t *Table) writeText(w *writer, width int) {
	rows := [][]string{t.Head}
	for _, r := range t.Rows {
		cells := make([]string, len(r))
		for i, c := range r {
			cells[i] = terminal.Clean(c.text())
		}
		rows = append(rows, cells)
	}
	widths := fit(rows, width-2*len(t.Head))
	for _, r := range rows {
		wrapped := make([][]string, len(r))
		lines := 1
		for i, c := range r {
			wrapped[i] = breakCell(c, widths[i])
			lines = max(lines, len(wrapped[i]))
		}
		for n := range lines {
			var b strings.Builder
			for i := range r {
				c := ""
				if n < len(wrapped[i]) {
					c = wrapped[i][n]
				}
				b.WriteString("  " + c + strings.Repeat(" ", max(widths[i]-utf8.RuneCountInString(c), 0)))
			}
			w.printf("%s\n", strings.TrimRight(b.String(), " "))
		}
	}
}

// fit returns the widths of columns that have room together, as far as there is any.
func fit(rows [][]string, room int) []int {
	widths := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, c := range r {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	for {
		sum, widest := 0, 0
		for i, n := range widths {
			sum += n
			if n > widths[widest] {
				widest = i
			}
		}
		if sum <= room || widths[widest] <= narrowest {
			return widths
		}
		widths[widest]--
	}
}

// breakCell divides a text into lines of at most width characters.
func breakCell(text string, width int) []string {
	var lines []string
	last := ""
	for _, word := range strings.Fields(text) {
		for utf8.RuneCountInString(word) > width {
			head, tail := breakWord(word, width)
			if last != "" {
				lines, last = append(lines, last), ""
			}
			lines = append(lines, head)
			word = tail
		}
		switch {
		case last == "":
			last = word
		case utf8.RuneCountInString(last)+1+utf8.RuneCountInString(word) <= width:
			last += " " + word
		default:
			lines, last = append(lines, last), word
		}
	}
	if last != "" || len(lines) == 0 {
		lines = append(lines, last)
	}
	return lines
}

// breakWord divides a word that is longer than width: after the last sign that leaves at
// least a third of the line, else anywhere.
func breakWord(word string, width int) (head, tail string) {
	r := []rune(word)
	for i := width; i > width/3; i-- {
		if strings.ContainsRune("-/_:.@", r[i-1]) {
			return string(r[:i]), string(r[i:])
		}
	}
	return string(r[:width]), string(r[width:])
}
