// Package page turns records of package query into pages: it decides what a page says, in
// which order and in which words, and writes it as text for a terminal or as Markdown.
package page

import (
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"provenance/internal/terminal"
)

// A Page is what a page says: a title, and sections in order. Texts are as on record; the
// writers make them safe to show.
type Page struct {
	First    string // a line before the title, such as the day of the page; "" for none
	Title    string
	Sections []Section
}

// A Section has a heading and blocks, each with items, a table, or both. The first section
// of a page has no heading: it says what the page is about.
type Section struct {
	Heading string
	Blocks  []Block
}

// A Block is an item of a list or a table.
type Block struct {
	Level int // of an item: 0, or 1 for one below the item before it
	Arrow bool
	Text  Line
	Table *Table
}

// A Table has a head and rows of the same length.
type Table struct {
	Head []string
	Rows [][]Line
}

// A Line is a text in pieces, some of which lead somewhere.
type Line []Span

// A Span is a piece of a line. URL is "" where it leads nowhere.
type Span struct{ Text, URL string }

// line makes a line of strings, spans and lines.
func line(parts ...any) Line {
	var out Line
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			if p != "" {
				out = append(out, Span{Text: p})
			}
		case Span:
			out = append(out, p)
		case Line:
			out = append(out, p...)
		default:
			panic(fmt.Sprintf("page: a line of %T", p))
		}
	}
	return out
}

// text returns the words of a line, without addresses.
func (l Line) text() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return b.String()
}

// address is a span that shows where it leads.
func address(u string) Span { return Span{u, u} }

// section begins a section.
func (p *Page) section(heading string) {
	p.Sections = append(p.Sections, Section{Heading: heading})
}

func (p *Page) add(b Block) {
	if len(p.Sections) == 0 {
		p.section("")
	}
	s := &p.Sections[len(p.Sections)-1]
	s.Blocks = append(s.Blocks, b)
}

// item adds an item to the last section.
func (p *Page) item(parts ...any) { p.add(Block{Text: line(parts...)}) }

// below adds an item below the last one.
func (p *Page) below(parts ...any) { p.add(Block{Level: 1, Text: line(parts...)}) }

// answer adds an item that answers or supports the last one.
func (p *Page) answer(parts ...any) { p.add(Block{Level: 0, Arrow: true, Text: line(parts...)}) }

// tables adds a table for each text of the first column, below an item with that text; one
// table if the column is empty.
func (p *Page) tables(head []string, rows [][]Line) {
	var order []string
	of := map[string][][]Line{}
	for _, r := range rows {
		k := r[0].text()
		if of[k] == nil {
			order = append(order, k)
		}
		of[k] = append(of[k], r[1:])
	}
	for _, k := range order {
		if k != "" {
			p.item(k)
		}
		p.table(head[1:], of[k])
	}
}

// table adds a table to the last section; columns that are empty in every row are left out,
// and so are rows that say what one before them says.
func (p *Page) table(head []string, rows [][]Line) {
	seen := map[string]bool{}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r []Line) bool {
		var key strings.Builder
		for _, c := range r {
			key.WriteString(c.text() + "\x1f")
		}
		again := seen[key.String()]
		seen[key.String()] = true
		return again
	})
	t := &Table{Rows: make([][]Line, len(rows))}
	for i, h := range head {
		used := false
		for _, r := range rows {
			used = used || r[i].text() != ""
		}
		if !used {
			continue
		}
		t.Head = append(t.Head, h)
		for j, r := range rows {
			t.Rows[j] = append(t.Rows[j], r[i])
		}
	}
	p.add(Block{Table: t})
}

// A writer writes and keeps the first error.
type writer struct {
	w   io.Writer
	err error
}

func (w *writer) printf(format string, args ...any) {
	if w.err == nil {
		_, w.err = fmt.Fprintf(w.w, format, args...)
	}
}

// WriteText writes the page in lines of at most width characters, apart from words that are
// longer.
func (p *Page) WriteText(to io.Writer, width int) error {
	w := &writer{w: to}
	if p.First != "" {
		w.printf("%s\n\n", terminal.Clean(p.First))
	}
	w.printf("%s\n", terminal.Wrap(terminal.Clean(p.Title), width, "  "))
	for _, s := range p.Sections {
		if s.Heading != "" {
			w.printf("\n%s\n", terminal.Wrap(strings.ToUpper(terminal.Clean(s.Heading)), width, "  "))
		}
		for _, b := range s.Blocks {
			if b.Table != nil {
				b.Table.writeText(w, width)
				continue
			}
			indent := strings.Repeat("  ", b.Level+1)
			text := terminal.Clean(b.Text.text())
			if b.Arrow {
				text = "→ " + text
			}
			w.printf("%s%s\n", indent, terminal.Wrap(text, width-len(indent)-2, indent+"  "))
		}
	}
	return w.err
}

// WriteMarkdown writes the page as Markdown.
func (p *Page) WriteMarkdown(to io.Writer) error {
	w := &writer{w: to}
	if p.First != "" {
		w.printf("%s\n\n", escape(p.First))
	}
	w.printf("# %s\n", escape(p.Title))
	for _, s := range p.Sections {
		if s.Heading != "" {
			w.printf("\n## %s\n", escape(s.Heading))
		}
		w.printf("\n")
		for i, b := range s.Blocks {
			if b.Table != nil {
				if i > 0 {
					w.printf("\n")
				}
				b.Table.writeMarkdown(w)
				continue
			}
			level := b.Level
			if b.Arrow {
				level = 1
			}
			w.printf("%s- %s\n", strings.Repeat("  ", level), b.Text.markdown())
		}
	}
	return w.err
}

func (t *Table) writeMarkdown(w *writer) {
	head := make([]string, len(t.Head))
	for i, h := range t.Head {
		head[i] = escape(h)
	}
	w.printf("| %s |\n|%s\n", strings.Join(head, " | "), strings.Repeat(" --- |", len(head)))
	for _, r := range t.Rows {
		cells := make([]string, len(r))
		for i, c := range r {
			cells[i] = c.markdown()
		}
		w.printf("| %s |\n", strings.Join(cells, " | "))
	}
}

// markdown returns the line with its addresses as links. A word is no link unless it leads
// to the web: a received database could name anything.
func (l Line) markdown() string {
	var b strings.Builder
	for _, s := range l {
		u := linkTo(s.URL)
		switch {
		case u == "":
			b.WriteString(escape(s.Text))
		case s.Text == s.URL:
			b.WriteString("<" + u + ">")
		default:
			b.WriteString("[" + strings.NewReplacer("[", `\[`, "]", `\]`).Replace(escape(s.Text)) + "](<" + u + ">)")
		}
	}
	return b.String()
}

// linkTo returns an address of the web as Markdown may hold it, "" for any other.
func linkTo(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsFunc(address, terminal.Hostile) || !utf8.ValidString(address) {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "|", "%7C", `\`, "%5C").Replace(address)
}

// escape makes a text safe for Markdown, also in a cell of a table.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "|", `\|`, "<", "&lt;").Replace(terminal.Clean(s))
}
