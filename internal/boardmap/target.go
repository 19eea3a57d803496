package boardmap

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"provenance/internal/csvfile"
	"provenance/internal/ingest"
	"provenance/internal/model"
)

// A target is one column of values with all the fields of its scores.
type target struct {
	mapping  *mapping
	rule     *ScoreRule
	at       int    // index of the value cell in the row
	header   string // the name of the column in the file
	missing  map[string]bool
	letters  *ingest.Multiples
	best     int     // scorers: index of the cell with the best value, or -1
	interval int     // index of the cell with the interval, or -1
	level    float64 // level of the interval; NaN: not stated

	pattern   *regexp.Regexp // matches the part of the cell that is the value; nil: the whole cell
	ciPattern *regexp.Regexp // matches the part of its cell that is the interval; nil: the whole cell

	base     model.Score // the fields that are the same for every row
	metric   *metricInfo // set if it is the same for every row
	dynamic  []*plan     // terms, whole numbers and texts in columns
	reals    []*plan     // numbers in columns, scaled like the value
	protocol []*plan     // protocol fields in columns
	fixed    []*plan     // protocol fields that are the same for every row

	lastKey   []*reading // the protocol readings that last was made from
	last      *model.Protocol
	protocols map[string]*model.Protocol // by the ids of their readings
	stat      stat
}

// A measure is the content of a value cell.
type measure struct {
	q, half ingest.Quantity
	has     bool   // a half-width is printed
	printed string // "" if model.FormatReal writes the value the same way
	text    string // the text of the cell
	missing bool   // the text means a missing value
}

// measure reads the value cell of a row.
func (t *target) measure(r *csvfile.Row) (m measure, f *ingest.Fault) {
	m.text = r.Fields[t.at]
	if t.pattern == nil && !t.mapping.comma && (t.rule.Form == "" || t.rule.Form == "plain") {
		q, ok := ingest.PlainNumber(m.text)
		if ok && (q.Value != 0 || t.rule.ZeroIs == "") && (len(t.missing) == 0 || !t.missing[m.text]) {
			m.q = q
			if !q.Exact {
				m.printed = m.text
			}
			return m, nil
		}
	}
	m.text = ingest.PlainText(t.rule.Markup, strings.TrimSpace(m.text))
	if t.missing[m.text] || ingest.NoNumber(m.text) {
		if t.best < 0 {
			m.missing = true
			return m, nil
		}
		return t.readBest(r, m)
	}
	text := m.text
	if len(t.rule.Marks) > 0 {
		text = ingest.TrimMarks(text, t.rule.Marks)
	}
	printed := m.text
	var err error
	if text, err = matchedPart(t.pattern, text); err == nil {
		text, err = t.mapping.numberText(text, t.letters)
	}
	if err != nil {
		return m, numberFault(err)
	}
	number, limit := ingest.CutLimit(text)
	if limit && t.rule.LimitIs == "missing" {
		m.missing = true
		return m, nil
	}
	if limit && t.rule.LimitIs == "value" {
		text = number
	}
	m.text = text
	switch t.rule.Form {
	case "", "plain":
		m.q, m.half, m.has, err = ingest.ParsePlusMinus(m.text)
	case "pair":
		err = t.readPair(&m)
	case "scorers":
		err = t.pickScorer(r, &m)
	}
	if err != nil && limit && t.rule.LimitIs == "" {
		return m, &ingest.Fault{Code: model.CodeType, What: "a limit, not a value", Hint: "say limit_is: missing or limit_is: value in the rule of the column"}
	}
	if err != nil {
		return m, numberFault(err)
	}
	m.missing = m.missing || t.rule.ZeroIs != "" && m.q.Value == 0
	if m.text = printed; !m.q.Exact || text != printed {
		m.printed = m.text
	}
	return m, nil
}

// matchedPart returns the part of a cell that a pattern matches.
func matchedPart(re *regexp.Regexp, text string) (string, error) {
	if re == nil {
		return text, nil
	}
	m := re.FindStringSubmatch(text)
	if m == nil {
		return "", fmt.Errorf("%w: the cell does not match the rule's pattern", model.ErrNumber)
	}
	return FirstGroup(m), nil
}

func numberFault(err error) *ingest.Fault {
	what, hint, _ := strings.Cut(err.Error(), ": ")
	return &ingest.Fault{Code: model.CodeType, What: what, Hint: hint}
}

