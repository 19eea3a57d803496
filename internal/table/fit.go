package table

import (
	"slices"
	"strings"

	"provenance/internal/terminal"
)

// prose is how narrow a column of several words may get, unless its text is shorter.
const prose = 20

// A grid is the text of a table: the names of its columns, and its rows.
type grid struct {
	columns, head []string // head as it is printed
	rows          [][]string
}

func newGrid(columns []string, rows [][]string) *grid {
	g := &grid{columns: columns, rows: rows}
	for _, c := range columns {
		g.head = append(g.head, strings.ToUpper(strings.ReplaceAll(terminal.Clean(c), "_", " ")))
	}
	return g
}

// widths returns how wide a column wants to be, and how narrow it may get without a
// break within a word: slugs, days and ids are words.
func (g *grid) widths(i int) (natural, least int) {
	natural, least = terminal.Width(g.head[i]), longestWord(g.head[i])
	phrases := 0
	for _, r := range g.rows {
		n := terminal.Width(r[i])
		natural = max(natural, n)
		word := longestWord(r[i])
		least = max(least, word)
		if word < n {
			phrases = max(phrases, n)
		}
	}
	return natural, max(least, min(phrases, prose))
}

// fits reports whether all columns fit next to one another, without a cell on two lines.
func (g *grid) fits(width int) bool {
	width += 2
	for i := range g.columns {
		natural, _ := g.widths(i)
		width -= natural + 2
	}
	return width >= 0
}

func longestWord(s string) int {
	n := 0
	for word := range strings.FieldsSeq(s) {
		n = max(n, terminal.Width(word))
	}
	return n
}

func (g *grid) empty(i int) bool {
	return !slices.ContainsFunc(g.rows, func(r []string) bool { return r[i] != "" })
}

// A fit is the columns that a table shows, in order, and their widths.
type fit struct {
	columns, widths []int
	gap             int // columns of the terminal between two cells
}

// choose returns the columns of a grid that fit the width of the layout, nil if even
// those that have to be there do not.
func (l *Layout) choose(g *grid, below int) *fit {
	for _, gap := range []int{2, 1} {
		if f := l.chooseAt(g, below, gap); f != nil {
			return f
		}
	}
	return nil
}

// chooseAt is choose with a gap. Columns leave in the order of Spare, the empty ones
// first; then those named there that fit after all come back.
func (l *Layout) chooseAt(g *grid, below, gap int) *fit {
	natural, least := make([]int, len(g.columns)), make([]int, len(g.columns))
	shown := map[int]bool{}
	for i := range g.columns {
		if i != below {
			natural[i], least[i] = g.widths(i)
			shown[i] = true
		}
	}
	room := func() int {
		n := l.Width + gap
		for i := range shown {
			n -= least[i] + gap
		}
		return n
	}
	var left []int
	for _, i := range l.spare(g) {
		if room() >= 0 {
			break
		}
		if shown[i] {
			delete(shown, i)
			left = append(left, i)
		}
	}
	if room() < 0 || len(shown) == 0 {
		return nil
	}
	if l.Spare == nil {
		left = nil // the first columns of a statement, and no others
	}
	for _, i := range slices.Backward(left) {
		if shown[i] = true; room() < 0 {
			delete(shown, i)
		}
	}
	f := &fit{gap: gap}
	for i := range g.columns {
		if shown[i] {
			f.columns = append(f.columns, i)
		}
	}
	f.widths = share(f.columns, natural, least, room())
	return f
}

// spare returns the columns that may leave, in the order in which they do.
func (l *Layout) spare(g *grid) []int {
	var order []int
	switch {
	case l.Fixed:
		return nil
	case l.Spare == nil: // the first column says what a row is
		for i := len(g.columns) - 1; i > 0; i-- {
			order = append(order, i)
		}
	}
	for _, name := range l.Spare {
		if i := slices.Index(g.columns, name); i >= 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case g.empty(a) == g.empty(b):
			return 0
		case g.empty(a):
			return -1
		}
		return 1
	})
	return order
}

// share divides the room that is left after the least widths of columns: who needs
// little gets it first.
func share(columns, natural, least []int, room int) []int {
	order := slices.Clone(columns)
	slices.SortStableFunc(order, func(a, b int) int { return (natural[a] - least[a]) - (natural[b] - least[b]) })
	got := map[int]int{}
	for k, i := range order {
		more := min(natural[i]-least[i], room/(len(order)-k))
		got[i] = least[i] + more
		room -= more
	}
	widths := make([]int, len(columns))
	for k, i := range columns {
		widths[k] = got[i]
	}
	return widths
}
