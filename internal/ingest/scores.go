package ingest

import (
	"math"
	"strings"

	"provenance/internal/csvfile"
	"provenance/internal/model"
)

// A scoreReader converts rows of scores.csv into scores. It checks each distinct text of
// shared columns only once. If anything is wrong with a row, it leaves the messages to the
// checker that all tables use.
type scoreReader struct {
	checker *checker
	terms   [TermCount]map[string]termText
	last    [TermCount]termText // of the previous row: most rows repeat most of its terms
	where   [TermCount]int      // by term: its column of scores.csv
	absent  [TermCount]bool     // the file lacks the column, and may do so
	proto   map[string]*model.Protocol
	memory  Memory // for terms and proto
	present []int  // fields of the protocol columns that the file has
	key     []byte // protocol cells of the current row
	lastKey []byte // of the previous row, whose protocol is lastProtocol
	at      struct {
		value, printed, ciLow, ciHigh, ciLevel, stderr, n, rank, locator, note, externalID, meta, revision, supersedes place
	}
	protocolAt   int             // index of the first protocol column
	noProtocol   *model.Protocol // used if the file has no protocol column
	lastProtocol *model.Protocol
}

// A place is the position of a column of scores.csv in a file.
type place struct {
	field int // -1: the file lacks the column
	least *float64
}

// A termText is the text of a cell with its term, nil for a blank cell.
type termText struct {
	text string
	term *model.Term
}

// Numbers of the terms of a score: the columns of scores.csv whose texts many scores share.
// TermCount is the number of terms.
const (
	TermSource = iota
	TermListedAs
	TermSection
	TermBenchmark
	TermMetric
	TermReportedOn
	TermEvaluatedOn
	TermEvaluator
	TermAsserted
	TermCount
)

// TermNames has the column of scores.csv for each term.
var TermNames = [TermCount]string{"source", "listed_as", "section", "benchmark", "metric", "reported_on", "evaluated_on", "evaluator", "asserted_relationship"}

func newScoreReader(path string, table *model.Table, where []int, width int) *scoreReader {
	s := &scoreReader{checker: newChecker(path, table, where, width), proto: map[string]*model.Protocol{}}
	for i, name := range TermNames {
		s.where[i], s.terms[i] = table.Column(name), map[string]termText{}
		s.absent[i] = where[s.where[i]] < 0 && !table.Columns[s.where[i]].Required
	}
	at := func(name string) place {
		i := table.Column(name)
		return place{where[i], table.Columns[i].Least}
	}
	a := &s.at
	a.value, a.printed, a.ciLow, a.ciHigh = at("value"), at("value_as_printed"), at("ci_low"), at("ci_high")
	a.ciLevel, a.stderr, a.n, a.rank = at("ci_level"), at("stderr"), at("sample_size"), at("rank")
	a.locator, a.note, a.revision, a.supersedes = at("locator"), at("note"), at("revision"), at("supersedes")
	a.externalID, a.meta = at("external_id"), at("meta")
	s.protocolAt = table.Column(model.ProtocolColumns[0])
	for i := range model.ProtocolColumns {
		if w := where[s.protocolAt+i]; w >= 0 {
			s.present = append(s.present, w)
		}
	}
	if len(s.present) == 0 {
		s.noProtocol = &model.Protocol{}
	}
	return s
}

// read sets out to the score of a row, or returns what is wrong with the row.
func (s *scoreReader) read(r *csvfile.Row, out *model.Score) []model.Problem {
	if len(r.Fields) != s.checker.width || !s.fillScore(r, out) {
		_, problems := s.checker.check(r)
		if len(problems) == 0 { // the row itself is right
			problems = append(problems, s.checker.problem(r, &TooManyTexts))
		}
		return problems
	}
	out.Line, out.LineTo, out.Raw = r.Line, r.LineTo, r.Raw
	return nil
}

// text returns the cell of a column, "" if the file lacks the column.
func (s *scoreReader) text(r *csvfile.Row, col int) string {
	if w := s.checker.where[col]; w >= 0 {
		return r.Fields[w]
	}
	return ""
}