// readBest reads the value from the column of best values if the cell lists no scorers.
func (t *target) readBest(r *csvfile.Row, m measure) (measure, *ingest.Fault) {
	m.text = strings.TrimSpace(r.Fields[t.best])
	if t.missing[m.text] || ingest.NoNumber(m.text) {
		m.missing = true
		return m, nil
	}
	text, err := t.mapping.numberText(m.text, t.letters)
	if err == nil {
		m.q, err = ingest.ParseQuantity(text)
	}
	if err != nil {
		return m, numberFault(err)
	}
	if !m.q.Exact || text != m.text {
		m.printed = m.text
	}
	return m, nil
}

func (t *target) readPair(m *measure) error {
	all, err := ingest.ParseParts(m.text)
	if err != nil {
		return err
	}
	if len(all) < t.rule.Part {
		return fmt.Errorf("%w: want at least %d numbers separated by slashes", model.ErrNumber, t.rule.Part)
	}
	part := all[t.rule.Part-1]
	m.q, m.half, m.has = part.Value, part.Half, part.HasHalf
	m.q.Exact = m.q.Exact && len(all) == 1
	return nil
}

// pickScorer picks the scorer that the rule names, or the one whose value is in the column
// of best values.
func (t *target) pickScorer(r *csvfile.Row, m *measure) error {
	all, err := ingest.ParseScorers(m.text)
	if err != nil {
		return err
	}
	take := func(c ingest.Scorer) {
		m.q, m.half, m.has = c.Value, c.Half, c.HasHalf
		m.q.Exact = false
	}
	if t.rule.Scorer != "" {
		m.missing = true
		for _, c := range all {
			if c.Name == t.rule.Scorer {
				take(c)
				m.missing = false
				return nil
			}
		}
		return nil
	}
	if t.best >= 0 {
		if text := strings.TrimSpace(r.Fields[t.best]); !ingest.NoNumber(text) && !t.missing[text] {
			if text, err = t.mapping.numberText(text, t.letters); err != nil {
				return err
			}
			best, err := ingest.ParseQuantity(text)
			if err != nil {
				return fmt.Errorf("%w (in column %q)", err, t.mapping.head.Names[t.best])
			}
			c, ok := ingest.ChooseScorer(all, best)
			if !ok {
				return fmt.Errorf("%w: column %q names %s as the best value, but no scorer has it", model.ErrNumber, t.mapping.head.Names[t.best], text)
			}
			take(c)
			m.q = best
			m.q.Exact = false
			return nil
		}
	}
	if len(all) > 1 {
		return fmt.Errorf("%w: several scorers, and the map does not say which: name one under scorer, or the column of the best value", model.ErrNumber)
	}
	take(all[0])
	return nil
}

// exponentTo returns the power of ten that converts a number to the unit of its metric.
// sign is the sign in the cell; unit is that of the rule, for cells without a sign. No
// other code scales a number.
func (t *target) exponentTo(info *metricInfo, sign byte, unit string) (int, *ingest.Fault) {
	if sign == 0 && unit == "" {
		return 0, nil
	}
	printed := unit
	switch sign {
	case '%':
		if printed = "percent"; unit == "proportion" {
			return 0, &ingest.Fault{Code: model.CodeConstraint, What: "a percent sign where the map says that the column prints proportions", Hint: "remove unit: proportion from the map"}
		}
	case '$':
		printed = "usd"
	}
	switch {
	case info.unit == printed:
		return 0, nil
	case info.unit == "":
		return 0, &ingest.Fault{Code: model.CodeConstraint, What: fmt.Sprintf("the cell is in %s, but the map does not say the unit of metric %s", printed, info.slug), Hint: "write the metric in the map under metrics, with its unit"}
	case info.unit == "proportion" && printed == "percent":
		return -2, nil
	case info.unit == "percent" && printed == "proportion":
		return 2, nil
	default:
		return 0, &ingest.Fault{Code: model.CodeConstraint, What: fmt.Sprintf("the cell is in %s, but metric %s is in %s", printed, info.slug, info.unit), Hint: "name a metric with the unit that the column prints"}
	}
}

