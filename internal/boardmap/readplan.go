package boardmap

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"provenance/internal/csvfile"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// readRow reads the field from a row, and only once per row.
func (p *plan) readRow(r *csvfile.Row) *reading {
	if p.seq == p.mapping.seq {
		return p.cur
	}
	p.seq = p.mapping.seq
	text := r.Fields[p.at]
	if p.several {
		text = p.joinColumns(r)
	}
	if p.direct {
		if p.cur = &p.own; !p.readPlain(text) {
			p.own = reading{}
			p.readText(text, &p.own)
		}
	} else if p.cur == nil || text != p.last {
		rd, ok := p.cache[text]
		if !ok {
			text = strings.Clone(text)
			rd = p.readAndCache(text)
		}
		p.cur, p.last = rd, text
		if p.mapping.full {
			p.last = "\x00" // matches no text, so that the next row reads again
		}
	}
	if p.cur.fault != nil {
		at := p.at
		if len(p.ifBlank) > 0 {
			at = p.from
		}
		p.mapping.report(r, at, p.name, r.Fields[at], p.cur.fault)
	}
	return p.cur
}

// isMissing reports whether a cell holds no text for the field.
func (p *plan) isMissing(cell string) bool {
	t := ingest.PlainText(p.field.Markup, strings.TrimSpace(cell))
	return p.missing[t] || ingest.NoText(t) || p.kind >= kindReal && p.kind <= kindWhole && ingest.NoNumber(t)
}

// fallBack returns the text of the first of the further columns that has one.
func (p *plan) fallBack(r *csvfile.Row) string {
	for _, at := range p.ifBlank {
		if !p.isMissing(r.Fields[at]) {
			p.from = at
			return r.Fields[at]
		}
	}
	return ""
}

// joinColumns returns the text of a field that is in several columns.
func (p *plan) joinColumns(r *csvfile.Row) string {
	if p.from = p.at; len(p.ifBlank) > 0 && p.isMissing(r.Fields[p.at]) {
		return p.fallBack(r)
	}
	if len(p.also) == 0 {
		return r.Fields[p.at]
	}
	text := strings.TrimSpace(r.Fields[p.at])
	if p.missing[text] || ingest.NoText(text) {
		return "" // a version without a name names nothing
	}
	for _, at := range p.also {
		if more := strings.TrimSpace(r.Fields[at]); !p.missing[more] && !ingest.NoText(more) {
			text += " " + more
		}
	}
	return text
}

// readPlain reads what nearly every cell of a number or a text holds: nothing, or a number
// without quirks. It reports false for any other text.
func (p *plan) readPlain(text string) bool {
	rd := &p.own
	rd.missing, rd.fault = text == "", nil
	if rd.missing {
		return !p.must
	}
	if !p.number {
		return false
	}
	q, ok := ingest.PlainNumber(text)
	if !ok || p.kind == kindWhole && q.Value != float64(int64(q.Value)) || p.col.Least != nil && q.Value < *p.col.Least {
		return false
	}
	rd.q = q
	return true
}

// readAndCache reads a text that is not in the cache.
func (p *plan) readAndCache(text string) *reading {
	size := len(text) + 200
	if len(p.cache) >= maxCache || p.mapping.cached+size > maxCached {
		clear(p.cache)
		p.cleared = true
		p.mapping.cached -= p.bytes
		p.bytes = 0
	}
	rd := &reading{}
	p.mapping.lastID++
	rd.id = p.mapping.lastID
	p.readText(text, rd)
	if !p.mapping.full && p.mapping.cached+size <= maxCached {
		p.cache[text] = rd
		p.bytes += size
		p.mapping.cached += size
	}
	return rd
}

// readText takes a text through all steps of a field.
func (p *plan) readText(text string, rd *reading) {
	t, given, f := p.applySteps(strings.TrimSpace(text))
	if f == nil && t == "" {
		rd.missing = true
		if p.must {
			hint := p.field.Default
			if p.col != nil {
				hint = p.col.Doc
			}
			f = &ingest.Fault{Code: model.CodeConstraint, What: "the cell must not be blank", Hint: hint}
		}
	}
	if f == nil && !rd.missing {
		rd.text = t
		f = p.setTyped(rd, given)
	}
	rd.fault = f
}

