package boardmap

import (
	"strings"

	"provenance/internal/csvfile"
	"provenance/internal/ingest"
)

// load reads the field of a row, once.
func (p *plan) load(r *csvfile.Row) *reading {
	if p.seq == p.g.seq {
		return p.cur
	}
	p.seq = p.g.seq
	text := r.Fields[p.at]
	if len(p.also) > 0 {
		text = p.joined(r)
	}
	if p.plain && p.kind >= kindReal && p.kind <= kindText {
		if p.cur = &p.own; !p.quick(text) {
			p.own = reading{}
			p.read(text, &p.own)
		}
	} else if p.cur == nil || text != p.last {
		rd, ok := p.cache[text]
		if !ok {
			text = strings.Clone(text)
			rd = p.remember(text)
		}
		p.cur, p.last = rd, text
		if p.g.full {
			p.last = "\x00" // no text: the next row is not to find it
		}
	}
	if p.cur.fault != nil {
		p.g.report(r, p.at, p.name, r.Fields[p.at], p.cur.fault)
	}
	return p.cur
}

// joined returns the text of a field that stands in several columns.
func (p *plan) joined(r *csvfile.Row) string {
	text := strings.TrimSpace(r.Fields[p.at])
	if p.missing[text] || ingest.NoText(text) {
		return "" // what is put after a name that is missing names nothing
	}
	for _, at := range p.also {
		if more := strings.TrimSpace(r.Fields[at]); !p.missing[more] && !ingest.NoText(more) {
			text += " " + more
		}
	}
	return text
}

// quick reads what nearly every cell for a number or a text is: nothing, or a
// number without a quirk. It reports false for any other.
func (p *plan) quick(text string) bool {
	rd := &p.own
	rd.none, rd.fault = text == "", nil
	if rd.none {
		return !p.must
	}
	if p.kind == kindText || len(p.missing) > 0 || p.g.comma {
		return false
	}
	q, ok := ingest.PlainNumber(text)
	if !ok || p.kind == kindWhole && q.Value != float64(int64(q.Value)) || p.col.Least != nil && q.Value < *p.col.Least {
		return false
	}
	rd.q = q
	return true
}

// remember reads a text for the first time.
func (p *plan) remember(text string) *reading {
	size := len(text) + 200
	if len(p.cache) >= maxCache || p.g.cached+size > maxCached {
		clear(p.cache)
		p.g.cached -= p.bytes
		p.bytes = 0
	}
	rd := &reading{}
	p.g.lastID++
	rd.id = p.g.lastID
	p.read(text, rd)
	if !p.g.full && p.g.cached+size <= maxCached {
		p.cache[text] = rd
		p.bytes += size
		p.g.cached += size
	}
	return rd
}
