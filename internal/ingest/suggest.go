package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"provenance/internal/model"
)

// Limits on what is looked at to draft a map.
const (
	suggestBytes = 8 << 20
	suggestRows  = 2000
)

// A Draft is a map that was drafted from what stands in a file, as YAML with the
// evidence for each guess beside it.
type Draft struct {
	text []byte
	Map  *Map // what the text says
}

// WriteTo writes the text of the draft.
func (d *Draft) WriteTo(w io.Writer) (int64, error) {
	n, err := w.Write(d.text)
	return int64(n), err
}

// Suggest drafts a map for a leaderboard file. It looks at the beginning of the
// file only, and says nothing about any model: a pattern in a name decides at most
// how the table lies. The error says in plain words why no map can be drafted.
func Suggest(r io.Reader, path string) (*Draft, error) {
	text, err := beginning(r)
	if err != nil {
		return nil, err
	}
	if err := refuse(text); err != nil {
		return nil, err
	}
	l, err := guessLayout(text)
	if err != nil {
		return nil, err
	}
	t, err := newProfile(text, path, l)
	if err != nil {
		return nil, err
	}
	g := &guess{path: path, profile: t}
	if err := g.roles(); err != nil {
		return nil, err
	}
	d := &Draft{text: g.write()}
	m, problems := LoadMap(path+" (draft)", bytes.NewReader(d.text))
	if len(problems) > 0 {
		return nil, fmt.Errorf("no map could be drafted that can be loaded: %w", problems[0])
	}
	d.Map = m
	d.text = append(d.text, tried(text, path, m)...)
	return d, nil
}

// beginning reads the first whole lines of a file as text.
func beginning(r io.Reader) (string, error) {
	br, err := decode(r)
	if err != nil {
		return "", err
	}
	b, err := io.ReadAll(io.LimitReader(br, suggestBytes))
	if err != nil && !errors.Is(err, errTooLarge) {
		return "", err
	}
	if len(b) == suggestBytes {
		b = b[:bytes.LastIndexByte(b, '\n')+1]
	}
	return string(b), nil
}

