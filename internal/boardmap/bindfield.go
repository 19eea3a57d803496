package boardmap

import (
	"unicode/utf8"

	"provenance/internal/ingest"
	"provenance/internal/model"
)

// plan returns the plan of a field, nil where it has been reported.
func (b *binder) plan(key planKey, f Field, c valueColumn) *plan {
	if p, ok := b.plans[key]; ok {
		return p
	}
	p, err := b.g.compile(key.name, f)
	if err != nil {
		b.mapFault(err.Error())
		return nil
	}
	if f.Const == "" && len(f.Column) > 0 {
		p.at = b.column(key.name, f.Column)
		if p.at < 0 && !f.Header && !f.Filename && !f.Optional && f.Default == "" {
			b.missing(key.name, f.Column, "")
			return nil
		}
	}
	if p.at >= 0 {
		for _, n := range f.Also {
			switch at := b.column(key.name, Names{n}); {
			case at >= 0:
				p.also = append(p.also, at)
			case !f.Optional:
				b.missing(key.name, Names{n}, "")
				return nil
			}
		}
	}
	if p.at < 0 {
		b.fix(p, f, c)
	} else if key.rule < 0 {
		b.g.plans = append(b.g.plans, p)
	}
	b.plans[key] = p
	return p
}

// fix reads a field that is the same for every row.
func (b *binder) fix(p *plan, f Field, c valueColumn) {
	p.fixed = &reading{}
	text := b.fixedText(f, c.title)
	p.read(text, p.fixed)
	if !utf8.ValidString(text) { // the name of the file; all else was checked when it was read
		p.fixed.fault = &ingest.Fault{Code: model.CodeEncoding, What: "the file's name is not UTF-8, and the map takes this field from it", Hint: "rename the file"}
	}
	if p.fixed.fault == nil {
		return
	}
	h := b.g.head
	problem := model.Problem{Position: model.Position{File: b.g.path, Line: h.row.Line}, LineTo: h.row.LineTo, Code: p.fixed.fault.Code, Field: p.name,
		Value: text, Text: p.fixed.fault.What, Hint: p.fixed.fault.Hint, Raw: []byte(h.row.Raw)}
	switch {
	case f.Const == "" && f.Header && c.at < len(h.row.Columns):
		problem.Column = h.row.Columns[c.at]
	case f.Const == "" && f.Filename && p.fixed.none:
		problem.Line, problem.Text = 0, "the file's name does not say it"
		if problem.Hint = "name the file as the map expects"; p.name == "reported_on" {
			problem.Hint = "give --reported-on, or put the day into the file's name"
		} else if p.name == "source" {
			problem.Hint = "give --source"
		}
	}
	b.problems = append(b.problems, problem)
}

// add gives a target a field.
func (t *target) add(p *plan) {
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
	case rd.none || rd.fault != nil:
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
