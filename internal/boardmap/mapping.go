package boardmap

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"provenance/internal/csvfile"
	"provenance/internal/ingest"
	"provenance/internal/lazyregexp"
	"provenance/internal/model"
	"provenance/internal/oddity"
)

// Options are settings of the command line that modify a map.
type Options struct {
	ReportedOn string // YYYY-MM-DD, YYYY-MM or YYYY: the day of scores that have none in a column; overrides the day in the file name
	Source     string // slug of the source, overrides that of the map; the source is added if it is not on record
}

// A mapping is a map bound to the header of one file.
type mapping struct {
	path    string
	head    *header
	missing []string // the missing texts of the map
	comma   bool     // decimals follow a comma
	cat     *catalogue
	targets []*target
	plans   []*plan // fields of the map that are read from columns
	fill    []*filler
	drop    []*cellTest
	reject  []*cellTest
	has     []bool // for each column of scores.csv: whether the map states it

	terms     [ingest.TermCount]map[string]*model.Term
	protocols map[[16]any]*model.Protocol
	memory    ingest.Memory // of terms and protocols
	cached    int           // bytes in the caches of all plans
	full      bool          // a text of the current row did not fit into memory
	lastID    int32
	skipped   []string // columns of values that were left out, with the reasons
	day       string   // the day of all scores of the file; "" if there is none
	names     oddity.Names
	line      int // of the current row

	seq      int64 // number of the current row
	problems []model.Problem
	scores   []model.Score // of the current row
}

// A fate is what became of a row.
type fate int

const (
	accepted fate = iota
	dropped
	rejected
)

// An outcome is the result of applying a mapping to a row.
type outcome struct {
	fate
	cells   int // number of value cells
	missing int // number of them that hold no value
}

// apply calls emit for each score of a row, or returns what is wrong with the row. If any
// cell is bad, it emits no score. emit must not keep the score, and the problems are valid
// until the next call.
func (m *mapping) apply(r *csvfile.Row, emit func(*model.Score)) (outcome, []model.Problem) {
	m.seq++
	m.line = r.Line
	m.problems = m.problems[:0]
	m.scores = m.scores[:0]
	m.full = false
	o := outcome{fate: accepted}
	if len(r.Fields) != len(m.head.Names) {
		m.problems = append(m.problems, m.widthProblem(r))
		m.loseFilled(r)
		return outcome{fate: rejected}, m.problems
	}
	if len(m.fill) > 0 {
		m.fillDown(r)
	}
	for _, t := range m.drop {
		if t.holds(r) {
			return outcome{fate: dropped}, nil
		}
	}
	if len(m.fill) > 0 && !m.isFilled(r) {
		return outcome{fate: rejected}, m.problems
	}
	for _, t := range m.reject {
		if t.holds(r) {
			m.report(r, t.at, m.head.Names[t.at], r.Fields[t.at], &ingest.Fault{Code: model.CodeConstraint, What: "the map rejects this line", Hint: t.why})
		}
	}
	for _, p := range m.plans {
		p.readRow(r)
	}
	for _, t := range m.targets {
		o.cells++
		if !m.addScore(t, r) {
			o.missing++
		}
	}
	if m.full {
		m.report(r, -1, "", "", &ingest.TooManyTexts)
	}
	if len(m.problems) > 0 {
		o.fate = rejected
		return o, m.problems
	}
	for i := range m.scores {
		emit(&m.scores[i])
	}
	return o, nil
}