// refuse tells what is no table of text.
func refuse(text string) error {
	head := strings.TrimSpace(text[:min(len(text), 4096)])
	switch {
	case head == "":
		return errors.New("the file is empty")
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[{") || strings.HasPrefix(head, "[\n") || head == "[":
		return errors.New("this is JSON, not a table: write its records as CSV first, one a line")
	case strings.HasPrefix(strings.ToLower(head), "<!doctype") || strings.HasPrefix(strings.ToLower(head), "<html") || strings.HasPrefix(strings.ToLower(head), "<?xml"):
		return errors.New("this is a page of HTML or XML, not a table: save its table as CSV first")
	case strings.HasPrefix(head, "PK\x03\x04"):
		return errors.New("this is a spreadsheet or an archive: save the sheet as CSV first")
	case strings.HasPrefix(head, "PAR1") || strings.HasPrefix(head, "%PDF"):
		return errors.New("this is a binary file, not a table of text: export it as CSV first")
	case badText(text[:min(len(text), 64<<10)], 1) != nil && strings.IndexByte(text, 0) >= 0:
		return errors.New("this is a binary file, not a table of text: export it as CSV first")
	}
	return nil
}

// rowsOf splits a text, at most n rows, each its own.
func rowsOf(text string, delimiter byte, n int) []*row {
	s := newSplitter(strings.NewReader(text))
	s.delimiter = delimiter
	var out []*row
	for len(out) < n {
		r, err := s.next()
		if err != nil {
			break
		}
		if r.err == nil && !allBlank(r.fields) {
			out = append(out, r.clone())
		}
	}
	return out
}

// A layoutGuess is how the lines of a file seem to lie, and why.
type layoutGuess struct {
	Layout
	why   []string
	table bool // a Markdown table: its second line is dashes
}

// guessLayout finds the delimiter, the lines before the header, a second header
// row, and whether the file lies on its side.
func guessLayout(text string) (*layoutGuess, error) {
	l := &layoutGuess{}
	l.HeaderRows = 1
	best, width := 0.0, 0
	var rows []*row
	for _, d := range []byte{',', '\t', ';', '|'} {
		all := rowsOf(text, d, 200)
		w, share := commonWidth(all)
		if score := share * float64(min(w, 6)); w > 1 && score > best*1.2 {
			best, width, rows = score, w, all
			l.Delimiter = map[byte]string{',': "", '\t': "tab", ';': ";", '|': "|"}[d]
		}
	}
	if width < 2 {
		return nil, errors.New("no table was found: the lines do not hold the same number of fields set apart by commas, semicolons, tabs or bars")
	}
	if l.Delimiter != "" {
		l.why = append(l.why, fmt.Sprintf("fields are set apart by %q", l.Delimiter))
	}
	first := 0
	for first < len(rows)-1 && filled(rows[first].fields) < max(2, (width+1)/2) {
		first++
	}
	grouped := first > 0 && groups(rows[first-1].fields, len(rows[first].fields))
	if grouped {
		first--
	}
	if l.Skip = rows[first].line - 1; l.Skip > 0 {
		l.why = append(l.why, fmt.Sprintf("the first line with %d fields is line %d", len(rows[first].fields), rows[first].line))
	}
	rows = rows[first:]
	if len(rows) < 2 {
		return nil, errors.New("there is a header and no line below it")
	}
	l.table = l.Delimiter == "|" && dashes(rows[1].fields)
	short, long := 0, 0
	for _, r := range rows {
		if w := len(rows[0].fields); len(r.fields) < w {
			short++
		} else if len(r.fields) > w && allBlank(r.fields[w:]) {
			long++
		}
	}
	if l.Ragged = short+long > 0; short > 0 {
		l.why = append(l.why, fmt.Sprintf("%d of the first %d lines are shorter than the header", short, len(rows)))
	}
	if long > 0 {
		l.why = append(l.why, fmt.Sprintf("%d of the first %d lines end in blank cells beyond the header", long, len(rows)))
	}
	if grouped {
		l.HeaderRows = 2
		l.why = append(l.why, "the line above the columns' names groups them")
	} else if !l.table && secondHeader(rows) {
		l.HeaderRows = 2
		l.why = append(l.why, "the second line names columns too: it has no number where those below have one")
	}
	if l.HeaderRows == 1 && !l.table {
		if why := onItsSide(rows); why != "" {
			l.Transpose = true
			l.why = append(l.why, why)
		}
	}
	return l, nil
}

// groups tells whether a row groups the columns that the next one names.
func groups(fields []string, width int) bool {
	return len(fields) == width && filled(fields) > 1 && !slices.ContainsFunc(fields, isNumber)
}

// commonWidth returns the most common number of fields, and the share of rows
// that have it.
func commonWidth(rows []*row) (int, float64) {
	counts := map[int]int{}
	best := 0
	for _, r := range rows {
		n := len(r.fields)
		counts[n]++
		if counts[n] > counts[best] || counts[n] == counts[best] && n > best {
			best = n
		}
	}
	if len(rows) == 0 {
		return 0, 0
	}
	return best, float64(counts[best]) / float64(len(rows))
}

func filled(fields []string) int {
	n := 0
	for _, f := range fields {
		if strings.TrimSpace(f) != "" {
			n++
		}
	}
	return n
}

// dashes tells whether all fields are the dashes under a Markdown header.
func dashes(fields []string) bool {
	n := 0
	for _, f := range fields {
		f = strings.TrimSpace(f)
		if strings.Trim(f, ":-") != "" {
			return false
		}
		if len(f) > 1 {
			n++
		}
	}
	return n > 1
}

// isNumber tells whether a cell prints a number in any notation.
func isNumber(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" {
		return false
	}
	_, _, _, err := parsePlusMinus(unmark(plainText("markdown", text), footnoteMarks))
	return err == nil
}

// secondHeader tells whether the second row is one of the header: where the rows
// below hold numbers it holds text, and the first row has blanks or repeats there.
func secondHeader(rows []*row) bool {
	if len(rows) < 4 {
		return false
	}
	text, numeric, gaps := 0, 0, 0
	for i := range rows[0].fields {
		n := 0
		for _, r := range rows[2:] {
			if i < len(r.fields) && isNumber(r.fields[i]) {
				n++
			}
		}
		if n*2 < len(rows)-2 || i >= len(rows[1].fields) {
			continue
		}
		numeric++
		if t := strings.TrimSpace(rows[1].fields[i]); t != "" && !isNumber(t) && !noNumber(t) {
			text++
		}
		if t := strings.TrimSpace(rows[0].fields[i]); t == "" || i > 0 && t == strings.TrimSpace(rows[0].fields[i-1]) {
			gaps++
		}
	}
	return numeric > 0 && text == numeric && (gaps > 0 || strings.TrimSpace(rows[0].fields[0]) == "" || strings.TrimSpace(rows[1].fields[0]) == "")
}

// onItsSide tells whether models stand in the columns, and why it seems so.
func onItsSide(rows []*row) string {
	head := rows[0].fields
	if len(head) < 3 {
		return ""
	}
	for _, h := range head[1:] {
		if has(modelHeaders, h) || has(benchmarkHeaders, h) || has(valueHeaders, h) || known(h) || looksLikeBenchmark(h) {
			return ""
		}
	}
	models, tests, numbers := 0, 0, 0
	for _, h := range head[1:] {
		if looksLikeModel(h) {
			models++
		}
	}
	for _, r := range rows[1:] {
		if looksLikeBenchmark(r.fields[0]) || known(r.fields[0]) {
			tests++
		}
		if len(r.fields) > 1 && isNumber(r.fields[1]) {
			numbers++
		}
	}
	n := len(head) - 1
	corner := has(benchmarkHeaders, head[0]) || has(metricHeaders, head[0])
	if corner && numbers*2 >= len(rows)-1 {
		return fmt.Sprintf("the first header is %q and none of the others names a column of a table of models", head[0])
	}
	if tests > 1 && tests*2 >= len(rows)-1 {
		return fmt.Sprintf("%d of %d headers look like names of models, none like a benchmark, and %d of %d cells of the first column name benchmarks or other columns", models, n, tests, len(rows)-1)
	}
	return ""
}

// known tells whether a text is a usual header of a column that is no benchmark.
func known(header string) bool {
	return has(metaHeaders, header) || has(rankHeaders, header) || has(sizeHeaders, header) || has(dayHeaders, header) || meanHeader.MatchString(words(header))
}

// tried reads the beginning of the file through the draft and says what came of it.
func tried(text, path string, m *Map) []byte {
	scores, first := 0, ""
	sum, err := ReadMap(strings.NewReader(text), path, m, MapOptions{}, Handlers{
		Scores: func(b *model.ScoreBatch) error { scores += len(b.Scores); return nil },
		Problem: func(p model.Problem) {
			if first == "" {
				first = p.Error()
			}
		},
	})
	var b bytes.Buffer
	fmt.Fprintf(&b, "\n# Tried on the file: %d lines = %d header + %d accepted + %d rejected + %d dropped + %d blank; %d cells = %d scores + %d missing.\n",
		sum.Lines, sum.Header, sum.Accepted, sum.Rejected, sum.Dropped, sum.Blank, sum.Cells, scores, sum.Missing)
	if err != nil {
		first = err.Error()
	}
	if first != "" {
		fmt.Fprintf(&b, "# The first problem: %s\n", strings.ReplaceAll(first, "\n", " "))
	}
	return printable(b.Bytes())
}