// fillScore sets out to the score of a row. It returns false if a cell is wrong.
func (s *scoreReader) fillScore(r *csvfile.Row, out *model.Score) bool {
	ok := true
	term := func(i int) *model.Term {
		if s.absent[i] {
			return nil
		}
		t, good := s.readTerm(i, s.text(r, s.where[i]))
		ok = ok && good
		return t
	}
	out.Source, out.ListedAs, out.Section, out.Benchmark = term(TermSource), term(TermListedAs), term(TermSection), term(TermBenchmark)
	out.Metric, out.ReportedOn, out.EvaluatedOn = term(TermMetric), term(TermReportedOn), term(TermEvaluatedOn)
	out.Evaluator, out.Asserted = term(TermEvaluator), term(TermAsserted)
	number := func(p place) float64 {
		if p.field < 0 || r.Fields[p.field] == "" {
			return math.NaN()
		}
		t := r.Fields[p.field]
		f, err := 0.0, error(nil)
		if q, plain := PlainNumber(t); plain {
			f = q.Value
		} else if t = strings.TrimSpace(t); t == "" {
			return math.NaN()
		} else {
			f, err = model.ParseReal(t)
		}
		ok = ok && err == nil && (p.least == nil || f >= *p.least)
		return f
	}
	whole := func(p place) int64 {
		if p.field < 0 || r.Fields[p.field] == "" {
			return 0
		}
		t := r.Fields[p.field]
		if n, plain := plainWhole(t); plain {
			ok = ok && n > 0
			return n
		}
		if t = strings.TrimSpace(t); t == "" {
			return 0
		}
		n, err := model.ParseInt(t)
		ok = ok && err == nil && n > 0
		return n
	}
	a := &s.at
	out.Value = number(a.value)
	ok = ok && !math.IsNaN(out.Value)
	out.CILow, out.CIHigh, out.CILevel, out.StdErr = number(a.ciLow), number(a.ciHigh), number(a.ciLevel), number(a.stderr)
	out.SampleSize, out.Rank = whole(a.n), whole(a.rank)
	out.Revision, out.Supersedes = whole(a.revision), whole(a.supersedes)
	out.Printed, out.Locator, out.Note = textOrBlank(a.printed.text(r)), textOrBlank(a.locator.text(r)), textOrBlank(a.note.text(r))
	out.ExternalID, out.Meta = textOrBlank(a.externalID.text(r)), ""
	if cell := a.meta.text(r); cell != "" {
		v, code, _, _ := canonical(&s.checker.table.Columns[s.checker.table.Column("meta")], cell)
		out.Meta, _ = v.(string)
		ok = ok && code == ""
	}
	var good bool
	out.Protocol, good = s.readProtocol(r)
	return ok && good
}

// plainWhole parses a number that consists of digits only, as most do. It reports false
// for any other text and for one that may be too large: see model.ParseInt.
func plainWhole(t string) (n int64, ok bool) {
	if len(t) > 18 {
		return 0, false
	}
	for i := 0; i < len(t); i++ {
		if t[i] < '0' || t[i] > '9' {
			return 0, false
		}
		n = n*10 + int64(t[i]-'0')
	}
	return n, t != ""
}

// text returns the cell, "" if the file lacks the column.
func (p place) text(r *csvfile.Row) string {
	if p.field < 0 {
		return ""
	}
	return model.Unguard(r.Fields[p.field])
}

// textOrBlank returns a text unchanged, or "" if it consists of white space.
func textOrBlank(s string) string {
	if s == "" || s[0] > ' ' && s[0] < 0x80 {
		return s
	}
	if strings.TrimSpace(s) == "" {
		return ""
	}
	return s
}

// readTerm returns the term of a cell, nil for a blank one. It reports false if the cell
// is wrong.
func (s *scoreReader) readTerm(i int, text string) (*model.Term, bool) {
	if last := &s.last[i]; last.text == text && text != "" {
		return last.term, true
	}
	if t, ok := s.terms[i][text]; ok {
		s.last[i] = t
		return t.term, true
	}
	v, code, _, _ := canonical(&s.checker.table.Columns[s.where[i]], text)
	if code != "" {
		return nil, false
	}
	if !s.memory.Reserve(len(text)) {
		return nil, false
	}
	var t *model.Term
	if v != nil {
		t = &model.Term{Text: strings.Clone(v.(string))}
		if i == TermListedAs {
			t.Norm = Norm(t.Text)
		}
	}
	text = strings.Clone(text)
	s.terms[i][text] = termText{text, t}
	return t, true
}

// readProtocol returns the protocol of a row. It reports false if a cell is wrong.
func (s *scoreReader) readProtocol(r *csvfile.Row) (*model.Protocol, bool) {
	if s.noProtocol != nil {
		return s.noProtocol, true
	}
	s.key, s.lastKey = s.lastKey[:0], s.key
	for _, field := range s.present {
		s.key = append(append(s.key, r.Fields[field]...), 0x1f)
	}
	if s.lastProtocol != nil && string(s.key) == string(s.lastKey) {
		return s.lastProtocol, true
	}
	s.lastProtocol = s.proto[string(s.key)]
	if s.lastProtocol != nil {
		return s.lastProtocol, true
	}
	if !s.memory.Reserve(len(s.key)) {
		return nil, false
	}
	p := &model.Protocol{}
	for i := range model.ProtocolColumns {
		v, code, _, _ := canonical(&s.checker.table.Columns[s.protocolAt+i], s.text(r, s.protocolAt+i))
		if code != "" {
			return nil, false
		}
		if t, ok := v.(string); ok {
			v = strings.Clone(t)
		}
		p.Values[i] = v
	}
	s.proto[string(s.key)], s.lastProtocol = p, p
	return p, true
}

// locate finds the cell of a field of a score in the bytes of its record.
func (s *scoreReader) locate(score *model.Score, field string) (column int, text string) {
	i := s.checker.table.Column(field)
	if i < 0 || s.checker.where[i] < 0 {
		return 0, ""
	}
	r, err := csvfile.NewSplitter(strings.NewReader(score.Raw)).Next()
	if err != nil || r.Err != nil || len(r.Fields) != s.checker.width {
		return 0, ""
	}
	w := s.checker.where[i]
	return r.Columns[w], r.Fields[w]
}
