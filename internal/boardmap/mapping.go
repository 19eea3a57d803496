package boardmap

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"provenance/internal/csvfile"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// Options are the settings that the command line gives along with a map.
type Options struct {
	ReportedOn string // the day of scores that have none in a column of the file; overrides the day in the file's name
	Source     string // the slug of the source, in place of the map's; a missing source is added
}

// A mapping is a map bound to the header of one file.
type mapping struct {
	path    string
	head    *header
	missing []string // the map's
	comma   bool     // decimals follow a comma
	cat     *catalogue
	targets []*target
	plans   []*plan // fields of every line that are in a column
	drop    []*cellTest
	reject  []*cellTest
	has     []bool // for each column of scores.csv whether the map states it

	terms     [ingest.TermCount]map[string]*model.Term
	protocols map[[14]any]*model.Protocol
	memory    ingest.Memory // of terms and protocols
	cached    int           // bytes in the caches of all plans
	full      bool          // the row at hand has a text for which there was no room
	lastID    int32
	skipped   []string // columns of values that were left out, and why
	day       string   // the one day of the file, "" where it has none

	seq      int64 // the row at hand
	problems []model.Problem
	scores   []model.Score // of the row at hand
}

// The fates of a row.
type fate int

const (
	accepted fate = iota
	dropped
	rejected
)

// An outcome is what became of a row.
type outcome struct {
	fate
	cells   int // value cells seen
	missing int // of these, cells that print no value
}

// apply passes the scores of a row to emit, which must not keep them, or returns what
// is wrong. A row with any bad cell emits no score. The problems are valid until the
// next call.
func (g *mapping) apply(r *csvfile.Row, emit func(*model.Score)) (outcome, []model.Problem) {
	g.seq++
	g.problems = g.problems[:0]
	g.scores = g.scores[:0]
	g.full = false
	o := outcome{fate: accepted}
	if len(r.Fields) != len(g.head.Names) {
		g.problems = append(g.problems, g.widthProblem(r))
		return outcome{fate: rejected}, g.problems
	}
	for _, t := range g.drop {
		if t.holds(r) {
			return outcome{fate: dropped}, nil
		}
	}
	for _, t := range g.reject {
		if t.holds(r) {
			g.report(r, t.at, g.head.Names[t.at], r.Fields[t.at], &ingest.Fault{Code: model.CodeConstraint, What: "the map rejects this line", Hint: t.why})
		}
	}
	for _, p := range g.plans {
		p.readRow(r)
	}
	for _, t := range g.targets {
		o.cells++
		if !g.addScore(t, r) {
			o.missing++
		}
	}
	if g.full {
		g.report(r, -1, "", "", &ingest.TooManyTexts)
	}
	if len(g.problems) > 0 {
		o.fate = rejected
		return o, g.problems
	}
	for i := range g.scores {
		emit(&g.scores[i])
	}
	return o, nil
}

// addScore makes the score of a target. It reports false where its cell prints no
// value. A cell that is wrong is reported, and the score of no use.
func (g *mapping) addScore(t *target, r *csvfile.Row) bool {
	m, f := t.measure(r)
	if f != nil {
		g.report(r, t.at, "value", r.Fields[t.at], f)
		return true
	}
	if m.missing {
		return false
	}
	g.scores = append(g.scores, t.base)
	s := &g.scores[len(g.scores)-1]
	s.Printed = m.printed
	info, st := t.metric, &t.stat
	bad, unit := false, true
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
	exp, f := t.exponentTo(info, m.q.Sign, t.rule.Unit)
	if f != nil {
		g.report(r, t.at, "value", r.Fields[t.at], f)
		return true
	}
	s.Value = m.q.Scaled(exp)
	if exp != 0 && s.Printed == "" {
		s.Printed = m.text
	}
	g.setSpread(t, r, s, &m, info, exp)
	if bad {
		return true
	}
	t.setProtocol(s)
	s.Line, s.LineTo, s.Raw = r.Line, r.LineTo, r.Raw
	if g.head.lines != nil {
		s.Line, s.LineTo = g.head.lines[t.at], g.head.lines[t.at]
	}
	t.countValue(st, info, m.q, s.Line)
	t.stat.countInterval(s)
	return true
}

// setSpread fills in the interval and the standard error of a score.
func (g *mapping) setSpread(t *target, r *csvfile.Row, s *model.Score, m *measure, info *metricInfo, exp int) {
	if m.has && m.half.Value > 0 {
		switch t.rule.PlusMinus {
		case "stderr":
			s.StdErr = m.half.Scaled(exp)
		case "interval":
			s.CILow, s.CIHigh, s.CILevel = m.q.Plus(-1, m.half).Scaled(exp), m.q.Plus(1, m.half).Scaled(exp), t.level
		}
	}
	if t.interval >= 0 {
		t.readInterval(r, s, m, info, exp)
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
				g.report(r, p.at, p.name, r.Fields[p.at], f)
			}
		}
		setReal(s, p.index, rd.q.Scaled(e))
	}
}