// addScore adds the score of a target. It returns false if the cell has no value. If a
// cell is wrong, it reports that, and the row will be rejected.
func (m *mapping) addScore(t *target, r *csvfile.Row) bool {
	v, f := t.measure(r)
	if f != nil {
		m.report(r, t.at, "value", r.Fields[t.at], f)
		return true
	}
	if v.missing {
		if v.text != "" && ingest.SheetError(v.text) {
			if t.stat.failed.Add(r.Line); t.stat.failed.N == 1 {
				t.stat.failure = v.text
			}
		}
		return false
	}
	m.scores = append(m.scores, t.base)
	s := &m.scores[len(m.scores)-1]
	s.Printed = v.printed
	info, st := t.metric, &t.stat
	bad, unit := false, true
	key := uint64(t.at)
	var who *reading
	for _, p := range t.dynamic {
		rd := p.readRow(r)
		bad = bad || rd.fault != nil
		unit = unit && (rd.fault == nil || p.kind != kindTerm || p.index != ingest.TermMetric)
		if rd.missing || rd.fault != nil {
			continue
		}
		switch p.kind {
		case kindTerm:
			setTerm(s, p.index, rd.term)
			if p.index == ingest.TermListedAs {
				who = rd
				continue
			}
			key = key*0x100000001b3 + uint64(rd.id)
			if p.index == ingest.TermMetric {
				info, st = rd.metric, rd.stat
			}
		case kindWhole:
			setWhole(s, p.index, int64(rd.q.Value))
		case kindText:
			setText(s, p.index, rd.text)
		}
	}
	if !unit {
		return true
	}
	exp, f := t.exponentTo(info, v.q.Sign, t.rule.Unit)
	if f != nil {
		m.report(r, t.at, "value", r.Fields[t.at], f)
		return true
	}
	s.Value = v.q.Scaled(exp)
	if exp != 0 && s.Printed == "" {
		s.Printed = v.text
	}
	m.setSpread(t, r, s, &v, info, exp)
	if bad {
		return true
	}
	t.setProtocol(s)
	s.Line, s.LineTo, s.Raw = r.Line, r.LineTo, r.Raw
	if m.head.lines != nil {
		s.Line, s.LineTo = m.head.lines[t.at], m.head.lines[t.at]
	}
	t.countValue(st, info, v.q, s.Line)
	t.stat.countInterval(s)
	if who != nil {
		who.tally.Add(key, s.Value, s.Line)
	}
	return true
}

// setSpread sets the interval and the standard error of a score. exp is the power of ten
// that converts the value.
func (m *mapping) setSpread(t *target, r *csvfile.Row, s *model.Score, v *measure, info *metricInfo, exp int) {
	if v.has && v.half.Value > 0 {
		switch t.rule.PlusMinus {
		case "stderr":
			s.StdErr = v.half.Scaled(exp)
		case "interval":
			s.CILow, s.CIHigh, s.CILevel = v.q.Plus(-1, v.half).Scaled(exp), v.q.Plus(1, v.half).Scaled(exp), t.level
		}
	}
	if t.interval >= 0 {
		t.readInterval(r, s, v, info, exp)
	}
	for _, p := range t.reals {
		rd := p.readRow(r)
		if rd.missing || rd.fault != nil {
			continue
		}
		e := exp
		switch {
		case p.index == realCILevel:
			if e = 0; rd.q.Sign == '%' {
				e = -2
			}
		case rd.q.Sign != 0:
			var f *ingest.Fault
			if e, f = t.exponentTo(info, rd.q.Sign, ""); f != nil {
				m.report(r, p.at, p.name, r.Fields[p.at], f)
			}
		}
		setReal(s, p.index, rd.q.Scaled(e))
	}
}

// report adds a problem with a cell of the current row.
func (m *mapping) report(r *csvfile.Row, at int, field, value string, f *ingest.Fault) {
	p := model.Problem{Position: model.Position{File: m.path, Line: r.Line}, LineTo: r.LineTo, Code: f.Code, Field: field,
		Value: strings.TrimSpace(value), Text: f.What, Hint: f.Hint, Raw: []byte(r.Raw)}
	if at >= 0 {
		p.Column = r.Columns[at]
		if m.head.lines != nil {
			p.Line, p.LineTo = m.head.lines[at], m.head.lines[at]
		}
		if name := m.head.Names[at]; name != field {
			p.Text = fmt.Sprintf("column %q: %s", name, f.What)
		}
	}
	m.problems = append(m.problems, p)
}

