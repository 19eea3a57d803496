package sheet

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"provenance/internal/boardmap"
	"provenance/internal/csvfile"
	"provenance/internal/ingest"
)

// A LayoutGuess is the layout that a file seems to have, with the evidence.
type layoutGuess struct {
	boardmap.Layout
	Why        []string
	DoubtComma string // why a comma in numbers may be a decimal comma
	Table      bool   // a Markdown table, with dashes in its second line
}

// GuessLayout guesses the delimiter, the number of lines before the header, the number of
// header rows, and whether the table is transposed.
func GuessLayout(text string) (*layoutGuess, error) {
	l := &layoutGuess{}
	l.HeaderRows = 1
	best, width, delimiter := 0.0, 0, byte(',')
	var rows []*csvfile.Row
	for _, d := range []byte{',', '\t', ';', '|'} {
		all := rowsOf(text, d, 200)
		w, share := commonWidth(all)
		if score := share * float64(min(w, 6)); w > 1 && score > best*1.2 {
			best, width, rows, delimiter = score, w, all, d
			l.Delimiter = map[byte]string{',': "", '\t': "tab", ';': ";", '|': "|"}[d]
		}
	}
	if width < 2 {
		return nil, errors.New("no table found: the lines do not have the same number of fields separated by commas, semicolons, tabs or bars")
	}
	if l.Delimiter != "" {
		l.Why = append(l.Why, fmt.Sprintf("fields are separated by %q", l.Delimiter))
	}
	first := 0
	for first < len(rows)-1 && (countFilled(rows[first].Fields) < max(2, (width+1)/2) || isComment(rows, first)) {
		first++
	}
	if isTitle(rows, first) {
		first++
	}
	grouped := first > 0 && strings.TrimSpace(rows[first-1].Fields[0]) == "" && !isComment(rows, first-1) && groupsColumns(rows[first-1].Fields, len(rows[first].Fields))
	if grouped {
		first--
	}
	if l.Skip = rows[first].Line - 1; l.Skip > 0 {
		l.Why = append(l.Why, fmt.Sprintf("the first line with %d fields is line %d", len(rows[first].Fields), rows[first].Line))
		if above := rows[max(first-1, 0)]; !grouped && first > 0 && countFilled(above.Fields) > 1 && !slices.ContainsFunc(above.Fields, IsNumber) && !isComment(rows, first-1) {
			l.Why = append(l.Why, fmt.Sprintf("line %d is left out: if it groups the columns, give it %d fields, and say header_rows: 2 and skip: %d", above.Line, len(rows[first].Fields), above.Line-1))
		}
	}
	rows = rows[first:]
	if len(rows) < 2 {
		if e := firstBroken(text, delimiter); e != nil {
			return nil, fmt.Errorf("no line below the header can be read; line %d, column %d: %s (%s)", e.Line, e.Column, e.Text, e.Hint)
		}
		return nil, errors.New("the file has a header but no lines below it")
	}
	l.Table = l.Delimiter == "|" && AllDashes(rows[1].Fields)
	short, long := 0, 0
	for _, r := range rows {
		if w := len(rows[0].Fields); len(r.Fields) < w {
			short++
		} else if len(r.Fields) > w && csvfile.AllBlank(r.Fields[w:]) {
			long++
		}
	}
	l.Ragged = long > 0 && short == 0 || short*2 > len(rows)
	if short > 0 {
		l.Why = append(l.Why, fmt.Sprintf("%d of the first %d lines are shorter than the header", short, len(rows)))
		if !l.Ragged {
			l.Why = append(l.Why, "nobody knows which of their fields are missing, so they are rejects; if it is those at the end, say ragged: true")
		}
	}
	if long > 0 {
		l.Why = append(l.Why, fmt.Sprintf("%d of the first %d lines end in blank cells beyond the header", long, len(rows)))
	}
	if grouped {
		l.HeaderRows = 2
		l.Why = append(l.Why, "the line above the column names groups them")
	} else if !l.Table && isSecondHeader(rows) {
		l.HeaderRows = 2
		l.Why = append(l.Why, "the second line names columns too: it has no number where those below have one")
	}
	for l.HeaderRows > 1 && l.HeaderRows < 5 && isHeaderRow(rows, l.HeaderRows) {
		l.HeaderRows++
		l.Why = append(l.Why, fmt.Sprintf("line %d of these names columns too", l.HeaderRows))
	}
	if l.HeaderRows == 1 && !l.Table {
		if lead, why := detectTranspose(rows); why != "" {
			l.Transpose, l.HeaderRows = true, lead
			l.Why = append(l.Why, why)
			if lead > 1 {
				l.Why = append(l.Why, fmt.Sprintf("the first %d columns together name a benchmark", lead))
			}
		}
	}
	return l, nil
}