// report notes that a cell is wrong.
func (g *mapping) report(r *csvfile.Row, at int, field, value string, f *ingest.Fault) {
	p := model.Problem{Position: model.Position{File: g.path, Line: r.Line}, LineTo: r.LineTo, Code: f.Code, Field: field,
		Value: strings.TrimSpace(value), Text: f.What, Hint: f.Hint, Raw: []byte(r.Raw)}
	if at >= 0 {
		p.Column = r.Columns[at]
		if g.head.lines != nil {
			p.Line, p.LineTo = g.head.lines[at], g.head.lines[at]
		}
		if name := g.head.Names[at]; name != field {
			p.Text = fmt.Sprintf("column %q: %s", name, f.What)
		}
	}
	g.problems = append(g.problems, p)
}

func (g *mapping) widthProblem(r *csvfile.Row) model.Problem {
	want := len(g.head.Names)
	p := model.Problem{Position: model.Position{File: g.path, Line: r.Line}, LineTo: r.LineTo, Code: model.CodeMissingCell, Raw: []byte(r.Raw),
		Text: fmt.Sprintf("%s where the header has %d", model.Plural(len(r.Fields), "field"), want), Hint: "a blank cell still needs its separator; a map may say ragged: true"}
	if len(r.Fields) > want {
		p.Code, p.Field, p.Value, p.Column = model.CodeExtraCell, "extra field", r.Fields[want], r.Columns[want]
		p.Hint = "a field that contains a separator must be in quotation marks"
	}
	return p
}

// term returns the one term of a text in a role.
func (g *mapping) term(role int, text string) *model.Term {
	t, ok := g.terms[role][text]
	if !ok {
		t = &model.Term{Text: text}
		if role == ingest.TermListedAs {
			t.Norm = ingest.Norm(text)
		}
		if g.memory.Reserve(len(text)) {
			g.terms[role][text] = t
		} else {
			g.full = true
		}
	}
	return t
}

// fillInDay puts the day of the file into a text of the map.
func (g *mapping) fillInDay(s string) (string, error) {
	if !strings.Contains(s, "{reported_on}") {
		return s, nil
	}
	if g.day == "" {
		return "", fmt.Errorf("%q needs one day for the whole file: give --reported-on, or put the day into the file name", s)
	}
	return strings.ReplaceAll(s, "{reported_on}", g.day), nil
}

// missingSet joins the map's missing texts with further ones.
func (g *mapping) missingSet(further []string) map[string]bool {
	set := map[string]bool{}
	for _, s := range g.missing {
		set[strings.TrimSpace(s)] = true
	}
	for _, s := range further {
		set[strings.TrimSpace(s)] = true
	}
	return set
}

// warnings returns what looks wrong with whole columns, once the file is read.
func (g *mapping) warnings() []string {
	out := slices.Clone(g.skipped)
	for _, t := range g.targets {
		if n := t.stat.n; n >= 10 && 2*t.stat.zeros >= n && t.rule.ZeroIs == "" {
			out = append(out, fmt.Sprintf("column %q: %d of %d values are 0; if a zero means that there is no value, say zero_is: missing", t.header, t.stat.zeros, n))
		}
		if st := &t.stat; st.outside > 0 {
			out = append(out, fmt.Sprintf("column %q: %d of %d values do not lie in their interval, the first %s; is it the interval of another column, or in another unit?", t.header, st.outside, st.intervals, st.stray))
		}
	}
	g.stats(func(t *target, st *stat, info *metricInfo) { st.addWarnings(&out, t.header, info) })
	return out
}

// stats calls f with what was counted of each column, or of each metric that a
// column names.
func (g *mapping) stats(f func(*target, *stat, *metricInfo)) {
	seen := map[*stat]bool{}
	for _, t := range g.targets {
		if t.metric != nil {
			f(t, &t.stat, t.metric)
		}
	}
	for _, t := range g.targets {
		for _, p := range t.dynamic {
			for _, text := range slices.Sorted(maps.Keys(p.cache)) {
				if rd := p.cache[text]; rd.stat != nil && !seen[rd.stat] {
					seen[rd.stat] = true
					f(t, rd.stat, rd.metric)
				}
			}
		}
	}
}

// locate finds a field of a score in the text of its record. A rule usually
// states its benchmark or its metric, which identify the column of a value.
func (g *mapping) locate(score *model.Score, field string) (column int, text string) {
	if g.head.lines != nil {
		return 0, ""
	}
	s := csvfile.NewSplitter(strings.NewReader(score.Raw))
	s.Delimiter = g.head.delimiter
	r, err := s.Next()
	if err != nil || r.Err != nil || len(r.Fields) != len(g.head.Names) {
		return 0, ""
	}
	if field == "value" {
		at := -1
		for _, t := range g.targets {
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
		return r.Columns[at], r.Fields[at]
	}
	for _, t := range g.targets {
		for _, p := range slices.Concat(t.dynamic, t.reals, t.protocol) {
			if p.name == field {
				return r.Columns[p.at], r.Fields[p.at]
			}
		}
	}
	return 0, ""
}

// pointDecimals writes the number of a cell with a decimal point.
func (g *mapping) pointDecimals(text string) (string, error) {
	if !g.comma {
		return text, nil
	}
	return ingest.PointDecimals(text)
}

// unitProblems returns what is wrong with the units of whole columns, once the file
// is read.
func (g *mapping) unitProblems() []model.Problem {
	var out []model.Problem
	g.stats(func(t *target, st *stat, info *metricInfo) {
		if p := st.unitProblem(g, t.at, t.header, info); p != nil {
			out = append(out, *p)
		}
	})
	return out
}