// applySteps applies markup, missing, pattern, values and default to a text. given reports
// that the result is a text of the map itself.
func (p *plan) applySteps(t string) (text string, given bool, f *ingest.Fault) {
	if p.field.Markup != "" {
		t = ingest.PlainText(p.field.Markup, t)
	}
	switch {
	case p.missing[t] || ingest.NoText(t) || p.kind >= kindReal && p.kind <= kindWhole && ingest.NoNumber(t):
		t = ""
	case p.re != nil:
		t = FirstGroup(p.re.FindStringSubmatch(t))
	}
	if len(p.suffixes) > 0 {
		t = p.cutSuffixes(t)
	}
	if t != "" && len(p.field.Values) > 0 {
		v, ok := p.field.Values[t]
		if !ok {
			v, ok = p.norms[ingest.Norm(t)]
		}
		switch {
		case ok:
			t, given = v, true
		case p.field.Only:
			hint := "it lists " + strings.Join(slices.Sorted(maps.Keys(p.field.Values)), ", ")
			if near := model.Closest(t, slices.Collect(maps.Keys(p.field.Values))); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			return "", false, &ingest.Fault{Code: model.CodeConstraint, What: "not a text that the map lists under values", Hint: hint}
		}
	}
	if t == "" && p.field.Default != "" {
		return p.field.Default, true, nil
	}
	return t, given, nil
}

// FirstGroup returns the text that a match of a pattern selects, without white space
// around it: the first group that is not empty, or the whole match if the pattern has no
// groups.
func FirstGroup(m []string) string {
	for _, g := range m[min(1, len(m)):] {
		if g != "" {
			return strings.TrimSpace(g)
		}
	}
	if len(m) == 1 {
		return strings.TrimSpace(m[0])
	}
	return ""
}

// setTyped parses the text of a reading as the kind of the field.
func (p *plan) setTyped(rd *reading, given bool) *ingest.Fault {
	t := rd.text
	var f *ingest.Fault
	switch {
	case p.kind == kindExtra:
		rd.value = t
		return nil
	case p.kind == kindText:
		return nil
	case p.kind == kindReal || p.kind == kindWhole:
		return p.parseNumber(rd)
	case p.col.Kind == model.Date && !given: // a text of the map itself is YYYY[-MM[-DD]]
		if t, f = p.parseDay(t); f != nil {
			return f
		}
	case p.field.Slug:
		if t, f = p.mapping.cat.slugFor(p.ref, t, p.prefix, p.further); f != nil {
			return f
		}
		given = true
	}
	v, code, what, hint := ingest.ParseCell(p.col, t)
	if code != "" {
		return &ingest.Fault{Code: code, What: what, Hint: hint}
	}
	if p.kind == kindProtocol {
		rd.value = v
		return nil
	}
	if p.name == "metric" {
		if given = given || p.field.Const != "" || p.mapping.cat.declared["metrics"][t] != nil; !given {
			return &ingest.Fault{Code: model.CodeForeignKey, What: "a metric that the map does not define", Hint: "add it to values, or to metrics with its unit"}
		}
		rd.metric, rd.stat = p.mapping.cat.metric(v.(string)), &stat{}
	}
	if p.ref != nil {
		p.mapping.cat.require(p.ref.Name, v.(string))
	}
	rd.term = p.mapping.term(p.index, v.(string))
	return nil
}

// parseDay parses a date in the layouts of the field, otherwise as YYYY[-MM[-DD]]. It
// ignores a time after the date.
func (p *plan) parseDay(t string) (string, *ingest.Fault) {
	for _, l := range p.layouts {
		if d, err := time.Parse(l.layout, t); err == nil {
			return d.Format("2006-01-02")[:l.n], nil
		}
	}
	if len(p.layouts) > 0 {
		return "", &ingest.Fault{Code: model.CodeType, What: "not a date of the layout " + p.field.Date, Hint: ""}
	}
	if len(t) >= 16 && (t[10] == 'T' || t[10] == ' ') && t[13] == ':' {
		t = t[:10]
	}
	return t, nil
}

// parseNumber parses a number other than the value.
func (p *plan) parseNumber(rd *reading) *ingest.Fault {
	text, err := p.mapping.numberText(rd.text, p.letters)
	var q ingest.Quantity
	if err == nil {
		q, err = ingest.ParseQuantity(text)
	}
	if err == nil && q.Sign == '$' && p.name != "ci_low" && p.name != "ci_high" && p.name != "stderr" {
		err = fmt.Errorf("%w: it is an amount of money", model.ErrNumber)
	}
	if err == nil && p.kind == kindWhole && (q.Value != float64(int64(q.Value)) || q.Sign != 0) {
		err = fmt.Errorf("%w: want a whole number such as 198", model.ErrNumber)
	}
	if err != nil {
		what, hint, _ := strings.Cut(err.Error(), ": ")
		return &ingest.Fault{Code: model.CodeType, What: what, Hint: hint}
	}
	if p.col.Least != nil && q.Value < *p.col.Least {
		return &ingest.Fault{Code: model.CodeConstraint, What: "less than " + model.FormatReal(*p.col.Least), Hint: "leave it blank if it is not stated"}
	}
	rd.q = q
	return nil
}