func (m *mapping) widthProblem(r *csvfile.Row) model.Problem {
	want := len(m.head.Names)
	p := model.Problem{Position: model.Position{File: m.path, Line: r.Line}, LineTo: r.LineTo, Code: model.CodeMissingCell, Raw: []byte(r.Raw),
		Text: fmt.Sprintf("%s where the header has %d", model.Plural(len(r.Fields), "field"), want), Hint: "a blank cell still needs its separator; a map may say ragged: true"}
	if len(r.Fields) > want {
		p.Code, p.Field, p.Value, p.Column = model.CodeExtraCell, "extra field", r.Fields[want], r.Columns[want]
		p.Hint = "a field that contains a separator must be in quotation marks"
	}
	return p
}

// term returns the term for a text in a role: the same term for the same text.
func (m *mapping) term(role int, text string) *model.Term {
	t, ok := m.terms[role][text]
	if !ok {
		t = &model.Term{Text: text}
		if role == ingest.TermListedAs {
			t.Norm = ingest.Norm(text)
			m.names.Add(text, m.line)
		}
		if m.memory.Reserve(len(text)) {
			m.terms[role][text] = t
		} else {
			m.full = true
		}
	}
	return t
}

// dayInName finds a day in the name of a file.
var dayInName = lazyregexp.New(`(\d{4})[-_]?(\d{2})[-_]?(\d{2})`)

// fillInDay replaces {file_day} in a text of the map by the day in the name of the file,
// and {reported_on} by the day of its scores.
func (m *mapping) fillInDay(s string) (string, error) {
	if strings.Contains(s, "{file_day}") {
		d := dayInName.FindStringSubmatch(filepath.Base(m.path))
		if d == nil {
			return "", fmt.Errorf("%q needs a day in the name of the file, such as 2025-04-25", s)
		}
		s = strings.ReplaceAll(s, "{file_day}", strings.Join(d[1:], "-"))
	}
	if !strings.Contains(s, "{reported_on}") {
		return s, nil
	}
	if m.day == "" {
		return "", fmt.Errorf("%q needs one day for the whole file: give --reported-on, or put the day into the file name", s)
	}
	return strings.ReplaceAll(s, "{reported_on}", m.day), nil
}

// missingSet returns the set of the missing texts of the map and further ones.
func (m *mapping) missingSet(further []string) map[string]bool {
	set := map[string]bool{}
	for _, s := range m.missing {
		set[strings.TrimSpace(s)] = true
	}
	for _, s := range further {
		set[strings.TrimSpace(s)] = true
	}
	return set
}

// locate finds the cell of a field of a score in the text of its record. A rule usually
// states its benchmark or metric, which identifies the column of the value.
func (m *mapping) locate(score *model.Score, field string) (column int, text string) {
	if m.head.lines != nil {
		return 0, ""
	}
	s := csvfile.NewSplitter(strings.NewReader(score.Raw))
	s.Delimiter = m.head.delimiter
	r, err := s.Next()
	if err != nil || r.Err != nil || len(r.Fields) != len(m.head.Names) {
		return 0, ""
	}
	if field == "value" {
		at := -1
		for _, t := range m.targets {
			differs := func(of, its *model.Term) bool { return its != nil && of != its }
			if differs(score.Benchmark, t.base.Benchmark) || differs(score.Metric, t.base.Metric) || at == t.at {
				continue
			}
			if at >= 0 {
				return 0, ""
			}
			at = t.at
		}
		if at < 0 {
			return 0, ""
		}
		return m.columnOf(r, at), r.Fields[at]
	}
	for _, t := range m.targets {
		for _, p := range slices.Concat(t.dynamic, t.reals, t.protocol) {
			if p.name == field {
				return m.columnOf(r, p.at), r.Fields[p.at]
			}
		}
	}
	return 0, ""
}

// numberText returns the numbers in a cell written with a decimal point and with all their
// digits.
func (m *mapping) numberText(text string, letters *ingest.Multiples) (string, error) {
	if m.comma {
		var err error
		if text, err = ingest.PointDecimals(text); err != nil {
			return "", err
		}
	}
	return letters.WriteOut(text)
}

// unitProblems returns the problems with the units of whole columns, once the file has
// been read.
func (m *mapping) unitProblems() []model.Problem {
	var out []model.Problem
	m.stats(func(t *target, st *stat, info *metricInfo) {
		if p := st.unitProblem(m, t.at, t.header, info); p != nil {
			out = append(out, *p)
		}
	})
	return out
}