// isComment reports whether a row is a comment above the header. Such a row begins with #
// and has no usual header word, and a header follows: a row with a usual header word, or
// without values.
func isComment(rows []*csvfile.Row, at int) bool {
	marked := func(r *csvfile.Row) bool { f := strings.TrimSpace(r.Fields[0]); return len(f) > 2 && f[0] == '#' }
	usual := func(h string) bool {
		h = strings.TrimLeft(strings.TrimSpace(h), "# ")
		return isModelHead(h) || HasHeader(BenchmarkHeaders, h) || isUsualHeader(h)
	}
	if !marked(rows[at]) || slices.ContainsFunc(rows[at].Fields, usual) {
		return false
	}
	for _, r := range rows[at+1:] {
		if marked(r) && !slices.ContainsFunc(r.Fields, usual) {
			continue
		}
		return len(r.Fields) > 1 && (slices.ContainsFunc(r.Fields, isModelHead) || !slices.ContainsFunc(r.Fields, isValue))
	}
	return false
}

// isTitle reports whether a row is a title that contains commas: it has neither a usual
// header nor a value, and the next row has the header of a model column.
func isTitle(rows []*csvfile.Row, at int) bool {
	if at >= len(rows)-2 || strings.TrimSpace(rows[at].Fields[0]) == "" {
		return false
	}
	row, next := rows[at].Fields, rows[at+1].Fields
	return !slices.ContainsFunc(row, isModelHead) && !slices.ContainsFunc(row, isValue) && slices.ContainsFunc(next, isModelHead) && !slices.ContainsFunc(next, isValue)
}

// isValue reports whether a cell holds a number, a day or an interval in any notation.
func isValue(text string) bool {
	c := NewColumn(false, "", 0)
	c.ReadCell(strings.TrimSpace(text))
	return c.Numbers+c.Dates+c.Days+c.Offsets+c.Bounds+c.Pairs+c.Sups > 0
}

// isModelHead reports whether a header names a column of models.
func isModelHead(h string) bool {
	return HasHeader(ModelHeaders, h) || ModelWord.MatchString(SplitWords(h)) || strings.Contains(h, "模型")
}

// groupsColumns reports whether a row names groups of the columns that the next row names.
func groupsColumns(fields []string, width int) bool {
	return len(fields) == width && countFilled(fields) > 1 && !slices.ContainsFunc(fields, IsNumber)
}

