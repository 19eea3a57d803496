package boardmap

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// bind binds a map to the header of a file. If it returns problems, the mapping is nil.
func (m *Map) bind(path string, opt Options, h *header) (*mapping, []model.Problem) {
	bound := &mapping{path: path, head: h, missing: m.Missing, comma: m.Layout.Decimal == "comma", protocols: map[[16]any]*model.Protocol{}, has: make([]bool, len(model.TableNamed("scores").Columns))}
	for i := range bound.terms {
		bound.terms[i] = map[string]*model.Term{}
	}
	b := &binder{m: m, opt: opt, mapping: bound, taken: map[int]bool{}, plans: map[planKey]*plan{}}
	var faults []string
	if bound.cat, faults = newCatalogue(m); len(faults) > 0 {
		for _, f := range faults {
			b.reportMap(f)
		}
		return nil, b.problems
	}
	b.findDay()
	b.bindFillDown()
	bound.drop, bound.reject = b.bindTests("drop", m.Drop), b.bindTests("reject", m.Reject)
	for _, f := range m.Fields {
		b.markFieldTaken(f)
	}
	for _, rule := range m.Scores {
		b.markTaken(rule.Column, rule.Best, rule.Interval.Column)
		for _, n := range rule.Columns.List {
			b.markTaken(Names{n})
		}
		if re, err := regexp.Compile(rule.Columns.Pattern); err == nil && rule.Columns.Pattern != "" {
			for i, n := range b.mapping.head.Names {
				if re.MatchString(n) {
					b.taken[i] = true
				}
			}
		}
		for _, f := range rule.Fields {
			b.markFieldTaken(f)
		}
	}
	for i := range m.Scores {
		b.bindRule(i)
	}
	if len(m.Scores) == 0 {
		b.reportMap("the map has no scores: say under scores which columns hold the values")
	}
	if len(b.problems) == 0 && len(bound.targets) == 0 {
		b.reportMissing("value", nil, "none of the columns of values is in the file")
	}
	if len(b.problems) > 0 {
		return nil, b.problems
	}
	return bound, nil
}

// findDay finds the day of the file, if all its scores have the same one.
func (b *binder) findDay() {
	f, ok := b.m.Fields["reported_on"]
	if b.opt.ReportedOn != "" {
		f, ok = b.dayField(f), true
	}
	if !ok || b.hasOwnDay(f) {
		return
	}
	p, err := b.mapping.compile("reported_on", f)
	if err != nil {
		return // reported with the rules
	}
	rd := &reading{}
	p.readText(b.fixedText("reported_on", f, valueColumn{}), rd)
	if rd.term != nil {
		b.mapping.day = rd.term.Text
	}
}

// dayField returns the field reported_on with the day of the command line. A day in a
// column or in a header takes precedence, because it is that of the score itself.
func (b *binder) dayField(f Field) Field {
	if b.hasOwnDay(f) {
		f.Default, f.Required = b.opt.ReportedOn, false
		return f
	}
	return Field{Const: b.opt.ReportedOn}
}

// hasOwnDay reports whether each score has its own day: in a column, or in the header
// of its column of values.
func (b *binder) hasOwnDay(f Field) bool {
	return f.Const == "" && (f.Header || b.findColumn("reported_on", f.Column) >= 0)
}

// fixedText returns the text of a field that is not read from a cell.
func (b *binder) fixedText(name string, f Field, c valueColumn) string {
	switch {
	case f.Const != "":
		return f.Const
	case f.Header:
		return c.titleOf(name)
	case f.Filename && b.mapping.path != "-":
		return filepath.Base(b.mapping.path)
	}
	return ""
}

func (b *binder) bindTests(key string, tests []Test) []*cellTest {
	var out []*cellTest
	for _, t := range tests {
		c := &cellTest{at: b.findColumn(key, t.Column), in: map[string]bool{}, why: t.Why}
		if c.at < 0 {
			b.reportMissing(key, t.Column, "")
			continue
		}
		b.taken[c.at] = true
		for _, s := range t.In {
			c.in[strings.TrimSpace(s)] = true
		}
		if t.Pattern != "" {
			re, err := regexp.Compile(t.Pattern)
			if err != nil {
				b.reportMap(fmt.Sprintf("test of column %s: pattern: %v", quotedList(t.Column), err))
			}
			c.re = re
		}
		out = append(out, c)
	}
	return out
}