// readInterval reads an interval that is in another cell, or in another part of the cell.
func (t *target) readInterval(r *csvfile.Row, s *model.Score, m *measure, info *metricInfo, exp int) {
	text := ingest.PlainText(t.rule.Markup, strings.TrimSpace(r.Fields[t.interval]))
	if t.missing[text] || ingest.NoNumber(text) {
		return
	}
	var low, high ingest.Quantity
	var err error
	if t.ciPattern != nil {
		if text, err = matchedPart(t.ciPattern, text); err != nil || text == "" {
			return
		}
	}
	if text, err = t.mapping.numberText(text, t.letters); err != nil {
		t.mapping.report(r, t.interval, "ci_low", r.Fields[t.interval], numberFault(err))
		return
	}
	valueExp := exp
	switch t.rule.Interval.Form {
	case "bounds":
		low, high, err = ingest.ParseBounds(text)
	case "half":
		low, err = ingest.ParseQuantity(text)
		if high = low; err == nil && low.Value < 0 {
			err = fmt.Errorf("%w: a half-width cannot be negative", model.ErrNumber)
		}
	default:
		low, high, err = ingest.ParseOffsets(text)
	}
	var f *ingest.Fault
	if err != nil {
		f = numberFault(err)
	} else if low.Sign != 0 || high.Sign != 0 {
		exp, f = t.exponentTo(info, max(low.Sign, high.Sign), "")
	}
	if f != nil {
		t.mapping.report(r, t.interval, "ci_low", r.Fields[t.interval], f)
		return
	}
	if t.rule.Interval.Form != "bounds" {
		value := m.q
		if exp != valueExp { // value and distances have different units: convert both to that of the metric
			value, low, high, exp = value.Shifted(valueExp), low.Shifted(exp), high.Shifted(exp), 0
		}
		low, high = value.Plus(-1, low), value.Plus(1, high)
	}
	s.CILow, s.CIHigh, s.CILevel = low.Scaled(exp), high.Scaled(exp), t.level
}

// setProtocol sets the protocol of a score from the readings of the current row.
func (t *target) setProtocol(s *model.Score) {
	if len(t.protocol) == 0 {
		return // it is part of base
	}
	same := t.last != nil
	for i, p := range t.protocol {
		if t.lastKey[i] != p.cur {
			t.lastKey[i], same = p.cur, false
		}
	}
	if !same {
		var buf [64]byte
		key := buf[:0]
		for _, p := range t.protocol {
			key = append(key, byte(p.cur.id), byte(p.cur.id>>8), byte(p.cur.id>>16), byte(p.cur.id>>24))
		}
		ok := false
		if t.last, ok = t.protocols[string(key)]; !ok {
			if len(t.protocols) >= maxCache {
				clear(t.protocols)
			}
			t.last = t.makeProtocol()
			t.protocols[string(key)] = t.last
		}
	}
	s.Protocol = t.last
}

// makeProtocol returns the protocol for the current combination of settings: the same
// protocol for the same combination.
func (t *target) makeProtocol() *model.Protocol {
	var v [16]any
	extra := map[string]any{}
	set := func(p *plan, rd *reading) {
		switch {
		case rd.missing || rd.fault != nil:
		case p.kind == kindExtra:
			extra[strings.TrimPrefix(p.name, "extra.")] = rd.value
		case p.name == "extra":
			var all map[string]any
			if json.Unmarshal([]byte(rd.value.(string)), &all) == nil {
				for k, x := range all {
					extra[k] = x
				}
			}
		default:
			v[p.index] = rd.value
		}
	}
	for _, p := range t.fixed {
		set(p, p.fixed)
	}
	for _, p := range t.protocol {
		set(p, p.cur)
	}
	if len(extra) > 0 {
		if b, err := json.Marshal(extra); err == nil {
			v[len(v)-1] = string(b)
		}
	}
	p, ok := t.mapping.protocols[v]
	if !ok {
		p = &model.Protocol{Values: v}
		if t.mapping.memory.Reserve(0) {
			t.mapping.protocols[v] = p
		} else {
			t.mapping.full = true
		}
	}
	return p
}

// A cellTest is a Test bound to a column.
type cellTest struct {
	at  int
	in  map[string]bool
	re  *regexp.Regexp
	why string
}

func (t *cellTest) holds(r *csvfile.Row) bool {
	text := strings.TrimSpace(r.Fields[t.at])
	return t.in[text] || t.re != nil && t.re.MatchString(text)
}