// commonWidth returns the most common number of fields, and the share of rows
// that have it.
func commonWidth(rows []*csvfile.Row) (int, float64) {
	counts := map[int]int{}
	best := 0
	for _, r := range rows {
		n := len(r.Fields)
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

func countFilled(fields []string) int {
	n := 0
	for _, f := range fields {
		if strings.TrimSpace(f) != "" {
			n++
		}
	}
	return n
}

// AllDashes reports whether all fields are the dashes under a Markdown header.
func AllDashes(fields []string) bool {
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

// IsNumber reports whether a cell holds a number in any notation.
func IsNumber(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" {
		return false
	}
	_, _, _, err := ingest.ParsePlusMinus(ingest.TrimMarks(ingest.PlainText("markdown", text), FootnoteMarks))
	return err == nil
}

// isSecondHeader reports whether the second row belongs to the header: it has text in
// columns of numbers, and the first row is blank or repeats itself there.
func isSecondHeader(rows []*csvfile.Row) bool {
	if len(rows) < 4 {
		return false
	}
	text, numeric, gaps := 0, 0, 0
	for i := range rows[0].Fields {
		n := 0
		for _, r := range rows[2:] {
			if i < len(r.Fields) && IsNumber(r.Fields[i]) {
				n++
			}
		}
		if n*2 < len(rows)-2 || i >= len(rows[1].Fields) {
			continue
		}
		numeric++
		if t := strings.TrimSpace(rows[1].Fields[i]); t != "" && !IsNumber(t) && !ingest.NoNumber(t) {
			text++
		}
		if t := strings.TrimSpace(rows[0].Fields[i]); t == "" || i > 0 && t == strings.TrimSpace(rows[0].Fields[i-1]) {
			gaps++
		}
	}
	return numeric > 0 && text == numeric && (gaps > 0 || HasHeader(UnitHeaders, rows[1].Fields[0]) || strings.TrimSpace(rows[0].Fields[0]) == "" || strings.TrimSpace(rows[1].Fields[0]) == "")
}

// isHeaderRow reports whether a row below a header row belongs to the header too: it has
// text in columns of numbers.
func isHeaderRow(rows []*csvfile.Row, at int) bool {
	if len(rows) < at+3 {
		return false
	}
	text, numeric := 0, 0
	for i := range rows[0].Fields {
		n := 0
		for _, r := range rows[at+1:] {
			if i < len(r.Fields) && IsNumber(r.Fields[i]) {
				n++
			}
		}
		if n*2 < len(rows)-at-1 || i >= len(rows[at].Fields) {
			continue
		}
		numeric++
		if t := strings.TrimSpace(rows[at].Fields[i]); t != "" && !IsNumber(t) && !ingest.NoNumber(t) && !nullText.MatchString(t) {
			text++
		}
	}
	return numeric > 1 && text == numeric
}

// leadHeaders are headers of columns that describe benchmarks in a table whose columns are
// models.
var leadHeaders = []string{"domain", "area", "group", "capability", "language", "setting", "type", "split", "section", "suite", "version", "mode", "description", "condition", "details", "notes"}

// isLead reports whether a header belongs to a column that describes a benchmark.
func isLead(h string) bool {
	h = strings.TrimLeft(strings.TrimSpace(h), "# ")
	return HasHeader(leadHeaders, h) || HasHeader(SizeHeaders, h) || HasHeader(SettingHeaders["shots"], h)
}

// detectTranspose reports whether the columns of a table are models. It returns the number
// of columns before the first model, and the evidence, "" if models are rows.
func detectTranspose(rows []*csvfile.Row) (lead int, why string) {
	head := rows[0].Fields
	namesTests := func(h string) bool { return HasHeader(BenchmarkHeaders, h) || HasHeader(MetricHeaders, h) }
	for lead = 1; lead < 4 && lead < len(head)-2 && (namesTests(head[lead]) || isLead(head[lead])); {
		lead++
	}
	usual := func(r *csvfile.Row) bool { return len(r.Fields) > 0 && isUsualHeader(r.Fields[0]) }
	if len(head) < lead+2 || isModelHead(head[0]) && !slices.ContainsFunc(rows[1:], usual) {
		return 0, "" // names of models may look like benchmarks: NuminaMath
	}
	models, ofFamilies, baselines, tests, numbers, named := 0, 0, 0, 0, 0, 0
	for _, h := range head[lead:] {
		if (MeanHeader.MatchString(SplitWords(h)) || ChangeHeader.MatchString(SplitWords(h))) && namesTests(head[0]) {
			continue // of the models
		}
		if MeasureName.MatchString(SplitWords(h)) {
			return 0, ""
		}
		if HasHeader(ModelHeaders, h) || HasHeader(BenchmarkHeaders, h) || HasHeader(ValueHeaders, h) || isUsualHeader(h) || LooksLikeBenchmark(h) {
			return 0, ""
		}
		if LooksLikeModel(h) {
			models++
		}
		if Families.MatchString(h) && !judgeHeader.MatchString(SplitWords(h)) {
			ofFamilies++
		} else if BaselineRow.MatchString(h) {
			baselines++
		}
	}
	for _, r := range rows[1:] {
		if slices.ContainsFunc(r.Fields[:min(lead, len(r.Fields))], func(s string) bool { return LooksLikeBenchmark(s) || isUsualHeader(s) }) {
			tests++
		}
		if len(r.Fields) > lead && IsNumber(r.Fields[lead]) {
			numbers++
		}
		if len(r.Fields) > 0 && Families.MatchString(r.Fields[0]) {
			named++
		}
	}
	n := len(head) - lead
	corner := slices.ContainsFunc(head[:lead], namesTests)
	if lead > 1 && models*2 < n {
		return 0, ""
	}
	if corner && numbers*2 >= len(rows)-1 {
		return lead, fmt.Sprintf("the first header is %q and no other header is one that tables of models usually have", head[0])
	}
	if ofFamilies > 1 && (ofFamilies+baselines)*3 >= n*2 && named == 0 && numbers*2 >= len(rows)-1 && !isUsualHeader(head[0]) {
		return lead, fmt.Sprintf("%d of %d headers look like names of models, and no cell of the first column does", ofFamilies, n)
	}
	if tests > 1 && tests*2 >= len(rows)-1 {
		return lead, fmt.Sprintf("%d of %d headers look like names of models, none like a benchmark, and %d of %d cells of the first column name benchmarks or other columns", models, n, tests, len(rows)-1)
	}
	return 0, ""
}

// isUsualHeader reports whether a text is a usual header of a column that is not a
// benchmark.
func isUsualHeader(header string) bool {
	return HasHeader(MetaHeaders, header) || HasHeader(RankHeaders, header) || HasHeader(SizeHeaders, header) || HasHeader(DayHeaders, header) || MeanHeader.MatchString(SplitWords(header))
}

// rowsOf returns copies of the first n rows of a text.
func rowsOf(text string, delimiter byte, n int) []*csvfile.Row {
	s := csvfile.NewSplitter(strings.NewReader(text))
	s.Delimiter = delimiter
	var out []*csvfile.Row
	for len(out) < n {
		r, err := s.Next()
		if err != nil {
			break
		}
		if r.Err == nil && !csvfile.AllBlank(r.Fields) {
			out = append(out, r.Clone())
		}
	}
	return out
}

// firstBroken returns the error of the first record that is not CSV, or nil.
func firstBroken(text string, delimiter byte) *csvfile.RowError {
	s := csvfile.NewSplitter(strings.NewReader(text))
	s.Delimiter = delimiter
	for {
		r, err := s.Next()
		if err != nil {
			return nil
		}
		if r.Err != nil {
			return r.Err
		}
	}
}