// bindRule binds one rule to its columns.
func (b *binder) bindRule(i int) {
	rule := &b.m.Scores[i]
	for _, c := range []struct {
		name, text string
		allowed    []string
	}{
		{"unit", rule.Unit, []string{"", "percent", "proportion"}},
		{"form", rule.Form, []string{"", "plain", "scorers", "pair"}},
		{"plus_minus", rule.PlusMinus, []string{"", "stderr", "interval"}},
		{"zero_is", rule.ZeroIs, []string{"", "missing"}},
		{"limit_is", rule.LimitIs, []string{"", "value", "missing"}},
		{"markup", rule.Markup, []string{"", "html", "markdown"}},
		{"interval: form", rule.Interval.Form, []string{"", "offsets", "bounds", "half"}},
	} {
		if !slices.Contains(c.allowed, c.text) {
			b.reportMap(fmt.Sprintf("scores: %s: %q is not one of %s", c.name, c.text, strings.Join(c.allowed[1:], ", ")))
		}
	}
	if rule.Form == "pair" && rule.Part < 1 {
		b.reportMap("scores: form pair needs a part: which of the numbers, from 1")
	}
	if l := rule.Interval.Level; l < 0 || l >= 1 {
		b.reportMap(fmt.Sprintf("scores: interval: level %v is not between 0 and 1; 95 percent is written 0.95", l))
	}
	for _, c := range b.valueColumns(rule) {
		b.bindTarget(i, c)
	}
}

// bindTarget binds one column of values.
func (b *binder) bindTarget(i int, c valueColumn) {
	rule := &b.m.Scores[i]
	t := &target{mapping: b.mapping, rule: rule, at: c.at, header: b.mapping.head.Names[c.at], best: -1, interval: -1, level: math.NaN(), base: blankScore(),
		protocols: map[string]*model.Protocol{}}
	if len(rule.Missing)+len(b.m.Missing) > 0 {
		t.missing = b.mapping.missingSet(rule.Missing)
	}
	if rule.Interval.Level > 0 {
		t.level = rule.Interval.Level
	}
	t.pattern, t.ciPattern = compilePattern(rule.Pattern), compilePattern(rule.Interval.Pattern)
	var err error
	if t.letters, err = ingest.NewMultiples(rule.Letters); err != nil {
		b.reportMap(fmt.Sprintf("scores: letters: %v", err))
	}
	bound := func(field string, names Names) int {
		at := b.findColumn(field, names)
		if at < 0 && len(names) > 0 {
			b.reportMissing(field, names, "")
		}
		return at
	}
	t.best = bound("value", rule.Best)
	if t.interval = bound("ci_low", rule.Interval.Column); t.interval < 0 && rule.Interval.Pattern != "" {
		t.interval = c.at
	}
	fields := maps.Clone(b.m.Fields)
	if fields == nil {
		fields = map[string]Field{}
	}
	maps.Copy(fields, rule.Fields)
	if b.opt.ReportedOn != "" {
		fields["reported_on"] = b.dayField(fields["reported_on"])
	}
	if b.opt.Source != "" {
		fields["source"] = Field{Const: b.opt.Source, Slug: true}
	}
	owner, fault := addSuffixFields(fields)
	if fault != "" {
		b.reportMap(fault)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		key := planKey{rule: -1, name: name}
		if _, ok := rule.Fields[cmp.Or(owner[name], name)]; ok {
			key.rule = i
		}
		if fields[name].Header {
			key.title = c.titleOf(cmp.Or(owner[name], name))
		}
		if p := b.bindField(key, fields[name], c); p != nil {
			t.addPlan(p)
			if fields[name].Const == "" || name != "locator" && name != "note" { // a constant locator or note is the text of the map, not of the file
				b.markStated(name)
			}
		}
	}
	b.completeTarget(t, fields)
	b.mapping.targets = append(b.mapping.targets, t)
}

// completeTarget reports missing fields that every score must have, and makes the
// protocol.
func (b *binder) completeTarget(t *target, fields map[string]Field) {
	for _, name := range []string{"source", "listed_as", "benchmark", "metric"} {
		if _, ok := fields[name]; ok {
			continue
		}
		text := fmt.Sprintf("the map does not say the %s of a score", name)
		if name == "source" {
			text += ": write it under fields, or give --source"
		}
		b.reportMap(text)
	}
	b.markStated("value")
	b.markStated("value_as_printed")
	if t.interval >= 0 || t.rule.PlusMinus == "interval" {
		b.markStated("ci_low")
		b.markStated("ci_high")
		b.markStated("ci_level")
	}
	if t.rule.PlusMinus == "stderr" {
		b.markStated("stderr")
	}
	t.lastKey = make([]*reading, len(t.protocol))
	if len(t.protocol) == 0 {
		t.base.Protocol = t.makeProtocol()
	}
}

// markStated notes that the map states a column of scores.csv.
func (b *binder) markStated(name string) {
	if strings.HasPrefix(name, "extra.") {
		name = "extra"
	}
	if i := model.TableNamed("scores").Column(name); i >= 0 {
		b.mapping.has[i] = true
	}
}

// bindField returns the plan of a field, nil if it reported a problem.
func (b *binder) bindField(key planKey, f Field, c valueColumn) *plan {
	if p, ok := b.plans[key]; ok {
		return p
	}
	p, err := b.mapping.compile(key.name, f)
	if err != nil {
		b.reportMap(err.Error())
		return nil
	}
	if f.Const == "" && len(f.Column) > 0 {
		p.at = b.findColumn(key.name, f.Column)
		if p.at < 0 && !f.Header && !f.Filename && !f.Optional && f.Default == "" {
			b.reportMissing(key.name, f.Column, "")
			return nil
		}
	}
	for _, n := range f.IfBlank {
		switch at := b.findColumn(key.name, Names{n}); {
		case at >= 0 && p.at < 0:
			p.at = at
		case at >= 0:
			p.ifBlank = append(p.ifBlank, at)
		case !f.Optional:
			b.reportMissing(key.name, Names{n}, "")
			return nil
		}
	}
	if p.at >= 0 {
		for _, n := range f.Also {
			switch at := b.findColumn(key.name, Names{n}); {
			case at >= 0:
				p.also = append(p.also, at)
			case !f.Optional:
				b.reportMissing(key.name, Names{n}, "")
				return nil
			}
		}
	}
	p.several = len(p.also)+len(p.ifBlank) > 0
	if p.at < 0 {
		b.readFixed(p, f, c)
	} else if key.rule < 0 {
		b.mapping.plans = append(b.mapping.plans, p)
	}
	b.plans[key] = p
	return p
}

// readFixed reads a field that is the same for every row.
func (b *binder) readFixed(p *plan, f Field, c valueColumn) {
	p.fixed = &reading{}
	text := b.fixedText(cmp.Or(f.owner, p.name), f, c)
	p.readText(text, p.fixed)
	if !utf8.ValidString(text) { // this is the file name; every other text was checked when it was read
		p.fixed.fault = &ingest.Fault{Code: model.CodeEncoding, What: "the file name is not UTF-8, but the map takes this field from it", Hint: "rename the file"}
	}
	if p.fixed.fault == nil {
		return
	}
	h := b.mapping.head
	problem := model.Problem{Position: model.Position{File: b.mapping.path, Line: h.row.Line}, LineTo: h.row.LineTo, Code: p.fixed.fault.Code, Field: p.name,
		Value: text, Text: p.fixed.fault.What, Hint: p.fixed.fault.Hint, Raw: []byte(h.row.Raw)}
	switch {
	case f.Const == "" && f.Header && c.at < len(h.row.Columns):
		problem.Column = h.row.Columns[c.at]
	case f.hasNoSource() && p.fixed.missing:
		problem.Line, problem.Text, problem.Hint = 0, "the file does not contain it", "give --reported-on"
	case f.Const == "" && f.Filename && p.fixed.missing:
		problem.Line, problem.Text = 0, "the file name does not contain it"
		if problem.Hint = "name the file as the map expects"; p.name == "reported_on" {
			problem.Hint = "give --reported-on, or put the day into the file name"
		} else if p.name == "source" {
			problem.Hint = "give --source"
		}
	}
	b.problems = append(b.problems, problem)
}

// addPlan adds the plan of a field to a target.
func (t *target) addPlan(p *plan) {
	rd := p.fixed
	switch {
	case p.kind >= kindProtocol && rd != nil:
		t.fixed = append(t.fixed, p)
	case p.kind >= kindProtocol:
		t.protocol = append(t.protocol, p)
		t.dynamic = append(t.dynamic, p)
	case rd == nil && p.kind == kindReal:
		t.reals = append(t.reals, p)
	case rd == nil:
		t.dynamic = append(t.dynamic, p)
	case rd.missing || rd.fault != nil:
	case p.kind == kindTerm:
		setTerm(&t.base, p.index, rd.term)
		if p.index == ingest.TermMetric {
			t.metric = rd.metric
		}
	case p.kind == kindReal && p.index == realCILevel && rd.q.Sign == '%':
		setReal(&t.base, p.index, rd.q.Scaled(-2))
	case p.kind == kindReal:
		setReal(&t.base, p.index, rd.q.Value)
	case p.kind == kindWhole:
		setWhole(&t.base, p.index, int64(rd.q.Value))
	default:
		setText(&t.base, p.index, rd.text)
	}
}
